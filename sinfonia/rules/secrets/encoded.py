"""Text hidden in Base64, hex or URL-encoding: found without `re`, decoded within bounds."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 65_536  # characters of one run that are decoded
_BUDGET = 1 << 20  # characters of one text that are decoded in all
_PROBE = 32  # characters that are decoded first: data that is no text ends there
_ESCAPES = 2  # `%3D` and its like in one word from which it is decoded
_WORD = 4_096  # characters of a URL that are looked at
_alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-"
_hex = b"0123456789abcdefABCDEF"
_capitals = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_small = b"abcdefghijklmnopqrstuvwxyz"
_url = _alphabet + b"%.~:?#@&$*;="
_controls = bytes(byte for byte in range(32) if byte not in b"\t\n\r") + bytes(range(127, 256))


def decoded(data: bytes, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int, bytes, str]]:
    """Yield start, end, the text in it, and the name of the encoding, for each encoded text.

    `runs` are start and end of the long runs of token characters in the data.
    """
    yield from _in_runs(data, runs)
    if b"%" in data:
        yield from _escaped(data)


def _in_runs(data: bytes, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int, bytes, str]]:
    budget = _BUDGET
    for at, stop in runs:
        if budget <= 0:
            return
        end = min(stop, at + _LONGEST)
        head = data[at : at + _PROBE]
        text: bytes | None = None
        name = "Base64"
        if not head.translate(None, _hex):
            text, name = _from_hex(data[at:end]), "hex"
        elif len(head.translate(None, _capitals)) != _PROBE != len(head.translate(None, _small)):
            text = _from_base64(data, at, end, head)
        if text is not None:
            budget -= end - at
            yield at, _padded(data, end), text, name


def _padded(data: bytes, end: int) -> int:
    while data[end : end + 1] == b"=":
        end += 1
    return end


def _from_base64(data: bytes, at: int, end: int, head: bytes) -> bytes | None:
    from binascii import a2b_base64

    if not _is_text(a2b_base64(head.replace(b"-", b"+").replace(b"_", b"/"))):
        return None
    body = data[at : at + (end - at) // 4 * 4 + 4].split(b"=")[0][: end - at]
    body = body.replace(b"-", b"+").replace(b"_", b"/")
    if len(body) % 4 == 1:
        body = body[:-1]
    text = a2b_base64(body + b"=" * (-len(body) % 4))
    return text if _is_text(text) else None


def _from_hex(run: bytes) -> bytes | None:
    digits = run[: len(run) - len(run.lstrip(_hex))]
    text = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    return text if _is_text(text) else None


def _is_text(text: bytes) -> bool:
    """Tell readable ASCII; a few other characters may be names."""
    return len(text.translate(None, _controls)) >= len(text) - len(text) // 16


def _escaped(data: bytes) -> Iterator[tuple[int, int, bytes, str]]:
    budget = _BUDGET
    at = data.find(b"%")
    while at >= 0 and budget > 0:
        after = at + 1
        if not data[at + 1 : at + 3].translate(None, _hex) and len(data) > at + 2:
            start = max(at - _WORD, 0)
            before = data[start:at]
            start = at - (len(before) - len(before.rstrip(_url)))
            behind = data[at : at + _WORD]
            after = at + len(behind) - len(behind.lstrip(_url))
            word = data[start:after]
            budget -= len(word)
            if word.count(b"%") >= _ESCAPES:
                yield start, after, _unquoted(word), "URL-encoding"
        at = data.find(b"%", max(after, at + 1))


def _unquoted(word: bytes) -> bytes:
    first, *rest = word.split(b"%")
    pieces = [first]
    for piece in rest:
        code = piece[:2]
        if len(code) == 2 and not code.translate(None, _hex):
            pieces.append(bytes.fromhex(code.decode()) + piece[2:])
        else:
            pieces.append(b"%" + piece)
    return b"".join(pieces)
