"""Remarks on papers: another school, another leader, an old year, papers sent twice; and that they judge nobody."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts import Claim, Evidence, FileFacts, Note, NoteSort, Segment
from pipeline.derive import derive
from pipeline.judge import judge, judge_all
from pipeline.remarking import with_shared_papers
from pipeline.state import FileState, Finding, Judged, LetterState, SubmissionState
from reports.sentences import Teller
from reports.words import Words
from tests.pipeline.making import AFTER, BEFORE, everything, file, form, grouped, judged, letter, the_contest
from tests.pipeline.worlds import of_worlds, worlds

PLAN, PARTNERS = "annual_work_plan", "partnerships"
OURS = "Астана қаласы әкімдігінің «№ 79 мектеп-лицейі» ШЖҚ МКК"
NEW = ("other_school", "other_leader", "old_year", "former_name", "unsigned", "unwanted_paper", "same_text")


def noted(name: str, *notes: tuple[NoteSort, str], kind: str = PLAN, text: str = "", type_: str = "docx") -> FileState:
    """A file of one kind with these notes, each with its value for words; ``text`` stands for its text's hash."""
    made = tuple(Note(sort, value, value, 2) for sort, value in notes)
    one = file(name, kind)
    facts = replace(one.facts, notes=made, text_sha256=text, type=type_)
    return replace(one, facts=facts, sha256=f"{name} {notes} {text}")


def state_of(*files: FileState, **fields: str) -> SubmissionState:
    """The submission of one letter in time with an application and these files."""
    letters = [letter("a", BEFORE, (form(**fields), *files))]
    placed = grouped(letters)
    return derive(placed, letters, dict.fromkeys(placed.groups, 1), the_contest())[0]


def found(state: SubmissionState, code: str) -> list[Finding]:
    """Its remarks of one code."""
    return [remark for remark in state.remarks if remark.code == code]


# ------------------------------------------------------------------ another school


@pytest.mark.parametrize(
    "line", ["КГУ «Средняя школа № 17» акимата города Астаны", "№17 мектеп-лицей", "Астана қаласы №17 орта мектебі"]
)
def test_a_paper_of_another_school_is_remarked(line: str) -> None:
    """One paper of the portfolio has another number in its head; file, page and words are given."""
    state = state_of(noted("жоспар.docx", ("school", line)), *everything())
    (remark,) = found(state, "other_school")
    assert remark.params == {"file": "жоспар.docx", "page": "2", "words": line, "count": "1"}


@pytest.mark.parametrize(
    "lines",
    [
        ["№ 79 мектеп-лицей"],
        ["Школа-лицей № 79 города Астаны"],
        ["КГУ «Школа-лицей №79»", "№ 17 мектеп-гимназия"],
        ["№ 17 мектеппен бірлескен жоспар, № 79 мектеп-лицейі"],
        ["«Зерде» мамандандырылған мектебі"],
    ],
)
def test_our_own_school_in_any_spelling_is_not(lines: list[str]) -> None:
    """Nor what names ours beside another, a school without a number, no school at all."""
    state = state_of(noted("жоспар.docx", *(("school", line) for line in lines)))
    assert found(state, "other_school") == []


def test_a_school_without_a_number_is_compared_by_its_name_alone() -> None:
    """A named school may have a number that its application leaves out."""
    name = "«Зерде» дарынды балаларға арналған мамандандырылған мектеп-интернаты"
    assert found(state_of(noted("а.docx", ("school", "№ 17 мектеп-лицей")), institution=name), "other_school") == []
    other = noted("а.docx", ("school", "ЖШС «Алтын ұя» жеке мектебі"))
    assert len(found(state_of(other, institution=name), "other_school")) == 1
    own = noted("а.docx", ("school", "«Зерде» мектеп-интернаты КММ"))
    assert found(state_of(own, institution=name), "other_school") == []


def test_papers_of_one_other_school_are_one_remark() -> None:
    """Twenty-four lines would hide everything else."""
    files = [noted(f"{i}.docx", ("school", "№ 17 мектеп")) for i in range(5)]
    (remark,) = found(state_of(*files), "other_school")
    assert remark.params["count"] == "5"


