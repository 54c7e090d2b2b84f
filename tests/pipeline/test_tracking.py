"""The tracking database: what it refuses, what it keeps, and how it is opened."""

import os
import random
import re
import sqlite3
import stat
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from pipeline.decisions import Entry, Sort, Target, Verb
from pipeline.errors import TrackingError
from pipeline.state import Interval
from pipeline.tracking import evidence
from pipeline.tracking.columns import METADATA, clean, to_json
from pipeline.tracking.decided import keep_decision
from pipeline.tracking.derived import LINK, REBUILT, component, put_links, wipe
from pipeline.tracking.evidence import APPEND_ONLY, ARRIVAL, CONTEST, LETTER, Locator, Sighting
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.loading import combined
from pipeline.tracking.migrations import HEAD, alembic_config, upgrade
from pipeline.tracking.store import Store

NOW = datetime(2025, 10, 10, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """A data folder that does not exist yet, and the address of its database."""

    folder: DataFolder
    url: str

    def open(self, *, busy_seconds: float = 60) -> Store:
        """Open the database."""
        return Store.open(self.folder, self.url, busy_seconds=busy_seconds)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A data folder that does not exist yet."""
    return DataFolder(tmp_path / "data")


@pytest.fixture
def place(folder: DataFolder, database: str) -> Place:
    """The same with each of the databases."""
    return Place(folder, database)


def sighting(number: int = 1, **interval: datetime | None) -> Sighting:
    """One arrival of the letter with that number."""
    receipt = Interval(interval.get("not_before", NOW), interval.get("not_after", NOW), "trusted_received")
    return Sighting(Locator("file", f"/letters/{number}.eml", 0, "ab" * 32), "ab" * 32, 10, NOW, receipt)


def one_of_each(store: Store) -> None:
    """A row in every table of what is kept."""
    with store.writing() as connection:
        contest = evidence.keep_contest(connection, "c" * 64, "text", NOW)
        letter = evidence.keep_letter(connection, "a" * 64, NOW, contest)
        evidence.keep_arrival(connection, letter, sighting(), contest)
        evidence.file_numbers(connection, letter, ["0"])
        evidence.issue_numbers(connection, [letter], NOW, contest)
        evidence.keep_quarantine(connection, letter, NOW, "engine", "damaged", "")
        evidence.keep_listing(connection, "file:/letters", NOW, contest)
        row = {
            **sighting().columns(), "letter_id": letter, "contest_id": contest, "header_sha256": "b" * 64,
            "headers": "{}", "verdict": "unrelated", "why": "{}",
        }  # fmt: skip
        connection.execute(insert(evidence.SKIPPED), row)
        targets = (Target(Sort.SUBMISSION, "a" * 64),)
        keep_decision(connection, Entry(0, NOW, "a", Verb.VERDICT, targets, "accept", "because"), contest)


@pytest.mark.parametrize("name", [*APPEND_ONLY, "decision"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "all at once"])
def test_what_is_kept_can_neither_be_changed_nor_deleted(place: Place, name: str, change: str) -> None:
    """Triggers refuse it, whoever asks; what deletes silently (SQLite's REPLACE) or all at once is refused as well."""
    if change == "all at once":
        change = "TRUNCATE {0} CASCADE" if place.url else "REPLACE INTO {0} SELECT * FROM {0}"
    with place.open() as store:
        one_of_each(store)
        column = next(iter(METADATA.tables[name].columns)).name
        with pytest.raises(TrackingError, match="append-only"), store.writing() as connection:
            connection.execute(text(change.format(name, column)))
        with store.reading() as connection:
            assert connection.scalar(text(f"SELECT count(*) FROM {name}")) == 1


def test_what_is_derived_can_be_forgotten(place: Place) -> None:
    """No trigger stands in the way of rebuilding."""
    with place.open() as store:
        one_of_each(store)
        with store.writing() as connection:
            put_links(connection, 1, {"a:x@example.kz"})
            wipe(connection)
        with store.reading() as connection:
            assert all(connection.scalar(text(f"SELECT count(*) FROM {name}")) == 0 for name in REBUILT)


def test_migrations_make_the_models(place: Place) -> None:
    """The migrated database has exactly the tables, columns, constraints and indexes that the code believes in."""
    with place.open() as store, store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_decisions_of_an_older_version_stay_with_their_undoings(folder: DataFolder, database: str) -> None:
    """The table of decisions is made anew on the way: its rows, its numbers and its triggers are what they were."""
    at = NOW.strftime("%Y-%m-%d %H:%M:%S.%f")
    folder.create()
    if database:
        database = _emptied(database)
    with Store.unmigrated(folder, database) as store, store.writing() as connection:
        upgrade(connection, "0007")
        connection.execute(text(f"INSERT INTO contest VALUES (1, '{'c' * 64}', 'text', '{at}', 'x')"))
        for number, verb, undoes in ((3, "verdict", "NULL"), (4, "undo", "3"), (9, "undo", "4")):
            row = f"({number}, NULL, '{at}', 'x', '{verb}', '[]', 'accept', 'why', '{{}}', {undoes}, 1)"
            connection.execute(text(f"INSERT INTO decision VALUES {row}"))
    with Store.open(folder, database) as store:
        with store.reading() as connection:
            rows = connection.execute(text("SELECT id, verb, undoes FROM decision ORDER BY id")).all()
            assert [tuple(row) for row in rows] == [(3, "verdict", None), (4, "undo", 3), (9, "undo", 4)]
        with pytest.raises(TrackingError, match="append-only"), store.writing() as connection:
            connection.execute(text("DELETE FROM decision"))
        with store.writing() as connection:
            row = f"(10, NULL, '{at}', 'x', 'school', '[]', '№ 5', 'why', '{{}}', NULL, 1)"
            connection.execute(text(f"INSERT INTO decision VALUES {row}"))
        with pytest.raises(TrackingError), store.writing() as connection:
            connection.execute(text(f"INSERT INTO decision VALUES {row.replace('(10', '(11').replace('school', 'x')}"))


def _emptied(url: str) -> str:
    """The same PostgreSQL database with nothing in it."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def test_migrations_make_the_models_to_the_letter(folder: DataFolder, tmp_path: Path) -> None:
    """On SQLite the definitions themselves are the same, checks and all."""
    with Store.open(folder) as store, store.reading() as connection:
        migrated = statements(connection.connection.driver_connection)
    fresh = DataFolder(tmp_path / "fresh")
    with Store.open(fresh) as store, store.writing() as connection:
        for name in (*REBUILT, "decision", *reversed(APPEND_ONLY)):
            connection.execute(text(f"DROP TABLE {name}"))
        METADATA.create_all(connection)
        assert statements(connection.connection.driver_connection) == migrated


def statements(connection: object) -> dict[str, set[str]]:
    """The definitions in a SQLite database by name, a definition as the set of its lines: their order says nothing."""
    assert isinstance(connection, sqlite3.Connection)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    )
    # A column added later stands in the line of the one before it.
    return {name: {line.strip(" \t,") for line in re.split(r"\n|,(?![^(]*\))", sql)} - {""} for name, sql in rows}


def test_nothing_in_the_schema_is_of_one_database_alone() -> None:
    """Every table can be written for PostgreSQL as well."""
    for table in METADATA.sorted_tables:
        assert str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


def test_the_newest_revision_is_the_one_opened_for() -> None:
    """The fast path, which does not import alembic, agrees with alembic."""
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


def test_a_database_of_a_newer_version_is_refused(folder: DataFolder) -> None:
    """It says what to do and touches nothing."""
    Store.open(folder).close()
    with sqlite3.connect(folder.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = folder.database.read_bytes()
    with pytest.raises(TrackingError, match="newer version"):
        Store.open(folder)
    assert folder.database.read_bytes() == before


def test_something_that_is_no_database_is_refused(folder: DataFolder) -> None:
    """A clear error, not a traceback."""
    folder.create()
    folder.database.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(TrackingError, match=r"tracking\.sqlite"):
        Store.open(folder)


def test_only_the_owner_may_read(folder: DataFolder) -> None:
    """Letters are personal data: 0700 for folders, 0600 for files, whatever the umask."""
    before = os.umask(0)
    try:
        with Store.open(folder) as store, store.writing() as connection:
            evidence.keep_contest(connection, "c" * 64, "text", NOW)
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.root.iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700
    assert modes == {
        "tracking.sqlite": 0o600, "tracking.sqlite-wal": 0o600, "tracking.sqlite-shm": 0o600,
        "spool": 0o700, "scratch": 0o700, "attempts": 0o700,
    }  # fmt: skip


def test_every_connection_is_durable_and_strict(folder: DataFolder) -> None:
    """WAL, synchronous=FULL and foreign keys on each connection of the pool, not only on the first."""
    with Store.open(folder) as store, store.reading() as one, store.reading() as two:
        for connection in (one, two):
            settings = [
                connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
            assert settings == ["wal", 2, 1]


def test_a_row_without_its_letter_is_refused(place: Place) -> None:
    """Foreign keys are enforced."""
    with place.open() as store, pytest.raises(TrackingError, match=r"(?i)foreign key"), store.writing() as connection:
        connection.execute(insert(LINK), {"key": "a:x", "letter_id": 99})


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (CONTEST, {"sha256": "short", "text": "", "loaded_at": NOW}),
        (LETTER, {"key": "a" * 64, "seen_at": NOW, "contest_id": None}),
        (LETTER, {"key": "short", "seen_at": NOW, "contest_id": 1}),
        (ARRIVAL, {**sighting().columns(), "letter_id": 1, "size": -1, "contest_id": 1}),
        (ARRIVAL, {**sighting().columns(), "letter_id": 1, "size": 1, "contest_id": 1, "proof": "hearsay"}),
        (
            ARRIVAL,
            {**sighting(not_before=NOW + timedelta(1)).columns(), "letter_id": 1, "size": 1, "contest_id": 1},
        ),
        (evidence.SUBMISSION, {"number": 0, "letter_id": 1, "issued_at": NOW, "contest_id": 1}),
    ],
)
def test_impossible_rows_are_refused(place: Place, table: object, row: dict[str, object]) -> None:
    """The schema itself says no: models of this library take anything."""
    with place.open() as store:
        with store.writing() as connection:
            contest = evidence.keep_contest(connection, "c" * 64, "text", NOW)
            evidence.keep_letter(connection, "b" * 64, NOW, contest)
        with pytest.raises(TrackingError, match="constraint"), store.writing() as connection:
            connection.execute(insert(table), row)  # type: ignore[arg-type]


def test_the_same_place_is_one_arrival(place: Place) -> None:
    """A locator is known once; another place of the same letter is another arrival."""
    with place.open() as store, store.writing() as connection:
        contest = evidence.keep_contest(connection, "c" * 64, "text", NOW)
        letter = evidence.keep_letter(connection, "a" * 64, NOW, contest)
        assert evidence.keep_arrival(connection, letter, sighting(1), contest) is not None
        assert evidence.keep_arrival(connection, letter, sighting(1), contest) is None
        assert evidence.keep_arrival(connection, letter, sighting(2), contest) is not None


def test_numbers_are_given_once_and_in_order(place: Place) -> None:
    """A founder keeps its number; new ones come after all that exist."""
    with place.open() as store, store.writing() as connection:
        contest = evidence.keep_contest(connection, "c" * 64, "text", NOW)
        letters = [evidence.keep_letter(connection, f"{n:064}", NOW, contest) for n in range(3)]
        assert evidence.issue_numbers(connection, letters[1:], NOW, contest) == {letters[1]: 1, letters[2]: 2}
        assert evidence.issue_numbers(connection, letters, NOW, contest) == {
            letters[1]: 1,
            letters[2]: 2,
            letters[0]: 3,
        }


def test_files_keep_their_numbers(place: Place) -> None:
    """The same letter and path have the same number after everything derived was forgotten."""
    with place.open() as store, store.writing() as connection:
        contest = evidence.keep_contest(connection, "c" * 64, "text", NOW)
        letter = evidence.keep_letter(connection, "a" * 64, NOW, contest)
        first = evidence.file_numbers(connection, letter, ["1", "0"])
        wipe(connection)
        assert evidence.file_numbers(connection, letter, ["0", "1", "2"]) == {**first, "2": 3}


def test_a_naive_moment_is_refused(place: Place) -> None:
    """A moment without a zone is always a mistake."""
    naive = datetime(2025, 10, 10)  # noqa: DTZ001
    with place.open() as store, pytest.raises(TrackingError, match="time zone"), store.writing() as connection:
        evidence.keep_contest(connection, "c" * 64, "text", naive)


def test_moments_come_back_as_they_were(place: Place) -> None:
    """To the microsecond, in UTC."""
    there = datetime(2025, 10, 17, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=5)))
    with place.open() as store:
        with store.writing() as connection:
            evidence.keep_contest(connection, "c" * 64, "text", there)
        with store.reading() as connection:
            back = connection.scalar(select(CONTEST.c.loaded_at))
    assert back == there
    assert back is not None
    assert back.utcoffset() == timedelta(0)


@given(st.text(st.characters(categories=None)))
def test_any_text_becomes_one_that_every_database_takes(given_text: str) -> None:
    """Clean text is UTF-8 without NUL; clean text stays as it is; JSON of any text can be written."""
    cleaned = clean(given_text)
    assert "\0" not in cleaned.encode().decode()
    assert clean(cleaned) == cleaned
    assert len(cleaned) == len(given_text)
    to_json({"name": given_text}).encode()


def test_a_name_that_no_database_takes_does_not_stop_a_commit(place: Place) -> None:
    """Lone surrogates and NUL are replaced at the border."""
    with place.open() as store:
        with store.writing() as connection:
            evidence.keep_contest(connection, "c" * 64, "a\ud800b\0c", NOW)
        with store.reading() as connection:
            assert connection.scalar(select(CONTEST.c.text)) == "a\ufffdb\ufffdc"


def test_a_database_in_use_is_said_to_be(place: Place) -> None:
    """Another writer is waited for, then named in one line."""
    with (
        place.open() as store,
        place.open(busy_seconds=0.05) as impatient,
        store.writing(),
        pytest.raises(TrackingError, match="busy"),
        impatient.writing(),
    ):
        pass


def test_writers_wait_for_each_other(place: Place) -> None:
    """Reading first and writing then does not fail at once: every transaction that writes is alone from its start."""
    with place.open() as store:

        def count() -> None:
            for _ in range(20):
                with store.writing() as connection:
                    contest = evidence.keep_contest(connection, "c" * 64, "text", NOW)
                    known = len(connection.execute(select(LETTER.c.id)).all())
                    evidence.keep_letter(connection, f"{known:064}", NOW, contest)

        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with store.reading() as connection:
            assert len(connection.execute(select(LETTER.c.id)).all()) == 80


def test_a_failed_block_leaves_nothing(place: Place) -> None:
    """A transaction is whole or not at all."""
    with place.open() as store:

        def half_done() -> None:
            with store.writing() as connection:
                contest = evidence.keep_contest(connection, "c" * 64, "text", NOW)
                evidence.keep_letter(connection, "short", NOW, contest)

        with pytest.raises(TrackingError, match="constraint"):
            half_done()
        with store.reading() as connection:
            assert connection.scalar(select(CONTEST.c.id)) is None


def test_components_follow_shared_keys_to_their_end(place: Place) -> None:
    """Letters that share a key, or a key with one that does, are found; others are not."""
    keys = [{"a:x"}, {"a:x", "m:1"}, {"m:1"}, {"a:other"}, set()]
    with place.open() as store, store.writing() as connection:
        contest = evidence.keep_contest(connection, "c" * 64, "text", NOW)
        letters = [evidence.keep_letter(connection, f"{n:064}", NOW, contest) for n in range(len(keys))]
        for letter, own in zip(letters, keys, strict=True):
            put_links(connection, letter, own)
        assert component(connection, letters[0]) == component(connection, letters[2]) == set(letters[:3])
        assert component(connection, letters[3]) == {letters[3]}
        assert component(connection, letters[4]) == {letters[4]}


def test_keys_of_any_length_link_letters(place: Place) -> None:
    """A stranger's Message-ID may be longer than what an index of PostgreSQL holds; two long ones stay two."""
    chance = random.Random(1)
    begin = "m:" + "".join(chance.choices("абвгдеж", k=20_000))
    keys = [{f"{begin}1"}, {f"{begin}1"}, {f"{begin}2"}]
    with place.open() as store, store.writing() as connection:
        contest = evidence.keep_contest(connection, "c" * 64, "text", NOW)
        letters = [evidence.keep_letter(connection, f"{n:064}", NOW, contest) for n in range(len(keys))]
        for letter, own in zip(letters, keys, strict=True):
            put_links(connection, letter, own)
        assert component(connection, letters[0]) == set(letters[:2])
        assert component(connection, letters[2]) == {letters[2]}


def test_one_run_at_a_time(folder: DataFolder) -> None:
    """The second is told who is at work; after the first has ended it may begin."""
    with folder.held() as hold:
        assert not hold.left_behind
        with pytest.raises(TrackingError, match=rf"another run.*{os.getpid()}"), DataFolder(folder.root).held():
            pass
    with folder.held() as hold:
        assert not hold.left_behind


def test_a_run_that_ends_badly_is_known_to_the_next(folder: DataFolder) -> None:
    """So that only then the spool is searched for letters that nobody knows."""
    with pytest.raises(RuntimeError), folder.held():
        raise RuntimeError
    with folder.held() as hold:
        assert hold.left_behind


moments = st.datetimes(datetime(2025, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
proven = st.tuples(moments, moments).map(lambda two: Interval(min(two), max(two), "trusted_received"))
unproven = moments.map(lambda seen: Interval(None, seen, "none"))


@given(st.lists(proven | unproven, min_size=1))
def test_arrivals_only_improve_what_is_known_of_the_receipt(arrivals: list[Interval]) -> None:
    """Each further arrival can only lower the latest moment; their order does not matter; proofs are never lost."""
    whole = combined(arrivals)
    assert whole.not_after is not None
    assert whole.not_before is None or whole.not_before <= whole.not_after
    assert whole == combined(arrivals[::-1])
    for some in (arrivals[:1], arrivals[1:]):
        if some:
            part = combined(some)
            assert part.not_after is not None
            assert whole.not_after <= part.not_after
            assert part.proof == "none" or whole.proof != "none"


def test_unknown_database_addresses_are_refused(folder: DataFolder) -> None:
    """In one line, before anything is made."""
    for url in ("nonsense", "postgresql://host/name"):
        with pytest.raises(TrackingError):
            Store.open(folder, url)


def test_statement_errors_are_ours(place: Place) -> None:
    """No error of a library leaves the room."""
    with place.open() as store, pytest.raises(TrackingError) as caught, store.reading() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert caught.type is TrackingError
