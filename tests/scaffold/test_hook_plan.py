from __future__ import annotations

import pytest

from sinfonia.scaffold.hook_plan import Action, Found, Move, Place, Remove, Write, to_install, to_uninstall
from sinfonia.scaffold.hook_runners import Runner

X = "pre-commit"
C = "pre-commit.sinfonia-chained"
L = "pre-commit.legacy"


@pytest.mark.parametrize(
    ("found", "action", "steps"),
    [
        (Found(X, Place.ODD), Action.BLOCKED, ()),
        (Found(X, Place.EDITED), Action.EDITED, ()),
        (Found(X, Place.EDITED, chained=True), Action.EDITED, ()),
        (Found(X, Place.FOREIGN, fixed_name=True), Action.BLOCKED, ()),
        (Found(X, Place.FOREIGN, chained=True), Action.BLOCKED, ()),
        (Found(X, Place.ABSENT), Action.WRITTEN, (Write(X),)),
        (Found(X, Place.ABSENT, chained=True), Action.WRITTEN, (Write(X),)),
        (Found(X, Place.FOREIGN), Action.CHAINED, (Write(X, aside=C),)),
        (Found(X, Place.OURS, current=True), Action.UNCHANGED, ()),
        (Found(X, Place.OURS), Action.REFRESHED, (Write(X),)),
        (Found(X, Place.FOREIGN, runner=Runner.PREK, covered=True), Action.LEFT, ()),
        (Found(X, Place.OURS, chained=True, runner=Runner.PREK, covered=True), Action.LEFT, (Move(C, X),)),
        # The runner was installed again over ours: what it moved aside is ours, what waits is what it wrote before.
        (
            Found(X, Place.FOREIGN, chained=True, superseded=True, runner=Runner.PREK, put_aside=(".legacy",)),
            Action.CHAINED,
            (Remove(L), Remove(C), Write(X, aside=C)),
        ),
        # The same, and what waits is the user's own hook: it goes where the runner looks for it.
        (
            Found(X, Place.FOREIGN, chained=True, runner=Runner.PREK, put_aside=(".legacy",)),
            Action.CHAINED,
            (Remove(L), Move(C, L), Write(X, aside=C)),
        ),
        (
            Found(X, Place.FOREIGN, chained=True, runner=Runner.PREK, covered=True, put_aside=(".legacy",)),
            Action.LEFT,
            (Remove(L), Move(C, L)),
        ),
    ],
)
def test_the_plan_to_install(found, action, steps):
    plan = to_install(found)
    assert (plan.action, plan.steps) == (action, steps)
    assert bool(plan.fix) == (action in {Action.BLOCKED, Action.EDITED})


@pytest.mark.parametrize(
    ("found", "action", "steps"),
    [
        (Found(X, Place.EDITED), Action.EDITED, ()),
        (Found(X, Place.FOREIGN, chained=True), Action.BLOCKED, ()),
        (Found(X, Place.FOREIGN), Action.ABSENT, ()),
        (Found(X, Place.ABSENT), Action.ABSENT, ()),
        (Found(X, Place.ODD), Action.ABSENT, ()),
        (Found(X, Place.OURS), Action.REMOVED, (Remove(X),)),
        (Found(X, Place.OURS, chained=True), Action.RESTORED, (Move(C, X),)),
        (Found(X, Place.ABSENT, chained=True), Action.RESTORED, (Move(C, X),)),
        (Found(X, Place.FOREIGN, put_aside=(".old",)), Action.REMOVED, (Remove(X + ".old"),)),
        (Found(X, Place.FOREIGN, runner=Runner.PREK, covered=True), Action.BY_HAND, ()),
        (Found(X, Place.FOREIGN, chained=True, put_aside=(".legacy",)), Action.RESTORED, (Remove(L), Move(C, L))),
    ],
)
def test_the_plan_to_uninstall(found, action, steps):
    plan = to_uninstall(found)
    assert (plan.action, plan.steps) == (action, steps)
