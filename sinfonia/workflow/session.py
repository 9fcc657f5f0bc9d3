"""A session's folder: its index, its envelopes, and which session is the current one."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.git.head import current_branch
from sinfonia.handoff import envelope
from sinfonia.markdown.text import ReadError
from sinfonia.model.dataclass import dataclass
from sinfonia.model.workflow import ACTIVE, WorkflowStatus
from sinfonia.workflow import document, files
from sinfonia.workflow.names import HANDOFFS, check_session

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.model.handoff import Envelope
    from sinfonia.model.workflow import Index
    from sinfonia.workflow.document import Document

INDEX = "workflow.md"
APPROVALS = "approvals"
VARIABLE = "SINFONIA_SESSION_ID"

ENVELOPE = re.compile(r"(\d{3})-[a-z0-9-]+-to-[a-z0-9-]+\.md")
_HEAD_BYTES = 4096  # the frontmatter of an index ends well before


@dataclass(frozen=True, slots=True)
class Filed:
    """One envelope's file: its name, its bytes, and what it says (None where it cannot be read, with the reason)."""

    name: str
    data: bytes
    envelope: Envelope | None
    reason: str = ""

    @property
    def sequence(self) -> int:
        """Give the number that its name begins with."""
        return int(self.name[:3])


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it is on disk; `folder` is relative to the root, with `/`."""

    id: str
    folder: str
    document: Document
    envelopes: tuple[Filed, ...]

    @property
    def index(self) -> Index:
        """Give what its workflow.md says."""
        return self.document.index

    @property
    def next_sequence(self) -> int:
        """Give the number of its next envelope."""
        return max((filed.sequence for filed in self.envelopes), default=0) + 1

    def handoff(self, handoff_id: str) -> Filed | None:
        """Give the envelope of an id."""
        return next((f for f in self.envelopes if f.envelope and f.envelope.handoff_id == handoff_id), None)


def folder_of(session: str) -> str:
    """Give a session's folder from the root; raises `SinfoniaError` for an id that would leave it."""
    return f"{HANDOFFS}/{check_session(session)}"


def load(root: str, session: str) -> Session:
    """Read a session; raises `SinfoniaError` when there is none, `ReadError` (file and line) when it cannot be read."""
    folder = folder_of(session)
    path = f"{folder}/{INDEX}"
    files.refuse_links(root, path)
    data = files.read(os.path.join(root, path))
    if data is None:
        raise _unknown(root, session)
    read = document.read(data, path)
    if read.index.session_id != session:
        entry = read.front.entry("session_id")
        line = entry.line + 1 if entry else 1
        raise ReadError(f"{path}:{line}: `session_id` is `{read.index.session_id}` in the folder of `{session}`")
    return Session(session, folder, read, tuple(_envelopes(root, folder)))


def ids(root: str) -> tuple[str, ...]:
    """List the sessions, by name; a folder without an index is none."""
    files.refuse_links(root, HANDOFFS)
    top = os.path.join(root, HANDOFFS)
    try:
        found = os.listdir(top)
    except OSError:
        return ()
    return tuple(sorted(name for name in found if os.path.isfile(os.path.join(top, name, INDEX))))


def current(repo: Repository, environ: Mapping[str, str], wanted: str = "") -> str | None:
    """Find the current session: the one asked for, `SINFONIA_SESSION_ID`, or the branch's newest active one."""
    named = wanted or environ.get(VARIABLE, "")
    if named:
        return check_session(named)
    return newest(repo, ACTIVE)


def active(repo: Repository) -> tuple[str, ...]:
    """List the sessions that ask for work, of any branch, the one that was written last first."""
    passed_over = _passed_over(ACTIVE)
    heads = [(_head(os.path.join(repo.root, HANDOFFS, name, INDEX), passed_over), name) for name in ids(repo.root)]
    found = [(head.get("updated_at", ""), name) for head, name in heads if head.get("workflow_status", "") in ACTIVE]
    return tuple(name for _, name in sorted(found, reverse=True))


