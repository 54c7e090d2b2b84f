"""RAR, 7z, tar and their kin, winmail.dat and files inside signatures: what schools send instead of a zip."""

import bz2
import gzip
import io
import lzma
import random
import subprocess
import tarfile
from pathlib import Path

import pytest

from parsers.facts import Part
from parsers.limits import MailLimits, ReadLimits
from parsers.sandbox import Sandbox, SandboxLimits
from parsers.understand import understand
from parsers.unpack import packed, unpack
from pipeline.contest import load
from tests.parsers.archive_files import cms, rar4, rar5, tnef
from tests.parsers.mime_letters import HEAD, TEXT
from tests.parsers.sandbox_values import KNOWLEDGE
from tests.parsers.scanning import FORM
from tests.parsers.test_unpack import archive, names, sent

LIMITS = MailLimits(members=50, unpacked_mb=40, ratio=100)
FILES = {"Портфолио/20. Жоспар.txt": "Дарынды балалар".encode(), "Әдістеме.txt": b"second" * 400}
NAMES = [f"a/{name}" for name in FILES]
needs_libarchive = pytest.mark.skipif(not packed.is_installed(), reason="libarchive13 is not installed")


def tar(members: dict[str, bytes], mode: str = "w", encoding: str = "utf-8") -> bytes:
    """A tar, packed or not, with names in some encoding."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, encoding=encoding, format=tarfile.GNU_FORMAT) as made:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return out.getvalue()


def seven(members: dict[str, bytes]) -> bytes:
    """A 7z."""
    import libarchive

    out = io.BytesIO()
    with libarchive.custom_writer(out.write, "7zip") as made:
        for name, data in members.items():
            made.add_file_from_memory(name, len(data), data)
    return out.getvalue()


def inside(tmp_path: Path, data: bytes, name: str = "a", limits: MailLimits = LIMITS) -> tuple[Part, ...]:
    """What is found in an archive."""
    return unpack(sent(tmp_path, data, name), tmp_path, limits)


def bytes_of(parts: tuple[Part, ...], scratch: Path) -> dict[str, bytes]:
    """The files by name."""
    return {part.name: (scratch / part.file).read_bytes() for part in parts if part.file and not part.problem}


def code(part: Part) -> str:
    """Why it is not read."""
    return part.problem.code if part.problem else ""


@pytest.mark.parametrize("data", [rar5(FILES), rar4(FILES)], ids=["rar5", "rar4"])
def test_rar_gives_its_files(tmp_path: Path, data: bytes) -> None:
    """Both versions, names in Kazakh."""
    parts = inside(tmp_path, data)
    assert bytes_of(parts, tmp_path) == {f"a/{name}": data for name, data in FILES.items()}
    assert [part.size for part in parts] == [len(data) for data in FILES.values()]


@needs_libarchive
@pytest.mark.parametrize("kind", ["7z", "tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_7z_and_tar_give_their_files(tmp_path: Path, kind: str) -> None:
    """The same for each."""
    data = seven(FILES) if kind == "7z" else tar(FILES, "w:" + kind.partition(".")[2] if "." in kind else "w")
    assert bytes_of(inside(tmp_path, data), tmp_path) == {f"a/{name}": data for name, data in FILES.items()}


@needs_libarchive
@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "utf-8"])
def test_names_of_a_tar_in_an_old_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    """tar does not say which it is."""
    told = ["Жоспар работы школы.txt", "Отчет о проделанной работе.txt"]
    parts = inside(tmp_path, tar(dict.fromkeys(told, b"x"), encoding=encoding))
    assert names(parts) == [f"a/{name}" for name in told]


@needs_libarchive
@pytest.mark.parametrize(("pack", "ending"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")])
def test_one_file_packed_alone_keeps_its_name(tmp_path: Path, pack: object, ending: str) -> None:
    """«20. Жоспар.txt.gz» is no tar."""
    (part,) = inside(tmp_path, pack(b"text of a plan"), f"20. Жоспар.txt.{ending}")  # type: ignore[operator]
    assert (part.name.rpartition("/")[2], (tmp_path / part.file).read_bytes()) == ("20. Жоспар.txt", b"text of a plan")


@needs_libarchive
def test_archives_lie_in_each_other_two_deep(tmp_path: Path) -> None:
    """A third is too deep, whatever their kinds."""
    two = rar5({"in.tgz": tar({"f.txt": b"x"}, "w:gz")})
    assert names(inside(tmp_path, two, "out.rar")) == ["out.rar/in.tgz/f.txt"]
    (part,) = inside(tmp_path, archive({"out.rar": two}))
    assert code(part) == "too_deep"


@pytest.mark.parametrize(("data", "name"), [(rar5(FILES, locked=True), "a.rar"), (cms(None, enveloped=True), "a.p7m")])
def test_what_is_encrypted_says_so(tmp_path: Path, data: bytes, name: str) -> None:
    """A person asks for the password."""
    assert {code(part) for part in inside(tmp_path, data, name)} == {"encrypted"}


@needs_libarchive
@pytest.mark.parametrize("hides_names", [False, True])
def test_an_encrypted_7z_says_so(tmp_path: Path, hides_names: bool) -> None:
    """Locked by the program itself, where it is installed."""
    (tmp_path / "f.txt").write_bytes(b"secret" * 50)
    command = ["7zz", "a", "-psecret", *(["-mhe=on"] if hides_names else []), "a.7z", "f.txt"]
    try:
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("7zip is not installed")
    assert {code(part) for part in inside(tmp_path, (tmp_path / "a.7z").read_bytes())} == {"encrypted"}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (rar5(FILES, volume=True), "a.rar"),
        (rar5(FILES), "a.part2.rar"),
        (archive({"f": b"x"})[:-30], "a.zip.001"),
        (b"7z\xbc\xaf\x27\x1c" + b"\1" * 300, "a.7z.001"),
    ],
)
def test_one_volume_of_several_says_so(tmp_path: Path, data: bytes, name: str) -> None:
    """Nothing is guessed from a part."""
    (part,) = inside(tmp_path, data, name)
    assert code(part) == "volume"


@pytest.mark.parametrize("pack", [rar5, tar], ids=["rar", "tar"])
def test_hostile_names_write_nowhere_else(tmp_path: Path, pack: object) -> None:
    """Names are data: files get names of ours."""
    members = {"../../evil.txt": b"1", "/etc/evil": b"2", "C:\\evil.txt": b"3"}
    scratch = tmp_path / "in" / "side"
    scratch.mkdir(parents=True)
    parts = inside(scratch, pack(members))  # type: ignore[operator]
    assert {(scratch / part.file).read_bytes() for part in parts} == {b"1", b"2", b"3"}
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {scratch / part.file for part in parts} | {
        scratch / "p0"
    }


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Neither in a RAR nor in a tar."""
    (part, plain) = inside(tmp_path, rar5({"l": b"/etc/passwd", "f": b"x"}, link="l"))
    assert (code(part), code(plain)) == ("unsafe_name", "")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("l")
            info.type, info.linkname = kind, "/etc/passwd"
            made.addfile(info)
    if packed.is_installed():
        assert {code(part) for part in inside(tmp_path, out.getvalue())} == {"unsafe_name"}


