"""`sinfonia-hook merge-workflow %O %A %B %P`: git asks how two branches' `workflow.md` become one.

git calls it for the paths that `.gitattributes` gives `merge=sinfonia`, with three files and the path
(gitattributes(5)). The answer goes into the second; exit 0 says that it is clean. What cannot be read is left to git's
own text merge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.errors import Exit, SinfoniaError

if TYPE_CHECKING:
    from sinfonia.surfaces.call import Call


def merge_workflow(call: Call) -> int:
    """Merge three files into the second; gives 0, or 1 with conflict markers in it."""
    if len(call.args) < 4:
        raise SinfoniaError(
            "merge-workflow takes four arguments",
            hint="merge.sinfonia.driver is `sinfonia-hook merge-workflow %O %A %B %P`",
        )
    base, ours, theirs, path = call.args[:4]
    merged = _merged(_read(base), _read(ours), _read(theirs), path)
    if merged is None:
        args = ("merge-file", "-L", "ours", "-L", "base", "-L", "theirs", "--", ours, base, theirs)
        code, _, _ = call.repo.try_git(*args)
        return Exit.NO if code else Exit.YES
    with open(ours, "wb") as file:
        file.write(merged)
    return Exit.YES


def _merged(base: bytes, ours: bytes, theirs: bytes, path: str) -> bytes | None:
    from sinfonia.markdown.text import ReadError
    from sinfonia.workflow import document, render
    from sinfonia.workflow.merge import merge

    try:
        mine, other = document.read(ours, path), document.read(theirs, path)
        before = document.read(base, path).index if base.strip() else None
    except ReadError:
        return None
    if mine.index.session_id != other.index.session_id:
        return None
    known = {section.title for section in mine.sections}
    data = render.render(mine, merge(before, mine.index, other.index))
    for section in other.sections:  # a section that only they have is theirs to keep
        if section.title not in known:
            data += b"\n" + "".join(other.lines.lines[section.heading : section.end]).encode("utf-8")
    return data


def _read(name: str) -> bytes:
    with open(name, "rb") as file:
        return file.read()
