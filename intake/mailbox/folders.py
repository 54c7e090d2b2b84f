"""Names of folders: modified UTF-7 (RFC 3501, 5.1.3) or plain UTF-8 to what people read, and which folder is what."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imapclient import imap_utf7

from intake.mailbox.values import Folder, Role

# What servers and mail programs call the spam folder where they do not say which it is (RFC 6154): Gmail, Outlook,
# Mail.ru, Yandex, Zimbra, Yahoo, Dovecot's examples; in English, Russian and Kazakh.
_SPAM = frozenset(
    (
        *("spam", "junk", "junk e-mail", "junk email", "junk mail", "bulk", "bulk mail", "bulk e-mail"),
        *("спам", "нежелательная почта", "нежелательные", "рассылки и спам", "подозрительные"),
        *("бұқаралық хат", "бұқаралық хаттар", "жаппай хат", "жаппай хаттар", "қажетсіз хаттар", "қажетсіз пошта"),
        *("қалаусыз хаттар", "қалаусыз пошта", "жағымсыз пошта", "керексіз пошта", "керексіз хаттар"),
    )
)
# Mail.ru sorts letters out of the inbox into these by its own lights, and it may sort a school's so.
_SORTED = frozenset(("inbox/newsletters", "inbox/social", "inbox/news", "inbox/receipts", "inbox/tomyself"))


@dataclass(frozen=True, slots=True)
class Listed:
    """A folder as the server lists it: ``raw`` is its name on the wire."""

    raw: bytes
    name: str
    flags: frozenset[str]
    delimiter: str

    @property
    def usable(self) -> bool:
        """It can be opened."""
        return not self.flags & {"\\noselect", "\\nonexistent"}


def listed(flags: Iterable[object], delimiter: bytes | None, name: object) -> Listed:
    """One line of a LIST answer. A name of digits comes as a number from the parser, NIL as None."""
    raw = name if isinstance(name, bytes) else b"NIL" if name is None else str(name).encode()
    marks = frozenset(flag.decode("ascii", "replace").lower() for flag in flags if isinstance(flag, bytes))
    return Listed(raw, decoded(raw), marks, (delimiter or b"").decode("ascii", "replace"))


def decoded(raw: bytes) -> str:
    """A name as people read it; a name that breaks the rules is shown as it came rather than refused."""
    try:
        if raw.isascii():
            return unicodedata.normalize("NFC", imap_utf7.decode(raw))
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except (UnicodeDecodeError, ValueError):
        return raw.decode("latin-1")


def encoded(name: str) -> bytes:
    """A name on the wire."""
    return bytes(imap_utf7.encode(name))


def same(name: str, other: str) -> bool:
    """Whether two names are one folder's. INBOX alone is the same in any case (RFC 3501, 5.1)."""
    one, two = (unicodedata.normalize("NFC", text) for text in (name, other))
    return one == two or one.casefold() == two.casefold() == "inbox"


def role(folder: Listed) -> Role:
    """What a folder is, by the server's word or else by its usual names."""
    if same(folder.name, "INBOX"):
        return "inbox"
    if "\\junk" in folder.flags or "\\spam" in folder.flags:
        return "spam"
    if folder.flags & {"\\all", "\\sent", "\\trash", "\\drafts", "\\archive", "\\flagged", "\\important"}:
        return "other"
    last = folder.name.rpartition(folder.delimiter)[2] if folder.delimiter else folder.name
    return "spam" if last.casefold() in _SPAM else "other"


def watched(known: Sequence[Listed]) -> tuple[Folder, ...]:
    """The folders that are watched where none is named: where a stranger's letter can come to lie.

    Gmail's "All Mail" is not among them: it holds each letter a second time, and those that we sent.
    """
    usable = [folder for folder in known if folder.usable]
    roles = {folder.name: role(folder) for folder in usable}
    found = [Folder("INBOX", "inbox")]
    for folder in usable:
        as_path = folder.name.replace(folder.delimiter, "/") if folder.delimiter else folder.name
        if roles[folder.name] == "other" and as_path.casefold() in _SORTED:
            found.append(Folder(folder.name, "other"))
        # All of them: a mail program makes a spam folder of its own beside the server's.
        if roles[folder.name] == "spam":
            found.append(Folder(folder.name, "spam"))
    return tuple(found)
