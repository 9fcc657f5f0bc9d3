"""Source of languages with braces as tokens, without comments and layout.

A token is (text, line). A line break that may end a statement is the token `NEWLINE`. Strings keep
their text; JavaScript's are written with one kind of quote, because a formatter chooses it. Where
the grammar is ambiguous without a parser (a regular expression after `}`), the reading keeps more
text than it should, never less.
"""

# ruff: noqa: SIM905 - a table of words reads better than one word a line

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from typing import TypeAlias

    Token: TypeAlias = tuple[str, int]

NEWLINE = "\n"
BUDGET = 2.0  # seconds for one file: a program of a megabyte takes half of one
JAVASCRIPT = frozenset(("js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"))
PREPROCESSED = frozenset(("c", "h", "cc", "hh", "cpp", "hpp", "cxx", "hxx", "m", "mm", "cs"))
_NEWLINE_ENDS = JAVASCRIPT | {"go", "kt", "swift", "scala", "groovy", "zig"}
_OPERATORS = (
    ">>>= === !== >>> <<= >>= **= &&= ||= ??= ... ..= ..< => -> ++ -- == != <= >= && || ?? ?. ?: :: .. << >> "
    "+= -= *= /= %= &= |= ^= := <- ** !!"
)
_STRINGS = {  # more than "..." and '...', tried first
    "rs": r'b?r(#*)".*?"\1|b?\'(?:\\.[^\']*|[^\\\'\n])\'|b?"(?:\\.|[^"\\])*"',
    "go": r"`[^`]*`",
    "cs": r'[$@]*"""+.*?"""+|(?:@\$?|\$@)"(?:""|[^"])*"',
    "swift": r'(#+)".*?"\1|""".*?"""',
    "php": r'<<<[ \t]*(["\']?)(\w+)\1\n.*?\n[ \t]*\2\b|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'',
    **dict.fromkeys(("cc", "cpp", "cxx", "hh", "hpp", "hxx", "h"), r'R"([^()\\\s]*)\(.*?\)\1"'),
    **dict.fromkeys(("java", "kt", "scala", "groovy", "dart"), r'""".*?"""|r?\'\'\'.*?\'\'\''),
}
_PLAIN_STRINGS = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
_REGEX = r"/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*"
_BEFORE_REGEX = frozenset(
    "( , = : [ ! & | ? { ; && || ?? => return typeof case in of delete void throw else do".split()
)
_RESTRICTED = frozenset(("return", "throw", "break", "continue", "yield", "async"))
_CONTINUES = frozenset(
    ") ] } , ; . ?. : ? = => && || ?? ?: == === != !== < > <= >= * % | & ^ :: else catch finally".split()
)
_CONTINUES_JAVASCRIPT = frozenset(("(", "[", "+", "-", "/", "in", "of", "instanceof", "as", "satisfies"))

_OPENERS, _CLOSERS = frozenset("([{"), frozenset(")]}")

_patterns: dict[str, Callable[[str, int], re.Match[str] | None]] = {}


def tokens(text: str, ext: str) -> list[Token]:
    """Read a source text of a brace language; `ext` is its extension.

    Raises TimeoutError after `BUDGET` seconds: thousands of strings or comments that never end, each sought
    to the end of the file; RecursionError for templates nested as deep.
    """
    from time import monotonic

    until = monotonic() + BUDGET
    match = _patterns.get(ext) or _compile(ext)
    nested = _nested_reader(ext)
    every_comment = ext == "go" and 'import "C"' in text  # cgo compiles the comment before it
    out: list[Token] = []
    stack: list[str] = []
    line, at, end = 1, 0, len(text)
    broken = directive = False
    while at < end:
        if monotonic() > until:
            raise TimeoutError
        piece, kind = (nested and nested(text, at, ext)) or _piece(match(text, at), text, at, ext, out)
        start, before, at = line, at - 1, at + len(piece)
        line += piece.count("\n")
        if kind == "space" or (kind == "comment" and not every_comment and not _is_directive(piece, ext, start)):
            broken = broken or "\n" in piece
            if directive and kind == "space" and "\n" in piece and text[before] != "\\":
                out.append((NEWLINE, start))
                directive = False
            continue
        if broken and out and ext in _NEWLINE_ENDS and _ends_statement(out[-1][0], piece, stack, ext):
            out.append((NEWLINE, out[-1][1]))
        directive = directive or (piece == "#" and ext in PREPROCESSED and (broken or not out))
        broken = False
        if piece in _OPENERS:
            stack.append(piece)
        elif piece in _CLOSERS and stack:
            stack.pop()
        out.append((piece, start))
    return out


