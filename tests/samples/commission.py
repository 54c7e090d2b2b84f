"""A commission and its points for the sample letters.

``python -m tests.samples.commission OUT members`` writes ``OUT/members.csv``;
``python -m tests.samples.commission OUT letters N`` writes ``OUT/letters``: so many schools, each with a letter that
holds all it needs;
``python -m tests.samples.commission OUT STAGE ID…`` writes ``OUT/stage-STAGE.csv``: a point of every member for every
criterion of the participants ID…, no two of whom have the same sum, so that every place is decided by points.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.contest import load
from tests.samples.applications import fill
from tests.samples.render.word import docx_of
from tests.samples.schools import invented_school
from tests.samples.stories.base import Item, Letters, application, expect, greeting
from tests.samples.stories.files import papers_of

MEMBERS = (
    ("Әлімова Гүлнәр Серікқызы", "орталық директоры", "chair@example.kz", "төраға"),
    ("Иванова Анна Петровна", "әдіскер", "secretary@example.kz", "хатшы"),
    ("Оспанов Ерлан Қайратұлы", "педагог-зерттеуші", "member2@example.kz", "мүше"),
    ("Ыбырай Ұлжан Асқарқызы", "педагог-шебер", "member3@example.kz", "мүше"),
    ("Үсенов Өмір Болатұлы", "педагогтер қауымдастығының өкілі", "member4@example.kz", "мүше"),
    ("Қасымова Һәдия Ерікқызы", "қоғамдық ұйым өкілі", "member5@example.kz", "мүше"),
    ("Жұмабай Іңкәр Ғалымқызы", "әдіскер", "member6@example.kz", "мүше"),
)
_JUDGES = tuple(email for _, _, email, role in MEMBERS if role != "хатшы")


def members() -> str:
    """The list of members as CSV."""
    return "\n".join(["аты-жөні,лауазымы,e-mail,рөлі", *(",".join(one) for one in MEMBERS)]) + "\n"


def points(stage: int, numbers: Sequence[int], config: Path, seed: int = 1) -> str:
    """The points of a stage as CSV. The order of the participants by points is drawn once for all stages."""
    held = next(one for one in load(config).contest.stages if one.number == stage)
    order = sorted(numbers, key=lambda number: random.Random(f"{seed} {number}").random())
    most = held.points[1] * len(held.criteria) * len(_JUDGES)
    lines = ["member,submission,stage,criterion,points"]
    for place, number in enumerate(order):
        # The sums lie two points apart, the least at half of what can be had.
        parts = _split(max(most - 2 - 2 * place, most // 2 - place), len(_JUDGES))
        for member, total in zip(_JUDGES, parts, strict=True):
            for criterion, given in enumerate(_split(total, len(held.criteria)), 1):
                lines.append(f"{member},{number},{stage},{criterion},{given}")
    return "\n".join(lines) + "\n"


def participants(count: int, seed: int = 1) -> Letters:
    """The letters of so many schools, each with everything: the application beside one file that holds all papers."""
    letters = Letters(seed)
    for place in range(1, count + 1):
        story = f"participant-{place}"
        language = "kk" if place % 20 else "ru"
        hand = letters.hand(story, language, school=invented_school(300 + place))
        form = fill(hand)
        papers = [write(hand) for write in papers_of(language).values()]
        name = "Портфолио.docx" if language == "kk" else "Портфолио МО.docx"
        whole = Item(name, docx_of(papers, hand.rng), {"": expect("document")})
        letters.post(
            story,
            hand,
            f"10-{1 + place % 16:02} {8 + place % 9:02}:{place % 60:02}:00",
            subject="Байқауға құжаттар",
            text=greeting(hand),
            files=[application(hand, form, "table" if place % 2 else "lines"), whole],
            fields=form,
        )
    return letters


def write_participants(out: Path, count: int, seed: int = 1) -> Path:
    """The same letters as files in a folder."""
    folder = out / "letters"
    folder.mkdir(parents=True, exist_ok=True)
    for one in participants(count, seed).made:
        (folder / f"{one.stem}.eml").write_bytes(one.raw)
    return folder


def _split(total: int, count: int) -> Iterator[int]:
    """A sum in parts that differ by one at most."""
    return (total // count + (n < total % count) for n in range(count))


def main() -> None:
    """Write one of the files and say where it is."""
    options = argparse.ArgumentParser(prog="python -m tests.samples.commission", description=__doc__)
    options.add_argument("out", type=Path, metavar="OUT")
    options.add_argument("what", choices=("members", "letters", "1", "2"))
    options.add_argument("numbers", type=int, nargs="*", metavar="ID")
    options.add_argument("--config", type=Path, default=Path("config.toml"))
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.what == "letters":
        print(write_participants(given.out, given.numbers[0] if given.numbers else 40))
        return
    name = "members" if given.what == "members" else f"stage-{given.what}"
    text = members() if given.what == "members" else points(int(given.what), given.numbers, given.config)
    (given.out / f"{name}.csv").write_text(text, "utf-8")
    print(given.out / f"{name}.csv")


if __name__ == "__main__":
    main()
