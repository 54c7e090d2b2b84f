"""Letters that have nothing to do with the contest, or of which nobody can tell."""

from tests.samples import others
from tests.samples.mail import MAILBOX
from tests.samples.paper import Hand
from tests.samples.render.locked import encrypted_zip
from tests.samples.stories.base import Item, Letters, expect, item


def _hand(letters: Letters, story: str) -> Hand:
    """Somebody who has no school in the set."""
    from tests.samples.schools import invented_school

    return letters.hand(story, school=invented_school(300))


def invoice(letters: Letters) -> None:
    """A bill from a supplier."""
    h = _hand(letters, "invoice")
    bill = item(others.invoice(h), "Счет на оплату 114", "pdf", h.rng, "none")
    letters.post(
        "invoice",
        h,
        "10-14 09:40:00",
        sender="buh@snab.example",
        name="ТОО Үлгі Снаб",
        subject="Счет на оплату",
        text="Добрый день, счет во вложении.\n",
        files=[bill],
        verdict="unrelated",
        charset="windows-1251",
    )


def colleague(letters: Letters) -> None:
    """A colleague's chat."""
    h = _hand(letters, "colleague")
    letters.post(
        "colleague",
        h,
        "10-15 13:05:00",
        sender="s.bolat@ofis.example",
        name="Сәуле",
        subject="түскі ас",
        text=h.pick("Бүгін түскі асқа бірге барайық па?\n", "Жиналыс сағат 15-ке ауысты, кабинет 204.\n"),
        verdict="unrelated",
    )


def newsletter(letters: Letters) -> None:
    """A newsletter of a list."""
    h = _hand(letters, "newsletter")
    extra = ("List-Id: <news.pedagog.example>", "List-Unsubscribe: <mailto:off@pedagog.example>", "Precedence: bulk")
    letters.post(
        "newsletter",
        h,
        "10-13 06:00:00",
        sender="news@pedagog.example",
        name="Педагог жаңалықтары",
        subject="Апта жаңалықтары: семинарлар, курстар",
        text="Құрметті ұстаздар! Осы аптада...\n",
        html="<p>Құрметті ұстаздар!</p>",
        verdict="automatic",
        extra=extra,
    )


def out_of_office(letters: Letters) -> None:
    """An automatic answer."""
    h = _hand(letters, "out-of-office")
    letters.post(
        "out-of-office",
        h,
        "10-15 09:00:09",
        sender=h.team.office_email,
        name="Кеңсе",
        subject="Автоматты жауап: байқау",
        text="Мен 20 қазанға дейін еңбек демалысындамын.\n",
        verdict="automatic",
        extra=("Auto-Submitted: auto-replied",),
        return_path="",
    )


def bounce(letters: Letters) -> None:
    """A delivery status report (RFC 3464)."""
    h = _hand(letters, "bounce")
    mark = f"=_dsn{h.rng.getrandbits(32):08x}"
    parts = (
        "Content-Type: text/plain; charset=utf-8\r\n\r\nThis is the mail system. Your message could not be delivered.",
        (
            "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.post.example\r\n\r\n"
            f"Final-Recipient: rfc822; {h.team.leader_email}\r\nAction: failed\r\nStatus: 5.1.1"
        ),
        (
            f"Content-Type: text/rfc822-headers\r\n\r\nFrom: <{MAILBOX}>\r\nTo: <{h.team.leader_email}>\r\n"
            "Subject: =?utf-8?B?0YXQsNCx0LDRgNC70LDQvNCw?="
        ),
    )
    body = (
        f'Content-Type: multipart/report; report-type=delivery-status;\r\n boundary="{mark}"\r\n\r\n'
        + "".join(f"--{mark}\r\n{p}\r\n" for p in parts)
        + f"--{mark}--\r\n"
    )
    letters.post(
        "bounce",
        h,
        "10-15 09:01:00",
        sender="mailer-daemon@post.example",
        name="Mail Delivery System",
        subject="Undelivered Mail Returned to Sender",
        verdict="automatic",
        content=body.encode(),
        return_path="",
        extra=("Auto-Submitted: auto-replied",),
    )


def locked_archive(letters: Letters) -> None:
    """An unknown person sends an archive that needs a password; not a word of the contest."""
    h = _hand(letters, "locked-archive")
    data = encrypted_zip("файлдар.docx", b"secret" * 40)
    twin = {"": expect("unread", {}, data) | {"optional": True}, "файлдар.docx": expect("unread") | {"optional": True}}
    letters.post(
        "locked-archive",
        h,
        "10-16 15:00:00",
        sender="adam77@inbox.example",
        name="",
        subject="файлдар",
        text="Тіркелген файлды қараңызшы\n",
        files=[Item("материал.zip", data, twin)],
        verdict="unclear",
    )


def unknown_scan(letters: Letters) -> None:
    """An unknown person sends a scan with a name that says nothing."""
    h = _hand(letters, "unknown-scan")
    scan = item(others.essay(h), f"Scan{h.number(1000, 9999)}", "scan.pdf", h.rng, "unread")
    letters.post(
        "unknown-scan",
        h,
        "10-16 18:00:00",
        sender="k.ayan@inbox.example",
        name="Аян",
        subject="",
        text="",
        files=[scan],
        verdict="unclear",
    )


def unknown_paper(letters: Letters) -> None:
    """An unknown person's paper about nothing in particular."""
    h = _hand(letters, "unknown-paper")
    paper = item(others.essay(h), "Документ1", "docx", h.rng, "unrecognised")
    letters.post(
        "unknown-paper",
        h,
        "10-12 12:00:00",
        sender="dos@inbox.example",
        name="Дос",
        subject="мынаны оқышы",
        text="Пікіріңді айтарсың\n",
        files=[paper],
        verdict="unclear",
    )


FIRST = (invoice, colleague, newsletter, locked_archive)
REST = (out_of_office, bounce, unknown_scan, unknown_paper)
