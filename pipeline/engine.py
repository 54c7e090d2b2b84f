"""What a letter's facts depend on beside its bytes: the code that reads and places letters, and the configuration."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipeline.contest import Contest
from pipeline.tracking.columns import to_json


def basis(contest: Contest) -> str:
    """A hash of all that reading depends on in a configuration: when it changes, letters are read anew."""
    used = (
        contest.knowledge, contest.limits.model_dump(), contest.mailbox.trusted_hosts, contest.contest.number_prefix,
        contest.trust.unnamed_results,
    )  # fmt: skip
    return hashlib.sha256(to_json(used).encode()).hexdigest()


@cache
def engine() -> str:
    """Hashes of the code that reads letters and of the code that places them, joined by "-".

    Facts of one engine are never mixed with another's unnoticed: after an update letters are read or placed anew.
    """
    root = Path(__file__).parent.parent
    headers = (*root.glob("intake/re*.py"), root / "intake" / "authentication.py")
    studies = (root / "pipeline" / "study.py", root / "pipeline" / "reading.py")
    reads = (*root.glob("parsers/**/*.py"), *headers, *studies)
    places = (*root.glob("pipeline/*.py"), *root.glob("pipeline/decisions/*.py"))
    return f"{_hash_of_all(reads)}-{_hash_of_all(places)}"


def _hash_of_all(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
