"""The door at a push: every commit that the remote lacks is judged, by the policy of the base."""

from __future__ import annotations

import pytest
from planted import SECRET, TOKEN, passed, refused

ZERO = "0" * 40


@pytest.fixture
def cloned(hooked, make_repo):
    """A hooked repository with a remote `origin` that has its first commit."""
    hooked.bare = make_repo("origin.git", "--bare")
    hooked.commit({"README.md": "# x\n"})
    hooked.git("remote", "add", "origin", str(hooked.bare.path))
    hooked.git("push", "-q", "--no-verify", "-u", "origin", "main")
    return hooked


def leak_in_the_middle(repo):
    repo.commit({"a.txt": SECRET}, "Leak")
    repo.commit({"a.txt": "clean\n"}, "Mend")


def test_a_secret_in_the_middle_refuses_a_push_with_a_clean_tip(cloned):
    leak_in_the_middle(cloned)
    refused(cloned.try_git("push", "-q", "origin", "main"), "ENF-008")
    cloned.git("reset", "-q", "--hard", "origin/main")
    cloned.commit({"a.txt": "clean\n"})
    passed(cloned.try_git("push", "-q", "origin", "main"))


def test_a_secret_in_a_message_refuses_a_push(cloned):
    cloned.commit({"a.txt": "clean\n"}, f"Leak {SECRET}")
    refused(cloned.try_git("push", "-q", "origin", "main"), "ENF-008")
    cloned.git("commit", "-q", "--amend", "-m", "Fine")
    passed(cloned.try_git("push", "-q", "origin", "main"))


def test_a_new_branch_is_judged_from_what_the_remote_has(cloned):
    cloned.git("switch", "-qc", "feature")
    leak_in_the_middle(cloned)
    refused(cloned.try_git("push", "-q", "origin", "feature"), "ENF-008")
    cloned.git("reset", "-q", "--hard", "origin/main")
    cloned.commit({"a.txt": "clean\n"})
    passed(cloned.try_git("push", "-q", "origin", "feature"))


def test_what_the_remote_has_is_not_judged_again(cloned):
    leak_in_the_middle(cloned)
    cloned.git("push", "-q", "--no-verify", "origin", "main")
    cloned.git("switch", "-qc", "feature")
    cloned.commit({"b.txt": "b\n"})
    passed(cloned.try_git("push", "-q", "origin", "feature"))


def test_a_deletion_is_not_judged(cloned):
    cloned.git("push", "-q", "--no-verify", "origin", "main:old")
    cloned.stage({".env": SECRET})
    passed(cloned.try_git("push", "-q", "origin", "--delete", "old"))


@pytest.mark.parametrize("annotated", [(), ("-a", "-m", "v1")])
def test_a_tag_is_judged_by_its_commits(cloned, annotated):
    leak_in_the_middle(cloned)
    cloned.git("tag", *annotated, "v1")
    refused(cloned.try_git("push", "-q", "origin", "v1"), "ENF-008")
    cloned.git("tag", *annotated, "-f", "v1", "origin/main")
    passed(cloned.try_git("push", "-q", "origin", "v1"))


def test_the_message_of_a_tag_is_judged(cloned):
    cloned.git("tag", "-a", "v1", "-m", f"Use {TOKEN}")
    refused(cloned.try_git("push", "-q", "origin", "v1"), "ENF-008")
    cloned.git("tag", "-a", "-f", "v1", "-m", "First")
    passed(cloned.try_git("push", "-q", "origin", "v1"))


def test_a_tag_on_no_commit_is_refused(cloned):
    cloned.write({"loose.txt": SECRET})
    oid = cloned.git("hash-object", "-w", "loose.txt").strip()
    cloned.git("tag", "v1", oid)
    refused(cloned.try_git("push", "-q", "origin", "v1"), "ENF-904")


def test_a_forced_push_is_judged(cloned):
    cloned.git("commit", "-q", "--amend", "-m", "Other")
    leak_in_the_middle(cloned)
    refused(cloned.try_git("push", "-q", "--force", "origin", "main"), "ENF-008")
    cloned.git("reset", "-q", "--hard", "HEAD~2")
    passed(cloned.try_git("push", "-q", "--force", "origin", "main"))


def test_every_ref_of_a_push_is_judged(cloned):
    cloned.commit({"b.txt": "b\n"})
    cloned.git("switch", "-qc", "feature")
    leak_in_the_middle(cloned)
    refused(cloned.try_git("push", "-q", "origin", "main", "feature"), "ENF-008")
    refused(cloned.try_git("push", "-q", "--all", "origin"), "ENF-008")
    passed(cloned.try_git("push", "-q", "origin", "main"))


