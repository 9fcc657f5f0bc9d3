"""What the threat model claims and no other test shows: one short scene each."""

import os
import shutil

import pytest

TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
LEAK = {"deploy.yaml": f"token: {TOKEN}\n"}
CODE = {"src/cart.py": "def total(prices):\n    return sum(prices)\n"}
OFF = {".sinfonia/config.yaml": 'version: "0.1"\nrules:\n  ENF-008: {severity: "off"}\n'}


@pytest.fixture
def installed(repo):
    """A repository with one commit and the native hooks."""
    repo.commit({"README.md": "# Shop\n"})
    assert repo.sinfonia("install").code == 0
    return repo


def test_a_person_who_skips_the_hooks_is_told_and_ci_refuses(installed):
    installed.stage(LEAK)
    skipped = installed.try_git("commit", "-q", "-n", "-m", "Deploy")
    assert skipped.code == 0
    assert "the hooks were skipped; ENF-008 would have refused" in skipped.err
    assert installed.sinfonia("check", "--from", "HEAD~1").code == 1


def test_an_agent_that_skips_the_hooks_is_refused(installed):
    installed.stage(LEAK)
    refused = installed.try_git("commit", "-q", "-n", "-m", "Deploy", env={"CLAUDECODE": "1"})
    assert refused.code == 1
    assert "ENF-008" in refused.text
    installed.stage({"deploy.yaml": "token: ${TOKEN}\n"})
    assert installed.try_git("commit", "-q", "-n", "-m", "Deploy", env={"CLAUDECODE": "1"}).text == ""


def test_a_broken_configuration_refuses(installed):
    installed.stage({".sinfonia/config.yaml": "enforcment_strictness: low\n"})
    refused = installed.try_git("commit", "-m", "Configure")
    assert refused.code != 0
    assert "did you mean `enforcement_strictness`?" in refused.text
    installed.stage({".sinfonia/config.yaml": "enforcement_strictness: low\n"})
    assert installed.try_git("commit", "-q", "-m", "Configure").code == 0


def test_variables_loosen_no_hook(installed, tmp_path):
    own = tmp_path / "lax.yaml"
    own.write_text('rules:\n  ENF-001: {severity: "off"}\n')
    installed.stage(CODE)
    for env in ({"SINFONIA_ENFORCEMENT_STRICTNESS": "low"}, {"SINFONIA_CONFIG": str(own)}):
        refused = installed.try_git("commit", "-m", "Add cart", env=env)
        assert refused.code == 1
        assert "error[ENF-001]" in refused.text


def test_without_our_state_everything_is_judged(installed):
    shutil.rmtree(installed.path / ".git/sinfonia")
    installed.stage({**LEAK, **CODE})
    refused = installed.try_git("commit", "-m", "Add cart", "-m", "Tests-Exempt: a spike")
    assert refused.code == 1
    assert {"error[ENF-001]", "error[ENF-008]"} <= set(refused.text.replace(":", " ").split())


def test_another_hooks_path_escapes_the_hooks_and_not_the_range(installed):
    installed.stage(LEAK)
    assert installed.try_git("-c", "core.hooksPath=/dev/null", "commit", "-qm", "Deploy").text == ""
    refused = installed.sinfonia("check", "--from", "HEAD~1")
    assert refused.code == 1
    assert TOKEN not in refused.text


def test_a_loosened_policy_does_not_judge_its_own_range(repo):
    base = repo.commit({".sinfonia/config.yaml": 'version: "0.1"\n'})
    repo.commit({**LEAK, **OFF})
    refused = repo.sinfonia("check", "--from", base)
    assert refused.code == 1
    assert "error[ENF-008]" in refused.out
    assert "warning[ENF-010]" in refused.out
    assert repo.sinfonia("check", "--all").code == 0  # the files at hand do say so


def test_a_baseline_does_not_accept_its_own_range(repo):
    base = repo.commit({".sinfonia/config.yaml": 'version: "0.1"\n'})
    repo.stage(LEAK)
    assert repo.sinfonia("baseline").code == 0
    repo.commit({})
    assert repo.sinfonia("check", "--from", base).code == 1
    repo.git("commit", "-q", "--allow-empty", "-m", "Next")
    assert repo.sinfonia("check", "--from", "HEAD~1").code == 0


def test_an_old_starting_point_does_not_choose_the_policy(repo):
    old = repo.commit(OFF)
    tip = repo.commit({".sinfonia/config.yaml": 'version: "0.1"\n'})
    repo.git("update-ref", "refs/remotes/origin/main", tip)
    repo.git("checkout", "-q", "-b", "feature", old)
    head = repo.commit(LEAK)
    env = {
        "TF_BUILD": "True",
        "BUILD_REASON": "PullRequest",
        "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
        "SYSTEM_PULLREQUEST_SOURCECOMMITID": head,
    }
    refused = repo.sinfonia("check", env=env)
    assert refused.code == 1
    assert "error[ENF-008]" in refused.out


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_linked_configuration_is_refused(installed, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/config.yaml").write_text('rules:\n  ENF-008: {severity: "off"}\n')
    (installed.path / ".sinfonia").symlink_to(tmp_path / "elsewhere")
    installed.stage(LEAK)
    refused = installed.try_git("commit", "-m", "Deploy")
    assert refused.code != 0
    assert "is a link" in refused.text


def test_checks_run_only_when_asked_and_as_the_base_has_them(repo):
    step = "---\npersona: coda\ngate: return\nchecks: [tests]\n---\n\n# Build\n"
    config = 'version: "0.1"\nchecks: {tests: [git, tag, NAME]}\n'
    small = ".sinfonia/workflows/small/"
    repo.commit(
        {
            ".sinfonia/config.yaml": config.replace("NAME", "of-the-base"),
            small + "workflow.md": "# Small\n",
            small + "steps/step-01-build.md": step,
        }
    )
    repo.sinfonia("start", "small", "--goal", "A cart", "--session", "cart")
    repo.sinfonia("dispatch", "--task", "Build it", "--context", "Cents")
    repo.commit({"notes.md": "# Notes\n", ".sinfonia/config.yaml": config.replace("NAME", "of-the-branch")})
    repo.sinfonia("return", "--summary", "Done", "--assessment", "Good", "--artifact", "notes.md")
    assert repo.sinfonia("advance").code == 1
    assert repo.git("tag", "--list", "of-*") == ""
    assert repo.sinfonia("advance", "--run-checks").code == 0
    assert repo.git("tag", "--list", "of-*").split() == ["of-the-base"]
