"""The recipe: letters in, once each, whatever their order; of mail that is none of the contest's nothing is kept."""

import errno
import hashlib
import random
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from intake.files import letters as letters_of
from intake.spool import Spool
from parsers.facts import FileFacts, Message, Part
from parsers.sandbox import SandboxUnavailableError
from pipeline import placing
from pipeline.changes import changed_keys
from pipeline.overview import overview
from pipeline.process import IngestResult, ingest
from pipeline.state import LetterVerdict
from pipeline.tracking.derived import wipe
from pipeline.tracking.evidence import ARRIVAL, LISTING, QUARANTINE, SKIPPED, SUBMISSION
from pipeline.tracking.records import Reading
from tests.pipeline.contents import all_text, content, files, placeless
from tests.pipeline.houses import (
    NOW,
    OTHER,
    OTHER_SCHOOL,
    SCHOOL,
    SENDER,
    House,
    a_house,
    contest,
    every_kind_of_letter,
)
from tests.pipeline.letters import PlainReader, letter, plain_reader


def test_a_letter_becomes_a_submission_with_a_number(house: House) -> None:
    """Its raw bytes are kept, its files are numbered, its receipt is that of our server."""
    raw = letter(SENDER, files={"s.docx": SCHOOL, "p.docx": "kind: annual_work_plan"}, day=12)
    house.put(first=raw)
    result = house.ingest()
    (judged,) = house.overview().submissions
    (kept,) = judged.state.letters
    assert (result.new, result.unrelated, result.quarantined, result.complete) == (1, 0, 0, True)
    assert (judged.state.number, judged.state.founder) == (1, kept.key)
    assert [file.name for file in kept.files] == ["s.docx", "p.docx"]
    assert len({file.id for file in kept.files}) == 2
    assert kept.receipt.not_after == datetime(2025, 10, 12, 5, tzinfo=UTC)
    assert kept.source == str(house.inbox / "first.eml")
    (spooled,) = files(house.folder)
    assert (house.folder.root / spooled).read_bytes() == raw


def test_ingesting_again_changes_nothing(house: House) -> None:
    """Neither with the same run nor with a worker more."""
    house.put(**every_kind_of_letter())
    first = house.ingest()
    before = content(house.store, house.folder, contest(), NOW)
    again = house.ingest(jobs=3)
    assert again.known == first.new == len(every_kind_of_letter())
    assert (again.new, again.waiting, again.troubles) == (0, (), ())
    assert content(house.store, house.folder, contest(), NOW) == before


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_changes_nothing(tmp_path: Path, seed: int) -> None:
    """Any order, in one run or in many, with one worker or with three, gives the same state."""
    chance = random.Random(seed)
    states = []
    with a_house(tmp_path / "a") as house:
        house.put(**every_kind_of_letter())
        house.ingest()
        states.append(content(house.store, house.folder, contest(), NOW))
        inbox = house.inbox
    with a_house(tmp_path / "b") as house:
        shuffled = sorted(inbox.iterdir())
        chance.shuffle(shuffled)
        while shuffled:
            some = chance.randint(1, len(shuffled))
            house.ingest(shuffled[:some], jobs=chance.randint(1, 3))
            shuffled = shuffled[some:]
        states.append(content(house.store, house.folder, contest(), NOW))
    assert states[0] == states[1]


def test_everything_is_told_apart(house: House) -> None:
    """Every letter ends in exactly one visible case, with the reason."""
    house.put(**every_kind_of_letter())
    result = house.ingest(jobs=2)
    verdicts = {Path(one.source).stem: (one.verdict, one.why.code) for one in house.overview().letters}
    assert verdicts == {
        "first": (LetterVerdict.SUBMISSION, "letter_application"),
        "earlier": (LetterVerdict.SUBMISSION, "letter_kind"),
        "invoice": (LetterVerdict.SUBMISSION, "letter_address"),
        "answer": (LetterVerdict.SUBMISSION, "letter_thread"),
        "answers-answer": (LetterVerdict.SUBMISSION, "letter_address"),
        "other": (LetterVerdict.SUBMISSION, "letter_application"),
        "words": (LetterVerdict.SUBMISSION, "letter_words"),
        "shop": (LetterVerdict.UNRELATED, "letter_other"),
        "nothing": (LetterVerdict.UNRELATED, "letter_nothing"),
        "puzzle": (LetterVerdict.UNCLEAR, "letter_unrecognised"),
        "unread": (LetterVerdict.UNCLEAR, "letter_unread"),
        "broken": (LetterVerdict.QUARANTINED, "quarantined"),
        "list": (LetterVerdict.AUTOMATIC, "automatic"),
        "robot": (LetterVerdict.AUTOMATIC, "automatic"),
    }
    assert (result.new, result.unrelated, result.quarantined) == (14, 3, 1)
    waiting = {(one.what, Path(one.source).stem) for one in result.waiting if one.what != "held"}
    assert waiting == {("unclear", "puzzle"), ("unclear", "unread"), ("quarantined", "broken")}


