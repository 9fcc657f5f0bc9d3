"""Source of languages read by line: shell, Ruby, Perl, Lua, Elixir, R and others.

A comment is dropped where it surely is one: at the start of a line or after a blank, outside strings and
here-documents. Runs of blanks outside strings count as one; here-documents keep theirs.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.code.scan import Token

_SHELL = frozenset(("sh", "bash", "zsh", "ksh", "bats"))
_HASH = _SHELL | {"rb", "ex", "exs", "pl", "pm", "r", "ps1", "nim", "jl", "t", "feature", "robot"}
_MARKS = {
    **dict.fromkeys(_HASH, "#"), "lua": "--", "hs": "-- ", "clj": ";", "cljs": ";", "erl": "%", "fs": "//", "vb": "'",
}  # fmt: skip
_QUOTES = {
    **dict.fromkeys(_HASH, "\"'`"), "lua": "\"'", "clj": '"', "cljs": '"', "erl": '"', "hs": '"', "fs": '"', "vb": '"',
}  # fmt: skip
_BLOCKS = {  # comments of several lines that start a line; other than Lua's they nest
    "lua": ("--[[", "]]"), "ps1": ("<#", "#>"), "jl": ("#=", "=#"), "hs": ("{-", "-}"), "ml": ("(*", "*)"),
    "fs": ("(*", "*)"), "nim": ("#[", "]#"),
}  # fmt: skip
_ELIXIR = ("@doc", "@moduledoc", "@typedoc", "@shortdoc")
_INDENTED = frozenset(("nim", "hs", "fs", "ml", "vb", "vue", "svelte", "feature", "robot"))
_PROSE = {"rb": ("=begin", "=end"), "pl": ("=", "=cut"), "pm": ("=", "=cut")}
_MAGIC = ("frozen_string_literal", "encoding:", "coding:")  # comments that a Ruby interpreter reads


def tokens(text: str, ext: str) -> list[Token]:
    """Give the lines that hold code, each as one token."""
    out: list[Token] = []
    quote = until = prose = ""
    block = 0
    blocked = documented = False
    mark, quotes = _MARKS.get(ext, ""), _QUOTES.get(ext, "")
    for number, line in enumerate(text.split("\n"), 1):
        raw = line.rstrip("\r")
        if until:
            out.append((raw, number))
            until = "" if raw.strip() == until or (until == "]]" and until in raw) else until
            continue
        if not quote and ext in _BLOCKS and raw.lstrip().startswith(_BLOCKS[ext][0]):
            block = 0
            blocked = True
        if blocked:
            block, left = _block_comment(raw, block, ext)
            blocked = block > 0
            raw = left
        if not quote and not documented and ext in ("ex", "exs") and raw.lstrip().startswith(_ELIXIR):
            documented = raw.count('"""') == 1
            continue
        if documented:
            documented = raw.strip() != '"""'
            continue
        if ext == "lua" and not quote and _opens_long(raw):
            until = "]]"
            out.append((raw, number))
            continue
        if prose or (not quote and ext in _PROSE and raw.startswith(_PROSE[ext][0]) and raw[1:2].isalpha()):
            prose = "" if raw.startswith(_PROSE[ext][1]) else "open"
            continue
        if number == 1 and raw.startswith("#!"):
            out.append((raw, number))
            continue
        was_open = quote
        code, quote = _code(raw, quote, mark, quotes, ext)
        if not was_open and not quote:
            code = code.rstrip() if ext in _INDENTED else code.strip()
        if code:
            out.append((code, number))
            until = _here_document(code, ext) if not quote else ""
    return out


def _block_comment(line: str, depth: int, ext: str) -> tuple[int, str]:
    """Give how deep in comments a line ends, and what of it is none."""
    opening, closing = _BLOCKS[ext]
    at = 0
    while at < len(line):
        if line.startswith(opening, at) and (depth == 0 or ext != "lua"):
            depth, at = depth + 1, at + len(opening)
        elif line.startswith(closing, at):
            depth, at = depth - 1, at + len(closing)
            if depth <= 0:
                return 0, line[at:]
        else:
            at += 1
    return depth, ""


def _opens_long(line: str) -> bool:
    """Tell whether a line of Lua opens a string of several lines."""
    at = line.find("[[")
    return at >= 0 and "]]" not in line[at:] and "--" not in line[:at]


def _code(line: str, quote: str, mark: str, quotes: str, ext: str) -> tuple[str, str]:
    """Give a line without its comment, blanks squeezed, and the quote that stays open at its end."""
    out: list[str] = []
    at = 0
    while at < len(line):
        char = line[at]
        if quote:
            if char == "\\" and not (quote == "'" and ext in _SHELL):
                out.append(line[at : at + 2])
                at += 2
                continue
            quote = "" if char == quote else quote
        elif char == "\\":
            out.append(line[at : at + 2])
            at += 2
            continue
        elif char in quotes:
            quote = char
        elif mark and line.startswith(mark, at) and (at == 0 or line[at - 1] in " \t;"):
            if ext == "lua" and line.startswith("--[", at):
                pass  # a long comment may span lines: kept
            elif not (ext == "rb" and any(word in line for word in _MAGIC)):
                break
        elif char in " \t" and out and ext not in _INDENTED and out[-1] in (" ", "\t"):
            at += 1
            continue
        out.append(" " if char == "\t" and not quote and ext not in _INDENTED else char)
        at += 1
    return "".join(out), quote if ext not in ("erl", "vb") else ""


def _here_document(code: str, ext: str) -> str:
    """Give the word that ends the here-document opened by a line, or ""."""
    at = code.find("<<")
    if at < 0 or ext not in _SHELL | {"rb", "pl", "pm"} or code.startswith("<<<", at):
        return ""
    word = code[at + 2 :].lstrip("-~").lstrip()
    word = word[1:] if word[:1] in ("'", '"', "`", "\\") else word
    end = 0
    while end < len(word) and (word[end].isalnum() or word[end] == "_"):
        end += 1
    return word[:end] if end and not word[0].isdigit() else ""
