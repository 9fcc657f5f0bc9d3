"""The door of every agent: read the payload, judge it, answer in the host's words whatever happens.

Hosts let a call run when their hook crashes, ends with 1, says nothing they know or takes too long. So every
way out of here is an answer, and the answer comes before the host stops waiting. A moment that is no tool call is
never refused: there what goes wrong is written down, and nothing is said.
"""

from __future__ import annotations

import os
import sys

from sinfonia.errors import SinfoniaError
from sinfonia.surfaces.agent.log import TRIAL, Entry, record
from sinfonia.surfaces.agent.tool_call import Moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

    from sinfonia.model.finding import Report
    from sinfonia.surfaces.agent import Host
    from sinfonia.surfaces.options import Options

SECONDS = 20  # hosts wait for 30 seconds and more; their setting may be shortened, not below this
LARGEST = 64 << 20
_PASSED = 0


class _TooLateError(BaseException):
    """The time is over; not an `Exception`, so that nothing on the way takes it for one of its own."""


def guard(host: Host, options: Callable[[], Options], environ: Mapping[str, str]) -> int:
    """Answer one call of a host's hook; gives the exit code and lets nothing through. `options` may raise."""
    host = _asking(host, environ)
    entry = Entry(host.NAME)
    stop = _limit()
    try:
        code = _answered(host, options, environ, entry)
        stop()
    except SinfoniaError as error:
        message, hint = error.message, error.hint
    except _TooLateError:
        message, hint = f"it took longer than {SECONDS} seconds", "make the call smaller"
    except RecursionError:
        message, hint = "it is nested too deeply", ""
    except KeyboardInterrupt:
        message, hint = "the check was interrupted", ""
    except BaseException as error:  # noqa: BLE001 - the guard: for the host a crash would be a yes
        if os.environ.get("SINFONIA_DEBUG"):
            import traceback

            traceback.print_exc()
        message, hint = f"a bug in Sinfonia: {type(error).__name__}", "run it with SINFONIA_DEBUG=1 and report it"
    else:
        _write_down(entry, environ)
        return code
    finally:
        stop()
    entry.decision, entry.note = "could-not-judge", message
    code = _refuse(host, message, hint)
    _write_down(entry, environ)
    return code


def judged(
    host: Host, data: bytes, environ: Mapping[str, str], options: Options, entry: Entry | None = None
) -> Report | Moment | None:
    """Judge what a host gave on standard input; None for what is not judged. Raises `SinfoniaError`."""
    import json

    from sinfonia.surfaces.agent.fields import MalformedError

    entry = entry or Entry(host.NAME)
    try:
        payload = json.loads(data)
    except (ValueError, RecursionError):
        raise MalformedError(f"what {host.TITLE} sent is not JSON") from None
    if not isinstance(payload, dict):
        raise MalformedError(f"what {host.TITLE} sent is not an object")
    entry.trial = payload.get(TRIAL) is True
    call = host.read(payload)
    if call is None or isinstance(call, Moment):
        entry.event = call.event if call is not None else ""
        return call
    entry.tool, entry.call = call.tool, call
    if not call.parts and call.fields is None:
        return None
    from sinfonia.surfaces.agent.judging import judge_call
    from sinfonia.surfaces.agent.places import project_of

    project = project_of(call.cwd, (environ.get(host.PROJECT, "") if host.PROJECT else "") or call.project, environ)
    entry.folder = project.repo.common_dir
    report = judge_call(call, project, environ, options, keeps_shells=host.KEEPS_SHELLS)
    if call.fields is not None and not call.parts:
        entry.note = "a tool that nobody knows: it passed without being judged"
    return report


def _asking(host: Host, environ: Mapping[str, str]) -> Host:
    """Give the program that asks: Copilot CLI runs the hooks of Claude Code too, and reads only its own words."""
    if host.NAME == "claude-code" and environ.get("COPILOT_CLI") and not environ.get("CLAUDECODE"):
        from sinfonia.surfaces import copilot

        return copilot
    return host


def _answered(host: Host, options: Callable[[], Options], environ: Mapping[str, str], entry: Entry) -> int:
    report = judged(host, _payload(), environ, options(), entry)
    if isinstance(report, Moment):
        from sinfonia.surfaces.agent.moments import say

        _write(sys.stdout, say(host, report, environ, entry))
        return _PASSED
    return _answer(host, report, entry)


def _payload() -> bytes:
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise SinfoniaError(f"the payload has more than {LARGEST >> 20} MB")
    return data


def _answer(host: Host, report: Report | None, entry: Entry) -> int:
    if report is not None:
        entry.codes = tuple(dict.fromkeys(finding.code for finding in report.findings))
        for note in report.notes:
            _write(sys.stderr, f"sinfonia: {note}\n")
        if report.errors:
            from sinfonia.surfaces.agent.denial import denial

            entry.decision = "refused"
            return _say(host, denial(report))
        for finding in report.findings:
            entry.decision = "warned"
            _write(sys.stderr, f"sinfonia: {finding.code} {finding.name}: {finding.message}\n")
    if printed := host.allow():
        _write(sys.stdout, printed)
    return _PASSED


def _refuse(host: Host, message: str, hint: str) -> int:
    try:
        from sinfonia.surfaces.agent.denial import could_not

        reason = could_not(message, hint)
    except Exception:  # noqa: BLE001 - what cannot be told in full is told in short
        reason = "Refused by sinfonia: the call could not be judged."
    return _say(host, reason)


def _say(host: Host, reason: str) -> int:
    """Write the denial. Closed streams do not turn it into a yes: the exit code stands."""
    printed, code = host.deny(reason)
    _write(sys.stderr, reason + "\n")
    _write(sys.stdout, printed)
    return code


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text.encode("utf-8", "backslashreplace").decode("utf-8"))
        stream.flush()
    except (OSError, ValueError):
        _give_up(-1 if stream.closed else stream.fileno())


def _give_up(number: int) -> None:
    """Send what is left in a stream nowhere, so that the interpreter does not stumble over it when it ends."""
    if number >= 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def _write_down(entry: Entry, environ: Mapping[str, str]) -> None:
    """Add to the log. The answer is out: whatever goes wrong here changes nothing."""
    try:
        if not entry.folder and entry.decision == "could-not-judge":
            from sinfonia.surfaces.agent.places import project_of

            cwd = entry.call.cwd if entry.call is not None else ""
            entry.folder = project_of(cwd, "", environ).repo.common_dir
        record(entry)
    except Exception:  # noqa: BLE001 - see above
        return


def _limit() -> Callable[[], None]:
    """Ring after `SECONDS`, even inside one long match; gives what stops the clock. Nothing where there is none."""
    import signal

    if not hasattr(signal, "setitimer"):
        return lambda: None

    def ring(_number: int, _frame: object) -> None:
        raise _TooLateError

    try:
        before = signal.signal(signal.SIGALRM, ring)
    except ValueError:  # not in the main thread
        return lambda: None
    signal.setitimer(signal.ITIMER_REAL, SECONDS)

    def stop() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    return stop
