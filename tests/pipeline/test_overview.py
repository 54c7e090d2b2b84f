"""The whole contest at one moment, as reports see it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.overview import overview
from pipeline.state import LetterVerdict, Standing
from pipeline.tracking import evidence
from tests.pipeline.houses import NOW, OTHER, OTHER_SCHOOL, SCHOOL, SENDER, House, contest, every_kind_of_letter
from tests.pipeline.letters import letter

DEADLINE = contest().contest.dates.deadline
BEFORE, AFTER = DEADLINE - timedelta(hours=1), DEADLINE + timedelta(hours=1)


def at(day: int) -> datetime:
    """Noon of that day of October, Astana time."""
    return datetime(2025, 10, day, 7, tzinfo=UTC)


def test_an_empty_database_is_an_empty_contest(house: House) -> None:
    """Nothing is missing that nobody sent."""
    whole = overview(house.store, contest(), BEFORE)
    assert (whole.as_of, whole.submissions, whole.letters, whole.numbers, whole.notices) == (BEFORE, (), (), {}, ())


def test_numbers_are_those_of_founders(house: House) -> None:
    """Every submission of the overview has its number in the mapping, and no letter points elsewhere."""
    house.put(**every_kind_of_letter())
    house.ingest()
    whole = overview(house.store, contest(), NOW)
    assert {one.state.founder: one.state.number for one in whole.submissions} == dict(whole.numbers)
    assert {one.founder for one in whole.letters} - {None} == set(whole.numbers)
    assert len({one.state.number for one in whole.submissions}) == len(whole.submissions)


def test_what_came_after_the_moment_is_not_seen(house: House) -> None:
    """--as-of cuts by receipt: neither the later letter nor the later submission is there."""
    house.put(
        first=letter(SENDER, files={"s.docx": SCHOOL}, day=10),
        second=letter(SENDER, files={"p.docx": "kind: partnerships"}, day=12),
        other=letter(OTHER, files={"s.docx": OTHER_SCHOOL}, day=13),
    )
    house.ingest()
    seen = {day: overview(house.store, contest(), NOW, at(day)) for day in (9, 11, 12, 14)}
    assert [len(seen[day].letters) for day in (9, 11, 12, 14)] == [0, 1, 2, 3]
    assert [len(seen[day].submissions) for day in (9, 11, 12, 14)] == [0, 1, 1, 2]
    assert seen[11].as_of == at(11)
    assert seen[11].submissions[0].verdict.standing is Standing.INCOMPLETE
    assert seen[11].submissions[0].state.number == seen[14].submissions[0].state.number


def test_every_submission_has_a_number_at_every_moment(house: House) -> None:
    """Even where the cut leaves a group without the letter that founded it, or two that a later letter joined."""
    house.put(
        late=letter(SENDER, files={"p.docx": "kind: partnerships"}, day=14),
        early=letter(OTHER, files={"p.docx": "kind: publications"}, day=12),
    )
    house.ingest()
    house.put(bridge=letter(SENDER, files={"s.docx": SCHOOL}, day=11))
    house.ingest()
    for day in range(10, 16):
        whole = overview(house.store, contest(), NOW, at(day))
        assert len({one.state.number for one in whole.submissions}) == len(whole.submissions)


@pytest.mark.parametrize(
    ("listed", "now", "standing", "notices"),
    [
        (None, BEFORE, Standing.INCOMPLETE, []),
        (None, AFTER, Standing.INCOMPLETE, ["not_closed", "still_unlisted"]),
        (BEFORE, AFTER, Standing.INCOMPLETE, ["not_closed", "still_unlisted"]),
        (AFTER, AFTER, Standing.REJECTED, []),
        (AFTER, BEFORE, Standing.INCOMPLETE, []),
    ],
)
def test_nobody_is_rejected_before_the_sources_were_listed_after_the_deadline(
    house: House, listed: datetime | None, now: datetime, standing: Standing, notices: list[str]
) -> None:
    """Rule 27: something may still lie in the mailbox that came in time."""
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}, day=10))
    house.ingest(now=at(11))
    if listed is not None:
        with house.store.writing() as connection:
            evidence.keep_listing(connection, f"file:{house.inbox}", listed, 1)
    whole = overview(house.store, contest(), now)
    assert whole.submissions[0].verdict.standing in (standing, Standing.HELD)
    assert (whole.submissions[0].verdict.standing is Standing.REJECTED) == (standing is Standing.REJECTED)
    assert [one.code for one in whole.notices] == notices


def test_skipped_mail_is_listed_with_what_was_found_when_it_was_there(house: House) -> None:
    """Its contents are gone, the reason is not."""
    house.put(shop=letter("shop@example.com", files={"invoice.pdf": "other"}))
    house.ingest()
    (seen,) = overview(house.store, contest(), NOW).letters
    assert (seen.verdict, seen.why.code) == (LetterVerdict.UNRELATED, "letter_other")
    assert dict(seen.why.params) == {"file": "invoice.pdf", "other": "invoice"}
    assert (seen.files, seen.source) == ((), str(house.inbox / "shop.eml"))


def test_letters_read_otherwise_are_noticed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another engine or configuration than they were read under: reports say so until they are read anew."""
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}, day=10))
    house.ingest()
    assert overview(house.store, contest(), NOW).notices == ()
    (notice,) = overview(house.store, replace(contest(), sha256="d" * 64), NOW).notices
    assert (notice.code, dict(notice.params)) == ("configuration_changed", {"count": "1"})
    monkeypatch.setattr("pipeline.overview.engine", lambda: "other-other")
    (notice,) = overview(house.store, contest(), NOW).notices
    assert notice.code == "engine_changed"


def test_the_overview_changes_nothing(house: House) -> None:
    """Asking is not writing: twice the same, and the database's bytes stay."""
    house.put(**every_kind_of_letter())
    house.ingest()
    before = sorted((path.name, path.read_bytes()) for path in house.folder.root.glob("tracking.sqlite-wal"))
    assert overview(house.store, contest(), NOW) == overview(house.store, contest(), NOW)
    assert sorted((path.name, path.read_bytes()) for path in house.folder.root.glob("tracking.sqlite-wal")) == before


def test_a_late_letter_changes_nobodys_verdict(house: House) -> None:
    """Rule 10: what came late neither completes nor harms."""
    house.put(
        first=letter(SENDER, files={"s.docx": SCHOOL}, day=10), other=letter(OTHER, files={"s.docx": OTHER_SCHOOL})
    )
    house.ingest()
    before = {one.state.founder: one.verdict.standing for one in overview(house.store, contest(), NOW).submissions}
    house.put(late=letter(SENDER, files={"p.docx": "kind: partnerships"}, day=19))
    house.ingest()
    after = {one.state.founder: one.verdict.standing for one in overview(house.store, contest(), NOW).submissions}
    assert after == before


def test_sources_are_paths(house: House) -> None:
    """Where a letter was seen first, as a person can open it."""
    house.put(first=letter(SENDER, files={"s.docx": SCHOOL}, day=10))
    house.ingest()
    assert Path(overview(house.store, contest(), NOW).letters[0].source).is_file()
