"""Archives as schools send them, and archives made to harm."""

import hashlib
import io
import random
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from parsers.facts import Part, Problem
from parsers.limits import MailLimits
from parsers.unpack import needs_unpacking, unpack
from tests.parsers.mime_letters import HEAD, PDF, TEXT, multipart

LIMITS = MailLimits(members=50, unpacked_mb=40, ratio=100)


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def raw_named(names: list[bytes], *, flags: int = 0, extras: list[bytes] | None = None) -> bytes:
    """A zip whose names are these bytes, as programs without Unicode write them."""
    local, directory = b"", b""
    for number, name in enumerate(names):
        data = b"data %d" % number
        extra = extras[number] if extras else b""
        common = struct.pack(
            "<HHHHHIIIHH", 20, flags, 0, 0, 0, zlib.crc32(data), len(data), len(data), len(name), len(extra)
        )
        directory += (
            b"PK\x01\x02"
            + struct.pack("<H", 20)
            + common
            + struct.pack("<HHHII", 0, 0, 0, 0, len(local))
            + name
            + extra
        )
        local += b"PK\x03\x04" + common + name + extra + data
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(names), len(names), len(directory), len(local), 0)
    return local + directory + end


def sent(scratch: Path, data: bytes, name: str = "a.zip", content_type: str = "application/zip") -> Part:
    """A part with these bytes, as the splitter leaves it."""
    (scratch / "p0").write_bytes(data)
    return Part("1", name, content_type, len(data), hashlib.sha256(data).hexdigest(), False, "p0")


def names(parts: tuple[Part, ...]) -> list[str]:
    """Names in order."""
    return [part.name for part in parts]


def test_members_become_flat_parts(tmp_path: Path) -> None:
    """Named with the archive and the folder, with path, size, hash and the type that the name promises."""
    parts = unpack(
        sent(tmp_path, archive({"folder/": b"", "folder/План.docx": b"x" * 99, "b.pdf": b"%PDF-1.4"})), tmp_path, LIMITS
    )
    assert names(parts) == ["a.zip/folder/План.docx", "a.zip/b.pdf"]
    assert [part.path for part in parts] == ["1/1", "1/2"]
    assert [part.content_type.rpartition(".")[2] for part in parts] == ["document", "application/pdf"]
    assert (parts[0].size, parts[0].sha256) == (99, hashlib.sha256(b"x" * 99).hexdigest())
    assert (tmp_path / parts[1].file).read_bytes() == b"%PDF-1.4"


def test_a_zip_is_known_by_its_content(tmp_path: Path) -> None:
    """A zip without the name is unpacked; an office document, a picture or a text is not."""
    assert needs_unpacking(sent(tmp_path, archive({"a.txt": b"a"}), "portfolio"), tmp_path)
    for data in (archive({"[Content_Types].xml": b"", "word/document.xml": b""}), b"\xff\xd8\xff", b"text", b""):
        part = sent(tmp_path, data, "a.zip")
        assert not needs_unpacking(part, tmp_path)
        assert unpack(part, tmp_path, LIMITS) == (part,)


def test_one_zip_in_another_is_flat(tmp_path: Path) -> None:
    """One level is read, the next stays a file with its problem (fault 25)."""
    third = archive({"deep.txt": b"x"})
    second = archive({"c.zip": third, "b.txt": b"b"})
    parts = unpack(sent(tmp_path, archive({"b.zip": second, "a.txt": b"a"})), tmp_path, LIMITS)
    assert names(parts) == ["a.zip/b.zip/c.zip", "a.zip/b.zip/b.txt", "a.zip/a.txt"]
    assert [part.problem for part in parts] == [Problem("too_deep", "zip"), None, None]
    assert parts[0].path == "1/0/0"


def test_letters_in_a_zip_are_taken_apart(tmp_path: Path) -> None:
    """Schools save letters as .eml and pack them: text and attachments are what counts."""
    letter = HEAD + multipart(TEXT, PDF)
    parts = unpack(sent(tmp_path, archive({"saved/one.eml": letter})), tmp_path, LIMITS)
    assert names(parts) == ["a.zip/saved/one.eml/letter.txt", "a.zip/saved/one.eml/plan.pdf"]
    assert [(tmp_path / part.file).stat().st_size for part in parts] == [part.size for part in parts]
    assert len({part.path for part in parts}) == 2


def test_an_attached_letter_is_taken_apart(tmp_path: Path) -> None:
    """An .eml attached as a file of bytes is a letter all the same; a file that is none stays as it is."""
    letter = sent(tmp_path, HEAD + multipart(TEXT, PDF), "one.eml", "application/octet-stream")
    assert names(unpack(letter, tmp_path, LIMITS)) == ["one.eml/letter.txt", "one.eml/plan.pdf"]
    other = sent(tmp_path, b"\x00\x01 nothing", "one.eml", "application/octet-stream")
    assert unpack(other, tmp_path, LIMITS) == (other,)


