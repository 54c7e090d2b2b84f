"""Schools under every name they bear: real ones from schools.tsv, invented ones beside."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class School:
    """A school under every name it bears."""

    number: int
    official_ru: str
    legal_kk: str
    short_kk: str
    short_ru: str
    address_kk: str
    address_ru: str
    phone: str
    domain: str


_TYPES = (
    ("школа-гимназия", "мектеп-гимназия", "мектеп-гимназиясы"),
    ("школа-лицей", "мектеп-лицей", "мектеп-лицейі"),
    ("детский сад", "балабақша – бастауыш мектеп", "балабақша – бастауыш мектеп» кешені"),
    ("гимназия", "гимназия", "гимназиясы"),
    ("вечерняя", "кешкі мектеп", "кешкі (ауысымды) мектебі"),
    ("специализированная", "мамандандырылған мектеп", "мамандандырылған мектебі"),
    ("средняя школа", "орта мектеп", "орта мектебі"),
)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    lines = (HERE / "schools.tsv").read_text("utf-8").splitlines()
    return tuple(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def _school(row: dict[str, str]) -> School:
    number = int(row["number"])
    ru = row["official_name_ru"]
    folded = re.sub(r"\s*-\s*", "-", ru.lower())
    kind, plain, owned = next((t for t in _TYPES if t[0] in folded), _TYPES[-1])
    form = "ШЖҚ МКК" if "ПХВ" in ru else "КММ"
    quoted = f"«№ {number} {owned}" + ("" if "»" in owned else "»")
    street, house = row["address"].rsplit(",", 1)
    road = street.split("улица ")[-1].split("Проспект ")[-1].split(",")[-1].strip()
    sort, sort_ru = ("даңғылы", "проспект") if "роспект" in street else ("көшесі", "улица")
    district = row["district"]
    district_kk = {"Сарыарка": "Сарыарқа", "Байконыр": "Байқоңыр", "Есиль": "Есіл"}.get(district, district)
    digits = str(number * 387_421 % 700_000 + 300_000)  # another number for every school up to 700,000
    return School(
        number=number,
        official_ru=ru,
        legal_kk=f"Астана қаласы әкімдігінің {quoted} {form}",
        short_kk=f"№{number} {plain}",
        short_ru=f"{kind} №{number}"
        if kind != "детский сад"
        else f"комплекс «Детский сад – начальная школа № {number}»",
        address_kk=f"Астана қаласы, {district_kk} ауданы, {road.title()} {sort}, {house}",
        address_ru=f"г. Астана, район {district}, {sort_ru} {road.title()}, {house}",
        phone=f"8 (7172) {digits[:2]}-{digits[2:4]}-{digits[4:]}",
        domain=f"sch{number}.example.kz",
    )


def invented_school(number: int) -> School:
    """A school with a number that the register copy does not have, for sets larger than it."""
    row = {
        "number": str(number),
        "official_name_ru": f"КГУ «Средняя школа № {number}»",
        "district": "Есиль",
        "address": f"район Есиль,улица Үлгі,{number}",
    }
    return _school(row)


@cache
def schools() -> tuple[School, ...]:
    """The schools of schools.tsv, in its order."""
    return tuple(_school(row) for row in _rows())
