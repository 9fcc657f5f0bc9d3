"""The action, the workflows and the templates: no injection, least permissions, and documented."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
GUIDE = (ROOT / "docs" / "guides" / "ci.md").read_text(encoding="utf-8")
SERVER = (ROOT / "docs" / "guides" / "server.md").read_text(encoding="utf-8")
SNIPPETS = ROOT / "docs" / "snippets"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def guide_workflow():
    block = GUIDE.partition("```yaml\n")[2].partition("```")[0]
    return yaml.safe_load(block)


def workflows():
    loaded = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in WORKFLOWS}
    return {**loaded, "ci.md": guide_workflow()}


def steps():
    found = [("action.yml", step) for step in ACTION["runs"]["steps"]]
    for name, workflow in workflows().items():
        found += [(name, step) for job in workflow["jobs"].values() for step in job["steps"]]
    return found


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


@pytest.mark.parametrize(("name", "step"), steps())
def test_no_expression_stands_in_a_script(name, step):
    assert "${{" not in step.get("run", ""), name


@pytest.mark.parametrize(("name", "step"), steps())
def test_every_used_action_names_a_version(name, step):
    used = step.get("uses", "./")
    assert used == "./" or used.rpartition("@")[2].startswith("v"), name


@pytest.mark.parametrize("name", sorted(workflows()))
def test_a_workflow_has_the_least_permissions(name):
    workflow = workflows()[name]
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}
    events = workflow[True]  # YAML 1.1 reads `on` as true
    assert "pull_request_target" not in events
    assert {"pull_request", "merge_group"} <= set(events)


def test_our_own_workflow_tests_every_python_on_every_system_and_runs_our_action():
    jobs = workflows()["ci.yml"]["jobs"]
    matrix = jobs["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert [name.partition("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]
    assert {"uses": "./"} in jobs["policy"]["steps"]


@pytest.mark.parametrize("name", ACTION["inputs"])
def test_an_input_is_used_and_documented(name):
    assert any(f"inputs.{name}" in text for text in strings(ACTION["runs"])), name
    row = next(line for line in GUIDE.splitlines() if line.startswith("| ") and f"`{name}`" in line.split("|")[1])
    default = ACTION["inputs"][name]["default"]
    assert not default or f"`{default}`" in row
    assert isinstance(default, str)


@pytest.mark.parametrize("name", ACTION["outputs"])
def test_an_output_is_set_and_documented(name):
    assert ACTION["outputs"][name]["value"] == f"${{{{ steps.check.outputs.{name} }}}}"
    assert f"{name}=" in next(step for step in ACTION["runs"]["steps"] if step.get("id") == "check")["run"]
    assert any(line.startswith("| ") and f"`{name}`" in line.split("|")[1] for line in GUIDE.splitlines())


def test_the_verdict_is_the_last_step_of_the_action():
    *_others, upload, verdict = ACTION["runs"]["steps"]
    assert upload["uses"].startswith("github/codeql-action/upload-sarif@")
    assert "head.repo.fork" in upload["if"]
    assert verdict["run"] == 'exit "${CODE:-3}"'


FAKE = """#!{python} -I
import json, os, subprocess, sys
if sys.argv[1:3] == ["-I", "-"]:
    sys.exit(subprocess.run([{python!r}, *sys.argv[1:]]).returncode)
with open({calls!r}, "a") as calls:
    calls.write(json.dumps(sys.argv[1:]) + chr(10))
output = [arg.partition("=")[2] for arg in sys.argv if arg.startswith("--output=")]
if output and {results!r} is not None:
    with open(output[0], "w") as file:
        json.dump({{"runs": [{{"results": {results!r}}}]}}, file)
