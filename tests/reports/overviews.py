"""Overviews made by hand: every situation that a report can meet, without a database."""

from dataclasses import replace

from parsers.facts import Problem
from pipeline.state import Finding, LetterVerdict, Overview, Standing
from tests.reports.builder import DEADLINE, HOSTILE, LONG_NAME, Builder, facts, in_time, missing, verdict
from tests.reports.listed import decisions


def every_situation() -> Overview:
    """One overview with all that a report must tell."""
    make = Builder()
    _accepted(make)
    _not_complete(make)
    _rejected(make)
    _held(make)
    _strange(make)
    _other_letters(make)
    overview = make.overview()
    return replace(overview, decisions=decisions(overview))


def _accepted(make: Builder) -> None:
    letter = make.letter()
    second = make.letter(
        "2025-10-16 09:00",
        founder=letter.key,
        joined_by=Finding("grouping", "joined_thread", {"founder": letter.key, "message_id": letter.message_id}, True),
    )
    claims = make.all_claims(letter)
    claims["partnerships"] = (make.claim(second, "partnerships", "мұрағат.zip/23/меморандум.pdf", by="person"),)
    claims["meeting_minutes"] = (
        make.claim(letter, "meeting_minutes", "хаттама 1.docx", pages=None),
        make.claim(second, "meeting_minutes", "барлығы.pdf", pages=(1, 2, 3, 7, 9, 10)),
    )
    make.submit(
        [letter, second],
        verdict(
            Standing.ACCEPTED,
            findings=[
                in_time(count=2),
                Finding("completeness", "kinds_present", {"count": "24", "of": "24"}, True),
                Finding(
                    "application",
                    "application_complete",
                    {"institution": "№ 9 мектеп-лицей", "leader": "Әлімова Г. С.", "file": ""},
                    True,
                ),
            ],
        ),
        application=make.application(letter, signed=True),
        claims=claims,
        annexes=(
            make.file(second, "фото/апталық.jpg", facts("annex")),
            make.file(second, "грамота.pdf", facts("annex")),
        ),
        others=(make.file(second, "ілеспе хат.pdf", facts("none")),),
        remarks=(
            Finding("remark", "last_day", {"time": "2025-10-17T18:00:00+05:00", "deadline": DEADLINE}),
            Finding(
                "remark", "same_paper", {"file": "бұйрық.pdf", "kinds": "establishment_order, leader_appointment_order"}
            ),
        ),
    )
    letter = make.letter("2025-10-14 12:00", sender="school3@example.kz", sender_name="СШ 3")
    make.submit(
        [letter],
        verdict(
            Standing.ACCEPTED,
            findings=[in_time(), Finding("completeness", "kind_waived", {"kind": "young_specialist_school"}, True)],
        ),
        application=make.application(letter, {"institution": LONG_NAME, "leader": "Ыбыраева Айсұлу"}, in_body=True),
        claims=make.all_claims(letter, without=("young_specialist_school",)),
        waived=("young_specialist_school",),
    )


def _not_complete(make: Builder) -> None:
    letter = make.letter("2025-10-10 08:30", sender="ivanova@example.kz", sender_name="Иванова А. П.")
    lacking = ("publications", "elective_courses", "olympiad_results")
    claims = make.all_claims(letter, without=lacking)
    claims["topic_goal_priorities"] = (make.claim(letter, "topic_goal_priorities", partly=True),)
    make.submit(
        [letter],
        verdict(
            Standing.INCOMPLETE,
            findings=[
                in_time(),
                Finding("deadline", "before_deadline", {"deadline": DEADLINE}, True),
                *missing(*lacking),
            ],
            missing=lacking,
        ),
        application=make.application(
            letter,
            {"institution": "КГУ «Школа-гимназия № 10»", "leader": "Иванова Анна Петровна", "subject": "бастауыш"},
        ),
        claims=claims,
        remarks=(Finding("remark", "kind_partly", {"kind": "topic_goal_priorities", "file": "06.pdf"}),),
    )


