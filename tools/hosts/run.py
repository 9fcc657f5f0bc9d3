"""The guards inside the real programs: `python tools/hosts/run.py FOLDER [--table FILE] [--many N] [NAME...]`.

FOLDER holds the packages (`make hosts` installs them). Each program runs headless against a scripted model, in a
network namespace that has only loopback where the system allows one. For every program: what must be refused is,
what must run does, and with the guard taken away the same calls run, which shows that it was the guard. Claude Code
and OpenCode share one repository, prepared with one command.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from programs import PROGRAMS
from proofs import Verdicts, last, prove

TOGETHER = ("claude-code", "opencode")
THROUGH = {"claude-code": "copilot"}  # it runs the hooks of the other's file as well


def proven(names: list[str], folder: Path) -> list[Verdicts]:
    """Prove the programs, those of one repository together; gives the verdicts in the order of the table."""
    first = [name for name in TOGETHER if name in names]
    groups = [first, *([name] for name in names if name not in TOGETHER)]
    found: list[Verdicts] = []
    for group in filter(None, groups):
        print(f"sinfonia init -y --agents {','.join(group)}", flush=True)
        through = next((THROUGH[name] for name in group if THROUGH.get(name) in names), None)
        found += prove([PROGRAMS[name] for name in group], folder, through=PROGRAMS[through] if through else None)
    return joined(found)


def joined(found: list[Verdicts]) -> list[Verdicts]:
    """Put together what was proven of a program in several repositories."""
    by_name: dict[str, Verdicts] = {name: Verdicts(program) for name, program in PROGRAMS.items()}
    for verdicts in found:
        by_name[verdicts.program.name].rows += verdicts.rows
    return [verdicts for verdicts in by_name.values() if verdicts.rows]


def table(found: list[Verdicts], *, alone: bool) -> str:
    """Write the results as a page."""
    names = list(dict.fromkeys(what for verdicts in found for what, _ in verdicts.rows))
    programs = [verdicts.program for verdicts in found]
    head = ["| what was proven | " + " | ".join(f"{one.name} {one.version}" for one in programs) + " |"]
    head.append("| --- |" + " --- |" * len(found))
    for what in names:
        cells = [
            next((("yes" if holds else "**no**") for name, holds in one.rows if name == what), "") for one in found
        ]
        head.append(f"| {what} | " + " | ".join(cells) + " |")
    where = "a network namespace with loopback only" if alone else "the network of the machine"
    lines = (
        "# What was proven in the real programs",
        "",
        "Written by `make hosts`: the programs of the table, headless, against a scripted model, in",
        f"{where}. Claude Code and OpenCode ran in one repository that was prepared",
        f"with `sinfonia init -y --agents {','.join(TOGETHER)}`, without another command for the guards.",
        "",
        *head,
        "",
        "Cursor could not be run: its guard follows its documentation, and so do the payloads of its tests.",
        "",
    )
    return "\n".join(lines)


def isolated() -> bool:
    """Tell whether loopback is the only interface."""
    with open("/proc/net/dev", encoding="ascii") as file:
        return [line.split(":")[0].strip() for line in file.read().splitlines()[2:]] == ["lo"]


def enter_namespace() -> None:
    """Start again in a network namespace of our own, where the system allows one."""
    script = 'ip link set lo up && exec "$@"'
    enter = ["unshare", "-n", "sh", "-c", script, "sh"]
    if shutil.which("unshare") and subprocess.run([*enter, "true"], capture_output=True, check=False).returncode == 0:
        os.environ["SINFONIA_HOSTS_AGAIN"] = "1"
        os.execvp("unshare", [*enter, sys.executable, *sys.argv])


def main() -> int:
    """Prove what is asked for; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--many", type=int, metavar="N", help="make N calls in one session instead: what is left?")
    parser.add_argument("names", nargs="*")
    args = parser.parse_intermixed_args()
    alone = Path("/proc/net/dev").exists() and isolated()
    if not alone and not os.environ.get("SINFONIA_HOSTS_AGAIN"):
        enter_namespace()
    folder = args.folder.resolve()  # the programs start in folders of their own
    names = args.names or list(PROGRAMS)
    for name in names:
        if not PROGRAMS[name].path(folder).exists():
            print(f"FAIL  {name} is not installed")
            return 1
    found = last([PROGRAMS[name] for name in names], folder, args.many) if args.many else proven(names, folder)
    if args.table:
        args.table.write_text(table(found, alone=alone))
    return int(any(not holds for one in found for _, holds in one.rows))


if __name__ == "__main__":
    sys.exit(main())
