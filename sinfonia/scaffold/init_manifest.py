"""What `init` has written: `.sinfonia/scaffold.json`, by which `--force` and `uninstall` know our own."""

from __future__ import annotations

import json
from dataclasses import field

from sinfonia.errors import SinfoniaError
from sinfonia.model.dataclass import dataclass
from sinfonia.scaffold.init_files import Added

PATH = ".sinfonia/scaffold.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """Digests of whole files, the parts added to others' files, the folders that were made, the agents set up.

    `found` says of agents' files what was there before, as `Edit.found` gives it.
    """

    files: dict[str, str] = field(default_factory=dict)
    added: dict[str, tuple[Added, ...]] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read(data: bytes | None) -> Manifest:
    """Read a manifest, an empty one where there is none; raises `SinfoniaError` when it is damaged."""
    if data is None:
        return Manifest()
    try:
        whole = json.loads(data)
        if whole["version"] != _VERSION:
            raise SinfoniaError(f"`{PATH}` was written by a later Sinfonia", hint="install that one")
        return Manifest(
            {_path(path): str(known) for path, known in whole["files"].items()},
            {
                _path(path): tuple(Added(str(part["text"]), str(part["instead"])) for part in parts)
                for path, parts in whole["added"].items()
            },
            tuple(_path(path) for path in whole["folders"]),
            tuple(str(name) for name in whole["agents"]),
            {_path(path): tuple(str(name) for name in names) for path, names in whole.get("found", {}).items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        hint = f"restore it from git, or delete it: then every file counts as edited (git checkout -- {PATH})"
        raise SinfoniaError(f"`{PATH}` is damaged", hint=hint) from None


def write(manifest: Manifest) -> bytes:
    """Give the bytes: sorted, so that the same state is the same file."""
    whole: dict[str, object] = {
        "version": _VERSION,
        "agents": sorted(manifest.agents),
        "files": dict(sorted(manifest.files.items())),
        "added": {
            path: [{"text": part.text, "instead": part.instead} for part in parts]
            for path, parts in sorted(manifest.added.items())
        },
        "folders": sorted(manifest.folders),
    }
    if manifest.found:
        whole["found"] = {path: list(names) for path, names in sorted(manifest.found.items())}
    return (json.dumps(whole, indent=1) + "\n").encode("ascii")


def _path(value: object) -> str:
    """Take a path from the root only: the file travels with the repository, and it names what may be removed."""
    text = str(value)
    parts = text.split("/")
    if not text or text.startswith("/") or "\\" in text or ":" in parts[0] or {"", ".", "..", ".git"} & set(parts):
        raise ValueError(text)
    return text
