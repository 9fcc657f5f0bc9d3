"""Change the program in one place at a time and see whether its tests notice.

    python benchmarks/mutants.py [--sample 300] [--seed 1] [--jobs 2] [--timeout 120] sinfonia/rules sinfonia/shell

Every place where a comparison, a boolean operator, a constant, a `return`, a branch or an entry of a table can be
changed is a mutant; a random sample of them is tried, each in a copy of the tree, with the tests of its package. A
mutant that no test notices *survives*: it is printed with its file, line and change.
"""

from __future__ import annotations

import argparse
import ast
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("sinfonia", "tests", "hooks", "docs", "benchmarks", "pyproject.toml", "README.md", ".pre-commit-hooks.yaml")
# A mutated file's tests: the longest start that fits.
TESTS: dict[str, tuple[str, ...]] = {
    "sinfonia/shell/": ("tests/shell", "tests/rules/shell"),
    "sinfonia/rules/": ("tests/rules",),
    "sinfonia/rules/unsafe_shell/": ("tests/rules/shell", "tests/shell"),
    "sinfonia/rules/hook_bypass/": ("tests/rules/shell",),
    "sinfonia/rules/secret_reads.py": ("tests/rules/shell",),
    "sinfonia/rules/secret_arguments.py": ("tests/rules/shell",),
    "sinfonia/": ("tests",),
}
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change: the file from the root, the place as the number of the node in a walk, and what is done there."""

    path: str
    node: int
    kind: str
    part: int
    line: int


def main() -> int:
    """Run the sample; exit 0 whatever survives: the figure is for people."""
    options = argparse.ArgumentParser(description="Change the program and see whether its tests notice.")
    options.add_argument("targets", nargs="+", help="files or folders of the program")
    options.add_argument("--sample", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--timeout", type=float, default=120.0, help="seconds for the tests of one mutant")
    given = options.parse_args()
    files = [path for target in given.targets for path in sources(ROOT / target)]
    every = [mutant for path in files for mutant in mutants(path)]
    chosen = random.Random(given.seed).sample(every, min(given.sample, len(every)))
    print(f"{len(every)} mutants in {len(files)} files; {len(chosen)} tried", flush=True)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:  # nobody edits this copy while the sample runs
        copy(ROOT, Path(folder))
        if not passes_unchanged(chosen, Path(folder), given.timeout):
            print("the tests fail without any change", file=sys.stderr)
            return 2
        results = run_all(chosen, Path(folder), jobs=given.jobs, timeout=given.timeout)
    for answer in ("unclear", "survived"):
        for mutant, change in sorted((m, text) for m, text, found in results if found == answer):
            print(f"{answer}  {mutant.path}:{mutant.line}  {mutant.kind}: {change}")
    counts = {answer: sum(found == answer for *_, found in results) for answer in ("killed", "survived", "unclear")}
    tried = counts["killed"] + counts["survived"]
    share = 100 * counts["killed"] / max(tried, 1)
    print(f"killed {counts['killed']} of {tried} ({share:.1f} %), {counts['unclear']} unclear")
    return 0


def sources(target: Path) -> list[Path]:
    """Give the Python files of a target, sorted."""
    return [target] if target.is_file() else sorted(target.rglob("*.py"))


def mutants(path: Path) -> list[Mutant]:
    """List the changes of one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    where = path.relative_to(ROOT).as_posix()
    hidden = outside_of_code(tree)
    found = []
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in hidden:
            found += [Mutant(where, number, kind, part, getattr(node, "lineno", 0)) for kind, part in changes(node)]
    return found


def outside_of_code(tree: ast.Module) -> set[int]:
    """Give the ids of nodes that do nothing when the program runs: docstrings, annotations, what only types need."""
    hidden: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            parts += [
                node.returns,
                *(argument.annotation for argument in ast.walk(node.args) if isinstance(argument, ast.arg)),
            ]
        elif isinstance(node, ast.AnnAssign):
            parts.append(node.annotation)
        elif _is_for_types(node):
            parts.append(node)
        for part in parts:
            if part is not None:
                hidden.update(id(child) for child in ast.walk(part))
    return hidden


def _is_for_types(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    names = ("TYPE_CHECKING", "__slots__")
    return isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id in names for t in node.targets)


def changes(node: ast.AST) -> list[tuple[str, int]]:  # noqa: PLR0911 - one case a kind of node
    """Give the (kind, part) of each change that a node allows."""
    if isinstance(node, ast.Compare):
        words = [("text", at) for at, part in enumerate([node.left, *node.comparators]) if is_text(part)]
        return [("comparison", at) for at, op in enumerate(node.ops) if type(op) in COMPARISONS] + words
    if isinstance(node, ast.BoolOp):
        return [("and/or", 0), *(("operand", at) for at in range(len(node.values)))]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [("not", 0)]
    if isinstance(node, ast.Constant) and isinstance(node.value, (bool, int)):
        return [("constant", 0)]
    if isinstance(node, ast.Return) and node.value is not None and not is_none(node.value):
        return [("return", 0)]
    if isinstance(node, ast.If):
        return [("branch never", 0), ("branch always", 0)]
    if isinstance(node, ast.IfExp):
        return [("branch always", 0)]
    if isinstance(node, (ast.Tuple, ast.Set, ast.List)) and len(node.elts) > 1 and all(map(is_text, node.elts)):
        return [("table", at) for at in range(len(node.elts))]
    if isinstance(node, ast.Dict) and len(node.keys) > 1:
        return [("table", at) for at, key in enumerate(node.keys) if key is not None]
    return []


