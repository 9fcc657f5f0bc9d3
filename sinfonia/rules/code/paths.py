"""What a path is: source, test, test data, or something that needs no test.

Plain string work, remembered by folder: ten thousand paths take some 20 ms. The conventions are
those of pytest, unittest, jest, vitest, mocha, go, cargo, maven, gradle, rspec, minitest, bats,
phpunit, NUnit, XCTest, ExUnit, testthat; vendored and generated names follow GitHub's linguist.
"""

# ruff: noqa: PLR0911, SIM905 - a ladder of conventions returns where one holds; tables of words read better as text

from __future__ import annotations

SOURCE = "source"
TEST = "test"
TEST_DATA = "test data"
TYPES = "types"
GENERATED = "generated"
VENDORED = "vendored"
MIGRATION = "migration"
CONFIGURATION = "configuration"
DOCUMENTATION = "documentation"
PACKAGING = "packaging"
EXAMPLE = "example"
DATA = "data"

SOURCES = frozenset(
    "py pyw pyx js jsx ts tsx mjs cjs mts cts vue svelte go rs java kt rb cs php c h cc hh cpp hpp cxx hxx m mm "
    "swift sh bash zsh ksh scala ex exs lua pl pm r dart ipynb groovy clj cljs fs vb hs jl nim zig ps1 erl ml".split()
)
_TEST_ONLY = frozenset(("bats", "feature", "robot", "t"))
_SNAPSHOTS = frozenset(("snap", "ambr", "golden", "approved"))
_PROSE = frozenset(("md", "rst", "adoc", "markdown"))
_CAPITALS = frozenset("java kt cs php scala swift groovy c cc cpp cxx m mm vb fs hs".split())
_SCRIPTS = frozenset("js jsx ts tsx mjs cjs mts cts".split())

_VENDORED = frozenset(
    "node_modules vendor vendors vendored _vendor _vendored third_party third-party thirdparty 3rdparty 3rd-party "
    "bower_components Pods Carthage Godeps site-packages dist".split()
)
_GENERATED = frozenset(("generated", "__generated__", ".generated"))
_TESTS = frozenset(
    "tests test __tests__ Tests Test e2e __mocks__ androidTest testFixtures integration-tests integration_tests "
    "unit-tests unit_tests functional-tests functional_tests e2e-tests testsuite testthat".split()
)
_SPECS = frozenset(("spec", "specs"))
_SPEC_LANGUAGES = _SCRIPTS | {"rb", "lua", "php", "cr", "scala"}
_TEST_DATA = frozenset("testdata test-data test_data __fixtures__ __snapshots__ testfixtures".split())
_DATA_BELOW_TESTS = frozenset(
    "fixtures fixture data snapshots snapshot cassettes golden goldens expected resources samples files assets "
    "inputs outputs".split()
)
_DOCUMENTATION = frozenset(("docs", "doc", "documentation", "website"))
_EXAMPLES = frozenset("examples example samples demos demo benchmarks benches".split())
_WORKSPACES = frozenset("packages apps libs crates services modules plugins projects components".split())
_PACKAGING = frozenset("setup.py build.rs mix.exs Package.swift rebar.config.script".split())
_CONFIGURATION = frozenset(
    "noxfile.py fabfile.py dodo.py Gruntfile.js Gruntfile.ts gulpfile.js gulpfile.ts gulpfile.mjs Jakefile.js "
    "gunicorn.conf.py jupyter_notebook_config.py karma.conf.js protractor.conf.js metro.config.js".split()
)
_ROOT_CONFIGURATION = frozenset(("tasks.py", "conf.py"))
_BELOW_TESTS_NO_DATA = (
    "requirements", "tsconfig", "package", "tox.", "pytest.", "setup.", "docker-compose", "compose.", "jest.",
    "Makefile", "Dockerfile", "CMakeLists", "Cargo.", "pom.", "build.", "LICENSE", "README",
)  # fmt: skip

_folders: dict[str, str] = {}


def kind(path: str) -> str:
    """Tell what a path is: one of the constants above; DATA where it is no code at all."""
    folder, _, name = path.rpartition("/")
    place = _folders.get(folder)
    if place is None:
        if len(_folders) > 50_000:
            _folders.clear()
        place = _folders[folder] = _place(folder)
    stem, _, ext = name.rpartition(".")
    ext = ext.lower()
    if not stem or ext not in SOURCES:
        return _not_source(name, stem, ext, place)
    if place in (VENDORED, GENERATED, TEST_DATA):
        return place
    if _is_generated(name, stem):
        return GENERATED
    if place == TEST or is_test_name(stem, ext) or (place == "spec" and ext in _SPEC_LANGUAGES):
        return TEST
    if place == MIGRATION and (stem[0].isdigit() or stem[1:2].isdigit()):
        return MIGRATION
    if place == "versions" and stem != "__init__":
        return MIGRATION
    if name.endswith((".d.ts", ".d.mts", ".d.cts")):
        return TYPES
    if name in _PACKAGING:
        return PACKAGING
    if _is_configuration(name, stem, ext, folder):
        return CONFIGURATION
    return place if place in (CONFIGURATION, DOCUMENTATION, EXAMPLE) else SOURCE


