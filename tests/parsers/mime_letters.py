"""Letters put together from bytes, exactly as they are to be read."""

import base64


def base64_lines(size: int, width: int = 76, seed: int = 7) -> bytes:
    """Base64 of bytes that follow no pattern, in lines."""
    data = bytes((seed * number * number + number >> 3) & 0xFF for number in range(size))
    text = base64.b64encode(data)
    return b"".join(text[at : at + width] + b"\n" for at in range(0, len(text), width))


def part(body: bytes, kind: bytes = b"application/pdf", extra: bytes = b"", encoding: bytes = b"base64") -> bytes:
    """One part with its header."""
    head = b"Content-Type: " + kind + b"\n" + extra
    return head + (b"Content-Transfer-Encoding: " + encoding + b"\n" if encoding else b"") + b"\n" + body


def multipart(*parts: bytes, boundary: bytes = b"b1", kind: bytes = b"mixed", close: bytes = b"--") -> bytes:
    """A multipart without the headers of a letter before it."""
    head = b"Content-Type: multipart/" + kind + b'; boundary="' + boundary + b'"\n\n'
    return (
        head
        + b"".join(b"--" + boundary + b"\n" + one + b"\n" for one in parts)
        + (b"--" + boundary + close + b"\n" if close else b"")
    )


HEAD = b"From: a@school.kz\nMessage-ID: <1@school.kz>\nMIME-Version: 1.0\n"
BIG = base64_lines(9000)
PDF = part(BIG, extra=b"Content-Disposition: attachment; filename=plan.pdf\n")
TEXT = part(b"hello\n\nthere: is text\n--not a boundary\nFrom me\n", b"text/plain; charset=utf-8", encoding=b"")
NESTED = b"Content-Type: message/rfc822\n\nSubject: inner\n" + multipart(TEXT, PDF, boundary=b"inner")
