"""A paper's place among the others of its submission: what it may settle, and what it never may."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts import Claim, Evidence, FileFacts, Listed, Segment
from pipeline.company import Company, left_over
from pipeline.numbering import Meaning, by_contest, number_in, numbers_of
from pipeline.state import FileState, Finding, KindClaim, LetterState
from tests.pipeline.making import BEFORE, letter, the_contest

CONTEST = the_contest()
KINDS = {kind.number: kind.key for kind in CONTEST.kinds}
ASKED = 17


def claim(kind: str, *, sure: bool = True, doubt: str = "") -> Claim:
    """What one file is taken for."""
    doubted = "words" if doubt == "words" else ""
    return Claim(kind, None, "sure" if sure else "doubtful", (Evidence("content", "мәтін"),), False, doubted)  # type: ignore[arg-type]


def paper(name: str, *segments: Segment, sha: str = "", listed: tuple[Listed, ...] = ()) -> FileState:
    """A file of these parts."""
    facts = FileFacts("docx", None, ("text",), segments, listed=listed)
    return FileState(1, 1, "a", name, name, "", 1, sha or name, facts)


def sure(name: str, number: int) -> FileState:
    """A file that surely is the document with a number in the regulations' list."""
    return paper(name, Segment(None, "document", (claim(KINDS[number]),)))


def in_doubt(name: str, number: int, doubt: str = "words") -> FileState:
    """A file that may be that document."""
    return paper(name, Segment(None, "document", (claim(KINDS[number], sure=False, doubt=doubt),)))


def portfolio(names: str = "{}. құжат.docx", without: tuple[int, ...] = (ASKED,), by: int = 0) -> list[FileState]:
    """The other documents, each under its number, moved by a constant."""
    return [sure(names.format(n + by, n=n), n) for n in KINDS if n not in without]


def sent(*files: FileState) -> list[LetterState]:
    """One letter with these files."""
    return [replace(letter("a", BEFORE), files=files)]


def found(files: list[FileState], name: str) -> dict[str, str]:
    """What the file of that name is taken for in the company of the others, with how sure it is."""
    letters = Company(sent(*files), CONTEST).letters()
    (file,) = [file for x in letters for file in x.files if file.name == name]
    return {c.kind: c.status for segment in file.facts.segments for c in segment.claims}


def settled(files: list[FileState], name: str) -> bool:
    """Whether a file in doubt became surely the document that is asked for."""
    return found(files, name).get(KINDS[ASKED]) == "sure"


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("5. Жоспар.docx", 5), ("05_Жоспар.docx", 5), ("№8 құжат.pdf", 8), ("Қосымша 7.docx", 7), ("7-қосымша.docx", 7),
        ("12", 12), ("12 Мақалалар", 12), ("12)мақала.docx", 12), ("5Жоспар.docx", 5), ("Приложение №3.pdf", 3),
        ("24.pdf", 24), ("1. Бұйрық.docx", 1), ("24 Хаттамалар.pdf", 24), ("19_Апталық.docx", 19),
        ("7 Жылдық жоспар.docx", 7),
        ("17. X.docx", 17), ("5. а.docx", 5), ("14 Сабақтар.docx", 14), ("2-отырыс.docx", None), ("7А.docx", None),
        ("8 сынып тізімі.docx", None), ("12.10.2025 хаттама.docx", None), ("2-тоқсан.docx", None),
        ("хаттама №3.pdf", None),
        ("№3 хаттама.pdf", None), ("10-11 сынып.docx", None), ("2025-2026 жоспар.docx", None),
        ("1-ші отырыс.docx", None),
        ("7 А тізім.docx", None), ("15 қазан.docx", None), ("жоспар.docx", None), ("0. мұқаба.docx", None),
    ],
)  # fmt: skip
def test_the_number_of_a_name_is_the_papers_place_and_nothing_else(name: str, number: int | None) -> None:
    """Classes, terms, days and numbers of minutes are no places."""
    assert number_in(name) == number