def test_contents_of_unrelated_mail_are_never_kept(house: House) -> None:
    """Its headers and the reason are registered; neither its bytes nor a word of what it says stay."""
    house.put(shop=letter("shop@example.com", "Жеңілдік!", text="secret words", files={"secret.pdf": "other"}))
    house.ingest()
    (seen,) = house.overview().letters
    assert (seen.verdict, seen.subject, seen.files, seen.body) == (LetterVerdict.UNRELATED, "Жеңілдік!", (), None)
    assert files(house.folder) == set()
    assert house.count(ARRIVAL) == 0
    assert house.count(SKIPPED) == 1
    with house.store.reading() as connection:
        for table in ("part", "file", "claim", "field"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0
    # The file is named in the reason, so that a person can see what the letter was set aside by.
    assert "secret words" not in all_text(house.store)
    if house.folder.database.exists():
        wal = house.folder.database.with_name(f"{house.folder.database.name}-wal")
        for path in (house.folder.database, wal):
            assert b"secret words" not in (path.read_bytes() if path.exists() else b"")


def test_mail_of_a_robot_is_kept_when_a_submission_is_meant(house: House) -> None:
    """An answering machine of a school is no submission, but it belongs to the contest."""
    house.put(robot=letter(SENDER, "Automatic reply", headers={"Auto-Submitted": "auto-replied"}, day=15))
    house.ingest()
    assert files(house.folder) == set()
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}, day=12))
    house.ingest()
    assert len(files(house.folder)) == 2
    assert len(house.overview().submissions[0].state.letters) == 1


def test_papers_sent_through_a_list_are_papers(house: House) -> None:
    """A gateway's mark does not make a portfolio a robot's letter; a scan in it is looked at by a person."""
    house.put(
        papers=letter(SENDER, files={"s.docx": SCHOOL}, headers={"List-Id": "<school.example.kz>"}),
        scan=letter(OTHER, files={"scan.pdf": "unread"}, headers={"Precedence": "bulk"}),
        typed=letter("typed@example.kz", text=OTHER_SCHOOL, headers={"X-Auto-Response-Suppress": "All"}),
        digest=letter("digest@example.kz", text="байқау басталды", headers={"List-Id": "<digest.example.kz>"}),
    )
    house.ingest()
    verdicts = {Path(one.source).stem: one.verdict for one in house.overview().letters}
    assert verdicts == {
        "papers": LetterVerdict.SUBMISSION,
        "scan": LetterVerdict.UNCLEAR,
        "typed": LetterVerdict.SUBMISSION,
        "digest": LetterVerdict.AUTOMATIC,
    }


def test_a_skipped_letter_that_is_gone_is_said_to_be(house: House) -> None:
    """It belongs to a submission now, but its bytes were not kept and lie nowhere any more."""
    house.put(invoice=letter(SENDER, "Шот", files={"i.pdf": "other"}, day=9))
    house.ingest()
    (house.inbox / "invoice.eml").unlink()
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}, day=12))
    result = house.ingest()
    assert [(one.code, Path(one.source).name) for one in result.troubles] == [("gone", "invoice.eml")]
    assert result.complete
    assert house.letter("school1@example.kz", 0).verdict is LetterVerdict.SUBMISSION


def test_a_changed_file_is_another_letter(house: House) -> None:
    """The place is the same, the bytes are not: both letters are kept."""
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}, day=12))
    house.ingest()
    house.put(first=letter(SENDER, files={"p.docx": "kind: partnerships"}, day=13))
    result = house.ingest()
    assert (result.new, result.known) == (1, 0)
    assert house.count(ARRIVAL) == 2


