"""A shell text as the analysis sees it, told for people: what runs, through what, with which variables."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sinfonia.cli.trace import Mask
from sinfonia.model.dataclass import dataclass
from sinfonia.shell.analysis import analyse
from sinfonia.shell.scope import Scope
from sinfonia.shell.statement import UNREAD
from sinfonia.shell.word import HOLE, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.rules.unsafe_shell.surroundings import Surroundings
    from sinfonia.shell.command import Command, Simple

LONGEST = 60  # characters of a command that is told
_BY_WORDS = "words"  # in `Simple.via` of what the words of an unparsed text would run
_LIMITS = {"depth": "nesting", "nested shells": "nesting of shells", "steps": "to run", "length": "text"}


class Recorded(Scope):
    """A shell's state that remembers every variable that was set, and every one that nobody knows."""

    __slots__ = ("known", "unknown")

    def __init__(self, cwd: str, root: str, home: str) -> None:
        super().__init__(cwd, root, home)
        self.known: dict[str, str] = {}
        self.unknown: dict[str, None] = {}

    def copy(self) -> Recorded:
        """Give a subshell's state, with the same memory."""
        plain, other = super().copy(), Recorded(self.cwd, self.root, self.home)
        for slot in Scope.__slots__:
            setattr(other, slot, getattr(plain, slot))
        other.known, other.unknown = self.known, self.unknown
        return other

    def set(self, name: str, value: Word) -> None:
        """Assign, and remember it."""
        super().set(name, value)
        self.known[name] = value.text

    def value(self, name: str) -> Word:
        """Give a value, and remember a name of which nothing is known."""
        word = super().value(name)
        if not word.known and name not in self.vars:
            self.unknown.setdefault(name)
        return word


@dataclass(frozen=True)
class Parsed:
    """A command with the variables that it sets (by name, as text) and those that nobody knows."""

    command: Command
    known: dict[str, str]
    unknown: tuple[str, ...]

    @cached_property
    def mask(self) -> Mask:
        """Give what hides its credentials, also those that it puts together from parts."""
        texts = tuple(self.texts)
        given = [(name, word.text) for simple in self.command.simples for name, word in simple.env.items()]
        return Mask(texts, parts=texts, named=[*self.known.items(), *given])

    @cached_property
    def leaves(self) -> tuple[Simple, ...]:
        """Give the commands that run nothing else themselves: wrappers show in the path of what they run."""
        simples = self.command.simples
        return tuple(simple for at, simple in enumerate(simples) if not _runs_next(simple, simples[at + 1 : at + 2]))

    @property
    def texts(self) -> Iterator[str]:
        """Yield every text that may be shown."""
        yield self.command.text
        yield from self.known.values()
        for simple in self.command.simples:
            yield " ".join(word.text for word in simple.argv)
            yield from (word.text for word in simple.argv)
            yield from (word.text for word in simple.env.values())
            yield simple.stdin.text or ""


def parsed(text: str, place: Surroundings) -> Parsed:
    """Analyse a command that would run at a place."""
    scope = Recorded(place.cwd, place.root, place.home)
    command = analyse(text, cwd=place.cwd, root=place.root, home=place.home, scope=scope)
    return Parsed(command, scope.known, tuple(scope.unknown))


def told(simple: Simple, mask: Mask) -> str:
    """Give one command with the path of wrappers to it: `sudo` > `bash -c` > `rm -rf /`."""
    path = [f"`{'each word' if part == _BY_WORDS else part}`" for part in simple.via if part != UNREAD]
    return " > ".join([*path, f"`{line_of(simple, mask)}`"])


def line_of(simple: Simple, mask: Mask) -> str:
    """Give a command as one line, masked, unknown parts as `…`."""
    if simple.target is not None:
        return mask.short(f"> {_target(simple)}", LONGEST)
    words = " ".join(_word(word) for word in simple.argv)
    source = f" < {simple.input.removeprefix(f'{simple.cwd}/')}" if simple.input else ""
    return mask.short(words + source, LONGEST) + (" …" if simple.dynamic else "")


def how(parsed: Parsed) -> str:
    """Say how well the text could be read."""
    command = parsed.command
    if command.limit:
        bound = _LIMITS.get(command.limit, command.limit)
        return f"only in part: it has too much {bound} to be followed; its words are judged as well"
    if command.by_tokens:
        return "no, not as a whole: it is no shell that can be parsed; its words are judged one by one as well"
    return "yes"


def data_of(parsed: Parsed) -> Iterator[tuple[str, str]]:
    """Yield (text, where it stands) for what the text hands on as data: no command runs from it."""
    seen: set[str] = set()
    for simple in sorted(parsed.leaves, key=lambda simple: simple.target is None):  # where it goes says more
        if simple.via[-1:] == (_BY_WORDS,):
            continue
        pieces = [(word.text, f"an argument of `{_named(simple)}`") for word in simple.argv[1:] if _is_text(word)]
        flowing = simple.stdin.text
        if flowing and flowing.strip():
            into = f"written to `{_target(simple)}`" if simple.target else f"the input of `{_named(simple)}`"
            pieces.append((flowing, into))
        for text, where in pieces:
            if text not in seen:
                seen.add(text)
                yield text, where


def _target(simple: Simple) -> str:
    """Name the file that a redirection writes, from the folder where it runs."""
    text = _word(simple.target) if simple.target else ""
    return text.removeprefix(f"{simple.cwd}/") if simple.cwd else text


def _named(simple: Simple) -> str:
    """Name a program, with the sub-command of git."""
    if simple.name != "git":
        return simple.name
    from sinfonia.shell.git_call import git_call

    return f"git {git_call(simple).sub}".strip()


def _is_text(word: Word) -> bool:
    return any(char.isspace() for char in word.text.strip()) or word.text.startswith("--")


def _runs_next(simple: Simple, after: tuple[Simple, ...]) -> bool:
    via = after[0].via if after else ()
    at = len(simple.via)
    return bool(simple.name) and via[:at] == simple.via and len(via) > at and via[at].split(" ")[0] == simple.name


def _word(word: Word) -> str:
    text = word.text.replace(HOLE, "…")
    return text if text and not any(char.isspace() or char in "'\"" for char in text) else f"'{text}'"
