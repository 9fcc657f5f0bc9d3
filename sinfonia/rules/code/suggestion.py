"""What the missing test would be called, in the ecosystem of its source."""

from __future__ import annotations

from sinfonia.rules.code.matching import module, package

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_BESIDE = {
    **dict.fromkeys(("js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts"), "{folder}{name}.test.{ext}"),
    **dict.fromkeys(("vue", "svelte"), "{folder}{name}.test.ts"),
    "go": "{folder}{name}_test.go",
}
_IN_PACKAGE = {
    **dict.fromkeys(("py", "pyw", "pyx", "ipynb"), "{root}tests/test_{name}.py"),
    **dict.fromkeys(("sh", "bash", "zsh", "ksh"), "{root}test/{name}.bats"),
    **dict.fromkeys(("c", "cc", "cpp", "cxx"), "{root}tests/{name}_test.{ext}"),
    **dict.fromkeys(("ex", "exs"), "{root}test/{name}_test.exs"),
    **dict.fromkeys(("pl", "pm"), "{root}t/{name}.t"),
    "rs": "{root}tests/{name}.rs",
    "rb": "{root}spec/{name}_spec.rb",
    "cs": "{root}tests/{Name}Tests.cs",
    "php": "{root}tests/{Name}Test.php",
    "swift": "{root}Tests/{Name}Tests.swift",
    "lua": "{root}spec/{name}_spec.lua",
    "dart": "{root}test/{name}_test.dart",
    "r": "{root}tests/testthat/test-{name}.R",
    "ps1": "{root}tests/{Name}.Tests.ps1",
    "erl": "{root}test/{name}_SUITE.erl",
    "hs": "{root}test/{Name}Spec.hs",
    "fs": "{root}tests/{Name}Tests.fs",
    "clj": "{root}test/{name}_test.clj",
    "jl": "{root}test/test_{name}.jl",
}
_MIRRORED = {"java": "Test.java", "kt": "Test.kt", "scala": "Spec.scala", "groovy": "Spec.groovy"}


def suggest(path: str, others: Iterable[str] = ()) -> str:
    """Give the path of a test for a source; `others` are changed paths that show the project's habits."""
    folder, _, file = path.rpartition("/")
    ext = file.rpartition(".")[2].lower() if "." in file else "sh"
    name = module(path).strip("_") or "module"
    root = package(path) if _has_root(path) else ""
    if ext in _MIRRORED:
        return f"{folder}/".replace("src/main/", "src/test/").removeprefix("/") + name + _MIRRORED[ext]
    form = _BESIDE.get(ext) or _IN_PACKAGE.get(ext) or "{root}tests/test_{name}.{ext}"
    if ext in _BESIDE and ext != "go":
        form = _script_habit(form, others)
    return form.format(
        folder=f"{folder}/" if folder else "",
        root=f"{root}/" if root else "",
        name=name,
        Name=name[:1].upper() + name[1:],
        ext=ext,
    )


def _has_root(path: str) -> bool:
    """Tell whether the package's folder shows in the path; a bare folder says nothing about where tests lie."""
    return package(path) != path.rpartition("/")[0]


def _script_habit(form: str, others: Iterable[str]) -> str:
    for other in others:
        if ".spec." in other:
            return form.replace(".test.", ".spec.")
        if "/__tests__/" in f"/{other}":
            return form.replace("{folder}", "{folder}__tests__/")
    return form
