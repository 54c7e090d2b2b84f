"""Papers as plain text and as HTML."""

from html import escape

from tests.samples.paper import Paper, Para, Table


def text_of(paper: Paper) -> str:
    """The paper as lines; cells of a table joined by tabs."""
    out: list[str] = []
    for block in paper.blocks:
        if isinstance(block, Para):
            out.append(block.text)
        elif isinstance(block, Table):
            out.extend("\t".join(row) for row in block.rows)
    return "\n".join(out) + "\n"


def html_of(paper: Paper) -> str:
    """The paper as a page."""
    out = ['<html><head><meta charset="utf-8"><style>td{border:1px solid}</style></head><body>']
    for block in paper.blocks:
        if isinstance(block, Para):
            tag = ("p", "b", "h2")[block.level]
            out.append(f'<{tag} style="text-align:{block.align}">{escape(block.text)}</{tag}>')
        elif isinstance(block, Table):
            rows = ("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in block.rows)
            out.append(f"<table>{''.join(rows)}</table>")
    return "\n".join([*out, "</body></html>", ""])
