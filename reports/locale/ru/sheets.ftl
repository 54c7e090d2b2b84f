# Оценочный лист на подпись.
head-criteria = Критерии оценивания
head-limits = Пределы баллов
head-given = Выставленный балл
sheets-registration = Регистрационный №
sheets-participant = Участник (Ф. И. О.)
sheets-subject = Предмет
sheets-limits = Пределы баллов по каждому критерию: { $limits } (целое число).
sheets-conflict = Конфликт интересов
sheets-conflict-choice = ☐ нет     ☐ есть
sheets-signed-on = Дата заполнения
sheets-blank-day = «____» ____________ 20____ г.
sheets-taken-by = Секретарь принял
