"""What the standard library makes of a letter: the yardstick for the splitter."""

import base64
import email
import re
from dataclasses import dataclass
from email.message import Message as Tree
from typing import Any


@dataclass(frozen=True, slots=True)
class Reference:
    """Decoded bytes of every leaf, in order, texts of the letter apart; None for what has no bytes of its own."""

    bodies: tuple[bytes, ...]
    files: tuple[tuple[str, str | None, bytes | None], ...]
    recovered: bool


def reference(raw: bytes) -> Reference:
    """Walk the letter with ``email`` alone."""
    root = email.message_from_bytes(raw)
    bodies: list[bytes] = []
    files: list[tuple[str, str | None, bytes | None]] = []
    _walk(root, within=False, bodies=bodies, files=files)
    nodes = list(root.walk())
    recovered = any(node.get_content_maintype() == "multipart" and _hidden(node) for node in nodes)
    return Reference(tuple(bodies), tuple(files), recovered)


def _walk(node: Any, *, within: bool, bodies: list[bytes], files: list[tuple[str, str | None, bytes | None]]) -> None:
    payload = node.get_payload()
    if node.get_content_type() == "message/delivery-status" or (isinstance(payload, list) and _is_encoded_letter(node)):
        # Kept whole by the splitter: the library has no bytes of its own for these.
        files.append((node.get_content_type(), node.get_filename(), None))
        return
    if isinstance(payload, list):
        for child in payload:
            _walk(child, within=within or node.get_content_maintype() == "message", bodies=bodies, files=files)
        return
    data = _decoded(node)
    attached = node.get_content_disposition() == "attachment" or node.get_filename()
    is_text = node.get_content_type() in ("text/plain", "text/html") and not attached and b"\0" not in data[:1024]
    if is_text and not (within and data.strip()):
        bodies.append(b"" if within else data)
    elif node.get_content_maintype() != "multipart" or data.strip():
        files.append((node.get_content_type(), node.get_filename(), data))


def _decoded(node: Tree) -> bytes:
    if encoding := node["content-transfer-encoding"]:
        # Mailers leave space behind the value; later versions of the library forgive it as the splitter does.
        node.replace_header("content-transfer-encoding", str(encoding).strip())
    data = node.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    if any(type(defect).__name__ == "InvalidBase64LengthDefect" for defect in node.defects):
        # The library gives up and hands back the text; the splitter reads as far as it goes.
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        return base64.b64decode(clean[: len(clean) // 4 * 4])
    return data


def _is_encoded_letter(node: Tree) -> bool:
    encoding = str(node["content-transfer-encoding"] or "7bit")
    return node.get_content_maintype() == "message" and encoding not in ("7bit", "8bit", "binary")


def _hidden(node: Tree) -> bool:
    payload = node.get_payload()
    hidden = payload if isinstance(payload, str) else node.epilogue or ""
    return "--" in hidden
