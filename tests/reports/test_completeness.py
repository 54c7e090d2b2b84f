"""The completeness report says what the overview says: every submission, every mark, every letter."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from parsers.facts import Claim, Evidence, Segment
from pipeline.state import Finding, Interval, LetterVerdict, Overview, Standing
from reports.cards import card
from reports.completeness import data, table
from reports.formats.text import never_formula, whole
from reports.papers.completeness import against
from reports.sentences import Teller
from reports.views import Mark, application_mark, document_mark, school_rows, totals
from reports.words import LANGUAGES, Words
from reports.writing import Wanted, make
from tests.reports.builder import Builder, at, facts, missing, the_contest, verdict
from tests.reports.golden import GOLDEN, current
from tests.reports.overviews import every_situation, small
from tests.reports.seeded import many

MAKERS: tuple[Callable[[], Overview], ...] = (small, every_situation, lambda: many(16), lambda: many(300))
KK = Words("kk")


def as_json(overview: Overview, language: str = "kk") -> dict[str, Any]:
    """The JSON report read back."""
    made = make("completeness", "json", Wanted(overview, the_contest(), Words(language)))
    read: dict[str, Any] = json.loads(made)
    return read


def test_the_small_report_is_as_it_was() -> None:
    """Keys, order and values that others build on change only on purpose (tests/reports/golden.py renews)."""
    assert current() == GOLDEN.read_bytes()


@pytest.mark.parametrize("maker", MAKERS)
def test_json_has_every_submission_and_letter_of_the_overview(maker: Callable[[], Overview]) -> None:
    """Nothing is lost and nothing added between the overview and the file."""
    overview = maker()
    report = as_json(overview)
    assert [one["id"] for one in report["submissions"]] == [one.state.number for one in overview.submissions]
    for one, judged in zip(report["submissions"], overview.submissions, strict=True):
        state = judged.state
        assert one["verdict"] == judged.verdict.standing
        assert one["reasons"] == list(judged.verdict.reasons)
        assert one["missing"] == list(judged.verdict.missing)
        assert one["doubtful"] == list(judged.verdict.doubtful)
        assert len(one["explanation"]) == len(judged.verdict.findings)
        assert {kind: [f["file_id"] for f in files] for kind, files in one["documents"].items()} == {
            kind: [claim.file.id for claim in claims] for kind, claims in state.claims.items() if claims
        }
        assert one["annexes"] == [whole(file.name) for file in state.annexes]
        assert one["unrecognised"] == [whole(file.name) for file in state.unrecognised]
        assert [line["file"] for line in one["unreadable"]] == [whole(file.name) for file in state.unread]
        assert one["links"] == [whole(link) for link in state.links]
        assert [letter["id"] for letter in one["letters"]] == [letter.id for letter in state.letters]
    assert [letter["id"] for letter in report["letters"]] == [letter.id for letter in overview.letters]


def test_times_carry_the_contest_s_offset() -> None:
    """Whatever zone a time was kept in, the report tells it in the contest's."""
    report = as_json(small())
    assert report["as_of"] == "2025-10-18T09:00:00+05:00"
    first = report["submissions"][0]
    assert first["received_at"] == "2025-10-15T10:11:12+05:00"
    assert datetime.fromisoformat(first["letters"][0]["receipt"]["not_after"]).second == 16


def test_a_late_letter_is_told_as_late() -> None:
    """The letter after the deadline, its files, and the application that came with it."""
    letters = as_json(small())["submissions"][1]["letters"]
    assert [letter["late"] for letter in letters] == [False, True]
    assert as_json(small())["submissions"][1]["late"] == {"publications": ["мақала.pdf"]}
    late = next(one for one in as_json(every_situation())["submissions"] if one["reasons"] == ["late"])
    assert late["late"]["application"] == ["сұраныс.docx"]
    assert late["application"] is None


def test_no_application_is_null_and_an_empty_field_too() -> None:
    """Null says that nothing stood there."""
    first, second = as_json(small())["submissions"]
    assert first["application"]["fax"] is None
    assert first["application"]["date"] == "2025-10-10"
    assert first["application"]["signed"] is None
    assert second["application"] is None


