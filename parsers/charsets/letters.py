"""How likely a text is Kazakh or Russian: neighbouring letters, case inside words, foreign signs.

The pairs are counted from words that school papers are full of; any list of common words gives nearly the same table,
because a wrong decoding yields pairs that neither language has.
"""

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

_WORDS = """
бұйрық бұйрығы бұйрықтар ереже қағида хаттама хаттамасы хаттамалары жоспар жоспары жұмыс жылдық оқу жылы жылына
әдістемелік бірлестік бірлестігі бірлестіктің жетекшісі жетекші мұғалім мұғалімдер мұғалімдерінің мектеп мектебі
гимназия лицей өтінім өтініш сұраныс байқау байқауына қатысу қатысуға үздік портфолио талдау талдауы есеп есебі құрам
құрамы сапалық мәлімет мәліметтер өзіндік білім көтеру жетілдіру аттестаттау аттестация біліктілік арттыру курс
курстар кесте кестесі график графигі ашық сабақ сабақтар сыныптан тыс шаралар іс тәжірибе озық тарату апталық апталығы
пәндік пәні қазақ тілі әдебиет математика физика химия биология география тарих орыс ағылшын информатика бастауыш
сынып дене шынықтыру технология көркем еңбек музыка жас маман мамандар тәлімгер дарынды балалар оқушы оқушылар олқылық
толтыру үлгерім нәтиже нәтижесі олимпиада ғылыми жоба серіктестік ынтымақтастық қоғамдық ұйымдармен ұйым отырыс
отырысы отырыстары жарияланым мақала инновациялық эксперимент алаң қызметтік міндет міндеттері тағайындау ашылуы
туралы күні айы қыркүйек қазан қараша желтоқсан қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз сканер сурет құжат
құжаттар барлығы толық қосымша сілтеме жауап хат хабарлама директор орынбасары тәрбие ісі жөніндегі басшы басшысы қала
қаласы астана алматы облыс облысы аудан мекеме мекемесі мекенжай телефон аты жөні тегі қолы мөр мөрі жинақ тақырып
тақырыбы мақсат мақсаты басым бағыт бағыттары модерация жиынтық бағалау тоқсан бөлім орта жалпы беру және мен бен үшін
бойынша арналған қойылған алған болып приказ приказы положение протокол протоколы заседание заседания план планы
работа работы годовой учебный учебного год года методическое методического объединение объединения руководитель
руководителя учитель учителя учителей школа школы гимназии заявка заявление участие участия конкурс конкурса портфолио
анализ отчет состав качественный сведения самообразование аттестация аттестации повышение квалификации курсы
расписание открытые уроки внеклассные мероприятия опыт передовой обобщение неделя предметная предмет казахский язык
русский литература математика физика химия биология география история английский информатика начальные классы
физкультура технология труд музыка молодой специалист наставник наставничество одаренные дети ученик учащиеся пробелы
знания успеваемость результат результаты олимпиада научный проект партнерство сотрудничество договор меморандум
публикации статья инновация эксперимент площадка должностные обязанности назначение открытие создание сентябрь октябрь
ноябрь декабрь январь февраль март апрель май июнь июль август сканирование скан фото рисунок документ документы общий
полный приложение ссылка ответ письмо сообщение директор заместитель воспитательная работа город область район адрес
телефон фамилия имя отчество подпись печать сборник тема цель направления задачи модерация оценивание четверть раздел
средняя общая образование образования для при что как это его она они или если все был были будет может нет есть так
уже вот здравствуйте добрый день уважаемые просим принять высылаем отправляем материалы спасибо уважением новый новая
документ копия лист таблица титульный грамота диплом сертификат благодарность характеристика справка выписка список
копия папка архив файл итоги открытый семинар презентация видео урок сәлеметсіздер құрметті жіберіп отырмыз қабылдаңыз
рахмет құрметпен мәтін үлгі анықтама тізім мінездеме алғыс мадақтама ұсыныс бекітемін келісілді бжб тжб сор соч мо шмо
әб ктж қмж омж ксп ұбт пкб рғпо жшс шжқ мкк мкқк кмм кгу гкп кммм жоо бқм рқ қр ғм оқу ісі бб тб дмж тіжо умк ооп рк
рф чс цпм ирпм мо мо әб әб бжб тжб бжб тжб сор соч қмж ктж ережесі ережелер ереже ереже
"""
_LETTER = re.compile(r"[^\W\d_]+")
_KAZAKH = "әғқңөұүһі"
_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LETTERS = frozenset(_RUSSIAN + "ё" + _KAZAKH)
_USUAL = frozenset("№«»–—“”„…’‘•°§\u00a0\u2011\n")
_FOREIGN = -9.0
_SIGN = -7.0


@lru_cache(maxsize=1)
def _pairs() -> dict[str, float]:
    """Log likelihood of a letter after another ("^" begins a word, "$" ends it), smoothed."""
    pairs: Counter[str] = Counter()
    firsts: Counter[str] = Counter()
    for word in _WORDS.split():
        framed = f"^{word.replace('ё', 'е')}$"
        for left, right in pairwise(framed):
            pairs[left + right] += 1
            firsts[left] += 1
    known = "^$" + "".join(sorted(_LETTERS))
    single: Counter[str] = Counter("".join(_WORDS.split()))
    total = sum(single.values())
    table = {}
    for left in known:
        for right in known:
            usual = (single[right] + 0.5) / (total + 25) if right != "$" else 0.12
            table[left + right] = math.log((pairs[left + right] + 6 * usual) / (firsts[left] + 6))
    return table


def likelihood(text: str) -> float:
    """Mean log likelihood of the signs beyond ASCII in Kazakh or Russian: about -2.5 for text, under -5 for noise."""
    total, count = 0.0, 0
    for char in text:
        if char > "\x7f" and not char.isalpha():
            total += -3.0 if char in _USUAL else _SIGN
            count += 1
    for word in _LETTER.findall(text):
        if not word.isascii():
            total += _word(word)
            count += len(word) + 1
    return total / count if count else 0.0


def _word(word: str) -> float:
    """Log likelihood of one word: its pairs of letters, less what its case and its strangers cost."""
    pairs = _pairs()
    lower = word.lower().replace("ё", "е")
    framed = f"^{lower}$"
    total = sum(pairs.get(left + right, _FOREIGN) for left, right in pairwise(framed))
    # Inside a word the case goes from capital to small once; «пЛАН» is the mark of a wrong table.
    rises = sum(a.islower() and b.isupper() for a, b in pairwise(word))
    return total - 3.0 * rises


def mixes_scripts(text: str) -> bool:
    """Whether most words with letters beyond ASCII hold plain Latin letters too: «dйjа» is French, not Russian."""
    words = [word for word in _LETTER.findall(text) if not word.isascii()]
    mixed = [word for word in words if any(char.isascii() for char in word)]
    return len(mixed) * 2 > len(words)