@needs_libarchive
def test_bombs_end_at_our_limits(tmp_path: Path) -> None:
    """By ratio, by bytes, by members; what came before is kept."""
    bomb = tar({"first.txt": b"x", "zeros": bytes(30 << 20)}, "w:xz")
    parts = inside(tmp_path, bomb)
    assert [code(part) for part in parts] == ["", "bomb"]
    noise = random.Random(1).randbytes(1 << 20)
    large = tar({f"{n}": noise for n in range(3)})
    assert [code(part) for part in inside(tmp_path, large, limits=MailLimits(unpacked_mb=2))] == ["", "", "too_large"]
    many = rar5({f"{n}": b"x" for n in range(60)})
    assert code(inside(tmp_path, many)[-1]) == "too_many"
    large = rar5({f"{n}": noise for n in range(3)})
    assert [code(part) for part in inside(tmp_path, large, limits=MailLimits(unpacked_mb=2))] == ["", "", "too_large"]


@pytest.mark.parametrize("data", [rar5(FILES), tar(FILES)[:3000], tar(FILES, "w:gz"), tnef({"a.txt": b"x" * 999})])
def test_what_is_cut_off_gives_what_came_before(tmp_path: Path, data: bytes) -> None:
    """And says that it is damaged."""
    parts = inside(tmp_path, data[: len(data) * 2 // 3])
    assert any(part.problem for part in parts)


def test_winmail_dat_gives_its_attachments(tmp_path: Path) -> None:
    """With their names, in the letter of the code page that it names."""
    files = {"Заявка.docx": b"PK\x05\x06" + bytes(18), "План.txt": "жоспар".encode()}
    parts = inside(tmp_path, tnef(files), "winmail.dat")
    assert names(parts)[-1] == "winmail.dat/План.txt"
    assert (tmp_path / parts[-1].file).read_bytes() == "жоспар".encode()
    assert len(parts) == 2


def test_a_file_within_its_signature_is_found(tmp_path: Path) -> None:
    """As those who sign by an eGov key send it; a signature beside its file holds nothing."""
    (part,) = inside(tmp_path, cms(b"%PDF-1.4 " * 9), "Сұраныс.pdf.cms")
    assert part.name == "Сұраныс.pdf.cms/Сұраныс.pdf"
    (beside,) = inside(tmp_path, cms(None), "smime.p7s")
    assert (beside.name, beside.problem) == ("smime.p7s", None)


def test_a_signed_letter_is_a_letter(tmp_path: Path) -> None:
    """Opaque signing (RFC 8551, 3.5.2): the letter lies in the signature."""
    parts = inside(tmp_path, cms(HEAD + TEXT), "smime.p7m")
    assert parts
    assert all(part.name.startswith("smime.p7m/smime.eml") for part in parts)
    assert not any(part.problem for part in parts)


@needs_libarchive
def test_the_confined_child_opens_them_all(tmp_path: Path) -> None:
    """The libraries are loaded after the child gave up processes, sockets and other files, one child for all."""
    folder = tmp_path.resolve()
    with Sandbox(KNOWLEDGE, SandboxLimits(), read_from=(folder,), write_to=(folder,)) as sandbox:
        for data in (rar5(FILES), rar4(FILES), tar(FILES, "w:gz"), tnef({"a.txt": b"x"}), cms(b"plain"), seven(FILES)):
            parts = sandbox.unpack(sent(folder, data, "a"), folder)
            assert not any(part.problem for part in parts)
            assert all(part.name.startswith("a/") for part in parts)


SIGNED_PAGE = (
    "Осы құжат «Электрондық құжат және электрондық цифрлық қолтаңба туралы» 2003 жылғы 7 қаңтардағы Заңының "
    "7-бабының 1-тармағына сәйкес қағаз тасығыштағы құжатпен бірдей"
)


@pytest.mark.parametrize(
    ("name", "more", "signed"),
    [("Сұраныс.txt", (), None), ("Сұраныс.txt.cms/Сұраныс.txt", (), True), ("Сұраныс.txt", (SIGNED_PAGE,), True)],
)
def test_an_application_with_an_electronic_signature_is_signed(
    tmp_path: Path, name: str, more: tuple[str, ...], signed: bool | None
) -> None:
    """By what it came in, or by eGov's page; of paper alone nothing is said."""
    (tmp_path / "a.txt").write_text("\n\n".join((*FORM, *more)), "utf-8")
    contest = load(Path(__file__).resolve().parents[2] / "config.toml").contest
    facts = understand(tmp_path / "a.txt", name, contest.knowledge, ReadLimits())
    assert facts.application is not None
    assert facts.application.signed is signed
