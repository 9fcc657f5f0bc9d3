"""The pattern table: every format, in the order in which overlapping finds are settled."""

from __future__ import annotations

from sinfonia.rules.secrets.formats_ai import FORMATS as _AI
from sinfonia.rules.secrets.formats_azure import FORMATS as _AZURE
from sinfonia.rules.secrets.formats_bodies import FORMATS as _BODIES
from sinfonia.rules.secrets.formats_chat import FORMATS as _CHAT
from sinfonia.rules.secrets.formats_clouds import FORMATS as _CLOUDS
from sinfonia.rules.secrets.formats_forges import FORMATS as _FORGES
from sinfonia.rules.secrets.formats_generic import FORMATS as _GENERIC
from sinfonia.rules.secrets.formats_more import FORMATS as _MORE
from sinfonia.rules.secrets.formats_payment import FORMATS as _PAYMENT
from sinfonia.rules.secrets.formats_platforms import FORMATS as _PLATFORMS
from sinfonia.rules.secrets.formats_saas import FORMATS as _SAAS
from sinfonia.rules.secrets.formats_tools import FORMATS as _TOOLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.secrets.format import Format

FORMATS: tuple[Format, ...] = (
    *_FORGES,
    *_CLOUDS,
    *_AZURE,
    *_AI,
    *_PAYMENT,
    *_CHAT,
    *_TOOLS,
    *_MORE,
    *_PLATFORMS,
    *_SAAS,
    *_GENERIC,
    *_BODIES,
)

HEAD = 4  # bytes of a word that are compared first


def by_needle() -> dict[bytes, tuple[Format, ...]]:
    """Give the formats that start at each needle."""
    found: dict[bytes, tuple[Format, ...]] = {}
    for row in FORMATS:
        for needle in row.needles:
            found[needle] = (*found.get(needle, ()), row)
    return found


def heads() -> dict[bytes, tuple[bytes, ...]]:
    """Give the needles beside long runs by their head."""
    found: dict[bytes, tuple[bytes, ...]] = {}
    for row in FORMATS:
        for needle in () if row.gate or row.inside else row.needles:
            head = head_of(needle)
            if needle not in found.get(head, ()):
                found[head] = (*found.get(head, ()), needle)
    return found


def inside() -> tuple[bytes, ...]:
    """Give the needles that stand in the middle of long runs."""
    return tuple(needle for row in FORMATS if row.inside for needle in row.needles)


def gates() -> dict[bytes, tuple[bytes, ...]]:
    """Give the needles to seek around each gate."""
    found: dict[bytes, tuple[bytes, ...]] = {}
    for row in FORMATS:
        if row.gate:
            found[row.gate] = tuple(dict.fromkeys((*found.get(row.gate, ()), *row.needles)))
    return found


def head_of(needle: bytes) -> bytes:
    """Give the first word of a needle: whole, or its first four bytes; a short one that goes on ends in `*`."""
    start = 0
    while not needle[start : start + 1].isalnum():
        start += 1
    end = start
    while needle[end : end + 1].isalnum() or needle[end : end + 1] == b"_":
        end += 1
    if end - start < HEAD and end == len(needle):
        return needle[start:end] + b"*"
    return needle[start : min(end, start + HEAD)]
