"""TypeScript without its types, where tokens alone decide; the rest stays and counts as code.

Erased: `interface`, `type` and `declare` statements, `import type`, the types of parameters, results,
variables and of fields with a modifier. In a file with decorators parameters and fields keep theirs:
dependency injection reads them (`emitDecoratorMetadata`). An `enum` is code.
"""

from __future__ import annotations

from sinfonia.rules.code.scan import NEWLINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.code.scan import Token

_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
_PREFIXES = frozenset(("keyof", "typeof", "readonly", "unique", "infer", "asserts", "new", "abstract"))
_CONTROL = frozenset(("if", "for", "while", "switch", "catch", "with", "return", "await", "typeof", "new"))
_MODIFIERS = frozenset(("public", "private", "protected", "readonly", "static", "override"))
_STARTS = frozenset((";", NEWLINE, "}", "{"))


def erase_types(found: list[Token]) -> list[Token]:
    """Give the tokens that are left of a module when its types are gone."""
    words = [text for text, _ in found]
    gone: set[int] = set()
    decorated = "@" in words
    at = 0
    while at < len(words):
        end = _statement(words, at) if at == 0 or words[at - 1] in _STARTS else at
        if end > at:
            gone.update(range(at, end))
            at = end
            continue
        word = words[at]
        if word == "(":
            _function(words, at, gone, decorated=decorated)
        elif word in ("const", "let", "var"):
            _annotation(words, at + 2, gone, after=("=", ";", NEWLINE, "of", "in"))
        elif word in _MODIFIERS and not decorated and at + 2 < len(words) and words[at + 1] not in _MODIFIERS:
            _annotation(words, at + 2, gone, after=("=", ";", NEWLINE, ",", ")"))
        at += 1
    return [token for at, token in enumerate(found) if at not in gone]


def _statement(words: list[str], at: int) -> int:
    """Give the end of a statement that only declares types, else where it starts."""
    start = at
    if words[at : at + 1] == ["export"]:
        at += 1
    head = words[at : at + 4]
    if head[:1] == ["interface"] and len(head) > 1 and head[1].isidentifier():
        while at < len(words) and words[at] != "{":
            at += 1
        end = _balanced(words, at)
    elif head[:1] == ["type"] and len(head) > 2 and head[1].isidentifier() and head[2] in ("=", "<"):
        at += 2
        if words[at] == "<":
            at = _balanced(words, at)
        end = _type(words, at + 1) if words[at : at + 1] == ["="] else 0
    elif (head[:2] == ["import", "type"] and len(head) > 2 and head[2] != "from") or (
        head[:2] == ["type", "{"] and at > start
    ):
        end = _to_end(words, at)
    else:
        return start
    if not end:
        return start
    while end < len(words) and words[end] in (";", NEWLINE):
        end += 1
    return end


def _to_end(words: list[str], at: int) -> int:
    while at < len(words) and words[at] not in (";", NEWLINE):
        at += 1
    return at


def _function(words: list[str], at: int, gone: set[int], *, decorated: bool) -> None:
    """Erase the types of a parameter list and its result, when this parenthesis opens one."""
    close = _balanced(words, at) - 1
    if close <= at:
        return
    before = words[at - 1] if at else ""
    named = at > 1 and words[at - 2] == "function"
    after = words[close + 1] if close + 1 < len(words) else ""
    if after == ":":
        end = _type(words, close + 2)
        follows = words[end] if 0 < end < len(words) else ""
        ternary = before == "?" or (at > 1 and words[at - 2] in ("?", "case"))
        if not end or ternary or follows not in ("{", "=>") or before in _CONTROL:
            return
        gone.update(range(close + 1, end))
    elif after == "{":
        if before in _CONTROL or not (named or before == "function" or before.isidentifier()):
            return
    elif after != "=>":
        return
    if not decorated:
        _parameters(words, at + 1, close, gone)


def _parameters(words: list[str], at: int, close: int, gone: set[int]) -> None:
    """Erase `: type` after each parameter's name; default values stay."""
    fresh = True
    while at < close:
        word = words[at]
        if word == ",":
            fresh = True
        elif fresh and word in (":", "?:"):
            end = _type(words, at + 1)
            if not end or words[end : end + 1] not in ([","], ["="], [")"]):
                return
            gone.update(range(at, end))
            if words[at - 1] == "?":
                gone.add(at - 1)
            at = end
            fresh = False
            continue
        elif word == "=":
            fresh = False
        elif word in ("(", "[", "{"):
            at = _balanced(words, at) or close
            continue
        at += 1


def _annotation(words: list[str], at: int, gone: set[int], *, after: tuple[str, ...]) -> None:
    """Erase `: type` (also after `?` or `!`) when what follows shows that it was one."""
    colon = at + 1 if words[at : at + 1] in (["?"], ["!"]) else at
    if words[colon : colon + 1] not in ([":"], ["?:"]):
        return
    end = _type(words, colon + 1)
    if end and (end == len(words) or words[end] in after):
        gone.update(range(at, end))


def _type(words: list[str], at: int) -> int:
    """Give the end of the type that starts here, 0 when it is none that we know."""
    at += words[at : at + 1] in (["|"], ["&"])
    while True:
        at = _operand(words, at)
        if not at:
            return 0
        word = words[at] if at < len(words) else ""
        if word in ("|", "&", "is"):
            at += 1
        elif word == "extends":
            for mark in ("", "?", ":"):
                if mark and words[at : at + 1] != [mark]:
                    return 0
                at = _type(words, at + 1)
                if not at:
                    return 0
            return at
        else:
            return at


def _operand(words: list[str], at: int) -> int:
    while at < len(words) and words[at] in _PREFIXES:
        at += 1
    if at >= len(words):
        return 0
    word = words[at]
    if word in ("(", "[", "{"):
        at = _balanced(words, at)
        if word == "(" and words[at : at + 1] == ["=>"]:
            return _type(words, at + 1)
    elif word[0].isalnum() or word[0] in '_$"`':
        at += 1
        while at + 1 < len(words) and words[at] == ".":
            at += 2
        if words[at : at + 1] == ["<"]:
            at = _balanced(words, at)
    else:
        return 0
    while at and words[at : at + 1] == ["["]:
        at = _balanced(words, at)
    return at


def _balanced(words: list[str], at: int) -> int:
    """Give the index behind the bracket that closes the one here, 0 when nothing does."""
    if at >= len(words) or words[at] not in _CLOSING:
        return 0
    opening, closing = words[at], _CLOSING[words[at]]
    depth = 0
    while at < len(words):
        word = words[at]
        if word == opening:
            depth += 1
        elif word == closing or (opening == "<" and word in (">>", ">>>")):
            depth -= len(word) if opening == "<" else 1
            if depth <= 0:
                return at + 1 if depth == 0 else 0
        elif opening == "<" and word in (";", NEWLINE):
            return 0
        at += 1
    return 0
