"""Papers as text PDFs and as pictures of pages, by typst with the fonts that it carries: the same on every machine."""

import io
import json
from collections.abc import Sequence
from functools import cache
from typing import cast

import typst
from PIL import Image

from tests.samples.paper import Break, Paper, Para, Table

_HEAD = """\
#set document(date: none)
#set page(paper: "a4", margin: 1.7cm)
#set text(size: 10.5pt, lang: "kk")
#set par(spacing: 0.8em)
"""
_SIZE = {0: "", 1: 'weight: "bold", ', 2: 'weight: "bold", size: 13.5pt, '}


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler()


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def source_of(papers: Sequence[Paper], *, contents: str = "", font: str = "") -> str:
    """Typst source of papers, each from a new page; ``contents`` is the title of a contents page, "" for none."""
    out = [_HEAD]
    if font:
        out.append(f"#set text(font: {_string(font)})\n")
    if contents:
        out.append(f"#align(center, text({_SIZE[2]}{_string(contents)}))\n")
        out.extend(f"#par(text({_string(f'{i}. {p.names[0]}')}))\n" for i, p in enumerate(papers, 1))
        out.append("#pagebreak()\n")
    for place, paper in enumerate(papers):
        if place:
            out.append("#pagebreak()\n")
        for block in paper.blocks:
            if isinstance(block, Para):
                out.append(f"#align({block.align}, text({_SIZE[block.level]}{_string(block.text)}))\n")
            elif isinstance(block, Table):
                cells = ", ".join(_string(cell) for row in block.rows for cell in row)
                out.append(f"#table(columns: {len(block.rows[0])}, {cells})\n")
            elif isinstance(block, Break):
                out.append("#pagebreak()\n")
    return "".join(out)


def pdf_of(papers: Sequence[Paper], *, contents: str = "") -> bytes:
    """A text PDF."""
    return cast(
        bytes, _compiler().compile(input=source_of(papers, contents=contents).encode(), format="pdf", pdf_tags=False)
    )


def pages_of(papers: Sequence[Paper], *, ppi: int = 90, font: str = "") -> list[Image.Image]:
    """The pages as grey pictures. ``font``: one that typst carries, "" for its own."""
    made = _compiler().compile(input=source_of(papers, font=font).encode(), format="png", ppi=ppi)
    pages = made if isinstance(made, list) else [made]
    return [Image.open(io.BytesIO(cast(bytes, page))).convert("L") for page in pages]
