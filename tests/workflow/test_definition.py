"""A project's own workflow: one folder; what is wrong with it is told with its place."""

from __future__ import annotations

import pytest

from sinfonia.errors import SinfoniaError
from sinfonia.model.workflow import Gate
from sinfonia.workflow import definition, template
from sinfonia.workflow.sources import WorkingTree

TOP = b"---\nname: release\ndescription: A release\npersona: coda\n---\n\n# Release\n"


def project(tmp_path, files: dict[str, bytes], name: str = "release"):
    folder = tmp_path / ".sinfonia" / "workflows" / name
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return WorkingTree(str(tmp_path))


def step(text: str, name: str = "step-01-prepare.md") -> dict[str, bytes]:
    return {"workflow.md": TOP, f"steps/{name}": text.encode()}


def test_the_new_workflow_is_valid(tmp_path):
    found = definition.find("release", project(tmp_path, template.workflow("release", "coda")))
    assert [(one.name, one.persona, one.gate) for one in found.steps] == [
        ("prepare", "coda", Gate.RETURN),
        ("work", "coda", Gate.RETURN),
        ("approval", "", Gate.APPROVAL),
    ]
    assert found.source == ".sinfonia/workflows/release"


def test_a_step_without_frontmatter_is_one(tmp_path):
    found = definition.find("release", project(tmp_path, step("# Get ready\n\nDo it.\n")))
    (one,) = found.steps
    assert (one.title, one.gate, one.persona, one.body) == ("Get ready", Gate.RETURN, "coda", "# Get ready\n\nDo it.")


def test_a_folder_takes_the_built_in_one_s_place(tmp_path):
    top = TOP.replace(b"release", b"dev-story")
    source = project(tmp_path, {**step("# Only this\n"), "workflow.md": top}, "dev-story")
    assert [one.name for one in definition.find("dev-story", source).steps] == ["prepare"]
    assert "dev-story" in definition.names(source)


def test_an_unknown_workflow_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(SinfoniaError, match="there is no workflow `dev-stroy`") as refused:
        definition.find("dev-stroy", WorkingTree(str(tmp_path)))
    assert refused.value.hint == "did you mean `dev-story`?"


@pytest.mark.parametrize("name", ["../x", "a/b", "A", "", "-"])
def test_a_name_that_leaves_the_folder_is_refused(name, tmp_path):
    with pytest.raises(SinfoniaError, match="is no name of a workflow"):
        definition.find(name, WorkingTree(str(tmp_path)))


# frontmatter of a step, the sentence that refuses it, and the twin that is read
STEPS = [
    ("gate: retrun", r"step-01-prepare\.md:2: `gate` is `retrun`", "gate: return"),
    ("gtae: return", r"step-01-prepare\.md:2: there is no key `gtae`", "gate: none"),
    ("approvals: 0", r":2: `approvals` must be a number", "approvals: {count: 2, role: reviewer}"),
    ("approvals: {many: 2}", r":2: `approvals` must be a number", "approvals: 2"),
    ("persona: Coda X", r":2: `Coda X` is no name of a persona", "persona: rondo"),
    ("produces: /etc/passwd", r":2: `/etc/passwd` must be a path from", "produces: docs/a.md"),
    ("produces: [a, ../b]", r":2: `\.\./b` must be a path from", "produces: [a, b]"),
    ('scope: ["!"]', r":2: `!` must be a path from", 'scope: ["!docs/**"]'),
    ('scope: ["!/src"]', r":2: `!/src` must be a path from", 'scope: ["src/**", "!src/gen/**"]'),
    ('produces: ["!a"]', r":2: `!a` must be a path from", 'produces: ["a"]'),
    ('produces: ["{scope}"]', r":2: `produces` names `\{scope\}`", 'produces: ["{scope}"]\nscope: ["{tests}"]'),
    ("completion: prd", r":2: `completion` needs one file", "completion: prd\nproduces: prd.md"),
    ('completion: prd\nproduces: "*.md"', r":2: `completion` needs one file", 'completion: spec\nproduces: ["a.md"]'),
    ("completion: pdr\nproduces: a.md", r":2: there are no rules of", "completion: report\nproduces: a.md"),
]  # fmt: skip


@pytest.mark.parametrize(("front", "reason", "twin"), STEPS)
def test_what_a_step_may_not_say(front, reason, twin, tmp_path):
    with pytest.raises(SinfoniaError, match=reason):
        definition.find("release", project(tmp_path, step(f"---\n{front}\n---\n# Prepare\n")))
    source = project(tmp_path, step(f"---\n{twin}\n---\n# Prepare\n"))
    assert len(definition.find("release", source).steps) == 1


NAMES = [
    (("step-01-a.md", "step-03-b.md"), "there is no step 2 between"),
    (("step-01-a.md", "step-1-b.md"), "are both step 1"),
    (("step-01-a.md", "step-02-a.md"), "is a second step `a`"),
    (("step-02-a.md",), "there is no step 1"),
    (("01-a.md",), "is no step"),
    ((), "has no steps"),
]


@pytest.mark.parametrize(("names", "reason"), NAMES)
def test_steps_are_numbered_without_gaps(names, reason, tmp_path):
    files = {"workflow.md": TOP, **{f"steps/{name}": b"# x\n" for name in names}}
    with pytest.raises(SinfoniaError, match=reason):
        definition.find("release", project(tmp_path, files))


@pytest.mark.parametrize("name", [".DS_Store", ".step-01-a.md.swp", "step-01-a.md.bak"])
def test_what_other_programs_leave_is_no_step(name, tmp_path):
    files = {"workflow.md": TOP, "steps/step-01-a.md": b"# x\n", f"steps/{name}": b"\0"}
    assert [one.name for one in definition.find("release", project(tmp_path, files)).steps] == ["a"]


def test_an_approval_has_no_persona_and_no_other_gate(tmp_path):
    for front, reason in (("persona: coda", "has no persona"), ("gate: none", "has gate `approval`")):
        with pytest.raises(SinfoniaError, match=reason):
            definition.find("release", project(tmp_path, step(f"---\n{front}\n---\n", "step-01-approval.md")))


def test_a_chain_names_its_rows_by_workflow():
    from sinfonia.workflow.sources import BuiltIn

    steps = definition.chain(definition.find(name, BuiltIn()) for name in ("create-prd", "dev-story"))
    assert [one.name for one in steps][:1] + [one.name for one in steps][-1:] == [
        "create-prd/gather-context",
        "dev-story/approval",
    ]


def test_a_changed_byte_changes_the_digest(tmp_path):
    before = definition.find("release", project(tmp_path, step("# a\n"))).digest
    assert definition.find("release", project(tmp_path, step("# b\n"))).digest != before
    assert definition.find("release", project(tmp_path, step("# a\n"))).digest == before
