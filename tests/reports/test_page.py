"""The page: one file, nothing of strangers in it is markup, nothing can run or load but its own script."""

import base64
import hashlib
import re
from functools import cache

import pytest
from lxml import html
from lxml.html import HtmlElement

from pipeline.state import Standing
from reports.formats.text import shown
from reports.views import school_rows
from reports.words import LANGUAGES, Words
from reports.writing import REPORTS, Wanted, make
from tests.reports.builder import HOSTILE, Builder, the_contest, verdict
from tests.reports.listed import register
from tests.reports.overviews import every_situation
from tests.reports.seeded import many

KK = Words("kk")
# Everything the templates use; a tag that is not here has come from outside.
TAGS = {
    *("html", "head", "meta", "title", "style", "script", "body", "header", "main", "footer", "section"),
    *("fieldset", "legend", "label", "input", "select", "option", "button", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td", "ul", "li", "dl", "dt", "dd"),
    *("h1", "h2", "h3", "p", "div", "span", "b", "i", "a", "bdi", "br", "article"),
}


@cache
def source(name: str = "completeness", language: str = "kk") -> str:
    """A report's page on every situation."""
    return make(name, "html", Wanted(every_situation(), the_contest(), Words(language), register=register)).decode()


def parsed(text: str) -> HtmlElement:
    """The page as a browser would take it apart."""
    return html.document_fromstring(text)


def texts(page: HtmlElement) -> list[str]:
    """What stands in the isolated places."""
    return [str(element.text_content()) for element in page.iter("bdi")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_no_text_of_a_stranger_becomes_markup(name: str, language: str) -> None:
    """Only the templates' own tags and attributes are in the page, whatever the names are."""
    page = parsed(source(name, language))
    for element in page.iter():
        if isinstance(element.tag, str):
            assert element.tag in TAGS
            assert not [attribute for attribute in element.attrib if attribute.startswith("on") or attribute == "src"]
            assert element.get("href", "#").startswith("#")
    assert len(page.findall(".//script")) == (1 if name == "completeness" else 0)


@pytest.mark.parametrize("name", ["completeness", "register"])
def test_every_hostile_text_is_there_as_text(name: str) -> None:
    """Shown, isolated, and not one of them lost."""
    isolated = {re.sub(r"\s+", " ", text).strip() for text in texts(parsed(source(name)))}
    for text in HOSTILE:
        assert re.sub(r"\s+", " ", shown(text)).strip() in isolated, text


def test_nothing_in_the_page_turns_the_direction_or_controls() -> None:
    """No control character, no direction mark anywhere in the file."""
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]", source())


@pytest.mark.parametrize("name", REPORTS)
def test_the_policy_names_the_page_s_own_style_and_script_and_nothing_else(name: str) -> None:
    """The hashes are those of what stands between the tags."""
    page = parsed(source(name))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", source(name), re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in bodies]
        assert rules.get(rule, "") == " ".join(f"'sha256-{one}'" for one in hashes)
    assert "style=" not in re.sub(r"<style>.*?</style>", "", source(name), flags=re.DOTALL)


def test_the_table_has_a_row_and_a_card_for_every_submission() -> None:
    """In the order of the rows, with every mark, and a link from the row to the card."""
    overview, contest = every_situation(), the_contest()
    page = parsed(source())
    rows = page.xpath("//table[@id='table']/tbody[1]/tr")
    expected = school_rows(overview, contest, KK)
    assert [row.xpath("string(td[1])") for row in rows] == [str(row.number) for row in expected]
    for row, one in zip(rows, expected, strict=True):
        signs = [str(td.text) for td in row.xpath("td[contains(@class, 'm')]") if "m" in td.get("class").split()]
        assert signs == [mark.symbol for mark in (one.application, *one.marks)]
        assert row.get("data-v") == one.standing
        target = row.xpath("td[2]/a/@href")[0].removeprefix("#")
        card = page.get_element_by_id(target).getparent()
        assert card.tag == "details"
        assert one.shown in card.xpath("string(summary)")


def test_a_card_tells_the_evidence_and_what_to_do() -> None:
    """Documents with file, pages and words; letters with time and proof; unread files with advice."""
    card = parsed(source()).get_element_by_id("s1").text_content()
    assert "мұрағат.zip/23/меморандум.pdf" in card
    assert "1–3, 7, 9–10-бет" in card
    assert "тақырыпта: «Әдістемелік бірлестік туралы Ереже» (1-бет)" in card
    assert "2025 жылғы 15 қазан, 10:11:12" in card
    assert KK("proof-trusted_received") in card
    held = parsed(source()).get_element_by_id("s6").text_content()
    assert "encrypted.pdf" in held
    assert KK("problem-encrypted") in held
    assert KK("advice-encrypted") in held
    assert "12. Әр түрлі деңгейдегі мерзімді басылымдарда жарияланымдары" in held


def test_letters_that_wait_for_a_person_are_named_on_the_page() -> None:
    """Unclear and unprocessed letters stand apart from the others."""
    page = parsed(source())
    waiting = page.xpath(f"//h2[.='{KK('letters-waiting')}']/following-sibling::div[1]")[0].text_content()
    assert "unknown@example.com" in waiting
    assert "broken@example.com" in waiting
    assert "shop@example.com" not in waiting
    assert "shop@example.com" in page.text_content()


def test_the_page_is_whole_without_its_script() -> None:
    """What only the script can do is hidden until it runs; everything else is there."""
    page = parsed(source())
    assert page.get_element_by_id("tools").get("hidden") is not None
    assert [one.get("id") for one in page.xpath("//input[@name='verdict']")] == [
        "v-all",
        "v-held",
        "v-incomplete",
        "v-rejected",
        "v-accepted",
    ]
    style = page.findtext(".//style") or ""
    assert all(f"#v-{standing}:checked" in style for standing in Standing)


def test_a_closing_script_tag_in_a_name_closes_nothing() -> None:
    """The oldest trick, in every place a name can stand."""
    one = Builder()
    name = "</script></style></title><script>alert(1)</script>"
    letter = one.letter(sender_name=name, subject=name, sender=name)
    one.submit(
        [letter], verdict(Standing.HELD, ["ambiguous"]), application=one.application(letter, {"institution": name})
    )
    page = parsed(make("completeness", "html", Wanted(one.overview(), the_contest(), KK)).decode())
    assert len(page.findall(".//script")) == 1
    assert name in texts(page)


def test_three_hundred_schools_are_three_hundred_rows_and_cards() -> None:
    """As many as the overview has."""
    page = parsed(make("completeness", "html", Wanted(many(300), the_contest(), KK)).decode())
    assert len(page.xpath("//table[@id='table']/tbody[1]/tr")) == 300
    assert len(page.xpath("//section[@class='cards']/details")) == 300
