"""A paper made for tests: every block there is, with texts wherever one may stand."""

from datetime import UTC, datetime

from reports.formats.paper import (
    Approval,
    Facts,
    Grid,
    GridColumn,
    Heading,
    Paper,
    Paragraph,
    Point,
    Signature,
)


def paper(*texts: str, wide: bool = True, title: str = "Тақырып") -> Paper:
    """A paper in which a text stands wherever one may."""
    first = texts[0] if texts else ""
    return Paper(
        language="kk",
        organiser="Орталық",
        contest="Байқау",
        title=title,
        place="Астана қаласы",
        day="2025 жылғы 18 қазан",
        made=datetime(2025, 10, 18, 4, tzinfo=UTC),
        notes=texts[:1],
        blocks=(
            Heading(first),
            Paragraph(first),
            Point("1.", first, (first, first)),
            Facts(((first, first),)),
            Grid((GridColumn("№", 10), GridColumn("Мәтін", 60)), tuple((str(n), text) for n, text in enumerate(texts))),
        ),
        signatures=(Signature("Хатшы"), Signature("Төраға", first)),
        under_line=("қолы", "аты"),
        approval=Approval("БЕКІТЕМІН", first, "2025 жылғы"),
        wide=wide,
    )
