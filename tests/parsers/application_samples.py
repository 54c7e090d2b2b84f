"""Applications as schools fill them in: seeded, in every shape that the form meets us in, each with what it holds.

A sample is made in three steps: whose (``Filled``), which labels (``wording``), which shape (one of ``SHAPES``).
"""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typst
import xlsxwriter
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

KEYS = ("institution", "address", "phone", "fax", "email", "subject", "leader", "leader_phone", "head")

SCHOOLS = (
    "Астана қаласы әкімдігінің «№ 79 мектеп-лицейі» шаруашылық жүргізу құқығындағы мемлекеттік коммуналдық кәсіпорны",
    "Астана қаласы әкімдігінің «№ 14 мектеп-гимназиясы» ШЖҚ МКК",
    "Астана қаласы әкімдігінің «Қ. Мұңайтпасов атындағы № 37 мектеп» КММ",
    "ГКП на ПХВ «Школа-лицей № 60» акимата города Астаны",
    'КГУ "Школа-гимназия № 31" акимата города Астаны',
    "№ 102 орта мектеп",
    "«Мирас» жеке мектебі ЖШС",
    "Назарбаев Зияткерлік мектебі",
    "Балабақша – бастауыш мектеп № 5",
    "«Зерде» дарынды балаларға арналған мамандандырылған мектеп-интернаты",
)
ADDRESSES = (
    "Астана қ., Тұран даңғылы, 5",
    "010000, Астана қаласы, Есіл ауданы, Сығанақ көшесі 16/2",
    "г. Астана, р-н Алматы, ул. Кенесары, д. 40",
    "Астана, Б. Момышұлы даңғ. 12А",
    "г.Астана, пр.Абая 45, индекс 010008",
    "Сарыарқа ауданы, Желтоқсан көшесі, 9",
)
PHONES = (
    "8 (7172) 55-66-77",
    "87172556677",
    "+7 7172 30 40 50",
    "55-66-77",
    "8-7172-37-11-22, 37-11-23",
    "8 (717) 255 66 77",
)
MOBILES = ("87011234567", "+7 702 345 67 89", "8 (747) 111-22-33", "8-775-900-80-70", "7 705 444 55 66")
FAXES = ("", "жоқ", "-", "8 (7172) 55-66-78", "нет")
EMAILS = ("school79@mail.ru", "sch.14_astana@edu.kz", "Gimnazia31@Gmail.com", "info@miras.kz")
SUBJECTS = (
    "математика",
    "Қазақ тілі мен әдебиеті",
    "жаратылыстану пәндері",
    "бастауыш сынып",
    "«Физика-информатика»",
    "иностранные языки",
    "История, география",
    "дене шынықтыру және технология",
)
LEADERS = (
    "Ахметова Айгүл Берікқызы",
    "АХМЕТОВА АЙГҮЛ",
    "Иванова-Петрова Анна Сергеевна",
    "Серік Бақыт Ақанұлы",
    "Ким В.А.",
    "Жұмабек Ж. Қ.",
    "Нұрланова Әсел Ерланқызы",
)
HEADS = (
    "Сейтқали Болат Серікұлы",
    "Б.С. Сейтқали",
    "Омарова Г.Т.",
    "Петров Иван Ильич",
    "ТӨЛЕГЕНОВА ГҮЛНАР",
    "Әбдіқадыр Ә.",
)

