"""What is proven of each program: what must be refused is, what must run does, and it was the guard that made it so."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from place import Place

if TYPE_CHECKING:
    from programs import Program

NEW = "def total(rows):\n    return sum(rows)\n"
TEST = "from src.prices import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n"
SECRET = "key = 'AKIA" + "IOSFODNN7EXAMPLQ'\n"
GOAL = "Count the marbles of the shop"
REFUSED, MISSING = "Refused by sinfonia", "sinfonia is not installed"


@dataclass
class Verdicts:
    """What was proven of one program."""

    program: Program
    rows: list[tuple[str, bool]] = field(default_factory=list)

    def add(self, what: str, *, holds: bool, seen: object = "") -> None:
        """Note one assertion."""
        self.rows.append((what, holds))
        print(
            f"  {'ok  ' if holds else 'FAIL'}  {self.program.name}: {what}{'' if holds else f': {seen!r}'}", flush=True
        )


def prove(programs: list[Program], folder: Path, *, through: Program | None = None) -> list[Verdicts]:
    """Prepare one repository for these programs with one command, and run each of them through everything.

    `through` is a program that has the guard of another one: it runs there too, and must be asked once.
    """
    found = [Verdicts(program) for program in programs]
    names = ",".join(program.name for program in programs)
    with tempfile.TemporaryDirectory(prefix="sinfonia-hosts-") as top:
        place = Place(Path(top).resolve())
        prepare(place, names)
        for verdicts in found:
            _checked(verdicts, place)
            _guarded(verdicts, place, folder)
        if through is not None:
            found.append(Verdicts(through))
            _shared(found[-1], programs[0].name, place, folder)
        place.shell("sinfonia", "start", "dev-story", "--goal", GOAL)
        for verdicts in found[: len(programs)]:
            _noted(verdicts, place, folder)
        if through is not None:
            done = place.start(through, folder, [through.run("echo on")])
            what = f"with the guard of {programs[0].name} it is told where the session stands"
            found[-1].add(what, holds=GOAL in done.sent, seen=done.printed[-900:])
        for verdicts in found[: len(programs)]:
            _missing(verdicts, place, folder)
        place.shell("sinfonia", "uninstall", "--agents", names)
        for verdicts in found[: len(programs)]:
            _without(verdicts, place, folder)
    return found


def prepare(place: Place, names: str) -> None:
    """Set a project up as a person does: with one command, and the commit that it names."""
    place.shell("sinfonia", "init", "-y", "--agents", names)
    place.shell("git", "add", "-A")
    place.shell("git", "commit", "-q", "-m", "Bring in Sinfonia")


def last(programs: list[Program], folder: Path, calls: int) -> list[Verdicts]:
    """Run many calls in one session of each program, and look at what is left behind."""
    found = []
    for program in programs:
        with tempfile.TemporaryDirectory(prefix="sinfonia-hosts-") as top:
            place = Place(Path(top).resolve())
            prepare(place, program.name)
            verdicts = Verdicts(program)
            _many(verdicts, place, folder, calls)
            found.append(verdicts)
    return found


def _checked(verdicts: Verdicts, place: Place) -> None:
    """Let doctor look, and look again once the guard is switched off: it must be seen."""
    rows = [place.doctor(verdicts.program.name)]
    path = next(iter(sorted(place.guards(verdicts.program.name))))
    kept = path.read_bytes()
    path.unlink()
    rows.append(place.doctor(verdicts.program.name))
    path.write_bytes(kept)
    holds = "problem" not in rows[0] and "ok" in rows[0] and "problem" in rows[1]
    verdicts.add("`sinfonia doctor` finds it well, and notices when it is gone", holds=holds, seen=rows)


def _guarded(verdicts: Verdicts, place: Place, folder: Path) -> None:
    program, root = verdicts.program, place.project
    source, test, keys = (str(root / name) for name in ("src/prices.py", "tests/test_prices.py", "keys.txt"))
    turns = [
        # Gemini CLI reads no `.env` of its own accord, which would prove nothing.
        program.run("cat .env") if program.name == "gemini" else program.read(str(root / ".env")),
        program.read(str(root / "README.md")),
        program.write(source, NEW),
        program.write(keys, SECRET),
        program.run("git commit --allow-empty --no-verify -m x"),
        program.run("sinfonia approve 1"),
        program.run("printf 'fine-%s' 42"),
        program.write(test, TEST),
        program.write(source, NEW),
    ]
    before, known = place.shell("git", "rev-parse", "HEAD"), len(place.decisions(program.name))  # doctor asked too
    done = place.start(program, folder, turns)
    seen = [*done.results, *[""] * 12]
    verdicts.add(
        "a read of `.env` is refused",
        holds=REFUSED in seen[0] and "hunter2" not in done.sent,
        seen=seen[0] or done.printed[-900:],
    )
    verdicts.add("another read runs", holds="hello readme" in seen[1], seen=seen[1])
    verdicts.add("code without a test is refused", holds="ENF-001" in seen[2], seen=seen[2])
    verdicts.add(
        "a secret in content is refused", holds="ENF-008" in seen[3] and not (root / "keys.txt").exists(), seen=seen[3]
    )
    after = place.shell("git", "rev-parse", "HEAD")
    verdicts.add("`git commit --no-verify` is refused", holds="ENF-011" in seen[4] and after == before, seen=seen[4])
    verdicts.add("`sinfonia approve` is refused", holds="ENF-011" in seen[5], seen=seen[5])
    verdicts.add("a harmless command runs", holds="fine-42" in seen[6], seen=seen[6])
    verdicts.add("a test is written", holds=Path(test).exists(), seen=seen[7])
    written = Path(source).exists() and "sum" in Path(source).read_text()
    verdicts.add("code with a pending test is written", holds=written, seen=seen[8])
    rows = place.decisions(program.name)[known:]
    verdicts.add("each call is asked about once", holds=len(rows) == len(turns), seen=rows)
    place.shell("git", "clean", "-fdqx", "--", "src", "tests")


def _shared(verdicts: Verdicts, owner: str, place: Place, folder: Path) -> None:
    """Run a program that reads another one's file: one refusal, written down once."""
    before = len(place.decisions(owner))
    done = place.start(verdicts.program, folder, [verdicts.program.read(str(place.project / ".env"))])
    asked = len(place.decisions(owner)) - before + len(place.decisions(verdicts.program.name))
    holds = asked == 1 and REFUSED in "".join(done.results) and "hunter2" not in done.sent
    verdicts.add(f"with the guard of {owner} it is asked once", holds=holds, seen=(asked, done.results, done.printed))


