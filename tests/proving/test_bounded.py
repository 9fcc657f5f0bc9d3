"""A bounded run ends, keeps little, shows little, and leaves nothing running."""

import os
import sys
import time

import pytest

from sinfonia.bounded import run_bounded
from sinfonia.errors import SinfoniaError

pytestmark = pytest.mark.usefixtures("patience")
ENV = {"PATH": os.environ["PATH"]}
posix = pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")


def python(code, tmp_path, **more):
    options = {"timeout": 60, **more}
    return run_bounded([sys.executable, "-c", code], cwd=str(tmp_path), env=ENV, **options)


def is_gone(pid):
    """Tell whether a process has ended: killed ones may wait for whoever inherited them to look."""
    for _ in range(200):
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii") as file:
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            if not os.path.isdir("/proc/self"):
                try:
                    os.kill(pid, 0)
                except ProcessLookupError:
                    return True
            else:
                return True
        time.sleep(0.05)
    return False


def test_a_run_gives_code_and_both_outputs_in_order(tmp_path):
    outcome = python("import sys; print(1, flush=True); print(2, file=sys.stderr, flush=True); sys.exit(7)", tmp_path)
    assert (outcome.code, outcome.output, outcome.timed_out, outcome.truncated) == (7, b"1\n2\n", False, False)


def test_a_run_sees_the_variables_that_are_given_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setenv("DEPLOY_TOKEN", "not for tests")
    outcome = python("import os; print(sorted(os.environ))", tmp_path)
    assert b"PATH" in outcome.output
    assert b"DEPLOY_TOKEN" not in outcome.output


def test_a_run_reads_nothing_from_our_standard_input(tmp_path):
    assert python("import sys; print(repr(sys.stdin.read()))", tmp_path).output.strip() == b"''"


def test_of_much_output_the_end_is_kept(tmp_path):
    outcome = python("for n in range(100_000): print(n)", tmp_path, cap=1000)
    assert outcome.output.endswith(b"\n99999\n")
    assert (len(outcome.output), outcome.truncated) == (1000, True)


def test_a_run_without_end_is_ended(tmp_path):
    outcome = python("import time; print('began', flush=True); time.sleep(3600)", tmp_path, timeout=2)
    assert (outcome.timed_out, outcome.output) == (True, b"began\n")
    assert outcome.code != 0


@posix
def test_a_run_that_ignores_the_request_to_end_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr("sinfonia.bounded._GRACE", 0.2)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(3600)"
    assert python(code, tmp_path, timeout=2).code == -9


@posix
@pytest.mark.parametrize("timeout", [60, 3])
def test_children_that_are_left_behind_are_killed(tmp_path, timeout):
    stay = "; time.sleep(3600)" if timeout == 3 else ""
    code = (
        "import subprocess, sys, time; "
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)']); "
        f"print(p.pid, flush=True){stay}"
    )
    outcome = python(code, tmp_path, timeout=timeout)
    assert outcome.timed_out is (timeout == 3)
    assert is_gone(int(outcome.output))


@pytest.mark.skipif(not os.path.exists("/proc/self/environ"), reason="needs /proc")
def test_a_child_that_left_the_process_group_is_killed_too(tmp_path):
    code = (
        "import subprocess, sys; "
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'], start_new_session=True); "
        "print(p.pid, flush=True)"
    )
    assert is_gone(int(python(code, tmp_path).output))


def test_we_are_told_how_long_it_takes(tmp_path):
    seconds = []
    python("import time; time.sleep(1)", tmp_path, tick=seconds.append)
    assert seconds == sorted(seconds)
    assert seconds


@posix
def test_an_interruption_ends_the_run(tmp_path):
    def interrupt(_seconds):
        raise KeyboardInterrupt

    mark = tmp_path / "pid"
    code = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(3600)"
    with pytest.raises(KeyboardInterrupt):
        python(code, tmp_path, tick=lambda s: interrupt(s) if mark.exists() and mark.read_text() else None)
    assert is_gone(int(mark.read_text()))


def test_a_program_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(SinfoniaError, match="cannot start `no-such-program`"):
        run_bounded(["no-such-program"], cwd=str(tmp_path), env=ENV, timeout=5)
