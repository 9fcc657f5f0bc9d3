"""ENF-003, 004, 007 and 013 in real repositories: what a session asks of a commit, a push and the end of work."""

from __future__ import annotations

import os

import pytest
from planted import passed, refused
from session_world import approved, returned, world

from sinfonia.git.repo import discover
from sinfonia.surfaces.options import Options
from sinfonia.surfaces.session_moments import judge_ending, open_work

__all__ = ["approved", "returned", "world"]  # fixtures

LATER = {"GIT_AUTHOR_DATE": "2026-01-03T03:04:05Z"}
SCOPED = "outside of the scope of step `write`"


def trailers(repo):
    """Give the trailers of HEAD that name a session."""
    lines = repo.git("log", "-1", "--format=%B").splitlines()
    return [line for line in lines if line.startswith("Sinfonia-")]


def commit(world, message="A change", *options, env=None):
    """Commit a new line of the notes with the hooks."""
    path = world.repo.path / "docs/notes.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + "More.\n")
    world.repo.git("add", "-A")
    return world.repo.try_git("commit", "-m", message, *options, env={**LATER, **(env or {})})


def ending(world, *moments):
    """Judge the end of work in this process; gives (code, message, help) of each finding."""
    report = judge_ending(discover(str(world.repo.path)), os.environ, Options(), *moments)
    return [(one.code, one.message, one.help) for one in report.findings]


# trailers


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Plain", "Plain\n\n"),
        ("Subject\n\n#12 is done", "Subject\n\n#12 is done\n\n"),
        ("Signed\n\nSigned-off-by: Ana <ana@example.com>", "Signed\n\nSigned-off-by: Ana <ana@example.com>\n"),
        ("Divided\n\n---\nby a line", "Divided\n\n---\nby a line\n\n"),
    ],
)
def test_a_commit_in_a_session_names_it(world, message, kept):
    passed(commit(world, message))
    text = world.repo.git("log", "-1", "--format=%B")
    assert text.startswith(f"{kept}Sinfonia-Session: {world.session}\nSinfonia-Step: write\n")


def test_an_editor_with_comments_gets_them_above_the_comments(world):
    editor = world.repo.path / "editor.sh"
    editor.write_text('#!/bin/sh\n{ echo Typed; cat "$1"; } > "$1.new" && mv "$1.new" "$1"\n')
    editor.chmod(0o755)
    (world.repo.path / ".git/info/exclude").write_text("editor.sh\n")
    world.repo.write({"docs/a.md": "# A\n"})
    world.repo.git("add", "-A")
    passed(world.repo.try_git("commit", "-v", env={**LATER, "GIT_EDITOR": str(editor)}))
    body = world.repo.git("log", "-1", "--format=%B")
    assert body.strip() == f"Typed\n\nSinfonia-Session: {world.session}\nSinfonia-Step: write"


def test_a_message_that_names_a_session_stays_as_it_is(world):
    passed(commit(world, "Said\n\nSinfonia-Step: other"))
    assert trailers(world.repo) == ["Sinfonia-Step: other"]


@pytest.mark.parametrize("options", [("--amend", "-m", "Again"), ("--amend", "--no-edit")])
def test_an_amend_gets_none(world, options):
    world.repo.commit({"docs/a.md": "# A\n"}, "Before")
    world.repo.write({"docs/a.md": "# B\n"})
    world.repo.git("add", "-A")
    passed(world.repo.try_git("commit", *options))
    assert trailers(world.repo) == []
    passed(commit(world, "After"))
    assert trailers(world.repo) != []


def test_a_commit_right_behind_one_of_the_state_is_no_amend(world):
    passed(commit(world, "Same second", env={"GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z"}))
    assert trailers(world.repo) == [f"Sinfonia-Session: {world.session}", "Sinfonia-Step: write"]


def test_a_copied_message_a_pick_a_revert_and_a_merge_get_none(world):
    repo = world.repo
    repo.git("switch", "-qc", "side", "main")
    picked = repo.commit({"docs/side.md": "# Side\n"}, "Side")
    repo.git("switch", "-q", "feature")
    repo.git("cherry-pick", picked, env=LATER)
    assert trailers(repo) == []
    repo.git("revert", "--no-edit", "HEAD", env=LATER)
    assert trailers(repo) == []
    repo.git("merge", "-q", "--no-edit", "side", env=LATER)
    assert repo.git("log", "-1", "--format=%P").count(" ") == 1
    assert trailers(repo) == []
    repo.write({"docs/side.md": "# Other side\n"})
    repo.git("add", "-A")
    passed(repo.try_git("commit", "-C", picked, env=LATER))
    assert trailers(repo) == []


