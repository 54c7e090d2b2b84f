"""Types by content: what a file is, whatever it is called."""

import io
import itertools
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from parsers.sniff import sniff


def kind(tmp_path: Path, data: bytes, name: str = "file") -> str:
    """The type of these bytes under this name."""
    path = tmp_path / "p0"
    path.write_bytes(data)
    return sniff(path, name)


def packed(*members: str, mimetype: str = "") -> bytes:
    """A zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for member in members:
            archive.writestr(member, "x")
    return buffer.getvalue()


def ole(*streams: str) -> bytes:
    """The header and directory of an OLE file with these streams ([MS-CFB])."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    directory = bytearray()
    for stream in ("Root Entry", *streams):
        entry = stream.encode("utf-16-le")
        directory += entry.ljust(64, b"\0") + struct.pack("<H", len(entry) + 2) + bytes(62)
    return bytes(header) + bytes(512) + bytes(directory)


def office(save: str) -> bytes:
    """A real document by the library that makes it."""
    buffer = io.BytesIO()
    (docx.Document() if save == "docx" else openpyxl.Workbook()).save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"II*\0", "tiff"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\0\0\0\0AVI LIST", "avi"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x18ftypmp42", "mp4"),
        (b"\0\0\0\x14ftypqt  ", "mov"),
        (b"ID3\x03", "mp3"),
        (b"BM" + struct.pack("<IHHIIii", 100, 0, 0, 54, 40, 1, 1), "bmp"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"Rar!\x1a\x07\x01\0", "rar"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "7z"),
        (b"\x1f\x8b\x08\0", "gz"),
        (b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", "p7s"),
        (b"\x78\x9f\x3e\x22", "tnef"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf  <html lang=kk>", "html"),
        (b"Received: x\nFrom: a@b\nTo: c@d\nSubject: x\n\nhi", "eml"),
        (b"From x@y Mon\nFrom: a@b\nTo: c@d\nSubject: x\n\nhi", "eml"),
        (b"BEGIN:VCALENDAR\n", "ics"),
        (b"", "empty"),
        (b"\x00\x01\x02\x03\x04", "unknown"),
    ],
)
def test_signatures(tmp_path: Path, data: bytes, expected: str) -> None:
    """What the first bytes prove needs no name."""
    assert kind(tmp_path, data) == expected


@pytest.mark.parametrize("ahead", [b"\n\n", b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1000])
def test_junk_ahead_of_a_pdf_is_tolerated(tmp_path: Path, ahead: bytes) -> None:
    """Readers look in the first kilobyte (ISO 32000, annex H), and scanners' servers leave junk there."""
    assert kind(tmp_path, ahead + b"%PDF-1.4\n") == "pdf"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (office("docx"), "docx"),
        (office("xlsx"), "xlsx"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "docm"),
        (packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "xlsm"),
        (packed("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (packed("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (packed("content.xml", mimetype="application/vnd.oasis.opendocument.presentation-template"), "odp"),
        (packed("META-INF/MANIFEST.MF", "a.class"), "program"),
        (packed("a.docx", "word/a.txt"), "zip"),
        (packed("folder/[Content_Types].xml"), "zip"),
        (office("docx")[:-60], "docx"),
        (packed("a.txt")[:20], "zip"),
    ],
    ids=itertools.count(),
)
def test_a_zip_is_told_by_its_members(tmp_path: Path, data: bytes, expected: str) -> None:
    """Office documents, programs and archives all begin with PK; a cut-off document is still that document."""
    assert kind(tmp_path, data, "a.zip") == expected


@pytest.mark.parametrize(
    ("streams", "expected"),
    [
        (("\x01CompObj", "WordDocument"), "doc"),
        (("Workbook",), "xls"),
        (("Book",), "xls"),
        (("Current User", "PowerPoint Document"), "ppt"),
        (("__properties_version1.0",), "msg"),
        (("__substg1.0_0037001F",), "msg"),
        (("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        (("Other",), "ole"),
    ],
)
def test_an_ole_file_is_told_by_its_streams(tmp_path: Path, streams: tuple[str, ...], expected: str) -> None:
    """Word, Excel, PowerPoint, Outlook and a document under a password share one container."""
    assert kind(tmp_path, ole(*streams), "a.doc") == expected


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\0" + bytes(100), "Өтінім.docx"),
        (b"\x7fELF\2\1\1" + bytes(60), "a.pdf"),
        (b"#!/bin/sh\nrm", "readme.txt"),
        (b"@echo off\r\n", "plan.docx.bat"),
        (b"var x = 1;", "a.JS"),
        (b"x" * 100, "photo.scr "),
        (b"L\0\0\0\x01\x14\x02\0" + bytes(20), "photo.jpg"),
    ],
)
def test_a_program_is_a_program_under_any_name(tmp_path: Path, data: bytes, name: str) -> None:
    """A name never makes a program a document, and a script is told by its name."""
    assert kind(tmp_path, data, name) == "program"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Бұйрық №1. Әдістемелік бірлестік құру туралы", "a.txt", "txt"),
        ("Приказ", "a.docx", "txt"),
        ("a;b\n1;2", "a.csv", "csv"),
        ("MZ is how this text begins, and it goes on for more than sixty four characters", "a.txt", "txt"),
        ("Subject: a plan\n\nnot a letter", "a.txt", "txt"),
        ("Subject: a letter\n\nhi", "a.eml", "eml"),
        ("Тел: 1\nАдрес: 2", "x", "txt"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_texts_of_any_encoding(tmp_path: Path, text: str, name: str, expected: str, codec: str) -> None:
    """Text is text in any table; a letter has header fields at its top."""
    if codec == "utf-16" and expected == "eml":
        expected = "txt"
    assert kind(tmp_path, text.encode(codec), name) == expected


@pytest.mark.parametrize("codec", ["kz1048", "koi8-r", "cp866", "cp1251"])
def test_old_tables_are_text(tmp_path: Path, codec: str) -> None:
    """Bytes beyond ASCII are no sign of a binary file."""
    assert kind(tmp_path, "Приказ о создании методического объединения".encode(codec), "a.txt") == "txt"
