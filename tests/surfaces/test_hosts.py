"""`sinfonia-hook NAME` for every agent: each tool refused and allowed, in the words of that agent."""

from __future__ import annotations

import io
import json
import sys

import jsonschema
import pytest
from agent_world import NEW, OLD, TEST, shop_in
from host_payloads import KNOWN, PATCH, cursor_event, opencode_hook

from sinfonia.surfaces.agent.guard import guard
from sinfonia.surfaces.options import Options

SECRET = "key = 'AKIA" + "IOSFODNN7EXAMPLQ'\n"
# Action, arguments, the code that refuses, and what to change so that it passes.
CASES = (
    ("read", (".env",), "ENF-002", ("README.md",)),
    ("image", (".env",), "ENF-002", ("logo.png",)),
    ("run", ("cat .env",), "ENF-002", ("cat README.md",)),
    ("run", ("git commit --no-verify -m x",), "ENF-011", ("git commit -m x",)),
    ("run", ("sinfonia approve 5",), "ENF-011", ("sinfonia status",)),
    ("run", ("rm -rf /",), "ENF-005", ("rm -rf build",)),
    ("text", ("rm -rf /",), "ENF-005", ("rm -rf build",)),
    ("search", (".", ".env*"), "ENF-002", (".", "*.py")),
    ("list", (".", ".env"), "ENF-002", ("src", "**/*.py")),
    ("write", ("src/shop.py", NEW), "ENF-001", ("docs/notes.md", "x\n")),
    ("write", ("a.txt", SECRET), "ENF-008", ("a.txt", "key = 'none'\n")),
    ("edit", ("src/shop.py", "len", "sum"), "ENF-001", ("README.md", "Shop", "Store")),
    ("patch", ("src/shop.py", OLD, NEW), "ENF-001", ("README.md", "# Shop", "# Store")),
    ("add", ("src/other.py", NEW), "ENF-001", ("notes.md", "x\n")),
    ("add", (".env", "A=1"), "ENF-002", (".env.example", "A=1")),
)


@pytest.fixture
def shop(repo):
    return shop_in(repo)


@pytest.fixture
def ask(shop, monkeypatch, capsys):
    """Call the guard of a host with a payload; gives exit code, standard output and standard error."""

    def ask(known, payload, **env):
        raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        code = guard(known.host, Options, {**shop.env, **env})
        out, err = capsys.readouterr()
        return code, out, err

    return ask


def reason_of(known, answer) -> str:
    """Check that an answer refuses in the host's words; gives the reason."""
    code, out, err = answer
    assert code == 2
    document = json.loads(out)
    jsonschema.validate(document, known.denial)
    assert err.startswith("Refused by sinfonia")
    return str(err)


@pytest.mark.parametrize(
    ("name", "case"),
    [
        pytest.param(name, case, id=f"{name}-{case[0]}-{case[1][0]}-{case[2]}")
        for name, known in KNOWN.items()
        for case in CASES
        if case[0] in known.tools
    ],
)
def test_each_tool_of_each_host_is_judged(shop, ask, name, case):
    known = KNOWN[name]
    action, refused, code, passes = case
    shop.repo.write({".env": "A=1\n"})
    assert f"{code} " in reason_of(known, ask(known, known.payload(action, *refused, cwd=shop.path)))
    assert ask(known, known.payload(action, *passes, cwd=shop.path)) == (0, known.allowed, "")


@pytest.mark.parametrize("name", KNOWN)
def test_a_pending_test_makes_the_write_legal(shop, ask, name):
    known = KNOWN[name]
    action, args = ("write", (NEW,)) if "write" in known.tools else ("patch", (OLD, NEW))
    payload = known.payload(action, "src/shop.py", *args, cwd=shop.path)
    reason_of(known, ask(known, payload))
    shop.repo.write({"tests/test_shop.py": TEST})
    assert ask(known, payload) == (0, known.allowed, "")


@pytest.mark.parametrize("name", KNOWN)
def test_other_events_pass_in_the_words_of_the_host(ask, name):
    known = KNOWN[name]
    for payload in known.silent:
        assert ask(known, payload) == (0, known.allowed, ""), payload


