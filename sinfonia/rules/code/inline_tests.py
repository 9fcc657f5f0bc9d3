"""Tests inside source files: Rust's `#[cfg(test)]` and `#[test]`, doctests of Python and Rust."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.code.scan import Token

_MARKS = (("#", "[", "cfg", "(", "test"), ("#", "[", "test", "]"), ("#", "[", "tokio", "::", "test"))


def inline_tests_more(old: bytes, new: bytes, path: str) -> bool:
    """Tell whether the tests inside a source file changed in a way that counts."""
    if path.endswith(".rs"):
        from sinfonia.rules.code.meaning import lines_test_more
        from sinfonia.rules.code.tokens import by_line, read

        before, after = (split_rust(read(side, "rs"))[1] for side in (old, new))
        tests = tuple([row for _, row in by_line(side)] for side in (before, after))
        return lines_test_more(*tests) or bool(_rust_doctests(new) - _rust_doctests(old))
    if path.endswith((".py", ".pyx")) and b">>>" in new:
        was = set(_doctests(old))
        return any(example not in was for example in _doctests(new))
    return False


def split_rust(found: list[Token]) -> tuple[list[Token], list[Token]]:
    """Split the tokens of a Rust file into what ships and what only tests."""
    code: list[Token] = []
    tests: list[Token] = []
    at = 0
    while at < len(found):
        end = _item_end(found, at) if found[at][0] == "#" and _is_mark(found, at) else at
        tests += found[at:end]
        if end == at:
            code.append(found[at])
            end = at + 1
        at = end
    return code, tests


def _is_mark(found: list[Token], at: int) -> bool:
    words = tuple(text for text, _ in found[at : at + 5])
    return any(words[: len(mark)] == mark for mark in _MARKS)


def _item_end(found: list[Token], at: int) -> int:
    """Give the end of the item behind an attribute: its closing brace or its semicolon."""
    depth = 0
    for end in range(at, len(found)):
        text = found[end][0]
        if text in ("{", "(", "["):
            depth += 1
        elif text in ("}", ")", "]"):
            depth -= 1
            if text == "}" and depth == 0:
                return end + 1
        elif text == ";" and depth == 0:
            return end + 1
    return len(found)


def _doctests(source: bytes) -> list[bytes]:
    """Give the examples of a Python source, each with what it should print."""
    out: list[bytes] = []
    example: list[bytes] = []
    for line in [*source.split(b"\n"), b""]:
        text = line.strip()
        if text.startswith(b">>>") or not text or text in (b'"""', b"'''"):
            if example and not example[0].startswith(b">>> import"):
                out.append(b"\n".join(example))
            example = [text] if text.startswith(b">>>") and b"doctest: +SKIP" not in text else []
        elif example:
            example.append(text)
    return out


def _rust_doctests(source: bytes) -> frozenset[bytes]:
    """Give the lines of code in the fences of Rust doc comments that a test run compiles."""
    out: set[bytes] = set()
    fenced = runs = False
    for line in source.split(b"\n"):
        text = line.strip()
        if not text.startswith((b"///", b"//!")):
            fenced = False
            continue
        body = text[3:].strip()
        if body.startswith(b"```"):
            fenced = not fenced
            runs = body[3:].strip() in (b"", b"rust", b"should_panic", b"no_run")
        elif fenced and runs and b"assert" in body:
            out.add(body)
    return frozenset(out)
