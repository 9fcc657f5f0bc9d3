"""`sinfonia-hook claude-code`: the answer of every call in the host's words, whatever comes in."""

from __future__ import annotations

import io
import json
import os
import sys
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest
from agent_world import LIFECYCLE, NEW, TEST, UNJUDGED, pre, shop_in
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sinfonia import door
from sinfonia.cli.rules import DOORS
from sinfonia.surfaces import claude_code
from sinfonia.surfaces.agent import guard as guard_module
from sinfonia.surfaces.agent.guard import guard
from sinfonia.surfaces.options import Options

ANSWER = {
    "type": "object",
    "required": ["hookSpecificOutput"],
    "additionalProperties": False,
    "properties": {
        "hookSpecificOutput": {
            "type": "object",
            "required": ["hookEventName", "permissionDecision", "permissionDecisionReason"],
            "additionalProperties": False,
            "properties": {
                "hookEventName": {"const": "PreToolUse"},
                "permissionDecision": {"const": "deny"},
                "permissionDecisionReason": {"type": "string", "minLength": 20},
            },
        }
    },
}
LAST = "Do not retry it another way and do not edit .sinfonia/. If the rule is wrong here, stop and say so."


@pytest.fixture
def shop(repo):
    return shop_in(repo)


def ask(shop, payload, **more):
    """Call the door as the host does."""
    data = payload if isinstance(payload, (bytes, str)) else json.dumps(payload)
    return shop.repo.hook("claude-code", stdin=data, **more)


def reason_of(result) -> str:
    """Check that an answer refuses in the host's words; gives the reason."""
    assert result.code == 2
    document = json.loads(result.out)
    jsonschema.validate(document, ANSWER)
    reason = document["hookSpecificOutput"]["permissionDecisionReason"]
    assert result.err == reason + "\n"
    return str(reason)


def allowed(result) -> bool:
    return (result.code, result.out, result.err) == (0, "", "")


def test_a_refused_call_is_told_to_the_host_and_to_the_model(shop):
    reason = reason_of(ask(shop, pre("Bash", {"command": "git commit -n -m x"}, shop.path)))
    first, second, third, last = reason.split("\n")
    assert first == "Refused by sinfonia: ENF-011 hook-bypass"
    assert second == "`git commit -n` skips the hooks."
    assert third.startswith("Do this instead: ")
    assert last == LAST
    assert allowed(ask(shop, pre("Bash", {"command": "git commit -m x"}, shop.path)))


def test_each_finding_is_told_and_a_long_list_is_cut(shop):
    content = "".join(f"key{n} = 'AKIA{'IOSFODNN7EXAMPL'}{letter}'\n" for n, letter in enumerate("ABCDFGHJ"))
    reason = reason_of(ask(shop, pre("Write", {"file_path": "keys.txt", "content": content}, shop.path)))
    assert reason.count("Refused by sinfonia: ENF-008 secret-content\n`keys.txt`, line ") == 5
    assert reason.endswith(f"And 3 more.\n{LAST}")
    assert "EXAMPL" not in reason


def test_what_a_person_decides_is_a_persons(shop):
    reason = reason_of(ask(shop, pre("Bash", {"command": "sinfonia approve 5"}, shop.path)))
    assert "Ask a person: ask a person to do it" in reason


@pytest.mark.parametrize(
    "payload", [*LIFECYCLE, *UNJUDGED], ids=lambda p: f"{p['hook_event_name']}-{p.get('tool_name')}"
)
def test_other_events_and_tools_pass_in_silence(shop, payload, monkeypatch, capsys):
    assert in_process(monkeypatch, json.dumps(payload), shop.env) == 0
    assert capsys.readouterr() == ("", "")


