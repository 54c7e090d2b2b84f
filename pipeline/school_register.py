"""The city's register of schools: a file of the organiser's own, CSV, TSV or a workbook with a name and a phone column.

Columns are found by their heads, in any of the three languages and in any order. One school may have several names
(in Kazakh, in Russian, an official one): every column whose head says so is one.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parsers.errors import ParserError
from parsers.limits import ReadLimits
from parsers.readers import sheets
from pipeline.errors import RegisterError, reason

_BOOKS = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods"}
_LEADING_LINES = 20  # a head stands within the first lines: above it are titles and remarks
_HEADS: Mapping[str, re.Pattern[str]] = {
    "phone": re.compile(r"phone|тел|байланыс"),
    "address": re.compile(r"address|адрес|мекен-?\s?жай"),
    "district": re.compile(r"district|район|аудан"),
    "name": re.compile(r"name|наименован|назван|ата[ул]|школа|мектеп|school|institution|организац|мекеме|ұйым"),
}


@dataclass(frozen=True, slots=True)
class ListedSchool:
    """One line of the register. ``names``: as written, the first is the one that people are shown."""

    names: tuple[str, ...]
    phone: str
    address: str
    district: str

    @property
    def name(self) -> str:
        """The name that people are shown."""
        return self.names[0]


def read_register(path: Path, language: str = "") -> tuple[ListedSchool, ...]:
    """Every school of the file, in its order; a name in ``language`` (a code in its head) comes first.

    Raises RegisterError: no such file, no reading it, no column of names, or no school under it.
    """
    rows = _book(path) if path.suffix.lower() in _BOOKS else _lines(path)
    for place, row in enumerate(rows[:_LEADING_LINES]):
        columns = _columns(row)
        if columns["name"] and len([cell for cell in row if cell]) > 1:
            schools = tuple(one for one in (_school(line, columns, language, row) for line in rows[place + 1 :]) if one)
            if not schools:
                raise RegisterError("register_empty", path=path)
            return schools
    raise RegisterError("register_no_names", path=path)


def _columns(head: Sequence[str]) -> dict[str, list[int]]:
    """What stands in which columns: the first sort whose words a head has."""
    columns: dict[str, list[int]] = {sort: [] for sort in _HEADS}
    for place, title in enumerate(head):
        low = title.casefold().replace("_", " ")
        sort = next((sort for sort, words in _HEADS.items() if words.search(low)), None)
        if sort is not None:
            columns[sort].append(place)
    return columns


def _school(
    row: Sequence[str], columns: Mapping[str, Sequence[int]], language: str, head: Sequence[str]
) -> ListedSchool | None:
    def values(sort: str) -> list[str]:
        return [row[place].strip() for place in columns[sort] if place < len(row) and row[place].strip()]

    own = {row[place].strip() for place in columns["name"] if place < len(row) and _is_of(head[place], language)}
    names = sorted(dict.fromkeys(values("name")), key=lambda name: name not in own)
    if not names:
        return None
    return ListedSchool(
        tuple(names), ", ".join(values("phone")), ", ".join(values("address")), ", ".join(values("district"))
    )


def _is_of(title: str, language: str) -> bool:
    return bool(language) and language in re.split(r"[^a-z]+", title.casefold())


def _lines(path: Path) -> list[list[str]]:
    """The rows of a text file in UTF-8 (with or without a mark) or, as Excel here saves it, in Windows-1251."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise RegisterError("register_absent", path=path) from None
    except OSError as error:
        raise RegisterError("register_unreadable", path=path, why=reason(error)) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1251", errors="replace")
    text = "\n".join(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise RegisterError("register_damaged", path=path) from error


def _book(path: Path) -> list[list[str]]:
    """The rows of the workbook's first sheet that has any."""
    if not path.is_file():
        raise RegisterError("register_absent", path=path)
    try:
        pages = sheets.read(path, _BOOKS[path.suffix.lower()], ReadLimits()).pages
    except ParserError as error:
        raise RegisterError("register_damaged", path=path) from error
    return [list(row) for page in pages[:1] for block in page.blocks for row in block.rows] if pages else []
