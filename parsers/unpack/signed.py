"""Reading what a signature holds (CMS, RFC 5652): letters signed as one (.p7m) and files signed by an eGov key (.cms).

Nothing is proven here: that the file lies in a signature is said by its path, whose signature it is by nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from parsers.facts import Problem
from parsers.unpack.members import BadArchiveError, Member

_LARGEST = 128 * 1024 * 1024
_ENDINGS = (".p7m", ".p7s", ".cms", ".sig", ".p7b")


@dataclass(slots=True)
class _Signed:
    members: tuple[Member, ...]
    data: bytes
    unpacked: int = 0
    damaged: bool = False

    def read(self, member: Member) -> Iterator[bytes]:
        """The signed bytes."""
        del member
        yield self.data


def holds_content(path: Path) -> bool:
    """Whether a signature holds what was signed; one that lies beside it does not."""
    try:
        return bool(_content(path))
    except BadArchiveError as error:
        return error.problem.code == "encrypted"


@contextmanager
def open_signed(path: Path, name: str) -> Iterator[_Signed]:
    """The one file in a signature that was sent as ``name``; raises BadArchiveError."""
    data = _content(path)
    inner = PurePosixPath(name.rpartition("/")[2])
    bare = inner.stem if inner.suffix.lower() in _ENDINGS else inner.name
    # A signed letter is a MIME entity: a header, an empty line, a body (RFC 8551, 3.1).
    is_letter = b"content-type:" in data[:2048].lower()
    shown = "smime.eml" if is_letter else bare if PurePosixPath(bare).suffix else f"{bare}.signed"
    yield _Signed((Member(0, shown, len(data), False),), data)


def _content(path: Path) -> bytes:
    """The signed bytes, b"" for a signature that lies beside them."""
    try:
        from asn1crypto import cms
    except ImportError as error:
        raise BadArchiveError(Problem("unsupported", "p7m")) from error
    if path.stat().st_size > _LARGEST:
        raise BadArchiveError(Problem("too_large", "p7m"))
    try:
        outer = cms.ContentInfo.load(path.read_bytes())
        kind = outer["content_type"].native
        if kind == "enveloped_data":
            raise BadArchiveError(Problem("encrypted", "p7m"))
        if kind != "signed_data":
            return b""
        inner = outer["content"]["encap_content_info"]["content"]
        return bytes(inner.native or b"") if inner is not None else b""
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise BadArchiveError(Problem("damaged", f"p7m {type(error).__name__}")) from error