def test_archives_and_folders_bear_numbers_too() -> None:
    """The file's own number comes first; an archive without one is no folder."""
    told = [(one.series, one.number) for one in numbers_of("портфолио.zip/12 Мақала/2. журнал.pdf")]
    assert told == [(("file", "12 мақала"), 2), (("folder",), 12)]


@pytest.mark.parametrize("by", [0, 1, -1, 3])
def test_a_number_that_agrees_with_the_list_settles_a_doubt(by: int) -> None:
    """Whether the school counts from the application or from the first document."""
    name = f"{ASKED + by}. біздің жастар.docx"
    files = [*[f for f in portfolio(by=by) if not f.name.startswith("0.")], in_doubt(name, ASKED)]
    assert settled(files, name)


def test_the_reason_is_told() -> None:
    """The paper's own words stay, the number comes after them."""
    name = f"{ASKED}. біздің жастар.docx"
    letters = Company(sent(*portfolio(), in_doubt(name, ASKED)), CONTEST).letters()
    (file,) = [file for file in letters[0].files if file.name == name]
    assert [e.where for e in file.facts.segments[0].claims[0].evidence] == ["content", "number"]


def test_folders_settle_as_files_do() -> None:
    """Each document in a folder of its own."""
    files = [sure(f"{n}. бума/файл.docx", n) for n in KINDS if n != ASKED]
    name = f"{ASKED}. бума/файл.docx"
    assert settled([*[replace(f, sha256=f.name) for f in files], in_doubt(name, ASKED)], name)


def test_what_a_text_leans_to_is_settled_by_its_number() -> None:
    """An unrecognised paper that speaks of one kind most."""
    name = f"{ASKED}.docx"
    leans = Segment(None, "unrecognised", leans=(claim(KINDS[ASKED], sure=False, doubt="words"),))
    assert settled([*portfolio(), paper(name, leans)], name)


def nothing_else() -> dict[str, list[FileState]]:
    """Portfolios in which the number of the paper in doubt («X…») must settle nothing."""
    x = f"{ASKED}. X.docx"
    early = [sure(f"{n}. а.docx", n) for n in KINDS if n < ASKED]
    return {
        "shifted by one": [*portfolio(), in_doubt(f"{ASKED + 1}. X.docx", ASKED)],
        "slips there": [*early, *[sure(f"{n - 1}. а.docx", n) for n in KINDS if n > ASKED + 1], in_doubt(x, ASKED)],
        "of the school's own": [sure(f"{25 - n}. а.docx", n) for n in KINDS if n != ASKED] + [in_doubt(x, ASKED)],
        "few numbers": [*[sure(f"{n}. а.docx", n) for n in range(1, 6)], in_doubt(x, ASKED)],
        "two under one number": [*portfolio(), in_doubt(x, ASKED), in_doubt(f"{ASKED}. екінші.docx", ASKED)],
        "another document under it": [*portfolio(without=(ASKED, 5)), in_doubt(x, ASKED), sure(f"{ASKED}. б.docx", 5)],
        "something speaks against it": [*portfolio(), in_doubt(x, ASKED, doubt="")],
        "it says another": [*portfolio(without=(ASKED, 20)), in_doubt(x, 20)],
        "the number alone": [*portfolio(), paper(x, Segment(None, "unrecognised"))],
        "an annex": [*portfolio(), paper(x, Segment(None, "annex", other="photos"))],
        "not read": [
            *portfolio(),
            paper(x, Segment(None, "unread", (claim(KINDS[ASKED], sure=False, doubt="words"),))),
        ],
        "no number": [*portfolio("{n} құжат", without=(ASKED,)), in_doubt("X.docx", ASKED)],
        "a person spoke": [*portfolio(), replace(in_doubt(x, ASKED), machine=in_doubt(x, ASKED).facts)],
        "pages of several": [
            *portfolio(),
            paper(
                x,
                Segment((1,), "document", (claim(KINDS[ASKED], sure=False, doubt="words"),)),
                Segment((2,), "unrecognised"),
            ),
        ],
    }


