"""Office packages (ECMA-376 part 2): a zip whose members are read within bounds, and its XML without entities.

``zipfile`` and ``lxml`` are wrapped here; what they raise becomes a ``ParserError``.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from parsers.errors import ParserError
from parsers.facts import Problem
from parsers.limits import ReadLimits

# A member smaller than this may be compressed as well as it likes: an empty table row repeats itself.
_SMALL = 1024 * 1024
# No single member of a document is as large; pictures are never unpacked here.
_MEMBER_BYTES = 128 * 1024 * 1024
# A member's XML becomes a tree of about ten times its size in memory.
_XML_BYTES = 32 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


_LOCAL: dict[object, str] = {}  # an entity's tag is a function, everything else's a string


def local(element: etree._Element) -> str:
    """The element's name without its namespace: transitional and strict documents differ only there."""
    tag: object = element.tag
    if (known := _LOCAL.get(tag)) is not None:
        return known
    if not isinstance(tag, str):
        return ""
    name = tag[tag.rfind("}") + 1 :]
    if len(_LOCAL) < 4096:  # a file may invent names; the formats know some hundreds
        _LOCAL[tag] = name
    return name


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that local name, None when there is none."""
    if element is not None:
        for inner in element:
            if local(inner) == name:
                return inner
    return None


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute of that local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).endswith(name) and (len(key) == len(name) or str(key)[-len(name) - 1] == "}"):
            return str(value)
    return None


class Package:
    """An open office package. Members are found without regard to case, as Word finds them."""

    def __init__(self, archive: zipfile.ZipFile, limits: ReadLimits) -> None:
        self._archive = archive
        self._limits = limits
        self._left = limits.unpacked_mb * 1024 * 1024
        entries = archive.infolist()
        if len(entries) > limits.members:
            raise ParserError(Problem("too_many", f"{len(entries)} members"))
        self._members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def names(self, folder: str) -> list[str]:
        """Members under a folder, in lower case, in the order of the archive."""
        return [name for name in self._members if name.startswith(folder.lower())]

    def check(self) -> None:
        """Hold every member against the bounds, for a library that will unpack them by itself."""
        for name, info in self._members.items():
            self._bound(name, info)
            if name.endswith((".xml", ".rels")) and b"<!ENTITY" in self._head(info):
                raise ParserError(Problem("bomb", f"{name}: declares entities"))

    def _head(self, info: zipfile.ZipInfo) -> bytes:
        try:
            with self._archive.open(info) as member:
                return member.read(2048)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise ParserError(Problem("damaged", f"{info.filename}: {error}")) from error

    def read(self, name: str) -> bytes:
        """A member's bytes; b"" when there is none. Raises ParserError bomb, too_large, encrypted or damaged."""
        info = self._members.get(name.lower())
        if info is None:
            return b""
        self._bound(name, info)
        try:
            # zipfile never gives more than the size in the directory, so a member that lies cannot exceed the bound.
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise ParserError(Problem("damaged", f"{name}: {error}")) from error

    def _bound(self, name: str, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & 1:
            raise ParserError(Problem("encrypted", name))
        if info.file_size > _SMALL and info.file_size > self._limits.ratio * max(info.compress_size, 1):
            raise ParserError(Problem("bomb", f"{name}: {info.compress_size} bytes would become {info.file_size}"))
        if info.file_size > min(_MEMBER_BYTES, self._left):
            raise ParserError(Problem("too_large", f"{name}: {info.file_size} bytes"))
        self._left -= info.file_size

    def xml(self, name: str) -> etree._Element | None:
        """A member as XML, None when there is no such member. Entities are never expanded, nothing is fetched."""
        data = self.read(name)
        return parse_xml(data, name) if data else None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relations of a member: id → (kind, target). Targets inside the package are full names, others as written."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", base + ".rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            target, identifier = relation.get("Target"), relation.get("Id")
            if not target or not identifier:
                continue
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[identifier] = ((relation.get("Type") or "").rpartition("/")[2], target)
        return found

    def main(self, default: str) -> str:
        """The name of the main part, by the package's own relations, else ``default``."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target in self:
                return target
        return default


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Bytes as XML with entities left alone and no network; raises ParserError damaged or too_large."""
    if len(data) > _XML_BYTES:
        raise ParserError(Problem("too_large", f"{name}: {len(data)} bytes of XML"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParserError(Problem("damaged", f"{name}: {error}")) from error


@contextmanager
def open_package(path: Path, limits: ReadLimits) -> Iterator[Package]:
    """Open an office package; raises ParserError damaged, encrypted (MS-OFFCRYPTO in an OLE file) or empty."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ParserError(_why_no_zip(path, error)) from error
    with archive:
        yield Package(archive, limits)


def _why_no_zip(path: Path, error: Exception) -> Problem:
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError:
        return Problem("damaged", str(error))
    if not head:
        return Problem("empty")
    # Office keeps a package that is locked by a password inside an OLE file.
    return Problem("encrypted", "OLE container") if head == _OLE else Problem("damaged", str(error))
