"""A commission and its points for the sample letters.

``python -m tests.samples.commission OUT members`` writes ``OUT/members.csv``;
``python -m tests.samples.commission OUT STAGE ID…`` writes ``OUT/stage-STAGE.csv``: a point of every member for every
criterion of the participants ID…, no two of whom have the same sum, so that every place is decided by points.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.contest import load

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


def _split(total: int, count: int) -> Iterator[int]:
    """A sum in parts that differ by one at most."""
    return (total // count + (n < total % count) for n in range(count))


def main() -> None:
    """Write one of the files and say where it is."""
    options = argparse.ArgumentParser(prog="python -m tests.samples.commission", description=__doc__)
    options.add_argument("out", type=Path, metavar="OUT")
    options.add_argument("what", choices=("members", "1", "2"))
    options.add_argument("numbers", type=int, nargs="*", metavar="ID")
    options.add_argument("--config", type=Path, default=Path("config.toml"))
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    name = "members" if given.what == "members" else f"stage-{given.what}"
    text = members() if given.what == "members" else points(int(given.what), given.numbers, given.config)
    (given.out / f"{name}.csv").write_text(text, "utf-8")
    print(given.out / f"{name}.csv")


if __name__ == "__main__":
    main()
