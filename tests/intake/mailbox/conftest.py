"""The mailbox is tested against a real server."""

from tests.servers.fixtures import account, authority, line, login, opened, server, spool, user

__all__ = ["account", "authority", "line", "login", "opened", "server", "spool", "user"]
