"""Change the program in one place at a time and see whether its tests notice.

    nice -n 5 python benchmarks/mutants.py [--sample 300] [--seed 1] [--jobs 2] [--results FILE] TARGET...
    nice -n 5 python benchmarks/mutants.py --again FILE [--results FILE]

Every place where a comparison, a boolean operator, a constant, a `return`, a branch or an entry of a table can be
changed is a mutant; a random sample of them is tried, each in a copy of the tree, first with the tests nearest to
the changed file, then with the wider ones. A mutant that no test notices *survives*: it is printed with its file,
line and change, and `--again` tries those of a written result once more, with the tests as they are now.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import queue
import random
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import venv
from pathlib import Path

from mutations import Mutant, apply, mutants, sources

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("sinfonia", "tests", "hooks", "docs", "benchmarks", "pyproject.toml", "README.md", ".pre-commit-hooks.yaml")
COMMANDS = ("tests/rules/shell",)
ANALYSIS = ("tests/shell",)
SLOW_CODE = ("tests/rules/code/test_code_behaviour.py", "tests/rules/code/test_code_grammar.py")
CODE = ("tests/rules/code", *(f"--ignore={path}" for path in SLOW_CODE))
AGENT = ("tests/surfaces/test_claude_code.py", "tests/surfaces/test_agent_reads.py")
AGENT_WRITES = "tests/surfaces/test_agent_writes.py"
SECRET_FILES = "tests/rules/test_enf_002_secret_file.py"
SECRET_PLACES = "tests/rules/test_secret_places.py"
SECRET_FOLDERS = "tests/rules/test_secret_folders.py"
POLICY_FILES = "tests/rules/test_enf_010_policy_change.py"
# Long, for the one question that only a pattern can fail: asked in the second stage.
HOSTILE = "tests/rules/secrets/test_secret_scan.py::test_hostile_repetition_does_not_hang"
SECRETS = ("tests/rules/secrets", f"--deselect={HOSTILE}")
LEDGER = (("tests/rules/test_workflow_rules_judge.py",), ("tests/doors/test_suppression.py",))
# A changed file's tests, in stages, the quickest first: the longest start that fits. A later stage runs for survivors.
TESTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "sinfonia/shell/": (COMMANDS, ANALYSIS, (*AGENT, SECRET_FILES, POLICY_FILES)),
    "sinfonia/rules/": (("tests/rules", SECRETS[1]), (*AGENT, "tests/doors/test_suppression.py")),
    "sinfonia/rules/code/": (
        CODE,
        SLOW_CODE,
        ("tests/rules/weakening", "tests/doors/test_untested_ranges.py", "tests/doors/test_strictness.py"),
    ),
    "sinfonia/rules/weakening/": (("tests/rules/weakening",), CODE),
    "sinfonia/rules/secrets/": (
        SECRETS,
        (SECRET_FILES, "tests/cli/test_cli_engines.py", "tests/doors/test_evasion.py"),
        (HOSTILE,),
    ),
    "sinfonia/rules/unsafe_shell/": (COMMANDS, ANALYSIS, (*AGENT, SECRET_FILES)),
    "sinfonia/rules/hook_bypass/": (COMMANDS, ANALYSIS, (*AGENT, SECRET_FILES, "tests/doors/test_skipped_hooks.py")),
    "sinfonia/rules/secret_": ((SECRET_PLACES, SECRET_FOLDERS, SECRET_FILES, *COMMANDS), ANALYSIS, AGENT),
    "sinfonia/rules/path_forms.py": ((SECRET_FOLDERS, SECRET_FILES, POLICY_FILES, *COMMANDS), ANALYSIS, AGENT),
    "sinfonia/rules/agent_writes.py": ((SECRET_FOLDERS, *AGENT), (*COMMANDS, AGENT_WRITES)),
    "sinfonia/rules/custom": (("tests/rules/test_custom.py",), (AGENT_WRITES,)),
    "sinfonia/rules/enf_001": (CODE, SLOW_CODE, ("tests/doors/test_untested_ranges.py",)),
    "sinfonia/rules/enf_002": ((SECRET_FILES, *COMMANDS), AGENT),
    "sinfonia/rules/enf_004": LEDGER,
    "sinfonia/rules/enf_005": (COMMANDS, ANALYSIS, AGENT),
    "sinfonia/rules/enf_007": LEDGER,
    "sinfonia/rules/enf_008": (SECRETS, (*AGENT, "tests/doors/test_evasion.py")),
    "sinfonia/rules/enf_009": LEDGER,
    "sinfonia/rules/enf_010": ((POLICY_FILES,), (*COMMANDS, *AGENT, AGENT_WRITES)),
    "sinfonia/rules/enf_011": (COMMANDS, ANALYSIS, (*AGENT, "tests/doors/test_skipped_hooks.py")),
    "sinfonia/rules/enf_012": LEDGER,
    "sinfonia/rules/enf_013": LEDGER,
    "sinfonia/rules/enf_014": (("tests/rules/weakening",), CODE),
    "sinfonia/rules/enf_9": (
        ("tests/rules/test_enf_900_about_judging.py", "tests/doors/test_suppression.py"),
        ("tests/rules", SECRETS[1], "tests/doors/test_server_door.py", "tests/doors/test_push_door.py"),
    ),
    "sinfonia/": (("tests",),),
}


def main() -> int:
    """Run the sample; exit 0 whatever survives: the figure is for people."""
    given = arguments()
    chosen = survivors(given.again) if given.again else sample(given.targets, given.sample, given.seed)
    print(f"{len(chosen)} mutants", flush=True)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:  # nobody edits this copy while the sample runs
        copy(ROOT, Path(folder))
        failing = failing_unchanged(chosen, Path(folder), given)
        if failing:
            print(f"the tests fail without any change: {failing}", file=sys.stderr)
            return 2
        results = run_all(chosen, Path(folder), given)
    show(results)
    return 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    options = argparse.ArgumentParser(description="Change the program and see whether its tests notice.")
    options.add_argument("targets", nargs="*", help="files or folders of the program")
    options.add_argument("--sample", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--timeout", type=float, default=180.0, help="seconds for one stage of tests of one mutant")
    options.add_argument("--stages", type=int, default=3, help="1 for the nearest tests alone")
    options.add_argument(
        "--results", type=Path, help="add each mutant and its answer to this file, one JSON object a line"
    )
    options.add_argument("--again", type=Path, help="try only the survivors of this written result")
    given = options.parse_args()
    if bool(given.targets) == bool(given.again):
        options.error("give targets, or --again FILE")
    return given


def sample(targets: list[str], size: int, seed: int) -> list[Mutant]:
    """Choose mutants of the targets at random: the same ones for the same program, size and seed."""
    every = [mutant for target in targets for path in sources(ROOT / target) for mutant in mutants(path, ROOT)]
    print(f"{len(every)} possible, ", end="")
    return random.Random(seed).sample(every, min(size, len(every)))


def survivors(results: Path) -> list[Mutant]:
    """Read the mutants of a result that survived; one that is not in the program any more is told and left out."""
    found = []
    for line in results.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words, answer = row.pop("change"), row.pop("answer")
        mutant = Mutant(**row)
        if answer == "killed":
            continue
        here = _now(mutant, words)
        if here is not None:
            found.append(here)
        else:
            print(f"gone  {mutant.path}:{mutant.line}  {words}")
    return found


def show(results: list[tuple[Mutant, str, str]]) -> None:
    """Print what was not killed, and the figures of each package and of all."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for mutant, change, found in sorted(results):
        counts[mutant.path.rpartition("/")[0]][found] += 1
        if found != "killed":
            print(f"{found}  {mutant.path}:{mutant.line}  {mutant.kind}: {change}")
    counts["all"] = sum(counts.values(), collections.Counter())
    for package, answers in counts.items():
        tried = answers["killed"] + answers["survived"]
        share = 100 * answers["killed"] / max(tried, 1)
        print(f"{package}: killed {answers['killed']} of {tried} ({share:.1f} %), {answers['unclear']} unclear")


