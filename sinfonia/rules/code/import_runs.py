"""Import statements that follow each other, as entries whose order says nothing."""

from __future__ import annotations

import _ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.rules.code.tree import Canons


def entries_of(node: _ast.Import | _ast.ImportFrom) -> Iterable[Canons]:
    """Yield (module, name, name bound here) of each import; the compiler's `__future__` is none."""
    if isinstance(node, _ast.Import):
        for part in node.names:
            yield (part.name, "", part.asname or part.name.partition(".")[0])
    elif node.module != "__future__" or node.level:
        module = "." * node.level + (node.module or "")
        for part in node.names:
            yield (module, part.name, part.asname or part.name)


def sorted_run(run: list[Canons]) -> Canons:
    """Sort a run of imports, unless two bind one name to two things: then the last wins and order counts.

    `import a.b` brings `a` too, so `import a` beside it says nothing more.
    """
    packages = {entry[-1] for entry in run if _is_submodule(entry)}
    kept = list(dict.fromkeys(entry for entry in run if entry[1] or entry[-1] not in packages or entry[0] != entry[-1]))
    bound = [entry[-1] for entry in kept if not _is_submodule(entry)]
    if len(set(bound)) == len(bound) and packages.isdisjoint(bound):
        return ("Imports", *sorted(kept, key=str))
    return ("Imports", *kept)


def _is_submodule(entry: Canons) -> bool:
    """Recognise `import a.b`, which binds `a`."""
    return not entry[1] and str(entry[0]).startswith(f"{entry[-1]}.")
