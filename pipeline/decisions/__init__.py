"""What people decide: rows that never change, which of them stand, what they do to the evidence (model.md 1-6).

Pure, all of it: ``values`` says what a decision is, ``resolve`` which ones stand, ``placement`` whose letters a person
said they are, ``laying`` puts the rest over what the machine made of letters and files, ``facts`` fingerprints what a
person saw, ``log`` tells what became of every decision. Rows are kept by ``pipeline.tracking.decided``.
"""

from pipeline.decisions.values import (
    NEW,
    NOBODY,
    Basis,
    Decision,
    Entry,
    Placement,
    Sort,
    Target,
    Verb,
)

__all__ = ["NEW", "NOBODY", "Basis", "Decision", "Entry", "Placement", "Sort", "Target", "Verb"]
