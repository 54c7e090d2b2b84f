# Файлы: почему не прочитаны, что делать, на чём основано.

problem-encrypted = файл защищён паролем
problem-damaged = файл повреждён
problem-empty = файл пуст (0 байт)
problem-blank = в файле нет содержания
problem-scan = скан или изображение, текст не прочитан
problem-queued = скан читается, очередь до него ещё не дошла
problem-illegible = скан или изображение не удаётся прочитать: слишком мелко, размыто или темно
problem-unsupported = файлы этого формата не читаются
problem-program = файл – программа, а не документ
problem-time_limit = чтение файла заняло больше допустимого времени
problem-memory_limit = чтение файла потребовало больше допустимой памяти
problem-output_limit = текста в файле больше допустимого
problem-too_large = файл слишком велик
problem-too_many = файлов больше допустимого
problem-too_deep = архивы вложены друг в друга глубже допустимого
problem-bomb = архив при распаковке непомерно разрастается
problem-unsafe_name = опасное имя файла в архиве
problem-volume = архив из нескольких томов: том сам по себе не читается
problem-crashed = при чтении файла произошёл сбой

advice-encrypted = Попросите у школы пароль или файл без защиты.
advice-damaged = Попробуйте открыть файл; если не открывается, попросите школу прислать его ещё раз.
advice-empty = Попросите школу прислать файл ещё раз.
advice-blank = Откройте файл и убедитесь, что он пуст.
advice-scan = Откройте файл и укажите, что это за документ.
advice-queued = Подождите: скан будет прочитан при следующем запуске.
advice-illegible = Откройте файл и укажите, что это за документ, или попросите у школы более чёткий скан (не менее 150 точек на дюйм).
advice-unsupported = Откройте файл и укажите, что это за документ, или попросите у школы DOCX либо PDF.
advice-program = Не открывайте файл; попросите у школы сам документ.
advice-volume = Попросите у школы один архив или сами файлы; если части пришли отдельно, соберите их и приложите.
advice-unsupported-djvu = Файлы DjVu не читаются: попросите у школы PDF.
advice-unsupported-iwork = Файлы Pages, Numbers и Keynote не читаются: попросите у школы экспортировать их в PDF или DOCX.
advice-unsupported-oft = Шаблоны Outlook не читаются: попросите у школы прислать само письмо.
advice-other = Откройте файл и укажите, что это за документ.

# Обоснование: где стояли решившие слова.
evidence-heading = в заголовке: «{ $words }»
evidence-path = в названии папки: «{ $words }»
evidence-name = в названии файла: «{ $words }»
evidence-content = в тексте: «{ $words }»
evidence-table = в таблице: «{ $words }»
evidence-body = в тексте письма: «{ $words }»
evidence-form = в бланке: «{ $words }»
evidence-number = совпадает номер: «{ $words }» – остальные документы пронумерованы в порядке перечня
evidence-listed = в собственной описи школы: «{ $words }»
evidence-on-page = { $sentence } (стр. { $page })

proof-trusted_received = время отмечено нашими серверами
proof-internaldate = время отмечено почтовым ящиком
proof-person = время указано организатором
proof-none = время поступления не подтверждено

file-quoted = «{ $file }»
file-page = , стр. { $page }
letter-body = текст письма
letter-named = письмо № { $id }
