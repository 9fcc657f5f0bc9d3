"""The configuration: found, read, checked, merged, and kept compiled.

Importing this costs next to nothing, and so does `load` when nothing is configured or the compiled
policy is fresh; everything that parses is imported where it is needed.
"""

from __future__ import annotations

from sinfonia.config import source
from sinfonia.model.policy import Policy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from sinfonia.config.cache import Compiled
    from sinfonia.config.source import Blob


class Loaded:
    """A policy and where it came from.

    `files` are the files that gave it, `notes` sentences for the user about what had no effect.
    """

    __slots__ = ("_origins", "files", "notes", "policy")

    def __init__(
        self, policy: Policy, origins: Mapping[str, str], files: tuple[str, ...], notes: tuple[str, ...]
    ) -> None:
        self.policy = policy
        self._origins = origins
        self.files = files
        self.notes = notes

    @property
    def origins(self) -> dict[str, str]:
        """Map each dotted key to `default`, `<path>:<line>`, `environment SINFONIA_X` or `flag --x`."""
        from sinfonia.config.schema import KEYS

        return {key.name: "default" for key in KEYS} | dict(self._origins)


def load(
    root: str,
    *,
    git_dir: str,
    environ: Mapping[str, str],
    door: Literal["people", "machine"],
    config: str | None = None,
    overrides: Mapping[str, object] | None = None,
    blob: Blob | None = None,
    ci: bool = False,
) -> Loaded:
    """Give the policy of a repository; raises `ConfigError` when what is there cannot be used.

    `root` is the work tree, `git_dir` the common git directory ("" for none: no cache). `blob` gives
    a path's bytes in the revision whose policy counts (range, push, pre-receive). The machine door
    takes files only: `config`, `overrides` and `SINFONIA_*` have no effect there. `overrides` are
    the flags, by dotted key.
    """
    people = door == "people"
    notes: tuple[str, ...] = ()
    given = (config or environ.get("SINFONIA_CONFIG", "")) if people else ""
    if not people and (config or overrides):
        notes = ("a hook takes its policy from files only: flags that change it have no effect",)
    found = [source.named(given, root, blob)] if given else source.repository(root, blob)
    if blob is None and not ci:
        own, note = source.personal(environ)
        if own:
            found.append(own)
        if note:
            notes += (note,)
    inputs = tuple(found)
    compiled = _compiled(inputs, git_dir if not (ci or blob or given) else "")
    if people and (overrides or any(name.startswith("SINFONIA_") for name in environ)):
        from sinfonia.config.merge import overlay

        compiled = overlay(compiled, environ, overrides or {})
    data, origins, files, more = compiled
    return Loaded(Policy(data), origins, files, notes + more)


def _compiled(inputs: tuple[source.Input, ...], git_dir: str) -> Compiled:
    if not inputs:
        from sinfonia.config.schema import nested

        return nested({}), {}, (), ()
    if git_dir:
        from sinfonia.config import cache

        known = cache.read(git_dir, inputs)
        if known is not None:
            return known
    from sinfonia.config.merge import compile_inputs

    compiled = compile_inputs(inputs)
    if git_dir:
        from sinfonia.config import cache

        cache.write(git_dir, inputs, compiled)
    return compiled


def describe(loaded: Loaded) -> tuple[tuple[str, object, str], ...]:
    """List each value as (dotted key, value, origin), in the order of the schema."""
    from sinfonia.config.merge import rows

    return rows(loaded.policy.data, loaded.origins)
