"""Everything is there; what differs is how the application was filled in and sent."""

import dataclasses

from tests.samples import applications
from tests.samples.applications import body_of, fill
from tests.samples.mail import at
from tests.samples.spelling import without_kazakh_letters
from tests.samples.stories.base import (
    Item,
    Letters,
    application,
    before,
    greeting,
    portfolio,
)


def form_in_body(letters: Letters) -> None:
    """The application typed into the letter."""
    h = letters.hand("form-in-body")
    form = fill(h)
    letters.post(
        "form-in-body",
        h,
        "10-16 08:44:00",
        subject="Сұраныс",
        text=body_of(form),
        files=portfolio(h, naming="latin"),
        fields=form,
        coding="quoted-printable",
    )
    letters.judged("form-in-body", h, "accepted", earlier=before("accepted"))


def form_in_html(letters: Letters) -> None:
    """The application typed into a letter that is HTML alone."""
    h = letters.hand("form-in-html")
    form = fill(h)
    rows = "".join(f"<tr><td>{label}</td><td>{form.values[key]}</td></tr>" for key, label in form.labels)
    html = f"<div>Сәлеметсіз бе!<br></div><p><b>{form.title}</b></p><table>{rows}</table><p>{form.day}</p>"
    letters.post(
        "form-in-html",
        h,
        "10-17 16:16:16",
        subject="өтінім",
        text=None,
        html=html,
        files=portfolio(h, naming="mixed"),
        fields=form,
    )
    letters.judged("form-in-html", h, "accepted", earlier=None)


def content_controls(letters: Letters) -> None:
    """The form filled in Word's content controls."""
    h = letters.hand("content-controls")
    form = fill(h)
    files = [application(h, form, "controls"), *portfolio(h, naming="digits")]
    letters.post("content-controls", h, "10-10 10:10:10", subject=None, text=greeting(h), files=files, fields=form)
    letters.judged("content-controls", h, "accepted", earlier=before("accepted"))


def bilingual_form(letters: Letters) -> None:
    """Labels in two languages; an empty subject and no text; numbers in the file names in the wrong order."""
    h = letters.hand("bilingual-form", "mixed")
    form = fill(h, language="both")
    files = [application(h, form, "table", "docx"), *portfolio(h, naming="misnumbered")]
    letters.post("bilingual-form", h, "10-17 19:58:00", subject="", text="", files=files, fields=form)
    letters.judged("bilingual-form", h, "accepted", earlier=None)


def forwarded(letters: Letters) -> None:
    """A forwarded letter (message/rfc822) carries the application; the documents lie beside it."""
    h = letters.hand("forwarded")
    form = fill(h)
    inner = application(h, form, "lines")
    nested = _nested(letters, h.team.leader_email, inner, h.rng.getrandbits(40))
    wrap = Item("Өтінім хат.eml", nested, {inner.name: inner.expect[""]}, content_type="message/rfc822")
    deputy = f"{h.team.deputy.login}@{h.team.school.domain}"
    letters.post(
        "forwarded",
        h,
        "10-15 17:00:00",
        sender=deputy,
        name=h.team.deputy.full,
        subject="Fwd: байқау",
        text="Жолдаймын\n",
        files=[wrap, *portfolio(h, naming="plain")],
        fields=form,
    )
    letters.judged("forwarded", h, "accepted", earlier=before("accepted"))


def _nested(letters: Letters, sender: str, file: Item, mark: int) -> bytes:
    from tests.samples.mail import Draft, written

    draft = Draft(
        sender=sender,
        to="info@post.example",
        subject="байқауға",
        text="Өтінімім\n",
        date=at("10-15 16:00:00"),
        message_id=f"<in-{mark:x}@{sender.rpartition('@')[2]}>",
        files=[file.sent("2231")],
        boundary=f"=_in{mark:x}",
    )
    return written(draft)


def no_kazakh_letters(letters: Letters) -> None:
    """Everything typed without the letters that a Russian keyboard lacks, the application too."""
    h = letters.hand("no-kazakh-letters", "kk")
    plain = fill(h)
    form = dataclasses.replace(
        plain,
        title=without_kazakh_letters(plain.title),
        labels=tuple((key, without_kazakh_letters(label)) for key, label in plain.labels),
        values={key: without_kazakh_letters(value) for key, value in plain.values.items()},
        day=without_kazakh_letters(plain.day),
    )
    files = [application(h, form), *portfolio(h, naming="no_kazakh", bare=True)]
    letters.post(
        "no-kazakh-letters",
        h,
        "10-15 11:11:00",
        subject="Байкауга портфолио",
        text=without_kazakh_letters(greeting(h)),
        files=files,
        fields=form,
    )
    letters.judged("no-kazakh-letters", h, "accepted", earlier=before("accepted"))


def newer_application(letters: Letters) -> None:
    """A newer application from the same address replaces the older one."""
    h = letters.hand("newer-application")
    old, new = fill(h), None
    letters.post(
        "newer-application",
        h,
        "10-14 09:00:00",
        subject="өтінім, портфолио",
        text=greeting(h),
        files=[application(h, old, "lines"), *portfolio(h, naming="numbered", untitled=0)],
        fields=old,
    )
    new = fill(h, leader_phone="+7 700 555 01 23", email=h.team.office_email)
    letters.post(
        "newer-application",
        h,
        "10-16 16:20:00",
        subject="түзетілген өтінім",
        text="Телефоным өзгерді, жаңа өтінім жіберемін.\n",
        files=[application(h, new, "lines", name="Өтінім жаңа")],
        fields=new,
    )
    letters.judged(
        "newer-application", h, "accepted", earlier=before("accepted"), application=applications.expected(new)
    )


REST = (form_in_body, form_in_html, content_controls, bilingual_form, forwarded, no_kazakh_letters, newer_application)
