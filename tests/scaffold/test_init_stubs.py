"""What agents read after `init`: every command in it exists, and a session can be driven by it alone."""

from __future__ import annotations

import re
import shlex

import click
import pytest
import yaml
from init_world import init

from sinfonia.cli import COMMANDS, group
from sinfonia.persona.catalog import BUILT_IN

_COMMAND = re.compile(r"`(sinfonia [^`\n]+)`|^(sinfonia [^\n]+)$", re.MULTILINE)
_PARTS = ("agent", "agents", "command", "commands", "skills")


@pytest.fixture
def stubs(repo) -> dict[str, str]:
    init(repo, "--agents", "claude-code,opencode")
    found = {}
    for host in (".claude", ".opencode"):
        for part in _PARTS:
            for path in sorted((repo.path / host / part).rglob("*.md")):
                found[str(path.relative_to(repo.path))] = path.read_text()
    return found


def _commands(text: str) -> list[list[str]]:
    lines = (one or other for one, other in _COMMAND.findall(text))
    return [shlex.split(line, comments=True)[1:] for line in lines]


def test_there_is_an_agent_a_command_and_a_skill_for_each(stubs):
    personas = ("amadeus", "coda", "libretto", "maestro", "metronome", "rondo")
    flows = ("code-review", "create-prd", "create-spec", "dev-story")
    assert set(stubs) == {
        *(f".claude/agents/sinfonia-{name}.md" for name in personas),
        *(f".opencode/agent/sinfonia-{name}.md" for name in personas),
        *(f".claude/commands/sinfonia-{name}.md" for name in (*flows, "resume")),
        *(f".opencode/command/sinfonia-{name}.md" for name in (*flows, "resume")),
        *(f"{host}/skills/sinfonia-{name}/SKILL.md" for host in (".claude", ".opencode") for name in flows),
    }


def test_frontmatter_says_the_mode_and_the_tools_of_the_persona(stubs):
    def front(path):
        return yaml.safe_load(stubs[path].split("---\n")[1])

    assert front(".opencode/agent/sinfonia-maestro.md")["mode"] == "primary"
    for name in ("amadeus", "coda", "libretto", "metronome", "rondo"):
        with open(f"{BUILT_IN}/{name}.md") as file:
            tools = yaml.safe_load(file.read().split("---\n")[1]).get("tools", ["read", "write", "edit", "shell"])
        theirs = front(f".opencode/agent/sinfonia-{name}.md")
        assert theirs["mode"] == "subagent"
        assert theirs["tools"] == {"write": "write" in tools, "edit": "edit" in tools, "bash": "shell" in tools}
        claude = front(f".claude/agents/sinfonia-{name}.md")
        assert ("Bash" in claude["tools"], "Edit" in claude["tools"]) == ("shell" in tools, "edit" in tools)
        assert claude["name"] == f"sinfonia-{name}"
        assert claude["description"]
    for path in stubs:
        if path.endswith("SKILL.md"):
            assert front(path)["name"] == path.split("/")[2]


def test_every_command_that_a_stub_names_exists_with_its_options(stubs):
    seen = set()
    for path, text in stubs.items():
        commands = _commands(text)
        assert commands, path
        for words in commands:
            name, *rest = words
            assert name in COMMANDS, f"{path}: sinfonia {name}"
            command = group.get_command(click.Context(group), name)
            rest = [word for word in rest if word != "…"]
            try:
                command.make_context(name, rest, resilient_parsing=False)
            except click.UsageError as error:
                pytest.fail(f"{path}: sinfonia {' '.join(words)}: {error.format_message()}")
            seen.add(name)
    assert seen >= {
        "start",
        "status",
        "dispatch",
        "return",
        "advance",
        "approve",
        "reject",
        "resume",
        "show",
        "unblock",
    }


def test_no_stub_tells_an_agent_to_approve(stubs):
    for path, text in stubs.items():
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
            if "sinfonia approve" in block:
                before = text[: text.index(block)]
                assert "A person decides" in before, path


def _run(repo, words, **filled):
    line = [re.sub("SESSION", filled.get("SESSION", ""), word) for word in words]
    line = [{"TEXT": "done as told", "PATH": filled.get("PATH", "")}.get(word, word) for word in line]
    return repo.sinfonia(*line)


def test_a_story_is_driven_by_the_commands_of_its_skill_alone(repo, stubs):
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Bring in Sinfonia")
    skill = stubs[".opencode/skills/sinfonia-dev-story/SKILL.md"]
    assert repo.sinfonia("start", "dev-story", "--goal", "Add two numbers").code == 0
    session = next(p.name for p in (repo.path / ".sinfonia/handoffs").iterdir() if p.name.startswith("s-"))
    folder = f".sinfonia/handoffs/{session}"
    work = {
        "analyze-story": {f"{folder}/story-analysis.md": ANALYSIS},
        "write-tests": {
            "tests/test_add.py": "from src.add import add\n\n\ndef test_add():\n    assert add(1, 2) == 3\n"
        },
        "implement": {"src/add.py": "def add(a, b):\n    return a + b\n"},
        "verify": {f"{folder}/verification.md": VERIFICATION},
    }
    for step, files in work.items():
        section = re.search(rf"### Step \d of 5: {step}.*?(?=\n###|\n## )", skill, re.DOTALL)[0]
        repo.write(files)
        (path,) = files
        for line in re.search(r"```sh\n(.*?)```", section, re.DOTALL)[1].splitlines():
            words = shlex.split(line, comments=True)
            if words[0] == "git":
                repo.git("add", "--", path)
                done = repo.try_git("commit", "-q", "-m", f"Do {step}")
            else:
                done = _run(repo, words[1:], SESSION=session, PATH=path)
            assert done.code == 0, f"{step}: {line}\n{done.text}"
    status = repo.sinfonia("status")
    assert "5  approval" in status.out
    approved = repo.sinfonia("approve", "5", "-m", "read it", "--yes")
    assert approved.code == 0, approved.text
    assert repo.sinfonia("list", "--format", "json").out.count('"complete"') == 1


ANALYSIS = "# Analysis\n\nAcceptance: `add(1, 2)` is 3. Test: `tests/test_add.py`. Place: `src/add.py`. No risk.\n"
VERIFICATION = "# Verification\n\n- criterion 1: `tests/test_add.py::test_add` passes\n"
