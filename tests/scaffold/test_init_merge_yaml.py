"""An entry gets into YAML by insertion, or not at all."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sinfonia.errors import SinfoniaError
from sinfonia.scaffold.init_files import take_out
from sinfonia.scaffold.merge_yaml import append, put

BODY = "repo: local\nhooks:\n  - id: sinfonia\n    stages: [commit-msg]\n"
ITEM = {"repo": "local", "hooks": [{"id": "sinfonia", "stages": ["commit-msg"]}]}

LISTS = {
    "a list at the margin": "repos:\n- repo: a\n  rev: b\n",
    "an indented list": "repos:\n    - repo: a\n      rev: b\n",
    "comments behind an item": "repos:\n  - repo: a   # why\n    rev: b\n    # - id: off\n",
    "a comment about the next key": "repos:\n  - repo: a\n\n# about ci\nci: {skip: [x]}\n",
    "no last line end": "repos:\n  - repo: a\n    rev: b",
    "line ends of Windows": "repos:\r\n  - repo: a\r\n    rev: b\r\n",
    "a text block at the end": "repos:\n  - repo: a\n    exclude: |\n      one\n      # no comment\n",
    "a text block before the next key": "repos:\n  - repo: a\n    exclude: |-\n      one\n\nci: {}\n",
    "an empty flow list": "repos: []\nci: {}\n",
    "a flow list": "repos: [{repo: a, rev: b}]\n",
    "a flow list with a last comma": "repos: [\n  {repo: a},\n]\n",
    "a flow list with a comment behind its last comma": "repos: [\n  {repo: a},  # why\n]\n",
    "a list with an anchor that nothing repeats": "repos: &r\n- repo: a\n  rev: b\n",
    "an indented list with a tag": "repos: !!seq\n    -   repo: a\n        rev: b\n",
    "anchors and aliases": "x: &x [a]\nrepos:\n  - repo: a\n    files: *x\nrest: *x\n",
    "a list without an item": "repos:\nci: {}\n",
    "other keys only": "ci: {}\n",
    "a document mark": "---\nrepos:\n  - repo: a\n...\n",
    "nothing": "",
    "comments only": "# here\n",
    "a byte order mark": "\ufeffrepos:\n  - repo: a\n",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_an_item_is_added_and_nothing_else_changes(text):
    new, added = append(text, "repos", BODY, "f.yaml")
    before = yaml.safe_load(text) or {}
    assert yaml.safe_load(new) == {**before, "repos": [*(before.get("repos") or []), ITEM]}
    assert take_out(new, added) == text
    if not added.instead:
        at = new.index(added.text)
        assert new[:at] + new[at + len(added.text) :] == text


BROKEN = {
    "no YAML": ("repos:\n\t- a\n", "f.yaml:2"),
    "a list at the root": ("- repos\n", "is no mapping"),
    "two documents": ("a: 1\n---\nrepos: []\n", "more than one document"),
    "a text in place of the list": ("repos: none\n", "is no list"),
    "a list that stands there twice": ("repos:\n- repo: a\nci: {}\nrepos:\n- repo: b\n", "f.yaml:4"),
    "a thousand lists in each other": ("x: " + "[" * 1000 + "]" * 1000 + "\n", "nested too deeply"),
    "an open bracket": ("repos: [\n", "is not YAML"),
    "a list that an alias repeats": ("repos: &r\n  - repo: a\nother: *r\n", "alias"),
    "a list that is an alias": ("other: &r\n  - repo: a\nrepos: *r\n", "alias"),
}


@pytest.mark.parametrize(("text", "told"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_understood_is_refused_with_its_place(text, told):
    with pytest.raises(SinfoniaError) as caught:
        append(text, "repos", BODY, "f.yaml")
    assert told in caught.value.message


MAPPINGS = {
    "the moment is missing": "colors: true\n",
    "the moment has commands": "pre-commit:\n  parallel: true\n  commands:\n    lint:\n      run: x  # why\n\n# end\n",
    "the moment has jobs": "pre-commit:\n    jobs:\n        - run: x\n",
    "the moment is empty": "pre-commit:\ncolors: true\n",
    "commands are empty": "pre-commit:\n  commands:\n",
    "it is in flow style": "pre-commit: {commands: {lint: {run: x}}}\n",
    "there is nothing": "",
}


@pytest.mark.parametrize("text", MAPPINGS.values(), ids=MAPPINGS)
def test_a_nested_value_is_added_and_nothing_else_changes(text):
    new, added = put(text, ("pre-commit", "commands", "sinfonia"), "run: y\nuse_stdin: true\n", "f.yaml")
    commands = yaml.safe_load(new)["pre-commit"]["commands"]
    assert commands.pop("sinfonia") == {"run": "y", "use_stdin": True}
    assert take_out(new, added) == text
    before = (yaml.safe_load(text) or {}).get("pre-commit") or {}
    assert commands == (before.get("commands") or {})


@pytest.mark.parametrize("text", ["pre-commit: [a]\n", "pre-commit: text\n", "pre-commit:\n  commands: off\n"])
def test_a_value_of_another_kind_is_not_written_over(text):
    with pytest.raises(SinfoniaError):
        put(text, ("pre-commit", "commands", "sinfonia"), "run: y\n", "f.yaml")


_COMMENT = st.sampled_from(["# a\n", "\n", "  # b\n", "      # c\n", ""])
_NAMES = st.text("abc -:#'\"é{}[]&*!|>%@`", max_size=8)


@given(st.lists(st.dictionaries(st.sampled_from(["repo", "rev", "x"]), _NAMES, min_size=1), max_size=4), st.data())
def test_whatever_is_in_the_file_it_is_kept_or_refused(items, data):
    rows = [{"a": items}, {"repos": items}, {"z": items}]
    lines = "".join(yaml.safe_dump(row, sort_keys=False) for row in rows).splitlines(keepends=True)
    text = "".join(data.draw(_COMMENT) + line for line in lines)
    try:
        before = yaml.safe_load(text)
    except yaml.YAMLError:
        return
    try:
        new, added = append(text, "repos", BODY, "f.yaml")
    except SinfoniaError:
        return
    assert yaml.safe_load(new) == {**before, "repos": [*before["repos"], ITEM]}
    assert take_out(new, added) == text
