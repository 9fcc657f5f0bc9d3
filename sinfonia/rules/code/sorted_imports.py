"""The order of import statements where no tree is at hand: each run of them sorted."""

from __future__ import annotations

from sinfonia.rules.code.scan import JAVASCRIPT, NEWLINE, PREPROCESSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.rules.code.scan import Token

_IMPORTS = frozenset(("import", "use", "using"))


def sorted_imports(found: list[Token], ext: str) -> list[Token]:
    """Sort each run of import statements; one for its effect (`import "./x"`) stays where it is."""
    if ext in PREPROCESSED - {"cs"}:
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


def _texts(found: list[Token]) -> list[str]:
    return [text for text, _ in found]