@pytest.mark.parametrize("name", KNOWN)
def test_a_tool_that_nobody_knows_is_judged_by_its_fields(shop, ask, name):
    known = KNOWN[name]
    assert "ENF-002" in reason_of(known, ask(known, known.call("mcp__files__get", {"path": ".env"}, shop.path)))
    assert ask(known, known.call("mcp__files__get", {"path": "README.md"}, shop.path)) == (0, known.allowed, "")
    assert ask(known, known.call("mcp__tracker__close", {"issue": 7}, shop.path)) == (0, known.allowed, "")


MALFORMED = (b"", b"{", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"hook_event_name": 7}')


@pytest.mark.parametrize("name", KNOWN)
def test_what_the_host_would_not_send_is_refused_in_its_words(shop, ask, name):
    known = KNOWN[name]
    action = "run"
    tool, fields = known.tools[action]("ls")
    assert isinstance(fields, dict)
    odd = (
        known.call("", fields),
        known.call(7, fields),
        known.call(tool, 7),
        known.call(tool, None),
        known.call(tool, {}),
        known.call(tool, {**fields, "command": 42}),
        known.call(tool, {**fields, "command": None}),
        known.call("mcp__box__run", {"cmd": 42}),
    )
    for payload in (*MALFORMED, *odd):
        assert "could not be judged" in reason_of(known, ask(known, payload)), payload


@pytest.mark.parametrize("name", [name for name, known in KNOWN.items() if "add" in known.tools])
@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("*** Add File: a.txt\n+x\n*** Update File: .env\n@@\n-A=1\n+A=2", "ENF-002"),
        ("*** Add File: a.txt\n+x\n*** Delete File: .git/hooks/pre-commit", "ENF-011"),
        ("*** Update File: README.md\n*** Move to: .env\n@@\n-# Shop\n+# Store", "ENF-002"),
        ("*** Update File: README.md\n@@\n-# Shop\n+# Store\n@@\n+" + SECRET.strip(), "ENF-008"),
        ("  *** Add File:.env\n+A=1", "ENF-002"),
    ],
    ids=["second file", "deletion", "move", "second hunk", "blanks before a head"],
)
def test_every_path_and_hunk_of_a_patch_counts(shop, ask, name, body, codes):
    known = KNOWN[name]
    tool, fields = known.tools["add"]("x", "y")
    text = PATCH.format(body)
    given = text if isinstance(fields, str) else {next(iter(fields)): text}
    assert codes in reason_of(known, ask(known, known.call(tool, given, shop.path)))
    fine = PATCH.format("*** Update File: README.md\n@@\n-# Shop\n+# Store")
    given = fine if isinstance(fields, str) else {next(iter(fields)): fine}
    assert ask(known, known.call(tool, given, shop.path))[0] == 0


@pytest.mark.parametrize("name", [name for name, known in KNOWN.items() if "add" in known.tools])
def test_a_patch_that_names_no_file_is_refused(shop, ask, name):
    known = KNOWN[name]
    tool, fields = known.tools["add"]("x", "y")
    for text in (PATCH.format(""), "--- a/x\n+++ b/x\n"):
        given = text if isinstance(fields, str) else {next(iter(fields)): text}
        assert "names no file" in reason_of(known, ask(known, known.call(tool, given, shop.path)))


@pytest.mark.parametrize("command", ["bash", "bash -i", "python3", "ssh host", "sudo -i", "psql", "env sh"])
def test_a_shell_that_takes_more_input_is_refused_where_nobody_asks_about_that(shop, ask, command):
    known = KNOWN["codex"]
    reason = reason_of(known, ask(known, known.payload("run", command, cwd=shop.path)))
    assert "ENF-011" in reason
    assert "goes on taking input" in reason
    assert ask(KNOWN["gemini"], KNOWN["gemini"].payload("run", command, cwd=shop.path))[0] == 0


@pytest.mark.parametrize("command", ["bash build.sh", "python3 -c 'print(1)'", "bash -lc 'ls'", "psql -c 'select 1'"])
def test_a_shell_with_its_work_in_the_call_is_no_such_shell(shop, ask, command):
    known = KNOWN["codex"]
    assert ask(known, known.payload("run", command, cwd=shop.path)) == (0, "", "")


