"""Merges, and what git commits without a hook that can judge: rebase, cherry-pick, am, revert."""

from __future__ import annotations

from planted import CODE, MORE_CODE, SECRET, TEST, TOKEN, passed, refused


def check(repo, base, head="HEAD"):
    return repo.sinfonia("check", "--from", base, "--to", head)


# --- merges


def branches(repo, theirs, ours, both=None):
    repo.commit({"shared.txt": "one\ntwo\nthree\n", **(both or {})}, "Common")
    repo.git("switch", "-qc", "theirs")
    repo.commit(theirs, "Theirs")
    repo.git("switch", "-q", "feature")
    repo.commit(ours, "Ours")


def test_a_clean_merge_that_brings_a_secret_is_refused(feature):
    branches(feature, {"leak.txt": SECRET}, {"a.txt": "a\n"})
    refused(feature.try_git("merge", "--no-edit", "theirs"), "ENF-008")


def test_a_clean_merge_of_harmless_work_passes(feature):
    # The code on the other branch was judged there: a merge is not asked for its tests.
    branches(feature, {"src/login.py": CODE}, {"a.txt": "a\n"})
    passed(feature.try_git("merge", "--no-edit", "theirs"))
    assert len(feature.git("log", "-1", "--format=%P").split()) == 2


def test_a_merge_of_three_is_judged(feature):
    branches(feature, {"leak.txt": SECRET}, {"a.txt": "a\n"})
    feature.git("switch", "-qc", "third", "HEAD~1")
    feature.commit({"third.txt": "third\n"}, "Third")
    feature.git("switch", "-q", "feature")
    refused(feature.try_git("merge", "--no-edit", "third", "theirs"), "ENF-008")
    feature.git("reset", "-q", "--hard")
    feature.git("switch", "-q", "theirs")
    feature.commit({"leak.txt": "clean\n"}, "Mend")
    feature.git("switch", "-q", "feature")
    passed(feature.try_git("merge", "--no-edit", "third", "theirs"))
    assert len(feature.git("log", "-1", "--format=%P").split()) == 3


def conflict(repo, **more):
    branches(repo, {"shared.txt": "one\nTHEIRS\nthree\n"}, {"shared.txt": "one\nOURS\nthree\n"}, **more)
    assert repo.try_git("merge", "--no-edit", "theirs").code == 1


def test_a_resolved_merge_with_an_own_evil_line_is_refused(feature):
    conflict(feature)
    feature.stage({"shared.txt": f"one\n{SECRET}three\n"})
    refused(feature.try_git("commit", "--no-edit"), "ENF-008")
    feature.stage({"shared.txt": "one\nboth\nthree\n"})
    passed(feature.try_git("commit", "--no-edit"))


def test_an_unresolved_merge_is_not_committed(feature):
    conflict(feature)
    assert feature.try_git("commit", "--no-edit").code != 0
    assert feature.hook("pre-commit").code == 2


def test_a_merge_with_code_of_its_own_needs_a_test(feature):
    conflict(feature, both={"src/login.py": CODE})
    feature.stage({"shared.txt": "one\nboth\nthree\n", "src/login.py": MORE_CODE})
    refused(feature.try_git("commit", "--no-edit"), "ENF-001")
    feature.stage({"tests/test_login.py": TEST.replace("2", "3")})
    passed(feature.try_git("commit", "--no-edit"))


def test_a_merge_with_code_of_its_own_may_be_waived_at_the_message(feature):
    passed(feature.try_git("commit", "-q", "--allow-empty", "-m", "Leave the receipt"))
    conflict(feature, both={"src/login.py": CODE})
    feature.stage({"shared.txt": "one\nboth\nthree\n", "src/login.py": MORE_CODE})
    refused(feature.try_git("commit", "-m", "Merge"), "ENF-001")
    passed(feature.try_git("commit", "-m", "Merge", "-m", "Tests-Exempt: both sides had it"))


def test_a_variable_does_not_make_a_merge_of_a_commit(feature):
    feature.stage({"src/login.py": CODE})
    tree = feature.git("write-tree").strip()
    same = feature.git("commit-tree", tree, "-p", "HEAD", "-m", "x").strip()
    refused(feature.try_git("commit", "-qm", "Code", env={f"GITHEAD_{same}": "x"}), "ENF-001")


def test_a_squash_merge_is_a_commit_like_any_other(feature):
    branches(feature, {"leak.txt": SECRET}, {"a.txt": "a\n"})
    feature.git("merge", "-q", "--squash", "theirs")
    refused(feature.try_git("commit", "-m", "Squash"), "ENF-008")
    feature.stage({"leak.txt": "clean\n"})
    passed(feature.try_git("commit", "-m", "Squash"))


