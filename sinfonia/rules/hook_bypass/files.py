"""Files that carry the hooks and the approvals: written, emptied, moved or made powerless by a command."""

from __future__ import annotations

from sinfonia.rules.hook_bypass.touched import below_root as _below_root
from sinfonia.rules.hook_bypass.touched import touched as _touched
from sinfonia.rules.unsafe_shell.verdict import Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.command import Simple

_hook_files = frozenset(
    (
        ".pre-commit-config.yaml",
        ".pre-commit-config.yml",
        "lefthook.yml",
        ".lefthook.yml",
        "lefthook.yaml",
        ".overcommit.yml",
        ".huskyrc",
    )
)
_folders = (".git/hooks", ".husky", ".githooks")
_run = "leave the hooks as they are; change them in a commit of their own that a person reviews"


def judge(simple: Simple, place: Place) -> Iterator[Verdict]:
    """Yield a denial for each hook's or approval's file that a command changes."""
    for path, does in _touched(simple):
        where = _below_root(path, simple, place)
        if not where:
            continue
        if _holds_decisions(where) or (does == "takes away" and _may_hold_decisions(where)):
            yield Verdict("approval", f"`{where}` holds the decisions of people", "ask a person to decide", simple.line)
        elif _is_hook(where) and (does != "writes" or where.startswith(".git/")):
            yield Verdict(
                "bypass",
                f"`{simple.name or 'a redirection'}` {does} `{where}`, which carries the hooks",
                _run,
                simple.line,
            )
        elif (where.startswith(".git/") or (where == ".git" and not simple.name)) and (
            does == "writes" or (does == "empties" and not where.endswith(".lock"))
        ):
            yield Verdict(
                "bypass",
                f"`{simple.name or 'a redirection'}` {does} a file below `.git/`",
                "use git's own commands",
                simple.line,
            )


def _holds_decisions(where: str) -> bool:
    return (where + "/").startswith(".sinfonia/trust/") or (
        where.startswith(".sinfonia/handoffs/") and "/approvals/" in where + "/"
    )


def _may_hold_decisions(where: str) -> bool:
    """Tell whether a folder lies above decisions: what takes it away takes them."""
    parts = where.rstrip("/*").split("/")
    return parts[0] == ".sinfonia" and (len(parts) == 1 or parts[1] in ("trust", "handoffs")) and len(parts) < 4


def _is_hook(where: str) -> bool:
    if where in _hook_files:
        return True
    return any(where == folder or where.startswith(folder + "/") for folder in _folders) and not where.endswith(
        ".sample"
    )
