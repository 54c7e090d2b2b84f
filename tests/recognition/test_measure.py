"""Floors under the figures of recognition, so that a change of wording cannot lower them unseen."""

from collections import Counter

from tests.recognition.measure import PRACTICE, knowledge, practice, score
from tests.recognition.writer import papers

SHORT = [path for path in PRACTICE if path.name in ("practice_5.toml", "practice_6.toml")]


def test_precision_and_recall_hold_on_generated_papers() -> None:
    """All kinds, annexes, others and confusions, typed in all the ways the field types."""
    total = score(papers(seed=2025, each=12), knowledge())
    assert total.precision >= 0.98, "\n".join(total.wrong[:5])
    assert total.recall >= 0.95, "\n".join(total.wrong[:5])
    assert total.recall_all >= 0.98
    assert total.none_wrong == 0


def test_every_pair_of_confusions_is_told_apart() -> None:
    """documents.md: at least five papers a pair, and no sure claim of the wrong one."""
    pairs = [paper for paper in papers(seed=7, each=1) if paper.note.startswith("pair")]
    counts = Counter(paper.note.split()[1] for paper in pairs)
    assert min(counts.values()) >= 5
    total = score(pairs, knowledge())
    assert total.sure_wrong == 0, "\n".join(total.wrong[:5])
    assert total.recall_all >= 0.97


def test_papers_of_a_line_or_two_are_asked_about_and_never_lost() -> None:
    """Sections with fewer than twenty letters under their titles are doubtful on purpose; nothing is surely wrong."""
    total = score(practice(SHORT), knowledge())
    assert total.sure_wrong == total.none_wrong == total.lost == 0, "\n".join(total.wrong[:5])
    assert total.recall >= 0.86, "\n".join(total.wrong[:5])
    assert total.recall_all >= 0.99


def test_papers_written_apart_from_the_rules_stay_recognised() -> None:
    """The frozen sets: what they showed when first opened stands in the README; it must not fall below that again."""
    total = score(practice([path for path in PRACTICE if path not in SHORT]), knowledge())
    assert total.precision >= 0.98, "\n".join(total.wrong[:5])
    assert total.recall >= 0.97, "\n".join(total.wrong[:5])
    assert total.recall_all >= 0.995
    assert total.none_wrong == total.lost == 0
    assert total.pages_wrong <= 1
