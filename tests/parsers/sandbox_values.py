"""Values for the tests of the sandbox, shared with the hostile child."""

from typing import Any

from parsers.facts import Address, Part
from parsers.knowledge import Form, Knowledge

PART = Part("0", "жоспар.docx", "application/octet-stream", 3, "ab" * 32, False, "0.bin")

LETTER: dict[str, Any] = {
    "key": "cd" * 32,
    "message_id": "<1@example.kz>",
    "date": "",
    "sender": Address("Әсел", "asel@example.kz"),
    "reply_to": (),
    "to": (),
    "cc": (),
    "subject": "Өтінім",
    "in_reply_to": (),
    "references": (),
    "received": (),
    "return_path": "",
    "headers": (),
    "texts": (),
    "html": (),
    "parts": (),
}

KNOWLEDGE = Knowledge(Form((), ()), (), ("байқау",))