KK = {
    "institution": (
        "Мекеме туралы мәлімет (Жарғыға сәйкес мекеменің толық атауы)",
        "Мекеменің толық атауы",
        "Мектептің атауы",
        "Мекеме атауы",
        "Білім беру ұйымының толық атауы",
    ),
    "address": ("Мекеменің мекен жайы", "Мекенжайы", "Мекен-жайы", "Мектептің мекенжайы", "Мекеменің заңды мекенжайы"),
    "phone": ("Байланыс телефоны", "Байланыс телефондары", "Мектептің телефоны", "Телефоны", "Байланыс нөмірі"),
    "fax": ("Факс", "Факсы"),
    "email": ("E-mail", "E- mail", "Электрондық поштасы", "Эл. пошта", "Электронды мекенжайы"),
    "subject": (
        "Әдістемелік бірлестік (қай пән бойынша)",
        "Әдістемелік бірлестік",
        "ӘБ атауы",
        "Әдістемелік бірлестіктің атауы",
        "Пәні",
    ),
    "leader": (
        "ӘБ жетекшісі (ТАӘ)",
        "ӘБ жетекшісі",
        "ӘБ жетекшісінің аты-жөні",
        "Әдістемелік бірлестік жетекшісі",
        "Бірлестік жетекшісінің ТАӘ",
    ),
    "leader_phone": (
        "ӘБ жетекшісінің телефоны",
        "ӘБ жетекшісінің байланыс телефоны",
        "Жетекшінің телефоны",
        "Әдістемелік бірлестік жетекшісінің телефон нөмірі",
    ),
    "head": ("Мектеп басшысы", "Мектеп директоры", "Мекеме басшысы", "Мектеп директорының аты-жөні"),
}
RU = {
    "institution": (
        "Сведения об учреждении (полное наименование согласно Уставу)",
        "Полное наименование учреждения",
        "Наименование организации образования",
        "Название школы",
    ),
    "address": ("Адрес учреждения", "Адрес", "Юридический адрес", "Адрес школы"),
    "phone": ("Контактный телефон", "Телефон", "Телефон школы", "Контактные телефоны"),
    "fax": ("Факс",),
    "email": ("E-mail", "Электронная почта", "Эл. почта", "Адрес электронной почты"),
    "subject": (
        "Методическое объединение (по какому предмету)",
        "Методическое объединение",
        "Наименование МО",
        "Предмет",
    ),
    "leader": (
        "Руководитель МО (ФИО)",
        "Руководитель МО",
        "ФИО руководителя МО",
        "Руководитель методического объединения",
    ),
    "leader_phone": (
        "Телефон руководителя МО",
        "Контактный телефон руководителя МО",
        "Сотовый телефон руководителя МО",
    ),
    "head": ("Руководитель школы", "Директор школы", "ФИО директора школы", "Директор"),
}
TITLES = {
    "kk": (
        "«Ең үздік әдістемелік бірлестік жетекшісі» облыстық байқауына\nқатысуға сұраныс",
        "«Үздік әдістемелік бірлестік жетекшісі» қалалық байқауына қатысуға өтінім",
        "ӨТІНІМ",
        "Байқауға қатысуға өтініш",
        "СҰРАНЫС",
    ),
    "ru": (
        "Заявка на участие в городском конкурсе «Лучший руководитель методического объединения»",
        "ЗАЯВКА",
        "Заявка\nна участие в конкурсе",
    ),
}
UNKNOWN = {
    "kk": (
        ("Жалпы педагогикалық өтілі", "12 жыл"),
        ("Санаты", "педагог-зерттеуші"),
        ("Мұғалімдер саны", "14"),
        ("БСН", "990140001234"),
    ),
    "ru": (
        ("Педагогический стаж", "12 лет"),
        ("Категория", "педагог-эксперт"),
        ("Количество учителей", "9"),
        ("БИН", "990140001234"),
    ),
}
PLAIN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")


@dataclass(frozen=True)
class Filled:
    """An application before it has a shape: title, labels and values in order, and what must be read."""

    language: str
    title: str
    rows: tuple[tuple[str, str, str], ...]  # key, label, value; key "" for a label that is not the form's
    signer: str
    date: tuple[str, str]  # as written, ISO

    @property
    def expected(self) -> dict[str, str]:
        """What stands in each field that is filled in."""
        return {key: value for key, _, value in self.rows if key and value and value not in ("жоқ", "нет", "-")}


def wording(rng: random.Random, key: str, language: str) -> str:
    """One of the labels, sometimes in both languages, without Kazakh letters or with a slip."""
    label = rng.choice((KK if language == "kk" else RU)[key])
    roll = rng.random()
    if roll < 0.08:
        label = f"{rng.choice(KK[key])} / {rng.choice(RU[key])}"
    elif roll < 0.18 and language == "kk":
        label = label.translate(PLAIN)
    elif roll < 0.24 and len(label) > 14 and "(" not in label:
        at = rng.randrange(4, len(label) - 3)
        label = label[:at] + label[at + 1 :]
    elif roll < 0.30:
        label = label.upper()
    return label


def filled(rng: random.Random) -> Filled:
    """An application of some school."""
    language = rng.choice(("kk", "kk", "ru"))
    choices = (SCHOOLS, ADDRESSES, PHONES, FAXES, EMAILS, SUBJECTS, LEADERS, MOBILES, HEADS)
    values = {key: rng.choice(choice) for key, choice in zip(KEYS, choices, strict=True)}
    rows = [(key, wording(rng, key, language), values[key]) for key in KEYS]
    for label, value in rng.sample(UNKNOWN[language], rng.choice((0, 0, 1, 2))):
        rows.insert(rng.randrange(1, len(rows)), ("", label, value))
    day = rng.randrange(1, 18)
    month = {"kk": "қазан", "ru": "октября"}[language]
    shown = rng.choice(
        (
            f"«{day}» {month} 2025 {'жыл' if language == 'kk' else 'года'}",
            f"{day:02}.10.2025",
            f"{day:02}.10.2025 ж." if language == "kk" else f"{day:02}.10.25 г.",
        )
    )
    return Filled(language, rng.choice(TITLES[language]), tuple(rows), values["head"], (shown, f"2025-10-{day:02}"))


