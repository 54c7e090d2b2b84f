"""A report's file appears whole or not at all, wherever it is sent."""

import os
import threading
from pathlib import Path
from typing import BinaryIO

import pytest

from reports.errors import WritingError
from reports.formats.files import write_bytes, write_with


def test_a_file_is_replaced_whole_and_private(tmp_path: Path) -> None:
    """Only its owner reads it, and no half-written one stays beside it."""
    out = tmp_path / "new" / "a.html"
    write_bytes(out, b"one")

    def fill(file: BinaryIO) -> None:
        file.write(b"two")

    write_with(out, fill)
    assert out.read_bytes() == b"two"
    assert out.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in out.parent.iterdir()] == ["a.html"]


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """/dev/stdout and /dev/null stay what they are; as root they would be gone for every program of the machine."""
    pipe, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_bytes(pipe, b"report")
    reader.join(timeout=10)
    assert read == [b"report"]
    assert pipe.is_fifo()


def test_a_link_keeps_leading_where_it_leads(tmp_path: Path) -> None:
    """Its target gets the report."""
    target, link = tmp_path / "target.html", tmp_path / "link.html"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """Said in one line, with nothing left behind."""
    with pytest.raises(WritingError):
        write_bytes(tmp_path, b"a")
    assert not list(tmp_path.parent.glob(".*.tmp"))
