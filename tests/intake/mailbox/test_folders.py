"""Names of folders and what they are, as servers of all sorts list them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.mailbox.folders import decoded, encoded, listed, role, same, watched
from intake.mailbox.values import Folder

# What LIST said, as imapclient gives it: flags, delimiter, name. The names of Gmail and Mail.ru are theirs in Russian.
GMAIL = (
    ((b"\\HasNoChildren",), b"/", b"INBOX"),
    ((b"\\HasChildren", b"\\Noselect"), b"/", b"[Gmail]"),
    ((b"\\All", b"\\HasNoChildren"), b"/", encoded("[Gmail]/Вся почта")),
    ((b"\\HasNoChildren", b"\\Trash"), b"/", encoded("[Gmail]/Корзина")),
    ((b"\\Flagged", b"\\HasNoChildren"), b"/", encoded("[Gmail]/Помеченные")),
    ((b"\\HasNoChildren", b"\\Junk"), b"/", encoded("[Gmail]/Спам")),
    ((b"\\HasNoChildren",), b"/", encoded("Спам от коллег")),
    ((b"\\HasNoChildren", b"\\Important"), b"/", encoded("[Gmail]/Важное")),
)
MAIL_RU = (
    ((b"\\Inbox",), b"/", b"INBOX"),
    ((b"\\HasNoChildren",), b"/", b"INBOX/Social"),
    ((b"\\HasNoChildren",), b"/", b"INBOX/Newsletters"),
    ((b"\\HasNoChildren",), b"/", b"INBOX/ToMyself"),
    ((b"\\HasNoChildren",), b"/", encoded("INBOX/Мектептер")),
    ((b"\\Spam",), b"/", encoded("Спам")),
    ((b"\\Sent",), b"/", encoded("Отправленные")),
    ((b"\\Trash",), b"/", encoded("Корзина")),
)
COURIER = (((), b".", b"INBOX"), ((), b".", b"INBOX.Junk"), ((), b".", b"INBOX.Junk.2024"), ((), b".", b"INBOX.Sent"))
ZIMBRA = (((), b"/", b"INBOX"), ((), b"/", b"Junk"), ((), b"/", b"Sent"), ((b"\\NoSelect",), b"/", b"Spam"))
KAZAKH = (((), b"/", b"Inbox"), ((), b"/", encoded("Бұқаралық хат")), ((), b"/", encoded("Жіберілген")))
EXCHANGE = (((), b"/", b"INBOX"), ((), b"/", encoded("Нежелательная почта")), ((), b"/", b"Junk Email"))
BARE = (((), None, b"INBOX"), ((), None, 2024), ((), None, None))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (GMAIL, [("INBOX", "inbox"), ("[Gmail]/Спам", "spam")]),
        (
            MAIL_RU,
            [
                *(("INBOX", "inbox"), ("INBOX/Social", "other"), ("INBOX/Newsletters", "other")),
                *(("INBOX/ToMyself", "other"), ("Спам", "spam")),
            ],
        ),
        (COURIER, [("INBOX", "inbox"), ("INBOX.Junk", "spam")]),
        (ZIMBRA, [("INBOX", "inbox"), ("Junk", "spam")]),
        (KAZAKH, [("INBOX", "inbox"), ("Бұқаралық хат", "spam")]),
        (EXCHANGE, [("INBOX", "inbox"), ("Нежелательная почта", "spam"), ("Junk Email", "spam")]),
        (BARE, [("INBOX", "inbox")]),
    ],
    ids=["gmail", "mail.ru", "courier", "zimbra", "kazakh", "exchange", "bare"],
)
def test_where_a_strangers_letter_can_lie_is_watched(
    lines: tuple[tuple[tuple[bytes, ...], bytes | None, object], ...], expected: list[tuple[str, str]]
) -> None:
    """The inbox, what the server sorts out of it by itself, and spam: by the server's word, else by its usual names."""
    found = watched([listed(*line) for line in lines])
    assert [(folder.name, folder.role) for folder in found] == expected


def test_gmails_second_copy_of_each_letter_is_not_watched() -> None:
    """Unless it is asked for: then it is a folder like any other."""
    every = listed(*GMAIL[2])
    assert (every.name, role(every)) == ("[Gmail]/Вся почта", "other")
    assert Folder(every.name, "other") not in watched([listed(*line) for line in GMAIL])


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"&BCEEPwQwBDw-", "Спам"),
        (b"&BBEEsQSbBDAEQAQwBDsESwSb- &BEUEMARC-", "Бұқаралық хат"),
        (b"R&-D", "R&D"),
        ("Спам".encode(), "Спам"),
        (b"caf\xe9", "café"),
        (b"&BC-broken", "&BC-broken"),
        (b"&&&", "&&&"),
    ],
)
def test_a_name_is_read_as_people_do(raw: bytes, name: str) -> None:
    """Modified UTF-7, bare UTF-8, and what is neither: shown as it came rather than refused."""
    assert decoded(raw) == name


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_any_name_comes_back_from_the_wire(name: str) -> None:
    """In any script, with characters beyond the first plane too."""
    assert encoded(name).isascii()
    assert same(decoded(encoded(name)), name)


@given(st.binary(max_size=30))
def test_any_bytes_are_some_name(raw: bytes) -> None:
    """A server may list anything."""
    assert isinstance(decoded(raw), str)


def test_the_inbox_alone_is_the_same_in_any_case() -> None:
    """RFC 3501, 5.1."""
    assert same("INBOX", "Inbox")
    assert not same("Спам", "спам")
