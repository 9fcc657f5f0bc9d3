"""What rules that only warn say of a session that cannot be read: they refuse nothing for it."""

from __future__ import annotations

from sinfonia.model.finding import Finding, Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.errors import SinfoniaError

_FOLDER = ".sinfonia/handoffs"


def finding(code: str, name: str, error: SinfoniaError) -> Finding:
    """Make the warning; the message names the file."""
    message = f"the current session cannot be read: {error.message}"
    help_ = error.hint or "sinfonia status tells more"
    return Finding(code, name, message, Location(_FOLDER), help=help_, severity="warning")
