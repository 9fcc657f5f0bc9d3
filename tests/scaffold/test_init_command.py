"""The command itself: what it asks, what it refuses, what it prints."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time

import pytest
import yaml
from init_world import files, init


def test_without_a_terminal_and_without_yes_the_flag_is_named(repo):
    result = repo.sinfonia("init")
    assert result.code == 2
    assert "sinfonia init --yes" in result.err
    assert files(repo.path) == {}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--agents", "claude"), "did you mean `claude-code`?"),
        (("--agents", "emacs"), "one of: claude-code, opencode"),
        (("--source", "https://example.com/s"), "add --rev REV"),
        (("--rev", "v1"), "add --source URL"),
    ],
)
def test_what_is_typed_wrong_is_said_with_what_to_type(repo, options, told):
    result = repo.sinfonia("init", "--yes", *options)
    assert result.code == 2
    assert told in result.err
    assert files(repo.path) == {}


def test_agents_none_writes_no_file_of_an_agent(repo):
    repo.write({"CLAUDE.md": "x\n"})
    init(repo, "--agents", "none")
    assert not [path for path in files(repo.path) if path.startswith((".claude/", ".opencode/"))]


def test_the_agents_that_are_used_here_are_set_up(repo):
    repo.write({"CLAUDE.md": "x\n", ".codex/config.toml": "", ".cursor/rules/a.mdc": "x\n"})
    init(repo)
    there = files(repo.path)
    assert {".claude/settings.json", ".codex/hooks.json", ".cursor/hooks.json"} <= set(there)
    assert not [path for path in there if path.startswith(".opencode/")]


def test_a_persona_of_the_project_gets_stubs_by_its_file_alone(repo):
    init(repo)
    text = (repo.path / ".sinfonia/agents/coda.md").read_text()
    own = text.replace("persona_id: coda", "persona_id: brass").replace("name: Coda", "name: Brass")
    repo.write({".sinfonia/agents/brass.md": own})
    init(repo)
    assert "Responsibilities" in (repo.path / ".opencode/agent/sinfonia-brass.md").read_text()


def test_json_names_every_file_and_hook(repo):
    result = init(repo, "--format", "json")
    document = json.loads(result.out)
    assert document["version"] == 1
    assert {row["path"] for row in document["files"]} == set(files(repo.path))
    assert {row["action"] for row in document["files"]} == {"written"}
    assert {row["name"] for row in document["hooks"]} >= {"pre-commit", "commit-msg", "pre-push"}
    assert document["next_steps"][-1] == "sinfonia start create-prd --goal TEXT"


def test_every_file_is_printed_and_lines_fit(repo):
    result = init(repo)
    printed = result.out
    assert not [path for path in files(repo.path) if path not in printed]
    assert not [line for line in printed.splitlines() if len(line) > 80 and "config --add" not in line]


# The leader of a session takes the terminal that it opens: without that ^C reaches nobody.
_ON_TERMINAL = "import os, sys; os.open(os.ttyname(0), os.O_RDWR); from sinfonia.__main__ import main; sys.exit(main())"


class Talk:
    """A run on a terminal."""

    def __init__(self, repo, folder, *options):
        self.main, theirs = os.openpty()
        self.child = subprocess.Popen(
            [sys.executable, "-c", _ON_TERMINAL, "init", *options],
            cwd=folder, env=repo.env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.seen = ""

    def until(self, text):
        end = time.monotonic() + 60
        while text not in self.seen:
            ready, _, _ = select.select([self.main], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"never asked {text!r}:\n{self.seen}"
            try:
                self.seen += os.read(self.main, 4096).decode()
            except OSError:
                pytest.fail(f"it ended before {text!r}:\n{self.seen}")

    def answer(self, question, line):
        self.until(question)
        self.seen = self.seen.partition(question)[2]
        os.write(self.main, line.encode())

    def end(self, again="") -> int:
        end = time.monotonic() + 60
        while True:
            if not select.select([self.main], [], [], 1)[0]:
                if time.monotonic() > end:
                    self.child.kill()
                    pytest.fail(f"it waits:\n{self.seen}")
                os.write(self.main, again.encode())  # ^C between the question and the read is seen by nobody
                continue
            try:
                chunk = os.read(self.main, 4096)
            except OSError:  # Linux says so when the other side is closed
                break
            if not chunk:
                break
            self.seen += chunk.decode()
        os.close(self.main)
        return self.child.wait(60)


pty = pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals to open")


@pty
def test_the_wizard_asks_again_and_writes_what_was_answered(repo, tmp_path):
    folder = tmp_path / "plain"
    folder.mkdir()
    talk = Talk(repo, folder)
    talk.answer("Make one", "y\n")
    talk.answer("Name of the project", "Ana's: shop\n")
    talk.answer("Your name", 'Ana "A"\n')
    talk.answer("Skill level", "wizard\n")
    talk.until("is none of them")
    talk.answer("Skill level", "beg\n")
    talk.until("plan:")
    talk.until("Do it")
    assert ".sinfonia/config.yaml" in talk.seen
    assert list(folder.iterdir()) == []
    talk.answer("Do it", "y\n")
    assert talk.end() == 0, talk.seen
    config = yaml.safe_load((folder / ".sinfonia/config.yaml").read_text())
    assert (config["project_name"], config["user_name"]) == ("Ana's: shop", 'Ana "A"')
    assert (config["skill_level"], config["enforcement_strictness"]) == ("beginner", "high")
    assert (folder / ".git").is_dir()


@pty
@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([("Make one", "n\n")], 1),
        ([("Make one", "y\n"), ("Name of the project", "\x03")], 130),
        ([("Make one", "y\n"), ("Name of the project", "\x04")], 130),
        ([("Make one", "\n"), ("Name", "\n"), ("Your name", "A\n"), ("Skill level", "\n"), ("Do it", "n\n")], 1),
    ],
    ids=["no repository", "^C", "end of input", "no to the plan"],
)
def test_who_cancels_has_changed_nothing(repo, tmp_path, answers, code):
    folder = tmp_path / "plain"
    folder.mkdir()
    talk = Talk(repo, folder)
    for question, line in answers:
        talk.answer(question, line)
    again = answers[-1][1]
    assert talk.end(again if again == "\x03" else "") == code, talk.seen
    assert list(folder.iterdir()) == []
