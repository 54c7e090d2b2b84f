"""What is used of libarchive-c, which looks for its library when it is imported."""

from libarchive import ArchiveError, ffi
from libarchive.read import ArchiveRead

__all__ = ["ArchiveError", "ArchiveRead", "ffi"]
