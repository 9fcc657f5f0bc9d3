"""One file, or every file of a repository: read, told what it is, and judged by the rules of its kind."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sinfonia.errors import ConfigError, SinfoniaError
from sinfonia.handoff import validate as envelopes
from sinfonia.handoff.validate import Around
from sinfonia.markdown.text import ReadError
from sinfonia.model.dataclass import dataclass
from sinfonia.model.problem import Problem
from sinfonia.persona import catalog as personas
from sinfonia.persona.validate import problems as persona_problems
from sinfonia.workflow import definition, document, files
from sinfonia.workflow.completion import Beside as Near
from sinfonia.workflow.completion import unmet
from sinfonia.workflow.handing import PERSON
from sinfonia.workflow.sources import WorkingTree
from sinfonia.workflow.validating import definitions, index
from sinfonia.workflow.validating.kinds import Kind, files_below, kind_of

if TYPE_CHECKING:
    from sinfonia.model.workflow import StepDefinition

PLACES = (".sinfonia/agents", ".sinfonia/workflows", ".sinfonia/handoffs")
CONFIGURATIONS = (".sinfonia/config.yaml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Judged:
    """One file: as it is named to the user, what it is, its bytes, what is wrong with it."""

    path: str
    kind: Kind
    data: bytes
    problems: tuple[Problem, ...]


def everything(root: str) -> list[str]:
    """List the files that Sinfonia reads in a repository, by full path."""
    found = [path for place in PLACES for path in files_below(os.path.join(root, place))]
    return found + [path for name in CONFIGURATIONS if _is_ours(path := os.path.join(root, name))]


class Judge:
    """Judge files of one working tree (`root`, "" outside of any)."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._personas = frozenset(personas.names(root))

    def file(self, path: str, shown: str, *, asked: bool) -> Judged | None:
        """Judge a file; None for one that is none of ours, unless it was `asked` for by name."""
        data = files.read(path)
        if data is None:
            return Judged(shown, Kind.ENVELOPE, b"", (Problem("HV-01", "error", shown, 1, "there is no such file"),))
        kind = kind_of(os.path.abspath(path).replace(os.sep, "/"), data)
        found: tuple[Problem, ...] = ()
        match kind:
            case Kind.PERSONA:
                found = persona_problems(data, shown, self._personas)
            case Kind.ENVELOPE:
                found = self._envelope(data, path, shown)
            case Kind.INDEX:
                found = index.problems(data, shown, self._beside(data, path))
            case Kind.DEFINITION:
                found = definitions.problems(path, shown, self._root, self._personas)
            case Kind.DOCUMENT:
                found = self._document(data, path, shown)
            case Kind.CONFIGURATION:
                found = self._configuration(path, shown)
            case Kind.OTHER:
                if not asked:
                    return None
                message = "it is no persona, envelope, index, definition or configuration"
                found = (Problem("VA-01", "error", shown, 1, message, "begin it with the frontmatter of what it is"),)
        return Judged(shown, kind, data, found)

    def _envelope(self, data: bytes, path: str, shown: str) -> tuple[Problem, ...]:
        folder = os.path.dirname(os.path.abspath(path))
        session = os.path.basename(folder)
        names = (name for name in _listing(folder) if "-to-" in name and name[:3].isdigit())
        handoffs = frozenset(f"{session}-{name[:3]}" for name in names)
        root = self._root or folder
        around = Around(handoffs, self._personas | {PERSON}, lambda one: os.path.lexists(os.path.join(root, one)))
        return envelopes.problems(data, shown, around, place=os.path.abspath(path).replace(os.sep, "/"))

    def _beside(self, data: bytes, path: str) -> index.Beside:
        folder = os.path.dirname(os.path.abspath(path))
        rows, why = None, ""
        try:
            workflows = document.read(data, path).index.workflows
            found = tuple(definition.find(name, WorkingTree(self._root or folder)) for name in workflows)
            rows = tuple(step.name for step in definition.chain(found))
        except ReadError as error:
            why = "" if error.message.startswith(path) else error.message
        except SinfoniaError as error:
            why = error.message
        return index.Beside(os.path.basename(folder), frozenset(_listing(folder)), rows, why, self._personas)

    def _document(self, data: bytes, path: str, shown: str) -> tuple[Problem, ...]:
        """Judge a produced document by the completion rules of the step that produces it, if any."""
        step = self._step_of(path)
        if step is None:
            return ()
        found = unmet(step.completion, data, shown, Near(path.replace(os.sep, "/"), files.read))
        return tuple(Problem("CR-01", "error", shown, one.line, one.why) for one in found)

    def _step_of(self, path: str) -> StepDefinition | None:
        folder = os.path.dirname(os.path.abspath(path))
        own = os.path.join(folder, "workflow.md")
        data = files.read(own)
        if data is None or not self._root:
            return None
        name = "{session}/" + os.path.basename(path)
        try:
            workflows = document.read(data, own).index.workflows
            every = (step for one in workflows for step in definition.find(one, WorkingTree(self._root)).steps)
            return next((step for step in every if step.completion and step.produces[0] == name), None)
        except SinfoniaError:
            return None  # the index says so itself

    def _configuration(self, path: str, shown: str) -> tuple[Problem, ...]:
        from sinfonia.config import load
        from sinfonia.markdown.text import placed

        try:
            load(self._root, git_dir="", environ={}, door="people", config=path)
        except ConfigError as error:
            return (Problem("CF-01", "error", shown, *placed(ReadError(error.message), path), error.hint),)
        return ()


def _is_ours(path: str) -> bool:
    """Tell whether a file is there and holds configuration: most projects' `pyproject.toml` has none of ours."""
    from sinfonia.config.read import read

    data = files.read(path)
    if data is None or not path.endswith(".toml"):
        return data is not None
    try:
        return read("toml", path, data) is not None
    except ConfigError:
        return True


def _listing(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
