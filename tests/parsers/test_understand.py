"""A file → facts: what is put together of type, text, application and documents, and what is never claimed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.errors import ParserError
from parsers.facts import ApplicationFacts, Block, Claim, Evidence, FieldValue, FileFacts, Page, Problem, Segment, Text
from parsers.knowledge import Form, Knowledge
from parsers.limits import ReadLimits
from parsers.signing import told
from parsers.understand import understand, understand_body, understand_text

WORDS = ("үздік әдістемелік бірлестік жетекшісі", "конкурсные материалы", "лучший руководитель мо")
KNOWLEDGE = Knowledge(Form((), ()), (), WORDS)
SURE = (Evidence("heading", "ЖЫЛДЫҚ ЖОСПАР", 1),)
PLAN = Claim("annual_work_plan", (1,), "sure", SURE)


def page(text: str, *, picture: bool = False) -> Page:
    """A page with one paragraph, or a picture alone."""
    return Page((Block(text),) if text else (), "text" if text else "none", picture or not text)


def paper(*pages: str, paged: bool = True, problem: Problem | None = None) -> Text:
    """A PDF with these pages; "" is a picture that nobody has read."""
    return Text("pdf", tuple(page(text) for text in pages), paged, problem)


LONG = "Әдістемелік бірлестіктің жылдық жұмыс жоспары қыркүйек айынан бастап"


class Readers:
    """What the fakes answer, and what they were asked."""

    def __init__(self) -> None:
        self.text: Text | ParserError = paper(LONG)
        self.type = "pdf"
        self.segments: Callable[[Text], tuple[Segment, ...]] = lambda text: (
            Segment(tuple(range(1, len(text.pages) + 1)), "document", (PLAN,)),
        )
        self.application: Callable[[Text], ApplicationFacts | None] = lambda text: None
        self.recognised: list[tuple[str, Text, tuple[int, ...]]] = []
        self.opened = 0


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Readers:
    """Fakes in the place of sniffing, reading, the application and the documents."""
    fakes = Readers()

    def read(path: Path, type_: str, limits: ReadLimits) -> Text:
        fakes.opened += 1
        if isinstance(fakes.text, ParserError):
            raise fakes.text
        return fakes.text

    def recognise(name: str, text: Text, knowledge: Knowledge, pages: tuple[int, ...]) -> tuple[Segment, ...]:
        fakes.recognised.append((name, text, pages))
        return fakes.segments(text)

    monkeypatch.setattr("parsers.sniff.sniff", lambda path, name: fakes.type)
    monkeypatch.setattr("parsers.readers.read", read)
    monkeypatch.setattr("parsers.documents.recognise", recognise)
    monkeypatch.setattr("parsers.application.parse", lambda text, form: fakes.application(text))
    return fakes


def facts_of(name: str = "жоспар.pdf") -> FileFacts:
    """The facts of a file of this name; the fakes open nothing."""
    return understand(Path("0.bin"), name, KNOWLEDGE, ReadLimits())


def application(*pages: int) -> ApplicationFacts:
    """An application with one field."""
    return ApplicationFacts((FieldValue("head", "Омаров Б.", "омаров б", 1),), pages or None, SURE)


def test_a_readable_file_says_its_pages_and_documents(readers: Readers) -> None:
    """Pages are counted where a format has them, with how each was read."""
    readers.text = paper(LONG, LONG)
    facts = facts_of()
    assert (facts.type, facts.pages, facts.read_by, facts.role) == ("pdf", 2, ("text", "text"), "document")
    assert facts.segments == (Segment((1, 2), "document", (PLAN,)),)
    assert facts.problem is None


def test_the_applications_pages_are_told_to_the_recogniser(readers: Readers) -> None:
    """So that nothing on them becomes a document; without pages it is the whole file."""
    readers.text = paper(LONG, LONG, LONG)
    readers.application = lambda text: application(2)
    assert facts_of().application == told(application(2), ())
    readers.application = lambda text: application()
    facts_of()
    assert [pages for _, _, pages in readers.recognised] == [(2,), (1, 2, 3)]


def test_a_format_without_pages_names_none(readers: Readers) -> None:
    """Runs between page breaks mean nothing to a person: no number of one stays anywhere."""
    readers.text = paper(LONG, LONG, paged=False)
    readers.application = lambda text: application(1)
    facts = facts_of("жоспар.docx")
    assert facts.pages is None
    assert facts.application is not None
    assert (facts.application.pages, facts.application.fields[0].page) == (None, None)
    (segment,) = facts.segments
    assert (segment.pages, segment.claims[0].pages, segment.claims[0].evidence[0].page) == (None, None, None)


@pytest.mark.parametrize("code", ["encrypted", "damaged", "unsupported", "bomb"])
def test_what_cannot_be_read_is_unread_and_its_name_doubtful(readers: Readers, code: str) -> None:
    """However telling the name: a sure claim over unread content does not exist."""
    readers.text = ParserError(Problem(code))
    facts = facts_of()
    assert (facts.role, facts.problem) == ("unread", Problem(code))
    assert [(c.kind, c.status) for s in facts.segments for c in s.claims] == [("annual_work_plan", "doubtful")]


def test_a_scan_is_unread(readers: Readers) -> None:
    """A picture, or a PDF of pictures only, also under a scanner's own line of text."""
    for text in (paper("", ""), Text("pdf", (page("Scanned by CamScanner", picture=True),), paged=True)):
        readers.text = text
        facts = facts_of()
        assert facts.problem == Problem("scan")
        assert (facts.role, facts.pages) == ("unread", len(text.pages))
        assert {claim.status for segment in facts.segments for claim in segment.claims} == {"doubtful"}
        assert facts.segments[0].pages == tuple(range(1, len(text.pages) + 1))


