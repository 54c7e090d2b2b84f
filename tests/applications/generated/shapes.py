"""The shapes that the form meets us in: an application's values and labels in, a paper's text out (see papers.py)."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.applications.generated.values import Value

Row = tuple[str, str, str]  # key ("" for nobody's), label, value


@dataclass(slots=True)
class Form:
    """An application before it has a shape: what stands in it, row by row."""

    kk: bool
    title: str
    rows: list[Row]
    signer: Value | None
    date: Value | None
    head: str
    name: tuple[str, str, str]  # the leader's family name, first name, patronymic
    sign: str = ""

    def value(self, key: str) -> str:
        """What stands under a label."""
        return next((value for k, _, value in self.rows if k == key), "")

    def drop(self, *keys: str) -> None:
        """Leave fields out."""
        self.rows = [row for row in self.rows if row[0] not in keys]


def foot(rng: random.Random, form: Form) -> list[str]:
    """Who signed and when, as under the form."""
    said, name = ("Қолы", "ТАӘ") if form.kk else ("Подпись", "ФИО")
    post = "Мектеп директоры" if form.kk else "Директор школы"
    lines = []
    if form.signer is not None:
        signer = form.signer.written
        lines.append(
            rng.choice(
                (
                    f"{said} ____________ {name} {signer}",
                    f"{said} ______________ /{signer}/",
                    f"{said}: __________ ({signer})",
                    f"{said} _________ {signer}",
                    f"{post} _______________ {signer}",
                    f"{said}          {name}: {signer}",
                    f"{said}: ________ {name}: {signer}",
                )
            )
        )
    elif rng.random() < 0.5:
        lines.append(f"{said} ____________ {name}" if rng.random() < 0.5 else f"{said} ________")
    if form.date is not None:
        lines.append(form.date.written)
    return lines


def _fill(rng: random.Random) -> str:
    return "_" * rng.randrange(4, 24)


def colon(rng: random.Random, form: Form) -> list[str]:
    """«Label: value», line by line."""
    mark = rng.choice((": ", ":", " : ", ": "))
    return [f"* {form.title}", *(f"{label}{mark}{value}" for _, label, value in form.rows), *foot(rng, form)]


def dash(rng: random.Random, form: Form) -> list[str]:
    """«Label – value», line by line."""
    mark = rng.choice((" – ", " - ", " — ", "- "))
    return [f"* {form.title}", *(f"{label}{mark}{value}" for _, label, value in form.rows), *foot(rng, form)]


def filled_line(rng: random.Random, form: Form) -> list[str]:
    """Values within the underscores of the form."""
    end = rng.random() < 0.8
    return [
        form.title,
        *(
            f"{label}{rng.choice((':', ' '))}{'_' * rng.randrange(2, 9)}{value}{_fill(rng) if end else ''}"
            for _, label, value in form.rows
        ),
        *foot(rng, form),
    ]


def under(rng: random.Random, form: Form) -> list[str]:
    """The value on its own line under the label, over the form's lines or instead of them."""
    lines = [form.title]
    filled = rng.random() < 0.5
    for _, label, value in form.rows:
        lines.append(f"{label}:" if rng.random() < 0.6 else label)
        lines.append(f"{'___' if rng.random() < 0.5 else ''}{value}{_fill(rng)}" if filled else value or "____________")
        if filled and rng.random() < 0.3:
            lines.append(_fill(rng))
    return lines + foot(rng, form)


def over_hint(rng: random.Random, form: Form) -> list[str]:
    """The value on a line and what it is in brackets under the line."""
    lines = [f"* {form.title}"]
    for _, label, value in form.rows:
        lines += [
            f"{value or _fill(rng)}{_fill(rng) if rng.random() < 0.3 else ''}",
            f"({label.lower() if rng.random() < 0.4 else label})".replace(" (", ", ").replace("))", ")"),
        ]
    return lines + foot(rng, form)


def over_label(rng: random.Random, form: Form) -> list[str]:
    """The value on the line to write on, and the label in the line under the line."""
    lines = [form.title]
    for _, label, value in form.rows:
        lines += [f"{_fill(rng)}{value}{_fill(rng)}", label]
    return lines + foot(rng, form)


