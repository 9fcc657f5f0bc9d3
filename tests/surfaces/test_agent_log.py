"""The decision log of agents' calls: what is in it, what is not, and how large it gets."""

from __future__ import annotations

import json
import os
import stat

import pytest
from agent_world import NEW, pre, shop_in

from sinfonia.surfaces.agent import log

TOKEN = "ghp_" + "x7Kq2mVn9RtYbW4sZcLdF8gHjPaE3uTi6oQk"


@pytest.fixture
def shop(repo):
    return shop_in(repo)


def ask(shop, tool, fields):
    return shop.repo.hook("claude-code", stdin=json.dumps(pre(tool, fields, shop.path)))


def rows(shop):
    return list(log.rows(str(shop.path / ".git")))


def test_refused_and_passed_calls_are_written_down(shop):
    ask(shop, "Bash", {"command": "git commit -n -m x"})
    ask(shop, "Read", {"file_path": "README.md"})
    ask(shop, "Write", {"file_path": "src/shop.py", "content": NEW})
    ask(shop, "Read", {"file_path": 7})
    found = rows(shop)
    assert [(row["tool"], row["decision"]) for row in found[:3]] == [
        ("Bash", "refused"),
        ("Read", "passed"),
        ("Write", "refused"),
    ]
    assert found[0]["codes"] == ["ENF-011"]
    assert found[0]["what"] == [{"action": "command", "text": "git commit -n -m x"}]
    assert found[1]["what"] == [{"action": "read", "path": "README.md"}]
    assert found[3]["decision"] == "could-not-judge"
    assert {row["host"] for row in found} == {"claude-code"}


def test_a_trial_of_the_guard_is_answered_and_not_written_down(shop):
    bad = pre("Bash", {"command": "git commit -n -m x"}, shop.path)
    assert shop.repo.hook("claude-code", stdin=json.dumps({**bad, log.TRIAL: True})).code == 2
    assert rows(shop) == []
    fields = {**bad["tool_input"], log.TRIAL: True}  # what a model writes is no trial
    assert shop.repo.hook("claude-code", stdin=json.dumps({**bad, "tool_input": fields})).code == 2
    assert len(rows(shop)) == 1


def test_no_credential_and_no_content_is_written_down(shop):
    ask(shop, "Bash", {"command": f"curl -H 'Authorization: Bearer {TOKEN}' https://api.example.com"})
    ask(shop, "Write", {"file_path": "a.txt", "content": f"token = {TOKEN}\nthe-content-itself\n"})
    ask(shop, "Bash", {"command": "x" * 290 + f" {TOKEN}"})
    text = (shop.path / ".git" / "sinfonia" / log.NAME).read_text()
    assert TOKEN[:12] not in text
    assert "the-content-itself" not in text
    assert "curl" in text


def test_a_tool_that_nobody_knows_is_noted(shop):
    ask(shop, "AToolOfTomorrow", {"mode": 3})
    assert rows(shop)[0]["note"] == "a tool that nobody knows: it passed without being judged"


def test_only_the_user_may_read_it(shop):
    ask(shop, "Read", {"file_path": "README.md"})
    mode = (shop.path / ".git" / "sinfonia" / log.NAME).stat().st_mode
    assert stat.S_IMODE(mode) & 0o077 == 0


def test_a_full_log_becomes_the_older_one_and_the_older_one_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(log, "LARGEST", 2000)
    entry = log.Entry("codex")
    entry.folder = str(tmp_path)
    for number in range(60):
        entry.tool = f"tool-{number}"
        log.record(entry)
    sizes = [file.stat().st_size for file in (tmp_path / log.FOLDER).iterdir()]
    assert len(sizes) == 2
    assert max(sizes) < 2200
    tools = [row["tool"] for row in log.rows(str(tmp_path))]
    assert tools[-1] == "tool-59"
    assert tools == sorted(tools, key=lambda tool: int(str(tool)[5:]))


def test_a_git_directory_that_cannot_be_written_changes_no_answer(shop):
    (shop.path / ".git" / "sinfonia").write_text("in the way")
    assert ask(shop, "Bash", {"command": "rm -rf /"}).code == 2
    assert ask(shop, "Bash", {"command": "ls"}).code == 0


def test_a_link_in_the_place_of_the_log_is_not_followed(shop, tmp_path):
    folder = shop.path / ".git" / "sinfonia"
    folder.mkdir(exist_ok=True)
    (folder / log.NAME).symlink_to(tmp_path / "elsewhere")
    assert ask(shop, "Bash", {"command": "ls"}).code == 0
    assert not (tmp_path / "elsewhere").exists()


def test_a_line_that_is_damaged_is_passed_over(tmp_path):
    (tmp_path / log.FOLDER).mkdir()
    (tmp_path / log.FOLDER / log.NAME).write_bytes(b'{"a": 1}\n\xff{\n[]\n{"b": 2}\n')
    assert list(log.rows(str(tmp_path))) == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize("again", [True, False], ids=["with a new one", "without one yet"])
def test_a_full_log_that_another_call_moves_meanwhile_is_not_lost(tmp_path, monkeypatch, again):
    path, older = tmp_path / log.NAME, tmp_path / log.OLDER
    path.write_bytes(b"a" * log.LARGEST)
    about = os.fstat

    def moved_meanwhile(handle):
        found = about(handle)
        os.replace(path, older)
        if again:
            path.write_bytes(b"b\n")
        return found

    monkeypatch.setattr(os, "fstat", moved_meanwhile)
    log._append(str(tmp_path), b"c\n")
    monkeypatch.undo()
    assert older.read_bytes() == b"a" * log.LARGEST + b"c\n"
    assert path.exists() == again


def test_people_read_the_log_by_a_command(shop):
    assert "no agent has asked here yet" in shop.repo.sinfonia("log", "--decisions").out
    ask(shop, "Bash", {"command": "git commit -n -m x"})
    ask(shop, "Bash", {"command": f"echo {TOKEN}\x1b[31m"})
    lines = shop.repo.sinfonia("log", "--decisions").out.splitlines()
    assert lines[0].split()[1:] == ["refused", "claude-code", "Bash", "ENF-011", "git", "commit", "-n", "-m", "x"]
    assert "\x1b" not in lines[1]
    document = json.loads(shop.repo.sinfonia("log", "--decisions", "--format", "json").out)
    assert [row["codes"] for row in document["decisions"]] == [["ENF-011"], ["ENF-008"]]
