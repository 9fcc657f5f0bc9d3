"""Expansion: a node of the tree to the words, or the text, that the shell would make of it.

Between reading and splitting a text is kept *encoded*: characters that lost their meaning by quoting
stand as private code points, `SPLIT` stands where an unquoted expansion falls apart, and `EMPTY` keeps
an empty quoted word alive.
"""

from __future__ import annotations

from sinfonia.shell.braces import braces
from sinfonia.shell.escapes import ansi_c
from sinfonia.shell.parser import text_of, unpacked
from sinfonia.shell.word import HOLE, NO_TAINT, VARIABLE, Word, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from sinfonia.shell.walk import Walker

SPLIT = "\ue001"
EMPTY = "\ue002"
_special = "{},*?[]~!"
_hide = {ord(char): chr(0xE010 + index) for index, char in enumerate(_special)}
_hide_in_value = {key: value for key, value in _hide.items() if chr(key) in "{},~!"}  # a value's pattern stays live
_show = {0xE010 + index: char for index, char in enumerate(_special)} | {0xE002: ""}
_glob = frozenset("*?[")
_unknown = frozenset((VARIABLE,))


def words(walker: Walker, node: Node) -> list[Word]:
    """Give the words of one argument: braces expanded, unquoted values split."""
    kind = node.type
    if kind == "word":
        text = text_of(node)
        if not _needs_care(text):
            return [Word(text, plain=True, taint=_unknown if HOLE in text else NO_TAINT)]
    elif kind == "number":
        return [Word(text_of(node), plain=True)]
    elif kind == "raw_string":
        text = text_of(node)[1:-1]
        return [Word(text, taint=_unknown if HOLE in text else NO_TAINT)]
    out: list[str] = []
    taints: list[frozenset[str]] = []
    _encode(walker, node, out, taints, quoted=False)
    return decode_words("".join(out), joined(*taints) if taints else frozenset(), plain=kind == "word")


def decode_words(encoded: str, taint: frozenset[str], *, plain: bool = False) -> list[Word]:
    """Split and expand an encoded text."""
    found = []
    for piece in encoded.split(SPLIT):
        if not piece:
            continue
        for text in braces(piece) if "{" in piece and "}" in piece else (piece,):
            glob = not _glob.isdisjoint(text)
            found.append(Word(text.translate(_show), glob=glob, taint=taint, plain=plain))
    return found


def value(walker: Walker, node: Node) -> Word:
    """Give the text of an assignment's right side: no splitting, no braces."""
    out: list[str] = []
    taints: list[frozenset[str]] = []
    _encode(walker, node, out, taints, quoted=False)
    text = "".join(out).replace(SPLIT, " ").translate(_show)
    return Word(text, taint=joined(*taints) if taints else frozenset(), glob=False)


def body(walker: Walker, node: Node) -> Word:
    """Give the text of a here-document whose mark is not quoted."""
    out: list[str] = []
    taints: list[frozenset[str]] = []
    _children(walker, node, out, taints, quoted=True)
    text = "".join(out).replace(SPLIT, " ").translate(_show)
    return Word(text, taint=joined(*taints) if taints else frozenset())


def text(walker: Walker, source: str) -> Word:
    """Expand a piece of source as if it stood in double quotes' neighbourhood: the word of `${x:-word}`."""
    from sinfonia.shell.parser import parse

    if _plain(source):
        return Word(source)
    out: list[str] = []
    taints: list[frozenset[str]] = []
    root = parse(": " + source)
    command = root.children[0] if root.children else None
    if command is None or root.has_error or command.type != "command":
        return Word(source.replace("'", "").replace('"', ""))
    for child in command.named_children[1:]:
        if out:
            out.append(" ")
        _encode(walker, child, out, taints, quoted=False)
    return Word("".join(out).replace(SPLIT, " ").translate(_show), taint=joined(*taints) if taints else frozenset())


def _plain(source: str) -> bool:
    return not any(char in source for char in "$`'\"\\~{")


def _needs_care(source: str) -> bool:
    return any(char in source for char in "\\~{*?[$,")


def _encode(walker: Walker, node: Node, out: list[str], taints: list[frozenset[str]], *, quoted: bool) -> None:  # noqa: PLR0912 - one case a form
    kind = node.type
    if kind in ("word", "string_content", "heredoc_content", "extglob_pattern", "regex", "number"):
        if kind != "string_content" and node.named_child_count:
            _children(walker, node, out, taints, quoted=quoted)
        elif kind == "word" and not quoted and "$" in text_of(node) and "\\$" not in text_of(node):
            _missed(walker, text_of(node), out, taints)
        else:
            out.append(_literal(walker, text_of(node), quoted=quoted, start=not out))
    elif kind == "raw_string":
        out.append(EMPTY + text_of(node)[1:-1].translate(_hide))
    elif kind == "ansi_c_string":
        out.append(EMPTY + ansi_c(text_of(node)[2:-1]).translate(_hide))
    elif kind == "string":
        out.append(EMPTY)
        _children(walker, node, out, taints, quoted=True, inner=True)
    elif kind == "simple_expansion":
        _variable(walker, text_of(node)[1:], out, taints, quoted=quoted)
    elif kind == "expansion":
        from sinfonia.shell.parameter import parameter

        found = parameter(walker, text_of(node)[2:-1], quoted=quoted)
        _put(walker, found, out, taints, quoted=quoted)
    elif kind == "command_substitution":
        stream = walker.capture(node)
        known = HOLE if stream.text is None else stream.text.rstrip("\n")
        _put(walker, [Word(known, taint=stream.taint)], out, taints, quoted=quoted)
    elif kind == "process_substitution":
        word = walker.process(node)
        out.append(word.text)
        taints.append(word.taint)
    elif kind == "arithmetic_expansion":
        out.append(_arithmetic(walker, node))
    else:
        _children(walker, node, out, taints, quoted=quoted)


