"""What strangers wrote is text in a DOCX and a PDF, whatever it looks like; the same data make the same files."""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.formats import as_docx, as_pdf
from reports.formats.breaking import MARK, breakable
from reports.formats.paper import Grid, GridColumn
from reports.formats.text import shown
from tests.reports.builder import HOSTILE, LONG_NAME
from tests.reports.opening import docx, pdf, squeezed
from tests.reports.paper_made import paper
from tests.reports.test_safety import ANY_TEXT

INJECTIONS = (
    "#set page(width: 1pt)",
    '#read("/etc/passwd")',
    "#panic()",
    "*bold* _it_ $x$ @ref <label> [a] `raw` // c /* c */ \\u{41} ~ --",
    '=HYPERLINK("http://evil.example/","x")',
    "{{ 7*7 }} {%p if x %}",
    "<b>x</b> &lt; &#65; <w:t>y</w:t> ]]>",
    "vertical\x0btab\x00null",
    "doc\u202egpj.exe",
    "[U+202E] as written",
    "سلام שלום 中文 😀 ก",
    "\ud800\udfff\ufffe",
    MARK.join("abc"),
    "e\u0301\u200d\ufe0f" * 30,
)
KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
# What reads from left to right and has no marks of its own: a PDF gives it back in the order in which it was written.
PLAIN = st.text(alphabet=KAZAKH + KAZAKH.upper() + "abcXYZ0189 №«»#$*_@=+-{}<>[]()\\/`~'\".,;:|%&", max_size=60)


def test_every_hostile_text_is_text_in_a_docx() -> None:
    """Its cells hold what may be shown of each; no field, link or macro has come in."""
    texts = [*HOSTILE, *INJECTIONS, LONG_NAME, "ә" * 5000]
    opened = docx(as_docx.dump(paper(*texts)))
    assert [row[1] for row in opened.tables[0][1:]] == [shown(text) for text in texts]
    assert sorted(opened.fields) == ["NUMPAGES", "NUMPAGES", "PAGE", "PAGE"]
    assert not opened.tags & {"hyperlink", "fldSimple", "object", "altChunk", "control", "script", "attachedTemplate"}
    assert not [name for name in opened.names if "vba" in name.lower() or "external" in name.lower()]


def test_every_hostile_text_is_text_in_a_pdf() -> None:
    """None sets a page, reads a file, stops the making or is dropped."""
    texts = [*HOSTILE, *INJECTIONS, LONG_NAME]
    text = squeezed("".join(pdf(as_pdf.dump(paper(*texts, "ә" * 5000)))))
    assert text.count("ә") >= 5000  # over several pages, with heads between
    for one in texts:
        plain = squeezed(as_pdf.printed(one)).replace(MARK, "")
        if not re.search("[\u0590-\u06ff]", plain):
            assert unicodedata.normalize("NFC", plain) in unicodedata.normalize("NFC", text), one


@settings(max_examples=10, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=8))
def test_any_text_makes_a_docx_that_holds_it(texts: list[str]) -> None:
    """Well-formed, openable by the library, cell for cell what may be shown."""
    made = as_docx.dump(paper(*texts))
    assert [row[1] for row in docx(made).tables[0][1:]] == [shown(text) for text in texts]
    opened = Document(io.BytesIO(made))
    assert [row.cells[1].text for row in opened.tables[0].rows][1:] == [shown(text) for text in texts]


@settings(max_examples=40, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=4), st.booleans())
def test_any_text_makes_a_pdf(texts: list[str], wide: bool) -> None:
    """Nothing that was ever written stops it."""
    assert pdf(as_pdf.dump(paper(*texts, wide=wide, title=texts[0])))


@settings(max_examples=40, deadline=None)
@given(st.lists(PLAIN, min_size=1, max_size=4))
def test_a_pdf_gives_ordinary_text_back(texts: list[str]) -> None:
    """In the order of the rows, signs of any markup among it."""
    text = squeezed("".join(pdf(as_pdf.dump(paper(*texts)))))
    cells = "".join(f"{number}{squeezed(one)}" for number, one in enumerate(texts))
    assert f"№Мәтін{cells}" in text


@given(ANY_TEXT, st.integers(0, 20))
def test_places_to_break_change_no_letter(text: str, room: int) -> None:
    """Words that fit stay whole; no accent is parted from its letter."""
    cut = breakable(text, room)
    assert cut.replace(MARK, "") == text.replace(MARK, "")
    assert not any(unicodedata.combining(after) for after in re.findall(f"{MARK}(.)", cut))
    assert all(MARK not in word or len(word.replace(MARK, "")) > max(room, 1) for word in cut.split())


