"""The plugin of OpenCode, run by node with contexts like the host's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
from agent_world import shop_in

from sinfonia.scaffold.agents.opencode import plugin

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")

# Calls hooks as the host does, and prints what each did: what it threw, or what it left in its output.
DRIVER = """\
import { readFileSync } from "node:fs"
const { Sinfonia } = await import(process.argv[2])
const { directory, calls } = JSON.parse(readFileSync(0, "utf8"))
const shown = []
const client = {
  tui: { showToast: async ({ body }) => shown.push(body.message) },
  app: { log: async () => { throw new Error("no log") } },
}
const hooks = await Sinfonia({ directory, worktree: directory, client })
const results = await Promise.all(calls.map(async ([name, input, output]) => {
  try {
    await (name === "event" ? hooks.event({ event: input }) : hooks[name](input, output))
    return { output }
  } catch (error) {
    return { thrown: error.message }
  }
}))
console.log(JSON.stringify({ hooks: Object.keys(hooks).sort(), results, shown }))
"""


@pytest.fixture
def shop(repo):
    return shop_in(repo)


@pytest.fixture
def host(shop, tmp_path):
    """Load the plugin in node and call its hooks."""
    (tmp_path / "plugin.mjs").write_bytes(plugin())
    (tmp_path / "driver.mjs").write_text(DRIVER)

    def host(*calls, path=None):
        done = subprocess.run(
            [NODE, str(tmp_path / "driver.mjs"), str(tmp_path / "plugin.mjs")],
            input=json.dumps({"directory": str(shop.path), "calls": calls}),
            env={**shop.env, "PATH": path or shop.env["PATH"]},
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    return host


@pytest.fixture
def fake(tmp_path):
    """Put a program in the place of `sinfonia-hook`; gives a PATH."""

    def fake(body: str) -> str:
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        (folder / "sinfonia-hook").write_text(f"#!{sys.executable}\n{body}\n")
        (folder / "sinfonia-hook").chmod(0o755)
        return f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin"

    return fake


def before(tool: str, args: object) -> list[object]:
    return ["tool.execute.before", {"tool": tool, "sessionID": "ses_1", "callID": "c1"}, {"args": args}]


def test_a_refused_call_throws_the_reason_and_another_goes_on(host):
    told = host(before("read", {"filePath": ".env"}), before("read", {"filePath": "README.md"}))["results"]
    assert told[0]["thrown"].startswith("Refused by sinfonia: ENF-002 secret-file\n")
    assert told[1] == {"output": {"args": {"filePath": "README.md"}}}


def test_calls_at_the_same_time_get_their_own_answers(host):
    calls = [before("bash", {"command": "ls" if number % 2 else "rm -rf /"}) for number in range(6)]
    told = host(*calls)["results"]
    assert [("thrown" in row) for row in told] == [True, False] * 3


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("raise SystemExit(1)", "sinfonia-hook ended with 1"),
        ("raise SystemExit(2)", "sinfonia-hook ended with 2"),
        ("import sys; sys.stderr.write('not today'); raise SystemExit(2)", "not today"),
        ("import os; os.kill(os.getpid(), 9)", "sinfonia-hook was killed"),
        ("import os; os.close(0); raise SystemExit(3)", "sinfonia-hook ended with 3"),
    ],
    ids=["exit 1", "silent refusal", "reason on standard error", "killed", "deaf"],
)
def test_a_guard_that_is_broken_refuses(host, fake, body, message):
    told = host(before("read", {"filePath": "README.md", "x": "y" * 200_000}), path=fake(body))["results"]
    assert told[0]["thrown"] == message
    told = host(before("read", {"filePath": "README.md"}), path=fake("import sys; sys.stdin.read()"))["results"]
    assert "thrown" not in told[0]


def test_without_sinfonia_every_call_is_refused_and_says_so(host, tmp_path):
    calls = (
        before("read", {"filePath": "README.md"}),
        ["shell.env", {"cwd": "."}, {"env": {}}],
        ["experimental.session.compacting", {"sessionID": "s"}, {"context": []}],
        ["event", {"type": "session.idle", "properties": {"sessionID": "s"}}, None],
    )
    answer = host(*calls, path=str(tmp_path))
    assert answer["results"][0]["thrown"].startswith("sinfonia is not installed: ")
    assert [row.get("output") for row in answer["results"][1:]] == [{"env": {}}, {"context": []}, None]
    assert answer["shown"] == []


def test_the_shell_gets_variables_and_keeps_its_own(host, shop):
    told = host(["shell.env", {"cwd": str(shop.path)}, {"env": {"OWN": "1"}}])["results"]
    assert told[0]["output"]["env"]["OWN"] == "1"
    assert told[0]["output"]["env"]["SINFONIA_PROJECT_ROOT"] == str(shop.path)


def test_notes_reach_the_context_and_the_screen(host, fake):
    body = """\
import json, sys
hook = json.load(sys.stdin)["hook"]
note = {"experimental.session.compacting": {"context": ["step 2 is open"]}, "session.idle": {"message": "open"}}
print(json.dumps(note.get(hook, {})))"""
    answer = host(
        ["experimental.session.compacting", {"sessionID": "s"}, {"context": ["own"]}],
        ["event", {"type": "session.idle", "properties": {"sessionID": "s"}}, None],
        ["event", {"type": "session.diff", "properties": {}}, None],
        path=fake(body),
    )
    assert answer["results"][0]["output"]["context"] == ["own", "step 2 is open"]
    assert answer["shown"] == ["open"]


def test_the_plugin_imports_nothing_when_it_loads(host):
    lines = plugin().decode().splitlines()
    assert not [line for line in lines if line.startswith("import ") or "require(" in line]
    assert "tool.execute.before" in host()["hooks"]
