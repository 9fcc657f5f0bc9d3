"""One command of the tree with its assignments and redirections."""

from __future__ import annotations

from sinfonia.shell import expand
from sinfonia.shell.assign import assign, value_of
from sinfonia.shell.command import Simple
from sinfonia.shell.conditions import status
from sinfonia.shell.parser import text_of
from sinfonia.shell.redirects import KINDS, is_descriptor, plan, write
from sinfonia.shell.word import HOLE, SILENCE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from sinfonia.shell.redirects import Plan
    from sinfonia.shell.walk import Walker

UNREAD = "unread <(…)"  # in `Simple.via` of what runs for nobody


def redirected(walker: Walker, node: Node, stdin: Stream) -> Stream:
    """Run a statement with redirections; those of a pipeline belong to its last command, as in the shell."""
    body = node.child_by_field_name("body")
    redirects = [child for child in node.children if child.type in KINDS]
    if body is None:
        made = plan(walker, redirects)
        for target in made.outputs:
            write_one = target
            _touch(walker, write_one[1])
        return _follow(walker, made, made.stdin or SILENCE)
    if body.type == "command":
        return command(walker, body, redirects, stdin)
    if body.type == "pipeline" and body.named_children:
        *early, last = body.named_children
        stream = stdin
        for child in early:
            stream = _subshell(walker, child, stream)
        if last.type == "command":
            return walker.isolated(lambda: command(walker, last, redirects, stream))
        body, stdin = last, stream
    if body.type == "list" and len(body.named_children) == 2:  # the redirection is that of the second command
        first = status(body.named_children[0])
        walker.visit(body.named_children[0], stdin)
        if first is not None and first is any(child.type == "||" for child in body.children):
            return SILENCE
        last = body.named_children[1]
        if last.type == "command":
            return command(walker, last, redirects, stdin)
        body = last
    made = plan(walker, redirects)
    if made.source:  # what a loop or a group is given by a file
        argv = (Word("cat"), Word(made.source))
        walker.simples.append(Simple("cat", argv, via=walker.via, cwd=walker.scope.cwd, line=walker.line))
    _open(walker, made)
    output = walker.visit(body, stdin if made.stdin is None else made.stdin)
    return _follow(walker, made, write(walker, made, output))


def _subshell(walker: Walker, node: Node, stream: Stream) -> Stream:
    return walker.isolated(lambda: walker.visit(node, stream))


def _touch(walker: Walker, target: Word) -> None:
    from sinfonia.shell.redirects import put

    put(walker, target, SILENCE)


def command(walker: Walker, node: Node, redirects: list[Node], stdin: Stream) -> Stream:  # noqa: C901, PLR0912 - one case a form
    """Run a simple command node."""
    from sinfonia.shell.execute import execute

    walker.step()
    env: dict[str, Word] = {}
    argv: list[Word] = []
    end = -1  # of the command's name
    redirects = [child for child in node.children if child.type in KINDS] + redirects
    for child in node.children:
        kind = child.type
        if kind == "variable_assignment":
            pair = value_of(walker, child)
            if pair is not None:
                env[pair[0]] = pair[1]
        elif kind == "command_name":
            for inner in child.children:
                words = expand.words(walker, inner)
                end = child.end_byte
                glued = inner.type == "concatenation" and _substituted(inner)
                argv.extend(_hidden(words, inner) if glued else words)
        elif kind in KINDS:
            continue
        elif child.is_named:
            if argv and child.start_byte == end and text_of(child)[:1] == "`":  # the grammar cuts r`true`m in two
                first = expand.words(walker, child)[:1] or [Word("")]
                before = argv.pop()
                argv.append(Word(before.text + first[0].text, taint=before.taint | first[0].taint, plain=True))
                continue
            words = _unread(walker, child) if argv and argv[0].text == "echo" else expand.words(walker, child)
            argv.extend(
                _printed(argv, words, child)
                if kind in ("command_substitution", "concatenation") and _substituted(child)
                else words
            )
        elif kind not in ("(", ")", ";", "&"):
            argv.append(Word(text_of(child), plain=True))
    if redirects and _is_dash_between(node, redirects[0]):
        argv.append(Word("-", plain=True))
    named = bool(redirects and argv and _is_number(argv[-1]) and _touches(node, redirects[0]))
    made = plan(walker, redirects, argv.pop().text if named else "")
    argv += made.extra
    if not argv:
        for child in node.children:
            if child.type == "variable_assignment":
                assign(walker, child)
        return _follow(walker, made, write(walker, made, SILENCE))
    if any(target.text in (".", "..", "/") for _, target in made.outputs):
        return SILENCE  # the shell cannot write to a folder, so the command does not run
    saved = dict(walker.scope.fds)
    _open(walker, made)
    source = stdin if made.stdin is None else made.stdin
    persistent = argv[0].text == "exec" and all(word.text.startswith("-") for word in argv[1:])
    output = SILENCE if persistent else execute(walker, argv, env, source, made.source)
    left = SILENCE if persistent else write(walker, made, output)
    if not persistent:
        for name in set(walker.scope.fds) - set(saved) - set(made.assigned):
            del walker.scope.fds[name]
    return _follow(walker, made, left)