def test_what_is_typed_into_a_running_shell_is_judged_where_the_host_asks(shop, ask):
    for name, tool, field in (("codex", "write_stdin", "chars"), ("copilot", "write_bash", "input")):
        known = KNOWN[name]
        reason_of(known, ask(known, known.call(tool, {field: "cat .env\n"}, shop.path)))
        assert ask(known, known.call(tool, {field: "ls\n"}, shop.path))[0] == 0


def test_a_patch_inside_a_shell_command_is_applied_by_codex_and_judged(shop, ask):
    known = KNOWN["codex"]
    script = "apply_patch <<'EOF'\n{}\nEOF\n"
    patch = PATCH.format("*** Add File: src/foo.py\n+def total(rows):\n+    return sum(rows)")
    assert "ENF-001" in reason_of(known, ask(known, known.payload("run", script.format(patch), cwd=shop.path)))
    note = PATCH.format("*** Add File: notes.md\n+def total(rows):")
    assert ask(known, known.payload("run", script.format(note), cwd=shop.path))[0] == 0


def test_a_command_runs_in_the_folder_that_the_call_names(shop, ask):
    shop.repo.write({"src/.env": "A=1\n"})
    for name, tool, field in (
        ("opencode", "bash", "workdir"),
        ("codex", "Bash", "workdir"),
        ("gemini", "run_shell_command", "dir_path"),
        ("cursor", "Shell", "working_directory"),
    ):
        known = KNOWN[name]
        command = "rm -rf ../src"
        for folder, refused in (("..", True), ("src", False)):
            answer = ask(known, known.call(tool, {"command": command, field: folder}, shop.path))
            assert (answer[0] == 2) == refused, (name, folder)


def test_copilot_under_the_names_of_claude_code_reads_and_is_answered(shop, ask):
    known = KNOWN["copilot"]
    event = {"hook_event_name": "PreToolUse", "session_id": "7c60", "timestamp": "2026-11-21T01:04:15.342Z"}
    for payload, refused in (
        ({"tool_name": "Bash", "tool_input": {"command": "cat .env"}}, True),
        ({"tool_name": "Read", "tool_input": {"path": ".env"}}, True),
        ({"tool_name": "Bash", "tool_input": {"command": "ls"}}, False),
        ({"tool_name": "Edit", "tool_input": {"path": "README.md", "old_str": "a", "new_str": "b"}}, False),
    ):
        for host in (known, KNOWN["claude-code"]):
            assert (ask(host, {**event, "cwd": str(shop.path), **payload})[0] == 2) == refused


def test_copilot_that_runs_the_hooks_of_claude_code_is_answered_in_its_own_words(shop, ask):
    hooks, copilot = KNOWN["claude-code"], KNOWN["copilot"]
    payload = hooks.payload("run", "cat .env", cwd=shop.path)
    assert "ENF-002" in reason_of(copilot, ask(hooks, payload, COPILOT_CLI="1", CLAUDECODE=""))
    reason_of(hooks, ask(hooks, payload, COPILOT_CLI="1", CLAUDECODE="1"))  # Claude Code in a shell of Copilot
    fine = hooks.payload("run", "ls", cwd=shop.path)
    assert ask(hooks, fine, COPILOT_CLI="1", CLAUDECODE="") == (0, "", "")


def test_hooks_taken_over_from_claude_code_are_answered_in_the_hosts_words(shop, ask):
    for name in ("gemini", "cursor"):
        known = KNOWN[name]
        payload = KNOWN["claude-code"].payload("run", "rm -rf /", cwd=shop.path)
        assert "ENF-005" in reason_of(known, ask(known, payload))
        fine = KNOWN["claude-code"].payload("run", "ls", cwd=shop.path)
        assert ask(known, fine) == (0, known.allowed, "")


def test_cursors_other_questions_are_answered_in_words(shop, ask):
    known = KNOWN["cursor"]
    for event, fields, passes in (
        ("beforeShellExecution", {"command": "cat .env"}, {"command": "ls"}),
        ("beforeReadFile", {"file_path": ".env", "content": "x", "attachments": []}, {"file_path": "README.md"}),
        (
            "beforeReadFile",
            {"file_path": "a.md", "attachments": [{"type": "file", "file_path": ".env"}]},
            {"attachments": []},
        ),
        (
            "beforeMCPExecution",
            {"tool_name": "get", "tool_input": json.dumps({"path": ".env"})},
            {"tool_input": json.dumps({"path": "a.md"})},
        ),
    ):
        payload = cursor_event(event, shop.path, **fields)
        assert "ENF-002" in reason_of(known, ask(known, payload))
        assert ask(known, {**payload, **passes}) == (0, known.allowed, "")


