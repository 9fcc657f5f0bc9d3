"""Screens of a session: columns that hold, words instead of placeholders, advice that can be typed."""

from __future__ import annotations

import json

import pytest
from ship import BODY, answers, begin, build, refuses

from sinfonia.cli.screen import cut, table
from sinfonia.reporters.excerpt import columns
from sinfonia.scaffold.stub_steps import workflow_steps
from sinfonia.workflow import definition
from sinfonia.workflow.scope import told
from sinfonia.workflow.sources import BuiltIn

CHAIN = ("create-prd", "create-spec", "dev-story", "code-review")
WIDE = "日本語の長い目標がここにありますとても長い目標がここにありますとても長い目標がここにあります"


def chain(cli, repo, *more: str) -> None:
    repo.commit({"src/app.py": "x = 1\n"})
    answers(cli, "start", *CHAIN, "--goal", WIDE, *more)


def test_the_status_of_a_chain_stays_in_80_columns(cli, repo):
    chain(cli, repo, "--session", "login-form-for-the-customers-of-the-shop")
    lines = answers(cli, "status").splitlines()
    assert max(map(columns, lines)) == 80
    assert lines[0] == "+".join(CHAIN)
    rows = [line for line in lines if line.endswith("pending")]
    assert len(rows) == 17
    assert len({line.index("pending") for line in rows}) == 1


def test_a_long_note_is_cut_in_its_row_and_whole_below(cli, repo):
    build(repo, cli)
    answers(cli, "block", "-m", WIDE + "\nand more")
    lines = answers(cli, "status").splitlines()
    row = next(line for line in lines if "approval" in line and "…" in line)
    assert columns(row) <= 80
    assert f"blocked: {WIDE}" in lines
    assert "  and more" in lines


def test_names_longer_than_20_columns_keep_the_answer_of_verify_aligned(cli, repo):
    chain(cli, repo)
    rows = [line for line in answers(cli, "verify").splitlines() if line.startswith("  ·")]
    assert len(rows) == 17
    assert len({line.rindex("  ") for line in rows}) == 1


def test_the_list_has_columns_and_counts_the_workflows_of_a_chain(cli, repo):
    chain(cli, repo)
    answers(cli, "start", "dev-story", "--goal", "b", "--session", "short")
    lines = answers(cli, "list").splitlines()
    assert [line.split("  ")[-2] for line in lines] == ["1/5", "1/17"]
    assert any("  create-prd and 3 more  " in line for line in lines)
    assert max(map(columns, lines)) <= 80


def test_show_and_log_have_columns(cli, repo):
    build(repo, cli)
    shown = answers(cli, "show").splitlines()
    rows = shown[shown.index("steps") + 1 : shown.index("artifacts") - 1]
    assert len({line.rindex("completed") for line in rows[:2]}) == 1
    assert shown[-1] == "  none"
    logged = answers(cli, "log").splitlines()
    assert len({line.index("cart") for line in logged}) == 1


@pytest.mark.parametrize(
    ("text", "room", "cut_text"),
    [
        ("a" * 9, 8, "a" * 7 + "…"),
        ("日本語", 5, "日本…"),
        ("two\nlines", 8, "two"),
        ("a b c", 4, "a b…"),
        ("ok", 2, "ok"),
    ],
)
def test_a_text_is_cut_by_columns(text, room, cut_text):
    assert cut(text, room) == cut_text


def test_a_column_that_is_empty_in_every_row_is_left_out():
    assert table([("a", "", "x"), ("bb", "", "y")]) == ["  a   x", "  bb  y"]
    assert table([]) == []


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (("{tests}",), "test files"),
        (("**", "!{tests}"), "any path outside of test files"),
        (("!docs/**",), "any path outside of `docs/**`"),
        (("src/**", "lib/**"), "`src/**`, `lib/**`"),
    ],
)
def test_a_scope_is_told_in_words(scope, words):
    assert told(scope) == words


@pytest.mark.parametrize("name", CHAIN)
def test_a_generated_skill_names_the_step_and_no_placeholder(name):
    text = workflow_steps(definition.find(name, BuiltIn()))
    assert "sinfonia approve approval -m NOTE" in text
    assert "{tests}" not in text


def test_what_cannot_be_dispatched_is_refused_before_its_task_is_asked_for(cli, repo):
    build(repo, cli)
    wrong, _ = refuses(cli, "dispatch", code=1)
    assert wrong == "step `approval` is nobody's work: it is approved"


def test_a_dispatch_of_a_file_that_does_not_exist_is_refused(cli, repo, monkeypatch):
    begin(repo, cli)
    answers(cli, "advance")
    task = ("dispatch", "--task", "Build", "--context", "All", "--artifact")
    wrong, _ = refuses(cli, *task, "nope.md", code=1)
    assert wrong == "the envelope would not be valid: HV-18 the artifact `nope.md` does not exist"
    repo.write({"docs/story.md": "x\n"})
    monkeypatch.chdir(repo.path / "docs")
    answers(cli, *task, "story.md", "--artifact", "README.md")
    assert "- `docs/story.md`\n- `README.md`" in answers(cli, "show", "001")


