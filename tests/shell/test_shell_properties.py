from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinfonia.rules.unsafe_shell.judge import judge_command
from sinfonia.shell.analysis import analyse

PLACE = {"cwd": "/w/p", "root": "/w/p", "home": "/home/x"}


def quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


wrappers = st.sampled_from(
    [
        lambda c: f"sudo {c}",
        lambda c: f"env A=1 {c}",
        lambda c: f"timeout 5 {c}",
        lambda c: f"nice -n 5 {c}",
        lambda c: f"nohup {c} &",
        lambda c: f"bash -c {quoted(c)}",
        lambda c: f"eval {quoted(c)}",
        lambda c: f"echo $({c})",
        lambda c: f"true && {c}",
        lambda c: f"({c})",
        lambda c: f"if x; then {c}; fi",
        lambda c: f"sh <<'END{len(c)}'\n{c}\nEND{len(c)}\n",
        lambda c: f"printf '%s' {quoted(c)} | sh",
        lambda c: f"f() {{ {c}\n}}; f",
        lambda c: f"trap {quoted(c)} EXIT",
    ]
)
first_wrappers = st.sampled_from([lambda c: c, lambda c: f"sudo {c}", lambda c: f"setsid {c}", lambda c: f"xargs {c}"])
commands = st.sampled_from(["rm -rf /", "git reset --hard", "dd if=x of=/dev/sda", "git push --force"])
shellish = st.text(alphabet="abrm -/'\"`$(){}[]<>|&;\\\n*?~=#!EOFgit", max_size=200)
plain_wrappers = frozenset(("sudo", "env", "timeout", "nice", "nohup"))


@given(commands, st.lists(wrappers, max_size=3), first_wrappers)
@settings(max_examples=150, deadline=None)
def test_a_refused_command_stays_refused_in_any_wrapper(command, outer, inner):
    text = inner(command)
    for wrap in outer:
        wrapped = wrap(text)
        if wrapped.split(" ", 1)[0] in plain_wrappers and text.split(" ", 1)[0] in ("true", "(", "if", "f()"):
            continue  # a wrapper takes a simple command
        if wrapped.split(" ", 1)[0] in plain_wrappers and text[:1] in "(e" and not text.startswith(("env", "echo")):
            continue
        if text.endswith("&") and not wrapped.startswith(("bash", "eval", "trap", "sh", "printf")):
            continue
        text = wrapped
    assert judge_command(text, **PLACE), text


@given(st.one_of(st.text(max_size=300), shellish))
@settings(max_examples=300, deadline=None)
def test_any_text_is_judged_without_an_error(text):
    assert analyse(text, **PLACE).text == text
    judge_command(text, **PLACE)


HOSTILE = {
    "parentheses": "(" * 1000 + "rm -rf /" + ")" * 1000,
    "substitutions": "echo " + "$(" * 1000 + "x" + ")" * 1000,
    "defaults": "echo " + "${a:-" * 1000 + "x" + "}" * 1000,
    "braces": "echo " + "{a,b}" * 30,
    "doubling": "x=aaaaaaaaaaaaaaaaaaaa;" + "x=$x$x;" * 40,
    "wrappers": "sudo " * 5000 + "rm -rf /",
    "lines": "git status\n" * 9000,
    "words": "echo " + "a " * 50000,
    "garbage": "'\"$(`{[(" * 12000,
    "loops": "for a in {1..200}; do for b in {1..200}; do for c in {1..200}; do x; done; done; done",
    "recursion": "f(){ f; f; f; f; }; f",
    "pipes": "a|" * 10_000,
    "pipes of a nested shell": "bash -c '" + "a|" * 10_000 + "'",
    "locks": "flock a " * 9000,
    "mounts": "docker run " + "-v a:b " * 9000 + "c " + "b " * 9000,
    "inputs": "parallel " + "a " * 20_000 + ":::" + " b" * 20_000,
    "forks of a script": "node -e '" + "fork " * 9000 + "'",
    "loops of a Python text": "python3 -c 'a=[1,2,3,4]\n"
    + "".join(" " * depth + f"for v{depth} in a:\n" for depth in range(15))
    + " " * 15
    + "open(v1)'",
    "functions of a Python text": "python3 -c '"
    + "\n".join(f"def f{n}(x): f{n + 1}(x); f{n + 1}(x)" for n in range(30))
    + "\nf0(1)'",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_quickly(name):
    start = time.monotonic()
    judge_command(HOSTILE[name], **PLACE)
    assert time.monotonic() - start < 5


def test_a_text_that_is_too_deep_is_refused_and_says_so():
    command = analyse("sudo " * 400 + "true", **PLACE)
    assert command.limit == "depth"
    assert judge_command("sudo " * 400 + "true", **PLACE)[-1].family == "unverified"


def test_pipes_inside_of_a_document_do_not_count():
    table = "| a | b |\n" * 900
    assert not analyse(f"cat > t.md <<'EOF'\n{table}EOF\n", **PLACE).limit
    assert analyse("a|" * 1600, **PLACE).limit == "length"


def test_text_that_is_not_shell_is_judged_by_its_words_and_says_so():
    assert analyse("if then ( rm -rf / 'x\" ((", **PLACE).by_tokens
    assert not analyse("rm -rf /", **PLACE).by_tokens


def test_characters_that_end_the_grammars_scanner_are_kept_from_it():
    code = (
        "import random; from sinfonia.shell.analysis import analyse; r = random.Random(2)\n"
        "for _ in range(1500):\n"
        " text = ''.join(r.choice('a {}()$!*' + chr(r.randint(128, 0x10FFFF)) * 4) for _ in range(12))\n"
        " analyse(text, cwd='/w', root='/w', home='/h')"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_text_beyond_ascii_comes_out_of_the_parser_as_it_went_in():
    *_, last = analyse("touch 'résumé 🌍'.txt", **PLACE).simples
    assert last.texts == ("résumé 🌍.txt",)
