"""What the tests of `init` share: projects as people have them, and a run of the command in one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OURS = "sinfonia-hook"
HUSKY_H = (
    '#!/usr/bin/env sh\nn=$(basename "$0")\ns=$(dirname "$(dirname "$0")")/$n\n[ -f "$s" ] || exit 0\nsh -e "$s" "$@"\n'
)
"""What husky 9 does, in short: its own file runs the project's one with `sh -e`."""

CUSTOMISED = {
    ".pre-commit-config.yaml": (
        "# our hooks\nexclude: ^vendor/   # generated\n\nrepos:\n- repo: https://example.com/hooks\n  rev: v1.0\n"
        "  hooks:\n  - id: format   # first\n    # - id: switched-off\n\n# settings of the service\nci:\n"
        "  autofix_prs: false\n"
    ),
    ".claude/settings.json": '{\n    "permissions": {"deny": ["Read(./.env)"]},\n    "model": "opus"\n}\n',
    "opencode.jsonc": '{\n  // our models\n  "model": "a/b", // fast\n}\n',
    ".gitignore": "# build\n/dist\n",
    ".gitattributes": "*.png binary\n",
    ".github/workflows/ci.yml": "name: ci\non: push\njobs: {}\n",
    ".gitlab-ci.yml": "stages: [build, deploy]   # two\n\nbuild:\n  stage: build\n  script: [!reference [.x, y]]\n",
    ".sinfonia/agents/coda.md": None,
}
"""Files of others, customised, in a project that `init` comes to; None: the built-in text with a line more."""


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but git's own."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != ".git"
    }


def init(repo, *options, code=0, cwd=None, env=None):
    """Run `sinfonia init --yes`."""
    result = repo.sinfonia("init", "--yes", *options, cwd=cwd, env=env)
    assert result.code == code, result.text
    return result


def snapshot(repo) -> dict[str, bytes]:
    """Every file of the project, and every hook of git."""
    hooks = repo.path / ".git" / "hooks"
    ran = {f"hooks/{path.name}": path.read_bytes() for path in sorted(hooks.iterdir()) if path.suffix != ".sample"}
    return files(repo.path) | ran


def refused(repo, name: str = "src/a.py") -> str:
    """Commit code without a test, which must be refused; gives what was printed."""
    repo.stage({name: "def f(x):\n    return x + 1\n"})
    result = repo.try_git("commit", "-m", "Add f")
    assert result.code != 0, result.text
    assert "ENF-001" in result.text
    return result.text


def pnpm_with_husky(repo, *, active: bool = True) -> None:
    """Make a pnpm workspace as `husky init` leaves it."""
    repo.write(
        {
            "package.json": '{"name": "shop", "private": true, "scripts": {"prepare": "husky"}}\n',
            "pnpm-workspace.yaml": "packages:\n  - packages/*\n",
            "packages/a/package.json": '{"name": "a"}\n',
            ".husky/pre-commit": "echo linted\n",
            ".husky/pre-push": "cat > pushed.txt\n",
        }
    )
    if active:
        repo.write({".husky/_/.gitignore": "*\n", ".husky/_/h": HUSKY_H})
        for hook in (
            "pre-commit",
            "commit-msg",
            "prepare-commit-msg",
            "pre-push",
            "pre-merge-commit",
            "pre-applypatch",
        ):
            path = repo.path / ".husky" / "_" / hook
            path.write_text('#!/usr/bin/env sh\n. "${0%/*}/h"\n')
            os.chmod(path, 0o755)
        repo.git("config", "core.hooksPath", ".husky/_")
