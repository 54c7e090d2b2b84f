"""Links in letters and papers, and which of them may lead to what should have been sent as a file.

Schools' mail systems turn large files into links to a cloud, and people send links to Canva, Padlet or a folder. Their
signatures carry links too, to the school's page or its Instagram: those lead to no document.
"""

import re
from collections.abc import Iterable

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'«»“”{}|\\^`\[\]]+", re.IGNORECASE)
_ENDS = ".,;:!?)…*_"
# Where people show themselves: one step of path there is a person or a school, not a document.
_PROFILES = (
    "instagram.com", "facebook.com", "fb.com", "t.me", "telegram.me", "wa.me", "whatsapp.com", "vk.com",
    "tiktok.com", "ok.ru", "twitter.com", "x.com", "linkedin.com", "youtube.com", "2gis.kz", "go.2gis.com",
)  # fmt: skip
# What mail programs add below a letter to speak of themselves.
_ADVERTISING = (
    "trk.mail.ru", "go.onelink.me", "aka.ms", "e.mail.ru", "avast.com", "overview.mail.yahoo.com", "xmlsoap.org",
    "w3.org",
)  # fmt: skip


def find(text: str) -> tuple[str, ...]:
    """The links written out in a text, in order, each once."""
    return tuple(dict.fromkeys(found.group().rstrip(_ENDS) for found in _LINK.finditer(text)))


def to_documents(links: Iterable[str]) -> tuple[str, ...]:
    """Those links that lead to something within a site and may be a document, each once, in order."""
    return tuple(dict.fromkeys(link for link in map(str.strip, links) if _may_lead_to_document(link)))


def _may_lead_to_document(link: str) -> bool:
    host, path = _parts(link)
    if not host or not path or _is_of(host, _ADVERTISING):
        return False
    step, _, query = path.partition("?")
    return not (_is_of(host, _PROFILES) and "/" not in step and not (step == "watch" and query))


def _parts(link: str) -> tuple[str, str]:
    """Host in lower case without port, user and www; path with query, without slashes at its ends."""
    rest = link.partition("://")[2] or link
    authority, _, path = rest.partition("/")
    host = authority.partition("?")[0].rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")
    return host, path.partition("#")[0].strip("/")


def _is_of(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith("." + domain) for domain in domains)
