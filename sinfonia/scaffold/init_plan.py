"""What `init` does to the files of a project: everything wanted, read against what is there. Nothing is written."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from sinfonia.errors import SinfoniaError
from sinfonia.model.dataclass import dataclass
from sinfonia.persona import catalog as persona_catalog
from sinfonia.persona.document import read_persona
from sinfonia.scaffold import (
    init_apply,
    init_ci,
    init_config,
    init_husky,
    init_lefthook,
    init_manifest,
    init_pre_commit,
)
from sinfonia.scaffold.detect import PRE_COMMIT_FILE, Forge, HookRunner
from sinfonia.scaffold.hook_file import COMMIT_HOOKS
from sinfonia.scaffold.init_files import Action, Added, Kind, Row, Wanted, digest, settle
from sinfonia.scaffold.merge_lines import add_lines
from sinfonia.scaffold.stubs import stubs as host_stubs
from sinfonia.workflow import definition
from sinfonia.workflow.sources import BuiltIn, WorkingTree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sinfonia.persona.document import Persona
    from sinfonia.scaffold.detect import Found
    from sinfonia.scaffold.init_config import Answers

ORCHESTRATOR = "maestro"
_KEEP = b"# git keeps no empty folder\n"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line says."""

    agents: tuple[str, ...]
    ci: bool = True
    force: bool = False
    source: str = ""
    rev: str = ""
    direct_url: str = ""


@dataclass(frozen=True, slots=True)
class InitPlan:
    """The rows in the order in which they are shown; the last one is the record of what was written."""

    rows: tuple[Row, ...]
    manifest: init_manifest.Manifest
    notes: tuple[str, ...] = ()


