# What the rules found: one sentence a code.
## What a letter is

finding-letter_application = The letter holds an application for the contest: { $file }.
finding-letter_kind = The letter holds a required document: { $kind } ({ $file }).
finding-letter_words = The letter speaks of the contest: “{ $words }” ({ $file }).
finding-letter_number = The letter quotes a submission’s number: { $number }.
finding-letter_thread = The letter continues the correspondence about a submission: { $founder }.
finding-letter_address = The letter came from the address of a submission: { $sender } ({ $founder }).
finding-letter_several = Several submissions came from { $sender } ({ $count } in all); the organiser decides to which one this letter belongs.
finding-letter_unread = An attachment could not be read: { $file } – { $problem }. The organiser decides whether the letter is about the contest.
finding-letter_unrecognised = An attachment was not recognised: { $file }. The organiser decides whether the letter is about the contest.
finding-letter_annex = An attachment looks like an annex, but nothing names the contest: { $file }. The organiser decides whether it belongs to it.
finding-letter_link = The letter has a link in place of files: { $link }. The organiser decides whether the letter is about the contest.
finding-letter_damaged = The letter arrived damaged: { $problem }.
finding-letter_nothing = Nothing in the letter speaks of the contest, and nothing is attached.
finding-letter_other = What is attached has nothing to do with the contest: { $file } – { $other }.
finding-letter_own = The letter was sent from the contest’s own mailbox: { $sender }.
finding-automatic = The letter was sent by a mail system or an automatic reply, not by a person.
finding-erased = The data of this letter was erased; should it come again, it is not kept.
finding-quarantined = The letter could not be processed; it is kept unchanged and the organiser has to look at it.

## Where a letter belongs

finding-founded = This is the first letter of its submission.
finding-founded_contradicts =
    The letter is connected with submission { $founder } ({ $link ->
        [number] by its number
        [thread] by the correspondence
        [application] by the application
       *[address] by the address
    }), but its application names another: { $field }. So it was registered by itself.
finding-founded_unplaced =
    The letter was registered by itself: it may belong to a registered submission ({ $count } possible, { $link ->
        [number] by the number
        [thread] by the correspondence
        [application] by the application
       *[address] by the address
    }). The organiser decides to which.
finding-joined_number = The letter quotes the number of this submission: { $number }.
finding-joined_thread = The letter continues the correspondence about submission { $founder }.
finding-joined_application = School and leader are those of the application of { $founder }.
finding-joined_address = The letter came from { $sender }, an address that has no submission but { $founder }.

## Deadline and receipt

finding-received_in_time = The materials came in time: { $time } (letters in time: { $count }; deadline: { $deadline }).
finding-all_late = No letter came in time: the materials came on { $time }, the deadline was { $deadline }.
finding-last_day = A letter came on the last day: { $time }.
finding-late_letters = Letters that came after the deadline do not count (number: { $count }; { $time }).
finding-before_deadline = The deadline has not passed yet ({ $deadline }); more letters can still complete the materials.
finding-closing_awaited = The deadline has passed ({ $deadline }), but not every letter that came in time is processed yet.
finding-closed = The deadline has passed ({ $deadline }), and every letter that came in time is processed.
finding-receipt_proven = The time of receipt is proven for every letter.
finding-nothing_proven = For no letter it is proven that it came in time (letters: { $count }; deadline: { $deadline }).
finding-unproven_matters = A letter’s time of receipt is not proven (number: { $count }; sender: { $sender }); it may complete what is missing.
finding-unproven_harmless = A letter’s time of receipt is not proven (number: { $count }), but that changes nothing.

## The application

finding-application_complete = The application is filled in: { $institution }, { $leader } ({ $file }).
finding-application_absent = There is no application.
finding-application_unproven = The application came in a letter that is not yet proven to be in time: { $file }.
finding-application_doubtful = A document may be the application; the organiser has to confirm it: { $file }.
finding-application_field_empty = A required field of the application is empty: { $field } ({ $file }).
finding-application_field_unclear = A required field of the application was not read with certainty: { $field } – “{ $value }” ({ $file }).
finding-application_rivals = Another application contradicts this one (number: { $count }; sender: { $sender }).
finding-application_replaced = The sender replaced an older application, which no longer counts: { $file }.

## Completeness

