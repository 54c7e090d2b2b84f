"""What a data folder holds, by content: keys and hashes instead of the numbers that an order of arrival gives."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from pipeline.contest import LoadedContest
from pipeline.overview import overview
from pipeline.state import Finding
from pipeline.tracking import copying
from pipeline.tracking.derived import LINK, MEMBERSHIP, READING
from pipeline.tracking.evidence import ARRIVAL, LETTER, SKIPPED
from pipeline.tracking.folder import DataFolder
from pipeline.tracking.store import Store

Content = Mapping[str, Any]


def content(store: Store, folder: DataFolder, loaded: LoadedContest, now: datetime) -> Content:
    """Everything that must not depend on the order of arrival, on repetition or on crashes."""
    whole = overview(store, loaded, now)
    letters = {
        letter.key: (
            letter.verdict, _said(letter.why), letter.founder, _said(letter.joined_by), letter.receipt, letter.subject,
            letter.source, letter.problem,
            [(file.path, file.name, file.sha256, file.size, file.facts) for file in letter.files], letter.body,
        )
        for letter in whole.letters
    }  # fmt: skip
    submissions = {
        one.state.founder: (one.verdict.standing, one.verdict.reasons, one.verdict.missing, sorted(one.state.rivals))
        for one in whole.submissions
    }
    with store.reading() as connection:
        keys = {row.id: row.key for row in connection.execute(select(LETTER))}
        arrivals = {(keys[r.letter_id], r.raw_sha256, r.source, r.folder) for r in connection.execute(select(ARRIVAL))}
        kept = {key for key, *_ in arrivals}
        skipped = {(keys[r.letter_id], r.raw_sha256, r.folder, r.verdict) for r in connection.execute(select(SKIPPED))}
        readings = {
            (keys[r.letter_id], r.raw_sha256, r.verdict, r.headers) for r in connection.execute(select(READING))
        }
        links = {(keys[r.letter_id], r.key) for r in connection.execute(select(LINK)) if not r.key.startswith("q:")}
        places = {
            keys[r.letter_id]: (r.verdict, keys.get(r.founder_id), r.wanted)
            for r in connection.execute(select(MEMBERSHIP))
        }
    return {
        "letters": letters, "submissions": submissions, "arrivals": arrivals,
        "skipped": {row for row in skipped if row[0] not in kept}, "readings": readings, "links": links,
        "places": places, "numbers": set(whole.numbers), "files": files(folder),
    }  # fmt: skip


def all_text(store: Store) -> str:
    """All text of all rows of the database, whichever it is."""
    with store.reading() as connection:
        tables = copying.tables(connection, copying.names())
        return b"".join(line for table in tables for line in copying.lines(connection, table)).decode()


def files(folder: DataFolder) -> set[str]:
    """Every file of the data folder but the database and the lock."""
    kept = {path.relative_to(folder.root).as_posix() for path in folder.root.rglob("*") if path.is_file()}
    return {name for name in kept if not re.match(r"(tracking\.sqlite.*|lock)$", name)}


def _said(finding: Finding | None) -> object:
    """A finding without the numbers that depend on who came first."""
    return finding and (finding.rule, finding.code, {k: v for k, v in finding.params.items() if k != "number"})


def placeless(whole: Any, root: Path) -> Any:
    """The same without the folder that the test stands in."""
    if isinstance(whole, str):
        return whole.replace(str(root), "ROOT")
    if isinstance(whole, dict):
        return {placeless(key, root): placeless(value, root) for key, value in whole.items()}
    if isinstance(whole, list | tuple | set):
        return type(whole)(placeless(item, root) for item in whole)
    return whole
