"""Lines that say what is to be done, as in a plan: a Kazakh one ends with its verb's noun, a Russian one begins so."""

import re

from parsers import kazakh

# «сабақ өткізу», «олимпиадаға дайындау (қазан)», folded: the noun of an action ends in -у after any stem.
_KAZAKH = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{3,}[уюu](?:\W*\(.*|\W+\d.*|\W*)$")
# «1. Подготовка учащихся», «Индивидуальная работа с …», «Проведение …», folded.
_RUSSIAN = re.compile(
    r"[\W\d]*(?:[^\W\d_]+[аяиы][яе]\W+)?[^\W\d_]*"
    r"(?:(?:ени|ани|яти|асти|аци)[еяи]|овка|ютка|отка|верка|борка|ировка|работа|помощь|отбор)\W+\w"
)
_LONGEST = 200  # characters


def is_action(line: str) -> bool:
    """Whether a line or a cell of a table says what is to be done."""
    folded = kazakh.fold(line[:_LONGEST].strip())
    return bool(_KAZAKH.search(folded) or _RUSSIAN.match(folded))
