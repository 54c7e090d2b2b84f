"""A register of schools and a log of decisions, made by hand: what the newer reports are made of besides letters."""

from datetime import timedelta

from pipeline.decisions.values import NEW, Decision, Fate, Sort, Target, Verb
from pipeline.school_register import ListedSchool
from pipeline.state import Overview
from tests.reports.builder import HOSTILE, LONG_NAME, at


def school(name: str, *others: str, phone: str = "8 (7172) 55-11-22", address: str = "Абай даңғылы, 1") -> ListedSchool:
    """One line of a register."""
    return ListedSchool((name, *others), phone, address, "Сарыарқа")


def register() -> tuple[ListedSchool, ...]:
    """Schools that have applied, that have not, that are doubtful, and that bear every hostile name."""
    return (
        school("№ 84 мектеп-гимназия"),
        school("№ 70 мектеп-лицей", "Школа-лицей № 70", phone="+7 701 000 00 70"),
        school("№ 5 орта мектеп"),
        school(LONG_NAME.replace("79", "78")),
        *(school(text, phone=text, address=text) for text in HOSTILE),
    )


def decisions(overview: Overview) -> tuple[Decision, ...]:
    """A decision of every verb and every fate, with a hostile reason each."""
    founder, letter = overview.submissions[0].state, overview.letters[1]
    file = next(file for one in overview.letters for file in one.files)
    submission = Target(Sort.SUBMISSION, founder.founder, name="ӘБ-2025 № 1")
    paper = Target(Sort.FILE, file.letter_key, file.sha256, pages=(1, 2, 4), name=file.name)
    moment = "2025-10-20T23:59:59+05:00"
    made: list[tuple[Verb, tuple[Target, ...], str]] = [
        (Verb.VERDICT, (submission,), "accept"),
        (Verb.VERDICT, (submission,), "reject"),
        (Verb.VERDICT, (submission,), "hold"),
        (Verb.VERDICT, (submission,), "reopen"),
        (Verb.WITHDRAW, (submission,), "withdraw"),
        (Verb.KIND, (paper,), "publications,partnerships"),
        (Verb.ROLE, (paper,), "annex"),
        (Verb.PLACE, (Target(Sort.LETTER, letter.key), Target(Sort.LETTER, "gone")), founder.founder),
        (Verb.PLACE, (Target(Sort.LETTER, letter.key),), NEW),
        (Verb.FIELD, (Target(Sort.SUBMISSION, founder.founder, "leader_phone"),), "+7 701 111 22 33"),
        (Verb.RECEIVED, (Target(Sort.LETTER, letter.key),), moment),
        (Verb.EXTEND, (Target(Sort.SCHOOL, "№ 5 мектеп <b>"),), moment),
        (Verb.WAIVE, (Target(Sort.SUBMISSION, founder.founder, "publications"),), "publications"),
        (Verb.UNDO, (Target(Sort.DECISION, "2"),), ""),
    ]
    fates: tuple[Fate, ...] = ("standing", "undone", "superseded", "orphaned")
    return tuple(
        Decision(
            id=number,
            at=at("2025-10-17 10:00") + timedelta(minutes=number),
            by="Ұйымдастырушы" if number % 2 else HOSTILE[number % len(HOSTILE)],
            verb=verb,
            targets=targets,
            value=value,
            reason=HOSTILE[(number * 3) % len(HOSTILE)],
            standing=fates[number % 4],
            older_facts=number % 5 == 0,
            submission=founder.number if number % 3 else None,
            undoes=2 if verb is Verb.UNDO else None,
        )
        for number, (verb, targets, value) in enumerate(made, 1)
    )
