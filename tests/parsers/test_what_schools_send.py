"""Files as schools send them, each made here and read by the confined child: what is said of each."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from PIL import Image

from parsers.facts import FileFacts, Part
from parsers.knowledge import Knowledge
from parsers.sandbox import Sandbox, SandboxLimits
from parsers.understand import understand_body
from pipeline.contest import load
from pipeline.opening import leaves_of
from pipeline.scanning import waits
from reports.words import Words
from tests.faults.real import FORM, PLAN, word
from tests.parsers.archive_files import rar5
from tests.parsers.outlook_files import msg
from tests.parsers.test_pasted import pasted
from tests.samples.paper import Paper
from tests.samples.render import locked
from tests.samples.render.typed import pdf_of

ROOT = Path(__file__).resolve().parents[2]
CLOUDS = (
    "https://drive.google.com/drive/folders/1AbC", "https://disk.yandex.kz/d/AbCdEf", "https://cloud.mail.ru/public/Ab/Cd",
    "https://1drv.ms/f/s!AbCd", "https://www.dropbox.com/s/abc/portfolio.zip?dl=0", "https://we.tl/t-AbCdEf",
    "https://youtu.be/AbCdEf",
)  # fmt: skip


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """What the contest looks for."""
    return load(ROOT / "config.toml").contest.knowledge


Opens = Callable[..., list[tuple[Part, FileFacts]]]


@pytest.fixture(scope="module")
def opens(tmp_path_factory: pytest.TempPathFactory, known: Knowledge) -> Iterator[Opens]:
    """Every leaf of a file with what it says, read in the confined child."""
    folder = tmp_path_factory.mktemp("sent").resolve()
    with Sandbox(known, SandboxLimits(), read_from=(folder,), write_to=(folder,)) as sandbox:

        def opened(name: str, data: bytes) -> list[tuple[Part, FileFacts]]:
            (folder / "p").write_bytes(data)
            parts = [Part("0", name, "", len(data), "", False, "p")]
            return [(leaf, known or sandbox.read(leaf, folder)) for leaf, known in leaves_of(parts, sandbox, folder)]

        yield opened


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, *, large: bool = False) -> bytes:
    """A zip; ``large``: with the fields that archives over 4 GB have (APPNOTE 4.5.3)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members.items():
            with made.open(name, "w", force_zip64=large) as member:
                member.write(data)
    return out.getvalue()


def jpeg(number: int) -> bytes:
    """A small photograph."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((320, 240)).rotate(number * 9).save(out, "JPEG")
    return out.getvalue()


def kinds(found: list[tuple[Part, FileFacts]]) -> set[str]:
    """What was recognised."""
    return {claim.kind for _, facts in found for segment in facts.segments for claim in segment.claims}


def problem(found: list[tuple[Part, FileFacts]]) -> tuple[str, str]:
    """Of one file: the code of its problem and its type."""
    ((_, facts),) = found
    assert facts.problem is not None
    assert facts.role == "unread"
    return facts.problem.code, facts.type


@pytest.mark.parametrize("name", ["Портфолио.zip", "Портфолио.zipx"])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip64_and_a_zipx_of_a_known_method_are_opened(opens: Opens, name: str, method: int) -> None:
    """Whatever its ending says."""
    assert kinds(opens(name, zipped({"20. Жоспар.docx": word(*PLAN)}, method, large=True))) == {"gifted_pupils_plan"}


def test_a_zipx_of_an_unknown_method_names_what_is_in_it(opens: Opens) -> None:
    """Its directory can be read, its members cannot (method 97, WavPack)."""
    data = bytearray(zipped({"20. Жоспар.docx": b"x" * 50}, zipfile.ZIP_STORED))
    for at in (8, data.index(b"PK\1\2") + 10):
        data[at : at + 2] = b"\x61\0"
    ((part, facts),) = opens("a.zipx", bytes(data))
    assert part.name == "a.zipx/20. Жоспар.docx"
    assert facts.problem is not None
    assert facts.problem.code == "unsupported"


def test_what_a_mac_packs_beside_files_is_left_out(opens: Opens) -> None:
    """AppleDouble in an archive is no file of the school's; sent by itself it is nothing either."""
    double = b"\0\x05\x16\x07\0\x02\0\0Mac OS X" + bytes(60)
    members = {"20. Жоспар.docx": word(*PLAN), "__MACOSX/._20. Жоспар.docx": double, "._x.docx": double}
    assert [part.name for part, _ in opens("a.zip", zipped(members))] == ["a.zip/20. Жоспар.docx"]
    ((_, facts),) = opens("._20. Жоспар.docx", double)
    assert (facts.role, facts.problem) == ("none", None)


@pytest.mark.parametrize(
    ("name", "data", "type_"),
    [
        ("План.djvu", b"AT&TFORM\0\0\0\x20DJVUINFO" + bytes(20), "djvu"),
        ("План.pages", zipped({"Index/Document.iwa": b"x", "preview.jpg": jpeg(1)}), "iwork"),
        ("План.numbers", zipped({"Index/Tables/Tile.iwa": b"x", "Index/Document.iwa": b"y"}), "iwork"),
        ("План.key", zipped({"Index/Slide.iwa": b"x", "Index/Document.iwa": b"y"}), "iwork"),
        ("Хат.oft", msg({"0037": "Өтінім"}), "oft"),
    ],
)
def test_formats_that_nobody_reads_say_how_to_send_them(opens: Opens, name: str, data: bytes, type_: str) -> None:
    """A word of advice in each language, of their own."""
    assert problem(opens(name, data)) == ("unsupported", type_)
    for language in ("kk", "ru", "en"):
        words = Words(language)
        assert words(f"advice-unsupported-{type_}") != words("advice-unsupported")


