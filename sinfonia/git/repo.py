"""Where the repository is, found without starting git, and how to ask git about it."""

from __future__ import annotations

import os

from sinfonia import proc
from sinfonia.errors import GitError, SinfoniaError
from sinfonia.git.environment import scrubbed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHA1_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
SHA256_EMPTY_TREE = "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"

SHA1_EMPTY_BLOB = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
SHA256_EMPTY_BLOB = "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"


class Repository:
    """A repository at hand.

    `root` is the top of the working tree ("" for a bare one), `git_dir` that of this worktree,
    `common_dir` what all worktrees share; absolute paths. `env` is what git is started with. `known_settings` is kept
    by `git.settings`.
    """

    __slots__ = ("common_dir", "env", "git_dir", "known_settings", "root")

    def __init__(self, root: str, git_dir: str, common_dir: str, env: dict[str, str]) -> None:
        self.root = root
        self.git_dir = git_dir
        self.common_dir = common_dir
        self.env = env
        self.known_settings: dict[str, str | None] | None = None

    def command(self, *args: str | bytes) -> list[str | bytes]:
        """Give the argument list of a git command in this repository."""
        return ["git", "-C", self.root or self.git_dir, *args]

    def stream(self, *args: str | bytes, stdin: int | None = None, index: bool = True) -> proc.Child:
        """Start git and leave its output to be read.

        Without its index git cannot take a file of the working tree for the blob that it seems to be.
        """
        env = self.env if index else {**self.env, "GIT_INDEX_FILE": os.path.join(self.git_dir, "no-index")}
        return proc.Child(self.command(*args), env, stdin=stdin)

    def try_git(self, *args: str | bytes, stdin: bytes | None = None) -> tuple[int, bytes, str]:
        """Run git to the end; gives (exit code, output, standard error)."""
        return proc.output(self.command(*args), self.env, stdin=stdin)

    def at_once(self, *commands: Sequence[str | bytes]) -> list[tuple[int, bytes, str]]:
        """Run several git commands at the same time, none of which needs what another does; as `try_git` for each."""
        running: list[proc.Child] = []
        try:
            running += (self.stream(*args) for args in commands)
            printed = [b"".join(child.chunks()) for child in running]
        finally:
            ended = [child.finish() for child in running]
        return [(code, output, errors) for output, (code, errors) in zip(printed, ended, strict=True)]

    def git(self, *args: str | bytes, stdin: bytes | None = None) -> bytes:
        """Run git and give its output; raises `GitError` when it refuses."""
        code, printed, errors = self.try_git(*args, stdin=stdin)
        if code:
            raise git_error(args, code, errors)
        return printed

    def resolve(self, revision: str) -> str:
        """Give the full id of a commit; raises `GitError` naming the revision."""
        code, printed, errors = self.try_git(
            "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"
        )
        if code:
            if "safe.directory" in errors or "not a git repository" in errors:
                raise git_error(("rev-parse",), code, errors)
            if revision == "HEAD" and not self.has_head():
                raise GitError(
                    "there is no commit yet", hint="make the first one: git commit", stderr=errors, code=code
                )
            raise GitError(
                f"git knows no commit `{shown(revision)}`", hint=self._revision_hint(), stderr=errors, code=code
            )
        return printed.decode("ascii").strip()

    def knows(self, revision: str) -> bool:
        """Tell whether a revision names a commit that is here."""
        return self.try_git("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")[0] == 0

    def is_shallow(self) -> bool:
        """Tell whether history is cut off."""
        return os.path.exists(os.path.join(self.common_dir, "shallow"))

    def empty_tree(self) -> str:
        """Give the id of the empty tree in this repository's hash."""
        sha256 = _core(self.common_dir).get("objectformat", "").lower() == "sha256"
        return SHA256_EMPTY_TREE if sha256 else SHA1_EMPTY_TREE

    def has_head(self) -> bool:
        """Tell whether HEAD names a commit, readable or not: not so before the first one."""
        return self.try_git("rev-parse", "--verify", "--quiet", "HEAD")[0] == 0

    def in_progress(self, name: str) -> bool:
        """Tell whether a state file of git (`MERGE_HEAD`, `rebase-merge` …) exists in this worktree."""
        return os.path.exists(os.path.join(self.git_dir, name))

    def _revision_hint(self) -> str:
        if self.is_shallow():
            return "this clone is shallow: git fetch --unshallow (in CI, fetch with `fetch-depth: 0`)"
        return "in CI, fetch with `fetch-depth: 0`"


