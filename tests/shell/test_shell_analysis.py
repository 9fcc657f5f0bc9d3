from __future__ import annotations

import subprocess
import sys

import pytest

from sinfonia.shell.analysis import analyse
from sinfonia.shell.transfers import curl, wget
from sinfonia.shell.word import Word

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


# Long options that take a value, by the manuals of curl and wget: the word behind one is no address.
OF_CURL = (
    "output", "data", "data-binary", "data-raw", "data-urlencode", "data-ascii", "form", "form-string", "header",
    "user", "user-agent", "request", "upload-file", "cookie", "cookie-jar", "cacert", "cert", "key", "proxy",
    "proxy-header", "max-time", "connect-timeout", "retry", "referer", "range", "write-out", "config", "dump-header",
    "output-dir", "json", "resolve", "connect-to", "retry-delay", "retry-max-time", "netrc-file", "capath",
)  # fmt: skip
OF_WGET = (
    "output-document", "post-file", "post-data", "body-file", "body-data", "header", "user-agent", "tries", "timeout",
    "directory-prefix", "input-file", "user", "password", "method", "output-file", "load-cookies", "ca-certificate",
    "private-key", "certificate", "wait", "execute", "referer",
)  # fmt: skip


@pytest.mark.parametrize(("read", "names"), [(curl, OF_CURL), (wget, OF_WGET)], ids=["curl", "wget"])
def test_the_value_of_an_option_is_no_address(read, names):
    def operands(*texts):
        return [word.text for word in read(tuple(map(Word, texts))).operands]

    assert [name for name in names if operands(f"--{name}", "5", "x.example") != ["x.example"]] == []
    assert operands("--silent", "5", "x.example") == ["5", "x.example"]
