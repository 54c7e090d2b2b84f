"""The splitter against the standard library: the same leaves, names and bytes on every letter."""

import base64
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from parsers.charsets import decode
from parsers.limits import MailLimits
from parsers.mime import cuts, split
from tests.parsers.mime_letters import BIG, HEAD, NESTED, PDF, TEXT, base64_lines, multipart, part
from tests.parsers.mime_reference import reference

LIMITS = MailLimits(parts=100_000, depth=1000)


@pytest.fixture(params=[(48, 120, 64), (48, 200, 4096), (6144, 1024 * 1024, 256 * 1024)], ids=["tiny", "small", "real"])
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cuts of a few lines and chunks of a few bytes find what only shows at the seams; the real sizes too."""
    cut_from, plain_from, chunk = request.param
    monkeypatch.setattr(cuts, "CUT_FROM", cut_from)
    monkeypatch.setattr(cuts, "PLAIN_FROM", plain_from)
    monkeypatch.setattr(cuts, "CHUNK", max(chunk, 256))


def check(raw: bytes) -> None:
    """Split and compare with what ``email`` finds."""
    with tempfile.TemporaryDirectory() as folder:
        path, scratch = Path(folder, "letter"), Path(folder, "scratch")
        scratch.mkdir()
        path.write_bytes(raw)
        message = split(path, scratch, LIMITS)
        expected = reference(raw)
        files = [(part.content_type, part.name, (scratch / part.file).read_bytes()) for part in message.parts]
        left = {file.name for file in scratch.iterdir()} - {part.file for part in message.parts}
    assert left == set()
    texts = [decode(data).replace("\r\n", "\n").replace("\r", "\n") for data in expected.bodies]
    if expected.recovered:
        assert {data for kind, _, data in expected.files if kind.startswith("application/")} <= {
            data for _, _, data in files
        }
        return
    assert sorted([*message.texts, *message.html]) == sorted(text for text in texts if text.strip())
    assert len(files) == len(expected.files)
    for (kind, name, data), (expected_kind, expected_name, expected_data) in zip(files, expected.files, strict=True):
        assert kind == expected_kind
        if expected_data is None:
            continue
        if expected_name and expected_name.isascii():
            assert name.endswith(expected_name)
        if name.endswith(("letter.txt", "letter.html")) and not expected_name:
            expected_data = decode(expected_data).replace("\r\n", "\n").replace("\r", "\n").encode()
        assert data == expected_data


CORPUS = {
    "plain": HEAD + multipart(TEXT, PDF),
    "alternative in mixed": HEAD
    + multipart(multipart(TEXT, part(b"<p>hi", b"text/html"), boundary=b"b2", kind=b"alternative"), PDF, PDF),
    "single part": HEAD + PDF,
    "single text": HEAD + TEXT,
    "no mime at all": b"From: a@b.kz\n\n" + b"line one\nline two\n" * 40,
    "base64 text": HEAD + part(base64.encodebytes("Сәлем! ".encode() * 900), b"text/plain; charset=utf-8"),
    "quoted-printable": HEAD
    + part(
        "Сәлем =\n".encode().hex("=").upper().encode() + b"=3D=\nrest \n" * 60,
        b"text/html",
        encoding=b"quoted-printable",
    ),
    "no padding": HEAD + multipart(part(BIG.rstrip(b"=\n") + b"\n"), TEXT),
    "one character left over": HEAD + multipart(part(BIG[:-1].rstrip(b"=\n") + b"\nQUJDR\n"), TEXT),
    "padding in the middle": HEAD
    + multipart(
        part(base64_lines(200) + base64_lines(9000, seed=5)), part(base64_lines(7000, 75) + base64_lines(8000))
    ),
    "stray characters": HEAD
    + multipart(part(BIG[:3000] + b"!!\x80" + BIG[3000:]), part(b" " + BIG), part(BIG + b"-- \nfooter of a list\n")),
    "odd line lengths": HEAD
    + multipart(part(base64_lines(9000, 75)), part(base64_lines(9000, 61)), part(base64_lines(9000, 20000))),
    "blank lines inside": HEAD + multipart(part(BIG.replace(b"\n", b"\n\n", 9)), part(BIG + b"\n\n\n")),
    "spaces at the ends": HEAD + multipart(part(BIG.replace(b"\n", b" \n")), part(BIG + b" \n \n")),
    "no closing boundary": HEAD + multipart(TEXT, PDF, close=b""),
    "cut off in base64": (HEAD + multipart(TEXT, PDF))[:-4000],
    "preamble and epilogue": HEAD
    + multipart(TEXT, PDF).replace(b"\n\n", b"\n\nThis is MIME\n" + BIG, 1)
    + b"the end\n"
    + BIG,
    "boundary-like lines": HEAD
    + multipart(part(b"--b1x\n--b\n-- b1\nx--b1\n", b"text/plain", encoding=b""), PDF, part(b"--b1\n")),
    "boundary with spaces behind": HEAD + multipart(TEXT, PDF).replace(b"--b1\n", b"--b1 \t\n"),
    "doubled boundaries": HEAD + multipart(TEXT, PDF).replace(b"--b1\n", b"--b1\n--b1\n"),
    "inner boundary is a prefix": HEAD + multipart(multipart(TEXT, PDF, boundary=b"b12"), PDF, boundary=b"b1"),
    "outer boundary inside": HEAD + multipart(multipart(TEXT, PDF, boundary=b"in", close=b""), PDF, TEXT),
    "nested letter": HEAD + multipart(TEXT, NESTED, PDF),
    "nested twice": HEAD
    + multipart(TEXT, b"Content-Type: message/rfc822\n\nSubject: x\n" + multipart(NESTED, PDF, boundary=b"mid")),
    "digest": HEAD + multipart(b"\nSubject: one\n\nfirst", b"\nSubject: two\n\nsecond\n" + BIG, kind=b"digest"),
    "header missing": HEAD + multipart(b"no header\n" + BIG, BIG, b"\n" + BIG),
    "eight bits": HEAD
    + multipart(
        part(bytes(range(128, 256)) * 30 + b"\n" + bytes(range(1, 128)), encoding=b"binary"),
        part(b"\xcf\xf0\xe8", b"text/plain", encoding=b"8bit"),
    ),
    "unnamed inline": HEAD
    + multipart(TEXT, part(BIG, extra=b"Content-Disposition: inline\n"), part(BIG, b"application/octet-stream")),
    "uuencode": HEAD + multipart(part(b"begin 644 x.txt\n#0V%T\n`\nend\n", encoding=b"x-uuencode"), PDF),
    "text as a file": HEAD
    + multipart(
        TEXT,
        part(b"file\n", b"text/plain; name=a.txt", encoding=b""),
        part(BIG, b"text/plain", b"Content-Disposition: attachment\n"),
    ),
    "long plain lines": HEAD
    + multipart(
        part(b"word " * 40000, b"text/csv", encoding=b"7bit"),
        part(b"a=20b=\n" * 9000, b"text/csv", encoding=b"quoted-printable"),
    ),
    "report": HEAD
    + multipart(
        TEXT,
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n" + BIG + b"\nAction: failed\n",
        PDF,
        kind=b"report",
    ),
    "empty multipart": HEAD + b"Content-Type: multipart/mixed; boundary=b1\n\n--b1--\n",
    "multipart without boundary": HEAD + b"Content-Type: multipart/mixed\n\njust text\n",
    "mbox line": b"From a@b.kz Mon Jan  1 00:00:00 2025\n" + HEAD + multipart(TEXT, PDF),
}


@pytest.mark.usefixtures("sizes")
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", CORPUS)
def test_corpus_splits_as_the_standard_library_does(name: str, ends: bytes) -> None:
    """Every letter of the hand-made corpus, with both line ends, at three sizes of cuts."""
    check(CORPUS[name].replace(b"\n", ends))


SHAPE = b"""--b1
--b1--
--b2
--b2--
--b1x
--
Subject: x
key: value
From x
>From x
plain text
soft=
Content-Type: multipart/mixed; boundary=b1
Content-Type: multipart/alternative; boundary=b2
Content-Type: text/plain
Content-Type: application/pdf; name=a.pdf
Content-Type: application/octet-stream
Content-Type: message/rfc822
Content-Type: message/delivery-status
Content-Transfer-Encoding: base64
Content-Transfer-Encoding: quoted-printable
Content-Disposition: attachment; filename=b.docx
QUJDR
QUI=
QQ=="""
ODD = [b"", b"", b" ", b"-- ", b"\x80\xff", b"=41=\t", b"A" * 61, b"QUJD" * 16, b"QUJD" * 19 + b" "]
LINES = st.sampled_from([*SHAPE.splitlines(), *ODD, *[b"QUJD" * 19] * 3])
ENDS = st.sampled_from([b"\n", b"\n", b"\n", b"\r\n", b"\r\n", b"\r", b"\r\r\n"])


@st.composite
def wild_letters(draw: st.DrawFn) -> bytes:
    """Lines of a letter in any order: mostly nonsense, sometimes a letter."""
    lines = draw(st.lists(st.tuples(LINES, ENDS), max_size=40))
    one_end = draw(st.one_of(st.none(), ENDS))
    opening = draw(
        st.sampled_from(
            [
                b"Content-Type: multipart/mixed; boundary=b1\n\n--b1\n",
                b"X: y\n",
                b"Content-Transfer-Encoding: base64\n\n",
            ]
        )
    )
    return opening + b"".join(line * draw(st.integers(1, 2)) + (one_end or end) for line, end in lines)


def bodies() -> st.SearchStrategy[bytes]:
    """Bodies of leaves: clean and broken base64, texts, boundary-like lines."""
    clean = st.builds(
        base64_lines, st.integers(0, 600), st.sampled_from([76, 76, 60, 64, 75, 1000]), st.integers(1, 99)
    )
    broken = st.builds(
        lambda body, at, junk: body[:at] + junk + body[at:],
        clean,
        st.integers(0, 900),
        st.sampled_from([b"=", b"\n", b" ", b"!", b"-", b"A", b"\r"]),
    )
    return st.one_of(clean, clean, broken, st.lists(LINES, max_size=8).map(b"\n".join))


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> bytes:
    """A part: a leaf, a multipart or a nested letter, closed or not, with a preamble and an epilogue or without."""
    shape = draw(st.sampled_from(["leaf", "leaf", "multi", "letter"] if depth < 3 else ["leaf"]))
    if shape == "letter":
        return b"Content-Type: message/rfc822\n\nSubject: s\n" + draw(trees(depth + 1))
    if shape == "leaf":
        kind = draw(
            st.sampled_from(
                [b"application/pdf", b"text/plain", b"text/html", b"application/octet-stream; name=x.doc", b"image/png"]
            )
        )
        return part(
            draw(bodies()),
            kind,
            encoding=draw(st.sampled_from([b"base64", b"base64", b"", b"8bit", b"quoted-printable"])),
        )
    boundary = b"b%d" % depth
    preamble, epilogue = draw(st.sampled_from([b"", b"preamble\n"])), draw(st.sampled_from([b"", b"epilogue\n"]))
    inner = draw(st.lists(trees(depth + 1), max_size=3))
    head, _, rest = multipart(*inner, boundary=boundary, close=draw(st.sampled_from([b"--", b"--", b""]))).partition(
        b"\n\n"
    )
    return head + b"\n\n" + preamble + rest + epilogue


@pytest.mark.usefixtures("sizes")
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(wild_letters())
def test_any_lines_split_as_the_standard_library_does(raw: bytes) -> None:
    """Lines in any order, line ends mixed: the parser of the standard library decides."""
    check(raw)


@pytest.mark.usefixtures("sizes")
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(trees(), st.booleans(), st.integers(0, 60))
def test_any_tree_splits_as_the_standard_library_does(tree: bytes, crlf: bool, lost: int) -> None:
    """Well-formed trees of parts, with both line ends, cut off at the end or not."""
    raw = HEAD + tree
    raw = raw[: len(raw) - lost] if lost < len(tree) else raw
    assume(raw.strip())
    check(raw.replace(b"\r", b"").replace(b"\n", b"\r\n") if crlf else raw)


@pytest.mark.usefixtures("sizes")
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.one_of(trees(), wild_letters()), st.integers(0, 3))
def test_the_key_of_any_letter_forgets_line_ends_and_blank_ends(tree: bytes, blank: int) -> None:
    """One letter from IMAP and from an mbox has one key, wherever its bodies are cut."""
    raw = HEAD + tree.replace(b"\r", b"")
    saved = [raw, raw.replace(b"\n", b"\r\n"), b"From x@y\n" + raw + b"\n" * blank]
    with tempfile.TemporaryDirectory() as folder:
        keys = set()
        for number, one in enumerate(saved):
            path, scratch = Path(folder, f"letter{number}"), Path(folder, f"scratch{number}")
            scratch.mkdir()
            path.write_bytes(one)
            keys.add(split(path, scratch, LIMITS).key)
    assert len(keys) == 1
