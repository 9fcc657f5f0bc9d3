"""What a path is: source, test, test data, or something that needs no test.

Plain string work, remembered by folder: ten thousand paths take some 20 ms. The conventions are
those of pytest, unittest, jest, vitest, mocha, go, cargo, maven, gradle, rspec, minitest, bats,
phpunit, NUnit, XCTest, ExUnit, testthat, Pester, Common Test, Codeception; vendored
and generated names follow GitHub's linguist.
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
_CAPITAL_SPECS = {
    **dict.fromkeys(("scala", "groovy", "kt", "hs"), ("Spec", "Suite")),
    "cs": ("Spec", "Specs"),
    "swift": ("Spec",),
    "php": ("Cest", "Spec"),
}
_CAPITALS = frozenset("java kt cs php scala swift groovy c cc cpp cxx m mm vb fs hs".split())
_SCRIPTS = frozenset("js jsx ts tsx mjs cjs mts cts vue svelte".split())
_TEST_STEMS = frozenset(("conftest", "tests", "test", "runtests"))
_COMPILED_NAMES = frozenset("go java kt cs swift m mm".split())  # `test.go` there is a command called test
_SCRIPT_ENDINGS = (
    ".test", ".spec", ".cy", ".e2e", "-test", "-spec", ".test-d", ".stories.test", ".steps", "_spec",
)  # fmt: skip
_SCRIPT_HELPERS = frozenset(
    "jest.setup vitest.setup vitest.global-setup test.setup setupTests vitestSetup vitestGlobalSetup jestSetup "
    "vitestBrowserSetup jest-setup vitest-setup testUtils testSetup testHelpers".split()
)
_SHELLS = frozenset(("sh", "bash", "zsh", "ksh"))

_VENDORED = frozenset(
    "node_modules vendor Vendor vendors vendored _vendor _vendored third_party third-party thirdparty ThirdParty "
    "3rdparty 3rd-party bower_components jspm_packages Pods Carthage Godeps site-packages dist".split()
)
_GENERATED = frozenset(("generated", "__generated__", ".generated"))
_GENERATED_STEMS = (
    ".min", "_pb2", "_pb2_grpc", ".pb", ".pb.gw", "_pb", ".connect", ".g", ".g.i", ".gr", ".freezed", ".mocks", ".gen",
    ".generated", ".bundle", ".designer", ".Designer", "_generated", ".tab", ".yy",
)  # fmt: skip
_TESTS = frozenset(
    "tests test __tests__ Tests Test e2e __mocks__ androidTest testFixtures integration-tests integration_tests "
    "unit-tests unit_tests functional-tests functional_tests e2e-tests testsuite testthat __test__ __tests_dts__ "
    "__e2e__ integration_test test_driver unittest unittests autotests cypress".split()
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
_MIGRATIONS = frozenset("migrations migrate Migrations migration".split())
_PACKAGING = frozenset(
    "setup.py build.rs mix.exs Package.swift rebar.config.script conanfile.py build.zig xmake.lua premake5.lua "
    "version.rb".split()
)
_WRAPPERS = frozenset("gradlew mvnw configure config.guess config.sub install-sh ltmain.sh depcomp".split())
_CONFIGURATION = frozenset(
    "noxfile.py fabfile.py dodo.py Gruntfile.js Gruntfile.ts gulpfile.js gulpfile.ts gulpfile.mjs Jakefile.js "
    "gunicorn.conf.py jupyter_notebook_config.py karma.conf.js protractor.conf.js metro.config.js "
    "knexfile.js knexfile.ts ormconfig.js ormconfig.ts gulpfile.babel.js vitest.workspace.ts".split()
)
_ROOT_CONFIGURATION = frozenset(("tasks.py", "conf.py", "nox.py"))  # nox read `nox.py` until 2018
_BELOW_TESTS_NO_DATA = (
    "requirements", "tsconfig", "package", "tox.", "pytest.", "setup.", "docker-compose", "compose.", "jest.",
    "Makefile", "Dockerfile", "CMakeLists", "Cargo.", "pom.", "build.", "LICENSE", "README",
)  # fmt: skip

_folders: dict[str, str] = {}
_kinds: dict[str, str] = {}
_REMEMBERED = 50_000  # paths, and folders


def kind(path: str) -> str:
    """Tell what a path is: one of the constants above; DATA where it is no code at all."""
    known = _kinds.get(path)
    if known is None:
        if len(_kinds) > _REMEMBERED:
            _kinds.clear()
        known = _kinds[path] = _kind(path)
    return known


def _kind(path: str) -> str:
    folder, _, name = path.rpartition("/")
    place = _folders.get(folder)
    if place is None:
        if len(_folders) > _REMEMBERED:
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
    if _is_migration(place, stem):
        return MIGRATION
    if name.endswith((".d.ts", ".d.mts", ".d.cts")):
        return TYPES
    if name in _PACKAGING:
        return PACKAGING
    if _is_configuration(name, stem, ext, folder):
        return CONFIGURATION
    if ext in _SCRIPTS and stem.endswith((".stories", ".bench")):
        return EXAMPLE
    return place if place in (CONFIGURATION, DOCUMENTATION, EXAMPLE) else SOURCE


def is_test_name(stem: str, ext: str) -> bool:
    """Tell whether a file is a test by its own name, wherever it lies (`latest.py` is not)."""
    if ext == "go":
        return stem.endswith("_test")
    if stem in _TEST_STEMS and ext not in _COMPILED_NAMES:
        return True
    if stem.startswith("test_") or stem.endswith(("_test", "_tests", "_unittest")):
        return True
    if ext in _SCRIPTS:
        return stem.endswith(_SCRIPT_ENDINGS) or stem.startswith("test-") or stem in _SCRIPT_HELPERS
    if stem.endswith("_spec") and (ext in ("rb", "lua", "py") or ext in _SHELLS):
        return True
    if stem.startswith("test-") and ext in ("r", "c", "cc", "cpp", "cxx", "sh"):
        return True
    if ext in ("ps1", "erl"):
        return stem.endswith((".Tests", "_SUITE"))
    if ext in _CAPITALS:
        if stem.endswith(("Test", "Tests", "TestCase", "IT")) and stem not in ("IT", "UNIT", "INIT", "EXIT"):
            return not stem.endswith("IT") or stem[-3:-2].islower()
        if stem.startswith("Test") and stem[4:5].isupper():
            return True
        return stem.endswith(_CAPITAL_SPECS.get(ext, ()))
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
        below_tests = below_tests or part in _TESTS or _names_tests(part)
    if below_tests or parts[0] == "testing":  # pytest's tests, pre-commit's helpers; deeper it is often a product
        return TEST
    if not _SPECS.isdisjoint(parts):
        return TEST_DATA if not _DATA_BELOW_TESTS.isdisjoint(parts) else "spec"
    return TEST_DATA if parts[0] == "fixtures" else _place_beside_code(parts)


def _names_tests(part: str) -> bool:
    """Tell whether a folder's own name says that it holds tests: `Foo.Tests`, `jvmTest`, `unit-tests`."""
    if part.endswith(("Tests", ".Test", "-tests", "_tests", ".Specs")):
        return True
    return part.endswith("Test") and part[-5:-4].islower() and part[0].islower()


