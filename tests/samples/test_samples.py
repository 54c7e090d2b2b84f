"""The sample letters hold to what their README promises."""

import copy
import hashlib
import json
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from tests.samples import generate, make
from tests.samples.bulk import big_letters, small_letters
from tests.samples.compare import differences
from tests.samples.stories.base import KINDS, Letters

MISSABLE = {*KINDS, "application"}


@pytest.fixture(scope="module")
def made() -> Letters:
    """The whole set of one seed."""
    return make(seed=1)


def test_same_seed_gives_the_same_bytes(made: Letters) -> None:
    """Two runs with one seed agree in every byte of every letter and in every twin."""
    again = make(seed=1, letters=40)
    first = made.made[: len(again.made)]
    assert [(m.stem, hashlib.sha256(m.raw).digest()) for m in first] == [
        (m.stem, hashlib.sha256(m.raw).digest()) for m in again.made
    ]
    assert [m.twin for m in first] == [m.twin for m in again.made]
    assert again.submissions.items() <= made.submissions.items()


def test_another_seed_gives_other_people_and_words() -> None:
    """The first letters of two seeds share no byte-identical letter, and name other leaders."""
    one, two = make(seed=1, letters=5), make(seed=2, letters=5)
    assert not {m.raw for m in one.made} & {m.raw for m in two.made}
    assert {s["leader"] for s in one.submissions.values()} != {s["leader"] for s in two.submissions.values()}


def test_enough_letters_and_schools_and_not_too_many_bytes(made: Letters) -> None:
    """At least 44 letters of 18 schools in at most 25 MB."""
    assert len(made.made) >= 44
    assert len({s["institution"] for s in made.submissions.values()}) >= 18
    assert sum(len(m.raw) for m in made.made) < 25_000_000


def test_every_letter_has_a_twin_beside_it(tmp_path: Path) -> None:
    """What is written: a letter and its expected JSON under one stem, and the submissions."""
    generate(tmp_path, seed=3, letters=12)
    stems = {path.stem for path in (tmp_path / "letters").glob("*.eml")}
    twins = {path.stem for path in (tmp_path / "expected").glob("*.json")}
    assert twins == stems | {"submissions"}
    story = json.loads((tmp_path / "expected" / "submissions.json").read_text("utf-8"))["submissions"]["one-letter"]
    assert story["verdict"] == "accepted"
    assert set(story["letters"]) <= stems


def test_twins_speak_of_kinds_of_the_contest_and_of_letters_that_exist(made: Letters) -> None:
    """Kinds, roles and submissions named in twins are known; a submission's letters are its letters."""
    for letter in made.made:
        for file in letter.twin["files"].values():  # type: ignore[attr-defined]
            assert set(file["kinds"]) <= set(KINDS), letter.stem
        key = letter.twin["submission"]
        assert key is None or letter.stem in made.submissions[str(key)]["letters"]  # type: ignore[operator]
    for story, record in made.submissions.items():
        assert "verdict" in record, f"{story} is not judged"
        assert set(record["missing"] or ()) <= MISSABLE  # type: ignore[call-overload]


def test_accepted_submissions_hold_every_kind(made: Letters) -> None:
    """Where the only verdict is acceptance, the files of its letters carry all 24 kinds and an application."""
    for story, record in made.submissions.items():
        if record["verdict"] != "accepted":
            continue
        twins = [m.twin for m in made.made if m.twin["submission"] == story]
        kinds = {k for t in twins for f in t["files"].values() for k in f["kinds"]}  # type: ignore[attr-defined]
        assert kinds == set(KINDS), story
        assert any(t["application"] for t in twins), story


def test_rejected_as_incomplete_lacks_what_is_named(made: Letters) -> None:
    """What a rejected submission is said to lack is in none of the files that came in time."""
    for story, record in made.submissions.items():
        if record["verdict"] != "rejected" or record["missing"] is None:
            continue
        stamps = [m.twin for m in made.made if m.twin["submission"] == story]
        in_time = [t for t in stamps if t["receipt"]["not_after"] < "2025-10-18"]  # type: ignore[index]
        kinds = {k for t in in_time for f in t["files"].values() for k in f["kinds"]}  # type: ignore[attr-defined]
        assert kinds.isdisjoint(record["missing"]), story  # type: ignore[arg-type]
        assert kinds | set(record["missing"]) >= set(KINDS), story  # type: ignore[call-overload]


