"""An agent that reads only what `init` wrote can drive whole sessions: every command in those files is executed.

The commands are collected from every Markdown file, so one that is written there tomorrow and is not typed in one
of the sessions below makes the last assertion fail, and one that does not exist fails where it is typed.
"""

from __future__ import annotations

import io
import re
import shlex

import pytest
from init_world import init

from sinfonia.cli import run

FLOWS = ("create-prd", "create-spec", "dev-story", "code-review")
_COMMAND = re.compile(
    r"`(sinfonia(?:-hook)? [^`]+)`|^[ \t]*(?:# [^\n:`]*: )?(sinfonia(?:-hook)? [^\n`]+)$", re.MULTILINE
)
_EXAMPLE = re.compile(r"(?ms)^`\.sinfonia/handoffs/<session>/([a-z-]+\.md)`[^\n]*\n\n(`{3,})markdown\n(.*?)^\2$")
_FILLED = {
    "TEXT": "done as told",
    "NOTE": "seen",
    "REASON": "answered",
    "STEP": "approval",
    "WORKFLOW": "create-prd",
    "PERSONA": "coda",
    "PATH": "src/app.py",
    "docs/prd.md": "src/app.py",
}
TESTS = "from src.app import f\n\n\ndef test_f():\n    assert f() == 1\n"


def commands(text: str) -> list[tuple[str, ...]]:
    """Give each command of a text as words.

    `<session>` and `SESSION` are one place-holder, and so is whatever a person is to say about a decision.
    """
    found = []
    for quoted, line in _COMMAND.findall(text):
        whole = (quoted or line).replace("<session>", "SESSION").replace("\n", " ")
        words = shlex.split(re.sub(r"<[a-z ]+>", "PATH", whole), comments=True)[1:]
        if words[0] in {"approve", "reject"} and "-m" in words:
            words[words.index("-m") + 1] = "NOTE"
        found.append(tuple(words))
    return found


class Agent:
    """Types commands as they are written, and keeps those that nobody has typed yet."""

    def __init__(self, repo, capfd) -> None:
        self.repo, self.capfd = repo, capfd
        written = [path for path in sorted(repo.path.rglob("*.md")) if ".git" not in path.parts]
        self.texts = {path.relative_to(repo.path).as_posix(): path.read_text() for path in written}
        self.left = {words for text in self.texts.values() for words in commands(text)}
        self.session = ""

    def type(self, *words: str, expect: int = 0, person: bool = False) -> str:
        """Run one command of the files with its place-holders filled in."""
        line = [_FILLED.get(word, word).replace("SESSION", self.session) for word in words if word != "…"]
        line += ["--task", "done", "--context", "told"] if "…" in words else []
        self.capfd.readouterr()
        code = run([*line, "--yes"] if person else line)
        printed = "".join(self.capfd.readouterr())
        assert code == expect, f"sinfonia {shlex.join(line)}\n{printed}"
        self.left.discard(words)
        return printed

    def begin(self, flow: str) -> None:
        self.type("start", flow, "--goal", "TEXT")
        self.session = self.type("status").split()[1]
        assert (self.repo.path / ".sinfonia/handoffs" / self.session).is_dir()

    def everywhere(self, *start: str) -> list[tuple[str, ...]]:
        """Give what is left and begins with these words."""
        return sorted(words for words in self.left if words[: len(start)] == start)


@pytest.fixture
def agent(repo, capfd, monkeypatch) -> Agent:
    repo.commit({"src/app.py": "def f():\n    return 0\n"})
    init(repo, "--agents", "claude-code,opencode")
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Bring in Sinfonia")
    monkeypatch.chdir(repo.path)
    return Agent(repo, capfd)


def _steps(agent: Agent, flow: str) -> dict[str, tuple[str, list[tuple[str, ...]]]]:
    """Give each step's own file, and the commands of the step in the skill."""
    skill = agent.texts[f".opencode/skills/sinfonia-{flow}/SKILL.md"]
    sections = re.findall(r"(?s)### Step \d of \d: ([a-z-]+)(.*?)(?=\n### |\n## )", skill)
    folder = f".sinfonia/workflows/{flow}/steps"
    files = {path[len(folder) + 9 : -3]: text for path, text in agent.texts.items() if path.startswith(folder)}
    assert list(files) == [name for name, _ in sections]
    return {name: (files[name], commands(section)) for name, section in sections}


