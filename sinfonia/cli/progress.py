"""Progress of long work: one line on standard error, only where a person watches."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_PATIENCE = 1.0  # seconds without a word
_STEP = 0.2


class Progress:
    """Is told how many commits are judged, or what is being done; the line that it writes is gone when it is left."""

    __slots__ = ("_last", "_shown", "_started", "_watched")

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._started = self._last = time.monotonic()
        self._shown = False

    def __call__(self, count: int) -> None:
        """Write the number."""
        self.say(f"{count} commits judged")

    def say(self, text: str) -> None:
        """Write what is being done, a few times a second once it takes long."""
        now = time.monotonic()
        if self._watched and now - self._started > _PATIENCE and now - self._last > _STEP:
            sys.stderr.write(f"\r\x1b[Ksinfonia: {text}")
            sys.stderr.flush()
            self._last, self._shown = now, True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the line: a report or an error follows on it."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
