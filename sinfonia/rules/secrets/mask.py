"""Show a line without what is secret in it, and without what could drive a terminal."""

from __future__ import annotations

from sinfonia.rules.secrets.scan import find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.finding import Finding
    from sinfonia.rules.secrets.scan import Hit

STARS = "*" * 16
_NEAR = 200  # bytes of a very long line that are shown on both sides of a credential
_KEY_LINE = 44  # characters of a line of key material
_base64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_newline = 10
_visible = {number: f"\\x{number:02x}" for number in (*range(32), *range(127, 160))}
_visible[9] = " "
_steering = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029, 0xFEFF)
_visible.update({number: f"\\u{number:04x}" for number in _steering})


def mask(hit: Hit) -> str:
    """Give the public prefix of a credential and sixteen stars, whatever its length."""
    return hit.prefix + STARS


def mask_line(line: bytes) -> str:
    """Give a line as text, every credential masked and every control character made visible.

    A line that is nothing but Base64 may come from the middle of a key: it is masked as a whole.
    """
    bare = line.strip(b" \t\r\n\0\"'+,;#*/\\")
    if len(bare) >= _KEY_LINE and not bare.translate(None, _base64):
        return STARS
    return masked(line, 0, tuple(find(line)))[0]


def hidden(text: str) -> str:
    """Give a text with its credentials masked, as it is where there are none."""
    data = text.encode("utf-8", "surrogateescape")
    hits = tuple(find(data, entropy=False))
    return masked(data, 0, hits)[0] if hits else text


def hide_names(finding: Finding) -> None:
    """Mask credentials in the path and the sentences of a finding: a file may be named after one."""
    path = finding.location.path
    for hit in find(path.encode("utf-8", "surrogateescape"), entropy=False):
        value = hit.value.decode("utf-8", "surrogateescape")  # a suggested name may have it behind other letters
        finding.message, finding.help = (text.replace(value, mask(hit)) for text in (finding.message, finding.help))
    finding.location.path, finding.message, finding.help = hidden(path), hidden(finding.message), hidden(finding.help)


def masked(line: bytes, offset: int, hits: tuple[Hit, ...]) -> tuple[str, list[tuple[int, int]]]:
    """Give a line with its hits masked, and the 0-based columns of each mask in it.

    The hits rise and do not overlap; their offsets count from `offset` bytes before the line, and they
    may begin before it or end behind it.
    """
    shown = ""
    columns = []
    at = 0
    for hit in hits:
        shown += readable(line[at : max(hit.start - offset, at)])
        begin = len(shown)
        shown += mask(hit)
        columns.append((begin, len(shown)))
        at = max(hit.end - offset, at)
    return shown + readable(line[at:]), columns


def source_of(data: bytes, hits: tuple[Hit, ...], index: int) -> tuple[str, int, int]:
    """Give the masked line around one of the hits in a text, and the 1-based columns of its mask."""
    hit = hits[index]
    start, end = around(data, hit)
    first = index
    while first and hits[first - 1].end > start:
        first -= 1
    last = index + 1
    while last < len(hits) and hits[last].start < end:
        last += 1
    shown, columns = masked(data[start:end], start, hits[first:last])
    begin, stop = columns[index - first]
    if start and data[start - 1] != _newline:
        shown, begin, stop = "..." + shown, begin + 3, stop + 3
    if end < len(data) and data[end] != _newline:
        shown += "..."
    return shown, begin + 1, stop + 1


def around(data: bytes, hit: Hit) -> tuple[int, int]:
    """Give the bounds of the line in which a hit begins, or of what is near it in a very long one."""
    low = max(hit.start - _NEAR, 0)
    start = data.rfind(b"\n", low, hit.start) + 1 or low
    high = max(hit.end, hit.start + 1) + _NEAR
    end = data.find(b"\n", hit.start, high)
    return start, end if end >= 0 else min(high, len(data))


def readable(text: bytes) -> str:
    r"""Decode bytes for a screen: undecodable ones become U+FFFD, tabs spaces, ESC and its kin `\x1b`."""
    return text.translate(None, b"\0").decode("utf-8", "replace").translate(_visible)