def test_an_empty_message_is_still_refused_by_git(world):
    answer = world.repo.try_git("commit", "--allow-empty", "-m", "", env=LATER)
    assert "empty commit message" in answer.text


def test_without_a_current_session_nothing_is_added(approved):
    passed(commit(approved))  # it is complete
    assert trailers(approved.repo) == []
    approved.repo.git("switch", "-qc", "elsewhere")
    passed(commit(approved))
    assert trailers(approved.repo) == []


def test_the_variable_names_another_session(world):
    world.repo.git("switch", "-qc", "elsewhere")
    passed(commit(world, env={"SINFONIA_SESSION_ID": world.session}))
    assert f"Sinfonia-Session: {world.session}" in trailers(world.repo)
    passed(commit(world, env={"SINFONIA_SESSION_ID": "../../etc"}))
    assert trailers(world.repo) == []


def test_the_configuration_switches_them_off(world):
    world.repo.commit({".sinfonia/config.yaml": 'version: "0.1"\nrules:\n  ENF-003: {severity: "off"}\n'})
    passed(commit(world))
    assert trailers(world.repo) == []


# ENF-013


@pytest.mark.parametrize(
    ("path", "outside"),
    [("README.md", True), ("docs/old/a.md", True), ("docs/a.md", False), ("docs/deep/er/a.md", False)],
)
def test_a_path_outside_of_the_scope_is_warned_of(world, path, outside):
    world.repo.stage({path: "# New\n"})
    answer = world.repo.try_git("commit", "-m", "A change", env=LATER)
    passed(answer)
    assert ("warning[ENF-013]" in answer.text) is outside
    assert (SCOPED in answer.text) is outside


def test_a_trailer_says_why_a_path_is_outside(world):
    world.repo.stage({"README.md": "# New\n"})
    answer = world.repo.try_git("commit", "-m", "A change\n\nSinfonia-Ignore: ENF-013 the link is there", env=LATER)
    passed(answer)
    assert "ENF-013" not in answer.text


def test_high_strictness_refuses_it(world):
    world.repo.commit({".sinfonia/config.yaml": 'version: "0.1"\nenforcement_strictness: high\n'})
    world.repo.stage({"README.md": "# New\n"})
    refused(world.repo.try_git("commit", "-m", "A change", env=LATER), "ENF-013")


def test_a_step_without_a_scope_and_a_session_elsewhere_say_nothing(returned):
    returned.repo.stage({"README.md": "# New\n"})
    assert "ENF-013" not in returned.repo.try_git("commit", "-m", "A change", env=LATER).text
    returned.repo.git("switch", "-qc", "elsewhere", "HEAD~3")
    returned.repo.stage({"README.md": "# Newer\n"})
    assert "ENF-013" not in returned.repo.try_git("commit", "-m", "A change", env=LATER).text


def test_a_scope_in_any_form_is_read_as_the_definition_reads_it(world):
    step = ".sinfonia/workflows/mini/steps/step-01-write.md"
    forms = ("---\nscope:\n  - docs/**\n---\n", "---\nscope: ['docs/**']\n---\n", "---\r\nscope: [docs/**]\r\n---\r\n")
    for number, form in enumerate(forms):
        world.repo.commit({step: form + "\n# Write\n", f"docs/{number}.md": "# X\n"})
        world.repo.stage({"README.md": f"# {number}\n"})
        assert SCOPED in world.repo.try_git("commit", "-m", "A change", env=LATER).text, form


def test_an_agents_write_outside_of_the_scope_is_told(world):
    payload = '{"hook_event_name": "PreToolUse", "tool_name": "Write", "cwd": "%s", "tool_input": {"file_path": "%s", "content": "x"}}'  # noqa: E501 - one payload
    here = world.repo.path
    answer = world.repo.hook("claude-code", stdin=payload % (here, here / "README.md"))
    assert (answer.code, "ENF-013" in answer.err) == (0, True), answer.text
    answer = world.repo.hook("claude-code", stdin=payload % (here, here / "docs/a.md"))
    assert (answer.code, "ENF-013" in answer.err) == (0, False), answer.text


