from __future__ import annotations

from pathlib import Path

import pytest
from hook_world import SCRIPT, actions, install, put, tree, uninstall

from sinfonia.scaffold import hook_file
from sinfonia.scaffold.hook_file import CHAINED, COMMIT_HOOKS, SERVER_HOOKS
from sinfonia.scaffold.hook_plan import Action


@pytest.fixture
def remote(repo, make_repo):
    bare = make_repo("remote.git", "--bare")
    repo.git("remote", "add", "origin", str(bare.path))
    return bare


def test_a_chained_hook_runs_first_and_what_it_stages_is_judged_too(repo, hooks):
    put(hooks / "pre-commit", "echo A=1 >.env\ngit add -f .env\n")
    assert actions(install(repo))["pre-commit"] == "chained"
    repo.stage({"README": "hello\n"})
    refused = repo.try_git("commit", "-qm", "Add a page")
    assert refused.code == 1
    assert "ENF-002" in refused.text


@pytest.mark.parametrize("code", [1, 3])
def test_a_chained_hook_still_refuses(repo, hooks, code):
    put(hooks / "pre-commit", f"echo no >&2\nexit {code}\n")
    install(repo)
    repo.stage({"README": "hello\n"})
    refused = repo.try_git("commit", "-qm", "Add a page")
    assert (refused.code, refused.err) == (1, "no\n")
    assert repo.run(hooks / "pre-commit").code == code


def test_a_chained_hook_sees_its_arguments_and_may_change_the_message(repo, hooks):
    put(hooks / "commit-msg", 'printf "%s|" "$#" "$@" >args\necho "Tests-Exempt: a toy" >>"$1"\n')
    assert repo.sinfonia("install").code == 0
    repo.stage({"app.py": "print(1)\n"})
    repo.git("commit", "-qm", "Add a toy\n\n")
    assert (repo.path / "args").read_text() == "1|.git/COMMIT_EDITMSG|"


def test_a_hook_that_git_ignored_is_not_run_by_us_either(repo, hooks):
    put(hooks / "pre-commit", "exit 1\n", 0o644)
    install(repo)
    repo.stage({"README": "hello\n"})
    assert repo.try_git("commit", "-qm", "Add a page").code == 0


def test_a_chained_pre_push_and_ours_both_see_what_is_pushed(repo, hooks, remote):
    put(hooks / "pre-push", 'echo "$@" >../seen\ncat >>../seen\n')
    install(repo)
    one = repo.commit({"README": "hello\n"})
    assert repo.try_git("push", "-q", "origin", "main").code == 0
    zero = "0" * 40
    assert (repo.path.parent / "seen").read_text() == (
        f"origin {remote.path}\nrefs/heads/main {one} refs/heads/main {zero}\n"
    )
    repo.commit({".env": "A=1\n"})
    refused = repo.try_git("push", "-q", "origin", "main")
    assert refused.code == 1
    assert "ENF-002" in refused.text


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_chained_pre_push_that_reads_nothing_is_no_trouble(repo, hooks, remote, shell):
    put(hooks / "pre-push", "exit 0\n")
    install(repo)
    lines = "".join(f"(delete) {'0' * 40} refs/heads/b{n} {'1' * 40}\n" for n in range(2000))
    done = repo.run(shell, hooks / "pre-push", "origin", remote.path, stdin=lines)
    assert (done.code, done.text) == (0, "")


def test_a_chained_pre_push_gets_nothing_when_nothing_is_pushed(repo, hooks):
    put(hooks / "pre-push", "wc -c >seen\n")
    install(repo)
    assert repo.run(hooks / "pre-push", "origin", "url").code == 0
    assert (repo.path / "seen").read_text().strip() == "0"


def test_a_chained_pre_push_refuses(repo, hooks, remote):
    put(hooks / "pre-push", "exit 4\n")
    install(repo)
    repo.commit({"README": "hello\n"})
    assert repo.try_git("push", "-q", "origin", "main").code == 1
    assert remote.try_git("rev-parse", "main").code != 0


def test_a_hook_that_asks_for_its_own_name_is_not_renamed(repo, hooks):
    text = 'case $(basename "$0") in pre-commit) exit 0;; *) exit 1;; esac\n'
    put(hooks / "pre-commit", text)
    outcome = install(repo)
    assert actions(outcome)["pre-commit"] == "blocked"
    assert not outcome.complete
    assert (hooks / "pre-commit").read_text() == SCRIPT + text


def test_a_copy_of_the_portable_hook_is_left_as_it_is(repo, hooks):
    source = Path(hook_file.this_package(), "hooks", "pre-commit")
    (hooks / "pre-commit").write_bytes(source.read_bytes())
    assert actions(install(repo))["pre-commit"] == "left"
    assert (hooks / "pre-commit").read_bytes() == source.read_bytes()


def test_another_program_that_took_the_place_of_ours_is_not_fought(repo, hooks):
    put(hooks / "pre-commit", "echo first\n")
    install(repo)
    put(hooks / "pre-commit", "echo second\n")
    outcome = install(repo)
    assert actions(outcome)["pre-commit"] == "blocked"
    assert actions(uninstall(repo)) == {name: "blocked" if name == "pre-commit" else "removed" for name in COMMIT_HOOKS}
    assert (hooks / "pre-commit").read_text() == SCRIPT + "echo second\n"
    assert (hooks / f"pre-commit{CHAINED}").read_text() == SCRIPT + "echo first\n"


def test_a_server_refuses_a_push_with_a_secret_and_its_earlier_hook_sees_the_refs(make_repo):
    server, work = make_repo("server.git", "--bare"), make_repo("work")
    put(server.path / "hooks" / "pre-receive", "cat >>seen\n")
    before = tree(server.path / "hooks")
    outcome = install(server, SERVER_HOOKS)
    assert actions(outcome) == {"pre-receive": "chained"}
    one = work.commit({"README": "hello\n"})
    work.git("remote", "add", "origin", str(server.path))
    assert work.try_git("push", "-q", "origin", "main").code == 0
    assert (server.path / "seen").read_text() == f"{'0' * 40} {one} refs/heads/main\n"
    work.commit({".env": "A=1\n"})
    refused = work.try_git("push", "-q", "origin", "main")
    assert refused.code == 1
    assert "ENF-002" in refused.text
    assert actions(uninstall(server)) == {"pre-receive": Action.RESTORED}
    assert tree(server.path / "hooks") == before
