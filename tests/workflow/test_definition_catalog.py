"""The built-in workflows: their routing, their texts, and what their steps ask for."""

from __future__ import annotations

import re
import zipfile

import pytest

from sinfonia.model.workflow import Gate
from sinfonia.workflow import completion, definition
from sinfonia.workflow.sources import BuiltIn

ROUTING = {
    "create-prd": ("libretto", "", "gather-context draft-prd validate-prd approval"),
    "create-spec": ("amadeus", "", "analyze-prd draft-spec validate-spec approval"),
    "dev-story": ("coda", "", "analyze-story write-tests implement verify approval"),
    "code-review": ("rondo", "coda", "review-code review-tests assess approval"),
}
STEPS = [(name, at) for name, (_, _, steps) in ROUTING.items() for at in range(len(steps.split()))]


def find(name: str):
    return definition.find(name, BuiltIn())


def test_there_are_four():
    assert definition.names(BuiltIn()) == tuple(sorted(ROUTING))


@pytest.mark.parametrize("name", ROUTING)
def test_the_routing_is_that_of_the_contract(name):
    persona, revise, steps = ROUTING[name]
    found = find(name)
    assert (found.persona, found.revise) == (persona, revise)
    assert [step.name for step in found.steps] == steps.split()
    assert [step.persona for step in found.steps] == [persona] * (len(found.steps) - 1) + [""]
    assert [step.gate for step in found.steps] == [Gate.RETURN] * (len(found.steps) - 1) + [Gate.APPROVAL]


@pytest.mark.parametrize(("name", "at"), STEPS)
def test_a_step_says_what_to_do_and_how_to_hand_it_back(name, at):
    step = find(name).steps[at]
    headings = re.findall(r"^## (.+)$", re.sub(r"(?s)(`{3,}).*?\n\1", "", step.body), re.MULTILINE)
    assert headings == ["Objective", "Actions", "Output", "Done when"]
    if step.gate is Gate.APPROVAL:
        assert "sinfonia approve -m" in step.body
        assert "sinfonia reject -m" in step.body
    else:
        assert "sinfonia return --summary" in step.body
        assert "\nsinfonia advance\n" in step.body


@pytest.mark.parametrize(("name", "at"), STEPS)
def test_a_document_of_a_step_is_named_in_its_text(name, at):
    step = find(name).steps[at]
    for path in step.produces:
        if path != "{scope}":
            assert path.startswith("{session}/")
            assert path.removeprefix("{session}/") in step.body


def test_no_two_steps_produce_one_file():
    files = [path for name in ROUTING for step in find(name).steps for path in step.produces if path != "{scope}"]
    assert len(files) == len(set(files))


def test_tests_and_code_are_apart():
    steps = {step.name: step for step in find("dev-story").steps}
    assert (steps["write-tests"].scope, steps["implement"].scope) == (("{tests}",), ("**", "!{tests}"))


EXAMPLES = {
    "draft-prd": "prd",
    "draft-spec": "spec",
    "review-code": "findings",
    "review-tests": "findings",
    "assess": "report",
}


def example(step: str) -> bytes:
    body = next(one.body for name in ROUTING for one in find(name).steps if one.name == step)
    return re.search(r"(?s)```markdown\n(.*?)```", body)[1].encode()


@pytest.mark.parametrize(("step", "kind"), EXAMPLES.items())
def test_the_example_in_a_text_meets_the_rules_that_it_teaches(step, kind):
    beside = {"prd.md": example("draft-prd"), "findings.md": example("review-code")}
    beside["test-findings.md"] = example("review-tests")
    found = completion.unmet(kind, example(step), "x.md", beside.get)
    assert [one.why for one in found] == (["a question is still open"] if step == "draft-prd" else [])


def test_the_wheel_brings_the_texts(tmp_path, monkeypatch):
    build = pytest.importorskip("hatchling.build")
    root = __file__.rpartition("/tests/")[0]
    monkeypatch.chdir(root)
    wheel = build.build_wheel(str(tmp_path))
    names = set(zipfile.ZipFile(tmp_path / wheel).namelist())
    assert {f"sinfonia/catalog/{name}/workflow.md" for name in ROUTING} <= names
    assert sum(name.startswith("sinfonia/catalog/") and "/steps/" in name for name in names) == len(STEPS)
    assert sum(name.startswith("sinfonia/persona/built_in/") for name in names) == 6
