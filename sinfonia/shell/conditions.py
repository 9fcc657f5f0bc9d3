"""`a && b`, `a || b`: what surely runs, what may run, and what is still possible after it."""

from __future__ import annotations

from sinfonia.shell.parser import text_of
from sinfonia.shell.word import SILENCE, Stream, Word, both, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from sinfonia.shell.walk import Walker


def run_list(walker: Walker, node: Node, stdin: Stream) -> Stream:
    """Run a list; the second command does not run where the first surely decides."""
    children = node.named_children
    output = walker.visit(children[0], stdin) if children else SILENCE
    for operator in node.children:
        if operator.type in ("&&", "||"):
            surely = status(children[0])
            if surely is (operator.type == "||"):
                return output
            files, values = dict(walker.scope.files), dict(walker.scope.vars)
            for child in children[1:]:
                output = both(output, walker.visit(child, stdin))
            if surely is None or status(children[1]) is None:
                _merge(walker, files, values)
            return output
    return walker.sequence(children[1:], stdin)


def _merge(walker: Walker, files: dict[str, Stream], values: dict[str, Word | None]) -> None:
    """Keep, after something that may not run, the origins that stood before it."""
    now = walker.scope.files
    for path, old in files.items():
        new = now.get(path)
        if new is not old and new is not None and old.taint and not path.startswith("/dev/fd/"):
            now[path] = Stream(new.text, joined(new.taint, old.taint))
    for name, word in values.items():
        after = walker.scope.vars.get(name)
        if word is not None and after is not None and after is not word and word.taint:
            walker.scope.vars[name] = Word(after.text, taint=joined(after.taint, word.taint))


def status(node: Node) -> bool | None:
    """Tell whether a statement surely succeeds or fails, by its words alone."""
    text = text_of(node).strip()
    if text in ("true", ":"):
        return True
    if text == "false":
        return False
    if node.type == "list" and node.named_child_count == 2:
        first, second = status(node.named_children[0]), status(node.named_children[1])
        if any(child.type == "&&" for child in node.children):
            return False if first is False or second is False else True if first and second else None
        return True if first or second else False if first is False and second is False else None
    if node.type == "compound_statement" and node.named_child_count == 1:
        return status(node.named_children[0])
    return None
