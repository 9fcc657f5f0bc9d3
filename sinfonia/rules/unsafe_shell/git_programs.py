"""Calls of git that make it run other programs: transports, configuration, templates with hooks."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.git_call import git_call, written_by_clone
from sinfonia.shell.options import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.shell.command import Simple
    from sinfonia.shell.git_call import GitCall
    from sinfonia.shell.word import Word

_network = frozenset(("fetch", "pull", "push", "clone", "ls-remote", "submodule"))
_environment = ("GIT_SSH_COMMAND", "GIT_SSH", "GIT_SSH_VARIANT", "GIT_PROXY_COMMAND")
_transport_keys = frozenset(("core.sshcommand", "core.gitproxy", "ssh.variant"))
_code_keys = frozenset(("diff.external", "core.askpass", "uploadpack.packobjectshook", "core.alternaterefscommand"))
_booleans = frozenset(("true", "false", "", "0", "1", "yes", "no", "on", "off"))
_programs = ("upload-pack", "receive-pack", "exec")
_help = "use the remote's URL and the keys of your ssh agent"


def judge(simple: Simple) -> Iterator[Verdict]:
    """Yield a denial for each program that git is told to run in the place of its own."""
    call = git_call(simple)
    network = call.sub in _network or (
        call.sub == "remote" and any(t in ("update", "show", "prune") for t in call.texts)
    )
    network = network or (call.sub == "archive" and any(t.startswith("--remote") for t in call.texts))
    if network:
        for name in _environment:
            word = simple.env.get(name)
            if word is not None and word.text:
                yield _runs(f"`{name}`", simple)
    for key, word in (*call.config, *written_by_clone(call)):
        if _starts_program(key, word, network=network):
            yield _runs(f"`{key}`", simple)
    if network and _transport(call):
        yield Verdict("remote", "a transport of git runs another program", _help, simple.line)
    if call.sub == "config" and not any(t.startswith(("--get", "--unset", "--list", "-l")) for t in call.texts):
        words = [t for t in call.texts if not t.startswith("-") and t != "set"]
        key = words[0].lower() if len(words) == 2 else ""
        if (
            key in _code_keys
            or key in ("core.sshcommand", "core.gitproxy")
            or (key == "core.fsmonitor" and words[1].lower() not in _booleans)
        ):
            yield _runs(f"`{words[0]}`", simple)
    if _template(simple, call):
        yield Verdict(
            "remote",
            "a template brings hooks into the repository that nobody read",
            "leave `--template` out",
            simple.line,
        )
    path = simple.env.get("GIT_EXEC_PATH")
    if (path is not None and path.text) or any(
        word.text.startswith("--exec-path=") for word in simple.args[: len(simple.args) - len(call.args)]
    ):
        yield _runs("an `--exec-path`", simple)


def _runs(what: str, simple: Simple) -> Verdict:
    return Verdict("remote", f"{what} makes git run another program", _help, simple.line)


def _starts_program(key: str, word: Word, *, network: bool) -> bool:
    value = word.text
    return (
        key in _code_keys
        or (network and (key in _transport_keys or key.startswith("protocol.ext.")))
        or (key == "core.fsmonitor" and value.lower() not in _booleans)
        or (key.startswith("credential.") and key.endswith("helper") and value.startswith("!"))
    )


def _transport(call: GitCall) -> bool:
    short = "u" if call.sub == "clone" else ""
    options = read(call.args, short + "ojbc" if short else "o", _programs)
    named = any(name in (*_programs, "u") and " " in word.text for name, word in options.all_values)
    return named or any(text.startswith("ext::") for text in call.texts)


def _template(simple: Simple, call: GitCall) -> bool:
    """Tell whether `git init` or `git clone` copies hooks out of a folder: git-init(1), TEMPLATE DIRECTORY."""
    if call.sub not in ("init", "clone"):
        return False
    option = read(call.args, "bcoju", ("template", "branch", "config", "origin", "depth", "initial-branch")).values.get(
        "template"
    )
    setting = call.setting("init.templatedir")
    folder = simple.env.get("GIT_TEMPLATE_DIR") if option is None else option
    chosen = setting if folder is None else folder
    return chosen is not None and chosen.text not in ("", "/dev/null")
