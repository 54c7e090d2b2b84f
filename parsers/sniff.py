"""What a file is, by its content first and its name last: short lower-case names such as ``pdf`` or ``docx``.

Own signatures for what schools send; ``puremagic`` for the rest. A name never makes a program a document.
"""

import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from parsers.charsets import decode

_HEAD = 4096
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"{\\rtf", "rtf"),
    (b"ID3", "mp3"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"AT&TFORM", "djvu"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"\x1aE\xdf\xa3", "mkv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (b"8BPS", "psd"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xce\xfa\xed\xfe", "program"),
    (b"L\0\0\0\x01\x14\x02\0", "program"),
    (b"#!", "program"),
    (b"\0\x05\x16\x07", "appledouble"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__substg1.0_", "msg"),
    ("__properties_version1.0", "msg"),
    ("EncryptedPackage", "encrypted"),
    ("Book", "xls"),
)
_BINARY_PROGRAMS = frozenset(("apk", "com", "cpl", "dll", "exe", "jar", "msi", "msp", "pif", "scr"))
_PROGRAM_NAMES = _BINARY_PROGRAMS | frozenset(
    ("bat", "cmd", "hta", "js", "jse", "lnk", "ps1", "reg", "sh", "vbe", "vbs", "wsf", "wsh")
)
_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
_HEADER_FIELD = re.compile(
    rb"(?im)^(received|return-path|from|to|cc|subject|date|message-id|mime-version|delivered-to|dkim-signature"
    rb"|x-[a-z-]+|content-type|reply-to|authentication-results)[ \t]*:"
)
_HTML = re.compile(rb"(?i)<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|table[\s>]|meta\s)")
_DER_SIGNED = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07"


def sniff(path: Path, name: str) -> str:
    """The type of a file: "pdf", "docx", "zip", "txt", …, "program", "encrypted" (office), "empty", "unknown".

    ``name`` (as sent, any language) decides only between readings that the content leaves open. Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return "empty"
    ending = _ending(name)
    kind = _by_signature(path, head) or _by_text(path, head, ending) or _by_library(path, head, name) or "unknown"
    return "oft" if kind == "msg" and ending == "oft" else kind  # A template is built as a letter is.


def _ending(name: str) -> str:
    """The ending of a name in lower case, "" for none; trailing dots and spaces are what Windows ignores."""
    return PurePosixPath(name.replace("\\", "/").rstrip(" .")).suffix.lower().lstrip(".")


def _by_signature(path: Path, head: bytes) -> str:
    """Types that their first bytes prove."""
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _zip(path)
    if head.startswith(_OLE):
        return _ole(path, head)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[4:8] == b"ftyp":
        return _iso_media(head[8:12])
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi", b"WAVE": "wav"}.get(head[8:12], "")
    if _is_dos_program(head):
        return "program"
    if (
        head.startswith(b"BM")
        and len(head) >= 26
        and struct.unpack_from("<I", head, 14)[0] in (12, 40, 52, 56, 64, 108, 124)
    ):
        return "bmp"
    if head[257:262] == b"ustar":
        return "tar"
    if head[:1] == b"\x30" and _DER_SIGNED in head[:64]:
        return "p7m" if path.stat().st_size > 16 * 1024 else "p7s"
    if b"%PDF-" in head[:1029]:
        return "pdf"
    if re.match(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]", head):
        return "mp3"
    return ""


def _is_dos_program(head: bytes) -> bool:
    """MZ and a plausible header: two letters alone would make a program of any text that begins "MZ"."""
    if not head.startswith(b"MZ") or len(head) < 64:
        return head.startswith(b"MZ") and not _is_text(head)
    return b"\0" in head[:64]


def _iso_media(brand: bytes) -> str:
    """Containers of ISO 14496-12: pictures of telephones, and films."""
    if brand in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"):
        return "heic"
    if brand == b"avif":
        return "avif"
    return {b"qt  ": "mov", b"M4A ": "m4a"}.get(brand, "mp4")


def _zip(path: Path) -> str:
    """What a zip is by its members: an office document, a program, or an archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:5000]
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
                family = kind.removeprefix("application/vnd.oasis.opendocument.").partition("-")[0]
                if kind.startswith("application/vnd.oasis.opendocument.") and family in _OPEN_DOCUMENT:
                    return _OPEN_DOCUMENT[family]
                if kind == "application/epub+zip":
                    return "epub"
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        ValueError,
        KeyError,
        EOFError,
        OSError,
        zlib.error,
        lzma.LZMAError,
    ):
        return _damaged_zip(path)
    return _office(set(names))


