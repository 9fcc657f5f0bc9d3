"""Added text of scripts and of files that hold shell, judged by both shell rules."""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location
from sinfonia.rules.unsafe_shell.verdict import Place, Verdict
from sinfonia.shell.extract.script import kind_of, pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.model.change import Text
    from sinfonia.model.rule import Rule
    from sinfonia.shell.command import Command

    Judge = Callable[[Command, Place], tuple[Verdict, ...]]

MAX_BLOCK = 60_000  # characters of one block of added lines; what is longer is data more often than script
_root, _home = "/\ue07f/project", "/\ue07f/home"  # a script's project and home lie where no path of it can point
_never = frozenset(("unverified", "bomb"))  # a script's variables are its own affair
_throwaway = frozenset(("deletion", "git", "device", "permissions"))  # in a container's or a job's own file system
_grave = ("the whole file system", "a home folder")


def findings(
    rule: Rule, text: Text, judge: Judge, *, passes: Callable[[str, Verdict], bool] = lambda _kind, _verdict: False
) -> Iterator[Finding]:
    """Yield a rule's finding for each verdict on added text, less what passes in a file of that kind."""
    for line, source, kind, verdict in verdicts(text, judge):
        if not passes(kind, verdict):
            yield Finding(
                rule.code,
                rule.name,
                verdict.message,
                Location(text.path, line),
                help=verdict.help,
                identity=source.encode("utf-8", "replace"),
            )


def verdicts(text: Text, judge: Judge) -> Iterator[tuple[int, str, str, Verdict]]:
    """Yield (line in the file, the line's source, kind of file, verdict) for the shell in added text."""
    kind = kind_of(text.path)
    if kind is None:
        return
    from sinfonia.shell.analysis import analyse

    place = Place(_root, _home, known=False)
    for first, block in _blocks(text):
        if len(block) > MAX_BLOCK:
            continue
        lines = block.split("\n")
        for offset, piece in pieces(kind, block):
            for verdict in judge(analyse(piece, cwd="", root=_root, home=_home, outside=False), place):
                if verdict.family in _never or (
                    kind in ("ci", "container") and verdict.family in _throwaway and not _is_grave(verdict)
                ):
                    continue
                at = offset + verdict.line - 1
                yield first + at, lines[at] if at < len(lines) else "", kind, _as_written(verdict)


def _as_written(verdict: Verdict) -> Verdict:
    """Name home and project as a script does: where it will run is not known."""
    message = verdict.message.replace(_home, "~").replace(_root, ".")
    return Verdict(verdict.family, message, verdict.help, verdict.line)


def _is_grave(verdict: Verdict) -> bool:
    return any(what in verdict.message for what in _grave) or "push" in verdict.message


def _blocks(text: Text) -> Iterator[tuple[int, str]]:
    bounds = [*text.spans[1:], (len(text.data), 0)]
    for (at, number), (until, _) in zip(text.spans, bounds, strict=True):
        yield number, text.data[at:until].decode("utf-8", "replace")
