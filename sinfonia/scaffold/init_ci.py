"""CI files: a workflow of GitHub, a job of GitLab. Both judge the author's commits, with the records of approvals."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml

from sinfonia import __version__
from sinfonia.errors import SinfoniaError
from sinfonia.scaffold import merge_yaml
from sinfonia.scaffold.init_files import Kind, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

GITHUB_FILE = ".github/workflows/sinfonia.yml"
GITLAB_FILE = ".gitlab-ci.yml"
_CALL = re.compile(r"\bsinfonia(?:-hook)?(?:\.door)? +(?:check|verify|pre-receive)\b|uses: *\S*/sinfonia@")

_GITHUB = """\
# Written by `sinfonia init`: every commit of a pull request is judged as the hooks judge it, and every
# recorded approval is verified. To bind, it must be a required workflow: a pull request may edit this file.
name: sinfonia
on:
  pull_request:
  merge_group:

permissions: {}

concurrency:
  group: sinfonia-${{ github.ref }}
  cancel-in-progress: ${{ github.event_name == 'pull_request' }}

jobs:
  sinfonia:
    name: sinfonia
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
    steps:
      # The author's own head, not the merge that GitHub makes to test it.
      - uses: actions/checkout@CHECKOUT
        with:
          ref: ${{ github.event.pull_request.head.sha || github.sha }}
          fetch-depth: 0
          persist-credentials: false

      # Approvals are tags beside the branch. The token reaches git through its credential helper only.
      - name: fetch the records of approvals
        env:
          READ_TOKEN: ${{ github.token }}
        run: >-
          git
          -c credential.helper='!f() { echo username=x-access-token; echo "password=$READ_TOKEN"; }; f'
          fetch --quiet origin 'refs/tags/sinfonia/*:refs/tags/sinfonia/*'

      - uses: actions/setup-python@PYTHON
        with:
          python-version: "3.13"

      # `-I` keeps modules of the repository from running in place of ours.
      - name: install Sinfonia
        env:
          POLICY_PACKAGE: PACKAGE
        run: |
          python -I -m venv "$RUNNER_TEMP/sinfonia"
          "$RUNNER_TEMP/sinfonia/bin/python" -I -m pip install --quiet --disable-pip-version-check -- "$POLICY_PACKAGE"

      - name: judge the commits
        run: '"$RUNNER_TEMP/sinfonia/bin/python" -I -m sinfonia check --format=github'

      - name: verify the approvals
        run: '"$RUNNER_TEMP/sinfonia/bin/python" -I -m sinfonia verify'
"""
# Commits, with the release that they are: a tag of somebody else's can be moved.
_PINS = {
    "CHECKOUT": "d23441a48e516b6c34aea4fa41551a30e30af803 # v6.1.0",
    "PYTHON": "ece7cb06caefa5fff74198d8649806c4678c61a1 # v6.3.0",
}

_GITLAB = """\
# Sinfonia judges every commit of a merge request as the hooks do, and verifies every recorded approval.
# To bind, a pipeline execution policy must include it: a merge request may edit this file.
image: python:3.13
STAGEvariables:
  GIT_DEPTH: "0"
  POLICY_PACKAGE: PACKAGE
rules:
  - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
script:
  - git fetch --quiet origin 'refs/tags/sinfonia/*:refs/tags/sinfonia/*'
  - python -I -m venv /tmp/sinfonia
  - /tmp/sinfonia/bin/python -I -m pip install --quiet --disable-pip-version-check -- "$POLICY_PACKAGE"
  - git checkout --quiet --detach "${CI_MERGE_REQUEST_SOURCE_BRANCH_SHA:-$CI_COMMIT_SHA}"
  - /tmp/sinfonia/bin/python -I -m sinfonia check --format=gitlab --output=gl-code-quality-report.json || true
  - /tmp/sinfonia/bin/python -I -m sinfonia check
  - /tmp/sinfonia/bin/python -I -m sinfonia verify
artifacts:
  when: always
  reports:
    codequality: gl-code-quality-report.json
"""


def github(package: str, others: Iterable[str]) -> Wanted | None:
    """Give the workflow, None when another one (`others` are their texts) calls Sinfonia already."""
    if any(_CALL.search(text) for text in others):
        return None
    text = _GITHUB.replace("POLICY_PACKAGE: PACKAGE", f"POLICY_PACKAGE: {json.dumps(package)}")
    for name, pin in _PINS.items():
        text = text.replace(f"@{name}", f"@{pin}")
    return Wanted(GITHUB_FILE, text.encode(), Kind.OWNED)


def gitlab(package: str, text: str) -> Wanted | None:
    """Give `.gitlab-ci.yml` with our job, None when it calls Sinfonia already; raises `SinfoniaError`."""
    if _CALL.search(text):
        return None
    job = _GITLAB.replace("POLICY_PACKAGE: PACKAGE", f"POLICY_PACKAGE: {json.dumps(package)}")
    head, body = _headed(text)
    try:
        job = job.replace("STAGE", _stage(body))
        new, added = merge_yaml.put(body, ("sinfonia",), job, GITLAB_FILE)
    except SinfoniaError as error:
        raise SinfoniaError(error.message, hint=f"{error.hint}; or leave CI out: --no-ci") from None
    return Wanted(GITLAB_FILE, (head + new).encode(), Kind.MERGED, (added,))


def _headed(text: str) -> tuple[str, str]:
    """Split off the header of a file that takes inputs (https://docs.gitlab.com/ci/yaml/#header-keywords)."""
    try:
        starts = [event.start_mark for event in yaml.parse(text) if isinstance(event, yaml.DocumentStartEvent)]
        place = starts[1].index if len(starts) == 2 and starts[1] else 0
        if place and "spec" in (yaml.safe_load(text[:place]) or ()):
            return text[:place], text[place:]
    except (yaml.YAMLError, TypeError, RecursionError):
        pass  # the whole text is refused by whoever parses it next
    return "", text


def package(source: str = "", rev: str = "", direct_url: str = "") -> str:
    """Say what pip installs in CI: the address that was named, that of this installation, else the release.

    `direct_url` is the text of `direct_url.json` (PEP 610), "" where the package came from an index.
    """
    if source:
        address = source if source.startswith(("http://", "https://", "ssh://", "git://", "file://")) else ""
        return f"git+{address or _ssh(source)}@{rev}"
    try:
        about = json.loads(direct_url) if direct_url else {}
        vcs = about.get("vcs_info", {})
        if vcs.get("vcs") == "git":
            return f"git+{about['url']}@{vcs['commit_id']}"
    except (ValueError, KeyError, AttributeError):
        pass
    return f"sinfonia-hooks=={__version__}"


def _ssh(source: str) -> str:
    """Write `git@host:path` as the URL that pip takes."""
    host, colon, path = source.partition(":")
    return f"ssh://{host}/{path}" if colon and "/" not in host else f"file://{source}"


def _stage(text: str) -> str:
    """Name a stage when the file lists its own and has not GitLab's default one."""
    node = merge_yaml.find(merge_yaml.root_of(text, GITLAB_FILE), ("stages",))
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        return ""
    names = [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
    return "" if "test" in names or not names else f"stage: {json.dumps(names[0])}\n"
