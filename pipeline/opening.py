"""The files of a letter: what lies in its parts, volumes of one archive together, and the signatures beside others."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from parsers.facts import Evidence, FileFacts, Mark, Part, Segment
from parsers.signing import told
from parsers.volumes import grouped
from pipeline.tracking.records import FileReading

_SIGNATURE_ENDINGS = (".p7s", ".cms", ".sig", ".p7m")
_SIGNATURES = ("p7s", "p7m")


class Unpacker(Protocol):
    """What takes parts apart."""

    def unpack(self, part: Part, scratch: Path, more: tuple[Part, ...] = ()) -> tuple[Part, ...]:
        """What lies inside a part that holds others; ``more``: the volumes that follow it."""


class Opener(Unpacker, Protocol):
    """What takes parts apart and reads them."""

    def read(self, part: Part, scratch: Path) -> FileFacts:
        """What a file says."""


def leaves_of(parts: Sequence[Part], unpacker: Unpacker, scratch: Path) -> Iterator[tuple[Part, FileFacts | None]]:
    """All leaves of the parts; with facts where nothing is to be read: volumes whose archive is listed already."""
    for volumes in grouped(parts):
        first, *more = volumes
        if not first.file or first.problem is not None:
            yield first, None
            continue
        found = unpacker.unpack(first, scratch, tuple(more)) or (first,)
        yield from ((leaf, None) for leaf in found)
        # Where the archive cannot be opened its volumes are as unread as it is.
        whole = all(leaf.path != first.path for leaf in found)
        for volume in more:
            if whole:
                yield replace(volume, file=""), _is_volume_of(first)
            else:
                yield replace(volume, file="", problem=found[0].problem), None


def _is_volume_of(first: Part) -> FileFacts:
    evidence = (Evidence("name", first.name),)
    return FileFacts("volume", None, (), (Segment(None, "none", evidence=evidence),))


def read_files(parts: Sequence[Part], reader: Opener, scratch: Path) -> Iterator[FileReading]:
    """All leaves of the parts of a letter, read."""
    for part, known in leaves_of(parts, reader, scratch):
        yield FileReading(part, reader.read(part, scratch) if known is None else known)


def beside_signatures(files: tuple[FileReading, ...]) -> tuple[FileReading, ...]:
    """The files, those with a mark beside which a signature came: «Өтінім.pdf» with «Өтінім.pdf.p7s» or «Өтінім.sig».

    Whose signature it is, and that it is of these very bytes, nobody has proven.
    """
    stems = {stem: file.part.name for file in files if (stem := _signs(file)) is not None}
    return tuple(_signed(file, stems) for file in files) if stems else files


def _signs(file: FileReading) -> str | None:
    """The name that a signature's own name is made of; None for any other file."""
    name = file.part.name.casefold()
    ending = next((ending for ending in _SIGNATURE_ENDINGS if name.endswith(ending)), None)
    return None if ending is None or file.facts.type not in _SIGNATURES else name.removesuffix(ending)


def _signed(file: FileReading, stems: dict[str, str]) -> FileReading:
    name = file.part.name.casefold()
    signature = stems.get(name) or stems.get(name.rpartition(".")[0]) if _signs(file) is None else None
    if not signature:
        return file
    facts = replace(file.facts, notes=tuple(note for note in file.facts.notes if note.sort != "unsigned"))
    form = facts.application
    if form is not None:
        form = told(form, (*form.marks, Mark("beside", signature.rpartition("/")[2][:200])))
    return replace(file, facts=replace(facts, application=form))
