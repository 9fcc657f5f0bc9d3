"""What every command has in common: it resolves, helps, names the nearest word and completes."""

import json
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

import click
import jsonschema
import pytest

from sinfonia import __version__
from sinfonia.cli import COMMANDS, group
from sinfonia.door import AGENT, HOOKS, USAGE

FORMATS = "one of text, concise, json, sarif, github, gitlab"
SCRIPTS = Path(sys.executable).parent


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_resolves_and_is_listed_with_its_own_summary(name):
    command = import_module(f"sinfonia.cli.{name}").command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert COMMANDS[name].endswith(".")


def test_every_module_that_has_a_command_is_listed():
    folder = Path(import_module("sinfonia.cli").__file__).parent
    having = {path.stem for path in folder.glob("*.py") if "@click.command(" in path.read_text()}
    assert having == set(COMMANDS)


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_resolves(name):
    module, function = HOOKS[name]
    surface = import_module(f"sinfonia.surfaces.{module}")
    assert callable(surface.read if function == AGENT else getattr(surface, function))
    assert name in USAGE


@pytest.mark.parametrize("script", ["sinfonia", "sinfonia-hook"])
def test_a_console_script_resolves(script):
    (found,) = entry_points(group="console_scripts", name=script)
    assert callable(found.load())


@pytest.mark.parametrize("name", ["", *COMMANDS])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_fits_eighty_columns_and_has_two_examples(cli, name, flag):
    answer = cli(*filter(None, [name]), flag)
    assert (answer.code, answer.err) == (0, "")
    examples = answer.out.partition("Examples:\n")[2].splitlines()
    assert max(map(len, answer.out.splitlines())) <= 80
    assert len(examples) >= 2
    assert all(f"sinfonia {name}".rstrip() in line for line in examples)


def test_every_option_says_what_it_does():
    ctx = click.Context(group)
    for name in COMMANDS:
        for param in group.get_command(ctx, name).params:
            assert isinstance(param, click.Argument) or param.help, f"{name} {param.name}"


def test_help_of_the_machines_door_fits_and_has_two_examples():
    assert max(map(len, USAGE.splitlines())) <= 80
    assert USAGE.partition("examples:\n")[2].count("  sinfonia-hook ") == 2


@pytest.mark.parametrize("flag", ["--version", "-V"])
@pytest.mark.parametrize("script", ["sinfonia", "sinfonia-hook"])
def test_the_version_is_one_line(repo, script, flag):
    answer = repo.run(SCRIPTS / script, flag)
    assert (answer.code, answer.out, answer.err) == (0, f"sinfonia/{__version__}\n", "")


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version_stands_also_behind_another_option(cli, repo, flag):
    assert cli("-C", repo.path, flag).out == f"sinfonia/{__version__}\n"


def test_without_a_command_the_help_is_shown_and_the_answer_is_no_yes(cli):
    answer = cli()
    assert (answer.code, answer.out) == (2, "")
    assert "Commands:" in answer.err


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (["chek"], "there is no command `chek`", "did you mean `check`?"),
        (["zzz"], "there is no command `zzz`", "`sinfonia --help` lists them"),
        (["check", "--stagd"], "there is no option `--stagd`", "did you mean `--staged`?"),
        (["check", "--zzz"], "there is no option `--zzz`", "sinfonia check --help"),
        (["check", "--format", "jsn"], "`jsn` is no value for `--format`", "did you mean `json`?"),
        (["rules", "--format", "zzz"], "`zzz` is no value for `--format`", "one of text, json"),
        (["schema", "chck"], "`chck` is no value for NAME", "did you mean `check`?"),
        (["schema"], "NAME is missing", "one of check, config, error"),
        (["completion", "tcsh"], "`tcsh` is no value for SHELL", "one of bash, zsh, fish"),
        (["check", "extra"], "got unexpected extra argument (extra)", "sinfonia check --help"),
        (["check", "--select"], "`--select` needs a value", ""),
    ],
)
def test_a_mistyped_word_names_the_nearest(cli, args, message, hint):
    answer = cli(*args)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"error: {message}\n" + (f" hint: {hint}\n" if hint else "")


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (["pre-comit"], "there is no hook `pre-comit`", "did you mean `pre-commit`?"),
        (
            ["pre-commit", "--selct", "x"],
            "there is no option `--selct`",
            "options: --color, --format, --ignore, --select",
        ),
        (["pre-commit", "--select"], "`--select` needs a value", ""),
        (["pre-commit", "--format", "jsn"], "`jsn` is no value for `--format`", FORMATS),
        (["pre-commit", "--color=yes"], "`yes` is no value for `--color`", "one of auto, always, never"),
    ],
)
def test_a_mistyped_word_at_the_machines_door_too(repo, args, message, hint):
    answer = repo.hook(*args)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"error: {message}\n" + (f" hint: {hint}\n" if hint else "")


@pytest.mark.parametrize("name", ["check", "config", "error"])
def test_a_schema_is_a_json_schema(cli, name):
    schema = cli("schema", name).document
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"].startswith("https://json-schema.org/draft/2020-12/")


@pytest.mark.parametrize(
    "args", [["rules"], ["explain", "ENF-001"], ["explain", "--path", "x"], ["baseline"], ["check"]]
)
def test_a_json_answer_has_the_form_of_all(cli, repo, args):
    repo.commit({"README.md": "# x\n"}, "Begin")
    document = cli(*args, "--format", "json").document
    assert document["version"] == 1
    assert isinstance(document["next_steps"], list)
    assert isinstance(document["diagnostics"], list)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ch"], {"check"}),
        (["check", "--fr"], {"--from"}),
        (["check", "--format", "s"], {"sarif"}),
        (["schema", ""], {"check", "config", "error"}),
        (["-"], {"-V", "-C", "-h", "--version", "--help"}),
    ],
)
def test_the_completion_of_bash_completes(repo, words, expected):
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    line = " ".join(f"'{word}'" for word in ["sinfonia", *words])
    script = (
        f"source <(sinfonia completion bash)\nCOMP_WORDS=({line})\nCOMP_CWORD={len(words)}\n"
        'complete -p sinfonia >/dev/null && _sinfonia_completion sinfonia\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    answer = repo.run(bash, "-c", script)
    assert (answer.code, answer.err) == (0, "")
    assert expected <= set(answer.out.split())
    if words != ["-"]:
        assert set(answer.out.split()) == expected


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_completion_of_other_shells_is_accepted_by_them(cli, shell):
    script = cli("completion", shell).out
    assert "_SINFONIA_COMPLETE" in script
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=script.encode(), check=True)


def test_progress_is_shown_only_where_a_person_watches(monkeypatch, capsys):
    from sinfonia.cli import progress

    ticks = iter(range(100))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(ticks))
    with progress.Progress() as quiet:
        quiet(1)
        quiet(2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress.Progress() as told:
        told(1)
        told(2)
    assert capsys.readouterr().err == "\r\x1b[Ksinfonia: 2 commits judged\r\x1b[K"


def test_json_is_ascii_for_a_path_that_is_not_utf8(cli, repo):
    repo.commit({"README.md": "# x\n"}, "Begin")
    document = cli("explain", "--path", "caf\udce9.py", "--format", "json")
    assert document.out.isascii()
    assert json.loads(document.out)["path"]
