"""Redirections: where standard input comes from, where output goes, and what stands behind a descriptor."""

from __future__ import annotations

from sinfonia.shell import expand
from sinfonia.shell.command import Simple
from sinfonia.shell.parser import text_of
from sinfonia.shell.word import HOLE, INPUT, REMOTE, SILENCE, Stream, Word, both

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from sinfonia.shell.walk import Walker

KINDS = frozenset(("file_redirect", "herestring_redirect", "heredoc_redirect"))
_first_descriptor = 10  # bash gives `{name}>` descriptors from here


class Plan:
    """What the redirections of one command amount to.

    `extra` are arguments that stood behind a redirection; `stdin` is None where it is not redirected;
    `outputs` are (descriptor, target); `after` are nodes of a pipeline and of a list that the grammar
    hangs below a here-document.
    """

    __slots__ = ("after", "assigned", "extra", "inputs", "outputs", "pipes", "source", "stdin")

    def __init__(self) -> None:
        self.extra: list[Word] = []
        self.stdin: Stream | None = None
        self.source = ""
        self.outputs: list[tuple[str, Word]] = []
        self.inputs: list[tuple[str, str]] = []
        self.assigned: list[str] = []
        self.pipes: list[Node] = []
        self.after: list[Node] = []


def plan(walker: Walker, nodes: list[Node], named: str = "") -> Plan:
    """Read the redirections of one command, in order; `named` is the `{name}` in front of the first one."""
    made = Plan()
    for index, node in enumerate(nodes):
        if node.type == "file_redirect":
            named = _file(walker, node, made, named, nodes[index + 1] if index + 1 < len(nodes) else None)
            continue
        if node.type == "herestring_redirect":
            words = [word for child in node.named_children for word in [expand.value(walker, child)]]
            text = words[-1] if words else Word("")
            descriptor = _allocated(walker, made, named) or _descriptor(node)
            _stdin(walker, made, descriptor, Stream(text.text + "\n", text.taint))
        else:
            _heredoc(walker, node, made)
        named = ""
    return made


def is_descriptor(text: str) -> bool:
    """Tell whether a word in front of a redirection is `{name}`, for which the shell picks a descriptor."""
    return text[:1] == "{" and text[-1:] == "}" and text[1:-1].isidentifier()


def _allocated(walker: Walker, made: Plan, named: str) -> str:
    """Give the number behind a descriptor's name, and put it into the variable."""
    if not is_descriptor(named):
        return named
    number = str(_first_descriptor + len(walker.scope.fds) + len(made.assigned))
    made.assigned.append(number)
    walker.scope.set(named[1:-1], Word(number))
    return number


def _descriptor(node: Node) -> str:
    for child in node.children:
        if child.type == "file_descriptor":
            return text_of(child)
    return ""


def _stdin(walker: Walker, made: Plan, descriptor: str, stream: Stream) -> None:
    if descriptor in ("", "0"):
        made.stdin = stream
        made.source = ""
    path = walker.fresh("h")
    walker.scope.files[path] = stream
    made.inputs.append((descriptor or "0", path))


def _file(walker: Walker, node: Node, made: Plan, named: str, following: Node | None) -> str:  # noqa: C901, PLR0912 - one case a form
    """Read one redirection; gives the descriptor of the next, which the grammar takes for a word of this one."""
    descriptor = _allocated(walker, made, named) or _descriptor(node)
    operator = ""
    words: list[Word] = []
    parts = [child for child in node.children if child.type != "file_descriptor"]
    following_descriptor = ""
    last = parts[-1] if len(parts) > 2 else None
    if last is not None and following is not None and last.end_byte == following.start_byte:
        text = text_of(last)
        if text.isdecimal() or is_descriptor(text):
            following_descriptor = text
            parts = parts[:-1]
    for child in parts:
        if not child.is_named:
            operator = operator or text_of(child)
        else:
            words.extend(expand.words(walker, child))
    made.extra.extend(words[1:])
    if operator.endswith("-") or not words:
        if descriptor:
            walker.scope.fds.pop(descriptor, None)
        return following_descriptor
    target = words[0]
    if operator in ("<&", ">&") and (target.text.rstrip("-").isdecimal() or target.text.startswith(HOLE)):
        number = target.text.rstrip("-")
        path = _behind(walker, made, number)
        if operator == "<&" or descriptor == "0":
            made.inputs.append((descriptor or "0", path))
            if descriptor in ("", "0"):
                made.stdin, made.source = read(walker, path or "/dev/stdin"), path
        elif path:
            made.outputs.append((descriptor or "1", Word(path)))
    elif operator.startswith("<"):
        path = walker.scope.descriptor(walker.scope.file(target.text))
        made.inputs.append((descriptor or "0", path))
        if operator == "<>":
            made.outputs.append((descriptor or "0", target))
        if descriptor in ("", "0"):
            made.stdin, made.source = read(walker, path), path
    else:
        made.outputs.append((descriptor or "1", target))
    return following_descriptor


