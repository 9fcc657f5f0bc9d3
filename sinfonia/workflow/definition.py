"""Workflow definitions: `.sinfonia/workflows/<name>/workflow.md` and its steps, or the built-in ones, in one form."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.markdown.frontmatter import Entry, Frontmatter, read_frontmatter
from sinfonia.markdown.lists import read_list, read_map
from sinfonia.markdown.text import Lines, ReadError, bare, read_lines
from sinfonia.model.workflow import APPROVAL, Definition, Gate, StepDefinition
from sinfonia.workflow.completion import DOCUMENTS
from sinfonia.workflow.names import check_name
from sinfonia.workflow.sources import BuiltIn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sinfonia.workflow.sources import Source

FOLDER = ".sinfonia/workflows"
WORKFLOW_KEYS = ("name", "description", "persona", "needs", "revise")
STEP_KEYS = ("persona", "produces", "scope", "gate", "approvals", "checks", "completion")

_STEP = re.compile(r"step-(\d{1,3})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_MOST_APPROVALS = 20


def find(name: str, source: Source) -> Definition:
    """Give a definition: the project's, else the built-in one; raises `SinfoniaError` naming the nearest."""
    check_name("workflow", name)
    for place in (source, BuiltIn()):
        if place.names(f"{FOLDER}/{name}"):
            return _read(name, place)
    known = names(source)
    near = _nearest(name, known)
    hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"
    raise SinfoniaError(f"there is no workflow `{name}`", hint=hint)


def names(source: Source) -> tuple[str, ...]:
    """List the workflows that can be started: the project's and the built-in ones."""
    own = (name for name in source.names(FOLDER) if source.names(f"{FOLDER}/{name}"))
    return tuple(sorted({*own, *BuiltIn().names(FOLDER)}))


def chain(definitions: Iterable[Definition]) -> tuple[StepDefinition, ...]:
    """Give the steps of one workflow, or of several in a row, named `<workflow>/<slug>` then."""
    from dataclasses import replace

    every = tuple(definitions)
    if len(every) == 1:
        return every[0].steps
    return tuple(replace(step, name=f"{one.name}/{step.name}") for one in every for step in one.steps)


def _read(name: str, source: Source) -> Definition:
    top = f"{FOLDER}/{name}/workflow.md"
    data = source.read(top)
    if data is None:
        raise SinfoniaError(f"`{top}` is missing", hint=f"sinfonia new workflow {name} writes one")
    lines = read_lines(data, top)
    front = _front(lines, WORKFLOW_KEYS)
    given = _word(lines, front, "name", "workflow")
    if given and given != name:
        line = front.entry("name")
        raise ReadError(f"{top}:{line.line + 1 if line else 1}: `name` is `{given}` in the folder of `{name}`")
    persona = _word(lines, front, "persona", "persona")
    digest = hashlib.sha256(_framed(top, data))
    steps = []
    for path, slug in _step_files(name, source):
        body = source.read(path) or b""
        digest.update(_framed(path, body))
        steps.append(_step(body, path, slug, persona))
    return Definition(
        name=name,
        description=front.value("description") or _title(lines, front),
        persona=persona,
        steps=tuple(steps),
        needs=tuple(check_name("workflow", need) for need in _items(lines, front, "needs")),
        revise=_word(lines, front, "revise", "persona"),
        digest=digest.hexdigest(),
        source="built-in" if isinstance(source, BuiltIn) else f"{FOLDER}/{name}",
    )


def _step_files(name: str, source: Source) -> list[tuple[str, str]]:
    folder = f"{FOLDER}/{name}/steps"
    found: dict[int, tuple[str, str]] = {}
    for entry in source.names(folder):
        if entry.endswith(".bak") or entry.startswith("."):  # what `init --force` keeps, and what file managers leave
            continue
        path = f"{folder}/{entry}"
        match = _STEP.fullmatch(entry)
        if not match:
            raise SinfoniaError(f"`{path}` is no step", hint="a step's file is named `step-NN-<slug>.md`")
        number = int(match[1])
        if number in found:
            raise SinfoniaError(f"`{found[number][0]}` and `{path}` are both step {number}", hint="number them anew")
        if any(slug == match[2] for _, slug in found.values()):
            raise SinfoniaError(f"`{path}` is a second step `{match[2]}`", hint="each step has a name of its own")
        found[number] = (path, match[2])
    if not found:
        raise SinfoniaError(f"`{folder}` has no steps", hint="add `step-01-<slug>.md`")
    for expected, number in enumerate(sorted(found), 1):
        if number != expected:
            before = found[sorted(found)[expected - 2]][0] if expected > 1 else folder
            raise SinfoniaError(
                f"there is no step {expected} between `{before}` and `{found[number][0]}`",
                hint="number them without gaps",
            )
    return [found[number] for number in sorted(found)]


