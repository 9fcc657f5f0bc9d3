"""`sinfonia personas`: who there is."""

from __future__ import annotations

SIX = ["amadeus", "coda", "libretto", "maestro", "metronome", "rondo"]


def test_the_six_are_listed_with_what_each_does(cli):
    told = cli("personas")
    assert told.code == 0
    assert "coda       Implementation, test first\n" in told.out
    assert all(len(line) <= 110 for line in told.out.splitlines())


def test_the_document_has_what_a_generator_needs(cli):
    document = cli("personas", "--format", "json").document
    assert document["version"] == 1
    assert [one["id"] for one in document["personas"]] == SIX
    keys = {"id", "name", "role", "description", "mode", "tools", "capabilities", "source"}
    assert all(set(one) == keys for one in document["personas"])
    assert {one["id"]: one["mode"] for one in document["personas"]}["maestro"] == "interactive"
    assert {one["source"] for one in document["personas"]} == {"built-in"}


def test_one_is_printed_as_its_file(cli, repo):
    cli("new", "persona", "coda")
    assert cli("personas", "coda").out == (repo.path / ".sinfonia/agents/coda.md").read_text(encoding="utf-8")


def test_a_project_s_own_is_told_with_its_place(cli):
    cli("new", "persona", "scribe")
    assert "scribe     Scribe  (.sinfonia/agents/scribe.md)\n" in cli("personas").out
    document = cli("personas", "scribe", "--format", "json").document
    assert document["persona"]["source"] == ".sinfonia/agents/scribe.md"


def test_one_that_cannot_be_read_does_not_hide_the_others(cli, repo):
    repo.write({".sinfonia/agents/broken.md": "no frontmatter\n"})
    told = cli("personas")
    assert told.code == 0
    assert "cannot be read: .sinfonia/agents/broken.md:1: no frontmatter" in told.out
    document = cli("personas", "--format", "json").document
    assert [one["id"] for one in document["personas"]] == SIX
    assert len(document["diagnostics"]) == 1


def test_an_unknown_name_is_answered_with_the_nearest(cli):
    told = cli("personas", "codda")
    assert told.code == 2
    assert told.err == "error: there is no persona `codda`\n hint: did you mean `coda`?\n"
