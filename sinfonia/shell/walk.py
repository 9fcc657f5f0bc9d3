"""Walk a syntax tree as the shell would run it, and note each simple command on the way.

Both sides of a condition are walked: what could run is judged. Loops run once for each literal value,
functions where they are called. Depth, steps and size are bounded; past a bound `LimitError` ends the walk.
"""

from __future__ import annotations

from sinfonia.shell.conditions import run_list
from sinfonia.shell.loops import run_case, run_for
from sinfonia.shell.parser import clean, is_crowded, parse, repaired, text_of
from sinfonia.shell.word import SILENCE, Stream, Word, both

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from sinfonia.shell.command import Simple
    from sinfonia.shell.scope import Scope

MAX_DEPTH = 110
MAX_NESTING = 9
MAX_STEPS = 3000
MAX_SIZE = 600_000


class LimitError(Exception):
    """The text asks for more depth, steps or size than the analysis gives; the argument names which."""


class Walker:
    """The walk of one text: the shell's state and what was found so far."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.simples: list[Simple] = []
        self.via: tuple[str, ...] = ()
        self.by_tokens = False
        self.line = 1
        self.nesting = 0
        self.sinks: dict[str, tuple[Node, Scope]] = {}
        self.trees: list[Node] = []
        self.bomb = 0  # the line of a program text that forks without end
        self.calls: list[str] = []  # functions and scripts that are running
        self._depth = 0
        self._steps = 0
        self._size = 0
        self._names = 0

    def run_text(self, text: str, stdin: Stream = SILENCE, *, via: str = "") -> Stream:
        """Run a whole text: the given one, or what a nested shell, `eval` or a trap was given."""
        self._size += len(text)
        if self.nesting > MAX_NESTING:
            raise LimitError("nested shells")
        if self._size > MAX_SIZE:
            raise LimitError("length")
        text = clean(text, nested=self.nesting > 0)
        if is_crowded(text):
            raise LimitError("length")
        root = parse(text)
        broken = root.has_error
        if broken:
            fixed = repaired(text)
            if fixed != text:
                root = parse(fixed)
                broken = "<<" in text and fixed.startswith(text + "\n")
                broken = broken or fixed in (text + "'", text + '"')
        saved = self.via
        self.via = (*saved, via) if via else saved
        self.nesting += 1
        self.trees.append(root)
        output = self.visit(root, stdin)
        if broken:
            from sinfonia.shell.tokens import run_tokens

            self.by_tokens = True
            run_tokens(self, text)
        self.nesting -= 1
        self.via = saved
        return output

    def step(self, weight: int = 1) -> None:
        """Count work; raises `LimitError`."""
        self._steps += weight
        if self._steps > MAX_STEPS:
            raise LimitError("steps")

    def deeper(self, by: int) -> None:
        """Count depth in and out; raises `LimitError`."""
        self._depth += by
        if self._depth > MAX_DEPTH:
            raise LimitError("depth")

    def fresh(self, kind: str) -> str:
        """Give a new name for something that has no path of its own."""
        self._names += 1
        return f"/dev/fd/{kind}{self._names}"

    def visit(self, node: Node, stdin: Stream = SILENCE) -> Stream:
        """Run a statement; gives what it prints."""
        self.deeper(1)
        if self.nesting == 1:
            self.line = node.start_point[0] + 1
        handler = _handlers.get(node.type)
        output = handler(self, node, stdin) if handler else self._other(node)
        self.deeper(-1)
        return output

    def _other(self, node: Node) -> Stream:
        self.visit_substitutions(node)
        return SILENCE

    def sequence(self, nodes: list[Node], stdin: Stream) -> Stream:
        """Run statements one after the other."""
        output = SILENCE
        for node in nodes:
            if node.type != "comment":
                output = both(output, self.visit(node, stdin))
        return output

    def capture(self, node: Node) -> Stream:
        """Run `$(…)` or a backtick substitution in a subshell; gives its output."""
        children = node.named_children
        if node.text is not None and node.text.startswith(b"`") and b"\\`" in node.text:
            inner = text_of(node)[1:-1].replace("\\`", "`")
            return self.isolated(lambda: self.run_text(inner))
        if len(children) == 1 and children[0].type in ("file_redirect", "redirected_statement"):
            redirect = children[0] if children[0].type == "file_redirect" else None
            if redirect is None and children[0].named_children[0].type == "file_redirect":
                redirect = children[0].named_children[0]
            if redirect is not None and not redirect.text.startswith(b">"):  # type: ignore[union-attr]  # has text
                from sinfonia.shell.redirects import read_file

                return read_file(self, redirect)
        before = len(self.simples)
        output = self.isolated(lambda: self.sequence(children, SILENCE))
        if output.text is None and not output.taint and len(self.simples) == before + 1 and len(children) == 1:
            simple = self.simples[-1]
            if children[0].type == "command" and not any(c.type == "variable_assignment" for c in children[0].children):
                return Stream(None, frozenset(("output:" + " ".join(word.text for word in simple.argv),)))
        return output

    def isolated(self, run: Callable[[], Stream]) -> Stream:
        """Run something in a subshell."""
        saved = self.scope
        self.scope = saved.copy()
        output = run()
        self.scope = saved
        return output

    def process(self, node: Node) -> Word:
        """Prepare `<(…)` or `>(…)`; gives the path that stands for it."""
        path = self.fresh("p")
        if node.text is not None and node.text.startswith(b">"):
            self.sinks[path] = (node, self.scope.copy())
            self.simples_of_sink(path, SILENCE)
            return Word(path)
        output = self.capture(node)
        self.scope.files[path] = output
        return Word(path, taint=output.taint)

    def simples_of_sink(self, path: str, stdin: Stream) -> None:
        """Run the commands of `>(…)` with what is written to it."""
        node, scope = self.sinks[path]
        saved, self.scope = self.scope, scope.copy()
        self.sequence(node.named_children, stdin)
        self.scope = saved

    def visit_substitutions(self, node: Node) -> None:
        """Run each substitution below a node that is not itself a command."""
        waiting = list(node.named_children)
        while waiting:
            child = waiting.pop(0)
            if child.type == "command_substitution":
                self.capture(child)
            elif child.type == "process_substitution":
                self.process(child)
            elif child.type in _handlers and child.type not in ("test_command", "binary_expression"):
                self.visit(child)
            else:
                waiting.extend(child.named_children)


def _block(walker: Walker, node: Node, stdin: Stream) -> Stream:
    return walker.sequence(node.named_children, stdin)


def _compound(walker: Walker, node: Node, stdin: Stream) -> Stream:
    """Run `{ …; }`; what stands in `(( … ))` is arithmetic to the shell, or nested subshells: judged by its words."""
    if node.text is not None and node.text.startswith(b"(("):
        from sinfonia.shell.tokens import run_tokens

        walker.visit_substitutions(node)
        run_tokens(walker, text_of(node))
        inner = text_of(node)[2:].rstrip()[:-2]
        if " " in inner and any(char.isalpha() for char in inner):
            walker.isolated(lambda: walker.run_text(inner))
        return SILENCE
    return walker.sequence(node.named_children, stdin)


def _subshell(walker: Walker, node: Node, stdin: Stream) -> Stream:
    return walker.isolated(lambda: walker.sequence(node.named_children, stdin))


def _pipeline(walker: Walker, node: Node, stdin: Stream) -> Stream:
    stream = stdin
    for child in node.named_children:
        if child.type != "comment":
            stream = _piped(walker, child, stream)
    return stream


def _piped(walker: Walker, node: Node, stream: Stream) -> Stream:
    return walker.isolated(lambda: walker.visit(node, stream))


def _function(walker: Walker, node: Node, stdin: Stream) -> Stream:
    del stdin
    name = node.child_by_field_name("name")
    if name is not None:
        walker.scope.functions[text_of(name)] = node
    return SILENCE


def _error(walker: Walker, node: Node, stdin: Stream) -> Stream:
    return walker.sequence([child for child in node.named_children if child.type in _handlers], stdin)


def _assign(walker: Walker, node: Node, stdin: Stream) -> Stream:
    del stdin
    from sinfonia.shell.assign import assign

    for child in [node] if node.type == "variable_assignment" else node.named_children:
        assign(walker, child)
    return SILENCE


def _declare(walker: Walker, node: Node, stdin: Stream) -> Stream:
    del stdin
    from sinfonia.shell.assign import declare

    return declare(walker, node)


def _command(walker: Walker, node: Node, stdin: Stream) -> Stream:
    from sinfonia.shell.statement import command

    return command(walker, node, [], stdin)


def _redirected(walker: Walker, node: Node, stdin: Stream) -> Stream:
    from sinfonia.shell.statement import redirected

    return redirected(walker, node, stdin)


_handlers: dict[str, Callable[[Walker, Node, Stream], Stream]] = {
    "program": _block,
    "list": run_list,
    "pipeline": _pipeline,
    "command": _command,
    "redirected_statement": _redirected,
    "subshell": _subshell,
    "compound_statement": _compound,
    "do_group": _block,
    "if_statement": _block,
    "elif_clause": _block,
    "else_clause": _block,
    "while_statement": _block,
    "for_statement": run_for,
    "c_style_for_statement": _block,
    "case_statement": run_case,
    "function_definition": _function,
    "negated_command": _block,
    "variable_assignment": _assign,
    "variable_assignments": _assign,
    "declaration_command": _declare,
    "unset_command": _declare,
    "ERROR": _error,
}
