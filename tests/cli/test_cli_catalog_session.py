"""Sessions of the built-in workflows: rules of completion and scopes keep a step open until they hold."""

from __future__ import annotations

import os
import re

import pytest

from sinfonia.workflow import definition
from sinfonia.workflow.sources import BuiltIn


def example(workflow: str, step: str) -> str:
    body = next(one.body for one in definition.find(workflow, BuiltIn()).steps if one.name == step)
    return re.search(r"(?s)```markdown\n(.*?)```", body)[1]


@pytest.fixture
def work(cli, repo):
    """Start a workflow, and do its steps."""

    class Work:
        def start(self, *names: str) -> str:
            repo.commit({"src/app.py": "x = 1\n"})
            assert cli("start", *names, "--goal", "A login form").code == 0
            (self.folder,) = (f".sinfonia/handoffs/{name}" for name in os.listdir(repo.path / ".sinfonia/handoffs"))
            return self.folder

        def step(self, files: dict[str, str]):
            assert cli("dispatch", "--task", "Do it", "--context", "The goal").code == 0
            repo.write({f"{self.folder}/{name}": text for name, text in files.items()})
            named = [word for name in files for word in ("--artifact", f"{self.folder}/{name}")]
            told = cli("return", "--summary", "Done", "--assessment", "Complete", *named)
            assert told.code == 0, told.text
            return cli("advance")

    return Work()


def test_a_prd_is_closed_when_its_rules_hold(cli, repo, work):
    folder = work.start("create-prd")
    draft = example("create-prd", "draft-prd")
    assert work.step({"context-notes.md": "# Context\n"}).code == 0
    assert work.step({"prd-draft.md": draft}).code == 0
    told = work.step({"prd.md": draft})
    assert told.code == 1
    assert f"{folder}/prd.md:34: a question is still open" in told.text
    assert f"sinfonia validate {folder}/prd.md" in told.text
    repo.write({f"{folder}/prd.md": draft.replace("- Does a session end after a day? (ana)", "None.")})
    repo.git("add", folder)
    assert cli("advance").code == 0
    assert "needs 1 approval" in cli("status").out or "0 of 1 approvals" in cli("status").out


def test_a_chain_traces_the_requirements_into_the_specification(cli, work):
    folder = work.start("create-spec", "code-review")
    prd = "## Requirements\n\n- R-01 (must): sign in\n- R-02 (must): sign out\n"
    assert work.step({"prd-analysis.md": "# Analysis\n", "prd.md": prd}).code == 0
    spec = example("create-spec", "draft-spec")
    assert work.step({"spec-draft.md": spec}).code == 0
    told = work.step({"spec.md": spec})
    assert told.code == 1
    assert f"{folder}/spec.md:3: requirement `R-02` of `prd.md` is not traced" in told.text


def test_a_review_accounts_for_its_blockers(cli, work):
    work.start("code-review")
    findings, tests = example("code-review", "review-code"), example("code-review", "review-tests")
    assert work.step({"findings.md": findings}).code == 0
    assert work.step({"test-findings.md": tests}).code == 0
    report = example("code-review", "assess")
    told = work.step({"review-report.md": report.replace("- T-01 open", "- F-01 open")})
    assert told.code == 1
    assert "blocker `T-01` of `test-findings.md` is not accounted for" in told.text


def test_tests_and_code_are_closed_by_changes_of_their_own(cli, repo, work):
    work.start("dev-story")
    assert work.step({"story-analysis.md": "# Analysis\n"}).code == 0
    told = work.step({})
    assert (told.code, "nothing has changed since the session began in test files" in told.text) == (1, True)
    repo.write({"tests/test_app.py": "def test_app(): assert 0\n"})
    assert "git add tests/test_app.py" in cli("advance").text
    repo.stage({"tests/test_app.py": "def test_app(): assert 0\n"})
    assert cli("advance").code == 0
    assert work.step({}).code == 1
    repo.commit({"src/app.py": "x = 2\n"})
    assert cli("advance").code == 0
    assert work.step({"verification.md": "# Verification\n"}).code == 0
    assert cli("status", "--format", "json").code == 0