def table(rng: random.Random, form: Form) -> list[str]:
    """Two columns, or three with numbers."""
    numbered = rng.random() < 0.3
    head = ["№ | Мәлімет | Толтырылады"] if numbered else [] if rng.random() < 0.7 else ["Мәлімет | Толтырылады"]
    rows = [f"{f'{at} | ' if numbered else ''}{label} | {value}" for at, (_, label, value) in enumerate(form.rows, 1)]
    return [f"* {form.title}", *(head if form.kk else []), *rows, "", *foot(rng, form)]


def table_hints(rng: random.Random, form: Form) -> list[str]:
    """Labels in the left cells, values with a hint under them in the right ones."""
    hints = {
        "institution": "Жарғыға сәйкес мекеменің толық атауы",
        "subject": "қай пән бойынша",
        "leader": "ТАӘ",
        "head": "ТАӘ",
    }
    hints_ru = {
        "institution": "полное наименование согласно Уставу",
        "subject": "по какому предмету",
        "leader": "ФИО",
        "head": "Ф.И.О.",
    }
    said = hints if form.kk else hints_ru
    rows = [
        f"{re.sub(r' *[(].*', '', label)} | {value}{f' / ({said[key]})' if key in said else ''}"
        for key, label, value in form.rows
    ]
    return [f"* {form.title}", *rows, "", *foot(rng, form)]


def table_four(rng: random.Random, form: Form) -> list[str]:
    """Two fields a row."""
    rows = form.rows if len(form.rows) % 2 == 0 else [*form.rows, ("", "", "")]
    pairs = [rows[at : at + 2] for at in range(0, len(rows), 2)]
    return [
        f"* {form.title}",
        *(" | ".join(f"{label} | {value}" for _, label, value in pair) for pair in pairs),
        "",
        *foot(rng, form),
    ]


def table_one_column(rng: random.Random, form: Form) -> list[str]:
    """One cell a field with label and value as its lines, two a row."""
    cells = [f"{label}{rng.choice((':', ''))} / {value}" for _, label, value in form.rows]
    if len(cells) % 2:
        cells.append("")
    return [
        f"* {form.title}",
        *(f"{cells[at]} | {cells[at + 1]}" for at in range(0, len(cells), 2)),
        "",
        *foot(rng, form),
    ]


def table_merged(rng: random.Random, form: Form) -> list[str]:
    """«label: value» in cells merged over the row, among ordinary rows."""
    rows = [
        f"{label}: {value} |" if rng.random() < 0.5 and value else f"{label} | {value}" for _, label, value in form.rows
    ]
    return [f"* {form.title}", *rows, "", *foot(rng, form)]


def table_header(rng: random.Random, form: Form) -> list[str]:
    """A row of labels over a row of values, once or twice."""
    cut = rng.choice((len(form.rows), 4, 5))
    lines = [f"* {form.title}"]
    for rows in (form.rows[:cut], form.rows[cut:]):
        if len(rows) > 1:
            lines += [" | ".join(label for _, label, _ in rows), " | ".join(value or "-" for _, _, value in rows), ""]
        else:
            lines += [f"{label}: {value}" for _, label, value in rows]
    return lines + foot(rng, form)


def table_sections(rng: random.Random, form: Form) -> list[str]:
    """A first column merged over the fields of one thing."""
    school, person = ("Мектеп", "Қатысушы") if form.kk else ("Школа", "Участник")
    groups = {"institution": school, "address": school, "phone": school, "fax": school, "email": school, "head": school}
    order = sorted(form.rows, key=lambda row: groups.get(row[0], person) == person)
    rows = [f"{groups.get(key, person)} | {label} | {value}" for key, label, value in order]
    return [f"* {form.title}", *rows, "", *foot(rng, form)]


def bilingual(rng: random.Random, form: Form) -> list[str]:
    """Labels in both languages before one value."""
    other = _other_labels(rng, form)
    mark = rng.choice((" / ", "/"))
    cell = rng.random() < 0.5
    pairs = [(f"{label}{mark}{other[key]}" if key in other else label, value) for key, label, value in form.rows]
    if cell:
        return [f"* {form.title}", *(f"{label} | {value}" for label, value in pairs), "", *foot(rng, form)]
    return [f"* {form.title}", *(f"{label}: {value}" for label, value in pairs), *foot(rng, form)]


