"""Many calls through the installed guard: nothing is left running, locked or lying about, and the log stays bounded.

`make proof` makes 500 calls, `make test` some of them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from agent_world import NEW, shop_in
from host_payloads import KNOWN

from sinfonia.surfaces.agent import log

CALLS = 500 if os.environ.get("SINFONIA_PROOF") == "full" else 24
KEPT = {".git/sinfonia/decisions.jsonl", ".git/sinfonia/decisions.1.jsonl", ".git/sinfonia/policy.cache"}


@pytest.fixture
def shop(repo):
    shop = shop_in(repo)
    repo.write({".sinfonia/config.yaml": 'version: "0.1"\n'})
    return shop


def payloads(known, path):
    """What a session asks for: refused and allowed calls, moments, events that nothing is done about, and rubbish."""
    tools = {"read": ("README.md",), "write": ("src/shop.py", NEW), "run": ("git commit --no-verify -m x",),
             "add": ("notes.md", "x\n"), "search": (".", ".env*")}  # fmt: skip
    calls = [known.payload(action, *args, cwd=path) for action, args in tools.items() if action in known.tools]
    moments = [{**payload, "cwd": str(path)} for payload in known.moments.values()]
    return [json.dumps(row).encode() for row in (*calls, *moments, *known.silent)] + [b"{"]


def call(known, data, shop, scratch):
    """Run the hook as its host does; gives the exit code."""
    command = (sys.executable, "-m", "sinfonia.door", known.name)
    env = {**shop.env, "TMPDIR": str(scratch)}
    done = subprocess.run(command, input=data, cwd=shop.path, env=env, capture_output=True, timeout=120, check=False)
    assert b"Traceback" not in done.stderr
    return done.returncode


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def running(folder):
    """Name the processes that run in a folder."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            where = os.readlink(entry / "cwd")
        except OSError:
            continue  # it has ended, or is somebody else's
        if where == str(folder):
            found.add(entry.name)
    return found


def test_many_calls_leave_no_process_no_lock_no_scratch_and_a_log_of_bounded_size(shop, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    before = files(shop.path)
    folder = shop.path / ".git" / "sinfonia"
    folder.mkdir()
    (folder / log.NAME).write_bytes(b'{"host": "x"}\n' * (log.LARGEST // 14 - 10))  # it fills up on the way
    asked = [(known, data) for known in KNOWN.values() for data in payloads(known, shop.path)]
    rounds = [asked[number * 7 % len(asked)] for number in range(CALLS)]
    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(lambda row: call(*row, shop, scratch), rounds))
    assert set(codes) == {0, 2}
    assert files(shop.path) - before <= KEPT
    assert not list(scratch.iterdir())
    if Path("/proc").exists():
        assert running(shop.path) == set()
    sizes = [(folder / name).stat().st_size for name in (log.NAME, log.OLDER)]
    assert all(size < log.LARGEST + 4096 for size in sizes)
    written = [row["host"] for row in log.rows(str(shop.path / ".git")) if row["host"] != "x"]
    judged = [known.name for known, data in rounds if data == b"{" or known.host.read(json.loads(data)) is not None]
    assert sorted(written) == sorted(judged)
