from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sinfonia.errors import SinfoniaError
from sinfonia.scaffold.hook_file import COMMIT_HOOKS
from sinfonia.scaffold.hook_runners import _IDS, Runner, calls_us, covers, needs_its_name, runner_of

ROOT = Path(__file__).resolve().parents[2]
REMOTE = "repos:\n- repo: https://example.com/sinfonia\n  rev: v0.1.0\n  hooks:\n"
LOCAL = "repos:\n- repo: local\n  hooks:\n  - id: gate\n    name: gate\n    language: system\n"


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ('sinfonia-hook pre-commit "$@"', "pre-commit"),
        ('exec /opt/s/bin/sinfonia-hook commit-msg "$1"', "commit-msg"),
        ('"C:/Program Files/s/sinfonia-hook.exe" pre-push "$@"', "pre-push"),
        ("true && sinfonia-hook pre-push|tee log", "pre-push"),
        ("python -I -m sinfonia.door pre-commit", "pre-commit"),
    ],
)
def test_a_line_that_calls_the_door_is_seen_for_its_moment_only(line, moment):
    assert calls_us(line, moment)
    assert not calls_us(line, "pre-applypatch")


@pytest.mark.parametrize(
    "line",
    [
        "# sinfonia-hook pre-commit",
        "  # run sinfonia-hook pre-commit here",
        "sinfonia-hook pre-commit --select ENF-002",
        "sinfonia-hook pre-commits",
        "sinfonia-hook",
        "mysinfonia-hook pre-commit",
        "sinfonia check --staged",
        "",
    ],
)
def test_a_comment_a_look_alike_and_a_single_rule_do_not_count(line):
    assert not calls_us(line, "pre-commit")


@pytest.mark.parametrize("runner", [Runner.PRE_COMMIT, Runner.PREK])
@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("repos: []\n", ()),
        ("", ()),
        ("- just\n- a list\n", ()),
        ("repos: 3\n", ()),
        (REMOTE + "  - id: black\n", ()),
        (REMOTE + "  - id: sinfonia-secret-file\n", ()),
        (REMOTE + "  - id: sinfonia\n    args: [--select=ENF-002]\n", ()),
        (REMOTE + "  - id: sinfonia\n", ("pre-commit", "pre-merge-commit")),
        (REMOTE + "  - id: sinfonia\n    stages: [commit]\n", ("pre-commit",)),
        (REMOTE + "  - id: sinfonia-commit-msg\n  - id: sinfonia-pre-push\n", ("commit-msg", "pre-push")),
        (LOCAL + "    entry: sinfonia-hook pre-commit\n", ("pre-commit",)),
        (LOCAL + "    entry: sinfonia-hook pre-commit --select ENF-001\n", ()),
        (LOCAL + "    entry: sinfonia-hook\n    args: [commit-msg]\n    stages: [commit-msg]\n", ("commit-msg",)),
        (
            "default_stages: [pre-commit, pre-merge-commit]\n" + LOCAL + "    entry: sinfonia-hook pre-commit\n",
            ("pre-commit", "pre-merge-commit"),
        ),
    ],
)
def test_the_moments_of_a_pre_commit_configuration(tmp_path, runner, text, moments):
    (tmp_path / ".pre-commit-config.yaml").write_text(text)
    known = ("pre-commit", "pre-merge-commit", "commit-msg", "prepare-commit-msg", "pre-applypatch", "pre-push")
    assert tuple(name for name in known if covers(runner, b"", str(tmp_path), name)) == moments


@pytest.mark.parametrize(
    ("runner", "line"),
    [
        (Runner.PRE_COMMIT, b"ARGS=(hook-impl --config=ci/hooks.yaml --hook-type=pre-commit)"),
        (Runner.PRE_COMMIT, b"ARGS=(hook-impl --hook-type=pre-commit '--config=ci/hooks.yaml')"),
        (Runner.PREK, b'exec "$PREK" hook-impl --hook-type=pre-commit --config=ci/hooks.yaml -- "$@"'),
    ],
)
def test_the_configuration_that_the_hook_file_names_is_the_one_that_counts(tmp_path, runner, line):
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci" / "hooks.yaml").write_text(REMOTE + "  - id: sinfonia\n")
    assert not covers(runner, b"", str(tmp_path), "pre-commit")
    assert covers(runner, line, str(tmp_path), "pre-commit")


