"""Show the main job in a throw-away repository: bad commits refused, mended ones accepted, CI of the same mind.

Then a session of work goes through its steps: no gate opens before its work is done, and an approval is about what was
approved. Run by `make demo`. It uses only public commands: git, `sinfonia`, and the guard that a coding agent's host
calls.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SCRIPTS = Path(sys.executable).parent
CONFIG = """\
version: "0.1"
custom:
  - id: DEMO-001
    name: no-print
    message: a debugging `print` would be committed
    help: use the logger of the module
    paths: ["src/**"]
    added: '\\bprint\\('
"""
LOGIN = "def login(user, password):\n    return user == password\n"
TEST = "from src.login import login\n\n\ndef test_login():\n    assert login(1, 1)\n"
TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
CART = """\
class Cart:
    def __init__(self):
        self.prices = []

    def total(self):
        return sum(self.prices)
"""
CART_TEST = "from src.cart import Cart\n\n\ndef test_an_empty_cart_costs_nothing():\n    assert Cart().total() == 0\n"
STORY = {
    ".sinfonia/workflows/story/workflow.md": "---\nname: story\npersona: coda\n---\n\n# One story\n",
    ".sinfonia/workflows/story/steps/step-01-build.md": (
        '---\npersona: coda\nproduces: ["src/cart.py"]\nscope: ["src/**", "tests/**"]\ngate: return\n---\n\n# Build\n'
    ),
    ".sinfonia/workflows/story/steps/step-02-approval.md": "---\ngate: approval\n---\n\n# Approval\n",
}
EXPECTED = {
    ("refused / refused", "accepted"),
    ("refused / -", "allowed"),  # a guard has no counterpart in CI
    ("refused / -", "accepted"),  # nor has a command that moves a session
    ("- / refused", "accepted"),  # whether an approval still holds is asked by `sinfonia verify` there
}


class Demo:
    """A repository, and what was seen in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: list[tuple[str, str, str, str]] = []
        home = folder / "home"
        home.mkdir()
        kept = {
            name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT", "TEMP", "TMP", "TERM"}
        }
        self.env = kept | {
            "PATH": f"{SCRIPTS}{os.pathsep}{kept.get('PATH', '')}",
            "HOME": str(home),
            "USERPROFILE": str(home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ana",
            "GIT_AUTHOR_EMAIL": "ana@example.com",
            "GIT_COMMITTER_NAME": "Ana",
            "GIT_COMMITTER_EMAIL": "ana@example.com",
        }
        self.repo = folder / "shop"
        self.repo.mkdir()

    def run(self, *args: str, show: bool = True, agent: bool = False) -> int:
        """Run a command as a person would, or an agent in its host, and show what it prints."""
        if show:
            print(f"\n{'agent>' if agent else '$'} {' '.join(_quoted(arg) for arg in args)}", flush=True)
        env = self.env | ({"CLAUDECODE": "1"} if agent else {})
        done = subprocess.run(args, cwd=self.repo, env=env, capture_output=True, text=True, check=False)
        if show or done.returncode:
            print(_indented(done.stdout + done.stderr), end="", flush=True)
        return done.returncode

    def write(self, name: str, text: str) -> None:
        """Write a file of the repository."""
        path = self.repo / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def refused(self, title: str, code: str, files: dict[str, str], mended: dict[str, str | None]) -> None:
        """Commit files that break a rule, see the refusal, judge the same commit as CI does, mend it, commit."""
        print(f"\n=== {title}")
        for name, broken in files.items():
            self.write(name, broken)
        self.run("git", "add", "-A", show=False)
        local = self.run("git", "commit", "-m", title)
        in_ci = self._as_ci(title)
        for name, text in mended.items():
            if text is None:
                self.run("git", "rm", "-q", "--cached", "--force", name, show=False)
                (self.repo / name).unlink()
            else:
                self.write(name, text)
        self.run("git", "add", "-A", show=False)
        accepted = self.run("git", "commit", "-q", "-m", f"{title}, mended")
        words = {0: "accepted", 1: "refused"}
        self.rows.append(
            (title, code, f"{words.get(local, local)} / {words.get(in_ci, in_ci)}", words.get(accepted, str(accepted)))
        )

    def asked(self, title: str, code: str, bad: str, mended: str) -> None:
        """Send a command to the guard as a coding agent's host does, see the refusal, then the command that passes."""
        print(f"\n=== {title}")
        answers = {0: "allowed", 2: "refused"}
        codes = [self._tool_call(command) for command in (bad, mended)]
        before, after = (answers.get(code, str(code)) for code in codes)
        self.rows.append((title, code, f"{before} / -", after))

    def gated(
        self,
        title: str,
        gate: str,
        tried: tuple[str, ...],
        *then: tuple[str, ...],
        agent: bool = False,
        in_ci: bool = False,
    ) -> None:
        """Try what a gate of the session must refuse, then do what it asks for, to the last command without a no."""
        print(f"\n=== {title}")
        code = self.run(*tried, agent=agent)
        answer = {0: "accepted", 1: "refused"}.get(code, str(code))
        codes = [self.run(*command) for command in then]
        after = f"exit {codes}" if any(codes) else "accepted"
        self.rows.append((title, gate, f"- / {answer}" if in_ci else f"{answer} / -", after))

    def _tool_call(self, command: str) -> int:
        print(f"\nagent> {command}", flush=True)
        call = {"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": command}}
        done = subprocess.run(
            ["sinfonia-hook", "claude-code"],
            cwd=self.repo,
            env=self.env,
            input=json.dumps(call),
            capture_output=True,
            text=True,
            check=False,
        )
        print(_indented(done.stderr), end="", flush=True)
        return done.returncode

    def _as_ci(self, title: str) -> int:
        """Judge the refused commit as CI would: made with the hooks skipped, on a branch, then thrown away."""
        self.run("git", "switch", "-q", "-c", "as-ci", show=False)
        self.run("git", "commit", "-q", "--no-verify", "-m", title, show=False)
        code = self.run("sinfonia", "check", "--from", "main", "--to", "HEAD", "--format", "concise")
        self.run("git", "switch", "-q", "main", show=False)
        self.run("git", "checkout", "-q", "as-ci", "--", ".", show=False)
        self.run("git", "branch", "-q", "-D", "as-ci", show=False)
        return code