def _rejected(make: Builder) -> None:
    late = make.letter("2025-10-18 00:00:01", sender="kesh@example.kz")
    make.submit(
        [late],
        verdict(
            Standing.REJECTED,
            ["late"],
            [
                Finding(
                    "deadline",
                    "all_late",
                    {"time": "2025-10-18T00:00:01+05:00", "deadline": DEADLINE},
                )
            ],
            missing=("application", *(kind.key for kind in make.contest.kinds)),
        ),
        late={"application": (make.claim(late, "application", "сұраныс.docx"),)}
        | {kind.key: (make.claim(late, kind.key),) for kind in make.contest.kinds[:5]},
    )
    letter = make.letter("2025-10-17 22:00", sender="toliq@example.kz")
    second = make.letter("2025-10-18 01:00", founder=letter.key, sender="toliq@example.kz")
    lacking = ("application", "publications", "gifted_pupils_plan")
    make.submit(
        [letter, second],
        verdict(
            Standing.REJECTED,
            ["incomplete"],
            [
                in_time(),
                *missing(*lacking),
                Finding("rulings", "ruling_reject", passed=True),
                Finding(
                    "deadline",
                    "late_letters",
                    {"count": "1", "time": "2025-10-18T01:00:00+05:00", "deadline": DEADLINE},
                    True,
                ),
            ],
            missing=lacking,
        ),
        claims=make.all_claims(letter, without=lacking),
        late={"publications": (make.claim(second, "publications", "жарияланым.docx"),)},
    )


def _held(make: Builder) -> None:
    letter = make.letter("2025-10-16 15:00", sender="skan@example.kz", sender_name="Scanner")
    unread = tuple(
        make.file(letter, f"{code}.pdf", facts("unread", problem=code))
        for code in ("encrypted", "damaged", "scan", "unsupported", "bomb", "time_limit", "program", "empty")
    )
    claims = make.all_claims(letter, without=("publications", "partnerships", "annual_work_plan"))
    claims["annual_work_plan"] = (make.claim(letter, "annual_work_plan", status="doubtful", pages=(4,)),)
    make.submit(
        [letter],
        verdict(
            Standing.HELD,
            ["unreadable", "ambiguous"],
            [
                in_time(),
                *[Finding("readability", "file_unread", {"file": f.name, "problem": f.name[:-4]}) for f in unread],
                Finding("readability", "link_instead", {"link": "https://cloud.example.kz/s/abc?x=1&y=2"}),
                Finding("completeness", "kind_doubtful", {"kind": "annual_work_plan", "file": "жоспар.pdf"}),
                *missing("publications", "partnerships"),
            ],
            missing=("publications", "partnerships"),
            doubtful=("annual_work_plan",),
        ),
        application=make.application(letter, {"institution": "№ 84 мектеп-гимназия"}, signed=False),
        claims=claims,
        unread=unread,
        unrecognised=(make.file(letter, "Документ1.docx", facts("unrecognised")),),
        links=("https://cloud.example.kz/s/abc?x=1&y=2", "javascript:alert(1)"),
    )
    _held_by_school(make)
    letter = make.letter("2025-10-17 10:00", proof="none", sender="dalel@example.kz")
    make.submit(
        [letter],
        verdict(
            Standing.HELD,
            ["receipt_unproven"],
            [Finding("receipt", "nothing_proven", {"count": "1", "deadline": DEADLINE})],
        ),
        application=make.application(letter, {"institution": "№ 15 мектеп"}),
        claims=make.all_claims(letter),
    )
    letter = make.letter("2025-10-13 10:00", sender="anyq@example.kz")
    make.submit(
        [letter],
        verdict(
            Standing.HELD,
            ["application_unclear"],
            [
                in_time(),
                Finding("application", "application_field_empty", {"field": "head", "file": "сұраныс.docx"}),
                Finding(
                    "application",
                    "application_field_unclear",
                    {"field": "leader_phone", "file": "сұраныс.docx", "value": "8 7O1"},
                ),
            ],
        ),
        application=make.application(letter, {"institution": "№ 21 мектеп"}, status="doubtful", leave_out=("head",)),
        claims=make.all_claims(letter),
    )
    letter = make.letter("2025-10-13 11:00", sender="college@example.kz")
    make.submit(
        [letter],
        verdict(
            Standing.HELD,
            ["eligibility"],
            [in_time(), Finding("eligibility", "not_a_school", {"institution": "Колледж", "words": "колледж"})],
        ),
        application=make.application(letter, {"institution": "Политехникалық колледж"}),
        claims=make.all_claims(letter),
    )


