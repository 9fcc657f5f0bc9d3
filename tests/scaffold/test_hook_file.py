from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sinfonia.scaffold.hook_file import COMMIT_HOOKS, MARKER, SERVER_HOOKS, hook_text, is_ours, is_sealed

ROOT = str(Path(__file__).resolve().parents[2])
PORTABLE = (*COMMIT_HOOKS, *SERVER_HOOKS, "update")


@pytest.mark.parametrize("name", COMMIT_HOOKS)
def test_a_hook_names_its_interpreter_and_its_moment(name):
    text = hook_text(name, "/usr/bin/python3", "/opt/lib").decode()
    assert text.split("\n")[1] == MARKER
    assert '-I -S -c \'import sys; sys.path.append("/opt/lib"); ' in text
    assert f'sys.exit(main())\' {name} "$@"' in text


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"exit 1", b"exit 0"),
        lambda text: text + b"echo more\n",
        lambda text: text.replace(b"#!/bin/sh", b"#!/bin/dash"),
        lambda text: b"\n".join(line for line in text.split(b"\n") if b"seal" not in line),
    ],
)
def test_an_edited_hook_is_ours_but_not_sealed(change):
    text = hook_text("pre-commit", "/usr/bin/python3", "/opt/lib")
    assert is_sealed(text)
    assert is_ours(change(text))
    assert not is_sealed(change(text))


@pytest.mark.parametrize("foreign", [b"", b"#!/bin/sh\necho hi\n", b"#!/bin/sh\n\n\n\n" + MARKER.encode(), b"\xff\x00"])
def test_a_foreign_hook_is_not_ours(foreign):
    assert not is_ours(foreign)
    assert not is_sealed(foreign)


def test_a_hook_of_an_older_version_is_still_known_as_ours():
    text = hook_text("pre-commit", "/usr/bin/python3", "/opt/lib").replace(b"version 1", b"version 0")
    assert is_ours(text)


def _run(tmp_path, text: bytes, *args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    hook = tmp_path / "pre-commit"
    hook.write_bytes(text)
    hook.chmod(0o755)
    return subprocess.run([str(hook), *args], input=stdin, capture_output=True, check=False, cwd=tmp_path)


@pytest.mark.parametrize(
    "folder", ["plain", "two words", "it's", 'a "quoted" one', "both ' and \"", "$HOME `id` \\n", "é😀", "line\nend"]
)
def test_every_path_reaches_the_interpreter_as_it_is(tmp_path, folder):
    place = tmp_path / folder
    (place / "sinfonia").mkdir(parents=True)
    (place / "sinfonia" / "__init__.py").touch()
    (place / "sinfonia" / "door.py").write_text("import sys\ndef main():\n    print(sys.argv[1:])\n    return 7\n")
    python = place / "python"
    python.symlink_to(sys.executable)
    done = _run(tmp_path, hook_text("pre-commit", str(python), str(place)), "a b", "c'")
    assert (done.returncode, done.stderr) == (7, b"")
    assert done.stdout.decode().strip() == str(["pre-commit", "a b", "c'"])


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are text there")
def test_a_path_that_is_not_utf_8_reaches_the_interpreter(tmp_path):
    place = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")
    os.makedirs(os.path.join(place, "sinfonia"))
    with open(os.path.join(place, "sinfonia", "door.py"), "w") as file:
        file.write("main = lambda: 7\n")
    assert _run(tmp_path, hook_text("pre-commit", sys.executable, place)).returncode == 7


@pytest.mark.parametrize(
    ("python", "parent", "gone"),
    [("/nowhere/python", ROOT, "/nowhere/python"), (sys.executable, "/nowhere", "/nowhere/sinfonia/door.py")],
)
def test_what_is_gone_is_one_clear_line_and_a_refusal(tmp_path, python, parent, gone):
    done = _run(tmp_path, hook_text("pre-commit", python, parent))
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode() == (
        f"sinfonia: {gone} is gone, so pre-commit cannot judge; install Sinfonia again and type: sinfonia install\n"
    )


def test_windows_paths_are_written_with_forward_slashes(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    text = hook_text("pre-commit", r"C:\Program Files\Python\python.exe", r"C:\Users\Ana\lib").decode()
    assert "python='C:/Program Files/Python/python.exe'\n" in text
    assert 'sys.path.append("C:/Users/Ana/lib")' in text


@pytest.mark.parametrize("name", PORTABLE)
def test_a_portable_hook_refuses_without_sinfonia_and_calls_it_when_there(tmp_path, name):
    hook = os.path.join(ROOT, "hooks", name)
    assert os.access(hook, os.X_OK)
    without = subprocess.run(["/bin/sh", hook], env={"PATH": "/nowhere"}, capture_output=True, check=False)
    assert without.returncode == 1
    assert without.stderr.count(b"\n") == 1
    assert b"sinfonia-hook is not on PATH" in without.stderr
    door = tmp_path / "sinfonia-hook"
    door.write_text('#!/bin/sh\necho "$@"\nexit 5\n')
    door.chmod(0o755)
    there = subprocess.run(
        ["/bin/sh", hook, "a b"], env={"PATH": str(tmp_path)}, capture_output=True, check=False, text=True
    )
    assert (there.returncode, there.stdout) == (5, f"{name} a b\n")


def test_there_is_a_portable_hook_for_every_git_name_of_the_door_and_no_other():
    assert sorted(os.listdir(os.path.join(ROOT, "hooks"))) == sorted(PORTABLE)