def _step(data: bytes, path: str, slug: str, persona: str) -> StepDefinition:
    lines = read_lines(data, path)
    front = _front(lines, STEP_KEYS)
    approval = slug == APPROVAL
    gate = front.value("gate") or str(Gate.APPROVAL if approval else Gate.RETURN)
    if gate not in tuple(Gate):
        entry = front.entry("gate")
        raise ReadError(
            f"{path}:{entry.line + 1 if entry else 1}: `gate` is `{gate}`", hint="one of: none, return, approval"
        )
    if approval and gate != Gate.APPROVAL:
        raise ReadError(f"{path}:1: a step named `approval` has gate `approval`, not `{gate}`")
    count, role = _approvals(lines, front)
    own = _word(lines, front, "persona", "persona")
    if approval and own:
        raise ReadError(f"{path}:1: a step named `approval` has no persona: people approve it")
    return StepDefinition(
        name=slug,
        title=_title(lines, front) or slug,
        persona="" if approval else own or persona,
        gate=Gate(gate),
        produces=_produces(lines, front),
        scope=_paths(lines, front, "scope"),
        checks=_items(lines, front, "checks"),
        completion=_completion(lines, front),
        approvals=count,
        role=role,
        path=path,
        body="".join(bare(line) + "\n" for line in lines.lines[front.end :]).strip("\n"),
    )


def _approvals(lines: Lines, front: Frontmatter) -> tuple[int, str]:
    entry = front.entry("approvals")
    if entry is None:
        return 1, ""
    at = f"{lines.path}:{entry.line + 1}: `approvals`"
    given = {"count": entry.value} if entry.value is not None else read_map(lines, entry)
    count = (given or {}).get("count", "1")
    if given is None or set(given) - {"count", "role"} or not count.isdigit() or not 0 < int(count) <= _MOST_APPROVALS:
        raise ReadError(f"{at} must be a number from 1 to {_MOST_APPROVALS}, or `{{count: 2, role: reviewer}}`")
    return int(count), check_name("role", given["role"]) if given.get("role") else ""


def _produces(lines: Lines, front: Frontmatter) -> tuple[str, ...]:
    found = _paths(lines, front, "produces")
    if "{scope}" in found and not _paths(lines, front, "scope"):
        entry = front.entry("produces")
        raise ReadError(
            f"{lines.path}:{entry.line + 1 if entry else 1}: `produces` names `{{scope}}`, and there is no `scope`",
            hint='scope: ["{tests}"]',
        )
    return found


def _completion(lines: Lines, front: Frontmatter) -> str:
    """Read which document `produces` names first: its rules must hold before the step closes."""
    entry = front.entry("completion")
    if entry is None:
        return ""
    produced = _paths(lines, front, "produces")
    if entry.value not in DOCUMENTS:
        near = _nearest(entry.value or "", DOCUMENTS)
        hint = f"did you mean `{near[0]}`?" if near else f"one of: {', '.join(DOCUMENTS)}"
        raise ReadError(f"{lines.path}:{entry.line + 1}: there are no rules of completion `{entry.value}`", hint=hint)
    if not produced or any(mark in produced[0] for mark in "*?["):
        raise ReadError(
            f"{lines.path}:{entry.line + 1}: `completion` needs one file as the first of `produces`",
            hint='produces: ["{session}/report.md"]',
        )
    return entry.value


def _front(lines: Lines, keys: tuple[str, ...]) -> Frontmatter:
    """Read the frontmatter, which a hand-written file may lack; a key that we do not know could hide a gate."""
    if not lines.lines or lines.text(0).rstrip(" \t") != "---":
        return Frontmatter((), 0)
    front = read_frontmatter(lines)
    for entry in front.entries:
        if entry.key not in keys:
            near = _nearest(entry.key, keys)
            hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(keys)}"
            raise ReadError(f"{lines.path}:{entry.line + 1}: there is no key `{entry.key}`", hint=hint)
    return front


def _items(lines: Lines, front: Frontmatter, key: str) -> tuple[str, ...]:
    entry = front.entry(key)
    return read_list(lines, entry) if entry else ()


def _paths(lines: Lines, front: Frontmatter, key: str) -> tuple[str, ...]:
    entry: Entry | None = front.entry(key)
    found = read_list(lines, entry) if entry else ()
    for given in found:
        path = given.removeprefix("!") if key == "scope" else given
        parts = path.split("/")
        if path.startswith("/") or ".." in parts or "\\" in path or ":" in parts[0] or path[:1] in {"", "!"}:
            line = entry.line + 1 if entry else 1
            raise ReadError(f"{lines.path}:{line}: `{given}` must be a path from the repository's root")
    return found


def _word(lines: Lines, front: Frontmatter, key: str, kind: str) -> str:
    entry = front.entry(key)
    if entry is None or entry.value == "":
        return ""
    if entry.value is None:
        raise ReadError(f"{lines.path}:{entry.line + 1}: `{key}` must be one name")
    try:
        return check_name(kind, entry.value)
    except SinfoniaError as error:
        raise ReadError(f"{lines.path}:{entry.line + 1}: {error.message}", hint=error.hint) from None


def _title(lines: Lines, front: Frontmatter) -> str:
    headings = (bare(line) for line in lines.lines[front.end :])
    return next((line[2:].strip() for line in headings if line.startswith("# ")), "")


def _framed(path: str, data: bytes) -> bytes:
    """Frame a file for the digest, so that bytes cannot move from one to the next.

    Line ends are not counted: `core.autocrlf` checks them out as CRLF, and the blob that `verify` reads has LF.
    """
    name = path.encode("utf-8", "surrogateescape")
    data = data.replace(b"\r\n", b"\n")
    return b"%d %s %d\0" % (len(name), name, len(data)) + data


def _nearest(word: str, known: Iterable[str]) -> list[str]:
    """Give the known word that is most like another, if one is."""
    import difflib

    return difflib.get_close_matches(word, known, 1)