def test_only_the_sentences_depend_on_the_language() -> None:
    """Keys and codes are the same for every reader."""
    reports = [as_json(every_situation(), language) for language in LANGUAGES]
    explanations = [[one.pop("explanation") for one in report["submissions"]] for report in reports]
    for report in reports:
        report.pop("title")
        for one in (*report["submissions"], *report["letters"]):
            one.pop("remarks", None)
            one.pop("why", None)
            one.pop("problem", None)
    assert reports[0] == reports[1] == reports[2]
    assert explanations[0] != explanations[1] != explanations[2]


def test_what_waits_for_a_person_comes_first() -> None:
    """Held, then incomplete, rejected, accepted; by number within one verdict."""
    rows = school_rows(every_situation(), the_contest(), KK)
    order = [Standing.HELD, Standing.INCOMPLETE, Standing.REJECTED, Standing.ACCEPTED]
    assert [row.standing for row in rows] == sorted((row.standing for row in rows), key=order.index)
    for standing in order:
        numbers = [row.number for row in rows if row.standing is standing]
        assert numbers == sorted(numbers)


def test_marks_say_how_each_document_stands() -> None:
    """What counts goes before what came late; a waived document that came is simply there."""
    make_one = Builder()
    letter, late = make_one.letter(), make_one.letter("2025-10-18 10:00")
    sure = make_one.claim(letter, "publications")
    half = make_one.claim(letter, "publications", partly=True)
    doubt = make_one.claim(letter, "publications", status="doubtful")
    after = make_one.claim(late, "publications")

    def mark(*claims: Any, late_ones: Any = (), waived: Any = ()) -> Mark:
        given = {"claims": {"publications": claims}, "late": {"publications": late_ones}, "waived": waived}
        return document_mark("publications", make_one.submit([letter, late], verdict(Standing.HELD), **given).state)

    assert mark(sure) is Mark.SURE
    assert mark(half) is Mark.PARTLY
    assert mark(half, sure) is Mark.SURE
    assert mark(doubt) is Mark.DOUBTFUL
    assert mark(doubt, sure) is Mark.SURE
    assert mark(doubt, late_ones=(after,)) is Mark.DOUBTFUL
    assert mark(late_ones=(after,)) is Mark.LATE
    assert mark(waived=("publications",)) is Mark.WAIVED
    assert mark(sure, waived=("publications",)) is Mark.SURE
    assert mark() is Mark.MISSING


def test_the_application_has_a_mark_of_its_own() -> None:
    """Whole, with an empty field, doubtful, contradicted, late, absent."""
    one = Builder()
    letter, late = one.letter(), one.letter("2025-10-18 10:00")

    def mark(**given: Any) -> Mark:
        return application_mark(one.submit([letter], verdict(Standing.HELD), **given).state, the_contest())

    assert mark(application=one.application(letter)) is Mark.SURE
    assert mark(application=one.application(letter, leave_out=("head",))) is Mark.PARTLY
    assert mark(application=one.application(letter, status="doubtful")) is Mark.DOUBTFUL
    assert mark(application=one.application(letter, rivals=(late.key,))) is Mark.DOUBTFUL
    assert mark(late={"application": (one.claim(late, "application"),)}) is Mark.LATE
    assert mark() is Mark.MISSING


def test_sums_are_the_sums_of_the_rows() -> None:
    """Per verdict and per column, over three hundred schools."""
    overview, contest = many(300), the_contest()
    rows = school_rows(overview, contest, KK)
    sums = totals(rows, contest)
    assert sum(sums.verdicts.values()) == sums.schools == len(overview.submissions) == 300
    for place, column in enumerate(sums.marks):
        assert sum(column.values()) == 300
        assert column[Mark.MISSING] == sum(row.marks[place] is Mark.MISSING for row in rows)
    assert all(row.present + len(row.lacking) + len(row.doubted) == len(contest.kinds) for row in rows)


@pytest.mark.parametrize("maker", MAKERS)
def test_csv_has_a_row_for_each_submission_and_no_formula(maker: Callable[[], Overview]) -> None:
    """Rows equal the overview; a phone number and a hostile name are text."""
    overview, contest = maker(), the_contest()
    document = make("completeness", "csv", Wanted(overview, contest, KK))
    rows = list(csv.reader(io.StringIO(document.decode("utf-8-sig"), newline=""), delimiter=";"))
    head = table(overview, contest, KK).head
    assert rows[0] == list(head)
    place = list(head).index(KK("head-school"))
    assert sorted(row[place] for row in rows[1:]) == sorted(
        never_formula(row.school) for row in school_rows(overview, contest, KK)
    )
    assert {len(row) for row in rows} == {len(head)}
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for text in row)