def test_a_word_wider_than_its_column_is_broken_within_it() -> None:
    """An address of two hundred letters does not run over the next column or the edge of the page."""
    import pdfplumber

    columns = (GridColumn("№", 1), GridColumn("Пошта", 1), GridColumn("Келесі", 6))
    long = "x" * 100 + "@example.kz"
    grid = Grid(columns, (("1", long, "тұр"),))
    with pdfplumber.open(io.BytesIO(as_pdf.dump(replace(paper("а"), blocks=(grid,))))) as opened:
        page = opened.pages[0]
        cells = page.extract_tables()[0][1]
        assert squeezed(cells[1] or "") == long
        assert cells[2] == "тұр"
        assert max(float(char["x1"]) for char in page.chars) <= float(page.width)


def test_all_that_a_pdf_prints_has_a_glyph_in_the_embedded_fonts() -> None:
    """PDF/A forbids characters without one: what the module says its fonts hold, they hold; so in every weight."""
    held = [chr(code) for code in range(0x20, 0x10000) if not as_pdf._NOT_HELD.match(chr(code))]
    held = [char for char in held if unicodedata.category(char) not in ("Cn", "Cf") and shown(char) == char]
    assert set(KAZAKH + KAZAKH.upper()) <= set(held)
    assert set("✓◐?○!◷—№«»“”–…·→≥") <= set(held)
    source = (
        b'#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n'
        b"#for char in json(bytes(sys.inputs.held)) [#char #strong(char) ]"
    )
    import json

    made = typst.compile(
        source,
        sys_inputs={"held": json.dumps(["a" + char for char in held])},
        ignore_system_fonts=True,
        pdf_standards="a-2b",
        timestamp=0,
    )
    assert made.startswith(b"%PDF")
    assert as_pdf.printed("中文 ә 😀 a\x0bb") == "[U+4E2D][U+6587] ә [U+1F600] a[U+000B]b"


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="no poppler-utils are installed")
def test_every_font_of_a_pdf_is_embedded(tmp_path: Path) -> None:
    """It prints alike where no such font is."""
    out = tmp_path / "a.pdf"
    out.write_bytes(as_pdf.dump(paper(KAZAKH + KAZAKH.upper() + " ✓◐○◷")))
    told = subprocess.run(["pdffonts", out], capture_output=True, text=True, check=True).stdout
    lines = [line for line in told.splitlines()[2:] if line.strip()]
    assert lines
    # The columns after the encoding: emb, sub, uni.
    assert all(re.search(r"\byes +yes +yes\b", line) for line in lines)


def test_a_docx_carries_no_time_but_the_paper_s_own() -> None:
    """Neither the zip's times nor the properties ask the clock."""
    made = as_docx.dump(paper("мәтін"))
    assert docx(made).times == {(1980, 1, 1, 0, 0, 0)}
    core = Document(io.BytesIO(made)).core_properties
    moment = datetime(2025, 10, 18, 4, tzinfo=UTC)
    assert (core.created, core.modified) == (moment, moment)
    assert (core.title, core.author, core.language, core.comments) == ("Тақырып", "Орталық", "kk-KZ", "")


def test_the_same_paper_is_the_same_bytes_in_another_process_and_time_zone(tmp_path: Path) -> None:
    """Where dictionaries and sets are ordered otherwise, too."""
    code = (
        "import hashlib; from reports.formats import as_docx, as_pdf; "
        "from tests.reports.paper_made import paper; one = paper('мәтін', '#x'); "
        "print(*(hashlib.sha256(made.dump(one)).hexdigest() for made in (as_docx, as_pdf)))"
    )
    environment = {**os.environ, "TZ": "America/New_York", "PYTHONHASHSEED": "7"}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    here = paper("мәтін", "#x")
    assert ran.stdout.split() == [hashlib.sha256(made.dump(here)).hexdigest() for made in (as_docx, as_pdf)]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice is installed")
def test_libreoffice_shows_a_docx_with_heads_and_numbers_on_every_page(tmp_path: Path) -> None:
    """Opened by another program: the table's head and «3 / 12» on every page, every row once, nothing repaired."""
    rows = tuple((str(number), f"{LONG_NAME} {number}") for number in range(1, 101))
    grid = Grid((GridColumn("Реті", 10), GridColumn("Мектеп атауы", 60)), rows)
    (tmp_path / "a.docx").write_bytes(as_docx.dump(replace(paper("а"), blocks=(grid,))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if not (tmp_path / "a.pdf").exists():
        pytest.skip(f"this LibreOffice opens no texts: {ran.stderr.strip()[-80:]}")
    pages = pdf((tmp_path / "a.pdf").read_bytes())
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
        assert "Мектеп атауы" in page or (number == len(pages) and "Хатшы" in page)  # the lines to sign may be alone
    text = squeezed("".join(pages))
    assert all(squeezed(f"{LONG_NAME} {number}") in text for number in range(1, 101))
