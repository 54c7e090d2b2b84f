"""``make accuracy``: what the machine sees against what is right, with counts and 95 % intervals, and the misses named.

(a) sample letters of seeds that no test uses, through the whole product; (b) papers and forms written apart from the
rules: these are known to them by now, the figures of their first opening stand in the READMEs of ``tests/recognition``
and ``tests/applications``; (c) the pairs of documents that are taken for each other; (d) papers that are none;
(e) scans and photographs of papers and applications, apart from all that is text; (f) whether they are signed.
"""

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from math import sqrt
from pathlib import Path
from typing import Any

from parsers.knowledge import Knowledge
from tests.applications.papers import measure
from tests.console.running import baiqau
from tests.recognition.measure import PRACTICE, Score, knowledge, practice, score
from tests.recognition.writer import Labelled, papers
from tests.samples import generate
from tests.samples.compare import differences

AS_OF = "2025-10-18T09:00:00+05:00"
SEEDS = (201, 202, 203)
SCANS_SEED = 401
COMPOSED = tuple(f"practice_{number}.toml" for number in range(8, 17))  # sets with papers of every kind
PORTFOLIOS = 500


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def row(what: str, hits: int, of: int, goal: float | None = None) -> None:
    """One line: the share, its counts and interval, and whether the goal is met."""
    low, high = interval(hits, of)
    share = hits / of if of else 1.0
    met = "" if goal is None else f"  goal ≥ {goal}: {'met' if share >= goal else f'{goal - share:.3f} short'}"
    print(f"  {what:44} {share:.4f}  {hits:5} of {of:5}  [{low:.4f}, {high:.4f}]{met}")


def kinds(title: str, found: Score, *, precision: float | None = None, recall: float | None = None) -> None:
    """Precision, recall and F1 of the kinds of one set, and what was confused."""
    print(f"\n{title}: {found.papers} papers, {found.kinds} kinds")
    row("precision, sure", found.sure_right, found.sure_right + found.sure_wrong, precision)
    row("recall, sure", found.sure_right, found.kinds, recall)
    row("recall, sure or doubtful", found.sure_right + found.doubtful_right, found.kinds)
    print(f"  {'F1, sure':44} {found.f1:.4f}")
    for (right, wrong), count in found.confused.most_common():
        print(f"    taken for another: {right} as {wrong}, {count}")


