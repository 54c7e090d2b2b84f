"""Precision, recall and F1 of recognition on labelled papers; run as a module to print them.

``python -m tests.recognition.measure [dev|practice|practice.toml|...] [--errors]``
"""

import argparse
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from parsers.documents import recognise
from parsers.facts import Block, Page, Segment, Text
from parsers.knowledge import Knowledge
from pipeline.contest import load
from tests.recognition.writer import Labelled, papers

ROOT = Path(__file__).parents[2]
PRACTICE = tuple(sorted(Path(__file__).parent.glob("practice*.toml")))
PAGED = ("pdf", "pptx", "jpg")


def knowledge() -> Knowledge:
    """What the shipped configuration teaches."""
    return load(ROOT / "config.toml").contest.knowledge


def practice(paths: Sequence[Path] = PRACTICE) -> list[Labelled]:
    """The papers written apart from the rules."""
    sets = [tomllib.loads(path.read_text(encoding="utf-8"))["paper"] for path in paths]
    return [_practice_paper(paper) for papers_of_set in sets for paper in papers_of_set]


def _practice_paper(p: dict[str, object]) -> Labelled:
    name, text = str(p["name"]), str(p["text"])
    kinds = p.get("is", [])
    may = p.get("may", [])
    assert isinstance(kinds, list)
    assert isinstance(may, list)
    pages = tuple(Page(tuple(_blocks(page.strip()))) for page in text.split("~~~"))
    type_ = name.rpartition(".")[2]
    role = str(p.get("role", "document"))
    on = p.get("on", {})
    assert isinstance(on, dict)
    text_ = Text(type_, pages, bool(p.get("paged", type_ in PAGED)))
    pages_of = {kind: tuple(numbers) for kind, numbers in on.items()}
    school = str(p.get("school", ""))
    return Labelled(name, text_, frozenset(kinds), frozenset(may), role, name, pages_of, school)


def _blocks(page: str) -> Iterable[Block]:
    rows: list[tuple[str, ...]] = []
    for line in page.split("\n"):
        if " | " in line:
            rows.append(tuple(c.strip() for c in line.split("|")))
            continue
        if rows:
            yield _table(rows)
            rows = []
        prominence = 2 if line.startswith("# ") else 1 if line.startswith("* ") else 0
        yield Block(line[2:] if prominence else line, prominence)
    if rows:
        yield _table(rows)


def _table(rows: list[tuple[str, ...]]) -> Block:
    return Block("\n".join("\t".join(r) for r in rows), rows=tuple(rows))


