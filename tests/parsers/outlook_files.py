"""Writes letters in Outlook's form ([MS-CFB], [MS-OXMSG]) for tests: as much of a compound file as a real one has."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    start: int = _END


def compound(tree: Tree) -> bytes:
    """A compound file with these streams and storages."""
    entries = [_Entry("Root Entry", 5)]
    _add(entries, 0, tree)
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(data: bytes) -> int:
        """Lay data into sectors; where they begin."""
        first, count = len(sectors), -(-len(data) // _SECTOR)
        for number in range(count):
            sectors.append(data[number * _SECTOR : (number + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            fat.append(first + number + 1 if number + 1 < count else _END)
        return first if count else _END

    mini, mini_fat = b"", list[int]()
    for entry in entries[1:]:
        if entry.kind == 2 and len(entry.data) >= _CUTOFF:
            entry.start = put(entry.data)
        elif entry.kind == 2 and entry.data:
            entry.start, count = len(mini_fat), -(-len(entry.data) // _MINI)
            mini_fat += [*range(entry.start + 1, entry.start + count), _END]
            mini += entry.data.ljust(count * _MINI, b"\0")
    entries[0].data, entries[0].start = mini, put(mini)
    mini_start = put(
        struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(-(-len(mini_fat) * 4 // _SECTOR) * _SECTOR, b"\xff")
    )
    directory = put(b"".join(_directory(entries, number) for number in range(len(entries))))
    size = 1
    while (len(fat) + size) * 4 > size * _SECTOR:
        size += 1
    fat_start = len(sectors)
    table = [*fat, *[_FAT] * size]
    packed = struct.pack(f"<{len(table)}I", *table).ljust(size * _SECTOR, b"\xff")
    header = struct.pack("<8s16sHHHHH6s", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"")
    mini_sectors = -(-len(mini_fat) * 4 // _SECTOR)
    header += struct.pack("<9I", 0, size, directory, 0, _CUTOFF, mini_start, mini_sectors, _END, 0)
    difat = [*range(fat_start, fat_start + size), *[_FREE] * (109 - size)]
    return header + struct.pack("<109I", *difat) + b"".join(sectors) + packed


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    for name, content in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
        entries.append(_Entry(name, 2, content) if isinstance(content, bytes) else _Entry(name, 1))
        own = len(entries) - 1
        entries[parent].children.append(own)
        if not isinstance(content, bytes):
            _add(entries, own, content)


def _directory(entries: list[_Entry], number: int) -> bytes:
    """One entry; the children of a storage are a chain to the right."""
    entry = entries[number]
    siblings = next((one.children for one in entries if number in one.children), [number])
    place = siblings.index(number)
    right = siblings[place + 1] if place + 1 < len(siblings) else _FREE
    child = entry.children[0] if entry.children else _FREE
    name = entry.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", name, len(name) + 2, entry.kind, 1, _FREE, right, child, b"", 0, 0, 0, entry.start,
        len(entry.data),
    )  # fmt: skip


def message(
    texts: Mapping[str, str],
    attachments: Mapping[str, "bytes | Tree"] | None = None,
    *,
    sent: datetime | None = None,
    html: bytes = b"",
    rtf: bytes = b"",
    narrow: bool = False,
    inside: bool = False,
) -> Tree:
    """A letter: properties of text by number, attachments by name (a tree is a letter). ``narrow``: text in cp1251."""
    tree: dict[str, bytes | Tree] = {}
    for number, text in texts.items():
        tree[f"__substg1.0_{number}001E" if narrow else f"__substg1.0_{number}001F"] = text.encode(
            "cp1251" if narrow else "utf-16-le"
        )
    if html:
        tree["__substg1.0_10130102"] = html
    if rtf:
        tree["__substg1.0_10090102"] = rtf
    filetime = 0 if sent is None else int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    tree["__properties_version1.0"] = bytes(24 if inside else 32) + struct.pack("<HHIQ", 0x40, 0x39, 6, filetime)
    for order, (name, content) in enumerate((attachments or {}).items()):
        letter = not isinstance(content, bytes)
        attached: dict[str, bytes | Tree] = {
            "__properties_version1.0": bytes(8) + struct.pack("<HHIQ", 3, 0x3705, 6, 5 if letter else 1),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_3701000D" if letter else "__substg1.0_37010102": content,
        }
        tree[f"__attach_version1.0_#{order:08X}"] = attached
    return tree


def msg(*args: "Mapping[str, str] | Mapping[str, bytes | Tree]", **options: object) -> bytes:
    """The file of a letter, see ``message``."""
    return compound(message(*args, **options))  # type: ignore[arg-type]
