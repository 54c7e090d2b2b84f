"""An authority of our own for certificates, made with the openssl of the system when it is asked for."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Authority:
    """A private certificate authority; ``certificate`` is what a client is told to trust."""

    certificate: Path
    key: Path

    def issue(self, name: str, folder: Path, days: int = 30) -> tuple[Path, Path]:
        """A certificate for a host's name, and its key; ``days`` below nought: one that is over."""
        certificate, key, request = (folder / f"{name}.{end}" for end in ("pem", "key", "csr"))
        extension = folder / f"{name}.ext"
        extension.write_text(f"subjectAltName=DNS:{name}\n")
        _openssl("req", "-new", *_KEY, "-keyout", key, "-subj", f"/CN={name}", "-out", request)
        _openssl(
            *("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.key, "-CAcreateserial"),
            *("-days", str(days), "-extfile", extension, "-out", certificate),
        )
        return certificate, key


_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def an_authority(folder: Path) -> Authority:
    """A new authority in a folder."""
    certificate, key = folder / "authority.pem", folder / "authority.key"
    _openssl(
        *("req", "-x509", *_KEY, "-keyout", key, "-subj", "/CN=Test authority", "-days", "30", "-out", certificate)
    )
    return Authority(certificate, key)


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
