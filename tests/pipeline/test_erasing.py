"""Erasing, done: personal data is gone from the database, its file and the spool; statistics and what is newer stay."""

import json
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, delete, insert, select, text

from intake.spool import Spool
from pipeline import erasing
from pipeline.deciding import Maker, decide
from pipeline.decisions import asking
from pipeline.erasing import erasable, erase
from pipeline.errors import TrackingError
from pipeline.tracking import erasure
from pipeline.tracking.columns import METADATA
from pipeline.tracking.erasure import ERASED_PLACE, ERASURE, NAMED_BY, STAYS, erased_uids, erasures, to_shred
from pipeline.tracking.evidence import ARRIVAL, LETTER, SUBMISSION
from pipeline.tracking.store import Store
from tests.pipeline.commission.halls import Hall
from tests.pipeline.contents import all_text
from tests.pipeline.houses import NOW, OTHER, OTHER_SCHOOL, SCHOOL, SENDER, House, a_house, contest
from tests.pipeline.letters import application, letter

NEW_SCHOOL = application("№ 7 лицей", "Оспанова Дана Ерланқызы")
MIDDLE = datetime(2025, 10, 14, tzinfo=UTC)


def old_and_new() -> dict[str, bytes]:
    """A school of the 10th, one that wrote on the 11th and the 19th, one of the 20th, a shop's letter of the 9th."""
    shared = "kind: annual_work_plan"
    return {
        "old": letter(SENDER, files={"s.docx": SCHOOL, "p.docx": shared}, day=10, name="old"),
        "half": letter(OTHER, files={"s.docx": OTHER_SCHOOL}, day=11, name="half"),
        "half_2": letter(OTHER, files={"p.docx": shared}, day=19, answers="half"),
        "new": letter("new@example.kz", files={"s.docx": NEW_SCHOOL}, day=20),
        "shop": letter("shop@example.com", "Жеңілдік!", files={"invoice.pdf": "other"}, day=9),
    }


def everything(house: House) -> str:
    """All text of all rows."""
    return all_text(house.store)


def spooled(house: House) -> int:
    """How many raw letters lie in the spool."""
    return len(list(Spool(house.folder.spool).orphans(())))


def erased_house(house: House) -> House:
    """A house with old and new letters from which the old ones were erased."""
    house.put(**old_and_new())
    house.ingest()
    erase(house.store, house.folder, contest(), MIDDLE, NOW)
    return house


def test_personal_data_is_gone_and_statistics_stay(tmp_path: Path, database: str) -> None:
    """Names, addresses, subjects, fields, files, raw letters: nothing of the erased is found anywhere."""
    with a_house(tmp_path, database) as house:
        house.put(**old_and_new())
        house.ingest()
        before = house.overview()
        assert "school1@example.kz" in everything(house)
        found = erase(house.store, house.folder, contest(), MIDDLE, NOW)
        text_left = everything(house)
        for word in ("school1@example.kz", "Асанова", "shop@example.com", "Жеңілдік", "old@example.kz", "old.eml"):
            assert word not in text_left
        assert spooled(house) == 3
        after = house.overview()
        assert [len(found.letters), len(found.submissions), len(found.staying)] == [2, 1, 1]
        stays = {one.state.number: one.verdict.standing for one in before.submissions}
        del stays[found.submissions[0]]
        assert {one.state.number: one.verdict.standing for one in after.submissions} == stays
        with house.store.reading() as connection:
            (logged,) = erasures(connection)
            assert to_shred(connection) == []
        assert (logged.letters, logged.submissions, logged.before) == (2, 1, MIDDLE)
        counts = json.loads(logged.statistics)
        assert counts["letters"] == {"submission": 1, "unrelated": 1}
        assert counts["documents"] == {"annual_work_plan": 1}
        assert sum(counts["submissions"].values()) == 1


def test_nothing_of_it_is_found_on_the_disk(tmp_path: Path) -> None:
    """SQLite leaves deleted rows in free pages unless told otherwise."""
    with a_house(tmp_path) as house:
        erased_house(house)
        files = [path for path in house.folder.root.rglob("*") if path.is_file()]
        assert house.folder.database in files
        assert not [path.name for path in files if b"school1@example.kz" in path.read_bytes()]


def test_a_dry_run_changes_nothing(tmp_path: Path, database: str) -> None:
    """It says what would go."""
    with a_house(tmp_path, database) as house:
        house.put(**old_and_new())
        house.ingest()
        before = everything(house)
        would = erasable(house.store, contest(), MIDDLE, NOW)
        assert everything(house) == before
        assert erase(house.store, house.folder, contest(), MIDDLE, NOW) == would


