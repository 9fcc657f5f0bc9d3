"""`install --agents`: each agent's files merged without loss, and taken out again."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from sinfonia.errors import SinfoniaError
from sinfonia.scaffold.agents import AGENTS, apply, plan, removal
from sinfonia.scaffold.agents.edit import MISSING
from sinfonia.scaffold.agents.json_text import parse, with_item, with_member, without

FILES = {
    "claude-code": ".claude/settings.json",
    "codex": ".codex/hooks.json",
    "gemini": ".gemini/settings.json",
    "cursor": ".cursor/hooks.json",
}
EVENT = {"claude-code": "PreToolUse", "codex": "PreToolUse", "gemini": "BeforeTool", "cursor": "preToolUse"}
OTHERS = {
    "claude-code": '{"matcher": "Bash", "hooks": [{"type": "command", "command": "audit.sh"}]}',
    "codex": '{"hooks": [{"type": "command", "command": "audit.sh"}]}',
    "gemini": '{"matcher": "*", "hooks": [{"type": "command", "command": "audit.sh", "name": "a"}]}',
    "cursor": '{"command": "audit.sh"}',
}
SHAPES = {
    "two blanks": '{{\n  "version": 1,\n  "hooks": {{\n    "{event}": [\n      {other}\n    ]\n  }}\n}}\n',
    "tabs": '{{\n\t"hooks": {{\n\t\t"{event}": [{other}]\n\t}},\n\t"version": 1\n}}',
    "one line": '{{"version": 1, "hooks": {{"{event}": [{other}]}}}}',
    "CRLF": '{{\r\n  "version": 1,\r\n  "hooks": {{\r\n    "{event}": [\r\n      {other}\r\n    ]\r\n  }}\r\n}}\r\n',
    "a mark before it": '\ufeff{{\n  "version": 1,\n  "hooks": {{"Other": [{other}], "{event}": [{other}]}}\n}}\n',
    "no hooks": '{{\n    "version": 1,\n    "z": {{"a": [1, 2]}},\n    "é": "{{}}"\n}}\n',
    "other hooks": '{{"version": 1, "hooks": {{"Other": [{other}]}}}}\n',
}


def put(root, path, text):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def tree(root):
    return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("shape", SHAPES)
def test_what_others_wrote_keeps_its_bytes_and_is_all_that_is_left_afterwards(tmp_path, name, shape):
    text = SHAPES[shape].format(event=EVENT[name], other=OTHERS[name])
    file = put(tmp_path, FILES[name], text)
    apply(str(tmp_path), plan(str(tmp_path), [name]))
    merged = file.read_bytes().decode()
    document = json.loads(merged.removeprefix("\ufeff"))
    before = json.loads(text.removeprefix("\ufeff"))
    for event, rows in before.get("hooks", {}).items():
        assert document["hooks"][event][: len(rows)] == rows
    assert {key: value for key, value in document.items() if key != "hooks"} == {
        key: value for key, value in before.items() if key != "hooks"
    }
    assert ("\r\n" in merged) == ("\r\n" in text)
    assert merged.replace("\r\n", "").count("\n") == 0 or "\r\n" not in text
    apply(str(tmp_path), removal(str(tmp_path), [name]))
    assert file.read_bytes().decode() == text


@pytest.mark.parametrize("name", AGENTS)
def test_a_second_run_changes_nothing_and_removal_leaves_nothing(tmp_path, name):
    apply(str(tmp_path), plan(str(tmp_path), [name]))
    first = tree(tmp_path)
    assert first
    again = plan(str(tmp_path), [name])
    assert {edit.what for edit in again} == {"unchanged"}
    apply(str(tmp_path), again)
    assert tree(tmp_path) == first
    assert AGENTS[name].installed(str(tmp_path))
    apply(str(tmp_path), removal(str(tmp_path), [name]))
    assert not list(tmp_path.iterdir())
    assert removal(str(tmp_path), [name]) == ()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("text", ["{", "[]", '{"hooks": []}', '{"hooks": {"X": {}}}', '{"a": 1,}\n', "\xff"])
def test_a_file_that_cannot_be_read_is_refused_before_anything_is_written(tmp_path, name, text):
    file = tmp_path / FILES[name]
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode("latin-1"))
    if name == "gemini" and text.startswith('{"a"'):
        return  # it reads a comma before the end
    before = tree(tmp_path)
    with pytest.raises(SinfoniaError, match=FILES[name].replace(".", r"\.")):
        plan(str(tmp_path), list(AGENTS))
    assert tree(tmp_path) == before


def test_comments_stay_where_the_host_reads_them_and_are_refused_where_it_does_not(tmp_path):
    text = '{\n  // mine\n  "theme": "x", /* two */\n  "hooks": {\n    // none yet\n  },\n}\n'
    file = put(tmp_path, FILES["gemini"], text)
    apply(str(tmp_path), plan(str(tmp_path), ["gemini"]))
    merged = file.read_text()
    assert all(mark in merged for mark in ("// mine", "/* two */", "// none yet", "sinfonia-hook gemini"))
    assert {edit.what for edit in plan(str(tmp_path), ["gemini"])} == {"unchanged"}
    put(tmp_path, FILES["claude-code"], text)
    with pytest.raises(SinfoniaError, match="it is not JSON"):
        plan(str(tmp_path), ["claude-code"])


def test_a_stale_hook_of_ours_is_replaced_and_one_with_options_is_kept(tmp_path):
    for command, what in (
        ("sinfonia-hook claude-code", "merged"),
        ("/home/ana/bin/sinfonia-hook claude-code || exit 2", "merged"),
    ):
        old = {"hooks": {"PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "command", "command": command}]}]}}
        file = put(tmp_path, FILES["claude-code"], json.dumps(old))
        [edit] = plan(str(tmp_path), ["claude-code"])
        assert edit.what == what
        apply(str(tmp_path), [edit])
        assert file.read_text().count("sinfonia-hook claude-code || exit 2") == 1
    kept = file.read_text().replace("claude-code || exit 2", "claude-code --select ENF-002 || exit 2")
    file.write_text(kept.replace('"timeout": 60', '"timeout": 90'))
    assert [edit.what for edit in plan(str(tmp_path), ["claude-code"])] == ["unchanged"]
    file.write_text(kept.replace('"timeout": 60', '"timeout": 5'))
    assert [edit.what for edit in plan(str(tmp_path), ["claude-code"])] == ["merged"]


def test_our_command_goes_and_its_neighbour_in_the_same_group_stays(tmp_path):
    group = {
        "matcher": "*",
        "hooks": [{"type": "command", "command": f"{c}"} for c in ("a", "sinfonia-hook codex", "b")],
    }
    file = put(tmp_path, FILES["codex"], json.dumps({"hooks": {"PreToolUse": [group]}}, indent=2))
    apply(str(tmp_path), removal(str(tmp_path), ["codex"]))
    [left] = json.loads(file.read_text())["hooks"]["PreToolUse"]
    assert [row["command"] for row in left["hooks"]] == ["a", "b"]


def test_copilot_gets_no_file_where_it_runs_the_hooks_of_claude_code(tmp_path):
    root = str(tmp_path)
    apply(root, plan(root, ["copilot"]))
    own = tmp_path / ".github/hooks/sinfonia.json"
    assert own.exists()
    apply(root, plan(root, ["claude-code"]))
    assert not own.exists()
    [edit] = plan(root, ["copilot"])
    assert (edit.what, "runs the hooks of .claude/settings.json" in edit.note) == ("left", True)
    apply(root, plan(root, ["copilot", "claude-code"]))
    assert not own.exists()


def test_a_plugin_of_another_is_not_overwritten_and_a_second_copy_of_ours_goes(tmp_path):
    root = str(tmp_path)
    put(tmp_path, ".opencode/plugins/sinfonia.js", "export const Mine = 1\n")
    with pytest.raises(SinfoniaError, match="is not ours"):
        plan(root, ["opencode"])
    assert removal(root, ["opencode"]) == ()
    (tmp_path / ".opencode/plugins/sinfonia.js").unlink()
    put(tmp_path, ".opencode/plugin/sinfonia.js", "// sinfonia: plugin, version 0\n")
    apply(root, plan(root, ["opencode"]))
    assert [file for file in tree(tmp_path) if file.startswith(".opencode")] == [".opencode/plugins/sinfonia.js"]


def test_a_link_out_of_the_repository_is_refused(tmp_path):
    inside, outside = tmp_path / "repo", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / ".claude").symlink_to(outside)
    with pytest.raises(SinfoniaError, match="leads out of the repository"):
        plan(str(inside), ["claude-code"])
    with pytest.raises(SinfoniaError, match="`vim` is no agent"):
        plan(str(inside), ["vim"])


@pytest.mark.parametrize("name", AGENTS)
def test_on_a_machine_without_sinfonia_calls_are_refused_and_moments_pass(tmp_path, name):
    apply(str(tmp_path), plan(str(tmp_path), [name]))
    if name == "opencode":
        assert MISSING.encode() in (tmp_path / ".opencode/plugins/sinfonia.js").read_bytes()
        return
    empty = tmp_path / "bin"
    empty.mkdir()
    asking = {"PreToolUse", "BeforeTool", "preToolUse"}
    hooks = AGENTS[name].installed(str(tmp_path))
    assert asking & {hook.event for hook in hooks}
    for hook in hooks:
        done = subprocess.run(
            ["/bin/sh", "-c", hook.command], env={"PATH": str(empty)}, capture_output=True, check=False
        )
        if hook.event in asking:
            assert (done.returncode, done.stderr.decode()) == (2, MISSING + "\n")
            assert not done.stdout or MISSING in json.dumps(json.loads(done.stdout))
        else:
            assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("code", [1, 2, 3, 126])
def test_a_broken_sinfonia_refuses_calls_and_lets_moments_pass(tmp_path, code):
    apply(str(tmp_path), plan(str(tmp_path), ["claude-code"]))
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "sinfonia-hook").write_text(f"#!/bin/sh\nexit {code}\n")
    (folder / "sinfonia-hook").chmod(0o755)
    for hook in AGENTS["claude-code"].installed(str(tmp_path)):
        done = subprocess.run(["/bin/sh", "-c", hook.command], env={"PATH": str(folder)}, check=False)
        assert done.returncode == (2 if hook.event == "PreToolUse" else 0)


def test_the_commands_write_and_remove_and_say_so(repo):
    done = repo.sinfonia("install", "--agents", "claude-code,opencode", "--dry-run")
    assert (done.code, "nothing was changed" in done.out) == (0, True)
    assert not (repo.path / ".claude").exists()
    document = json.loads(repo.sinfonia("install", "--agents", "all", "--format", "json").out)
    assert [row["agent"] for row in document["agents"]] == list(AGENTS)
    assert "sinfonia doctor" in document["next_steps"]
    assert repo.sinfonia("install", "--agents", "vim").code == 2
    assert repo.sinfonia("install", "--agents", " ,").code == 2
    assert "removed" in repo.sinfonia("uninstall", "--agents", "all").out
    assert os.listdir(repo.path) == [".git"]


def test_values_are_added_and_removed_in_place():
    text = '{"a": {}, "b": [1, {"c": []}]}'
    node = parse(text, "x")
    assert json.loads(with_member(text, node.members["a"].node, "k", [1])) == {"a": {"k": [1]}, "b": [1, {"c": []}]}
    assert json.loads(with_item(text, node.members["b"].node, 2))["b"] == [1, {"c": []}, 2]
    assert without(text, node, 0) == '{"b": [1, {"c": []}]}'
    assert without(text, node, 1) == '{"a": {}}'
    for odd in ('{"a" 1}', '{"a": 1 "b": 2}', '{"a": [1 2]}', "{a: 1}", "{} {}", "[" * 200, '{"a": nul}', ""):
        with pytest.raises(SinfoniaError):
            parse(odd, "x")
