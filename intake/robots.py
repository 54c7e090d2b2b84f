"""Who must not be answered: letters that a machine wrote, by their headers. Deciding what follows is not done here."""

from collections.abc import Iterable

# Lists add these to what a person wrote, so they come last: the surer sign is the one that is named.
_LIST_HEADERS = tuple(f"list-{what}" for what in ("id", "post", "unsubscribe", "help", "subscribe", "owner", "archive"))
_REPLIES = ("x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-response", "x-loop")
_NOTHING = frozenset({"", "no", "none", "false", "0"})


def automatic(headers: Iterable[tuple[str, str]], return_path: str | None, content_type: str) -> str:
    """The header that shows a robot, as ``Name: value``; "" for a person's letter.

    RFC 3834 (Auto-Submitted other than ``no``, the empty return path), RFC 3464 and RFC 6522 (reports), RFC 2919 and
    RFC 2369 (lists), Precedence and the marks that Exchange and others set. ``return_path`` is the envelope sender as
    in Return-Path; None or "" when the letter has none recorded, which shows nothing: only ``<>`` does.
    """
    fields: dict[str, str] = {}
    for name, value in headers:
        fields.setdefault(name.strip().lower(), " ".join(value.split()))
    # A report comes first: it only returns what others wrote, whatever else marks it.
    return (
        _report(content_type or fields.get("content-type", ""))
        or _submitted(fields)
        or _null_sender(return_path or fields.get("return-path", ""))
        or _marks(fields)
    )


def _submitted(fields: dict[str, str]) -> str:
    value = fields.get("auto-submitted", "")
    keyword = value.partition(";")[0].partition("(")[0].strip().lower()
    return f"Auto-Submitted: {value}"[:200] if keyword not in ("", "no") else ""


def _report(content_type: str) -> str:
    kind = content_type.partition(";")[0].strip().lower()
    return f"Content-Type: {kind}" if kind in ("multipart/report", "message/delivery-status") else ""


def _null_sender(return_path: str) -> str:
    return "Return-Path: <>" if "".join(return_path.split()) == "<>" else ""


def _marks(fields: dict[str, str]) -> str:
    """Marks of answering machines and of lists. Exchange's X-Auto-Response-Suppress: anything but a plain ``None``."""
    for name in (*_REPLIES, "x-auto-response-suppress"):
        if name in fields and fields[name].lower() not in _NOTHING:
            return f"{name.title()}: {fields[name]}"[:200]
    if fields.get("precedence", "").lower() in ("bulk", "list", "junk", "auto_reply"):
        return f"Precedence: {fields['precedence']}"
    for name in _LIST_HEADERS:
        if name in fields:
            return f"{name.title()}: {fields[name]}"[:200]
    return ""
