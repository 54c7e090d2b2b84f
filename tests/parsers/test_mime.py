"""Letters as schools and their mail programs send them: parts, names, texts, identity, limits."""

import base64
import hashlib
import random
import tracemalloc
from pathlib import Path

import pytest

from parsers.errors import NotALetterError, ParserError
from parsers.facts import Address, Message, Problem
from parsers.limits import MailLimits
from parsers.mime import split
from tests.parsers.mime_letters import BIG, HEAD, NESTED, PDF, TEXT, multipart, part


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A folder for decoded parts."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def take(scratch: Path, raw: bytes, limits: MailLimits | None = None) -> Message:
    """Split bytes as a letter."""
    path = scratch.parent / f"letter-{hashlib.sha256(raw).hexdigest()[:8]}"
    path.write_bytes(raw)
    return split(path, scratch, limits or MailLimits())


def names(message: Message) -> list[str]:
    """Names of the parts in order."""
    return [found.name for found in message.parts]


def attached(parameters: bytes, kind: bytes = b"application/pdf") -> bytes:
    """A part with a Content-Disposition of these parameters."""
    return part(BIG, kind, b"Content-Disposition: attachment; " + parameters + b"\n")


# ------------------------------------------------------------------ parts


def test_parts_are_on_disk_with_size_and_hash(scratch: Path) -> None:
    """A part's file holds its decoded bytes, and size and SHA-256 are of them."""
    message = take(scratch, HEAD + multipart(TEXT, PDF))
    (found,) = message.parts
    data = (scratch / found.file).read_bytes()
    assert (found.path, found.name, found.content_type, found.inline) == ("1", "plan.pdf", "application/pdf", False)
    assert (found.size, found.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert len(data) == 9000


def test_unnamed_inline_pdf_is_an_attachment(scratch: Path) -> None:
    """Fault 21: mail-parser loses it; its made-up name is the same for the same letter."""
    raw = HEAD + multipart(
        TEXT,
        part(BIG, extra=b"Content-Disposition: inline\n"),
        part(b"%PDF-1.4 x", b"application/octet-stream", encoding=b""),
    )
    assert names(take(scratch, raw)) == ["attachment-1.pdf", "attachment-2.pdf"]
    assert names(take(scratch, raw)) == ["attachment-1.pdf", "attachment-2.pdf"]


def test_only_bodies_are_texts(scratch: Path) -> None:
    """A text with a name or sent as an attachment is a part; calendars, signatures and winmail.dat are parts too."""
    raw = HEAD + multipart(
        TEXT,
        part(b"<p>hi", b"text/html", encoding=b""),
        part(b"a,b", b"text/csv; name=a.csv", encoding=b""),
        part(b"a", b"text/plain; name=a.txt", encoding=b""),
        part(b"b", b"text/plain", b"Content-Disposition: attachment\n", b""),
        part(b"BEGIN:VCALENDAR", b"text/calendar", encoding=b""),
        part(b"QUJD", b"application/ms-tnef; name=winmail.dat"),
        part(b"QUJD", b"application/pkcs7-signature; name=smime.p7s"),
    )
    message = take(scratch, raw)
    assert (len(message.texts), message.html) == (1, ("<p>hi",))
    assert names(message) == ["a.csv", "a.txt", "attachment-3.txt", "attachment-4.ics", "winmail.dat", "smime.p7s"]


@pytest.mark.parametrize("kind", [b"text/plain", b"pdf", b"text/html"])
def test_a_file_under_the_label_of_a_text_is_a_part(scratch: Path, kind: bytes) -> None:
    """Programs that know no types send documents as text/plain, or as a type that is none (RFC 2045, 5.2)."""
    message = take(
        scratch, HEAD + multipart(TEXT, part(base64.encodebytes(b"%PDF-1.4 " + bytes(range(256)) * 40), kind))
    )
    assert names(message) == ["attachment-1.pdf"]
    assert len(message.texts) == 1


def test_pictures_that_the_text_shows_are_inline(scratch: Path) -> None:
    """A Content-ID alone is no proof: Gmail gives one to every attachment."""
    raw = HEAD + multipart(
        part(BIG, b"image/png; name=logo.png", b"Content-ID: <1@x>\nContent-Disposition: inline\n"),
        part(BIG, b"image/png; name=scan.png", b"Content-ID: <2@x>\nContent-Disposition: attachment\n"),
        part(BIG, b"image/png; name=photo.png"),
    )
    assert [(found.name, found.inline) for found in take(scratch, raw).parts] == [
        ("logo.png", True),
        ("scan.png", False),
        ("photo.png", False),
    ]


def test_a_forwarded_letter_becomes_flat_files(scratch: Path) -> None:
    """Fault 24: its attachments and its text are parts named after it, so that an application in its body is found."""
    message = take(
        scratch,
        HEAD
        + multipart(TEXT, NESTED, NESTED, b'Content-Type: message/rfc822; name="fwd 1.eml"\n\nSubject: x\n\nnur\n'),
    )
    assert names(message) == [
        "forwarded.eml/letter.txt",
        "forwarded.eml/plan.pdf",
        "forwarded-2.eml/letter.txt",
        "forwarded-2.eml/plan.pdf",
        "fwd 1.eml/letter.txt",
    ]
    assert [found.path for found in message.parts] == ["1/0/0", "1/0/1", "2/0/0", "2/0/1", "3/0"]
    assert (scratch / message.parts[-1].file).read_text() == "nur\n"
    assert len(message.texts) == 1


def test_a_forwarded_text_is_stored_as_utf8_whatever_it_was(scratch: Path) -> None:
    """The label stays behind with the letter, so the file must not need it."""
    inner = (
        b"Content-Type: message/rfc822\n\nContent-Type: text/plain; charset=koi8-r\n\n"
        + "Приказ о создании".encode("koi8-r")
    )
    message = take(scratch, HEAD + multipart(inner))
    assert (scratch / message.parts[0].file).read_bytes() == "Приказ о создании".encode()


def test_a_letter_nested_too_deep_stays_one_file(scratch: Path) -> None:
    """It is kept as a file with its problem, not lost."""
    raw: bytes = b"\nSubject: core\n\ntext\n"
    for _ in range(4):
        raw = (
            b"Content-Type: message/rfc822\n" + raw
            if raw.startswith(b"\n")
            else b"Content-Type: message/rfc822\n\n" + raw
        )
    message = take(scratch, b"From: a@b.kz\n" + raw, MailLimits(depth=2))
    assert [found.problem for found in message.parts] == [Problem("too_deep", "letter")]
    assert b"core" in (scratch / message.parts[0].file).read_bytes()


def test_a_report_of_delivery_is_one_part(scratch: Path) -> None:
    """RFC 3464: the human text is the text, the report a part, the returned header a part."""
    status = b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.kz\n\n"
    status += b"Final-Recipient: rfc822; x@y.kz\nAction: failed\n"
    message = take(
        scratch,
        HEAD + multipart(TEXT, status, part(b"Subject: ours\n", b"text/rfc822-headers", encoding=b""), kind=b"report"),
    )
    assert [found.content_type for found in message.parts] == ["message/delivery-status", "text/rfc822-headers"]
    assert b"Action: failed" in (scratch / message.parts[0].file).read_bytes()
    assert len(message.texts) == 1


def test_a_letter_attached_in_base64_is_kept_decoded(scratch: Path) -> None:
    """Against RFC 2046, 5.2.1, and yet sent: the file is the letter, ready to be unpacked."""
    inner = HEAD + multipart(TEXT, PDF)
    message = take(scratch, HEAD + multipart(part(base64.encodebytes(inner), b"message/rfc822; name=z.eml")))
    assert names(message) == ["z.eml"]
    assert (scratch / message.parts[0].file).read_bytes() == inner


# ------------------------------------------------------------------ names

KAZAKH = "Бұйрық №1 әдістемелік бірлестік.docx"
TABLES = ("utf-8", "kz1048", "cp1251", "koi8-r", "cp866")
RUSSIAN = "Приказ о назначении руководителя.pdf"


@pytest.mark.parametrize(
    ("name", "codec"),
    [(name, codec) for name in (KAZAKH, "Өтінім.docx") for codec in ("utf-8", "kz1048")]
    + [
        (name, codec)
        for name in (RUSSIAN.replace("№", "N"), "ЖОСПАР 2025.xlsx", "Анализ работы МО.doc")
        for codec in TABLES
    ],
)
def test_raw_eight_bit_names_are_read_by_their_letters(scratch: Path, name: str, codec: str) -> None:
    """Fault 23: old mail programs send names as bare bytes of any Cyrillic table."""
    raw_name = name.encode(codec)
    assert names(take(scratch, HEAD + multipart(attached(b'filename="' + raw_name + b'"')))) == [name]


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        (b"filename*=UTF-8''%D0%9F%D0%BB%D0%B0%D0%BD.pdf", "План.pdf"),
        (b"filename*0*=UTF-8''%D0%9F%D0%BB;\n filename*1*=%D0%B0%D0%BD;\n filename*2=.pdf", "План.pdf"),
        (b"filename*0*=UTF-8''%D0%9F%D0;\n filename*1*=%BB%D0%B0%D0%BD.pdf", "План.pdf"),
        (b"filename*=koi8-r''%F0%CC%C1%CE.pdf", "План.pdf"),
        (b"filename*=''%CF%EB%E0%ED%20%F0%E0%E1%EE%F2%FB.pdf", "План работы.pdf"),
        (b"filename=\"____.pdf\"; filename*=UTF-8''%D0%9F%D0%BB%D0%B0%D0%BD.pdf", "План.pdf"),
        (b'filename="=?UTF-8?B?0J/Qu9Cw0L0ucGRm?="', "План.pdf"),
        (b'filename="=?UTF-8?B?0J/Qu9A=?=\n =?UTF-8?B?sNC9LnBkZg==?="', "План.pdf"),
        (b'filename="=?windows-1251?Q?=CF=EB=E0=ED?= 1.pdf"', "План 1.pdf"),
        (b'filename="=?utf-8?Q?=D0=9F=D0=BB=D0?=\n\t=?utf-8?Q?=B0=D0=BD.pdf?="', "План.pdf"),
        (b'filename*0="=?UTF-8?B?0J/Qu9Cw"; filename*1="0L0ucGRm?="', "План.pdf"),
        (b"filename=plan 1.pdf", "plan 1.pdf"),
        (b'filename="a;b \\"c\\".pdf"', 'a;b "c".pdf'),
        (b'filename="../../etc/s.pdf"', "../../etc/s.pdf"),
        (b'filename="C:\\\\docs\\\\s.pdf"', "C:\\docs\\s.pdf"),
        ('filename="a\u202efdp.exe"'.encode(), "a\u202efdp.exe"),
        (b'filename=""', "attachment-1.pdf"),
    ],
)
def test_names_in_every_dress(scratch: Path, parameters: bytes, name: str) -> None:
    """RFC 2231 and RFC 2047, also where they are forbidden, split inside a letter, folded, or beside each other."""
    message = take(scratch, HEAD + multipart(attached(parameters)))
    assert names(message) == [name]
    assert {file.name for file in scratch.iterdir()} == {message.parts[0].file}


