"""pre-commit and prek, for real: a bad commit is refused, a good one passes, and nothing that matters is hidden."""

import pytest

TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
SECRET = f"token = '{TOKEN}'\n"
CODE = "def f():\n    return 1\n"
TEST = "from src.login import f\n\n\ndef test_f():\n    assert f() == 1\n"
BESIDE = ("sinfonia", "sinfonia-commit-msg", "sinfonia-pre-push")


def refused(result, code):
    """Every refusal names its rule and shows no secret."""
    assert result.code == 1, result.text
    assert f"error[{code}]" in result.text
    assert TOKEN not in result.text
    assert "Traceback" not in result.text


def test_a_real_commit_is_refused_and_its_mended_twin_passes(installed):
    installed.repo.stage({"notes.txt": SECRET})
    refused(installed.git("commit", "-m", "Two"), "ENF-008")
    assert installed.repo.git("log", "--format=%s").split() == ["Begin"]
    installed.repo.stage({"notes.txt": "clean\n"})
    result = installed.git("commit", "-m", "Two")
    assert result.code == 0
    assert "ENF-" not in result.text


@pytest.mark.parametrize(
    "how", [("commit", "-am", "Two"), ("commit", "README.md", "-m", "Two"), ("commit", "-a", "--amend", "-m", "Two")]
)
def test_every_kind_of_commit_is_refused(installed, how):
    installed.repo.write({"README.md": SECRET})
    refused(installed.git(*how), "ENF-008")


def test_a_trailer_waives_once_the_message_hook_has_run(installed):
    installed.repo.stage({"notes.txt": "one\n"})
    assert installed.git("commit", "-m", "One").code == 0
    installed.repo.stage({"src/login.py": CODE})
    result = installed.git("commit", "-m", "Two")
    refused(result, "ENF-001")
    assert "Tests-Exempt: reason" in result.text
    assert installed.git("commit", "-m", "Two", "-m", "Tests-Exempt: covered by hand").code == 0


def test_a_clean_merge_that_brings_a_secret_is_refused(installed):
    installed.git("checkout", "-q", "-b", "feature")
    installed.repo.commit({"notes.txt": SECRET}, "Leak")
    installed.git("checkout", "-q", "main")
    installed.repo.commit({"other.txt": "x\n"}, "Other")
    refused(installed.git("merge", "-q", "--no-edit", "feature"), "ENF-008")


def test_a_push_of_a_new_branch_is_refused_and_its_clean_part_passes(installed, make_repo):
    remote = make_repo("remote.git", "--bare")
    installed.git("remote", "add", "origin", str(remote.path))
    installed.repo.commit({"notes.txt": SECRET}, "Leak")
    refused(installed.git("push", "origin", "main"), "ENF-008")
    installed.git("reset", "-q", "--hard", "HEAD~1")
    assert installed.git("push", "origin", "main").code == 0


def test_run_judges_what_is_staged_a_range_or_every_file(installed):
    installed.repo.commit({"notes.txt": SECRET}, "Leak")
    refused(installed("run", "--all-files"), "ENF-008")
    refused(installed("run", "--from-ref", "HEAD~1", "--to-ref", "HEAD"), "ENF-008")
    installed.repo.stage({"notes.txt": "clean\n"})
    assert installed("run").code == 0
    installed.git("commit", "-q", "-m", "Mend")
    assert installed("run", "--all-files").code == 0
    refused(installed("run", "--from-ref", "HEAD~2", "--to-ref", "HEAD"), "ENF-008")  # published all the same
    assert installed("run", "--from-ref", "HEAD~1", "--to-ref", "HEAD").code == 0


@pytest.mark.parametrize(
    ("name", "code", "files"),
    [
        ("sinfonia-untested-code", "ENF-001", {"src/login.py": CODE}),
        ("sinfonia-secret-file", "ENF-002", {".env": "A=1\n"}),
        ("sinfonia-secret-content", "ENF-008", {"notes.txt": SECRET}),
    ],
)
def test_a_single_rule_id_finds_its_own_rule_and_no_other(runner, name, code, files):
    runner.configure(name)
    runner.repo.stage({"src/login.py": CODE, ".env": "A=1\n", "notes.txt": SECRET})
    result = runner("run", name)
    refused(result, code)
    assert result.text.count("error[ENF-") == 1
    runner.repo.git("rm", "-q", "--cached", *files)
    assert runner("run", name).code == 0


