"""Small worlds of letters for hypothesis: few senders, schools and leaders, so that they meet in every way."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from parsers.facts import ApplicationFacts
from pipeline.state import FileState, LetterState, LetterVerdict
from tests.pipeline.making import DEADLINE, KINDS, application, file, form, letter, papers, vouched

# A world is many letters; a busy machine draws them slowly, which says nothing about them.
_MOST = min(40, settings.default.max_examples)
of_worlds = settings(max_examples=_MOST, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SENDERS = ("a@example.kz", "b@example.kz", "c@example.kz", "")
SCHOOLS = ("№ 79 мектеп-лицейі", "79 мектеп", "№ 5 гимназия", "«Зерде» мектебі", "Астана колледжі", "")
LEADERS = ("Жұмабекова Сәуле Қанатқызы", "Жұмабекова Сәуле", "Жумабекова С.", "Ковалёв Сергей Иванович", "")
PHONES = ("+7 7172 43 21 79", "+7 7172 43 21 79", "+7 7172 11 22 35", "")
EMAILS = ("a@example.kz", "b@example.kz", "school@example.kz")
HEADS = ("Оспанов", "Есенов", "Тоқтаров")
SUBJECTS = ("", "79 мектеп", "ӘБ-2025 № 1", "ӘБ-2025 № 2", "байқауға қатысуға")
SOME_KINDS = KINDS[:3]
PRESET = (*(LetterVerdict.UNCLEAR,) * 8, LetterVerdict.QUARANTINED, LetterVerdict.AUTOMATIC)
VOUCHED = (*(None,) * 5, *(vouched(outcome) for outcome in ("passed", "passed", "failed", "unproven")))
ON_TIME = st.integers(0, 40).map(lambda hours: (DEADLINE - timedelta(hours=hours),) * 2)
UNPROVEN = st.one_of(
    st.just((None, None)),
    st.integers(1, 90).map(lambda m: (DEADLINE - timedelta(minutes=5), DEADLINE + timedelta(minutes=m))),
)
LATE = st.integers(1, 90).map(lambda minutes: (DEADLINE + timedelta(minutes=minutes),) * 2)


def _application(institution: str, leader: str, phone: str, email: str, sure: bool) -> ApplicationFacts:
    place = SCHOOLS.index(institution) // 2  # the first two spellings are one school
    fields = {"institution": institution, "leader": leader, "phone": phone, "email": email}
    fields |= {"head": f"{HEADS[place]} Ерлан Мейрамұлы", "address": f"Абай даңғылы {place}"}
    return application("sure" if sure else "doubtful", **fields)


applications = st.builds(
    _application,
    st.sampled_from(SCHOOLS),
    st.sampled_from(LEADERS),
    st.sampled_from(PHONES),
    st.sampled_from(EMAILS),
    st.sampled_from((True, True, True, False)),
)
odd_files = st.sampled_from(
    [
        file("скан.pdf", role="unread", problem="scan"),
        file("құжат.docx", role="unrecognised"),
        file("грамота.docx", role="annex"),
        file("шот.docx", role="none"),
        file("12 жарияланым.pdf", KINDS[2], sure=False, role="unread", problem="scan"),
        *papers(KINDS[1], sure=False),
    ]
)
documents = st.one_of(
    st.sampled_from([papers(*KINDS), papers(*KINDS), papers(*KINDS[1:]), papers(*SOME_KINDS), ()]),
    st.lists(st.sampled_from(SOME_KINDS), max_size=2, unique=True).map(lambda kinds: papers(*kinds)),
)


@st.composite
def files(draw: st.DrawFn) -> list[FileState]:
    """An application (or none), documents, and now and then something odd."""
    forms = draw(st.lists(applications, max_size=1))
    return [
        *(file("application.docx", application=one) for one in forms),
        *draw(documents),
        *draw(st.lists(odd_files, max_size=1)),
    ]


@st.composite
def letters_of(draw: st.DrawFn, key: str, others: Sequence[str], when: object = None) -> LetterState:
    """One letter that may answer others; ``when``: a strategy for its receipt, any timing by default."""
    receipt = when if isinstance(when, st.SearchStrategy) else st.one_of(ON_TIME, ON_TIME, ON_TIME, UNPROVEN, LATE)
    since, until = draw(receipt)
    return letter(
        key,
        since,
        draw(files()),
        sender=draw(st.sampled_from(SENDERS)),
        subject=draw(st.sampled_from(SUBJECTS)) if draw(st.booleans()) else "",
        until=until,
        answers=draw(st.lists(st.sampled_from(others), max_size=1)) if others else (),
        links=draw(st.sampled_from([(), (), (), ("https://drive.google.com/drive/1",)])),
        verdict=draw(st.sampled_from(PRESET)),
        authentication=draw(st.sampled_from(VOUCHED)),
    )


class World(list[LetterState]):
    """Letters that are shown by what matters of them when a test fails."""

    def __repr__(self) -> str:
        return "\n".join(_shown(one) for one in self)


def _shown(one: LetterState) -> str:
    said = {f.name: f.facts.application for f in one.files}
    files = [f"{name}: {[(x.key, x.value) for x in a.fields]}" if a else name for name, a in said.items()]
    receipt = (str(one.receipt.not_before), str(one.receipt.not_after))
    said_by = f"{one.key} {one.verdict} {one.sender} {one.subject!r} {receipt}"
    return f"{said_by} {one.references} {files[:4]} of {len(files)}"


@st.composite
def worlds(draw: st.DrawFn, size: int = 6) -> World:
    """A handful of letters."""
    keys = [f"k{i}" for i in range(draw(st.integers(1, size)))]
    return World(draw(letters_of(key, keys[:i])) for i, key in enumerate(keys))


def whole(key: str = "a", **fields: str) -> LetterState:
    """A letter with everything, in time."""
    return letter(key, DEADLINE - timedelta(days=3), [form(**fields), *papers(*KINDS)])