def test_file_name_wins_over_name(scratch: Path) -> None:
    """Where both are given, the name in Content-Disposition is what people saw."""
    raw = HEAD + multipart(
        attached(b"filename=right.pdf", b"application/pdf; name=wrong.pdf"),
        attached(b"x=y", b"application/pdf; name=only.pdf"),
    )
    assert names(take(scratch, raw)) == ["right.pdf", "only.pdf"]


# ------------------------------------------------------------------ texts and headers


@pytest.mark.parametrize("declared", [None, "us-ascii", "iso-8859-1", "utf-8", "windows-1251", "x-unknown", "kz1048"])
@pytest.mark.parametrize("codec", ["utf-8", "kz1048"])
def test_bodies_under_a_wrong_label_are_read(scratch: Path, declared: str | None, codec: str) -> None:
    """Fault 23: the letters decide, the label is a hint."""
    text = "Сәлеметсіз бе! Өтінімді және құжаттарды жіберіп отырмыз, қабылдаңыз."
    kind = b"text/plain" + (f"; charset={declared}".encode() if declared else b"")
    assert take(scratch, HEAD + part(text.encode(codec), kind, encoding=b"8bit")).texts == (text,)


def test_flowed_lines_are_joined(scratch: Path) -> None:
    """RFC 3676: soft breaks go, quotes of another depth and signatures stay apart, delsp takes the space along."""
    flowed = b"Mektep  \natauy: \n79 mektep\n> quoted \n> on\n>> deeper\n-- \nme\n from"
    assert take(scratch, HEAD + part(flowed, b"text/plain; format=flowed", encoding=b"")).texts == (
        "Mektep  atauy: 79 mektep\n> quoted on\n>> deeper\n-- \nme\nfrom",
    )
    assert take(scratch, HEAD + part(b"Mek \ntep", b"text/plain; format=flowed; delsp=yes", encoding=b"")).texts == (
        "Mektep",
    )


