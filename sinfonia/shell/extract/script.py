"""Which files are shell, or hold shell, by their names; and the pieces of shell in a text."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Literal

    Kind = Literal["script", "ci", "container", "make", "package", "hook"]
    Pieces = Iterable[tuple[int, str]]

_ends = (".sh", ".bash", ".zsh", ".ksh", ".bats")
_hooks = frozenset(
    [
        "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "pre-rebase", "post-checkout", "post-merge",
        "pre-push", "pre-receive", "update", "post-receive", "pre-applypatch", "post-applypatch", "applypatch-msg",
        "post-rewrite", "pre-merge-commit",
    ]
)  # fmt: skip
_profiles = frozenset((".bashrc", ".bash_profile", ".profile", ".zshrc", ".zprofile", ".envrc", ".bash_aliases"))


def kind_of(path: str) -> Kind | None:  # noqa: PLR0911 - one case a form
    """Tell how a file holds shell: as a script, a hook, or in pieces of another format."""
    name = path[path.rfind("/") + 1 :]
    if name.endswith(_ends) or name in _profiles:
        return "script"
    if name in _hooks and ("hooks/" in path or path.startswith(".husky/") or "/.husky/" in path):
        return "hook"
    lower = name.lower()
    if (
        lower in ("dockerfile", "containerfile")
        or lower.startswith(("dockerfile.", "containerfile."))
        or lower.endswith(".dockerfile")
    ):
        return "container"
    if lower in ("makefile", "gnumakefile") or lower.endswith(".mk"):
        return "make"
    if lower == "package.json":
        return "package"
    if lower.endswith((".yml", ".yaml")) and (
        path.startswith((".github/workflows/", ".gitlab/", ".circleci/"))
        or lower
        in (
            ".gitlab-ci.yml",
            "action.yml",
            "action.yaml",
            "azure-pipelines.yml",
            "bitbucket-pipelines.yml",
            ".travis.yml",
        )
    ):
        return "ci"
    return None


def pieces(kind: Kind, text: str) -> Pieces:
    """Yield (line from 0 at which it begins, shell text) for the shell in a block of added text."""
    return _extractors[kind](text)


def _whole(text: str) -> Pieces:
    yield 0, text


def _container(text: str) -> Pieces:
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        word, _, rest = lines[index].strip().partition(" ")
        start = index
        parts = [rest]
        while parts[-1].rstrip().endswith("\\") and index + 1 < len(lines):
            index += 1
            parts.append(lines[index] if not lines[index].lstrip().startswith("#") else "\\")
        if word.upper() in ("RUN", "CMD", "ENTRYPOINT") and not rest.lstrip().startswith("["):
            shell = "\n".join(parts)
            while shell.lstrip().startswith("--"):
                shell = shell.lstrip().partition(" ")[2]
            yield start, shell
        index += 1


def _make(text: str) -> Pieces:
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if line.startswith("\t") and line.strip():
            body = [line.strip().lstrip("@-+")]
            at = index
            if index and lines[index - 1].rstrip().endswith("\\"):
                continue
            while body[-1].endswith("\\") and at + 1 < len(lines):
                at += 1
                body.append(lines[at].strip())
            yield index, make_names("\n".join(body))


def make_names(text: str) -> str:
    """Read `$(NAME)` as `${NAME}` and `$$` as `$`: a make variable is unknown to the shell."""
    import re

    return re.sub(r"\$[({]([A-Za-z_.]\w*)[)}]", r"${\1}", text).replace("$$", "$")


def _package(text: str) -> Pieces:
    import json

    for index, line in enumerate(text.split("\n")):
        stripped = line.strip().rstrip(",").lstrip("{").strip()
        if not stripped.startswith('"') or '":' not in stripped:
            continue
        try:
            entry = json.loads("{" + stripped.rstrip("}") + "}")
        except ValueError:
            continue
        for value in entry.values():
            if isinstance(value, str) and " " in value:
                yield index, value


_keys = ("run", "script", "before_script", "after_script", "command", "bash")


def _ci(text: str) -> Pieces:
    """`run:` and `script:` values of a workflow: on the line, in a block below it, or as a list."""
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        line = lines[index]
        start = index
        index += 1
        bare = line.strip().removeprefix("- ").strip()
        key, colon, value = bare.partition(":")
        if not colon or key.strip() not in _keys:
            continue
        value = value.strip()
        depth = len(line) - len(line.lstrip()) + (2 if line.strip().startswith("- ") else 0)
        if value and value[0] not in "|>":
            yield start, _no_expressions(value.strip("'\"") if value[0] in "'\"" else value)
            continue
        block = []
        while index < len(lines) and (
            not lines[index].strip()
            or len(lines[index]) - len(lines[index].lstrip()) > depth
            or (
                not value
                and lines[index].strip().startswith("- ")
                and len(lines[index]) - len(lines[index].lstrip()) >= depth
            )
        ):
            block.append(lines[index])
            index += 1
        if value:
            yield start + 1, _no_expressions("\n".join(block))
        else:
            for offset, item in enumerate(block):
                if item.strip().startswith("- "):
                    yield start + 1 + offset, _no_expressions(item.strip()[2:].strip().strip("'\""))


def _no_expressions(text: str) -> str:
    import re

    return re.sub(r"\$\{\{.*?\}\}", "${EXPRESSION}", text) if "${{" in text else text


_extractors: dict[Kind, Callable[[str], Pieces]] = {
    "script": _whole, "hook": _whole, "container": _container, "make": _make, "package": _package, "ci": _ci,
}  # fmt: skip