def forms(name: str, known: Knowledge) -> None:
    """Exact match of the fields of one set of applications written apart."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(name, Path(folder), known)
    print(f"\n(b) applications of {name}, written apart: {found.papers} papers")
    row("told apart from other papers", found.told, found.papers)
    row("fields as written, exact", found.written, found.fields, 0.98)
    row("fields in normal form, exact", found.normal, found.with_normal, 0.98)


class Letters:
    """Counts over the sample letters of several seeds."""

    def __init__(self) -> None:
        self.files = self.sure = self.doubtful = self.missed = self.wrong = 0
        self.fields = self.exact = 0
        self.stories = self.verdicts = self.grouped = self.complete = self.accepted = 0
        self.rejected_wrongly = self.accepted_wrongly = 0
        self.lines: list[str] = []

    def add(self, root: Path, seed: int) -> None:
        """Generate, take in, compare."""
        generate(root, seed)
        data = root / "data"
        baiqau("--data", data, "ingest", root / "letters", "--jobs", "2")
        report = json.loads(baiqau("--data", data, "--as-of", AS_OF, "report", "completeness", "--format", "json").out)
        letters = json.loads(baiqau("--data", data, "--as-of", AS_OF, "letters", "--format", "json").out)
        self.lines += [f"seed {seed}: {line}" for line in differences(root / "expected", report)]
        twins = {p.stem: json.loads(p.read_text("utf-8")) for p in (root / "expected").glob("*.json")}
        record = twins.pop("submissions")["submissions"]
        by_stem = {Path(letter["source"]).stem: letter for letter in letters}
        for stem, twin in twins.items():
            if (letter := by_stem.get(stem)) is not None:
                self._letter(twin, letter, report)
        for story in record.values():
            self._story(story, by_stem, {one["id"]: one for one in report["submissions"]})

    def _letter(self, twin: dict[str, Any], letter: dict[str, Any], report: dict[str, Any]) -> None:
        found = {file["file"]: file for file in letter["files"]}
        for name, wanted in twin["files"].items():
            claims = found.get(name, {}).get("kinds", {})
            right = {kind: w for kind, w in wanted.get("kinds", {}).items() if w.get("status") == "sure"}
            self.files += bool(right)
            self.sure += sum(claims.get(kind, {}).get("status") == "sure" for kind in right)
            self.doubtful += sum(claims.get(kind, {}).get("status") == "doubtful" for kind in right)
            self.missed += sum(kind not in claims for kind in right)
            self.wrong += sum(
                c["status"] == "sure" and kind not in wanted.get("kinds", {}) for kind, c in claims.items()
            )
        applications = [file["application"] for file in letter["files"] if file["application"]]
        for one in report["submissions"]:
            if not applications and one["id"] == letter["submission"] and one["application"]:
                applications = [one["application"]]
        for key, value in (twin.get("application") or {}).items():
            self.fields += 1
            told = applications[0].get(key) if applications else None
            self.exact += _same(told, value)

    def _story(self, story: dict[str, Any], by_stem: dict[str, Any], by_id: dict[int, Any]) -> None:
        numbers = {by_stem[stem]["submission"] for stem in story["letters"] if stem in by_stem}
        wanted = story["verdict"] if isinstance(story["verdict"], list) else [story["verdict"]]
        self.stories += 1
        self.grouped += len(numbers) == 1 or bool(story.get("may_split"))
        verdicts = {by_id[number]["verdict"] for number in numbers if number in by_id}
        self.verdicts += verdicts <= set(wanted) and bool(verdicts)
        self.rejected_wrongly += "rejected" in verdicts - set(wanted)
        self.accepted_wrongly += "accepted" in verdicts - set(wanted)
        if wanted == ["accepted"]:
            self.complete += 1
            self.accepted += verdicts == {"accepted"}

    def show(self) -> None:
        """Print the figures and every difference."""
        print(f"(a) sample letters of seeds {', '.join(map(str, SEEDS))}: {self.files} files with a kind")
        row("kinds: precision, sure", self.sure, self.sure + self.wrong, 0.98)
        row("kinds: recall, sure", self.sure, self.sure + self.doubtful + self.missed, 0.96)
        row("kinds: recall, sure or doubtful", self.sure + self.doubtful, self.sure + self.doubtful + self.missed)
        row("fields of the application, exact", self.exact, self.fields, 0.98)
        row("submissions with the right verdict", self.verdicts, self.stories)
        row("submissions grouped right", self.grouped, self.stories)
        row("complete portfolios accepted without a person", self.accepted, self.complete, 0.85)
        print(f"  wrong rejections {self.rejected_wrongly}, wrong acceptances {self.accepted_wrongly} (goal 0 and 0)")
        for line in self.lines:
            print(f"    {line}")


def schools(known: Knowledge) -> None:
    """The whole portfolios that sets hold, each in the manner of one school: how many need no person."""
    accepted = whole = 0
    held: list[str] = []
    for path in PRACTICE:
        by_school: dict[str, list[Labelled]] = {}
        for paper in practice([path]):
            if paper.school:
                by_school.setdefault(paper.school, []).append(paper)
        for school, portfolio in by_school.items():
            found = score(portfolio, known)
            in_doubt = found.doubtful_right + found.doubtful_wrong + found.missed + found.sure_wrong
            whole += 1
            accepted += not in_doubt
            held += [f"{path.name}, school {school}: {in_doubt} of {len(portfolio)} papers"] * bool(in_doubt)
    print(f"\n(b) whole portfolios of {whole} schools, written apart")
    row("accepted without a person", accepted, whole, 0.85)
    for line in held:
        print(f"    held: {line}")


def portfolios(known: Knowledge, names: Iterable[str] = COMPOSED) -> None:
    """Whole portfolios put together by chance, one paper of each kind of a set: how many need no person.

    One is accepted without a person where each of its kinds is sure; every kind that held some is named.
    """
    for name in names:
        by_kind: dict[str, list[bool]] = {}
        for paper in practice([path for path in PRACTICE if path.name == name]):
            if len(paper.kinds) == 1:
                (kind,) = paper.kinds
                by_kind.setdefault(kind, []).append(score([paper], known).sure_right == 1)
        rng, accepted = random.Random(1), 0
        holding: Counter[str] = Counter()
        for _ in range(PORTFOLIOS):
            held = [kind for kind, sure in by_kind.items() if not rng.choice(sure)]
            accepted += not held
            holding.update(held)
        print(f"\n(b) portfolios of {len(by_kind)} papers put together by chance from {name}")
        row("accepted without a person", accepted, PORTFOLIOS, 0.85)
        for kind, count in holding.most_common():
            print(f"    held by {kind}: {count}")


def _same(told: object, value: object) -> bool:
    return " ".join(str(told).split()) == " ".join(str(value).split())


def _none(found: Iterable[Labelled]) -> list[Labelled]:
    return [paper for paper in found if not paper.kinds and not paper.may]


def scans(seed: int) -> None:
    """Papers and forms of sample schools as scans of 150 dots per inch and more, read as the product reads them."""
    from tests.scans import measure_scans

    found = measure_scans(seed)
    if found is None:
        print("\n(e) scans: not measured, this machine has no tesseract with Kazakh and Russian")
        return
    print(f"\n(e) scans of 150 dots per inch and more, seed {seed}: {found.papers} papers, {found.forms} applications")
    row("kinds: precision, sure", found.sure, found.sure + found.wrong, 0.98)
    row("kinds: recall, sure", found.sure, found.kinds, 0.93)
    row("kinds: recall, sure or doubtful", found.sure + found.doubtful, found.kinds)
    row("applications recognised as such", found.recognised, found.forms, 1.0)
    row("fields, but for look-alike letters and marks", found.exact, found.fields, 0.90)
    for key, (right, of) in sorted(found.by_field.items()):
        row(f"  {key}", right, of)
    for line in found.lines:
        print(f"    {line}")


def signatures(seed: int) -> None:
    """Applications as scans, half of them signed in ink of every sort or with a stamp."""
    from tests.signing import measure

    found = measure(seed, 40)
    if found is None:
        return
    print(f"\n(f) signatures on scanned applications, seed {seed}")
    row("signed: told", found.signed[0], sum(found.signed))
    row("signed: not told unsigned", sum(found.signed) - found.signed[1], sum(found.signed), 1.0)
    row("unsigned: told", found.unsigned[1], sum(found.unsigned))
    row("unsigned: not told signed", sum(found.unsigned) - found.unsigned[0], sum(found.unsigned), 1.0)


def main() -> int:
    """Print every table."""
    letters = Letters()
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            letters.add(Path(folder), seed)
    letters.show()
    known = knowledge()
    for path in PRACTICE:
        kinds(f"(b) {path.name}, written apart", score(practice([path]), known), precision=0.98, recall=0.96)
    schools(known)
    portfolios(known)
    for number in range(1, 16):
        forms(f"blind_{number}", known)
    generated = list(papers(1, 10))
    pairs = [paper for paper in generated if paper.note.startswith("pair")]
    kinds("(c) papers that only the distinguishing words tell apart", score(pairs, known), precision=0.98, recall=0.96)
    none = _none([*practice(PRACTICE), *generated])
    found = score(none, known)
    print(f"\n(d) {len(none)} papers that are none of the documents")
    row("not taken for one surely", len(none) - found.sure_wrong, len(none), 0.98)
    row("not taken for one at all", len(none) - found.sure_wrong - found.doubtful_wrong, len(none))
    scans(SCANS_SEED)
    signatures(SCANS_SEED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
