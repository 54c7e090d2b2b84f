"""Catalogues say the same things in every language, dates read as people write them, Kazakh order is an order."""

import random
import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from hypothesis import given
from hypothesis import strategies as st

import pipeline.rules
import reports.words
from intake.authentication import Outcome
from parsers.facts import Problem, Where
from pipeline.state import LetterVerdict, Standing, Timing
from reports.errors import WordsError
from reports.views import Mark
from reports.words import LANGUAGES, Words, kazakh_order

LOCALE = Path(reports.words.__file__).with_name("locale")
REASONS = (
    *("late", "incomplete", "second_of_school", "unreadable", "ambiguous"),
    *("application_unclear", "receipt_unproven", "eligibility", "person", "withdrawn"),
)
PROOFS = ("trusted_received", "internaldate", "person", "none")
TEXTS = st.text(alphabet=st.characters(exclude_categories=[]), max_size=12) | st.text(
    alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяАӘҚҮІ№ «»-0129abZ", max_size=12
)


class _Variables(Visitor):
    """Collects the names of the parameters of one message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 — the library's name
        """Note one parameter."""
        self.names.add(node.id.name)


def catalogue(language: str) -> dict[str, set[str]]:
    """Every message of a language with its parameters; fails on what is no valid Fluent and on what stands twice."""
    found: dict[str, set[str]] = {}
    for file in sorted((LOCALE / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{file.name}: {entry.content}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{file.name}: {entry.id.name} stands twice"
                variables = _Variables()
                variables.visit(entry)
                found[entry.id.name] = variables.names
    return found


def finding_codes() -> dict[str, set[str]]:
    """The codes of findings with their parameters, from the table that the rules keep."""
    assert pipeline.rules.__doc__
    found: dict[str, set[str]] = {}
    table: list[tuple[int, int]] = []
    for line in pipeline.rules.__doc__.splitlines():
        if re.fullmatch(r"=+( +=+)+", line):
            table = [match.span() for match in re.finditer("=+", line)]
        elif table and line.strip() and not line.startswith(" "):
            cells = [line[start:end].strip() for start, end in table]
            codes, params = (cells[1], cells[2]) if len(table) == 4 else (cells[0], cells[1])
            if re.fullmatch(r"[a-z_]+", codes.removesuffix(" P").strip()) and codes != "code":
                names = set(re.findall("[a-z_]+", params)) if params != "(none)" else set()
                found.setdefault(codes.removesuffix(" P").strip(), names)
                found[codes.removesuffix(" P").strip()] &= names
    return found


def test_the_catalogues_have_the_same_messages_with_the_same_parameters() -> None:
    """What one language can say, every language can."""
    first, *rest = (catalogue(language) for language in LANGUAGES)
    assert len(first) > 200
    for other in rest:
        assert other == first


def test_no_message_is_there_for_nobody() -> None:
    """A message that nothing says would be translated and kept up for nothing."""
    root = LOCALE.parents[1]
    files = [*root.glob("reports/**/*.py"), *root.glob("reports/templates/*"), *root.glob("console/**/*.py")]
    sources = "\n".join(file.read_text(encoding="utf-8") for file in files)
    by_code = (
        *("finding-", "problem-", "advice-", "evidence-", "proof-", "standing-", "reason-", "letter-", "month-"),
        *("ruling-", "note-", "date-", "signer-", "decided-", "fate-", "sender-"),
        *("outcome-", "aside-", "protocol-tie-", "language-", "names-sure", "names-check", "names-unknown"),
        *("form-hint-", "placeholder-", "placeholders-of-"),
    )
    said = {key for key in catalogue("kk") if key in sources or key.removeprefix("head-") in sources}
    unsaid = {key for key in catalogue("kk") if not key.startswith((*by_code, "timing-", "mark-"))} - said
    assert unsaid == set()


def test_every_finding_has_a_sentence_that_asks_for_no_other_parameters() -> None:
    """The rules' own table and the catalogue agree."""
    codes = finding_codes()
    assert {"kind_missing", "second_of_school", "all_late", "letter_nothing", "same_bytes"} <= set(codes)
    assert codes["kind_doubtful"] == {"kind", "file"}
    messages = catalogue("kk")
    for code, params in codes.items():
        assert messages[f"finding-{code}"] <= params, code