MALFORMED = {
    "nothing": "",
    "truncated": "{",
    "null": "null",
    "a list": "[]",
    "no event": "{}",
    "an event that is no text": '{"hook_event_name": 7}',
    "no tool": '{"hook_event_name": "PreToolUse"}',
    "a tool that is no text": json.dumps(pre(7, {})),  # type: ignore[arg-type]
    "an empty tool": json.dumps(pre(" ", {})),
    "input that is no object": json.dumps(pre("Bash", "rm -rf /")),
    "no command": json.dumps(pre("Bash", {})),
    "a command as a list": json.dumps(pre("Bash", {"command": ["rm", "-rf", "/"]})),
    "a path that is a number": json.dumps(pre("Read", {"file_path": 7})),
    "an empty path": json.dumps(pre("Write", {"file_path": "", "content": "x"})),
    "content that is an object": json.dumps(pre("Write", {"file_path": "a", "content": {}})),
    "no new string": json.dumps(pre("Edit", {"file_path": "a", "old_string": "b"})),
    "edits that are no list": json.dumps(pre("MultiEdit", {"file_path": "a", "edits": {}})),
    "an edit that is text": json.dumps(pre("MultiEdit", {"file_path": "a", "edits": ["x"]})),
    "no cell source": json.dumps(pre("NotebookEdit", {"notebook_path": "a.ipynb"})),
    "no pattern": json.dumps(pre("Glob", {})),
    "a command of any tool that is a number": json.dumps(pre("mcp__box__run", {"cmd": 42})),
    "a folder that is a number": json.dumps(pre("Read", {"file_path": "a"}) | {"cwd": 7}),
    "nesting without end": "[" * 200_000,
    "bytes that are no text": b"\xff\xfe\x00{",
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED)
def test_a_payload_that_the_host_would_not_send_is_refused_in_its_words(shop, data, monkeypatch, capsys):
    assert in_process(monkeypatch, data, shop.env) == 2
    out, err = capsys.readouterr()
    jsonschema.validate(json.loads(out), ANSWER)
    assert err.startswith("Refused by sinfonia: the call could not be judged\n")
    assert "a bug in Sinfonia" not in err


def test_a_byte_order_mark_and_unknown_fields_change_nothing(shop):
    payload = json.dumps(pre("Bash", {"command": "rm -rf /"}, shop.path, tomorrow={"x": 1}))
    assert "ENF-005" in reason_of(ask(shop, "\ufeff" + payload))
    assert allowed(ask(shop, "\ufeff" + payload.replace("rm -rf /", "ls")))


def test_a_closed_input_is_refused(shop):
    script = f"exec {sys.executable} -m sinfonia.door claude-code <&-"
    assert "is not JSON" in reason_of(shop.repo.run("sh", "-c", script))


@pytest.mark.parametrize("streams", [">&-", "2>&-", ">&- 2>&-", "> /dev/full", "> /dev/full 2> /dev/full"])
def test_a_refusal_that_cannot_be_written_is_still_one(shop, streams):
    if "full" in streams and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    payload = json.dumps(pre("Bash", {"command": "rm -rf /"}, shop.path))
    for data, code in ((payload, 2), (payload.replace("rm -rf /", "ls"), 0)):
        script = f"exec {sys.executable} -m sinfonia.door claude-code {streams}"
        assert shop.repo.run("sh", "-c", script, stdin=data).code == code


def test_a_configuration_that_cannot_be_read_refuses_and_names_the_place(shop):
    shop.repo.write({".sinfonia/config.yaml": 'version: "0.1"\nexclud: []\n'})
    reason = reason_of(ask(shop, pre("Read", {"file_path": "README.md"}, shop.path)))
    assert reason.startswith("Refused by sinfonia: ENF-903 unreadable-configuration\n`.sinfonia/config.yaml`, line 2: ")
    shop.repo.write({".sinfonia/config.yaml": 'version: "0.1"\nexclude: []\n'})
    assert allowed(ask(shop, pre("Read", {"file_path": "README.md"}, shop.path)))


def test_a_wrong_option_of_ours_refuses_in_the_hosts_words(shop):
    payload = json.dumps(pre("Read", {"file_path": "README.md"}, shop.path))
    for option in ("--slect=ENF-002", "--select=ENF-777"):
        reason_of(shop.repo.hook("claude-code", option, stdin=payload))
    assert allowed(shop.repo.hook("claude-code", "--select=ENF-002", stdin=payload))


def test_our_own_crash_refuses(shop, monkeypatch, capsys):
    def crash(*_args):
        raise RuntimeError("a secret stands here")

    monkeypatch.setattr(claude_code, "read", crash)
    assert in_process(monkeypatch, json.dumps(pre("Read", {"file_path": "a"})), shop.env) == 2
    out, err = capsys.readouterr()
    jsonschema.validate(json.loads(out), ANSWER)
    assert "a bug in Sinfonia: RuntimeError" in err
    assert "a secret" not in out + err


