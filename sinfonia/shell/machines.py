"""Programs that run a command on another machine or in a container, whose folders are not ours."""

from __future__ import annotations

from sinfonia.shell.options import read
from sinfonia.shell.scope import normal
from sinfonia.shell.word import SILENCE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.shell.command import Simple
    from sinfonia.shell.options import Options
    from sinfonia.shell.walk import Walker

MAX_MOUNTS = 20
CONTAINER = "container"  # in `Simple.via` of what runs where none of our folders can be reached but the project's
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
    folder = walker.scope.cwd
    mounts = _mounts(options, folder)
    rest = [_outside(word, mounts) for word in rest]
    inside = options.values.get("w") or options.values.get("workdir")
    placed = _outside(inside, mounts) if inside is not None else None
    walker.scope.cwd = placed.text if placed is not None and placed is not inside else ""
    from sinfonia.shell.nested import rerun

    ours = all(host == walker.scope.root or host.startswith(walker.scope.root + "/") for host, _ in mounts)
    output = rerun(walker, rest, simple, CONTAINER if ours else simple.name)
    walker.scope.cwd = folder
    return output


def _mounts(options: Options, folder: str) -> list[tuple[str, str]]:
    """Give (folder of ours, folder inside) for each mount of a container: docker-run(1), `-v`, `--mount`."""
    found: list[tuple[str, str]] = []
    for name, word in options.all_values:
        if name in ("v", "volume"):
            host, _, target = word.text.partition(":")
            target = target.partition(":")[0]
        elif name == "mount":
            pairs = dict(part.partition("=")[::2] for part in word.text.split(","))
            host = pairs.get("source") or pairs.get("src") or ""
            target = pairs.get("target") or pairs.get("destination") or pairs.get("dst") or ""
        else:
            continue
        if host[:1] == "." and folder:
            host = normal(f"{folder}/{host}")
        if host[:1] in ("/", "~", ".") and target:
            found.append((host.rstrip("/") or "/", target.rstrip("/") or "/"))
    return found[:MAX_MOUNTS]


def _outside(word: Word, mounts: list[tuple[str, str]]) -> Word:
    """Give the path outside of a container for one below a mounted folder, also inside of a text for a shell."""
    for host, target in mounts:
        if word.text == target or word.text.startswith(target + "/"):
            return Word(f"{host.rstrip('/')}/{word.text[len(target) :].lstrip('/')}", taint=word.taint, glob=word.glob)
        if target in word.text and " " in word.text:
            import re

            text = re.sub(rf"(?<![\w./-]){re.escape(target)}(?=[/\s'\"*;&|)]|$)", host.rstrip("/") or "/", word.text)
            return Word(text.replace("//", "/"), taint=word.taint)
    return word


HANDLERS: dict[str, Callable[[Walker, Simple], Stream | None]] = {
    **dict.fromkeys(
        ("docker", "podman", "nerdctl", "kubectl", "oc", "lxc", "docker-compose", "podman-compose"), _container
    ),
    "ssh": _ssh,
    "scp": _scp,
    "sftp": _scp,
}