def test_what_was_erased_does_not_come_again(tmp_path: Path, database: str) -> None:
    """The same letter taken in once more leaves nothing; numbers are not given anew; a new letter is a new case."""
    with a_house(tmp_path, database) as house:
        erased_house(house)
        before = everything(house)
        result = house.ingest()
        assert (result.new, result.troubles, result.complete) == (0, (), True)
        assert "school1@example.kz" not in everything(house)
        assert everything(house).count("\n") == before.count("\n") + 1  # the listing
        assert spooled(house) == 3
        house.put(again=letter(SENDER, files={"s.docx": SCHOOL}, day=20, name="again"))
        house.ingest()
        numbers = {one.state.number for one in house.overview().submissions}
        assert max(numbers) == house.count(SUBMISSION)
        assert len(numbers) == 3


def test_another_engine_reads_what_stays_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update of the program reads letters anew: those that were erased are not missed."""
    with a_house(tmp_path) as house:
        erased_house(house)
        monkeypatch.setattr("pipeline.run.engine", lambda: "another-engine")
        result = house.ingest([])
        assert (result.reread, result.troubles) == (3, ())


def test_a_second_erasure_takes_the_rest(tmp_path: Path, database: str) -> None:
    """Each is logged; the identity of letters and the numbers of submissions are all that is left."""
    with a_house(tmp_path, database) as house:
        erased_house(house)
        later = datetime(2025, 10, 21, tzinfo=UTC)
        assert erase(house.store, house.folder, contest(), MIDDLE, NOW).letters == ()
        assert len(erase(house.store, house.folder, contest(), later, NOW).letters) == 3
        assert (house.count(ERASURE), house.count(LETTER), house.count(SUBMISSION)) == (2, 5, 3)
        assert (spooled(house), house.count(ARRIVAL)) == (0, 0)
        assert house.overview().submissions == ()


def test_only_an_erasure_may_delete_and_only_what_it_must(tmp_path: Path, database: str) -> None:
    """Outside one nothing goes; inside one neither identities, numbers nor the log itself."""
    with a_house(tmp_path, database) as house:
        erased_house(house)

        def delete_from(name: str, *, erasing_: bool) -> None:
            with house.store.writing() as connection:
                if erasing_:
                    connection.execute(text("INSERT INTO erasing SELECT max(id) FROM erasure"))
                connection.execute(delete(METADATA.tables[name]))

        for name in ("arrival", "skipped", "file"):
            if house.count(METADATA.tables[name]):
                with pytest.raises(TrackingError, match="append-only"):
                    delete_from(name, erasing_=False)
        for name in ("contest", "letter", "submission", "listing", "erasure", "erased"):
            with pytest.raises(TrackingError, match="append-only"):
                delete_from(name, erasing_=True)


def test_places_in_a_mailbox_are_remembered(tmp_path: Path, database: str) -> None:
    """So that an erased letter that still lies there is not fetched again and again."""
    with a_house(tmp_path, database) as house:
        house.put(**old_and_new())
        house.ingest()
        number = house.letter("school1@example.kz").id
        with house.store.writing() as connection:
            row = connection.execute(select(ARRIVAL).where(ARRIVAL.c.letter_id == number)).mappings().one()
            place = {"source": "imap", "folder": "INBOX", "uidvalidity": 2**32 - 1, "uid": "17"}
            connection.execute(insert(ARRIVAL), {**{k: v for k, v in row.items() if k != "id"}, **place})
        erase(house.store, house.folder, contest(), MIDDLE, NOW)
        with house.store.reading() as connection:
            assert erased_uids(connection, "imap", "INBOX", 2**32 - 1) == {17}
            assert erased_uids(connection, "imap", "INBOX", 1) == set()
        assert house.count(ERASED_PLACE) == 1


def test_nothing_is_erased_while_letters_come_in(tmp_path: Path, database: str) -> None:
    """It says who is at work, and changes nothing."""
    with a_house(tmp_path, database) as house:
        house.put(**old_and_new())
        house.ingest()
        before = everything(house)
        with house.folder.held(shared=bool(database)), pytest.raises(TrackingError, match="another run is at work"):
            erase(house.store, house.folder, contest(), MIDDLE, NOW)
        assert everything(house) == before


@pytest.mark.parametrize(
    ("owner", "name", "passing"),
    [(erasing, "forget", 1), (Spool, "remove", 1), (Spool, "remove", 2), (Store, "tidy", 1)],
)
def test_an_erasure_that_is_killed_is_finished_by_the_next_run(
    tmp_path: Path, database: str, owner: Any, name: str, passing: int
) -> None:
    """Before its commit nothing has gone; after it everything goes, whether one erases again or takes letters in."""
    letters = old_and_new() | {"old-2": letter(SENDER, "Тағы", files={"x.docx": "kind: partnerships"}, day=10, hour=12)}
    with a_house(tmp_path, database) as house:
        house.put(**letters)
        house.ingest()
        child = os.fork()
        if child == 0:
            real, calls = getattr(owner, name), iter(range(1, 100))

            def deadly(*args: Any, **named: Any) -> Any:
                if next(calls) == passing:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*args, **named)

            setattr(owner, name, deadly)
            try:
                with Store.open(house.folder, database) as own:
                    erase(own, house.folder, contest(), MIDDLE, NOW)
            finally:
                os._exit(0)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if name == "forget":
            assert "school1@example.kz" in everything(house)
            erase(house.store, house.folder, contest(), MIDDLE, NOW)
        else:
            for path in house.inbox.iterdir():
                path.unlink()
            house.ingest()
        assert "school1@example.kz" not in everything(house)
        assert spooled(house) == 3
        assert house.count(ERASURE) == 1


def test_every_table_is_thought_of() -> None:
    """A new table either hangs on a letter, or says what it names, or is known to hold nothing of a person."""
    hang = {
        table.name
        for table in METADATA.sorted_tables
        if any(key.target_fullname == "letter.id" for column in table.columns for key in column.foreign_keys)
    }
    watch = {"contact", "watched", "alarm", "errand", "filed"}  # a mailbox's folders, numbers and moments
    assert {table.name for table in METADATA.sorted_tables} <= hang | NAMED_BY.keys() | set(STAYS) | watch


def test_rows_that_mention_what_is_erased_go_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All they speak of must be erased; what refers to such a row, to undo it, goes as well; the rest stays."""
    said = Table(
        "said", MetaData(), Column("id", Integer, primary_key=True), Column("targets", String),
        Column("undoes", Integer, ForeignKey("said.id")),
    )  # fmt: skip
    gone, stays = "a" * 64, "b" * 64
    rows = [(1, f'[{{"letter": "{gone}"}}]', None), (2, f"{gone} {stays}", None), (3, "[]", 1), (4, "№ 1 мектеп", None)]
    monkeypatch.setitem(erasure.NAMED_BY, "said", {"targets": "mentions"})
    with a_house(tmp_path) as house, house.store.writing() as connection:
        said.create(connection)
        connection.execute(insert(said), [dict(zip(("id", "targets", "undoes"), row, strict=True)) for row in rows])
        erasure._delete(connection, said, {"key": {gone}, "blob": set()})
        assert list(connection.scalars(select(said.c.id))) == [2, 4]


