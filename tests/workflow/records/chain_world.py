"""A session of two workflows in a row, so that the approval of the first lies behind the pointer: build, then look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger_world import FOLDER, POLICY, SESSION, START, World

from sinfonia.model.record import DecisionWord
from sinfonia.model.workflow import StepRow, StepStatus, WorkflowStatus
from sinfonia.workflow import definition
from sinfonia.workflow.render import create
from sinfonia.workflow.sources import WorkingTree

if TYPE_CHECKING:
    from pathlib import Path

    from sinfonia.workflow.records.tag import Tag

LOOK = {
    ".sinfonia/workflows/look/workflow.md": "---\nname: look\npersona: rondo\n---\n\n# Look\n",
    ".sinfonia/workflows/look/steps/step-01-read.md": (
        '---\npersona: rondo\nscope: ["**"]\ngate: return\n---\n\n# Read\n'
    ),
    ".sinfonia/workflows/look/steps/step-02-approval.md": "---\ngate: approval\n---\n\n# Approval\n",
}
ROWS = ("tiny/build", "tiny/approval", "look/read", "look/approval")
FIRST, SECOND = ROWS[1], ROWS[3]


class Chain(World):
    """A world whose session has four rows; `at` says how many of them are completed."""

    def put(self, at: int, by: str = "ana") -> None:
        """Commit the index with so many rows completed."""
        personas = ("coda", "", "rondo", "")
        done = [StepRow(n, p, StepStatus.COMPLETED, START, START) for n, p in zip(ROWS, personas, strict=True)]
        rest = [replace(row, status=StepStatus.PENDING, started_at="", completed_at="") for row in done]
        steps = [*done[:at], *rest[at:]]
        if at in {1, 3}:
            steps[at] = replace(steps[at], status=StepStatus.IN_PROGRESS, started_at=START)
        whole = WorkflowStatus.COMPLETE if at == len(ROWS) else WorkflowStatus.IN_PROGRESS
        place = min(at, len(ROWS) - 1)
        index = self.index(
            workflow_id="tiny+look", status=whole if at else WorkflowStatus.CREATED, current_step=ROWS[place],
            current_step_index=place + 1, steps=tuple(steps), revision=at + 1,
        )  # fmt: skip
        self.commit({f"{FOLDER}/workflow.md": create(index)}, f"chore(sinfonia): {at} of 4", by)

    def back(self, number: int, step: str, by: str = "ana", **changes: object) -> None:
        """Commit the return of a step."""
        persona = "coda" if step == ROWS[0] else "rondo"
        self.returned(number, by, step=step, source_persona=persona, **changes)

    def decides(self, by: str, step: str, word: DecisionWord = DecisionWord.APPROVE, **changes: object) -> Tag:
        """Decide on one of the two gates as somebody."""
        digest = definition.find(step.partition("/")[0], WorkingTree(str(self.path))).digest
        key = changes.pop("key", by)
        names = changes.pop("named", self.changed() if step == SECOND else self.subjects())
        said = {"step": step, "row": ROWS.index(step) + 1, "definition": digest, **changes}
        made = self.record(by, word, **said)
        if "subjects" not in changes and word in {DecisionWord.APPROVE, DecisionWord.REJECT}:
            made = replace(made, subjects=tuple(self.blob(path) for path in names))
        return self.decide(made, key)

    def changed(self) -> list[str]:
        """List what changed since the session began, outside the sessions, and is there."""
        names = self.git("diff", "--name-only", "main...HEAD", "--", ".", ":!.sinfonia/handoffs").split()
        return sorted(name for name in names if (self.path / name).exists())

    def change(self, by: str = "ana", text: str = "def run():\n    return 2\n") -> None:
        """Change the code after its approval."""
        self.commit({"src/app.py": text}, "Mend", by)

    def copied(self, to: Path) -> Chain:
        """Give a copy that may be spoiled."""
        made = super().copied(to)
        return Chain(made.path, made.env, made.keys)


def build(path: Path, env: dict[str, str], keys: dict[str, Path], mode: str = "trusted", **policy: str) -> Chain:
    """Make the project up to the open approval of the second workflow; ben has approved the first."""
    from ledger_world import WORKFLOW

    path.mkdir(parents=True)
    chain = Chain(path, env, keys)
    chain.git("init", "-q", "-b", "main")
    base = {
        **WORKFLOW, **LOOK, "README.md": "A project.\n", "src/old.py": "old = 1\n",
        ".sinfonia/config.yaml": chain.config(mode),
    }  # fmt: skip
    if mode == "trusted":
        base[POLICY] = chain.policy(**policy)
    chain.commit(base, "Begin", by="cleo")
    chain.git("checkout", "-q", "-b", "feat")
    chain.put(0)
    chain.commit({"src/app.py": "def run():\n    return 1\n", "out.txt": "built\n"}, "Build it", by="ana")
    chain.back(1, ROWS[0])
    chain.put(1)
    chain.decides("ben" if mode == "trusted" else "ana", FIRST, key="ben" if mode == "trusted" else None)
    chain.put(2)
    chain.back(2, ROWS[2])
    chain.put(3)
    return chain


__all__ = ["FIRST", "FOLDER", "ROWS", "SECOND", "SESSION", "Chain", "build"]
