"""Private keys in PEM (RFC 7468) and PGP armour, over several lines or escaped into one."""

from __future__ import annotations

_base64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_least = 32  # characters of key material: less is a title or an example
_headers = 600  # bytes from the marker in which the key begins: `Proc-Type`, `Comment` and their like stand before
_reach = 20_000  # bytes in which the end of a block is sought: RSA with 16384 bits has 12,700


def find(data: bytes, place: int) -> tuple[int, int] | None:
    """Give start and end of the block whose `PRIVATE KEY` is at `place`, or None."""
    start = data.rfind(b"-----BEGIN ", max(place - 40, 0), place)
    if start < 0 or b"\n" in data[start:place] or b"-----" in data[start + 11 : place]:
        return None
    begin = data.find(b"-----", place, place + 30)
    if begin < 0:
        return None
    begin += 5
    end = data.find(b"-----END ", begin, begin + _reach)
    if end < 0:
        end = min(begin + 4096, len(data))
        close = end
    else:
        close = data.find(b"-----", end + 9, end + 60)
        close = end + 9 if close < 0 else close + 5
    body = data[begin:end]
    for escape in (b"\\n", b"\\r", b"\\t"):
        body = body.replace(escape, b"  ")
    if not _lines(body[: _headers + _least] if len(body) > _headers else body):
        return None
    return start, close


def _lines(body: bytes) -> list[bytes]:
    return [
        word
        for word in body.split()
        if len(word) >= _least and word.strip(b"\"'+,;#*/\\.").translate(None, _base64) == b"" and _is_mixed(word)
    ]


def _is_mixed(word: bytes) -> bool:
    return not (word.islower() or word.isupper()) and len(word.translate(None, b"0123456789")) != len(word)
