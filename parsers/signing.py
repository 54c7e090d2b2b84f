"""Whether a paper is signed, told by marks that are found and never by guess: what stands on its lines to sign on.

Marks that speak for it outweigh those against: a stamp on a paper whose second line is empty is a signed paper. What is
too pale or too little to tell leaves the question open, with the reason.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from parsers.facts import ApplicationFacts, Box, Mark, Page, Pasted, ScanPage, Text

_FOR = frozenset(("ink", "stamp", "picture", "egov", "words", "inside", "beside", "field"))
# A line that asks for a signature, and a post whose holder signs: «Мектеп директоры ________ А. Омаров».
_ASKS = r"қолы|колы|қол\s*таңба\w*|подпис[ьи]"
_SEAL = r"м\.\s?[оп]\.|мөр\w*\s+орны|место\s+печати"
_POST = r"директ\w*|басшы\w*|руководител\w*|жетекші\w*|меңгеруші\w*|заведующ\w*|төраға\w*|председател\w*"
ASKS = re.compile(rf"(?i)(?<!\w)(?:{_ASKS})(?!\w)")
SIGNS = re.compile(rf"(?i)(?<!\w)(?:{_ASKS}|{_POST})(?!\w)")
_BESIDE = re.compile(rf"(?i)(?<!\w)(?:{_ASKS}|{_POST}|{_SEAL})(?!\w)|[_‗]{{4,}}|\.{{8,}}")
_TITLE = re.compile(r"(?i)(?<!\w)(?:байқау|конкурс)\w*")  # a letterhead's emblem stands above the form's title
_RULED = re.compile(r"[_‗]{4,}|\.{8,}|…{3,}")
_IN_SIGNATURE = re.compile(r"(?i)\.(?:p7m|p7s|cms|sig)/")
_ELECTRONIC = r"(?:эцқ|эцп|электрон\w* (?:цифр\w* )?(?:қолтаңба|подпис)\w*)"
# The page that eGov adds names the law under which an electronic document that is signed is equal to paper; the other
# sites where people sign have lines of their own.
_EGOV = re.compile(
    r"(?i)7[ -]бабы?ның 1[ -]тармағына сәйкес қағаз|пункту? 1 статьи 7 .{0,160}равнозначен документу на бумажном"
    rf"|(?<!\w)(?:ҰКО|НУЦ)(?!\w).{{0,60}}{_ELECTRONIC}|{_ELECTRONIC}.{{0,20}}(?<!\w)(?:ҰКО|НУЦ)(?!\w)"
    r"|nca\s?layer|ezsigner|sigex\.kz"
)
_SAID = re.compile(
    rf"(?i)(?:құжат|документ)\w*.{{0,60}}{_ELECTRONIC}.{{0,40}}"
    r"(?:қойыл|бекітіл|расталған|подписан|удостоверен|заверен)\w*"
    rf"|(?:құжат|документ)\w* (?:подписан|удостоверен|заверен)\w* .{{0,30}}{_ELECTRONIC}"
    rf"|{_ELECTRONIC} (?:арқылы )?қо(?:л қойыл|йыл)\w*|digitally signed"
)
_BELOW, _SLACK = (
    151,
    40,
)  # in 1/10,000 of a page: how far a mark reaches below its row, and two rows on one height differ
_LARGEST_PASTED, _LEAST_PASTED = 0.3, 0.0004


def with_signature(application: ApplicationFacts, text: Text, name: str) -> ApplicationFacts:
    """The application with what its text, its pictures and its file tell of a signature; scans come later."""
    wanted = application.pages or tuple(range(1, len(text.pages) + 1))
    pages = [(number, text.pages[number - 1]) for number in wanted if number <= len(text.pages)]
    marks = [*application.marks, *_of_file(text, name, wanted), *_of_pages(pages, application)]
    paged = text.paged
    kept = tuple(mark if paged else replace(mark, page=None, box=None) for mark in dict.fromkeys(marks))
    unread = any(page.read_by == "none" for _, page in pages)
    return told(application, kept, unread=unread)


def told(application: ApplicationFacts, marks: Iterable[Mark], *, unread: bool = False) -> ApplicationFacts:
    """The application with its marks and what they come to; ``unread``: not all of it was looked at."""
    found = tuple(dict.fromkeys(marks))
    codes = {mark.code for mark in found}
    if codes & _FOR:
        return replace(application, marks=found, signed=True, signed_why="")
    why = "unclear" if "unclear" in codes else "unread" if unread else "" if "empty" in codes else "no_line"
    return replace(application, marks=found, signed=False if not why else None, signed_why=why)


def _of_file(text: Text, name: str, wanted: Sequence[int]) -> Iterator[Mark]:
    """What the file itself tells: it came in a signature, its fields are signed, it has the page of a signing site.

    That page follows the form or ends the file; other papers may speak of electronic signatures.
    """
    if _IN_SIGNATURE.search(name):
        yield Mark("inside", name.rpartition("/")[0].rpartition("/")[2][:200])
    if text.signatures:
        yield Mark("field")
    last = len(text.pages)
    for number in sorted({*wanted, *(at + 1 for at in wanted), last} & set(range(1, last + 1))):
        page = text.pages[number - 1]
        whole = " ".join(page.text.split())
        if found := _EGOV.search(whole):
            yield Mark("egov", found[0][:200], number)
        elif found := _SAID.search(whole):
            yield Mark("words", found[0][:200], number)


def _of_pages(pages: Sequence[tuple[int, Page]], application: ApplicationFacts) -> Iterator[Mark]:
    """Pictures beside the lines to sign on, and such lines that are empty; of typed pages."""
    last = max((field.line or 0 for field in application.fields if field.page in (None, *_last(pages))), default=0)
    for number, page in pages:
        if page.read_by != "text":
            continue
        beside = [one for one in page.pasted if _is_beside(one)]
        yield from (Mark("picture", _ends(one.near), number, one.box) for one in beside)
        empty = list(_empty_lines(page, last if number in _last(pages) else 0))
        others = [one for one in page.pasted if one not in beside and _may_be(one)]
        for line in empty:
            # A picture somewhere on the page may have been drawn over the line.
            yield Mark("unclear" if others and not beside else "empty", line[:200], number)


def _last(pages: Sequence[tuple[int, Page]]) -> tuple[int, ...]:
    return (pages[-1][0],) if pages else ()


def _empty_lines(page: Page, after: int) -> Iterator[str]:
    """Lines to sign on with nothing on them; ``after`` so many lines of the page, which are the form's own fields."""
    lines = [line for block in page.blocks for line in _lines_of(block.rows, block.text)]
    for line in lines[max(0, after - 1) :] if after < len(lines) else lines[-3:]:
        if (ASKS.search(line) and (_RULED.search(line) or not re.search(r"\w", ASKS.sub("", line)))) or (
            SIGNS.search(line) and _RULED.search(line)
        ):
            yield line.strip()


