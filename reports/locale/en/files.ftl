# Files: why they were not read, what to do, what a claim rests on.

problem-encrypted = the file is protected by a password
problem-damaged = the file is damaged
problem-empty = the file is empty (0 bytes)
problem-blank = the file has no content
problem-scan = a scan or picture, its text was not read
problem-queued = a scan that is being read; its turn has not come yet
problem-illegible = a scan or picture that cannot be read: too coarse, blurred or dark
problem-unsupported = files of this format are not read
problem-program = the file is a program, not a document
problem-time_limit = reading the file took longer than allowed
problem-memory_limit = reading the file took more memory than allowed
problem-output_limit = the file has more text than allowed
problem-too_large = the file is too large
problem-too_many = there are more files than allowed
problem-too_deep = archives lie in archives deeper than allowed
problem-bomb = the archive grows beyond measure when unpacked
problem-unsafe_name = a file in the archive has a dangerous name
problem-volume = one volume of an archive in several: it cannot be read by itself
problem-crashed = reading the file failed

advice-encrypted = Ask the school for the password or for a file without protection.
advice-damaged = Try to open the file; if it does not open, ask the school to send it again.
advice-empty = Ask the school to send the file again.
advice-blank = Open the file and make sure that it is blank.
advice-scan = Open the file and say which document it is.
advice-queued = Wait: the scan will be read by the next run.
advice-illegible = Open the file and say which document it is, or ask the school for a clearer scan (at least 150 dots per inch).
advice-unsupported = Open the file and say which document it is, or ask the school for DOCX or PDF.
advice-program = Do not open the file; ask the school for the document itself.
advice-volume = Ask the school for one archive or the files themselves; if the volumes came separately, join and attach them.
advice-unsupported-djvu = DjVu files are not read: ask the school for a PDF.
advice-unsupported-iwork = Pages, Numbers and Keynote files are not read: ask the school to export them as PDF or DOCX.
advice-unsupported-oft = Templates of Outlook are not read: ask the school to send the letter itself.
advice-other = Open the file and say which document it is.

# Evidence: where the deciding words stood.
evidence-heading = in the heading: “{ $words }”
evidence-path = in the folder’s name: “{ $words }”
evidence-name = in the file’s name: “{ $words }”
evidence-content = in the text: “{ $words }”
evidence-table = in a table: “{ $words }”
evidence-body = in the letter’s text: “{ $words }”
evidence-form = in the form: “{ $words }”
evidence-number = its number agrees: “{ $words }” – the other documents are numbered as the list runs
evidence-listed = in the school’s own list: “{ $words }”
evidence-on-page = { $sentence } (page { $page })

proof-trusted_received = timed by our own servers
proof-internaldate = timed by the mailbox
proof-person = timed by the organiser
proof-none = time of receipt not proven

file-quoted = “{ $file }”
file-page = , page { $page }
letter-body = the letter’s text
letter-named = letter { $id }
