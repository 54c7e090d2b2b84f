# Портфолио для комиссии.
portfolio-annexes = Дополнительные материалы
portfolio-elsewhere = Документ находится в файле:
portfolio-elsewhere-name = в другом файле
portfolio-pages = стр. { $pages }
portfolio-document = Документ
portfolio-files = Файлы
portfolio-none = документ не представлен
portfolio-lost = файл не найден
portfolio-subject = Предмет
