"""What the caller of a judgement asks for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal


class Options:
    """What the caller asks for: which rules, and, from a person, which configuration.

    `select` and `ignore` are codes, names or prefixes; `config` a path; `overrides` flags by dotted key.
    """

    __slots__ = ("config", "door", "ignore", "overrides", "select")

    def __init__(
        self,
        door: Literal["people", "machine"] = "machine",
        *,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        config: str | None = None,
        overrides: Mapping[str, object] | None = None,
    ) -> None:
        self.door = door
        self.select = select
        self.ignore = ignore
        self.config = config
        self.overrides = overrides
