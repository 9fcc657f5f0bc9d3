"""What a step produced, as git sees it: what is missing, loose or staged, and the blobs that an approval is about."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sinfonia.git.cut_history import refuse_missing
from sinfonia.git.repo import git_error
from sinfonia.git.trees import TREE, Trees
from sinfonia.model.glob import matches_any
from sinfonia.workflow.gates import Produced
from sinfonia.workflow.scope import inside, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.model.workflow import StepDefinition

SESSION = "{session}"  # in a definition's path: the folder of the session that follows it
SCOPE = "{scope}"  # in `produces`: a change within the step's own scope


def expanded(patterns: Iterable[str], folder: str) -> tuple[str, ...]:
    """Put a session's folder into a definition's paths."""
    return tuple(pattern.replace(SESSION, folder) for pattern in patterns)


def produced(repo: Repository, patterns: Iterable[str]) -> tuple[Produced, ...]:
    """Say of each path or glob what git knows of it."""
    return tuple(_one(repo, pattern) for pattern in patterns)


def produced_by(repo: Repository, steps: Iterable[StepDefinition], folder: str, base: str) -> tuple[Produced, ...]:
    """Say of what steps produce what git knows of it; `{scope}` there is any change since `base` within their scope."""
    return tuple(
        _change(repo, expanded(step.scope, folder), base) if pattern == SCOPE else _one(repo, pattern)
        for step in steps
        for pattern in expanded(step.produces, folder)
    )


def subjects(
    repo: Repository,
    steps: Iterable[StepDefinition],
    folder: str,
    commit: str,
    base: str,
    *,
    objects: ObjectReader | None = None,
) -> dict[str, str]:
    """Map the paths that an approval is about to their blob ids in a commit ("" for a path that is gone there).

    They are what the steps produce and, where a step has a scope, every path changed since `base` within it.
    `objects` spares a listing of the whole tree where every path is named.
    """
    every = tuple(steps)
    patterns = expanded((p for step in every for p in step.produces if p != SCOPE), folder)
    found = (_named(objects, commit, patterns) or _tree(repo, commit, patterns)) if patterns else {}
    scopes = tuple(expanded(step.scope, folder) for step in every if step.scope)
    if scopes and base:
        listing = _differing(repo, base, commit)
        fields = listing.split(b"\0")
        for meta, name in zip(fields[::2], fields[1::2], strict=False):
            path = os.fsdecode(name)
            if any(_counts(path, scope) for scope in scopes):
                new = meta.split(b" ")[3].decode("ascii")
                found[path] = new if new.strip("0") else ""
    return found


def _one(repo: Repository, pattern: str) -> Produced:
    spec = f":(glob){pattern}"
    orders = (
        ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", spec),
        ("ls-files", "-z", "--", spec),
    )
    answers = repo.at_once(*orders)
    for args, (code, _, errors) in zip(orders, answers, strict=True):
        if code:
            raise git_error(args, code, errors)
    printed, listed = (answer[1] for answer in answers)
    rows = [(row[:2].decode("ascii"), os.fsdecode(row[3:])) for row in printed.split(b"\0") if row]
    tracked = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    gone = {path for state, path in rows if "D" in state}
    loose = next((path for state, path in rows if state == "??" or state[1] in "MDT"), "")
    staged = next((path for state, path in rows if state[0] in "MADT"), "")
    there = [path for path in tracked if path not in gone] + [path for state, path in rows if state == "??"]
    return Produced(pattern, missing=not there, loose=loose, staged=staged)


def _change(repo: Repository, scope: tuple[str, ...], base: str) -> Produced:
    """Find a change within a scope: committed since `base`, else staged, else loose."""
    why = f"nothing has changed since the session began in {told(scope)}"
    listing = _differing(repo, "--name-only", base, "HEAD") if base else b""
    committed = [os.fsdecode(name) for name in listing.split(b"\0") if name]
    if any(_counts(path, scope) for path in committed):
        return Produced(SCOPE, missing=False)
    status = repo.git("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    rows = [(row[:2], os.fsdecode(row[3:])) for row in status.split(b"\0") if row]
    rows = [(state, path) for state, path in rows if _counts(path, scope)]
    staged = next((path for state, path in rows if state[:1] in b"MADT"), "")
    loose = "" if staged else next((path for _, path in rows), "")
    return Produced(SCOPE, missing=not rows, loose=loose, staged=staged, why=why)


def _differing(repo: Repository, *args: str) -> bytes:
    """List what differs between two commits; raises `GitError` saying what to fetch where the first is not here."""
    order = ("diff-tree", "-r", "-z", "--no-renames", "--no-commit-id", *args, "--")
    code, printed, errors = repo.try_git(*order)
    if code:
        refuse_missing(repo, args[-2])
        raise git_error(order, code, errors)
    return printed


def _counts(path: str, scope: tuple[str, ...]) -> bool:
    return inside(path, scope) and not path.startswith(".sinfonia/handoffs/")


def _named(objects: ObjectReader | None, commit: str, patterns: tuple[str, ...]) -> dict[str, str]:
    """Look paths up that are no patterns; nothing where that does not do: a pattern or a folder among them."""
    if objects is None or not all(map(_is_literal, patterns)):
        return {}
    trees = Trees(objects, commit)
    found = {path: trees.find(path) for path in patterns}
    if any(entry and entry[0] == TREE for entry in found.values()):
        return {}
    return {path: entry[1] if entry else "" for path, entry in found.items()}


def _is_literal(pattern: str) -> bool:
    """Tell whether a pattern is a path that names itself and nothing else."""
    return not any(mark in pattern for mark in "*?[\\!") and not pattern.startswith("/") and not pattern.endswith("/")


def _tree(repo: Repository, commit: str, patterns: tuple[str, ...]) -> dict[str, str]:
    globs = _anchored(patterns)
    found = {pattern: "" for pattern in patterns if not any(mark in pattern for mark in "*?[")}
    for row in repo.git("ls-tree", "-r", "-z", commit).split(b"\0"):
        if row:
            meta, _, name = row.partition(b"\t")
            path = os.fsdecode(name)
            if matches_any(path, globs):
                found[path] = meta.split(b" ")[2].decode("ascii")
    return found


def _anchored(patterns: Iterable[str]) -> tuple[str, ...]:
    """Make each a pattern from the root, as git's `:(glob)` takes it: a bare name matches there and nowhere else."""
    return tuple("/" + pattern for pattern in patterns)
