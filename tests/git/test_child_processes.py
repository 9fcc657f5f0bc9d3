"""Programs that we start leave nothing behind, never hang, and end when nobody listens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torture

from sinfonia import proc
from sinfonia.errors import GitError, SinfoniaError
from sinfonia.git.changes import net, staged, tracked, walk

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
ENV = {"PATH": os.environ["PATH"]}


def python(code: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", code]


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


@pytest.fixture(autouse=True)
def nothing_left_behind():
    before, alive = descriptors(), children()
    yield
    assert (descriptors(), children()) == (before, alive)


def test_many_children_leave_nothing():
    for number in range(60):
        assert proc.output(["sh", "-c", "cat; echo err >&2; exit 3"], ENV, stdin=b"%d" % number) == (
            3,
            b"%d" % number,
            "err",
        )


def test_a_program_that_complains_at_length_does_not_hang():
    code, printed, errors = proc.output(python("import sys; sys.stderr.write('e' * (1 << 20)); print('done')"), ENV)
    assert (code, printed) == (0, b"done\n")
    assert errors.startswith("eeee")


def test_a_large_input_and_a_large_output_do_not_block_each_other():
    data = b"x" * (1 << 21)
    assert proc.output(["cat"], ENV, stdin=data) == (0, data, "")


def test_hanging_up_ends_the_program(patience):
    child = proc.Child(["sh", "-c", "while :; do echo y; done"], ENV)
    assert next(child.chunks())
    code, _ = child.finish()
    assert code == -signal.SIGPIPE
    assert child.finish() == (code, "")


def test_a_program_that_is_not_there_is_one_clear_error():
    for start in (proc.output, proc.Child, proc.Conversation):
        with pytest.raises(SinfoniaError, match="cannot start `no-such-program`: no such file") as caught:
            start(["no-such-program"], ENV)
        assert "PATH" in caught.value.hint


def test_a_program_killed_is_told_by_its_signal():
    assert proc.output(["sh", "-c", "kill -9 $$"], ENV)[0] == -9


def test_a_conversation_ends_when_the_program_does():
    talk = proc.Conversation(["sh", "-c", "read a; echo got $a; exit 5"], ENV)
    assert talk.ask(b"one") == b"got one"
    assert talk.ask(b"two") == b""
    assert talk.take(10) == b""
    assert talk.close() == (5, "")


def test_a_child_sees_no_descriptor_of_ours():
    talk = proc.Conversation(["cat"], ENV)
    other = proc.Child(["cat"], ENV)
    assert (
        proc.output(["sh", "-c", "ls /proc/self/fd | wc -l"], ENV)[1].strip() == b"4"
    )  # 0, 1, 2 and the folder itself
    other.finish()
    talk.close()


@pytest.mark.parametrize("closed", ["0<&-", ">&-", "2>&-", ">&- 2>&-", "0<&- >&- 2>&-"])
def test_with_standard_streams_closed_children_still_work(tmp_path, closed):
    """A hook may be started so; the first pipe would then get the number of a standard stream."""
    out = tmp_path / "out"
    code = (
        "import os; from sinfonia import proc\n"
        "got = proc.output(['sh', '-c', 'cat; echo out; echo err >&2; exit 4'], dict(os.environ), stdin=b'in ')\n"
        f"open({str(out)!r}, 'w').write(repr(got))\n"
    )
    (tmp_path / "code.py").write_text(code)
    subprocess.run(["sh", "-c", f"exec '{sys.executable}' '{tmp_path}/code.py' {closed}"], check=False)
    assert out.read_text() == repr((4, b"in out\n", "err"))


def test_an_exit_code_that_was_thrown_away_is_no_success():
    code = "from sinfonia import proc; import os; print(proc.output(['true'], dict(os.environ))[0] != 0)"
    ignore = "import os, signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN)"
    run = f"{ignore}; os.execv({sys.executable!r}, ['python', '-c', {code!r}])"
    assert subprocess.run([sys.executable, "-c", run], capture_output=True, check=False).stdout == b"True\n"


def readings(repo, objects):
    yield lambda: next(iter(staged(repo, objects).texts()))
    yield lambda: list(staged(repo, objects).texts())
    yield lambda: staged(repo, objects, text=False).close()
    yield lambda: next(iter(tracked(repo, objects).texts()))
    yield lambda: net(repo, objects, "main", "new")
    yield lambda: list(walk(repo, objects, "new"))
    yield lambda: next(walk(repo, objects, "new"))
    yield lambda: next(iter(next(walk(repo, objects, "new")).texts))
    yield lambda: objects.read(repo.resolve("main^{tree}")) if False else objects.read_object("main")


def test_a_reading_that_is_dropped_half_way_leaves_nothing(tortured, opened):
    repo, objects = opened(tortured.path, tortured.env)
    for read in readings(repo, objects):
        read()
        objects.close()


def test_a_reading_that_fails_leaves_nothing(tortured, opened):
    repo, objects = opened(tortured.path, tortured.env)
    for read in (
        lambda: list(walk(repo, objects, "nowhere")),
        lambda: list(walk(repo, objects, "main", "^nowhere")),
        lambda: net(repo, objects, "main", "nowhere"),
        lambda: staged(repo, objects, against="nowhere"),
        lambda: repo.resolve("nowhere"),
    ):
        with pytest.raises(GitError, match="nowhere"):
            read()


def test_an_answer_that_we_cannot_read_stops_both_programs(field_repo, opened, monkeypatch, patience):
    """Ours stops in the middle: rev-list and diff-tree still have much to say, and must end."""
    tree = {b"f%d" % n: (torture.FILE, b"%d\n" % n * 100) for n in range(200)}
    ids = field_repo.plant(*((tree | {b"g": (torture.FILE, b"%d" % n)}, (n - 1,) if n else ()) for n in range(50)))
    repo, objects = opened(field_repo.path, field_repo.env)
    monkeypatch.setattr("sinfonia.git.listing._MARKS", {"none"})
    with pytest.raises(GitError, match="cannot read"):
        list(walk(repo, objects, ids[-1]))
