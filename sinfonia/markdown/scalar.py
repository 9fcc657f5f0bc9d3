"""One frontmatter value on one line, as YAML would read it, but always text.

The subset of YAML 1.2 that our files use (https://yaml.org/spec/1.2.2/, 7.3): plain, 'single' and "double" quoted.
"""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[A-Za-z0-9_./+(][^\n]*")
_AMBIGUOUS = re.compile(
    r"[-+]?[.0-9][0-9_,.:]*([eE][-+]?[0-9]+)?|0[xob][0-9A-Fa-f_]+|[-+]?\.(inf|nan)"
    r"|true|false|yes|no|on|off|null|y|n|~",
    re.IGNORECASE,
)
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", " ": " ",
    '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEX = {"x": 2, "u": 4, "U": 8}


def read_scalar(text: str) -> str | None:
    """Read what stands after `key:`; None when it is not one value on one line."""
    text = text.strip(" \t")
    if text.startswith('"'):
        return _double(text)
    if text.startswith("'"):
        return _single(text)
    cut = 0 if text.startswith("#") else _comment(text)
    text = text[:cut].rstrip(" \t") if cut >= 0 else text
    if text and (text[0] in "&*!|>%@`{[,]}" or ": " in text or text.endswith(":")):
        return None
    return text


def write_scalar(value: str) -> str:
    """Write a value so that `read_scalar` and every YAML reader give it back as text."""
    if not value:
        return '""'
    safe = _PLAIN.fullmatch(value) and ": " not in value and " #" not in value and value[-1] not in ": \t"
    if safe and value.isprintable() and not _AMBIGUOUS.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=not value.isprintable())


def _comment(text: str) -> int:
    return min((i for i in (text.find(" #"), text.find("\t#")) if i >= 0), default=-1)


def _single(text: str) -> str | None:
    match = re.match(r"'((?:[^']|'')*)'[ \t]*(?:#.*)?$", text)
    return match[1].replace("''", "'") if match else None


def _double(text: str) -> str | None:
    match = re.match(r'"((?:[^"\\]|\\.)*)"[ \t]*(?:#.*)?$', text)
    return _unescaped(match[1]) if match else None


def _unescaped(text: str) -> str | None:
    out, at = [], 0
    while (slash := text.find("\\", at)) >= 0:
        out.append(text[at:slash])
        letter = text[slash + 1]
        at = slash + 2
        if letter in _ESCAPES:
            out.append(_ESCAPES[letter])
            continue
        size = _HEX.get(letter)
        digits = text[at : at + size] if size else ""
        if not size or not re.fullmatch(rf"[0-9A-Fa-f]{{{size}}}", digits):
            return None
        code = int(digits, 16)
        if 0xD800 <= code < 0xDC00:  # JSON writes what is past U+FFFF as two halves
            low = re.match(r"\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})", text[at + size :])
            if not low:
                return None
            code = 0x10000 + ((code - 0xD800) << 10) + (int(low[1], 16) - 0xDC00)
            at += 6
        if code > 0x10FFFF or 0xD800 <= code < 0xE000:
            return None
        out.append(chr(code))
        at += size
    return "".join(out) + text[at:]
