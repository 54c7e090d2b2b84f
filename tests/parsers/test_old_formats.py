"""Formats that offices wrote before 2007 and LibreOffice writes: read by their own readers, compared with docx."""

import fcntl
import io
import os
import subprocess
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from parsers.errors import ParserError
from parsers.facts import Part
from parsers.limits import MailLimits, ReadLimits
from parsers.readers import read
from parsers.sniff import sniff
from parsers.unpack import unpack
from tests.parsers.archive_files import cms, mutated, rar4, rar5, tnef

LIMITS = ReadLimits()
ROWS = (("Мектептің атауы", "№ 12 мектеп\nекінші жол"), ("Жетекшісі", "Омаров Олжас"), ("", "бос"))


def office(folder: Path) -> dict[str, Path]:
    """A text, a table and slides, in the formats of today."""
    text = docx.Document()
    text.add_heading("Дарынды балалармен жұмыс жоспары", 1)
    table = text.add_table(3, 2)
    for i, row in enumerate(ROWS):
        for j, value in enumerate(row):
            table.cell(i, j).text = value
    text.add_paragraph("Соңғы сөз")
    text.add_page_break()  # type: ignore[no-untyped-call]
    text.add_paragraph("Екінші бет")
    text.save(str(folder / "t.docx"))
    with xlsxwriter.Workbook(str(folder / "s.xlsx")) as book:
        sheet = book.add_worksheet("Әріп")
        sheet.write_row(0, 0, ["Аты", "Балл"])
        sheet.write_row(1, 0, ["Әсел", 5])
    deck = Presentation()
    for title in ("Баяндама", "Екінші слайд"):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = f"{title} мәтіні"
    deck.save(str(folder / "p.pptx"))
    return {"t": folder / "t.docx", "s": folder / "s.xlsx", "p": folder / "p.pptx"}


def _convert(folder: Path) -> None:
    made = office(folder)
    home = f"-env:UserInstallation=file://{folder}/home"
    for source, kinds in (("t", ("doc", "rtf", "odt")), ("s", ("xls", "ods")), ("p", ("ppt", "odp"))):
        for kind in kinds:
            command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(folder), str(made[source])]
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=120)
            except FileNotFoundError:
                pytest.skip("LibreOffice is not installed")


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same in every older format, by LibreOffice."""
    # One conversion for all the workers of a run: LibreOffice takes seconds to start.
    folder = tmp_path_factory.getbasetemp().parent / "old-formats"
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".made").exists():
            _convert(folder)
            (folder / ".made").touch()
    return {path.suffix[1:]: path for path in folder.iterdir() if path.suffix}


def pages(path: Path) -> list[list[tuple[str, tuple[tuple[str, ...], ...]]]]:
    """Blocks by page."""
    kind = sniff(path, path.name)
    assert kind == path.suffix[1:]
    return [[(block.text, block.rows) for block in page.blocks] for page in read(path, kind, LIMITS).pages]


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_an_old_text_reads_as_docx_does(old: dict[str, Path], kind: str) -> None:
    """Paragraphs, cells with lines and empty ones, page breaks."""
    if kind not in old:
        pytest.skip("LibreOffice has no Writer here")
    assert pages(old[kind]) == pages(old["docx"])
    assert pages(old[kind])[0][1][1] == ROWS


@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_a_heading_of_an_old_text_stands_out(old: dict[str, Path], kind: str) -> None:
    """Recognition believes titles most."""
    if kind not in old:
        pytest.skip("LibreOffice has no Writer here")
    assert read(old[kind], kind, LIMITS).pages[0].blocks[0].prominence == 2


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_an_old_table_reads_as_xlsx_does(old: dict[str, Path], kind: str) -> None:
    """Values as they are shown."""
    if kind not in old:
        pytest.skip("LibreOffice has no Calc here")
    assert pages(old[kind]) == pages(old["xlsx"]) == [[("Аты\tБалл\nӘсел\t5", (("Аты", "Балл"), ("Әсел", "5")))]]


@pytest.mark.parametrize("kind", ["ppt", "odp"])
def test_old_slides_read_as_pptx_does(old: dict[str, Path], kind: str) -> None:
    """A slide is a page, its title a heading."""
    if kind not in old:
        pytest.skip("LibreOffice has no Impress here")
    assert pages(old[kind]) == pages(old["pptx"])
    text = read(old[kind], kind, LIMITS)
    assert text.paged
    assert [page.blocks[0].prominence for page in text.pages] == [2, 2]


RTF = (
    rb"{\rtf1\ansi\ansicpg1251\uc1 \pard\qc\b \'cf\'eb\'e0\'ed \u1241?\par\pard A|B {\*\hidden x}\par"
    rb"\trowd\cellx1\cellx2 one\par two\cell \u1179?\cell\row \pard after\page next}"
)


def test_rich_text_of_word_is_read(tmp_path: Path) -> None:
    """Code pages, Unicode, what is hidden, rows, centred lines, pages."""
    (tmp_path / "a.rtf").write_bytes(RTF)
    text = read(tmp_path / "a.rtf", "rtf", LIMITS)
    first = text.pages[0].blocks
    assert [block.text for block in first] == ["План ә", "A|B", "one\ntwo\tқ", "after"]
    assert (first[0].prominence, first[1].prominence, first[2].rows) == (1, 0, (("one\ntwo", "қ"),))
    assert [block.text for block in text.pages[1].blocks] == ["next"]


ODT = (
    '<office:document-content xmlns:office="o" xmlns:text="t" xmlns:draw="d"><office:body><office:text>'
    "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
    '<text:p>a<text:s text:c="2"/>b<text:line-break/>c<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box>'
    "</draw:frame></text:p></office:text></office:body></office:document-content>"
)


def open_document(manifest: str = "") -> bytes:
    """An OpenDocument text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", ODT)
        made.writestr("META-INF/manifest.xml", f"<m>{manifest}</m>")
    return out.getvalue()


