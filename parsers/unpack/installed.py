"""Which libraries for archives are here: for the check of an installation."""

from importlib.util import find_spec

from parsers.unpack.packed import is_installed


def missing() -> tuple[str, ...]:
    """What is not installed, by the formats that stay unread without it."""
    lacking = []
    if not is_installed():
        lacking.append("libarchive13 (7z, tar, gz, bz2, xz)")
    if find_spec("unrar") is None:
        lacking.append("unrar2-cffi (rar)")
    return tuple(lacking)
