# Marks of a signature
mark-page = page { $page }
mark-of-ink = ink on the scan
mark-of-stamp = a seal or stamp
mark-of-picture = a picture on the place to sign
mark-of-egov = the page of a document signed through eGov
mark-of-words = words about an electronic signature
mark-of-inside = the file came inside its electronic signature
mark-of-beside = a file with an electronic signature came beside it
mark-of-field = an electronic signature in the PDF file
mark-of-empty = the place to sign is empty
mark-of-unclear = an unclear trace
signed-why-no_line = no place to sign was found
signed-why-unclear = a trace on the place to sign is unclear
signed-why-unread = not every page was read
