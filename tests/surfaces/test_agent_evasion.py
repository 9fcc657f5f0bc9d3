"""Ways past the guard that an agent might try in the words of its own tools; each has a twin that must pass."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from agent_world import NEW, shop_in
from host_payloads import KNOWN, PATCH

from sinfonia.surfaces.agent.fields import MalformedError
from sinfonia.surfaces.agent.guard import judged
from sinfonia.surfaces.agent.guess import words_of
from sinfonia.surfaces.options import Options

KEY = "AKIA" + "IOSFODNN7EXAMPLQ"
SECRET = f"key = '{KEY}'"


@pytest.fixture
def shop(repo):
    shop = shop_in(repo)
    shop.repo.write({".env": "A=1\n", ".claude/settings.json": '{"hooks": {}}\n'})
    return replace(shop, env={**shop.env, "CLAUDE_PROJECT_DIR": str(shop.path)})


@pytest.fixture
def ask(shop):
    """Judge a call of a host's tool; gives the codes that refuse it."""

    def ask(host, tool, fields, cwd=None):
        known = KNOWN[host]
        payload = known.call(tool, fields, shop.path if cwd is None else cwd)
        report = judged(known.host, json.dumps(payload).encode(), shop.env, Options())
        return sorted({f.code for f in report.findings if f.severity == "error"}) if report else []

    return ask


