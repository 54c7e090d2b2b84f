"""What mail programs do to letters: names, charsets, boundaries, copies."""

import base64
from dataclasses import replace

from tests.samples.applications import fill
from tests.samples.mail import Draft, NameStyle, at, stamps, written
from tests.samples.paper import Hand
from tests.samples.stories.base import (
    Item,
    Letters,
    application,
    archive,
    before,
    expect,
    greeting,
    kind,
    portfolio,
    proven,
)


def raw_names(letters: Letters) -> None:
    """File names as raw cp1251 bytes, subject and text in windows-1251; a Russian school."""
    h = letters.hand("raw-cp1251", "ru")
    form = fill(h)
    files = [application(h, form), *portfolio(h)]
    letters.post(
        "raw-cp1251",
        h,
        "10-14 16:45:00",
        subject="Заявка и портфолио",
        text=greeting(h),
        files=files,
        fields=form,
        style="raw_cp1251",
        charset="windows-1251",
        coding="quoted-printable",
    )
    letters.judged("raw-cp1251", h, "accepted", earlier=before("accepted"))


def many_name_styles(letters: Letters) -> None:
    """Every way of writing a file name in one letter."""
    h = letters.hand("name-styles")
    form = fill(h)
    files = [application(h, form), *portfolio(h)]
    styles: tuple[NameStyle, ...] = ("2047", "2231", "2231split", "raw_utf8")
    mixed = [replace(f, style=styles[place % 4]) for place, f in enumerate(files)]
    letters.post("name-styles", h, "10-12 11:00:00", subject="портфолио", text=greeting(h), files=mixed, fields=form)
    letters.judged("name-styles", h, "accepted", earlier=before("accepted"))


def zip_cp1251(letters: Letters) -> None:
    """A zip whose names are raw cp1251; Russian."""
    h = letters.hand("zip-cp1251", "ru")
    form = fill(h)
    files = [application(h, form, "table", "pdf"), *portfolio(h, untitled=0)]
    plain = [replace(f, name=f.name.replace("–", "-")) for f in files]
    letters.post(
        "zip-cp1251",
        h,
        "10-17 15:00:00",
        subject="Конкурс",
        text=greeting(h),
        files=[archive("docs.zip", plain, coding="cp1251")],
        fields=form,
    )
    letters.judged("zip-cp1251", h, "accepted", earlier=None)


def unnamed_pdf(letters: Letters) -> None:
    """Apple's mail puts a PDF inline, without a name: here it is the minutes."""
    h = letters.hand("unnamed-pdf")
    form = fill(h)
    files = portfolio(h, untitled=0, formats=("docx", "pdf"))
    last = files.pop()
    if not last.name.endswith(".pdf"):
        last = _as_pdf(h, last)
    nameless = replace(last, style="unnamed", content_type="application/pdf", inline=True, name="")
    letters.post(
        "unnamed-pdf",
        h,
        "10-16 11:30:00",
        subject="портфолио",
        text=greeting(h),
        files=[application(h, form), nameless, *files],
        fields=form,
    )
    letters.judged("unnamed-pdf", h, "accepted", earlier=before("accepted"))


def _as_pdf(h: Hand, file: Item) -> Item:
    from tests.samples.kazakh.records import meeting_minutes
    from tests.samples.render.typed import pdf_of

    data = pdf_of([meeting_minutes(h)])
    return replace(file, data=data, expect={"": expect("document", {"meeting_minutes": kind()}, data)})


