"""The floor: what any intake must do with a letter. Read it, hash it, decode its base64 with binascii, hash the parts."""

import binascii
import hashlib
import re
import sys
from pathlib import Path

BODY = re.compile(rb"content-transfer-encoding:[ \t]*base64.*?\r?\n\r?\n(.*?)\r?\n--", re.IGNORECASE | re.DOTALL)


def main(folder: Path) -> None:
    """Do the least for every letter of the folder."""
    for path in sorted(folder.glob("*.eml")):
        raw = path.read_bytes()
        hashlib.sha256(raw).hexdigest()
        for match in BODY.finditer(raw):
            hashlib.sha256(binascii.a2b_base64(match[1])).hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