def test_headers_are_decoded(scratch: Path) -> None:
    """Addresses through mail-parser, names and subject from encoded words or bare bytes; addresses in lower case."""
    raw = (
        b"From: =?utf-8?B?0JDQudCz0q/Quw==?= <A.Tursyn@Mail.KZ>\n"
        + 'To: Айгүл Тұрсынова <b@c.kz>, "x, y" <d@e.kz>\nCc: f@g.kz\nReply-To: <r@s.kz>\n'.encode("kz1048")
        + b"Subject: =?utf-8?B?0J7SmtCi?=\n =?koi8-r?B?09LPy8k=?= 2025\n"
        + b"In-Reply-To: <a@b>\nReferences: <1@x> <2@x>\n\t<3@x>\n"
        + b"Return-Path: <>\nReceived: from a\n\tby b; x\nReceived: from c by d; y\n"
        + b"Auto-Submitted: auto-replied\nX-Mailer: Bat\nList-Id: <l.x>\n\nhi"
    )
    message = take(scratch, raw)
    assert message.sender == Address("Айгүл", "a.tursyn@mail.kz")
    assert message.to == (Address("Айгүл Тұрсынова", "b@c.kz"), Address("x, y", "d@e.kz"))
    assert (message.cc, message.reply_to) == ((Address("", "f@g.kz"),), (Address("", "r@s.kz"),))
    assert message.subject == "ОҚТсроки 2025"
    assert (message.in_reply_to, message.references) == (("<a@b>",), ("<1@x>", "<2@x>", "<3@x>"))
    assert message.received == ("from a by b; x", "from c by d; y")
    assert message.return_path == "<>"
    assert {("Auto-Submitted", "auto-replied"), ("X-Mailer", "Bat"), ("List-Id", "<l.x>")} <= set(message.headers)


