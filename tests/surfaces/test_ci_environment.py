"""What each CI host says, and the commits that are judged for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinfonia.errors import SinfoniaError
from sinfonia.surfaces.ci_environment import CiRange, Start, find_range

A, B, C, M = ("a" * 40, "b" * 40, "c" * 40, "d" * 40)  # base, head, before, a merge made by the host
LONG_A, LONG_B = "a" * 64, "b" * 64
ZERO = "0" * 40
MAIN = "refs/remotes/origin/main"
REPOSITORY = {"repository": {"default_branch": "main"}}


def no_file(path):
    raise FileNotFoundError(2, "No such file or directory", path)


def find(environ, event=None):
    return find_range(environ, no_file if event is None else lambda _path: json.dumps(event).encode())


def github(name, ref="refs/heads/topic", **more):
    return {
        "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": "/e.json",
        "GITHUB_REF": ref, "GITHUB_SHA": M, **more,
    }  # fmt: skip


def pull_request(base=A, head=B, *, fork=False):
    return {
        "pull_request": {
            "base": {"sha": base, "ref": "main"},
            "head": {"sha": head, "ref": "topic", "repo": {"fork": fork}},
        },
        **REPOSITORY,
    }


def push(ref="refs/heads/topic", before=C, after=B, **more):
    return {"ref": ref, "before": before, "after": after, "deleted": False, "forced": False, **REPOSITORY, **more}


MERGE_GROUP = {"merge_group": {"base_sha": A, "head_sha": B, "base_ref": "refs/heads/main"}, **REPOSITORY}


def gitlab(**more):
    return {"CI": "true", "GITLAB_CI": "true", "CI_COMMIT_SHA": M, "CI_DEFAULT_BRANCH": "main", **more}


MERGE_REQUEST = {
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_MERGE_REQUEST_IID": "7",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": C,
    "CI_COMMIT_BEFORE_SHA": ZERO,
}
EXTERNAL = {
    "CI_EXTERNAL_PULL_REQUEST_IID": "7",
    "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA": A,
    "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA": B,
}


def azure(**more):
    return {"TF_BUILD": "True", "BUILD_REASON": "IndividualCI", "BUILD_SOURCEVERSION": M, **more}


AZURE_PULL = {"BUILD_REASON": "PullRequest", "SYSTEM_PULLREQUEST_SOURCECOMMITID": B}


def bitbucket(**more):
    return {"CI": "true", "BITBUCKET_BUILD_NUMBER": "12", "BITBUCKET_COMMIT": B, **more}


BITBUCKET_PULL = {"BITBUCKET_PR_ID": "3", "BITBUCKET_PR_DESTINATION_BRANCH": "main"}


def jenkins(**more):
    return {"JENKINS_URL": "https://ci.example.com/", "GIT_COMMIT": B, "BRANCH_NAME": "topic", **more}


# name: environment, event, start, base, head
CASES = {
    "github pull request": (github("pull_request"), pull_request(), Start.BASE, A, B),
    "github pull request from a fork": (github("pull_request"), pull_request(fork=True), Start.BASE, A, B),
    "github pull_request_target": (github("pull_request_target"), pull_request(), Start.BASE, A, B),
    "github review": (github("pull_request_review"), pull_request(), Start.BASE, A, B),
    "github pull request, SHA-256": (github("pull_request"), pull_request(LONG_A, LONG_B), Start.BASE, LONG_A, LONG_B),
    "github push": (github("push"), push(), Start.BASE, C, B),
    "github push of a new branch": (github("push"), push(before=ZERO), Start.BRANCH, MAIN, B),
    "github first push": (github("push"), push("refs/heads/main", ZERO), Start.ROOT, "", B),
    "github forced push": (github("push"), push(forced=True), Start.BRANCH, MAIN, B),
    "github forced push of main": (github("push"), push("refs/heads/main", forced=True), Start.BASE, C, B),
    "github deleted branch": (github("push"), push(after=ZERO, deleted=True), Start.NOTHING, "", ""),
    "github delete": (github("delete"), None, Start.NOTHING, "", ""),
    "github tag": (github("push", "refs/tags/v1"), push("refs/tags/v1", ZERO), Start.BRANCH, MAIN, M),
    "github merge queue": (github("merge_group"), MERGE_GROUP, Start.BASE, A, B),
    "github manual run": (github("workflow_dispatch"), REPOSITORY, Start.BRANCH, MAIN, M),
    "github manual run on main": (
        github("workflow_dispatch", "refs/heads/main"), REPOSITORY, Start.NOTHING, "", "",
    ),
    "github schedule": (github("schedule", "refs/heads/main"), {"schedule": "0 0 * * *"}, Start.NOTHING, "", ""),
    "github release": (github("release", "refs/tags/v1"), REPOSITORY, Start.BRANCH, MAIN, M),
    "gitlab merge request": (gitlab(**MERGE_REQUEST), None, Start.BASE, C, M),
    "gitlab merged results": (
        gitlab(
            **MERGE_REQUEST, CI_MERGE_REQUEST_TARGET_BRANCH_SHA=A, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=B
        ), None, Start.BASE, A, B,
    ),
    "gitlab merge request without a diff base": (
        gitlab(**{**MERGE_REQUEST, "CI_MERGE_REQUEST_DIFF_BASE_SHA": ""}), None, Start.BRANCH, MAIN, M,
    ),
    "gitlab external pull request": (gitlab(**EXTERNAL), None, Start.BASE, A, B),
    "gitlab push": (gitlab(CI_COMMIT_BRANCH="topic", CI_COMMIT_BEFORE_SHA=C), None, Start.BASE, C, M),
    "gitlab new branch": (gitlab(CI_COMMIT_BRANCH="topic", CI_COMMIT_BEFORE_SHA=ZERO), None, Start.BRANCH, MAIN, M),
    "gitlab first push": (
        gitlab(CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA=ZERO, CI_PIPELINE_SOURCE="push"), None, Start.ROOT, "", M,
    ),
    "gitlab manual run on main": (
        gitlab(CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA=ZERO, CI_PIPELINE_SOURCE="web"),
        None, Start.NOTHING, "", "",
    ),
    "gitlab tag": (gitlab(CI_COMMIT_TAG="v1", CI_COMMIT_BEFORE_SHA=ZERO), None, Start.BRANCH, MAIN, M),
    "azure repos pull request": (
        azure(**AZURE_PULL, SYSTEM_PULLREQUEST_TARGETBRANCH="refs/heads/main"), None, Start.BRANCH, MAIN, B,
    ),
    "azure with github": (azure(**AZURE_PULL, SYSTEM_PULLREQUEST_TARGETBRANCH="main"), None, Start.BRANCH, MAIN, B),
    "azure push": (azure(BUILD_SOURCEBRANCH="refs/heads/topic"), None, Start.PROTECTED, "", M),
    "azure tag": (azure(BUILD_SOURCEBRANCH="refs/tags/v1"), None, Start.PROTECTED, "", M),
    "bitbucket pull request": (
        bitbucket(**BITBUCKET_PULL, BITBUCKET_PR_DESTINATION_COMMIT=A), None, Start.BASE, A, B,
    ),
    "bitbucket short destination": (
        bitbucket(**BITBUCKET_PULL, BITBUCKET_PR_DESTINATION_COMMIT=A[:12]), None, Start.BRANCH, MAIN, B,
    ),
    "bitbucket push": (bitbucket(BITBUCKET_BRANCH="topic"), None, Start.PROTECTED, "", B),
    "bitbucket tag": (bitbucket(BITBUCKET_TAG="v1"), None, Start.PROTECTED, "", B),
    "jenkins change": (jenkins(CHANGE_ID="4", CHANGE_TARGET="main"), None, Start.BRANCH, MAIN, B),
    "jenkins branch": (jenkins(GIT_PREVIOUS_SUCCESSFUL_COMMIT=C), None, Start.BASE, C, B),
    "jenkins, the last build failed": (jenkins(GIT_PREVIOUS_COMMIT=C), None, Start.PROTECTED, "", B),
    "jenkins first build of main": (
        jenkins(BRANCH_NAME="main", BRANCH_IS_PRIMARY="true", GIT_PREVIOUS_SUCCESSFUL_COMMIT="null"),
        None, Start.ROOT, "", B,
    ),
    "jenkins scripted": ({"JENKINS_URL": "https://ci.example.com/"}, None, Start.PROTECTED, "", "HEAD"),
    "jenkins tag": (jenkins(TAG_NAME="v1", GIT_PREVIOUS_SUCCESSFUL_COMMIT=C), None, Start.PROTECTED, "", B),
    "pre-commit before its host": (
        github("push", PRE_COMMIT_FROM_REF="origin/main", PRE_COMMIT_TO_REF="HEAD"), None,
        Start.BASE, "origin/main", "HEAD",
    ),
    "pre-commit, a new ref": (
        {"PRE_COMMIT_FROM_REF": ZERO, "PRE_COMMIT_TO_REF": B}, None, Start.PROTECTED, "", B,
    ),
    "pre-commit, a deleted ref": (
        {"PRE_COMMIT_FROM_REF": A, "PRE_COMMIT_TO_REF": ZERO}, None, Start.NOTHING, "", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_host_names_its_range(name):
    environ, event, start, base, head = CASES[name]
    found = find(environ, event)
    assert (found.start, found.base, found.head) == (start, base, head)
    assert found.provider.lower() == name.split()[0].strip(",")
    assert found.notes if start == Start.NOTHING else "git fetch --depth=2147483647 origin" in found.fetch_hint
    assert found.new_branch == (start in (Start.BRANCH, Start.PROTECTED, Start.ROOT))


# name: environment, event, a word of the message
REFUSED = {
    "no event file": (github("push"), None, "cannot be read"),
    "no event name": (github(""), None, "GITHUB_EVENT_NAME"),
    "no event path": (github("push", GITHUB_EVENT_PATH=""), None, "GITHUB_EVENT_PATH"),
    "an event without commits": (github("issue_comment"), REPOSITORY, "not about commits"),
    "an event that is a list": (github("push"), [], "no object"),
    "a pull request without a base": (github("pull_request"), REPOSITORY, "pull_request.base.ref"),
    "a base that is an option": (github("pull_request"), pull_request(base="--output=x"), "pull_request.base.sha"),
    "a base that is a branch": (github("pull_request"), pull_request(base="main"), "pull_request.base.sha"),
    "a push without a repository": (github("push"), {"ref": "refs/heads/x", "before": ZERO, "after": B}, "repository"),
    "a default branch that is an option": (
        github("push"), push(before=ZERO, repository={"default_branch": "-x"}), "repository.default_branch",
    ),
    "a merge group without a head": (github("merge_group"), {"merge_group": {"base_sha": A}}, "merge_group.head_sha"),
    "gitlab without a commit": ({"GITLAB_CI": "true"}, None, "CI_COMMIT_SHA"),
    "gitlab without a branch": (gitlab(), None, "CI_COMMIT_BRANCH"),
    "gitlab with a branch that git refuses": (
        gitlab(CI_COMMIT_BRANCH="topic", CI_COMMIT_BEFORE_SHA=ZERO, CI_DEFAULT_BRANCH="a..b"),
        None, "CI_DEFAULT_BRANCH",
    ),
    "azure without a target": (azure(**AZURE_PULL), None, "SYSTEM_PULLREQUEST_TARGETBRANCH"),
    "bitbucket without a destination": (bitbucket(BITBUCKET_PR_ID="3"), None, "BITBUCKET_PR_DESTINATION_BRANCH"),
    "jenkins with a branch for a commit": (jenkins(GIT_COMMIT="topic"), None, "GIT_COMMIT"),
    "pre-commit with one end": ({"PRE_COMMIT_FROM_REF": A}, None, "PRE_COMMIT_TO_REF"),
    "pre-commit with an option": (
        {"PRE_COMMIT_FROM_REF": "--all", "PRE_COMMIT_TO_REF": "HEAD"}, None, "PRE_COMMIT_FROM_REF",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_host_that_says_too_little_is_named_with_a_hint(name):
    environ, event, word = REFUSED[name]
    with pytest.raises(SinfoniaError, match=r".") as caught:
        find(environ, event)
    assert word in caught.value.message
    assert "sinfonia check --from A --to B" in caught.value.hint
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 5000, b"null"])
def test_an_event_file_that_is_no_json_object_is_refused(content):
    with pytest.raises(SinfoniaError, match="event file"):
        find_range(github("push"), lambda _path: content)


@pytest.mark.parametrize("environ", [{}, {"CI": "true"}, {"GITHUB_ACTIONS": ""}, {"GITLAB_CI": "false"}])
def test_no_host_is_no_range(environ):
    assert find(environ) is None


def test_text_of_somebody_else_stays_on_one_line():
    with pytest.raises(SinfoniaError) as caught:
        find(github("pull_request"), pull_request(head="x\n::set-output name=a::b\x1b[2J"))
    assert caught.value.message.isprintable()


def test_the_target_is_told_apart_from_a_base_that_the_author_chose():
    found = find(gitlab(**MERGE_REQUEST))
    assert (found.base, found.target) == (C, MAIN)


def test_a_branch_is_quoted_in_the_command_to_type():
    found = find(gitlab(CI_COMMIT_BRANCH="x", CI_COMMIT_BEFORE_SHA=ZERO, CI_DEFAULT_BRANCH="a$(id)"))
    assert "'+refs/heads/a$(id):refs/remotes/origin/a$(id)'" in found.fetch_hint


NAMES = sorted({name for environ, *_ in (*CASES.values(), *REFUSED.values()) for name in environ})
MARKERS = ["GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "BITBUCKET_BUILD_NUMBER", "JENKINS_URL", "PRE_COMMIT_TO_REF"]
WORDS = st.sampled_from([A, B, ZERO, "main", "refs/heads/main", "refs/tags/v1", "true", "null", "-x", *CASES])
EVENTS = st.sampled_from(["push", "pull_request", "merge_group", "workflow_dispatch", "schedule", "release", "x"])
KEYS = st.sampled_from(
    ["pull_request", "base", "head", "sha", "ref", "before", "after", "merge_group", "base_sha", "repository"]
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(), inner, max_size=6),
    max_leaves=12,
)


@given(
    environ=st.dictionaries(st.sampled_from(NAMES), WORDS | st.text(), max_size=12),
    marker=st.sampled_from(MARKERS),
    event_name=EVENTS,
    content=ANY_JSON.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=40),
)
def test_no_environment_raises_anything_but_our_error(environ, marker, event_name, content):
    environ = {"GITHUB_EVENT_NAME": event_name, "GITHUB_EVENT_PATH": "/e.json", **environ, marker: "true"}
    try:
        found = find_range(environ, lambda _path: content)
    except SinfoniaError as error:
        found = error
    if isinstance(found, SinfoniaError):
        assert found.message.isprintable()
        assert found.hint
        return
    assert isinstance(found, CiRange)
    for end in (found.base, found.head, found.target):
        assert not end.startswith("-")
        assert "\n" not in end
