"""The range that a CI host names, and the border where its values are read.

Values of a CI environment are somebody else's text: a commit id must be one, a branch becomes its full
name below `refs/remotes/` (git prefers a tag called `origin/main` to the branch), and neither may look
like an option.
"""

from __future__ import annotations

from sinfonia.errors import SinfoniaError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    Kind = Literal["base", "branch", "protected", "root", "nothing"]

# `--unshallow` fails in a complete clone, this depth does not: it is the one that git takes as endless.
# https://git-scm.com/docs/shallow, https://git-scm.com/docs/git-fetch
DEEPEN = "git fetch --depth=2147483647 origin"
_NOT_IN_A_BRANCH = frozenset(" ~^:?*[\\\x7f") | {chr(code) for code in range(32)}  # git-check-ref-format(1)
_NO_BRANCH_PART = ("..", "@{", "//", "/.")
_HEX = frozenset("0123456789abcdef")


class Start:
    """Where a range starts.

    - BASE: at the commit `base`; judge `base..head`.
    - BRANCH: at the merge base of the branch `base` with `head`: a new branch, a tag, a manual run.
    - PROTECTED: the host names no earlier commit; as BRANCH with the configured protected branch. When
      `branch` is that branch itself, nothing tells what is new: could not tell, `--from` is needed.
    - ROOT: nowhere; everything that `head` reaches is new.
    - NOTHING: there is nothing to judge; `notes` say why, `head` and `base` are empty.
    """

    BASE: Kind = "base"
    BRANCH: Kind = "branch"
    PROTECTED: Kind = "protected"
    ROOT: Kind = "root"
    NOTHING: Kind = "nothing"


class CiRange:
    """What a CI host asks to judge.

    `base` and `head` are revisions that git takes as they are, or "". `target` is the full name of the
    branch that the work goes to, where the host names one: the base may be an old commit of it that an
    author chose, its tip is not. `branch` is the short name of the branch that is built, "" for a tag or
    when unknown. `notes` are lines for stderr. `fetch_hint` says what brings the missing commits.
    """

    __slots__ = ("base", "branch", "event", "fetch_hint", "head", "notes", "provider", "start", "target")

    def __init__(  # noqa: PLR0913 - a noun's constructor, called by keyword
        self,
        provider: str,
        event: str,
        start: Kind,
        *,
        base: str = "",
        head: str = "",
        target: str = "",
        branch: str = "",
        notes: tuple[str, ...] = (),
        fetch_hint: str = "",
    ) -> None:
        self.provider = provider
        self.event = event
        self.start = start
        self.base = base
        self.head = head
        self.target = target
        self.branch = branch
        self.notes = notes
        self.fetch_hint = fetch_hint

    def __repr__(self) -> str:
        return f"CiRange({self.provider} {self.event}: {self.start} {self.base!r}..{self.head!r})"

    @property
    def new_branch(self) -> bool:
        """Say whether the host knows no commit before this one on the branch (a zero base)."""
        return self.start in (Start.BRANCH, Start.PROTECTED, Start.ROOT)


def known(environ: Mapping[str, str], name: str) -> str:
    """Give a variable without surrounding space, "" when unset; Jenkins writes `null` for unset."""
    value = environ.get(name, "").strip()
    return "" if value == "null" else value


def needed(environ: Mapping[str, str], name: str, host: str) -> str:
    """Give a variable that the host always sets; SinfoniaError when it is not there."""
    value = known(environ, name)
    if not value:
        raise SinfoniaError(f"{host} sets no `{name}` here", hint="name the range: sinfonia check --from A --to B")
    return value


def is_zero(value: str) -> bool:
    """Tell the id that stands for no commit."""
    return bool(value) and not value.strip("0")


def is_commit(value: str) -> bool:
    """Tell a full commit id, SHA-1 or SHA-256: git takes a shorter one for a branch of that name first."""
    return len(value) in (40, 64) and _HEX.issuperset(value) and not is_zero(value)


def commit(value: str, name: str) -> str:
    """Give a full commit id; SinfoniaError naming `name` when it is not one."""
    if not is_commit(value):
        raise SinfoniaError(
            f"`{name}` is not a full commit id: `{shown(value)}`", hint="name the range: sinfonia check --from A --to B"
        )
    return value


def revision(value: str, name: str) -> str:
    """Give a revision as git may take it; SinfoniaError when it is empty, an option or not one line."""
    if not value or value.startswith("-") or any(ord(char) < 32 or ord(char) == 127 for char in value):
        raise SinfoniaError(
            f"`{name}` is not a revision: `{shown(value)}`", hint="name the range: sinfonia check --from A --to B"
        )
    return value


def branch_name(value: str, name: str) -> str:
    """Give a branch without `refs/heads/`; SinfoniaError when git allows no such branch."""
    short = value.removeprefix("refs/heads/")
    wrong = (
        not short
        or short.startswith(("-", "/", "."))
        or short.endswith(("/", ".", ".lock"))
        or any(part in short for part in _NO_BRANCH_PART)
        or not _NOT_IN_A_BRANCH.isdisjoint(short)
    )
    if wrong:
        raise SinfoniaError(
            f"`{name}` is not a branch: `{shown(value)}`", hint="name the range: sinfonia check --from A --to B"
        )
    return short


def remote_ref(branch: str) -> str:
    """Give the full name of a remote's branch."""
    return f"refs/remotes/origin/{branch}"


def deepen(setting: str, branch: str = "") -> str:
    """Say how to get all commits: the host's setting, and the command to type; `branch` is fetched too."""
    command = DEEPEN
    if branch:
        from shlex import quote

        command += " " + quote(f"+refs/heads/{branch}:{remote_ref(branch)}")
    return f"{setting}, or type: {command}"


def shown(value: str) -> str:
    """Show somebody else's text on one line, in ASCII, 80 characters at most."""
    return ascii(value)[1:-1][:80]
