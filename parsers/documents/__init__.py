"""A file's name and text in, runs of pages with what each of them is out.

``recognise`` has a file cut into documents where new titles show (``pages``), lets the sources of each speak
(``decide``), and puts the pages together again as segments that cover the file and never overlap (``segments``).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers import kazakh
from parsers.documents.decide import Decider
from parsers.documents.doubts import Doubts
from parsers.documents.joint import JointTitles
from parsers.documents.lexicon import Lexicon, lexicon
from parsers.documents.overlooked import Overlooked
from parsers.documents.pages import Cutter, Document
from parsers.documents.phrases import Reading
from parsers.documents.questions import Sources
from parsers.documents.segments import Found, segments
from parsers.documents.shape import Columns, Shape
from parsers.documents.titles import TitleFinder
from parsers.documents.weigh import Choice, Source, Weigher
from parsers.facts import Claim, Doubt, Page, Role, Segment, Strength, Text
from parsers.knowledge import Knowledge

_COVER = 200  # characters of a first page that may be the cover of what follows
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


class _Machine:
    def __init__(self, words: Lexicon) -> None:
        self._lexicon = words
        self._weigher = Weigher(words)
        self._decider = Decider(self._weigher)
        self._doubts = Doubts(self._weigher)
        self._titles = TitleFinder(words)
        self._cutter = Cutter(words, self._weigher, self._titles)
        self._columns = Columns(words)
        self._joint = JointTitles(self._weigher, self._titles)
        self._overlooked = Overlooked(self._weigher, self._titles)

    # -- the whole file ------------------------------------------------------------------------------------------

    def recognise(self, name: str, text: Text, application: frozenset[int]) -> tuple[Segment, ...]:
        name_source, folders = self._name_sources(name)
        numbers = list(range(1, len(text.pages) + 1))
        if text.problem is not None or not numbers:
            return (self._unread(None if not numbers else tuple(numbers), name_source, folders, paged=text.paged),)
        found: list[Found] = [Found("application", (n,)) for n in numbers if n in application]
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
        self._overlooked.ask(documents)
        found.extend(self._found(document, text, alone=alone) for document in documents)
        return segments(found, text)

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
    ) -> list[Found]:
        """Blank pages, pictures that nobody read, photographs; the whole file unread where nothing else is in it."""
        empty = {n: self._empty_role(text.pages[n - 1]) for n in numbers}
        bare = [n for n, role in empty.items() if role is not None]
        if bare and len(bare) == len(numbers) == len(text.pages):
            roles = {empty[n] for n in bare}
            if roles != {"annex"}:
                segment = self._unread(tuple(bare), name, folders, paged=text.paged)
                role: Role = "unread" if segment.claims or "unread" in roles else "blank"
                return [Found(role, tuple(bare), segment.claims, "", segment.evidence)]
        return [
            Found(role, (n,), (), self._photo_key() if role == "annex" else "")
            for n, role in empty.items()
            if role is not None
        ]

    @staticmethod
    def _empty_role(page: Page) -> Role | None:
        if page.needless:
            return None  # it goes on with what stands before it
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
        shape = Shape(self._columns, document.lines)
        sources = Sources(content, shape, heading, name, folders, letters)
        weighed = self._decider.decide(sources)
        if not alone and name is not None:
            by_itself = self._decider.decide(replace(sources, name=None, folders=()))
            weighed = by_itself if by_itself.kinds or by_itself.other else weighed
        if document.maybe:
            weighed = replace(weighed, kinds=tuple(replace(choice, sure=False) for choice in weighed.kinds))
        else:
            own = sources if alone else replace(sources, name=None, folders=())
            weighed = self._doubts.told(weighed, own)
            document.leaning = None if weighed.kinds or weighed.other else self._doubts.leaning(own)
        weighed = self._joint.with_first_pages(weighed, document, content)
        document.weighed = weighed

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

    # -- putting together ----------------------------------------------------------------------------------------

    def _found(self, document: Document, text: Text, *, alone: bool) -> Found:
        pages = tuple(document.pages)
        if document.role is not None:
            other = "contents_page" if document.role == "none" else ""
            return Found(document.role, pages, (), other, document.evidence)
        weighed = document.weighed
        if weighed.kinds:
            claims = tuple(self._claim(choice, pages, paged=text.paged, document=document) for choice in weighed.kinds)
            return Found("document", pages, claims, "", tuple(e for c in claims for e in c.evidence))
        if weighed.other is not None:
            target = self._weigher.target(weighed.other.target)
            role: Role = "annex" if target.sort == "annex" else "none"
            return Found(role, pages, (), target.key, weighed.other.evidence)
        by_type = next((t.key for t in self._lexicon.targets if text.type in t.types), "")
        if by_type and alone and not self._speaks_of_kinds(document):
            return Found("annex", pages, (), by_type)
        leans = () if document.leaning is None else (self._claim(document.leaning, pages, paged=text.paged),)
        return Found("unrecognised", pages, leans=leans)

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
        partly = document is not None and self._joint.partly(choice.target, document, self._content(document))
        status: Strength = "sure" if choice.sure else "doubtful"
        doubt: Doubt = "words" if choice.open and not choice.sure else ""
        return Claim(target.key, pages if paged else None, status, evidence, partly, doubt)


_PAGE = r"(?:бет|парақ|стр|страниц|лист|page)"
_LATER_PAGE = re.compile(
    rf"(?<!\d)(?:[2-9]|[1-9]\d)\s*[-–.]?\s*(?:ші|шы|нші|ншы|я|й)?\s*{_PAGE}"
    rf"|{_PAGE}[^\W\d_]*\.?\s*[-–№]?\s*(?:[2-9]|[1-9]\d)(?!\d)",
    re.IGNORECASE,
)


def _is_later_page(name: str) -> bool:
    """Whether a file is a later page of a paper by its name: «жоспар 2-бет.docx», «план стр 3.jpg»."""
    return _LATER_PAGE.search(kazakh.name_text(name.replace("\\", "/").rpartition("/")[2])) is not None


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
