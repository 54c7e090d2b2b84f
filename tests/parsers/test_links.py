"""Links that may lead to what should have been sent as a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Портфолио: https://disk.yandex.kz/d/abc.", ("https://disk.yandex.kz/d/abc",)),
        ("(www.canva.com/design/x)", ("www.canva.com/design/x",)),
        ("«https://padlet.com/a/b», https://padlet.com/a/b", ("https://padlet.com/a/b",)),
        ("https://drive.google.com/open?id=1&usp=sharing;", ("https://drive.google.com/open?id=1&usp=sharing",)),
        ("почта: asel@school79.kz, сілтеме жоқ", ()),
    ],
)
def test_links_are_found_as_written(text: str, found: tuple[str, ...]) -> None:
    """Without the marks that end a sentence, each once."""
    assert links.find(text) == found


@pytest.mark.parametrize(
    "link",
    [
        "https://disk.yandex.kz/d/abc",
        "http://cloud.mail.ru/public/a/b",
        "https://unknown.example.kz/portfolio.zip",
        "https://school79.edu.kz/portfolio",
        "https://t.me/school79/115",
        "https://youtu.be/abc",
        "https://www.youtube.com/watch?v=abc",
        "https://user:pass@files.example.kz:8443/x",
    ],
)
def test_a_link_into_a_site_may_lead_to_a_document(link: str) -> None:
    """Also on a host that nobody knows: a person looks."""
    assert links.to_documents([link, f" {link} "]) == (link,)


@pytest.mark.parametrize(
    "link",
    [
        "https://school79.edu.kz",
        "https://school79.edu.kz/",
        "http://www.school79.edu.kz/#top",
        "www.astana.kz",
        "https://www.instagram.com/school79/",
        "https://wa.me/77011112233",
        "https://t.me/school79",
        "https://www.instagram.com/school79?igsh=x/y",
        "https://www.youtube.com/@school79",
        "https://trk.mail.ru/c/zzm979",
        "https://go.onelink.me/107872968?pid=x",
        "https://",
        "",
    ],
)
def test_a_signatures_links_lead_to_no_document(link: str) -> None:
    """A school's own page, a profile, a mail program's advertisement."""
    assert links.to_documents([link]) == ()


@given(text=st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    """Anything may stand in a letter."""
    assert set(links.to_documents(links.find(text))) <= set(links.find(text))
    links.to_documents([text])
