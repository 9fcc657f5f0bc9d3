"""The test runners that are known: pytest by the `python` of PATH; vitest and jest where they are installed."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Protocol

from sinfonia.bounded import run_bounded
from sinfonia.errors import NotJudgedError
from sinfonia.proving.question import PYTHON, extension
from sinfonia.proving.surroundings import absolute_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MODULES = "node_modules"
_PROBE_TIME = 60.0
_SCRIPT_RUNNERS = ("vitest", "jest")
# `-I -S`: the interpreter alone. A version manager's stand-in on PATH chooses by the working directory and the home.
_WHICH = ("-I", "-S", "-c", "import sys; print(sys.executable)")
# Few tests cover little: a least coverage in the settings would fail every run.
_PROBE = "import pytest, importlib.util as u; print('--no-cov' if u.find_spec('pytest_cov') else '')"


class Runner(Protocol):
    """Runs some tests in a tree; `tests` are paths from its root."""

    name: str
    tests: tuple[str, ...]

    def prepare(self, tree: str) -> None:
        """Make ready what the tests need and no commit holds."""

    def command(self, tree: str, *, first: bool) -> list[str]:
        """Give the command; `first` stops at the first failure."""

    def variables(self, tree: str) -> dict[str, str]:
        """Give what the environment needs besides."""

    def folder(self, tree: str) -> str:
        """Give where it runs."""

    def verdict(self, code: int) -> str:
        """Read an exit code: passed, failed, none (no test ran) or broken."""


class Pytest:
    """`python -m pytest`, its sources before those that are installed."""

    # https://docs.pytest.org/en/stable/reference/exit-codes.html: 2 is an interruption, as by an error while
    # collecting; 4 a wrong use, as a `conftest.py` that cannot be imported.
    _VERDICTS = {0: "passed", 1: "failed", 2: "failed", 4: "failed", 5: "none"}  # noqa: RUF012 - never changed

    def __init__(self, python: str, options: Sequence[str], sources: Sequence[str], tests: Sequence[str]) -> None:
        self.name = "pytest"
        self.tests = tuple(tests)
        self._python = python
        self._options = tuple(options)
        self._sources = tuple(sources)

    def prepare(self, tree: str) -> None:
        """Need nothing."""

    def command(self, tree: str, *, first: bool) -> list[str]:
        """Give the command for the tests that are there."""
        options = ["-q", "--color=no", *self._options, *(("-x",) if first else ())]
        # A plain name could be taken for an option.
        files = [f"./{path}" for path in self.tests if os.path.lexists(os.path.join(tree, path))]
        return [self._python, "-m", "pytest", *options, *files]

    def variables(self, tree: str) -> dict[str, str]:
        """Put the tree's own packages first: an editable install points at the files of the checkout."""
        roots = [_import_root(tree, path) for path in self._sources]
        folders = dict.fromkeys(root for root in (*roots, "src", "") if root is not None)
        return {"PYTHONPATH": os.pathsep.join(os.path.normpath(os.path.join(tree, folder)) for folder in folders)}

    def folder(self, tree: str) -> str:
        """Give the root."""
        return tree

    def verdict(self, code: int) -> str:
        """Read an exit code of pytest's; a signal is a crash of the tests."""
        return "failed" if code < 0 else self._VERDICTS.get(code, "broken")