# ------------------------------------------------------------------ another leader


@pytest.mark.parametrize("name", ["Ахметова А.Б.", "А.Б. Ахметову", "Ахметова Айгүл Болатқызы", "Ахметовой Айгуль"])
def test_another_leader_is_remarked(name: str) -> None:
    """With the one of the application beside."""
    (remark,) = found(state_of(noted("б.docx", ("leader", name))), "other_leader")
    assert (remark.params["words"], remark.params["page"]) == (name, "2")
    assert "Жұмабекова" in remark.params["name"]


@pytest.mark.parametrize(
    "names",
    [
        ["Жұмабекова С.Қ."],
        ["С.Қ. Жұмабекова"],
        ["Жумабекову Сауле Канатовну"],
        ["Жұмабековаға С.Қ."],
        ["Zhumabekova S."],
        ["Сәуле Қанатқызы Ахметова"],
        ["Жұмабекова Г."],
        ["Ахметова А.Б.", "Жұмабекова С.Қ."],
        ["Ахметова А.Б.", "Серікова Г.Т."],
    ],
)
def test_a_leader_who_may_be_ours_is_not(names: list[str]) -> None:
    """Cases, spellings, a new surname; an order that appoints the heads of several associations says nothing."""
    assert found(state_of(noted("б.docx", *(("leader", name) for name in names))), "other_leader") == []


def test_two_people_of_one_surname_are_two_when_written_out() -> None:
    """The given name and the father's name both differ."""
    (remark,) = found(state_of(noted("б.docx", ("leader", "Жұмабекова Айгүл Болатқызы"))), "other_leader")
    assert remark.params["words"] == "Жұмабекова Айгүл Болатқызы"


# ------------------------------------------------------------------ years, places, signatures


def test_an_old_school_year_is_remarked_and_the_contests_own_is_not() -> None:
    """The school year of the contest began in the September before its deadline."""
    assert the_contest().dates.school_year == 2025
    state = state_of(noted("а.docx", ("year", "2024-2025")), noted("ә.docx", ("year", "2025-2026")))
    assert [remark.params["file"] for remark in found(state, "old_year")] == ["а.docx"]
    spring = the_contest().dates.model_copy(update={"deadline": the_contest().dates.deadline.replace(month=4)})
    assert spring.school_year == 2024


def test_former_names_and_empty_signatures_are_remarked() -> None:
    """A former name once for all papers, an empty signature for each."""
    files = [noted(f"{i}.docx", ("place", "Нұр-Сұлтан"), ("unsigned", f"Директор ____ {i}")) for i in range(3)]
    state = state_of(*files)
    assert [remark.params["count"] for remark in found(state, "former_name")] == ["3"]
    assert len(found(state, "unsigned")) == 3


def test_an_identity_paper_should_not_have_been_sent() -> None:
    """The configuration says which of the named others are unwanted."""
    words = (Evidence("heading", "ЖЕКЕ КУӘЛІК", 1),)
    others = {
        "identity_paper": replace(
            file("куәлік.pdf"),
            facts=FileFacts("pdf", 1, ("text",), (Segment((1,), "none", (), "identity_paper", words),)),
        ),
        "covering_letter": replace(
            file("хат.pdf"),
            facts=FileFacts("pdf", 1, ("text",), (Segment((1,), "none", (), "covering_letter", words),)),
        ),
    }
    (remark,) = found(state_of(*others.values()), "unwanted_paper")
    assert remark.params == {"file": "куәлік.pdf", "page": "1", "other": "identity_paper", "words": "ЖЕКЕ КУӘЛІК"}


def test_a_link_is_remarked_though_all_papers_are_there() -> None:
    """The organiser sees it in the remarks too."""
    sent = letter("a", BEFORE, (form(), *everything()), links=("https://drive.google.com/x",))
    (one,) = judged([sent]).values()
    assert one.verdict.standing.value == "accepted"
    assert [remark.params["link"] for remark in found(one.state, "link_sent")] == ["https://drive.google.com/x"]


