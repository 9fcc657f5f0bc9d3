"""The door of ENF-011: a shell text to the ways around hooks that it takes."""

from __future__ import annotations

from sinfonia.rules.hook_bypass import agents, approval, files, git, guard
from sinfonia.rules.unsafe_shell.verdict import Place, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.shell.command import Command, Simple

_managers = frozenset(("pre-commit", "prek", "lefthook", "husky", "overcommit", "sinfonia", "simple-git-hooks"))
# Programs that hand `--no-verify` on to git.
_committers = frozenset(
    ("cz", "git-cz", "commitizen", "npm", "pnpm", "yarn", "standard-version", "release-it", "lerna", "gt", "gitmoji",
     "commit-and-tag-version", "oco", "aicommits", "bumpversion", "bump-my-version")
)  # fmt: skip


def bypasses(text: str, *, cwd: str, root: str, home: str) -> tuple[Verdict, ...]:
    """Give the denials of a command that would run in `cwd`; paths are absolute."""
    from sinfonia.shell.analysis import analyse

    return judge(analyse(text, cwd=cwd, root=root, home=home), Place(root, home))


def judge(command: Command, place: Place) -> tuple[Verdict, ...]:
    """Give the denials of an analysed command, each sentence once."""
    found: dict[tuple[str, int], Verdict] = {}
    for simple in command.simples:
        for verdict in _of(simple, place):
            found.setdefault((verdict.message, verdict.line), verdict)
    for verdict in guard.exported(command):
        found.setdefault((verdict.message, verdict.line), verdict)
    return tuple(found.values())


def _of(simple: Simple, place: Place) -> Iterator[Verdict]:
    yield from git.judge(simple)
    yield from approval.judge(simple)
    yield from files.judge(simple, place)
    yield from guard.judge(simple, place)
    yield from agents.judge(simple, place)
    yield from _programs(simple)


def _programs(simple: Simple) -> Iterator[Verdict]:
    name, texts = simple.name, simple.texts
    if name.startswith("python") and "-m" in texts[:-1]:
        at = texts.index("-m") + 1
        name, texts = texts[at].replace("_", "-"), texts[at + 1 :]
    words = [text for text in texts if not text.startswith("-")]
    if name in ("yarn", "pnpm", "bun") and words[:1] and words[0] in _managers:
        name, words = words[0], words[1:]
    looks = name == "sinfonia" and not {"--dry-run", "--help"}.isdisjoint(texts)
    if name in _managers and not looks and (words[:1] == ["uninstall"] or "--uninstall" in texts):
        yield Verdict("bypass", f"`{name} uninstall` takes the hooks away", "leave the hooks installed", simple.line)
    if "--no-verify" in texts and (name in _committers or (name == "git" and words[:1] == ["cz"])):
        yield Verdict("bypass", f"`{name}` hands `--no-verify` on to git", "let the hooks run", simple.line)
