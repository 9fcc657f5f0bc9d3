"""How a bad input must be answered, and what must stay as it was; shared by the tests of bad input."""

import os
import sys
from pathlib import Path

SCRIPTS = Path(sys.executable).parent
CHECK = ("sinfonia", "check")
PRE_COMMIT = ("sinfonia-hook", "pre-commit")
DOORS = [CHECK, PRE_COMMIT]
TOKEN = "ghp" + "_" + "x7Kd93mQpLs82VbTnR4wYz6HcJf5Ga" + "1bWNXU"
SECRET = f"token = '{TOKEN}'\n"


def call(repo, args, **more):
    """Run a console script, as a user does."""
    return repo.run(SCRIPTS / args[0], *args[1:], **more)


def one_error(answer, message, hint=None):
    """Assert that there is one error, with its hint, and nothing else."""
    assert answer.code == 2, answer.text
    assert answer.out == ""
    first, *rest = answer.err.splitlines()
    assert first.startswith("error: ")
    assert message in first
    assert len(rest) <= 1
    if hint is not None:
        assert rest[0].startswith(" hint: ")
        assert hint in rest[0]


def state(repo):
    """Give every file of the repository with its bytes, what is ours to write in the git directory left out."""
    found = {}
    for folder, _, names in os.walk(repo.path):
        for name in names:
            path = Path(folder, name)
            if ".git/sinfonia/" not in str(path):
                found[str(path)] = os.readlink(path) if path.is_symlink() else path.read_bytes()
    return found
