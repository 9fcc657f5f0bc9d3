"""git's hooks at the time of a push: pre-push here, pre-receive and update on a server."""

from __future__ import annotations

import sys

from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.changes import merge_base
from sinfonia.model.finding import Report
from sinfonia.surfaces.branch import commit_id, protected_base
from sinfonia.surfaces.events import tag_events
from sinfonia.surfaces.judging import Pushed, exit_code, judge_push, judge_range
from sinfonia.surfaces.setup import at_hand, from_base, has_sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.event import Event
    from sinfonia.surfaces.call import Call

_GLOB = frozenset("*?[\\")


class RefUpdate:
    """One ref that a push moves: full ref name on the other side, ids before and after ("" where there is none)."""

    __slots__ = ("after", "before", "ref")

    def __init__(self, ref: str, before: str, after: str) -> None:
        self.ref = ref
        self.before = before
        self.after = after


def pre_push(call: Call) -> int:
    """Judge every commit that the remote lacks."""
    # git gives name and address of the remote, and the refs on standard input; pre-commit gives variables only.
    native = bool(call.args) or not call.environ.get("PRE_COMMIT")
    remote = call.args[0] if call.args else call.environ.get("PRE_COMMIT_REMOTE_NAME", "origin")
    updates = _pushed(sys.stdin.buffer.read()) if native else _from_pre_commit(call)
    setup = at_hand(call.repo, call.environ, call.options)
    base = protected_base(call.repo, setup.objects, setup.policy.data.get("base"))
    # An address in place of a name has no remote-tracking branches; one with a `*` in it would match others'.
    known = ["--not", *([] if _GLOB & set(remote) else [f"--remotes={remote}"])]
    tips = []
    said: list[Event] = []
    for update in updates:
        tip = commit_id(setup.objects, update.after)
        if tip is None:
            return call.answer(_no_commit(update, "push"))
        before = commit_id(setup.objects, update.before) if update.before else None
        said += tag_events(setup.objects, update.after, "push")
        tips.append((tip, (*known, *([before] if before else [])), _start(call, base or before, tip)))
    if not tips:
        return Exit.YES
    setup = from_base(call.repo, call.environ, call.options, base, tips[0][0])
    if has_sessions(call.repo.root):
        from sinfonia.surfaces.session_moments import ending

        said.append(ending(call.repo, call.environ, "push"))
    return call.answer(judge_push(setup, tips, said=said, base=base or ""))


def pre_receive(call: Call) -> int:
    """Judge what a push brings to a server, before any ref moves; the objects are in quarantine."""
    return _receive(call, _received(sys.stdin.buffer.read()))


def update(call: Call) -> int:
    """Judge one ref of a push; arguments: ref, id before, id after."""
    if len(call.args) != 3:
        raise SinfoniaError("the update hook takes REF OLD NEW", hint="git calls it; to try it: pre-receive")
    return _receive(call, [RefUpdate(call.args[0], _id(call.args[1]), _id(call.args[2]))])


def _receive(call: Call, updates: list[RefUpdate]) -> int:
    """Judge each ref by the policy of the default branch; what a ref of the server reaches was judged before."""
    from sinfonia.git.objects import ObjectReader

    worst = Exit.YES
    objects = ObjectReader(call.repo)
    default = commit_id(objects, "HEAD")
    for update in updates:
        if not update.after:
            continue
        tip = commit_id(objects, update.after)
        if tip is None:
            report = _no_commit(update, "range")
        else:
            before = commit_id(objects, update.before) if update.before else None
            base = next((oid for oid in (default, before) if oid and _related(call, oid, tip)), call.repo.empty_tree())
            policy_from = default or before
            report = judge_range(
                call.repo,
                call.environ,
                call.options,
                base,
                tip,
                policy_from=policy_from,
                pushed=Pushed(("--not", "--all"), tag_events(objects, update.after, "range")),
            )
        report.notes = (f"{update.ref}:", *report.notes) if report.findings else ()
        call.show(report)
        worst = max(worst, exit_code(report), key=_rank)
    return worst


def _no_commit(update: RefUpdate, moment: str) -> Report:
    from sinfonia.rules.enf_904_could_not_judge import finding

    reason = "it points to no commit"
    return Report(moment, (finding(update.ref, reason, help="push commits, and tags on commits"),), rules=1)


def _rank(code: int) -> int:
    """Order verdicts: a refusal outranks what could not be judged, both outrank a pass."""
    return (Exit.YES, Exit.COULD_NOT_TELL, Exit.NO).index(code)


def _related(call: Call, one: str, other: str) -> bool:
    return call.repo.try_git("merge-base", one, other)[0] == 0


def _start(call: Call, base: str | None, tip: str) -> str | None:
    if base is None or not _related(call, base, tip):
        return None
    return merge_base(call.repo, base, tip)


def _pushed(data: bytes) -> list[RefUpdate]:
    """Read `<local ref> <local id> <remote ref> <remote id>` lines (githooks(5), pre-push)."""
    # The local ref is what the user typed, `HEAD^{/some words}` too; the others have no blanks.
    rows = [line.rsplit(" ", 3) for line in data.decode("utf-8", "surrogateescape").split("\n") if line]
    if any(len(row) != 4 for row in rows):
        raise SinfoniaError("the pre-push hook reads `REF ID REF ID` lines on standard input")
    return [RefUpdate(row[2], _id(row[3]), _id(row[1])) for row in rows if _id(row[1])]


def _received(data: bytes) -> list[RefUpdate]:
    """Read `<old id> <new id> <ref>` lines (githooks(5), pre-receive)."""
    rows = [line.split(" ", 2) for line in data.decode("utf-8", "surrogateescape").split("\n") if line]
    if any(len(row) != 3 for row in rows):
        raise SinfoniaError("the pre-receive hook reads `OLD NEW REF` lines on standard input")
    return [RefUpdate(row[2], _id(row[0]), _id(row[1])) for row in rows]


def _from_pre_commit(call: Call) -> list[RefUpdate]:
    """Read what pre-commit tells of a push: one ref, and no `from` for a new branch."""
    environ = call.environ
    after = environ.get("PRE_COMMIT_TO_REF") or environ.get("PRE_COMMIT_LOCAL_BRANCH") or "HEAD"
    return [RefUpdate(environ.get("PRE_COMMIT_REMOTE_BRANCH", ""), environ.get("PRE_COMMIT_FROM_REF", ""), after)]


def _id(text: str) -> str:
    """Give an id, "" for the one of zeros that means that there is none."""
    return text if text.strip("0") else ""
