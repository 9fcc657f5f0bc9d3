"""What agents are told when a session starts, when their context is cut, and when they stop."""

from __future__ import annotations

import io
import json
import os
import sys

import jsonschema
import pytest
from host_payloads import KNOWN, opencode_hook

from sinfonia.surfaces.agent import log
from sinfonia.surfaces.agent.guard import guard
from sinfonia.surfaces.options import Options

FILES = {
    ".sinfonia/workflows/ship/workflow.md": "---\nname: ship\npersona: coda\n---\n# Ship it\n",
    ".sinfonia/workflows/ship/steps/step-01-note.md": "---\ngate: none\n---\n# Note\n",
    ".sinfonia/workflows/ship/steps/step-02-tell.md": "---\ngate: none\n---\n# Tell\n",
    "README.md": "hello\n",
}


class Session:
    """A repository with a workflow of two steps that need no gate."""

    def __init__(self, repo):
        self.repo = repo
        self.env = {**os.environ, **repo.env, "COPILOT_CLI": ""}
        repo.commit(FILES, "Begin")

    def run(self, *args):
        done = self.repo.run(sys.executable, "-m", "sinfonia", *args)
        assert done.code == 0, done.err
        return done.out


@pytest.fixture
def session(repo):
    return Session(repo)


@pytest.fixture
def ask(session, monkeypatch, capsys):
    """Call the guard of a host; gives what it printed, after checking that it let things go on in silence."""

    def ask(known, payload, **env):
        place = {"cwd": str(session.repo.path), "workspace_roots": [str(session.repo.path)]}
        place["directory"] = str(session.repo.path)
        raw = json.dumps({**payload, **{key: value for key, value in place.items() if key in payload}}).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        assert guard(known.host, Options, {**session.env, **env}) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return json.loads(out) if out else None

    return ask


def test_each_host_is_told_where_the_session_stands_in_its_own_words(session, ask):
    session.run("start", "ship", "--goal", "Say hello")
    for known in KNOWN.values():
        for moment, schema in known.notes.items():
            told = ask(known, known.moments[moment])
            jsonschema.validate(told, schema)
            assert ("ENF-004" if moment == "stop" else "goal: Say hello") in json.dumps(told)


def test_without_a_session_and_on_a_complete_workflow_nothing_is_said(session, ask):
    def said(known):
        told = [ask(known, payload) for payload in known.moments.values()]
        return [row for row in told if row and set(row) != {"env"}]

    assert [said(known) for known in KNOWN.values()] == [[]] * len(KNOWN)
    session.run("start", "ship", "--goal", "Say hello")
    assert all(said(known) for known in KNOWN.values())
    session.run("advance")
    session.run("advance")
    assert [said(known) for known in KNOWN.values()] == [[]] * len(KNOWN)


def test_what_is_open_is_said_once_and_again_when_it_changed(session, ask):
    speaking = [known for known in KNOWN.values() if "stop" in known.notes]
    session.run("start", "ship", "--goal", "Say hello")
    assert all(ask(known, known.moments["stop"]) for known in speaking)
    assert not any(ask(known, known.moments["stop"]) for known in speaking)
    session.run("advance")
    assert all(ask(known, known.moments["stop"]) for known in speaking)


def test_an_agent_that_went_on_for_a_hook_is_left_alone(session, ask):
    session.run("start", "ship", "--goal", "Say hello")
    told = [ask(known, known.moments["again"]) for known in KNOWN.values() if "again" in known.moments]
    assert len(told) == 5
    assert not any(told)


def test_a_strict_policy_holds_an_agent_that_stops(session, ask):
    session.repo.write({".sinfonia/config.yaml": 'version: "0.1"\nenforcement_strictness: high\n'})
    session.run("start", "ship", "--goal", "Say hello")
    for name, word in (("claude-code", "block"), ("codex", "block"), ("gemini", "deny"), ("copilot", "block")):
        told = ask(KNOWN[name], KNOWN[name].moments["stop"])
        assert told["decision"] == word
        assert "ENF-004" in told["reason"]
    told = ask(KNOWN["cursor"], KNOWN["cursor"].moments["stop"])
    assert "ENF-004" in told["followup_message"]


def test_rules_that_are_off_say_nothing(session, ask):
    rows = "rules: {ENF-003: {severity: off}, ENF-004: {severity: off}, ENF-007: {severity: off}}\n"
    session.repo.write({".sinfonia/config.yaml": 'version: "0.1"\n' + rows})
    session.run("start", "ship", "--goal", "Say hello")
    for payload in KNOWN["codex"].moments.values():
        assert ask(KNOWN["codex"], payload) is None


def test_the_end_of_a_session_is_written_down(session, ask):
    session.run("start", "ship", "--goal", "Say hello")
    known = KNOWN["claude-code"]
    end = {**known.moments["stop"], "hook_event_name": "SessionEnd", "reason": "other"}
    assert ask(known, end) is None
    last = list(log.rows(str(session.repo.path / ".git")))[-1]
    assert (last["event"], last["decision"]) == ("SessionEnd", "noted")
    assert "ENF-007" in str(last["note"])


def test_the_variables_name_the_session(session, ask):
    session.run("start", "ship", "--goal", "Say hello")
    told = ask(KNOWN["opencode"], opencode_hook("shell.env", {"cwd": "."}, {"env": {}}))
    assert told["env"]["SINFONIA_WORKFLOW_ID"] == "ship"
    assert told["env"]["SINFONIA_CURRENT_STEP"].endswith("note")
    assert told["env"]["SINFONIA_SESSION_ID"].startswith("s-")
    told = ask(KNOWN["cursor"], KNOWN["cursor"].moments["start"])
    assert told["env"]["SINFONIA_WORKFLOW_ID"] == "ship"


def test_a_state_that_cannot_be_read_holds_nobody_up(session, ask):
    session.run("start", "ship", "--goal", "Say hello")
    [index] = session.repo.path.glob(".sinfonia/handoffs/*/workflow.md")
    index.write_text(index.read_text().replace("| ", "? "))
    for name, known in KNOWN.items():
        for payload in known.moments.values():
            told = ask(known, payload)
            assert not told or set(told) <= {"env", "systemMessage", "message"}, name
            assert "goal" not in json.dumps(told)
    session.repo.write({".sinfonia/config.yaml": "broken: [\n"})
    for known in KNOWN.values():
        for payload in known.moments.values():
            ask(known, payload)
