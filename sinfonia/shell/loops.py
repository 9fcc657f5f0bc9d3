"""`for` and `case`: once for each literal value, and every branch."""

from __future__ import annotations

from sinfonia.shell import expand
from sinfonia.shell.parser import text_of
from sinfonia.shell.word import SILENCE, Stream, Word, both

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from sinfonia.shell.walk import Walker

MAX_ROUNDS = 24  # values of a `for` loop that are tried one by one


def run_for(walker: Walker, node: Node, stdin: Stream) -> Stream:
    """Run the body with each value, only with the first where a `break` ends it."""
    variable = node.child_by_field_name("variable")
    body = node.child_by_field_name("body")
    values: list[Word] = []
    for child in node.named_children:
        if child not in (variable, body):
            values.extend(expand.words(walker, child))
    if variable is None or body is None:
        return SILENCE
    name = text_of(variable)
    rounds = values[:MAX_ROUNDS] or [Word("")]
    if any(text_of(child) == "break" for child in body.named_children):
        rounds = rounds[:1]
    output = SILENCE
    for value in rounds:  # a live pattern is a path of every name that it meets
        walker.scope.set(name, Word(value.text, taint=value.taint | {"glob"}) if value.glob else value)
        output = both(output, walker.visit(body, stdin))
    return output


def run_case(walker: Walker, node: Node, stdin: Stream) -> Stream:
    """Run every branch."""
    output = SILENCE
    for item in node.named_children:
        if item.type == "case_item":
            patterns = item.children_by_field_name("value")
            output = both(output, walker.sequence([c for c in item.named_children if c not in patterns], stdin))
        else:
            walker.visit_substitutions(item)
            if item.type == "command_substitution":
                walker.capture(item)
    return output