def test_a_call_that_takes_too_long_is_refused_in_time(shop, monkeypatch, capsys):
    def wait(*_args):
        while True:
            pass

    monkeypatch.setattr(guard_module, "SECONDS", 0.05)
    monkeypatch.setattr(claude_code, "read", wait)
    assert in_process(monkeypatch, json.dumps(pre("Read", {"file_path": "a"})), shop.env) == 2
    assert "it took longer than" in capsys.readouterr().err


def test_a_damaged_installation_refuses(shop, monkeypatch, capsys):
    monkeypatch.setitem(door.HOOKS, "claude-code", ("no_such_module", door.AGENT))
    assert door.answer(["claude-code"]) == 2
    assert "Refused by sinfonia" in capsys.readouterr().err


def test_every_host_of_an_agent_is_told_by_the_list_of_rules():
    hosts = {name: module for name, (module, function) in door.HOOKS.items() if function == door.AGENT}
    assert tuple(hosts) == DOORS["tool"]
    for name, module in hosts.items():
        host = import_module(f"sinfonia.surfaces.{module}")
        assert (host.NAME, bool(host.TITLE)) == (name, True)
        assert name in door.USAGE


def test_without_a_repository_secrets_and_commands_are_judged_and_tests_are_not_asked_for(tmp_path, shop):
    bare = tmp_path / "scratch"
    bare.mkdir()
    for tool, fields, refused in (
        ("Read", {"file_path": ".env"}, True),
        ("Bash", {"command": "rm -rf /"}, True),
        ("Write", {"file_path": ".git/hooks/x", "content": "x"}, True),
        ("Read", {"file_path": "notes.txt"}, False),
        ("Write", {"file_path": "a.py", "content": NEW}, False),
        ("Bash", {"command": "rm -rf build"}, False),
    ):
        result = ask(shop, pre(tool, fields, bare), cwd=bare)
        assert reason_of(result) if refused else allowed(result), (tool, fields)


def test_the_project_is_the_one_that_the_host_names_wherever_the_call_runs(shop, tmp_path):
    target = {"file_path": str(shop.path / "src" / "shop.py"), "content": NEW}
    env = {"CLAUDE_PROJECT_DIR": str(shop.path)}
    assert "ENF-001" in reason_of(ask(shop, pre("Write", target, tmp_path), env=env, cwd=tmp_path))
    shop.repo.write({"tests/test_shop.py": TEST})
    assert allowed(ask(shop, pre("Write", target, tmp_path), env=env, cwd=tmp_path))


def test_variables_of_git_do_not_move_the_project(shop, make_repo):
    other = make_repo("other")
    target = {"file_path": str(shop.path / "src" / "shop.py"), "content": NEW}
    env = {"GIT_DIR": str(other.path / ".git"), "GIT_WORK_TREE": str(other.path)}
    assert "ENF-001" in reason_of(ask(shop, pre("Write", target, shop.path), env=env))


def test_a_folder_that_is_gone_does_not_stop_the_guard(shop, tmp_path):
    for command, refused in (("rm -rf /", True), ("ls", False)):
        result = ask(shop, pre("Bash", {"command": command}, tmp_path / "gone"))
        assert reason_of(result) if refused else allowed(result)


def test_a_warning_lets_the_call_run_and_says_so(shop):
    shop.repo.write({".sinfonia/config.yaml": 'version: "0.1"\nenforcement_strictness: low\n'})
    result = ask(shop, pre("Write", {"file_path": "src/shop.py", "content": NEW}, shop.path))
    assert (result.code, result.out) == (0, "")
    assert result.err == "sinfonia: ENF-001 untested-code: `src/shop.py` changes but no test does\n"


def test_a_read_starts_no_git(shop, tmp_path):
    folder = tmp_path / "bin"
    folder.mkdir()
    git = folder / "git"
    git.write_text(f"#!/bin/sh\necho started >> {tmp_path}/log\nexit 1\n")
    git.chmod(0o755)
    env = {"PATH": f"{folder}{os.pathsep}{shop.env['PATH']}"}
    assert allowed(ask(shop, pre("Read", {"file_path": "src/shop.py"}, shop.path), env=env))
    assert not (tmp_path / "log").exists()
    ask(shop, pre("Write", {"file_path": "src/shop.py", "content": NEW}, shop.path), env=env)
    assert (tmp_path / "log").exists()


