"""Events in memory for the cases of ENF-001."""

from __future__ import annotations

import hashlib

from sinfonia.git.message import parse
from sinfonia.model.change import REGULAR, SUBMODULE, Change, MemoryBlobs
from sinfonia.model.event import Event
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_001_untested_code import judge


def changes(before, after, *, modes=None, gitlinks=()):
    """Build what git's raw listing would say of two trees (path to text or bytes)."""
    blobs = {}

    def blob(text):
        data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
        oid = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        blobs[oid] = data
        return oid

    out = []
    for path in sorted(set(before) | set(after)):
        old, new = before.get(path), after.get(path)
        mode = (modes or {}).get(path, REGULAR)
        if old == new and mode == REGULAR:
            continue
        out.append(
            Change(
                path,
                "A" if old is None else "D" if new is None else "M",
                old_mode=0 if old is None else REGULAR,
                new_mode=0 if new is None else mode,
                old_id="" if old is None else blob(old),
                new_id="" if new is None else blob(new),
                blobs=MemoryBlobs(blobs),
            )
        )
    out += [
        Change(path, "M", old_mode=SUBMODULE, new_mode=SUBMODULE, old_id="1" * 40, new_id="2" * 40) for path in gitlinks
    ]
    return tuple(out)


def policy(strictness="medium", **settings):
    return Policy({"enforcement_strictness": strictness, **settings})


def event(before, after, *, moment="commit", message=None, modes=None, gitlinks=(), **settings):
    found = changes(before, after, modes=modes, gitlinks=gitlinks)
    written = parse(message) if message is not None else None
    tree = {path: text.encode() if isinstance(text, str) else text for path, text in before.items()}
    return Event(moment, found, message=written, before=lambda path: tree.get(path, b""), **settings)


def findings(before, after, *, strictness="medium", tests=None, **settings):
    return list(judge(event(before, after, **settings), policy(strictness, tests=tests or {})))
