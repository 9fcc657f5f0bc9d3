"""Reading a program's options the way getopt does, far enough to find its operands."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.shell.word import Word


class Options:
    """Flags, values by flag, and the index in the arguments at which the operands begin.

    Short options are single letters, long ones their name without dashes; `values` keeps the last of each.
    `all_values` keeps pairs in order; `operands` are the words that are no option.
    """

    __slots__ = ("all_values", "end", "flags", "operands", "rest", "values")

    def __init__(self) -> None:
        self.flags: list[str] = []
        self.values: dict[str, Word] = {}
        self.all_values: list[tuple[str, Word]] = []
        self.operands: list[Word] = []
        self.end = 0
        self.rest: list[Word] = []

    def has(self, *names: str) -> bool:
        """Tell whether a flag or option with a value was given, under any of these names."""
        return any(name in self.flags or name in self.values for name in names)


def read(  # noqa: C901, PLR0912 - one case a form
    args: Iterable[Word], short: str = "", long: Iterable[str] = (), *, stop: bool = False, optional: str = ""
) -> Options:
    """Read options; `short` letters and `long` names take a value; `optional` letters only a glued one.

    With `stop` reading ends at the first operand (as wrappers do): `rest` is what follows, itself included.
    """
    from sinfonia.shell.word import Word

    words = list(args)
    names = tuple(long)
    found = Options()
    index = 0
    while index < len(words):
        word = words[index]
        text = word.text
        index += 1
        if text == "--":
            found.operands.extend(words[index:])
            index = len(words) if not stop else index
            break
        if text[:2] == "--":
            name, equals, value = text[2:].partition("=")
            full = _abbreviated(name, names)
            if equals:
                _keep(found, full, Word(value, taint=word.taint, glob=word.glob))
            elif full in names and index < len(words):
                _keep(found, full, words[index])
                index += 1
            else:
                found.flags.append(name)
        elif text[:1] == "-" and len(text) > 1:
            for at in range(1, len(text)):
                letter = text[at]
                if letter in optional:
                    found.flags.append(letter)
                    if at + 1 < len(text):
                        _keep(found, letter, Word(text[at + 1 :], taint=word.taint))
                    break
                if letter in short:
                    if at + 1 < len(text):
                        _keep(found, letter, Word(text[at + 1 :], taint=word.taint, glob=word.glob))
                    elif index < len(words):
                        _keep(found, letter, words[index])
                        index += 1
                    break
                found.flags.append(letter)
        elif stop:
            index -= 1
            break
        else:
            found.operands.append(word)
    found.end = index
    found.rest = words[index:]
    return found


def _keep(found: Options, name: str, value: Word) -> None:
    found.values[name] = value
    found.all_values.append((name, value))


def _abbreviated(name: str, names: tuple[str, ...]) -> str:
    if name in names or len(name) < 3:
        return name
    fitting = [full for full in names if full.startswith(name)]
    return fitting[0] if len(fitting) == 1 else name