# ------------------------------------------------------------------ sent twice


def test_one_text_under_two_names_is_remarked() -> None:
    """Saved anew, the bytes differ and the text does not."""
    first, second = noted("7. жоспар.docx", text="h"), noted("20. дарынды.docx", text="h", kind="gifted_pupils_plan")
    (remark,) = found(state_of(first, second), "same_text")
    assert remark.params == {"file": "20. дарынды.docx", "other": "7. жоспар.docx"}


@pytest.mark.parametrize(
    "second",
    [
        noted("жоспар.docx", text=""),
        noted("жоспар.docx", text="other"),
        noted("zip/жоспар.docx", text="h", kind=PARTNERS),
        noted("жоспар қол қойылған.pdf", text="h", type_="pdf"),
    ],
)
def test_another_text_the_same_name_or_another_format_is_not(second: FileState) -> None:
    """A resent paper, and a paper sent as a document and as a PDF, are one paper rightly."""
    assert found(state_of(noted("жоспар.docx", text="h"), second), "same_text") == []


def test_papers_that_follow_one_another_in_one_file_are_no_double() -> None:
    """A file without pages holds several documents; each stands for itself."""
    claims = [Claim(kind, None, "sure", ()) for kind in (PLAN, PARTNERS)]
    apart = FileFacts("docx", None, ("text",), tuple(Segment(None, "document", (claim,)) for claim in claims))
    one = FileFacts("docx", None, ("text",), (Segment(None, "document", tuple(claims)),))
    assert found(state_of(replace(file("а.docx"), facts=apart)), "same_paper") == []
    assert len(found(state_of(replace(file("а.docx"), facts=one)), "same_paper")) == 1


def school(number: int, *files: FileState, name: str | None = None) -> LetterState:
    """A letter of another school with an application."""
    fields = {
        "institution": f"№ {number} мектеп",
        "leader": f"Жетекші{number} Ә.Ә.",
        "phone": f"+7 7172 43 21 {number}",
        "leader_phone": f"+7 701 555 00 {number}",
        "head": f"Басшы{number} Ә.Ә.",
        "address": f"Астана қаласы, Тауелсіздік көшесі {number}",
    }
    return letter(f"school {number} {name}", BEFORE, (form(**fields), *files), sender=f"{name or number}@example.kz")


def shared(*letters: LetterState) -> list[list[Finding]]:
    """The remarks of shared papers, by submission."""
    return [found(one.state, "shared_paper") for one in with_shared_papers(tuple(judged(letters).values()))]


def test_one_paper_of_two_schools_is_remarked_in_both() -> None:
    """Each names the other's number and file."""
    one, two = shared(school(17, noted("а.docx", text="h")), school(18, noted("ә.docx", text="h")), school(19))[:2]
    assert one[0].params == {"file": "а.docx", "number": "2", "other": "ә.docx", "count": "1"}
    assert two[0].params == {"file": "ә.docx", "number": "1", "other": "а.docx", "count": "1"}


def test_what_everybody_has_is_no_shared_paper() -> None:
    """Short papers, annexes, applications; and two leaders of one school share its papers."""
    annex = noted("сурет.docx", text="h")
    annex = replace(annex, facts=replace(annex.facts, segments=(Segment(None, "annex"),)))
    doubtful = file("күмән.docx", PLAN, sure=False)
    doubtful = replace(doubtful, facts=replace(doubtful.facts, text_sha256="h"))
    for paper in (noted("а.docx"), annex, doubtful):
        assert shared(school(17, paper), school(18, paper)) == [[], []]
    of_one = [school(17, noted("а.docx", text="h"), name=name) for name in ("first", "second")]
    of_one[1] = replace(of_one[1], files=(form(institution="№ 17 мектеп", leader="Басқа Б.Б."), of_one[1].files[1]))
    both = shared(*of_one)
    assert both == [[]] * len(both)


