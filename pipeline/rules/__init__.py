"""The rules: each a small file with a name, a description and a pure check, which says what it found, passes too.

A rule looks at one submission at one moment and changes nothing. What follows from a finding stands in one table
(``pipeline.judge.CONSEQUENCES``). This is the list of all codes of findings for those who write the sentences
``finding-<code>``. Every parameter is a plain string: ``kind`` and ``field`` are keys of the contest's configuration,
``time`` and ``deadline`` ISO 8601 with offset, ``file`` the name as sent ("" stands for the body of the letter),
``letter`` and ``founder`` letter keys (``Overview.numbers[founder]`` has the number people see), ``number`` a
submission's bare number, ``page`` a page's number or "" where none is known, ``count`` and ``of`` whole numbers,
``sender`` an address.

What a letter is: ``LetterState.why``, rule ``letter`` (model.md 28)

=========================  ==========================  =====================================================
code                       params                      says
=========================  ==========================  =====================================================
letter_application         file                        it holds an application
letter_kind                kind, file                  it holds one of the document kinds
letter_words               words, file                 its words speak of the contest
letter_number              number                      it quotes our number
letter_thread              founder                     it answers a letter of a submission
letter_address             founder, sender             it comes from the address of a submission
letter_several             count, sender               its address has several submissions; nothing to place
letter_doubted             sender                      unclear: a submission's thread or address leads to it, but who
                                                       sent it is not sure
letter_unread              file, problem               unclear: something attached could not be read
letter_unrecognised        file                        unclear: something attached was not recognised
letter_annex               file                        unclear: something like an annex, nothing names the contest
letter_link                link                        unclear: a link to files instead of files
letter_damaged             problem                     unclear: the letter itself is damaged
letter_nothing             (none)                      unrelated: nothing speaks for the contest, nothing attached
letter_other               file, other                 unrelated: all attached is recognised as something else
letter_own                 sender                      unrelated: written by the contest's own mailbox
letter_person              (none)                      a person said that it is about the contest
(set by the caller)        automatic, quarantined      the caller's own codes, kept as they are
=========================  ==========================  =====================================================

Why it belongs where it does: ``LetterState.joined_by``, rule ``grouping`` (model.md 12)

=========================  ==========================  =====================================================
founded                    (none)                      the first letter of its submission
founded_contradicts        founder, field, link        the first of its own: it is linked (``link``: number, thread,
                                                       application, address) with that submission, but its application
                                                       names another ``field`` (leader, institution)
founded_unplaced           count, link                 the first of its own: several submissions could be meant, or the
                                                       link is too weak; a person places it
founded_doubted            founder, link, why, sender  the first of its own: linked with that submission, but its
                                                       sender failed authentication (why: failed), the submission's
                                                       did (founder_failed), or its address is not known there
                                                       (unseen); a person places it
joined_number              founder, number             it quotes the number of that submission
joined_thread              founder, message_id         it answers that letter of the submission
joined_application         founder                     the same school and the same leader
joined_address             founder, sender             the only submission of its address
founded_person             decision                    a person made it a submission of its own
joined_person              founder, decision           a person put it there
joined_decided             founder                     it stayed there, because that submission was decided on
=========================  ==========================  =====================================================

Verdicts: ``Verdict.findings`` (P: passed is true)

==============  =========================  ===============================  ==========================================
rule            code                       params                           says
==============  =========================  ===============================  ==========================================
deadline        received_in_time        P  time, deadline, count            count letters came by the deadline
deadline        all_late                   time, deadline                   nothing came by the deadline
deadline        before_deadline         P  deadline                         more letters can still come in time
deadline        closing_awaited         P  deadline                         the deadline has passed, but not everything
                                                                            that came in time is processed yet
deadline        closed                  P  deadline                         the deadline has passed, all is processed
receipt         receipt_proven          P  (none)                           every letter's receipt is proven
receipt         nothing_proven             count, deadline                  no letter is proven to be in time
receipt         unproven_matters           count, letter, sender            something is missing and an unproven
                                                                            letter could complete it
receipt         unproven_harmless       P  count                            unproven letters, not needed
application     application_complete    P  file, institution, leader        it stands, all required fields filled
application     application_absent         (none)                           no application
application     application_unproven       file                             none counts; one is in a letter of unproven
                                                                            receipt
application     application_doubtful       file                             a paper that may be an application
application     application_field_empty    field, file                      a required field is empty
application     application_field_unclear  field, file, value               a required field that was not read surely
application     application_rivals         count, sender, letter            another sender's or paper's application
                                                                            contradicts it
completeness    kinds_present           P  count, of                        count of all kinds are there
completeness    kinds_counted           P  count, of                        the same; a document is in a letter of
                                                                            unproven receipt
completeness    kind_waived             P  kind                             not asked for
completeness    kind_unproven              kind, file                       none counts; one is in a letter of unproven
                                                                            receipt
completeness    kind_missing               kind                             certainly missing
completeness    kind_doubtful              kind, file                       a readable paper that may be it
completeness    kind_unread                kind, file                       only a name over unread content
readability     everything_read         P  count                            all count files were read and recognised
readability     file_unread                file, problem                    unread (problem: code of parsers.facts)
readability     file_unrecognised          file                             read, but recognised as nothing
readability     file_doubtful              kind, file                       it may be the kind, or another one as well
readability     link_instead               link                             a link in place of files
readability     letter_damaged             problem, sender                  a letter came through damaged
readability     letter_quarantined         sender, problem, letter          a letter of its sender was set aside
placement       placed                  P  (none)                           no letter waits to be placed
placement       unplaced                   founder                          it may belong to that submission
placement       may_receive                founder                          that submission (or, where no submission has
                                                                            that founder, that unclear letter) may
                                                                            belong here
eligibility     eligible                P  institution                      nothing speaks against it
eligibility     not_a_school               institution, words               its name is not a school's
eligibility     elsewhere                  field, value, words              a school of another place
one_per_school  only_of_school          P  (none)                           no other submission of the school
one_per_school  rival_rejected          P  number, by                       the other one is rejected
one_per_school  second_of_school           number, by                       another one of the school (by: school), or
                                                                            of perhaps the same (by: name, phone, head,
                                                                            address)
rulings         ruling_reject           P  (none)                           the ruling on incomplete portfolios
rulings         ruling_hold             P  (none)                           the same: a person decides
rulings         ruling_admit            P  count                            the same: admitted with count missing
decisions       decided_accept          P  decision, person, time, words    a person's verdict, with the reason given
decisions       decided_reject             decision, person, time, words    the same
decisions       decided_hold               decision, person, time, words    the same
decisions       decided_withdraw           decision, person, time, words    the participant withdrew
==============  =========================  ===============================  ==========================================

Remarks: ``SubmissionState.remarks``, rule ``remark``

=========================  ==========================  =====================================================
last_day                   time, deadline              a letter came on the deadline's day
late_letters               count, time, deadline       count letters came later (the first at time), do not count
kind_partly                kind, file                  one half of a kind that joins two things
application_replaced       file, letter                it replaced an older one of the same sender
same_paper                 file, kinds                 one paper stands for several kinds (kinds: keys, ", ")
same_bytes                 file, other                 the same file was sent under two names
number_differs             file, listed, kind          numbered as kind in the list (listed), surely another one
only_left                  kind, file                  one document alone is not sure, one paper alone may be it
blank_file                 file                        a file without content
unproven_letters           count                       letters whose receipt is not proven: they do not count
other_school               file, page, words, count    its head names another school (count such papers)
other_leader               file, page, words, name     it names another head than name, the application's
old_year                   file, page, words, years    a title of an earlier school year
former_name                file, page, words, count    its head has a former name of the city (count such papers)
unsigned                   file, page, words           the line for the signature is empty
unwanted_paper             file, page, words, other    a paper that should not be sent (other: its key)
same_text                  file, other                 two files with one text
shared_paper               file, other, number, count  the same text in a submission of another school (other: its
                                                       file), count such submissions
link_sent                  link                        a link to files
deadline_extended          deadline, decision          it has a later deadline of its own
extension_unclear          decision, school            that extension of a school's may mean it, or another one
school_decided             decision, school            a person said which school it is of
decided_on_older_facts     decision                    a standing decision; the facts have changed since
regrouped                  count                       decided on, so it stayed together; its letters (count)
                                                       would be grouped otherwise now
sender_failed              sender, letter, host        our server says that the letter is not from this sender
sender_new                 sender, letter              a letter from an address that was not known of this submission
found_in_spam              sender, subject             a letter lay in the mailbox's spam folder
volumes_lacking            file, count, numbers        parts of an archive did not come (numbers: which)
volumes_apart              file, count                 all parts of an archive came, in several letters
near_picture               file, other                 two pictures show nearly the same
shared_picture             file, other, number         the same with one of another school's submission
=========================  ==========================  =====================================================

The configuration: ``LoadedContest.warnings``, rule ``contest`` (days are ISO dates, ``days`` their number)

===============================  ==============================  ================================================
code                             params                          says
===============================  ==============================  ================================================
dates_offset                     zone, given, right              the deadline's offset is not the zone's then
dates_deadline_after_contest     day, contest_day                the deadline is not before the contest day
dates_announced_late             announce_by, contest_day, days  announced less than days before the contest day
dates_announced_before_approval  announce_by, approved           announced before the regulations were approved
dates_few_days                   announce_by, day, days          only days from the announcement to the deadline
===============================  ==============================  ================================================

Decisions that ask for a person: rule ``overview``

====================  =========================  ================================================================
extension_of_several  decision, school, numbers  an extension given to a name that these submissions' schools may
                                                 bear (as ``number``, ", "): nobody has it yet
====================  =========================  ================================================================

The whole, the watch and its alarms, reconciliation: rules ``overview``, ``watch`` and ``reconcile``

=====================  ===================  ==========================================================================
code                   params               says
=====================  ===================  ==========================================================================
still_unlisted         sources              these were not listed to their end since the deadline
still_unstamped        sources              these mailboxes have stamped no letter since the deadline
no_contact             since, why           the mailbox has been silent since then (why: code of its error)
numbered_anew          folder               a folder got another UIDVALIDITY and is listed whole
letters_withheld       count                the server does not give these letters out
clock_behind           stamp, clock         the mailbox's stamp is far ahead of the host's clock
no_room                count                the disk is full
no_reader              count                no child process could be started
skipped_gone           count                letters skipped earlier that are needed lie no more where they lay
raw_lost               count                raw letters that the spool no longer has
reconcile_differs      count                the last reconciliation found so many differences
folder_absent          folder               a configured folder that the mailbox does not have
message_unknown        folder, uid          a message of the mailbox that the database does not know
raw_unknown            raw                  a raw letter that the database does not know
raw_missing            letter, raw          a letter whose raw bytes are not there
raw_damaged            letter, raw          a letter whose raw bytes are not what they were
raw_unwanted           raw                  raw bytes of mail that has nothing to do with the contest
letter_nowhere         letter               a letter that came from nowhere
letter_unprocessed     letter               a letter that was not read or not placed
letter_wanted          letter, place        a letter that is needed, of which only the headers are kept
founder_absent         number, letter       a submission whose first letter is not kept
parts_differ           letter               a letter whose files are not those of its raw bytes
=====================  ===================  ==========================================================================
"""

from pipeline.rules import application, completeness, deadline, eligibility, placement, readability, receipt
from pipeline.rules.rule import Moment, Rule

__all__ = ["RULES", "Moment", "Rule"]

# In the order in which people read them. one_per_school looks at all submissions together, after these.
RULES: tuple[Rule, ...] = (
    deadline.RULE,
    receipt.RULE,
    eligibility.RULE,
    application.RULE,
    completeness.RULE,
    readability.RULE,
    placement.RULE,
)
