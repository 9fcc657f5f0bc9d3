"""What is said at the moments of an agent's session: where the work stands, its variables, what is still open.

Nothing is refused here, and nothing is said without a current session or on a complete workflow.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from sinfonia.git.repo import Repository
    from sinfonia.surfaces.agent import Host
    from sinfonia.surfaces.agent.log import Entry
    from sinfonia.surfaces.agent.tool_call import Moment

    Ending = Literal["stop", "session-end"]

_ENDINGS = ("ENF-004", "ENF-007")
_TOLD = "told"  # in the git directory: digests of what was said when an agent stopped
_MOST_TOLD = 50
_DIGEST = 32


def say(host: Host, moment: Moment, environ: Mapping[str, str], entry: Entry) -> str:
    """Give what a host is told at a moment; what goes wrong is written down and says nothing."""
    note, variables = "", dict[str, str]()
    try:
        note, variables = _said(host, moment, environ, entry)
    except Exception as error:  # noqa: BLE001 - a note is no reason to hold an agent up
        entry.decision, entry.note = "could-not-judge", getattr(error, "message", type(error).__name__)
    printed = host.tell(moment, note, variables)
    if note:
        entry.decision = "held" if moment.held else "told" if printed else "noted"
        entry.note = note.partition("\n")[0]
    return printed


def variables_of(repo: Repository, environ: Mapping[str, str]) -> dict[str, str]:
    """Give the variables of the project and, where there is one, of its current session."""
    from sinfonia import __version__
    from sinfonia.workflow.current import current_head

    values = {"SINFONIA_PROJECT_ROOT": repo.root, "SINFONIA_VERSION": __version__}
    head = current_head(repo, environ)
    if head:
        values |= {
            "SINFONIA_SESSION_ID": head.get("session_id", ""),
            "SINFONIA_WORKFLOW_ID": head.get("workflow_id", ""),
            "SINFONIA_CURRENT_STEP": head.get("current_step", ""),
        }
    return values


def _said(host: Host, moment: Moment, environ: Mapping[str, str], entry: Entry) -> tuple[str, dict[str, str]]:
    from sinfonia.surfaces.agent.places import project_of

    given = (environ.get(host.PROJECT, "") if host.PROJECT else "") or moment.project
    project = project_of(moment.cwd, given, environ)
    entry.folder = project.repo.common_dir
    if not project.found:
        return "", {}
    repo = project.repo
    if moment.kind in ("stop", "session-end"):
        return ("" if moment.again else _once(_open_work(repo, environ, moment), moment, repo)), {}
    variables = {} if moment.kind == "compact" else variables_of(repo, environ)
    if moment.kind == "session-start" and host.VARIABLES_FILE and (file := environ.get(host.VARIABLES_FILE)):
        _export(file, variables)
    return ("" if moment.kind == "variables" else _continuity(repo, environ)), variables


def _open_work(repo: Repository, environ: Mapping[str, str], moment: Moment) -> str:
    """Say what is left to do; sets `held` where the policy does not let work stop there."""
    from sinfonia.surfaces.options import Options
    from sinfonia.surfaces.session_moments import judge_ending

    ending: Ending = "stop" if moment.kind == "stop" else "session-end"
    report = judge_ending(repo, environ, Options(), ending)
    findings = [finding for finding in report.findings if finding.code in _ENDINGS]
    moment.held = moment.kind == "stop" and any(finding.severity == "error" for finding in findings)
    return "\n".join(f"{one.code} {one.name}: {one.message}. Next: {one.help}" for one in findings)


def _continuity(repo: Repository, environ: Mapping[str, str]) -> str:
    """Give the block of the current session, "" where the policy wants none."""
    from sinfonia.surfaces.setup import has_sessions

    if not has_sessions(repo.root):
        return ""
    from sinfonia.surfaces.options import Options
    from sinfonia.surfaces.setup import at_hand
    from sinfonia.workflow.continuity import block

    levels = at_hand(repo, environ, Options()).policy.severities
    return "" if levels.get("ENF-003") == "off" else block(repo, environ)


def _export(file: str, variables: Mapping[str, str]) -> None:
    """Add variables to the shell file that a host sources; a session that starts again adds nothing twice."""
    from shlex import quote

    text = "".join(f"export {name}={quote(value)}\n" for name, value in variables.items())
    with open(file, "a+", encoding="utf-8", errors="surrogateescape") as opened:
        opened.seek(0)
        if not opened.read().endswith(text):
            opened.write(text)


def _once(note: str, moment: Moment, repo: Repository) -> str:
    """Give a note that this session of the host has not heard, "" for one that it has."""
    if not note:
        return ""
    import hashlib

    mark = hashlib.sha256(f"{moment.session}\0{note}".encode("utf-8", "replace")).hexdigest()[:_DIGEST]
    folder = os.path.join(repo.git_dir, "sinfonia")
    path = os.path.join(folder, _TOLD)
    try:
        with open(path, encoding="ascii") as file:
            known = file.read().split()
    except (OSError, ValueError):
        known = []
    if mark in known:
        return ""
    try:
        os.makedirs(folder, exist_ok=True)
        with open(path, "w", encoding="ascii") as file:
            file.write("\n".join((*known[1 - _MOST_TOLD :], mark)) + "\n")
    except OSError:
        return note  # it cannot be remembered; said twice is better than never
    return note
