"""What becomes of an input, and how many of a kind were left out."""

import gzip
import lzma
import zlib
from collections.abc import Iterator

from extractor.model import Page
from extractor.problems import Failed, Skipped

Outcome = Page | Skipped | Failed


class Tally:
    """Parts of a large input that are left out: one line a reason, however many they are. `taken` counts the others."""

    def __init__(self, name: str, unit: str) -> None:
        self.name, self.unit, self.taken = name, unit, 0
        self._first: dict[str, str] = {}
        self._count: dict[str, int] = {}

    def skip(self, part: str, reason: str) -> None:
        """Note that `part` is left out for `reason`."""
        self._first.setdefault(reason, part)
        self._count[reason] = self._count.get(reason, 0) + 1

    def outcomes(self) -> Iterator[Skipped]:
        """A line for each reason: the part itself where there was one, else how many there were."""
        for reason, count in self._count.items():
            yield Skipped(self._first[reason] if count == 1 else f"{self.name} ({count:,} {self.unit})", reason)


def too_large(limit: int, size: int = 0) -> str:
    """The line about an input of `size` bytes (0 where that is unknown) above the `limit`."""
    found = f"{size:,} bytes, " if size else ""
    return f"{found}larger than the limit of {limit:,} bytes"


def reason_of(error: Exception) -> str:
    """An operating system's or decompressor's complaint in a few words."""
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return "not a whole gzip file"
    if isinstance(error, lzma.LZMAError):
        return "not a whole xz file"
    words = error.strerror if isinstance(error, OSError) else None
    return " ".join((words or str(error) or type(error).__name__).lower().split())
