"""What the sender of a letter says now, what they pass on, and what is only an earlier letter repeated below.

A forwarded application is sent to us as much as a written one; an answer repeats what was sent before, and proves
nothing. Mail programs mark both in a dozen ways and languages; the subject settles what the marks leave open.
"""

import re
from collections.abc import Sequence

from parsers.facts import Block

_ANSWER = re.compile(r"\s*(?:re|ha|на|aw|sv|ответ|отв|жауап)(?:\[\d+\])?\s*:", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(?:fwd?|wg|i|пересл|пер|қайта|жіб)(?:\[\d+\])?\s*:", re.IGNORECASE)
_PASSED_ON = re.compile(
    r"forwarded (?:message|by)|(?:пересыла|пересланн|переадресованн|перенаправленн)\w*\s+(?:сообщени|письм)"
    r"|(?:қайта жіберілген|бағытталған|жолданған|қайта бағытталған)\s+(?:хат|хабар)",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"^\W*(?:original (?:message|appointment)|исходное (?:сообщение|письмо)|бастапқы (?:хат|хабар)\w*)\W*$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:wrote|writes|пишет|писал|писала|написал|написала|писал\(а\)|написал\(а\)|жазды|деп жазды)\s*:\s*$"
    r"|<[^<>\s]+@[^<>\s]+>\s*:?\s*:\s*$|(?:от|кімнен)\s+\S.*@\S+\s*:\s*$",
    re.IGNORECASE,
)
_FROM_LINE = re.compile(r"^\W{0,3}(?:from|от|от кого|кімнен|жіберуші)\s*:\W*\S", re.IGNORECASE)
_HEADER_LINE = re.compile(
    r"^\W{0,3}(sent|date|отправлено|дата|жіберілді|жіберілген|күні|to|cc|кому|копия|кімге|subject|тема|тақырып)\s*:",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(r"^\W{0,3}(?:to|cc|кому|копия|кімге|subject|тема|тақырып)\s*:", re.IGNORECASE)
_LEAST_OF_A_HEAD = 2
_QUOTED_LINE = re.compile(r"^\s*(?:>\s?)+")
_LONGEST_MARK = 200


def lines(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of one line each, tables left whole: marks stand on lines."""
    single: list[Block] = []
    for block in blocks:
        if block.rows:
            single.append(block)
        else:
            single.extend(Block(line, block.prominence) for line in block.text.split("\n"))
    return single


def split(blocks: Sequence[Block], subject: str) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The lines of a letter's body parted into the sender's own and those passed on; repeated ones are left out."""
    forwarding = bool(_FORWARD.match(subject))
    answering = bool(_ANSWER.match(subject))
    parts: dict[str, list[Block]] = {"own": [], "passed": [], "repeated": []}
    now = "own"
    single = lines(blocks)
    for at, block in enumerate(single):
        text = block.text.strip()
        if not block.rows and len(text) <= _LONGEST_MARK:
            after = [following.text.strip() for following in single[at + 1 : at + 5]]
            mark = _mark(text, after)
            if mark == "passed" or (mark == "earlier" and not answering):
                now = "passed"
                continue
            if (mark == "earlier" and now == "own") or (mark == "said" and now == "own" and not forwarding):
                now = "repeated"
                continue
        if now != "passed" and not block.rows and _QUOTED_LINE.match(block.text):
            bare = Block(_QUOTED_LINE.sub("", block.text), block.prominence)
            parts["passed" if forwarding else "repeated"].append(bare)
        else:
            parts[now].append(block)
    return tuple(parts["own"]), tuple(parts["passed"])


def without_heads(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Lines of a letter without the heads of letters passed on (from, to, subject): those say nothing of a form.

    They are emptied, so that every other line keeps its number.
    """
    kept = list(blocks)
    begin = 0
    while begin < len(kept):
        end, found = begin, 0
        while end < len(kept) and not kept[end].rows and (not (text := kept[end].text.strip()) or _is_of_a_head(text)):
            found += bool(text)
            end += 1
        if found >= _LEAST_OF_A_HEAD and any(_TO_WHOM.match(block.text) for block in kept[begin:end]):
            kept[begin:end] = [Block("", 0) for _ in range(begin, end)]
        begin = max(end, begin + 1)
    return tuple(kept)


def _is_of_a_head(text: str) -> bool:
    return bool(_FROM_LINE.match(text) or _HEADER_LINE.match(text))


def _mark(text: str, after: Sequence[str]) -> str:
    """What a line marks the beginning of: "passed" on, an "earlier" letter either way, what somebody "said", or ""."""
    if _PASSED_ON.search(text) and (re.match(r"\W{2,}\w", text) or text.endswith(":")):
        return "passed"
    if _EARLIER.match(text):
        return "earlier"
    # A formal paper may begin with from and date; a letter's head has more.
    if _FROM_LINE.match(text) and sum(bool(_HEADER_LINE.match(line)) for line in after) >= 2:
        return "earlier"
    if _SAID.search(text):
        # Where each repeated line is marked too, the sender may write on below and between them.
        marked = next((line for line in after if line), "").startswith(">")
        return "" if marked else "said"
    return ""
