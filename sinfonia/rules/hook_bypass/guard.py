"""The guard itself: its program, its package, and the settings of a person's git, changed by a command."""

from __future__ import annotations

from sinfonia.rules.agent_writes import is_git_settings, is_guard, moves_hooks
from sinfonia.rules.hook_bypass.touched import touched
from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.word import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.command import Command, Simple

_PACKAGES = ("sinfonia", "sinfonia-hooks")  # the program's and the distribution's name
_INSTALLERS = frozenset(
    ("pip", "pip3", "pipx", "uv", "poetry", "pdm", "rye", "hatch", "conda", "mamba", "micromamba", "brew", "apt",
     "apt-get", "dnf", "yum", "pacman", "mise", "asdf", "npm", "pnpm", "yarn")
)  # fmt: skip
_TAKES = frozenset(("uninstall", "remove", "rm", "purge", "autoremove", "-R", "-Rs", "-Rns"))
_ask = "ask a person to install or remove it"


def judge(simple: Simple, place: Place) -> Iterator[Verdict]:
    """Yield a denial for what takes the guard's program away, or changes the settings of git that are a person's.

    A script that installs somebody's settings is not judged here.
    """
    if not place.known:
        return
    taken = _uninstalled(simple)
    if taken:
        yield Verdict("bypass", f"`{simple.name}` takes `{taken}` away, which judges every call", _ask, simple.line)
    if simple.name == "git" and _includes(simple):
        message = "`git config` includes a file in which the hooks can be moved away"
        yield Verdict("bypass", message, "set the key that you need", simple.line)
    for path, does in touched(simple):
        where = path.replace("\\", "/")
        if is_guard(where):
            message = f"`{simple.name or 'a redirection'}` {does} `{path}`, which judges every call"
            yield Verdict("bypass", message, _ask, simple.line)
        elif is_git_settings(_whole(where, simple), place.home) and _may_move_hooks(simple):
            yield Verdict(
                "bypass",
                f"`{simple.name or 'a redirection'}` {does} `{path}`, where the hooks can be moved away",
                "use `git config` with the key that you need",
                simple.line,
            )


def exported(command: Command) -> Iterator[Verdict]:
    """Yield a denial for a variable that a later command in the same shell would hand to the hook runner."""
    value = command.exported.get("SKIP", "")
    if any(name.strip().startswith("sinfonia") for name in value.split(",")):
        yield Verdict("bypass", "`export SKIP=` switches hooks off for what follows", "let the hooks run")


def _includes(simple: Simple) -> bool:
    """Tell whether git's settings would take in another file: git-config(1), Includes."""
    from sinfonia.shell.git_call import git_call

    call = git_call(simple)
    words = [text for text in call.texts if text[:1] != "-" and text not in ("set", "add")]
    looks = any(text.startswith(("--get", "--unset", "--list", "-l")) for text in call.texts)
    return (
        call.sub == "config"
        and not looks
        and any(text.lower().startswith(("include.path", "includeif.")) for text in words[:-1])
    )


def _uninstalled(simple: Simple) -> str:
    name, texts = simple.name, simple.texts
    if name.startswith("python") and "-m" in texts[:-1]:
        at = texts.index("-m") + 1
        name, texts = texts[at], texts[at + 1 :]
    if not (name in _INSTALLERS or name.startswith("pip")) or _TAKES.isdisjoint(texts):
        return ""
    for text in texts:
        plain = text.lower().replace("_", "-").replace(".", "-").partition("[")[0].partition("=")[0]
        if plain in _PACKAGES:
            return text
    return ""


def _whole(path: str, simple: Simple) -> str:
    """Give a path from the root of the file system where that is known."""
    return path if path[:1] in ("/", "~", "$", "%") or not simple.cwd else f"{simple.cwd}/{path}"


def _may_move_hooks(simple: Simple) -> bool:
    """Tell whether what is written says so, or is not known."""
    text = simple.stdin.text if simple.target is not None or simple.name == "tee" else None
    return text is None or HOLE in text or moves_hooks(text)
