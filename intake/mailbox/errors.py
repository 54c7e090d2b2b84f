"""What can go wrong with a mailbox."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from intake.errors import IntakeError


class MailboxError(IntakeError):
    """A mailbox that cannot be reached, refuses, or says what cannot be understood. Nothing is lost: try again later.

    ``lasting``: a person must do something; otherwise it may pass by itself.
    """

    lines: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "mailbox_unknown": "{host}: no server of this name is known; check mailbox.host and the network",
            "mailbox_unreachable": "{host}: cannot be reached: {why}; check the name, the port and the network",
            "mailbox_refused": "{host}: the login of {user} was refused: {said}; check the user's name and password",
            "mailbox_unavailable": "{host}: the server takes no login now: {said}; it is tried again",
            "mailbox_certificate": "{host}: the certificate is not trusted: {what}; name your own authority's file in "
            "mailbox.ca_file",
            "mailbox_no_tls": "{host}: port {port} does not offer encryption; check mailbox.port and mailbox.security",
            "mailbox_plain": "{host}: a password goes without encryption to this computer alone; use tls or starttls",
            "mailbox_timeout": "{host}: no answer in {seconds} seconds; it is tried again",
            "mailbox_lost": "{host}: the server closed the connection; it is opened again",
            "mailbox_garbled": "{host}: the server's answer cannot be understood; it is asked again",
            "mailbox_denied": "{host}: the server refused a command: {said}; look at the server's settings",
            "folder_absent": "{host}: there is no folder {folder}; correct its name in the configuration",
            "folder_closed": "{host}: the folder {folder} cannot be opened: {said}; check the user's rights to it",
            "uidvalidity_changed": "{host}: the folder {folder} was made anew; it is listed again",
            "letter_withheld": "{host}: letter {uid} of {folder} is not given out; look at it in a mail program",
            "mark_refused": "{host}: letter {uid} of {folder} cannot be marked or moved; check the user's rights",
            "ca_unreadable": "{path}: is no readable file of certificates; correct mailbox.ca_file",
            "secret_absent": "{where}: there is no password; put it there",
            "login_needed": "{provider}: nobody has logged in yet, or the login has expired; run baiqau check --login",
            "login_failed": "{provider}: the login was not given: {said}; try again",
            "login_unreachable": "{host}: the login service cannot be reached: {why}; check the network",
            "login_unstored": "{path}: the login cannot be kept: {why}; check the rights to the folder",
        }
    )

    @property
    def lasting(self) -> bool:
        """A person must do something before it can work; waiting alone does not help."""
        return self.code not in (
            *("mailbox_unknown", "mailbox_unreachable", "mailbox_unavailable", "mailbox_timeout", "mailbox_lost"),
            *("mailbox_garbled", "uidvalidity_changed", "login_unreachable"),
        )
