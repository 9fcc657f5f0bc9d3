"""Which files of the project an agent's command would write, take away or bring in from elsewhere."""

from __future__ import annotations

from sinfonia.rules.command_analysis import analysed
from sinfonia.rules.hook_bypass.touched import below_root, touched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.event import Event
    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.command import Simple

_RESTORES = frozenset(("checkout", "restore", "rm", "mv", "apply"))


def policy_changes(event: Event) -> Iterator[tuple[str, int]]:
    """Yield path from the root and line for each file that the command of an event changes by name."""
    command, place = analysed(event)
    seen = set()
    for simple in command.simples:
        for path in _named(simple, place):
            if path not in seen:
                seen.add(path)
                yield path, simple.line


def _named(simple: Simple, place: Place) -> Iterator[str]:
    for path, _ in touched(simple):
        where = below_root(path, simple, place)
        if where:
            yield where
    if simple.name == "git":
        from sinfonia.shell.git_call import git_call

        call = git_call(simple)
        if call.sub in _RESTORES:
            for word in call.args:
                where = "" if word.text.startswith("-") else below_root(word.text, simple, place)
                if where:
                    yield where
