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
# At least one word of a name in full must look like one: capitals alone begin titles and posts too.
_LIKE_A_NAME = re.compile(
    r"(?:ов|ев|ин|ын)(?:а|у|ой|ым|ои|га|ка|ны|ке)?$|ск(?:ая|ии|ую|ои|ого)$|(?:улы|кызы|ович|евич|овна|евна|ична)\w{0,3}$"
)
_NO_NAME = re.compile(
    r"мектеп|школ|гимнази|лице|директор|орынбасар|замест|мугалим|учител|педагог|пан|бирлест|обьедин|руковод|жетекши"
    r"|назнач|утверд|возлож|прика|буиры|казакстан|казахстан|астана|кала|город|математика|информатика|физика|химия"
    r"|биология|кафедра|метод|адистем|протокол|хаттама|жоспар|план"
)

_ASSOCIATION = r"(?:п?абн?|шабн?|ш?мо|адистемелик бирлест\w*|бирлест\w*|пан бирлест\w*|кафедра\w*)"
_KAZAKH = re.compile(rf"(?<!\w){_ASSOCIATION}(?:[-\s]?(?:нин|тин|дин))?[\s-]+жетекшиси?(?!\w)")
_RUSSIAN = re.compile(
    r"(?<!\w)руководител(?:ь|ем)\s+(?:ш?мо|кафедры|(?:школьного\s+)?(?:методического\s+)?обьединения)(?!\w)"
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
    for match in _NAME.finditer(text):
        start, end = match.span()
        words = list(re.finditer(r"[^\W\d_]{3,}", match[0]))
        while words and _NO_NAME.match(fold(words[0][0])):
            words.pop(0)
            start = match.start() + (words[0].start() if words else 0)
        if not words or any(_NO_NAME.match(fold(word[0])) for word in words):
            continue
        written = text[start:end]
        initials = re.search(rf"(?<!\w)[{_UP}]\.", written)
        if initials or (len(words) > 1 and any(_LIKE_A_NAME.search(fold(word[0])) for word in words)):
            found.append((start, end))
    return found


def leaders_in(block: Block) -> Iterator[tuple[str, str]]:
    """Whom a block names as the head of the association, with the line: name and words as written."""
    if not _HEAD.search(block.text):
        return
    for line in _lines(block):
        if len(line) <= _LONGEST and _HEAD.search(line) and (name := _leader(line)):
            yield name, line


def _lines(block: Block) -> Iterator[str]:
    for row in block.rows:
        cells = [" ".join(cell.split()) for cell in row if cell.strip() and not re.fullmatch(r"\W*\d+\W*", cell.strip())]
        if len(cells) == _LEADING_CELLS:
            yield f"{cells[0].rstrip(' :')}: {cells[1]}"
        else:
            yield from cells
    if not block.rows:
        yield from (" ".join(line.split()) for line in re.split(r"[\n\t]", block.text))


def _leader(line: str) -> str:
    """The one that a line names as the head; "" when it names nobody, several, or cannot be read with certainty."""
    folded = fold(line)
    if _NOT_OF_THIS.search(folded) or len(folded) != len(line):
        # A folding that moves letters is rare (a mark that combines); where words stand could not be told.
        return ""
    head = _KAZAKH.search(folded) or _RUSSIAN.search(folded)
    spans = _spans(line)
    if head is None or len(spans) != 1:
        return ""
    start, end = spans[0]
    before, after = line[head.end() : start], line[end:]
    if start >= head.end():
        direct = _LEADS_TO.fullmatch(before) and (_SEPARATED.search(before) or _ENDS.match(after))
        # «Руководитель МО учителей математики: …» — its subject stands between, and what follows is set apart.
        titled = re.fullmatch(r"[^,;.:]{1,60}\s?(?::|_{2,}|\s[–—])[\s_]*", before)
        if direct or titled:
            return line[start:end]
    elif re.fullmatch(r"\s*[–—-]\s*(?:\w+\s+){0,2}", line[end : head.start()]) and _ENDS.fullmatch(
        line[head.end() :].strip()[:1]
    ):
        return line[start:end]
    return line[start:end] if _APPOINTS.search(folded) else ""