def is_text(node: ast.expr) -> bool:
    """Tell whether a node is a string."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_none(node: ast.expr) -> bool:
    """Tell whether a node is `None`."""
    return isinstance(node, ast.Constant) and node.value is None


def apply(source: str, mutant: Mutant) -> tuple[str, str]:
    """Give the changed source, and the change in words."""
    tree = ast.parse(source)
    node = next(found for number, found in enumerate(ast.walk(tree)) if number == mutant.node)
    before = short(node)
    change(node, mutant)
    return ast.unparse(
        tree
    ), f"{before}  ->  {short(node)}" if mutant.kind != "table" else f"{before}  without entry {mutant.part}"


def change(node: ast.AST, mutant: Mutant) -> None:  # noqa: C901 - one case a kind
    """Change a node in place."""
    match node:
        case ast.Compare() if mutant.kind == "comparison":
            node.ops[mutant.part] = COMPARISONS[type(node.ops[mutant.part])]()
        case ast.Compare():
            part = [node.left, *node.comparators][mutant.part]
            part.value = f"{part.value}\x01"  # type: ignore[attr-defined]  # a string, by `is_text`
        case ast.BoolOp() if mutant.kind == "and/or":
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.BoolOp():
            del node.values[mutant.part]
            if len(node.values) == 1:
                node.values *= 2
        case ast.UnaryOp():
            node.operand = ast.UnaryOp(op=ast.Not(), operand=node.operand)
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int(number)):
            node.value = number + 1
        case ast.Return():
            node.value = ast.Constant(value=None)
        case ast.If() | ast.IfExp():
            node.test = ast.Constant(value=mutant.kind == "branch always")
        case ast.Tuple() | ast.Set() | ast.List():
            del node.elts[mutant.part]
        case ast.Dict():
            del node.keys[mutant.part], node.values[mutant.part]
    ast.fix_missing_locations(node)


def short(node: ast.AST) -> str:
    """Show a node on one line."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) < 90 else text[:87] + "..."


def run_all(chosen: list[Mutant], snapshot: Path, *, jobs: int, timeout: float) -> list[tuple[Mutant, str, str]]:
    """Try mutants in parallel, each worker in its own copy; gives (mutant, change, answer)."""
    waiting: queue.SimpleQueue[Mutant] = queue.SimpleQueue()
    for mutant in chosen:
        waiting.put(mutant)
    results: list[tuple[Mutant, str, str]] = []

    def work() -> None:
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            copy(snapshot, Path(folder))
            while not waiting.empty():
                try:
                    mutant = waiting.get_nowait()
                except queue.Empty:
                    return
                results.append(run_one(mutant, Path(folder), timeout))
                print(f"\r{len(results)}/{len(chosen)}", end="", file=sys.stderr, flush=True)

    threads = [threading.Thread(target=work) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(file=sys.stderr)
    return results


def passes_unchanged(chosen: list[Mutant], folder: Path, timeout: float) -> bool:
    """Tell whether the tests that will be run pass before anything is changed."""
    groups = {TESTS[_start(mutant.path)]: mutant.path for mutant in chosen}
    return all(tests(path, folder, timeout) == 0 for path in groups.values())


def copy(origin: Path, folder: Path) -> None:
    """Copy what the tests need."""
    for name in COPIED:
        source = origin / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, folder / name)


def run_one(mutant: Mutant, folder: Path, timeout: float) -> tuple[Mutant, str, str]:
    """Try one mutant in a copy: `killed` by a failing test or the time, `survived`, else `unclear`."""
    path = folder / mutant.path
    source = path.read_text(encoding="utf-8")
    changed, words = apply(source, mutant)
    path.write_text(changed, encoding="utf-8")
    try:
        code = tests(mutant.path, folder, timeout)
    finally:
        path.write_text(source, encoding="utf-8")
    answer = {0: "survived", 1: "killed", 2: "killed", 124: "killed"}.get(code, "unclear")  # 2: an import fails
    return mutant, words, answer


def tests(path: str, folder: Path, timeout: float) -> int:
    """Run the tests of a file in a copy; gives pytest's exit code, 124 when the time is over."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "--no-header",
        "-p",
        "no:cacheprovider",
        *TESTS[_start(path)],
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_SEED": "0"}
    try:
        done = subprocess.run(
            [*command, f"--basetemp={folder}/.pytest"],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        return 124
    return done.returncode


def _start(path: str) -> str:
    return max((start for start in TESTS if path.startswith(start)), key=len)


if __name__ == "__main__":
    sys.exit(main())
