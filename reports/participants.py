"""The list of participants: whose materials are accepted, in the order of the Kazakh alphabet."""

from pipeline.contest import Contest
from pipeline.state import Judged, Overview, Standing
from reports.formats.table import Cell, Column, Table
from reports.views import school_name, told
from reports.words import Words, kazakh_order


def table(overview: Overview, contest: Contest, words: Words, *, awaiting: bool = False) -> Table:
    """The list; with ``awaiting`` also those that wait for a person's decision, and the list says so."""
    standings = {Standing.ACCEPTED, Standing.HELD} if awaiting else {Standing.ACCEPTED}
    chosen = [judged for judged in overview.submissions if judged.verdict.standing in standings]
    rows = sorted(
        (_row(judged, contest, words) for judged in chosen),
        key=lambda row: (kazakh_order(str(row[1])), kazakh_order(str(row[2])), str(row[0])),
    )
    columns = [
        Column("number", words("head-number"), 5),
        Column("registration", words("head-registration"), 14),
        Column("school", words("head-school"), 44),
        Column("leader", words("head-leader"), 28),
        Column("subject", words("head-subject"), 18),
        Column("phone", words("head-phone"), 18),
        Column("leader_phone", words("head-leader-phone"), 18),
        Column("email", words("head-email"), 26),
        Column("head", words("head-head"), 28),
    ]
    if awaiting:
        columns.append(Column("verdict", words("head-verdict"), 16))
    return Table(
        title=words("report-participants"),
        name=words("sheet-participants"),
        notes=(
            contest.contest.title.of(words.language),
            words("as-of", moment=words.moment(overview.as_of.astimezone(contest.dates.zone))),
            words("participants-with-awaiting" if awaiting else "participants-accepted-only"),
        ),
        columns=tuple(columns),
        rows=tuple((place, *(row if awaiting else row[:-1])) for place, row in enumerate(rows, 1)),
    )


def _row(judged: Judged, contest: Contest, words: Words) -> tuple[Cell, ...]:
    state = judged.state
    return (
        contest.display_number(state.number),
        school_name(state, words)[0],
        *(told(state, key) for key in ("leader", "subject", "phone", "leader_phone", "email", "head")),
        words(f"standing-{judged.verdict.standing}"),
    )
