# People's decisions: words of the log, and what the rules found.

reason-person = decided by the organiser
reason-withdrawn = withdrawn by the participant

## What was decided

decided-accept = accepted
decided-reject = not accepted
decided-hold = kept awaiting a decision
decided-reopen = given back to the program’s rules
decided-withdraw = withdrawn by the participant
decided-kinds = the file is this document: { $kinds }
decided-application = the file is the application
decided-annex = the file is an annex
decided-none = the file is none of the contest’s documents
decided-place = put to submission { $founder }
decided-place-new = registered as a submission of its own
decided-field = { $field }: “{ $value }”
decided-field-empty = { $field }: value taken out
decided-received = received: { $moment }
decided-extend = deadline extended to { $moment }
decided-school = school: { $school }
decided-waive = document not asked for: { $kind }
decided-undo = taken back

## What it is about

about-file = { $file }, { $number }
about-pages = { $file } (p. { $pages }), { $number }
about-decision = decision No { $decision }
about-nothing = not found

## What became of it

fate-standing = standing
fate-undone = taken back
fate-superseded = replaced by a newer decision
fate-orphaned = its letter, file or submission is not found
fate-older = standing, but the facts have changed since

head-decision = Decision No
head-decided-at = Time
head-decided-by = Decided by
head-about = About
head-decided = Decided
head-ground = Reason given
head-fate = State
card-decisions = Decisions of the organiser
decision-line = No { $decision }, { $moment }, { $person }: { $about } – { $what }. Reason: { $ground }. State: { $fate }.
decisions-title = Decisions that the organiser has to look at

## What the rules found

finding-letter_person = The organiser said that the letter is about the contest.
finding-founded_person = The organiser registered the letter as a submission of its own (decision No { $decision }).
finding-joined_person = The organiser put the letter to submission { $founder } (decision No { $decision }).
finding-joined_decided = The letter stayed in submission { $founder }, because the organiser has decided on it.
finding-decided_accept = The organiser accepted the materials: { $person }, { $time }. Reason: { $words } (decision No { $decision }).
finding-decided_reject = The organiser did not accept the materials: { $person }, { $time }. Reason: { $words } (decision No { $decision }).
finding-decided_hold = The organiser keeps the materials awaiting a decision: { $person }, { $time }. Reason: { $words } (decision No { $decision }).
finding-decided_withdraw = The participant withdrew, recorded by { $person }, { $time }. Reason: { $words } (decision No { $decision }).
finding-deadline_extended = The organiser extended the deadline: { $deadline } (decision No { $decision }).
finding-extension_unclear = The organiser extended the deadline for “{ $school }” (decision No { $decision }), but several schools may bear that name. The extension does not count for this submission until the organiser decides.
finding-school_decided = The organiser said which school it is: { $school } (decision No { $decision }).
finding-decided_on_older_facts = The facts have changed since the organiser’s decision No { $decision }. It stands, but should be looked at again.
finding-regrouped = These materials were decided on and so stayed together as they were (letters: { $count }). The program would group them otherwise now; the organiser has to look.
finding-decision_orphaned = The letter, file or submission of decision No { $decision } is not found. The decision is kept; the organiser has to look at it.
finding-decision_older_facts = The facts have changed since decision No { $decision }. It stands, but should be looked at again.
finding-submission_regrouped = Submission { $number } was decided on, but its letters would be grouped otherwise now. The organiser has to look.
finding-two_accepted = Two submissions of one school are accepted: { $number } and { $other_number }. No stage closes until one of the decisions is reconsidered.
finding-extension_of_several = The deadline was extended for “{ $school }” (decision No { $decision }), but several schools may bear that name, of these submissions: { $numbers }. Nobody has the extension yet: give it by the number of the submission.