def test_pictures_among_pages_of_text_are_unread_by_themselves(readers: Readers) -> None:
    """What a scanned page holds is not what stood before it: it is taken out of the document around it."""
    readers.text = paper(LONG, "", LONG)
    facts = facts_of()
    assert [(segment.role, segment.pages) for segment in facts.segments] == [("document", (1, 3)), ("unread", (2,))]
    assert facts.segments[0].claims == (PLAN,)
    assert (facts.role, facts.problem) == ("document", Problem("scan", "2"))


def test_a_claim_on_pictures_alone_is_doubtful(readers: Readers) -> None:
    """A title over a scanned paper names it; what the paper says nobody has read."""
    readers.text = Text("pdf", (page(LONG), page("Мақалалар", picture=True)), paged=True)
    beyond = Claim("publications", (2,), "sure", ())
    readers.segments = lambda text: (Segment((1, 2), "document", (PLAN, beyond)),)
    found = [(s.role, c.kind, c.pages, c.status) for s in facts_of().segments for c in s.claims]
    assert found == [
        ("document", "annual_work_plan", (1,), "sure"),
        ("unread", "publications", (2,), "doubtful"),
    ]


def test_every_unread_page_is_in_a_segment(readers: Readers) -> None:
    """Also one that the recogniser passed over."""
    readers.text = paper(LONG, "", "")
    readers.segments = lambda text: (Segment((1,), "document", (PLAN,)), Segment((2,), "unread"))
    assert [(s.role, s.pages) for s in facts_of().segments] == [
        ("document", (1,)),
        ("unread", (2,)),
        ("unread", (3,)),
    ]


def test_a_file_read_up_to_a_limit_is_partly_unread(readers: Readers) -> None:
    """What was read counts as it is; that there is more stays known."""
    readers.text = paper(LONG, problem=Problem("too_many"))
    facts = facts_of()
    assert [segment.role for segment in facts.segments] == ["document", "unread"]
    assert facts.segments[0].claims == (PLAN,)
    assert facts.problem == Problem("too_many")


def test_a_blank_file_claims_nothing_for_sure(readers: Readers) -> None:
    """No words and no pictures: blank, and doubtful whatever its name says."""
    readers.text = Text("docx", (Page((Block("  "),)),))
    facts = facts_of()
    assert (facts.role, facts.problem) == ("blank", Problem("blank"))
    assert [claim.status for segment in facts.segments for claim in segment.claims] == ["doubtful"]


