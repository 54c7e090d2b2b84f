"""The colours of marks and verdicts, one pair (ink, paper) each, for sheets and pages alike.

Every ink on its paper keeps the contrast of WCAG 2.2 level AA (4.5 to 1), and no colour says anything alone: a sign or
a word always stands with it.
"""

COLOURS = {
    "sure": ("#1b5e35", "#e6f3ea"),
    "partly": ("#6d5200", "#fbf2cf"),
    "doubtful": ("#8a4500", "#fde7cd"),
    "waived": ("#3c5068", "#e6edf5"),
    "unproven": ("#7a3b5e", "#f7e4ef"),
    "late": ("#5b3a91", "#eee7f8"),
    "missing": ("#9c1c1c", "#fbe6e4"),
    "accepted": ("#1b5e35", "#e6f3ea"),
    "held": ("#8a4500", "#fde7cd"),
    "incomplete": ("#24508a", "#e4eefb"),
    "rejected": ("#9c1c1c", "#fbe6e4"),
}
