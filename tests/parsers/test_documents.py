"""What a file is out: kinds with evidence, annexes, others, and pages that are cut where a new paper begins."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.documents import recognise
from parsers.facts import Block, Page, Problem, Segment, Text
from parsers.knowledge import Knowledge
from tests.recognition.measure import knowledge

PLAN_ROWS = (
    ("№", "Іс-шаралар", "Мерзімі", "Жауапты"),
    ("1", "Бірлестік отырысын өткізу", "қыркүйек", "жетекші"),
    ("2", "Озық тәжірибені тарату, дарынды балалармен жұмыс", "қазан", "мұғалімдер"),
)
BODY = ("Жауапты: пән мұғалімдері, мерзімі жыл бойы.", "Мектеп мұғалімдері белсенді қатысты, нәтижесі жақсы болды.")


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """What the shipped configuration teaches."""
    return knowledge()


def page(*lines: str | tuple[str, int], table: Sequence[tuple[str, ...]] = ()) -> Page:
    """A page of paragraphs (text, or text with prominence), with a table below them."""
    blocks = [Block(line) if isinstance(line, str) else Block(line[0], line[1]) for line in lines]
    if table:
        blocks.append(Block("\n".join("\t".join(row) for row in table), rows=tuple(table)))
    return Page(tuple(blocks))


def text(*pages: Page, paged: bool = False, type_: str = "docx") -> Text:
    """A file of such pages."""
    return Text(type_, pages, paged)


def sure(segments: Sequence[Segment]) -> set[str]:
    """Kinds claimed surely."""
    return {c.kind for s in segments for c in s.claims if c.status == "sure"}


def doubtful(segments: Sequence[Segment]) -> set[str]:
    """Kinds claimed in doubt only."""
    return {c.kind for s in segments for c in s.claims} - sure(segments)


def roles(segments: Sequence[Segment]) -> list[tuple[str, str]]:
    """Roles with the key of an annex or another."""
    return [(s.role, s.other) for s in segments]


# -- one paper -------------------------------------------------------------------------------------------------------


def test_a_heading_over_content_is_sure_and_quotes_its_words(known: Knowledge) -> None:
    """The evidence is what stands in the paper."""
    segments = recognise("1.docx", text(page(("Дарынды балалармен жұмыс жоспары", 2), *BODY)), known)
    (claim,) = segments[0].claims
    assert (claim.kind, claim.status, claim.pages) == ("gifted_pupils_plan", "sure", None)
    assert claim.evidence[0].where == "heading"
    assert "Дарынды балалармен" in claim.evidence[0].words
    assert claim.evidence[0].page is None


def test_letterhead_and_marks_of_approval_are_no_title(known: Knowledge) -> None:
    """«Бекітемін», «Хаттама №1» of an approval, the school's name, the date: the title comes after them."""
    segments = recognise(
        "1.docx",
        text(
            page(
                "Астана қаласы әкімдігінің «№ 79 мектеп-лицейі» ШЖҚ МКК",
                "ӘБ отырысында қаралды",
                "Хаттама №1, 28.08.2025 ж.",
                "Бекітемін",
                "Мектеп директоры ________ А. Сейтова",
                "Физика бірлестігінің жылдық жұмыс жоспары",
                table=PLAN_ROWS,
            )
        ),
        known,
    )
    assert sure(segments) == {"annual_work_plan"}


def test_a_school_s_name_in_quotes_names_no_document(known: Knowledge) -> None:
    """«Білім-Инновация» stands over every order of those schools; none of them is about taking part in innovations."""
    lines = (
        ("«Білім-Инновация» үлгісіндегі № 29 мамандандырылған лицей", 1),
        ("Б Ұ Й Р Ы Қ", 1),
        "2025 жыл, тамыздың 27-сі      № 88-о",
        "Шет тілдері әдістемелік бірлестігін құру туралы",
        "БҰЙЫРАМЫН:",
        "1. Шет тілдері мұғалімдерінің әдістемелік бірлестігі құрылсын.",
    )
    assert sure(recognise("1.docx", text(page(*lines)), known)) == {"establishment_order"}