def test_every_captured_payload_is_understood(corpora, shop, monkeypatch, capsys):
    answers = {}
    for file in sorted(corpora.glob("hosts/claude*/*.json")):
        payload = json.loads(file.read_text())["stdin"]
        code = in_process(monkeypatch, json.dumps(payload), shop.env)
        out, _ = capsys.readouterr()
        answers[f"{file.parent.name}/{file.name}"] = code
        if code:
            jsonschema.validate(json.loads(out), ANSWER)
    assert answers
    refused = {name for name, code in answers.items() if code}
    assert all("PreToolUse" in name for name in refused)
    assert "claude/PreToolUse-Read.json" in refused  # of `.env`
    assert not any("Write" in name or "Edit" in name for name in refused)  # of no project that is here


def in_process(monkeypatch, data, env) -> int:
    """Call the guard with a payload on standard input."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
    return guard(claude_code, Options, env)


# Payloads that went wrong on the way: fields exchanged for others, cut, nested, renamed.
_TOOLS = {
    "Read": {"file_path": "src/shop.py"},
    "Write": {"file_path": "src/shop.py", "content": NEW},
    "Edit": {"file_path": "src/shop.py", "old_string": "len", "new_string": "sum", "replace_all": False},
    "MultiEdit": {"file_path": "a.py", "edits": [{"old_string": "", "new_string": "x = 1"}]},
    "NotebookEdit": {"notebook_path": "n.ipynb", "cell_id": "c1", "new_source": "2"},
    "Bash": {"command": "git status && rm -rf build"},
    "Grep": {"pattern": "x", "path": ".", "glob": "*.py"},
    "Glob": {"pattern": "**/*.py", "path": "src"},
    "mcp__files__do": {
        "path": ["a", ".env"],
        "patch": "*** Begin Patch\n*** Update File: a\n@@\n-x\n+y\n*** End Patch",
    },
}
_odd_text = st.text(max_size=20) | st.sampled_from(
    [
        "\0",
        "\ud800",
        "..",
        "/",
        "~",
        "C:\\x",
        "\\\\host\\c$",
        "file:///etc/passwd",
        "{",
        "$(",
        "'",
        "*" * 40,
        "a" * 5000,
    ]
)
_odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _odd_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_odd_text, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def mutated(draw) -> str:
    tool = draw(st.sampled_from(sorted(_TOOLS)))
    payload = pre(tool, dict(_TOOLS[tool]))
    for _ in range(draw(st.integers(1, 3))):
        level = payload if draw(st.booleans()) else payload.get("tool_input")
        if not isinstance(level, dict) or not level:
            continue
        key = draw(st.sampled_from(sorted(level)))
        match draw(st.sampled_from(["value", "odd", "drop", "rename"])):
            case "value":
                level[key] = draw(_odd_text)
            case "odd":
                level[key] = draw(_odd)
            case "drop":
                del level[key]
            case _:
                level[draw(_odd_text)] = level.pop(key)
    text = json.dumps(payload)
    return text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 9)) == 0 else text


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(data=json.dumps(pre("Read", {"file_path": "a\0b"}, cwd="\0")))
@example(data=json.dumps(pre("Read", {"file_path": ".."})))
@example(data=json.dumps(pre("Write", {"file_path": "\ud800/.env", "content": "\udfff"})))
@example(data=json.dumps(pre("Bash", {"command": "\ud800 rm -rf /"})))
@given(data=mutated())
def test_no_mutated_payload_gives_another_answer_than_the_hosts(shop, data, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path if len(data) % 2 else shop.path)  # without a repository and in one
    code = in_process(monkeypatch, data, shop.env)
    out, err = capsys.readouterr()
    assert "a bug in Sinfonia" not in err
    assert "Traceback" not in err
    if code == 0:
        assert out == ""
    else:
        assert code == 2
        jsonschema.validate(json.loads(out), ANSWER)
        assert err.strip()