@pytest.mark.parametrize(
    ("codec", "given"),
    [
        ("cp866", ["Приказ о назначении.docx", "План работы/МО.doc", "фото.jpg"]),
        ("cp1251", ["Приказ о назначении.docx", "План.doc"]),
        ("kz1048", ["Бұйрық.docx", "Әдістемелік бірлестік/Ереже.doc"]),
        ("utf-8", ["Бұйрық.docx", "Өтінім.pdf"]),
        ("cp866", ["СОР СОЧ.xlsx"]),
    ],
)
def test_names_without_the_flag_are_read_by_all_letters_together(tmp_path: Path, codec: str, given: list[str]) -> None:
    """One program wrote all names of an archive: together they tell its table."""
    parts = unpack(sent(tmp_path, raw_named([name.encode(codec) for name in given])), tmp_path, LIMITS)
    assert names(parts) == ["a.zip/" + name for name in given]


def test_the_flag_and_the_extra_field_are_believed(tmp_path: Path) -> None:
    """APPNOTE 4.4.4 bit 11; Info-ZIP 0x7075 where its checksum is of this name."""
    good = struct.pack("<HHBI", 0x7075, 5 + 8, 1, zlib.crc32(b"____1.pdf")) + "План".encode()
    stale = struct.pack("<HHBI", 0x7075, 5 + 4, 1, 1) + "План".encode()[:4]
    parts = unpack(sent(tmp_path, raw_named([b"____1.pdf", b"other.pdf"], extras=[good, stale])), tmp_path, LIMITS)
    assert names(parts) == ["a.zip/План", "a.zip/other.pdf"]
    flagged = raw_named(["Бұйрық.pdf".encode()], flags=0x800)
    assert names(unpack(sent(tmp_path, flagged), tmp_path, LIMITS)) == ["a.zip/Бұйрық.pdf"]


def test_what_systems_add_is_left_out(tmp_path: Path) -> None:
    """Nobody sent __MACOSX, .DS_Store, Thumbs.db or AppleDouble files."""
    members = {
        "__MACOSX/._a.pdf": b"x",
        ".DS_Store": b"x",
        "docs/Thumbs.db": b"x",
        "docs/._b.pdf": b"x",
        "docs/b.pdf": b"y",
        "desktop.ini": b"",
    }
    assert names(unpack(sent(tmp_path, archive(members)), tmp_path, LIMITS)) == ["a.zip/docs/b.pdf"]


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\evil.txt", "a/../../evil.txt"]
)
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    """Fault 26: the bytes are read under a name of ours; the name stays as data."""
    scratch = tmp_path / "deep" / "scratch"
    scratch.mkdir(parents=True)
    before = {path for path in tmp_path.rglob("*") if scratch not in path.parents}
    parts = unpack(sent(scratch, raw_named([name.encode()])), scratch, LIMITS)
    assert {path for path in tmp_path.rglob("*") if scratch not in path.parents} == before
    assert [(scratch / part.file).read_bytes() for part in parts] == [b"data 0"]
    assert parts[0].name == "a.zip/" + (name.replace("\\", "/"))


