"""JSON as text: where each value stands, so that one can be added or taken away and every other byte stays.

Comments and trailing commas are read where the host reads them (Gemini CLI), and refused where it does not: a file
that the host cannot read switches its hooks off in silence.
"""

from __future__ import annotations

import json
import re
from dataclasses import field

from sinfonia.errors import SinfoniaError
from sinfonia.model.dataclass import dataclass

_BLANK = re.compile(r"[ \t\r\n]*")
_COMMENT = re.compile(r"[ \t\r\n]*(?://[^\n]*|/\*.*?\*/)", re.DOTALL)
_DEEPEST = 100
_decoder = json.JSONDecoder()


@dataclass(frozen=True)
class Node:
    """A value and where it stands: `text[start:end]`. `members` are those of an object, `items` those of a list."""

    value: object
    start: int
    end: int
    members: dict[str, Member] = field(default_factory=dict)
    items: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Member:
    """A member of an object; `start` is where its key begins."""

    start: int
    node: Node


class _Reader:
    """Reads one text; raises `ValueError` with a position."""

    def __init__(self, text: str, *, comments: bool) -> None:
        self.text = text
        self.comments = comments

    def document(self) -> Node:
        node = self.value(self.blank(0), 0)
        if self.blank(node.end) != len(self.text):
            raise json.JSONDecodeError("there is more behind the end", self.text, self.blank(node.end))
        return node

    def blank(self, at: int) -> int:
        while self.comments and (found := _COMMENT.match(self.text, at)):
            at = found.end()
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def value(self, at: int, depth: int) -> Node:
        if depth > _DEEPEST:
            raise json.JSONDecodeError("it is nested too deeply", self.text, at)
        mark = self.text[at : at + 1]
        if mark == "{":
            return self.object(at, depth)
        if mark == "[":
            return self.list(at, depth)
        value, end = _decoder.raw_decode(self.text, at)
        return Node(value, at, end)

    def object(self, at: int, depth: int) -> Node:
        members: dict[str, Member] = {}
        place = self.blank(at + 1)
        while self.text[place : place + 1] != "}":
            if self.text[place : place + 1] != '"':
                raise json.JSONDecodeError("a key in double quotes is expected", self.text, place)
            key, end = _decoder.raw_decode(self.text, place)
            colon = self.blank(end)
            if self.text[colon : colon + 1] != ":":
                raise json.JSONDecodeError("a colon is expected", self.text, colon)
            node = self.value(self.blank(colon + 1), depth + 1)
            members[key] = Member(place, node)
            place = self.behind(node.end, "}")
        return Node({key: member.node.value for key, member in members.items()}, at, place + 1, members)

    def list(self, at: int, depth: int) -> Node:
        items: list[Node] = []
        place = self.blank(at + 1)
        while self.text[place : place + 1] != "]":
            node = self.value(place, depth + 1)
            items.append(node)
            place = self.behind(node.end, "]")
        return Node([item.value for item in items], at, place + 1, items=tuple(items))

    def behind(self, at: int, closing: str) -> int:
        """Give the place of the next value or of the closing bracket, behind the comma."""
        place = self.blank(at)
        if self.text[place : place + 1] == closing:
            return place
        if self.text[place : place + 1] != ",":
            raise json.JSONDecodeError(f"a comma or `{closing}` is expected", self.text, place)
        place = self.blank(place + 1)
        if self.text[place : place + 1] == closing and not self.comments:
            raise json.JSONDecodeError("there is a comma before the end", self.text, place)
        return place


def parse(text: str, path: str, *, comments: bool = False) -> Node:
    """Read a text whose top is an object; raises `SinfoniaError` with path and line."""
    try:
        node = _Reader(text, comments=comments).document()
    except json.JSONDecodeError as error:
        raise SinfoniaError(
            f"{path}:{error.lineno}: it is not JSON: {error.msg}", hint="mend it: its program cannot read it either"
        ) from None
    if not isinstance(node.value, dict):
        raise SinfoniaError(f"{path}: it holds no JSON object", hint="mend it: its program cannot read it either")
    return node


def with_member(text: str, parent: Node, key: str, value: object) -> str:
    """Add a member at the end of an object."""
    children = [(member.start, member.node.end) for member in parent.members.values()]
    return _added(text, parent, children, f"{json.dumps(key)}: ", value)


def with_item(text: str, parent: Node, value: object) -> str:
    """Add an item at the end of a list."""
    return _added(text, parent, [(item.start, item.end) for item in parent.items], "", value)


def without(text: str, parent: Node, number: int) -> str:
    """Take away one member or item, with the comma that goes with it."""
    spans = [(member.start, member.node.end) for member in parent.members.values()]
    spans = spans or [(item.start, item.end) for item in parent.items]
    if len(spans) == 1:
        inner = text[parent.start + 1 : spans[0][0]] + text[spans[0][1] : parent.end - 1]
        kept = "" if not inner.replace(",", "").strip() else inner.replace(",", "", 1)
        return text[: parent.start + 1] + kept + text[parent.end - 1 :]
    if number:
        return text[: spans[number - 1][1]] + text[spans[number][1] :]
    return text[: spans[0][0]] + text[spans[1][0] :]


def _added(text: str, parent: Node, children: list[tuple[int, int]], head: str, value: object) -> str:
    line_end = "\r\n" if "\r\n" in text else "\n"
    unit = _unit(text)
    outer = _indent(text, parent.start)
    if children and "\n" not in text[parent.start : children[-1][1]]:
        return f"{text[: children[-1][1]]}, {head}{json.dumps(value, ensure_ascii=False)}{text[children[-1][1] :]}"
    inner = _indent(text, children[-1][0]) if children else outer + unit
    body = json.dumps(value, ensure_ascii=False, indent=unit).replace("\n", line_end + inner)
    if not children:
        rest = text[parent.start + 1 : parent.end - 1]
        rest = rest if rest.strip() else line_end + outer
        return f"{text[: parent.start + 1]}{line_end}{inner}{head}{body}{rest}{text[parent.end - 1 :]}"
    last = children[-1][1]
    return f"{text[:last]},{line_end}{inner}{head}{body}{text[last:]}"


def _indent(text: str, at: int) -> str:
    """Give the blanks at the beginning of the line on which a place is."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _unit(text: str) -> str:
    found = re.search(r"^\s*\{[^\S\n]*\r?\n([ \t]+)\S", text)
    return found.group(1) if found else "  "