def test_a_letter_without_from_date_and_message_id_is_a_letter(scratch: Path) -> None:
    """Fault 22: nothing of them is needed."""
    message = take(scratch, b"Subject: x\n\nhi")
    assert (message.sender, message.date, message.message_id, message.texts) == (Address("", ""), "", "", ("hi",))


@pytest.mark.parametrize("junk", [b"", b"\n \n", b"\xff\xd8\xff\xe0 jpeg", b"no header here\n\nx", b"PK\x03\x04"])
def test_what_is_no_letter_is_an_error(scratch: Path, junk: bytes) -> None:
    """A file without any header line is refused by code, not read as an empty letter."""
    with pytest.raises(NotALetterError) as caught:
        take(scratch, junk)
    assert caught.value.problem.code in ("empty", "unsupported")


@pytest.mark.parametrize(
    "ahead", [b"From x@y Mon Jan 1 00:00:00 2025\n", b">From x\n", b"\xef\xbb\xbf", b"\n\n", b"\xef\xbb\xbf\r\n"]
)
def test_what_savers_put_ahead_is_tolerated(scratch: Path, ahead: bytes) -> None:
    """An mbox line, a byte order mark or blank lines before the header change nothing."""
    raw = HEAD + multipart(TEXT, PDF)
    assert take(scratch, ahead + raw) == take(scratch, raw)


# ------------------------------------------------------------------ identity


