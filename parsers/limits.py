"""How much one letter and one file may hold before a person looks: values of the configuration's ``[limits]``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailLimits:
    """Bounds for splitting a letter and unpacking its archives.

    ``parts`` leaves of one letter; ``header_kb`` kilobytes of one header; ``depth`` letters within letters and archives
    within archives; ``unpacked_mb`` megabytes on disk, ``members`` files and ``ratio`` (unpacked to packed size) of one
    archive with all that lies in it.
    """

    parts: int = 1000
    header_kb: int = 1024
    depth: int = 2
    unpacked_mb: int = 2048
    members: int = 2000
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds for reading one file: ``pages`` read at most, ``unpacked_mb`` and ``ratio`` of an office file's zip."""

    pages: int = 2000
    unpacked_mb: int = 2048
    members: int = 2000
    ratio: int = 200