def discover(start: str | None = None, environ: Mapping[str, str] | None = None) -> Repository:
    """Find the repository around a folder; raises `SinfoniaError` when there is none.

    `GIT_DIR` and `GIT_WORK_TREE` come first, as git sets them for hooks in worktrees and bare repositories.
    """
    environ = os.environ if environ is None else environ
    try:
        here = os.path.abspath(start or os.getcwd())
    except OSError:
        raise SinfoniaError("the working directory is gone", hint="cd to a folder that exists") from None
    env = scrubbed(environ)
    if given := env.get("GIT_DIR"):
        git_dir = _given(os.path.join(here, given))
        root = _given_tree(env, here) or _top_for(git_dir, here)
        return _repository(root, git_dir, _absolute(env, here, root or here))
    found = _around(here, env)
    if root := _given_tree(env, here):
        return _repository(root, found.git_dir, _absolute(env, here, root))
    return found


def _around(here: str, env: dict[str, str]) -> Repository:
    """Walk up to the first repository; raises `SinfoniaError` when there is none."""
    folder = here
    while True:
        dot_git = os.path.join(folder, ".git")
        if os.path.lexists(os.path.join(dot_git, "HEAD")):
            return _repository(folder, dot_git, env)
        if os.path.isfile(dot_git):
            return _repository(folder, _follow(dot_git), env)
        if _looks_bare(folder):
            inside = os.path.basename(folder) == ".git"
            return _repository(os.path.dirname(folder) if inside else "", folder, env)
        parent = os.path.dirname(folder)
        if parent == folder:
            raise SinfoniaError(f"`{shown(here)}` is not inside a git repository", hint="cd to one, or type: git init")
        folder = parent


def git_error(args: Sequence[str | bytes], code: int, errors: str) -> GitError:
    """Turn git's refusal into one sentence."""
    reason = git_reason(code, errors)
    hint = ""
    if "invalid date format" in errors:
        return _no_date(reason, errors, code)
    if "dubious ownership" in errors:
        hint = "if you trust it: git config --global --add safe.directory PATH"
    elif "index file" in errors or "index" in reason:
        hint = "git fsck shows what is damaged; `git read-tree HEAD` makes a new index"
    name = os.fsdecode(args[0]) if args else ""
    return GitError(f"git {name}: {reason}", hint=hint, stderr=errors, code=code)