def test_decisions_and_scores_of_what_is_erased_go_along_and_the_rest_stands(tmp_path: Path, database: str) -> None:
    """Nothing that the organiser or the commission wrote of the erased is left; lists and results still come."""
    maker = Maker("ұйымдастырушы", "Оригинал принесён лично", NOW)
    with a_house(tmp_path, database) as house:
        house.put(**old_and_new())
        house.ingest()
        numbers = {one.state.letters[0].sender: one.state.number for one in house.overview().submissions}
        gone, stays = numbers["school1@example.kz"], numbers["new@example.kz"]
        for number in (gone, stays):
            decide(house.store, contest(), lambda seen, _, n=number: asking.verdict(seen, n, "accept"), maker)  # type: ignore[misc]
        decide(
            house.store, contest(), lambda seen, _: asking.field(seen, gone, "phone", "87", contest().contest), maker
        )
        hall = Hall(house, house.overview(), contest())
        hall.members()
        hall.give_all(1, {gone: 20, stays: 10})
        assert {one.submission for one in hall.board.ledger.scores} == {gone, stays}
        erase(house.store, house.folder, contest(), MIDDLE, NOW)
        seen = house.overview()
        assert [(one.submission, one.standing) for one in seen.decisions] == [(stays, "standing")]
        assert [one.code for one in seen.notices if one.code == "decision_orphaned"] == []
        hall.seen = seen
        assert {one.submission for one in hall.board.ledger.scores} == {stays}
        assert [row.participant.submission for row in hall.board.results(hall.board.stages[0])] == [stays]
        decide(house.store, contest(), lambda seen, _: asking.verdict(seen, stays, "hold"), maker)
