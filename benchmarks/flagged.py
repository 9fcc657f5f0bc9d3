"""Measure ENF-001 on real histories: how many commits that touch source it flags.

    python benchmarks/flagged.py [--show N] [--seed S] GIT_DIR...

Each GIT_DIR is a repository or its git directory; its HEAD is read, merges left out. For each:

- files:  commits that change a file of a programming language that is no test, whatever it is for
- source: those of them that change a source file (no packaging, configuration, documentation, example)
- naive:  those of them that change no test and no test data
- alone:  those that ENF-001 flags, each commit as if it were all there is
- branch: those that it flags when the earlier commits of the same merged branch count, as `tests.unit: branch` says

- range:  those that it flags when the whole merged branch is judged, as CI judges it: a later test counts too

and, where branches were merged, the same of whole branches: with source, naive, flagged. `--show N` prints N random
flagged commits (alone) with subject, place and the line that runs something new.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sinfonia.errors import GitError, NotJudgedError
from sinfonia.git.changes import merge_base, net, walk
from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import Repository, discover
from sinfonia.model.event import Event
from sinfonia.model.policy import Policy
from sinfonia.rules.code import paths
from sinfonia.rules.enf_001_untested_code import judge
from sinfonia.rules.trailers import waived_paths
from sinfonia.surfaces.events import is_true_revert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sinfonia.model.change import Change
    from sinfonia.model.event import Commit
    from sinfonia.model.finding import Finding

POLICY = Policy({})
FIELDS = (
    "commits",
    "files",
    "source",
    "naive",
    "alone",
    "branch",
    "range",
    "branches",
    "branches naive",
    "branches flagged",
)


class History:
    """One repository and what was counted in it; `flagged` are (commit, its findings)."""

    def __init__(self, git_dir: str) -> None:
        here = os.path.abspath(git_dir)
        bare = not os.path.exists(os.path.join(here, ".git"))
        self.repo: Repository = discover(here, {**os.environ, **({"GIT_DIR": here} if bare else {})})
        self.objects = ObjectReader(self.repo)
        self.counts = dict.fromkeys(FIELDS, 0)
        self.flagged: list[tuple[Commit, list[Finding]]] = []
        self._refused: dict[
            str, set[str]
        ] = {}  # commit of a merged branch to the paths that the branch lacks tests for

    def measure(self) -> None:
        """Judge every commit of HEAD that is no merge, then every branch that was merged."""
        starts = self._starts()
        for reading in walk(self.repo, self.objects, "--no-merges", "HEAD"):
            commit = reading.commit
            self.counts["commits"] += 1
            self.counts["files"] += is_code(commit.changes)
            if not touches(commit.changes, paths.SOURCE):
                continue
            self.counts["source"] += 1
            self.counts["naive"] += not touches(commit.changes, paths.TEST, paths.TEST_DATA)
            found = self._judge(commit)
            if found:
                self.flagged.append((commit, found))
                self.counts["alone"] += 1
                start = starts.get(commit.oid)
                self.counts["branch"] += bool(self._judge(commit, start) if start else found)
                here = {finding.location.path for finding in found}
                self.counts["range"] += not here.isdisjoint(self._refused.get(commit.oid, here))

    def _judge(self, commit: Commit, start: str | None = None) -> list[Finding]:
        """Judge one commit; `start` is where its branch began."""
        parent = commit.parents[0] if commit.parents else self.repo.empty_tree()
        event = Event(
            "commit",
            commit.changes,
            message=commit.message,
            branch=(lambda: net(self.repo, self.objects, start, parent)) if start else tuple,
            before=self._files_of(parent),
            revert=is_true_revert(self.repo, self.objects, commit.message, commit.changes),
        )
        found = list(judge(event, POLICY))
        return [] if found and waived_paths(event, "ENF-001", "untested-code") else found

    def _starts(self) -> dict[str, str]:
        """Give each commit of a merged branch the commit where the branch began; count the branches."""
        starts: dict[str, str] = {}
        merges = self.repo.git("rev-list", "--merges", "--parents", "--first-parent", "HEAD").decode("ascii")
        for line in merges.splitlines():
            _, main, *tips = line.split()
            for tip in tips:
                try:
                    start = merge_base(self.repo, main, tip)
                except GitError:
                    continue
                commits = self.repo.git("rev-list", "--no-merges", tip, f"^{main}").decode("ascii").split()
                starts.update(dict.fromkeys(commits, start))
                self._refused.update(dict.fromkeys(commits, self._count_branch(start, tip)))
        return starts

    def _count_branch(self, start: str, tip: str) -> set[str]:
        """Judge a whole branch; give the paths that it has no test for."""
        changes = net(self.repo, self.objects, start, tip)
        if not touches(changes, paths.SOURCE):
            return set()
        self.counts["branches"] += 1
        self.counts["branches naive"] += not touches(changes, paths.TEST, paths.TEST_DATA)
        event = Event("range", changes, before=self._files_of(start))
        refused = {finding.location.path for finding in judge(event, POLICY)}
        self.counts["branches flagged"] += bool(refused)
        return refused

    def _files_of(self, revision: str) -> Callable[[str], bytes]:
        """Give the reader of a file as a commit has it, b"" where it has none."""

        def read(path: str) -> bytes:
            try:
                return self.objects.read_object(f"{revision}:{path}")[1]
            except NotJudgedError:
                return b""

        return read


def touches(changes: Iterable[Change], *kinds: str) -> bool:
    return any(paths.kind(change.path) in kinds for change in changes)


def is_code(changes: Iterable[Change]) -> bool:
    return any(
        paths.kind(change.path) not in (paths.TEST, paths.TEST_DATA)
        and change.path.rpartition("/")[2].rpartition(".")[2].lower() in paths.SOURCES
        for change in changes
    )


def main() -> None:
    options = argparse.ArgumentParser(description="Measure ENF-001 on real histories.")
    options.add_argument("git_dir", nargs="+")
    options.add_argument("--show", type=int, default=0, metavar="N", help="print N random flagged commits")
    options.add_argument("--seed", type=int, default=1, metavar="S", help="for the choice of --show")
    given = options.parse_args()
    histories = {git_dir: History(git_dir) for git_dir in given.git_dir}
    total = dict.fromkeys(FIELDS, 0)
    for git_dir, history in histories.items():
        history.measure()
        row(git_dir, history.counts)
        total = {field: total[field] + history.counts[field] for field in FIELDS}
    if len(histories) > 1:
        row("all", total)
    rows = [(name, *pair) for name, history in histories.items() for pair in history.flagged]
    for name, commit, found in random.Random(given.seed).sample(rows, min(given.show, len(rows))):
        show(name, commit, found)


def row(name: str, counts: dict[str, int]) -> None:
    """Print the counts of one repository."""
    share = {field: f"{counts[field]} ({100 * counts[field] / max(1, counts['source']):.1f} %)" for field in FIELDS}
    of_files = 100 * counts["alone"] / max(1, counts["files"])
    print(f"{name}: {counts['commits']} commits, {counts['source']} touch source")
    print(f"    {counts['files']} touch code of any kind: of these alone {of_files:.1f} %")
    print(f"    naive {share['naive']}, alone {share['alone']}, branch {share['branch']}, range {share['range']}")
    if counts["branches"]:
        parts = (f"{field} {100 * counts[field] / counts['branches']:.1f} %" for field in FIELDS[-2:])
        print(f"    {counts['branches']} merged branches touch source: {', '.join(parts)}")


def show(name: str, commit: Commit, found: list[Finding]) -> None:
    """Print one flagged commit."""
    print(f"\n{name} {commit.oid[:12]}  {commit.message.text.partition(chr(10))[0]}")
    new = {change.path: change for change in commit.changes}
    for finding in found:
        path, line = finding.location.path, finding.location.line or 1
        lines = new[path].new().decode("utf-8", "replace").split("\n")
        print(f"    {path}:{line}: {lines[line - 1].strip()[:100] if line <= len(lines) else ''}")


if __name__ == "__main__":
    main()
