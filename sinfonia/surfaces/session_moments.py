"""The end of a turn, of a session and of a push: what is left to do in the current session (ENF-004, ENF-007)."""

from __future__ import annotations

from sinfonia.errors import ConfigError
from sinfonia.model.event import Event
from sinfonia.surfaces.judging import unreadable
from sinfonia.surfaces.options import Options
from sinfonia.surfaces.session_facts import of_ending
from sinfonia.surfaces.setup import at_hand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.model.event import Moment
    from sinfonia.model.finding import Report


def ending(repo: Repository, environ: Mapping[str, str], moment: Moment) -> Event:
    """Give the event of a moment at which work stops: `stop`, `push` or `session-end`."""
    return Event(moment, (), units=("net",), workflow=of_ending(repo, environ))


def open_work(repo: Repository, environ: Mapping[str, str]) -> str:
    """Say what an agent that stops leaves open, as ENF-004 and the project's policy have it; "" for nothing."""
    findings = judge_ending(repo, environ, Options(), "stop").findings
    return "\n".join(f"{one.code} {one.name}: {one.message}\nNext: {one.help}" for one in findings)


def judge_ending(repo: Repository, environ: Mapping[str, str], options: Options, *moments: Moment) -> Report:
    """Judge the moments that one call of a host means, the last of them named by the report.

    Where a session ends, what is said of its open steps is said once, by ENF-007.
    """
    try:
        setup = at_hand(repo, environ, options)
    except ConfigError as error:
        return unreadable(error, moments[-1])
    without = frozenset({"ENF-004"}) if "session-end" in moments else frozenset()
    judge = setup.judge(without=without)
    for moment in moments:
        judge.add(ending(repo, environ, moment))
    return judge.report(moments[-1], setup.notes)
