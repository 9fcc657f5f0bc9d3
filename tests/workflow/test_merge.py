"""Two branches that both advanced become one without a lost row."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from indexes import plain

from sinfonia.model.workflow import ArtifactRow, Gate, StepDefinition, StepStatus, WorkflowStatus
from sinfonia.workflow.machine import move
from sinfonia.workflow.merge import RANK, merge
from sinfonia.workflow.requests import Advance, Block, Dispatch, Facts, Fail, Moved, Retry, Return, Skip, Unblock
from sinfonia.workflow.transitions import STEP_MOVES

STEPS = {"write-tests": Gate.RETURN, "implement": Gate.NONE, "approval": Gate.APPROVAL}


def walk(index, seed: int, length: int):
    """Take a session through random requests, as one branch would."""
    rng = random.Random(seed)
    for n in range(length):
        now = f"2026-11-21T1{seed % 10}:{n:02d}:00.000Z"
        row = index.current
        facts = Facts(now, StepDefinition(row.step, row.step, row.persona, STEPS[row.step]))
        made = ArtifactRow(f"{seed}-{n}.md", "dispatch", "pending", now)
        who = f"p{seed}@example.com"
        request = rng.choice(
            [
                Dispatch(made),
                Return(made),
                Advance(),
                Advance(),
                Skip(who, "x"),
                Block(who, "y"),
                Unblock(who),
                Fail(who, "z"),
                Retry(who),
            ]
        )
        answer = move(index, request, facts)
        if isinstance(answer, Moved):
            index = answer.index
    return index


def reachable(old: StepStatus, new: StepStatus) -> bool:
    """Tell whether any number of moves leads from one status to the other."""
    seen, todo = {old}, [old]
    while todo:
        for one in STEP_MOVES[todo.pop()] - seen:
            seen.add(one)
            todo.append(one)
    return new in seen


@pytest.mark.parametrize("seed", range(200))
def test_no_row_is_lost_and_the_result_is_whole(seed):
    base = walk(plain(), 3 * seed, seed % 5)
    ours, theirs = walk(base, 3 * seed + 1, 8), walk(base, 3 * seed + 2, 8)
    merged = merge(base, ours, theirs)
    for side in (ours, theirs):
        assert set(side.artifacts) <= set(merged.artifacts)
        assert set(side.decisions) <= set(merged.decisions)
        assert merged.revision > side.revision
        for old, new in zip(side.steps, merged.steps, strict=True):
            assert RANK[new.status] >= RANK[old.status] or reachable(old.status, new.status)
    assert merged.current.step == merged.current_step
    done = all(row.status is StepStatus.COMPLETED for row in merged.steps)
    assert (merged.status is WorkflowStatus.COMPLETE) == done
    assert done or merged.current.status is not StepStatus.COMPLETED


def test_a_side_that_did_nothing_changes_nothing_but_the_revision():
    base = walk(plain(), 1, 3)
    ours = walk(base, 2, 6)
    merged = merge(base, ours, base)
    assert replace(merged, revision=ours.revision) == ours


def test_a_text_that_both_changed_is_kept_twice():
    base = plain()
    merged = merge(base, replace(base, context="ours"), replace(base, context="theirs"))
    assert merged.context == "ours\n\ntheirs"


def test_git_merges_two_branches_that_both_advanced(repo):
    repo.write({".gitattributes": ".sinfonia/handoffs/*/workflow.md merge=sinfonia\n", "README.md": "x\n"})
    repo.git("add", ".")
    repo.git("commit", "-q", "-m", "Begin")
    assert repo.sinfonia("install").code in {0, 1}
    assert repo.sinfonia("start", "dev-story", "--goal", "x").code == 0
    session = next((repo.path / ".sinfonia" / "handoffs").iterdir()).name
    repo.git("checkout", "-q", "-b", "other")
    body = ("--task", "a", "--context", "b", "--session", session)
    assert repo.sinfonia("dispatch", *body).code == 0
    repo.git("checkout", "-q", "main")
    assert repo.sinfonia("skip", "-m", "done in the issue").code == 0
    assert repo.sinfonia("dispatch", *body).code == 0
    merged = repo.try_git("merge", "--no-edit", "-q", "other")
    assert merged.code == 0, merged.text
    text = (repo.path / ".sinfonia" / "handoffs" / session / "workflow.md").read_text()
    assert "001-maestro-to-coda.md" in text
    assert "002-maestro-to-coda.md" in text
    assert "skipped: done in the issue" in text
    assert repo.git("status", "--porcelain") == ""