def test_an_unread_file_without_a_stated_problem_is_a_scan() -> None:
    """The reason is never empty."""
    one = Builder()
    letter = one.letter()
    one.submit([letter], verdict(Standing.HELD), unread=(one.file(letter, "1.jpg", facts("unread")),))
    assert data(one.overview(), the_contest(), KK)["submissions"][0]["unreadable"] == [{"file": "1.jpg", "why": "scan"}]


def test_an_overview_of_nothing_is_a_report_of_nothing() -> None:
    """Before the first letter every format is there and empty."""
    empty = Builder().overview()
    assert as_json(empty)["submissions"] == []
    for format in ("html", "xlsx", "csv"):
        assert make("completeness", format, Wanted(empty, the_contest(), KK))


def test_a_person_sees_whose_late_or_unproven_materials_are() -> None:
    """The school's name is shown from an application that does not count; nothing else is taken from it."""
    one = Builder()
    late = one.letter("2025-10-18 10:00", sender_name="Секретарь")
    unproven = one.letter(proof="none", sender_name="Хатшы")
    for letter in (late, unproven):
        application = one.application(letter, {"institution": "№ 33 мектеп"})
        assert application.file is not None
        one.held[letter.id][0] = replace(
            application.file, facts=replace(application.file.facts, application=application.facts)
        )
        one.submit([letter], verdict(Standing.HELD))
    nameless = one.letter(sender_name="Мектеп хатшысы")
    one.submit([nameless], verdict(Standing.HELD))
    overview = one.overview()
    rows = school_rows(overview, the_contest(), KK)
    assert [row.school for row in rows] == [
        "№ 33 мектеп",
        "№ 33 мектеп",
        "Мектебі анықталмаған (жіберуші: Мектеп хатшысы)",
    ]
    assert [row.named for row in rows] == [True, True, False]
    assert [row.application for row in rows] == [Mark.LATE, Mark.UNPROVEN, Mark.MISSING]
    told = [card(judged, Teller.of(overview, the_contest(), KK)) for judged in overview.submissions]
    assert [one_card.late_application for one_card in told] == [("сұраныс.docx",), (), ()]
    assert [one_card.unproven_application for one_card in told] == [(), ("сұраныс.docx",), ()]
    assert as_json(overview)["submissions"][1]["application"] is None


def test_a_receipt_is_told_as_far_as_it_is_known() -> None:
    """A moment; both ends where the deadline lies between them; not later than; nothing."""
    start, end = at("2025-10-17 23:50:00"), at("2025-10-18 00:10:00")
    receipts = [
        Interval(start, start, "internaldate"),
        Interval(start, end, "trusted_received"),
        Interval(None, end, "none"),
        Interval(None, None, "none"),
    ]
    one = Builder()
    for receipt in receipts:
        letter = replace(one.letter(), receipt=receipt)
        one.letters[-1] = letter
        one.submit([letter], verdict(Standing.HELD))
    overview = one.overview()
    teller = Teller.of(overview, the_contest(), Words("en"))
    assert [card(judged, teller).letters[0].when for judged in overview.submissions] == [
        "17 October 2025, 23:50:00",
        "between 17 October 2025, 23:50:00 and 18 October 2025, 00:10:00",
        "18 October 2025, 00:10:00 or earlier",
        "",
    ]


def test_related_submissions_and_letters_are_told_by_their_numbers() -> None:
    """Rivals and proposals by the number people know, an unclear letter by its own."""
    one = Builder()
    first, second, stray = one.letter(), one.letter(), one.letter(verdict=LetterVerdict.UNCLEAR)
    one.submit([first], verdict(Standing.HELD), rivals=(second.key,), proposals=(second.key, stray.key), aliases=(9,))
    one.submit([second], verdict(Standing.HELD), quarantined=(stray,))
    overview = one.overview()
    told = [card(judged, Teller.of(overview, the_contest(), KK)) for judged in overview.submissions]
    assert told[0].rivals == ("ӘБ-2025 № 2",)
    assert told[0].proposals == ("ӘБ-2025 № 2", "№ 3 хат")
    assert told[0].aliases == ("ӘБ-2025 № 9",)
    assert told[1].quarantined == ("№ 3 хат",)


