"""Any history of letters, people, crashes and days: what must hold after every step of it (model.md)."""

import hashlib
import random
import tempfile
from collections.abc import Collection
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from intake.spool import Spool
from pipeline.deciding import Asked, Maker, decide
from pipeline.decisions import Sort, asking
from pipeline.errors import DecisionError
from pipeline.overview import overview
from pipeline.reprocessing import reprocess
from pipeline.state import LetterVerdict, Overview, Standing
from pipeline.tracking import evidence
from pipeline.tracking.decided import keep_decision, load_decisions
from pipeline.tracking.derived import MEMBERSHIP, wipe
from pipeline.tracking.evidence import ARRIVAL, LETTER
from tests.databases import Server
from tests.pipeline.contents import content, placeless
from tests.pipeline.houses import a_house, contest
from tests.pipeline.letters import letter, plain_reader

KINDS = tuple(kind.key for kind in contest().contest.kinds)
ALL = "kind: " + " ".join(KINDS)
BUT_ONE = "kind: " + " ".join(KINDS[1:])
FIRST, LAST = f"kind: {KINDS[0]}", f"kind: {KINDS[-1]}"
A, B, C = "a@example.kz", "b@example.kz", "c@example.kz"


def _form(school: str, leader: str, number: int) -> str:
    """A form with every required field."""
    fields = {"address": f"Абай даңғылы {number}", "phone": f"+7 7172 55 11 {number}", "email": f"s{number}@example.kz"}
    fields |= {"subject": "математика", "leader_phone": f"+7 701 555 11 {number}", "head": f"Есенов Марат {number}"}
    return f"application: {school} | {leader} | " + " | ".join(f"{key}={value}" for key, value in fields.items())


SCHOOL = _form("№ 1 мектеп-гимназия", "Асанова Айгүл Маратқызы", 11)
SECOND = _form("1-мектеп-гимназия", "Серікбаев Ерлан Асқарұлы", 12)
OTHER = _form("№ 90 гимназия", "Омаров Болат Сағындықұлы", 90)


def _pool() -> dict[str, tuple[int, bytes]]:
    """Letters by name, with the day of October on which our server takes them."""
    letters: dict[str, tuple[int, bytes]] = {}

    def add(name: str, sender: str, day: int, answers: str = "", **files: str) -> None:
        given = {f"{key}.docx": value for key, value in files.items()}
        letters[name] = (day, letter(sender, name, files=given, name=name, answers=answers, day=day))

    add("whole", A, 10, s=SCHOOL, p=ALL)
    add("lacking", B, 11, s=OTHER, p=BUT_ONE)
    add("rest", B, 12, p=FIRST)
    add("second", C, 13, s=SECOND, p=ALL)
    add("scan", A, 14, x="unread")
    add("puzzle", "who@example.com", 14, x="puzzle")
    add("answer", C, 15, answers="lacking", p=LAST)
    add("shop", "shop@example.com", 15, x="other")
    add("empty", "friend@example.com", 12)
    add("copied", C, 16, p=BUT_ONE)
    add("early", B, 9, p=LAST)
    letters["broken"] = (15, letter(A, "BREAKS-THE-SPLITTER", day=15))
    add("late", B, 31, p=FIRST, x="unread")
    add("late-school", "d@example.kz", 31, s=SECOND, p=ALL)
    return letters


POOL = _pool()
TIMELY = tuple(name for name, (day, _) in POOL.items() if day < 20)
TARDY = tuple(name for name, (day, _) in POOL.items() if day >= 20)
START = datetime(2025, 10, 16, 12, tzinfo=UTC)
MOMENTS = (START, datetime(2025, 10, 18, 9, tzinfo=UTC), datetime(2025, 10, 27, 9, tzinfo=UTC))
NOVEMBER = datetime(2025, 11, 2, 9, tzinfo=UTC)
numbers = st.integers(1, 8)


