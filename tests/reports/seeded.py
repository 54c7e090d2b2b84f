"""As many schools as asked, varied by seed as real ones vary."""

import random
from collections.abc import Sequence
from datetime import timedelta

from pipeline.state import Overview, Standing
from tests.reports.builder import Builder, at, facts, in_time, missing, verdict


def many(schools: int, seed: int = 1) -> Overview:
    """As many schools as asked, varied by seed as real ones vary: most nearly complete, a few of every other sort."""
    chance = random.Random(seed)
    make = Builder()
    names = _school_names()
    subjects = ("Математика", "Қазақ тілі", "Физика", "бастауыш", "Тарих", "Биология", "Ағылшын тілі", "Информатика")
    keys = [kind.key for kind in make.contest.kinds]
    for number in range(1, schools + 1):
        moment = at("2025-10-01 08:00") + timedelta(minutes=chance.randrange(60 * 24 * 17))
        letter = make.letter(f"{moment:%Y-%m-%d %H:%M}", sender=f"school{number}@example.kz")
        share, doubt = chance.choice((0, 0, 0, 0.05, 0.3)), chance.choice((0, 0, 0.05))
        lacking = tuple(key for key in keys if chance.random() < share)
        doubted = tuple(key for key in keys if key not in lacking and chance.random() < doubt)
        claims = {
            key: (
                make.claim(
                    letter,
                    key,
                    status="doubtful" if key in doubted else "sure",
                    partly=chance.random() < 0.05,
                    pages=tuple(range(1, chance.randrange(2, 9))),
                ),
            )
            for key in keys
            if key not in lacking
        }
        standing, reasons = _standing(chance, lacking, doubted)
        name = names[(number - 1) % len(names)]
        make.submit(
            [letter],
            verdict(
                standing,
                reasons,
                [in_time(), *missing(*lacking)],
                missing=lacking,
                doubtful=doubted,
            ),
            application=make.application(
                letter,
                {
                    "institution": name if number <= len(names) else f"{name} ({number})",
                    "leader": chance.choice(("Ахметова", "Әлімова", "Өмірова", "Иванова", "Ыбырай", "Үсенова"))
                    + " "
                    + chance.choice(("Гүлнәр", "Айсұлу", "Анна", "Ерлан", "Ұлжан")),
                    "subject": chance.choice(subjects),
                },
                in_body=chance.random() < 0.1,
            ),
            claims=claims,
            unread=(make.file(letter, "скан.pdf", facts("unread", problem="scan")),) if doubted else (),
        )
    return make.overview()


def _standing(
    chance: random.Random, lacking: Sequence[str], doubted: Sequence[str]
) -> tuple[Standing, tuple[str, ...]]:
    if lacking and doubted:
        return Standing.HELD, ("ambiguous",)
    if lacking:
        return chance.choice(((Standing.INCOMPLETE, ()), (Standing.REJECTED, ("incomplete",))))
    if doubted:
        return Standing.HELD, (chance.choice(("unreadable", "ambiguous")),)
    return Standing.ACCEPTED, ()


def _school_names() -> list[str]:
    types = ("мектеп-лицей", "мектеп-гимназия", "орта мектеп", "гимназия", "мектеп")
    named = ("Абай", "Ыбырай Алтынсарин", "Әл-Фараби", "Қаныш Сәтбаев", "Мағжан Жұмабаев", "Өзбекәлі Жәнібеков")
    return [
        f"Астана қаласы әкімдігінің «№ {number} {types[number % 5]}і» ШЖҚ МКК"
        if number % 3
        else f"«{named[number % 6]} атындағы № {number} {types[number % 5]}» КММ"
        for number in range(1, 207)
    ]
