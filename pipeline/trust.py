"""The section [trust] of config.toml: whose word is taken for a sender."""

from pipeline.sections import Section

# Services at which anybody can have an address: that they vouch for a letter says nothing about a school.
_PUBLIC_SERVICES = frozenset(
    ("gmail.com", "googlemail.com", "mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru", "mail.kz", "yandex.ru",
     "yandex.kz", "yandex.com", "ya.ru", "rambler.ru", "outlook.com", "hotmail.com", "live.com", "msn.com",
     "icloud.com", "me.com", "mac.com", "yahoo.com", "proton.me", "protonmail.com", "gmx.com", "zoho.com")
)  # fmt: skip


class Trust(Section):
    """What of a sender is believed. ``shared_domains``: domains, beside those of public mail services, under which
    many schools have addresses; ``unnamed_results``: our mail service writes Authentication-Results without its name.
    """

    shared_domains: tuple[str, ...] = ()
    unnamed_results: bool = False

    @property
    def all_shared_domains(self) -> frozenset[str]:
        """Domains of which nobody is the only owner."""
        return _PUBLIC_SERVICES | {domain.strip(".@").lower() for domain in self.shared_domains}
