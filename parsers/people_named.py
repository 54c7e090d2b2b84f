"""Names of people in running text, and whom a paper names as the head of an association.

Only what can hardly be read otherwise: «ӘБ жетекшісі: Ахметова А.Б.», «Руководителем МО назначить Ахметову А.Б.».
"""

import re
from collections.abc import Iterator

from parsers.facts import Block
from parsers.kazakh import fold

_UP, _LOW = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ", "a-zа-яёәғқңөұүһі"
_WORD = rf"[{_UP}][{_LOW}]{{2,}}(?:-[{_UP}][{_LOW}]{{2,}})?"
_SURNAME = rf"(?:{_WORD}|[{_UP}]{{4,}})"
_INITIALS = rf"[{_UP}]\.\s?(?:[{_UP}]\b\.?)?"
_FATHER = r"(?:\s?(?:ұлы|улы|қызы|кызы))?"
_NAME = re.compile(
    rf"(?<![\w.])(?:{_SURNAME}\s+{_INITIALS}(?![{_LOW}])|{_INITIALS}\s?{_SURNAME}|{_WORD}(?:\s+{_WORD}){{1,2}}{_FATHER})(?!\w)"
)
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
# What a school or a street is named after.
_NAMESAKE, _NAMED_AFTER = re.compile(r"\s?атында"), re.compile(r"(?<!\w)(?:имени|им\.?|ул\.?|улица|проспект|пр\.)\s?$")
_INITIAL = re.compile(rf"(?<!\w)[{_UP}]\.")
# At least one word of a name in full must look like one: capitals alone begin titles and posts too.
_LIKE_A_NAME = re.compile(
    r"(?:ов|ев|ин|ын)(?:а|у|ой|ым|ои|га|ка|ны|ке)?$|ск(?:ая|ии|ую|ои|ого)$|(?:улы|кызы|ович|евич|овна|евна|ична)\w{0,3}$"
)
_NO_NAME = re.compile(
    r"мектеп|школ|гимнази|лице|директор|орынбасар|замест|мугалим|учител|педагог|пан(?:и|дери)?(?:нин)?$|бирлест|обьедин|руковод|жетекши"
    r"|назнач|утверд|возлож|прика|буиры|казакстан|казахстан|астана|кала(?:сы\w*|лык)?$|город(?:а|скои)?$|математика|информатика|физика|химия"
    r"|биология|кафедра|метод|адистем|протокол|хаттама|жоспар|план"
)

_KAZAKH_ASSOCIATION = r"(?<!\w)(?:(?:п?аб|ш?мо)(?:-?(?:нин|тин|дин))?|бирлест\w*|кафедра\w*)[\s-]+"
_RUSSIAN_ASSOCIATION = r"\s+(?:ш?мо|кафедры|(?:школьного\s+)?(?:методического\s+)?обьединения)(?!\w)"
_IS_HEAD = (
    re.compile(rf"{_KAZAKH_ASSOCIATION}жетекшиси?(?!\w)"),
    re.compile(rf"(?<!\w)руководител(?:ь|ем){_RUSSIAN_ASSOCIATION}"),
)
_HAS_ITS_DUTIES = (
    re.compile(rf"{_KAZAKH_ASSOCIATION}жетекшиси(?:нин)?\s+(?:кызметтик\s+)?миндет"),
    re.compile(rf"обязанност\w*\s+руководителя{_RUSSIAN_ASSOCIATION}"),
)
_HEAD = re.compile("жетекш|руководител", re.IGNORECASE)
_APPOINTS = re.compile(r"тагаиында|назнач|бекити|утверд|жуктел|возлож|саилан|избра")
# Another's association, somebody's deputy, somebody who leaves.
_NOT_OF_THIS = re.compile(
    r"калалык|городск|аудан|раион|облыс|област|республик|босат|освобо|сня|орынбасар|заместит|орнына|вместо|бурынг|бывш"
    r"|прежн|сынып|классн|уирме|круж|топ|талимгер|наставн|маман|молод"
)
_LEADS_TO = re.compile(r"[\s(]*(?:[:–—_-][\s:–—_/().-]*|\s)$")
_SEPARATED = re.compile(r"[:–—_]")
_ENDS = re.compile(r"[\s)]*(?:$|[.,;:)(/|–—\t_-])")
_LONGEST = 400
_LEADING_CELLS = 2


