"""Programs that run a command on another machine or in a container, whose folders are not ours."""

from __future__ import annotations

from sinfonia.shell.options import read
from sinfonia.shell.word import SILENCE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.shell.command import Simple
    from sinfonia.shell.options import Options
    from sinfonia.shell.walk import Walker

MAX_MOUNTS = 20
_container_values = ("env", "volume", "workdir", "user", "name", "network", "entrypoint", "mount", "publish", "label",
                     "platform", "env-file", "hostname", "memory", "cpus", "gpus")  # fmt: skip


def _ssh(walker: Walker, simple: Simple) -> Stream | None:
    options = read(simple.args, "BbcDEeFIiJLlmOoPpQRSWw", stop=True)
    _ssh_options(walker, simple, options)
    rest = options.rest[1:]
    more = read(rest, "BbcDEeFIiJLlmOoPpQRSWw", stop=True)
    if not more.rest:
        typed = simple.stdin.text
        return walker.isolated(lambda: _remote(walker, typed, SILENCE)) if typed else None
    text = " ".join(word.text for word in more.rest)
    return walker.isolated(lambda: _remote(walker, text, simple.stdin))


def _remote(walker: Walker, text: str, stdin: Stream) -> Stream:
    """Run a text on another machine, whose folders are not ours."""
    output = walker.run_text(text, stdin, via="ssh")
    return Stream(output.text, output.taint | {"remote"})


def _ssh_options(walker: Walker, simple: Simple, options: Options) -> None:
    for name, value in options.all_values:
        key, _, text = value.text.partition("=")
        if name == "o" and key.lower() in ("proxycommand", "localcommand", "knownhostscommand") and text != "none":
            walker.run_text(text, via=f"{simple.name} -o {key}")


def _scp(walker: Walker, simple: Simple) -> None:
    _ssh_options(walker, simple, read(simple.args, "cDFiJloPSX"))


def _container(walker: Walker, simple: Simple) -> Stream | None:
    """Run what `docker run`, `docker exec`, `kubectl exec` run inside; the folders there are not ours."""
    words = list(simple.args)
    verbs = [index for index, word in enumerate(words[:6]) if word.text in ("run", "exec")]
    if not verbs:
        return None
    options = read(words[verbs[0] + 1 :], "evwuplmhnc", _container_values, stop=True)
    rest = options.rest[1:]
    texts = [word.text for word in rest]
    if "--" in texts:
        rest = rest[texts.index("--") + 1 :]
    if not rest:
        return None
    mounts = [word.text.split(":") for name, word in options.all_values if name in ("v", "volume")][:MAX_MOUNTS]
    rest = [_outside(word, [mount for mount in mounts if len(mount) > 1]) for word in rest]
    folder, walker.scope.cwd = walker.scope.cwd, ""
    from sinfonia.shell.nested import rerun

    output = rerun(walker, rest, simple, simple.name)
    walker.scope.cwd = folder
    return output


def _outside(word: Word, mounts: list[list[str]]) -> Word:
    """Give the path outside of a container for one below a mounted folder."""
    for host, target, *_ in mounts:
        if host[:1] in "/~." and (word.text == target or word.text.startswith(target.rstrip("/") + "/")):
            return Word(host.rstrip("/") + "/" + word.text[len(target.rstrip("/")) :].lstrip("/"), taint=word.taint)
    return word


HANDLERS: dict[str, Callable[[Walker, Simple], Stream | None]] = {
    **dict.fromkeys(("docker", "podman", "nerdctl", "kubectl", "oc", "lxc"), _container),
    "ssh": _ssh,
    "scp": _scp,
    "sftp": _scp,
}