@pytest.mark.parametrize("link", CLOUDS)
def test_links_to_clouds_are_listed_from_bodies_and_documents(opens: Opens, known: Knowledge, link: str) -> None:
    """Written out in the letter, as html behind a word, in a Word file and in a PDF."""
    assert understand_body("", (f"Портфолио: {link} қараңыз",), (), known).links == (link,)
    assert understand_body("", (), (f'<p><a href="{link}">осында</a></p>',), known).links == (link,)
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(f"Материалдар: {link}")
    made.save(out)
    paper = Paper((), ("",))
    paper.say(f"Материалдар: {link}")
    for name, data in (("a.docx", out.getvalue()), ("a.pdf", pdf_of([paper]))):
        ((_, facts),) = opens(name, data)
        assert facts.links == (link,)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Портфолио.exe", b"MZ" + bytes(62) + b"PE\0\0"), ("Жоспар.docx", b"MZ" + bytes(62) + b"PE\0\0"),
        ("Жоспар.bat", b"@echo off\r\ndel *.*"), ("a.vbs", b'MsgBox "x"'), ("a.js", b"var a = 1;"),
        ("a.jar", zipped({"META-INF/MANIFEST.MF": b"Main-Class: A"})), ("a.scr", b"MZ" + bytes(200)),
    ],
)  # fmt: skip
def test_programs_are_refused_whatever_they_are_called(opens: Opens, name: str, data: bytes) -> None:
    """By themselves and in an archive; nothing of them is run."""
    assert problem(opens(name, data))[0] == "program"
    assert problem(opens("a.zip", zipped({name: data})))[0] == "program"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Ашық сабақ.mp4", b"\0\0\0\x18ftypmp42" + bytes(40)), ("Сабақ.mov", b"\0\0\0\x14ftypqt  " + bytes(40)),
        ("a.avi", b"RIFF\0\0\0\0AVI LIST" + bytes(40)), ("a.mp3", b"ID3\3" + bytes(40)), ("a.ogg", b"OggS" + bytes(40)),
        ("a.mkv", b"\x1aE\xdf\xa3" + bytes(40)), ("a.wav", b"RIFF\0\0\0\0WAVEfmt " + bytes(40)),
    ],
)  # fmt: skip
def test_films_and_sound_are_annexes_and_are_not_opened(opens: Opens, name: str, data: bytes) -> None:
    """By type; cut off or not."""
    ((_, facts),) = opens(name, data)
    assert (facts.role, facts.problem) == ("annex", None)


def test_an_album_in_a_rar_is_forty_photographs(opens: Opens) -> None:
    """Each waits to be looked at; with the folder's name."""
    found = opens("Фото.rar", rar5({f"Ашық сабақ/IMG_{at:04d}.jpg": jpeg(at) for at in range(40)}))
    assert len(found) == 40
    assert all(waits(facts) for _, facts in found)
    assert {part.name.rpartition("/")[0] for part, _ in found} == {"Фото.rar/Ашық сабақ"}


def test_a_word_file_of_twenty_four_scans_is_twenty_four_pages_to_be_seen(opens: Opens) -> None:
    """None is lost, none is called blank."""
    sheet = Image.new("L", (620, 877), 245)
    ((_, facts),) = opens("Портфолио.docx", pasted(*[sheet.point([at] * 256) for at in range(200, 224)]))
    assert waits(facts)
    assert len(facts.read_by) == 24


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", locked.encrypted_pdf("жоспар")), ("a.zip", locked.encrypted_zip("a.docx", b"x" * 60)),
        ("a.rar", rar5({"a.docx": b"x" * 60}, locked=True)),
    ],
)  # fmt: skip
def test_what_is_locked_says_so(opens: Opens, name: str, data: bytes) -> None:
    """A person asks for the password."""
    assert problem(opens(name, data))[0] == "encrypted"


def document() -> bytes:
    """A plan as a text PDF."""
    paper = Paper((), ("",))
    paper.head(PLAN[0])
    paper.say(*PLAN[1:])
    return pdf_of([paper])


def test_a_pdf_whose_table_of_places_is_broken_is_read(opens: Opens) -> None:
    """As every viewer shows it."""
    data = document()
    at = data.rindex(b"startxref")
    assert kinds(opens("20. Жоспар.pdf", data[:at] + b"startxref\n7\n%%EOF")) == {"gifted_pupils_plan"}
    assert kinds(opens("20. Жоспар.pdf", b"\r\njunk\r\n" + data)) == {"gifted_pupils_plan"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n%%EOF", document()[:300]])
def test_a_pdf_without_pages_is_unread(opens: Opens, data: bytes) -> None:
    """Empty, a head alone, cut off."""
    assert problem(opens("20. Жоспар.pdf", data))[0] in ("empty", "damaged")


def test_a_form_and_a_plan_in_one_archive_are_both_found(opens: Opens) -> None:
    """The simplest of all letters still works."""
    found = opens("a.zip", zipped({"Сұраныс.docx": word(*FORM), "20. Жоспар.docx": word(*PLAN)}))
    assert {facts.role for _, facts in found} == {"application", "document"}
