"""On which facts a decision rests, when it is told that they are older, and what becomes of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from parsers.facts import ApplicationFacts, Claim, Evidence, FieldValue, FileFacts, Problem, Segment
from pipeline.decisions import NEW, Basis, Decision, Entry, Placement, Sort, Target, Verb, facts
from pipeline.decisions.log import Seen, fingerprint, notices, tell, with_decisions, with_regrouped
from pipeline.decisions.resolve import resolve
from pipeline.decisions.values import Fate
from pipeline.state import FileState, Finding, Grouping, LetterState, LetterVerdict, Placed, SubmissionState
from tests.pipeline.making import AFTER, BEFORE, KINDS, NOT_YET, everything, form, judged, letter, papers, the_contest

ONE, TWO, THREE = KINDS[:3]
FORM = ApplicationFacts((FieldValue("phone", "8 701", "+7701"), FieldValue("leader", "А Б", "А Б")), (1,), ())
BODY = FileFacts("body", None, ("text",), (Segment(None, "none"),), FORM, None, ("https://disk.example/1",))


def paper(*claims: Claim, **changed: object) -> FileState:
    """A file with these claims, the facts changed as said."""
    made = FileFacts("pdf", 2, ("text",) * 2, (Segment((1, 2), "document", claims),), FORM, None, ("https://x/1",))
    return FileState(7, 3, "a", "2/0", "plan.pdf", "application/pdf", 9, "c" * 64, replace(made, **changed))  # type: ignore[arg-type]


CLAIMS = (Claim(TWO, (2,), "doubtful", ()), Claim(ONE, (1, 2), "sure", (Evidence("heading", "x"),)))
PAPER = paper(*CLAIMS)
BASE = replace(letter("a", BEFORE, [], problem="damaged"), files=(PAPER,), body=BODY)
NEVER: frozenset[str] = frozenset()
HOLDS = frozenset({"submission", "letter"})
FILE = HOLDS | {"file"}


def of(changed: FileState) -> LetterState:
    """A letter with that one file."""
    return replace(BASE, files=(changed,))


def with_facts(**changed: object) -> LetterState:
    """With the facts of its file changed."""
    return of(paper(*CLAIMS, **changed))


def with_claim(**changed: object) -> LetterState:
    """With the claim on the first kind changed."""
    return of(paper(CLAIMS[0], replace(CLAIMS[1], **changed)))  # type: ignore[arg-type]


def said(**fields: str) -> ApplicationFacts:
    """A form with these fields, whose normal forms are as they were written."""
    values = {"phone": "8 701", "leader": "А Б", **fields}
    return ApplicationFacts(tuple(FieldValue(key, value, value) for key, value in values.items()), (1,), ())


CHANGES: list[tuple[str, LetterState, frozenset[str]]] = [
    ("key", replace(BASE, key="b"), frozenset({"submission", "field"})),
    ("not_before", replace(BASE, receipt=replace(BASE.receipt, not_before=None)), frozenset({"submission", "receipt"})),
    ("not_after", replace(BASE, receipt=replace(BASE.receipt, not_after=AFTER)), frozenset({"submission", "receipt"})),
    ("proof", replace(BASE, receipt=replace(BASE.receipt, proof="listing")), frozenset({"submission", "receipt"})),
    ("letter's problem", replace(BASE, problem=Problem("bomb")), HOLDS),
    ("no problem", replace(BASE, problem=None), HOLDS),
    ("no files", replace(BASE, files=()), HOLDS | {"kind", "field"}),
    ("no text", replace(BASE, body=None), HOLDS | {"field"}),
    ("text's links", replace(BASE, body=replace(BODY, links=())), HOLDS),
    ("path", of(replace(PAPER, path="2/1")), HOLDS),
    ("bytes", of(replace(PAPER, sha256="d" * 64)), HOLDS | {"kind"}),
    ("role", with_facts(segments=(Segment((1, 2), "annex", CLAIMS),)), FILE),
    ("problem", with_facts(problem=Problem("scan")), FILE),
    ("links", with_facts(links=("https://x/2",)), FILE),
    ("no form", with_facts(application=None), FILE | {"field"}),
    ("form's status", with_facts(application=replace(FORM, status="doubtful")), FILE),
    ("phone", with_facts(application=said(phone="8 702")), FILE | {"field"}),
    ("leader", with_facts(application=said(leader="В Г")), FILE),
    ("claim's kind", with_claim(kind=THREE), FILE | {"kind"}),
    ("claim's pages", with_claim(pages=(1,)), FILE | {"kind"}),
    ("claim's status", with_claim(status="doubtful"), FILE | {"kind"}),
    ("another kind's claim", of(paper(CLAIMS[1])), FILE),
    # How it was told, what it is called and what people said meanwhile is no fact.
    ("sender", replace(BASE, sender="x@example.kz", subject="x", id=9), NEVER),
    ("name", of(replace(PAPER, name="x.pdf", size=1, content_type="x/y", id=8)), NEVER),
    ("order of claims", of(paper(*reversed(CLAIMS))), NEVER),
    ("order of fields", with_facts(application=replace(FORM, fields=FORM.fields[::-1])), NEVER),
    ("normal form", with_facts(application=said()), NEVER),
    ("problem's detail", replace(BASE, problem=Problem("damaged", "at byte 7")), NEVER),
    ("evidence", with_claim(evidence=()), NEVER),
    ("a person's word", of(replace(PAPER, facts=FileFacts("pdf", 2, (), (), FORM), machine=PAPER.facts)), NEVER),
]


def prints(one: LetterState) -> dict[str, str]:
    """All fingerprints of a letter (and of its only file)."""
    return {
        "submission": facts.of_submission([one]),
        "letter": facts.of_letter(one),
        "receipt": facts.of_receipt(one),
        "file": facts.of_file(one.files[0]) if one.files else facts.of_file(PAPER),
        "kind": facts.of_kind([one], ONE),
        "field": facts.of_field([one], "phone"),
    }


@pytest.mark.parametrize(("changed", "other"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_a_fingerprint_changes_with_the_facts_that_it_is_of_and_with_nothing_else(
    changed: LetterState, other: frozenset[str]
) -> None:
    """Too little would leave a person unasked, too much would ask about every decision after every run."""
    before, after = prints(BASE), prints(changed)
    assert {what for what in before if before[what] != after[what]} == other


def test_the_order_of_letters_and_files_is_no_fact() -> None:
    """Letters are found in whatever order they were listed."""
    two = replace(BASE, key="b", files=(replace(PAPER, sha256="d" * 64),))
    made: Callable[[Sequence[LetterState]], str]
    for made in (
        facts.of_submission,
        lambda letters: facts.of_kind(letters, ONE),
        lambda letters: facts.of_field(letters, "phone"),
    ):
        assert made([BASE, two]) == made([two, BASE])
        assert made([BASE, two]) != made([BASE])


def test_fingerprints_that_were_kept_stay_those_of_the_same_facts() -> None:
    """They lie in every store: computed in another way, all decisions would stand on older facts at once."""
    assert {what: told[:12] for what, told in prints(BASE).items()} == KEPT
    bare = replace(BASE, problem=None, body=None, files=(paper(*CLAIMS, problem=Problem("scan"), application=None),))
    assert {what: told[:12] for what, told in prints(bare).items()} == KEPT_BARE


KEPT = {
    "submission": "209e4fa36f61",
    "letter": "0db3331af8c3",
    "receipt": "bad845756986",
    "file": "c2057045132e",
    "kind": "bbf750251fa7",
    "field": "ddd47608287c",
}
KEPT_BARE = {
    "submission": "602a45799ccf",
    "letter": "eb140f1d5d57",
    "receipt": "bad845756986",
    "file": "c3be0706026d",
    "kind": "bbf750251fa7",
    "field": "4f53cda18c2b",
}


def test_what_a_file_was_taken_for_on_no_page_in_particular_is_seen_on_each() -> None:
    """A claim without pages is of the whole; each kind is named once."""
    one = paper(Claim(ONE, None, "sure", ()), Claim(TWO, (2,), "sure", ()), Claim(ONE, (2,), "doubtful", ()))
    assert facts.claimed(one, (1,)) == (ONE,)
    assert facts.claimed(one, (2,)) == facts.claimed(one, None) == (ONE, TWO)
    laid = replace(one, facts=FileFacts("pdf", 2, (), ()), machine=one.facts)
    assert facts.claimed(laid, None) == (ONE, TWO)


# ------------------------------------------------------------------ which facts a decision rests on


def seen(*letters: LetterState, whole: bool = True, **groups: Sequence[str]) -> Seen:
    """Letters where they lie: ``groups`` founder -> letters; numbers in the order of the groups, from 11."""
    placed = {one.key: Placed(one.key, LetterVerdict.UNRELATED, NOT_YET) for one in letters}
    for founder, keys in groups.items():
        placed |= {key: Placed(key, LetterVerdict.SUBMISSION, NOT_YET, founder) for key in keys}
    grouping = Grouping(placed, {founder: tuple(keys) for founder, keys in groups.items()})
    return Seen({one.key: one for one in letters}, grouping, dict(zip(groups, range(11, 99), strict=False)), whole)


A = letter("a", BEFORE, [form(), *papers(ONE, TWO)])
B = letter("b", BEFORE + timedelta(hours=1), [*papers(THREE)])
C = letter("c", BEFORE, [form(leader="Ким Анна Юрьевна", phone="8 702")])
LAID = seen(A, B, C, a=("a", "b"), c=("c",))
ON_A = Target(Sort.SUBMISSION, "a")
SECOND = A.files[1]
ON_FILE = Target(Sort.FILE, "a", SECOND.sha256)
OF_A = facts.of_submission([A, B])
RESTS: list[tuple[Verb, Target, str]] = [
    (Verb.VERDICT, ON_A, OF_A),
    (Verb.WITHDRAW, ON_A, OF_A),
    (Verb.VERDICT, Target(Sort.SUBMISSION, "gone"), facts.of_submission([])),
    (Verb.KIND, ON_FILE, facts.of_file(SECOND)),
    (Verb.ROLE, ON_FILE, facts.of_file(SECOND)),
    (Verb.KIND, replace(ON_FILE, item="f" * 64), ""),
    (Verb.KIND, replace(ON_FILE, key="gone"), ""),
    (Verb.RECEIVED, Target(Sort.LETTER, "b"), facts.of_receipt(B)),
    (Verb.RECEIVED, Target(Sort.LETTER, "gone"), ""),
    (Verb.FIELD, replace(ON_A, item="phone"), facts.of_field([A, B], "phone")),
    (Verb.FIELD, replace(ON_A, item="leader:dative:kk"), facts.of_field([A, B], "leader")),
    (Verb.SCHOOL, ON_A, facts.of_field([A, B], "institution")),
    (Verb.WAIVE, replace(ON_A, item=THREE), facts.of_kind([A, B], THREE)),
    (Verb.EXTEND, ON_A, ""),
    (Verb.PLACE, Target(Sort.LETTER, "a"), ""),
    (Verb.UNDO, Target(Sort.DECISION, "1"), ""),
]


@pytest.mark.parametrize(("verb", "target", "rests"), RESTS)
def test_each_decision_rests_on_what_it_is_about(verb: Verb, target: Target, rests: str) -> None:
    """A verdict on the whole submission, a word on a file on that file, a field on what the forms say in it."""
    assert fingerprint(verb, [target, Target(Sort.LETTER, "c")], LAID) == rests
    assert len({told for _, _, told in RESTS}) == 9


# ------------------------------------------------------------------ what became of a decision


def entry(
    number: int, verb: Verb, *targets: Target, value: str = "accept", basis: str = "", undoes: int | None = None
) -> Entry:
    """A decision with that number."""
    return Entry(number, AFTER, "Айгүл", verb, targets, value, f"why {number}", Basis(basis), undoes)


def fates(laid: Seen, *entries: Entry) -> dict[int, str]:
    """What became of each, and whether it rests on older facts."""
    told = tell(resolve(entries), laid, the_contest())
    return {one.id: one.standing + (" on older facts" if one.older_facts else "") for one in told}


def test_a_decision_is_told_whole() -> None:
    """Who, when, what, why; what became of it; the number of the submission that it concerns now."""
    b = Target(Sort.LETTER, "b", name="7")
    entries = [
        entry(1, Verb.VERDICT, ON_A, value="hold", basis="older"),
        entry(2, Verb.RECEIVED, b, value=BEFORE.isoformat(), basis=facts.of_receipt(B)),
        entry(3, Verb.UNDO, Target(Sort.DECISION, "1"), value="", undoes=1),
        entry(4, Verb.VERDICT, Target(Sort.SUBMISSION, "c"), value="hold", basis="older"),
        entry(5, Verb.EXTEND, Target(Sort.SCHOOL, "a"), value=AFTER.isoformat()),
        entry(6, Verb.PLACE, Target(Sort.LETTER, "d"), value=NEW),
        entry(7, Verb.WAIVE, replace(ON_A, item=ONE), value="yes", basis="older"),
        entry(8, Verb.WAIVE, replace(ON_A, item=ONE), value="yes", basis="older"),
    ]
    laid = seen(A, B, C, letter("d", BEFORE), a=("a", "b"), c=("c",))
    fate: list[tuple[Fate, bool, int | None, int | None, int | None]] = [
        ("undone", False, 11, None, 3),
        ("standing", False, 11, None, None),
        ("standing", False, None, 1, None),
        ("standing", True, 12, None, None),
        ("standing", False, None, None, None),
        ("standing", False, None, None, None),
        ("superseded", False, 11, None, None),
        ("standing", True, 11, None, None),
    ]
    assert list(tell(resolve(entries), laid, the_contest())) == [
        Decision(one.id, AFTER, "Айгүл", one.verb, one.targets, one.value, one.reason, *told)
        for one, told in zip(entries, fate, strict=True)
    ]


def test_what_a_decision_is_about_is_gone_only_when_all_of_it_is() -> None:
    """One of two letters is left; whoever took it back asks nothing any more; a name of a school is never gone."""
    gone, left = Target(Sort.LETTER, "gone"), Target(Sort.LETTER, "a")
    assert fates(
        LAID,
        entry(1, Verb.PLACE, gone, left, value=NEW),
        entry(2, Verb.RECEIVED, gone, value=BEFORE.isoformat()),
        entry(3, Verb.UNDO, Target(Sort.DECISION, "2"), undoes=2),
        entry(4, Verb.RECEIVED, gone, value=BEFORE.isoformat()),
        entry(5, Verb.EXTEND, Target(Sort.SCHOOL, "gone"), value=AFTER.isoformat()),
        entry(6, Verb.RECEIVED, gone, value=BEFORE.isoformat()),
    ) == {1: "standing", 2: "undone", 3: "standing", 4: "superseded", 5: "standing", 6: "orphaned"}


GONE: list[tuple[Verb, Target, str, bool]] = [
    (Verb.KIND, ON_FILE, ONE, False),
    (Verb.KIND, ON_FILE, f"no_such_kind,{ONE}", False),
    (Verb.KIND, ON_FILE, "application,no_such_kind", False),
    (Verb.KIND, ON_FILE, "no_such_kind", True),
    (Verb.KIND, replace(ON_FILE, item="f" * 64), ONE, True),
    (Verb.ROLE, ON_FILE, "annex", False),
    (Verb.ROLE, replace(ON_FILE, item="f" * 64), "annex", True),
    (Verb.RECEIVED, Target(Sort.LETTER, "a"), BEFORE.isoformat(), False),
    (Verb.PLACE, Target(Sort.LETTER, "b"), "a", False),
    (Verb.PLACE, Target(Sort.LETTER, "b"), NEW, False),
    (Verb.PLACE, Target(Sort.LETTER, "b"), "gone", True),
    (Verb.VERDICT, ON_A, "accept", False),
    (Verb.VERDICT, Target(Sort.SUBMISSION, "b"), "accept", True),
    (Verb.WAIVE, replace(ON_A, item=ONE), "yes", False),
    (Verb.WAIVE, replace(ON_A, item="phone"), "yes", True),
    (Verb.FIELD, replace(ON_A, item="phone"), "1", False),
    (Verb.FIELD, replace(ON_A, item="leader:dative:ru"), "А → А", False),
    (Verb.FIELD, replace(ON_A, item=ONE), "1", True),
    (Verb.EXTEND, ON_A, AFTER.isoformat(), False),
    (Verb.SCHOOL, ON_A, "№ 5 гимназия", False),
]


@pytest.mark.parametrize(("verb", "target", "value", "gone"), GONE)
def test_a_decision_whose_letter_file_kind_or_submission_is_gone_is_an_orphan(
    verb: Verb, target: Target, value: str, gone: bool
) -> None:
    """And only such a one: where letters are cut by time, one that is not seen has not vanished."""
    assert fates(LAID, entry(1, verb, target, value=value)) == {1: "orphaned" if gone else "standing"}
    unseen = replace(target, key="unseen")
    if target.sort is not Sort.DECISION:
        cut = replace(LAID, whole=False)
        assert fates(cut, entry(1, verb, unseen, value=value, basis="older")) == {1: "standing"}
        assert fates(LAID, entry(1, verb, unseen, value=value)) == {1: "orphaned"}
    if verb is Verb.PLACE:
        assert fates(replace(LAID, whole=False), entry(1, verb, target, value=value)) == {1: "standing"}


def test_a_submission_whose_founder_is_not_placed_is_there_still() -> None:
    """Where letters are cut by time its letter is known and lies nowhere yet."""
    cut = Seen(LAID.letters, Grouping({}, {}), {}, False)
    assert fates(cut, entry(1, Verb.VERDICT, ON_A, basis="older")) == {1: "standing"}


# ------------------------------------------------------------------ what follows for submissions


def states() -> dict[str, SubmissionState]:
    """Two submissions, by founder, with the numbers 1 and 2."""
    other = form(institution="№ 5 гимназия", leader="Ким Анна Юрьевна", phone="8 702", head="", address="", email="")
    two = [letter("a", BEFORE, [form(), *everything()]), letter("c", BEFORE, [other], sender="c@example.kz")]
    return {founder: one.state for founder, one in judged(two).items()}


def decision(
    number: int, target: Target, standing: Fate = "standing", on: int | None = 1, older: bool = False
) -> Decision:
    """A decision as it is told."""
    return Decision(number, AFTER, "x", Verb.VERDICT, (target,), "accept", "why", standing, older, on)


def remark(code: str, **params: str) -> Finding:
    """A remark on a submission."""
    return Finding("remark", code, params, passed=True)


def notice(code: str, **params: str) -> Finding:
    """What a person should know."""
    return Finding("overview", code, params)


def test_a_submission_has_the_standing_decisions_that_concern_it() -> None:
    """A verdict on one that its letters came from is not its own; a remark tells what rests on older facts."""
    a, c = states().values()
    b = Target(Sort.LETTER, "b")
    first, older = decision(1, ON_A), decision(2, b, older=True)
    others = [
        decision(3, ON_A, "undone"),
        decision(4, Target(Sort.SUBMISSION, "z"), older=True),
        decision(5, b, on=None),
    ]
    kept = replace(a, remarks=(remark("kept"),))
    done = with_decisions([kept, c], [first, older, *others])
    assert done == [
        replace(
            kept, decisions=(first, older), remarks=(remark("kept"), remark("decided_on_older_facts", decision="2"))
        ),
        c,
    ]
    (of_c,) = with_decisions([c], [decision(6, Target(Sort.SUBMISSION, "c"), on=2), first])
    assert [one.id for one in of_c.decisions] == [6]


def grouping_of(**groups: str) -> Grouping:
    """Letters by a key of one character each; what is in "none" lies nowhere."""
    nowhere = groups.pop("none", "")
    placed = {key: Placed(key, LetterVerdict.UNCLEAR, NOT_YET) for key in nowhere}
    for founder, keys in groups.items():
        placed |= {key: Placed(key, LetterVerdict.SUBMISSION, NOT_YET, founder) for key in keys}
    return Grouping(placed, {founder: tuple(keys) for founder, keys in groups.items()})


def regrouped(held: Grouping, machine: Grouping, *founders: str) -> dict[str, tuple[bool, tuple[str, ...]]]:
    """By founder: whether it says that it stays together because it was decided on, and what is proposed to it."""
    done = with_regrouped(list(states().values()), held, lambda: machine, founders)
    count = {"count": "1"}
    for one in done:
        assert [x for x in one.remarks if x.code == "regrouped"] in ([], [remark("regrouped", **count)])
    return {one.founder: (any(x.code == "regrouped" for x in one.remarks), one.proposals) for one in done}


def test_what_stays_together_only_because_it_was_decided_on_says_so() -> None:
    """By the letters alone it would split or merge; whatever it would share letters with is proposed, both ways."""
    held = grouping_of(a="ab", c="cd", none="e")
    same = {"a": (False, ()), "c": (False, ())}
    assert regrouped(held, held, "a", "c") == same
    assert regrouped(held, grouping_of(a="a", b="b", c="cd"), "a") == {**same, "a": (True, ())}
    merged = {"a": (True, ("c",)), "c": (False, ("a",))}
    assert regrouped(held, grouping_of(a="abcd"), "a") == merged
    assert regrouped(held, grouping_of(a="abcd"), "a", "c") == {**merged, "c": (True, ("a",))}
    assert regrouped(held, grouping_of(a="abcd"), "gone") == same
    assert regrouped(held, grouping_of(a="abe", c="cd"), "a", "c") == {**same, "a": (True, ())}
    assert regrouped(held, grouping_of(none="ab", c="cd"), "a") == {**same, "a": (True, ())}


def test_the_machine_is_asked_again_only_where_somebody_decided() -> None:
    """Grouping everything twice is the dearest part of an overview."""

    def free() -> Grouping:
        raise AssertionError("nobody decided anything")

    given = list(states().values())
    assert with_regrouped(given, grouping_of(a="a", c="c"), free, ["gone"]) == given


def test_what_is_proposed_already_stays_and_each_is_named_once() -> None:
    """In the order of their keys."""
    a, c = states().values()
    held = grouping_of(a="ab", c="cd")
    near, _ = with_regrouped([replace(a, proposals=("z", "c")), c], held, lambda: grouping_of(a="abcd"), ["a"])
    assert near.proposals == ("c", "z")
    far = replace(c, proposals=("z", "a"))
    assert with_regrouped([a, far], held, lambda: grouping_of(a="a", b="b", c="cd"), ["a"])[1] == far


def test_people_are_told_of_orphans_of_older_facts_of_what_was_regrouped_and_of_unclear_extensions() -> None:
    """Each by its numbers; an orphan on older facts is an orphan alone."""
    a, c = states().values()
    unclear = remark("extension_unclear", decision="5", school="79 мектеп")
    one = replace(a, remarks=(remark("kept"), unclear, remark("regrouped", count="1")))
    two = replace(c, remarks=(unclear, remark("extension_unclear", decision="6", school="№ 5")))
    told = [
        decision(1, ON_A), decision(2, ON_A, "orphaned"), decision(3, ON_A, older=True),
        decision(4, ON_A, "orphaned", older=True),
    ]  # fmt: skip
    assert list(notices(iter(told), iter([one, two]))) == [
        notice("decision_orphaned", decision="2"),
        notice("decision_older_facts", decision="3"),
        notice("decision_orphaned", decision="4"),
        notice("submission_regrouped", number="1"),
        notice("extension_of_several", decision="5", school="79 мектеп", numbers="1, 2"),
        notice("extension_of_several", decision="6", school="№ 5", numbers="2"),
    ]
    assert notices([], [a, c]) == ()


def test_a_letter_that_people_hold_nowhere_has_no_founder_of_theirs() -> None:
    """What was placed goes before what stays together."""
    people = Placement({"a": ("z", 1)}, {"a": "y", "b": "y"})
    assert [people.founder(key) for key in "abc"] == ["z", "y", None]
