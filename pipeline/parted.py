"""Archives that came in several files: which of them lack, and which came in other letters of the submission."""

from collections.abc import Iterable, Iterator, Sequence

from parsers.volumes import lacking, numbers_told, together, volume_of
from pipeline.state import FileState, Finding, LetterState

_MOST = 8


def volume_remarks(letters: Sequence[LetterState]) -> Iterator[Finding]:
    """One remark for each archive that could not be put together from the files of one letter."""
    unread = [file for letter in letters for file in letter.files if _lacks(file)]
    names = [file.name for file in unread]
    for numbered in together(names):
        files = [unread[at] for _, at in numbered]
        yield from _told(files)


def _lacks(file: FileState) -> bool:
    problem = file.facts.problem
    return problem is not None and problem.code == "volume" and volume_of(file.name) is not None


def _told(files: Sequence[FileState]) -> Iterator[Finding]:
    names = [file.name for file in files]
    told = {number for file in files for number in numbers_told(_detail(file))}
    # A volume that one letter lacks may have come in another.
    given = {volume.number for name in names if (volume := volume_of(name)) is not None}
    missing = sorted((told | set(lacking(names))) - given)
    params = {"file": names[0], "count": str(len(set(names)))}
    if missing:
        yield Finding("remark", "volumes_lacking", {**params, "numbers": _listed(missing)}, passed=True)
    elif len({file.letter_key for file in files}) > 1:
        yield Finding("remark", "volumes_apart", params, passed=True)


def _detail(file: FileState) -> str:
    return file.facts.problem.detail if file.facts.problem is not None else ""


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, list(numbers)[:_MOST]))