def test_files_in_letters_are_the_bytes_of_their_twins(made: Letters) -> None:
    """The decoded attachments of a letter hash to what its twin says (files inside archives aside)."""
    for letter in made.made:
        files = {n: f for n, f in letter.twin["files"].items() if "/" not in n}  # type: ignore[attr-defined]
        hashes = {f["sha256"] for f in files.values() if f["sha256"]}
        parts = message_from_bytes(letter.raw).walk() if hashes else ()
        bodies = [part.get_payload(decode=True) for part in parts]
        assert hashes <= {hashlib.sha256(b).hexdigest() for b in bodies if isinstance(b, bytes)}, letter.stem


def _perfect_report(made: Letters) -> dict[str, Any]:
    """What a product without a fault would report of one submission with one letter."""
    (letter,) = made.made
    (record,) = made.submissions.values()
    documents: dict[str, list[dict[str, Any]]] = {}
    for name, file in letter.twin["files"].items():  # type: ignore[attr-defined]
        for kind, claim in file["kinds"].items():
            row = claim | {"file": name, "partly": False, "evidence": "…"}
            documents.setdefault(kind, []).append(row)
    submission = {
        "id": 1,
        "verdict": record["verdict"],
        "reasons": record["reasons"],
        "missing": record["missing"],
        "doubtful": [],
        "documents": documents,
        "late": {},
        "application": letter.twin["application"],
    }
    row = {"source": f"letters/{letter.stem}.eml", "verdict": "submission", "submission": 1}
    return {"submissions": [submission], "letters": [row]}


def test_comparing_finds_what_differs_and_nothing_else(tmp_path: Path) -> None:
    """A faultless report has no difference; another verdict, a lost kind, a wrong field and a wrong letter have one."""
    made = generate(tmp_path, seed=2, letters=1)
    expected = tmp_path / "expected"
    assert differences(expected, _perfect_report(made)) == []
    spoilt: tuple[Callable[[dict[str, Any]], object], ...] = (
        lambda report: report["submissions"][0].update(verdict="held"),
        lambda report: report["submissions"][0]["documents"].pop("partnerships"),
        lambda report: report["submissions"][0]["application"].update(leader="Басқа адам"),
        lambda report: report["letters"][0].update(verdict="unclear"),
    )
    for spoil in spoilt:
        report = copy.deepcopy(_perfect_report(made))
        spoil(report)
        assert len(differences(expected, report)) == 1


def test_only_example_domains_are_written_to(made: Letters) -> None:
    """No address of anybody real: senders are under .example or .example.kz."""
    for letter in made.made:
        sender = str(message_from_bytes(letter.raw)["From"] or "").rpartition("@")[2].strip("> ")
        assert not sender or sender.endswith((".example", ".example.kz")), letter.stem


def test_big_letters_have_24_files_and_the_size_asked_for(tmp_path: Path) -> None:
    """A big letter is within a tenth of its megabytes and made again the same."""
    (path,) = big_letters(tmp_path, 1, megabytes=8, seed=5)
    raw = path.read_bytes()
    assert 7.2e6 < len(raw) < 8.8e6
    assert sum(part.get_content_disposition() == "attachment" for part in message_from_bytes(raw).walk()) == 24
    (again,) = big_letters(tmp_path / "again", 1, megabytes=8, seed=5)
    assert again.read_bytes() == raw


def test_small_letters_are_distinct_and_small(tmp_path: Path) -> None:
    """Small letters are about 20 KB, each of another school."""
    paths = small_letters(tmp_path, 30, seed=2)
    raws = {path.read_bytes() for path in paths}
    assert len(raws) == 30
    assert all(18_000 < len(raw) < 23_000 for raw in raws)