def _noted(verdicts: Verdicts, place: Place, folder: Path) -> None:
    program = verdicts.program
    turns = [program.run("echo at-$SINFONIA_WORKFLOW_ID-$SINFONIA_CURRENT_STEP-end")]
    usage = None
    if program.name == "opencode":  # it is told when its context is cut
        turns.append(program.read(str(place.project / "README.md")))
        usage = {1: 19500}
    done = place.start(program, folder, turns, usage=usage)
    verdicts.add("where the session stands reaches the model", holds=GOAL in done.sent, seen=done.printed[-900:])
    if program.name in ("claude-code", "opencode"):
        holds = any("at-dev-story-" in result for result in done.results)
        verdicts.add("the session's variables reach the shell", holds=holds, seen=done.results)
    log = [
        line
        for line in place.shell("sinfonia", "log", "--decisions").splitlines()
        if program.name in line and ("ENF-004" in line or "ENF-007" in line)
    ]
    verdicts.add("what is open at the end is told or written down", holds=bool(log), seen=log)


def _missing(verdicts: Verdicts, place: Place, folder: Path) -> None:
    """Work in a clone on a machine that has no Sinfonia."""
    clone = place.project.parent / f"clone-{verdicts.program.name}"
    place.shell("git", "clone", "-q", str(place.project), str(clone))
    path = ":".join(part for part in place.env["PATH"].split(":") if not (Path(part) / "sinfonia-hook").exists())
    turns = [verdicts.program.read(str(clone / "README.md"))]
    done = place.start(verdicts.program, folder, turns, project=clone, env={"PATH": path})
    told = MISSING in "".join(done.results)
    verdicts.add("in a clone without Sinfonia a call is refused and says so",
                 holds=told and "hello readme" not in done.sent, seen=(done.results, done.printed[-600:]))  # fmt: skip
    shutil.rmtree(clone)


def _without(verdicts: Verdicts, place: Place, folder: Path) -> None:
    """Run the call that was refused where the guard was taken out: it must run, else nothing was proven."""
    done = place.start(verdicts.program, folder, [verdicts.program.run("cat .env")])
    verdicts.add("with the guard uninstalled the same call runs", holds="hunter2" in "".join(done.results),
                 seen=(done.results, done.printed[-900:]))  # fmt: skip


def _many(verdicts: Verdicts, place: Place, folder: Path, calls: int) -> None:
    program = verdicts.program
    before = _left(place)
    turns = [program.run(f"echo {number}") for number in range(calls)]
    done = place.start(program, folder, turns, seconds=60 + 5 * calls)
    asked = len(place.decisions(program.name))
    holds = asked == calls and len(done.results) == calls
    verdicts.add(f"{calls} calls in one session are asked about", holds=holds, seen=(asked, done.printed[-900:]))
    verdicts.add(f"{calls} calls leave no process, lock or scratch file", holds=_left(place) <= before | KEPT,
                 seen=sorted(_left(place) - before))  # fmt: skip


KEPT = {"file .git/sinfonia/decisions.jsonl", "file .git/sinfonia/policy.cache", "file .git/sinfonia/told"}


def _left(place: Place) -> set[str]:
    """Name the files of ours and the locks in the project, and the processes that run in it."""
    files = (str(path.relative_to(place.project)) for path in place.project.rglob("*") if path.is_file())
    found = {f"file {name}" for name in files if "sinfonia" in name or name.endswith(".lock")}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            where = (entry / "cwd").resolve()
        except OSError:
            continue  # it has ended
        if where.is_relative_to(place.project):
            found.add(f"process {entry.name} {command}")
    return found