def test_a_return_of_a_file_that_does_not_exist_is_a_no(cli, repo):
    begin(repo, cli)
    answers(cli, "advance")
    answers(cli, "dispatch", "--task", "Build", "--context", "All")
    assert "HV-18" in refuses(cli, "return", *BODY, "--artifact", "nope.md", code=1)[0]
    said = answers(cli, "return", *BODY, "--artifact", "README.md")
    assert "next: sinfonia advance, once that is done\n" in said


def test_a_path_to_be_committed_is_quoted_for_the_shell(cli, repo):
    begin(repo, cli)
    answers(cli, "advance")
    answers(cli, "dispatch", "--task", "Build", "--context", "All")
    repo.write({"out/two words.txt": "x\n"})
    assert "git add 'out/two words.txt' && git commit" in answers(cli, "status")


def test_a_memory_with_nothing_in_it_says_so_beside_its_output(cli, repo):
    answer = cli("memory", "coda")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "coda remembers nothing yet\nnext: sinfonia memory coda --add TEXT\n"
    assert refuses(cli, "memory", "codda") == ("there is no persona `codda`", "did you mean `coda`?")
    assert refuses(cli, "memory", "--add", "x")[0] == "the persona is missing"
    answers(cli, "memory", "coda", "--add", "round half up")
    assert "round half up" in cli("memory", "coda").out


def test_the_only_session_is_brought_to_another_branch_without_its_name(cli, repo):
    begin(repo, cli)
    repo.git("switch", "-q", "-c", "other")
    assert refuses(cli, "advance")[1].startswith("sinfonia resume --here brings `cart` to this branch")
    assert answers(cli, "resume", "--here").startswith("move cart to branch other\n")
    head = repo.git("rev-parse", "HEAD")
    assert answers(cli, "resume", "--here").startswith("ship  cart  created")
    assert repo.git("rev-parse", "HEAD") == head


def test_of_two_sessions_elsewhere_one_must_be_named(cli, repo):
    begin(repo, cli)
    answers(cli, "start", "ship", "--goal", "b", "--session", "dart")
    repo.git("switch", "-q", "-c", "other")
    wrong, hint = refuses(cli, "resume", "--here")
    assert wrong == "2 sessions are active on other branches"
    assert "--session dart (or cart)" in hint
    answers(cli, "resume", "--here", "--session", "cart")
    assert json.loads(answers(cli, "status", "--format", "json"))["session"] == "cart"


def test_without_any_session_there_is_none_to_bring(cli, repo):
    repo.commit({"a.txt": "a\n"})
    assert refuses(cli, "resume", "--here")[0] == "there is no active session on branch `main`"


def test_a_session_that_is_complete_is_named_where_an_active_one_is_missing(cli, repo):
    build(repo, cli)
    answers(cli, "approve", "-m", "good")
    assert refuses(cli, "show")[1].endswith("or add --session cart for the one that is complete")


def test_a_revoke_names_the_decision_that_it_takes_back(cli, repo):
    build(repo, cli)
    answers(cli, "waive", "approval", "-m", "alone")
    record = json.loads(answers(cli, "show", "--format", "json"))["records"][0]["id"]
    said = answers(cli, "revoke", record[:12], "-m", "no")
    assert said.startswith("revoke the waive of step 3 `approval` by ana@example.com\n")
    assert "next: sinfonia verify\n" in said


def test_skip_is_refused_in_its_own_name(cli, repo):
    build(repo, cli)
    assert refuses(cli, "skip", "build", "-m", "x", code=1)[0].startswith("cannot skip step `build`: ")


def test_a_return_is_named_by_its_number_too(cli, repo):
    build(repo, cli)
    assert "`001-maestro-to-coda.md` is a dispatch" in refuses(cli, "approve", "001", "-m", "x", code=1)[0]
    assert answers(cli, "approve", "002", "-m", "x", "--dry-run").startswith("would approve step 3")


def test_a_start_without_a_workflow_lists_them(cli, repo):
    begin(repo, cli)
    wrong, hint = refuses(cli, "start", "--goal", "x")
    assert (wrong, "create-spec, dev-story, ship (sinfonia workflows)" in hint) == ("the workflow is missing", True)


def test_a_subject_is_cut_by_columns_where_a_decision_is_shown(cli, repo):
    build(repo, cli)
    repo.commit({}, "Subject " + WIDE)
    line = next(line for line in answers(cli, "approve", "-m", "x").splitlines() if line.startswith("  commit"))
    assert columns(line) <= 80
    assert line.endswith("…  ana@example.com")
