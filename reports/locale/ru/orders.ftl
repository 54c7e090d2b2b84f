# Приказы, объявление и форма заявки.
order-title = ПРИКАЗ
order-number = № { $number }
order-day = «____» ______________ { $year } года
order-decree = ПРИКАЗЫВАЮ:
order-control = Контроль за исполнением настоящего приказа оставляю за собой.
order-force = Приказ вступает в силу со дня подписания.
order-draft = ПРОЕКТ: итоги конкурса ещё не утверждены.
order-no-members = ПРОЕКТ: список членов комиссии ещё не внесён.
order-commission-subject = Об утверждении состава комиссии конкурса. { $contest }
order-commission-basis = В соответствии с Положением о конкурсе, утверждённым { $approved }, в целях организации и проведения конкурса и подведения его итогов
order-commission-approve = Утвердить состав комиссии конкурса согласно приложению к настоящему приказу.
order-commission-score = Членам комиссии оценивать материалы участников в оценочных листах по утверждённым критериям; итоги каждого этапа оформлять протоколом.
order-commission-secretary = Секретарю комиссии ({ $name }) обеспечить сбор оценочных листов и оформление протоколов.
order-commission-day = Провести конкурс { $day }.
order-commission-publish =
    { $count ->
        [one] Разместить на сайте { $site } итоги каждого этапа, а результаты конкурса – в течение { $count } календарного дня после его завершения.
       *[other] Разместить на сайте { $site } итоги каждого этапа, а результаты конкурса – в течение { $count } календарных дней после его завершения.
    }
order-annex = Приложение к приказу руководителя: { $organiser }, «____» ______________ { $year } года № ______
order-annex-title = Состав комиссии конкурса
order-awards-subject = О награждении победителя и призёров конкурса. { $contest }
order-awards-basis = На основании протокола заседания комиссии конкурса № { $number }
order-awards-places = Наградить { $prize } победителя и призёров конкурса:
order-awards-nominations = Наградить { $prize } победителей в номинациях:
order-awards-place = диплом { $degree } – { $who }
order-awards-nomination = номинация «{ $title }» – { $who }
order-awards-prize = дипломом
order-awards-nomination-prize = грамотой
order-awards-publish =
    { $count ->
        [one] Разместить результаты конкурса на сайте { $site } в течение { $count } календарного дня.
       *[other] Разместить результаты конкурса на сайте { $site } в течение { $count } календарных дней.
    }
head-person = Фамилия, имя, отчество
head-post = Должность
head-role = Роль в комиссии
head-member-source = От кого включён

announcement-title = Объявление
announcement-opening = { $organiser } объявляет о проведении конкурса. { $contest }.
announcement-who = Участники
announcement-deadline = Заявки и материалы принимаются до
announcement-until = { $moment } ({ $offset }), включительно
announcement-email = Электронная почта для материалов
announcement-day = День проведения конкурса
announcement-venue = Место проведения
announcement-enquiries = Телефон для справок
announcement-site = Сайт, где публикуются итоги
announcement-results = Публикация результатов
announcement-within =
    { $count ->
        [one] в течение { $count } календарного дня после подведения итогов
       *[other] в течение { $count } календарных дней после подведения итогов
    }
announcement-aims = Цель конкурса
announcement-documents = Необходимые документы
announcement-application = Заявка (по форме на сайте)
announcement-stages = Этапы конкурса
announcement-stage = { $stage }: критериев – { $criteria }, по каждому { $low }–{ $high } баллов, наибольшая сумма – { $most }.
announcement-stage-passes = { $stage }: критериев – { $criteria }, по каждому { $low }–{ $high } баллов, наибольшая сумма – { $most }; в следующий этап проходят набравшие не менее { $passes } баллов.
announcement-conditions = Условия
form-title = Заявка
form-annex = Приложение 1
form-how = Заполните и подпишите заявку и отправьте её вместе с портфолио на почту, указанную в объявлении. Срок: { $deadline }. Обязательные поля отмечены знаком *.
form-signature = Подпись ____________________
form-hint-institution = Полное наименование согласно уставу
form-hint-text = Впишите здесь
form-hint-phone = +7 ___ ___ __ __
form-hint-email = Впишите адрес электронной почты
form-hint-subject = По какому предмету
form-hint-person = Впишите фамилию, имя, отчество
form-hint-date = Выберите дату

protocol-spoke = ВЫСТУПИЛИ
protocol-spoke-blank = ____________________________________________________________
protocol-annexes = Приложения: оценочные листы членов комиссии, сводный оценочный лист.