def test_the_same_letter_in_two_places_arrives_twice(house: House) -> None:
    """One letter, two arrivals, one file in the spool."""
    raw = letter(SENDER, files={"s.docx": SCHOOL}, day=12)
    house.put(first=raw, second=raw)
    result = house.ingest(jobs=2)
    assert (result.new, result.known) == (1, 1)
    assert house.count(ARRIVAL) == 2
    assert len(files(house.folder)) == 1
    assert len(house.overview().letters) == 1


@pytest.mark.parametrize("order", [("bare", "stamped"), ("stamped", "bare")])
def test_an_arrival_can_prove_what_another_could_not(house: House, order: tuple[str, str]) -> None:
    """The same letter with our server's stamp and without: the receipt is proven, in either order."""
    stamped = letter(SENDER, files={"s.docx": SCHOOL}, day=12)
    raw = {"stamped": stamped, "bare": stamped[stamped.index(b"From:") :]}
    for name in order:
        house.put(**{name: raw[name]})
        house.ingest()
    assert house.count(ARRIVAL) == 2
    (found,) = house.overview().letters
    assert (found.receipt.proof, found.receipt.not_after) == ("trusted_received", datetime(2025, 10, 12, 5, tzinfo=UTC))


def test_copies_of_unrelated_mail_in_flight_disturb_nobody(house: House) -> None:
    """Bytes leave the spool only when the last study that needs them is done."""
    raw = letter("shop@example.com", "Жеңілдік!", files={"x": "other"})
    house.put(**{f"copy{n}": raw for n in range(20)})
    result = house.ingest(jobs=4)
    assert (result.new, result.known, result.quarantined, result.troubles) == (1, 19, 0, ())
    assert files(house.folder) == set()
    assert house.count(SKIPPED) == 20


def test_a_letter_that_breaks_the_parser_is_kept_and_the_rest_go_on(house: House) -> None:
    """Quarantined with the reason, raw bytes kept, visible."""
    raw = letter("strange@example.com", "BREAKS-THE-SPLITTER")
    house.put(a=raw, b=letter(SENDER, files={"s.docx": SCHOOL}))
    house.ingest()
    broken = next(x for x in house.overview().letters if x.verdict is LetterVerdict.QUARANTINED)
    assert broken.problem is not None
    assert broken.problem.code == "damaged"
    assert house.count(QUARANTINE) == 1
    assert len(house.overview().submissions) == 1
    assert raw in [(house.folder.root / name).read_bytes() for name in files(house.folder)]


