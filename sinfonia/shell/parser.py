"""Shell text to a syntax tree: the only import of tree-sitter for shell."""

from __future__ import annotations

import itertools

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node, Parser

MAX_TEXT = 200_000  # characters; a longer text is judged by its words
MAX_PIPES = 1500  # a pipeline that cannot be parsed costs the grammar time and memory by the square of its length
_parsers: list[Parser] = []
_private = dict.fromkeys(range(0xE000, 0xE080), "\ufffd")  # the analysis uses these code points for itself
_private_but_hole = {code: mark for code, mark in _private.items() if code != 0xE000}


def parse(text: str) -> Node:
    """Parse a text; the tree of a text that is not shell has errors, and is still a tree."""
    if not _parsers:
        from sinfonia.isolation import enable_site_packages

        enable_site_packages()
        import tree_sitter
        import tree_sitter_bash

        _parsers.append(tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language())))
    return _parsers[0].parse(_packed(text)).root_node


def is_crowded(text: str) -> bool:
    """Tell whether a text has more pipes than the grammar can bear, here-documents left out."""
    if text.count("|") <= MAX_PIPES:
        return False
    pipes = 0
    mark = ""
    for line in text.split("\n"):
        if mark:
            mark = "" if line.strip() == mark else mark
            continue
        pipes += line.count("|")
        before, found, after = line.partition("<<")
        word = after.lstrip("-").split(maxsplit=1)
        if found and word and after[:1] != "<" and "#" not in before:
            mark = word[0].strip("'\"\\;|&)")
    return pipes > MAX_PIPES


def clean(text: str, *, nested: bool = False) -> str:
    r"""Drop what the grammar reads badly: our marks (nested text keeps its holes), `\r\n`, a line continued in a word."""  # noqa: E501 - a pattern
    if not text.isascii():
        text = text.translate(_private_but_hole if nested else _private)
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    if "\x00" in text:
        text = text.replace("\x00", "")
    if "IFS" in text and "IFS=" not in text:  # the grammar reads `rm$IFS-rf$IFS/` wrongly; unquoted it is a space
        text = text.replace("${IFS}", " ").replace("$IFS$9", " ").replace("$IFS", " ")
    return _unfold(text) if "\\\n" in text else text


def _unfold(text: str) -> str:
    pieces = text.split("\\\n")
    out = pieces[0]
    parts = [out]
    for before, piece in itertools.pairwise(pieces):
        escaped = (len(before) - len(before.rstrip("\\"))) % 2
        glued = before[-1:].strip() and piece[:1].strip() and not escaped
        parts.append(piece if glued else "\\\n" + piece)
    return "".join(parts)


def repaired(text: str) -> str:
    """Close what a cut-off text leaves open: a quote or a here-document; the text itself when nothing helps."""
    for end in ("'", '"', ")", "}", "\nfi", "\ndone"):
        if end.strip() in text or end[:1] == "\n":
            tried = text + end
            if not parse(tried).has_error:
                return tried
    if text.lstrip().startswith("{") and "," in text:  # `{rm,-rf,/}`: the grammar expects a group
        tried = "command " + text.lstrip()
        if not parse(tried).has_error:
            return tried
    at = text.find("<<")
    if at >= 0:
        word = text[at + 2 :].lstrip("-").split("\n", 1)[0].split(maxsplit=1)
        mark = word[0].strip("'\"\\") if word else ""
        bare = "".join(char for char in mark if char not in "'\"\\")
        if bare and bare != mark:  # a mark that is quoted in part, `<<E'O'F`: the grammar knows it whole only
            tried = text.replace(word[0], f"'{bare}'", 1)
            if not parse(tried).has_error:
                return tried
        tried = f"{text}\n{mark}\n"
        if mark and not parse(tried).has_error:
            return tried
    return text


def text_of(node: Node) -> str:
    """Give the source of a node."""
    data = node.text
    return "" if data is None else unpacked(data)


# The grammar's scanner (tree-sitter-bash 0.25.1) looks characters up in a table of the C library: `}` beside a
# code point such as U+DE1A5 ends the process. So it is given letters only: each byte of a character beyond ASCII
# stands as two of the sixteen letters from U+00E0.
_letters = tuple(chr(0xE0 + high) + chr(0xE0 + low) for high in range(16) for low in range(16))


def _packed(text: str) -> bytes:
    if text.isascii():
        return text.encode()
    return "".join(
        char if char < "\x80" else "".join(_letters[byte] for byte in char.encode("utf-8", "replace")) for char in text
    ).encode()


def unpacked(data: bytes) -> str:
    """Give a piece of the parsed source as the text that it was."""
    if data.isascii():
        return data.decode()
    out = bytearray()
    half = -1
    for char in data.decode("utf-8", "replace"):
        if char < "\x80":
            out.append(ord(char))
            half = -1
        elif half < 0:
            half = ord(char) & 15
        else:
            out.append(half << 4 | ord(char) & 15)
            half = -1
    return out.decode("utf-8", "replace")
