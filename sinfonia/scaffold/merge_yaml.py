"""Put one value into a YAML file by inserting text: every other byte stays, comments and order with it.

The place comes from the marks of PyYAML's nodes. The result counts only when its events are those of the
old text with one piece more, so a layout that is not understood is refused and never damaged.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml

from sinfonia.errors import SinfoniaError
from sinfonia.scaffold.init_files import Added

if TYPE_CHECKING:
    from collections.abc import Iterator

    Event = tuple[str, ...]

_EMPTY: tuple[tuple[str, ...], ...] = (("ScalarEvent", "", "", ""),)  # `key:` with nothing behind it


def root_of(text: str, path: str) -> yaml.MappingNode | None:
    """Parse a file whose root is a mapping, None for an empty one; raises `SinfoniaError` naming the line."""
    try:
        documents = list(yaml.compose_all(text, Loader=yaml.SafeLoader))
    except RecursionError:
        raise SinfoniaError(f"`{path}` is nested too deeply to be read", hint="move it away") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else path
        problem = getattr(error, "problem", None) or "cannot be parsed"
        raise SinfoniaError(f"`{where}` is not YAML: {problem}", hint="mend it, then type the same again") from None
    if len(documents) > 1:
        raise SinfoniaError(f"`{path}` holds more than one document", hint="keep one of them")
    root = documents[0] if documents else None
    if root is None or (isinstance(root, yaml.ScalarNode) and root.tag == "tag:yaml.org,2002:null"):
        return None
    if not isinstance(root, yaml.MappingNode):
        raise SinfoniaError(f"`{path}:{root.start_mark.line + 1}` is no mapping", hint="mend it, or move it away")
    return root


def find(root: yaml.Node | None, keys: tuple[str, ...]) -> yaml.Node | None:
    """Give the node at a path of keys."""
    node = root
    for key in keys:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return node


def _refuse_double(root: yaml.Node | None, keys: tuple[str, ...], path: str) -> None:
    """Refuse a key that stands twice on the way: programs differ in which of the two they read."""
    for depth, key in enumerate(keys):
        node = find(root, keys[:depth])
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        same = [name for name, _ in pairs if name.value == key]
        if len(same) > 1:
            line = same[1].start_mark.line + 1
            raise SinfoniaError(f"`{path}:{line}`: `{key}` stands there twice", hint="make one of the two")


def _refuse_shared(root: yaml.Node | None, node: yaml.Node | None, path: str) -> None:
    """Refuse a value that an alias repeats: an addition would show in every place of it."""
    seen: set[int] = set()
    waiting: list[yaml.Node] = [] if root is None else [root]
    times = 0
    while waiting:
        one = waiting.pop()
        times += one is node
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, yaml.MappingNode):
            waiting += [value for _, value in one.value]
        elif isinstance(one, yaml.SequenceNode):
            waiting += one.value
    if times > 1 and node is not None:
        where = f"{path}:{node.start_mark.line + 1}"
        raise SinfoniaError(f"`{where}` is repeated by an alias, so nothing is added to it", hint="write it out")


def put(text: str, keys: tuple[str, ...], body: str, path: str) -> tuple[str, Added]:
    """Put a value at a path of keys that is not there yet; `body` is its YAML, at no indentation.

    Gives the new text and what was added to it; raises `SinfoniaError`.
    """
    root = root_of(text, path)
    _refuse_double(root, keys, path)
    depth = len(keys) - 1
    while depth and not isinstance(find(root, keys[:depth]), yaml.MappingNode):
        depth -= 1
    rest = keys[depth:]
    node = find(root, keys[:depth])
    _refuse_shared(root, node, path)
    empty = find(root, keys[: depth + 1])
    if isinstance(empty, yaml.ScalarNode) and not empty.value and len(rest) > 1:
        holder = _key(node, rest[0])
        column = holder.start_mark.column + 2
        lines = _indented(_nested(rest[1:], body), column)
        return _insert(text, _after_line(text, holder.end_mark.index), lines, path)
    if empty is not None:
        line = empty.start_mark.line + 1
        raise SinfoniaError(f"`{path}:{line}`: `{rest[0]}` holds something else", hint="mend it, or move it away")
    if not isinstance(node, yaml.CollectionNode):
        separator = "\n" if text and not text.endswith("\n") else ""
        return _insert(text, len(text), separator + _nested(rest, body), path)
    if node.flow_style:
        return _into_flow(text, node, _as_flow(rest, body).strip()[1:-1], path)
    column = node.value[0][0].start_mark.column if node.value else 0
    lines = _indented(_nested(rest, body), column)
    return _at_end(text, node, column, ("\n" if column == 0 else "") + lines, path)


def append(text: str, key: str, body: str, path: str) -> tuple[str, Added]:
    """Append an item to the list at a key of the root, which may be absent or empty; raises `SinfoniaError`."""
    root = root_of(text, path)
    node = find(root, (key,))
    _refuse_double(root, (key,), path)
    _refuse_shared(root, node, path)
    item = "- " + _indented(body, 2).lstrip()
    if node is None:
        return put(text, (key,), item, path)
    if not isinstance(node, yaml.SequenceNode):
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode) and not node.value:
            return _insert(text, _after_line(text, _key(root, key).end_mark.index), _indented(item, 2), path)
        raise SinfoniaError(f"`{path}:{line}`: `{key}` is no list", hint="mend it, then type the same again")
    if not node.flow_style:
        column = _dash(text, node)
        return _at_end(text, node, column, _indented(item, column), path)
    start, end = node.start_mark.index, node.end_mark.index
    if not node.value and text[:start].endswith(f"{key}: "):
        new = "\n" + _lines(_indented(item, 2), text).rstrip("\r\n")
        whole = text[: start - 1] + new + text[end:]
        return _checked(text, whole, Added(new, text[start - 1 : end]), path)
    return _into_flow(text, node, json.dumps(yaml.safe_load(body)), path)


def _dash(text: str, node: yaml.SequenceNode) -> int:
    """Give the column of a block list's items; the list's own mark may be that of an anchor or a tag before it."""
    first = node.value[0].start_mark.index
    dash = text.rfind("-", node.start_mark.index, first)
    return dash - (text.rfind("\n", 0, dash) + 1) if dash >= 0 else node.start_mark.column


def _at_end(text: str, node: yaml.CollectionNode, column: int, lines: str, path: str) -> tuple[str, Added]:
    """Insert behind the last line of a block: before the comments and blank lines that follow it, where that works."""
    end = node.end_mark.index
    end = text.rfind("\n", 0, end) + 1 if text[:end].rpartition("\n")[2].strip() == "" else _after_line(text, end)
    place = end
    while place:
        before = text.rfind("\n", 0, place - 1) + 1
        line = text[before:place].strip("\r\n")
        bare = line.lstrip()
        if bare and not (bare.startswith("#") and len(line) - len(bare) <= column):
            break
        place = before
    try:
        return _insert(text, place, lines, path)
    except SinfoniaError:
        return _insert(text, end, lines, path)


def _into_flow(text: str, node: yaml.CollectionNode, item: str, path: str) -> tuple[str, Added]:
    """Insert behind the last item: a comma or a comment may follow it."""
    if node.value:
        last = node.value[-1]
        place = (last[1] if isinstance(last, tuple) else last).end_mark.index
        return _checked(text, f"{text[:place]}, {item}{text[place:]}", Added(f", {item}"), path)
    place = node.end_mark.index - 1
    while text[place - 1] in " \t\r\n":
        place -= 1
    return _checked(text, text[:place] + item + text[place:], Added(item), path)


def _insert(text: str, place: int, lines: str, path: str) -> tuple[str, Added]:
    new = _lines(lines, text)
    if place and text[place - 1] != "\n":
        new = ("\r\n" if "\r\n" in text else "\n") + new
    return _checked(text, text[:place] + new + text[place:], Added(new), path)


def _checked(old: str, new: str, added: Added, path: str) -> tuple[str, Added]:
    """Accept a text whose events are the old ones with one piece in between, or in place of an empty value."""
    refusal = SinfoniaError(
        f"`{path}` is laid out in a way that cannot be added to safely",
        hint="write its list and mappings in block style, one item a line, or add the entry by hand",
    )
    try:
        before, after = tuple(_events(old)), tuple(_events(new))
    except yaml.YAMLError:
        raise refusal from None
    if not before[2:-2]:  # an empty file
        return new, added
    start = 0
    while start < len(before) and start < len(after) and before[start] == after[start]:
        start += 1
    stop = 0
    while stop < len(before) - start and stop < len(after) - start and before[-1 - stop] == after[-1 - stop]:
        stop += 1
    gone = before[start : len(before) - stop]
    if len(after) <= len(before) or (gone and gone != _EMPTY) or new.count(added.text) != 1:
        raise refusal
    return new, added


def _events(text: str) -> Iterator[Event]:
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        yield (
            type(event).__name__,
            str(getattr(event, "value", "")),
            str(getattr(event, "tag", None) or ""),
            str(getattr(event, "anchor", None) or ""),
        )


def _key(node: yaml.Node | None, key: str) -> yaml.Node:
    """Give the node of a key that is known to be there."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    found: yaml.Node = next(name for name, _ in pairs if name.value == key)
    return found


def _nested(keys: tuple[str, ...], body: str) -> str:
    """Write a value below its keys, in block style."""
    text = body if body.endswith("\n") else body + "\n"
    for key in reversed(keys):
        flat = text.startswith("[") or ("\n" not in text.rstrip("\n") and ": " not in text and text[:2] != "- ")
        text = f"{key}: {text}" if flat else f"{key}:\n{_indented(text, 2)}"
    return text


def _as_flow(keys: tuple[str, ...], body: str) -> str:
    value = yaml.safe_load(body)
    for key in reversed(keys):
        value = {key: value}
    return json.dumps(value)


def _indented(text: str, column: int) -> str:
    return "".join(" " * column + line if line.strip() else line for line in text.splitlines(keepends=True))


def _lines(lines: str, text: str) -> str:
    whole = lines if lines.endswith("\n") else lines + "\n"
    return whole.replace("\n", "\r\n") if "\r\n" in text else whole


def _after_line(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1