def names_in(text: str) -> list[str]:
    """Names of people in a text, as written: a surname with initials, or a name in full that looks like one."""
    return [text[start:end] for start, end in _spans(text)]


def _spans(text: str) -> list[tuple[int, int]]:
    found = []
    at = 0
    while match := _NAME.search(text, at):
        words = list(_LONG_WORD.finditer(text, *match.span()))
        at = match.end()
        other = next((word for word in words if _NO_NAME.match(fold(word[0]))), None)
        if other is not None:
            at = other.end()  # «Назначить Ахметову А.Б.»: the name begins after the word that is none
        elif _NAMESAKE.match(fold(text[at : at + 12])) or _NAMED_AFTER.search(fold(text[: match.start()])):
            continue
        elif _INITIAL.search(match[0]) or _is_full_name([fold(word[0]) for word in words]):
            found.append(match.span())
    return found


def _is_full_name(words: list[str]) -> bool:
    return len(words) > 1 and any(_LIKE_A_NAME.search(word) for word in words)


def leaders_in(block: Block) -> Iterator[tuple[str, str]]:
    """Whom a block names as the head of the association, with the line: name and words as written."""
    if not _HEAD.search(block.text):
        return
    for line in _lines(block):
        if len(line) <= _LONGEST and _HEAD.search(line) and (name := _leader(line)):
            yield name, line


def _lines(block: Block) -> Iterator[str]:
    for row in block.rows:
        cells = [
            " ".join(cell.split()) for cell in row if cell.strip() and not re.fullmatch(r"\W*\d+\W*", cell.strip())
        ]
        if len(cells) == _LEADING_CELLS:
            yield f"{cells[0].rstrip(' :')}: {cells[1]}"
        else:
            yield from cells
    if not block.rows:
        yield from (" ".join(line.split()) for line in re.split(r"[\n\t]", block.text))


def _leader(line: str) -> str:
    """The one that a line names as the head; "" when it names nobody, several, or cannot be read with certainty."""
    spans = _spans(line)  # first: in a plan's table most lines have the post alone, and folding costs more
    if len(spans) != 1:
        return ""
    start, end = spans[0]
    folded = fold(line)
    if _NOT_OF_THIS.search(folded) or len(folded) != len(line):
        # A folding that moves letters is rare (a mark that combines); where words stand could not be told.
        return ""
    head = next((found for wanted in _IS_HEAD if (found := wanted.search(folded))), None)
    if head is not None and _stands_by(line, head.span(), (start, end)):
        return line[start:end]
    office = head or next((found for wanted in _HAS_ITS_DUTIES if (found := wanted.search(folded))), None)
    if office is None or not _APPOINTS.search(folded):
        return ""
    between = line[office.end() : start] if start >= office.end() else line[end : office.start()]
    return "" if re.search(r"[,;.]", between) else line[start:end]


def _stands_by(line: str, head: tuple[int, int], name: tuple[int, int]) -> bool:
    """Whether a name stands by the word for the head so that it can only be the head's."""
    before, after = line[head[1] : name[0]], line[name[1] :]
    if name[0] >= head[1]:
        direct = _LEADS_TO.fullmatch(before) and (_SEPARATED.search(before) or _ENDS.match(after))
        # «Руководитель МО учителей математики: …» — its subject stands between, and what follows is set apart.
        titled = re.fullmatch(r"[^,;.:]{1,60}\s?(?::|_{2,}|\s[–—])[\s_]*", before)
        return bool(direct or titled)
    told = re.fullmatch(r"\s*[–—-]\s*(?:\w+\s+){0,2}", line[name[1] : head[0]])
    return bool(told and _ENDS.match(line[head[1] :]))
