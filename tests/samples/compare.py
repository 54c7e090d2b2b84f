"""A completeness report (JSON) held against the twins: what differs, one line each."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Twins = Mapping[str, Any]


def differences(expected: Path, report: Mapping[str, Any]) -> list[str]:
    """Lines that say where the report of the whole set differs from the twins in the folder ``expected``.

    Verdicts of letters, membership, verdicts, reasons, missing and doubtful kinds, kinds by file and the application of
    each submission are compared as README.md defines them.
    """
    stories = json.loads((expected / "submissions.json").read_text("utf-8"))["submissions"]
    twins = {
        p.stem: json.loads(p.read_text("utf-8")) for p in sorted(expected.glob("*.json")) if p.stem != "submissions"
    }
    numbers, lines = _letters(twins, report)
    by_id = {s["id"]: s for s in report["submissions"]}
    seen: dict[int, str] = {}
    for story, record in stories.items():
        found = {numbers.get(stem) for stem in record["letters"]}
        ids = sorted(number for number in found if number is not None)
        lines.extend(f"{story}: shares submission {i} with {seen[i]}" for i in ids if i in seen)
        seen.update(dict.fromkeys(ids, story))
        lines.extend(f"{story}: {line}" for line in _story(record, [by_id[i] for i in ids if i in by_id], twins))
    return lines


def _one_of(found: Any, wanted: Any) -> bool:
    return found in wanted if isinstance(wanted, list) else bool(found == wanted)


def _letters(twins: Twins, report: Mapping[str, Any]) -> tuple[dict[str, int | None], list[str]]:
    """Each letter's submission by its stem, and what is wrong with the letters' verdicts."""
    by_stem = {Path(row["source"]).stem: row for row in report["letters"]}
    numbers: dict[str, int | None] = {}
    lines = []
    for stem, twin in twins.items():
        row = by_stem.get(stem) or by_stem.get(twin.get("same_as", ""))
        if row is None:
            copies = [s for s, t in twins.items() if t.get("same_as") == stem]
            row = next((by_stem[s] for s in copies if s in by_stem), None)
        if row is None:
            lines.append(f"{stem}: no such letter in the report")
            continue
        numbers[stem] = row["submission"]
        if not _one_of(row["verdict"], twin["verdict"]):
            lines.append(f"{stem}: letter is {row['verdict']}, expected {twin['verdict']}")
    return numbers, lines


def _story(record: Mapping[str, Any], found: list[Any], twins: Twins) -> Iterator[str]:
    if not found:
        yield "no submission"
        return
    if len(found) > 1:
        if not record.get("may_split"):
            yield f"split into {[s['id'] for s in found]}"
        elif wrong := [s["verdict"] for s in found if s["verdict"] not in ("held", "incomplete")]:
            yield f"split, and a part is {wrong}"
        return
    (one,) = found
    if not _one_of(one["verdict"], record["verdict"]):
        yield f"{one['verdict']} {one['reasons']}, expected {record['verdict']} {record['reasons']}"
    elif not set(record["reasons"]) <= set(one["reasons"]) <= {*record["reasons"], *record["may_reasons"]}:
        yield f"reasons {one['reasons']}, expected {record['reasons']} and perhaps {record['may_reasons']}"
    if record["missing"] is not None and set(one["missing"]) != set(record["missing"]):
        yield f"missing {one['missing']}, expected {record['missing']}"
    if "doubtful" in record and set(one["doubtful"]) != set(record["doubtful"]):
        yield f"doubtful {one['doubtful']}, expected {record['doubtful']}"
    if "receipt_unproven" in one["reasons"] or (one["verdict"] == "rejected" and "late" in one["reasons"]):
        return  # what does not count reaches no rule, so that nothing more is said of it
    letters = [twins[stem] for stem in record["letters"] if stem in twins]
    yield from _kinds(one, letters)
    yield from _application(one, record, letters)


def _kinds(one: Mapping[str, Any], letters: list[Any]) -> Iterator[str]:
    wanted = {name: file for twin in letters for name, file in twin["files"].items() if name and ".." not in name}
    claims: dict[str, dict[str, Any]] = {}
    for kind, files in one["documents"].items():
        for claim in files:
            known = claims.setdefault(claim["file"], {})
            if known.get(kind, {}).get("status") != "sure":  # a page more that is only doubtful takes nothing away
                known[kind] = claim
    for name, found in claims.items():
        file = wanted.get(name)
        if file is None:
            continue
        for kind, claim in found.items():
            want = file["kinds"].get(kind)
            if want is None and claim["status"] == "sure":
                yield f"{name}: claimed to be {kind}: {claim['evidence']!r}"
            elif want is not None:
                yield from (f"{name}: {line}" for line in _claim(kind, claim, want))
    for name, file in wanted.items():
        for kind, want in file["kinds"].items():
            if want["status"] == "sure" and kind not in claims.get(name, {}) and kind not in one["late"]:
                yield f"{name}: not recognised as {kind}"


def _claim(kind: str, claim: Mapping[str, Any], want: Mapping[str, Any]) -> Iterator[str]:
    if want["status"] != "any" and claim["status"] != want["status"]:
        yield f"{kind} is {claim['status']}, expected {want['status']}"
    if want["pages"] is not None and claim["pages"] != want["pages"]:
        yield f"{kind} on pages {claim['pages']}, expected {want['pages']}"
    if want["partly"] is not None and claim["partly"] != want["partly"]:
        yield f"{kind} partly {claim['partly']}, expected {want['partly']}"


def _application(one: Mapping[str, Any], record: Mapping[str, Any], letters: list[Any]) -> Iterator[str]:
    applications = [twin["application"] for twin in letters if twin["application"]]
    wanted = record.get("application") or (applications[-1] if len(applications) == 1 else None)
    for key, value in (wanted or {}).items():
        found = (one["application"] or {}).get(key)
        if _folded(found) != _folded(value):
            yield f"application {key}: {found!r}, expected {value!r}"


def _folded(text: str | None) -> str:
    return " ".join((text or "").replace("«", '"').replace("»", '"').split()).strip(" .,;:=").lower()
