"""The hook under pre-commit and prek against the same runner with a `true` hook, and against other scanners."""

from __future__ import annotations

import shutil

import measure

CONFIG = """\
repos:
  - repo: local
    hooks:
      - id: one
        name: one
        entry: {entry}
        language: system
        always_run: true
        pass_filenames: false
        require_serial: true
"""


def main() -> None:
    with measure.repository() as path:
        (path / "README.md").write_text("# Bench\n\nOne more line.\n")
        measure.git(path, "add", "README.md")
        for runner, target in (("pre-commit", 1.15), ("prek", 2.4)):
            if not (measure.SCRIPTS / runner).exists():
                print(f"skip  {runner}: not installed")
                continue
            files = {}
            for name, entry in (("ours", f"{measure.SCRIPTS / 'sinfonia-hook'} pre-commit"), ("true", "true")):
                files[name] = path.parent / f"{name}.yaml"
                files[name].write_text(CONFIG.format(entry=entry))
            commands = {
                name: [[str(measure.SCRIPTS / runner), "run", "--config", str(file)]] for name, file in files.items()
            }
            times = measure.wall(commands, path, 15)
            detail = f"{times['ours']:.0f} ms / {times['true']:.0f} ms"
            measure.line(f"under {runner} run / the same with `true`", times["ours"] / times["true"], target, detail)
        peers(path)


def peers(path) -> None:  # noqa: ANN001
    """Compare with other scanners that are installed."""
    known = {
        "detect-secrets-hook": ["detect-secrets-hook", "README.md"],
        "gitleaks": ["gitleaks", "git", "--staged", "--no-banner"],
        "kingfisher": ["kingfisher", "scan", "--staged", "--no-validate", "--no-update-check", "."],
    }
    for name, command in known.items():
        if shutil.which(name, path=measure.ENV["PATH"]) is None:
            print(f"skip  {name}: not installed")
            continue
        times = measure.wall({"ours": [[*measure.HOOK, "pre-commit"]], "peer": [command]}, path, 15)
        detail = f"{times['ours']:.0f} ms / {times['peer']:.0f} ms"
        measure.line(f"pre-commit, 1 file / {name}", times["ours"] / times["peer"], 0.2, detail)


if __name__ == "__main__":
    main()