def test_a_ref_on_no_commit_does_not_hide_the_others(cloned):
    leak_in_the_middle(cloned)
    oid = cloned.git("rev-parse", "HEAD:README.md").strip()
    cloned.git("tag", "v1", oid)
    refused(cloned.try_git("push", "-q", "origin", "v1", "main"))
    refused(cloned.try_git("push", "-q", "origin", "main", "v1"))


def test_a_remote_may_be_named_by_its_address(cloned):
    address = str(cloned.bare.path)
    leak_in_the_middle(cloned)
    refused(cloned.try_git("push", "-q", address, "main"), "ENF-008")
    cloned.git("reset", "-q", "--hard", "origin/main")
    cloned.commit({"a.txt": "clean\n"})
    passed(cloned.try_git("push", "-q", address, "main"))
    passed(cloned.try_git("push", "-q", "file://" + address, "main:new"))


def test_an_address_with_a_star_hides_no_commit(cloned):
    leak_in_the_middle(cloned)
    line = f"refs/heads/main {cloned.git('rev-parse', 'HEAD').strip()} refs/heads/main {ZERO}\n"
    cloned.git("update-ref", "refs/remotes/other/main", "HEAD")
    refused(cloned.hook("pre-push", "*", "*", stdin=line), "ENF-008")


def test_a_ref_may_be_named_by_words(cloned):
    cloned.commit({"b.txt": "b\n"}, "Add some words")
    passed(cloned.try_git("push", "-q", "origin", "HEAD^{/some words}:refs/heads/words"))
    leak_in_the_middle(cloned)
    refused(cloned.try_git("push", "-q", "origin", "HEAD^{/Mend}:refs/heads/words"), "ENF-008")


def test_nothing_to_push_passes(cloned):
    passed(cloned.hook("pre-push", "origin", "x", stdin=""))
    assert cloned.hook("pre-push", "origin", "x", stdin="one line that is none\n").code == 2


@pytest.mark.parametrize("with_from", [True, False])
def test_under_pre_commit_the_variables_say_what_is_pushed(cloned, with_from):
    told = {"PRE_COMMIT": "1", "PRE_COMMIT_REMOTE_NAME": "origin", "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/main"}
    base = cloned.git("rev-parse", "HEAD").strip()
    leak_in_the_middle(cloned)
    told["PRE_COMMIT_TO_REF"] = cloned.git("rev-parse", "HEAD").strip()
    if with_from:
        told["PRE_COMMIT_FROM_REF"] = base
    refused(cloned.hook("pre-push", env=told), "ENF-008")
    passed(cloned.hook("pre-push", env={**told, "PRE_COMMIT_TO_REF": base}))


def test_variables_of_pre_commit_do_not_redirect_the_native_hook(cloned):
    base = cloned.git("rev-parse", "HEAD").strip()
    leak_in_the_middle(cloned)
    told = {"PRE_COMMIT": "1", "PRE_COMMIT_TO_REF": base, "PRE_COMMIT_FROM_REF": base}
    refused(cloned.try_git("push", "-q", "origin", "main", env=told), "ENF-008")


def test_the_policy_of_a_push_is_the_bases(cloned):
    loose = 'version: "0.1"\nexclude: ["**"]\n'
    cloned.git("switch", "-qc", "feature")
    cloned.commit({".sinfonia/config.yaml": loose})
    cloned.commit({"a.txt": SECRET})
    cloned.commit({".sinfonia/config.yaml": 'version: "0.1"\n', "b.txt": "b\n"})
    # The base has no configuration yet: the head's counts, and excludes nothing.
    refused(cloned.try_git("push", "-q", "origin", "feature"), "ENF-008")
    cloned.git("switch", "-q", "main")
    cloned.commit({".sinfonia/config.yaml": 'version: "0.1"\n'})
    cloned.git("push", "-q", "origin", "main")
    cloned.git("switch", "-qc", "other")
    cloned.commit({".sinfonia/config.yaml": loose, "a.txt": SECRET})
    refused(cloned.try_git("push", "-q", "origin", "other"), "ENF-008")


def test_a_push_is_judged_from_since_on(cloned):
    cloned.commit({"old.txt": SECRET}, "Before Sinfonia")
    since = cloned.git("rev-parse", "HEAD").strip()
    cloned.commit({".sinfonia/config.yaml": f'version: "0.1"\nsince: {since}\n'})
    passed(cloned.try_git("push", "-q", "origin", "main"))
    leak_in_the_middle(cloned)
    refused(cloned.try_git("push", "-q", "origin", "main"), "ENF-008")