def _lines_of(rows: Sequence[Sequence[str]], text: str) -> list[str]:
    return ["\t".join(row) for row in rows] if rows else text.split("\n")


def _is_beside(one: Pasted) -> bool:
    """Whether a picture is small and stands by the words of a line to sign on."""
    return _may_be(one) and _BESIDE.search(one.near) is not None and _TITLE.search(one.near) is None


def _may_be(one: Pasted) -> bool:
    return one.share < _LARGEST_PASTED and (one.share == 0 or one.share >= _LEAST_PASTED)


def _ends(near: str) -> str:
    return " ".join(near.split())[:200]


# ---------------------------------------------------------------- scanned pages


def with_scans(
    application: ApplicationFacts, pages: Collection[ScanPage], beside: Collection[str] = ()
) -> ApplicationFacts:
    """The application with what its scanned pages show; ``beside``: fields that may stand below the signature (dates).

    Lines above the last other field are fields and no places to sign.
    """
    wanted = application.pages or tuple(page.number for page in pages)
    scanned = [page for page in pages if page.number in wanted]
    if not scanned:
        return application
    marks = [mark for mark in application.marks if mark.code != "empty" or mark.page not in wanted]
    boxes = [field.box for field in application.fields if field.box is not None and field.key not in beside]
    for page in scanned:
        marks += [mark for mark in page.marks if _counts(mark, boxes)]
    unread = any(page.finding or not page.whole for page in scanned)
    return told(application, marks, unread=unread)


def _counts(mark: Mark, fields: Sequence[Box]) -> bool:
    """Whether a mark of a scanned page is about the form's signature: what asks for one is, and stamps are.

    A post with a line behind it is a place to sign below the fields and a field among them; the name on the very row
    may have been read as a field.
    """
    if mark.code == "stamp" or ASKS.search(mark.words) or mark.box is None:
        return True
    row = mark.box[3] - _BELOW
    return all(box[3] <= row + _SLACK for box in fields)


def is_unsigned(marks: Collection[Mark]) -> bool:
    """Whether marks say that a paper is not signed, and none that it is or may be."""
    codes = {mark.code for mark in marks}
    return "empty" in codes and not codes & (_FOR | {"unclear"})
