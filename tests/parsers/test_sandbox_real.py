"""The sandbox with the real readers: a whole letter read in a confined child."""

import base64
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from parsers.facts import Part
from parsers.sandbox import Sandbox, SandboxError, SandboxLimits
from pipeline.contest import load

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = load(ROOT / "config.toml").contest.knowledge
FORM = "Байқауға қатысуға сұраныс\nМекеменің толық атауы: № 79 мектеп-лицейі\nМектеп басшысы: Омаров Бауыржан\n"


def paper(*lines: str) -> bytes:
    """A Word file."""
    document, out = docx.Document(), io.BytesIO()
    document.add_heading(lines[0])
    for line in lines[1:]:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def packed(**files: bytes) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def letter(**files: bytes) -> bytes:
    """A letter with these files attached."""
    lines = [
        "From: asel@school79.kz",
        "To: inbox@example.kz",
        "Subject: =?utf-8?b?" + base64.b64encode("Өтінім".encode()).decode() + "?=",
        "Message-ID: <1@school79.kz>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        FORM,
    ]
    for name, data in files.items():
        lines += [
            "--b",
            "Content-Type: application/octet-stream",
            f'Content-Disposition: attachment; filename="{name}"',
            "Content-Transfer-Encoding: base64",
            "",
            base64.encodebytes(data).decode(),
        ]
    return "\r\n".join([*lines, "--b--", ""]).replace("\n", "\r\n").replace("\r\r\n", "\r\n").encode()


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of raw letters and a scratch folder."""
    raw, scratch = tmp_path / "raw", tmp_path / "scratch"
    raw.mkdir()
    scratch.mkdir()
    return raw, scratch


@pytest.fixture
def box(folders: tuple[Path, Path]) -> Iterator[Sandbox]:
    """The real child, confined to the two folders."""
    raw, scratch = folders
    with Sandbox(KNOWLEDGE, SandboxLimits(), read_from=[raw], write_to=[scratch]) as sandbox:
        yield sandbox


def test_a_whole_letter_is_read_in_a_confined_child(box: Sandbox, folders: tuple[Path, Path]) -> None:
    """Split, unpacked, read: every library finds what it needs, and the facts come back."""
    raw, scratch = folders
    plan = paper("Әдістемелік бірлестіктің жылдық жұмыс жоспары", *["Қыркүйек: отырыс өткізу, жауапты жетекші"] * 9)
    (raw / "a.eml").write_bytes(letter(plan=plan, archive=packed(inner=plan)))
    message = box.letter(raw / "a.eml", scratch)
    assert (message.subject, len(message.parts)) == ("Өтінім", 2)
    leaves = [leaf for part in message.parts for leaf in box.unpack(part, scratch)]
    assert [leaf.name.rpartition("/")[2] for leaf in leaves] == ["plan", "inner"]
    for leaf in leaves:
        facts = box.read(leaf, scratch)
        assert (facts.type, facts.problem) == ("docx", None)
        assert {claim.kind for segment in facts.segments for claim in segment.claims} == {"annual_work_plan"}
    body = box.body(message)
    assert body.application is not None
    assert {field.key for field in body.application.fields} >= {"institution", "head"}


def test_what_is_no_letter_raises(box: Sandbox, folders: tuple[Path, Path]) -> None:
    """An empty file, say: the letter is kept by its raw bytes, with the reason."""
    raw, scratch = folders
    (raw / "a.eml").write_bytes(b"")
    with pytest.raises(SandboxError) as caught:
        box.letter(raw / "a.eml", scratch)
    assert caught.value.problem.code == "empty"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"%PDF-1.7\nnothing", "damaged"),
        ("a.exe", b"MZ" + bytes(200), "program"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "scan"),
        ("a.txt", b"", "empty"),
    ],
)
def test_files_that_cannot_be_read_say_why(
    box: Sandbox, folders: tuple[Path, Path], name: str, data: bytes, code: str
) -> None:
    """Unread, with the code that people get a sentence for."""
    _, scratch = folders
    (scratch / "0.bin").write_bytes(data)
    facts = box.read(Part("0", name, "", len(data), "", False, "0.bin"), scratch)
    assert facts.problem is not None
    assert (facts.role, facts.problem.code) == ("unread", code)


def test_a_path_outside_is_not_read(box: Sandbox, folders: tuple[Path, Path]) -> None:
    """Even a file of ours: a confined child reads the two folders and Python's own."""
    _, scratch = folders
    facts = box.read(Part("0", "config.txt", "", 1, "", False, str(ROOT / "config.toml")), scratch)
    assert facts.role == "unread"