class Planner:
    """Reads each target once, and collects what `init` wants of it."""

    def __init__(self, found: Found, choices: Choices) -> None:
        self._found = found
        self._choices = choices
        self._root = found.root
        self._known = init_manifest.read(init_apply.read(self._root, init_manifest.PATH))

    def plan(self, answers: Answers, project_id: str = "") -> InitPlan:
        """Plan everything; raises `SinfoniaError` when one target cannot be read, parsed or added to."""
        wanted = [*self._own(answers, project_id), *self._shared()]
        rows = [self._row(one) for one in wanted]
        stubs = list(self._stubs({row.path: row.after or b"" for row in rows}))
        wanted += stubs
        rows += [self._row(one) for one in stubs]
        notes: list[str] = []
        if self._found.runner is HookRunner.BY_HAND:
            notes.append(f"`{self._found.runner_file}` is not written to: add `sinfonia-hook NAME` there by hand")
        from sinfonia.scaffold import agents as agent_hooks

        found = dict(self._known.found)
        for edit in agent_hooks.plan(self._root, self._choices.agents):
            if edit.found:
                found[edit.path] = edit.found
            before = init_apply.read(self._root, edit.path)
            after = before if edit.what in {"unchanged", "left"} else edit.data
            if before is None and after is None:
                notes.append(edit.note)
            else:
                rows.append(Row(edit.path, _action(edit.what), before, after, edit.note))
        manifest = replace(self._manifest(wanted, rows), found=found)
        rows.append(self._record(manifest))
        _refuse_doubles(rows)
        notes.append(self._ignored(rows))
        return InitPlan(tuple(rows), manifest, tuple(filter(None, notes)))

    def _own(self, answers: Answers, project_id: str) -> Iterator[Wanted]:
        """Give the files below `.sinfonia/`."""
        if not self._found.settings:
            text = init_config.config_text(answers, since=self._found.head, project_id=project_id)
            yield Wanted(".sinfonia/config.yaml", text.encode(), Kind.SEED)
        elif self._found.settings == ".sinfonia/config.yaml":
            data = init_apply.read(self._root, ".sinfonia/config.yaml") or b""
            yield Wanted(".sinfonia/config.yaml", data, Kind.SEED)
        for name in _files(persona_catalog.BUILT_IN):
            yield Wanted(f"{persona_catalog.FOLDER}/{name}", _packaged(persona_catalog.BUILT_IN, name), Kind.OWNED)
        built_in = BuiltIn()
        for workflow in built_in.names(definition.FOLDER):
            top = f"{definition.FOLDER}/{workflow}"
            steps = (f"{top}/steps/{step}" for step in built_in.names(f"{top}/steps"))
            for path in (f"{top}/workflow.md", *steps):
                yield Wanted(path, built_in.read(path) or b"", Kind.OWNED)
        yield Wanted(".sinfonia/handoffs/.gitkeep", _KEEP, Kind.OWNED)
        yield Wanted(".sinfonia/memory/.gitkeep", _KEEP, Kind.OWNED)
        yield Wanted(".sinfonia/trust/allowed_signers", init_config.SIGNERS.encode(), Kind.SEED)

    def _shared(self) -> Iterator[Wanted]:
        """Give the files that belong to others too: git's, the hook runner's, the forge's."""
        for path, lines, comment in (
            (".gitattributes", (init_config.ATTRIBUTES,), "Sinfonia compares blobs: these files keep their bytes"),
            (".gitignore", init_config.IGNORED, "Sinfonia: old files that init keeps, unfinished writes"),
        ):
            text, added = add_lines(self._text(path), lines, comment)
            yield Wanted(path, text.encode(), Kind.MERGED, (added,) if added else ())
        yield from self._hooks()
        package = init_ci.package(self._choices.source, self._choices.rev, self._choices.direct_url)
        forges = self._found.forges if self._choices.ci else ()
        if Forge.GITHUB in forges:
            yield from self._kept(init_ci.github(package, self._other_workflows()), init_ci.GITHUB_FILE)
        if Forge.GITLAB in forges:
            text = self._text(init_ci.GITLAB_FILE)
            yield from self._kept(init_ci.gitlab(package, text), init_ci.GITLAB_FILE)

    def _hooks(self) -> Iterator[Wanted]:
        match self._found.runner:
            case HookRunner.PRE_COMMIT:
                data = init_apply.read(self._root, PRE_COMMIT_FILE)
                entry = init_pre_commit.wanted(
                    data, self._text(PRE_COMMIT_FILE), source=self._choices.source, rev=self._choices.rev
                )
                yield from self._kept(entry, PRE_COMMIT_FILE)
            case HookRunner.HUSKY:
                for hook in COMMIT_HOOKS:
                    path = f".husky/{hook}"
                    there = init_apply.read(self._root, path) is not None
                    yield from self._kept(init_husky.wanted(hook, self._text(path) if there else None), path)
            case HookRunner.LEFTHOOK:
                name = self._found.runner_file
                yield from self._kept(init_lefthook.wanted(name, self._text(name)), name)
            case HookRunner.BY_HAND:
                return

    def _stubs(self, after: Mapping[str, bytes]) -> Iterator[Wanted]:
        """Make stubs from the personas and workflows as they will be."""
        source = _Planned(self._root, after)
        personas = [self._persona(name, after) for name in persona_catalog.names(self._root)]
        workflows = [definition.find(name, source) for name in definition.names(source)]
        for host in self._choices.agents:
            yield from host_stubs(host, personas, workflows, ORCHESTRATOR)

    def _persona(self, name: str, after: Mapping[str, bytes]) -> Persona:
        path = f"{persona_catalog.FOLDER}/{name}.md"
        return read_persona(after[path], path) if path in after else persona_catalog.find(name, self._root)

    def _kept(self, wanted: Wanted | None, path: str) -> Iterator[Wanted]:
        """Give a file that calls us already as it is."""
        if wanted is not None:
            yield wanted
        elif (data := init_apply.read(self._root, path)) is not None:
            yield Wanted(path, data, Kind.MERGED)

    def _row(self, wanted: Wanted) -> Row:
        before = init_apply.read(self._root, wanted.path)
        taken = dict.fromkeys(self._backups(wanted.path))
        known = self._known.files.get(wanted.path, "")
        return settle(wanted, before, known, force=self._choices.force, taken=taken)

    def _backups(self, path: str) -> list[str]:
        folder = os.path.dirname(path)
        return [f"{folder}/{name}".lstrip("/") for name in _files(os.path.join(self._root, folder), ".bak")]

    def _manifest(self, wanted: list[Wanted], rows: list[Row]) -> init_manifest.Manifest:
        files, added = dict(self._known.files), dict(self._known.added)
        for one, row in zip(wanted, rows, strict=False):
            if row.action in {Action.WRITTEN, Action.REFRESHED}:
                files[one.path] = digest(one.data)
            elif row.action is Action.UNCHANGED and one.kind in {Kind.OWNED, Kind.DERIVED}:
                files.setdefault(one.path, digest(one.data))
            if one.added and row.action in {Action.WRITTEN, Action.MERGED}:
                added[one.path] = _joined(one.added, added.get(one.path, ()), row)
        folders = {folder for row in rows if row.writes for folder in self._missing(row.path)}
        names = {*self._known.agents, *self._choices.agents}
        return init_manifest.Manifest(files, added, tuple({*self._known.folders, *folders}), tuple(names))

    def _missing(self, path: str) -> Iterator[str]:
        folder = os.path.dirname(path)
        while folder and not os.path.isdir(os.path.join(self._root, folder)):
            yield folder
            folder = os.path.dirname(folder)

    def _record(self, manifest: init_manifest.Manifest) -> Row:
        before = init_apply.read(self._root, init_manifest.PATH)
        after = init_manifest.write(manifest)
        action = Action.UNCHANGED if before == after else Action.WRITTEN if before is None else Action.REFRESHED
        return Row(init_manifest.PATH, action, before, after)

    def _ignored(self, rows: list[Row]) -> str:
        """Say which of the files git would never commit, "" for none: a clone would come without them."""
        if self._found.repo is None:
            return ""
        paths = b"\0".join(os.fsencode(row.path) for row in rows if row.after is not None)
        _, printed, _ = self._found.repo.try_git("check-ignore", "-z", "--stdin", stdin=paths)
        out = [os.fsdecode(path) for path in printed.split(b"\0") if path]
        if not out:
            return ""
        others = f" and {len(out) - 1} more" if len(out) > 1 else ""
        return f"git ignores `{out[0]}`{others}: a clone comes without (git check-ignore -v {out[0]})"

    def _text(self, path: str) -> str:
        return init_apply.text_of(init_apply.read(self._root, path), path)

    def _other_workflows(self) -> list[str]:
        folder = ".github/workflows"
        own = init_ci.GITHUB_FILE.rpartition("/")[2]
        names = (*_files(os.path.join(self._root, folder), ".yml"), *_files(os.path.join(self._root, folder), ".yaml"))
        return [self._text(f"{folder}/{name}") for name in names if name != own]


