"""The templates that come with the program: papers whose texts hold placeholders, to be edited in Word.

They say what is printed without a template, word for word; ``tests/reports/templating`` holds both against each other.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time

from pipeline.contest import Contest
from pipeline.scoring.results import in_order
from pipeline.stages import Stage
from reports.commission import protocols
from reports.formats import as_docx
from reports.formats.paper import (
    Annex,
    Block,
    Centred,
    Facts,
    Grid,
    GridColumn,
    Heading,
    Items,
    Paper,
    Paragraph,
    Point,
    Signature,
)
from reports.templating import diploma
from reports.words import Words

_END = "{%p endfor %}"


def dump(name: str, contest: Contest, words: Words, stage: Stage | None = None) -> bytes:
    """The shipped template of a report as a DOCX; ``name`` as in ``values.REPORTS``, ``stage`` for its protocol."""
    if name == "diplomas":
        return diploma.dump(words)
    return as_docx.dump(SHIPPED[name](contest, words, stage))


def _paper(
    contest: Contest,
    words: Words,
    title: str,
    blocks: Sequence[Block],
    *,
    day: str = "{{ day }}",
    notes: Sequence[str] = (),
    signatures: Sequence[Signature] = (),
    annex: Annex | None = None,
    wide: bool = False,
) -> Paper:
    return Paper(
        language=words.language,
        organiser="{{ organiser }}",
        contest="{{ contest }}",
        title=title,
        place="{{ place }}",
        day=day,
        made=datetime.combine(contest.dates.approved, time(), contest.dates.zone),
        notes=tuple(notes),
        blocks=tuple(blocks),
        signatures=tuple(signatures),
        under_line=(words("sign-here"), words("name-here")),
        annex=annex,
        wide=wide,
    )


def _draft(sentence: str) -> tuple[str, ...]:
    return "{%p if draft %}", sentence, "{%p endif %}"


def _grid(of: str, columns: Sequence[GridColumn], cells: Sequence[str]) -> Grid:
    """A table with a row for every one of a list."""
    empty = [""] * (len(columns) - 1)
    return Grid(
        tuple(columns),
        (("{%tr for one in " + of + " %}", *empty), tuple(cells), ("{%tr endfor %}", *empty)),
    )


def _one(*names: str) -> tuple[str, ...]:
    return tuple("{{ one." + name + " }}" for name in names)


def _signatures() -> tuple[Signature, ...]:
    return (Signature("{{ one.role }}", "{{ one.name }}", each="signatures"),)


def _attendance(words: Words) -> Facts:
    names = ("chair", "secretary", "present", "away")
    lines = [(words(f"protocol-{name}"), "{{ " + name + " }}") for name in names]
    lines.append((words("protocol-invited"), "____________________"))
    return Facts((*lines, (words("protocol-quorum"), "{{ quorum }}")))


def _decisions() -> tuple[Block, ...]:
    return (
        Paragraph("{%p for one in decisions %}"),
        Point("{{ one.number }}", "{{ one.text }}", ("{%p for line in one.lines %}", "{{ line }}", _END)),
        Paragraph(_END),
    )


def _stage_protocol(contest: Contest, words: Words, stage: Stage | None) -> Paper:
    chosen = stage or in_order(contest)[0]
    count = len(chosen.criteria)
    columns = protocols.points_columns(count, words)
    points = (f"points[{n}]" for n in range(count))
    cells = _one("place", "number", "school", "leader", *points, "sheets", "total", "outcome")
    blocks: list[Block] = [
        _attendance(words),
        Heading(words("protocol-agenda")),
        Paragraph(f"1. {words('protocol-agenda-stage', stage='{{ stage }}')}"),
        Heading(words("protocol-heard")),
        Paragraph("{{ heard }}"),
        _grid("participants", columns, cells),
        Paragraph("{{ criteria }}", quiet=True),
        Paragraph("{%p for line in aside %}"),
        Paragraph("{{ line }}", quiet=True),
        Paragraph(_END),
        *protocols.by_hand(words),
        Heading(words("protocol-decided")),
        *_decisions(),
        Paragraph(words("protocol-annexes"), quiet=True),
    ]
    return _paper(
        contest, words, words("protocol-title"), blocks, day="{{ number }} · {{ day }}", signatures=_signatures(),
        notes=(*_draft(words("protocol-draft")), "{{ fingerprint }}"), wide=True,
    )  # fmt: skip


def _final_protocol(contest: Contest, words: Words, _: Stage | None) -> Paper:
    stages = in_order(contest)
    columns = (
        GridColumn(words("head-number"), 7, centred=True),
        GridColumn(words("head-registration"), 22, centred=True),
        GridColumn(words("head-school"), 60),
        GridColumn(words("head-leader"), 44),
        *(GridColumn(words("head-stage-points", stage=s.number), 18, centred=True) for s in stages),
        GridColumn(words("head-sum"), 18, centred=True),
        GridColumn(words("head-place"), 14, centred=True),
    )
    points = (f"points[{n}]" for n in range(len(stages)))
    blocks: list[Block] = [
        _attendance(words),
        Heading(words("protocol-agenda")),
        Paragraph(f"1. {words('protocol-agenda-places')}"),
        Paragraph(f"2. {words('protocol-agenda-nominations')}"),
        Heading(words("protocol-heard")),
        Paragraph(words("protocol-heard-final")),
        _grid("participants", columns, _one("place", "number", "school", "leader", *points, "total", "outcome")),
        Paragraph("{%p for one in ties %}"),
        Heading("{{ one.title }}"),
        Paragraph("{{ one.votes }}"),
        Paragraph("{{ one.decision }}"),
        Paragraph(_END),
        *protocols.by_hand(words),
        Heading(words("protocol-decided")),
        Paragraph("{%p if not decisions %}"),
        Paragraph(words("protocol-nothing-decided")),
        Paragraph("{%p endif %}"),
        *_decisions(),
        Paragraph(words("protocol-annexes"), quiet=True),
    ]
    return _paper(
        contest, words, words("protocol-title"), blocks, day="{{ number }} · {{ day }}", signatures=_signatures(),
        notes=(*_draft(words("protocol-draft")), "{{ fingerprint }}"), wide=True,
    )  # fmt: skip


def _order(
    contest: Contest,
    words: Words,
    subject: str,
    basis: str,
    points: Sequence[Block],
    draft: str,
    annex: Annex | None = None,
) -> Paper:
    blocks = [Heading(subject), Paragraph(basis), Centred(words("order-decree")), *points]
    return _paper(
        contest, words, words("order-title"), blocks, day="{{ number }} · {{ day }}", annex=annex,
        notes=(*_draft(draft), "{{ fingerprint }}"), signatures=(Signature("{{ head_post }}", "{{ head }}"),),
    )  # fmt: skip


def _commission_order(contest: Contest, words: Words, _: Stage | None) -> Paper:
    texts = (
        words("order-commission-approve"),
        words("order-commission-score"),
        words("order-commission-secretary", name="{{ secretary }}"),
        words("order-commission-day", day="{{ contest_day }}"),
        "{{ publish }}",
        words("order-control"),
        words("order-force"),
    )
    heads = (("number", 8, True), ("person", 52, False), ("post", 50, False), ("role", 32, False))
    columns = [GridColumn(words(f"head-{key}"), share, c) for key, share, c in heads]
    columns.append(GridColumn(words("head-member-source"), 34))
    members = _grid("members", columns, _one("place", "name", "post", "role", "source"))
    return _order(
        contest, words,
        words("order-commission-subject", contest="{{ contest }}"),
        words("order-commission-basis", approved="{{ approved }}"),
        [Point(f"{n}.", text, plain=True) for n, text in enumerate(texts, 1)],
        words("order-no-members"),
        Annex("{{ annex }}", words("order-annex-title"), (members,)),
    )  # fmt: skip


def _awards_order(contest: Contest, words: Words, _: Stage | None) -> Paper:
    who = "{{ one.person }}, {{ one.school }}"
    blank = ("{%p else %}", "______________________________", _END)
    lists: list[tuple[str, tuple[str, ...]]] = [
        (
            words("order-awards-places", prize="{{ prize }}"),
            ("{%p for one in places %}", words("order-awards-place", degree="{{ one.degree }}", who=who), *blank),
        )
    ]
    if contest.nominations:
        line = words("order-awards-nomination", title="{{ one.nomination }}", who=who)
        title = words("order-awards-nominations", prize="{{ nomination_prize }}")
        lists.append((title, ("{%p for one in nominations %}", line, *blank)))
    lists += [("{{ publish }}", ()), (words("order-control"), ()), (words("order-force"), ())]
    return _order(
        contest, words,
        words("order-awards-subject", contest="{{ contest }}"),
        words("order-awards-basis", number="{{ protocol }}"),
        [Point(f"{n}.", text, lines, plain=True) for n, (text, lines) in enumerate(lists, 1)],
        words("order-draft"),
    )  # fmt: skip


def _announcement(contest: Contest, words: Words, _: Stage | None) -> Paper:
    opening = words("announcement-opening", organiser="{{ organiser }}", contest="{{ contest }}")
    blocks: list[Block] = [
        Paragraph(opening),
        Paragraph("{%p for one in facts %}"),
        Facts((("{{ one.label }}", "{{ one.value }}"),)),
        Paragraph(_END),
    ]
    for name in ("aims", "documents", "stages", "conditions"):
        blocks += [
            Paragraph("{%p if " + name + " %}"),
            Heading(words(f"announcement-{name}")),
            Paragraph("{%p for one in " + name + " %}"),
            Items(("{{ one.text }}",), number="{{ one.number }})"),
            Paragraph(_END),
            Paragraph("{%p endif %}"),
        ]
    return _paper(contest, words, words("announcement-title"), blocks)


def _participants(contest: Contest, words: Words, _: Stage | None) -> Paper:
    heads = (
        ("number", 8), ("registration", 24), ("school", 60), ("leader", 36), ("subject", 27), ("phone", 28),
        ("leader-phone", 26), ("email", 32), ("head", 34),
    )  # fmt: skip
    columns = [GridColumn(words(f"head-{key}"), share, key in ("number", "registration")) for key, share in heads]
    cells = _one("place", "number", "school", "leader", "subject", "phone", "leader_phone", "email", "head")
    notes = ("{{ as_of }}", words("participants-accepted-only"), words("participants-count", count="{{ count }}"))
    return _paper(
        contest, words, words("report-participants"), [_grid("participants", columns, cells)], notes=notes,
        signatures=(Signature(words("signer-secretary")),), wide=True,
    )  # fmt: skip


def _act(contest: Contest, words: Words, _: Stage | None) -> Paper:
    heads = (("number", 8, True), ("registration", 24, True), ("school", 62, False), ("leader", 40, False),
             ("why", 140, False))  # fmt: skip
    columns = [GridColumn(words(f"head-{key}"), share, c) for key, share, c in heads]
    cells = _one("place", "number", "school", "leader", "why")
    blocks: list[Block] = [Paragraph("{{ " + name + " }}") for name in ("examined", "accepted", "rejected")]
    for name, heading in (("refused", "rejected"), ("held", "held"), ("incomplete", "incomplete")):
        blocks += [
            Paragraph("{%p if " + name + " %}"),
            Heading(words(f"act-list-{heading}")),
            _grid(name, columns, cells),
            Paragraph("{%p endif %}"),
        ]
    return _paper(
        contest,
        words,
        words("report-completeness-act"),
        blocks,
        notes=("{{ as_of }}", *_draft(words("act-draft", count="{{ waiting }}"))),
        signatures=(Signature(words("signer-secretary")), Signature(words("signer-chair"))),
        wide=True,
    )


SHIPPED: Mapping[str, Callable[[Contest, Words, Stage | None], Paper]] = {
    "protocol": _final_protocol,
    "protocol --stage": _stage_protocol,
    "commission-order": _commission_order,
    "awards-order": _awards_order,
    "announcement": _announcement,
    "participants": _participants,
    "completeness-act": _act,
}