def _work(agent: Agent, step: str, own: str) -> None:
    """Write what a step is to produce: the example of its file, or a change."""
    folder = f".sinfonia/handoffs/{agent.session}"
    for name, _, text in _EXAMPLE.findall(own):
        agent.repo.write({f"{folder}/{name}": text})
    match step:
        case "analyze-prd":
            spec = next(text for path, text in agent.texts.items() if path.endswith("02-draft-spec.md"))
            needed = sorted(set(re.findall(r"\bR-\d\d\b", spec)))
            rows = "".join(f"- {one} (must): it works\n" for one in needed)
            agent.repo.write({f"{folder}/prd.md": f"## Requirements\n\n{rows}"})
        case "validate-prd":
            draft = (agent.repo.path / folder / "prd-draft.md").read_text()
            agent.repo.write(
                {f"{folder}/prd.md": re.sub(r"(?s)(## Open questions\n\n).*?(?=\n## |\Z)", r"\1None.\n", draft)}
            )
        case "validate-spec":
            agent.repo.write({f"{folder}/spec.md": (agent.repo.path / folder / "spec-draft.md").read_text()})
        case "write-tests":
            agent.repo.commit({"tests/test_app.py": TESTS})
        case "implement":
            agent.repo.commit({"src/app.py": "def f():\n    return 1\n"})
        case _:
            assert step == "approval" or (agent.repo.path / folder).is_dir()


def _once(agent: Agent, told: list[tuple[str, ...]], step: str, own: str) -> None:
    """Do one step by the commands that the skill and the step's own file tell."""
    (handed,) = (words for words in told if words[0] == "dispatch")
    agent.type(*handed)
    _work(agent, step, own)
    for words in [*told, *commands(own)]:
        if len(words) > 1 and words[0] in {"return", "validate", "status", "show"}:
            agent.type(*words)
        if "blocked" in words:
            agent.type("unblock", "-m", "REASON")
    (handed_back,) = (words for words in told if words[0] == "return")
    agent.type(*handed_back)
    agent.type("advance")


def _decide(agent: Agent, told: list[tuple[str, ...]]) -> None:
    """Reject as a person does, answer as the agent does, and approve."""
    for verb in ("reject", "approve"):
        known = [words for words in told if words[0] == verb and len(words) > 1]
        new = [words for words in agent.everywhere(verb) if len(words) > 1]
        agent.type(*(new or known)[0], person=True)
        if verb == "reject":
            agent.type("show")
            agent.type("return", "--summary", "TEXT", "--assessment", "TEXT", "--artifact", "PATH")
    agent.type("verify")


def _between(agent: Agent, monkeypatch) -> None:
    """Do what can be done at any time of a session."""
    agent.type("block", "--reason", "TEXT")
    agent.type("unblock", "-m", "REASON")
    for name in ("log", "memory", "resume"):
        agent.type(name)
    agent.repo.write({f".sinfonia/handoffs/{agent.session}/workflow.md": "damaged\n"})
    agent.type("resume", "--repair")
    kept = agent.type("context")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(kept.encode())))
    assert agent.session in agent.type("resume", "--from-text", "-")
    for words in agent.everywhere("memory", "PERSONA"):
        agent.type(*words)
    for words in agent.everywhere("return", "--status", "blocked"):
        agent.type(*words)
        agent.type("unblock", "-m", "REASON")
    for words in agent.everywhere("return"):
        if "PATH" in words:
            agent.type(*words)


def test_every_command_that_the_files_name_is_executed_in_whole_sessions(agent, monkeypatch):
    assert len(agent.left) > 50
    every = set(agent.left)
    for flow in FLOWS:
        agent.begin(flow)
        for step, (own, skill) in _steps(agent, flow).items():
            if step == "approval":
                _decide(agent, skill)
            else:
                _once(agent, skill, step, own)
        assert "complete" in agent.type("status")
    for words in [words for words in agent.everywhere("dispatch") if len(words) > 1]:
        agent.begin("WORKFLOW")
        agent.type(*words)
        if agent.everywhere("context"):
            _between(agent, monkeypatch)
        agent.type("abort", "-m", "REASON")
    typed = {words[0] for words in every - agent.left}
    assert {words for words in agent.left if len(words) > 1 or words[0] not in typed} == set()


@pytest.mark.parametrize(
    "line", ["`sinfonia frobnicate`", "sinfonia return --sumary TEXT", "# a person: sinfonia aprove 1"]
)
def test_a_command_that_does_not_exist_would_be_collected(line):
    (words,) = commands(f"Type this:\n\n{line}\n")
    assert run([*words]) == 2
