"""Changing permissions or owners of whole trees that are not the project's."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.places import kind_of
from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.options import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.command import Simple

_programs = frozenset(("chmod", "chown", "chgrp", "chflags", "chattr", "setfacl"))


def judge(simple: Simple, place: Place) -> Iterator[Verdict]:
    """Yield a denial when a tree of the system or a home gets other permissions as a whole."""
    if simple.name not in _programs:
        return
    options = read(simple.args, "", ("reference", "from"))
    recursive = options.has("R") or any(len(flag) > 2 and "recursive".startswith(flag) for flag in options.flags)
    operands = options.operands if options.has("reference") else options.operands[1:]
    for word in operands:
        kind = kind_of(word, simple.cwd, place)
        if not recursive and "find" not in word.taint:
            if simple.name == "chmod" and _opens(options.operands[0].text) and _is_guarded(word.text, kind):
                yield Verdict(
                    "permissions",
                    f"`chmod` lets everyone change or become the owner of `{word.text[:80]}`",
                    "give the one user or group that needs it the one right that it needs",
                    simple.line,
                )
                return
            continue
        if kind in ("root", "home") or (kind == "system" and (place.known or word.text.strip("/").count("/") == 0)):
            shown = word.text[:80]
            yield Verdict(
                "permissions",
                f"`{simple.name}` changes every file below `{shown}`",
                "name the file or folder of the project that needs it, for example `chmod +x bin/tool`",
                simple.line,
            )
            return


def _opens(mode: str) -> bool:
    """Tell whether a mode lets everyone write, or lets a program run as its owner."""
    if mode.isdecimal():
        return mode[-1:] in "2367" or (len(mode) == 4 and mode[0] in "2467")
    who, plus, what = mode.partition("+") if "+" in mode else mode.partition("=")
    return bool(plus) and (
        ("s" in what) or ("w" in what and (not who.strip("ugoa") and bool(set(who) & {"o", "a"} or not who)))
    )


def _is_guarded(path: str, kind: str) -> bool:
    return kind in ("root", "home") or (
        kind == "system" and path.startswith(("/etc", "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/boot", "/lib"))
    )