def test_many_missing_documents_are_told_by_their_numbers() -> None:
    """A list of twenty-four titles that the table repeats helps nobody."""
    one = Builder()
    keys = [kind.key for kind in the_contest().kinds]
    for lacking in (keys[:3], keys[:9] + keys[11:12]):
        letter = one.letter()
        one.submit([letter], verdict(Standing.INCOMPLETE, missing=lacking))
    overview = one.overview()
    told = [card(judged, Teller.of(overview, the_contest(), KK)) for judged in overview.submissions]
    assert [one_card.missing_short for one_card in told] == ["", "1–9, 12"]


def test_a_document_in_an_unproven_letter_is_not_told_as_simply_missing() -> None:
    """It does not count, yet who reads the table sees that it lies there."""
    one = Builder()
    letter = one.letter(proof="none")
    claim = Claim("publications", (1,), "sure", (Evidence("heading", "Жарияланымдар", 1),))
    file = one.file(letter, "12.pdf", replace(facts(), segments=(Segment((1,), "document", (claim,)),)))
    one.submit([letter], verdict(Standing.HELD, ["receipt_unproven"], missing=["publications"]))
    overview = one.overview()
    told = card(overview.submissions[0], Teller.of(overview, the_contest(), KK))
    publications = next(line for line in told.documents if line.key == "publications")
    assert publications.mark is Mark.UNPROVEN
    assert publications.unproven == (file.name,)
    assert publications.files == ()
    assert as_json(overview)["submissions"][0]["documents"] == {}


@pytest.mark.parametrize("words", [Words(one) for one in LANGUAGES], ids=LANGUAGES)
def test_what_came_in_an_unproven_letter_has_a_list_of_its_own(words: Words) -> None:
    """The list of what was not submitted does not name it, on screen and on paper."""
    one = Builder()
    found = [
        Finding("application", "application_unproven", {"file": "a.docx"}),
        Finding("completeness", "kind_unproven", {"kind": "publications", "file": "12.pdf"}),
        *missing("partnerships"),
    ]
    absent = ["application", "partnerships", "publications"]
    one.submit([one.letter(proof="none")], verdict(Standing.HELD, ["receipt_unproven"], found, missing=absent))
    overview, contest = one.overview(), the_contest()
    told = card(overview.submissions[0], Teller.of(overview, contest, words))
    numbers = {kind.key: kind.number for kind in contest.kinds}
    assert told.row.lacking == (numbers["partnerships"],)
    assert told.awaited_keys == ("application", "publications")
    lists = [line for line in against(told, words) if "12.pdf" not in line]
    assert sum(words("card-missing") in line for line in lists) == 1
    awaited = next(line for line in lists if words("card-awaited") in line)
    assert f"{numbers['publications']}. " in awaited
    assert words("card-missing") not in awaited
    page = make("completeness", "html", Wanted(overview, contest, words)).decode()
    assert words("card-awaited") in page
    assert words("card-no-application") not in page


def test_a_doubt_about_a_file_and_about_its_document_is_told_once() -> None:
    """Two sentences for one question would make the organiser look for a second one; another doubt is told."""
    one = Builder()
    letter = one.letter()
    asked, other = {"kind": "publications", "file": "12.pdf"}, {"kind": "partnerships", "file": "12.pdf"}
    findings = [
        Finding("completeness", "kind_doubtful", asked),
        Finding("readability", "file_doubtful", asked),
        Finding("readability", "file_doubtful", other),
    ]
    one.submit([letter], verdict(Standing.HELD, ["ambiguous"], findings))
    overview = one.overview()
    told = card(overview.submissions[0], Teller.of(overview, the_contest(), KK))
    assert [line.code for line in told.rules if "doubtful" in line.code] == ["kind_doubtful", "file_doubtful"]
    doubts = [line.sentence for line in told.rules if line.code == "file_doubtful"]
    assert doubts == [Teller.of(overview, the_contest(), KK).finding(findings[2])]
