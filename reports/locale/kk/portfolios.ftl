# Комиссияға берілетін портфолио.
portfolio-annexes = Қосымша материалдар
portfolio-elsewhere = Құжат мына файлда:
portfolio-elsewhere-name = басқа файлда
portfolio-pages = { $pages }-бет
portfolio-document = Құжат
portfolio-files = Файлдар
portfolio-none = ұсынылмаған құжат
portfolio-lost = файл табылмады
portfolio-subject = Пән
