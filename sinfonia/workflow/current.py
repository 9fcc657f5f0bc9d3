"""Which session is the current one, and the scope of its step, by the few bytes that say so.

Every commit's message hook asks, so nothing here is imported that costs time; `session` and `definition` read the same
files in full.
"""

from __future__ import annotations

import os

from sinfonia.git.head import current_branch
from sinfonia.model.workflow_facts import CurrentStep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository

HANDOFFS = os.path.join(".sinfonia", "handoffs")
VARIABLE = "SINFONIA_SESSION_ID"
ACTIVE = ("created", "in-progress", "blocked")  # `model.workflow.ACTIVE`, without its price

_HEAD_BYTES = 4096  # the frontmatter of an index ends well before
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MARKS = "\"'\\"


def current_head(repo: Repository, environ: Mapping[str, str]) -> dict[str, str] | None:
    """Give the frontmatter of the current session's index: `SINFONIA_SESSION_ID`'s, or the branch's newest active one.

    None without one, and for one that is complete. Keys and values are text; what cannot be read is no session.
    """
    top = os.path.join(repo.root, HANDOFFS)
    if not repo.root or os.path.islink(top):
        return None
    named = environ.get(VARIABLE, "")
    if named:
        head = _head(top, named) if _is_plain(named) else {}
        return head if head and head.get("workflow_status") != "complete" else None
    try:
        names = os.listdir(top)
    except OSError:
        return None
    branch = current_branch(repo)
    best: dict[str, str] | None = None
    for name in sorted(names):
        head = _head(top, name)
        if head.get("workflow_status") not in ACTIVE or head.get("branch", "") != branch:
            continue
        if best is None or head.get("updated_at", "") >= best.get("updated_at", ""):
            best = head
    return best


def step_of(head: Mapping[str, str]) -> CurrentStep:
    """Give the step that a frontmatter points at, without its scope."""
    session = head["session_id"]
    path = f".sinfonia/handoffs/{session}/workflow.md"
    number, total = (_number(head.get(key, "")) for key in ("current_step_index", "total_steps"))
    return CurrentStep(session, head.get("current_step", ""), number, total, path=path)


def with_scope(repo: Repository, head: Mapping[str, str]) -> CurrentStep:
    """Give the step that a frontmatter points at, with the scope of its definition at hand.

    Raises `SinfoniaError` for a definition that cannot be read.
    """
    step = step_of(head)
    workflow, slug = _owner(head.get("workflow_id", ""), step.name)
    written = _written_scope(repo.root, workflow, slug)
    if written is None:
        written = _full_scope(repo.root, workflow, slug)
    if not written:
        return step
    from sinfonia.workflow.scope import inside

    folder = f".sinfonia/handoffs/{step.session}"
    patterns = tuple(pattern.replace("{session}", folder) for pattern in written)
    step.scope = patterns
    step.inside = lambda path: path.startswith(".sinfonia/handoffs/") or inside(path, patterns)
    return step


def _owner(workflow_id: str, row: str) -> tuple[str, str]:
    """Part a row's name into its workflow and its step."""
    workflow, slash, slug = row.rpartition("/")
    return (workflow, slug) if slash else (workflow_id, row)


def _head(top: str, session: str) -> dict[str, str]:
    """Read the keys at the top of an index; one behind a link is none."""
    folder = os.path.join(top, session)
    try:
        with open(os.open(os.path.join(folder, "workflow.md"), _FLAGS), "rb") as file:
            text = file.read(_HEAD_BYTES).decode("utf-8", "replace")
    except OSError:
        return {}
    if os.path.islink(folder):
        return {}
    keys = dict(_keys(text))
    return keys if keys.get("session_id") == session else {}


def _keys(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in text.split("\n")[1:]:
        if line.rstrip() == "---":
            return found
        key, colon, value = line.partition(":")
        if colon:
            found.append((key, value.strip().strip("\"'")))
    return []


def _written_scope(root: str, workflow: str, slug: str) -> tuple[str, ...] | None:
    """Read a step's scope where it stands on one line, none where it has none; None for what takes a real reader."""
    data = _step_file(root, workflow, slug)
    if data is None:
        return None
    head = data.decode("utf-8", "replace").replace("\r\n", "\n").partition("\n---")[0]
    rows = [line for line in head.split("\n") if line.lstrip().startswith(("scope", '"scope', "'scope"))]
    if not rows:
        return ()
    if len(rows) > 1 or not rows[0].startswith("scope: [") or not rows[0].rstrip().endswith("]"):
        return None
    patterns = []
    for item in rows[0].partition("[")[2].rstrip()[:-1].split(","):
        word = item.strip()
        if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'":
            word = word[1:-1]
        elif word[:1] in "!&*{[|>%@#`":
            return None
        if not word or any(mark in word for mark in _MARKS) or " #" in word:
            return None
        patterns.append(word)
    return tuple(patterns)


def _step_file(root: str, workflow: str, slug: str) -> bytes | None:
    """Read a step's file: the project's, else the built-in one."""
    if not _is_plain(workflow) or not _is_plain(slug):
        return None
    from sinfonia.catalog import FOLDER

    own = os.path.join(root, ".sinfonia", "workflows", workflow)
    folder = os.path.join(own if os.path.isdir(own) else os.path.join(FOLDER, workflow), "steps")
    try:
        names = [name for name in os.listdir(folder) if name[:5] == "step-" and name[8:] == f"{slug}.md"]
        if len(names) != 1 or os.path.islink(os.path.join(folder, names[0])):
            return None
        with open(os.path.join(folder, names[0]), "rb") as file:
            return file.read()
    except OSError:
        return None


def _full_scope(root: str, workflow: str, slug: str) -> tuple[str, ...]:
    from sinfonia.workflow import definition
    from sinfonia.workflow.sources import WorkingTree

    steps = definition.find(workflow, WorkingTree(root)).steps
    return next((step.scope for step in steps if step.name == slug), ())


def _is_plain(name: str) -> bool:
    """Tell whether a name stays in its folder."""
    return bool(name) and name.replace("-", "").isalnum() and name.isascii()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