def test_prek_also_reads_toml(tmp_path):
    (tmp_path / "prek.toml").write_text('[[repos]]\nrepo = "https://example.com/s"\nhooks = [{ id = "sinfonia" }]\n')
    assert covers(Runner.PREK, b"", str(tmp_path), "pre-commit")
    assert not covers(Runner.PRE_COMMIT, b"", str(tmp_path), "pre-commit")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lefthook.yml", "pre-push:\n  commands:\n    s:\n      run: sinfonia-hook pre-push {0}\n"),
        (".lefthook.yaml", "pre-push:\n  jobs:\n  - run: sinfonia-hook pre-push {0}\n    use_stdin: true\n"),
        (".config/lefthook.toml", '[pre-push.commands.s]\nrun = "sinfonia-hook pre-push"\n'),
        ("lefthook-local.json", '{"pre-push": {"commands": {"s": {"run": "sinfonia-hook pre-push"}}}}'),
    ],
)
def test_the_moments_of_a_lefthook_configuration(tmp_path, name, text):
    assert not covers(Runner.LEFTHOOK, b"", str(tmp_path), "pre-push")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    assert covers(Runner.LEFTHOOK, b"", str(tmp_path), "pre-push")
    assert not covers(Runner.LEFTHOOK, b"", str(tmp_path), "pre-commit")


@pytest.mark.parametrize(
    ("name", "text"), [(".pre-commit-config.yaml", "repos: [\n"), ("prek.toml", "= 1\n"), ("prek.toml", b"\xff")]
)
def test_a_broken_configuration_is_named(tmp_path, name, text):
    (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(SinfoniaError, match=name):
        covers(Runner.PREK, b"", str(tmp_path), "pre-commit")


@pytest.mark.parametrize(
    ("text", "runner"),
    [
        (b"#!/bin/sh\necho hi\n", None),
        (b"# File generated by pre-commit: https://pre-commit.com\n", Runner.PRE_COMMIT),
        (b"# File generated by prek: https://github.com/j178/prek\n", Runner.PREK),
        (b'call_lefthook run "pre-commit" "$@"\n', Runner.LEFTHOOK),
        (b'#!/bin/sh\nexec sinfonia-hook pre-commit "$@"\n', Runner.ITSELF),
        (b"#!/bin/sh\nexec sinfonia-hook pre-push\n", None),
    ],
)
def test_a_hook_file_is_known_by_what_its_program_writes(text, runner):
    assert runner_of(text, "pre-commit") is runner


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (b'hookName=`basename "$0"`\n', True),
        (b"hook_type = File.basename($0)\n", True),
        (b"hook=${0##*/}\n", True),
        (b"name = os.path.basename(sys.argv[0])\n", True),
        (b'HERE="$(cd "$(dirname "$0")" && pwd)"\n', False),
        (b'branch=$(basename "$1")\n', False),
        (b"echo hi\n", False),
    ],
)
def test_a_hook_that_asks_for_its_own_name_is_seen(text, fixed):
    assert needs_its_name(text) is fixed


def test_the_ids_that_judge_everything_are_those_of_the_manifest():
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_bytes())
    whole = {hook["id"]: tuple(hook["stages"]) for hook in offered if "--select" not in hook["entry"]}
    assert whole == _IDS


@pytest.mark.parametrize("moment", COMMIT_HOOKS)
def test_the_documented_lefthook_snippet_covers_every_moment(tmp_path, moment):
    (tmp_path / "lefthook.yml").write_bytes((ROOT / "docs" / "snippets" / "lefthook.yml").read_bytes())
    assert covers(Runner.LEFTHOOK, b"", str(tmp_path), moment)


def test_the_documented_husky_snippet_is_seen():
    assert calls_us((ROOT / "docs" / "snippets" / "husky-pre-commit").read_text(), "pre-commit")
