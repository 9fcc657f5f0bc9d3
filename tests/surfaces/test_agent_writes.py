"""What an agent writes, judged in a real repository: tests with code, credentials, and protected places."""

from __future__ import annotations

import json

import pytest
from agent_world import NEW, OLD, TEST, shop_in

from sinfonia.rules.agent_writes import MARKS, protected_part
from sinfonia.suppress.inline import WORD

KEY = "AKIA" + "IOSFODNN7EXAMPLQ"
EDIT = {"old_string": "len(rows)", "new_string": "sum(rows)"}


@pytest.fixture
def shop(repo):
    return shop_in(repo)


def test_a_write_of_source_without_a_test_is_refused_and_with_one_in_the_tree_allowed(shop):
    assert shop.write("src/shop.py", NEW) == ["ENF-001"]
    shop.repo.write({"tests/test_shop.py": TEST})
    assert shop.write("src/shop.py", NEW) == []


def test_a_test_counts_untracked_staged_changed_and_committed_on_the_branch(shop):
    shop.repo.commit({"tests/test_shop.py": "def test_nothing():\n    assert True\n"})
    shop.repo.git("branch", "base")
    shop.repo.write({".sinfonia/config.yaml": 'version: "0.1"\nbase: base\n'})
    assert shop.edit("src/shop.py", "len(rows)", "sum(rows)") == ["ENF-001"]
    shop.repo.write({"tests/test_shop.py": TEST})
    assert shop.edit("src/shop.py", "len(rows)", "sum(rows)") == []
    shop.repo.git("add", "-A")
    assert shop.edit("src/shop.py", "len(rows)", "sum(rows)") == []
    shop.repo.git("commit", "-q", "--no-verify", "-m", "Test first")
    assert shop.edit("src/shop.py", "len(rows)", "sum(rows)") == []
    shop.repo.write({"tests/test_shop.py": None})
    assert shop.edit("src/shop.py", "len(rows)", "sum(rows)") == ["ENF-001"]


def test_an_ignored_file_is_no_pending_test(shop):
    shop.repo.commit({".gitignore": "tests/\n"})
    shop.repo.write({"tests/test_shop.py": TEST})
    assert shop.write("src/shop.py", NEW) == ["ENF-001"]


def test_before_the_first_commit_the_tree_counts_too(make_repo):
    from agent_world import Shop

    repo = make_repo("fresh")
    fresh = Shop(repo, repo.path, repo.env)
    assert fresh.write("src/shop.py", NEW) == ["ENF-001"]
    repo.write({"tests/test_shop.py": TEST})
    assert fresh.write("src/shop.py", NEW) == []


def test_every_way_to_write_one_path_means_the_same_file(shop):
    (shop.path / "link").symlink_to(shop.path / "src")
    (shop.path / "alias.txt").symlink_to("src/shop.py")
    below = shop.path / "src"
    ways = [
        (shop.path / "src/shop.py", None),
        ("src/shop.py", None),
        ("./src/shop.py", None),
        ("src/../src/./shop.py", None),
        ("shop.py", below),
        ("../src/shop.py", below),
        ("link/shop.py", None),
        ("alias.txt", None),
        ("src\\shop.py", None),
    ]
    for path, cwd in ways:
        assert shop.codes("Edit", {"file_path": str(path), **EDIT}, cwd=cwd) == ["ENF-001"], path
    shop.repo.write({"tests/test_shop.py": TEST})
    for path, cwd in ways:
        assert shop.codes("Edit", {"file_path": str(path), **EDIT}, cwd=cwd) == [], path


def test_a_relative_folder_of_the_call_is_taken_from_ours(shop, monkeypatch):
    monkeypatch.chdir(shop.path)
    assert shop.codes("Edit", {"file_path": "shop.py", **EDIT}, cwd="src") == ["ENF-001"]
    assert shop.codes("Edit", {"file_path": "README.md", **EDIT}, cwd=".") == []


def test_a_windows_path_below_a_windows_folder_means_the_projects_file(shop):
    env = {**shop.env, "CLAUDE_PROJECT_DIR": str(shop.path)}
    shop.env = env
    fields = {"file_path": "C:\\work\\shop\\.git\\config", "content": "x"}
    assert shop.codes("Write", fields, cwd="C:\\work\\shop") == ["ENF-011"]
    fields = {"file_path": "C:\\work\\shop\\notes.txt", "content": "x"}
    assert shop.codes("Write", fields, cwd="C:\\work\\shop") == []


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("    return len(rows)", "    return sum(rows)", ["ENF-001"]),
        ("    return len(rows)", "    # count them\n    return len(rows)", []),
        ("    return “len”(rows)", "    return sum(rows)", ["ENF-001"]),
    ],
    ids=["a changed line", "a comment", "text that a host finds all the same"],
)
def test_an_edit_is_judged_by_what_the_file_becomes(shop, old, new, codes):
    assert shop.edit("src/shop.py", old, new) == codes


