"""YAML to `Node`, event by event: every value has a line, nothing is constructed, nothing explodes.

PyYAML's events follow YAML 1.1, so `off`, `no` and `1e3` are no text unless quoted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from sinfonia.config.node import MAX_DEPTH, Node, fail, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, NoReturn

    from sinfonia.config.node import Kind

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml reads the same, slowly
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_ALIASES = 100
_KINDS: dict[str, Kind] = {
    "tag:yaml.org,2002:null": "null",
    "tag:yaml.org,2002:bool": "flag",
    "tag:yaml.org,2002:int": "number",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:timestamp": "date",
}


def read_yaml(text: str, path: str) -> Node:
    """Read one YAML document whose root is a mapping, an empty one included; raises `ConfigError`."""
    try:
        root = _Reader(Loader(text), path).document()
    except yaml.YAMLError as error:
        line = _error_line(error, text)
        _not_yaml(error, f"{path}:{line}", text.split("\n")[line - 1 : line])
    if root.kind == "null":
        return Node("map", f"{path}:1")
    if root.kind != "map":
        fail(root.where, "the document is not a mapping", 'write keys, for example `version: "0.1"`')
    return root


def _error_line(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", 0)
    return text.count("\n", 0, position if isinstance(position, int) else 0) + 1


def _not_yaml(error: yaml.YAMLError, where: str, line: list[str]) -> NoReturn:
    text = line[0] if line else ""
    if "\t" in text[: len(text) - len(text.lstrip())]:
        fail(where, "a tab indents this line", "indent with spaces")
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be parsed"
    fail(where, f"is not YAML: {shown(str(problem))}", "check indentation, quotes and brackets around this line")


class _Reader:
    """Build nodes from the events of one loader; PyYAML's events are typed too loosely to say more than Any."""

    def __init__(self, loader: Any, path: str) -> None:
        self.loader = loader
        self.path = path
        self.anchors: dict[str, Node | None] = {}
        self.aliases = 0

    def document(self) -> Node:
        """Read the only document of the stream; an empty stream is null."""
        root = Node("null", f"{self.path}:1")
        seen = False
        for event in self.events():
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    fail(self.where(event), "a second document begins", "keep one, without `---` in between")
                seen = True
                root = self.value(self.next(), 0)
        return root

    def events(self) -> Iterator[Any]:
        while self.loader.check_event():
            yield self.next()

    def next(self) -> Any:
        return self.loader.get_event()

    def where(self, event: Any) -> str:
        return f"{self.path}:{event.start_mark.line + 1}"

    def value(self, event: Any, depth: int) -> Node:
        """Read the value that this event begins."""
        where = self.where(event)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event.anchor, where)
        if depth >= MAX_DEPTH:
            fail(where, f"is nested more than {MAX_DEPTH} deep", "no key of the schema needs that")
        if event.tag not in (None, "!"):
            fail(where, f"the tag `{shown(event.tag)}` is not read", "remove it: values are plain data")
        anchor: str | None = event.anchor
        if anchor is not None:
            self.anchors[anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            node = self.scalar(event, where)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self.sequence(where, depth)
        else:
            node = self.mapping(where, depth)
        if anchor is not None:
            self.anchors[anchor] = node
        return node

    def alias(self, name: Any, where: str) -> Node:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            fail(where, f"is alias number {MAX_ALIASES + 1}", "write the values out")
        node = self.anchors.get(name)
        if node is None:
            problem = "refers to itself" if name in self.anchors else "has no anchor"
            fail(where, f"the alias `{shown(name)}` {problem}", "write the value out")
        return node

    def sequence(self, where: str, depth: int) -> Node:
        items = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.value(event, depth + 1))
        return Node("list", where, items=tuple(items))

    def mapping(self, where: str, depth: int) -> Node:
        entries: dict[str, tuple[str, Node]] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            place = self.where(event)
            if not isinstance(event, yaml.ScalarEvent):
                fail(place, "a key is not text", "write keys as plain words")
            key = event.value
            if key in entries:
                first = entries[key][0].rpartition(":")[2]
                fail(place, f"`{shown(key)}` stands twice, first in line {first}", "keep one of them")
            entries[key] = (place, self.value(self.next(), depth + 1))
        return Node("map", where, entries=entries)

    def scalar(self, event: Any, where: str) -> Node:
        text = event.value
        if not event.implicit[0]:
            return Node("text", where, text=text, value=text)
        tag = self.loader.resolve(yaml.ScalarNode, text, (True, False))
        kind = _KINDS.get(tag, "text")
        return Node(kind, where, text=text, value=_plain(kind, tag, text))


def _plain(kind: Kind, tag: str, text: str) -> str | float | bool | None:
    if kind == "null":
        return None
    if kind == "flag":
        return text.lower() in ("true", "yes", "on")
    if kind == "number":
        try:
            number = int(text) if tag.endswith(":int") else float(text)
        except ValueError:
            return text
        return number if -1e300 < number < 1e300 else text
    return text
