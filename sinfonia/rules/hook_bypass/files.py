"""Files that carry the hooks and the approvals: written, emptied, moved or made powerless by a command."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.options import read
from sinfonia.shell.scope import normal
from sinfonia.shell.word import HOLE

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
_removers = frozenset(("rm", "unlink", "mv", "shred", "truncate", "rename", "git-rm", "trash"))
_writers = frozenset(("tee", "truncate", "touch", "sponge", "ed", "ex"))
_copiers = frozenset(("cp", "ln", "install", "rsync", "mv"))


def judge(simple: Simple, place: Place) -> Iterator[Verdict]:
    """Yield a denial for each hook's or approval's file that a command changes."""
    for path, does in _touched(simple):
        where = _below_root(path, simple, place)
        if not where:
            continue
        if where.startswith(".sinfonia/trust/") or (where.startswith(".sinfonia/handoffs/") and "/approvals" in where):
            yield Verdict("approval", f"`{where}` holds the decisions of people", "ask a person to decide", simple.line)
        elif _is_hook(where) and (does != "writes" or where.startswith(".git/")):
            yield Verdict(
                "bypass",
                f"`{simple.name or 'a redirection'}` {does} `{where}`, which carries the hooks",
                _run,
                simple.line,
            )
        elif where.startswith(".git/") and does == "writes":
            yield Verdict(
                "bypass",
                f"`{simple.name or 'a redirection'}` writes below `.git/`",
                "use git's own commands",
                simple.line,
            )


def _is_hook(where: str) -> bool:
    if where in _hook_files:
        return True
    return any(where == folder or where.startswith(folder + "/") for folder in _folders) and not where.endswith(
        ".sample"
    )


def _touched(simple: Simple) -> Iterator[tuple[str, str]]:  # noqa: C901, PLR0912 - one case a form
    """Yield (path as written, what is done to it)."""
    if simple.target is not None:
        empty = simple.stdin.text is not None and not simple.stdin.text.strip()
        yield simple.target.text, "empties" if empty else "writes"
        return
    name = simple.name
    options = read(
        simple.args,
        "t" if name in _copiers else "s" if name == "truncate" else "",
        ("target-directory", "size", "reference"),
    )
    operands = [word.text for word in options.operands]
    if name in _removers:
        for text in operands[: -1 if name == "mv" else None]:
            yield text, "takes away"
    if name in _copiers and operands:
        target = options.values.get("t") or options.values.get("target-directory")
        empties = "/dev/null" in operands
        yield target.text if target is not None else operands[-1], "empties" if empties else "writes"
    if name in _writers and name != "truncate":
        for text in operands:
            yield text, "writes"
    if name == "dd":
        for text in operands:
            if text.startswith("of="):
                yield text[3:], "writes"
    if name == "chmod" and len(operands) > 1 and _takes_execution(operands[0], options.flags):
        for text in operands[1:]:
            yield text, "makes powerless"
    if name == "chmod" and "x" in options.flags:
        for text in operands:
            yield text, "makes powerless"
    if name in ("sed", "perl") and any(flag in ("i", "in-place") for flag in options.flags):
        for text in operands:
            yield text, "writes"
            if _is_hook(text):
                yield text, "changes"
    if name == "find" and "-delete" in [*operands, "-" + "".join(options.flags), *list(simple.texts)]:
        for text in operands[:3]:
            yield text, "takes away"
    if name == "git" and operands[:1] in (["rm"], ["mv"]):
        for text in operands[1 : None if operands[0] == "rm" else -1]:
            yield text, "takes away"


def _takes_execution(mode: str, flags: list[str]) -> bool:
    del flags
    if mode.isdecimal():
        return not int(mode[-3:-2] or "0") & 1
    return "-" in mode and "x" in mode.partition("-")[2]


def _below_root(path: str, simple: Simple, place: Place) -> str:
    """Give a path from the project's root, "" when it lies elsewhere or is not known."""
    if not path:
        return ""
    path = path.replace(HOLE, "x") if "/" in path.partition(HOLE)[0] else path
    if HOLE in path or path.startswith("~"):
        return ""
    if not path.startswith("/"):
        if not simple.cwd:
            return normal("/" + path)[1:]
        path = f"{simple.cwd}/{path}"
    path = normal(path)
    if path.startswith(place.root + "/"):
        return path[len(place.root) + 1 :]
    return ""
