# Что нашли правила: одно предложение на каждый код.
## Что это за письмо

finding-letter_application = В письме есть заявка на участие в конкурсе: { $file }.
finding-letter_kind = В письме есть требуемый документ: { $kind } ({ $file }).
finding-letter_words = В письме говорится о конкурсе: «{ $words }» ({ $file }).
finding-letter_number = В письме указан регистрационный номер конкурсных материалов: { $number }.
finding-letter_thread = Письмо продолжает переписку по уже зарегистрированным материалам: { $founder }.
finding-letter_address = Письмо пришло с адреса, материалы с которого уже зарегистрированы: { $sender } ({ $founder }).
finding-letter_several = С адреса { $sender } зарегистрировано несколько комплектов материалов (всего: { $count }); к какому относится письмо, решает организатор.
finding-letter_unread = Вложенный файл не прочитан: { $file } – { $problem }. Относится ли письмо к конкурсу, решает организатор.
finding-letter_unrecognised = Не удалось определить, что за документ вложен: { $file }. Относится ли письмо к конкурсу, решает организатор.
finding-letter_annex = Вложенный файл похож на приложение, но конкурс в письме не назван: { $file }. Относится ли оно к конкурсу, решает организатор.
finding-letter_link = Вместо файла в письме дана ссылка: { $link }. Относится ли письмо к конкурсу, решает организатор.
finding-letter_damaged = Письмо дошло повреждённым: { $problem }.
finding-letter_nothing = В письме нет ничего о конкурсе и нет вложений.
finding-letter_other = Вложенные файлы не относятся к конкурсу: { $file } – { $other }.
finding-letter_own = Письмо отправлено из почтового ящика самого конкурса: { $sender }.
finding-automatic = Письмо отправил не человек, а почтовая система или автоответчик.
finding-quarantined = Письмо не удалось обработать; оно сохранено без изменений, его должен посмотреть организатор.

## К каким материалам относится письмо

finding-founded = Это первое письмо этих конкурсных материалов.
finding-founded_contradicts =
    Письмо связано с материалами { $founder } ({ $link ->
        [number] по регистрационному номеру
        [thread] по переписке
        [application] по заявке
       *[address] по адресу
    }), но в заявке указаны другие сведения: { $field }. Поэтому оно зарегистрировано отдельно.
finding-founded_unplaced =
    Письмо зарегистрировано отдельно: оно может относиться к уже зарегистрированным материалам (всего: { $count }, { $link ->
        [number] по регистрационному номеру
        [thread] по переписке
        [application] по заявке
       *[address] по адресу
    }). К каким именно, решает организатор.
finding-joined_number = В письме указан регистрационный номер этих материалов: { $number }.
finding-joined_thread = Письмо продолжает переписку по материалам { $founder }.
finding-joined_application = Школа и руководитель те же, что в заявке { $founder }.
finding-joined_address = Письмо пришло с адреса { $sender }, с которого зарегистрированы только материалы { $founder }.

## Срок и время поступления

finding-received_in_time = Материалы поступили в срок: { $time } (писем в срок: { $count }; последний срок – { $deadline }).
finding-all_late = В срок не поступило ни одного письма: материалы поступили { $time }, последний срок – { $deadline }.
finding-last_day = Письмо поступило в последний день приёма: { $time }.
finding-late_letters = Письма, поступившие позже срока, не учитываются (всего: { $count }; { $time }).
finding-before_deadline = Срок приёма ещё не истёк (последний срок – { $deadline }), материалы можно дополнить.
finding-closing_awaited = Срок приёма истёк ({ $deadline }), но поступившие в срок письма ещё не все обработаны.
finding-closed = Срок приёма истёк ({ $deadline }), все поступившие в срок письма обработаны.
finding-receipt_proven = Время поступления всех писем подтверждено.
finding-nothing_proven = Ни для одного письма не подтверждено, что оно поступило в срок (писем: { $count }; последний срок – { $deadline }).
finding-unproven_matters = Есть письмо, время поступления которого не подтверждено (всего: { $count }; отправитель – { $sender }): оно может восполнить недостающие документы.
finding-unproven_harmless = Есть письмо, время поступления которого не подтверждено (всего: { $count }), но на решение оно не влияет.

## Заявка

finding-application_complete = Заявка заполнена полностью: { $institution }, { $leader } ({ $file }).
finding-application_absent = Заявка на участие в конкурсе не представлена.
finding-application_doubtful = Есть документ, который может быть заявкой, его нужно подтвердить: { $file }.
finding-application_field_empty = Не заполнена обязательная строка заявки: { $field } ({ $file }).
finding-application_field_unclear = Обязательная строка заявки прочитана неуверенно: { $field } – «{ $value }» ({ $file }).
finding-application_rivals = Есть другая заявка, которая противоречит этой (всего: { $count }; отправитель – { $sender }).
finding-application_replaced = Отправитель прислал новую заявку взамен прежней, прежняя не учтена: { $file }.

## Полнота документов

