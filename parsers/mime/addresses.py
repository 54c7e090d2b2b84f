"""Addresses of a letter through mail-parser, which recovers what senders write beside the standard (RFC 5322, 3.4)."""

from email.message import Message as Tree
from email.policy import Compat32

import mailparser
from mailparser.exceptions import MailParserError

from parsers.facts import Address
from parsers.mime.headers import Node, first, plain, text_of, unfold

_FIELDS = ("from", "sender", "reply-to", "to", "cc")
_LONGEST = 16 * 1024
_MOST = 500


def addresses(root: Node) -> dict[str, tuple[Address, ...]]:
    """The mailboxes of From, Sender, Reply-To, To and Cc; a field that is absent or unreadable is empty.

    Bytes beyond ASCII are read by their letters first: mail-parser alone would make them U+FFFD.
    """
    letter = Tree(policy=Compat32())
    for field in _FIELDS:
        if value := unfold(first(root, field)):
            letter[field] = value[:_LONGEST]
    letter.set_payload("")
    try:
        parsed = mailparser.MailParser(letter)
        found = {field: getattr(parsed, {"from": "from_"}.get(field, field.replace("-", "_"))) for field in _FIELDS}
    except (MailParserError, ValueError, LookupError, TypeError, RecursionError):
        return dict.fromkeys(_FIELDS, ())
    return {field: tuple(_mailboxes(found[field] or [])) for field in _FIELDS}


def _mailboxes(pairs: list[tuple[str, str]]) -> list[Address]:
    """mail-parser's pairs as addresses; the name is decoded once more where encoded words were left in it."""
    return [
        Address(text_of(plain(name)) if "=?" in name else plain(name).strip(), plain(email).strip().lower())
        for name, email in pairs[:_MOST]
        if email or name
    ]