@dataclass(slots=True)
class Score:
    """Counts over claims: right and wrong sure ones, right and wrong doubtful ones, kinds not found."""

    sure_right: int = 0
    sure_wrong: int = 0
    doubtful_right: int = 0
    doubtful_wrong: int = 0
    missed: int = 0
    none_right: int = 0
    none_wrong: int = 0
    lost: int = 0
    pages_right: int = 0
    pages_wrong: int = 0
    papers: int = 0
    wrong: list[str] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def kinds(self) -> int:
        """How many kinds stand in the papers."""
        return self.sure_right + self.doubtful_right + self.missed

    @property
    def precision(self) -> float:
        """Of sure claims."""
        return self.sure_right / max(1, self.sure_right + self.sure_wrong)

    @property
    def recall(self) -> float:
        """Kinds found surely."""
        return self.sure_right / max(1, self.kinds)

    @property
    def recall_all(self) -> float:
        """Kinds found surely or in doubt."""
        return (self.sure_right + self.doubtful_right) / max(1, self.kinds)

    @property
    def f1(self) -> float:
        """Of sure claims."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def __str__(self) -> str:
        return (
            f"{self.papers} papers, {self.kinds} kinds: sure precision {self.precision:.4f}, "
            f"recall {self.recall:.4f}, F1 {self.f1:.4f}; "
            f"sure or doubtful recall {self.recall_all:.4f}; wrong doubtful {self.doubtful_wrong}; "
            f"annexes and others right {self.none_right}, wrongly put aside {self.none_wrong}, "
            f"lost without a question {self.lost}; "
            f"pages right {self.pages_right}, wrong {self.pages_wrong}"
        )


def score(labelled: Iterable[Labelled], known: Knowledge) -> Score:
    """Recognise every paper and count."""
    total = Score()
    for paper in labelled:
        total.papers += 1
        segments = recognise(paper.name, paper.text, known)
        sure = {c.kind for s in segments for c in s.claims if c.status == "sure"}
        doubtful = {c.kind for s in segments for c in s.claims} - sure
        roles = {s.role for s in segments}
        total.sure_right += len(sure & paper.kinds)
        total.sure_wrong += len(sure - paper.kinds)
        total.doubtful_right += len(doubtful & paper.kinds)
        total.doubtful_wrong += len(doubtful - paper.kinds - paper.may)
        missed = paper.kinds - sure - doubtful
        total.missed += len(missed)
        aside = roles <= {"annex", "none", "blank"}
        total.lost += 0 if roles & {"unrecognised", "unread"} or doubtful - paper.kinds else len(missed)
        _count_pages(total, paper, segments)
        if (paper.kinds or paper.may) and aside:
            total.none_wrong += bool(paper.kinds)
        if not paper.kinds and paper.role in ("annex", "none", "other"):
            total.none_right += aside
        problem = (sure - paper.kinds, missed, doubtful - paper.kinds - paper.may, doubtful & paper.kinds)
        if any(problem) or (
            not paper.kinds and paper.role in ("annex", "none", "other") and not aside and not (doubtful & paper.may)
        ):
            mark = (
                "SURE WRONG"
                if problem[0]
                else "MISSED"
                if problem[1]
                else "doubt wrong"
                if problem[2]
                else "doubtful"
                if problem[3]
                else "not aside"
            )
            shown = " / ".join(b.text[:90] for b in paper.text.pages[0].blocks[:7])
            why = "; ".join(
                f"{c.kind}:{e.where}:{e.words[:60]}" for s in segments for c in s.claims for e in c.evidence
            )
            total.wrong.append(
                f"{mark:11} [{paper.note}] {paper.name} :: {shown}\n      right {sorted(paper.kinds)} {paper.role}, "
                f"got sure {sorted(sure)} doubtful {sorted(doubtful)} {[(s.role, s.other) for s in segments]} {why}"
            )
        for wrong in sure - paper.kinds:
            total.confused[", ".join(sorted(paper.kinds)) or paper.role, wrong] += 1
    return total


def _count_pages(total: Score, paper: Labelled, segments: Sequence[Segment]) -> None:
    """Compare the pages of the kinds that a paper says to stand on certain pages."""
    for kind, wanted in paper.on.items() if paper.text.paged else ():
        found: set[int] = set()
        for segment in segments:
            for claim in segment.claims:
                if claim.kind == kind:
                    found.update(claim.pages or segment.pages or ())
        right = found == set(wanted)
        total.pages_right += right
        total.pages_wrong += not right
        if not right:
            total.wrong.append(f"pages       {paper.name}: {kind} stands on {sorted(wanted)}, got {sorted(found)}")


def main() -> None:
    """Print the figures of one set."""
    parser = argparse.ArgumentParser()
    names = [path.name for path in PRACTICE]
    parser.add_argument("which", choices=("dev", "practice", *names), default="dev", nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    known = knowledge()
    if arguments.which == "dev":
        labelled = list(papers(arguments.seed, arguments.each))
    else:
        labelled = practice([path for path in PRACTICE if arguments.which in ("practice", path.name)])
    started = time.perf_counter()
    total = score(labelled, known)
    took = time.perf_counter() - started
    if arguments.errors:
        print("\n".join(sorted(total.wrong)))
    print(total, f"; {took / max(1, total.papers) * 1000:.2f} ms a paper")
    pairs = [p for p in labelled if p.note.startswith("pair")]
    if pairs:
        print("pairs:", score(pairs, known))


if __name__ == "__main__":
    main()