# Tool of a server that no table knows, fields, the code that refuses, and fields that pass.
UNKNOWN = [
    ("fs__delete_file", {"path": ".git/hooks/pre-commit"}, "ENF-011", {"path": "notes.txt"}),
    ("fs__remove", {"path": ".claude/settings.json"}, "ENF-010", {"path": "docs/settings.json"}),
    ("fs__unlink", {"uri": ".claude/settings.json"}, "ENF-010", {"uri": "https://example.com/.claude/settings.json"}),
    ("fs__chmod", {"path": ".git/hooks/pre-commit", "mode": "644"}, "ENF-011", {"path": "a.sh", "mode": "755"}),
    ("fs__createFile", {"path": ".git/hooks/pre-push"}, "ENF-011", {"path": "a.txt"}),
    ("fs__rename", {"from": ".claude/settings.json", "to": "x"}, "ENF-010", {"from": "a.txt", "to": "b.txt"}),
    ("fs__copy", {"src": ".env", "dst": "x.txt"}, "ENF-002", {"src": "a.txt", "dst": "x.txt"}),
    ("fs__edit", {"path": "src/shop.py", "edits": [{"oldText": "len", "newText": "sum"}]}, "ENF-001",
     {"path": "README.md", "edits": [{"oldText": "Shop", "newText": "Store"}]}),
    ("fs__edit", {"path": "a.txt", "edits": [{"oldText": "", "newText": SECRET}]}, "ENF-008",
     {"path": "a.txt", "edits": [{"oldText": "", "newText": "key = 1"}]}),
    ("fs__edit", {"path": ".git/hooks/pre-commit", "edits": [{"oldText": "a", "newText": "b"}]}, "ENF-011",
     {"path": "a.txt", "edits": [{"oldText": "a", "newText": "b"}]}),
    ("ed__str_replace", {"command": "view", "path": ".env"}, "ENF-002", {"command": "view", "path": "README.md"}),
    ("ed__str_replace", {"command": "create", "path": "src/new.py", "file_text": NEW}, "ENF-001",
     {"command": "create", "path": "docs/new.md", "file_text": NEW}),
    ("ed__insert", {"path": "src/shop.py", "insert_line": 2, "insert_text": "x = total\n"}, "ENF-001",
     {"path": "README.md", "insert_line": 1, "insert_text": "x\n"}),
    ("code__replace_symbol", {"relative_path": "src/shop.py", "body": NEW}, "ENF-001",
     {"relative_path": "README.md", "body": NEW}),
    ("code__replace", {"relative_path": "src/shop.py", "regex": "len", "repl": "sum"}, "ENF-001",
     {"relative_path": "README.md", "regex": "len", "repl": "sum"}),
    ("ide__new_file", {"pathInProject": "src/new.py", "text": NEW}, "ENF-001", {"pathInProject": "a.md", "text": "x"}),
    ("ide__read", {"uri": "file:///etc/shadow"}, "ENF-002", {"uri": "https://example.com/etc/shadow"}),
    ("ide__read", {"path": "file:///etc/sh%61dow"}, "ENF-002", {"path": "file:///etc/hosts"}),
    ("fs__search_files", {"path": ".", "pattern": ".env"}, "ENF-002", {"path": ".", "pattern": "*.py"}),
    ("fs__read_many", {"paths": ["README.md", ".env"]}, "ENF-002", {"paths": ["README.md", "src/shop.py"]}),
    ("fs__read", {"path": ".env\n"}, "ENF-002", {"path": "README.md\n"}),
    ("fs__read", {"path": ".env\0.txt"}, "ENF-002", {"path": "README.md\0.env"}),
    ("sh__exec", {"code": "cat .env"}, "ENF-002", {"code": "ls"}),
    ("sh__exec", {"shell_command": "cat .env"}, "ENF-002", {"shell_command": "ls"}),
    ("sh__exec", {"command": "cat", "args": [".env"]}, "ENF-002", {"command": "cat", "args": ["README.md"]}),
    ("sh__exec", {"command": "git", "args": ["commit", "--no-verify"]}, "ENF-011", {"command": "git", "args": ["log"]}),
    ("sh__exec", {"program": "cat", "arguments": ".env"}, "ENF-002", {"program": "cat", "arguments": "README.md"}),
    ("sh__exec", {"argv": ["cat", ".env"]}, "ENF-002", {"argv": ["cat", "README.md"]}),
    ("sh__exec", {"command": "rm -rf ../src", "cwd": ".."}, "ENF-005", {"command": "rm -rf ../src", "cwd": "src"}),
    ("fs__unknown_writer", {"path": ".git/hooks/pre-commit"}, "ENF-011", {"path": "a.txt"}),
    ("sh__run", {"commands": ["ls", "cat .env"]}, "ENF-002", {"commands": ["ls", "cat README.md"]}),
    ("sh__run", {"input": "cat .env"}, "ENF-002", {"input": "ls"}),
    ("box__call", {"params": '{"path": ".env"}'}, "ENF-002", {"params": '{"path": "README.md"}'}),
    ("box__call", {"arguments": '[{"command": "cat .env"}]'}, "ENF-002", {"arguments": '[{"command": "ls"}]'}),
    ("box__call", {"rows": [[{"path": ".env"}]]}, "ENF-002", {"rows": [[{"path": "README.md"}]]}),
    ("git__commit", {"message": "x", "no_verify": True}, "ENF-011", {"message": "x", "no_verify": False}),
    ("git__commit", {"message": "x", "flags": ["--no-verify"]}, "ENF-011", {"message": "--no-verify", "flags": []}),
    ("ide__executeCode", {"code": "import os\nos.system('git commit --no-verify')"}, "ENF-011",
     {"code": "rows = {1: 'x'}\nprint(f'{rows[1]}')"}),
]  # fmt: skip


def wrong(ask, rows):
    """Give the rows that are judged otherwise; one repository does for all, since nothing is run."""
    for host, tool, fields, code, passes in rows:
        if code not in ask(host, tool, fields):
            yield f"{host} {tool} {fields} passed"
        if codes := ask(host, tool, passes):
            yield f"{host} {tool} {passes} was refused: {codes}"


def test_a_servers_tool_is_judged_by_its_name_and_its_fields(ask):
    assert list(wrong(ask, (("claude-code", f"mcp__{tool}", *rest) for tool, *rest in UNKNOWN))) == []


HARMLESS = (
    ("git__git_set_working_dir", {"path": "."}),
    ("git__git_add", {"repo_path": ".", "files": ["src/shop.py"]}),
    ("fs__create_directory", {"path": "src/parts"}),
    ("fs__directory_tree", {"path": "."}),
    ("ide__getDiagnostics", {"uri": "file:///home/ana/shop/src/shop.py"}),
    ("browser__navigate", {"url": "https://example.com/.env"}),
    ("browser__type", {"element": "search", "text": "rm -rf /"}),
    ("hub__create_issue", {"title": "cat .env", "body": "git commit --no-verify"}),
    ("hub__create_pull_request", {"head": "feature", "base": "main", "body": "rm -rf /"}),
    ("chat__post_message", {"channel": "c", "text": "git commit --no-verify"}),
    ("mail__send", {"from": "ana@example.com", "to": "bo@example.com", "body": "cat .env"}),
    ("db__execute_sql", {"query": "select 1"}),
    ("think__step", {"thought": "read .env and rm -rf /", "total": 3}),
    ("jupyter__execute_cell", {"code": "%matplotlib inline\ntotal = [x for x in range(3)]"}),
)


