"""`sinfonia baseline --import`: what another scanner accepted, brought into ours."""

from __future__ import annotations

import os
from dataclasses import replace
from shlex import quote
from typing import TYPE_CHECKING

import click

from sinfonia.cli.baseline import counted, findings_of, write_file
from sinfonia.cli.options import answer
from sinfonia.errors import SinfoniaError
from sinfonia.git.repo import shown
from sinfonia.model.change import text_of
from sinfonia.model.glob import matches
from sinfonia.rules.secrets.mask import hidden
from sinfonia.rules.secrets.scan import find
from sinfonia.suppress.baseline import fingerprint, write
from sinfonia.suppress.carry import carry
from sinfonia.suppress.foreign import read
from sinfonia.surfaces.setup import blob_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from sinfonia.suppress.baseline import Baseline
    from sinfonia.suppress.carry import Carried, Values
    from sinfonia.suppress.foreign import Accepted
    from sinfonia.surfaces.setup import Setup


def bring_in(setup: Setup, source: str, name: str, old: Baseline, *, dry_run: bool, format_name: str) -> None:
    """Add to the baseline at `name` what `source` accepts and we find today; raises `ConfigError` for a bad file."""
    kind, entries = read(_data(source), shown(source))
    found, tracked = findings_of(setup)
    entries = tuple(_inside(entry, setup.repo.root) for entry in entries)
    carried = carry(entries, found, values=_values(setup), absent=_absent(setup, tracked))
    known = {entry.fingerprint for entry in old.entries}
    fresh = {mark for finding in carried.findings if (mark := fingerprint(old.salt, finding)) not in known}
    written = bool(fresh) and not dry_run
    if written:
        path = os.path.join(setup.repo.root, name)
        write_file(path, name, write(old.salt, carried.findings, entries=old.entries))
    steps = (f"git add {quote(name)}",) if written else ()
    holds = len(known) + len(fresh)
    if format_name == "json":
        left = [{"path": p, "line": line, "what": what, "reason": why} for p, line, what, why in _left(carried)]
        counts = {"entries": len(entries), "accepted": holds, "new": len(fresh)}
        document = {"baseline": name, "format": kind, **counts, "not_carried_over": left, "written": written}
        answer(document, next_steps=steps)
        return
    over = len(entries) - len(carried.left)
    click.echo(f"{kind}: {counted(over, 'entry', 'entries')} of {len(entries)} carried over, {len(fresh)} new to ours")
    for path, line, what, why in _left(carried):
        click.echo(f"  not carried over: {shown(path)}{f':{line}' if line else ''} ({shown(what)}): {why}")
    click.echo(f"{name} {'would hold' if dry_run else 'holds'} {counted(holds, 'finding')}")
    for step in steps:
        click.echo(f"commit it: {step}")


def _data(source: str) -> bytes:
    try:
        with open(source, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise SinfoniaError(
            f"cannot read `{shown(source)}`: {(why or '').lower()}", hint="name a file of another scanner"
        ) from None


def _inside(entry: Accepted, root: str) -> Accepted:
    """Give an entry with its path from the root: gitleaks writes absolute ones when it is given one."""
    start = root.replace(os.sep, "/").rstrip("/") + "/"
    return replace(entry, path=entry.path.removeprefix(start))


def _values(setup: Setup) -> Values:
    entropy = setup.policy.section("secrets").get("entropy", True) is not False

    def values(commit: str, path: str, line: int) -> tuple[bytes, ...] | None:
        data = blob_at(setup.objects, commit, path)
        if data is None:
            return None
        hits = tuple(find(data, path, entropy=entropy))
        lines = text_of(data, path).lines_at(hit.start for hit in hits)
        return tuple(dict.fromkeys(hit.value for hit, at in zip(hits, lines, strict=True) if at == line))

    return values


def _absent(setup: Setup, tracked: frozenset[str]) -> Callable[[str], str]:
    def absent(path: str) -> str:
        if path not in tracked:
            return "the file is not tracked"
        glob = next((glob for glob in setup.policy.exclude if matches(path, glob)), None)
        return f"the file is excluded (`exclude: {glob}`)" if glob else ""

    return absent


def _left(carried: Carried) -> list[tuple[str, int, str, str]]:
    """Give what was not carried over as (path, line, what it was called, why): masked, it is the file's own text."""
    return [(hidden(e.path), e.line, hidden(e.what), why) for e, why in carried.left]
