# Portfolios for the commission.
portfolio-annexes = Annexes
portfolio-elsewhere = The document is in this file:
portfolio-elsewhere-name = in another file
portfolio-pages = p. { $pages }
portfolio-document = Document
portfolio-files = Files
portfolio-none = not submitted
portfolio-lost = file not found
portfolio-subject = Subject
