"""`sinfonia verify` of a session with 200 signed records, against `git verify-tag` of the same tags."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import measure

sys.path.insert(0, str(measure.ROOT / "tests" / "workflow" / "records"))

RECORDS = 200
RUNS = 7


def main() -> None:
    """Print one row for each size."""
    if shutil.which("ssh-keygen") is None:
        print("skip  sinfonia verify: ssh-keygen is not installed")
        return
    with tempfile.TemporaryDirectory(prefix="sinfonia-bench-") as folder:
        for count in (RECORDS // 10, RECORDS):
            compare(Path(folder), count)


def compare(folder: Path, count: int) -> None:
    """Measure both programs over as many records."""
    path, tags = session(folder / str(count), count)
    measure.ENV["HOME"] = str(path.parent / "home")
    measure.ENV.pop("GIT_INDEX_FILE", None)
    commands = {
        "ours": [[str(measure.SCRIPTS / "sinfonia"), "verify", "--complete", "--require-trust"]],
        "git": [["git", "verify-tag", *tags]],
    }
    for name, (command,) in commands.items():
        import subprocess

        done = subprocess.run(command, cwd=path, env=measure.ENV, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{name} refuses what it shall measure:\n{done.stdout}{done.stderr}")
    times = measure.wall(commands, path, RUNS)
    detail = f"{times['ours']:.0f} ms / {times['git']:.0f} ms"
    target = 0.7 if count == RECORDS else 3.0
    measure.line(f"sinfonia verify, {count} records / git verify-tag", times["ours"] / times["git"], target, detail)


def session(folder: Path, count: int) -> tuple[Path, list[str]]:
    """Make a session that one reviewer approved many times; gives its repository and its tags."""
    from ledger_world import build, make_keys

    from sinfonia.workflow.records import tag
    from sinfonia.workflow.trust.keys import allowed_signers
    from sinfonia.workflow.trust.read import read_policy

    home = folder / "home"
    home.mkdir(parents=True)
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    world = build(folder / "repo", env, make_keys(folder / "keys"))
    signer = world.signer("ben")
    made: list[tag.Tag] = []
    first = world.record("ben")
    from dataclasses import replace

    for number in range(count):
        seen = tuple(sorted(one.oid for one in made[-5:]))
        record = replace(first, note=f"look number {number}", nonce=os.urandom(16).hex(), previous=seen)
        made.append(tag.make(world.repo, record, signer, world.who("ben")))
    world.git("update-ref", "--stdin", stdin="".join(f"create {one.ref} {one.oid}\n" for one in made).encode())
    world.commit({world.copy_of(one.oid): one.data for one in made}, "Approve", by="ben")
    world.put_index(world.complete(), by="ben")
    signers = folder / "allowed_signers"
    signers.write_bytes(allowed_signers(read_policy(world.policy().encode())))
    world.git("config", "gpg.ssh.allowedSignersFile", str(signers))
    return world.path, [one.ref.removeprefix("refs/tags/") for one in made]


if __name__ == "__main__":
    main()