def _place_beside_code(parts: list[str]) -> str:
    """Go on for a folder that holds no tests."""
    own = parts[2:] if parts[0] in _WORKSPACES else parts
    if parts[0][0] == "." or (own and own[0][0] == "."):
        return CONFIGURATION
    if own and own[0] in _DOCUMENTATION:
        return DOCUMENTATION
    if own and own[0] in _EXAMPLES:
        return EXAMPLE
    if parts[-1] == "versions" and not {"alembic", "migrations"}.isdisjoint(parts):
        return "versions"
    return MIGRATION if not _MIGRATIONS.isdisjoint(parts) else ""


def _not_source(name: str, stem: str, ext: str, place: str) -> str:
    """Classify a file without a source extension."""
    if name.endswith(".pyi"):
        return TYPES
    if name in _WRAPPERS:
        return GENERATED
    if place in (VENDORED, GENERATED, CONFIGURATION):  # a hook below `.husky/` is set up, not programmed
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


def _is_migration(place: str, stem: str) -> bool:
    if place == "versions":
        return stem != "__init__"
    return place == MIGRATION and (stem[0].isdigit() or stem[1:2].isdigit() or stem.endswith("ModelSnapshot"))


def _is_generated(name: str, stem: str) -> bool:
    return stem.endswith(_GENERATED_STEMS) or name.startswith("zz_generated") or name in _WRAPPERS


def _is_configuration(name: str, stem: str, ext: str, folder: str) -> bool:
    if name[0] == "." or name in _CONFIGURATION:
        return True
    if ext in _SCRIPTS and (stem.endswith((".config", ".conf", "rc")) and ("." in stem)):
        return True
    if ext in _SCRIPTS and (f"{stem}." if not folder else stem).startswith(("webpack.", "rspack.", "esbuild.")):
        return True
    return not folder and name in _ROOT_CONFIGURATION
