"""git's hooks that judge a commit before its message is known, native or under a runner.

What git really does (tried with 2.39): a merge without conflict runs `pre-merge-commit` and not
`pre-commit`; `git am` runs `pre-applypatch`; cherry-pick, revert and a rebase without conflict run no
hook that can judge; `prepare-commit-msg` runs even under `--no-verify`. GIT_INDEX_FILE is set for all.
"""

from __future__ import annotations

import os

from sinfonia.errors import Exit
from sinfonia.git.changes import Started, staged
from sinfonia.surfaces.actor import actor_from
from sinfonia.surfaces.pass_mark import drop_mark, leave_mark, receipt_holds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.git.repo import Repository
    from sinfonia.model.finding import Report
    from sinfonia.surfaces.call import Call
    from sinfonia.surfaces.setup import Setup

WAYS_OUT = """\
three ways out: stage a test;
  install the message hook (sinfonia install, or pre-commit install -t commit-msg with
  the id sinfonia-commit-msg) and write `Tests-Exempt: reason` in the message;
  or an entry with path and reason under `ignore:` in the configuration"""


def pre_commit(call: Call) -> int:
    """Judge what is staged, or what a clean merge brings into HEAD; a runner may ask for a range or every file."""
    started = Started(call.repo)  # git runs while the rules are imported
    from sinfonia.surfaces.judging import judge_staged
    from sinfonia.surfaces.setup import at_hand

    environ = call.environ
    if environ.get("PRE_COMMIT") and not environ.get("GIT_INDEX_FILE"):
        before, after = environ.get("PRE_COMMIT_FROM_REF"), environ.get("PRE_COMMIT_TO_REF")
        if before and after:
            from sinfonia.surfaces.judging import judge_range

            started.child.finish()
            return call.answer(judge_range(call.repo, environ, call.options, before, after))
    setup = at_hand(call.repo, environ, call.options, later=False)
    reading = staged(call.repo, setup.objects, started=started)
    if not (reading.listing.changes or reading.listing.unmerged or _loses_sessions(call)):
        reading.close()
        if environ.get("PRE_COMMIT") and not environ.get("GIT_INDEX_FILE"):
            # A hook is not told about `--all-files`; with nothing staged it is the only thing left to mean.
            from sinfonia.surfaces.judging import judge_tree

            return call.answer(judge_tree(call.repo, environ, call.options))
        return Exit.YES
    deferred = _deferred(call, setup)
    merging = merge_heads(call.repo) or _heads_to_come(call)
    report = judge_staged(setup, reading, merging=merging, without=deferred, actor=actor_from(environ))
    if report.verdict == "passed":
        if not (call.options.select or call.options.ignore):  # one rule does not vouch for the others
            leave_mark(call.repo, reading.listing, merging=merging, deferred=deferred, warnings=_warnings(report))
        return call.answer(report)
    drop_mark(call.repo)
    if "ENF-001" not in deferred and any(f.code == "ENF-001" and f.severity == "error" for f in report.findings):
        report.notes += (WAYS_OUT,)
    if environ.get("PRE_COMMIT"):
        from sinfonia.surfaces.runner_stages import install_hint

        report.notes += tuple(filter(None, [install_hint(call.repo, environ)]))
    return call.answer(report)


def pre_applypatch(call: Call) -> int:
    """Judge what `git am` has applied, with the message that it will commit."""
    from sinfonia.surfaces.judging import judge_staged
    from sinfonia.surfaces.setup import at_hand

    setup = at_hand(call.repo, call.environ, call.options)
    reading = staged(call.repo, setup.objects)
    message = None
    try:
        with open(
            os.path.join(call.repo.git_dir, "rebase-apply", "final-commit"), encoding="utf-8", errors="surrogateescape"
        ) as file:
            from sinfonia.git.message import parse

            message = parse(file.read())  # `git am` has cleaned it
    except OSError:
        pass  # an older git keeps it elsewhere; without a message nothing is waived
    report = judge_staged(setup, reading, message=message, whole=True, actor=actor_from(call.environ))
    return call.answer(report)


def merge_heads(repo: Repository) -> tuple[str, ...]:
    """Give the commits that are being merged into HEAD, from MERGE_HEAD."""
    try:
        with open(os.path.join(repo.git_dir, "MERGE_HEAD"), encoding="ascii") as file:
            return tuple(file.read().split())
    except OSError:
        return ()


def _deferred(call: Call, setup: Setup) -> frozenset[str]:
    """Name the rules left to the message hook: those a trailer can waive, while that hook is known to run."""
    environ = call.environ
    if environ.get("SKIP") or not environ.get("GIT_INDEX_FILE") or not receipt_holds(call.repo):
        return frozenset()
    return frozenset(rule.code for rule in setup.rules if "trailer" in rule.waived_by and "message" in rule.moments)


def _loses_sessions(call: Call) -> bool:
    """Tell whether a merge that leaves everything as it is (`-s ours`) may drop what the other side has of sessions."""
    from sinfonia.surfaces.setup import has_sessions

    return has_sessions(call.repo.root) and bool(merge_heads(call.repo) or _heads_to_come(call))


def _heads_to_come(call: Call) -> tuple[str, ...]:
    """Give the heads of a clean merge: at pre-merge-commit MERGE_HEAD is not written yet, GITHEAD_<id> names them."""
    ids = [key.removeprefix("GITHEAD_") for key in call.environ if key.startswith("GITHEAD_")]
    return tuple(oid for oid in ids if call.repo.knows(oid))


def _warnings(report: Report) -> str:
    if not report.warnings:
        return ""
    from sinfonia.reporters import render

    return render(report, "concise")