def _held_by_school(make: Builder) -> None:
    """Two leaders of one school, and a third submission that may belong to the first of them."""
    letters = [make.letter(f"2025-10-1{day} 10:00", sender=f"s{day}@example.kz") for day in (2, 3)]
    first = len(make.judged) + 1
    for place, letter in enumerate(letters):
        other = letters[1 - place]
        make.submit(
            [letter],
            verdict(
                Standing.HELD,
                ["second_of_school"],
                [
                    in_time(),
                    Finding("one_per_school", "second_of_school", {"number": str(first + 1 - place), "by": "school"}),
                ],
            ),
            application=make.application(
                letter,
                {"institution": "№ 5 мектеп-гимназия", "leader": ("Ахметова Әсел", "Өмірзақ Нұрлан")[place]},
                rivals=(other.key,),
            ),
            claims=make.all_claims(letter),
            rivals=(other.key,),
            proposals=(letters[0].key,) if place else (),
        )


def _strange(make: Builder) -> None:
    """A school, leader, files, sender and subject of every hostile text."""
    for text in HOSTILE:
        letter = make.letter("2025-10-11 11:11", sender_name=text, subject=text)
        claims = make.all_claims(letter, without=("publications",))
        claims["partnerships"] = (make.claim(letter, "partnerships", text, words=text),)
        make.submit(
            [letter],
            verdict(
                Standing.HELD,
                ["ambiguous"],
                [in_time(), Finding("readability", "file_unrecognised", {"file": text}), *missing("publications")],
                missing=("publications",),
            ),
            application=make.application(letter, {"institution": text, "leader": text, "subject": text, "email": text}),
            claims=claims,
            annexes=(make.file(letter, text, facts("annex")),),
            unread=(make.file(letter, text, facts("unread", problem="damaged")),),
            unrecognised=(make.file(letter, text, facts("unrecognised")),),
            links=(text,),
            remarks=(Finding("remark", "blank_file", {"file": text}),),
        )


def _other_letters(make: Builder) -> None:
    make.letter(
        "2025-10-11 12:00",
        verdict=LetterVerdict.UNRELATED,
        why=Finding("letter", "letter_other", {"file": "шот.pdf", "other": "шот-фактура"}),
        sender="shop@example.com",
        subject="Счёт на оплату",
    )
    make.letter(
        "2025-10-12 12:00",
        verdict=LetterVerdict.UNCLEAR,
        why=Finding("letter", "letter_unread", {"file": "IMG_0001.jpg", "problem": "scan"}),
        sender="unknown@example.com",
        subject="",
    )
    make.letter(
        "2025-10-12 12:30",
        verdict=LetterVerdict.AUTOMATIC,
        why=Finding("letter", "automatic", {}),
        sender="mailer-daemon@example.com",
    )
    make.letter(
        "2025-10-12 13:00",
        verdict=LetterVerdict.QUARANTINED,
        why=Finding("letter", "quarantined", {}),
        problem=Problem("crashed", "signal 9"),
        sender="broken@example.com",
    )


def small() -> Overview:
    """Two submissions and one stray letter: the golden file's overview."""
    make = Builder()
    letter = make.letter()
    make.submit(
        [letter],
        verdict(Standing.ACCEPTED, findings=[in_time()]),
        application=make.application(letter, signed=None),
        claims=make.all_claims(letter),
        annexes=(make.file(letter, "фото.jpg", facts("annex")),),
    )
    first = make.letter("2025-10-17 23:59:59", sender="ekinshi@example.kz", proof="internaldate")
    late = make.letter("2025-10-18 00:00:05", sender="ekinshi@example.kz", founder=first.key)
    lacking = ("application", "publications")
    claims = make.all_claims(first, without=("publications", "partnerships"))
    claims["partnerships"] = (
        make.claim(first, "partnerships", "xx.zip/серіктестік.docx", status="doubtful", pages=None),
    )
    make.submit(
        [first, late],
        verdict(
            Standing.HELD,
            ["unreadable"],
            [
                Finding("readability", "file_unread", {"file": "скан.pdf", "problem": "scan"}),
                *missing(*lacking),
            ],
            missing=lacking,
            doubtful=("partnerships",),
        ),
        claims=claims,
        late={"publications": (make.claim(late, "publications", "мақала.pdf"),)},
        unread=(make.file(first, "скан.pdf", facts("unread", problem="scan")),),
        links=("https://disk.example.kz/d/1",),
        remarks=(
            Finding("remark", "late_letters", {"count": "1", "time": "2025-10-18T00:00:05+05:00", "deadline": ""}),
        ),
    )
    make.letter(
        "2025-10-12 12:00",
        verdict=LetterVerdict.UNRELATED,
        why=Finding("letter", "letter_nothing", {}),
        sender="news@example.com",
    )
    return make.overview()