def _children(
    walker: Walker, node: Node, out: list[str], taints: list[frozenset[str]], *, quoted: bool, inner: bool = False
) -> None:
    """Encode the children of a node, and the text between them, which the grammar leaves out."""
    data = node.text or b""
    base = node.start_byte
    end = len(data) - 1 if inner and data.endswith(b'"') else len(data)
    at = (2 if data.startswith(b"$") else 1) if inner else 0
    for child in node.children if not inner else node.named_children:
        start = child.start_byte - base
        if start > at:
            out.append(_literal(walker, unpacked(data[at:start]), quoted=quoted, start=not out))
        if child.is_named:
            _encode(walker, child, out, taints, quoted=quoted)
        else:
            out.append(_literal(walker, text_of(child), quoted=quoted, start=not out))
        at = max(at, child.end_byte - base)
    if at < end:
        out.append(_literal(walker, unpacked(data[at:end]), quoted=quoted, start=not out))


def _literal(walker: Walker, source: str, *, quoted: bool, start: bool) -> str:
    if quoted:
        if "\\" in source:
            source = _unescape_quoted(source)
        return source.translate(_hide)
    if start and source[:1] == "~":
        name = source[1:].partition("/")[0]
        if not name:
            return walker.scope.value("HOME").text.translate(_hide) + source[1:]
        if name.isidentifier():
            return f"/home/{name}{source[1 + len(name) :]}"
    if "\\" not in source:
        return source
    parts = []
    escape = False
    for char in source:
        if escape:
            escape = False
            if char != "\n":
                parts.append(EMPTY + char.translate(_hide))
        elif char == "\\":
            escape = True
        else:
            parts.append(char)
    return "".join(parts)


def _unescape_quoted(source: str) -> str:
    parts = []
    index = 0
    while index < len(source):
        char = source[index]
        after = source[index + 1 : index + 2]
        if char == "\\" and after and after in '$`"\\\n':
            if after != "\n":
                parts.append(after)
            index += 2
        else:
            parts.append(char)
            index += 1
    return "".join(parts)


def _variable(walker: Walker, name: str, out: list[str], taints: list[frozenset[str]], *, quoted: bool) -> None:
    from sinfonia.shell.parameter import named

    _put(walker, named(walker, name, quoted=quoted), out, taints, quoted=quoted)


def _put(walker: Walker, found: list[Word], out: list[str], taints: list[frozenset[str]], *, quoted: bool) -> None:
    separators = "" if quoted else walker.scope.value("IFS").text
    for index, word in enumerate(found):
        if index:
            out.append(SPLIT)
        taints.append(word.taint)
        piece = word.text
        if quoted:
            out.append(EMPTY + piece.translate(_hide))
            continue
        for separator in separators:
            if separator in piece:
                piece = piece.replace(separator, SPLIT)
        out.append(piece.translate(_hide_in_value))


def _missed(walker: Walker, source: str, out: list[str], taints: list[frozenset[str]]) -> None:
    """Expand the `$name` that the grammar leaves inside a word (`-rf$IFS/`)."""
    first, *rest = source.split("$")
    if first:
        out.append(_literal(walker, first, quoted=False, start=not out))
    for piece in rest:
        end = 0
        while end < len(piece) and (piece[end].isalnum() or piece[end] == "_"):
            end += 1
        if end:
            _variable(walker, piece[:end], out, taints, quoted=False)
            out.append(piece[end:])
        else:
            out.append("$" + piece)


def _arithmetic(walker: Walker, node: Node) -> str:
    """Run the commands inside; give the number when it is a sum of small numbers."""
    walker.visit_substitutions(node)
    whole = text_of(node)
    if whole.startswith("$((") and " " in whole.strip() and any(char.isalpha() for char in whole):
        walker.isolated(lambda: walker.run_text(whole[3:-2]))  # some shells take `$((a) )` for nested subshells
    source = whole.strip("$()[] ")
    for sign in ("+", "-", "*"):
        left, found, right = source.partition(sign)
        if found and left.strip().isdecimal() and right.strip().isdecimal() and len(source) < 20:
            first, second = int(left), int(right)
            return str(first + second if sign == "+" else first - second if sign == "-" else first * second)
    return source if source.isdecimal() else HOLE