def _is_dash_between(node: Node, redirect: Node) -> bool:
    """Tell whether a `-` stands in front of a here-document: the grammar (tree-sitter-bash 0.25.1) drops it."""
    parent = node.parent
    if (
        redirect.type != "heredoc_redirect"
        or parent is None
        or parent.text is None
        or redirect.start_byte < node.end_byte
    ):
        return False
    return parent.text[node.end_byte - parent.start_byte : redirect.start_byte - parent.start_byte].strip() == b"-"


def _unread(walker: Walker, node: Node) -> list[Word]:
    """Expand a word of `echo`, which prints the path of `<(…)` and reads nothing."""
    saved = walker.via
    if node.type == "process_substitution":
        walker.via = (*saved, UNREAD)
    words = expand.words(walker, node)
    walker.via = saved
    return words


def _substituted(node: Node) -> bool:
    """Tell whether a word is, or holds, what a literal `printf` prints."""
    return _prints(node) if node.type == "command_substitution" else any(_prints(child) for child in node.children)


def _prints(node: Node) -> bool:
    inner = node.named_children
    return (
        node.type == "command_substitution"
        and len(inner) == 1
        and inner[0].type == "command"
        and text_of(inner[0]).startswith("printf ")
        and "%" not in text_of(inner[0])
    )


def _printed(argv: list[Word], words: list[Word], node: Node) -> list[Word]:
    """Leave an option that a literal `printf` prints unknown: a known limit, stated on the rule's page."""
    names = {word.text for word in argv}
    return (
        _hidden(words, node)
        if words and words[0].text.startswith("-") and names & {"git", "find"} and "rm" not in names
        else words
    )


def _hidden(words: list[Word], node: Node) -> list[Word]:
    """Keep what stands in front of the substitution."""
    first = node.children[0] if node.type == "concatenation" else None
    known = text_of(first) if first is not None and first.type == "word" else ""
    return [Word(known + HOLE, taint=word.taint) for word in words]


def _is_number(word: Word) -> bool:
    """Tell whether a word would name a descriptor; the grammar takes `0` in front of a redirection for an argument."""
    return is_descriptor(word.text) or (word.plain and word.text.isdecimal())


def _touches(node: Node, redirect: Node) -> bool:
    """Tell whether the last word of a command and its first redirection are written without a space between."""
    words = [child for child in node.children if child.is_named and child.type not in KINDS]
    return bool(words) and words[-1].end_byte == redirect.start_byte


def _open(walker: Walker, made: Plan) -> None:
    scope = walker.scope
    for number, path in made.inputs:
        if number != "0":
            scope.fds[number] = path
    for number, target in made.outputs:
        if number not in ("0", "1", "2"):
            scope.fds[number] = scope.descriptor(scope.file(target.text))


def _follow(walker: Walker, made: Plan, output: Stream) -> Stream:
    """Run what the grammar hangs below a here-document: `| next` and `&& next`."""
    for node in made.pipes:
        for child in node.named_children:
            output = _subshell(walker, child, output)
    for node in made.after:
        walker.visit(node)
    return output