@pytest.mark.parametrize("case", sorted(nothing_else()))
def test_nothing_is_settled_where_anything_is_amiss(case: str) -> None:
    """Numbers that slip, that are shared, that are the school's own; papers that say otherwise, or nothing."""
    files = nothing_else()[case]
    assert Company(sent(*files), CONTEST).letters() == sent(*files)


@given(st.permutations(range(24)), st.integers(1, 23))
def test_the_order_and_the_number_of_letters_change_nothing(order: list[int], cut: int) -> None:
    """The first part from the deputy, the second from the leader, in any order."""
    files = [*portfolio(), in_doubt(f"{ASKED}. X.docx", ASKED)]
    mixed = [files[place] for place in order]
    letters = [
        replace(letter("a", BEFORE), files=tuple(mixed[:cut])),
        replace(letter("b", BEFORE), files=tuple(mixed[cut:])),
    ]
    one = {f.name: f.facts for x in Company(letters, CONTEST).letters() for f in x.files}
    assert one == {f.name: f.facts for f in Company(sent(*files), CONTEST).letters()[0].files}
    assert one[f"{ASKED}. X.docx"].segments[0].claims[0].status == "sure"


@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=8, max_size=24, unique=True), st.integers(1, 24))
def test_a_wrong_number_never_settles(numbers: list[int], under: int) -> None:
    """Whatever papers are known: only the number that the list gives a document means it."""
    if under == ASKED:
        return
    known = {n: frozenset((KINDS[n],)) for n in numbers if n not in (ASKED, under)}
    assert KINDS[ASKED] not in by_contest(known, KINDS).of(under)


def test_the_schools_own_list_gives_its_numbers_their_meaning() -> None:
    """Numbers from the last to the first, as the school's contents page says."""
    listed = tuple(Listed(25 - n, (KINDS[n],), f"құжат {n}") for n in KINDS)
    contents = paper("мазмұны.docx", Segment(None, "none", other="contents_page"), listed=listed)
    name = f"{25 - ASKED}. X.docx"
    files = [*[sure(f"{25 - n}. а.docx", n) for n in KINDS if n != ASKED], in_doubt(name, ASKED)]
    assert settled([*files, contents], name)
    assert not settled(files, name)


def test_a_list_that_papers_do_not_agree_with_means_nothing() -> None:
    """It is last year's, or another's."""
    listed = {n: frozenset((KINDS[25 - n],)) for n in KINDS}
    known = {n: frozenset((KINDS[n],)) for n in KINDS if n != ASKED}
    assert not Meaning(known, listed, len(KINDS)).stands


def test_a_sure_paper_under_anothers_number_keeps_what_it_is_and_is_remarked_on() -> None:
    """Headings lie less often than numbers."""
    name = f"{ASKED}. X.docx"
    company = Company(sent(*portfolio(without=(ASKED, 20)), sure(name, 20)), CONTEST)
    assert list(company.remarks()) == [
        Finding("remark", "number_differs", {"file": name, "listed": str(ASKED), "kind": KINDS[ASKED]}, passed=True)
    ]
    assert company.letters() == sent(*portfolio(without=(ASKED, 20)), sure(name, 20))


def test_what_is_left_over_is_remarked_on_and_stays_in_doubt() -> None:
    """One document not sure and one paper that may be it: a person decides."""
    files = [*portfolio("құжат {n}х.docx"), in_doubt("X.docx", ASKED)]
    claims = {
        c.kind: (KindClaim(c.kind, f, "", None, c.status, False, c.evidence),)
        for f in files
        for s in f.facts.segments
        for c in s.claims
    }
    (one,) = left_over(claims, files, (), CONTEST)
    assert (one.code, one.params) == ("only_left", {"kind": KINDS[ASKED], "file": "X.docx"})
    assert not list(left_over(claims, [*files, paper("Y.docx", Segment(None, "unrecognised"))], (), CONTEST))
    assert Company(sent(*files), CONTEST).letters() == sent(*files)
