"""Random indexes, for properties."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from sinfonia.markdown.sections import normalised
from sinfonia.model.workflow import ArtifactRow, DecisionRow, Index, SessionRow, StepRow, StepStatus, WorkflowStatus

NASTY = st.text(alphabet=st.sampled_from(list("#`~\\ -|\n<>br/a:'\"{}[]&*!%@0.1xeu\u0085\u2028\u00e9\t")), max_size=30)
LINE = NASTY.map(lambda text: text.replace("\n", " ").strip(" \t"))
CELL = NASTY.map(lambda text: text.strip(" \t"))
TEXT = NASTY.map(normalised)
WORD = LINE.filter(bool)


@st.composite
def indexes(draw: st.DrawFn) -> Index:
    """Draw any index that a file can hold."""
    names = draw(st.lists(CELL.filter(bool), min_size=1, max_size=4, unique=True))
    steps = tuple(
        StepRow(name, draw(CELL), draw(st.sampled_from(StepStatus)), draw(CELL), draw(CELL), draw(CELL))
        for name in names
    )
    at = draw(st.integers(1, len(steps)))
    return Index(
        workflow_id=draw(WORD),
        status=draw(st.sampled_from(WorkflowStatus)),
        current_step=draw(WORD),
        current_step_index=at,
        session_id=draw(WORD),
        created_at=draw(WORD),
        updated_at=draw(WORD),
        revision=draw(st.integers(0, 9999)),
        goal=draw(TEXT),
        steps=steps,
        branch=draw(LINE),
        base_commit=draw(LINE),
        artifacts=draw(rows(ArtifactRow, 5)),
        decisions=draw(rows(DecisionRow, 5)),
        sessions=draw(rows(SessionRow, 4)),
        context=draw(TEXT),
    )


def rows(kind: type, size: int) -> st.SearchStrategy:
    """Draw rows of one table."""
    return st.lists(st.tuples(*[CELL] * size), max_size=3).map(lambda many: tuple(kind(*one) for one in many))


def plain(**changes: object) -> Index:
    """Give a small index that a person could have started."""
    start = "2026-11-21T09:12:00.000Z"
    index = Index(
        workflow_id="dev-story",
        status=WorkflowStatus.CREATED,
        current_step="write-tests",
        current_step_index=1,
        session_id="s-20261121-091200",
        created_at=start,
        updated_at=start,
        revision=1,
        goal="A login form",
        steps=(
            StepRow("write-tests", "coda", StepStatus.PENDING),
            StepRow("implement", "coda", StepStatus.PENDING),
            StepRow("approval", "", StepStatus.PENDING),
        ),
        sessions=(SessionRow("s-20261121-091200", start, start, "created"),),
    )
    return replace(index, **changes)
