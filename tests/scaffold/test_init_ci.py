"""The CI files: what they ask of the host, and how they get into a file that is there.

zizmor, actionlint and check-jsonschema judge them where they are on PATH; none is a dependency.
"""

from __future__ import annotations

import json
import shutil

import pytest
import yaml
from init_world import init

from sinfonia.scaffold import init_ci


def _workflow(repo):
    return yaml.safe_load((repo.path / ".github/workflows/sinfonia.yml").read_text())


def test_the_workflow_judges_the_head_of_a_pull_request_with_all_history_and_the_records(repo):
    repo.git("remote", "add", "origin", "git@github.com:acme/shop.git")
    init(repo)
    workflow = _workflow(repo)
    assert workflow["permissions"] == {}
    assert set(workflow[True]) == {"pull_request", "merge_group"}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    checkout, fetch, *_rest = job["steps"]
    assert checkout["with"] == {
        "ref": "${{ github.event.pull_request.head.sha || github.sha }}",
        "fetch-depth": 0,
        "persist-credentials": False,
    }
    assert "refs/tags/sinfonia/*:refs/tags/sinfonia/*" in fetch["run"]
    assert "+refs" not in fetch["run"]
    runs = " ".join(step.get("run", "") for step in job["steps"])
    assert "${{" not in runs
    assert "-m sinfonia check" in runs
    assert "-m sinfonia verify" in runs
    for step in job["steps"]:
        if "uses" in step:
            assert len(step["uses"].partition("@")[2]) == 40


def test_the_job_of_gitlab_is_added_below_what_is_there(repo):
    before = "stages: [build]\nbuild:\n  script: [!reference [.a, b]]  # ours\n"
    repo.write({".gitlab-ci.yml": before})
    init(repo)
    text = (repo.path / ".gitlab-ci.yml").read_text()
    assert text.startswith(before)
    job = yaml.safe_load(text[len(before) :])["sinfonia"]
    assert job["stage"] == "build"
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert job["script"][-2:] == [
        "/tmp/sinfonia/bin/python -I -m sinfonia check",
        "/tmp/sinfonia/bin/python -I -m sinfonia verify",
    ]
    assert all(isinstance(line, str) for line in job["script"])


def test_the_job_goes_below_the_header_of_a_file_that_takes_inputs(repo):
    before = "spec:\n  inputs:\n    stage:\n---\nbuild:\n  script: [x]\n"
    repo.write({".gitlab-ci.yml": before})
    init(repo)
    text = (repo.path / ".gitlab-ci.yml").read_text()
    assert text.startswith(before)
    header, jobs = yaml.safe_load_all(text)
    assert (list(header), list(jobs)) == (["spec"], ["build", "sinfonia"])
    assert repo.sinfonia("uninstall").code == 0
    assert (repo.path / ".gitlab-ci.yml").read_text() == before


def test_a_job_that_is_in_the_way_can_be_left_alone(repo):
    repo.write({".gitlab-ci.yml": "sinfonia:\n  script: [x]\n"})
    assert "--no-ci" in init(repo, code=2).err
    init(repo, "--no-ci")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".github/workflows/policy.yml", "jobs: {a: {steps: [{run: sinfonia check}]}}\n"),
        (".github/workflows/policy.yml", "jobs: {a: {steps: [{uses: example/sinfonia@v0.1.0}]}}\n"),
        (".gitlab-ci.yml", "a:\n  script:\n    - python -I -m sinfonia check\n"),
    ],
)
def test_where_ci_calls_sinfonia_already_no_second_job_is_written(repo, path, text):
    repo.write({path: text})
    init(repo)
    assert (repo.path / path).read_text() == text
    assert not (repo.path / ".github/workflows/sinfonia.yml").exists()


def test_no_ci_writes_no_ci_file(repo):
    repo.write({".github/dependabot.yml": "version: 2\n", ".gitlab-ci.yml": "a: {script: [x]}\n"})
    init(repo, "--no-ci")
    assert not (repo.path / ".github/workflows").exists()
    assert (repo.path / ".gitlab-ci.yml").read_text() == "a: {script: [x]}\n"


JUDGES = {
    "zizmor": ("zizmor", "--offline", "--no-progress", "--persona", "pedantic", ".github/workflows/sinfonia.yml"),
    "actionlint": ("actionlint", ".github/workflows/sinfonia.yml"),
    "the schema of GitHub": (
        "check-jsonschema", "--builtin-schema", "vendor.github-workflows", ".github/workflows/sinfonia.yml",
    ),
    "the schema of GitLab": (
        "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", ".gitlab-ci.yml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("line", JUDGES.values(), ids=JUDGES)
def test_a_judge_of_ci_files_finds_nothing(repo, line):
    program = shutil.which(line[0])
    if program is None:
        pytest.skip(f"{line[0]} is not on PATH")
    repo.write(
        {".github/dependabot.yml": "version: 2\n", ".gitlab-ci.yml": "stages: [a]\na: {script: [x], stage: a}\n"}
    )
    init(repo)
    judged = repo.run(program, *line[1:])
    assert judged.code == 0, judged.text


PACKAGES = [
    (("", "", ""), "sinfonia-hooks==0.1.0"),
    (("https://example.com/s", "v1", ""), "git+https://example.com/s@v1"),
    (("git@example.com:a/s.git", "v1", ""), "git+ssh://git@example.com/a/s.git@v1"),
    (("", "", {"url": "https://example.com/s", "vcs_info": {"vcs": "git", "commit_id": "ab12"}}),
     "git+https://example.com/s@ab12"),
    (("", "", {"url": "file:///home/ana/s", "dir_info": {"editable": True}}), "sinfonia-hooks==0.1.0"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), PACKAGES)
def test_ci_installs_what_is_installed_here(given, expected):
    source, rev, about = given
    assert init_ci.package(source, rev, json.dumps(about) if about else "") == expected


def test_a_damaged_note_about_the_installation_counts_as_none():
    assert init_ci.package(direct_url="{") == "sinfonia-hooks==0.1.0"