def _foot(rng: random.Random, form: Filled) -> list[str]:
    sign, name = ("Қолы", "ТАӘ") if form.language == "kk" else ("Подпись", "ФИО")
    return rng.choice(
        (
            [f"{sign} ____________ {name} {form.signer}", form.date[0]],
            [f"{sign} ________", form.date[0]],
            [form.date[0]],
        )
    )


# ---------------------------------------------------------------- lines

LINE_STYLES = ("colon", "dash", "colon_fill", "under", "under_fill", "fill_around", "nothing", "tab", "numbered")


def lines(rng: random.Random, form: Filled, style: str) -> list[str]:
    """The application as lines of running text in one style."""
    found = form.title.split("\n")
    for number, (key, label, value) in enumerate(form.rows, 1):
        if style == "nothing" and (len(label.split()) < 2 or not key or not value):
            found.append(f"{label}: {value}")
        elif style in ("colon", "nothing"):
            found.append(f"{label}{':' if style == 'colon' else ''} {value}")
        elif style == "dash":
            found.append(f"{label} – {value}")
        elif style == "colon_fill":
            found.append(f"{label}: __{value}{'_' * rng.randrange(4, 20)}")
        elif style == "under":
            found.extend([f"{label}:", value or "____________"])
        elif style == "under_fill":
            found.extend([f"{label}:", f"___{value}______", "______________________"])
        elif style == "fill_around":
            found.append(f"{label} ______{value}______")
        elif style == "tab":
            found.append(f"{label}:\t{value}")
        else:
            found.append(f"{number}. {label}: {value}")
    return found + _foot(rng, form)


# ---------------------------------------------------------------- files


def text_file(rng: random.Random, form: Filled, path: Path) -> str:
    """Plain text, as in the body of a letter."""
    path.write_text("\n".join(lines(rng, form, rng.choice(LINE_STYLES))), encoding="utf-8")
    return "txt"


def word_lines(rng: random.Random, form: Filled, path: Path) -> str:
    """A Word document of paragraphs."""
    document = Document()
    for line in lines(rng, form, rng.choice(LINE_STYLES)):
        document.add_paragraph(line)
    document.save(str(path))
    return "docx"


def word_table(rng: random.Random, form: Filled, path: Path) -> str:
    """A table of two columns, or three with numbers, or four with two fields a row; sometimes merged over."""
    document = Document()
    heading = document.add_paragraph()
    heading.add_run(form.title.replace("\n", " ")).bold = True
    shape = rng.choice(("two", "three", "four", "merged", "title_inside"))
    rows = [(label, value) for _, label, value in form.rows]
    if shape == "four":
        pairs = [rows[at : at + 2] for at in range(0, len(rows), 2)]
        table = document.add_table(len(pairs), 4)
        for row, pair in zip(table.rows, pairs, strict=True):
            for cell, text in zip(row.cells, [text for item in pair for text in item], strict=False):
                cell.text = text
    else:
        width = 3 if shape == "three" else 2
        head = ["№", "Мәлімет", "Толтырылады"][-width:] if shape in ("three", "two") and rng.random() < 0.5 else []
        table = document.add_table(0, width)
        if head:
            for cell, text in zip(table.add_row().cells, head, strict=True):
                cell.text = text
        if shape == "title_inside":
            first = table.add_row()
            first.cells[0].merge(first.cells[1]).text = form.title.replace("\n", " ")
        for number, (label, value) in enumerate(rows, 1):
            cells = table.add_row().cells
            if shape == "merged" and rng.random() < 0.5 and value:
                cells[0].merge(cells[1]).text = f"{label}: {value}"
            else:
                cells[-2].text, cells[-1].text = label, value
                if width == 3:
                    cells[0].text = str(number)
    for line in _foot(rng, form):
        document.add_paragraph(line)
    document.save(str(path))
    return "docx"


