"""What a change means in other languages than Python: comments and layout are not code.

`read` is the seam for parsers: a grammar that is installed can give the tokens of its language there.
"""

from __future__ import annotations

from sinfonia.rules.code.scan import JAVASCRIPT, NEWLINE, PREPROCESSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sinfonia.rules.code.scan import Token

_BRACES = JAVASCRIPT | PREPROCESSED | {"go", "rs", "java", "kt", "php", "swift", "scala", "dart", "groovy", "zig"}
_TYPED = frozenset(("ts", "tsx", "mts", "cts"))
_IMPORTS = frozenset(("import", "use", "using"))
_DEEPEST = 200  # brackets in which types are still told from code; CPython reads as many
_OPENERS, _CLOSERS = frozenset("([{"), frozenset(")]}")


def changed_line(old: bytes, new: bytes, path: str, *, strict: bool = False) -> int | None:
    """Give the first line of `new` that means something else than before; None when nothing does.

    Exempt are comments, layout, the order of imports, lines that are only taken out and, in
    TypeScript, types; unless `strict`, semicolons and trailing commas that a formatter moves.
    """
    ext = extension(path)
    before, after = read(old, ext), read(new, ext)
    if _texts(before) == _texts(after):
        return None
    if ext == "rs":
        from sinfonia.rules.code.inline_tests import split_rust

        before, after = split_rust(before)[0], split_rust(after)[0]
    elif ext in _TYPED:
        from sinfonia.rules.code.typescript import erase_types

        try:
            if max(_depth(before), _depth(after)) <= _DEEPEST:  # each level is looked through again
                before, after = erase_types(before), erase_types(after)
        except RecursionError:  # a type of a thousand levels: it stays and counts as code
            pass
    before, after = _sorted_imports(before, ext), _sorted_imports(after, ext)
    if _texts(before) == _texts(after):
        return None
    if not strict and ext in _BRACES and _loose(before, ext) == _loose(after, ext):
        return None
    if only_removed(before, after):
        return None
    return _first_difference(before, after)


def extension(path: str) -> str:
    """Give the extension in small letters, "" where there is none."""
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""


def read(data: bytes, ext: str) -> list[Token]:
    """Give the tokens of a file: by word for brace languages, by line for the others."""
    text = decode(data)
    if ext in _BRACES:
        from sinfonia.rules.code import scan

        try:
            return scan.tokens(text, ext)
        except (RecursionError, TimeoutError):  # nested or unclosed beyond any program: all of its text is code
            return [(line, number) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    from sinfonia.rules.code import lines

    return lines.tokens(text, ext)


def decode(data: bytes) -> str:
    r"""Decode source text: UTF-16 by its byte order mark, else UTF-8; line ends become `\n`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    return text.replace("\r\n", "\n") if "\r" in text else text


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


def _sorted_imports(found: list[Token], ext: str) -> list[Token]:
    """Sort each run of import statements; one for its effect (`import "./x"`) stays where it is."""
    if ext not in _BRACES or ext in PREPROCESSED - {"cs"}:
        return found
    out: list[Token] = []
    run: list[list[Token]] = []
    for statement in _statements(found):
        words = _texts(statement)
        if words[0] in _IMPORTS and (ext not in JAVASCRIPT or "from" in words) and not (ext == "cs" and "(" in words):
            run.append(_sorted_group(statement) if ext == "go" else statement)
            continue
        out += [token for part in sorted(run, key=_texts) for token in part]
        run = []
        out += statement
    return out + [token for part in sorted(run, key=_texts) for token in part]


def _statements(found: list[Token]) -> Iterator[list[Token]]:
    """Split at semicolons and line breaks outside brackets; the rest after the imports is one piece."""
    start = depth = 0
    for at, (text, _) in enumerate(found):
        if text in ("(", "[", "{"):
            depth += 1
        elif text in (")", "]", "}"):
            depth -= 1
        elif depth == 0 and text in (";", NEWLINE):
            yield found[start : at + 1]
            start = at + 1
    if start < len(found):
        yield found[start:]


def _sorted_group(statement: list[Token]) -> list[Token]:
    """Sort what stands between the parentheses of Go's `import (...)`."""
    if len(statement) < 2 or statement[1][0] != "(":
        return statement
    specs: list[list[Token]] = [[]]
    inner = statement[2:]
    for at, token in enumerate(inner):
        if token[0] == ")":
            return [*statement[:2], *(t for spec in sorted(specs, key=_texts) for t in spec), *inner[at:]]
        specs[-1].append(token)
        if token[0][0] in '"`':
            specs.append([])
    return statement


def _first_difference(before: list[Token], after: list[Token]) -> int:
    """Give the line of the first token that differs."""
    for (was, _), (now, line) in zip(before, after, strict=False):
        if was != now:
            return line
    return after[min(len(before), len(after) - 1)][1] if after else 1
