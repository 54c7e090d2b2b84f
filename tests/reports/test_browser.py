"""The page in a real browser, where one is installed: no script error, nothing wider than the screen, filters work."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reports.words import Words
from reports.writing import write
from tests.reports.builder import the_contest
from tests.reports.listed import register
from tests.reports.overviews import every_situation

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
SCREENS = {"laptop": (1366, 768), "tablet": (820, 1180), "phone": (390, 844)}


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One browser for all of these tests."""
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The completeness report on every situation, as an address."""
    out: Path = tmp_path_factory.mktemp("page") / "есеп.html"
    write("completeness", "html", every_situation(), the_contest(), Words("kk"), out)
    return out.as_uri()


def shown_rows(page: "Page") -> int:
    """How many schools of the table can be seen."""
    count: int = page.locator("#table tbody:first-of-type tr:visible").count()
    return count


@pytest.mark.parametrize("screen", SCREENS)
def test_the_page_fits_the_screen_and_its_script_makes_no_error(browser: "Browser", report: str, screen: str) -> None:
    """No sideways scrolling on a laptop, a tablet, a phone; the policy blocks nothing that the page needs."""
    width, height = SCREENS[screen]
    page = browser.new_page(viewport={"width": width, "height": height})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(report)
    page.click("#open-all")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("details.card[open]").count() >= len(every_situation().submissions)
    assert said == []
    page.close()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", ["status", "rulings", "absent", "decisions", "register"])
def test_papers_and_lists_fit_the_screen(browser: "Browser", tmp_path: Path, name: str, screen: str) -> None:
    """A head reads the summary on a telephone: nothing is wider than the screen, nothing is refused by the policy."""
    width, height = SCREENS[screen]
    out = tmp_path / "page.html"
    write(name, "html", every_situation(), the_contest(), Words("kk"), out, register=register)
    page = browser.new_page(viewport={"width": width, "height": height})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(out.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()


def test_the_script_searches_and_opens_the_card_of_a_row(browser: "Browser", report: str) -> None:
    """Words in any order, the missing document, and the way from a row to its card."""
    page = browser.new_page()
    page.goto(report)
    everything = shown_rows(page)
    page.fill("#search", "мектеп-гимназия АХМЕТОВА")
    assert shown_rows(page) == 1
    page.fill("#search", "no such school")
    assert page.locator("#none").is_visible()
    page.fill("#search", "")
    page.select_option("#lacking", "20")
    assert 0 < shown_rows(page) < everything
    page.select_option("#lacking", "")
    page.click("a[href='#s6']")
    assert page.locator("#s6").is_visible()
    page.close()


def test_verdicts_filter_and_cards_open_without_any_script(browser: "Browser", report: str) -> None:
    """The page needs no script for what a reader does most."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report)
    assert page.locator("#tools").is_hidden()
    page.click("label[for=v-accepted]")
    assert shown_rows(page) == 2
    page.click("label[for=v-all]")
    page.click("#table a[href='#s6']")
    assert page.locator("#s6").is_visible()
    context.close()