@given(st.lists(st.lists(st.sampled_from("абвг"), max_size=4), min_size=1, max_size=6))
def test_sharing_is_mutual_and_counts_the_others(papers: list[list[str]]) -> None:
    """A school has a remark for a text exactly when another school has the text; and verdicts stay as they were."""
    letters = [
        school(20 + i, *(noted(f"{text}{i}.docx", text=text) for text in sorted(set(of))))
        for i, of in enumerate(papers)
    ]
    before = tuple(judged(letters).values())
    after = with_shared_papers(before)
    assert [one.verdict for one in after] == [one.verdict for one in before]
    assert all(one.state.rivals == () for one in before)
    for i, one in enumerate(after):
        counts = {remark.params["file"][0]: int(remark.params["count"]) for remark in found(one.state, "shared_paper")}
        others = {text: sum(text in of for j, of in enumerate(papers) if j != i) for text in set(papers[i])}
        assert counts == {text: count for text, count in others.items() if count}


# ------------------------------------------------------------------ never a verdict

NOTES = st.builds(
    Note,
    st.sampled_from(["school", "leader", "place", "unsigned"]),
    st.sampled_from(["№ 17 мектеп", "Ахметова А.Б.", OURS, "Нұр-Сұлтан", ""]),
    st.just("сөздер"),
    st.none() | st.integers(1, 9),
    st.integers(0, 2),
) | st.builds(Note, st.just("year"), st.sampled_from(["2024-2025", "2025-2026"]), st.just("сөздер"))


@of_worlds
@given(worlds(), st.lists(NOTES, max_size=6), st.sampled_from(["", "h"]))
def test_remarks_never_change_a_verdict(world: list[LetterState], notes: list[Note], text: str) -> None:
    """The same letters with and without anything to remark on are judged alike, one by one and together."""
    full = [_with(one, notes, text) for one in world]
    assert _judged(full) == _judged(world)
    assert _judged(full, bare=True) == _judged(world)


def _with(one: LetterState, notes: Sequence[Note], text: str) -> LetterState:
    files = tuple(replace(each, facts=replace(each.facts, notes=tuple(notes), text_sha256=text)) for each in one.files)
    return replace(one, files=files)


def _judged(world: list[LetterState], *, bare: bool = False) -> list[object]:
    placed = grouped(world)
    numbers = {founder: i for i, founder in enumerate(placed.groups, 1)}
    states = derive(placed, world, numbers, the_contest())
    if bare:
        return [one.verdict for one in judge_all([replace(s, remarks=()) for s in states], AFTER, True, the_contest())]
    return [one.verdict for one in with_shared_papers(judge_all(states, AFTER, True, the_contest()))]


def test_every_remark_has_a_sentence_with_its_evidence() -> None:
    """In each language, with file, page and words."""
    state = state_of(
        noted(
            "а.docx", ("school", "№ 17 мектеп"), ("leader", "Ахметова А.Б."), ("year", "2024-2025"), ("place", "Қала")
        )
    )
    remarks = [remark for remark in state.remarks if remark.code in NEW]
    assert len(remarks) == 4
    for language in ("kk", "ru", "en"):
        teller = Teller(the_contest(), Words(language), {}, {})
        for remark in remarks:
            told = teller.finding(remark)
            assert "а.docx" in told
            assert remark.params["words"] in told
            assert "2" in told.partition("а.docx")[2].partition(remark.params["words"])[0]


def test_a_page_that_is_not_known_is_not_told() -> None:
    """A document of a word processor has none."""
    told = Teller(the_contest(), Words("ru"), {}, {}).finding(
        Finding("remark", "unsigned", {"file": "а.docx", "page": "", "words": "Директор ____"})
    )
    assert "«а.docx» – «Директор ____»" in told


def test_judging_one_by_one_does_not_look_at_remarks() -> None:
    """Not even at a remark with the code of a finding that rejects."""
    state = state_of(*everything())
    for code in ("all_late", "kind_missing", "not_a_school"):
        with_it = replace(state, remarks=(Finding("remark", code, {"kind": PLAN}),))
        assert judge(with_it, AFTER, True, the_contest()) == judge(state, AFTER, True, the_contest())
    assert isinstance(judge_all([state], AFTER, True, the_contest())[0], Judged)
