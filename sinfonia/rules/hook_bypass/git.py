"""Calls of git that skip its hooks, switch them off, or commit without them."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.git_call import git_call, written_by_clone
from sinfonia.shell.options import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.shell.command import Simple
    from sinfonia.shell.git_call import GitCall

HOOKED = frozenset(
    (
        "commit", "merge", "push", "pull", "am", "rebase", "cherry-pick", "revert", "checkout", "switch", "worktree",
        "gc", "clone",
    )
)  # fmt: skip
_letters = frozenset(("commit", "am"))  # where `-n` is `--no-verify`: git-commit(1), git-am(1)
_commit_values = (
    "message", "file", "author", "date", "reuse-message", "reedit-message", "template", "cleanup", "trailer", "fixup",
    "squash", "pathspec-from-file",
)  # fmt: skip
_off = frozenset(("0", "false", "no", "off"))
_run = "let the hooks run; what they refuse can be mended, or waived with a reason"


def judge(simple: Simple) -> Iterator[Verdict]:
    """Yield a denial for each way around the hooks in one call of git."""
    if simple.name != "git":
        return
    call = git_call(simple)
    if any(text in ("--help", "-h") for text in call.texts[:1]):
        return
    message = _skips(call) or _settings(call) or _environment(simple, call) or _plumbing(call) or _configures(call)
    if message:
        yield Verdict("bypass", message, _run, simple.line)


def _skips(call: GitCall) -> str:
    if call.sub not in HOOKED:
        return ""
    args = call.args[: call.texts.index("--")] if "--" in call.texts else call.args
    short = ""
    values: tuple[str, ...] = _commit_values if call.sub in ("commit", "merge", "pull") else ()
    if call.sub == "commit":
        short = "mFCct"
    elif call.sub in ("merge", "pull"):
        short = "mFsX"
    elif call.sub == "push":
        short, values = "o", ("repo", "push-option", "receive-pack", "exec")
    elif call.sub == "am":
        short = "CpS"
    elif call.sub == "rebase":
        short, values = "xsXC", ("exec", "onto", "strategy", "strategy-option")
    options = read(args, short, values, optional="Su")
    skipped = ""
    for flag in options.flags:
        name = flag.partition("=")[0]
        if len(name) > 3 and "no-verify".startswith(name) and name.startswith("no-v"):
            skipped = "--" + name
        elif name == "n" and call.sub in _letters:
            skipped = "-n"
        elif len(name) > 4 and "verify".startswith(name):
            skipped = ""
    return f"`git {call.sub} {skipped}` skips the hooks" if skipped else ""


def _settings(call: GitCall) -> str:
    if call.sub not in HOOKED:
        return ""
    for key, word in (*call.config, *written_by_clone(call)):
        if key == "core.hookspath":
            return "`core.hooksPath` on the command line switches the hooks off"
        if key == "include.path":
            return "`include.path` on the command line may switch the hooks off"
        if _disables(key, word.text):
            return f"`{key}` on the command line switches a hook off"
    return ""


def _disables(key: str, value: str) -> bool:
    """Tell whether a hook that the configuration defines (`hook.NAME.command`) is switched off: git-hook(1)."""
    return key.startswith("hook.") and (
        (key.endswith(".enabled") and value.lower() in _off) or (key.endswith((".event", ".command")) and not value)
    )


def _environment(simple: Simple, call: GitCall) -> str:
    if call.sub not in HOOKED:
        return ""
    for name, word in simple.env.items():
        value = word.text.lower()
        hit = (
            (name == "SKIP" and value)
            or (name in ("HUSKY", "LEFTHOOK") and value in _off)
            or (
                name
                in ("HUSKY_SKIP_HOOKS", "OVERCOMMIT_DISABLE", "SKIP_SIMPLE_GIT_HOOKS", "PRE_COMMIT_ALLOW_NO_CONFIG")
                and value
                and value not in _off
            )
            or (name in ("LEFTHOOK_EXCLUDE", "LEFTHOOK_SKIP") and value)
            or name.startswith("SINFONIA_")
            or (name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG") and value not in ("", "/dev/null"))
        )
        if hit:
            return f"`{name}=` in front of `git {call.sub}` switches hooks off"
    return ""


def _plumbing(call: GitCall) -> str:
    texts = call.texts
    if call.sub in {"commit-tree", "fast-import"}:
        return f"`git {call.sub}` makes commits that no hook sees"
    if call.sub == "hash-object" and "-w" in texts and "commit" in texts:
        return "`git hash-object -t commit` makes commits that no hook sees"
    if call.sub == "update-ref" and not any(text in ("-d", "--stdin") for text in texts):
        words = [word.text for word in read(call.args, "m").operands]
        if len(words) > 1 and (words[0] in ("HEAD", "@") or words[0].startswith("refs/heads/")):
            return "`git update-ref` moves a branch past the hooks"
    return ""


def _configures(call: GitCall) -> str:  # noqa: PLR0911 - one case a form
    if call.sub != "config":
        return ""
    texts = call.texts
    if any(text.startswith(("--get", "--list", "-l")) for text in texts) or texts[:1] in (["get"], ["list"]):
        return ""
    words = [
        word.text for word in read(call.args, "f", ("file", "blob", "type", "default", "comment", "value")).operands
    ]
    unset = any(text.startswith("--unset") for text in texts) or words[:1] == ["unset"]
    if words[:1] in (["set"], ["unset"]):
        words = words[1:]
    if not words:
        return ""
    key, value = words[0].lower(), words[1] if len(words) > 1 else None
    section = next((text.lstrip("-") for text in texts if text.lstrip("-") in ("remove-section", "rename-section")), "")
    if section and (key in ("core", "hook") or (value or "").lower() in ("core", "hook")):
        return f"`git config --{section}` takes the hooks' settings away"
    if key == "core.hookspath" and (unset or value is not None):
        return "`git config core.hooksPath` moves the hooks away"
    if value is not None and _disables(key, value):
        return f"`git config {words[0]}` switches a hook off"
    if value is not None and key.startswith("alias."):
        from sinfonia.shell.command import Simple as Call
        from sinfonia.shell.word import Word

        body = value.lstrip("!").removeprefix("git ")
        inner = git_call(Call("git", (Word("git"), *(Word(part.strip("'\"")) for part in body.split()))))
        if _skips(inner) or _settings(inner):
            return "an alias would skip the hooks"
    return ""
