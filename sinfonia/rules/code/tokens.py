"""What a change means in other languages than Python: comments and layout are not code.

`read` gives the tokens of any language. What a change means is asked of trees (`grammar`, `shape`) where a
grammar is installed and reads both versions, else of these tokens less types and the order of imports.
"""

from __future__ import annotations

from sinfonia.rules.code.scan import JAVASCRIPT, NEWLINE, PREPROCESSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.rules.code.scan import Token

BRACES = JAVASCRIPT | PREPROCESSED | {"go", "rs", "java", "kt", "php", "swift", "scala", "dart", "groovy", "zig"}
_PARSED = JAVASCRIPT | {"go", "rs", "java"}
_RETURN_ENDS = JAVASCRIPT | PREPROCESSED | {"java", "kt", "php", "swift", "scala", "groovy", "dart"}
_SEPARATOR_ENDS = JAVASCRIPT | {"cs"}
_TYPED = frozenset(("ts", "tsx", "mts", "cts"))
_DEEPEST = 200  # brackets in which types are still told from code; CPython reads as many
_OPENERS, _CLOSERS = frozenset("([{"), frozenset(")]}")


def changed_line(old: bytes, new: bytes, path: str, *, strict: bool = False, whole: bool = True) -> int | None:
    """Give the first line of `new` that means something else than before; None when nothing does.

    Exempt are comments, layout, the order of imports, lines that are only taken out and, in
    TypeScript, types; unless `strict`, semicolons and trailing commas that a formatter moves. Of a script that
    is not the `whole` file other parts may use what it imports: it is compared by its tokens.
    """
    ext = extension(path)
    if ext in ("vue", "svelte"):
        from sinfonia.rules.code import components

        return components.changed_line(decode(old), decode(new), strict=strict)
    parsed = _parsed(old, new, ext, strict=strict) if whole and ext in _PARSED else None
    before, after = parsed or _scanned(old, new, ext)
    if ext == "rs":
        from sinfonia.rules.code.inline_tests import split_rust

        before, after = split_rust(before)[0], split_rust(after)[0]
    if _texts(before) == _texts(after) or only_removed(before, after):
        return None
    if not strict and ext in BRACES and _loose(before, ext) == _loose(after, ext):
        return None
    from sinfonia.rules.code.version_constants import only_version

    return None if only_version(before, after) else _first_difference(before, after)


def _scanned(old: bytes, new: bytes, ext: str) -> tuple[list[Token], list[Token]]:
    """Give what runs in two versions by their tokens alone, as far as these tell it."""
    before, after = read(old, ext), read(new, ext)
    if ext not in BRACES or _texts(before) == _texts(after):
        return before, after
    if ext in _TYPED and max(_depth(before), _depth(after)) <= _DEEPEST:  # each level is looked through again
        from sinfonia.rules.code.typescript import erase_types

        try:  # noqa: SIM105 - contextlib costs 3 ms
            before, after = erase_types(before), erase_types(after)
        except RecursionError:  # a type of a thousand levels: it stays and counts as code
            pass
    from sinfonia.rules.code.sorted_imports import sorted_imports

    return sorted_imports(before, ext), sorted_imports(after, ext)


def _parsed(old: bytes, new: bytes, ext: str, *, strict: bool) -> tuple[list[Token], list[Token]] | None:
    """Give what runs in two versions by their trees; None where the grammar is not at hand or cannot read one.

    An import that is gone needs no test; one that replaces it is another name's.
    """
    from sinfonia.rules.code.grammar import trees

    found = trees(_encoded(old, ext), _encoded(new, ext), ext)
    if found is None:
        return None
    from sinfonia.rules.code import shape

    before, after = (shape.tokens(root, ext, strict=strict) for root in found)
    kept = frozenset(_texts(after))
    return [token for token in before if token[0] in kept or not token[0].startswith(shape.IMPORT)], after


def meant(old: bytes, new: bytes, ext: str) -> tuple[list[Token], list[Token]]:
    """Give what runs in two versions of a file in a language with braces, by their trees where that can be."""
    parsed = _parsed(old, new, ext, strict=False) if ext in _PARSED else None
    return parsed or (read(old, ext), read(new, ext))