def test_a_range_sees_an_evil_merge_but_not_what_an_update_brings(feature):
    base = feature.git("rev-parse", "main").strip()
    feature.git("switch", "-q", "main")
    feature.commit({"src/theirs.py": CODE, "old.txt": SECRET}, "On main")
    feature.git("switch", "-q", "feature")
    feature.commit({"a.txt": "a\n"}, "On the feature")
    feature.git("merge", "-q", "--no-verify", "--no-edit", "main")
    tip = feature.git("rev-parse", "main").strip()
    passed(check(feature, tip))
    feature.git("merge-base", "--is-ancestor", base, "HEAD")
    feature.write({"a.txt": SECRET})
    feature.git("commit", "-qa", "--amend", "--no-edit", "--no-verify")
    assert len(feature.git("log", "-1", "--format=%P").split()) == 2
    refused(check(feature, tip), "ENF-008")


# --- what runs no hook that can judge


def test_a_rebase_is_judged_by_the_range(feature):
    base = feature.git("rev-parse", "HEAD").strip()
    feature.commit({"leak.txt": SECRET}, "Leak")
    feature.git("switch", "-q", "main")
    feature.commit({"b.txt": "b\n"}, "Main moves")
    feature.git("switch", "-q", "feature")
    feature.git("rebase", "-q", "main")
    refused(check(feature, "main"), "ENF-008")
    feature.git("reset", "-q", "--hard", base)
    feature.commit({"c.txt": "c\n"}, "Clean")
    feature.git("rebase", "-q", "main")
    passed(check(feature, "main"))


def test_a_rebase_with_a_conflict_goes_on_without_a_word_about_skipped_hooks(feature):
    branches(feature, {"shared.txt": "one\nTHEIRS\nthree\n"}, {"shared.txt": "one\nOURS\nthree\n"})
    assert feature.try_git("rebase", "theirs").code != 0
    feature.stage({"shared.txt": "one\nboth\nthree\n"})
    done = feature.try_git("rebase", "--continue", env={"GIT_EDITOR": "true", "CLAUDECODE": "1"})
    passed(done)
    assert "sinfonia" not in done.text


def test_a_cherry_pick_is_judged_by_the_range(feature):
    feature.commit({"leak.txt": SECRET}, "Leak")
    leak = feature.git("rev-parse", "HEAD").strip()
    feature.git("switch", "-qc", "other", "main")
    feature.git("cherry-pick", leak)
    refused(check(feature, "main"), "ENF-008")
    feature.git("reset", "-q", "--hard", "main")
    fine = feature.commit({"fine.txt": "fine\n"}, "Fine")
    feature.git("reset", "-q", "--hard", "main")
    feature.git("cherry-pick", fine)
    passed(check(feature, "main"))


def test_git_am_is_judged_before_it_commits(feature, tmp_path):
    feature.commit({"leak.txt": SECRET}, "Leak")
    leak = feature.git("format-patch", "-1", "--stdout")
    feature.git("reset", "-q", "--hard", "main")
    refused(feature.run("git", "am", "-q", stdin=leak), "ENF-008")
    feature.git("am", "--abort")
    passed(feature.run("git", "am", "-q", stdin=leak.replace(SECRET.strip(), "clean")))
    assert (feature.path / "leak.txt").read_text() == "clean\n"


def test_git_am_reads_the_message_for_waivers_and_secrets(feature):
    feature.commit({"src/login.py": CODE}, "Code")
    patch = feature.git("format-patch", "-1", "--stdout")
    feature.git("reset", "-q", "--hard", "main")
    refused(feature.run("git", "am", "-q", stdin=patch), "ENF-001")
    feature.git("am", "--abort")
    waived = patch.replace("\n---\n", "\nTests-Exempt: from upstream\n---\n", 1)
    refused(feature.run("git", "am", "-q", stdin=waived.replace("upstream", TOKEN)), "ENF-008")
    feature.git("am", "--abort")
    passed(feature.run("git", "am", "-q", stdin=waived))


# --- reverts


def test_a_forged_revert_needs_a_test(feature):
    old = feature.commit({"src/old.py": "def old():\n    return 2\n"}, "Change\n\nTests-Exempt: for the story")
    feature.commit({"src/old.py": "def old():\n    return 3\n"}, f'Revert "Change"\n\nThis reverts commit {old}.')
    refused(check(feature, old), "ENF-001")


def test_a_true_revert_needs_no_test(feature):
    old = feature.commit({"src/old.py": "def old():\n    return 2\n"}, "Change\n\nTests-Exempt: for the story")
    feature.git("revert", "--no-edit", old)
    passed(check(feature, old))
    passed(feature.sinfonia("check", "--commit", "HEAD"))


def test_a_revert_that_waits_for_its_message_passes_the_hooks(feature):
    old = feature.commit({"src/old.py": "def old():\n    return 2\n"}, "Change")
    passed(feature.try_git("commit", "-q", "--allow-empty", "-m", "Leave the receipt"))
    feature.git("revert", "--no-commit", old)
    forged = feature.try_git(
        "commit", "-m", 'Revert "Start"', "-m", f"This reverts commit {feature.git('rev-parse', 'main').strip()}."
    )
    refused(forged, "ENF-001")
    passed(feature.try_git("commit", "-m", 'Revert "Change"', "-m", f"This reverts commit {old}."))