@pytest.mark.parametrize(
    ("title", "next_line", "kind"),
    [
        (
            "Тіл әдістемелік бірлестігінің қызметін реттейтін ереже",
            "Бірінші тарау. Ортақ қағидалар",
            "association_regulations",
        ),
        ("Положение, регулирующее деятельность МО", "Глава первая. Общие положения", "association_regulations"),
        ("Әдістемелік бірлестіктің екінші отырысында толтырылған хаттама", "Қатысқандар: 9", "meeting_minutes"),
    ],
)
def test_what_is_done_with_a_paper_makes_it_no_other_paper(
    title: str, next_line: str, kind: str, known: Knowledge
) -> None:
    """Participles and numbers of order stand in titles of general documents; a noun of another thing does not."""
    body = [
        "Әдістемелік бірлестік – пәндес ұстаздардың кәсіби қауымы, ол мектеп жарғысын басшылыққа алады.",
        "Бірлестік жетекшісі отырыстарды өткізеді, мүшелер шешімді орындайды.",
    ]
    assert sure(recognise("1.docx", text(page((title, 1), next_line, *body)), known)) == {kind}


def test_a_page_typed_without_capitals_ends_its_title_where_it_is_complete(known: Knowledge) -> None:
    """There a small letter at the beginning of a line does not say that the title goes on."""
    lines = (
        "Математика АБ отырысынын хаттамасы №1",
        "29.08.2025 ж",
        "катыскандар 5 мугалим",
        "кун тартиби",
        "1 откен жыл корытындысы",
        "тындалды Досова А откен жылга талдау жасады",
        "шешим жоспар бекитилсин",
    )
    assert sure(recognise("1.docx", text(page(*lines)), known)) == {"meeting_minutes"}


def test_labels_of_every_part_of_a_joint_title_are_the_document(known: Knowledge) -> None:
    """documents.md 6: topic, goal and priorities, typed without Kazakh letters under the association's name."""
    lines = ("Бастауыш ӘБ", "Такырыбы: оку сауаттылыгын калыптастыру", "Максаты: білім сапасын котеру",
             "Басым багыттар: 1) оку сауаттылыгы 2) тарбие мен окытудын бирлиги 3) ата-анамен байланыс")  # fmt: skip
    assert sure(recognise("1.docx", text(page(*lines)), known)) == {"topic_goal_priorities"}


def test_one_order_may_open_the_association_and_appoint_its_head(known: Knowledge) -> None:
    """documents.md 1–2: both kinds on the same pages."""
    segments = recognise(
        "бұйрық.pdf",
        text(
            page(
                ("БҰЙРЫҚ", 1),
                "№ 45  01.09.2025",
                "Әдістемелік бірлестіктерді құру туралы",
                "БҰЙЫРАМЫН:",
                "1. Математика әдістемелік бірлестігі құрылсын.",
                "2. Бірлестік жетекшісі болып А. Ахметова тағайындалсын.",
            ),
            paged=True,
            type_="pdf",
        ),
        known,
    )
    assert sure(segments) == {"establishment_order", "leader_appointment_order"}
    assert {c.pages for c in segments[0].claims} == {(1,)}


def test_topic_and_goal_on_the_first_page_of_the_plan_are_both(known: Knowledge) -> None:
    """documents.md 6: the plan is a plan, its first lines are the topic and goal."""
    segments = recognise(
        "жоспар.docx",
        text(
            page(
                ("Химия ӘБ-нің 2025-2026 оқу жылына арналған жұмыс жоспары", 1),
                "Әдістемелік тақырыбы: Жаңа мектеп",
                "Мақсаты: сапаны арттыру",
                "Басым бағыттары: цифрландыру",
                table=PLAN_ROWS,
            )
        ),
        known,
    )
    assert sure(segments) == {"annual_work_plan", "topic_goal_priorities"}


def test_a_half_of_a_joint_title_is_present_partly(known: Knowledge) -> None:
    """documents.md: one half counts, with the remark."""
    half = recognise("1.docx", text(page(("БЖБ өткізу кестесі", 1), *BODY)), known)
    whole = recognise("1.docx", text(page(("БЖБ, ТЖБ өткізу және модерация кестесі", 1), *BODY)), known)
    assert [c.partly for c in half[0].claims] == [True]
    assert [c.partly for c in whole[0].claims] == [False]


def test_minutes_are_minutes_whatever_their_agenda_names(known: Knowledge) -> None:
    """documents.md 24: the heading wins over the agenda."""
    segments = recognise(
        "1.docx",
        text(
            page(
                ("ХАТТАМА №2", 1),
                "математика әдістемелік бірлестігінің отырысы",
                "Күн тәртібі:",
                "1. Дарынды балалармен жұмыс жоспары",
                "2. Аттестация, өзіндік білім көтеру, БЖБ кестесі",
                "Тыңдалды: ӘБ жетекшісі",
            )
        ),
        known,
    )
    assert sure(segments) == {"meeting_minutes"}
    assert not doubtful(segments)


