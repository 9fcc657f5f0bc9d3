"""What a shell text would run: its simple commands, each with all that led to it."""

from __future__ import annotations

from sinfonia.shell.word import NO_TAINT, SILENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.word import Stream, Word


class Simple:
    """One program that would run.

    `name` is the program without its folder, in small letters; `argv` starts with it as written. `via`
    names what it runs through, outermost first (`sudo`, `bash -c`, `xargs`). `env` holds what is set
    for it or exported before. `stdin` is what flows in, `code` what it would execute as a program of
    its own where that is not known as text, `output` what it would print. `cwd` is "" when unknown. A
    write through a redirection is a Simple with an empty name whose `target` is written and whose
    `stdin` is what is written. `line` counts from 1 in the text that was given.
    """

    __slots__ = ("argv", "code", "cwd", "dynamic", "env", "files", "input", "line", "name", "stdin", "target", "via")

    def __init__(  # noqa: PLR0913 - the parts of one noun
        self,
        name: str,
        argv: tuple[Word, ...],
        *,
        via: tuple[str, ...] = (),
        env: dict[str, Word] | None = None,
        stdin: Stream = SILENCE,
        code: Stream | None = None,
        cwd: str = "",
        target: Word | None = None,
        line: int = 1,
        dynamic: bool = False,
        input_path: str = "",
        files: dict[str, Stream] | None = None,
    ) -> None:
        self.name = name
        self.argv = argv
        self.via = via
        self.env = env or {}
        self.stdin = stdin
        self.code = code
        self.cwd = cwd
        self.target = target
        self.line = line
        self.dynamic = dynamic  # unknown arguments are appended (xargs, parallel)
        self.files = files  # what the text itself wrote before, by absolute path
        self.input = input_path  # the file behind standard input, "" when it is none

    def __repr__(self) -> str:
        return f"Simple({' '.join((*self.via, '>', *(word.text for word in self.argv)))})"

    @property
    def args(self) -> tuple[Word, ...]:
        """Give the arguments without the name."""
        return self.argv[1:]

    @property
    def texts(self) -> tuple[str, ...]:
        """Give the arguments as text, without the name."""
        return tuple(word.text for word in self.argv[1:])

    @property
    def taint(self) -> frozenset[str]:
        """Give the origins of everything in its arguments."""
        return NO_TAINT.union(*(word.taint for word in self.argv))


class Command:
    """A shell text and its simple commands in the order of running.

    `by_tokens` says that the text could not be parsed as a whole and was judged by its words too; `limit`
    names the bound (depth, steps, length) at which the analysis stopped, "" when it saw everything.
    `bomb` is the line of a loop or function that starts processes without end, 0 for none. `exported` are the
    variables that what runs later in the same shell would get.
    """

    __slots__ = ("bomb", "by_tokens", "exported", "limit", "simples", "text")

    def __init__(
        self,
        text: str,
        simples: tuple[Simple, ...],
        *,
        by_tokens: bool = False,
        limit: str = "",
        bomb: int = 0,
        exported: dict[str, str] | None = None,
    ) -> None:
        self.exported = exported or {}
        self.text = text
        self.simples = simples
        self.by_tokens = by_tokens
        self.limit = limit
        self.bomb = bomb