def test_an_edit_of_a_file_with_windows_line_ends_is_found(shop):
    shop.repo.commit({"src/shop.py": OLD.replace("\n", "\r\n")})
    edit = ("def total(rows):\n    return len(rows)", "def total(rows):\n    # all\n    return len(rows)")
    assert shop.edit("src/shop.py", *edit) == []
    assert shop.edit("src/shop.py", edit[0], edit[1].replace("len", "sum")) == ["ENF-001"]


def test_edits_of_one_call_follow_each_other(shop):
    edits = [
        {"old_string": "len(rows)", "new_string": "sum(rows)"},
        {"old_string": "sum(rows)", "new_string": "len(rows)"},
    ]
    assert shop.codes("MultiEdit", {"file_path": "src/shop.py", "edits": edits}) == []
    assert shop.codes("MultiEdit", {"file_path": "src/shop.py", "edits": edits[:1]}) == ["ENF-001"]


def test_code_cells_of_a_notebook_are_source_and_text_cells_are_not(shop):
    cells = [
        {"cell_type": "code", "id": "c1", "source": ["1"], "metadata": {}, "outputs": [], "execution_count": None},
        {"cell_type": "markdown", "id": "m1", "source": ["# Shop"], "metadata": {}},
    ]
    book = {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    shop.repo.commit({"n.ipynb": json.dumps(book)})
    cell = {"notebook_path": str(shop.path / "n.ipynb"), "cell_id": "c1", "new_source": "total = 1 + 1"}
    assert shop.codes("NotebookEdit", cell) == ["ENF-001"]
    assert shop.codes("NotebookEdit", {**cell, "cell_id": "m1", "new_source": "# The shop"}) == []
    assert shop.codes("NotebookEdit", {**cell, "cell_id": "c1", "edit_mode": "delete", "new_source": ""}) == []
    inserted = {**cell, "edit_mode": "insert", "cell_type": "code"}
    assert shop.codes("NotebookEdit", inserted) == ["ENF-001"]
    assert shop.codes("NotebookEdit", {**inserted, "cell_type": "markdown", "new_source": KEY}) == ["ENF-008"]


def test_a_credential_in_what_a_call_adds_is_refused_and_one_that_was_there_is_not_told_again(shop):
    text = f"one\nkey = {KEY}\n"
    assert shop.write("notes.txt", text) == ["ENF-008"]
    assert shop.write("notes.txt", "one\nkey = ${AWS_KEY}\n") == []
    shop.repo.commit({"notes.txt": text})
    assert shop.edit("notes.txt", "one", "two") == []
    assert shop.edit("notes.txt", "one", f"two {KEY[:-1]}A") == ["ENF-008"]
    (finding,) = shop.report(
        "Edit", {"file_path": "notes.txt", "old_string": "one", "new_string": KEY[:-1] + "A"}
    ).findings
    assert (finding.location.path, finding.location.line) == ("notes.txt", 1)


def test_a_credential_outside_of_the_project_is_refused_and_code_there_needs_no_test(shop, tmp_path):
    outside = tmp_path / "elsewhere.py"
    assert shop.codes("Write", {"file_path": str(outside), "content": f"key = '{KEY}'\n"}) == ["ENF-008"]
    assert shop.codes("Write", {"file_path": str(outside), "content": NEW}) == []


def test_the_policy_is_not_an_agents_to_change(shop):
    assert shop.write(".sinfonia/config.yaml", 'version: "0.1"\n') == ["ENF-010"]
    assert shop.write(".sinfonia/memory/notes.md", "A note.\n") == []
    hooks = '{"hooks": {"PreToolUse": [{"hooks": [{"command": "sinfonia-hook claude-code"}]}]}}'
    shop.repo.write({".claude/settings.json": hooks})
    assert "ENF-010" in shop.write(".claude/settings.json", "{}")


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        ("echo 'exclude: [\"**\"]' > .sinfonia/config.yaml", True),
        ("cd .sinfonia && sed -i s/error/off/ config.yaml", True),
        ("rm -rf .sinfonia", True),
        ("rm .sinfonia/*", True),
        ("git rm -q .sinfonia/config.yaml", True),
        ("python3 -c \"open('.sinfonia/config.yaml', 'w').write('')\"", True),
        ("cp other.yaml .pre-commit-config.yaml", True),
        ("echo '{}' > .claude/settings.local.json", True),
        ("sinfonia baseline", True),
        ("cat .sinfonia/config.yaml", False),
        ("echo x > .sinfonia/memory/notes.md", False),
        ("cp .pre-commit-config.yaml /tmp/copy.yaml", False),
        ("touch lefthook.yml", False),
        ("sinfonia baseline --audit", False),
    ],
)
def test_a_command_does_not_change_the_policy_either(shop, command, refused):
    hooks = "repos:\n- repo: local\n  hooks:\n  - {id: sinfonia}\n"
    shop.repo.commit({".sinfonia/config.yaml": 'version: "0.1"\n', ".pre-commit-config.yaml": hooks})
    assert ("ENF-010" in shop.run(command)) == refused


