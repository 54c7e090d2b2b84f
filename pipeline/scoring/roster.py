"""The list of the commission's members from a table: name, post, e-mail, role, school, source, in any language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr

from parsers.facts import Grid
from pipeline.errors import Mistake
from pipeline.scoring.sheets import plain
from pipeline.scoring.values import Member, Role

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "e mail", "электрондық пошта", "эл пошта", "эл почта", "электронная почта", "пошта", "почта"),
    "name": ("name", "аты жөні", "тегі", "таә", "т а ә", "ф и о", "фио", "фамилия", "мүшенің аты"),
    "post": ("post", "position", "лауазымы", "қызметі", "должность"),
    "role": ("role", "рөлі", "комиссиядағы", "роль", "статус"),
    "school": ("school", "мектеп", "мектебі", "школа", "ұйым", "организация"),
    "source": ("source", "көзі", "қайдан", "источник", "от кого"),
}
_ROLES: Mapping[Role, tuple[str, ...]] = {
    Role.CHAIR: ("chair", "төраға", "председател"),
    Role.SECRETARY: ("secretary", "хатшы", "секретар"),
    Role.MEMBER: ("member", "мүше", "член"),
}
_NEEDED = {"email", "name", "role"}


@dataclass(frozen=True, slots=True)
class Roster:
    """The members of a file where there are no mistakes, else the mistakes."""

    members: tuple[Member, ...]
    mistakes: tuple[Mistake, ...]


def read_roster(file: str, grids: Sequence[Grid]) -> Roster:
    """Every member of the first sheet that has the columns. One person in two rows has both roles."""
    for grid in grids:
        found = _columns(grid)
        if found is not None:
            return _roster(file, grid, *found)
    return Roster((), (Mistake(file, "roster_columns"),))


def _columns(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(grid.rows[:40]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            words = plain(cell)
            name = next((n for n, ways in _HEADINGS.items() if any(words.startswith(plain(way)) for way in ways)), None)
            if name is not None:
                found.setdefault(name, column)
        if found.keys() >= _NEEDED:
            return at, found
    return None


def _roster(file: str, grid: Grid, head: int, columns: Mapping[str, int]) -> Roster:
    members: dict[str, Member] = {}
    mistakes: list[Mistake] = []
    for at, row in enumerate(grid.rows[head + 1 :], head + 1):
        cells = {name: row[column].strip() if column < len(row) else "" for name, column in columns.items()}
        if not any(cells.values()):
            continue
        where = f"{file}: {grid.where(at, columns['email'])}"
        email = parseaddr(cells["email"])[1].lower()
        role = next((role for role, ways in _ROLES.items() if _begins(cells["role"], ways)), None)
        if "@" not in email:
            mistakes.append(Mistake(where, "email", {"value": cells["email"]}))
        elif not cells["name"]:
            mistakes.append(Mistake(f"{file}: {grid.where(at, columns['name'])}", "name"))
        elif role is None:
            mistakes.append(Mistake(f"{file}: {grid.where(at, columns['role'])}", "role", {"value": cells["role"]}))
        else:
            member = Member(
                email, cells["name"], cells.get("post", ""), frozenset({role}), cells.get("source", ""),
                cells.get("school", ""),
            )  # fmt: skip
            before = members.get(email)
            if before is not None and (before.name != member.name or role in before.roles):
                mistakes.append(Mistake(where, "member_twice", {"value": email}))
            members[email] = member if before is None else replace(before, roles=before.roles | {role})
    chairs = [member.name for member in members.values() if member.chairs]
    if len(chairs) > 1:
        mistakes.append(Mistake(file, "chairs", {"value": ", ".join(chairs)}))
    if not members and not mistakes:
        mistakes.append(Mistake(file, "nothing_filled"))
    return Roster(() if mistakes else tuple(members.values()), tuple(mistakes))


def _begins(cell: str, ways: Sequence[str]) -> bool:
    words = plain(cell)
    return any(word.startswith(plain(way)) for word in words.split() for way in ways)
