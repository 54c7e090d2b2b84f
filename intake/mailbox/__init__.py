"""The mailbox: an IMAP account watched for weeks, its letters brought into the spool byte for byte."""

from intake.mailbox.box import IDLE_SECONDS, Mailbox
from intake.mailbox.errors import MailboxError
from intake.mailbox.granted import OAuthClient
from intake.mailbox.login import Login, Tokens
from intake.mailbox.oauth import StoredTokens, TokenStore, device_login
from intake.mailbox.values import Account, Fetched, Folder, Listing, Role, Security

__all__ = [
    "IDLE_SECONDS",
    "Account",
    "Fetched",
    "Folder",
    "Listing",
    "Login",
    "Mailbox",
    "MailboxError",
    "OAuthClient",
    "Role",
    "Security",
    "StoredTokens",
    "TokenStore",
    "Tokens",
    "device_login",
]
