# The score sheet to sign.
head-criteria = Criteria
head-limits = Range of points
head-given = Points given
sheets-registration = Registration No.
sheets-participant = Participant
sheets-subject = Subject
sheets-limits = Range of points of each criterion: { $limits } (a whole number).
sheets-conflict = Conflict of interest
sheets-conflict-choice = ☐ no     ☐ yes
sheets-signed-on = Filled in on
sheets-blank-day = ____ ____________ 20____
sheets-taken-by = Received by the secretary
