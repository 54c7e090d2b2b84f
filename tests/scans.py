"""Scans of sample papers read as the product reads them, held against what was printed: for accuracy and benchmarks."""

import random
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from parsers.facts import ScanPage, ScanStep
from parsers.kazakh import fold
from parsers.knowledge import Knowledge
from parsers.limits import ReadLimits
from parsers.ocr.installed import recogniser
from parsers.ocr.steps import Steps
from tests.recognition.measure import knowledge
from tests.samples import applications
from tests.samples.kazakh.all import PAPERS as KAZAKH
from tests.samples.render.scanned import any_look, scanned_jpeg, scanned_pdf
from tests.samples.russian.all import PAPERS as RUSSIAN
from tests.samples.stories.base import Letters
from tests.samples.stories.files import SHAPES

_FORMS = 30
_MARKS = re.compile(r"[\s.,\"-]")


@dataclass
class Scans:
    """Counts; ``lines`` name what was missed."""

    papers: int = 0
    kinds: int = 0
    sure: int = 0
    doubtful: int = 0
    wrong: int = 0
    forms: int = 0
    recognised: int = 0
    fields: int = 0
    exact: int = 0
    by_field: dict[str, tuple[int, int]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


class Looker:
    """Reads files with scanned pages to the end, in this process."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._count = 0

    def look(self, path: Path, name: str) -> tuple[ScanStep, list[ScanPage]]:
        """The last step, and the pages that were read for it."""
        self._count += 1
        known: dict[int, ScanPage] = {}
        wanted: tuple[int, bool] | None = None
        while True:
            step = self._steps.step(path, name, str(self._count), known.values(), wanted)
            if step.page is not None:
                known[step.page.number] = step.page
            if step.next is None:
                return step, list(known.values())
            wanted = step.next


def looker(known: Knowledge) -> Looker | None:
    """A looker; None where this machine cannot read scans."""
    setup = recogniser()
    return None if setup is None else Looker(Steps(setup, known, ReadLimits()))


def measure_scans(seed: int, forms: int = _FORMS, languages: Iterable[str] = ("kk", "ru")) -> Scans | None:
    """Every kind of paper in both languages, and applications of every shape, as scans; None without tesseract."""
    reader = looker(knowledge())
    if reader is None:
        return None
    letters, found = Letters(seed), Scans()
    with tempfile.TemporaryDirectory() as folder:
        for language in languages:
            _papers(letters, language, seed, reader, Path(folder), found)
        for number in range(forms):
            _form(letters, number, seed, reader, Path(folder), found)
    return found


def _papers(letters: Letters, language: str, seed: int, reader: Looker, folder: Path, found: Scans) -> None:
    hand = letters.hand(f"scans-{language}", language)
    for kind, write in (RUSSIAN if language == "ru" else KAZAKH).items():
        chance = random.Random(f"{seed}:{language}:{kind}")
        paper = write(hand)
        path = folder / "scan.pdf"
        path.write_bytes(scanned_pdf([paper], chance, any_look(chance)))
        step, _ = reader.look(path, f"Scan{found.papers:04d}.pdf")
        claims = {claim.kind: claim.status for segment in step.facts.segments for claim in segment.claims}
        wrong = [key for key, status in claims.items() if status == "sure" and key not in paper.kinds]
        found.papers += 1
        found.kinds += len(paper.kinds)
        found.sure += sum(claims.get(key) == "sure" for key in paper.kinds)
        found.doubtful += sum(claims.get(key) == "doubtful" for key in paper.kinds)
        found.wrong += len(wrong)
        if wrong or any(claims.get(key) != "sure" for key in paper.kinds):
            found.lines.append(f"{language} {', '.join(paper.kinds)}: read as {claims or step.facts.problem}")


def _form(letters: Letters, number: int, seed: int, reader: Looker, folder: Path, found: Scans) -> None:
    hand = letters.hand(f"scanned-form-{number}", ("kk", "kk", "ru")[number % 3])
    chance = random.Random(f"{seed}:{number}")
    form = applications.fill(hand)
    paper = applications.paper_of(form, SHAPES[number % len(SHAPES)], chance)
    path = folder / "form.jpg"
    path.write_bytes(scanned_jpeg(paper, chance, any_look(chance)))
    step, _ = reader.look(path, f"IMG_{number:04d}.jpg")
    told = {one.key: one.value for one in step.facts.application.fields} if step.facts.application else {}
    found.forms += 1
    found.recognised += step.facts.role == "application"
    for key, value in applications.expected(form).items():
        right, of = found.by_field.get(key, (0, 0))
        same = _bare(told.get(key, "")) == _bare(value)
        found.by_field[key] = (right + same, of + 1)
        found.fields += 1
        found.exact += same
        if not same:
            found.lines.append(f"form {number}, {key}: {told.get(key)!r} for {value!r}")


def _bare(value: str) -> str:
    """Letters and digits in the classes of ``fold``: what people and the product compare."""
    return _MARKS.sub("", fold(value))


def scanned_documents(folder: Path, seed: int, count: int, ppi: int) -> Iterator[Path]:
    """Named scans of dense one-page documents, for benchmarks: a PDF of one page each."""
    letters = Letters(seed)
    hand = letters.hand("bench", "kk")
    for number, (kind, write) in zip(range(count), KAZAKH.items(), strict=False):
        chance = random.Random(f"{seed}:{kind}")
        look = any_look(chance, ppi=ppi)
        paper = write(hand)
        path = folder / f"{number}-{paper.names[0]}.pdf"
        path.write_bytes(scanned_pdf([paper], chance, look))
        yield path
