"""Seeds for files damaged by chance: one small sound file of every sort that a child opens, made here."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import xlsxwriter
from PIL import Image, ImageDraw
from pptx import Presentation

from tests.parsers.archive_files import cms, rar4, rar5, tnef
from tests.parsers.outlook_files import msg

_MEMBERS = {"20. Жоспар.txt": "Дарынды балалармен жұмыс жоспары\n".encode() * 3, "b.bin": bytes(range(256))}
_LETTER = (
    "From: m43@mail.kz\r\nTo: a@b.kz\r\nSubject: =?utf-8?B?06jRgtGW0L3RltC8?=\r\nMIME-Version: 1.0\r\n"
    "Received: from a.kz by b.kz; Wed, 15 Oct 2025 10:00:00 +0500\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n'
    "Content-Transfer-Encoding: 8bit\r\n\r\nМекеменің атауы: № 43 мектеп\r\n--b\r\n"
    "Content-Type: application/pdf; name*0*=utf-8''%D0%B0; name*1=.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "JVBERi0xLjQKJeLjz9MK\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nbody\r\n--b--\r\n"
).encode()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for name, data in _MEMBERS.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _zip(members: Mapping[str, bytes] = _MEMBERS) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def _seven() -> bytes | None:
    try:
        import libarchive
    except (ImportError, OSError, AttributeError, TypeError):
        return None
    out = io.BytesIO()
    with libarchive.custom_writer(out.write, "7zip") as made:
        for name, data in _MEMBERS.items():
            made.add_file_from_memory(name, len(data), data)
    return out.getvalue()


def _picture(form: str) -> bytes | None:
    """Too coarse to be worth reading, so that the decoder alone is tried."""
    image = Image.new("RGB", (96, 64), "white")
    ImageDraw.Draw(image).ellipse((10, 10, 60, 50), fill=(40, 60, 180))
    if form == "HEIF":
        try:
            import pillow_heif
        except ImportError:
            return None
        pillow_heif.register_heif_opener()
    if form in ("GIF", "TIFF"):
        image = image.convert("P" if form == "GIF" else "1")
    out = io.BytesIO()
    more = {"save_all": True, "append_images": [image], "compression": "group4"} if form == "TIFF" else {}
    image.save(out, form, **more)
    return out.getvalue()


def _word() -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_heading("Дарынды балалармен жұмыс жоспары", 1)
    made.add_table(2, 2).cell(0, 0).text = "қазан"
    made.save(out)
    return out.getvalue()


def _slides() -> bytes:
    deck, out = Presentation(), io.BytesIO()
    deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = "Баяндама"
    deck.save(out)
    return out.getvalue()


def _sheet() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Әріп").write_row(0, 0, ["Аты", 5])
    return out.getvalue()


def _pdf() -> bytes:
    out = io.BytesIO()
    Image.new("L", (60, 80), 200).save(out, "PDF", resolution=20)
    return out.getvalue()


def archives() -> dict[str, bytes]:
    """Whatever is taken apart: archives, letters within letters, what lies in a signature."""
    seven = _seven()
    return {
        "a.zip": _zip(), "a.tar": _tar(), "a.tar.gz": gzip.compress(_tar(), mtime=0), "a.tar.bz2": bz2.compress(_tar()),
        "a.tar.xz": lzma.compress(_tar()), "a5.rar": rar5(_MEMBERS), "a4.rar": rar4(_MEMBERS), "a.eml": _LETTER,
        "winmail.dat": tnef({"20. План.txt": b"x" * 50}), "smime.p7m": cms(_LETTER),
        "a.msg": msg({"0037": "Өтінім", "1000": "мәтін", "0C1A": "Omarov"}, {"20. Жоспар.txt": b"x" * 5000}),
    } | ({"a.7z": seven} if seven else {})  # fmt: skip


def papers() -> dict[str, bytes]:
    """Whatever is read for its text."""
    return {
        "a.docx": _word(), "a.pptx": _slides(), "a.xlsx": _sheet(), "a.pdf": _pdf(),
        "a.html": b"<html><body><table><tr><td>\xd2\x9b</td></tr></table><p>a<p>b", "a.csv": "а;ә\n1;2\n".encode(),
        "a.txt": "Дарынды балалар\n".encode("kz1048"),
    }  # fmt: skip


def pictures() -> dict[str, bytes]:
    """Whatever a decoder of pictures opens."""
    forms = {"jpg": "JPEG", "png": "PNG", "tiff": "TIFF", "webp": "WEBP", "bmp": "BMP", "gif": "GIF", "heic": "HEIF",
             "jp2": "JPEG2000"}  # fmt: skip
    made = {f"a.{ending}": _picture(form) for ending, form in forms.items()} | {"scan.pdf": _pdf()}
    return {name: data for name, data in made.items() if data}


def letter() -> bytes:
    """A raw letter."""
    return _LETTER


def outside(folder: Path) -> set[str]:
    """What lies beside the scratch folder, where nothing may be written."""
    return {str(path) for path in folder.parent.rglob("*") if folder not in path.parents and path != folder}