def test_a_mistake_of_ours_in_one_letter_does_not_stop_the_others(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it happens while reading or while placing, the letter is set aside with the reason."""
    keep = placing._read

    def stumbling(connection: Connection, letter_id: int, reading: Reading, desk: placing.Desk, *, new: bool) -> None:
        if reading.headers.subject == "stumble":
            raise ZeroDivisionError("placing")
        keep(connection, letter_id, reading, desk, new=new)

    class Clumsy(PlainReader):
        def body(self, message: Message) -> FileFacts:
            if message.subject == "clumsy":
                raise ZeroDivisionError("reading")
            return super().body(message)

    @contextmanager
    def clumsy() -> Iterator[PlainReader]:
        yield Clumsy()

    monkeypatch.setattr(placing, "_read", stumbling)
    house.put(
        a=letter(SENDER, "clumsy"),
        b=letter(OTHER, "stumble", text="байқау"),
        c=letter(SENDER, files={"s.docx": SCHOOL}),
    )
    result = house.ingest(readers=clumsy)
    problems = {x.problem.detail for x in house.overview().letters if x.problem is not None}
    assert problems == {"ZeroDivisionError: reading", "ZeroDivisionError: placing"}
    assert (result.new, result.quarantined) == (3, 2)
    assert len(files(house.folder)) == 3


def test_a_machine_that_cannot_read_now_claims_nothing(house: House) -> None:
    """The letter is taken by the next run; until then nothing counts as listed to its end."""

    class Unavailable(PlainReader):
        def letter(self, raw: Path, scratch: Path) -> Message:
            raise SandboxUnavailableError("no process to be had")

    @contextmanager
    def unavailable() -> Iterator[PlainReader]:
        yield Unavailable()

    house.put(a=letter(SENDER, files={"s.docx": SCHOOL}))
    result = house.ingest(readers=unavailable)
    assert ([one.code for one in result.troubles], result.complete, result.new) == (["no_reader"], False, 0)
    assert house.count(LISTING) == 0
    assert house.ingest().new == 1
    assert house.count(LISTING) == 1


def test_a_file_that_cannot_be_read_is_named_and_the_rest_go_on(house: House) -> None:
    """A dangling link stands for every unreadable file."""
    house.put(b=letter(SENDER, files={"s.docx": SCHOOL}))
    (house.inbox / "a.eml").symlink_to(house.inbox / "nowhere")
    result = house.ingest()
    assert [(one.code, Path(one.source).name) for one in result.troubles] == [("unreadable", "a.eml")]
    assert (result.new, result.complete) == (1, False)
    assert house.count(LISTING) == 0


@pytest.mark.parametrize(("error", "code"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "disk_failed")])
def test_a_failing_disk_ends_the_run_and_nothing_is_claimed(
    house: House, monkeypatch: pytest.MonkeyPatch, error: int, code: str
) -> None:
    """What was stored before is in; the rest is taken by the next run, when the disk is mended."""
    house.put(**{f"l{n:02}": letter(f"s{n}@example.kz", text="байқау") for n in range(40)})
    calls = iter(range(1_000))

    def failing(file: int) -> None:
        if next(calls) >= 30:
            raise OSError(error, "the disk")

    with monkeypatch.context() as patch:
        patch.setattr("intake.spool._System.fsync", staticmethod(failing))
        result = house.ingest()
    assert {one.code for one in result.troubles} == {code}
    assert (result.complete, result.interrupted) == (False, False)
    assert 0 < result.new < 40
    assert house.count(LISTING) == 0
    assert house.ingest().new == 40 - result.new


def test_letters_of_the_spool_that_nobody_knows_are_adopted(house: House) -> None:
    """A killed run stored a letter and went no further, and its file is gone."""
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}, day=12), shop=letter("shop@example.com"))
    spool = Spool(house.folder.spool)
    for file in house.inbox.iterdir():
        spool.store(file)
        file.unlink()
    house.folder.lock.write_text("4711")
    result = house.ingest()
    assert (result.new, result.unrelated) == (2, 1)
    assert len(house.overview().submissions) == 1
    assert len(files(house.folder)) == 1


def test_only_after_a_killed_run_the_spool_is_searched(house: House) -> None:
    """The search costs as much as there are letters; a run that ended well left no orphans."""
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}, day=12))
    house.ingest()
    Spool(house.folder.spool).store(_stray(house))
    assert house.ingest().new == 0


def _stray(house: House) -> Path:
    stray = house.inbox.parent / "stray.eml"
    stray.write_bytes(letter(OTHER, files={"s.docx": OTHER_SCHOOL}))
    return stray


def test_a_letter_that_ended_three_runs_is_set_aside(house: House) -> None:
    """Its marks outlived them; the others are read as ever."""
    house.put(killer=letter(SENDER, files={"s.docx": SCHOOL}), good=letter(OTHER, files={"s.docx": OTHER_SCHOOL}))
    with (house.inbox / "killer.eml").open("rb") as raw:
        killer = hashlib.file_digest(raw, "sha256").hexdigest()
    (house.folder.attempts / killer).write_bytes(b"...")
    result = house.ingest()
    assert (result.new, result.quarantined) == (2, 1)
    assert house.letter("").problem is not None
    assert len(house.overview().submissions) == 1
    assert not any(house.folder.attempts.iterdir())


def test_a_marked_letter_gets_two_more_tries(house: House) -> None:
    """Two marks may be an accident."""
    house.put(killer=letter(SENDER, files={"s.docx": SCHOOL}))
    with (house.inbox / "killer.eml").open("rb") as raw:
        killer = hashlib.file_digest(raw, "sha256").hexdigest()
    (house.folder.attempts / killer).write_bytes(b"..")
    assert house.ingest().quarantined == 0


def test_scratch_is_empty_after_every_run_and_swept_before(house: House) -> None:
    """Whatever a killed run left there."""
    left = house.folder.scratch / "left"
    left.mkdir()
    (left / "passport.pdf").write_bytes(b"x")
    house.put(**every_kind_of_letter())
    house.ingest()
    assert not any(house.folder.scratch.iterdir())


def test_another_engine_reads_everything_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the raw bytes; numbers of submissions and files stay; mail that was skipped is looked at where it lies."""
    house.put(**every_kind_of_letter())
    house.ingest()
    before = content(house.store, house.folder, contest(), NOW)
    numbers = house.overview().numbers
    monkeypatch.setattr("pipeline.run.engine", lambda: "new-new")
    result = house.ingest([])
    assert result.reread == len(every_kind_of_letter())
    assert [one.code for one in result.notices] == ["engine_changed"]
    assert house.overview().numbers == numbers
    assert content(house.store, house.folder, contest(), NOW) == before
    assert house.ingest([]).reread == 0


def test_what_was_skipped_is_found_when_the_contest_asks_for_it(house: House) -> None:
    """A word added to the configuration makes an unrelated letter a submission, from where it lies."""
    house.put(nothing=letter("friend@example.com", "Кездесу"))
    house.ingest()
    assert house.overview().letters[0].verdict is LetterVerdict.UNRELATED
    about = contest().contest.contest
    changed = contest().contest.model_copy(
        update={"contest": about.model_copy(update={"words": (*about.words, "кездесу")})}
    )
    words = contest().text.replace("words = [", 'words = [\n    "кездесу",', 1)
    loaded = replace(contest(), contest=changed, text=words, sha256="d" * 64)
    result = house.ingest([], loaded=loaded)
    (notice,) = result.notices
    assert (notice.code, notice.params["keys"]) == ("configuration_changed", "contest.words")
    assert overview(house.store, loaded, NOW).letters[0].verdict is LetterVerdict.SUBMISSION
    assert len(files(house.folder)) == 1


def test_trusted_hosts_that_are_mended_prove_receipts(house: House) -> None:
    """The raw letters have the stamps: another configuration reads them anew."""
    mailbox = contest().contest.mailbox
    wrong = contest().contest.model_copy(
        update={"mailbox": mailbox.model_copy(update={"trusted_hosts": ("wrong.kz",)})}
    )
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}, day=12))
    house.ingest(loaded=replace(contest(), contest=wrong, sha256="d" * 64))
    assert house.letter("school1@example.kz").receipt.proof == "none"
    house.ingest([])
    assert house.letter("school1@example.kz").receipt.proof == "trusted_received"