class History(RuleBasedStateMachine):
    """One contest from its first letter on."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.root = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.house = self.stack.enter_context(a_house(self.root, self.address()))
        self.now = START
        self.sent: set[str] = set()
        self.copies = 0
        self.seen_at: dict[str, datetime] = {}  # when each file was first there
        self.decisions = 0

    def address(self) -> str:
        """Of the database: SQLite's is in the data folder."""
        return ""

    def teardown(self) -> None:
        """At the end: drop and rebuild, and the same letters and decisions in another order."""
        try:
            if self.sent:
                self.rebuilt()
                self.in_another_order()
        finally:
            self.stack.close()

    # ------------------------------------------------------------------ what happens

    @rule(name=st.sampled_from(TIMELY))
    def arrive(self, name: str) -> None:
        """A letter comes."""
        self._take(name)

    @precondition(lambda self: self.sent)
    @rule(chance=st.randoms(use_true_random=False))
    def arrive_again(self, chance: random.Random) -> None:
        """A letter that came comes in another place."""
        before = self._verdicts()
        name = chance.choice(sorted(self.sent))
        self.copies += 1
        (self.house.inbox / f"copy{self.copies}.eml").write_bytes(POOL[name][1])
        self._ingest()
        assert self._verdicts() == before

    @rule(name=st.sampled_from(TARDY))
    def arrive_late(self, name: str) -> None:
        """What comes after every deadline changes nobody's verdict (model.md 10)."""
        self._to(max(self.now, NOVEMBER))
        before = self._verdicts()
        self._take(name)
        after = self._verdicts()
        assert {founder: after.get(founder) for founder in before} == before

    @rule(number=numbers, to=st.one_of(numbers, st.none()))
    def move(self, number: int, to: int | None) -> None:
        """A person says whose a letter is."""
        self._decide(
            lambda seen, _: asking.place(seen, [_letter(seen, number)], "new" if to is None else str(_one(seen, to)))
        )

    @rule(chosen=st.lists(numbers, min_size=2, max_size=3))
    def split(self, chosen: list[int]) -> None:
        """Several letters are made a submission of their own."""
        self._decide(lambda seen, _: asking.place(seen, [_letter(seen, number) for number in chosen], "new"))

    @rule(
        number=numbers,
        words=st.sampled_from(["none", "annex", "application", KINDS[0], f"{KINDS[0]},{KINDS[-1]}"]),
        pages=st.sampled_from(["", "", "1"]),
    )
    def assign(self, number: int, words: str, pages: str) -> None:
        """A person says what a file is."""
        self._decide(
            lambda seen, _: asking.assign(seen, _file(seen, number), pages, words.split(","), contest().contest)
        )

    @rule(whom=st.one_of(numbers, st.sampled_from(["№ 1 мектеп-гимназия", "90 гимназия"])), days=st.integers(1, 6))
    def extend(self, whom: int | str, days: int) -> None:
        """A later deadline for a submission or a school."""
        until = contest().contest.dates.deadline + timedelta(days=days)
        self._decide(
            lambda seen, _: asking.extend(
                seen, whom if isinstance(whom, str) else str(_one(seen, whom)), until, contest().contest
            )
        )

    @rule(number=numbers, word=st.sampled_from(asking.WORDS))
    def judge(self, number: int, word: str) -> None:
        """A person's verdict."""
        self._decide(lambda seen, _: asking.verdict(seen, _one(seen, number), word))

    @rule(number=numbers, kind=st.sampled_from([KINDS[0], KINDS[-1]]))
    def waive(self, number: int, kind: str) -> None:
        """A document that is not asked for."""
        self._decide(lambda seen, _: asking.waive(seen, _one(seen, number), kind, contest().contest))

    @rule(number=numbers, day=st.sampled_from([10, 17, 19]))
    def receive(self, number: int, day: int) -> None:
        """A person says when a letter came."""
        moment = datetime(2025, 10, day, 7, tzinfo=UTC)
        self._decide(lambda seen, _: asking.received(seen, _letter(seen, number), moment, self.now))

    @precondition(lambda self: self.decisions)
    @rule(number=numbers)
    def undo(self, number: int) -> None:
        """A decision is taken back, be it an undoing."""
        self._decide(lambda seen, decided: asking.undo(seen, number % self.decisions + 1, decided))

    @precondition(lambda self: self.sent)
    @rule(number=st.one_of(st.none(), numbers))
    def reprocess(self, number: int | None) -> None:
        """Everything, or a submission, from the raw letters again."""
        before, told = self._content(), list[tuple[Overview, Overview]]()
        seen = self._seen()
        chosen = [] if number is None or not seen.submissions else [_one(seen, number)]
        reprocess(
            self.house.store, self.house.folder, contest(), chosen, lambda one, other: told.append((one, other)),
            clock=lambda: self.now, readers=plain_reader,
        )  # fmt: skip
        assert self._content() == before
        assert told[0][0].submissions == told[0][1].submissions

    @rule(name=st.sampled_from(TIMELY))
    def crash(self, name: str) -> None:
        """The run is killed when a letter is in the spool and not in the database; the next run finds it."""
        path = self.house.inbox / f"{name}.eml"
        path.write_bytes(POOL[name][1])
        Spool(self.house.folder.spool).store(path)
        self.house.folder.lock.write_text("4711")
        self.sent.add(name)
        self._ingest()

    @rule(moment=st.sampled_from(MOMENTS))
    def advance(self, moment: datetime) -> None:
        """Days pass."""
        self._to(max(moment, self.now))

    # ------------------------------------------------------------------ what must hold

    @invariant()
    def every_byte_is_kept(self) -> None:
        """The raw bytes of every letter that is not certainly of no concern lie in the spool, as they came."""
        kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in self.house.folder.spool.rglob("*.eml")}
        with self.house.store.reading() as connection:
            arrived = {row.letter_id: row.raw_sha256 for row in connection.execute(select(ARRIVAL))}
        for one in self._seen().letters:
            if one.verdict in (LetterVerdict.SUBMISSION, LetterVerdict.UNCLEAR, LetterVerdict.QUARANTINED):
                assert arrived[one.id] in kept, one

    @invariant()
    def every_letter_is_in_one_case(self) -> None:
        """In one submission, or in none with a verdict that says why; the database agrees with what is shown."""
        whole = self._seen()
        assert len({one.key for one in whole.letters}) == len(whole.letters)
        held = [x.key for one in whole.submissions for x in one.state.letters]
        assert sorted(held) == sorted(one.key for one in whole.letters if one.verdict is LetterVerdict.SUBMISSION)
        with self.house.store.reading() as connection:
            keys = {row.id: row.key for row in connection.execute(select(LETTER))}
            rows = connection.execute(select(MEMBERSHIP))
            kept = {keys[row.letter_id]: keys.get(row.founder_id) for row in rows}
        assert kept == {one.key: one.founder for one in whole.letters}

    @invariant()
    def the_machine_is_careful(self) -> None:
        """It rejects nothing with unread parts, and accepts only what was read and recognised, or waived."""
        for one in self._seen().submissions:
            state, verdict = one.state, one.verdict
            if verdict.by == "person":
                continue
            if verdict.reasons == ("incomplete",) and verdict.standing is Standing.REJECTED:
                doubtful = (state.unread, state.unrecognised, state.links, state.quarantined, state.proposals)
                assert not any(doubtful)
                assert self.now > state.deadline
            if verdict.standing is Standing.ACCEPTED:
                sure = {kind for kind, of in state.claims.items() if any(claim.status == "sure" for claim in of)}
                assert set(KINDS) <= sure | set(state.waived)
                assert state.application is not None

    @invariant()
    def every_decision_is_told(self) -> None:
        """Standing, undone, superseded or orphaned; none is lost, a standing verdict is the verdict."""
        whole = self._seen()
        assert [one.id for one in whole.decisions] == list(range(1, self.decisions + 1))
        assert {one.standing for one in whole.decisions} <= {"standing", "undone", "superseded", "orphaned"}
        by_founder = {one.state.founder: one for one in whole.submissions}
        for one in whole.decisions:
            if one.standing == "standing" and one.verb in ("verdict", "withdraw") and one.value != "reopen":
                assert one.target.sort is Sort.SUBMISSION
                assert by_founder[one.target.key].verdict.by == "person"

    def rebuilt(self) -> None:
        """Everything derived is forgotten and rebuilt: the very same state."""
        before = self._content()
        with self.house.store.writing() as connection:
            wipe(connection)
        self._ingest([])
        assert self._content() == before

    def in_another_order(self) -> None:
        """The same letters in another order under the same decisions: the same state by founder letter."""
        with self.house.store.reading() as connection:
            entries = load_decisions(connection)
        files = sorted(self.house.inbox.iterdir())
        random.Random(len(files)).shuffle(files)
        expected = placeless(self._content(), self.root)
        with tempfile.TemporaryDirectory() as folder, a_house(Path(folder)) as other:
            other.put(**{file.stem: file.read_bytes() for file in files})
            with other.store.writing() as connection:
                loaded = contest()
                number = evidence.keep_contest(connection, loaded.sha256, loaded.text, START)
                for one in entries:
                    keep_decision(connection, one, number)
            for file in files:
                other.ingest([other.inbox / file.name], now=self.seen_at[file.name])
            other.ingest(now=self.now)
            found = placeless(content(other.store, other.folder, contest(), self.now), Path(folder))
        assert _comparable(found) == _comparable(expected)

    # ------------------------------------------------------------------ by which means

    def _take(self, name: str) -> None:
        self.house.put(**{name: POOL[name][1]})
        self.sent.add(name)
        self._ingest()

    def _to(self, moment: datetime) -> None:
        """Time goes on, and what lies in the folder is listed again."""
        self.now = moment
        self._ingest()

    def _ingest(self, paths: Collection[Path] | None = None) -> None:
        for file in self.house.inbox.iterdir():
            self.seen_at.setdefault(file.name, self.now)
        result = self.house.ingest(paths, now=self.now)
        assert result.troubles == ()

    def _decide(self, asked: Asked) -> None:
        maker = Maker("Айгүл", "себебі", self.now)
        try:
            supposed = decide(self.house.store, contest(), asked, maker, dry_run=True)
            made = decide(self.house.store, contest(), asked, maker)
        except DecisionError:
            return
        self.decisions += made.new
        if made.wanted:
            self._ingest([])
        else:
            assert _verdicts(supposed.after) == _verdicts(made.after)

    def _seen(self) -> Overview:
        return overview(self.house.store, contest(), self.now)

    def _verdicts(self) -> dict[str, object]:
        return _verdicts(self._seen())

    def _content(self) -> object:
        return content(self.house.store, self.house.folder, contest(), self.now)


