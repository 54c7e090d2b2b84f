"""Letters that try to break something, and letters that are broken."""

import io
import random
import zipfile
from dataclasses import replace

from tests.samples.applications import fill
from tests.samples.kazakh.words import innovation_participation
from tests.samples.mail import Draft, at, stamps, written
from tests.samples.paper import Hand
from tests.samples.render.plain import text_of
from tests.samples.render.word import blank, pack, zipped
from tests.samples.schools import invented_school
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


def climbing_names(letters: Letters) -> None:
    """A file named ../../evil.docx: its name is only a name, its content counts."""
    h = letters.hand("climbing-name")
    form = fill(h)
    files = portfolio(h, naming="plain", untitled=0)
    files[-1] = replace(files[-1], name=f"../../evil.{files[-1].name.rpartition('.')[2]}", style="raw_utf8")
    letters.post(
        "climbing-name",
        h,
        "10-14 13:30:00",
        subject="портфолио",
        text=greeting(h),
        files=[application(h, form), *files],
        fields=form,
    )
    letters.judged("climbing-name", h, "accepted", earlier=before("accepted"))


def climbing_members(letters: Letters) -> None:
    """A zip whose members want to be written outside."""
    h = letters.hand("climbing-members")
    form = fill(h)
    files = portfolio(h, naming="plain", untitled=0)
    bad = replace(
        files[-1],
        name=f"../../../outside/{files[-1].name}",
        expect={
            "": files[-1].expect[""]
            | {"role": ["document", "unread"], "kinds": {"meeting_minutes": kind(status="any")}}
        },
    )
    letters.post(
        "climbing-members",
        h,
        "10-17 22:00:00",
        subject="портфолио",
        text=greeting(h),
        files=[application(h, form), archive("портфолио.zip", [*files[:-1], bad])],
        fields=form,
    )
    letters.judged(
        "climbing-members", h, ["accepted", "held"], may=("unreadable", "ambiguous"), missing=None, earlier=None
    )


def script_subject(letters: Letters) -> None:
    """Markup in the subject, the sender's name and a file's name."""
    h = letters.hand("script-subject")
    form = fill(h)
    files = portfolio(h, naming="numbered", untitled=0)
    files[0] = replace(
        files[0], name='1. Бұйрық "><img src=x onerror=alert(1)>.' + files[0].name.rpartition(".")[2], style="2231"
    )
    letters.post(
        "script-subject",
        h,
        "10-16 14:40:00",
        subject="<script>alert('байқау')</script> портфолио",
        name="<b>Мектеп</b>",
        text=greeting(h),
        files=[application(h, form), *files],
        fields=form,
    )
    letters.judged("script-subject", h, "accepted", earlier=None)


def formula_school(letters: Letters) -> None:
    """A school's name that a spreadsheet would take for a formula."""
    h = letters.hand("formula-school")
    form = fill(
        h,
        institution=f'=HYPERLINK("http://evil.example","№ {h.team.school.number} мектеп")',
        language="kk",
    )
    letters.post(
        "formula-school",
        h,
        "10-17 09:45:00",
        subject="=1+1",
        text=greeting(h),
        files=[application(h, form), *portfolio(h, naming="plain")],
        fields=form,
    )
    letters.judged(
        "formula-school",
        h,
        ["accepted", "held"],
        may=("eligibility", "application_unclear", "ambiguous"),
        missing=None,
        earlier=None,
    )


def bomb(letters: Letters) -> None:
    """A small zip bomb where the last document should be."""
    h = letters.hand("bomb")
    form = fill(h)
    data = zipped([("Серіктестік.docx", bytes(12_000_000))], level=9)
    unread = expect("unread", {"partnerships": kind(status="any")}, data) | {"optional": True}
    file = Item(
        "серіктестік.zip",
        data,
        {"": unread, "Серіктестік.docx": expect("unread", {"partnerships": kind(status="any")}) | {"optional": True}},
    )
    letters.post(
        "bomb",
        h,
        "10-17 10:45:00",
        subject="портфолио",
        text=greeting(h),
        files=[application(h, form), *portfolio(h, naming="plain", skip=("partnerships",), untitled=0), file],
        fields=form,
    )
    letters.judged("bomb", h, "held", may=("unreadable", "ambiguous"), missing=None, earlier=None)