def test_opencode_is_understood_without_the_name_of_the_hook(shop, ask):
    known = KNOWN["opencode"]
    payload = known.payload("read", ".env", cwd=shop.path)
    del payload["hook"]
    assert "ENF-002" in reason_of(known, ask(known, payload))
    idle = {"event": {"type": "session.idle", "properties": {"sessionID": "s"}}, "directory": str(shop.path)}
    assert ask(known, idle) == (0, "", "")


def test_the_configuration_says_what_a_tool_does(shop, ask):
    rows = {
        "mcp__box__*": "command code",
        "mcp__fs__put": "write where what",
        "mcp__fs__mv": "move",
        "mcp__fs__get": "nothing",
    }
    lines = "".join(f"    {json.dumps(name)}: {json.dumps(row)}\n" for name, row in rows.items())
    known = KNOWN["claude-code"]
    calls = (
        ("mcp__box__do", {"code": "cat .env"}, {"code": "ls"}),
        ("mcp__fs__put", {"where": "src/shop.py", "what": NEW}, {"where": "a.md", "what": NEW}),
        ("mcp__fs__mv", {"file": [".env", "x"]}, {"file": ["a", "b"]}),
    )
    for tool, fields, _ in calls[:2]:
        assert ask(known, known.call(tool, fields, shop.path))[0] == 0
    assert ask(known, known.call("mcp__fs__get", {"path": ".env"}, shop.path))[0] == 2
    shop.repo.write({".sinfonia/config.yaml": f'version: "0.1"\nagents:\n  tools:\n{lines}'})
    for tool, fields, passes in calls:
        reason_of(known, ask(known, known.call(tool, fields, shop.path)))
        assert ask(known, known.call(tool, passes, shop.path))[0] == 0
    assert ask(known, known.call("mcp__fs__get", {"path": ".env"}, shop.path))[0] == 0
    shop.repo.write({".sinfonia/config.yaml": 'version: "0.1"\nagents: {tools: {mcp__a: reed}}\n'})
    assert "begins with `reed`" in reason_of(known, ask(known, known.call("Read", {"file_path": "a"}, shop.path)))


def test_the_shell_gets_the_variables_of_the_project(shop, ask):
    known = KNOWN["opencode"]
    code, out, err = ask(known, opencode_hook("shell.env", {"cwd": str(shop.path)}, {"env": {}}, shop.path))
    assert (code, err) == (0, "")
    assert json.loads(out)["env"]["SINFONIA_PROJECT_ROOT"] == str(shop.path)


def test_a_session_of_claude_code_gets_the_variables_once(shop, ask, tmp_path):
    known = KNOWN["claude-code"]
    file = tmp_path / "env.sh"
    for _ in range(2):
        payload = {**known.moments["start"], "cwd": str(shop.path)}
        assert ask(known, payload, CLAUDE_ENV_FILE=str(file))[0] == 0
    lines = file.read_text().splitlines()
    assert f"export SINFONIA_PROJECT_ROOT={shop.path}" in lines
    assert len(lines) == len(set(lines))


CAPTURED = {
    "claude": "claude-code",
    "claude-2.1.197": "claude-code",
    "codex": "codex",
    "copilot": "copilot",
    "gemini": "gemini",
    "opencode": "opencode",
}


@pytest.mark.parametrize("folder", CAPTURED)
def test_every_captured_payload_is_understood(corpora, shop, ask, folder):
    known = KNOWN[CAPTURED[folder]]
    files = sorted((corpora / "hosts" / folder).glob("*.json"))
    assert files
    for file in files:
        document = json.loads(file.read_text())
        if file.name == "app-server-hooks-list.json":
            continue
        payload = document["stdin"] if folder != "opencode" else {**document, "directory": str(shop.path)}
        answer = ask(known, payload)
        if answer[0]:
            assert "could not be judged" not in reason_of(known, answer), file.name
        elif answer[1]:
            json.loads(answer[1])
        assert "Traceback" not in answer[2]