def test_links_are_shown_and_not_followed(tmp_path: Path) -> None:
    """Fault 26: a symbolic link in an archive is a part without bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        info = zipfile.ZipInfo("link.txt")
        info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        packed.writestr(info, "/etc/passwd")
    (part,) = unpack(sent(tmp_path, buffer.getvalue()), tmp_path, LIMITS)
    assert (part.problem, part.file) == (Problem("unsafe_name", "link"), "")
    assert not any(path.is_symlink() for path in tmp_path.iterdir())


def test_a_bomb_ends_at_the_ratio(tmp_path: Path) -> None:
    """Fault 25: the archive shows as a bomb, what came before it is kept, the disk is not filled."""
    packed = archive({"a.txt": b"first", "bomb.bin": bytes(39 * 1024 * 1024)})
    parts = unpack(sent(tmp_path, packed), tmp_path, LIMITS)
    assert [(part.name, part.problem) for part in parts] == [("a.zip/a.txt", None), ("a.zip", Problem("bomb", "ratio"))]
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 1024 * 1024


def test_a_text_that_repeats_itself_is_no_bomb(tmp_path: Path) -> None:
    """A megabyte of one line packs beyond any ratio and harms nobody."""
    (part,) = unpack(sent(tmp_path, archive({"a.txt": b"one line\n" * 120_000})), tmp_path, LIMITS)
    assert part.problem is None


def test_disk_and_members_are_bounded_over_all_levels(tmp_path: Path) -> None:
    """The limits are of the part with all that lies in it, not of each archive."""
    noise = random.Random(1).randbytes(9 * 1024 * 1024)
    inner = archive({f"{number}.bin": noise for number in range(3)}, zipfile.ZIP_STORED)
    parts = unpack(sent(tmp_path, archive({"x.zip": inner, "y.zip": inner}, zipfile.ZIP_STORED)), tmp_path, LIMITS)
    assert parts[-1].problem == Problem("too_large", "unpacked")
    many = archive({f"{number}.txt": b"x" for number in range(60)})
    parts = unpack(sent(tmp_path, many), tmp_path, LIMITS)
    assert (len(parts), parts[-1].name, parts[-1].problem) == (51, "a.zip", Problem("too_many", "members"))


def test_encrypted_members_say_so(tmp_path: Path) -> None:
    """A person is asked for the password; the others are read."""
    data = bytearray(archive({"a.txt": b"secret", "b.txt": b"open"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    parts = unpack(sent(tmp_path, bytes(data)), tmp_path, LIMITS)
    assert [(part.name, part.problem, bool(part.file)) for part in parts] == [
        ("a.zip/a.txt", Problem("encrypted"), False),
        ("a.zip/b.txt", None, True),
    ]


def test_a_cut_off_archive_gives_what_it_has(tmp_path: Path) -> None:
    """Without its directory, members are found by their own headers; the archive itself stays, damaged."""
    whole = archive(
        {"План.txt": b"plan " * 99, "b.txt": bytes(range(256)) * 40, "c.txt": bytes(range(255, 0, -1)) * 90}
    )
    parts = unpack(sent(tmp_path, whole[: whole.index(b"c.txt") + 60]), tmp_path, LIMITS)
    assert names(parts) == ["a.zip/План.txt", "a.zip/b.txt", "a.zip/c.txt", "a.zip"]
    assert [part.problem and part.problem.code for part in parts] == [None, None, "damaged", "damaged"]
    assert (tmp_path / parts[0].file).read_bytes() == b"plan " * 99


def test_a_member_with_a_wrong_checksum_is_kept_and_flagged(tmp_path: Path) -> None:
    """Its bytes may still be read by a person."""
    data = bytearray(archive({"a.txt": b"hello there", "b.txt": b"fine"}, zipfile.ZIP_STORED))
    data[data.index(b"hello")] ^= 1
    parts = unpack(sent(tmp_path, bytes(data)), tmp_path, LIMITS)
    assert [part.problem for part in parts] == [Problem("damaged", "member"), None]


def test_a_streamed_archive_is_read(tmp_path: Path) -> None:
    """Programs that write to a pipe put sizes behind the data, and a cut loses the directory too."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", b"one " * 100)
        packed.writestr("b.txt", b"two " * 100)
    assert names(unpack(sent(tmp_path, pipe.data), tmp_path, LIMITS)) == ["a.zip/a.txt", "a.zip/b.txt"]
    cut = pipe.data[: pipe.data.index(b"PK\x01\x02")]
    assert names(unpack(sent(tmp_path, cut), tmp_path, LIMITS)) == ["a.zip/a.txt", "a.zip/b.txt", "a.zip"]


@pytest.mark.parametrize(
    "head",
    [
        b"Rar!\x1a\x07\x01\x00",
        b"7z\xbc\xaf\x27\x1c\x00\x04",
        b"\x1f\x8b\x08\x00",
        b"\x78\x9f\x3e\x22",
        bytes(257) + b"ustar\x00",
    ],
)
def test_archives_that_are_none_stay_whole(tmp_path: Path, head: bytes) -> None:
    """They show as damaged, empty or unsupported, so that nobody is rejected for what lies in them."""
    part = sent(tmp_path, head + bytes(600), "portfolio")
    (kept,) = unpack(part, tmp_path, LIMITS)
    assert kept.problem is not None
    assert kept.problem.code in ("damaged", "empty", "unsupported")
    assert kept.file == "p0"


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    """Nothing inside is not nothing sent."""
    (part,) = unpack(sent(tmp_path, archive({})), tmp_path, LIMITS)
    assert part.problem == Problem("empty", "zip")


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_is_beyond_codes(tmp_path: Path, seed: int) -> None:
    """Bytes changed anywhere give parts and problems, never an exception."""
    chance = random.Random(seed)
    data = bytearray(
        archive({"План.txt": b"plan " * 99, "x/b.zip": archive({"c.txt": b"c" * 500}), "d.eml": HEAD + TEXT})
    )
    for _ in range(chance.randrange(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    parts = unpack(
        sent(tmp_path, bytes(data[: chance.choice([len(data), chance.randrange(1, len(data))])])), tmp_path, LIMITS
    )
    assert parts
    assert all(part.file or part.problem for part in parts)
