"""Match a project's own pattern against added lines or a command, in bounded time."""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from sinfonia.model.change import Text
    from sinfonia.model.policy import Custom

LONGEST_PIECE = 10_000  # characters that a pattern sees at once; longer lines come in pieces that overlap by half
BUDGET = 2.0  # seconds for one text and one rule


class _OutOfTimeError(Exception):
    """The budget of one text and one rule is spent."""


def finding_of(custom: Custom, path: str, line: int | None = None, span: tuple[int, int] | None = None) -> Finding:
    """Make the finding of a custom rule; `span` are offsets in the line, in characters."""
    where = Location(path, line, span[0] + 1, span[1] + 1) if span else Location(path, line)
    finding = Finding(custom.code, custom.name, custom.message, where, help=custom.help)
    if custom.severity == "warning":
        finding.severity = "warning"
    return finding


def match_lines(custom: Custom, text: Text, *, budget: float = BUDGET) -> Iterator[Finding]:
    """Yield a finding for the first match in each added line, and ENF-904 where the budget of seconds ran out."""
    found: list[Finding] = []
    number = _bounded(custom, text, found, budget)
    yield from found  # not from inside: the timer must not run while others work
    if number:
        from sinfonia.rules.enf_904_could_not_judge import finding

        shorter = "make the pattern of this rule cheaper, or limit its `paths`"
        yield finding(text.path, f"{custom.code} {custom.name} takes too long on it", line=number, help=shorter)


def _bounded(custom: Custom, text: Text, found: list[Finding], budget: float) -> int:
    """Match with a timer; give the line at which the time was over, or 0.

    `re` looks for signals while it matches, so an interval timer ends even one match that would take
    hours. Without one (Windows, another thread) the clock is read between pieces.
    """
    import signal
    import threading

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return _match(custom, text, found, budget)
    at = [0]

    def ring(_number: int, _frame: object) -> None:
        raise _OutOfTimeError

    before = signal.signal(signal.SIGALRM, ring)
    try:
        left = signal.setitimer(signal.ITIMER_REAL, budget)[0]
        try:
            return _match(custom, text, found, budget, at)
        finally:
            signal.setitimer(signal.ITIMER_REAL, left)
    except _OutOfTimeError:
        return at[0] or 1
    finally:
        signal.signal(signal.SIGALRM, before)


def _match(custom: Custom, text: Text, found: list[Finding], budget: float, at: list[int] | None = None) -> int:
    import re
    from time import monotonic

    pattern = re.compile(custom.added or custom.command)
    until = monotonic() + budget
    for number, raw in text.lines():
        if at is not None:
            at[0] = number
        line = raw.removesuffix(b"\r").decode("utf-8", "surrogateescape")
        for span in _spans(pattern, line):
            if span:
                found.append(finding_of(custom, text.path, number, span))
                break
            if monotonic() > until:
                return number
    return 0


def _spans(pattern: re.Pattern[str], line: str) -> Iterator[tuple[int, int] | None]:
    """Yield, for each piece of a line, where the pattern matches."""
    for start in range(0, max(1, len(line) - LONGEST_PIECE // 2), LONGEST_PIECE // 2):
        match = pattern.search(line, start, start + LONGEST_PIECE)
        yield match.span() if match else None
