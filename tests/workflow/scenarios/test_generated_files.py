"""Every command that the files of `sinfonia init` name is typed, in a session where it has its place."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from scenario_people import BODY, DATA, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SESSION = "s-20261121-091200"
FOLDER = f".sinfonia/handoffs/{SESSION}"
NAMED = re.compile(r"`(sinfonia [^`]+)`|^ *(?:\$ )?(sinfonia .+)$", re.MULTILINE)
PLACEHOLDERS = {
    "<session>": SESSION, "SESSION": SESSION, "WORKFLOW": "create-prd", "<test file>": "README.md",
    "<file>": "README.md", "<path>": "README.md", "PATH": "README.md", "STEP": "approval", "PERSONA": "coda",
}  # fmt: skip


def commands(root: Path) -> set[str]:
    """Collect what the generated texts tell an agent or a person to type; a name alone is asked for its help."""
    found = set()
    for path in (file for folder in (".sinfonia", ".opencode", ".claude") for file in (root / folder).rglob("*.md")):
        for match in NAMED.finditer(path.read_text(encoding="utf-8")):
            named = match[1] or match[2]
            for word, meant in PLACEHOLDERS.items():
                named = named.replace(word, meant)
            words = shlex.split(named, comments=True)[1:]
            found.add(shlex.join(["--help" if word == "…" else word for word in words]))
    return found


class Reader:
    """An agent, or the person beside it, who types what was read and nothing else."""

    def __init__(self, person: Person, named: set[str]) -> None:
        self.person = person
        self.left = set(named)

    def take(self, *starts: str, without: str = "\0") -> Iterator[str]:
        """Give the commands that begin so, and count them as typed."""
        for command in sorted(self.left):
            if command.startswith(starts) and without not in command:
                self.left.discard(command)
                yield command

    def types(self, command: str, *more: str, stdin: str = "") -> str:
        """Type one, which must be answered with yes."""
        return self.person.says(*shlex.split(command), *more, stdin=stdin)


def test_every_command_that_init_writes_down_works(repo):
    repo.commit({"README.md": "# Shop\n"})
    ana = Person(repo, "ana")
    ana.says("init", "-y")
    repo.commit({})
    agent = Reader(ana, commands(repo.path))
    assert len(agent.left) > 40
    bare = [command for command in agent.left if " " not in command or command.endswith("--help")]
    for command in bare:
        agent.left.discard(command)
        agent.types(command.removesuffix(" --help"), "--help")
    for command in agent.take("start "):
        agent.types(command, "--dry-run")
    ana.says("start", "create-prd", "--goal", "A cart", "--session", SESSION)
    produced(agent)
    for command in agent.take("dispatch "):
        agent.types(command, "--dry-run")
    for at in range(3):
        ana.says("dispatch", "--task", "Work", "--context", "All")
        if not at:
            returns(agent)
        ana.says("return", *BODY)
        ana.says("advance")
    look_about(agent)
    decide(agent, "approval")
    assert not agent.left


def produced(agent: Reader) -> None:
    """Write every document that the texts name."""
    names = {name for command in agent.left for name in re.findall(rf"{FOLDER}/([a-z-]+\.md)", command)}
    assert {"prd.md", "spec.md", "findings.md", "review-report.md"} <= names
    for name in (*names, "context-notes.md", "prd-draft.md"):
        agent.person.repo.write({f"{FOLDER}/{name}": (DATA / name).read_text(encoding="utf-8")})


def returns(agent: Reader) -> None:
    """Hand a step back in every way that is written down, and go on after what blocked it."""
    for command in agent.take("return ", without="--status blocked"):
        agent.types(command, "--dry-run")
    ways_on = [*agent.take("unblock ")]
    for command in (*agent.take("return "), *agent.take("block ")):
        agent.types(command)
        for way in ways_on:
            agent.types(way, "--dry-run")
        agent.person.says("unblock")


def look_about(agent: Reader) -> None:
    """Ask everything that can be asked of a session."""
    block = agent.person.says("context")
    for command in agent.take("resume --repair"):
        index = agent.person.repo.path / FOLDER / "workflow.md"
        index.write_bytes(index.read_bytes()[:100])
        assert "rebuilt" in agent.types(command)
        agent.person.git("checkout", "--", str(index))
    for command in agent.take("status", "show", "log", "context", "resume", "memory", "validate", "verify", "check"):
        agent.types(command, stdin=block)


def decide(agent: Reader, step: str) -> None:
    """Approve and reject as the texts say it."""
    for verb in ("approve", "reject"):
        for command in agent.take(f"{verb} {step} ", f"{verb} -m"):
            agent.types(command, "--dry-run")