def foreign_entities(letters: Letters) -> None:
    """A .docx whose XML names a file of the reader's machine as an entity: never read; held or read without it."""
    h = letters.hand("foreign-entities")
    form = fill(h)
    lines = text_of(innovation_participation(h)).splitlines()
    body = "".join(
        f"<w:p><w:r><w:t>{line.replace('&', '&amp;').replace('<', '&lt;')}</w:t></w:r></w:p>" for line in lines
    )
    declared = (
        '<!DOCTYPE w:document [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    )
    with zipfile.ZipFile(io.BytesIO(pack(blank()))) as source:
        members = {info.filename: source.read(info) for info in source.infolist()}
    head, root = members["word/document.xml"].decode().split("<w:document", 1)
    body += "<w:p><w:r><w:t>&secret;&c;</w:t></w:r></w:p>"
    xml = f"{head}{declared}<w:document{root.replace('<w:body>', '<w:body>' + body, 1)}"
    data = zipped((members | {"word/document.xml": xml.encode()}).items())
    file = Item(
        "Инновациялық алаң.docx",
        data,
        {"": expect(["unread", "document"], {"innovation_participation": kind(status="any")}, data)},
    )
    files = [application(h, form), *portfolio(h, naming="plain", skip=("innovation_participation",), untitled=0), file]
    letters.post(
        "foreign-entities", h, "10-17 11:45:00", subject="портфолио", text=greeting(h), files=files, fields=form
    )
    letters.judged(
        "foreign-entities", h, ["held", "accepted"], may=("unreadable", "ambiguous"), missing=None, earlier=None
    )


def ten_thousand_parts(letters: Letters) -> None:
    """A small letter of 10,000 parts from somebody unknown."""
    h = Hand(random.Random(f"{letters.seed}:parts"), letters.hand("parts", school=invented_school(301)).team)
    mark = "=_many"
    part = f"--{mark}\r\nContent-Disposition: attachment; filename=a.bin\r\n\r\nx\r\n"
    body = f'Content-Type: multipart/mixed; boundary="{mark}"\r\n\r\n{part * 10_000}--{mark}--\r\n'
    letters.post(
        "ten-thousand-parts",
        h,
        "10-16 03:03:03",
        sender="bot@spam.example",
        name="",
        subject="hi",
        verdict=["unclear", "quarantined"],
        content=body.encode(),
    )


def no_headers(letters: Letters) -> None:
    """Bytes that are no letter."""
    rng = random.Random(f"{letters.seed}:no-headers")
    letters.keep("no-headers", rng.randbytes(3000), verdict=["quarantined", "unclear"])


def empty(letters: Letters) -> None:
    """A file of nothing."""
    letters.keep("empty", b"", verdict=["quarantined", "unclear", "unrelated"])


def deep(letters: Letters) -> None:
    """A letter in a letter, forty deep, from somebody unknown."""
    h = letters.hand("deep", school=invented_school(302))
    moment = at("10-16 04:04:04")
    raw = b"Subject: core\r\n\r\nx\r\n"
    for level in range(40):
        raw = b"Subject: level %d\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" % level + raw
    draft = Draft(
        sender="bot@spam.example",
        subject="fwd",
        date=moment,
        message_id="<deep@spam.example>",
        received=stamps(moment, "bot@spam.example", h.rng),
        content=b"Content-Type: message/rfc822\r\n\r\n" + raw,
    )
    letters.keep(
        "deep",
        written(draft),
        draft.message_id,
        verdict=["unclear", "quarantined", "unrelated"],
        receipt=proven(moment),
    )


FIRST = (no_headers,)
REST = (
    climbing_names,
    climbing_members,
    script_subject,
    formula_school,
    bomb,
    foreign_entities,
    ten_thousand_parts,
    empty,
    deep,
)