class Script:
    """vitest or jest, from the `node_modules` of the checkout."""

    def __init__(self, name: str, root: str, package: str, tests: Sequence[str]) -> None:
        self.name = name
        self.tests = tuple(tests)
        self._root = root
        self._package = package

    def prepare(self, tree: str) -> None:
        """Link the installed modules of the package and of the folders above it."""
        folder = self._package
        while True:
            installed = os.path.join(self._root, folder, _MODULES)
            place = os.path.join(tree, folder, _MODULES)
            if os.path.isdir(installed) and not os.path.lexists(place) and os.path.isdir(os.path.dirname(place)):
                os.symlink(installed, place, target_is_directory=True)
            if not folder:
                return
            folder = os.path.dirname(folder)

    def command(self, tree: str, *, first: bool) -> list[str]:
        """Give the command for the tests that are there."""
        program = os.path.join(self._root, self._package, _MODULES, ".bin", self.name)
        files = [
            os.path.relpath(os.path.join(tree, path), self.folder(tree))
            for path in self.tests
            if os.path.lexists(os.path.join(tree, path))
        ]
        files = [f"./{name}" for name in files]
        bail = ["--bail=1"] if first else []
        if self.name == "jest":
            return [program, "--ci", *bail, "--runTestsByPath", *files]
        return [program, "run", *bail, *files]

    def variables(self, tree: str) -> dict[str, str]:  # noqa: ARG002 - as the protocol says
        """Need nothing."""
        return {}

    def folder(self, tree: str) -> str:
        """Give the package."""
        return os.path.join(tree, self._package) if self._package else tree

    def verdict(self, code: int) -> str:
        """Read an exit code."""
        return "failed" if code else "passed"


def runners(
    root: str, environ: Mapping[str, str], env: Mapping[str, str], sources: Sequence[str], tests: Sequence[str]
) -> tuple[list[Runner], list[str]]:
    """Choose a runner for each test; gives them and the tests that none takes. Raises `NotJudgedError`.

    `root` is the checkout, `environ` our own environment and `env` what tests see.
    """
    python = [path for path in tests if extension(path) in PYTHON]
    found: list[Runner] = []
    if python:
        interpreter = _interpreter(root, environ, env)
        packages = [path for path in (*sources, *python) if extension(path) in PYTHON]
        found.append(Pytest(interpreter, _pytest_options(interpreter, env), packages, python))
    grouped: dict[tuple[str, str], list[str]] = {}
    left = []
    for path in tests:
        if path in python:
            continue
        place = _script_runner(root, path)
        if place is None:
            left.append(path)
        else:
            grouped.setdefault(place, []).append(path)
    found += [Script(name, root, package, group) for (name, package), group in grouped.items()]
    return found, left


def _interpreter(root: str, environ: Mapping[str, str], env: Mapping[str, str]) -> str:
    """Find the project's Python: the first `python`, then `python3`, on PATH; ours may be another one."""
    for name in ("python", "python3"):
        program = shutil.which(name, path=absolute_path(environ))
        if program is None:
            continue
        home = {key: environ[key] for key in ("HOME", "USERPROFILE") if key in environ}
        outcome = run_bounded([program, *_WHICH], cwd=root, env={**env, **home}, timeout=_PROBE_TIME)
        printed = outcome.output.decode("utf-8", "surrogateescape").strip()
        if outcome.code == 0 and os.path.isabs(printed):
            return printed
    raise _cannot("there is no `python` on PATH to run pytest with", "set up the project's Python before the check")


def _pytest_options(python: str, env: Mapping[str, str]) -> list[str]:
    """Ask whether pytest is there, and which options its plugins want."""
    outcome = run_bounded([python, "-c", _PROBE], cwd=env["HOME"], env=env, timeout=_PROBE_TIME)
    if outcome.code:
        raise _cannot(f"`{python}` has no pytest", "install what the tests need before the check")
    return outcome.output.decode("utf-8", "replace").split()


def _script_runner(root: str, path: str) -> tuple[str, str] | None:
    """Find the nearest folder at or above a test that has a runner installed; gives (runner, folder)."""
    folder = os.path.dirname(path)
    while True:
        for name in _SCRIPT_RUNNERS:
            if os.path.exists(os.path.join(root, folder, _MODULES, ".bin", name)):
                return name, folder
        if not folder:
            return None
        folder = os.path.dirname(folder)


def _import_root(tree: str, path: str) -> str | None:
    """Give the folder from which the package of a module is imported; None for a module that is in no package."""
    folder = os.path.dirname(path)
    if not os.path.isfile(os.path.join(tree, folder, "__init__.py")):
        return None
    while folder and os.path.isfile(os.path.join(tree, folder, "__init__.py")):
        folder = os.path.dirname(folder)
    return folder


def _cannot(reason: str, hint: str) -> NotJudgedError:
    return NotJudgedError(reason, hint=hint)