def two_columns(rng: random.Random, form: Form) -> list[str]:
    """Kazakh in the left half of a table, Russian in the right one, the same value in both."""
    other = _other_labels(rng, form)
    rows = [f"{label}: {value} | {other.get(key, label)}: {value}" for key, label, value in form.rows if key]
    return [f"* {form.title}", *rows, "", *foot(rng, form)]


def _other_labels(rng: random.Random, form: Form) -> dict[str, str]:
    from tests.applications.generated.labels import KK, RU

    other = RU if form.kk else KK
    return {key: rng.choice(other[key]) for key in other}


def bare(rng: random.Random, form: Form) -> list[str]:
    """A label, a space and the value."""
    return [form.title, *(f"{label} {value}" for _, label, value in form.rows), *foot(rng, form)]


def bracketed(rng: random.Random, form: Form) -> list[str]:
    """A value in brackets behind its label."""
    bare = [(re.sub(r" *[(].*", "", label), value) for _, label, value in form.rows]
    space = rng.choice(("", " "))
    return [
        form.title,
        *(f"{label} ({space}{value}{space})" if value else f"{label}: жоқ" for label, value in bare),
        *foot(rng, form),
    ]


def name_cells(rng: random.Random, form: Form) -> list[str]:
    """The leader's names in fields of their own: in cells side by side, in rows, or in lines."""
    words = ("Тегі", "Аты", "Әкесінің аты") if form.kk else ("Фамилия", "Имя", "Отчество")
    parts = list(zip(words, form.name, strict=True))
    how = rng.choice(("side", "rows", "lines", "three"))
    lines = [f"* {form.title}"]
    for key, label, value in form.rows:
        label = re.sub(r" *[(].*", "", label)
        if key != "leader":
            lines.append(f"{label}: {value}" if how == "lines" else f"{label} | {value}")
        elif how == "side":
            lines.append(f"{label} | {' | '.join(form.name)}")
        elif how == "lines":
            lines += [f"{label}:", *(f"{word}: {part}" for word, part in parts)]
        elif how == "three":
            lines += [f"{label} | {word} | {part}" for word, part in parts]
        else:
            lines += [f"{word} | {part}" for word, part in parts]
    return [*lines, "", *foot(rng, form)]


def broken_lines(rng: random.Random, form: Form) -> list[str]:
    """Long values run over lines; now and then a label does."""
    lines = [form.title]
    for _, label, value in form.rows:
        text = f"{label}: {value}"
        while len(text) > 62 and " " in text[:60]:
            at = text.rfind(" ", 0, 60)
            lines.append(text[:at])
            text = text[at + 1 :]
        lines.append(text)
    return lines + foot(rng, form)


def messenger(rng: random.Random, form: Form) -> list[str]:
    """As typed on a telephone: small letters in labels, no title but a greeting."""
    hello = (
        "Сәлеметсіз бе! Байқауға қатысуға өтінім жібереміз",
        "Здравствуйте! Отправляем заявку на участие в конкурсе",
    )[not form.kk]
    return [hello, *(f"{label.lower()} {rng.choice(('-', ':'))} {value}" for _, label, value in form.rows)]


def letterhead(rng: random.Random, form: Form) -> list[str]:
    """A form below the school's own letterhead and an addressee."""
    top = [
        "Қазақстан Республикасы | Республика Казахстан",
        "Астана қаласының Білім басқармасы | Управление образования города Астаны",
        "",
        "№ 01-12/345",
        "Әдістемелік орталықтың басшысы С. Дәуешоваға" if form.kk else "Руководителю Методического центра Дауешовой С.",
    ]
    return [*top, *colon(rng, form)]


SHAPES: dict[str, Callable[[random.Random, Form], list[str]]] = {
    shape.__name__: shape
    for shape in (
        colon,
        dash,
        filled_line,
        under,
        over_hint,
        over_label,
        table,
        table_hints,
        table_four,
        table_one_column,
        table_merged,
        table_header,
        table_sections,
        bilingual,
        two_columns,
        bare,
        bracketed,
        name_cells,
        broken_lines,
        messenger,
        letterhead,
    )
}