sys.exit({codes!r}[0 if output else 1])
"""
ERROR, WARNING = {"level": "error"}, {"level": "warning"}
IGNORED = {"level": "error", "suppressions": [{"kind": "external"}]}


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python starts by its first line")
@pytest.mark.parametrize(
    ("codes", "results", "expected"),
    [
        ((1, 1), [ERROR, WARNING, IGNORED], {"code": "1", "verdict": "refused", "errors": "1", "warnings": "1"}),
        ((0, 0), [WARNING, IGNORED], {"code": "0", "verdict": "passed", "errors": "0", "warnings": "1"}),
        ((2, 2), None, {"code": "2", "verdict": "could-not-judge"}),
        ((3, 3), None, {"code": "3", "verdict": "could-not-judge"}),
        ((0, 1), [], {"code": "2", "verdict": "could-not-judge", "errors": "0", "warnings": "0"}),
    ],
)
def test_the_script_of_the_action_says_what_the_check_says(tmp_path, codes, results, expected):
    calls, outputs, stand_in = tmp_path / "calls", tmp_path / "outputs", tmp_path / "python"
    stand_in.write_text(FAKE.format(python=sys.executable, calls=str(calls), results=results, codes=codes))
    stand_in.chmod(0o755)
    injected = "main; touch injected; $(touch injected)"
    script = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "check")["run"]
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=tmp_path, check=False, capture_output=True, text=True,
        env={
            "PATH": os.environ["PATH"], "PYTHON": str(stand_in), "GITHUB_OUTPUT": str(outputs),
            "INPUT_FROM": injected, "INPUT_TO": "", "INPUT_ANNOTATIONS": "true", "INPUT_SARIF_FILE": "my report.sarif",
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    if results is not None:
        expected = {**expected, "sarif-file": "my report.sarif"}
    assert dict(line.split("=", 1) for line in outputs.read_text().splitlines()) == expected
    first, second = (json.loads(line) for line in calls.read_text().splitlines())
    check = ["-I", "-m", "sinfonia", "check", f"--from={injected}"]
    assert first == [*check, "--format=sarif", "--output=my report.sarif"]
    assert second == [*check, "--format=github"]
    assert not (tmp_path / "injected").exists()


def test_the_gitlab_template_clones_everything_and_keeps_its_report():
    job = yaml.safe_load((SNIPPETS / "gitlab-ci.yml").read_text(encoding="utf-8"))["sinfonia"]
    report = job["artifacts"]["reports"]["codequality"]
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert job["artifacts"]["when"] == "always"
    fetch, *python, widget, check, verify = job["script"]
    assert fetch.endswith("origin 'refs/tags/sinfonia/*:refs/tags/sinfonia/*'")
    assert f"--format=gitlab --output={report}" in widget
    assert check.endswith("-m sinfonia check")
    assert verify.endswith("-m sinfonia verify")
    assert all(" -I " in line for line in (*python, widget, check, verify))


HOOKS = ["pre-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg", "pre-applypatch", "pre-push"]


def test_the_lefthook_snippet_knows_every_hook_and_what_git_hands_it():
    hooks = yaml.safe_load((SNIPPETS / "lefthook.yml").read_text(encoding="utf-8"))
    assert list(hooks) == ["min_version", *HOOKS]
    for name in HOOKS:
        assert hooks[name]["commands"]["sinfonia"]["run"].startswith(f"sinfonia-hook {name}")
    assert hooks["pre-push"]["commands"]["sinfonia"]["use_stdin"] is True


def test_the_husky_snippet_hands_over_arguments_and_exit_code():
    lines = (SNIPPETS / "husky-pre-commit").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ['exec sinfonia-hook pre-commit "$@"']


def test_every_version_that_is_named_is_ours():
    texts = [GUIDE, SERVER, (SNIPPETS / "gitlab-ci.yml").read_text(encoding="utf-8")]
    for text in texts:
        assert f"sinfonia-hooks=={VERSION}" in text
        assert text.count("sinfonia-hooks==") == text.count(f"sinfonia-hooks=={VERSION}")
    assert f"/sinfonia@v{VERSION} " in GUIDE


def test_the_guides_fit_and_their_links_lead_somewhere():
    import re

    for name, text in (("ci.md", GUIDE), ("server.md", SERVER)):
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            assert (ROOT / "docs" / "guides" / link).exists(), (name, link)