def run_all(chosen: list[Mutant], snapshot: Path, given: argparse.Namespace) -> list[tuple[Mutant, str, str]]:
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
                result = run_one(mutant, Path(folder), given)
                results.append(result)
                if given.results:
                    row = {**mutant._asdict(), "change": result[1], "answer": result[2]}
                    with given.results.open("a", encoding="utf-8") as file:
                        file.write(f"{json.dumps(row)}\n")
                print(f"\r{len(results)}/{len(chosen)}", end="", file=sys.stderr, flush=True)

    threads = [threading.Thread(target=work) for _ in range(given.jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(file=sys.stderr)
    return results


def failing_unchanged(chosen: list[Mutant], folder: Path, given: argparse.Namespace) -> str:
    """Name the first tests that fail before anything is changed; empty when all pass."""
    stages = {stage for mutant in chosen for stage in _stages(mutant.path, given)}
    return next((" ".join(stage) for stage in sorted(stages) if tests(stage, folder, given.timeout)), "")


def copy(origin: Path, folder: Path) -> None:
    """Copy what the tests need, with an environment in which also the programs that a test starts are the copy's."""
    for name in COPIED:
        source = origin / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, folder / name)
    venv.create(folder / ".venv", symlinks=os.name != "nt")
    packages = sysconfig.get_path("purelib", "venv", {"base": str(folder / ".venv")})
    Path(packages, "copy.pth").write_text(f"{folder}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    for name in ("sinfonia", "sinfonia-hook"):
        ours = Path(sys.executable).with_name(name)
        script = _python(folder).with_name(name)
        script.write_text(ours.read_text(encoding="utf-8").replace(sys.executable, str(_python(folder))), "utf-8")
        script.chmod(0o755)


def run_one(mutant: Mutant, folder: Path, given: argparse.Namespace) -> tuple[Mutant, str, str]:
    """Try one mutant in a copy: `killed` by a failing test or the time, `survived`, else `unclear`."""
    path = folder / mutant.path
    source = path.read_text(encoding="utf-8")
    changed, words = apply(source, mutant)
    path.write_text(changed, encoding="utf-8")
    try:
        stages = _stages(mutant.path, given)
        code = next((code for stage in stages if (code := tests(stage, folder, given.timeout))), 0)
    finally:
        path.write_text(source, encoding="utf-8")
    answer = {0: "survived", 1: "killed", 2: "killed", 4: "killed", 124: "killed"}.get(code, "unclear")
    return mutant, words, answer


def tests(stage: tuple[str, ...], folder: Path, timeout: float) -> int:
    """Run tests in a copy; gives pytest's exit code (2 and 4: an import fails), 124 when the time is over."""
    command = [str(_python(folder)), "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*command, "--hypothesis-seed=0", f"--basetemp={folder}/.pytest", *stage],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        return 124
    return done.returncode


def _python(folder: Path) -> Path:
    return Path(sysconfig.get_path("scripts", "venv", {"base": str(folder / ".venv")}), Path(sys.executable).name)


def _now(mutant: Mutant, words: str) -> Mutant | None:
    """Find the same change in the file as it is now: nothing but its words and its line says where it was."""
    path = ROOT / mutant.path
    source = path.read_text(encoding="utf-8")
    like = (one for one in mutants(path, ROOT) if (one.kind, one.part) == (mutant.kind, mutant.part))
    same = [one for one in like if apply(source, one)[1] == words]
    return min(same, key=lambda one: (abs(one.line - mutant.line), abs(one.node - mutant.node)), default=None)


def _stages(path: str, given: argparse.Namespace) -> tuple[tuple[str, ...], ...]:
    start = max((start for start in TESTS if path.startswith(start)), key=len)
    return TESTS[start][: given.stages]


if __name__ == "__main__":
    sys.exit(main())
