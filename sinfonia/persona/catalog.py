"""Which personas there are: `.sinfonia/agents/<id>.md` of the project, over the built-in ones."""

from __future__ import annotations

import os
import re

from sinfonia.errors import SinfoniaError
from sinfonia.persona.document import Persona, read_persona

FOLDER = ".sinfonia/agents"
BUILT_IN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "built_in")

NAME = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")
MOST = 64


def names(root: str) -> tuple[str, ...]:
    """List the personas: the project's and the built-in ones; a file whose name is no id is none."""
    return tuple(sorted({*_stems(os.path.join(root, FOLDER)), *_stems(BUILT_IN)}))


def source(name: str, root: str) -> tuple[str, bytes]:
    """Give where a persona is (from the root, or `built-in: <id>`) and its bytes; raises `SinfoniaError`."""
    if len(name) > MOST or not NAME.fullmatch(name):
        raise SinfoniaError(f"`{name}` is no name of a persona", hint="lower-case letters, digits and single hyphens")
    own = f"{FOLDER}/{name}.md"
    _refuse_links(root, own)
    for path, shown in ((os.path.join(root, own), own), (os.path.join(BUILT_IN, f"{name}.md"), f"built-in: {name}.md")):
        try:
            with open(path, "rb") as file:
                return shown, file.read()
        except FileNotFoundError:
            continue
    import difflib

    known = names(root)
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"
    raise SinfoniaError(f"there is no persona `{name}`", hint=hint)


def find(name: str, root: str) -> Persona:
    """Read a persona; raises `SinfoniaError` naming the nearest, `ReadError` for a file that cannot be read."""
    from dataclasses import replace

    shown, data = source(name, root)
    own = shown if shown.startswith(FOLDER) else f"{name}.md"
    return replace(read_persona(data, own), source=shown if own == shown else "built-in")


def _stems(folder: str) -> list[str]:
    try:
        found = os.listdir(folder)
    except OSError:
        return []
    stems = (name.removesuffix(".md") for name in found if name.endswith(".md"))
    return [stem for stem in stems if NAME.fullmatch(stem) and len(stem) <= MOST]


def _refuse_links(root: str, path: str) -> None:
    """Refuse a link below the root: it could lead out of the repository."""
    full = root
    for part in path.split("/"):
        full = os.path.join(full, part)
        if os.path.islink(full):
            raise SinfoniaError(f"`{path}` goes through a link", hint="put the file itself there")
