"""A form in a PDF is read a second time where the first reading left a required field empty."""

from dataclasses import replace
from pathlib import Path

import typst

from parsers.application import parse
from parsers.facts import Block, Page, Text
from parsers.readers.pdf_form import read_form
from parsers.understand import understand_text
from pipeline.contest import load

CONTEST = load(Path(__file__).parents[2] / "config.toml").contest
ROWS = (
    ("Мекеменің толық атауы", "«№ 79 мектеп-лицейі» ШЖҚ МКК"),
    ("Мекеменің мекенжайы", "Астана қаласы, Үлгі көшесі, 4"),
    ("Байланыс телефоны", "8 (7172) 55-01-02"),
    ("E-mail", "mektep79@mektep.example"),
    ("Әдістемелік бірлестік", "математика"),
    ("ӘБ жетекшісі", "Ахметова Әсел Болатқызы"),
    ("ӘБ жетекшісінің телефоны", "+7 701 555 01 02"),
    ("Мектеп басшысы", "Серіков Қанат Оразұлы"),
)


def _pdf(folder: Path) -> Path:
    cells = ", ".join(f"[{label}], [{value.replace('@', chr(92) + '@')}]" for label, value in ROWS)
    source = folder / "form.typ"
    source.write_text(
        f"Кіріспе бет\n#pagebreak()\n= Байқауға қатысуға өтінім\n#table(columns: 2, {cells})\n", encoding="utf-8"
    )
    out = folder / "form.pdf"
    out.write_bytes(typst.compile(str(source), format="pdf", ignore_system_fonts=True))
    return out


def test_cells_of_a_ruled_table_stay_together_and_pages_keep_their_numbers(tmp_path: Path) -> None:
    """The table is one block with its rows; the page that was not asked for is empty."""
    text = read_form(_pdf(tmp_path), (2,), 2)
    assert text.pages[0].blocks == ()
    assert [rows for block in text.pages[1].blocks if (rows := block.rows)] == [ROWS]
    assert "өтінім" in text.pages[1].blocks[0].text


def test_a_field_that_the_first_reading_lost_comes_from_the_second(tmp_path: Path) -> None:
    """Without the head's name the form is read again; with it there is nothing to ask."""
    path, asked = _pdf(tmp_path), []

    def again(pages: tuple[int, ...]) -> Text:
        asked.append(pages)
        return read_form(path, pages, 2)

    def first(rows: tuple[tuple[str, str], ...]) -> Text:
        table = Block("\n".join("\t".join(row) for row in rows), rows=rows)
        pages = (Page((Block("Кіріспе бет"),)), Page((Block("Байқауға қатысуға өтінім", 2), table)))
        return Text("pdf", pages, paged=True)

    whole = understand_text(first(ROWS), "form.pdf", CONTEST.knowledge, again)
    assert asked == []
    lost = understand_text(first(ROWS[:-1]), "form.pdf", CONTEST.knowledge, again)
    assert asked == [(2,)]
    assert lost.application is not None
    assert whole.application is not None
    assert {f.key: f.value for f in lost.application.fields} == {f.key: f.value for f in whole.application.fields}


def test_a_second_reading_that_is_poorer_changes_nothing() -> None:
    """What was read first stands."""
    table = Block("\n".join("\t".join(row) for row in ROWS[:-1]), rows=ROWS[:-1])
    text = Text("pdf", (Page((Block("Байқауға қатысуға өтінім", 2), table)),), paged=True)
    facts = understand_text(text, "form.pdf", CONTEST.knowledge, lambda pages: Text("pdf", (Page(()),), paged=True))
    first = parse(text, CONTEST.form)
    assert first is not None
    assert facts.application == replace(first, signed_why="no_line")
