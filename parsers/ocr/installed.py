"""Whether this machine can read scans: the library and the languages of tesseract, found without loading them."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

# The order is tesseract's: the first language is tried first on every word. Latin letters stand in addresses.
LANGUAGES = ("kaz", "rus", "eng")
_NEEDED = ("kaz", "rus")
_LIBRARIES = ("/usr/local/lib", "/usr/lib64", "/usr/lib")
_DATA = ("/usr/local/share/tessdata", "/usr/share/tessdata")


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Tesseract as found: its library, the folder of its language data, the languages to be used, what it is.

    ``version`` changes whenever another library, other data or another way of preparing pages would read otherwise.
    """

    shared_object: str
    data: str
    languages: tuple[str, ...]
    turns: bool  # can tell which way up a page is
    version: str


def recogniser(libraries: Sequence[str] = _LIBRARIES, data: Sequence[str] = _DATA) -> Recogniser | None:
    """The tesseract of this machine with Kazakh and Russian; None where there is none or a language is missing."""
    library = next(iter(_libraries(libraries)), None)
    if library is None:
        return None
    for folder in _data_folders(data):
        there = {name for name in (*LANGUAGES, "osd") if (folder / f"{name}.traineddata").is_file()}
        if there.issuperset(_NEEDED):
            languages = tuple(name for name in LANGUAGES if name in there)
            return Recogniser(
                str(library), str(folder), languages, "osd" in there, _version(library, folder, languages)
            )
    return None


def _libraries(folders: Sequence[str]) -> Iterable[Path]:
    for folder in map(Path, folders):
        for pattern in ("libtesseract.so.5*", "*-linux-gnu*/libtesseract.so.5*"):
            yield from sorted(folder.glob(pattern), key=lambda path: (len(path.name), str(path)))


def _data_folders(folders: Sequence[str]) -> Iterable[Path]:
    if chosen := os.environ.get("TESSDATA_PREFIX"):
        yield Path(chosen)
    yield from map(Path, folders)
    yield from sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)


def _version(library: Path, folder: Path, languages: tuple[str, ...]) -> str:
    """A hash of the library's full name, the sizes of the data and our own code that prepares and joins."""
    said = [
        library.resolve().name,
        *(f"{name}:{(folder / f'{name}.traineddata').stat().st_size}" for name in languages),
    ]
    digest = sha256("\n".join(said).encode())
    for code in sorted(Path(__file__).parent.glob("*.py")):
        if code.stem != "steps":  # what is read next changes nothing of what was read
            digest.update(code.read_bytes())
    return digest.hexdigest()[:16]
