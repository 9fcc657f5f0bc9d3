"""A small workflow of three steps, and its session brought to the approval."""

from __future__ import annotations

FOLDER = ".sinfonia/handoffs/cart"
BODY = ("--summary", "Done", "--assessment", "Pass")
FILES = {
    ".sinfonia/workflows/ship/workflow.md": "---\nname: ship\npersona: coda\n---\n# Ship it\n",
    ".sinfonia/workflows/ship/steps/step-01-note.md": "---\ngate: none\n---\n# Note\n",
    ".sinfonia/workflows/ship/steps/step-02-build.md": '---\nproduces: ["out/**"]\nscope: ["out/**"]\n---\n# Build\n',
    ".sinfonia/workflows/ship/steps/step-03-approval.md": "# Look at it\n",
    "README.md": "hello\n",
}


def begin(repo, cli) -> None:
    """Start the session `cart`, with nothing done."""
    repo.commit(FILES, "Begin")
    answers(cli, "start", "ship", "--goal", "A cart", "--session", "cart")


def build(repo, cli) -> None:
    """Do all that comes before the approval."""
    begin(repo, cli)
    answers(cli, "advance")
    answers(cli, "dispatch", "--task", "Build", "--context", "All of it")
    repo.commit({"out/a.txt": "built\n"}, "Build")
    answers(cli, "return", *BODY, "--artifact", "out/a.txt")
    answers(cli, "advance")


def answers(cli, *args: str) -> str:
    """Run a command that must say yes; gives what it printed."""
    answer = cli(*args)
    assert answer.code == 0, f"{args}: {answer.text}"
    return answer.out


def refuses(cli, *args: str, code: int = 2, env: dict[str, str] | None = None) -> tuple[str, str]:
    """Run a command that must fail without a word on standard output; gives what is wrong, and the hint."""
    answer = cli(*args, env=env)
    assert (answer.code, answer.out) == (code, ""), f"{args}: {answer.text}"
    wrong, _, hint = answer.err.rstrip("\n").partition("\n hint: ")
    return wrong.removeprefix("error: ").removeprefix("no: "), hint
