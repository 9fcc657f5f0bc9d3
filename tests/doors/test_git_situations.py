"""The ways in which a person makes a commit, and where: the refused case first, then its allowed twin."""

from __future__ import annotations

import os

import pytest
from planted import CODE, ENV, MORE_CODE, SECRET, TEST, TOKEN, blob, hook_up, passed, refused, write_hook


def check(repo, base, head="HEAD"):
    return repo.sinfonia("check", "--from", base, "--to", head)


# --- commits of one's own


def test_the_first_commit_is_judged_against_nothing(hooked):
    hooked.stage({".env": ENV, "a.txt": "a\n"})
    refused(hooked.try_git("commit", "-qm", "One"), "ENF-002")
    hooked.git("rm", "-q", "--cached", ".env")
    passed(hooked.try_git("commit", "-qm", "One"))


def test_an_amend_is_judged_by_what_it_adds(feature):
    feature.commit({"a.txt": "a\n"})
    feature.stage({".env": ENV})
    refused(feature.try_git("commit", "--amend", "--no-edit"), "ENF-002")
    feature.git("rm", "-qf", ".env")
    feature.stage({"b.txt": "b\n"})
    passed(feature.try_git("commit", "--amend", "--no-edit"))


def test_code_may_be_amended_after_its_test_was_committed(feature):
    feature.stage({"src/login.py": CODE})
    refused(feature.try_git("commit", "-qm", "Code"), "ENF-001")
    feature.git("rm", "-q", "--cached", "src/login.py")
    feature.stage({"tests/test_login.py": TEST, "src/login.py": None})
    passed(feature.try_git("commit", "-qm", "Test"))
    feature.stage({"src/login.py": CODE})
    passed(feature.try_git("commit", "-qm", "Code"))
    feature.stage({"src/login.py": MORE_CODE})
    passed(feature.try_git("commit", "--amend", "--no-edit"))


def test_amending_only_the_message_needs_no_mark(feature):
    feature.commit({"a.txt": "a\n"})
    refused(feature.try_git("commit", "--amend", "-m", f"Use {TOKEN}"), "ENF-008")
    passed(feature.try_git("commit", "--amend", "-m", "Use the token"))


def test_commit_all_judges_what_was_not_staged(feature):
    feature.write({"README.md": SECRET})
    refused(feature.try_git("commit", "-aqm", "All"), "ENF-008")
    feature.write({"README.md": "# y\n"})
    passed(feature.try_git("commit", "-aqm", "All"))


def test_commit_of_named_files_uses_its_own_index(feature):
    feature.commit({"a.txt": "a\n", "b.txt": "b\n"})
    feature.write({"a.txt": SECRET, "b.txt": "c\n"})
    refused(feature.try_git("commit", "-qm", "Only a", "a.txt"), "ENF-008")
    passed(feature.try_git("commit", "-qm", "Only b", "b.txt"))
    assert feature.git("show", "--format=", "--name-only", "HEAD").split() == ["b.txt"]


def test_a_secret_that_stays_staged_does_not_refuse_another_file(feature):
    feature.commit({"a.txt": "a\n", "b.txt": "b\n"})
    feature.stage({"a.txt": SECRET})
    feature.write({"b.txt": "c\n"})
    refused(feature.try_git("commit", "-qm", "Include", "--include", "b.txt"), "ENF-008")
    passed(feature.try_git("commit", "-qm", "Only b", "--only", "b.txt"))


def test_a_detached_head_is_judged_alike(feature):
    feature.git("switch", "-q", "--detach")
    feature.stage({".env": ENV})
    refused(feature.try_git("commit", "-qm", "Leak"), "ENF-002")
    feature.git("rm", "-qf", ".env")
    feature.stage({"a.txt": "a\n"})
    passed(feature.try_git("commit", "-qm", "Fine"))


def test_an_intent_to_add_counts_when_its_content_is_committed(feature):
    feature.write({"later.txt": SECRET, "now.txt": "now\n"})
    feature.git("add", "-N", "later.txt")
    feature.git("add", "now.txt")
    passed(feature.try_git("commit", "-qm", "Now"))
    refused(feature.try_git("commit", "-aqm", "Later"), "ENF-008")


# --- places