def broken_base64(letters: Letters) -> None:
    """One attachment has stray characters in its base64 (ignored, RFC 2045 6.8), another is cut off."""
    h = letters.hand("broken-base64")
    form = fill(h)
    files = portfolio(h, untitled=0, each=True, formats=("docx",))
    coded = base64.encodebytes(files[3].data).replace(b"\n", b"\r\n")
    files[3] = replace(files[3], encoded=coded[:500] + b"!~ \r\n" + coded[500:])
    coded = base64.encodebytes(files[11].data).replace(b"\n", b"\r\n")
    files[11] = replace(
        files[11],
        encoded=coded[: len(coded) // 2],
        expect={"": expect(["unread", "document"], {"publications": kind(status="any")})},
    )
    letters.post(
        "broken-base64",
        h,
        "10-15 14:00:00",
        subject="портфолио",
        text=greeting(h),
        files=[application(h, form), *files],
        fields=form,
    )
    letters.judged(
        "broken-base64", h, "held", may=("unreadable", "ambiguous"), missing=None, earlier=before("held", None)
    )


def no_closing_boundary(letters: Letters) -> None:
    """The last boundary never came."""
    h = letters.hand("no-closing-boundary")
    form = fill(h)
    letters.post(
        "no-closing-boundary",
        h,
        "10-17 18:18:18",
        subject="портфолио",
        text=greeting(h),
        files=[application(h, form), *portfolio(h)],
        fields=form,
        closed=False,
    )
    letters.judged("no-closing-boundary", h, "accepted", earlier=None)


def no_message_id(letters: Letters) -> None:
    """Neither Message-ID nor Date."""
    h = letters.hand("no-message-id")
    form = fill(h)
    letters.post(
        "no-message-id",
        h,
        "10-13 12:00:00",
        subject="портфолио",
        text=greeting(h),
        files=[application(h, form), *portfolio(h)],
        fields=form,
        message_id=None,
        date=None,
    )
    letters.judged("no-message-id", h, "accepted", earlier=before("accepted"))


def same_message_id(letters: Letters) -> None:
    """A program that gives every letter the same Message-ID: two letters all the same."""
    h = letters.hand("same-message-id")
    form = fill(h)
    files = portfolio(h, untitled=0)
    ident = f"<1@{h.team.school.domain}>"
    letters.post(
        "same-message-id",
        h,
        "10-14 10:00:00",
        subject="1 бөлім",
        text=greeting(h),
        files=[application(h, form), *files[:12]],
        fields=form,
        message_id=ident,
    )
    letters.post(
        "same-message-id", h, "10-14 10:20:00", subject="2 бөлім", text="Жалғасы\n", files=files[12:], message_id=ident
    )
    letters.judged("same-message-id", h, "accepted", earlier=before("accepted"))


def copies(letters: Letters) -> None:
    """One letter three times: as it came, with LF line ends and mbox quoting, and byte for byte again."""
    h = letters.hand("copies")
    form = fill(h)
    moment = at("10-15 15:45:00")
    files = [application(h, form), *portfolio(h, formats=("docx",))]
    draft = Draft(
        sender=h.team.leader_email,
        name=h.team.leader.full,
        subject="портфолио",
        text="Salemetsiz be!\n\nFrom Astana with respect,\n" + h.team.leader.login + "\n",
        date=moment,
        message_id=f"<{h.rng.getrandbits(60):x}@{h.team.school.domain}>",
        received=stamps(moment, h.team.leader_email, h.rng),
        files=[f.sent("2047") for f in files],
        boundary=f"=_{h.rng.getrandbits(40):x}",
        coding="7bit",
        charset="us-ascii",
    )
    raw = written(draft)
    twin = {f.name: f.expect[""] for f in files}
    from tests.samples.applications import expected

    more = {"files": twin, "fields": expected(form), "receipt": proven(moment), "verdict": "submission"}
    first = letters.keep("copies", raw, draft.message_id, **more)  # type: ignore[arg-type]
    quoted = raw.replace(b"\r\n", b"\n").replace(b"\nFrom Astana", b"\n>From Astana")
    letters.keep("copies", quoted, draft.message_id, same_as=first, **more)  # type: ignore[arg-type]
    letters.keep("copies", raw, draft.message_id, same_as=first, **more)  # type: ignore[arg-type]
    letters.judged("copies", h, "accepted", earlier=before("accepted"))


REST = (
    raw_names,
    many_name_styles,
    zip_cp1251,
    unnamed_pdf,
    broken_base64,
    no_closing_boundary,
    no_message_id,
    same_message_id,
    copies,
)
