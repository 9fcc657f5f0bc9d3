"""ENF-001 over a range: the net change of the branch is asked for tests, whatever its commits did in between."""

from __future__ import annotations

from planted import CODE, MORE_CODE, TEST, passed, refused

WEAK = TEST.replace("assert f(1) == 2", "f(1)")
WAIVED = "Code\n\nTests-Exempt: tried by hand"


def check(repo, base="main"):
    return repo.sinfonia("check", "--from", base, "--to", "HEAD")


def test_a_test_in_a_later_commit_of_the_range_counts(feature):
    feature.commit({"src/login.py": CODE}, "Code")
    refused(check(feature), "ENF-001")
    feature.commit({"tests/test_login.py": TEST}, "Test")
    passed(check(feature))


def test_a_test_in_an_earlier_commit_of_the_range_counts(feature):
    feature.commit({"tests/test_login.py": TEST}, "Test")
    feature.commit({"src/login.py": CODE}, "Code")
    passed(check(feature))
    refused(check(feature, "HEAD~1"), "ENF-001")


def test_a_test_that_the_range_takes_out_again_does_not_count(feature):
    feature.commit({"src/login.py": CODE, "tests/test_login.py": TEST}, "Code and test")
    passed(check(feature))
    feature.commit({"tests/test_login.py": None}, "Less")
    refused(check(feature), "ENF-001")


def test_a_test_whose_assertion_a_later_commit_takes_out_does_not_count(feature):
    feature.git("switch", "-q", "main")
    feature.commit({"src/login.py": CODE, "tests/test_login.py": TEST}, "Tested")
    feature.git("switch", "-qC", "work")
    feature.commit({"src/login.py": MORE_CODE, "tests/test_login.py": TEST.replace("== 2", "== 3")}, "Both")
    passed(check(feature))
    feature.commit({"tests/test_login.py": WEAK}, "Weaker")
    refused(check(feature), "ENF-001")


def test_code_that_the_range_takes_back_needs_no_test(feature):
    feature.commit({"src/old.py": "def old():\n    return 2\n"}, "Change")
    refused(check(feature), "ENF-001")
    feature.commit({"src/old.py": "def old():\n    return 1\n"}, "Change back by hand")
    passed(check(feature))


def test_a_reverted_commit_of_the_range_needs_no_test_and_what_follows_does(feature):
    feature.commit({"src/old.py": "def old():\n    return 2\n"}, "Change")
    feature.git("revert", "--no-edit", "HEAD")
    passed(check(feature))
    feature.commit({"src/old.py": "def old():\n    return 3\n"}, "Change again")
    refused(check(feature), "ENF-001")


def test_a_deleted_source_needs_no_test_and_its_deleted_test_serves_no_other(feature):
    feature.commit({"src/old.py": None, "tests/test_old.py": None}, "Less")
    passed(check(feature))
    feature.commit({"src/login.py": CODE}, "Code")
    refused(check(feature), "ENF-001")


def test_a_rename_over_two_commits_is_judged_on_what_it_changed(feature):
    body = "".join(f"def g{n}():\n    return {n}\n" for n in range(9))
    feature.git("switch", "-q", "main")
    feature.commit({"src/long.py": body}, "Long")
    feature.git("switch", "-qC", "work")
    feature.commit({"src/long.py": None, "src/pkg/long.py": body}, "Move")
    feature.commit({"src/pkg/long.py": body + "# moved\n"}, "Note")
    passed(check(feature))
    feature.commit({"src/pkg/long.py": body.replace("return 4", "return 5")}, "Edit")
    refused(check(feature), "ENF-001")


def test_a_waiver_holds_for_the_paths_that_no_other_commit_touches(feature):
    feature.commit({"src/login.py": CODE}, WAIVED)
    passed(check(feature))
    feature.commit({"src/other.py": CODE}, "Other code")
    refused(check(feature), "ENF-001")
    feature.git("reset", "-q", "--hard", "HEAD~1")
    feature.commit({"src/login.py": MORE_CODE}, "Without a waiver")
    refused(check(feature), "ENF-001")


def test_a_waiver_inside_the_message_of_a_squash_holds(feature):
    feature.git("switch", "-qc", "work")
    feature.commit({"src/login.py": CODE}, "One")
    feature.commit({"src/other.py": CODE}, "Two")
    feature.git("switch", "-q", "feature")
    feature.git("merge", "-q", "--squash", "work")
    feature.git("commit", "-q", "--no-verify", "-m", "Squash\n\n* One\n\n  Tests-Exempt: not at the start of a line")
    refused(check(feature), "ENF-001")
    feature.git("commit", "-q", "--no-verify", "--amend", "-m", "Squash\n\n* One\n\nTests-Exempt: by hand\n\n* Two")
    passed(check(feature))


def test_an_update_from_the_base_is_not_asked_for_tests_and_code_in_the_merge_is(feature):
    feature.commit({"shared.txt": "ours\n"}, "Ours")
    feature.git("switch", "-q", "main")
    feature.commit({"src/theirs.py": CODE}, "On main")
    feature.git("switch", "-q", "feature")
    feature.git("merge", "-q", "--no-verify", "--no-edit", "main")
    passed(check(feature))
    feature.write({"src/login.py": CODE})
    feature.git("add", "-A")
    feature.git("commit", "-q", "--amend", "--no-edit", "--no-verify")
    refused(check(feature), "ENF-001")
