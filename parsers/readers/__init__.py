"""Files in, text out: one module for each library that reads.

Each reader gives pages of blocks with their prominence; nothing here knows a contest. Readers run in the sandbox.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from parsers.errors import ParserError
from parsers.facts import Problem, Text
from parsers.limits import ReadLimits

_READERS = {
    "word": ("docx", "docm", "dotx", "dotm"),
    "pdf": ("pdf",),
    "sheets": ("xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls"),
    "slides": ("pptx", "pptm", "ppsx", "ppsm", "potx", "potm"),
    "rtf": ("rtf",),
    "opendocument": ("odt", "ods", "odp"),
    "doc": ("doc",),
    "ppt": ("ppt",),
    "plain": ("txt", "csv", "tsv", "html", "htm", "xhtml", "text", "md", "log"),
    "images": (
        "jpg",
        "jpeg",
        "png",
        "gif",
        "bmp",
        "tif",
        "tiff",
        "webp",
        "heic",
        "heif",
        "jp2",
        "avif",
        "jfif",
        "image",
    ),
}
_WITH_PICTURES = ("word", "slides", "sheets", "opendocument", "doc", "ppt", "rtf")
_READER_OF = {name: module for module, names in _READERS.items() for name in names}


def readable(type: str) -> bool:
    """Whether there is a reader for files of this type."""
    return type.lower().lstrip(".") in _READER_OF


def has_pictures(type: str) -> bool:
    """Whether pages of such files may be pictures that were pasted into them (``Page.member``)."""
    return _READER_OF.get(type.lower().lstrip(".")) in _WITH_PICTURES


def is_picture(type: str) -> bool:
    """Whether files of this type are pictures."""
    return _READER_OF.get(type.lower().lstrip(".")) == "images"


def read(path: Path, type: str, limits: ReadLimits) -> Text:
    """Read a file whose content is of ``type`` (as sniffed: "docx", "pdf" …); pages as the format has them.

    Raises ParserError: unsupported, encrypted, damaged, empty, bomb, too_large. A reading cut at a bound is returned
    with ``problem`` too_many (pages) or output_limit (characters).
    """
    name = type.lower().lstrip(".")
    module = _READER_OF.get(name)
    if name == "zip":  # What can be opened was: a document whose zip is broken, or an archive that is none.
        raise ParserError(Problem("damaged", name))
    if module is None:
        raise ParserError(Problem("unsupported", name))
    # A reader's library is imported when its first file comes: most children meet only some of them.
    reader = cast("Callable[[Path, str, ReadLimits], Text]", import_module(f"parsers.readers.{module}").read)
    try:
        return reader(path, name, limits)
    except OSError as error:
        raise ParserError(Problem("damaged", str(error))) from error
