"""The same denials in the words of PowerShell and `cmd`."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.places import kind_of
from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.word import REMOTE, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.command import Simple

_disks = frozenset(("format-volume", "clear-disk", "initialize-disk"))
_grave = frozenset(("root", "home", "system", "git", "project", "outside"))
_homes = ("%userprofile%", "%homepath%", "%systemroot%", "%systemdrive%")
_instead = "name one folder below the project, for example `Remove-Item -Recurse build`"


def judge(simple: Simple, place: Place) -> Iterator[Verdict]:
    """Yield a denial for a recursive deletion of more than the project's own, and for formatting."""
    name = simple.name
    texts = [text.lower() for text in simple.texts]
    if name in ("iex", "invoke-expression"):
        if REMOTE in simple.stdin.taint or any(REMOTE in word.taint for word in simple.args):
            yield Verdict("remote", f"`{name}` runs code from the network", "fetch to a file and read it", simple.line)
        return
    if name in _disks or (name == "format" and any(_is_drive(text) for text in texts)):
        if "-whatif" not in texts and texts:
            yield Verdict("device", f"`{name}` formats a disk", "a person formats devices", simple.line)
        return
    recursive = any(len(text) > 1 and "-recurse".startswith(text) for text in texts)
    recursive = recursive or (name in ("rd", "rmdir", "del", "erase") and any("/s" in text[:3] for text in texts))
    if not recursive or "-whatif" in texts:
        return
    for word in simple.args:
        text = word.text
        if text.startswith("-") or (len(text) < 4 and text[:1] == "/" and text[1:].lower() in ("s", "q", "f", "a")):
            continue
        if _is_drive(text) or text.lower().startswith(_homes) or kind_of(_slashed(word), simple.cwd, place) in _grave:
            yield Verdict("deletion", f"`{name}` deletes `{text[:80]}` with all that is in it", _instead, simple.line)
            return


def _slashed(word: Word) -> Word:
    return Word(word.text.replace("\\", "/"), glob=word.glob, taint=word.taint)


def _is_drive(text: str) -> bool:
    """Tell whether a path begins with a drive: what lies on it is not of the project's folder."""
    return len(text) >= 2 and text[1] == ":" and text[0].isalpha() and not text[2:].startswith("//")