# -- names -----------------------------------------------------------------------------------------------------------


def test_a_telling_name_over_content_that_points_nowhere_else_is_enough(known: Knowledge) -> None:
    """model.md 25."""
    segments = recognise("Дарынды балалармен жұмыс жоспары.docx", text(page(*BODY)), known)
    assert sure(segments) == {"gifted_pupils_plan"}
    assert segments[0].claims[0].evidence[0].where == "name"


def test_a_name_over_unread_content_is_doubtful(known: Knowledge) -> None:
    """model.md 25: an encrypted file is unread, and its name only lets one expect."""
    segments = recognise("Дарынды балалармен жұмыс жоспары.pdf", Text("pdf", (), True, Problem("encrypted")), known)
    assert roles(segments) == [("unread", "")]
    assert doubtful(segments) == {"gifted_pupils_plan"}
    assert segments[0].pages is None


def test_a_name_over_a_blank_page_is_doubtful(known: Knowledge) -> None:
    """model.md 25."""
    segments = recognise("Хаттама ӘБ отырысы.docx", text(Page(())), known)
    assert roles(segments) == [("unread", "")]
    assert doubtful(segments) == {"meeting_minutes"}


def test_an_empty_file_without_a_telling_name_is_blank(known: Knowledge) -> None:
    """Nothing speaks."""
    assert roles(recognise("1.docx", text(Page(())), known)) == [("blank", "")]


def test_a_name_against_a_heading_shows(known: Knowledge) -> None:
    """The heading over content wins, and the name's words stand in the evidence."""
    segments = recognise(
        "Аттестация жоспары.docx",
        text(page(("Дарынды балалармен жұмыс жоспары", 1), *BODY, "Олимпиадаға дайындық, дарынды оқушылар")),
        known,
    )
    assert "gifted_pupils_plan" in sure(segments)
    assert any(e.where == "name" and "Аттестация" in e.words for e in segments[0].claims[0].evidence)


def test_a_name_against_the_content_is_doubtful(known: Knowledge) -> None:
    """Content without a heading that speaks clearly for something else holds the name's claim."""
    lines = [
        "Сабақтың тақырыбы: Бөлшектер",
        "Сабақтың мақсаты: бөлшектерді қосу",
        "Сабақтың барысы: ұйымдастыру кезеңі",
        "Оқу мақсаттары",
    ]
    segments = recognise("Өзіндік білім көтеру.docx", text(page(*lines)), known)
    assert not sure(segments)
    assert doubtful(segments) == {"self_education"}


def test_a_folder_with_supporting_content_is_sure(known: Knowledge) -> None:
    """«portfolio.zip/20 Дарынды балалар жоспары/1.docx»: the folder tells, the content agrees."""
    content = text(
        page("Дарынды оқушыларды анықтау – қыркүйек", "Пәндік олимпиадаға дайындық", "Ғылыми жоба тақырыптарын таңдау")
    )
    segments = recognise("portfolio.zip/20 Дарынды балалармен жұмыс жоспары/1.docx", content, known)
    assert sure(segments) == {"gifted_pupils_plan"}
    assert any(e.where == "path" for e in segments[0].claims[0].evidence)


def test_a_folder_alone_is_doubtful(known: Knowledge) -> None:
    """A folder says what was meant to lie in it."""
    segments = recognise("portfolio.zip/20 Дарынды балалармен жұмыс жоспары/1.docx", text(page(*BODY)), known)
    assert doubtful(segments) == {"gifted_pupils_plan"}


@pytest.mark.parametrize(
    "name",
    [
        "7_жылдық_жоспар_ӘБ.docx",
        "ЖылдықЖоспарӘБ.docx",
        "zhyldyq zhospar AB.docx",
        "jyldyk jospar birlestik.pdf",
        "Годовой_план_МО(2).doc",
        "жылдықжоспар ӘБ.docx",
    ],
)
def test_names_tell_however_they_are_typed(name: str, known: Knowledge) -> None:
    """Underscores, glued words, Latin."""
    assert sure(recognise(name, text(page(*BODY, "Бірлестік мүшелері")), known)) == {"annual_work_plan"}


