"""The commits of a range that local hooks would have refused.

Each is asked what the commit and message hooks ask, by the policy of the range: what is wrong in itself (a
secret, an unsafe script), and a test for its code in it or before it on its branch. Trailers, ignores and
the baseline count. A test that comes in a later commit satisfies the range, and would not have satisfied the hook.
"""

from __future__ import annotations

from sinfonia.engine import Judge, level_of
from sinfonia.model.event import Commit, Event
from sinfonia.model.finding import Unhooked
from sinfonia.model.glob import matches_any
from sinfonia.rules.code import paths
from sinfonia.rules.enf_009_workflow_integrity import concerns
from sinfonia.surfaces.ci_branch import Branches
from sinfonia.surfaces.events import files_of, is_true_revert
from sinfonia.surfaces.session_facts import of_commit
from sinfonia.surfaces.setup import today

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sinfonia.model.finding import Finding, Report
    from sinfonia.model.rule import Rule
    from sinfonia.surfaces.setup import Setup

MOST = 1000  # commits of one range that are asked, the newest; more are no branch but a history
_MAY_RUN = frozenset({paths.SOURCE, paths.MIGRATION})
_LEDGER = frozenset({"ENF-009", "ENF-012", "ENF-013"})  # they look at `.sinfonia/`, or at sessions: ENF-013 only warns
_WARNS_AT_COMMIT = frozenset({"ENF-010"})  # it refuses in a range only


def unhooked(setup: Setup, commits: tuple[Commit, ...], report: Report) -> tuple[Unhooked, ...]:
    """Give the commits that a hook refuses, oldest first, each with the codes; `report` is that of the range."""
    if not commits:
        return ()
    if setup.policy.exclude:
        commits = tuple(_without(commit, setup.policy.exclude) for commit in commits)
    asked = commits[-MOST:]
    codes: dict[str, set[str]] = {}
    hooked = {rule.code for rule in setup.rules if _refuses_at_commit(rule, setup)}
    for finding in (*report.findings, *_net_findings(setup, commits, asked, hooked)):
        if finding.commit is not None and finding.severity == "error" and finding.code in hooked:
            codes.setdefault(finding.commit, set()).add(finding.code)
    return tuple(
        Unhooked(commit.oid, _subject(commit), tuple(sorted(codes[commit.oid])))
        for commit in asked
        if commit.oid in codes
    )


def _refuses_at_commit(rule: Rule, setup: Setup) -> bool:
    moment = _moment(rule)
    return bool(moment) and rule.code not in _WARNS_AT_COMMIT and level_of(rule, setup.policy, moment) == "error"


def _moment(rule: Rule) -> str:
    return next((moment for moment in ("commit", "message") if moment in rule.moments), "")


def _net_findings(
    setup: Setup, commits: tuple[Commit, ...], asked: Iterable[Commit], hooked: set[str]
) -> Iterator[Finding]:
    """Judge each commit as the one that is being made, by the rules that ask for a net change.

    The others have judged each commit of the range already.
    """
    rules = [rule for rule in setup.rules if rule.unit == "net" and rule.code in hooked]
    others = any(rule.code not in {"ENF-001", *_LEDGER} for rule in rules)
    options = setup.policy.section("tests")
    level = "matched" if setup.policy.strictness == "high" else options.get("level")
    branches = Branches(commits, setup.objects, every=level == "matched")
    quick = level == "any" and options.get("unit") == "branch" and not others
    judges = {
        moment: Judge(setup.policy, chosen, today=today(), baseline=setup.baseline)
        for moment in ("commit", "message")
        if (chosen := [rule for rule in rules if _moment(rule) == moment])
    }
    for commit in asked:
        if not commit.changes or (quick and _is_content(commit, branches)):
            continue
        for moment, judge in judges.items():
            judge.add(_event(setup, branches, commit, moment))
    for judge in judges.values():
        yield from judge.report("range").findings


def _is_content(commit: Commit, branches: Branches) -> bool:
    """Tell whether no rule has anything to say of a commit, where that is seen without reading its sources."""
    if any(change.path.startswith(".sinfonia/") for change in commit.changes):
        return False  # the rules about the ledger have a say
    written = [change.path for change in commit.changes if change.new_id]
    sources = [path for path in written if paths.kind(path) in _MAY_RUN or "." not in path.rpartition("/")[2]]
    return not sources or branches.satisfies(commit, sources)


def _event(setup: Setup, branches: Branches, commit: Commit, moment: str) -> Event:
    parent = commit.parents[0] if commit.parents else setup.repo.empty_tree()
    touches = moment == "commit" and len(commit.parents) < 2 and concerns(commit.changes)
    return Event(
        "commit" if moment == "commit" else "message",
        commit.changes,
        units=("net",),
        message=commit.message,
        commit=commit,
        branch=lambda: branches.before(commit),
        before=files_of(setup.objects, parent),
        merge=len(commit.parents) > 1,
        revert=is_true_revert(setup.repo, setup.objects, commit.message, commit.changes),
        workflow=of_commit(setup, commit) if touches else None,
    )


def _without(commit: Commit, globs: tuple[str, ...]) -> Commit:
    changes = tuple(change for change in commit.changes if not matches_any(change.path, globs))
    return Commit(commit.oid, commit.parents, commit.author, commit.message, changes)


def _subject(commit: Commit) -> str:
    from sinfonia.rules.secrets.mask import mask_line

    return mask_line(commit.message.text.partition("\n")[0].encode("utf-8", "surrogateescape"))
