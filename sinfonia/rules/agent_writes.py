"""Places that an agent's tool does not write, and marks that it does not set: ENF-010 and ENF-011 on tool calls."""

from __future__ import annotations

from sinfonia.errors import NotJudgedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Change
    from sinfonia.model.event import Event
    from sinfonia.shell.command import Simple

# Marks that silence a scanner, in small letters: ours, and those that each scanner's own manual names.
MARKS = (
    b"sinfonia: ignore[",
    b"gitleaks:allow",
    b"betterleaks:allow",
    b"trufflehog:ignore",
    b"kingfisher:ignore",
    b"ggignore",
    b"pragma: allowlist secret",
    b"pragma: allowlist nextline secret",
    b"pragma: whitelist secret",
)
_TRAILERS = ("tests-exempt:", "sinfonia-ignore:")
_MESSAGES = frozenset(("commit", "commit-tree", "merge", "notes"))  # git's commands that take a commit's message
_PROGRAMS = frozenset(("sinfonia-hook", "sinfonia-hook.exe", "sinfonia-hook.cmd", "sinfonia-hook.bat"))
_INSTALLED = ("-packages/sinfonia/", "-packages/sinfonia_hooks", "-packages/__editable__.sinfonia")
# Below a home folder: git-config(1), FILES.
_GIT_SETTINGS = ("/.gitconfig", "/.config/git/config")
_READING = frozenset(("--audit", "--prune", "--dry-run", "--help", "-h"))  # `sinfonia baseline` that accepts nothing


def protected_part(path: str) -> tuple[str, str]:
    """Say what a path belongs to that no tool writes, and its kind (`bypass`, `approval`); ("", "") for none."""
    small = path.lower().replace("\\", "/")  # Windows and macOS open `.GIT/config` too
    if ".git" not in small and "sinfonia" not in small and "git~" not in small and ".config/opencode/" not in small:
        return "", ""
    own = _of_a_person(small)
    if own:
        return own, "approval"
    parts = [part.rstrip(". ") or part for part in small.split("/")]
    if ".git" in parts or "git~1" in parts:  # the short name that Windows gives the folder
        return "git's own folder", "bypass"
    if ".sinfonia" in parts:
        below = parts[parts.index(".sinfonia") + 1 :]
        if below[:1] == ["trust"]:
            return "the list of who may approve what", "approval"
        if below[:1] == ["handoffs"] and "approvals" in below[1:]:
            return "the decisions of people", "approval"
    return "", ""


def _of_a_person(small: str) -> str:
    if is_guard(small):
        return "the program that judges every call"
    if "/.config/opencode/plugin" in small:
        return "the plugins of a person's OpenCode"
    if small.endswith(("/.config/sinfonia/config.yaml", "/appdata/roaming/sinfonia/config.yaml")):
        return "the configuration of a person"
    return ""


def is_guard(path: str) -> bool:
    """Tell a path of the program `sinfonia-hook`, or of the installed package."""
    small = path.lower().replace("\\", "/")
    return small[small.rfind("/") + 1 :] in _PROGRAMS or any(part in small for part in _INSTALLED)


def is_git_settings(path: str, home: str) -> bool:
    """Tell the settings of a person's or the system's git; a file of the project is none."""
    small = path.replace("\\", "/")
    return small == "/etc/gitconfig" or any(
        small == start + end for start in ("~", "$HOME", "%USERPROFILE%", home.rstrip("/")) for end in _GIT_SETTINGS
    )


def moves_hooks(text: str) -> bool:
    """Tell whether settings of git name another folder for hooks, another file, a hook, or an alias around them."""
    small = text.lower()
    return any(word in small for word in ("hookspath", "[include", "[hook", "no-verify"))


def moves_the_hooks(change: Change, home: str) -> bool:
    """Tell a write to a person's settings of git that would move the hooks away."""
    if not is_git_settings(change.path, home):
        return False
    try:
        known = set(change.old().split(b"\n"))
        added = b"\n".join(line for line in change.new().split(b"\n") if line not in known)
    except NotJudgedError:
        return True
    return moves_hooks(added.decode("utf-8", "replace"))


def new_marks(change: Change) -> Iterator[tuple[int, str]]:
    """Yield line and mark for each ignore that a write brings and the file does not have yet."""
    try:
        new = change.new()
        small = new.lower()
        present = [mark for mark in MARKS if mark in small]
        if not present:
            return
        old = change.old().lower()
    except NotJudgedError:
        return
    for mark in present:
        known = set(_marked(old, mark).values())
        for line, rest in _marked(small, mark).items():
            if rest not in known:
                yield line, mark.decode("ascii").rstrip("[")


def _marked(data: bytes, mark: bytes) -> dict[int, bytes]:
    """Give what stands behind a mark, by line; between backticks it is quoted, as in a document."""
    if mark not in data:
        return {}
    found = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        at = line.find(mark)
        if at >= 0 and not line.count(b"`", 0, at) % 2:
            found[number] = line[at:].strip()
    return found


def waiving_commands(event: Event) -> Iterator[tuple[str, int]]:
    """Yield sentence and line for each command that accepts findings or waives a rule for the commit that it makes."""
    small = (event.command or "").lower()
    if "sinfonia" not in small and "tests-exempt" not in small:
        return
    from sinfonia.rules.command_analysis import analysed

    for simple in analysed(event)[0].simples:
        if simple.name == "sinfonia" and simple.texts[:1] == ("baseline",) and _READING.isdisjoint(simple.texts):
            yield "`sinfonia baseline` accepts what is found", simple.line
        trailer = _trailer(simple) if simple.name == "git" else ""
        if trailer:
            yield f"the commit would waive a rule with `{trailer}`", simple.line


def _trailer(simple: Simple) -> str:
    from sinfonia.shell.git_call import git_call

    if git_call(simple).sub not in _MESSAGES:
        return ""
    for text in (*simple.texts, simple.stdin.text or ""):
        for line in text.split("\n"):
            words = line.partition("=")[2] if line.startswith("--") else line
            if words.strip().lower().startswith(_TRAILERS):
                return words.strip().partition(":")[0]
    return ""
