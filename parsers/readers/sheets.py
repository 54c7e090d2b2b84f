"""Spreadsheets with python-calamine: every sheet a page, its rows a table, values as people write them."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from parsers.errors import ParserError
from parsers.facts import Problem, Text
from parsers.limits import ReadLimits
from parsers.readers import blips
from parsers.readers.package import open_package
from parsers.readers.pages import SEEN, Full, Pages, table

_ROWS = 100_000
_COLUMNS = 256


def read(path: Path, kind: str, limits: ReadLimits) -> Text:
    """All sheets, hidden ones too. Errors as in ``parsers.readers.read``."""
    pictures: list[str] = []
    # Before 2007 a workbook was one stream, which cannot grow.
    if kind != "xls":
        with open_package(path, limits) as package:
            package.check()
            pictures = package.names("xl/media/")
    pages = Pages(limits)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for name in book.sheet_names:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True, nrows=_ROWS)
                pages.add(table([tuple(shown(value) for value in row[:_COLUMNS]) for row in rows]))
                pages.turn(keep_empty=True)
    except Full:
        pass
    except PasswordError as error:
        raise ParserError(Problem("encrypted", str(error))) from error
    except (CalamineError, OSError, ValueError) as error:
        raise ParserError(Problem("damaged", str(error))) from error
    except BaseException as error:
        # Over damaged bytes calamine panics, which is no Exception and has no name to be caught by.
        if type(error).__name__ != "PanicException":
            raise
        raise ParserError(Problem("damaged", str(error)[:200])) from error
    empty = not any(page.blocks for page in pages.done)
    if kind == "xls" and empty:
        pictures = blips.names(path, kind)
    if pictures and empty:
        pages.done.clear()
        for name in pictures:
            pages.pictures.append(name if blips.is_blip(name) or name.endswith(SEEN) else "")
        pages.turn()
    return pages.text(kind, paged=False)


def shown(value: object) -> str:
    """A cell's value as people write it: whole numbers without point, dates as 30.10.2025."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.strftime("%d.%m.%Y" if midnight else "%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value).replace("\xa0", " ").replace("_x000D_", "").strip()