@pytest.mark.parametrize(
    ("type_", "role", "problem"),
    [
        ("mp4", "annex", None),
        ("mp3", "annex", None),
        ("p7s", "none", None),
        ("program", "unread", Problem("program")),
        ("encrypted", "unread", Problem("encrypted")),
        ("empty", "unread", Problem("empty")),
    ],
)
def test_some_types_are_never_opened(readers: Readers, type_: str, role: str, problem: Problem | None) -> None:
    """Pictures that move, sound, signatures and programs: the type is enough."""
    readers.type = type_
    facts = facts_of("папка/Бейне.bin")
    assert (facts.type, facts.role, facts.problem) == (type_, role, problem)
    assert readers.opened == 0


TYPED = "Үздік  Әдістемелiк бірлестік жетекшісі"  # with a Latin i and two spaces


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.pdf", f"Құрметті комиссия!\n«{TYPED}» байқауы\nсоңы", f"«{TYPED}» байқауы"),
        ("a.pdf", "УЗДИК АДИСТЕМЕЛИК БИРЛЕСТИК ЖЕТЕКШИСИНЕ", "УЗДИК АДИСТЕМЕЛИК БИРЛЕСТИК ЖЕТЕКШИСИНЕ"),
        ("a.pdf", "Үздік әдістемелік\nбірлестік жетекшісі", "үздік әдістемелік бірлестік жетекшісі"),
        ("a.pdf", "Лучший руководитель МО школы", "Лучший руководитель МО школы"),
        ("a.pdf", "Лучший руководитель молодёжи", ""),
        ("Конкурсные материалы/план.pdf", LONG, "Конкурсные материалы/план.pdf"),
        ("a.pdf", "Сабақ кестесі: 5-сынып, дүйсенбі, математика, қазақ тілі", ""),
    ],
)  # fmt: skip
def test_words_of_the_contest_are_shown_as_written(readers: Readers, name: str, text: str, expected: str) -> None:
    """In any spelling, in the text or the name; across a line end as the configuration has them."""
    readers.text = paper(text)
    assert facts_of(name).speaks == expected


def test_links_in_a_paper_are_listed(readers: Readers) -> None:
    """Written out or behind words; a school's own page and a social profile lead to no document."""
    readers.text = Text(
        "docx",
        (page(f"{LONG} https://disk.yandex.kz/d/abc, сайт: https://school79.edu.kz/ instagram.com/school79"),),
        links=("https://drive.google.com/drive/folders/1?usp=sharing", "https://www.instagram.com/school79/"),
    )
    assert facts_of().links == (
        "https://disk.yandex.kz/d/abc",
        "https://drive.google.com/drive/folders/1?usp=sharing",
    )


# ------------------------------------------------------------------ the body


@pytest.fixture
def forms(readers: Readers) -> Readers:
    """A reader of forms that finds one wherever «Мектеп басшысы» stands, with a field for each line with a colon."""

    def parse(text: Text) -> ApplicationFacts | None:
        words = "\n".join(page.text for page in text.pages)
        if "Мектеп басшысы" not in words:
            return None
        found = [line for line in words.replace("\t", ": ").split("\n") if ":" in line]
        return ApplicationFacts(tuple(FieldValue(line, line, line, 1, n) for n, line in enumerate(found)), (1,), SURE)

    readers.application = parse
    return readers


FORM = "Мекеме: № 79 мектеп\nМектеп басшысы: Омаров Б."
QUOTED = "\n".join(f"> {line}" for line in FORM.split("\n"))


def body(subject: str, text: str, html: str = "") -> FileFacts:
    """The facts of a body."""
    return understand_body(subject, (text,) if text else (), (html,) if html else (), KNOWLEDGE)


def test_an_application_in_the_body_is_found(forms: Readers) -> None:
    """The body is a file of type body without pages."""
    facts = body("Өтінім", FORM)
    assert (facts.type, facts.role, facts.pages) == ("body", "application", None)
    assert facts.application is not None
    assert (facts.application.pages, facts.application.fields[0].page) == (None, None)


def test_a_body_is_no_document(forms: Readers) -> None:
    """A list of what is attached proves nothing of what is attached."""
    facts = body("Құжаттар", "Қоса беріледі:\n1. Жылдық жоспар\n2. Хаттамалар")
    assert facts.role == "none"
    assert [claim for segment in facts.segments for claim in segment.claims] == []
    assert forms.recognised == []
    assert body("", "").role == "blank"