def test_try_repo_needs_no_configuration(runner):
    runner.repo.stage({"notes.txt": SECRET})
    refused(runner("try-repo", str(runner.hooks), "sinfonia", "--ref", runner.rev), "ENF-008")
    runner.repo.stage({"notes.txt": "clean\n"})
    assert runner("try-repo", str(runner.hooks), "sinfonia", "--ref", runner.rev).code == 0


def test_a_repo_local_entry_needs_no_hook_repository(runner):
    hook = "id: sinfonia, name: sinfonia, language: system, always_run: true, pass_filenames: false"
    hook = "{entry: sinfonia-hook pre-commit, " + hook + "}"
    runner.repo.stage(
        {".pre-commit-config.yaml": f"repos:\n- repo: local\n  hooks:\n  - {hook}\n", "notes.txt": SECRET}
    )
    refused(runner("run"), "ENF-008")


def test_configured_but_not_installed_gives_one_hint(runner):
    runner.configure(*BESIDE)
    runner.install("pre-commit")
    runner.repo.stage({"notes.txt": SECRET})
    result = runner.git("commit", "-m", "Two")
    refused(result, "ENF-008")
    assert result.text.count("that git does not run yet") == 1
    assert f"{runner.name} install -t commit-msg -t pre-push -t pre-merge-commit" in result.text
    assert "does not run yet" not in runner("run").text  # CI installs nothing
    runner.install("commit-msg", "pre-push")
    assert "does not run yet" not in runner.git("commit", "-m", "Two").text


def test_skipping_the_first_hook_leaves_the_message_hook_to_judge(installed):
    installed.repo.stage({"notes.txt": SECRET})
    result = installed.git("commit", "-m", "Two", env={"SKIP": "sinfonia"})
    refused(result, "ENF-008")
    assert "sinfonia (message)" in result.text
    assert "ENF-008 would have refused this commit" in result.text


def test_skipping_every_hook_of_a_commit_is_seen_by_the_push(installed, make_repo):
    remote = make_repo("remote.git", "--bare")
    installed.git("remote", "add", "origin", str(remote.path))
    installed.repo.stage({"notes.txt": SECRET})
    assert (
        installed.git(
            "commit", "-m", "Two", env={"SKIP": "sinfonia,sinfonia-commit-msg,sinfonia-prepare-commit-msg"}
        ).code
        == 0
    )
    refused(installed.git("push", "origin", "main"), "ENF-008")


def test_a_commit_without_its_hooks_is_told_about(installed):
    installed.repo.stage({"notes.txt": SECRET})
    result = installed.git("commit", "--no-verify", "-m", "Two")
    assert result.code == 0
    assert "the hooks were skipped; ENF-008 would have refused this commit" in result.text


def test_a_warning_that_the_runner_hides_is_repeated_by_the_message_hook(installed):
    installed.repo.commit({".sinfonia/config.yaml": "rules:\n  ENF-001: {severity: warning}\n"}, "Soften")
    installed.repo.stage({"src/login.py": CODE})
    result = installed.git("commit", "-m", "Two")
    assert result.code == 0
    assert result.text.count("`src/login.py` changes but no test does") == 1
    installed.repo.stage({"src/login.py": "# why\n" + CODE})
    assert "no test does" not in installed.git("commit", "-m", "Three").text


def test_a_message_that_holds_a_secret_is_refused(installed):
    installed.repo.stage({"notes.txt": "clean\n"})
    refused(installed.git("commit", "-m", f"Use {TOKEN}"), "ENF-008")


def test_run_judges_a_message_and_a_push_by_their_stage(installed):
    installed.repo.commit({"notes.txt": SECRET}, "Leak")
    refused(installed("run", "--hook-stage", "pre-push", "--from-ref", "HEAD~1", "--to-ref", "HEAD"), "ENF-008")
    installed.repo.write({".git/M": f"Use {TOKEN}\n"})
    refused(installed("run", "--hook-stage", "commit-msg", "--commit-msg-filename", ".git/M"), "ENF-008")
    installed.repo.write({".git/M": "Fine\n"})
    assert installed("run", "--hook-stage", "commit-msg", "--commit-msg-filename", ".git/M").code == 0


def test_a_broken_configuration_refuses_with_its_line(installed):
    installed.repo.stage({".sinfonia/config.yaml": "version: '0.1'\nenforcment_strictness: high\n"})
    result = installed.git("commit", "-m", "Two")
    assert result.code == 1  # the runner's own code; ours is in its text
    assert "- exit code: 2" in result.text
    assert "error[ENF-903]" in result.text
    assert ".sinfonia/config.yaml:2" in result.text
