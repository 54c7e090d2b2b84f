# Признаки подписи
mark-page = стр. { $page }
mark-of-ink = подпись от руки на скане
mark-of-stamp = печать или штамп
mark-of-picture = изображение на месте подписи
mark-of-egov = страница документа, подписанного через eGov
mark-of-words = слова об электронной цифровой подписи
mark-of-inside = файл пришёл внутри электронной цифровой подписи
mark-of-beside = рядом пришёл файл электронной цифровой подписи
mark-of-field = электронная цифровая подпись в файле PDF
mark-of-empty = место для подписи пусто
mark-of-unclear = неясный след
signed-why-no_line = места для подписи не найдено
signed-why-unclear = на месте подписи неясный след
signed-why-unread = прочитаны не все страницы