def test_every_finding_that_the_pipeline_makes_has_a_sentence() -> None:
    """What stands in the source but not yet in the table has its sentence too."""
    folder = Path(pipeline.rules.__file__).parents[1]
    sources = "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.py")))
    codes = set(re.findall(r'Finding\((?:[A-Z]+|"[a-z_]+"),\s*"([a-z_]+)"', sources))
    assert len(codes) > 15
    words = Words("kk")
    assert sorted(code for code in codes if not words.has(f"finding-{code}")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_has_a_code_has_a_word(language: str) -> None:
    """Verdicts, reasons, marks, timings, proofs, problems, places of evidence: none is told by its bare code."""
    words = Words(language)
    assert all(words.has(f"sender-{outcome}") for outcome in (*get_args(Outcome), "unknown", "named", "letters"))
    codes = (Problem.__doc__ or "").partition("Codes: ``")[2].partition("``")[0].split()
    assert len(codes) > 10
    keys = [f"problem-{code}" for code in codes]
    keys += [f"standing-{one}" for one in Standing] + [f"letter-{one}" for one in LetterVerdict]
    keys += [f"timing-{one}" for one in Timing] + [f"mark-{one}" for one in Mark]
    keys += [f"reason-{one}" for one in REASONS] + [f"proof-{one}" for one in PROOFS]
    assert [key for key in keys if not words(key).strip()] == []
    assert [where for where in get_args(Where) if "xyz" not in words(f"evidence-{where}", words="xyz")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rejected_rival_that_only_may_be_of_the_school_is_not_said_to_be(language: str) -> None:
    """A head of the same name, say, leads two schools perhaps."""
    words = Words(language)
    told = {
        by: words("finding-rival_rejected", number="№ 7", by=by)
        for by in ("school", "name", "phone", "head", "address")
    }
    assert told["school"] not in {told[by] for by in ("name", "phone", "head", "address")}


def test_an_unknown_code_is_told_and_does_not_stop_a_report() -> None:
    """A rule newer than the catalogue still leaves a report that can be read."""
    assert "brand_new" in Words("kk").lenient("finding-brand_new", {})


def test_a_missing_message_parameter_or_language_is_a_defect() -> None:
    """Slips of the program do not become odd sentences."""
    words = Words("en")
    with pytest.raises(WordsError, match="no such message"):
        words("no-such-message")
    with pytest.raises(WordsError, match="sent"):
        words("card-sent")
    with pytest.raises(WordsError, match="kk, ru, en"):
        Words("de")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("kk", "2025 жылғы 17 қазан, 23:59"),
        ("ru", "17 октября 2025 года, 23:59"),
        ("en", "17 October 2025, 23:59"),
    ],
)
def test_a_moment_reads_as_people_write_it(language: str, expected: str) -> None:
    """The patterns are our own, in the zone that the moment carries."""
    words = Words(language)
    moment = datetime(2025, 10, 17, 23, 59, 59, tzinfo=timezone(timedelta(hours=5)))
    assert words.moment(moment) == expected
    assert words.moment(moment, seconds=True) == f"{expected}:59"
    assert words.day(date(2025, 10, 17)) == expected.partition(",")[0]
    assert words.offset(moment) == "UTC+5"
    assert words.short_moment(moment) == "17.10.2025 23:59"


def test_an_offset_may_have_minutes_and_may_be_west() -> None:
    """Zones are not all whole hours east."""
    words = Words("kk")
    assert words.offset(datetime(2025, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=45)))) == "UTC+5:45"
    assert words.offset(datetime(2025, 1, 1, tzinfo=timezone(-timedelta(hours=3, minutes=30)))) == "UTC−3:30"
    assert words.offset(datetime(2025, 1, 1, tzinfo=UTC)) == "UTC+0"


def test_plural_forms_follow_the_number() -> None:
    """A parameter is never taken for a pattern, a count is a number."""
    assert Words("kk")("letters-count", count=21) == "Хаттар саны: 21"
    assert Words("kk")("file-quoted", file="{ $x } { -y }") == "«{ $x } { -y }»"


def test_the_alphabet_of_42_letters_is_in_its_order() -> None:
    """Ә after А, Қ after К, І after Ы: not as their code points stand."""
    alphabet = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
    assert len(alphabet) == 42
    assert "".join(sorted(set(alphabet), key=kazakh_order)) == alphabet
    assert "".join(sorted(set(alphabet.lower()), key=kazakh_order)) == alphabet.lower()


def test_schools_come_in_the_order_a_secretary_would_write() -> None:
    """Numbers by value, quotes and № do not count, words before longer words, other scripts last."""
    ordered = [
        "№ 9 мектеп",
        "№9 мектеп-лицей",
        "«№ 10 мектеп-гимназия»",
        "№ 084 гимназия",
        "Абай атындағы мектеп",
        "Абайлар мектебі",
        "Әл-Фараби атындағы лицей",
        "Гимназия № 2",
        "Ғ. Қайырбеков атындағы мектеп",
        "Ёлка мектебі",
        "Қазақ мектебі",
        "Ұлытау мектебі",
        "Үміт мектебі",
        "Ыбырай атындағы мектеп",
        "Ілияс атындағы мектеп",
        "Binom School",
    ]
    mixed = random.Random(42).sample(ordered, len(ordered))  # a seeded shuffle
    assert sorted(mixed, key=kazakh_order) == ordered


@given(TEXTS, TEXTS)
def test_only_the_same_text_has_the_same_place(one: str, other: str) -> None:
    """The order is total: two names never trade places from one export to the next."""
    assert (kazakh_order(one) == kazakh_order(other)) == (one == other)
    assert (kazakh_order(one) < kazakh_order(other)) != (kazakh_order(other) <= kazakh_order(one))


@given(st.lists(TEXTS, max_size=8), st.randoms())
def test_the_order_does_not_depend_on_where_one_began(texts: list[str], chance: random.Random) -> None:
    """Sorting anything in any order gives one list."""
    mixed = chance.sample(texts, len(texts))
    assert sorted(mixed, key=kazakh_order) == sorted(texts, key=kazakh_order)


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_in_names_stand_by_value(one: int, other: int) -> None:
    """№ 9 before № 10, however long the number and whatever zeros stand before it."""
    assert (kazakh_order(f"№ {one:05} мектеп")[0] < kazakh_order(f"№ {other} мектеп")[0]) == (one < other)
