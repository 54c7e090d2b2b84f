"""Volumes that lack are named; volumes in several letters are told to be joined."""

from dataclasses import replace
from pathlib import Path

import pytest

from parsers.facts import FileFacts, Part, Problem, Segment
from pipeline.opening import leaves_of
from pipeline.parted import volume_remarks
from pipeline.state import FileState, LetterState
from reports.sentences import Teller
from reports.words import Words
from tests.pipeline.making import BEFORE, file, form, judged, letter, the_contest


def volume(name: str, detail: str) -> FileState:
    """A volume that was not read."""
    facts = FileFacts("", None, (), (Segment(None, "unread"),), problem=Problem("volume", detail))
    return replace(file(name), name=name, facts=facts)


def sent(key: str, *files: FileState) -> LetterState:
    """A letter in time."""
    return letter(key, BEFORE, tuple(replace(one, letter_key=key) for one in files))


def told(*letters: LetterState) -> list[tuple[str, dict[str, str]]]:
    """The remarks."""
    return [(finding.code, dict(finding.params)) for finding in volume_remarks(letters)]


def test_the_volume_that_lacks_is_named() -> None:
    """By what reading found and by the names of the others."""
    found = told(sent("a", volume("П.part1.rar", "2"), volume("П.part3.rar", "2")))
    assert found == [("volumes_lacking", {"file": "П.part1.rar", "count": "2", "numbers": "2"})]


def test_volumes_of_several_letters_are_told_to_be_joined() -> None:
    """All are there, and none lacks what another letter has."""
    both = sent("a", volume("П.7z.001", "2")), sent("b", volume("П.7z.002", "1"))
    assert told(*both) == [("volumes_apart", {"file": "П.7z.001", "count": "2"})]
    assert told(both[1]) == [("volumes_lacking", {"file": "П.7z.002", "count": "1", "numbers": "1"})]


def test_other_files_and_other_sets_are_left_alone() -> None:
    """Two archives are two remarks."""
    assert told(sent("a", file("a.docx"))) == []
    found = told(sent("a", volume("a.part2.rar", "1"), volume("b.part1.rar", "2")))
    assert [params["file"] for _, params in found] == ["a.part2.rar", "b.part1.rar"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_submission_says_it_in_words_and_is_held(language: str) -> None:
    """The number of the volume stands in the sentence."""
    contest = the_contest()
    (one,) = judged([letter("a", BEFORE, (form(), volume("П.part2.rar", "1")))]).values()
    assert str(one.verdict.standing) == "held"
    remark = next(finding for finding in one.state.remarks if finding.code == "volumes_lacking")
    said = Teller(contest, Words(language), {}, {}).finding(remark)
    assert "П.part2.rar" in said
    assert said.rstrip(" .").endswith(("1", "1 did not come"))


class Unpacker:
    """Opens an archive of two volumes."""

    def unpack(self, part: Part, scratch: Path, more: tuple[Part, ...] = ()) -> tuple[Part, ...]:
        """One file where both are there, else what lacks."""
        del scratch
        if not more:
            return (replace(part, problem=Problem("volume", "2")),)
        return (replace(part, path=f"{part.path}/0", name=f"{part.name}/a.docx"),)


def test_volumes_of_one_letter_are_opened_together(tmp_path: Path) -> None:
    """In their order; the second is listed as what it is, and nothing of it is unread."""
    parts = [Part(str(at), name, "", 1, "", False, "f") for at, name in enumerate(("b.part2.rar", "b.part1.rar"))]
    found = list(leaves_of(parts, Unpacker(), tmp_path))
    assert [part.name for part, _ in found] == ["b.part1.rar/a.docx", "b.part2.rar"]
    facts = found[1][1]
    assert facts is not None
    assert (facts.role, facts.problem) == ("none", None)
    (alone,) = leaves_of(parts[:1], Unpacker(), tmp_path)
    assert alone[0].problem == Problem("volume", "2")