def _one(seen: Overview, place: int) -> int:
    """The number of a submission, whichever are there."""
    known = [one.state.number for one in seen.submissions]
    return known[place % len(known)] if known else 1


def _letter(seen: Overview, place: int) -> int:
    """The number of a letter."""
    known = [one.id for one in seen.letters]
    return known[place % len(known)] if known else 1


def _file(seen: Overview, place: int) -> int:
    """The number of a file."""
    known = [file.id for one in seen.letters for file in one.files]
    return known[place % len(known)] if known else 1


def _verdicts(whole: Overview) -> dict[str, object]:
    return {one.state.founder: (one.verdict.standing, one.verdict.reasons) for one in whole.submissions}


def _comparable(whole: object) -> object:
    """What does not depend on the run: a letter that lies in two places may be seen first in either."""
    assert isinstance(whole, dict)
    letters = {key: (*value[:6], *value[7:]) for key, value in whole["letters"].items()}
    return {**{k: v for k, v in whole.items() if k not in ("letters", "files")}, "letters": letters}


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_histories_in_postgresql(postgresql: Server) -> None:
    """A few of them where the rows are kept elsewhere; in another order they come to the same in SQLite."""

    class Elsewhere(History):
        def address(self) -> str:
            return postgresql.database()

    few = settings(max_examples=2, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Elsewhere, settings=few)