def _no_date(reason: str, errors: str, code: int) -> GitError:
    """Name the variable whose date git does not take."""
    date = reason.partition(": ")[2]
    names = [name for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE") if os.environ.get(name) == date]
    what = " and ".join(names) or "the date of a commit"
    hint = f"unset {' '.join(names)}" if names else "git takes 2026-11-21T09:12:00Z, for example"
    return GitError(f"{what} is `{date}`, which is no date to git", hint=hint, stderr=errors, code=code)


def git_reason(code: int, errors: str) -> str:
    """Give why git refused: its own first line."""
    reason = next(
        (line for line in errors.splitlines() if line.startswith(("fatal:", "error:"))),
        errors.splitlines()[0] if errors else "",
    )
    return shown(reason.partition(": ")[2] or reason or f"it ended with code {code}")


def shown(text: str) -> str:
    """Make a name safe for a terminal: control characters and lone surrogates become escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def _given(git_dir: str) -> str:
    """Give the repository that GIT_DIR names, behind a `.git` file too; raises `SinfoniaError` where none is."""
    try:
        folder = _follow(git_dir) if os.path.isfile(git_dir) else git_dir
    except SinfoniaError:
        folder = ""
    if not folder or not os.path.lexists(os.path.join(folder, "HEAD")):
        raise SinfoniaError(
            f"GIT_DIR is `{shown(git_dir)}`, and no repository is there", hint="unset GIT_DIR (and GIT_WORK_TREE)"
        )
    return folder


def _given_tree(env: Mapping[str, str], here: str) -> str:
    """Give the folder that GIT_WORK_TREE names, "" without it; raises `SinfoniaError` where none is."""
    given = env.get("GIT_WORK_TREE")
    if not given:
        return ""
    root = os.path.abspath(os.path.join(here, given))
    if not os.path.isdir(root):
        raise SinfoniaError(f"GIT_WORK_TREE is `{shown(given)}`, and no folder is there", hint="unset GIT_WORK_TREE")
    return root


def _repository(root: str, git_dir: str, env: dict[str, str]) -> Repository:
    git_dir = os.path.abspath(git_dir)
    try:
        with open(os.path.join(git_dir, "commondir"), encoding="utf-8", errors="surrogateescape") as file:
            common = os.path.abspath(os.path.join(git_dir, file.read().rstrip("\r\n")))
    except OSError:
        common = git_dir
    return Repository(root, git_dir, common, env)


def _absolute(env: dict[str, str], here: str, top: str) -> dict[str, str]:
    """Make the places absolute, since `git -C` would move relative ones (git takes the last two from the top)."""
    for key in ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR"):
        if env.get(key):
            env[key] = os.path.join(here, env[key])
    for key in ("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        if env.get(key):
            env[key] = os.path.join(top, env[key])
    return env


def _top_for(git_dir: str, here: str) -> str:
    """Give the working tree that goes with GIT_DIR alone: the working directory, unless the repository is bare.

    git's hooks start at the top, but a hook may have gone to a folder below before it calls us.
    """
    if os.path.realpath(git_dir) == os.path.realpath(here):
        return ""
    dot_git = os.path.abspath(git_dir)
    try:  # in the directory of a linked worktree `gitdir` says where its `.git` is (gitrepository-layout(5))
        with open(os.path.join(git_dir, "gitdir"), encoding="utf-8", errors="surrogateescape") as file:
            dot_git = file.read().rstrip("\r\n")
    except OSError:
        pass
    if os.path.basename(dot_git) == ".git":
        top = os.path.dirname(dot_git)
        return top if os.path.realpath(here).startswith(os.path.realpath(top) + os.sep) else here
    settings = _core(git_dir)
    if tree := settings.get("worktree"):  # a submodule's
        return os.path.normpath(os.path.join(git_dir, tree))
    return "" if settings.get("bare", "").lower() == "true" else here


def _core(git_dir: str) -> dict[str, str]:
    """Read the few keys that git itself writes into a repository's configuration, whatever their section."""
    try:
        with open(os.path.join(git_dir, "config"), encoding="utf-8", errors="surrogateescape") as file:
            rows = [line.partition("=") for line in file]
    except OSError:
        return {}
    return {key.strip().lower(): value.strip().strip('"') for key, _, value in rows}


def _follow(dot_git: str) -> str:
    try:
        with open(dot_git, encoding="utf-8", errors="surrogateescape") as file:
            text = file.read().rstrip("\r\n")
    except OSError as error:
        raise SinfoniaError(f"cannot read `{shown(dot_git)}`: {error.strerror}") from None
    if not text.startswith("gitdir: "):
        raise SinfoniaError(f"`{shown(dot_git)}` is no git file", hint="it should say `gitdir: PATH`")
    return os.path.join(os.path.dirname(dot_git), text.removeprefix("gitdir: "))


def _looks_bare(folder: str) -> bool:
    return (
        os.path.isfile(os.path.join(folder, "HEAD"))
        and os.path.isdir(os.path.join(folder, "objects"))
        and os.path.isdir(os.path.join(folder, "refs"))
    )