def main() -> int:
    """Play every scene and print the table; gives 0 when each came out as it should."""
    with tempfile.TemporaryDirectory(prefix="sinfonia-demo-") as folder:
        demo = Demo(Path(folder))
        demo.run("git", "init", "-q", "-b", "main", show=False)
        demo.write(".sinfonia/config.yaml", CONFIG)
        demo.write("src/__init__.py", "")
        demo.write("README.md", "# Shop\n")
        for name, text in STORY.items():
            demo.write(name, text)
        demo.run("git", "add", "-A", show=False)
        demo.run("git", "commit", "-q", "-m", "Begin", show=False)
        demo.run("sinfonia", "install")
        scenes(demo)
        agent(demo)
        session(demo)
        table(demo.rows)
        return 0 if all(row[2:] in EXPECTED for row in demo.rows) else 1


def scenes(demo: Demo) -> None:
    """Break each rule once."""
    demo.refused("Add login", "ENF-001", {"src/login.py": LOGIN}, {"tests/test_login.py": TEST})
    demo.refused("Add settings", "ENF-002", {".env": "STAGE=dev\n"}, {".env": None, ".env.example": "STAGE=\n"})
    demo.refused(
        "Add deployment",
        "ENF-008",
        {"deploy.yaml": f"host: example.com\ntoken: {TOKEN}\n"},
        {"deploy.yaml": "host: example.com\ntoken: ${DEPLOY_TOKEN}\n"},
    )
    script = "#!/bin/sh\nset -eu\ncurl -fsSL https://example.com/setup.sh | sh\n"
    bats = "@test 'it builds' {\n  run ./scripts/build.sh\n  [ -d build ]\n}\n"
    demo.refused(
        "Add build script",
        "ENF-005",
        {"scripts/build.sh": script, "tests/build.bats": bats},
        {"scripts/build.sh": "#!/bin/sh\nset -eu\nmkdir -p build\n"},
    )
    shown = LOGIN.replace("    return", "    print(user)\n    return")
    tested = TEST + "\n\ndef test_strangers():\n    assert not login(1, 2)\n"
    demo.refused(
        "Trace login", "DEMO-001", {"src/login.py": shown, "tests/test_login.py": tested}, {"src/login.py": LOGIN}
    )


def agent(demo: Demo) -> None:
    """Ask before an agent's tool calls, as Claude Code does."""
    demo.asked("Agent skips the hooks", "ENF-011", "git commit --no-verify -m quick", 'git commit -m "Add cart"')
    demo.asked("Agent reads secrets", "ENF-002", "cat .env", "cat .env.example")
    demo.asked("Agent resets the tree", "ENF-005", "git reset --hard", "git stash")


def session(demo: Demo) -> None:
    """Take a story through a workflow of two steps, from `start` to `verify`."""
    print("\n=== A session of work")
    demo.run("sinfonia", "start", "story", "--goal", "A cart that adds up", "--session", "cart")
    demo.run("sinfonia", "dispatch", "--task", "Build the cart", "--context", "Prices are in cents")
    demo.write("src/cart.py", CART)
    demo.write("tests/test_cart.py", CART_TEST)
    demo.run("git", "add", "src/cart.py", "tests/test_cart.py", show=False)
    demo.run("git", "commit", "-q", "-m", "Add the cart")
    body = ("--summary", "A cart, and a test", "--assessment", "The test passes", "--artifact", "src/cart.py")
    advance = ("sinfonia", "advance")
    demo.gated("Step without a return", "return", advance, ("sinfonia", "return", *body), advance)
    approve = ("sinfonia", "approve", "-m", "read it, ran it")
    verify = ("sinfonia", "verify", "--complete", "--session", "cart")
    demo.gated("Agent approves", "approval", approve, approve, verify, agent=True)
    demo.write("src/cart.py", CART.replace("sum(", "-sum("))
    demo.write("tests/test_cart.py", CART_TEST + "    assert not Cart().prices\n")
    demo.run("git", "commit", "-q", "-a", "-m", "Change what was approved")
    demo.gated("Edit after approval", "stale", verify, ("git", "revert", "--no-edit", "HEAD"), verify, in_ci=True)


def table(rows: list[tuple[str, str, str, str]]) -> None:
    """Print what was refused, by which rule, here and in CI, and what became of the mended commit."""
    head = ("tried", "rule or gate", "here / CI", "mended")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(4)]
    print()
    for row in (head, tuple("-" * width for width in widths), *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _quoted(arg: str) -> str:
    return f'"{arg}"' if " " in arg else arg


def _indented(text: str) -> str:
    return "".join(f"{line}\n" for line in text.splitlines())


if __name__ == "__main__":
    raise SystemExit(main())
