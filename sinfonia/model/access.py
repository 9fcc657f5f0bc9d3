"""A place that an agent's call looks into."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    # What a place is: a folder is listed, a tree searched with all that is below; a pattern may match many files. A
    # command only names a `named` file, and shows a line of a `searched` one.
    Kind = Literal["file", "folder", "tree", "pattern", "named", "searched"]


class Access:
    """One file, folder, tree or pattern that a call reads or searches.

    `path` is relative to the project's root, with `/`, where it lies inside, else absolute or as the agent wrote
    it. `content` reads the file, None where there is none; `committed` tells whether the last commit has exactly
    these bytes. Both ask only when they are called.
    """

    __slots__ = ("committed", "content", "kind", "path")

    def __init__(
        self,
        path: str,
        kind: Kind = "file",
        *,
        content: Callable[[], bytes | None] = lambda: None,
        committed: Callable[[], bool] = lambda: False,
    ) -> None:
        self.path = path
        self.kind = kind
        self.content = content
        self.committed = committed
