"""Events in memory for the cases of ENF-014."""

from __future__ import annotations

import hashlib

from sinfonia.model.change import REGULAR, Change, MemoryBlobs
from sinfonia.model.event import Event
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_014_weakened_test import judge


def changes(before, after):
    """Build what git's raw listing would say of two trees (path to text)."""
    blobs = {}

    def blob(text):
        data = text.encode("utf-8", "surrogateescape")
        oid = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        blobs[oid] = data
        return oid

    out = []
    for path in sorted(set(before) | set(after)):
        old, new = before.get(path), after.get(path)
        if old != new:
            status = "A" if old is None else "D" if new is None else "M"
            out.append(
                Change(
                    path,
                    status,
                    old_mode=0 if old is None else REGULAR,
                    new_mode=0 if new is None else REGULAR,
                    old_id="" if old is None else blob(old),
                    new_id="" if new is None else blob(new),
                    blobs=MemoryBlobs(blobs),
                )
            )
    return tuple(out)


def findings(before, after, *, strictness="medium", moment="range", **settings):
    """Judge the change from one tree to another."""
    event = Event(moment, changes(before, after), units=("net",), **settings)
    return list(judge(event, Policy({"enforcement_strictness": strictness})))


def kinds(before, after, **settings):
    """Give the kinds of weakening that are found."""
    return [found.identity.split(b"\0")[0].decode() for found in findings(before, after, **settings)]


def one(path, old, new):
    """Give the kinds found in the change of one file."""
    return kinds({path: old}, {path: new} if new is not None else {})
