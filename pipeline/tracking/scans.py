"""What recognition of characters gave: pages that were read once, and which letters still wait for it.

Both can be forgotten and made again from the raw letters; reading a page again takes a second or more of a processor,
so the pages outlive a new engine or configuration. They hold what letters say: whoever erases a letter erases them.
"""

import zlib
from collections.abc import Iterable
from typing import ClassVar

import msgspec
from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, LargeBinary, delete, insert, select
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from parsers.facts import ScanPage
from pipeline.tracking.columns import METADATA, SafeText, table

_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(ScanPage).decode


class ScanPageRow(SQLModel, table=True):
    """One page of the file with these bytes as read by that recogniser; ``data`` is a ScanPage, msgpack in zlib."""

    metadata: ClassVar = METADATA
    __tablename__ = "scan_page"
    __table_args__ = (CheckConstraint("page > 0", "page"),)
    sha256: str = Field(sa_column=Column(SafeText, primary_key=True))
    page: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    recogniser: str = Field(sa_column=Column(SafeText, nullable=False))
    whole: bool = Field(sa_column=Column(Boolean, nullable=False))
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ScannedRow(SQLModel, table=True):
    """A letter with scanned pages, and the recogniser that read them last; "" while they wait for one."""

    metadata: ClassVar = METADATA
    __tablename__ = "scanned"
    letter_id: int = Field(
        sa_column=Column(Integer, ForeignKey("letter.id"), primary_key=True, autoincrement=False, nullable=False)
    )
    recogniser: str = Field(sa_column=Column(SafeText, nullable=False, index=True))


SCAN_PAGE, SCANNED = table("scan_page"), table("scanned")


def pages_of(connection: Connection, sha256: str, recogniser: str) -> tuple[ScanPage, ...]:
    """The pages of a file that this recogniser has read."""
    query = select(SCAN_PAGE.c.data).where(SCAN_PAGE.c.sha256 == sha256, SCAN_PAGE.c.recogniser == recogniser)
    return tuple(_DECODE(zlib.decompress(data)) for data in connection.scalars(query.order_by(SCAN_PAGE.c.page)))


def put_page(connection: Connection, sha256: str, recogniser: str, page: ScanPage) -> None:
    """Keep what was read of a page, in the place of what was read before."""
    connection.execute(delete(SCAN_PAGE).where(SCAN_PAGE.c.sha256 == sha256, SCAN_PAGE.c.page == page.number))
    row = {
        "sha256": sha256, "page": page.number, "recogniser": recogniser, "whole": page.whole,
        "data": zlib.compress(_ENCODE(page)),
    }  # fmt: skip
    connection.execute(insert(SCAN_PAGE), row)


def put_scanned(connection: Connection, letter_id: int, recogniser: str | None, *, new: bool = False) -> None:
    """Say that a letter's scans wait (""), were read by that recogniser, or that it has none (None)."""
    if not new:  # nothing is said of a new letter yet
        connection.execute(delete(SCANNED).where(SCANNED.c.letter_id == letter_id))
    if recogniser is not None:
        connection.execute(insert(SCANNED), {"letter_id": letter_id, "recogniser": recogniser})


def waiting(connection: Connection, recogniser: str) -> list[int]:
    """Letters with scans that this recogniser has not read, in the order they were first seen."""
    query = select(SCANNED.c.letter_id).where(SCANNED.c.recogniser != recogniser).order_by(SCANNED.c.letter_id)
    return list(connection.scalars(query))


def forget_pages(connection: Connection, hashes: Iterable[str]) -> None:
    """Erase what was read of the files with these bytes."""
    for sha256 in hashes:
        connection.execute(delete(SCAN_PAGE).where(SCAN_PAGE.c.sha256 == sha256))