def word_controls(rng: random.Random, form: Filled, path: Path) -> str:
    """Values in content controls: in the line, in a paragraph of their own or in a cell; empty ones show a prompt."""
    document = Document()
    for line in form.title.split("\n"):
        document.add_heading(line, 1)
    for _, label, value in form.rows:
        paragraph = document.add_paragraph(f"{label}: ")
        inner = f"<w:r><w:t>{_xml(value or 'Место для ввода текста.')}</w:t></w:r>"
        prompt = "" if value else "<w:showingPlcHdr/>"
        if rng.random() < 0.5:
            xml = f"<w:sdt {nsdecls('w')}><w:sdtPr>{prompt}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
            paragraph._p.append(parse_xml(xml))
        else:
            content = f"<w:sdtContent><w:p>{inner}</w:p></w:sdtContent>"
            xml = f"<w:sdt {nsdecls('w')}><w:sdtPr>{prompt}</w:sdtPr>{content}</w:sdt>"
            paragraph._p.addnext(parse_xml(xml))
            document.element.body.append(document.element.body.sectPr)
    for line in _foot(rng, form):
        document.add_paragraph(line)
    document.save(str(path))
    return "docx"


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def sheet(rng: random.Random, form: Filled, path: Path) -> str:
    """A spreadsheet: labels and values side by side, or a row of labels over a row of values."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet("Өтінім")
    page.write_string(0, 0, form.title.replace("\n", " "))
    if rng.random() < 0.7:
        for at, (_, label, value) in enumerate(form.rows, 2):
            page.write_string(at, 0, label)
            page.write_string(at, 1, value)
    else:
        for at, (_, label, value) in enumerate(form.rows):
            page.write_string(2, at, label)
            page.write_string(3, at, value or "-")
    page.write_string(20, 0, form.date[0])
    book.close()
    path.write_bytes(buffer.getvalue())
    return "xlsx"


def pdf(rng: random.Random, form: Filled, path: Path) -> str:
    """A printed page: ruled table, a table without rules, lines with underscores, values over drawn lines."""
    shape = rng.choice(("table", "bare_table", "lines", "drawn", "fill"))
    source = ['#set page(paper: "a4", margin: 2cm)', '#set text(size: 12pt, font: "Libertinus Serif")']
    source.append(f"#align(center)[*{_typst(form.title)}*]")
    if shape in ("table", "bare_table"):
        stroke = "" if shape == "table" else "stroke: none, "
        cells = ", ".join(f"[{_typst(label)}], [{_typst(value)}]" for _, label, value in form.rows)
        source.append(f"#table(columns: (40%, 60%), {stroke}{cells})")
    else:
        for _, label, value in form.rows:
            if shape == "lines":
                source.append(f"{_typst(label)}: {_typst(value)}\n")
            elif shape == "drawn":
                box = "#box(width: 1fr, stroke: (bottom: 0.5pt), outset: (bottom: 2pt))"
                source.append(f"{_typst(label)}: {box}[{_typst(value)}#h(1fr)]\n")
            else:
                source.append(f"{_typst(label)}: {_typst('__' + value + '______')}\n")
    source.extend(_typst(line) + "\n" for line in _foot(rng, form))
    path.write_bytes(bytes(typst.compile("\n".join(source).encode("utf-8"), format="pdf")))
    return "pdf"


def _typst(text: str) -> str:
    escaped = "".join(f"\\{c}" if c in "#$*_`<>@[]\\~/=-+" else c for c in text)
    return escaped.replace("\n", " \\\n")


def web(rng: random.Random, form: Filled, path: Path) -> str:
    """The body of a letter in html: a table, or lines in blocks."""
    if rng.random() < 0.5:
        rows = "".join(f"<tr><td>{_xml(label)}</td><td>{_xml(value)}</td></tr>" for _, label, value in form.rows)
        inner = f"<p><b>{_xml(form.title)}</b></p><table border=1>{rows}</table><p>{form.date[0]}</p>"
    else:
        inner = "".join(f"<div>{_xml(line)}</div>" for line in lines(rng, form, rng.choice(("colon", "dash", "under"))))
    path.write_text(f"<html><head><style>p {{}}</style></head><body>{inner}</body></html>", encoding="utf-8")
    return "html"


SHAPES: dict[str, Callable[[random.Random, Filled, Path], str]] = {
    "text": text_file,
    "word_lines": word_lines,
    "word_table": word_table,
    "word_controls": word_controls,
    "sheet": sheet,
    "pdf": pdf,
    "web": web,
}


def sample(seed: int, shape: str, folder: Path) -> tuple[Path, str, Filled]:
    """One sample on disk: its path, its type and what it holds."""
    rng = random.Random(seed)
    form = filled(rng)
    path = folder / f"{shape}-{seed}"
    return path, SHAPES[shape](rng, form, path), form