# -- none of the documents -------------------------------------------------------------------------------------------


def test_a_lesson_plan_is_positively_something_else(known: Knowledge) -> None:
    """model.md 26."""
    segments = recognise("КТЖ.docx", text(page(("Күнтізбелік-тақырыптық жоспар", 1), *BODY)), known)
    assert roles(segments) == [("none", "lesson_plan")]
    assert segments[0].evidence


def test_a_letter_about_nothing_is_unrecognised_not_none(known: Knowledge) -> None:
    """model.md 26: not being recognised is no finding."""
    assert roles(recognise("1.docx", text(page("Қайырлы күн! Жіберіп отырмын, рахмет.")), known)) == [
        ("unrecognised", "")
    ]


def test_a_name_of_a_kind_over_something_else_holds(known: Knowledge) -> None:
    """A wrong "none" would be a wrong rejection: a person looks."""
    segments = recognise(
        "20 Дарынды балалармен жұмыс жоспары.docx", text(page(("Қысқа мерзімді жоспар", 1), *BODY)), known
    )
    assert doubtful(segments) == {"gifted_pupils_plan"}


def test_the_contest_s_own_regulations_are_none(known: Knowledge) -> None:
    """documents.md 3: the contest's Ереже names all 24 documents and is none of them."""
    segments = recognise(
        "Ереже.pdf", text(page(("«Үздік әдістемелік бірлестік жетекшісі» байқауының ЕРЕЖЕСІ", 1), *BODY)), known
    )
    assert roles(segments) == [("none", "contest_regulations")]


def test_a_picture_that_was_read_and_has_no_text_is_a_photograph(known: Knowledge) -> None:
    """documents.md: an annex, positively; a picture that nobody read is unread."""
    photo = Text("jpg", (Page((), "ocr", True),), True)
    unread = Text("jpg", (Page((), "none", True),), True, None)
    assert roles(recognise("IMG_1.jpg", photo, known)) == [("annex", "photos")]
    assert roles(recognise("IMG_1.jpg", unread, known)) == [("unread", "")]


def test_a_pupil_s_diploma_alone_is_doubtful(known: Knowledge) -> None:
    """documents.md 22: bare diplomas are no analysis of three years."""
    segments = recognise(
        "1.jpg",
        text(page(("ДИПЛОМ", 2), "Қалалық пәндік олимпиаданың жүлдегері 9 сынып оқушысы Ернар марапатталады")),
        known,
    )
    assert doubtful(segments) == {"olympiad_results"}


# -- several papers in one file --------------------------------------------------------------------------------------


def portfolio() -> Text:
    """A whole portfolio in one PDF: cover, contents, an order, a plan of two pages, minutes."""
    return text(
        page(("ПОРТФОЛИО", 2), "Физика бірлестігі", "Астана 2025"),
        page(
            ("МАЗМҰНЫ", 2),
            "1. Ашылуы туралы бұйрық",
            "2. Тағайындау туралы бұйрық",
            "3. Ереже",
            "4. Жұмыс жоспары",
            "5. Хаттамалар",
        ),
        page(
            ("БҰЙРЫҚ", 1),
            "Бірлестік жетекшісін тағайындау туралы",
            "БҰЙЫРАМЫН: А. Ахметова ӘБ жетекшісі болып тағайындалсын.",
        ),
        page(("Физика бірлестігінің жылдық жұмыс жоспары", 1), table=PLAN_ROWS),
        page(
            "Қараша: озық тәжірибені тарату, ашық сабақтар кестесін бекіту", "Желтоқсан: аттестация жоспарын талқылау"
        ),
        page(
            ("ӘБ отырысының №1 хаттамасы", 1),
            "Күн тәртібі: жоспарды бекіту",
            "Тыңдалды: жетекші",
            "Қаулы етті: бекітілсін",
        ),
        paged=True,
        type_="pdf",
    )


def test_a_portfolio_is_cut_where_new_titles_show(known: Knowledge) -> None:
    """Each kind gets its own pages; cover and contents are no evidence."""
    segments = recognise("портфолио.pdf", portfolio(), known)
    assert [(s.role, s.pages) for s in segments] == [
        ("blank", (1,)),
        ("none", (2,)),
        ("document", (3,)),
        ("document", (4, 5)),
        ("document", (6,)),
    ]
    assert [(c.kind, c.pages, c.status) for s in segments for c in s.claims] == [
        ("leader_appointment_order", (3,), "sure"),
        ("annual_work_plan", (4, 5), "sure"),
        ("meeting_minutes", (6,), "sure"),
    ]


