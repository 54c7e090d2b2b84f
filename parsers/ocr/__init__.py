"""Scanned pages in, words out: recognition of characters by tesseract, and all that makes a page fit for it.

``installed`` says whether this machine can; ``steps`` decides what of a file has to be read at all; ``pictures`` opens
files and ``clean`` prepares a page; ``engine`` wraps the library; ``layout`` makes paragraphs and tables of words.
Everything but ``installed`` runs in a child of the sandbox.
"""
