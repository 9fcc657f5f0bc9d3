"""The guard before a coding agent's tool call: what every host shares.

A host is a module of `sinfonia.surfaces` that matches the Protocol `Host`. It reads the host's payload into a
`ToolCall` or a `Moment` and writes denials and notes in the host's words; where files are, what they will hold,
which rules apply and what a denial says is the same for all of them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    from sinfonia.surfaces.agent.tool_call import Moment, ToolCall

    class Host(Protocol):
        """One program that runs tools for a model.

        `NAME` is the name of its hook, `TITLE` the program's own. `PROJECT` names the variable in which the
        host gives the project's folder, "" where it has none. `KEEPS_SHELLS` is true where a shell that is
        once started takes further input without another hook. `VARIABLES_FILE` names the variable with the path of
        a shell file to which a session's variables are added when it starts, "" where there is none.
        """

        NAME: str
        TITLE: str
        PROJECT: str
        KEEPS_SHELLS: bool
        VARIABLES_FILE: str

        def read(self, payload: Mapping[str, object]) -> ToolCall | Moment | None:
            """Read a payload; None for an event that nothing is done about.

            Raises `SinfoniaError` for a payload that the host would not send.
            """

        def deny(self, reason: str) -> tuple[str, int]:
            """Give standard output and exit code of a denial; the reason goes to standard error as well."""

        def allow(self) -> str:
            """Give standard output for a call that is not refused; the exit code is 0."""

        def tell(self, moment: Moment, note: str, variables: Mapping[str, str]) -> str:
            """Give standard output that hands a note and variables to the host; both may be empty."""
