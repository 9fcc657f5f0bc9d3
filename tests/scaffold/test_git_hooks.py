from __future__ import annotations

import os
import sys

from hook_world import SCRIPT, actions, install, put, tree, uninstall

from sinfonia.scaffold.hook_file import CHAINED


def test_a_commit_with_a_secret_file_is_refused_and_a_good_one_passes_silently(repo):
    install(repo)
    repo.stage({".env": "A=1\n"})
    refused = repo.try_git("commit", "-qm", "Add settings")
    assert refused.code == 1
    assert "ENF-002" in refused.text
    repo.git("rm", "-q", "--cached", ".env")
    repo.write({".env": None})
    repo.stage({"README": "hello\n"})
    accepted = repo.try_git("commit", "-qm", "Add a page")
    assert (accepted.code, accepted.text) == (0, "")


def test_a_second_install_changes_nothing_not_even_a_time(repo):
    install(repo)
    before = tree(repo.path / ".git", times=True)
    again = install(repo)
    assert set(actions(again).values()) == {"unchanged"}
    assert tree(repo.path / ".git", times=True) == before


def test_uninstall_leaves_every_byte_and_mode_as_it_was(repo, hooks):
    put(hooks / "pre-commit", "exit 0\n", 0o750)
    put(hooks / "commit-msg", "exit 0\n", 0o644)
    put(repo.path / "tools" / "hook", "exit 0\n")
    (hooks / "pre-push").symlink_to("../../tools/hook")
    (hooks / "pre-applypatch").symlink_to("../nowhere")
    (hooks / "post-commit").write_text("not ours\n")
    before = tree(repo.path)
    install(repo)
    assert tree(repo.path) != before
    repo.write({"README": "hello\n"})
    repo.git("add", "README")
    repo.git("commit", "-qm", "Add a page")
    uninstall(repo)
    after = tree(repo.path)
    assert "sinfonia" not in os.listdir(repo.path / ".git")
    own = {name: entry for name, entry in after.items() if name.startswith((".git/hooks", "tools"))}
    assert own == {name: entry for name, entry in before.items() if name.startswith((".git/hooks", "tools"))}


def test_a_hooks_folder_that_was_not_there_is_not_there_afterwards(repo, hooks):
    for path in list(hooks.iterdir()):
        path.unlink()
    hooks.rmdir()
    before = tree(repo.path)
    install(repo)
    assert (hooks / "pre-commit").exists()
    uninstall(repo)
    assert tree(repo.path) == before


def test_an_empty_hooks_folder_stays(repo, hooks):
    for path in list(hooks.iterdir()):
        path.unlink()
    install(repo)
    uninstall(repo)
    assert hooks.is_dir()
    assert not list(hooks.iterdir())


def test_a_moved_interpreter_is_written_anew_in_place(repo, hooks, monkeypatch):
    put(hooks / "pre-commit", "exit 0\n")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/nowhere/python")
        install(repo)
    repo.stage({"README": "hello\n"})
    refused = repo.try_git("commit", "-qm", "Add a page")
    assert refused.code == 1
    assert refused.err == (
        "sinfonia: /nowhere/python is gone, so pre-commit cannot judge; "
        "install Sinfonia again and type: sinfonia install\n"
    )
    assert set(actions(install(repo)).values()) == {"refreshed"}
    assert (hooks / f"pre-commit{CHAINED}").read_text() == SCRIPT + "exit 0\n"
    assert repo.try_git("commit", "-qm", "Add a page").code == 0


def test_a_hook_that_lost_its_mode_is_written_anew(repo, hooks):
    install(repo)
    (hooks / "commit-msg").chmod(0o644)
    assert actions(install(repo))["commit-msg"] == "refreshed"
    assert os.access(hooks / "commit-msg", os.X_OK)


def test_an_edited_hook_is_kept_by_install_and_by_uninstall(repo, hooks):
    put(hooks / "pre-commit", "exit 0\n")
    install(repo)
    edited = (hooks / "pre-commit").read_bytes() + b"echo mine\n"
    (hooks / "pre-commit").write_bytes(edited)
    assert actions(install(repo))["pre-commit"] == "edited"
    outcome = uninstall(repo)
    assert actions(outcome)["pre-commit"] == "edited"
    assert not outcome.complete
    assert any("pre-commit" in step for step in outcome.next_steps)
    assert (hooks / "pre-commit").read_bytes() == edited
    assert (hooks / f"pre-commit{CHAINED}").exists()
    assert not (hooks / "commit-msg").exists()


def test_a_dry_run_says_the_same_and_writes_nothing(repo, hooks):
    put(hooks / "pre-commit", "exit 0\n")
    before = tree(repo.path, times=True)
    planned = install(repo, dry_run=True)
    assert tree(repo.path, times=True) == before
    assert actions(install(repo)) == actions(planned)
    before = tree(repo.path, times=True)
    planned = uninstall(repo, dry_run=True)
    assert tree(repo.path, times=True) == before
    assert actions(uninstall(repo)) == actions(planned)


def test_uninstall_where_nothing_is_installed_touches_nothing(repo, hooks):
    put(hooks / "pre-commit", "exit 0\n")
    before = tree(repo.path, times=True)
    assert uninstall(repo).rows == ()
    assert tree(repo.path, times=True) == before