def test_ctrl_c_finishes_the_letters_in_hand(house: House) -> None:
    """What was begun is committed, the rest is taken by the next run."""
    house.put(**{f"l{n:02}": letter(f"s{n}@example.kz", text="байқау") for n in range(40)})

    before = signal.getsignal(signal.SIGINT)

    def interrupt(done: int, source: str) -> None:
        if done == 1:
            signal.raise_signal(signal.SIGINT)

    result = house.ingest(progress=interrupt)
    assert result.interrupted
    assert not result.complete
    assert 1 <= result.new < 40
    assert house.count(LISTING) == 0
    assert house.ingest().new == 40 - result.new
    assert signal.getsignal(signal.SIGINT) is before


def test_a_thread_can_ingest(house: House) -> None:
    """Signals reach the main thread only; elsewhere nothing is done about them."""
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}))
    results: list[IngestResult] = []

    def run() -> None:
        results.append(house.ingest())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert results[0].new == 1


def test_progress_is_told_of_every_letter(house: House) -> None:
    """In the order of the sources, whatever was ready first."""
    house.put(**every_kind_of_letter())
    told: list[tuple[int, str]] = []
    house.ingest(jobs=3, progress=lambda done, source: told.append((done, Path(source).name)))
    names = sorted(f"{name}.eml" for name in every_kind_of_letter())
    assert told[: len(names)] == list(enumerate(names, 1))


def test_looking_ahead_is_bounded(house: House) -> None:
    """A slow letter at the head does not let a thousand others pile up behind it."""
    ahead: list[int] = []

    class Counting(PlainReader):
        def read(self, part: Part, scratch: Path) -> FileFacts:
            ahead.append(1)
            return super().read(part, scratch)

    @contextmanager
    def counting() -> Iterator[PlainReader]:
        yield Counting()

    house.put(**{f"l{n:02}": letter(f"s{n}@example.kz", files={"x": "kind: partnerships"}) for n in range(60)})
    worst = 0

    def look(done: int, source: str) -> None:
        nonlocal worst
        worst = max(worst, len(ahead) - done)

    house.ingest(jobs=2, readers=counting, progress=look)
    assert worst <= 2 * 8


