"""What rules that only warn say of a session that cannot be read: they refuse nothing for it."""

from __future__ import annotations

from sinfonia.errors import SinfoniaError
from sinfonia.model.finding import Finding, Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy

    Judge = Callable[[Event, Policy], Iterable[Finding]]

_FOLDER = ".sinfonia/handoffs"


def warned_of(code: str, name: str) -> Callable[[Judge], Judge]:
    """Make a rule's judge warn of a session that it cannot read, in place of failing."""

    def around(judge: Judge) -> Judge:
        def judged(event: Event, policy: Policy) -> Iterator[Finding]:
            try:
                yield from judge(event, policy)
            except SinfoniaError as error:
                yield _finding(code, name, error)

        return judged

    return around


def _finding(code: str, name: str, error: SinfoniaError) -> Finding:
    """Make the warning; the message names the file."""
    message = f"the current session cannot be read: {error.message}"
    help_ = error.hint or "sinfonia status tells more"
    return Finding(code, name, message, Location(_FOLDER), help=help_, severity="warning")
