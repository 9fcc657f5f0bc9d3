from __future__ import annotations

import subprocess
import sys

import pytest

from sinfonia.shell.analysis import analyse

CASES = [
    ("sudo -u root env A=1 ls -l", ["sudo", "env", "ls"]),
    ("bash -c 'a; b'", ["bash", "a", "b"]),
    ("x=ls; $x -l", ["ls"]),
    ("echo hi > f.txt", ["echo", ""]),
    ("a | b && c || d; e &", ["a", "b", "c", "d", "e"]),
    ("echo 'a; b'", ["echo"]),
    ("for f in a b; do use $f; done", ["use", "use"]),
    ("cat <<'EOF'\nls\nEOF", ["cat"]),
    ("sh <<'EOF'\nls\nEOF", ["sh", "ls"]),
    ("find . -exec ls {} \\;", ["find", "ls"]),
    ("echo a b | xargs -n1 ls", ["echo", "xargs", "ls"]),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_the_simple_commands_come_in_the_order_of_running(text, names):
    assert [simple.name for simple in analyse(text, cwd="/w", root="/w", home="/h").simples] == names


def test_a_nested_command_says_what_it_runs_through():
    *_, last = analyse("sudo bash -c 'timeout 5 ls'", cwd="/w", root="/w", home="/h").simples
    assert last.via == ("sudo", "bash -c", "timeout")


def test_a_command_knows_its_folder_input_and_line():
    *_, last = analyse("cd src\ncat <<< hello", cwd="/w", root="/w", home="/h").simples
    assert (last.cwd, last.stdin.text, last.line) == ("/w/src", "hello\n", 2)


def test_the_rules_load_no_parser_before_there_is_a_command():
    code = (
        "import sys; import sinfonia.rules.enf_005_unsafe_shell, sinfonia.rules.enf_011_hook_bypass;"
        "print(sorted({'tree_sitter', 're', 'ast', 'json', 'typing'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
