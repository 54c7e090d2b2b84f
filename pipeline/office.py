"""What the configuration says for the organiser's own papers: who signs orders, and what the announcement tells."""

from parsers.knowledge import Wording
from pipeline.sections import Section


class Office(Section):
    """Who signs the orders of the organiser: ``head`` is the name as it stands beside the signature, "" if unsaid."""

    head: str = ""
    post: Wording | None = None


class Announcement(Section):
    """What the announcement and the form say besides dates, addresses, documents and stages, which stand elsewhere.

    ``participants``: who may take part; ``venue``: where the contest day is held, where it is not the contest's place
    alone; ``form``: the title of the application form; ``aims`` and ``conditions``: a sentence each.
    """

    participants: Wording | None = None
    venue: Wording | None = None
    form: Wording | None = None
    aims: tuple[Wording, ...] = ()
    conditions: tuple[Wording, ...] = ()