def test_numbers_stay_when_everything_derived_is_forgotten(house: House) -> None:
    """Dropped and rebuilt, the state is the very same: numbers of submissions, letters and files too."""
    house.put(**every_kind_of_letter())
    house.ingest()
    before = house.overview()
    with house.store.writing() as connection:
        wipe(connection)
    assert house.overview().letters == ()
    house.ingest([])
    after = house.overview()
    assert after.submissions == before.submissions
    assert after.letters == before.letters
    assert after.numbers == before.numbers


def test_lost_raw_bytes_are_said_to_be_lost(house: House) -> None:
    """A letter whose raw file is gone keeps what was read of it."""
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}))
    house.ingest()
    shutil.rmtree(house.folder.spool)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.run.engine", lambda: "new-new")
        result = house.ingest([])
    assert [one.code for one in result.troubles] == ["lost"]
    assert len(house.overview().submissions) == 1


def test_the_moment_of_seeing_does_not_depend_on_the_order(house: House) -> None:
    """What lay there when the run began was seen then, so letters without proof keep one order."""
    ticking = iter(range(10_000))

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=next(ticking))

    house.put(a=letter("x@y.kz", text="байқау"), b=letter("z@y.kz", text="байқау"))
    loaded = contest()
    ingest(letters_of([house.inbox]), house.store, house.folder, loaded, clock=clock, readers=plain_reader)
    with house.store.reading() as connection:
        assert len({row.seen_at for row in connection.execute(select(ARRIVAL))}) == 1


def test_numbers_are_never_reused(house: House) -> None:
    """A letter that came earlier takes the submission over with a number of its own; the old one leads to it."""
    house.put(late=letter(SENDER, files={"p.docx": "kind: partnerships"}, day=14))
    house.ingest()
    house.put(early=letter(SENDER, files={"s.docx": SCHOOL}, day=11))
    house.ingest()
    (judged,) = house.overview().submissions
    assert (judged.state.number, judged.state.aliases) == (2, (1,))
    assert house.count(SUBMISSION) == 2


@cache
def the_state() -> object:
    """What a quiet run over the small contest leads to, without the folder it stood in."""
    with tempfile.TemporaryDirectory() as root, a_house(Path(root)) as house:
        house.put(**every_kind_of_letter())
        house.ingest()
        return placeless(content(house.store, house.folder, contest(), NOW), Path(root))


steps = st.tuples(
    st.sets(st.sampled_from(sorted(every_kind_of_letter()))),
    st.sampled_from(["take", "forget", "other engine", "backwards"]),
)


@settings(max_examples=6, deadline=None)
@given(st.lists(steps, max_size=4))
def test_any_history_leads_to_the_same_state(history: list[tuple[set[str], str]]) -> None:
    """Letters in any portions, again and again, with everything derived forgotten or read anew in between."""
    raw = every_kind_of_letter()
    with tempfile.TemporaryDirectory() as root, a_house(Path(root)) as house:
        for names, how in history:
            house.put(**{name: raw[name] for name in names})
            if how == "forget":
                with house.store.writing() as connection:
                    wipe(connection)
            with pytest.MonkeyPatch.context() as patch:
                if how == "other engine":
                    patch.setattr("pipeline.run.engine", lambda: "other-other")
                house.ingest(sorted(house.inbox.iterdir(), reverse=how == "backwards"))
        house.put(**raw)
        house.ingest()
        assert placeless(content(house.store, house.folder, contest(), NOW), Path(root)) == the_state()


def test_changed_keys_are_named() -> None:
    """Dotted, tables of a list by their own key, what was added and what was taken away alike."""
    before = '[a]\nx = 1\ny = 2\n[[kinds]]\nkey = "k"\nnumber = 1\n'
    after = '[a]\nx = 1\nz = 2\n[[kinds]]\nkey = "k"\nnumber = 2\n'
    assert changed_keys(before, after) == ["a.y", "a.z", "kinds.k.number"]
    assert changed_keys(before, before) == []