def test_a_worktree_has_its_own_pass_mark(feature, tmp_path):
    tree = tmp_path / "tree"
    feature.git("worktree", "add", "-q", str(tree), "-b", "side")
    (tree / ".env").write_text(ENV)
    feature.run("git", "add", "-A", cwd=tree)
    refused(feature.run("git", "commit", "-qm", "Leak", cwd=tree), "ENF-002")
    feature.run("git", "rm", "-qf", ".env", cwd=tree)
    (tree / "a.txt").write_text("a\n")
    feature.run("git", "add", "-A", cwd=tree)
    passed(feature.run("git", "commit", "-qm", "Fine", cwd=tree))
    assert (feature.path / ".git/worktrees/tree/sinfonia/pass").is_file()
    assert not (feature.path / ".git/sinfonia/pass").exists()


def test_a_receipt_holds_in_every_worktree(feature, tmp_path):
    tree = tmp_path / "tree"
    feature.git("worktree", "add", "-q", str(tree), "-b", "side")
    (tree / "src/login.py").write_text(CODE)
    feature.run("git", "add", "-A", cwd=tree)
    waived = ("git", "commit", "-qm", "Code", "-m", "Tests-Exempt: tried by hand")
    refused(feature.run(*waived, cwd=tree), "ENF-001")
    passed(feature.try_git("commit", "-q", "--allow-empty", "-m", "Leave the receipt"))
    passed(feature.run(*waived, cwd=tree))


def test_a_worktree_with_other_hooks_has_no_receipt(feature, tmp_path):
    tree = tmp_path / "tree"
    feature.git("config", "extensions.worktreeConfig", "true")
    feature.git("worktree", "add", "-q", str(tree), "-b", "side")
    passed(feature.try_git("commit", "-q", "--allow-empty", "-m", "Leave the receipt"))
    write_hook(tmp_path / "hooks", "pre-commit")
    passed(feature.run("git", "config", "--worktree", "core.hooksPath", str(tmp_path / "hooks"), cwd=tree))
    (tree / "src/login.py").write_text(CODE)
    feature.run("git", "add", "-A", cwd=tree)
    refused(feature.run("git", "commit", "-qm", "Code", cwd=tree), "ENF-001")


def test_a_repository_may_be_named_from_elsewhere(feature, tmp_path):
    feature.stage({"a.txt": SECRET})
    named = ("git", f"--git-dir={feature.path}/.git", f"--work-tree={feature.path}", "commit", "-qm", "Change")
    refused(feature.run(*named, cwd=tmp_path), "ENF-008")
    feature.stage({"a.txt": "clean\n"})
    passed(feature.run(*named, cwd=tmp_path))


def test_a_subfolder_is_as_good_as_the_top(feature):
    feature.stage({"docs/a.txt": SECRET})
    refused(feature.run("git", "commit", "-qm", "Leak", cwd=feature.path / "docs"), "ENF-008")
    feature.stage({"docs/a.txt": "clean\n"})
    passed(feature.run("git", "commit", "-qm", "Fine", cwd=feature.path / "docs"))


def test_a_submodule_is_judged_inside_and_its_bump_passes(feature, make_repo):
    origin = make_repo("origin")
    origin.commit({"a.txt": "a\n"})
    feature.git("submodule", "add", "-q", str(origin.path), "sub")
    passed(feature.try_git("commit", "-qm", "Add the submodule"))
    inside = type(feature)(feature.path / "sub", feature.env)
    hook_up(inside)
    inside.stage({".env": ENV})
    refused(inside.try_git("commit", "-qm", "Leak"), "ENF-002")
    inside.git("rm", "-qf", ".env")
    inside.stage({"b.txt": "b\n"})
    passed(inside.try_git("commit", "-qm", "Fine"))
    feature.git("add", "sub")
    passed(feature.try_git("commit", "-qm", "Bump"))


def test_a_sparse_checkout_is_judged_and_keeps_its_policy(feature):
    feature.git("switch", "-q", "main")
    rule = 'custom: [{id: ACME-001, message: "no marmalade", added: marmalade}]\n'
    feature.commit({".sinfonia/config.yaml": f'version: "0.1"\n{rule}', "docs/a.md": "a\n", "src/b.txt": "b\n"})
    feature.git("sparse-checkout", "set", "docs")
    assert not (feature.path / ".sinfonia").exists()
    feature.stage({"docs/a.md": SECRET + "marmalade\n"})
    refused(feature.try_git("commit", "-qm", "Leak"), "ENF-008", "ACME-001")
    feature.stage({"docs/a.md": "butter\n"})
    passed(feature.try_git("commit", "-qm", "Fine"))


