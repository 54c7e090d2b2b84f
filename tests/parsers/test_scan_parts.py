"""The parts of reading scans that need no tesseract: language, repair, cleaning, what is read next."""

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from parsers.errors import ParserError
from parsers.facts import Claim, Evidence, FileFacts, Page, ScanPage, Segment, Text, Where
from parsers.language import is_language
from parsers.ocr import clean
from parsers.ocr.engine import Engine, Word
from parsers.ocr.installed import Recogniser, recogniser
from parsers.ocr.pictures import picture
from parsers.ocr.repair import repaired, with_address
from parsers.ocr.steps import next_piece
from parsers.understand import is_scan
from tests.parsers.scanning import ORDER, page, photograph, saved


def words(line: str, confidence: float = 95.0, line_number: int = 1) -> list[Word]:
    """A line of words of the same size side by side."""
    made, left = [], 0
    for text in line.split():
        made.append(Word(text, left, 0, left + 10 * len(text), 20, confidence, (line_number,)))
        left += 10 * len(text) + 10
    return made


@pytest.mark.parametrize(
    "text",
    [
        "№5 мектеп-лицейінің әдістемелік бірлестігінің 2025-2026 оқу жылына арналған жұмыс жоспары, БЖБ мен ТЖБ",
        "Протокол заседания методического объединения учителей математики, СОР и СОЧ",
        "МЕКТЕП ДИРЕКТОРЫНЫҢ БҰЙРЫҒЫ ӘДІСТЕМЕЛІК БІРЛЕСТІК ҚҰРУ ТУРАЛЫ",
        "12.10.2025 8 (7172) 55-43-67",
    ],
)
def test_language_is_believed_over_a_picture(text: str) -> None:
    """Kazakh and Russian in any case, with abbreviations and numbers; too few words tell nothing."""
    assert is_language(text, layer=True)


@pytest.mark.parametrize(
    "text",
    [
        "XATTAMACbI J\\Ib4 OTbIPbICbI 6ipJIecTirinin MeKTe6iHiH A3acTaHa",
        "~~ lt$ rn,,~ wxzklm qwrtp fghjk ddzzz ssfff kkllp bcdfg",
    ],
)
def test_noise_is_not(text: str) -> None:
    """Latin look-alikes of another program's reading, and letters at random."""
    assert not is_language(text, layer=True)


def test_typed_latin_is_text_where_no_picture_speaks_against_it() -> None:
    """Kazakh in Latin letters is how some schools type."""
    text = "adistemelik birlestik jumys jospary 2025 zhyl buiryq qurylsyn mektep direktory"
    assert is_language(text, layer=False)
    assert not is_scan(Page((), needless=True, read_by="none"))


@given(st.text(max_size=400))
def test_any_text_can_be_asked(text: str) -> None:
    """Whatever stands in a file, the question has an answer."""
    assert is_language(text, layer=True) in (True, False)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("«Ne 5 мектеп»", "«№ 5 мектеп»"),
        ("Руководитель ШМ0", "Руководитель ШМО"),
        ("info@sch4.example. kz", "info@sch4.example.kz"),
        ("a6 жетекшісінің аты-жөні", "ӘБ жетекшісінің аты-жөні"),
        ("$ (7172) 91-19-47", "8 (7172) 91-19-47"),
        ("Е- па11: a@b.kz", "E-mail: a@b.kz"),
        ("1. Бұйрық № 12", "1. Бұйрық № 12"),
    ],
)
def test_known_misreadings_are_mended(read: str, meant: str) -> None:
    """Only what can have meant nothing else."""
    assert " ".join(word.text for word in repaired(words(read))) == meant


def test_specks_beside_a_line_are_no_words() -> None:
    """Short and unsure at the end of a sure line: a piece of a stamp. Initials are kept."""
    line = words("Ж.Ж. Үсенова")
    speck = Word("Су", 400, 0, 420, 20, 30.0, (1,))
    unsure = [line[0]._replace(confidence=20.0), *line[1:]]
    assert [word.text for word in repaired([*unsure, speck])] == ["Ж.Ж.", "Үсенова"]


def test_an_address_read_as_latin_takes_the_place_of_what_stood_there() -> None:
    """The label before it stays."""
    line = words("Почта: всһоо13505сһ35.")
    again = [line[1]._replace(text="school35@sch35.example.kz")]
    assert [word.text for word in with_address(line, again)] == ["Почта:", "school35@sch35.example.kz"]
    assert with_address(line, words("nothing here")) == line


@pytest.mark.parametrize("angle", [-3.0, -1.0, 0.0, 2.0])
def test_lines_are_laid_level(angle: float) -> None:
    """Within a quarter of a degree."""
    crooked = page(ORDER * 3).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert math.isclose(clean.skew(clean.evened(crooked)), angle, abs_tol=0.25)


@settings(max_examples=12)
@given(st.sampled_from([0, 1, 2, 3]), st.floats(-2, 2))
def test_places_lead_back_to_the_page_as_it_was_given(quarters: int, tilt: float) -> None:
    """A mark on the picture is found again by its place on the clean page, however that was turned."""
    image = Image.new("L", (400, 560), 255)
    image.paste(0, (100, 140, 112, 152))
    cleaned = clean.clean(image.rotate(tilt, fillcolor=255), quarters)
    dark = cleaned.image.point([255 if value < 128 else 0 for value in range(256)]).getbbox()
    assert dark is not None
    left, top, right, bottom = cleaned.box(*dark)
    assert abs((left + right) / 2 - 2650) < 300
    assert abs((top + bottom) / 2 - 2607) < 300