def test_the_key_is_the_same_however_a_letter_was_saved(scratch: Path) -> None:
    """From IMAP (CRLF), an mbox (LF, quoting, a line ahead, a blank line behind), refolded: one letter."""
    raw = (
        HEAD
        + b"Date: Mon, 6 Oct 2025 10:00:00 +0500\nSubject: x\n"
        + multipart(part(b"a\n\nFrom the school\n>From old\n", b"text/plain", encoding=b""), PDF)
    )
    mbox = (
        b"From a@b Mon Jan 1\n"
        + raw.replace(b"\nFrom the", b"\n>From the").replace(b"\n>From old", b"\n>>From old")
        + b"\n\n"
    )
    saved = [
        raw,
        raw.replace(b"\n", b"\r\n"),
        mbox,
        raw.replace(b": <1@", b":\n <1@"),
        b"Received: by x\n" + raw,
        raw.rstrip(b"\n"),
    ]
    assert len({take(scratch, one).key for one in saved}) == 1


@pytest.mark.parametrize("size", [100, 8000, 9000, 700_000])
def test_the_key_is_the_same_for_all_line_ends_of_any_size(scratch: Path, size: int) -> None:
    """The size where bodies begin to be cut out must not depend on line ends."""
    body = base64.encodebytes(random.Random(size).randbytes(size))
    for ahead in range(3):
        raw = HEAD + multipart(part(b"x" * ahead, b"text/plain", encoding=b""), part(body))
        assert take(scratch, raw).key == take(scratch, raw.replace(b"\n", b"\r\n")).key


@pytest.mark.parametrize("size", range(6100, 6200, 7))
def test_the_key_agrees_around_the_least_cut(scratch: Path, size: int) -> None:
    """CR counts as bytes of the letter but not as base64."""
    raw = HEAD + part(base64.encodebytes(b"x" * size))
    assert take(scratch, raw).key == take(scratch, raw.replace(b"\n", b"\r\n")).key


def test_another_body_is_another_letter(scratch: Path) -> None:
    """Fault 22: the same Message-ID with another body, or the same body with another Date, is another key."""
    one = HEAD + multipart(TEXT, PDF)
    other_text, other_file = one.replace(b"hello", b"hullo"), one.replace(BIG[:76], BIG[76:152])
    dated = b"Date: Mon, 6 Oct 2025 10:00:00 +0500\n" + one
    assert len({take(scratch, raw).key for raw in (one, other_text, other_file, dated)}) == 4


# ------------------------------------------------------------------ damage and limits


def codes(message: Message) -> set[str]:
    """Codes of the letter's problems."""
    return {problem.code for problem in message.problems}


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + multipart(TEXT, PDF, close=b""),
        (HEAD + multipart(TEXT, PDF))[:-3000],
        HEAD + multipart(TEXT, part(BIG[:3000] + b"!!" + BIG[3000:])),
        HEAD + multipart(TEXT, part(BIG.rstrip(b"=\n") + b"A\n")),
    ],
    ids=["no closing boundary", "cut off", "stray characters", "a character too many"],
)
def test_damage_is_flagged_and_read_as_far_as_possible(scratch: Path, raw: bytes) -> None:
    """Fault 23: the text is there, the part is there, the letter says that it is damaged."""
    message = take(scratch, raw)
    assert "damaged" in codes(message)
    assert (len(message.texts), len(message.parts)) == (1, 1)
    assert message.parts[0].size > 6000


def test_a_sound_letter_has_no_problems(scratch: Path) -> None:
    """Flags mean something only if sound letters have none."""
    assert take(scratch, HEAD + multipart(TEXT, PDF, NESTED)).problems == ()


@pytest.mark.parametrize(
    "header",
    [b"Content-Type: multipart/mixed", b"Content-Type: multipart/mixed; boundary=other"],
    ids=["missing", "wrong"],
)
def test_parts_behind_a_lost_boundary_are_found(scratch: Path, header: bytes) -> None:
    """The boundary that the body uses is recovered, and the letter says so."""
    raw = HEAD + header + b"\n\n" + multipart(TEXT, PDF).partition(b"\n\n")[2]
    message = take(scratch, raw)
    assert names(message) == ["plan.pdf"]
    assert message.parts[0].size == 9000
    assert Problem("damaged", "BoundaryRecovered") in message.problems


def test_parts_after_the_closing_boundary_are_found(scratch: Path) -> None:
    """A boundary closed too early hides what follows from the library."""
    raw = HEAD + multipart(TEXT, PDF) + b"--b1\n" + attached(b"filename=late.pdf") + b"\n--b1--\n"
    assert names(take(scratch, raw)) == ["plan.pdf", "late.pdf"]


