"""A session to measure the ledger's commands in, and the commands that they are measured against."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SINFONIA = str(measure.SCRIPTS / "sinfonia")
FILES = {
    "workflow.md": "---\nname: long\npersona: coda\n---\n\n# Long\n",
    **{f"steps/step-{n:02d}-step-{n}.md": "---\ngate: none\n---\n\n# A step\n" for n in range(1, 61)},
}
JUDGED = {
    "workflow.md": "---\nname: judged\npersona: coda\n---\n\n# Judged\n",
    "steps/step-01-make.md": "---\ngate: return\nproduces: [src/a.py]\n---\n\n# Make\n",
    "steps/step-02-approval.md": "---\ngate: approval\napprovals: 20\n---\n\n# Approval\n",
}


@contextmanager
def project() -> Iterator[Path]:
    """Give a repository with two workflows, a source file and an ssh key that git signs with."""
    with measure.repository() as path:
        for name, files in (("long", FILES), ("judged", JUDGED)):
            for file, text in files.items():
                place = path / ".sinfonia/workflows" / name / file
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text)
        (path / "src").mkdir()
        (path / "src/a.py").write_text(measure.source(1))
        key = path.parent / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
        measure.git(path, "config", "gpg.format", "ssh")
        measure.git(path, "config", "user.signingKey", str(key))
        measure.git(path, "add", ".")
        measure.git(path, "commit", "-q", "-m", "Begin the work")
        yield path


def run(path: Path, *args: str) -> None:
    """Run a command, which must succeed."""
    subprocess.run([SINFONIA, *args], cwd=path, env=measure.ENV, check=True, capture_output=True)
