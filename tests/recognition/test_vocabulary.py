"""What school offices call the papers: all are understood or asked about, one that says little decides nothing."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.documents import recognise
from parsers.facts import Block, Page, Text
from parsers.knowledge import Knowledge
from tests.recognition.measure import knowledge

VOCABULARY = tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))
MORE = tomllib.loads((Path(__file__).parent / "vocabulary_2.toml").read_text(encoding="utf-8"))
NEUTRAL = (
    "Сапарова А., Ким Е., Рахым А., Дәулет Ж.",
    "12.11, 03.12, 28.01, 11.02",
    "Молдабаева Р., Сейдахмет Ә., Омар Қ.",
)
WITHOUT_KAZAKH = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
KINDS = tuple(key for key in VOCABULARY if key not in ("ambiguous", "none", "elsewhere"))


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """What the shipped configuration teaches."""
    return knowledge()


def ways(title: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A title as the ways of giving it: a file's name and the lines in it."""
    yield "скан.docx", (title, *NEUTRAL)
    yield "скан.docx", (title.translate(WITHOUT_KAZAKH), *NEUTRAL)
    yield f"{title}.docx", NEUTRAL
    yield f"{title.replace(' ', '_')}.docx", NEUTRAL
    if not re.search(r"(?<!\w)[^\W\d_]{1,3}(?!\w)", title):  # «МОНа» is glued beyond reading
        yield "".join(word[:1].upper() + word[1:] for word in title.split()) + ".docx", NEUTRAL


def claims(name: str, lines: tuple[str, ...], known: Knowledge) -> dict[str, str]:
    """The kinds of a file of these lines, each with how sure it is; what it was put aside as under an empty key."""
    segments = recognise(name, Text("docx", (Page(tuple(Block(line) for line in lines)),), paged=False), known)
    found: dict[str, str] = {claim.kind: claim.status for segment in segments for claim in segment.claims}
    return found or {"": next(segment.role for segment in segments)}


def titles(key: str) -> list[str]:
    """The titles of one key."""
    return str(VOCABULARY[key]).strip().splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_titles_of_a_kind_are_understood(kind: str, known: Knowledge) -> None:
    """Nothing else is claimed surely, nothing is put aside, hardly anything passed over; most are sure at once."""
    said = [(title, claims(*way, known)) for title in titles(kind) for way in ways(title)]
    assert not [(title, got) for title, got in said if "sure" in [s for k, s in got.items() if k != kind]]
    assert not [(title, got) for title, got in said if got.get("") in ("none", "annex", "blank")]
    asked = [title for title, got in said if kind not in got]
    assert len(asked) <= 0.05 * len(said), asked
    assert sum(got.get(kind) == "sure" for _, got in said) >= 0.8 * len(said)


@pytest.mark.parametrize("key", ["ambiguous", "elsewhere"])
def test_a_title_that_says_too_little_or_something_else_decides_nothing(key: str, known: Knowledge) -> None:
    """«Жоспар», «Протокол», an order on a bonus for heads: asked about, not recognised or put aside."""
    for title in titles(key):
        for way in ways(title):
            assert "sure" not in claims(*way, known).values(), title


def test_what_is_none_of_them_is_put_aside(known: Knowledge) -> None:
    """Whatever it sounds like; nothing of it is claimed surely."""
    said = [(title, claims(*way, known)) for title in titles("none") for way in ways(title)]
    assert not [(title, got) for title, got in said if "sure" in got.values()]
    aside = sum(got.get("") in ("none", "annex", "blank") for _, got in said)
    assert aside >= 0.97 * len(said)


def said_of(title: str, known: Knowledge) -> Iterator[dict[str, str]]:
    """What a title is taken for as a heading and as a file's name."""
    yield claims("скан.docx", (title, *NEUTRAL), known)
    yield claims(f"{title}.docx", NEUTRAL, known)


@pytest.mark.parametrize("kind", KINDS)
def test_more_titles_of_a_kind_are_understood(kind: str, known: Knowledge) -> None:
    """As short and careless as they come: nothing surely wrong, none put aside, few passed over, most sure at once."""
    said = [(title, got) for title in MORE[kind].strip().splitlines() for got in said_of(title, known)]
    assert not [(title, got) for title, got in said if "sure" in [s for k, s in got.items() if k != kind]]
    assert not [(title, got) for title, got in said if got.get("") in ("none", "annex", "blank")]
    asked = [title for title, got in said if kind not in got]
    assert len(asked) <= 0.2 * len(said), asked
    assert sum(got.get(kind) == "sure" for _, got in said) >= 0.65 * len(said)


def test_what_only_sounds_like_one_of_them_is_never_taken_for_it_surely(known: Knowledge) -> None:
    """Parents' communities, a guard's duties, plans for children in need, other orders, papers of pupils."""
    said = [(title, got) for title in MORE["never"].strip().splitlines() for got in said_of(title, known)]
    assert not [(title, got) for title, got in said if "sure" in got.values()]
