"""A decision told in steps: each a question that the engine asks, its answer, and what the answer rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass
from sinfonia.reporters.escape import unicode_only
from sinfonia.rules.secrets.mask import STARS, mask, mask_line
from sinfonia.rules.secrets.scan import find

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 80
_SHORTEST = 6  # characters of a part of a credential that is hidden too
_CREDENTIAL_NAMES = ("pass", "pwd", "secret", "token", "key", "cred", "auth")


@dataclass(frozen=True, slots=True)
class Step:
    """One question, its answer in a line, and details in their order."""

    question: str
    answer: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """The steps of one decision and its `verdict`: refused, passed or could-not-judge."""

    steps: tuple[Step, ...]
    verdict: str
    next_steps: tuple[str, ...] = ()


class Mask:
    """Hides the credentials of some texts, whole or in parts, in every text that is shown."""

    def __init__(
        self, texts: Iterable[str] = (), *, parts: Iterable[str] = (), named: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Learn what to hide: credentials in `texts`, those `parts` that stand in one, values under a telling name."""
        self._stars: dict[str, str] = {}
        for text in texts:
            for hit in find(_bytes(text)):
                self._stars[hit.value.decode("utf-8", "surrogateescape")] = mask(hit)
        whole = tuple(self._stars)
        for part in parts:
            if len(part) >= _SHORTEST and part not in self._stars and any(part in value for value in whole):
                self._stars[part] = STARS
        for name, value in named:
            if len(value) >= _SHORTEST and tells(name):
                self._stars.setdefault(value, STARS)

    def __call__(self, text: str) -> str:
        """Give a text with all of it masked, on one line and safe for a terminal."""
        for value in sorted(self._stars, key=len, reverse=True):
            text = text.replace(value, self._stars[value])
        return mask_line(unicode_only(text).encode())

    def short(self, text: str, longest: int) -> str:
        """Give a text masked first, then cut: the head of a credential is one too."""
        shown = " ".join(self(" ".join(text.split())).split())
        return shown if len(shown) <= longest else shown[: longest - 1] + "…"

    def trace(self, trace: Trace) -> Trace:
        """Give a trace with every sentence masked."""
        steps = (Step(self(s.question), self(s.answer), tuple(map(self, s.details))) for s in trace.steps)
        return Trace(tuple(steps), trace.verdict, tuple(map(self, trace.next_steps)))


def tells(name: str) -> bool:
    """Tell whether a variable is called after what is hidden."""
    return any(word in name.lower() for word in _CREDENTIAL_NAMES)


def lines(steps: Iterable[Step]) -> Iterable[str]:
    """Yield the lines of a trace, 80 columns wide where words allow it."""
    for number, step in enumerate(steps, 1):
        yield from _wrapped(step.question, f"{number:>2}  ", "    ")
        yield from _wrapped(step.answer, "      ", "      ")
        for detail in step.details:
            yield from _wrapped(detail, "      - ", "        ")


def rows(steps: Iterable[Step]) -> list[dict[str, object]]:
    """Give the steps as plain data."""
    return [{"question": s.question, "answer": s.answer, "details": list(s.details)} for s in steps]


def count(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _wrapped(text: str, first: str, later: str) -> list[str]:
    import textwrap

    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
