"""A step's checks: programs that the base's configuration names, run only when somebody asks for it by name."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import TYPE_CHECKING

from sinfonia.bounded import run_bounded
from sinfonia.git.objects import ObjectReader
from sinfonia.proving.surroundings import variables
from sinfonia.surfaces.branch import protected_base
from sinfonia.surfaces.options import Options
from sinfonia.surfaces.setup import from_base

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository

TIMEOUT = 600.0  # seconds that one check may take


def commands_at_base(repo: Repository, fallback: str) -> dict[str, tuple[str, ...]]:
    """Read `checks` of the base's configuration; `fallback` is the commit to take where no base is known."""
    objects = ObjectReader(repo)
    try:
        head = repo.resolve("HEAD")
        base = protected_base(repo, objects, None) or fallback or head
        policy = from_base(repo, os.environ, Options(), base, head).policy
    finally:
        objects.close()
    return {str(name): tuple(args) for name, args in dict(policy.data.get("checks") or {}).items()}


def run_check(repo: Repository, name: str, args: tuple[str, ...]) -> bool:
    """Run one check at the top of the working tree; tells on standard error how it ended."""
    with tempfile.TemporaryDirectory(prefix="sinfonia-") as scratch:
        outcome = run_bounded(args, cwd=repo.root, env=variables(os.environ, scratch), timeout=TIMEOUT)
    passed = outcome.code == 0 and not outcome.timed_out
    if not passed:
        why = f"it took more than {TIMEOUT:.0f} s" if outcome.timed_out else f"it ended with {outcome.code}"
        tail = outcome.output.decode("utf-8", "replace").splitlines()[-20:]
        sys.stderr.write("".join(f"  {line}\n" for line in tail) + f"check {name}: {why}\n")
    return passed
