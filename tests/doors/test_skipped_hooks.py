"""`git commit --no-verify` does not pass unseen: `prepare-commit-msg` runs all the same."""

from __future__ import annotations

import pytest
from planted import AGENT, CODE, ENV, SECRET, TOKEN, passed, refused

from sinfonia.surfaces.actor import AGENT_VARIABLES


@pytest.fixture
def leaking(hooked):
    """A hooked repository in which a secret file is staged."""
    hooked.commit({"README.md": "# x\n"})
    hooked.stage({".env": ENV})
    return hooked


@pytest.mark.parametrize("variable", AGENT_VARIABLES)
def test_an_agent_that_skips_the_hooks_is_refused(leaking, variable):
    refused(leaking.try_git("commit", "--no-verify", "-qm", "Leak", env={variable: "1"}), "ENF-002")


def test_an_agent_that_skips_the_hooks_of_a_good_commit_passes(leaking):
    leaking.git("rm", "-qf", ".env")
    leaking.stage({"a.txt": "a\n"})
    result = leaking.try_git("commit", "--no-verify", "-qm", "Fine", env=AGENT)
    assert (result.code, result.text) == (0, "")


def test_a_person_gets_one_line(leaking):
    result = leaking.try_git("commit", "--no-verify", "-qm", "Leak")
    passed(result)
    assert result.out == ""
    assert len(result.err.splitlines()) == 1
    assert "ENF-002" in result.err
    assert TOKEN not in result.text


def test_a_person_is_refused_where_the_policy_says_so(leaking):
    leaking.write({".sinfonia/config.yaml": 'version: "0.1"\nbypass: refuse\n'})
    result = leaking.try_git("commit", "-n", "-qm", "Leak")
    refused(result, "ENF-002")
    assert "skipped" in result.text
    leaking.write({".sinfonia/config.yaml": 'version: "0.1"\nbypass: note\n'})
    passed(leaking.try_git("commit", "-n", "-qm", "Leak"))


def test_no_variable_turns_a_refusal_into_a_note(leaking):
    refused(leaking.try_git("commit", "-nqm", "Leak", env={**AGENT, "SINFONIA_BYPASS": "note"}), "ENF-002")


def test_a_broken_configuration_refuses_here_too(leaking):
    leaking.write({".sinfonia/config.yaml": "no: such key\n"})
    refused(leaking.try_git("commit", "-nqm", "Leak", env=AGENT), "ENF-903")


def test_the_range_refuses_what_was_committed_behind_the_hooks(leaking):
    base = leaking.git("rev-parse", "HEAD").strip()
    passed(leaking.try_git("commit", "-nqm", "Leak"))
    refused(leaking.sinfonia("check", "--from", base, "--to", "HEAD"), "ENF-002")
    refused(leaking.sinfonia("check", "--from", base, "--to", "HEAD", env={"CI": "true"}), "ENF-002")


def test_a_secret_in_the_message_is_found_here_too(leaking):
    leaking.git("rm", "-qf", ".env")
    leaking.stage({"a.txt": "a\n"})
    refused(leaking.try_git("commit", "-nqm", f"Use {TOKEN}", env=AGENT), "ENF-008")


def test_a_trailer_waives_here_too(leaking):
    leaking.git("rm", "-qf", ".env")
    leaking.stage({"src/login.py": CODE})
    refused(leaking.try_git("commit", "-nqm", "Code", env=AGENT), "ENF-001")
    passed(leaking.try_git("commit", "-nqm", "Code", "-m", "Tests-Exempt: tried by hand", env=AGENT))


def test_what_the_message_hook_refused_is_not_passed_by_skipping_it(hooked):
    hooked.stage({"README.md": "# x\n"})
    hooked.git("commit", "-qm", "One")  # leaves the receipt: tests are asked for at the message from now on
    hooked.stage({"src/login.py": CODE})
    refused(hooked.try_git("commit", "-qm", "Code", env=AGENT), "ENF-001")
    refused(hooked.try_git("commit", "-nqm", "Code", env=AGENT), "ENF-001")
    refused(hooked.try_git("commit", "-nqm", "Code", env=AGENT), "ENF-001")
    passed(hooked.try_git("commit", "-qm", "Code", "-m", "Tests-Exempt: tried by hand", env=AGENT))


def test_a_commit_given_up_in_the_editor_does_not_vouch_for_the_next(hooked):
    hooked.stage({"README.md": "# x\n"})
    hooked.git("commit", "-qm", "One")
    hooked.stage({"src/login.py": CODE})
    assert hooked.try_git("commit", env={**AGENT, "GIT_EDITOR": "false"}).code != 0
    refused(hooked.try_git("commit", "-nqm", "Code", env=AGENT), "ENF-001")


def test_a_commit_may_be_tried_again_after_it_was_given_up(hooked):
    hooked.stage({"README.md": "# x\n"})
    assert hooked.try_git("commit", env={"GIT_EDITOR": "false"}).code != 0
    passed(hooked.try_git("commit", "-qm", "One", env=AGENT))


# --- where git itself runs no other hook


def other_branch(repo, files):
    repo.git("switch", "-qc", "other")
    made = repo.commit(files, "Other")
    repo.git("switch", "-q", "main")
    return made


@pytest.fixture
def clean(hooked):
    hooked.commit({"README.md": "# x\n", "shared.txt": "one\n"})
    return hooked


def test_a_cherry_pick_is_not_taken_for_skipped_hooks(clean):
    made = other_branch(clean, {"a.txt": SECRET})
    passed(clean.try_git("cherry-pick", made, env=AGENT))


def test_a_revert_is_not_taken_for_skipped_hooks(clean):
    made = clean.commit({"a.txt": SECRET})
    clean.commit({"a.txt": None})
    passed(clean.try_git("revert", "--no-edit", "HEAD", env=AGENT))
    assert clean.git("rev-parse", f"{made}:a.txt") == clean.git("rev-parse", "HEAD:a.txt")


@pytest.mark.parametrize("backend", ["--merge", "--apply"])
def test_a_rebase_is_not_taken_for_skipped_hooks(clean, backend):
    other_branch(clean, {"a.txt": "a\n", "tests/test_x.py": "def test_x():\n    assert 1\n"})
    clean.commit({"b.txt": "b\n"})
    clean.git("switch", "-q", "other")
    result = clean.try_git("rebase", "-q", backend, "main", env=AGENT)
    passed(result)
    assert "sinfonia" not in result.text


def test_a_merge_without_its_hooks_is_left_to_the_range(clean):
    base = clean.git("rev-parse", "HEAD").strip()
    other_branch(clean, {"a.txt": SECRET})
    clean.commit({"b.txt": "b\n"})
    passed(clean.try_git("merge", "--no-verify", "--no-edit", "other", env=AGENT))
    refused(clean.sinfonia("check", "--from", base, "--to", "HEAD"), "ENF-008")


def test_an_am_is_not_taken_for_skipped_hooks(clean):
    other_branch(clean, {"a.txt": "a\n"})
    patch = clean.git("format-patch", "-1", "other", "--stdout")
    passed(clean.run("git", "am", "-q", stdin=patch, env=AGENT))


def test_an_amended_message_needs_no_mark(clean):
    clean.commit({"a.txt": SECRET})
    passed(clean.try_git("commit", "-n", "--amend", "-m", "Other words", env=AGENT))
