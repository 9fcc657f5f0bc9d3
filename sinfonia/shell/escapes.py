r"""Escapes of `$'…'`, `printf` and `echo -e`."""

from __future__ import annotations

_simple = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "v": "\v"}
_hexadecimal = frozenset("0123456789abcdefABCDEF")
_widths = {"x": 2, "u": 4, "U": 8}


def ansi_c(source: str) -> str:
    r"""Decode the inside of `$'…'`; an impossible code point becomes U+FFFD."""
    return decode(source)


def decode(source: str, *, zero_octal: bool = False) -> str:
    r"""Decode backslash escapes; with `zero_octal` an octal number needs its leading 0 (`%b`, `echo -e`)."""
    if "\\" not in source:
        return source
    out = []
    index = 0
    while index < len(source):
        char = source[index]
        if char != "\\" or index + 1 >= len(source):
            out.append(char)
            index += 1
            continue
        kind = source[index + 1]
        index += 2
        if kind in _widths:
            end = index
            while end < len(source) and end - index < _widths[kind] and source[end] in _hexadecimal:
                end += 1
            out.append(_character(int(source[index:end], 16)) if end > index else "\\" + kind)
            index = end
        elif kind in "01234567":
            width = 3 if zero_octal and kind == "0" else 2
            end = index
            while end < len(source) and end - index < width and source[end] in "01234567":
                end += 1
            out.append(_character(int(kind + source[index:end], 8) & 0xFF))
            index = end
        elif kind == "c" and zero_octal:
            break
        else:
            out.append(_simple.get(kind) or (kind if kind in "\\'\"?" else "\\" + kind))
    return "".join(out)


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE080 else "\ufffd"
