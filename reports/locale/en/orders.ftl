# Orders, the announcement and the application form.
order-title = ORDER
order-number = No { $number }
order-day = “____” ______________ { $year }
order-decree = I ORDER:
order-control = I keep control over the execution of this order.
order-force = This order takes effect on the day of signing.
order-draft = DRAFT: the outcome of the contest is not settled yet.
order-no-members = DRAFT: the list of the commission’s members has not been entered yet.
order-commission-subject = On the members of the commission of the contest. { $contest }
order-commission-basis = Under the regulations of the contest, approved on { $approved }, in order to hold the contest and to settle its outcome,
order-commission-approve = The commission of the contest is appointed as in the annex to this order.
order-commission-score = The members of the commission shall score the participants’ materials on score sheets by the approved criteria; the outcome of each stage shall be recorded in a protocol.
order-commission-secretary = The secretary of the commission ({ $name }) shall collect the score sheets and prepare the protocols.
order-commission-day = The contest is held on { $day }.
order-commission-publish =
    { $count ->
        [one] The outcome of each stage shall be published at { $site }, the results of the contest within { $count } calendar day after its end.
       *[other] The outcome of each stage shall be published at { $site }, the results of the contest within { $count } calendar days after its end.
    }
order-annex = Annex to the order of the head: { $organiser }, “____” ______________ { $year } No ______
order-annex-title = Members of the commission
order-awards-subject = On awarding the winner and the prize-winners of the contest. { $contest }
order-awards-basis = On the ground of protocol No { $number } of the commission of the contest,
order-awards-places = The winner and the prize-winners of the contest are awarded { $prize }:
order-awards-nominations = The holders of the nominations are awarded { $prize }:
order-awards-place = diploma { $degree } – { $who }
order-awards-nomination = nomination “{ $title }” – { $who }
order-awards-prize = a diploma
order-awards-nomination-prize = a certificate
order-awards-publish =
    { $count ->
        [one] The results of the contest shall be published at { $site } within { $count } calendar day.
       *[other] The results of the contest shall be published at { $site } within { $count } calendar days.
    }
head-person = Name
head-post = Post
head-role = Role
head-member-source = Nominated from

announcement-title = Announcement
announcement-opening = { $organiser } announces the contest. { $contest }.
announcement-who = Participants
announcement-deadline = Applications and materials are taken until
announcement-until = { $moment } ({ $offset }), inclusive
announcement-email = E-mail for the materials
announcement-day = Day of the contest
announcement-venue = Place
announcement-enquiries = Telephone for enquiries
announcement-site = Site with the results
announcement-results = Publication of the results
announcement-within =
    { $count ->
        [one] within { $count } calendar day of the outcome
       *[other] within { $count } calendar days of the outcome
    }
announcement-aims = Aim of the contest
announcement-documents = Documents to send
announcement-application = Application (in the form on the site)
announcement-stages = Stages of the contest
announcement-stage = { $stage }: { $criteria } criteria of { $low }–{ $high } points, at most { $most } in all.
announcement-stage-passes = { $stage }: { $criteria } criteria of { $low }–{ $high } points, at most { $most } in all; those with at least { $passes } points go on.
announcement-conditions = Conditions
form-title = Application
form-annex = Annex 1
form-how = Fill in and sign the application and send it with the portfolio to the address in the announcement. Deadline: { $deadline }. Fields marked * are required.
form-signature = Signature ____________________
form-hint-institution = Full name as in the statutes
form-hint-text = Write here
form-hint-phone = +7 ___ ___ __ __
form-hint-email = Write the e-mail address
form-hint-subject = Which subject
form-hint-person = Write the full name
form-hint-date = Choose the date

protocol-spoke = SPOKE
protocol-spoke-blank = ____________________________________________________________
protocol-annexes = Annexes: the members’ score sheets, the summary sheet.