def test_the_fuller_reading_of_one_body_is_taken(forms: Readers) -> None:
    """Plain text and html say the same; a table is whole in html."""
    rows = "".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in (("Мекеме", "№ 79"), ("Мектеп басшысы", "Омаров")))
    facts = body("Өтінім", "Мекеме № 79 Мектеп басшысы Омаров", f"<html><body><table>{rows}</table></body></html>")
    assert facts.application is not None
    assert len(facts.application.fields) == 2


@pytest.mark.parametrize(
    ("subject", "text", "found"),
    [
        ("Fwd: Өтінім", f"Сәлем\n---------- Forwarded message ---------\nОт: Әсел <a@b.kz>\n\n{FORM}", True),
        ("Өтінім", f"-------- Пересылаемое сообщение --------\n17.10.2025, 10:11, \"Әсел\" <a@b.kz>:\n\n{FORM}", True),
        ("FW: Өтінім", f"-----Original Message-----\nFrom: Әсел\nSent: Friday\n\n{FORM}", True),
        ("Өтінім", f"От: Әсел\nОтправлено: 17 октября\nКому: b\n\n{FORM}", True),
        ("Өтінім", f"Begin forwarded message:\n\n{FORM}", True),
        ("Fwd: Re: Өтінім", QUOTED, True),
        ("Re: Өтінім", f"Рахмет\n-----Original Message-----\nFrom: Әсел\n\n{FORM}", False),
        ("Re: Өтінім", f"Рахмет\n\nпт, 17 окт. 2025 г. в 10:11, Әсел <a@b.kz>:\n{QUOTED}", False),
        ("Re: Fwd: Өтінім", f"Рахмет\nПятница, 17 октября 2025, 10:11 +05:00 от Әсел <a@b.kz>:\n\n{FORM}", False),
        ("Ответ: Өтінім", f"Рахмет\nOn Fri, 17 Oct 2025 at 10:11, Әсел <a@b.kz> wrote:\n{FORM}", False),
        ("Жауап: Өтінім", f"Рахмет\n17.10.2025 10:11, Әсел жазды:\n{FORM}", False),
        ("Re: Өтінім", f"Кешіріңіз, өтінім осы:\n{FORM}\n\nOn Fri, 17 Oct 2025, Әсел <a@b.kz> wrote:\n> ескі", True),
        ("Re: Өтінім", f"On Fri, 17 Oct 2025, Әсел <a@b.kz> wrote:\n> Өтінім қайда?\n\n{FORM}", True),
    ],
)  # fmt: skip
def test_forwarded_applications_count_and_repeated_do_not(forms: Readers, subject: str, text: str, found: bool) -> None:
    """What an answer repeats was sent before; what is passed on is sent now; what is written below a quotation too."""
    assert (body(subject, text).application is not None) is found


def test_a_new_application_above_an_old_one_is_taken(forms: Readers) -> None:
    """The sender's own words before what they pass on."""
    facts = body("Fwd: Өтінім", f"{FORM}\n---------- Forwarded message ---------\nЕскі: ия\n{FORM}\nАртық: бар")
    assert facts.application is not None
    assert [field.key for field in facts.application.fields] == FORM.split("\n")


def test_the_subject_may_speak_for_the_contest(forms: Readers) -> None:
    """Words of the contest in the subject or the text."""
    assert body("Үздік әдістемелік бірлестік жетекшісі", "Сәлем").speaks == "Үздік әдістемелік бірлестік жетекшісі"
    assert body("", "Отправляем конкурсные материалы").speaks == "Отправляем конкурсные материалы"
    assert body("Сәлем", "Қайырлы күн").speaks == ""


def test_links_of_a_body_are_listed_once(forms: Readers) -> None:
    """From plain text, from html and behind its words; not the school's own page in the signature."""
    html = '<p>Портфолио: <a href="https://disk.yandex.kz/d/abc">осында</a></p><p>https://school79.edu.kz</p>'
    assert body("", "Портфолио: https://disk.yandex.kz/d/abc.", html).links == ("https://disk.yandex.kz/d/abc",)


def test_understanding_a_text_needs_no_file(readers: Readers) -> None:
    """What was read elsewhere (recognised characters, say) is understood the same way."""
    assert understand_text(paper(LONG), "жоспар.pdf", KNOWLEDGE) == facts_of()
