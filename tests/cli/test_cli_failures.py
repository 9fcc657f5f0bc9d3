"""A failure under `--format json`: a document on standard output, the same for people on standard error."""

from __future__ import annotations

import json

import click
import jsonschema
import pytest
from ship import begin, build

from sinfonia.cli import COMMANDS, failed, group
from sinfonia.cli.failure import asks_for_json
from sinfonia.errors import ConfigError


def _forms(name: str) -> bool:
    """Tell whether a command has `--format` with JSON among its forms."""
    command = group.get_command(click.Context(group), name)
    return any("--format" in param.opts and "json" in param.type.choices for param in command.params)


WITH_JSON = [name for name in COMMANDS if _forms(name)]


@pytest.fixture
def schema(cli):
    return json.loads(cli("schema", "error").out)


@pytest.mark.parametrize("name", WITH_JSON)
def test_every_command_with_json_gives_its_failure_as_a_document(cli, schema, name):
    answer = cli(name, "--format", "json", "--no-such-option")
    jsonschema.validate(answer.document, schema)
    assert (answer.code, answer.document["exit"]) == (2, 2)
    assert answer.document["error"] == "there is no option `--no-such-option`"
    assert answer.err.startswith("error: there is no option `--no-such-option`\n")


@pytest.mark.parametrize("name", ["status", "verify", "init", "rules"])
def test_without_json_a_failure_leaves_standard_output_empty(cli, name):
    answer = cli(name, "--no-such-option")
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize(
    ("args", "code", "failure"),
    [
        (("status", "nope"), 2, ("there is no session `nope`", "`sinfonia list` shows the sessions")),
        (("show", "nope"), 2, ("nothing begins with `nope` in session `cart`", "sinfonia show")),
        (("approve", "zzz"), 1, ("session `cart` has no step and no envelope `zzz`", "the current step is 1 `note`")),
        (("dispatch",), 1, ("step `note` has gate `none`: it is not handed to anybody", "sinfonia advance")),
        (("return", "--file", "nope.md"), 2, ("cannot use `nope.md`: no such file or directory", None)),
        (("start", "shop", "--goal", "x"), 2, ("there is no workflow `shop`", "did you mean `ship`?")),
    ],
)
def test_what_is_wrong_and_what_to_type_are_keys_of_their_own(cli, repo, schema, args, code, failure):
    begin(repo, cli)
    answer = cli(*args, "--format=json")
    jsonschema.validate(answer.document, schema)
    assert (answer.code, answer.document["exit"]) == (code, code)
    assert (answer.document["error"], answer.document["hint"]) == failure
    assert failure[0] in answer.err


def test_a_refusal_by_a_gate_has_the_gates_too(cli, repo, schema):
    build(repo, cli)
    answer = cli("advance", "--format", "json")
    jsonschema.validate(answer.document, schema)
    assert (answer.code, answer.document["exit"]) == (1, 1)
    assert [gate["name"] for gate in answer.document["open_gates"]] == ["approval"]
    assert answer.err.startswith("no: step `approval` cannot be closed\n")


def test_a_text_that_disagrees_is_told_as_a_document(cli, repo, schema, monkeypatch):
    begin(repo, cli)
    block = cli("context").out
    (repo.path / "block.txt").write_text(block.replace("created", "complete"))
    answer = cli("resume", "--from-text", "block.txt", "--format", "json")
    jsonschema.validate(answer.document, schema)
    assert (answer.code, answer.document["error"]) == (1, "the text disagrees with workflow.md")
    (repo.path / "block.txt").write_text(block)
    assert cli("resume", "--from-text", "block.txt", "--format", "json").document["session"] == "cart"


def test_a_bug_of_ours_is_a_document_too(schema, capfd):
    code = failed(RuntimeError("secret"), ["status", "--format", "json"])
    document = json.loads(capfd.readouterr().out)
    jsonschema.validate(document, schema)
    assert (code, document["exit"], document["error"]) == (3, 3, "a bug in Sinfonia: RuntimeError")


def test_a_document_masks_what_a_configuration_quotes(capsys):
    token = "ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"
    failed(ConfigError(f"config.yaml:1: `token: {token}` is no setting"), ["check", "--format", "json"])
    assert token not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "asked"),
    [
        ([], False),
        (["status", "--format"], False),
        (["status", "--format", "text"], False),
        (["status", "--format", "json", "--format", "text"], False),
        (["check", "--format=sarif"], False),
        (["approve", "--", "--format", "json"], False),
        (["status", "--format", "json"], True),
        (["-C", "x", "status", "--format=json"], True),
    ],
)
def test_only_a_command_line_that_asks_for_json_gets_it(args, asked):
    assert asks_for_json(args) is asked