def _nested_reader(ext: str) -> Callable[[str, int, str], tuple[str, str] | None] | None:
    """Give the reader of what a pattern cannot follow, in languages that have it."""
    from sinfonia.rules.code.nested import BY_HAND, piece_end

    def read(text: str, at: int, ext: str) -> tuple[str, str] | None:
        end, kind = piece_end(text, at, ext)
        return (text[at:end], kind) if end else None

    return read if ext in BY_HAND else None


def _piece(found: re.Match[str] | None, text: str, at: int, ext: str, out: list[Token]) -> tuple[str, str]:
    """Give the text of the next token and its kind; JavaScript's templates and regular expressions by hand."""
    if found is not None:
        kind = found.lastgroup or "other"
        piece = found.group()
        return (_requoted(piece), kind) if kind == "string" and ext in JAVASCRIPT else (piece, kind)
    piece = text[at]  # one character that starts nothing known
    if ext in JAVASCRIPT and piece == "`":
        return text[at : _template_end(text, at)], "string"
    if ext in JAVASCRIPT and piece == "/" and (not out or out[-1][0] in _BEFORE_REGEX or out[-1][0] == NEWLINE):
        return _regular_expression(text, at) or piece, "other"
    return piece, "other"


def _compile(ext: str) -> Callable[[str, int], re.Match[str] | None]:
    import re

    operators = "|".join(re.escape(operator) for operator in _OPERATORS.split())
    hash_comment = r"|\#(?!\[)[^\n]*" if ext == "php" else ""
    # `//` after a colon may be a link in the text of a JSX element: kept
    line_comment = r"(?<!:)//[^\n]*" if ext in JAVASCRIPT else r"//[^\n]*"
    special = _STRINGS.get(ext, "")
    plain = "" if ext in ("rs", "php") else _PLAIN_STRINGS
    strings = "|".join(part for part in (special, plain) if part)
    # back references count groups: the named group around them shifts each by one
    strings = re.sub(r"\\([12])(?!\d)", lambda found: f"\\{int(found[1]) + 3}", strings)
    pattern = re.compile(
        rf"(?P<space>\s+)|(?P<comment>{line_comment}|/\*.*?\*/{hash_comment})|(?P<string>{strings})"
        rf"|(?P<word>\d[\w.]*|[\w$]+)|(?P<operator>{operators})",
        re.DOTALL,
    ).match
    _patterns[ext] = pattern
    return pattern


def _ends_statement(before: str, after: str, stack: list[str], ext: str) -> bool:
    """Tell whether a line break between two tokens may end a statement."""
    if stack and stack[-1] != "{":
        return False
    if ext in JAVASCRIPT and (before in _RESTRICTED or after in ("++", "--")):
        return after != "}"
    if not (before[-1].isalnum() or before[-1] in "_$)]}\"'`" or before in ("++", "--", "!", "?") or len(before) > 3):
        return False
    if ext == "go":
        return after not in ("}", ")")
    return after not in _CONTINUES and not (ext in JAVASCRIPT and after in _CONTINUES_JAVASCRIPT)


def _is_directive(comment: str, ext: str, line: int) -> bool:
    """Tell whether a comment steers a compiler or bundler and so is code."""
    if ext == "go":
        return comment.startswith(("//go:", "// +build", "//export "))
    if ext in JAVASCRIPT:
        return any(mark in comment for mark in ("webpack", "@vite-ignore", "@jsx", "__PURE__", "/// <reference"))
    if ext == "php":  # annotations of Doctrine and Symfony live in doc comments
        return comment.startswith("/**") and any(f"@{mark}" in comment for mark in ("ORM", "Assert", "Route"))
    return line == 1 and comment.startswith("#!")


def _requoted(piece: str) -> str:
    if piece[0] not in "\"'":
        return piece
    body = piece[1:-1].replace("\\'", "'").replace('\\"', '"')
    return f'"{body}"'


def _template_end(text: str, at: int) -> int:
    """Give the end of a JavaScript template string, with what it interpolates."""
    depth, at = 0, at + 1
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif depth == 0 and char == "`":
            return at + 1
        elif depth == 0 and text.startswith("${", at):
            depth, at = 1, at + 1
        elif depth and char in "{}":
            depth += 1 if char == "{" else -1
        elif depth and char == "`":
            at = _template_end(text, at) - 1
        at += 1
    return len(text)


def _regular_expression(text: str, at: int) -> str:
    import re

    found = re.compile(_REGEX).match(text, at)
    return found.group() if found else ""