def is_test_name(stem: str, ext: str) -> bool:
    """Tell whether a file is a test by its own name, wherever it lies (`latest.py` is not)."""
    if stem in ("conftest", "tests", "test", "runtests"):
        return True
    if stem.startswith("test_") or stem.endswith(("_test", "_tests", "_unittest")):
        return True
    if ext in _SCRIPTS:
        return stem.endswith((".test", ".spec", ".cy", ".e2e", "-test", "-spec", ".test-d", ".stories.test"))
    if ext in ("rb", "lua", "py") and stem.endswith("_spec"):
        return True
    if ext == "r" and stem.startswith("test-"):
        return True
    if ext in _CAPITALS:
        if stem.endswith(("Test", "Tests", "TestCase", "IT")) and stem not in ("IT", "UNIT", "INIT", "EXIT"):
            return not stem.endswith("IT") or stem[-3:-2].islower()
        if stem.startswith("Test") and stem[4:5].isupper():
            return True
        return stem.endswith(("Spec", "Suite")) and ext in ("scala", "groovy", "kt", "hs")
    return False


def _place(folder: str) -> str:
    """Give what a folder makes of the files in it, "" where it says nothing."""
    if not folder:
        return ""
    parts = folder.split("/")
    if not _VENDORED.isdisjoint(parts):
        return VENDORED
    if not _GENERATED.isdisjoint(parts):
        return GENERATED
    below_tests = False
    for part in parts:
        if part in _TEST_DATA or (below_tests and part in _DATA_BELOW_TESTS):
            return TEST_DATA
        below_tests = below_tests or part in _TESTS or part.endswith(("Tests", ".Test", "-tests", "_tests"))
    if below_tests:
        return TEST
    if not _SPECS.isdisjoint(parts):
        return TEST_DATA if not _DATA_BELOW_TESTS.isdisjoint(parts) else "spec"
    return TEST_DATA if parts[0] == "fixtures" else _place_beside_code(parts)


def _place_beside_code(parts: list[str]) -> str:
    """Go on for a folder that holds no tests."""
    own = parts[2:] if parts[0] in _WORKSPACES else parts
    if parts[0][0] == ".":
        return CONFIGURATION
    if own and own[0] in _DOCUMENTATION:
        return DOCUMENTATION
    if own and own[0] in _EXAMPLES:
        return EXAMPLE
    if parts[-1] == "versions" and not {"alembic", "migrations"}.isdisjoint(parts):
        return "versions"
    return MIGRATION if not {"migrations", "migrate"}.isdisjoint(parts) else ""


def _not_source(name: str, stem: str, ext: str, place: str) -> str:
    """Classify a file without a source extension."""
    if name.endswith(".pyi"):
        return TYPES
    if place in (VENDORED, GENERATED):
        return place
    if ext in _TEST_ONLY and stem:
        return TEST
    if ext in _SNAPSHOTS and stem:
        return TEST_DATA
    if place == TEST_DATA and ext not in _PROSE:
        return TEST_DATA
    if place in (TEST, "spec"):
        plain = stem and ext not in _PROSE and name[0] != "." and not name.startswith(_BELOW_TESTS_NO_DATA)
        return TEST_DATA if plain and ext not in ("ini", "cfg", "lock", "mod", "sum") else DATA
    return DATA


def _is_generated(name: str, stem: str) -> bool:
    if stem.endswith((".min", "_pb2", "_pb2_grpc", ".pb", ".pb.gw", ".g", ".freezed", ".gen", ".generated", ".bundle")):
        return True
    return stem.endswith((".designer", ".Designer", "_generated")) or name.startswith("zz_generated")


def _is_configuration(name: str, stem: str, ext: str, folder: str) -> bool:
    if name[0] == "." or name in _CONFIGURATION:
        return True
    if ext in _SCRIPTS and (stem.endswith((".config", ".conf", "rc")) and ("." in stem)):
        return True
    if name.startswith("webpack.") and ext in _SCRIPTS:
        return True
    return not folder and name in _ROOT_CONFIGURATION