def newest(repo: Repository, statuses: Container[str]) -> str | None:
    """Find the session of the branch that is checked out, with one of these statuses, that was written last."""
    if not repo.root:
        return None
    files.refuse_links(repo.root, HANDOFFS)
    top = os.path.join(repo.root, HANDOFFS)
    try:
        found = os.listdir(top)
    except OSError:
        return None
    branch = current_branch(repo)
    passed_over = _passed_over(statuses)
    best = ("", "")
    for session in found:
        head = _head(os.path.join(top, session, INDEX), passed_over)
        if head.get("workflow_status", "") in statuses and head.get("branch", "") == branch:
            best = max(best, (head.get("updated_at", ""), session))
    return best[1] or None


def refuse_damaged(repo: Repository) -> None:
    """Raise what is wrong with a session whose index has no status: it must not look like no session at all."""
    for name in ids(repo.root) if repo.root else ():
        if b"\nworkflow_status:" not in (files.read(os.path.join(repo.root, HANDOFFS, name, INDEX)) or b""):
            load(repo.root, name)


def required(repo: Repository, environ: Mapping[str, str], wanted: str = "") -> str:
    """Find the current session; raises `SinfoniaError` saying how to name or start one."""
    found = current(repo, environ, wanted)
    if found is None:
        refuse_damaged(repo)
        branch = current_branch(repo)
        where = f"on branch `{branch}`" if branch else "on a detached HEAD"
        raise SinfoniaError(f"there is no active session {where}", hint=_way_to_one(repo))
    return found


def _way_to_one(repo: Repository) -> str:
    """Say how to come to a session: the one that failed here, that is on another branch, or that is complete."""
    start = "sinfonia start WORKFLOW --goal TEXT"
    elsewhere = active(repo)
    if failed := newest(repo, {WorkflowStatus.FAILED}):
        return f"sinfonia retry brings `{failed}` back, or: {start}"
    if len(elsewhere) == 1:
        return f"sinfonia resume --here brings `{elsewhere[0]}` to this branch, or: {start}"
    if done := newest(repo, {WorkflowStatus.COMPLETE}):
        return f"{start}, or add --session {done} for the one that is complete"
    return f"{start}, or name one with --session (sinfonia list)"


def _envelopes(root: str, folder: str) -> Iterator[Filed]:
    for name in sorted(os.listdir(os.path.join(root, folder))):
        if not ENVELOPE.fullmatch(name):
            continue
        data = _as_stored(files.read(os.path.join(root, folder, name)) or b"")
        try:
            yield Filed(name, data, envelope.read(data, f"{folder}/{name}"))
        except ReadError as error:
            yield Filed(name, data, None, error.message)


def _as_stored(data: bytes) -> bytes:
    """Give the bytes that git has of a file which it checks out with CRLF: digests are of blobs."""
    return data.replace(b"\r\n", b"\n") if data.count(b"\r\n") == data.count(b"\n") else data


def _passed_over(statuses: Container[str]) -> tuple[bytes, ...]:
    """Give the lines by which an index of no interest is known without reading its keys."""
    return tuple(b"\nworkflow_status: %b\n" % one.encode() for one in WorkflowStatus if one not in statuses)


def _head(path: str, passed_over: tuple[bytes, ...]) -> dict[str, str]:
    """Read the keys at the top of an index: a thousand sessions are looked through in one `status`."""
    try:
        fd = os.open(path, os.O_RDONLY)
    except OSError:
        return {}
    try:
        data = os.read(fd, _HEAD_BYTES)
    except OSError:
        return {}
    finally:
        os.close(fd)
    front = data[: data.find(b"\n---")]
    if any(line in front for line in passed_over):
        return {}
    text = data.decode("utf-8", "replace")
    keys: dict[str, str] = {}
    for line in text.split("\n")[1:]:
        if line.rstrip() == "---":
            break
        key, colon, value = line.partition(":")
        if colon:
            keys[key] = value.strip().strip("\"'")
    return keys


def _unknown(root: str, session: str) -> SinfoniaError:
    import difflib

    known = ids(root)
    near = difflib.get_close_matches(session, known, 1)
    hint = f"did you mean `{near[0]}`?" if near else "`sinfonia list` shows the sessions"
    return SinfoniaError(f"there is no session `{session}`", hint=hint)
