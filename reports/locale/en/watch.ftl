# The watch of the mailbox: alarms, what keeps the contest open, what reconciliation found.

found-in-spam = It lay in the spam folder.
finding-found_in_spam = A letter lay in the mailbox’s spam folder: { $sender }, “{ $subject }”.
finding-still_unlisted = Not looked through to the end since the deadline: { $sources }.
finding-still_unstamped = Since the deadline no new letter has come to { $sources }, so this computer’s clock alone says that it has passed. Send any letter there.

## Alarms

finding-no_contact = There has been no contact with the mailbox since { $since }. Letters wait on the server; nothing is lost.
finding-numbered_anew = The server numbered the letters of the folder “{ $folder }” anew; they are all being looked through again.
finding-letters_withheld = The server does not give out some letters (number: { $count }). Open them in a mail program, save them and take them in by “baiqau ingest”.
finding-watched_twice = This mailbox is watched from another data folder of this computer too: every letter is registered twice. Stop one of the watches, then start the other anew.
finding-clock_behind = The mailbox’s clock ({ $stamp }) is far ahead of this computer’s ({ $clock }). Set this computer’s clock right.
finding-no_room = The disk is full; letters wait in the mailbox. Free some space.
finding-no_reader = Processes that read letters cannot be started. Look at this computer’s memory and limits.
finding-skipped_gone = Letters taken for unrelated before are needed now, but they are no longer in the mailbox (number: { $count }).
finding-raw_lost = Raw letters are missing from the data folder (number: { $count }). Restore them from a backup.
finding-reconcile_differs = Reconciliation found differences (number: { $count }). The list: baiqau reconcile

## Reconciliation

finding-folder_absent = The mailbox has no folder “{ $folder }”, so it was not compared. Bring the folder back or correct its name in mailbox.folders.
finding-message_unknown = The mailbox holds a letter that was not taken in: folder “{ $folder }”, UID { $uid }. Start “baiqau watch”.
finding-raw_unknown = The data folder holds a letter that the database does not know: { $raw }. Start “baiqau watch” or “baiqau ingest”: it is taken in.
finding-raw_missing = The raw bytes of letter { $letter } are missing: { $raw }. Restore them from a backup.
finding-raw_damaged = The raw bytes of letter { $letter } are damaged: { $raw }. Restore them from a backup and check the disk.
finding-raw_unwanted = The data folder holds a letter that has nothing to do with the contest: { $raw }. The next run removes it.
finding-letter_nowhere = For letter { $letter } it is not known where it came from. Tell the developers.
finding-letter_unprocessed = Letter { $letter } was not processed. Start “baiqau watch” or “baiqau ingest”.
finding-letter_wanted = Letter { $letter } belongs to a submission, but only its headers are kept: { $place }. Start “baiqau watch”; if the letter is no longer there, save it and take it in.
finding-founder_absent = The first letter of { $number } is not kept (letter { $letter }). Restore it from a backup or take it in again.
finding-parts_differ = The files recorded for letter { $letter } are not those of its raw bytes. Restore the database from a backup.
