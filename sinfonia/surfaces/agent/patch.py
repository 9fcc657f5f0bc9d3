"""Patches in the form of `apply_patch`: every file and every hunk, as parts of a call.

Grammar (OpenAI's description of the tool): `*** Begin Patch`, then for each file `*** Add File: PATH` with `+`
lines, `*** Delete File: PATH`, or `*** Update File: PATH`, perhaps `*** Move to: PATH`, and hunks that begin with
`@@`; lines of a hunk begin with a space, `-` or `+`; then `*** End Patch`.
"""

from __future__ import annotations

from sinfonia.surfaces.agent.tool_call import Edit, Part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN = "*** Begin Patch"
_HEADS = {"*** Add File:": "add", "*** Delete File:": "delete", "*** Update File:": "update"}
_MOVE = "*** Move to:"


def is_patch(text: str) -> bool:
    """Tell a patch of this form, perhaps with a word before it on the first line (`apply_patch <<EOF`)."""
    return BEGIN in text[:400]


def parts(text: str) -> tuple[Part, ...]:
    """Give what a patch does, in order; what is no line of the form is passed over."""
    return tuple(_parts(text.replace("\r\n", "\n").split("\n")))


def _parts(lines: list[str]) -> Iterator[Part]:
    kind = path = target = ""
    body: list[str] = []
    for written in (*lines, "*** End Patch"):
        # Codex takes a head with blanks before it, but for an update's hunks, where they are context.
        line = written if kind == "update" else written.lstrip()
        head = next((head for head in _HEADS if line.startswith(head)), "")
        if head or line.startswith("*** End Patch"):
            yield from _file(kind, path, target, body)
            kind, path, target, body = _HEADS.get(head, ""), line[len(head) :].strip(), "", []
        elif line.startswith(_MOVE):
            target = line[len(_MOVE) :].strip()
        elif kind:
            body.append(line)


def _file(kind: str, path: str, target: str, body: list[str]) -> Iterator[Part]:
    if not path:
        return
    if kind == "add":
        yield Part("write", path, "".join(f"{line[1:]}\n" for line in body if line.startswith("+")))
    elif kind == "delete":
        yield Part("delete", path)
    elif kind == "update":
        yield Part("edit", path, edits=tuple(_hunks(body)))
        if target:
            yield Part("move", path, target)


def _hunks(body: list[str]) -> Iterator[Edit]:
    old: list[str] = []
    new: list[str] = []
    for line in (*body, "@@"):
        if line.startswith(("@@", "*** End of File")):
            if old != new:
                yield Edit("".join(f"{row}\n" for row in old), "".join(f"{row}\n" for row in new))
            old, new = [], []
            continue
        mark, rest = line[:1], line[1:]
        if mark in ("-", " ", ""):
            old.append(rest)
        if mark in ("+", " ", ""):
            new.append(rest)