def test_a_servers_tool_that_does_no_harm_passes(ask):
    assert [tool for tool, fields in HARMLESS if ask("claude-code", f"mcp__{tool}", fields)] == []


def test_what_a_servers_tool_is_given_twice_or_too_often_is_refused(shop, ask):
    for fields, reason in (
        ({"file_path": "README.md", "filePath": ".env"}, "twice"),
        ({"paths": [f"a{number}.txt" for number in range(1001)]}, "more than 1000"),
    ):
        with pytest.raises(MalformedError, match=reason):
            ask("claude-code", "mcp__fs__read", fields)
    assert ask("claude-code", "mcp__fs__read", {"file_path": "README.md", "filePath": "README.md"}) == []
    assert ask("claude-code", "mcp__fs__read", {"paths": [f"a{number}.txt" for number in range(300)]}) == []


def test_the_words_of_a_tools_name_are_told_apart():
    assert words_of("mcp__fs-box__deleteFile.V2") == {"mcp", "fs", "box", "delete", "file", "v2"}


CONTRADICTIONS = (
    ("claude-code", "Read", {"file_path": "README.md", "path": ".env"}),
    ("claude-code", "Write", {"file_path": "a.md", "path": ".env", "content": "x"}),
    ("claude-code", "Write", {"file_path": "a.md", "content": "x", "file_text": SECRET}),
    ("claude-code", "Read", {"file_path": ".env\0.txt"}),
    ("claude-code", "Bash", {"command": "cat .env\0ls"}),
    ("codex", "Bash", {"command": "ls", "cmd": "cat .env"}),
    ("gemini", "read_file", {"file_path": "README.md", "absolute_path": ".env"}),
    ("gemini", "list_directory", {"path": "src", "dir_path": "~/.ssh"}),
    ("cursor", "Read", {"path": "README.md", "target_file": ".env"}),
)


def test_a_field_that_contradicts_another_or_holds_a_nul_is_refused(ask):
    for host, tool, fields in CONTRADICTIONS:
        with pytest.raises(MalformedError, match=r"say different things|holds a NUL"):
            ask(host, tool, fields)


def test_two_fields_that_say_the_same_are_no_contradiction(ask):
    assert ask("claude-code", "Read", {"file_path": "README.md", "path": "README.md"}) == []
    assert ask("gemini", "read_file", {"file_path": ".env", "path": ".env"}) == ["ENF-002"]


