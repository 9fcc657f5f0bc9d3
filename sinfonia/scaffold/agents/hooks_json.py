"""The settings that Claude Code, Codex and Gemini CLI share: `hooks.EVENT[].hooks[].command`, merged and taken out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sinfonia.errors import SinfoniaError
from sinfonia.model.dataclass import dataclass
from sinfonia.scaffold.agents.edit import Edit, Hook, compared, is_ours, present
from sinfonia.scaffold.agents.json_text import Node, parse, with_item, with_member, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sinfonia.scaffold.agents.json_text import Member

_BOM = "\ufeff"


@dataclass(frozen=True)
class Settings:
    """A host's file: where it is, whether it may hold comments, and the group of each event that is ours.

    `nested` is false where a list holds the commands themselves (Cursor). `base` are members that the file needs
    beside the hooks; a file that holds nothing else goes when ours go.
    """

    name: str
    path: str
    groups: dict[str, dict[str, Any]]
    comments: bool = False
    nested: bool = True
    base: tuple[tuple[str, Any], ...] = ()

    def merged(self, root: str, note: str = "") -> Edit:
        """Give the file with our groups in it; raises `SinfoniaError`."""
        before = present(root, self.path)
        found = () if before is None or self.installed(root) else self._found(before)
        text = _text(before, self.path) if before is not None and before.strip() else "{}\n"
        bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
        for key, value in self.base:
            node = self._parse(text)
            text = text if key in node.members else with_member(text, node, key, value)
        for event, group in self.groups.items():
            text = self._with_group(self._without(text, event, group), event, group)
        return compared(self.name, self.path, before, (bom + text).encode("utf-8", "surrogateescape"), note, found)

    def cleared(self, root: str, found: Mapping[str, tuple[str, ...]]) -> tuple[Edit, ...]:
        """Give the file without what is ours, nothing where there is nothing of it; raises `SinfoniaError`.

        What was found before us stays, however empty it is.
        """
        kept = found.get(self.path, ())
        before = present(root, self.path)
        if before is None:
            return ()
        text = _text(before, self.path)
        bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
        events = self._hooks(text).members if before.strip() else {}
        for event in tuple(events):
            text = self._without(text, event, None, kept)
        after = (bom + text).encode("utf-8", "surrogateescape")
        if after == before:
            return ()
        rest = self._parse(text)
        if not kept and (rest.value == {} or rest.value == dict(self.base)):
            return (Edit(self.name, self.path, None, "removed"),)
        return (Edit(self.name, self.path, after, "merged"),)

    def installed(self, root: str) -> tuple[Hook, ...]:
        """List the commands of ours that are in the file; raises `SinfoniaError` where it cannot be read."""
        before = present(root, self.path)
        if before is None or not before.strip():
            return ()
        text = _text(before, self.path).removeprefix(_BOM)
        return tuple(
            Hook(event, str(row.get("command")), _seconds(row))
            for event, member in self._hooks(text).members.items()
            for item in member.node.items
            for row in self._rows(item.value)
            if is_ours(row.get("command"), self.name)
        )

    def _found(self, before: bytes) -> tuple[str, ...]:
        """Name the file and its members that are empty."""
        if not before.strip():
            return ("",)
        text = _text(before, self.path).removeprefix(_BOM)
        hooks = self._hooks(text)
        empty = (f"hooks.{event}" for event, member in hooks.members.items() if not member.node.items)
        return ("", *(("hooks",) if hooks.end else ()), *empty)

    def _parse(self, text: str) -> Node:
        return parse(text, self.path, comments=self.comments)

    def _hooks(self, text: str) -> Node:
        """Give the object of the hooks, an empty one where there is none; raises `SinfoniaError`."""
        member = self._parse(text).members.get("hooks")
        if member is None:
            return Node({}, 0, 0)
        if not isinstance(member.node.value, dict):
            raise SinfoniaError(f"{self.path}: `hooks` is no object", hint="mend it: its program cannot read it either")
        for event, inner in member.node.members.items():
            if not isinstance(inner.node.value, list):
                raise SinfoniaError(
                    f"{self.path}: `hooks.{event}` is no list", hint="mend it: its program cannot read it either"
                )
        return member.node

    def _with_group(self, text: str, event: str, group: dict[str, Any]) -> str:
        hooks = self._hooks(text)
        if hooks.end == 0:
            return with_member(text, self._parse(text), "hooks", {event: [group]})
        member: Member | None = hooks.members.get(event)
        if member is None:
            return with_member(text, hooks, event, [group])
        if any(self._serves(item.value, group) for item in member.node.items):
            return text
        return with_item(text, member.node, group)

    def _without(self, text: str, event: str, kept: dict[str, Any] | None, found: tuple[str, ...] = ()) -> str:
        """Take our commands out of one event, but a group that is as it should be."""
        while True:
            member: Member | None = self._hooks(text).members.get(event)
            spot = next(self._spots(member.node, kept), None) if member else None
            if spot is None:
                break
            text = without(text, *spot)
        return self._tidied(text, event, found) if kept is None else text

    def _spots(self, events: Node, kept: dict[str, Any] | None) -> Iterator[tuple[Node, int]]:
        """Yield where a command of ours stands: the list or group that holds it, and its number there."""
        spared = kept is None
        for number, item in enumerate(events.items):
            if not spared and self._serves(item.value, kept):
                spared = True
                continue
            ours = [index for index, row in enumerate(self._rows(item.value)) if is_ours(row.get("command"), self.name)]
            if not ours:
                continue
            if not self.nested or len(ours) == len(self._rows(item.value)):
                yield events, number
            else:
                yield item.members["hooks"].node, ours[0]

    def _serves(self, value: object, group: dict[str, Any] | None) -> bool:
        """Tell whether a group is ours as it should be, perhaps with options of ours or more time."""
        plain = re.sub(rf"(sinfonia-hook {self.name})( --[^|;&]*)? \|\|", r"\1 ||", json.dumps(value))
        found = json.loads(plain)
        for row, wanted in zip(self._rows(found), self._rows(group), strict=False):
            have, need = _seconds(row), _seconds(wanted)
            if have is not None and need is not None and have > need:
                row["timeout"] = wanted["timeout"]
        return bool(found == group)

    def _rows(self, value: object) -> list[dict[str, Any]]:
        """Give the commands of an item, each as it is written; what is no command is an empty row."""
        rows = value.get("hooks") if self.nested and isinstance(value, dict) else [value]
        return [row if isinstance(row, dict) else {} for row in rows] if isinstance(rows, list) else []

    def _tidied(self, text: str, event: str, found: tuple[str, ...]) -> str:
        """Take away an event, and then the hooks, that ours leave empty and that nobody had before."""
        hooks = self._hooks(text)
        if hooks.members[event].node.items or f"hooks.{event}" in found:
            return text
        text = without(text, hooks, list(hooks.members).index(event))
        node = self._parse(text)
        if node.members["hooks"].node.members or "hooks" in found:
            return text
        return without(text, node, list(node.members).index("hooks"))


def _seconds(row: dict[str, Any]) -> float | None:
    value = row.get("timeout")
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise SinfoniaError(f"{path}: it is not UTF-8", hint="mend it: its program cannot read it either") from None
