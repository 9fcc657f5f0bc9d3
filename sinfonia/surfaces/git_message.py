"""git's hooks around the message of a commit: what a trailer can waive, and hooks that were skipped."""

from __future__ import annotations

import os
import sys

from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.changes import staged
from sinfonia.git.settings import git_settings, hooks_folder
from sinfonia.surfaces.actor import actor_from
from sinfonia.surfaces.events import is_true_revert, message_event, staged_net
from sinfonia.surfaces.git_hook import merge_heads
from sinfonia.surfaces.judging import add_staged, judge_staged
from sinfonia.surfaces.pass_mark import leave_receipt, read_mark, spend_mark
from sinfonia.surfaces.setup import at_hand, has_sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.model.event import Event, Message
    from sinfonia.model.finding import Report
    from sinfonia.surfaces.call import Call

_UNDER_WAY = ("rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD", "MERGE_HEAD", "sequencer")


def commit_msg(call: Call) -> int:
    """Judge the message, what it can waive, and everything that no pass mark covers."""
    settings = git_settings(call.repo, call.environ)
    message, comment = _message(call, settings)
    sessions = has_sessions(call.repo.root)
    setup = at_hand(call.repo, call.environ, call.options, later=sessions)
    actor = actor_from(call.environ)
    reading = staged(call.repo, setup.objects, text=False)
    reading.close()
    if call.environ.get("GIT_INDEX_FILE"):
        leave_receipt(call.repo, os.path.join(hooks_folder(call.repo, settings), "commit-msg"))
    merging = merge_heads(call.repo)
    mark = read_mark(call.repo, reading.listing, merging)
    base = setup.policy.data.get("base")
    changes = tuple(reading.listing.changes)
    late = frozenset(rule.code for rule in setup.rules if "message" in rule.moments and "commit" not in rule.moments)

    def net() -> Event:
        event = staged_net(
            call.repo,
            setup.objects,
            changes,
            base=base,
            merging=merging,
            message=message,
            actor=actor,
            moment="message",
        )
        if sessions:
            from sinfonia.surfaces.session_facts import of_message

            event.workflow = of_message(setup, call.environ)
        return event

    if mark is None:
        judge = setup.judge()
        if changes or reading.listing.unmerged:
            full = staged(call.repo, setup.objects)
            add_staged(judge, setup, full, merging=merging, message=message, actor=actor)
    else:
        judge = setup.judge(only=mark.deferred | late | {"ENF-008"})
        if mark.deferred or late:
            judge.add(net())
        if mark.warnings and call.environ.get("PRE_COMMIT"):
            sys.stderr.write(mark.warnings)
    judge.add(message_event(message, actor=actor))
    report = judge.report("message", setup.notes)
    if mark is None and late and changes and not reading.listing.unmerged:
        last = setup.judge(only=late)  # apart: the others have judged these changes as those of a commit
        last.add(net())
        _join(report, last.report("message"))
    if sessions and report.verdict == "passed" and setup.policy.severities.get("ENF-003") != "off":
        from sinfonia.surfaces.session_trailers import add_trailers

        path = os.path.join(call.repo.root, call.args[0])
        add_trailers(call.repo, setup.objects, call.environ, path, message, comment=comment)
    return call.answer(report)


def _join(report: Report, more: Report) -> None:
    """Add what other rules say of the same files."""
    report.findings += more.findings
    report.ignored += more.ignored
    report.rules += more.rules


def prepare_commit_msg(call: Call) -> int:
    """Find a commit whose hooks were skipped: nothing vouches for what is in the index.

    A mark that leaves rules to the message hook, and that an earlier commit came to its message with, vouches
    for the other rules: the message hook refused that commit, or its author gave up.
    """
    if has_sessions(call.repo.root):
        from sinfonia.surfaces.session_trailers import leave_note

        leave_note(call.repo, call.args)
    if any(call.repo.in_progress(name) for name in _UNDER_WAY):
        return Exit.YES
    setup = at_hand(call.repo, call.environ, call.options, later=False)
    listing = staged(call.repo, setup.objects, text=False)
    listing.close()
    mark = read_mark(call.repo, listing.listing)
    if not listing.listing.changes or (mark and not (mark.deferred and mark.spent)):
        if mark and mark.deferred:
            spend_mark(call.repo, listing.listing, mark)
        return Exit.YES
    message = _message(call, git_settings(call.repo, call.environ))[0] if call.args else None
    if is_true_revert(call.repo, setup.objects, message, tuple(listing.listing.changes)):
        return Exit.YES  # `git revert` without a conflict leaves no REVERT_HEAD, and brings nothing new
    report = judge_staged(
        setup,
        staged(call.repo, setup.objects),
        message=message,
        whole=True,
        only=mark.deferred if mark else None,
        actor=actor_from(call.environ),
    )
    if report.verdict == "passed":
        return Exit.YES
    if actor_from(call.environ) == "agent" or setup.policy.data.get("bypass") == "refuse":
        report.notes += ("the hooks of this commit were skipped, so it was judged here",)
        return call.answer(report)
    codes = ", ".join(sorted({f.code for f in report.findings if f.severity == "error"}))
    sys.stderr.write(f"sinfonia: the hooks were skipped; {codes} would have refused this commit, and CI will\n")
    return Exit.YES


def _message(call: Call, settings: Mapping[str, str]) -> tuple[Message, str]:
    """Read the message after git's cleanup, and what begins a comment in its file, "" where comments stay."""
    from sinfonia.git.message import clean

    if not call.args:
        raise SinfoniaError("the message hook was called without its file", hint="pass_filenames must be true for it")
    path = os.path.join(call.repo.root, call.args[0])
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read()
    except OSError as error:
        raise SinfoniaError(f"cannot read the message `{call.args[0]}`: {error.strerror}") from None
    mode = settings.get("commit.cleanup", "default")
    if mode not in {"strip", "whitespace", "verbatim"}:
        # githooks(5): GIT_EDITOR is `:` when no editor opens; then lines that look like comments are kept.
        plain = call.environ.get("GIT_EDITOR") == ":"
        mode = "whitespace" if plain else "scissors" if mode == "scissors" else "strip"
    comment = settings.get("core.commentstring") or settings.get("core.commentchar") or "#"
    if comment == "auto":
        comment = _automatic_comment(text)
    return clean(text, comment=comment, mode=mode), "" if mode in {"whitespace", "verbatim"} else comment


def _automatic_comment(text: str) -> str:
    """Find the character that git chose: it marks the line of the scissors, or the last lines of the template."""
    for line in reversed(text.splitlines()):
        if line[:1] in "#;@!$%^&|:" and line[1:2] in {" ", "\t", ""} and line:
            return line[0]
    return "#"
