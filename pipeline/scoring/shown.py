"""How exact points are written: never rounded into another decision."""

from decimal import Decimal
from fractions import Fraction
from math import floor

_USUAL, _EXACT, _MOST = 2, 4, 40


def shown(points: Fraction, passes: Fraction | int | None = None) -> str:
    """Points as people read them, with a point: exact where four decimals do, else with two decimals.

    More decimals are written where fewer would contradict the decision: 15.996 beside a pass mark of 16 is not "16.00".
    """
    for places in range(_EXACT + 1):
        if (points * 10**places).denominator == 1:
            return _decimal(points, places)
    for places in range(_USUAL, _MOST):
        text = _decimal(points, places)
        if passes is None or (Fraction(text) >= passes) == (points >= passes):
            return text
    return f"{points.numerator}/{points.denominator}"


def exact(points: Fraction) -> str:
    """Points without any rounding: "129/8", or "16" where they are whole."""
    return str(points)


def _decimal(points: Fraction, places: int) -> str:
    """Half up, as people round; points are never negative."""
    return str(Decimal(floor(points * 10**places + Fraction(1, 2))).scaleb(-places))
