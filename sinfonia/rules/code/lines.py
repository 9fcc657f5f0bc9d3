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
_MARKS = {**dict.fromkeys(_HASH, "#"), "lua": "--", "hs": "-- ", "clj": ";", "cljs": ";", "erl": "%"}
_QUOTES = {**dict.fromkeys(_HASH, "\"'`"), "lua": "\"'", "clj": '"', "cljs": '"', "erl": '"', "hs": '"'}
_INDENTED = frozenset(("nim", "hs", "fs", "ml", "vb", "vue", "svelte", "feature", "robot"))
_PROSE = {"rb": ("=begin", "=end"), "pl": ("=", "=cut"), "pm": ("=", "=cut")}
_MAGIC = ("frozen_string_literal", "encoding:", "coding:")  # comments that a Ruby interpreter reads


def tokens(text: str, ext: str) -> list[Token]:
    """Give the lines that hold code, each as one token."""
    out: list[Token] = []
    quote = until = prose = ""
    mark, quotes = _MARKS.get(ext, ""), _QUOTES.get(ext, "")
    for number, line in enumerate(text.split("\n"), 1):
        raw = line.rstrip("\r")
        if until:
            out.append((raw, number))
            until = "" if raw.strip() == until else until
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