def test_an_open_document_shows_what_a_person_sees(tmp_path: Path) -> None:
    """Spaces, lines and boxes; what was deleted is not there, what is encrypted says so."""
    (tmp_path / "a.odt").write_bytes(open_document())
    assert [block.text for block in read(tmp_path / "a.odt", "odt", LIMITS).pages[0].blocks] == ["a  b\nc", "box"]
    (tmp_path / "b.odt").write_bytes(open_document("<encryption-data/>"))
    with pytest.raises(ParserError) as caught:
        read(tmp_path / "b.odt", "odt", LIMITS)
    assert caught.value.problem.code == "encrypted"


def test_an_encrypted_doc_says_so(old: dict[str, Path], tmp_path: Path) -> None:
    """By the flag in its head."""
    data = bytearray(old["doc"].read_bytes())
    at = data.index(b"\xec\xa5")
    data[at + 11] |= 1
    (tmp_path / "a.doc").write_bytes(data)
    with pytest.raises(ParserError) as caught:
        read(tmp_path / "a.doc", "doc", LIMITS)
    assert caught.value.problem.code == "encrypted"


CHANGES = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=12)
FUZZ = settings(
    max_examples=int(os.environ.get("BAIQAU_FUZZ", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt", "xls", "ods", "ppt", "odp"])
@FUZZ
@given(changes=CHANGES, cut=st.integers(0, 4000))
def test_a_damaged_old_file_is_a_text_or_an_error_of_ours(
    old: dict[str, Path], tmp_path: Path, kind: str, changes: list[tuple[int, int]], cut: int
) -> None:
    """No reader raises anything else, whatever bytes are changed or lost."""
    if kind not in old:
        pytest.skip("LibreOffice cannot write it here")
    file = tmp_path / f"a.{kind}"
    file.write_bytes(mutated(old[kind].read_bytes(), changes, cut))
    with suppress(ParserError):
        assert read(file, kind, LIMITS).type == kind


SEEDS = {
    "rar5": rar5({"a.txt": b"x" * 99, "b": b"y"}), "rar4": rar4({"a.txt": b"x" * 99}), "tnef": tnef({"a.txt": b"x"}),
    "cms": cms(b"content " * 9),
}  # fmt: skip


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", sorted(SEEDS))
@FUZZ
@given(changes=CHANGES, cut=st.integers(0, 40))
def test_a_damaged_archive_is_parts_with_problems(
    tmp_path: Path, kind: str, changes: list[tuple[int, int]], cut: int
) -> None:
    """Nothing is raised, nothing lies outside, every file named is there."""
    data = mutated(SEEDS[kind], changes, cut)
    (tmp_path / "p0").write_bytes(data)
    parts = unpack(Part("1", "a", "", len(data), "", False, "p0"), tmp_path, MailLimits(members=50, unpacked_mb=8))
    assert parts
    assert all((tmp_path / part.file).is_file() for part in parts if part.file)
