"""Which test belongs to which source: by package, by name, by what it imports; and what a new one is called.

A package is what the nearest manifest (changed, or in the tree) spans; without one, a workspace member
(`packages/x`, `crates/x`), else what stands beside a `src` or `tests` folder. A test serves every source
below its package's folder, so the tests of the root serve all.
"""

# ruff: noqa: SIM905 - a table of words reads better than one word a line

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

MANIFESTS = frozenset(
    ("pyproject.toml", "setup.cfg", "setup.py", "package.json", "Cargo.toml", "go.mod", "pom.xml", "build.gradle",
     "build.gradle.kts", "composer.json", "Gemfile", "mix.exs", "pubspec.yaml", "Package.swift", "CMakeLists.txt",
     "meson.build", "build.sbt", "deno.json", "deno.jsonc", "jsr.json", "project.json", "rebar.config", "deps.edn",
     "project.clj", "Project.toml", "DESCRIPTION", "BUILD.bazel")
)  # fmt: skip
_MANIFEST_ENDINGS = (".csproj", ".fsproj", ".vbproj", ".gemspec", ".podspec", ".cabal", ".nimble", ".rockspec")
_LIKELY = (  # asked of the tree, the usual first
    "package.json", "pyproject.toml", "go.mod", "Cargo.toml", "pom.xml", "build.gradle", "build.gradle.kts",
    "composer.json", "Gemfile", "mix.exs", "setup.py", "Package.swift", "CMakeLists.txt", "pubspec.yaml",
)  # fmt: skip
_WORKSPACES = frozenset("packages apps libs crates services modules plugins projects components".split())
_ROOTS = frozenset("src lib app source Sources tests test Tests Test spec specs __tests__ t e2e androidTest".split())
_AFFIXES_BEFORE = ("test_", "test-", "tests_", "Test")
_AFFIXES_AFTER = (
    ".test", ".spec", ".cy", ".e2e", "-test", "-spec", "_test", "_tests", "_spec", "_unittest", "TestCase", "Tests",
    "Test", "Spec", "Suite", "IT",
)  # fmt: skip
_IMPORTING = (b"from ", b"import ", b"use ", b"using ", b"#include", b"source ", b". ", b"load ")
_INDEXES = frozenset(("__init__", "__main__", "index", "mod", "main", "lib", "init"))


def package(path: str, manifests: Container[str] = frozenset()) -> str:
    """Give the folder of the package that a path belongs to, "" for the root; `manifests` are folders."""
    parts = path.split("/")[:-1]
    for count in range(len(parts), 0, -1):
        if "/".join(parts[:count]) in manifests:
            return "/".join(parts[:count])
    least = 2 if len(parts) > 1 and parts[0] in _WORKSPACES else 0
    for at, part in enumerate(parts[least:], least):
        if part in _ROOTS:
            return "/".join(parts[:at])
    return "/".join(parts[:least] or parts)


def manifest_folders(paths: Iterable[str], read: Callable[[str], bytes] | None = None) -> Manifests:
    """Give the folders in which a manifest is, among the paths or, asked one by one, in the tree that `read` reads."""
    return Manifests(paths, read)


class Manifests:
    """Folders with a manifest; one called `src` or `tests` is a part of a package whatever lies in it.

    `read` gives a tracked file as it stood before the change, b"" for none. It is asked only about the folders
    above a path in question.
    """

    __slots__ = ("_known", "_read")

    def __init__(self, paths: Iterable[str], read: Callable[[str], bytes] | None) -> None:
        self._read = read
        self._known: dict[str, bool] = {}
        for path in paths:
            folder, _, name = path.rpartition("/")
            if name in MANIFESTS or name.endswith(_MANIFEST_ENDINGS):
                self._known[folder] = True

    def __contains__(self, folder: object) -> bool:
        if not isinstance(folder, str) or folder.rpartition("/")[2] in _ROOTS:
            return False
        known = self._known.get(folder)
        if known is None:
            read = self._read
            known = read is not None and any(read(f"{folder}/{name}") for name in _LIKELY)
            self._known[folder] = known
        return known


def same_package(test: str, source: str, manifests: Container[str] = frozenset()) -> bool:
    """Tell whether a test serves the package of a source."""
    home = package(test, manifests)
    return not home or source.startswith(home + "/")


def subject(path: str) -> str:
    """Give what a file is about: its stem, less what marks a test, in small letters and without separators."""
    stem = _stem(path)
    for affix in _AFFIXES_AFTER:
        if stem.endswith(affix) and len(stem) > len(affix):
            stem = stem[: -len(affix)]
            break
    for affix in _AFFIXES_BEFORE:
        if stem.startswith(affix) and len(stem) > len(affix):
            stem = stem[len(affix) :]
            break
    return _plain(stem)


def module(path: str) -> str:
    """Give the name of the module in a source path: its stem, or its folder's for an index file."""
    stem = _stem(path)
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return folder if stem in _INDEXES and folder and folder not in _ROOTS else stem


def named_for(test: str, source: str) -> bool:
    """Tell whether a test carries the name of a source."""
    name = module(source)
    about, wanted = subject(test), _plain(name)
    if about == wanted:
        return True
    if len(wanted) < 3:
        return False
    return f"_{name.lower()}_" in f"_{_stem(test).lower()}_" or about.startswith(wanted)


def imports(content: bytes, source: str) -> bool:
    """Tell whether a line of a test that imports names the module of a source as a word of its own."""
    wanted = module(source).encode("utf-8", "surrogateescape")
    if wanted not in content:
        return False
    for line in content.split(b"\n"):
        text = line.strip()
        importing = text.startswith(_IMPORTING) or b"require" in text or b"import(" in text or b" from " in text
        if importing and _has_word(text, wanted):
            return True
    return False


def _has_word(text: bytes, word: bytes) -> bool:
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at] if at else b"", text[at + len(word) : at + len(word) + 1]
        if not (before.isalnum() or before == b"_" or after.isalnum() or after == b"_"):
            return True
        at = text.find(word, at + 1)
    return False


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def _plain(stem: str) -> str:
    return stem.lower().replace("_", "").replace("-", "").replace(".", "")
