# Words of the papers that are printed and signed.

report-status = Weekly summary of the contest
report-rulings = Rulings of the organiser
report-absent = Schools that have sent no materials
report-decisions = Log of the organiser’s decisions
sheet-absent = No materials yet
sheet-decisions = Decisions

sign-here = signature
name-here = full name
signer-secretary = Secretary of the commission
signer-chair = Chair of the commission
signer-register = Kept by
signer-organiser = Responsible officer of the organiser
signer-prepared = Prepared by
signer-head = Head of the organiser
approved = APPROVED
approved-on = “____” ______________ { $year }

participants-count = Participants: { $count }
paper-empty = There is nothing to list.
paper-reasons = Reasons for materials that are not accepted, incomplete or await a decision
paper-list = { $title }: { $names }.
paper-receipt = Time of receipt: { $proof }.
paper-receipts = Unless stated otherwise, the time of receipt was stamped by the organiser’s mail server.

head-address = Address
head-district = District
head-perhaps = Submissions that look alike

## Schools without materials

absent-counts = Schools in the register: { $listed }; have sent materials: { $applied }; have not: { $absent }; to be clarified: { $doubtful }
absent-elsewhere = Submissions of schools that are not in the register (numbers): { $numbers }
absent-unnamed = Submissions whose school is not known (numbers): { $numbers }
absent-none = Materials have come from every school of the register, or are being clarified.
absent-doubtful = Schools to be clarified
absent-doubtful-why = The names of these schools look like names in the materials received, but it is not clear whether they are one school. Please ask by telephone.

## Weekly summary

summary-counts = In all
summary-letters = Letters registered
summary-submissions = Participants who sent materials
summary-of-them = – { $verdict }
summary-decisions = Decisions made by the organiser
summary-week = Received in the last seven days
summary-day = Day
summary-new = New submissions
summary-before = Before that
summary-undated = Time of receipt unknown
summary-sum = In all
summary-waiting = Waits for a decision of the organiser
summary-what = Reason
summary-count = Count
summary-numbers = Registration numbers
summary-letter = Letters: { $verdict }
paper-more = { $names } and { $number } more
summary-nothing = No materials and no letters wait for a decision.
summary-dates = Dates of the contest
days-left = days left: { $number }
days-past = past
days-today = today
date-approved = Regulations approved
date-announce_by = Announcement due
date-deadline = Deadline for submissions
date-contest_day = Day of the contest
date-publish_by = Results to be published by

## Rulings of the organiser

rulings-lead = Where the regulations of the contest are silent or say two things, the following rulings apply.
rulings-dates = Dates of the contest
rulings-notes = Points to note
ruling-where = { $answer } (Regulations: { $where })
ruling-deadline_day_remark-question = Does the last day count as in time?
ruling-deadline_day_remark =
    The last day counts. The deadline for submissions is { $deadline }, inclusive. { $value ->
        [true] Materials received on the last day carry a remark.
       *[false] Materials received on the last day carry no remark.
    }
ruling-incomplete_after_deadline-question = What becomes of materials whose documents are incomplete at the deadline?
ruling-incomplete_after_deadline =
    { $value ->
        [reject] Materials whose documents are incomplete at the deadline are not accepted.
        [hold] The organiser decides on such materials case by case.
       *[admit] Such materials are admitted to the contest; the commission scores their completeness.
    }
ruling-link_instead_of_file-question = Does a link sent in time in place of a file count as the document?
ruling-link_instead_of_file = A document given by a link counts as unread; nothing is decided on such materials until the organiser has looked at them.
ruling-newer_application-question = Which application counts when a participant sends a new one?
ruling-newer_application =
    { $value ->
        [replace] A new application received in time from the same e-mail address replaces the earlier one. Otherwise both are kept and the organiser decides.
       *[hold] Both are kept and the organiser decides.
    }
ruling-one_per_school-question = How many participants may one school send?
ruling-one_per_school =
    { $value ->
        [true] One participant from each school. If materials of a second one come from a school, the organiser decides on both.
       *[false] The number of participants from one school is not limited.
    }
ruling-places-question = Which places are awarded, and how many participants hold one place?
ruling-places = Places: { $value }. Each place is held by one participant.
ruling-place_winner_may_be_nominated-question = May the winner of a place receive a nomination too?
ruling-place_winner_may_be_nominated =
    { $value ->
        [true] The winner of a place may receive a nomination too.
       *[false] The winner of a place receives no nomination.
    }
ruling-aggregate-question = How do the members’ score sheets make a participant’s points?
ruling-aggregate =
    { $value ->
        [mean] The arithmetic mean of the totals of the complete score sheets is taken, without rounding.
       *[median] The median of the totals of the complete score sheets is taken, without rounding.
    }
ruling-min_sheets-question = How many score sheets does a participant’s result need?
ruling-min_sheets = Least number of complete score sheets: { $value }.
note-dates_deadline_after_contest = The deadline for submissions ({ $day }) is not before the day of the contest ({ $contest_day }).
note-dates_announced_late = The announcement ({ $announce_by }) is less than the set number of days ({ $days }) before the contest ({ $contest_day }).
note-dates_announced_before_approval = The announcement ({ $announce_by }) is before the approval of the regulations ({ $approved }).
note-dates_few_days = Announcement on { $announce_by }, last day for submissions { $day }: days left to schools: { $days }.

## Log of decisions

log-count = Decisions: { $count }
