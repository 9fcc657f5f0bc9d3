"""The policy that judges an event: settings after every layer has been merged."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal

    Level = Literal["error", "warning", "off"]
    Strictness = Literal["low", "medium", "high"]


class Ignore:
    """An entry of `ignore:`: code, glob over paths, reason, and the ISO date until which it holds ("" for ever)."""

    __slots__ = ("code", "path", "reason", "until", "where")

    def __init__(self, code: str, path: str, reason: str, until: str = "", where: str = "") -> None:
        self.code = code
        self.path = path
        self.reason = reason
        self.until = until
        self.where = where


class Custom:
    """A project's own rule: exactly one of `added`, `command` (regular expressions) and `path` (a glob) is set."""

    __slots__ = ("added", "code", "command", "help", "message", "moments", "name", "path", "paths", "severity")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.code: str = data["id"]
        self.name: str = data.get("name") or self.code.lower()
        self.message: str = data["message"]
        self.help: str = data.get("help") or "see the project's configuration"
        self.paths: tuple[str, ...] = tuple(data.get("paths") or ())
        self.added: str = data.get("added") or ""
        self.command: str = data.get("command") or ""
        self.path: str = data.get("path") or ""
        self.severity: Level = data.get("severity") or "error"
        self.moments: tuple[str, ...] = tuple(data.get("moments") or ("commit", "message", "push", "range", "tool"))


class Policy:
    """A compiled policy over plain data (marshal can store `data`).

    `data` is the configuration after defaults, file, user file, environment and flags, in the shape
    of the schema; `severities` has one level for every code that differs from the rule's default.
    """

    __slots__ = ("custom", "data", "exclude", "ignore", "severities", "strictness")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.strictness: Strictness = data.get("enforcement_strictness", "medium")
        self.exclude: tuple[str, ...] = tuple(data.get("exclude") or ())
        self.ignore: tuple[Ignore, ...] = tuple(
            Ignore(row["code"], row.get("path", "**"), row["reason"], row.get("until") or "", row.get("where", ""))
            for row in data.get("ignore") or ()
        )
        self.custom: tuple[Custom, ...] = tuple(Custom(row) for row in data.get("custom") or ())
        self.severities: dict[str, Level] = {
            code: row["severity"] for code, row in (data.get("rules") or {}).items() if row.get("severity")
        }

    def options(self, code: str) -> Mapping[str, Any]:
        """Give what `rules.CODE.options` says, or nothing."""
        row = (self.data.get("rules") or {}).get(code) or {}
        options: Mapping[str, Any] = row.get("options") or {}
        return options

    def paths(self, code: str) -> tuple[str, ...]:
        """Give the globs to which `rules.CODE.paths` limits a rule; none means every path."""
        row = (self.data.get("rules") or {}).get(code) or {}
        return tuple(row.get("paths") or ())

    def section(self, name: str) -> Mapping[str, Any]:
        """Give a nested section (`tests`, `secrets`, `workflow`, `approvals`), empty where it is absent."""
        section: Mapping[str, Any] = self.data.get(name) or {}
        return section