def test_a_list_of_the_portfolio_without_a_heading_is_no_evidence(known: Knowledge) -> None:
    """Names of documents line by line are a list, whatever it is called."""
    titles = [kind.title.kk for kind in known.kinds]
    segments = recognise("1.docx", text(page(*(f"{n}. {t}" for n, t in enumerate(titles, 1)))), known)
    assert roles(segments) == [("none", "contents_page")]


def test_pages_of_the_application_are_its_own(known: Knowledge) -> None:
    """What the form takes is left out of the rest."""
    segments = recognise("портфолио.pdf", portfolio(), known, (1, 2))
    assert [(s.role, s.pages) for s in segments][:2] == [("application", (1, 2)), ("document", (3,))]


def test_a_heading_within_a_page_begins_another_document(known: Knowledge) -> None:
    """Two papers typed one under the other: one segment, two claims."""
    first = page(
        ("Мұғалімдердің сапалық құрамы", 2),
        *BODY,
        "Бірлестікте тоғыз мұғалім бар, бәрінің білімі жоғары, екеуі педагог-шебер, үшеуі педагог-зерттеуші.",
        ("Мұғалімдердің өзіндік білім көтеру тақырыптарының тізімі", 2),
        *BODY,
    )
    segments = recognise("1.docx", text(first), known)
    assert len(segments) == 1
    assert sure(segments) == {"staff_composition", "self_education"}


def test_a_scanned_page_among_read_ones_is_unread_by_itself(known: Knowledge) -> None:
    """What was not read is said so; the rest stands."""
    scan = Page((), "none", True)
    segments = recognise(
        "1.pdf", text(page(("Дарынды балалармен жұмыс жоспары", 1), *BODY), scan, paged=True, type_="pdf"), known
    )
    assert [(s.role, s.pages) for s in segments] == [("document", (1,)), ("unread", (2,))]


# -- whatever comes --------------------------------------------------------------------------------------------------

LINES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "БҰЙРЫҚ",
            "Бекітемін",
            "МАЗМҰНЫ",
            "Дарынды балалармен жұмыс жоспары",
            "ӘБ отырысының хаттамасы",
            "1. Ереже",
            "Сабақ кестесі",
            "портфолио",
            "",
            "\n\n",
        ]
    ),
)
PAGES = st.builds(
    lambda lines, read_by, picture: Page(tuple(Block(t, p, r) for t, p, r in lines), read_by, picture),
    st.lists(
        st.tuples(LINES, st.integers(0, 2), st.sampled_from([(), (("а", ""), ("Мерзімі", "Жауапты"))])), max_size=8
    ),
    st.sampled_from(["text", "ocr", "none"]),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.lists(PAGES, max_size=7), st.booleans(), st.frozensets(st.integers(0, 8), max_size=3))
def test_segments_cover_the_pages_and_never_overlap(
    name: str, pages: list[Page], paged: bool, application: frozenset[int]
) -> None:
    """On arbitrary names and pages; never raises."""
    segments = recognise(name, Text("pdf", tuple(pages), paged), knowledge_once(), tuple(application))
    assert segments
    if len(segments) == 1 and segments[0].pages is None:
        return
    covered = [n for s in segments for n in s.pages or ()]
    assert covered == list(range(1, len(pages) + 1))
    for claim in (c for s in segments for c in s.claims):
        assert (claim.pages is None) == (not paged)


_known: list[Knowledge] = []


def knowledge_once() -> Knowledge:
    """The configuration, loaded once for many examples."""
    if not _known:
        _known.append(knowledge())
    return _known[0]


@pytest.mark.parametrize(
    "hostile",
    [
        "а " * 50_000,
        "-\n" * 50_000,
        "№ " * 50_000,
        "жоспар " * 30_000,
        "\t" * 100_000,
        "I V X " * 20_000,
        "б" * 200_000,
        ": " * 50_000,
    ],
)
def test_hostile_text_takes_linear_time(hostile: str, known: Knowledge) -> None:
    """A hundred thousand characters of nonsense cost no more than some tenths of a second."""
    started = time.process_time()
    recognise(hostile[:300], text(page(hostile)), known)
    assert time.process_time() - started < 2.0
