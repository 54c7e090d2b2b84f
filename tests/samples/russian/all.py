"""The Russian papers by kind, in the order of the regulations (section IV)."""

from collections.abc import Callable

from tests.samples.kazakh.all import PAPERS as _ORDER
from tests.samples.paper import Hand, Paper
from tests.samples.russian import orders, plans, words

PAPERS: dict[str, Callable[[Hand], Paper]] = {
    key: next(getattr(m, key) for m in (orders, plans, words) if hasattr(m, key)) for key in _ORDER
}
