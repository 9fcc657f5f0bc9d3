"""The six personas, a project's own ones, and those of the predecessor."""

from __future__ import annotations

import os

import pytest

from sinfonia.errors import SinfoniaError
from sinfonia.markdown.text import ReadError
from sinfonia.persona import catalog, template
from sinfonia.persona.validate import problems

SIX = ("amadeus", "coda", "libretto", "maestro", "metronome", "rondo")


def agent(root, name: str, data: bytes) -> None:
    folder = root / ".sinfonia" / "agents"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_bytes(data)


@pytest.mark.parametrize("name", SIX)
def test_a_built_in_persona_has_no_problem(name, tmp_path):
    shown, data = catalog.source(name, str(tmp_path))
    assert shown == f"built-in: {name}.md"
    assert problems(data, f"{name}.md", SIX) == ()


def test_the_six_and_how_they_are_met(tmp_path):
    assert catalog.names(str(tmp_path)) == SIX
    modes = {name: catalog.find(name, str(tmp_path)).mode for name in SIX}
    assert [name for name, mode in modes.items() if mode != "subagent"] == ["maestro"]


@pytest.mark.parametrize("name", ["coda", "rondo", "libretto", "amadeus"])
def test_who_works_is_told_how_to_hand_back(name, tmp_path):
    body = catalog.find(name, str(tmp_path)).body
    assert "sinfonia return --summary" in body
    assert "--status blocked" in body
    assert "sinfonia advance" in body


def test_one_file_makes_a_persona(tmp_path):
    agent(tmp_path, "translator", template.persona("translator"))
    assert "translator" in catalog.names(str(tmp_path))
    assert catalog.find("translator", str(tmp_path)).source == ".sinfonia/agents/translator.md"


def test_the_new_persona_is_valid(tmp_path):
    for name in ("translator", "x", "a-b-c", "n" * 64):
        assert problems(template.persona(name), f"{name}.md", (name,)) == (), name


def test_a_project_s_file_takes_the_built_in_one_s_place(tmp_path):
    agent(tmp_path, "coda", template.persona("coda"))
    found = catalog.find("coda", str(tmp_path))
    assert found.description == "What Coda is for, in one sentence."
    assert catalog.names(str(tmp_path)) == SIX


def test_an_unknown_persona_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(SinfoniaError, match="there is no persona `codda`") as refused:
        catalog.find("codda", str(tmp_path))
    assert refused.value.hint == "did you mean `coda`?"


@pytest.mark.parametrize("name", ["../coda", "Coda", "", "a/b", "a" * 65, "coda.md", "-a"])
def test_a_name_that_leaves_the_folder_is_refused(name, tmp_path):
    with pytest.raises(SinfoniaError, match="is no name of a persona"):
        catalog.find(name, str(tmp_path))


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_is_refused(tmp_path):
    (tmp_path / "elsewhere.md").write_bytes(template.persona("coda"))
    (tmp_path / ".sinfonia" / "agents").mkdir(parents=True)
    (tmp_path / ".sinfonia" / "agents" / "coda.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(SinfoniaError, match="goes through a link"):
        catalog.find("coda", str(tmp_path))


def test_a_file_that_is_no_persona_is_named_by_its_place(tmp_path):
    agent(tmp_path, "coda", b"---\npersona_id: rondo\n---\n")
    with pytest.raises(ReadError, match=r"\.sinfonia/agents/coda\.md:2: `persona_id` is `rondo`"):
        catalog.find("coda", str(tmp_path))


def test_files_whose_names_are_no_ids_are_none(tmp_path):
    agent(tmp_path, "README", b"about")
    agent(tmp_path, "two_words", b"x")
    assert catalog.names(str(tmp_path)) == SIX


def test_the_predecessor_s_personas_are_read(corpora):
    folder = corpora / "predecessor" / "personas"
    files = sorted(folder.glob("*.md"))
    assert len(files) == 6
    for file in files:
        found = problems(file.read_bytes(), f"agents/{file.name}", SIX)
        assert [(problem.code, problem.severity) for problem in found] == [("SS-09", "warning")], file.name
