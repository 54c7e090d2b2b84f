"""A file's name and text in, runs of pages with what each of them is out.

``recognise`` has a file cut into documents where new titles show (``documents_pages``), lets the sources of each speak
(``documents_decide``), and puts the pages together again as segments that cover the file and never overlap.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers import kazakh
from parsers.documents.decide import Decider, Sources
from parsers.documents.lexicon import Lexicon, Reading, lexicon
from parsers.documents.pages import Cutter, Document, is_short_line, number_of
from parsers.documents.titles import Line, TitleFinder, is_signature
from parsers.documents.weigh import DOUBTFUL, SURE, Choice, Source, Weighed, Weigher
from parsers.facts import Claim, Evidence, Page, Role, Segment, Text
from parsers.knowledge import Knowledge

_COVER = 200  # characters of a first page that may be the cover of what follows
_WITH_ITS_PAPER = 0.9  # how much a line that names a kind and its sort of paper says
_UNBROKEN = 4  # kinds named by lines that nothing sets off: a portfolio typed as one page
_PORTFOLIO = 3  # kinds in a file from which on it is a portfolio
_LABELS = 2  # parts of a joint title that must stand as labels
_CHECKED = 1_600  # and of one whose heading decides: they need only agree


def recognise(
    name: str, text: Text, knowledge: Knowledge, application_pages: tuple[int, ...] = ()
) -> tuple[Segment, ...]:
    """What each run of pages of a file is.

    ``name`` is the file's path with the folders and archives that it lay in ("a.zip/7 Жоспар/план.docx"). Segments
    are in page order, cover all pages and never overlap; pages are 1-based (runs between page breaks where a format
    has no pages; ``None`` where such a file is one segment). ``application_pages`` become segments of role
    "application". Never raises.
    """
    machine = _machine(lexicon(knowledge))
    return machine.recognise(name, text, frozenset(application_pages))


_machines: dict[int, tuple[Lexicon, "_Machine"]] = {}


def _machine(words: Lexicon) -> "_Machine":
    kept = _machines.get(id(words))
    if kept is None or kept[0] is not words:
        if len(_machines) >= 8:
            _machines.clear()
        kept = _machines[id(words)] = (words, _Machine(words))
    return kept[1]


@dataclass(frozen=True, slots=True)
class _Found:
    """What one page holds for itself, before documents are put together."""

    role: Role
    pages: tuple[int, ...]
    claims: tuple[Claim, ...] = ()
    other: str = ""
    evidence: tuple[Evidence, ...] = ()


class _Machine:
    def __init__(self, words: Lexicon) -> None:
        self._lexicon = words
        self._weigher = Weigher(words)
        self._decider = Decider(self._weigher)
        self._titles = TitleFinder(words)
        self._cutter = Cutter(words, self._weigher, self._titles)

    # -- the whole file ------------------------------------------------------------------------------------------

    def recognise(self, name: str, text: Text, application: frozenset[int]) -> tuple[Segment, ...]:
        name_source, folders = self._name_sources(name)
        numbers = list(range(1, len(text.pages) + 1))
        if text.problem is not None or not numbers:
            return (self._unread(None if not numbers else tuple(numbers), name_source, folders, paged=text.paged),)
        found: list[_Found] = [_Found("application", (n,)) for n in numbers if n in application]
        rest = [n for n in numbers if n not in application]
        found.extend(self._pages_without_text(text, rest, name_source, folders))
        seen = {n for f in found for n in f.pages}
        documents = self._cutter.documents(text, [n for n in rest if n not in seen])
        if documents and documents[0].title is not None and name_source is not None:
            # «жоспар 2-бет.docx»: its first line may be text of the plan that runs on.
            told = bool(name_source.papers or name_source.by_target) and _is_later_page(name)
            documents[0].maybe = documents[0].maybe or (told and not documents[0].title.prominent)
        alone = sum(d.role is None for d in documents) == 1
        for document in documents:
            if document.role is None:
                self._weigh(document, name_source, folders, alone=alone)
        documents = _rejoined(documents)
        self._ask_about_overlooked(documents)
        found.extend(self._found(document, text, alone=alone) for document in documents)
        return self._segments(found, text)

    def _name_sources(self, name: str) -> tuple[Source | None, tuple[Source, ...]]:
        parts = [part for part in name.replace("\\", "/").split("/") if part.strip()]
        texts = [kazakh.name_text(part) for part in parts]
        if not texts:
            return None, ()
        sources = [
            self._weigher.source("name" if i == len(texts) - 1 else "path", self._read_name(t))
            for i, t in enumerate(texts)
        ]
        own = sources.pop()
        return own, tuple(reversed(sources[-4:]))

    def _read_name(self, text: str) -> Reading:
        reading = self._titles.read(text)
        glued = [word for word in reading.words if len(word) >= 7]
        for word in glued:
            parts = self._lexicon.unglued(word)
            if len(parts) > 1:
                text = text.replace(word, " ".join(parts))
        return self._titles.read(text) if glued else reading

    def _unread(
        self, pages: tuple[int, ...] | None, name: Source | None, folders: tuple[Source, ...], *, paged: bool
    ) -> Segment:
        weighed = self._decider.unread(name, folders)
        claims = tuple(self._claim(choice, pages if paged else None, paged=False) for choice in weighed.kinds)
        return Segment(
            pages if paged else None, "unread", claims, evidence=tuple(e for c in claims for e in c.evidence)
        )

    def _pages_without_text(
        self, text: Text, numbers: Sequence[int], name: Source | None, folders: tuple[Source, ...]
    ) -> list[_Found]:
        """Blank pages, pictures that nobody read, photographs; the whole file unread where nothing else is in it."""
        empty = {n: self._empty_role(text.pages[n - 1]) for n in numbers}
        bare = [n for n, role in empty.items() if role is not None]
        if bare and len(bare) == len(numbers) == len(text.pages):
            roles = {empty[n] for n in bare}
            if roles != {"annex"}:
                segment = self._unread(tuple(bare), name, folders, paged=text.paged)
                role: Role = "unread" if segment.claims or "unread" in roles else "blank"
                return [_Found(role, tuple(bare), segment.claims, "", segment.evidence)]
        return [
            _Found(role, (n,), (), self._photo_key() if role == "annex" else "")
            for n, role in empty.items()
            if role is not None
        ]

    @staticmethod
    def _empty_role(page: Page) -> Role | None:
        if any(c.isalpha() for block in page.blocks for c in block.text):
            return None
        if page.picture:
            return "annex" if page.read_by == "ocr" else "unread"
        return "blank" if page.read_by != "none" else "unread"

    def _photo_key(self) -> str:
        return next((t.key for t in self._lexicon.targets if "photo" in t.types), "")

    # -- weighing ------------------------------------------------------------------------------------------------

    def _weigh(self, document: Document, name: Source | None, folders: tuple[Source, ...], *, alone: bool) -> None:
        heading = None
        if document.title is not None:
            heading = self._weigher.source("heading", self._titles.read(document.title.text), document.title.page)
            if self._weigher.resolve(self._weigher.values(heading, heading.papers), heading):
                document.weighed_size = _CHECKED
        content = self._content(document)
        letters = sum(len(line.text) for line in document.lines[:40])
        letters += document.title.below if document.title is not None else 0
        head = next((line.text for line in document.lines if line.first_row), "")
        table_papers = frozenset(self._weigher.papers_of_table(head)) if head else frozenset()
        sources = Sources(content, heading, name, folders, letters, table_papers)
        weighed = self._decider.decide(sources)
        if not alone and name is not None:
            by_itself = self._decider.decide(replace(sources, name=None, folders=()))
            weighed = by_itself if by_itself.kinds or by_itself.other else weighed
        if document.maybe:
            weighed = replace(weighed, kinds=tuple(replace(choice, sure=False) for choice in weighed.kinds))
        weighed = self._with_first_pages(weighed, document, content)
        document.weighed = weighed

    def _ask_about_overlooked(self, documents: Sequence[Document]) -> None:
        """In a file of several kinds, a short line that names one that was found nowhere makes it doubtful.

        A heading that was not seen to begin a document must not make its kind missing. What stands in minutes counts
        only below a signature: they name other papers.
        """
        claimed = {choice.target for document in documents for choice in document.weighed.kinds}
        lines = [(document, line) for document in documents if document.role is None for line in _may_name(document)]
        numbered = {line for _, line in lines if number_of(line.text) is not None}
        named = [(document, self._named(line)) for document, line in lines if line in numbered]
        told = {target for _, choices in named for target in choices}
        telling = [(d, line) for d, line in lines if line not in numbered and "title" in self._titles.marks(line.text)]
        if len(claimed | told) < _PORTFOLIO and len(claimed | told) + len(telling) < _UNBROKEN:
            return
        plain = [(document, self._named(line)) for document, line in telling]
        surely = {target for _, choices in plain for target, choice in choices.items() if choice.value >= SURE}
        if len(claimed | told) < _PORTFOLIO and len(claimed | told | surely) < _UNBROKEN:
            return
        named += plain
        for document, choices in named:
            asked = tuple(choice for target, choice in choices.items() if target not in claimed)
            claimed.update(choices)
            if asked:
                document.weighed = replace(document.weighed, kinds=(*document.weighed.kinds, *asked))

    def _named(self, line: Line) -> dict[int, Choice]:
        """The kinds that a short line names, in doubt; of a numbered one, what has its number or names a paper."""
        if "title" not in self._titles.marks(line.text):
            return {}
        number = number_of(line.text)
        source = self._weigher.source("heading", self._titles.read(line.text), line.page)
        named: dict[int, Choice] = {}
        for target, value in self._weigher.values(source, source.papers).items():
            signs = self._weigher.target(target).signs
            enough = value.value >= (SURE if signs.general else DOUBTFUL) and not value.hinted
            numbered_so = number in (None, target + 1) or value.value >= _WITH_ITS_PAPER
            if self._weigher.target(target).sort == "kind" and enough and numbered_so:
                named[target] = Choice(target, False, (self._weigher.evidence(source, value.phrases),), value.value)
        return named

    def _content(self, document: Document) -> Source:
        if document.content is None:
            document.content = self._read_content(document)
        return document.content

    def _read_content(self, document: Document) -> Source:
        parts: list[str] = []
        size = 0
        for line in document.lines:
            parts.append(line.text)
            size += len(line.text) + 1
            if size > document.weighed_size:
                break
        reading = self._lexicon.read("\n".join(parts)[: document.weighed_size], guess=document.ocr)
        page = document.lines[0].page if document.lines else (document.pages[0] if document.pages else None)
        return self._weigher.source("content", reading, page)

    def _with_first_pages(self, weighed: Weighed, document: Document, content: Source) -> Weighed:
        """What often stands on the first pages of another, by the labels of its parts: topic and goal before the plan.

        Where nothing else speaks and no sort of paper shows, all its labels together are it, some of them may be.
        """
        if weighed.other is not None:
            return weighed
        keys = {self._weigher.target(c.target).key for c in weighed.kinds}
        extra: list[Choice] = []
        for number, target in enumerate(self._lexicon.targets):
            alone = not weighed.kinds and bool(target.signs.within)
            if target.key in keys or not (alone or keys & set(target.signs.within)):
                continue
            halves = self._labels_of(number, document)
            if len(halves) < _LABELS:
                continue
            every = len(halves) == len(target.signs.halves)
            sure = every and not content.papers and not content.body_papers and not document.maybe
            if not alone:
                sure = next(c for c in weighed.kinds if self._weigher.target(c.target).key in target.signs.within).sure
            words = " … ".join(dict.fromkeys(halves.values()))[:200]
            extra.append(Choice(number, sure, (Evidence("content", words, content.page),)))
        return replace(weighed, kinds=(*weighed.kinds, *extra)) if extra else weighed

    def _labels_of(self, number: int, document: Document) -> dict[int, str]:
        """The parts of a joint title that begin lines of a document, with the first line of each."""
        halves: dict[int, str] = {}
        for line in document.lines[:40]:
            if line.sort != "text" or len(line.text) >= 400:
                continue
            reading = self._lexicon.read(line.text[:60])
            for phrase_number, hit in self._lexicon.find(reading.roots).items():
                phrase = self._lexicon.phrases[phrase_number]
                if phrase.channel == "half" and phrase.owner == number and hit.last <= 4:
                    halves.setdefault(phrase.part, line.text[:120])
        return halves

    # -- putting together ----------------------------------------------------------------------------------------

    def _found(self, document: Document, text: Text, *, alone: bool) -> _Found:
        pages = tuple(document.pages)
        if document.role is not None:
            other = "contents_page" if document.role == "none" else ""
            return _Found(document.role, pages, (), other, document.evidence)
        weighed = document.weighed
        if weighed.kinds:
            claims = tuple(self._claim(choice, pages, paged=text.paged, document=document) for choice in weighed.kinds)
            return _Found("document", pages, claims, "", tuple(e for c in claims for e in c.evidence))
        if weighed.other is not None:
            target = self._weigher.target(weighed.other.target)
            role: Role = "annex" if target.sort == "annex" else "none"
            return _Found(role, pages, (), target.key, weighed.other.evidence)
        by_type = next((t.key for t in self._lexicon.targets if text.type in t.types), "")
        if by_type and alone and not self._speaks_of_kinds(document):
            return _Found("annex", pages, (), by_type)
        return _Found("unrecognised", pages)

    def _speaks_of_kinds(self, document: Document) -> bool:
        content = self._content(document)
        return any(
            {"title", "tells"} & set(ch)
            for t, ch in content.by_target.items()
            if self._weigher.target(t).sort == "kind"
        )

    def _claim(
        self, choice: Choice, pages: tuple[int, ...] | None, *, paged: bool, document: Document | None = None
    ) -> Claim:
        target = self._weigher.target(choice.target)
        evidence = choice.evidence if paged else tuple(replace(e, page=None) for e in choice.evidence)
        partly = document is not None and self._partly(choice.target, document)
        return Claim(target.key, pages if paged else None, "sure" if choice.sure else "doubtful", evidence, partly)

    def _partly(self, number: int, document: Document) -> bool:
        halves = self._weigher.target(number).signs.halves
        if not halves:
            return False
        content = self._content(document)
        parts = {self._lexicon.phrases[n].part for n in content.by_target.get(number, {}).get("half", ())}
        if document.title is not None:
            heading = self._weigher.source("heading", self._titles.read(document.title.text))
            parts |= {self._lexicon.phrases[n].part for n in heading.by_target.get(number, {}).get("half", ())}
        return 0 < len(parts) < len(halves)

    def _segments(self, found: list[_Found], text: Text) -> tuple[Segment, ...]:
        """Documents that share a page, and neighbours that are one thing, become one segment."""
        owners: dict[int, list[_Found]] = {}
        for item in found:
            for page in item.pages:
                owners.setdefault(page, []).append(item)
        groups: list[tuple[list[int], list[_Found]]] = []
        for page in sorted(owners):
            items = owners[page]
            if groups and any(item in groups[-1][1] for item in items):
                groups[-1][0].append(page)
                groups[-1][1].extend(item for item in items if item not in groups[-1][1])
            elif groups and len(items) == 1 and len(groups[-1][1]) == 1 and self._one_thing(groups[-1][1][0], items[0]):
                merged = self._merge(groups[-1][1][0], items[0])
                for p in (*merged.pages,):
                    owners[p] = [merged]
                groups[-1] = ([*groups[-1][0], page], [merged])
            else:
                groups.append(([page], list(items)))
        whole = len(groups) == 1 and not text.paged
        return tuple(self._segment(pages, items, whole=whole, paged=text.paged) for pages, items in groups)

    @staticmethod
    def _one_thing(a: _Found, b: _Found) -> bool:
        same = a.role == b.role and a.other == b.other
        return same and {(c.kind, c.status) for c in a.claims} == {(c.kind, c.status) for c in b.claims}

    @staticmethod
    def _merge(a: _Found, b: _Found) -> _Found:
        pages = tuple(dict.fromkeys((*a.pages, *b.pages)))
        twins = {c.kind: c for c in b.claims}
        claims = tuple(
            replace(c, pages=None if c.pages is None else pages, partly=c.partly and twins[c.kind].partly)
            for c in a.claims
        )
        return _Found(a.role, pages, claims, a.other, a.evidence)

    def _segment(self, pages: list[int], items: list[_Found], *, whole: bool, paged: bool) -> Segment:
        order: tuple[Role, ...] = ("application", "document", "unread", "unrecognised", "annex", "none", "blank")
        role = min((item.role for item in items), key=order.index)
        leading = next(item for item in items if item.role == role)
        claims: dict[str, Claim] = {}
        for claim in (c for item in items for c in item.claims):
            old = claims.get(claim.kind)
            claims[claim.kind] = claim if old is None else _stronger(old, claim)
        evidence = leading.evidence if paged else tuple(replace(e, page=None) for e in leading.evidence)
        return Segment(None if whole else tuple(pages), role, tuple(claims.values()), leading.other, evidence)


_PAGE = r"(?:бет|парақ|стр|страниц|лист|page)"
_LATER_PAGE = re.compile(
    rf"(?<!\d)(?:[2-9]|[1-9]\d)\s*[-–.]?\s*(?:ші|шы|нші|ншы|я|й)?\s*{_PAGE}"
    rf"|{_PAGE}[^\W\d_]*\.?\s*[-–№]?\s*(?:[2-9]|[1-9]\d)(?!\d)",
    re.IGNORECASE,
)


def _is_later_page(name: str) -> bool:
    """Whether a file is a later page of a paper by its name: «жоспар 2-бет.docx», «план стр 3.jpg»."""
    return _LATER_PAGE.search(kazakh.name_text(name.replace("\\", "/").rpartition("/")[2])) is not None


def _may_name(document: Document) -> Iterator[Line]:
    """The short lines of a document; of minutes only those below a signature."""
    signed = not document.agenda
    for line in document.lines:
        signed = signed or is_signature(line)
        if signed and is_short_line(line, numbered=True):
            yield line


def _rejoined(documents: Sequence[Document]) -> list[Document]:
    """Pages under a line that only may be a title, and turned out to be nothing, run on with what stands before."""
    kept: list[Document] = []
    for document in documents:
        nothing = document.role is None and not document.weighed.kinds and document.weighed.other is None
        before = kept[-1] if kept else None
        if document.maybe and nothing and before is not None and before.role is None:
            before.pages.extend(page for page in document.pages if page not in before.pages)
        elif document.weighed.other is not None and before is not None and _is_cover_of_it(kept):
            document.pages[:0] = [page for page in before.pages if page not in document.pages]
            kept[-1] = document
        else:
            kept.append(document)
    return kept


def _is_cover_of_it(kept: Sequence[Document]) -> bool:
    """A first page of a few words that say nothing, before an annex or a named other: a name, a motto."""
    (first, *more) = kept
    silent = first.role is None and not first.weighed.kinds and first.weighed.other is None
    return not more and silent and sum(len(line.text) for line in first.lines) < _COVER


def _stronger(a: Claim, b: Claim) -> Claim:
    """Two claims of one kind in one segment: the surer one, with the pages of both."""
    best, rest = (b, a) if b.status == "sure" and a.status != "sure" else (a, b)
    pages = None if best.pages is None or rest.pages is None else tuple(sorted({*best.pages, *rest.pages}))
    return replace(best, pages=pages, partly=best.partly and rest.partly)
