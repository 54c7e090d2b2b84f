"""What a capable person would write in an afternoon: stdlib ``email``, pdfplumber, python-docx, openpyxl and keywords.

It answers the same questions as the intake — who applies, which of the documents are there — without keeping,
limiting or explaining anything. The keywords are the titles of the contest's documents.
"""

import email
import email.policy
import io
import json
import re
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pptx

from pipeline.contest import load


def text_of(name: str, data: bytes) -> str:
    """All text of a file by its ending, "" when it is none of the known ones or does not open."""
    lower = name.lower()
    try:
        if lower.endswith(".docx"):
            document = docx.Document(io.BytesIO(data))
            cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
            return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
        if lower.endswith(".pdf"):
            with pdfplumber.open(io.BytesIO(data)) as pdf:
                return "\n".join(page.extract_text() or "" for page in pdf.pages)
        if lower.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            return "\n".join(
                str(cell)
                for sheet in book
                for row in sheet.iter_rows(values_only=True)
                for cell in row
                if cell is not None
            )
        if lower.endswith(".pptx"):
            slides = pptx.Presentation(io.BytesIO(data)).slides
            return "\n".join(
                shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
            )
        if lower.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return "\n".join(text_of(member, archive.read(member)) for member in archive.namelist())
    except Exception:  # noqa: BLE001 - such a script shrugs
        return ""
    return ""


def main(folder: Path, config: Path) -> None:
    """Print, for each letter, which documents were found and the application's fields."""
    contest = load(config).contest
    keywords = {kind.key: [word[:6] for word in re.findall(r"\w{5,}", kind.title.kk.lower())] for kind in contest.kinds}
    for path in sorted(folder.glob("*.eml")):
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        found, fields = set(), {}
        for part in letter.walk():
            if not isinstance(part, EmailMessage) or part.is_multipart():
                continue
            payload = part.get_payload(decode=True)
            content = text_of(part.get_filename() or "", payload if isinstance(payload, bytes) else b"").lower()
            for key, words in keywords.items():
                if words and sum(word in content for word in words) > len(words) / 2:
                    found.add(key)
            for field in contest.form.fields:
                if match := re.search(re.escape(field.labels[0].lower()) + r"[\s:_]*(\S.*)", content):
                    fields[field.key] = match[1]
        print(json.dumps({"letter": path.name, "found": sorted(found), "fields": fields}, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