finding-kinds_present = Представлено документов: { $count } из { $of }.
finding-kind_partly = Документ представлен частично: { $kind } ({ $file }).
finding-kind_waived = Документ не требуется: { $kind }.
finding-kind_missing = Документ не представлен: { $kind }.
finding-kind_doubtful = Возможно, это нужный документ, его нужно подтвердить: { $kind } ({ $file }).
finding-kind_unread = Название файла подходит к документу, но содержание не прочитано: { $kind } ({ $file }).
finding-everything_read = Все файлы прочитаны и опознаны (всего: { $count }).
finding-file_unread = Файл не прочитан: { $file } – { $problem }.
finding-file_unrecognised = Файл прочитан, но не удалось определить, что это за документ: { $file }.
finding-file_doubtful = Неясно, что это за документ: { $file } – возможно, { $kind }.
finding-link_instead = Вместо файла прислана ссылка: { $link }.
finding-letter_quarantined = Письмо от { $sender } не обработано ({ $problem }), его должен посмотреть организатор.

## Какая школа

finding-placed = Писем, не отнесённых ни к одним материалам, нет.
finding-unplaced = Эти материалы могут быть частью других, решает организатор: { $founder }.
finding-may_receive = Может быть частью этих материалов, решает организатор: { $founder }.
finding-eligible = Препятствий к участию не найдено: { $institution }.
finding-not_a_school = Название учреждения не похоже на школу («{ $words }»): { $institution }. Право на участие определяет организатор.
finding-elsewhere = В заявке указан другой населённый пункт («{ $words }»): { $field } – { $value }. Право на участие определяет организатор.
finding-only_of_school = Других конкурсных материалов этой школы нет.
finding-rival_rejected =
    { $by ->
        [school] Другие материалы этой школы отклонены: { $number }.
       *[name] Отклонены другие материалы, возможно, той же школы: { $number }.
    }
finding-second_of_school =
    { $by ->
        [school] От этой школы поступили материалы ещё одного руководителя: { $number }.
        [name] Названия школ похожи, возможно, это одна школа: { $number }.
        [phone] Телефоны совпадают, возможно, это одна школа: { $number }.
        [head] Руководитель школы тот же, возможно, это одна школа: { $number }.
       *[address] Адреса совпадают, возможно, это одна школа: { $number }.
    } От каждой школы участвует один руководитель.

## Толкование (неполные материалы после срока)

finding-ruling_reject = После срока материалы с неполным комплектом документов не принимаются (решение организатора).
finding-ruling_hold = После срока решение по материалам с неполным комплектом документов принимает организатор.
finding-ruling_admit = Материалы с неполным комплектом документов допускаются к конкурсу (решение организатора); недостаёт документов: { $count }.

## Замечания

finding-same_paper = Один документ учтён за несколько: { $file } – { $kinds }.
finding-same_bytes = Один и тот же файл прислан под двумя названиями: { $file } и { $other }.
finding-blank_file = В файле нет содержания: { $file }.
finding-unproven_letters = Письма, время поступления которых не подтверждено, не учтены (всего: { $count }).
finding-other_school = В документе указана другая школа: { $file }{ $page } – «{ $words }» (таких документов: { $count }).
finding-other_leader = В документе назван другой руководитель объединения: { $file }{ $page } – «{ $words }»; по заявке руководитель – { $name }.
finding-old_year = В заголовке документа указан прошедший учебный год ({ $years }): { $file }{ $page } – «{ $words }».
finding-former_name = В документе указано прежнее название города: { $file }{ $page } – «{ $words }» (таких документов: { $count }).
finding-unsigned = Приказ, возможно, не подписан, строка для подписи пуста: { $file }{ $page } – «{ $words }».
finding-unwanted_paper = Документ, который не следует присылать на конкурс: { $file }{ $page } – { $other } («{ $words }»).
finding-same_text = Текст двух файлов одинаков: { $file } и { $other }.
finding-shared_paper = Такой же текст есть в материалах другой школы: { $file } – { $number }, { $other } (таких материалов: { $count }).
finding-link_sent = В письме или документе есть ссылка на файлы: { $link }.

## О конкурсе в целом

finding-engine_changed = Программа обновлена, часть писем прочитана прежней версией (всего: { $count }). Нужна повторная обработка.
finding-configuration_changed = Настройки изменены, часть писем прочитана с прежними настройками (всего: { $count }). Нужна повторная обработка.
finding-not_closed = Срок приёма истёк ({ $deadline }), но ещё не проверено, что обработаны все поступившие в срок письма; поэтому неполные материалы пока не отклоняются.

## Настройки (config.toml)

finding-dates_offset = dates.deadline: указанный часовой пояс ({ $given }) не совпадает с поясом { $zone } на этот день ({ $right }). Проверьте.
finding-dates_deadline_after_contest = dates.deadline: последний срок ({ $day }) не раньше дня конкурса ({ $contest_day }). Проверьте.
finding-dates_announced_late = dates.announce_by: между объявлением ({ $announce_by }) и днём конкурса ({ $contest_day }) меньше установленного числа дней ({ $days }). Проверьте.
finding-dates_announced_before_approval = dates.announce_by: объявление ({ $announce_by }) раньше утверждения положения ({ $approved }). Проверьте.
finding-dates_few_days = dates.deadline: объявление – { $announce_by }, последний срок – { $day }; на подачу материалов школам остаётся дней: { $days }. Проверьте.
