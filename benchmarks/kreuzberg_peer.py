"""What a user may pick instead: the letter split by stdlib ``email``, every attachment's text by kreuzberg, OCR off."""

import email
import email.policy
import json
import mimetypes
import sys
from email.message import EmailMessage
from pathlib import Path

import kreuzberg

_PLAIN = kreuzberg.ExtractionConfig(disable_ocr=True)


def main(folder: Path) -> None:
    """Print, for each letter, how many characters each attachment gave."""
    for path in sorted(folder.glob("*.eml")):
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        read: dict[str, int] = {}
        for part in letter.walk():
            if not isinstance(part, EmailMessage) or part.is_multipart() or not (name := part.get_filename()):
                continue
            payload = part.get_payload(decode=True)
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            try:
                text = kreuzberg.extract_bytes_sync(bytes(payload), kind, _PLAIN).content
            except Exception:  # noqa: BLE001  A script shrugs at what its library cannot read.
                text = ""
            read[name] = len(text)
        print(json.dumps({"letter": path.name, "characters": read}, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
