"""What reading scans costs in processor seconds, in one process whose languages are loaded."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from parsers.limits import ReadLimits
from parsers.ocr.installed import recogniser
from parsers.ocr.reading import Reading
from parsers.ocr.steps import Steps
from tests.recognition.measure import knowledge
from tests.samples.kazakh.all import PAPERS
from tests.samples.paper import Para
from tests.samples.render.scanned import Look, scanned_pdf
from tests.samples.stories.base import Letters
from tests.scans import Looker

_FULL = 2600  # characters of a page that is written to its end


@dataclass(frozen=True, slots=True)
class Measured:
    """Processor seconds of each document; medians of whole first pages and of turned documents; the share."""

    seconds: tuple[float, ...]
    whole: float
    turned: float
    share: float

    @property
    def median(self) -> float:
        """Of the upright documents."""
        return statistics.median(self.seconds)


def measured(seed: int = 5, count: int = 16) -> Measured | None:
    """One-page documents of different kinds at 200 dots per inch; None without tesseract."""
    setup = recogniser()
    if setup is None:
        return None
    known = knowledge()
    looker = Looker(Steps(setup, known, ReadLimits()))
    reading = Reading(setup)
    hand = Letters(seed).hand("bench", "kk")
    ours, whole, turned = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number, (kind, write) in enumerate(list(PAPERS.items())[:count]):
            paper = write(hand)
            # Schools' papers fill their pages; the short ones of the samples are read on to the end of the page.
            size = sum(len(block.text) for block in paper.blocks if isinstance(block, Para))
            while size < _FULL and not any(not isinstance(block, Para) for block in paper.blocks):
                paper.say("Бірлестік мүшелері жұмыс барысында ұсыныстарын айтып, нәтижесін талдап отырады.")
                size += 80
            chance = random.Random(f"{seed}:{kind}")
            path = Path(folder) / f"{number}. {paper.names[0]}.pdf"
            path.write_bytes(
                scanned_pdf([paper], chance, Look(ppi=200, tilt=chance.uniform(-1, 1), stamp=number % 2 > 0))
            )
            ours.append(_cost(partial(looker.look, path, path.name)))
            whole.append(_cost(partial(reading.read, path, str(number), "pdf", 1, whole=True)))
            if number < 4:
                path.write_bytes(scanned_pdf([paper], chance, Look(ppi=200, turned=90)))
                turned.append(_cost(partial(looker.look, path, path.name)))
    share = statistics.median(a / b for a, b in zip(ours[1:], whole[1:], strict=True))
    # The first of each loads the languages.
    return Measured(tuple(ours[1:]), statistics.median(whole[1:]), statistics.median(turned), share)


def _cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