def test_a_sha256_repository_is_judged_from_its_first_commit(make_repo):
    repo = hook_up(make_repo("sha256", "--object-format=sha256"))
    repo.stage({".env": ENV})
    refused(repo.try_git("commit", "-qm", "One"), "ENF-002")
    repo.git("rm", "-qf", ".env")
    repo.stage({"a.txt": "a\n"})
    passed(repo.try_git("commit", "-qm", "One"))
    base = repo.git("rev-parse", "HEAD").strip()
    repo.commit({"b.txt": SECRET})
    refused(check(repo, base), "ENF-008")


# --- shapes of change


def test_a_rename_with_an_edit_is_judged_by_its_added_lines(feature):
    text = "".join(f"line {n}\n" for n in range(50))
    feature.commit({"old.txt": text})
    feature.git("mv", "old.txt", "new.txt")
    feature.stage({"new.txt": text + SECRET})
    refused(feature.try_git("commit", "-qm", "Move"), "ENF-008")
    feature.stage({"new.txt": text + "last\n"})
    passed(feature.try_git("commit", "-qm", "Move"))


def test_a_change_of_mode_alone_passes(feature):
    os.chmod(feature.path / "src/old.py", 0o755)
    feature.git("add", "-A")
    passed(feature.try_git("commit", "-qm", "Mode"))


@pytest.mark.parametrize("target", ["/home/ana/.ssh/id_rsa", f"/tmp/{TOKEN}"])
def test_a_symbolic_link_is_judged_by_name_and_target(feature, target):
    os.symlink(target, feature.path / "link")
    feature.git("add", "-A")
    assert feature.try_git("commit", "-qm", "Link").code == 1
    feature.git("rm", "-qf", "link")
    os.symlink("README.md", feature.path / "link")
    feature.git("add", "-A")
    passed(feature.try_git("commit", "-qm", "Link"))


def test_a_file_that_becomes_a_link_is_judged(feature):
    feature.commit({"a.txt": "a\n"})
    (feature.path / "a.txt").unlink()
    os.symlink(f"/tmp/{TOKEN}", feature.path / "a.txt")
    feature.git("add", "-A")
    refused(feature.try_git("commit", "-qm", "Type"), "ENF-008")


def test_a_deletion_passes(feature):
    feature.commit({".env": ENV, "src/gone.py": CODE})
    feature.git("rm", "-q", ".env", "src/gone.py")
    passed(feature.try_git("commit", "-qm", "Remove"))


def test_a_binary_file_is_read_and_passes_when_clean(feature):
    feature.stage({"a.bin": b"\0\1\2" + SECRET.encode() + b"\0\xff"})
    refused(feature.try_git("commit", "-qm", "Binary"), "ENF-008")
    feature.stage({"a.bin": bytes(range(256)) * 64})
    passed(feature.try_git("commit", "-qm", "Binary"))


def test_an_empty_file_passes_unless_its_name_is_secret(feature):
    feature.stage({"id_rsa": SECRET, "empty.txt": ""})
    refused(feature.try_git("commit", "-qm", "Empty"), "ENF-002")
    feature.git("rm", "-qf", "id_rsa")
    passed(feature.try_git("commit", "-qm", "Empty"))


def test_one_secret_among_ten_thousand_files_is_found(hooked):
    ids = [blob(hooked, f"{n}\n".encode()) for n in range(10)]
    rows = [f"100644 {ids[n % 10]} 0\tf{n // 100}/{n % 100}.txt\0" for n in range(10_000)]
    rows.append(f"100644 {blob(hooked, b'57 31' + bytes([10]) + SECRET.encode())} 0\tf57/31.txt\0")
    hooked.git("update-index", "-z", "--index-info", stdin="".join(rows))
    result = hooked.try_git("commit", "-qm", "Many")
    refused(result, "ENF-008")
    assert "f57/31.txt:2" in result.text
    hooked.git("update-index", "-z", "--index-info", stdin=rows[5731])
    passed(hooked.try_git("commit", "-qm", "Many"))
