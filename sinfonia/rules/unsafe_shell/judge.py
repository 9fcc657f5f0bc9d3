"""The door of ENF-005: a shell text to its denials."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell import deletion, devices, exfiltration, git, git_programs, permissions, remote
from sinfonia.rules.unsafe_shell.verdict import Place, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.shell.command import Command

MAX_VERDICTS = 20
_elsewhere = frozenset(
    ("gh", "glab", "hub", "aws", "gsutil", "gcloud", "rclone", "s3cmd", "mc", "az", "git-filter-repo", "bfg")
)
_windows = frozenset(
    ("remove-item", "ri", "rd", "del", "erase", "rmdir", "rm", "format", "format-volume", "clear-disk",
     "initialize-disk", "iex", "invoke-expression")
)  # fmt: skip


def judge_command(text: str, *, cwd: str, root: str, home: str) -> tuple[Verdict, ...]:
    """Give the denials of a command that would run in `cwd`; paths are absolute."""
    from sinfonia.shell.analysis import analyse

    return judge(analyse(text, cwd=cwd, root=root, home=home), Place(root, home))


def judge(command: Command, place: Place) -> tuple[Verdict, ...]:
    """Give the denials of an analysed command, each sentence once."""
    found: dict[tuple[str, int], Verdict] = {}
    for verdict in _all(command, place):
        found.setdefault((verdict.message, verdict.line), verdict)
        if len(found) >= MAX_VERDICTS:
            break
    return tuple(found.values())


def _all(command: Command, place: Place) -> Iterator[Verdict]:
    for simple in command.simples:
        yield from devices.judge(simple)
        yield from exfiltration.judge(simple, place)
        yield from remote.judge(simple)
        if simple.name:
            yield from deletion.judge(simple, place)
            if simple.name == "git":
                yield from git.judge(simple)
                yield from git_programs.judge(simple)
            yield from permissions.judge(simple, place)
            if simple.name in _elsewhere:
                from sinfonia.rules.unsafe_shell import elsewhere

                yield from elsewhere.judge(simple)
            if simple.name in _windows:
                from sinfonia.rules.unsafe_shell import windows

                yield from windows.judge(simple, place)
    if command.bomb:
        yield Verdict(
            "bomb",
            "the command starts processes without end",
            "put a bound on the loop, and `wait` in it",
            command.bomb,
        )
    if command.limit:
        yield Verdict(
            "unverified",
            f"the command has too much {_limits.get(command.limit, command.limit)} to be judged",
            "run it in smaller steps",
        )


_limits = {"depth": "nesting", "nested shells": "nesting of shells", "steps": "to run", "length": "text"}
