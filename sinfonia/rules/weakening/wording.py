"""What a weakening is called in a finding, and what to do about it."""

from __future__ import annotations

from sinfonia.rules.weakening import compare, configuration, uncovered
from sinfonia.rules.weakening.suite import CONDITIONAL, MAY_FAIL, SKIPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.weakening.compare import Weakening

_SHOWN = 2  # names in one sentence
_LONGEST = 60  # characters of one name

_SAID = {
    compare.LEVELS[SKIPPED]: "skips {names}, which ran before",
    compare.LEVELS[CONDITIONAL]: "skips {names} under a condition that was not there before",
    compare.LEVELS[MAY_FAIL]: "lets {names} fail, which had to pass before",
    compare.LOST: "loses {names}, and what was tested is still there",
    compare.COMMENTED_OUT: "comments out an assertion of {names}",
    compare.TEST_COMMENTED_OUT: "comments out {names}",
    compare.FOCUSED: "runs some of its tests only",
    compare.ASSERTIONS: "asserts less in {names} than before",
    compare.IDLE: "asserts what always holds in {names}, in place of what it tested",
    compare.SWALLOWED: "catches and drops a failed assertion of {names}",
    configuration.THRESHOLD: "lowers the coverage that is asked for: {names}",
    configuration.NO_THRESHOLD: "asks for no coverage any more, where it asked for {names}",
    configuration.LEFT_OUT: "leaves {names} out of the tests",
    configuration.TOLERATED: "lets {names} fail without a word",
    uncovered.UNCOVERED: "takes a line out of coverage that was counted before",
}


def said(path: str, weakening: Weakening) -> str:
    """Say as a sentence about the file what got weaker."""
    return f"`{path}` " + _SAID[weakening.kind].format(names=_names(weakening))


def help_for(weakening: Weakening, moment: str) -> str:
    """Say what to do: mend the code, or give the reason."""
    ends = "end the message" if moment == "message" else "end the message of the commit"
    first = "run all of them" if weakening.kind == compare.FOCUSED else "mend the code instead"
    return f"{first}, or {ends} with `Sinfonia-Ignore: ENF-014 reason`"


def _names(weakening: Weakening) -> str:
    if weakening.kind in (configuration.THRESHOLD, configuration.NO_THRESHOLD):
        return " to ".join(weakening.names)
    shown = ", ".join(f"`{_short(name)}`" for name in weakening.names[:_SHOWN])
    left = len(weakening.names) - _SHOWN
    return f"{shown} and {left} more" if left > 0 else shown


def _short(name: str) -> str:
    plain = name.replace("`", "'").replace("\n", " ")
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 3] + "..."
