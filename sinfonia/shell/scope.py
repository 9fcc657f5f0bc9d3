"""What the shell knows while it runs: variables, functions, aliases, folders, files, descriptors."""

from __future__ import annotations

from sinfonia.shell.word import HOLE, VARIABLE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

MAX_VALUE = 50_000  # characters of a variable; a longer value counts as unknown
_unset = frozenset((VARIABLE,))


class Scope:
    """One shell's state; `copy` gives a subshell, which shares the files but nothing else.

    `cwd` is "" when it is not known. `args` is None where positional parameters come from outside.
    """

    __slots__ = (
        "aliases",
        "args",
        "arrays",
        "closed",
        "cwd",
        "exported",
        "fds",
        "files",
        "functions",
        "home",
        "readonly",
        "root",
        "vars",
    )

    def __init__(self, cwd: str, root: str, home: str) -> None:
        self.cwd = cwd
        self.closed = False  # started without an environment: what is not set is empty
        self.root = root
        self.home = home
        self.vars: dict[str, Word | None] = {}  # None: unset on purpose
        self.arrays: dict[str, list[Word]] = {}
        self.exported: set[str] = set()
        self.readonly: set[str] = set()
        self.functions: dict[str, Node] = {}
        self.aliases: dict[str, str] = {}
        self.args: list[Word] | None = None
        self.fds: dict[str, str] = {}
        self.files: dict[str, Stream] = {}

    def copy(self) -> Scope:
        """Give a subshell's state."""
        other = Scope(self.cwd, self.root, self.home)
        other.closed = self.closed
        other.vars = dict(self.vars)
        other.arrays = dict(self.arrays)
        other.exported = set(self.exported)
        other.readonly = set(self.readonly)
        other.functions = dict(self.functions)
        other.aliases = dict(self.aliases)
        other.args = self.args
        other.fds = dict(self.fds)
        other.files = self.files
        return other

    def get(self, name: str) -> Word | None:
        """Give a variable's value, None when it is unset or when nothing is known of it."""
        if name in self.vars:
            return self.vars[name]
        known = self._from_outside(name)
        return None if known is None else Word(known)

    def value(self, name: str) -> Word:
        """Give a variable's value; what only the environment knows is a hole."""
        if name in self.vars:
            return self.vars[name] or Word("")
        known = "" if self.closed else self._from_outside(name)
        return Word(HOLE, taint=_unset) if known is None else Word(known)

    def set(self, name: str, value: Word) -> None:
        """Assign, unless the name is read-only."""
        if name not in self.readonly:
            self.vars[name] = value if len(value.text) <= MAX_VALUE else Word(HOLE, taint=value.taint)
            self.arrays.pop(name, None)

    def environment(self) -> dict[str, Word]:
        """Give the exported variables."""
        return {name: self.vars[name] or Word("") for name in self.exported if name in self.vars}

    def _from_outside(self, name: str) -> str | None:
        if name == "PWD":
            return self.cwd or None
        if name in ("HOME", "USERPROFILE"):
            return self.home
        below = _home_variables.get(name)
        if below is not None:
            return f"{self.home}/{below}"
        return _constants.get(name)

    def path(self, text: str) -> str:
        """Give an absolute path without `.`, `..` and doubled slashes; "" when the folder is not known."""
        if text[:1] != "/":
            if text[:1] == "~":
                name, _, rest = text[1:].partition("/")
                text = f"{self.home}/{rest}" if not name else f"/home/{name}/{rest}"
            elif not self.cwd:
                return ""
            else:
                text = f"{self.cwd}/{text}"
        return normal(text)

    def file(self, text: str) -> str:
        """Give the key of a file: its absolute path or, where the folder is not known, its path from there."""
        return self.path(text) or normal("/" + text)[1:]

    def descriptor(self, path: str) -> str:
        """Follow `/dev/fd/N` and kin to what stands behind the descriptor."""
        for start in ("/dev/fd/", "/proc/self/fd/", "/proc/thread-self/fd/"):
            if path.startswith(start):
                return self.fds.get(path[len(start) :], path)
        return path


def normal(path: str) -> str:
    """Resolve `.`, `..` and `//` in an absolute path, by its text alone."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)


_constants = {
    "IFS": " \t\n",
    "SHELL": "/bin/sh",
    "BASH": "/bin/bash",
    "TMPDIR": "/tmp",  # noqa: S108 - a folder that commands name
    "TMP": "/tmp",  # noqa: S108 - a folder that commands name
    "TEMP": "/tmp",  # noqa: S108 - a folder that commands name
    "0": "bash",
}  # fmt: skip
# Documented variables that move a tool's folder; their usual place is judged.
_home_variables = {
    "CODEX_HOME": ".codex",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "CARGO_HOME": ".cargo",
    "DOCKER_CONFIG": ".docker",
    "GNUPGHOME": ".gnupg",
    "GH_CONFIG_DIR": ".config/gh",
    "CLAUDE_CONFIG_DIR": ".claude",
    "CLOUDSDK_CONFIG": ".config/gcloud",
    "KUBECONFIG": ".kube/config",
    "AWS_SHARED_CREDENTIALS_FILE": ".aws/credentials",
    "NETRC": ".netrc",
}