def test_an_agent_does_not_switch_its_own_hooks_off(shop):
    assert shop.write(".claude/settings.local.json", '{"disableAllHooks": true}') == ["ENF-010"]
    assert shop.write(".claude/settings.local.json", '{"outputStyle": "short"}') == []


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        (".git/hooks/pre-commit", True),
        (".git/config", True),
        (".GIT/config", True),
        ("sub/.git", True),
        (".sinfonia/trust/policy.yaml", True),
        (".sinfonia/handoffs/s-1/approvals/01.md", True),
        (".gitignore", False),
        (".github/notes.md", False),
        ("docs/.gitkeep", False),
        (".sinfonia/handoffs/s-1/002-coda-to-maestro.md", False),
    ],
)
def test_no_tool_writes_to_gits_folder_or_to_the_decisions_of_people(shop, path, refused):
    assert ("ENF-011" in shop.write(path, "x\n")) == refused
    assert bool(protected_part(path)[0]) == refused


def test_the_git_folder_of_a_linked_worktree_is_protected_too(shop, tmp_path):
    tree = tmp_path / "tree"
    shop.repo.git("worktree", "add", "-q", str(tree))
    target = shop.path / ".git" / "worktrees" / "tree" / "HEAD"
    assert shop.codes("Write", {"file_path": str(target), "content": "x"}, cwd=tree) == ["ENF-011"]


def test_a_write_into_another_worktree_is_judged_by_what_is_pending_there(shop, tmp_path):
    tree = tmp_path / "tree"
    shop.repo.git("worktree", "add", "-q", str(tree))
    fields = {"file_path": str(tree / "src" / "shop.py"), "content": NEW}
    shop.repo.write({"tests/test_shop.py": TEST})
    assert shop.codes("Write", fields) == ["ENF-001"]
    (tree / "tests").mkdir()
    (tree / "tests" / "test_shop.py").write_text(TEST)
    assert shop.codes("Write", fields) == []


def test_a_nested_repository_answers_for_its_own_tests(shop, make_repo):
    inner = make_repo("repo/vendor/inner")
    inner.commit({"a.py": "x = 1\n"})
    assert shop.write("vendor/inner/a.py", "x = 2\n") == []
    assert shop.write("vendor/a.py", "x = 2\n") == []  # vendored
    assert shop.write("lib/a.py", "x = 2\n") == ["ENF-001"]


def ignore(code, reason):
    return f"x  # sinfonia: {'ignore'}[{code}] {reason}\n"


@pytest.mark.parametrize(
    "line",
    [ignore("ENF-008", "sample"), "x  # gitleaks:" + "allow\n", "x  # Pragma: " + "allowlist secret\n"],
    ids=["ours", "gitleaks", "detect-secrets"],
)
def test_an_agent_writes_no_ignore_unless_the_configuration_allows_it(shop, line):
    assert shop.write("notes.txt", line) == ["ENF-010"]
    assert shop.write("notes.txt", f"`{line.strip()}` is quoted\n") == []
    shop.repo.commit({"notes.txt": line + "one\n"})
    assert shop.edit("notes.txt", "one", "two") == []
    assert shop.edit("notes.txt", "one", line.replace("x", "y").strip() + " and more") == ["ENF-010"]
    allowed = 'version: "0.1"\nrules:\n  ENF-010: {options: {agent_ignores: true}}\n'
    shop.repo.write({".sinfonia/config.yaml": allowed})
    assert shop.write("other.txt", line) == []


def test_our_mark_is_the_one_that_is_read_as_an_ignore():
    assert WORD in MARKS


def test_a_trailer_that_waives_a_rule_is_a_persons_to_write(shop):
    assert shop.run("git commit -m 'Add x' -m 'Tests-Exempt: generated'") == ["ENF-010"]
    assert shop.run("git commit --trailer='Sinfonia-Ignore: ENF-001 x' -m y") == ["ENF-010"]
    assert shop.run("git commit -F - <<'EOF'\nAdd x\n\nTests-Exempt: generated\nEOF") == ["ENF-010"]
    assert shop.run("git log --grep 'Tests-Exempt:'") == []
    assert shop.run("grep -rn 'Tests-Exempt: x' docs") == []


def test_an_excluded_path_is_judged_by_no_rule_and_the_command_still_is(shop):
    shop.repo.write({".sinfonia/config.yaml": 'version: "0.1"\nexclude: ["fixtures/**"]\n'})
    assert shop.write("fixtures/key.txt", KEY) == []
    assert shop.read("fixtures/.env") == []
    assert shop.run("git commit --no-verify -m x") == ["ENF-011"]


def test_a_projects_own_pattern_over_commands_refuses(shop):
    custom = "custom:\n  - {id: ACME-001, message: runs the old tool, command: '\\boldtool\\b'}\n"
    shop.repo.write({".sinfonia/config.yaml": f'version: "0.1"\n{custom}'})
    assert shop.run("oldtool --all") == ["ACME-001"]
    assert shop.run("newtool --all") == []