def test_shadow_and_vivid_colour_go_and_black_stays() -> None:
    """A blue ring over black letters under a lamp: paper white, ring pale, letters dark."""
    image = Image.linear_gradient("L").resize((300, 300)).point([120 + value // 2 for value in range(256)])
    image = Image.merge("RGB", [image] * 3)
    image.paste((70, 90, 200), (40, 40, 120, 60))
    image.paste((15, 15, 15), (40, 100, 120, 120))
    even = clean.evened(clean.uncoloured(image))
    assert even.getpixel((250, 20)) > 225  # type: ignore[operator]
    assert even.getpixel((80, 50)) > 200  # type: ignore[operator]
    assert even.getpixel((80, 110)) < 60  # type: ignore[operator]


def test_rules_go_and_letters_stay() -> None:
    """A line to write on and an upright of a table vanish, the stroke of a large letter does not."""
    image = Image.new("L", (1240, 1754), 255)
    image.paste(0, (100, 200, 600, 202))
    image.paste(0, (700, 100, 702, 500))
    image.paste(0, (100, 300, 118, 303))
    bare = clean.unruled(image)
    assert (bare.getpixel((300, 201)), bare.getpixel((701, 300)), bare.getpixel((110, 301))) == (255, 255, 0)


def test_a_page_on_a_table_is_found_and_a_page_alone_is_not_cut() -> None:
    """Corners only where something darker lies around."""
    sheet = page(ORDER, ppi=72)
    table = Image.new("L", (sheet.width + 120, sheet.height + 120), 60)
    table.paste(sheet, (60, 60))
    found = clean.page_corners(table)
    assert found is not None
    assert all(abs(a - b) < 12 for a, b in zip(found[0], (60, 60), strict=True))
    assert clean.page_corners(sheet) is None


def test_a_picture_of_too_many_pixels_is_not_unpacked(tmp_path: Path) -> None:
    """The bound is looked at before anything is made of it (faults.md 29)."""
    path = tmp_path / "huge.png"
    path.write_bytes(saved(Image.new("1", (20_000, 20_000), 1), "PNG", compress_level=1))
    with pytest.raises(ParserError) as caught:
        picture(path, "png", 1)
    assert caught.value.problem.code == "too_large"


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0 no picture", b"", b"%PDF-1.4 nothing"])
def test_a_broken_picture_is_damaged(tmp_path: Path, data: bytes) -> None:
    """Whatever the library raises comes out in the house's words."""
    path = tmp_path / "broken"
    path.write_bytes(data)
    with pytest.raises(ParserError) as caught:
        picture(path, "pdf" if data.startswith(b"%PDF") else "jpeg", 1)
    assert caught.value.problem.code == "damaged"


def scans(count: int) -> Text:
    """A PDF of scanned pages."""
    return Text("pdf", (Page((), "none", picture=True),) * count, paged=True)


def facts(where: Where = "heading", page: int = 1) -> FileFacts:
    """A file of which one page is surely a plan."""
    claim = Claim("plan", (page,), "sure", (Evidence(where, "жоспар", page),))
    return FileFacts("pdf", 2, ("ocr",), (Segment((page,), "document", (claim,)),))


def test_the_upper_part_of_the_first_page_comes_first() -> None:
    """Nothing is known: look there. A title alone leaves the other pages open, a name that agrees does not."""
    text, top = scans(2), {1: ScanPage(1, False)}
    assert next_piece(text, {}, FileFacts("pdf", 2, (), ()), ()) == (1, False)
    assert next_piece(text, top, facts(), ()) == (2, False)
    assert next_piece(text, top, facts("content"), ("plan",)) == (2, False)
    assert next_piece(text, top, facts(), ("plan",)) is None
    assert next_piece(scans(12), top, facts(), ("plan",)) == (2, False)


def test_a_page_that_says_nothing_surely_is_read_whole() -> None:
    """The rest of it, once; what is whole is not asked for again."""
    nothing = FileFacts("pdf", 1, ("ocr",), (Segment((1,), "unrecognised"),))
    assert next_piece(scans(1), {1: ScanPage(1, False)}, nothing, ()) == (1, True)
    assert next_piece(scans(1), {1: ScanPage(1, True)}, nothing, ()) is None


def test_without_tesseract_or_kazakh_there_is_no_recogniser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are looked for as files; the version changes with the data."""
    library, data = tmp_path / "lib", tmp_path / "tessdata"
    library.mkdir()
    data.mkdir()
    monkeypatch.setenv("TESSDATA_PREFIX", str(data))
    assert recogniser([str(library)], []) is None
    (library / "libtesseract.so.5").touch()
    (data / "kaz.traineddata").write_bytes(b"1")
    (data / "rus.traineddata").write_bytes(b"2")
    found = recogniser([str(library)], [])
    assert found is not None
    assert (found.languages, found.turns) == (("kaz", "rus"), False)
    (data / "kaz.traineddata").write_bytes(b"other")
    again = recogniser([str(library)], [])
    assert again is not None
    assert again.version != found.version


def test_a_library_that_is_none_is_said_to_be_unsupported(tmp_path: Path) -> None:
    """A broken installation is a problem with a code, not a traceback."""
    with pytest.raises(ParserError) as caught:
        Engine(Recogniser(str(tmp_path / "libtesseract.so.5"), str(tmp_path), ("kaz",), False, "v"))
    assert caught.value.problem.code == "unsupported"


def test_a_photograph_has_shades_and_a_page_has_not() -> None:
    """What tells a picture of things from a picture of a paper."""
    assert clean.clean(photograph()).shades > 0.45 > clean.clean(page(ORDER)).shades
