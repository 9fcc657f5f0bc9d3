r"""What nests where a pattern cannot follow: comments in comments, code in strings, PHP in HTML.

Rust, Kotlin, Swift, Scala and Dart nest block comments. `"${f("//x")}"` in Kotlin, Groovy, Scala and Dart, `"\(…)"`
in Swift, `$"{…}"` in C#, `"{$…}"` in PHP hold code with strings of its own, in which `//` is no comment.
"""

from __future__ import annotations

_NESTED = frozenset(("rs", "kt", "swift", "scala", "dart"))
_CODE = {**dict.fromkeys(("kt", "groovy", "scala", "dart"), "${"), "swift": "\\(", "cs": "{", "php": "{$"}
_CLOSERS = {"swift": ")"}
_APOSTROPHES = frozenset(("dart", "groovy", "php"))  # where they quote strings, not one character
_DEEPEST = 20
BY_HAND = _NESTED | frozenset(_CODE)


def piece_end(text: str, at: int, ext: str) -> tuple[int, str]:  # noqa: PLR0911 - a ladder of languages
    """Give the end and the kind of the comment, string or markup that starts here; (0, "") for anything else."""
    char = text[at]
    if char == "/" and ext in _NESTED and text.startswith("/*", at):
        return _comment_end(text, at), "comment"
    if ext == "php" and (at == 0 or text.startswith("?>", at)):
        return _markup_end(text, at), "other"
    if ext == "php" and (text.startswith("//", at) or (char == "#" and not text.startswith("#[", at))):
        return _php_comment_end(text, at), "comment"
    if ext == "cs":
        if char in "$@" and text.startswith(('$"', '$@"', '@$"'), at) and not text.startswith('$"""', at):
            start = text.index('"', at)
            return _string_end(text, start, '"', ext, 0, verbatim="@" in text[at:start]), "string"
        return 0, ""
    if ext in _CODE and (char == '"' or (char == "'" and ext in _APOSTROPHES - {"php"})):
        quote = char * 3 if text.startswith(char * 3, at) else char
        raw = ext == "dart" and at > 0 and text[at - 1] == "r"
        return (0, "") if raw else (_string_end(text, at, quote, ext, 0), "string")
    return 0, ""


def _comment_end(text: str, at: int) -> int:
    """Give the end of a comment with those inside it, 0 when nothing closes it."""
    depth = 0
    while at >= 0:
        closing = text.find("*/", at)
        opening = text.find("/*", at)
        if closing < 0:
            return 0
        if 0 <= opening < closing:
            depth, at = depth + 1, opening + 2
        else:
            depth, at = depth - 1, closing + 2
            if depth == 0:
                return at
    return 0


def _markup_end(text: str, at: int) -> int:
    """Give the end of the text outside `<?php ... ?>`."""
    if at == 0 and text.startswith("<?"):
        return 0
    end = text.find("<?", at)
    return len(text) if end < 0 else end


def _php_comment_end(text: str, at: int) -> int:
    """Give the end of a comment of one line: `?>` ends it too."""
    line = text.find("\n", at)
    line = len(text) if line < 0 else line
    tag = text.find("?>", at, line)
    return line if tag < 0 else tag


def _string_end(text: str, at: int, quote: str, ext: str, depth: int, *, verbatim: bool = False) -> int:
    """Give the end of a string with the code in it, 0 for one that does not end."""
    code = _CODE[ext]
    at += len(quote)
    lines = len(quote) == 3 or verbatim or ext == "php"
    while at < len(text):
        char = text[at]
        if text.startswith(quote, at):
            if verbatim and text.startswith('""', at):
                at += 2
                continue
            return at + len(quote)
        if char == "\n" and not lines:
            return 0
        if ext == "cs" and text.startswith(("{{", "}}"), at):
            at += 2
        elif text.startswith(code, at):
            at = _code_end(text, at + len(code), ext, depth + 1)
            if not at:
                return 0
        else:
            raw = verbatim or (len(quote) == 3 and ext in ("kt", "scala"))
            at += 2 if char == "\\" and not raw else 1
    return 0


def _code_end(text: str, at: int, ext: str, depth: int) -> int:
    """Give the end of the code inside a string, behind what closes it."""
    if depth > _DEEPEST:
        return 0
    closer = _CLOSERS.get(ext, "}")
    opener = "(" if closer == ")" else "{"
    level = 1
    while at < len(text):
        char = text[at]
        if char == '"' or (char == "'" and ext in _APOSTROPHES):
            quote = char * 3 if text.startswith(char * 3, at) else char
            at = _string_end(text, at, quote, ext, depth)
            if not at:
                return 0
            continue
        if char == opener:
            level += 1
        elif char == closer:
            level -= 1
            if level == 0:
                return at + 1
        at += 1
    return 0