def _behind(walker: Walker, made: Plan, number: str) -> str:
    """Give the path behind a descriptor, redirected before or by this command itself."""
    for descriptor, target in reversed(made.outputs):
        if descriptor == number and target.text.startswith("/dev/tcp/"):
            return target.text
    return walker.scope.fds.get(number, "/dev/stdin" if number == "0" else "")


def _heredoc(walker: Walker, node: Node, made: Plan) -> None:  # noqa: C901, PLR0912 - one case a form
    start = body = None
    redirects: list[Node] = []
    for index, child in enumerate(node.children):
        if child.type == "heredoc_start":
            start = child
        elif child.type == "heredoc_body":
            body = child
        elif child.type in KINDS:
            redirects.append(child)
        elif child.type == "pipeline":
            made.pipes.append(child)
        elif child.is_named and child.type not in ("heredoc_end", "file_descriptor"):
            field = node.field_name_for_child(index)
            if field == "argument":
                made.extra.extend(expand.words(walker, child))
            else:
                made.after.append(child)
    stripped = any(child.type == "<<-" for child in node.children)
    if body is None:
        stream = SILENCE
    else:
        mark = text_of(start) if start is not None else ""
        quoted = any(char in mark for char in "'\"\\")
        word = Word(text_of(body)) if quoted else expand.body(walker, body)
        if not quoted and "`" in word.text:  # the grammar leaves backticks of a here-document alone
            for inner in word.text.split("`")[1::2][:20]:
                walker.isolated(lambda inner=inner: walker.run_text(inner))  # type: ignore[misc]
        text = word.text
        if stripped:
            text = "\n".join(line.lstrip("\t") for line in text.split("\n"))
        stream = Stream(text, word.taint)
    _stdin(walker, made, _descriptor(node), stream)
    if redirects:
        more = plan(walker, redirects)
        made.outputs += more.outputs
        made.extra += more.extra
        made.pipes += more.pipes
        made.after += more.after
        if more.stdin is not None:
            made.stdin, made.source = more.stdin, more.source


def read(walker: Walker, path: str) -> Stream:
    """Give what reading a path gives: what the text itself wrote there, or its name as origin."""
    path = walker.scope.descriptor(path)
    if path.startswith(("/dev/tcp/", "/dev/udp/")):
        return Stream(None, frozenset((REMOTE,)))
    known = walker.scope.files.get(path)
    if known is not None:
        return known if path.startswith("/dev/fd/") else Stream(known.text, known.taint | {"read:" + path})
    below = [name for name in walker.scope.files if name.startswith(path + "/")] if len(path) > 1 else []
    if below:
        taints = [walker.scope.files[name].taint | {"read:" + name} for name in below[:40]]
        return Stream(None, frozenset(("read:" + path,)).union(*taints))
    if path == "/dev/null":
        return SILENCE
    if path in ("", "/dev/stdin") or path.startswith("/dev/fd/"):
        return Stream(None, frozenset((INPUT,)))
    return Stream(None, frozenset(("read:" + path,)))


def read_file(walker: Walker, node: Node) -> Stream:
    """Run `$(<file)`."""
    made = plan(walker, [node])
    if made.source:
        path = made.source
        walker.simples.append(
            Simple("cat", (Word("cat"), Word(path)), via=walker.via, cwd=walker.scope.cwd, line=walker.line)
        )
    return made.stdin or SILENCE


def write(walker: Walker, made: Plan, output: Stream) -> Stream:
    """Send a command's output where its redirections say; gives what is left for the next in the pipeline."""
    left = output
    for descriptor, target in made.outputs:
        content = output if descriptor == "1" else SILENCE
        if descriptor == "1":
            left = SILENCE
        put(walker, target, content)
    return left


def put(walker: Walker, target: Word, content: Stream, *, append: bool = False) -> None:
    """Write to a path, a socket or a process, and note the write as a command."""
    scope = walker.scope
    path = scope.descriptor(scope.file(target.text))
    if path in walker.sinks:
        walker.simples_of_sink(path, content)
        return
    walker.step()
    walker.simples.append(
        Simple(
            "",
            (),
            via=walker.via,
            stdin=content,
            cwd=scope.cwd,
            target=Word(path, taint=target.taint),
            line=walker.line,
        )
    )
    if not path.startswith("/dev/") or path.startswith("/dev/fd/"):
        before = scope.files.get(path)
        scope.files[path] = both(before, content) if append and before is not None else content
