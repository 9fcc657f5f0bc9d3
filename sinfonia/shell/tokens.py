"""The way out for text that cannot be parsed: its words, in the order of writing, without quotes."""

from __future__ import annotations

from sinfonia.shell.programs import DANGEROUS, SHELLS, is_known
from sinfonia.shell.word import SILENCE, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.walk import Walker

MAX_SEGMENTS = 300
VIA = "words"  # in `Simple.via` of what was found this way
_breaks = str.maketrans(dict.fromkeys(";&|()`\n\u2028\u2029", "\n") | dict.fromkeys("'\"", " "))
_fronts = frozenset(("sudo", "env", "command", "exec", "nohup", "time", "nice", "then", "do", "else", "{", "!"))


def run_tokens(walker: Walker, text: str) -> None:
    """Run each segment whose first word, after wrappers, is a program that words alone can condemn."""
    from sinfonia.shell.execute import execute

    saved = walker.via
    walker.via = (*saved, VIA)
    for segment in text.translate(_breaks).split("\n")[:MAX_SEGMENTS]:
        words = segment.split(None, 200)[:200]
        while words and (words[0] in _fronts or "=" in words[0]):
            words = words[1:]
        for index, word in enumerate(words[:40]):
            name = word.rsplit("/", 1)[-1]
            if name in DANGEROUS or name in SHELLS or name.startswith("mkfs"):
                argv = [Word(part) for part in words[index:]]
                execute(walker, argv, {}, SILENCE, functions=False)
                break
            if is_known(name):
                break
    walker.via = saved
