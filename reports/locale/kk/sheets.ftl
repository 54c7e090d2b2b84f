# Қол қойылатын бағалау парағы.
head-criteria = Бағалау критерийлері
head-limits = Ұпай шегі
head-given = Қойылған ұпай
sheets-registration = Тіркеу №
sheets-participant = Қатысушы (ТАӘ)
sheets-subject = Пән
sheets-limits = Әр критерий бойынша ұпай шегі: { $limits } (бүтін сан).
sheets-conflict = Мүдделер қақтығысы
sheets-conflict-choice = ☐ жоқ     ☐ бар
sheets-signed-on = Толтырылған күні
sheets-blank-day = «____» ____________ 20____ ж.
sheets-taken-by = Хатшы қабылдады
