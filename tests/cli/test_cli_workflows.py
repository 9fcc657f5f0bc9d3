"""`sinfonia workflows`: what can be started."""

from __future__ import annotations


def test_the_four_are_listed_with_their_steps(cli):
    told = cli("workflows")
    assert told.code == 0
    assert "dev-story  (built-in)\n" in told.out
    assert "  analyze-story (coda), write-tests (coda), implement (coda), verify (coda),\n  approval\n" in told.out
    assert all(len(line) <= 100 for line in told.out.splitlines())


def test_the_document_says_what_each_step_asks_for(cli):
    document = cli("workflows", "--format", "json").document
    assert [one["name"] for one in document["workflows"]] == ["code-review", "create-prd", "create-spec", "dev-story"]
    review, prd = document["workflows"][:2]
    assert review["revise"] == "coda"
    assert prd["steps"][2]["completion"] == "prd"
    assert prd["steps"][2]["produces"] == ["{session}/prd.md"]
    assert prd["steps"][3] == {
        "name": "approval", "title": "Approval", "persona": None, "gate": "approval", "produces": [], "scope": [],
        "checks": [], "completion": None, "approvals": 1, "role": None,
        "path": ".sinfonia/workflows/create-prd/steps/step-04-approval.md",
    }  # fmt: skip


def test_one_is_shown_with_the_texts_of_its_steps(cli):
    told = cli("workflows", "dev-story")
    assert told.out.count("  ## Objective\n") == 5
    document = cli("workflows", "dev-story", "--format", "json").document
    assert all(step["text"].startswith("# ") for step in document["workflows"][0]["steps"])


def test_a_project_s_own_is_told_with_its_place(cli):
    cli("new", "workflow", "release")
    assert "release  (.sinfonia/workflows/release)\n" in cli("workflows").out


def test_one_that_cannot_be_read_does_not_hide_the_others(cli, repo):
    repo.write({".sinfonia/workflows/broken/workflow.md": "# Broken\n"})
    told = cli("workflows")
    assert told.code == 0
    assert "cannot be read: `.sinfonia/workflows/broken/steps` has no steps\n" in told.out
    assert len(cli("workflows", "--format", "json").document["diagnostics"]) == 1
    assert cli("workflows", "broken").code == 2


def test_an_unknown_name_is_answered_with_the_nearest(cli):
    told = cli("workflows", "dev-stroy")
    assert (told.code, told.err) == (2, "error: there is no workflow `dev-stroy`\n hint: did you mean `dev-story`?\n")