class _Planned(WorkingTree):
    """The files at hand, but those that `init` writes as they will be."""

    def __init__(self, root: str, after: Mapping[str, bytes]) -> None:
        super().__init__(root)
        self._after = after

    def read(self, path: str) -> bytes | None:
        """Read a file."""
        return self._after[path] if path in self._after else super().read(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """List a folder."""
        below = folder.rstrip("/") + "/"
        planned = {path[len(below) :].split("/")[0] for path in self._after if path.startswith(below)}
        return tuple(sorted({*super().names(folder), *planned}))


def _joined(new: tuple[Added, ...], old: tuple[Added, ...], row: Row) -> tuple[Added, ...]:
    """Keep the parts of earlier runs that are still in the file."""
    text = (row.after or b"").decode("utf-8")
    return (*new, *(part for part in old if part.text in text and part not in new))


def _files(folder: str, ending: str = ".md") -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(ending))
    except OSError:
        return []


def _packaged(folder: str, name: str) -> bytes:
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def _action(what: str) -> Action:
    """Bring the word of the agents' hooks into ours."""
    return Action.KEPT if what == "left" else Action(what)


def _refuse_doubles(rows: list[Row]) -> None:
    """Refuse two writers of one file: that is our bug, found before anything is written."""
    paths = [row.path for row in rows]
    double = next((path for path in paths if paths.count(path) > 1), "")
    if double:
        raise SinfoniaError(f"two parts of the scaffold want `{double}`", exit_code=3)
