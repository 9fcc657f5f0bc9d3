"""Coding agents that a command starts without their hooks: nobody would ask about what they do."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.options import read
from sinfonia.shell.word import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.command import Simple

_off = ("", "0", "false", "no", "off")
_run = "start the agent with its hooks"

# program -> variables that switch its hooks or plugins off: the environment pages of each program's documentation
_VARIABLES: dict[str, tuple[str, ...]] = {
    "claude": ("CLAUDE_CODE_SIMPLE", "CLAUDE_CODE_SAFE_MODE"),
    "opencode": ("OPENCODE_PURE", "OPENCODE_DISABLE_PROJECT_CONFIG"),
}


def judge(simple: Simple, place: Place) -> Iterator[Verdict]:
    """Yield a denial for an agent that is started without hooks; a script that starts one is not judged here."""
    if not place.known or simple.name not in _LOOKS:
        return
    for name in _VARIABLES.get(simple.name.removesuffix("-code").removesuffix("-ai"), ()):
        word = simple.env.get(name)
        if word is not None and word.text.lower() not in _off:
            yield _verdict(f"`{name}=` starts `{simple.name}` without its hooks", simple)
    what = _LOOKS[simple.name](simple)
    if what:
        yield _verdict(f"`{simple.name} {what}` may start an agent without its hooks", simple)


def _verdict(message: str, simple: Simple) -> Verdict:
    return Verdict("bypass", message, _run, simple.line)


def _claude(simple: Simple) -> str:
    """Read the command line of Claude Code: `--dangerously-skip-permissions` leaves the hooks on and passes."""
    for flag in ("--bare", "--safe-mode"):
        if flag in simple.texts:
            return flag
    values = read(simple.args, "", ("settings", "setting-sources")).values
    sources = values.get("setting-sources")
    if sources is not None and sources.text and "project" not in sources.text.split(","):
        return "--setting-sources"
    settings = values.get("settings")
    if settings is None:
        return ""
    text = settings.text.strip()
    inline = text.startswith("{") and HOLE not in text  # a file may say anything, and nobody looks into it
    return "" if inline and "disableallhooks" not in text.lower() else "--settings"


def _opencode(simple: Simple) -> str:
    return "--pure" if "--pure" in simple.texts else ""


def _codex(simple: Simple) -> str:
    """Read the command line of Codex: a feature is switched off by `--disable NAME` or `-c features.NAME=false`."""
    for key, word in read(simple.args, "c", ("config", "disable")).all_values:
        name, _, value = word.text.replace(" ", "").partition("=")
        if key == "disable" and word.text in ("hooks", "codex_hooks"):
            return "--disable hooks"
        if key in ("c", "config") and (
            (name in ("features.hooks", "features.codex_hooks") and value.lower() != "true")
            or (name == "features" and "hooks" in value)
            or name == "hooks"
            or name.startswith("hooks.state")
        ):
            return f"-c {name}"
    return ""


_LOOKS: dict[str, Callable[[Simple], str]] = {
    "claude": _claude,
    "claude-code": _claude,  # as npm's registry calls it, and OpenCode
    "opencode": _opencode,
    "opencode-ai": _opencode,
    "codex": _codex,
}
