"""Build the documentation as a site: `make site`.

The pages are copied to build/pages, at the places they have in the repository, so that relative links mean the same in
both. The generator then writes build/site and refuses broken links between pages; docs/check_site.py looks at what it
wrote. Settings and navigation: zensical.toml.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import check_site

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "build" / "pages"
SITE = ROOT / "build" / "site"

_CODE = re.compile(r"`[^`]+`")


def main() -> int:
    """Copy, build, look; gives 0 when nothing is wrong with the site."""
    shutil.rmtree(PAGES, ignore_errors=True)
    shutil.rmtree(SITE, ignore_errors=True)
    for name in sources(ROOT):
        target = PAGES / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".md"):
            target.write_text(bare((ROOT / name).read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
        else:
            shutil.copyfile(ROOT / name, target)
    built = subprocess.run([sys.executable, "-m", "zensical", "build", "--strict", "--clean"], cwd=ROOT, check=False)
    if built.returncode:
        return 1
    wrong = check_site.problems(SITE)
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if not wrong:
        sys.stdout.write(f"{(SITE / 'index.html').relative_to(ROOT).as_posix()}\n")
    return 1 if wrong else 0


def sources(root: Path) -> list[str]:
    """Give the files of the site, relative to the repository's root: pages, what they offer to copy, the style."""
    found = [*root.glob("*.md"), root / "LICENSE", root / "docs" / "site.css"]
    found += [*(root / "docs").rglob("*.md"), *(root / "docs" / "snippets").iterdir()]
    return sorted(path.relative_to(root).as_posix() for path in found if path.is_file())


def bare(text: str) -> str:
    """Take the backslash before a pipe from the code spans of tables: forges want it, the generator would show it."""
    return "\n".join(_CODE.sub(_bare, line) if line.startswith("|") else line for line in text.split("\n"))


def _bare(code: re.Match[str]) -> str:
    return code[0].replace("\\|", "|")


if __name__ == "__main__":
    raise SystemExit(main())
