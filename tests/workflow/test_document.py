"""workflow.md keeps every byte that nobody meant to change."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from hypothesis import given, settings

sys.path.insert(0, str(Path(__file__).parent))
from indexes import indexes, plain

from sinfonia.workflow.document import read, write
from sinfonia.workflow.render import create, render


@settings(max_examples=200, deadline=None)
@given(indexes())
def test_what_is_written_is_read_back_the_same(index):
    data = create(index)
    document = read(data, "workflow.md")
    assert document.index == index
    assert write(document) == data
    assert render(document, index) == data


@settings(max_examples=200, deadline=None)
@given(indexes(), indexes())
def test_a_file_changed_into_another_reads_as_that_one(old, new):
    data = render(read(create(old), "workflow.md"), new)
    assert read(data, "workflow.md").index == new


@settings(max_examples=100, deadline=None)
@given(indexes(), indexes())
def test_a_windows_file_keeps_its_line_ends_and_its_mark(old, new):
    data = b"\xef\xbb\xbf" + create(old).replace(b"\n", b"\r\n")
    assert write(read(data, "workflow.md")) == data
    changed = render(read(data, "workflow.md"), new)
    assert changed.startswith(b"\xef\xbb\xbf")
    assert changed.count(b"\n") == changed.count(b"\r\n")
    assert read(changed, "workflow.md").index == new


@settings(max_examples=100, deadline=None)
@given(indexes())
def test_any_yaml_reader_finds_the_same_keys(index):
    front = create(index).split(b"\n---\n")[0].removeprefix(b"---\n")
    keys = yaml.load(front, Loader=yaml.BaseLoader)
    assert (keys["workflow_id"], keys["session_id"]) == (index.workflow_id, index.session_id)


def test_only_the_lines_that_changed_are_written_anew():
    data = (
        create(plain())
        .decode()
        .replace("| write-tests |", "|   write-tests   |")
        .replace("## Context", "## Ours\n\nkept | so\n\n## Context")
    )
    from dataclasses import replace

    document = read(data.encode(), "workflow.md")
    index = document.index
    steps = (index.steps[0], replace(index.steps[1], notes="a | b\nc"), index.steps[2])
    after = render(document, replace(index, steps=steps)).decode().split("\n")
    differ = [(a, b) for a, b in zip(data.split("\n"), after, strict=True) if a != b]
    assert differ == [
        ("| implement | coda | pending |  |  |  |", "| implement | coda | pending |  |  | a \\| b<br>c |")
    ]
