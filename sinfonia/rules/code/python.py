"""What a change of a Python file means: whether something else runs than before."""

from __future__ import annotations

from sinfonia.rules.code.tree import Block, Items, Tree, parse, read
from sinfonia.rules.code.typing_names import HOMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.code.tree import Canon

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, LookupError)


def changed_line(old: bytes, new: bytes, path: str, *, strict: bool = False) -> int | None:
    """Give the first line of `new` that runs and did not before; None when nothing does.

    Exempt are comments, layout, docstrings, annotations that nothing reads, the order of imports,
    unused imports, version constants, deletions, an `__init__.py` that only re-exports, and, unless
    `strict`, what `# pragma: no cover` marks and another form of the same thing. What cannot be parsed is
    compared by its tokens.
    """
    name = path.rpartition("/")[2]
    try:
        after = read(new, name, strict=strict)
        before = read(old, name, strict=strict)
        if before.excluded != after.excluded and read(old, name, strict=True).body == read(new, name, strict=True).body:
            return None
        return _compare(before, after, old, new, strict=strict)
    except UNREADABLE:
        from sinfonia.rules.code.python_tokens import same_tokens

        return None if _same_text(old, new) or same_tokens(old, new) else _first_difference(old, new)


def _compare(before: Tree, after: Tree, old: bytes, new: bytes, *, strict: bool) -> int | None:
    if before.body == after.body:
        return None
    gone: dict[str, Canon] = {}
    come: dict[str, Canon] = {}
    left = prune(before.body, before.used, gone)
    right = prune(after.body, after.used, come)
    if any(_replaces(name, entry, gone, before.used) for name, entry in come.items()):
        return first_line(before.body, after.body)
    loose = _only_removed(old, new)
    known = before.excluded == after.excluded
    if left == right or (known and covers(left, right, loose=loose)):
        return None
    if not strict:
        left, right = _plain(left, before, old), _plain(right, after, new)
        if known and covers(left, right, loose=loose):
            return None
    return first_line(left, right)


def _replaces(name: str, entry: Canon, gone: dict[str, Canon], used: set[str]) -> bool:
    """Tell whether an import that nothing here uses puts something else behind a name that others may import."""
    return not _same_import(gone[name], entry) if name in gone else name in used


def _plain(body: Block, tree: Tree, source: bytes) -> Block:
    """Give a module with the ways to write one thing made one."""
    from sinfonia.rules.code.python_forms import Names, plain

    out = plain(body, Names(parse(source), tree.used))
    return out if isinstance(out, Block) else body


def _same_import(one: Canon, other: Canon) -> bool:
    """Tell whether two unused imports of one name give the same thing, or names of two homes of typing."""
    if one == other:
        return True
    return isinstance(one, tuple) and isinstance(other, tuple) and one[1:] == other[1:] and {one[0], other[0]} <= HOMES


def prune(body: Block, used: set[str], dropped: dict[str, Canon]) -> Block:
    """Take unused imports and names of types out of a module's or function's statements; `dropped` gets them."""
    out: list[Canon] = []
    lines: list[int] = []
    for canon, line in zip(body, body.lines, strict=True):
        kept = canon
        if isinstance(canon, tuple) and canon[0] == "Alias":
            if canon[1] not in used:
                dropped[str(canon[1])] = canon
                continue
            kept = canon[2]
        if isinstance(canon, tuple) and canon[0] == "Imports":
            entries = []
            for entry in canon[1:]:
                bound = entry[-1] if isinstance(entry, tuple) else None
                if isinstance(bound, str) and bound not in used and bound != "*":
                    dropped[bound] = entry
                else:
                    entries.append(entry)
            if not entries:
                continue
            kept = ("Imports", *entries)
        elif isinstance(canon, tuple) and canon[0] != "Try":
            kept = tuple(prune(part, used, dropped) if type(part) is Block and part.lines else part for part in canon)
        out.append(kept)
        lines.append(line)
    block = Block(out)
    block.lines = tuple(lines)
    return block


def covers(old: Canon, new: Canon, *, loose: bool) -> bool:
    """Tell whether `new` is `old` with statements (and, if `loose`, entries of displays) taken out."""
    if old == new:
        return True
    if not isinstance(old, tuple) or not isinstance(new, tuple) or type(old) is not type(new):
        return False
    if type(old) is Block or (loose and type(old) is Items):
        rest = iter(old)
        return all(any(covers(was, now, loose=loose) for was in rest) for now in new)
    if len(old) != len(new) or not new:
        return bool(new) and new[0] == "Imports" == old[0] and set(new) <= set(old)
    if new[0] in ("FunctionDef", "AsyncFunctionDef") and not new[-1] and old[-1]:
        return False  # an emptied function is a change of what it does
    return all(covers(was, now, loose=loose) for was, now in zip(old, new, strict=True))


def first_line(old: Block, new: Block) -> int:
    """Give the line of the first statement that differs, the innermost one."""
    for at, (canon, line) in enumerate(zip(new, new.lines, strict=True)):
        was = old[at] if at < len(old) else None
        if was == canon:
            continue
        if isinstance(was, tuple) and isinstance(canon, tuple) and was[:1] == canon[:1] and len(was) == len(canon):
            differing = [pair for pair in zip(was, canon, strict=True) if pair[0] != pair[1]]
            inner_old, inner_new = differing[0]
            if type(inner_old) is Block and type(inner_new) is Block and inner_new.lines:
                return first_line(inner_old, inner_new)
        return line
    return new.lines[-1] if new.lines else 1


def _only_removed(old: bytes, new: bytes) -> bool:
    """Tell whether every line of `new` stands in `old`, in the same order."""
    rest = iter([line.strip() for line in old.splitlines()])
    return all(line in rest for line in map(bytes.strip, new.splitlines()) if line)


def _same_text(old: bytes, new: bytes) -> bool:
    """Compare what cannot be parsed: only line ends, trailing blanks and a byte order mark may differ."""
    return _lines(old) == _lines(new)


def _lines(data: bytes) -> list[bytes]:
    return [line.rstrip() for line in data.removeprefix(b"\xef\xbb\xbf").splitlines()]


def _first_difference(old: bytes, new: bytes) -> int:
    """Give the number of the first line that differs."""
    before, after = _lines(old), _lines(new)
    for number, (was, now) in enumerate(zip(before, after, strict=False), 1):
        if was != now:
            return number
    return max(1, min(len(before) + 1, len(after)))