def _encoded(data: bytes, ext: str) -> bytes:
    return decode(data, ext).encode("utf-8", "surrogateescape")


def extension(path: str) -> str:
    """Give the extension in small letters, "" where there is none."""
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


def read(data: bytes, ext: str) -> list[Token]:
    """Give the tokens of a file: by word for brace languages, by line for the others."""
    text = decode(data, ext)
    if ext in BRACES:
        from sinfonia.rules.code import scan

        try:
            return scan.tokens(text, ext)
        except (RecursionError, TimeoutError):  # nested or unclosed beyond any program: all of its text is code
            return [(line, number) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    from sinfonia.rules.code import lines

    return lines.tokens(text, ext)


def decode(data: bytes, ext: str = "") -> str:
    r"""Decode source text: UTF-16 by its byte order mark, else UTF-8; what ends a line in `ext` becomes `\n`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        text = text.replace("\r", "\n") if ext in _RETURN_ENDS else text
    if ext in _SEPARATOR_ENDS and not text.isascii():  # a comment ends there, what follows runs
        text = text.replace("\u2028", "\n").replace("\u2029", "\n")
        text = text.replace("\x85", "\n") if ext == "cs" else text
    return text


def _depth(found: list[Token]) -> int:
    """Count how deep brackets are nested."""
    depth = deepest = 0
    for text, _ in found:
        if text in _OPENERS:
            depth += 1
            deepest = max(depth, deepest)
        elif text in _CLOSERS and depth:
            depth -= 1
    return deepest


def by_line(found: Iterable[Token]) -> list[tuple[int, tuple[str, ...]]]:
    """Give (line, its tokens) for each line with code."""
    out: list[tuple[int, tuple[str, ...]]] = []
    number = 0
    row: list[str] = []
    for text, line in found:
        if text == NEWLINE:
            continue
        if line != number and row:
            out.append((number, tuple(row)))
            row = []
        number = line
        row.append(text)
    return [*out, (number, tuple(row))] if row else out


def only_removed(before: list[Token], after: list[Token]) -> bool:
    """Tell whether whole lines were taken out and each piece taken out closes what it opens."""
    kept = by_line(after)
    at = depth = 0
    piece: list[str] = []
    for _, row in by_line(before):
        if at < len(kept) and depth == 0 and kept[at][1] == row:
            if piece and not _is_whole(piece, row[0]):
                return False
            piece = []
            at += 1
            continue
        if row[0].startswith(("#if", "#el", "#end")) or row[:1] == ("#",):
            return False  # what stands between may wake up
        piece += row
        depth += sum((text in _OPENERS) - (text in _CLOSERS) for text in row)
    return at == len(kept) and _is_whole(piece, "")


def _is_whole(piece: list[str], following: str) -> bool:
    """Tell whether brackets match; `} else { b(); ` before a `}` is `else { b(); }` after one."""
    if piece and piece[0] in _CLOSERS and piece[0] == following:
        piece = [*piece[1:], following]
    depth = 0
    for text in piece:
        depth += (text in _OPENERS) - (text in _CLOSERS)
        if depth < 0:
            return False
    return depth == 0


def _texts(found: list[Token]) -> list[str]:
    return [text for text, _ in found]


def _loose(found: list[Token], ext: str) -> list[str]:
    """Give the tokens less semicolons and commas that mean nothing before a closing bracket."""
    out: list[str] = []
    for text, _ in found:
        now = ";" if text == NEWLINE else text
        empty = now == "}" and out[-1:] == [";"] and ext in JAVASCRIPT
        trailing = now in _CLOSERS and out[-1:] == [","] and out[-2:-1] not in ([], ["["], [","], ["("])
        if empty or (trailing and not (ext == "rs" and now == ")")):
            out.pop()
        if now == ";" and (not out or out[-1] in (";", "{")) and ext in JAVASCRIPT:
            continue
        out.append(now)
    while out and out[-1] == ";" and ext in JAVASCRIPT:
        out.pop()
    return out


def _first_difference(before: list[Token], after: list[Token]) -> int:
    """Give the line of the first token that differs."""
    for (was, _), (now, line) in zip(before, after, strict=False):
        if was != now:
            return line
    return after[min(len(before), len(after) - 1)][1] if after else 1