def test_ten_thousand_parts_end_bounded(scratch: Path) -> None:
    """Fault 24: as many as the limit are listed, and the letter says that there were more."""
    message = take(scratch, HEAD + multipart(*[part(b"x", encoding=b"")] * 10_000), MailLimits(parts=50))
    assert len(message.parts) == 50
    assert Problem("too_many", "parts") in message.problems


def test_hostile_nesting_is_an_error_by_code(scratch: Path) -> None:
    """Thousands of multiparts in one another end with a code, not with a crash."""
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth) for depth in range(5000)
    )
    with pytest.raises(ParserError) as caught:
        take(scratch, b"From: a@b.kz\n" + opening)
    assert caught.value.problem.code == "too_deep"
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: multipart/mixed" + b';a="' * 200_000,
        b"Subject: " + b"=?utf-8?q?" * 100_000,
        b"To: " + b'"<' * 400_000,
        b"X-A: " + b"a\n " * 400_000,
        b"".join(b"X-%d: y\n" % number for number in range(100_000)) + b"Z: z",
    ],
    ids=["parameters", "encoded words", "addresses", "folding", "many"],
)
def test_quadratic_headers_are_bounded(scratch: Path, header: bytes) -> None:
    """python/cpython#136063: megabytes of header are cut, flagged and read within the time of this test."""
    message = take(scratch, b"From: a@b.kz\n" + header + b"\n\nhi\n")
    assert Problem("too_large", "header") in message.problems
    assert sum(len(name) + len(value) for name, value in message.headers) < 1_000_000


def test_a_body_of_megabytes_is_a_part(scratch: Path) -> None:
    """A text nobody types is kept as a file and not carried in the message."""
    message = take(scratch, HEAD + part(b"line of text\n" * 300_000, b"text/plain; charset=utf-8", encoding=b""))
    assert message.texts == ()
    assert [(found.name, found.size) for found in message.parts] == [("letter.txt", 13 * 300_000)]


def test_memory_does_not_grow_with_the_letter(scratch: Path) -> None:
    """Twelve megabytes in attachments pass through less than three of memory."""
    files = [part(base64.encodebytes(random.Random(seed).randbytes(3_000_000))) for seed in range(4)]
    raw = HEAD + multipart(TEXT, *files)
    path = scratch.parent / "big.eml"
    path.write_bytes(raw)
    del raw, files
    tracemalloc.start()
    message = split(path, scratch, MailLimits())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(found.size for found in message.parts) == 12_000_000
    assert peak < 3_000_000


def test_a_line_without_end_costs_no_square(scratch: Path) -> None:
    """Megabytes on one line, in every encoding, end within the time of this test."""
    for encoding, line in ((b"8bit", b"word "), (b"quoted-printable", b"=41b="), (b"base64", b"QUJD!")):
        message = take(scratch, HEAD + part(b"first line\n" + line * 600_000, encoding=encoding))
        assert message.parts[0].size > 1_500_000


def test_names_of_files_on_disk_are_ours(scratch: Path) -> None:
    """Fault 26: no name of the sender's is ever a path."""
    outside = scratch.parent / "evil.pdf"
    message = take(
        scratch,
        HEAD
        + multipart(
            attached(b'filename="../evil.pdf"'),
            attached(b'filename="/tmp/evil.pdf"'),
            attached(b'filename="x\x00y.pdf"'),
        ),
    )
    assert not outside.exists()
    assert all(found.file.isalnum() for found in message.parts)
    assert {file.name for file in scratch.iterdir()} == {found.file for found in message.parts}


def test_a_name_in_pieces_of_which_one_has_no_number_does_not_lose_the_letter(tmp_path: Path) -> None:
    """RFC 2231 numbers them; the standard library's parser stumbles over a mixture."""
    lines = ["From: a@b.kz", 'Content-Type: application/pdf; name*="utf-8\'\'a"; name*0="b"; name*1=".pdf"', "", "x"]
    (tmp_path / "raw").write_bytes("\r\n".join(lines).encode())
    (part,) = split(tmp_path / "raw", tmp_path, MailLimits()).parts
    assert part.name