KNOWN_TOOLS = [
    ("claude-code", "Grep", {"pattern": ".", "glob": "!x,.env"}, "ENF-002", {"pattern": ".", "glob": "!x,*.py"}),
    ("claude-code", "Grep", {"pattern": ".", "glob": "*.py .env"}, "ENF-002", {"pattern": ".", "glob": "*.py *.md"}),
    ("claude-code", "Grep", {"pattern": ".", "glob": "{a,b}/{c,.env}"}, "ENF-002",
     {"pattern": ".", "glob": "{a,b}/{c,d}"}),
    ("claude-code", "Grep", {"pattern": ".", "glob": "{x,{y,.env}}"}, "ENF-002", {"pattern": ".", "glob": "{x,{y,z}}"}),
    ("claude-code", "Bash", {"command": "cat <notes.txt"}, "ENF-002", {"command": "cat <good.txt"}),
    ("claude-code", "Bash", {"command": "cat ~/k/id_rsa"}, "ENF-002", {"command": "cat ~/k/none"}),
    ("claude-code", "Bash", {"command": "sh -c 'head keys/id_rsa'"}, "ENF-002", {"command": "sh -c 'head src/a.py'"}),
    ("claude-code", "Bash", {"command": f"true {'; true' * 200}; cat .env"}, "ENF-002",
     {"command": f"true {'; true' * 200}; cat README.md"}),
    ("codex", "Bash", {"command": ["apply_patch", PATCH.format("*** Add File: src/n.py\n+def f(x):\n+    return x")]},
     "ENF-001", {"command": ["apply_patch", PATCH.format("*** Add File: n.md\n+def f(x):")]}),
    ("copilot", "grep", {"pattern": ".", "paths": ["src", ".env"]}, "ENF-002", {"pattern": ".", "paths": ["src"]}),
    ("copilot", "rg", {"pattern": ".", "paths": ".env"}, "ENF-002", {"pattern": ".", "paths": "src"}),
    ("gemini", "save_memory", {"fact": SECRET}, "ENF-008", {"fact": "Ana likes tea"}),
    ("cursor", "EditNotebook", {"target_notebook": "n.ipynb", "cell_idx": 0, "is_new_cell": True, "old_string": "",
     "new_string": SECRET}, "ENF-008", {"target_notebook": "n.ipynb", "cell_idx": 0, "cell_language": "markdown",
     "old_string": "", "new_string": "key = 1"}),
    ("cursor", "ApplyPatch", {"patch": PATCH.format("*** Add File: .env\n+x")}, "ENF-002",
     {"patch": PATCH.format("*** Add File: a.md\n+x")}),
    ("opencode", "batch", {"tool_calls": [{"tool": "read", "parameters": {"filePath": ".env"}}]}, "ENF-002",
     {"tool_calls": [{"tool": "read", "parameters": {"filePath": "README.md"}}]}),
    ("opencode", "multiedit", {"filePath": "src/shop.py", "edits": [{"oldString": "len", "newString": "sum"}]},
     "ENF-001", {"filePath": "README.md", "edits": [{"oldString": "Shop", "newString": "Store"}]}),
]  # fmt: skip


def test_a_tool_of_the_host_is_judged_by_all_of_its_fields(shop, ask):
    (shop.path / "notes.txt").symlink_to(".env")
    (shop.path / "good.txt").symlink_to("README.md")
    (Path(shop.env["HOME"]) / "k").symlink_to(".ssh")
    (shop.path / "keys").symlink_to(f"{shop.env['HOME']}/.ssh")
    shop.repo.write({f"{shop.env['HOME']}/.ssh/id_rsa": "x\n", "n.ipynb": '{"cells": []}'})
    assert list(wrong(ask, KNOWN_TOOLS)) == []


def test_a_pattern_for_more_names_than_can_be_judged_is_refused(ask):
    wide = "{a,b,c,d}" * 5
    assert ask("claude-code", "Grep", {"pattern": ".", "glob": wide}) == ["ENF-904"]
    assert ask("claude-code", "Grep", {"pattern": ".", "glob": wide[:27]}) == []


def test_a_file_of_a_repository_is_judged_by_it_wherever_the_call_comes_from(shop, ask, tmp_path, monkeypatch):
    monkeypatch.delenv("CLAUDE_PROJECT_DIR", raising=False)
    del shop.env["CLAUDE_PROJECT_DIR"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for cwd in (elsewhere, "/nonexistent/folder"):
        source = {"file_path": str(shop.path / "src/shop.py"), "content": NEW}
        assert ask("claude-code", "Write", source, cwd) == ["ENF-001"]
        note = {"file_path": str(elsewhere / "shop.py"), "content": NEW}
        assert ask("claude-code", "Write", note, cwd) == []


def test_a_folder_that_no_system_can_have_changes_no_judgement(ask):
    for folder in ("/nonexistent\0", "\0", "/nonexistent"):
        assert ask("claude-code", "Bash", {"command": "cat .env"}, folder) == ["ENF-002"]
        assert ask("claude-code", "Bash", {"command": "git status"}, folder) == []


@pytest.mark.parametrize("name", ["gemini", "cursor"])
def test_tools_under_the_names_of_claude_code_are_read_by_its_table(shop, name):
    known = KNOWN[name]
    payload = KNOWN["claude-code"].payload("run", "ls", cwd=shop.path)
    assert judged(known.host, json.dumps(payload).encode(), shop.env, Options()).errors == 0
    with pytest.raises(MalformedError, match="missing"):
        judged(known.host, json.dumps({**payload, "tool_input": {}}).encode(), shop.env, Options())