def _office(names: set[str]) -> str:
    """The Office Open XML type by its folders at the top (ECMA-376); an archive of documents has none there."""
    macros = any(name.endswith("vbaProject.bin") for name in names)
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[Content_Types].xml" in names or "_rels/.rels" in names:
        for folder, kind in (("word/", "doc"), ("xl/", "xls"), ("ppt/", "ppt")):
            if any(name.startswith(folder) for name in names):
                return kind + ("m" if macros else "x")
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names) or "index.apxl" in names:
        return "iwork"
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        return "program"
    return "zip"


def _damaged_zip(path: Path) -> str:
    """A zip whose directory is lost: what its first local headers name."""
    with path.open("rb") as file:
        head = file.read(64 * 1024)
    for folder, kind in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx")):
        if folder in head and (b"[Content_Types].xml" in head or b"_rels/.rels" in head):
            return kind
    return "zip"


def _ole(path: Path, head: bytes) -> str:
    """What an OLE file holds: its directory, whose sector the header names, lists streams ([MS-CFB] 2.2, 2.6)."""
    sector = 1 << min(struct.unpack_from("<H", head, 30)[0], 16) if len(head) >= 76 else 512
    first = struct.unpack_from("<I", head, 48)[0] if len(head) >= 76 else 0
    with path.open("rb") as file:
        file.seek((first + 1) * sector if first < 0xFFFFFFF0 else 0)
        directory = file.read(64 * 1024)
    for entry in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, entry + 64)[0]
        stream = directory[entry : entry + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        for known, kind in _OLE_STREAMS:
            if stream == known or (known.endswith("_") and stream.startswith(known)):
                return kind
    wide = head + directory
    return next((kind for known, kind in _OLE_STREAMS if known.encode("utf-16-le") in wide), "ole")


def _is_text(head: bytes) -> bool:
    """Whether bytes read as text of some encoding: no zeros nor controls but those of typing."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]", head)


def _by_text(path: Path, head: bytes, ending: str) -> str:
    """Types that are text inside, told by their first lines and then by the name."""
    if not _is_text(head):
        return ""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if ending in _PROGRAM_NAMES:
        return "program"
    if start.startswith(b"-----BEGIN PKCS7"):
        return "p7s"
    if start.startswith(b"BEGIN:VCALENDAR"):
        return "ics"
    if start.startswith(b"BEGIN:VCARD"):
        return "vcf"
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start):
        return "svg"
    if _is_letter(start, ending):
        return "eml"
    # A UTF-16 page is asked after decoding; the other encodings keep their tags in ASCII.
    sample = decode(head).encode("utf-8") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else start
    if _HTML.search(sample[:2048]) or (ending in ("html", "htm", "mht") and b"<" in sample):
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    return ending if ending in ("csv", "ics", "vcf", "json", "xml", "url") else "txt"


def _is_letter(start: bytes, ending: str) -> bool:
    """Header fields of a letter at the top: two of them where the name says so, three where it does not."""
    header = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    first_line = header.split(b"\n", 1)[0]
    fields = {found.lower() for found in _HEADER_FIELD.findall(header)}
    opens = (
        bool(_HEADER_FIELD.match(header))
        or first_line.startswith(b"From ")
        or bool(re.match(rb"[A-Za-z][A-Za-z0-9-]+:", first_line))
    )
    return opens and len(fields) >= (1 if ending == "eml" else 3)


def _by_library(path: Path, head: bytes, name: str) -> str:
    """What puremagic makes of it; imported late, since its tables are large and seldom asked."""
    import puremagic

    if _ending(name) in _BINARY_PROGRAMS:
        return "program"
    try:
        found = puremagic.from_string(head, filename=None)
    except (puremagic.PureError, ValueError, IndexError, UnicodeDecodeError):
        return ""
    kind = found.lower().lstrip(".")
    return {
        "jpg": "jpeg",
        "jfif": "jpeg",
        "tif": "tiff",
        "exe": "program",
        "dll": "program",
        "com": "program",
        "htm": "html",
        "": "",
    }.get(kind, kind)
