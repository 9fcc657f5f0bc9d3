"""The way back from `init`: what it wrote goes, what was edited stays, what it added is taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.scaffold import init_apply, init_manifest
from sinfonia.scaffold.init_files import Action, Row, digest, take_out

if TYPE_CHECKING:
    from sinfonia.scaffold.init_manifest import Manifest


def removal(root: str) -> tuple[tuple[Row, ...], Manifest]:
    """Plan the removal; no rows where `init` wrote nothing. Raises `SinfoniaError` for a damaged record."""
    data = init_apply.read(root, init_manifest.PATH)
    manifest = init_manifest.read(data)
    rows: list[Row] = []
    if data is None:
        return (), manifest
    for path in (*manifest.files, *(path for path in manifest.added if path not in manifest.files)):
        rows += _file(root, path, manifest)
    rows += _agents(root, manifest)
    rows.append(Row(init_manifest.PATH, Action.REMOVED, data, None))
    return tuple(sorted(rows, key=lambda row: row.path)), manifest


def _file(root: str, path: str, manifest: Manifest) -> list[Row]:
    try:
        before = init_apply.read(root, path)
    except SinfoniaError as error:
        return [Row(path, Action.KEPT, None, None, error.message)]
    if before is None:
        return []
    if digest(before) == manifest.files.get(path):
        return [Row(path, Action.REMOVED, before, None)]
    parts = manifest.added.get(path)
    if parts is None:
        return [Row(path, Action.KEPT, before, before, "edited since it was written")]
    text = init_apply.text_of(before, path)
    left = 0
    for part in parts:
        shorter = take_out(text, part)
        left += shorter is None
        text = text if shorter is None else shorter
    after = text.encode()
    if after == before:
        return [Row(path, Action.KEPT, before, before, "the part of Sinfonia was edited: take it out by hand")]
    note = "a part of Sinfonia was edited: take the rest out by hand" if left else ""
    return [Row(path, Action.RESTORED, before, after, note)]


def _agents(root: str, manifest: Manifest) -> list[Row]:
    from sinfonia.scaffold import agents

    rows = []
    names = [name for name in manifest.agents if name in agents.AGENTS]
    for edit in agents.removal(root, names, manifest.found):
        before = init_apply.read(root, edit.path)
        match edit.what:
            case "unchanged" | "left":
                rows.append(Row(edit.path, Action.KEPT, before, before, edit.note))
            case _:
                action = Action.REMOVED if edit.data is None else Action.RESTORED
                rows.append(Row(edit.path, action, before, edit.data, edit.note))
    return [row for row in rows if row.writes or row.note]