# ENF-004 and ENF-007


def test_a_push_with_open_steps_is_warned_of(returned, make_repo):
    bare = make_repo("remote", "--bare")
    returned.repo.git("remote", "add", "origin", str(bare.path))
    answer = returned.repo.try_git("push", "-q", "origin", "feature")
    passed(answer)
    assert "warning[ENF-004]" in answer.text
    assert "stands at step 2 of 2, `approval` (`in-progress`)" in " ".join(answer.text.split())
    assert "sinfonia approve approval" in answer.text


def test_a_push_of_a_complete_workflow_says_nothing(approved, make_repo):
    bare = make_repo("remote", "--bare")
    approved.repo.git("remote", "add", "origin", str(bare.path))
    assert "ENF-004" not in approved.repo.try_git("push", "-q", "origin", "feature").text


def test_a_stop_names_the_next_command(world):
    ((code, message, help_),) = ending(world, "stop")
    assert code == "ENF-004"
    assert "stands at step 1 of 2, `write` (`pending`)" in message
    assert help_ == "sinfonia dispatch --task TEXT --context TEXT"
    assert open_work(discover(str(world.repo.path)), os.environ).endswith(
        "Next: sinfonia dispatch --task TEXT --context TEXT"
    )


def test_the_end_of_a_session_counts(returned):
    ((code, message, _),) = ending(returned, "session-end")
    assert code == "ENF-007"
    assert message.endswith("ends with 1 of 2 steps open, 1 return without decision")


def test_a_failed_step_is_counted(world, monkeypatch):
    world.type("dispatch", "--task", "Write it", "--context", "The page is empty")
    world.type("fail", "-m", "it cannot be done")
    assert ending(world, "session-end") == []  # a failed workflow is nobody's current one
    monkeypatch.setenv("SINFONIA_SESSION_ID", world.session)
    ((_, message, help_),) = ending(world, "session-end")
    assert message.endswith("ends with 2 of 2 steps open, 1 failed")
    assert help_ == "sinfonia retry"


def test_where_both_would_speak_only_the_end_of_the_session_does(world):
    assert [code for code, _, _ in ending(world, "stop", "session-end")] == ["ENF-007"]


@pytest.mark.parametrize("moment", ["stop", "push", "session-end"])
def test_a_complete_workflow_and_no_session_say_nothing(approved, moment):
    assert ending(approved, moment) == []
    approved.repo.git("switch", "-q", "main")
    assert ending(approved, moment) == []


def test_low_strictness_switches_both_off_and_high_makes_004_refuse(world):
    world.repo.write({".sinfonia/config.yaml": 'version: "0.1"\nenforcement_strictness: low\n'})
    assert ending(world, "stop") == ending(world, "session-end") == []
    world.repo.write({".sinfonia/config.yaml": 'version: "0.1"\nenforcement_strictness: high\n'})
    assert judge_ending(discover(str(world.repo.path)), os.environ, Options(), "stop").verdict == "refused"
    assert judge_ending(discover(str(world.repo.path)), os.environ, Options(), "session-end").verdict == "passed"


# what cannot be read


def test_a_broken_definition_warns_and_holds_nothing_up(world, make_repo):
    step = ".sinfonia/workflows/mini/steps/step-01-write.md"
    world.repo.commit({step: "---\nscope: {a: b}\nscope: [x]\n---\n"})
    world.repo.stage({"docs/a.md": "# A\n"})
    answer = world.repo.try_git("commit", "-m", "A change", env=LATER)
    passed(answer)
    assert "warning[ENF-013]: the current session cannot be read" in answer.text
    world.repo.stage({step: '---\nscope: ["docs/**"]\n---\n'})
    passed(world.repo.try_git("commit", "-m", "Mend it", env=LATER))


def test_an_index_that_cannot_be_read_warns_at_a_push(world):
    world.edit("## Steps", "## Stages")
    ((code, message, _),) = ending(world, "push")
    assert (code, "cannot be read" in message) == ("ENF-004", True)


def test_a_link_in_place_of_a_session_is_no_session(world, tmp_path):
    world.index.rename(tmp_path / "workflow.md")
    os.symlink(tmp_path / "workflow.md", world.index)
    assert ending(world, "stop") == []