finding-kinds_present = Documents present: { $count } of { $of }.
finding-kinds_counted = Documents counted: { $count } of { $of }; those in a letter that is not yet proven to be in time are not counted.
finding-kind_partly = A document is there in part: { $kind } ({ $file }).
finding-kind_waived = A document is not asked for: { $kind }.
finding-kind_missing = A document is missing: { $kind }.
finding-kind_unproven = A document came in a letter that is not yet proven to be in time: { $kind } ({ $file }).
finding-kind_doubtful = This may be the document; the organiser has to confirm it: { $kind } ({ $file }).
finding-kind_unread = The file’s name says it is this document, but its content was not read: { $kind } ({ $file }).
finding-everything_read = Every file was read and recognised (number: { $count }).
finding-file_unread = A file could not be read: { $file } – { $problem }.
finding-file_unrecognised = A file was read, but not recognised: { $file }.
finding-file_doubtful = It is not sure what this file is: { $file }, perhaps { $kind }.
finding-link_instead = A link was sent in place of a file: { $link }.
finding-letter_quarantined = A letter from { $sender } could not be processed ({ $problem }); the organiser has to look at it.

## Which school

finding-placed = No letter waits to be placed.
finding-unplaced = These materials may be a part of another submission; the organiser decides: { $founder }.
finding-may_receive = This may be a part of these materials; the organiser decides: { $founder }.
finding-eligible = Nothing speaks against taking part: { $institution }.
finding-not_a_school = The institution’s name does not look like a school’s (“{ $words }”): { $institution }. The organiser decides whether it may take part.
finding-elsewhere = The application names another place (“{ $words }”): { $field } – { $value }. The organiser decides whether it may take part.
finding-only_of_school = There is no other submission of this school.
finding-rival_rejected =
    { $by ->
        [school] Another submission of this school is rejected: { $number }.
       *[name] Another submission, perhaps of the same school, is rejected: { $number }.
    }
finding-second_of_school =
    { $by ->
        [school] Another leader of this school has sent materials: { $number }.
        [name] The names of the schools are alike, it may be one school: { $number }.
        [phone] The telephone numbers are the same, it may be one school: { $number }.
        [head] The head of the school is the same, it may be one school: { $number }.
       *[address] The addresses are the same, it may be one school: { $number }.
    } Each school takes part with one leader.

## Ruling (incomplete materials after the deadline)

finding-ruling_reject = After the deadline incomplete materials are not accepted (ruling of the organiser).
finding-ruling_hold = After the deadline the organiser decides on incomplete materials.
finding-ruling_admit = Incomplete materials are admitted to the contest (ruling of the organiser); documents missing: { $count }.

## Remarks

finding-same_paper = One document counts as several: { $file } – { $kinds }.
finding-same_bytes = The same file was sent under two names: { $file } and { $other }.
finding-number_differs = The file has the number { $listed }, which stands for this document: { $kind }. By its content it is another one: { $file }.
finding-only_left = One document alone is not established: { $kind }. One file alone resembles it: { $file }. The organiser decides.
finding-blank_file = The file has no content: { $file }.
finding-unproven_letters = Letters whose receipt is not proven were not counted (number: { $count }).
finding-other_school = The document names another school: { $file }{ $page } – “{ $words }” (such documents: { $count }).
finding-other_leader = The document names another head of the association: { $file }{ $page } – “{ $words }”; by the application it is { $name }.
finding-old_year = The document’s title is of an earlier school year ({ $years }): { $file }{ $page } – “{ $words }”.
finding-former_name = The document has the city’s former name: { $file }{ $page } – “{ $words }” (such documents: { $count }).
finding-unsigned = The order may not be signed, its line for the signature is empty: { $file }{ $page } – “{ $words }”.
finding-unwanted_paper = A document that should not be sent to the contest: { $file }{ $page } – { $other } (“{ $words }”).
finding-same_text = Two files have the same text: { $file } and { $other }.
finding-shared_paper = Another school’s materials have the same text: { $file } – { $number }, { $other } (number of such materials: { $count }).
finding-link_sent = A letter or a document has a link to files: { $link }.

## Of the contest as a whole

finding-engine_changed = The program has changed; some letters were read by its older version (number: { $count }). They should be processed again.
finding-configuration_changed = The configuration has changed; some letters were read with the older one (number: { $count }). They should be processed again.
finding-not_closed = The deadline has passed ({ $deadline }), but it is not yet certain that every letter that came in time is processed; so nothing incomplete is rejected yet.

## The configuration (config.toml)

finding-dates_offset = dates.deadline: the offset written ({ $given }) is not that of { $zone } on that day ({ $right }). Please check.
finding-dates_deadline_after_contest = dates.deadline: the deadline ({ $day }) is not before the contest day ({ $contest_day }). Please check.
finding-dates_announced_late = dates.announce_by: between the announcement ({ $announce_by }) and the contest day ({ $contest_day }) there are fewer days than required ({ $days }). Please check.
finding-dates_announced_before_approval = dates.announce_by: the announcement ({ $announce_by }) is before the regulations were approved ({ $approved }). Please check.
finding-dates_few_days = dates.deadline: announcement { $announce_by }, deadline { $day }; days left for schools to apply: { $days }. Please check.
