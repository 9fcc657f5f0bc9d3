"""Nobody reads, nothing can be written, somebody types ^C: one clear error, and nothing changed."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from bad_input_answers import CHECK, DOORS, PRE_COMMIT, SCRIPTS, SECRET, call, one_error, state

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names files of Linux")

# --- nobody reads, nothing can be written

PRINTING = [
    CHECK,
    (*CHECK, "--format", "json"),
    ("sinfonia", "rules"),
    ("sinfonia", "--help"),
    ("sinfonia", "-V"),
    ("sinfonia", "completion", "zsh"),
    PRE_COMMIT,
    ("sinfonia-hook", "--help"),
    ("sinfonia-hook", "-V"),
]


@pytest.fixture
def refused(repo):
    """A repository in which a commit is refused."""
    repo.stage({"notes.txt": SECRET})
    return repo


def shell(repo, args, how):
    """Run a script under a shell that does something to its streams; gives the answer with its own code."""
    words = " ".join([str(SCRIPTS / args[0]), *args[1:]])
    return repo.run("bash", "-c", how.format(words))


@pytest.mark.parametrize("args", PRINTING, ids=" ".join)
def test_a_reader_who_has_gone(refused, args):
    if not shutil.which("bash"):
        pytest.skip("there is no bash")
    answer = shell(refused, args, "{} | true; exit ${{PIPESTATUS[0]}}")
    # It may have been quick enough to write before the reader went.
    assert answer.code in (0, 1, 2)
    answer = shell(refused, args, "{{ sleep 0.4; {}; echo $? >&2; }} | true")
    assert answer.err.splitlines() == ["2"]


@pytest.mark.parametrize("args", PRINTING, ids=" ".join)
def test_a_closed_output(refused, args):
    answer = refused.run("sh", "-c", " ".join([str(SCRIPTS / args[0]), *args[1:]]) + " >&-")
    assert answer.code == 2
    assert answer.err.startswith("error: cannot write ")
    assert "closed" in answer.err
    assert len(answer.err.splitlines()) == 1
    assert refused.run("sh", "-c", " ".join([str(SCRIPTS / args[0]), *args[1:]]) + " >&- 2>&- <&-").code == 2


@linux
@pytest.mark.parametrize("args", PRINTING, ids=" ".join)
def test_a_full_output(refused, args):
    answer = refused.run("sh", "-c", " ".join([str(SCRIPTS / args[0]), *args[1:]]) + " >/dev/full")
    assert answer.code == 2
    assert answer.err.startswith("error: cannot write ")
    assert answer.err.endswith("no space left on device\n")
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize("door", DOORS)
def test_a_closed_output_hurts_nobody_who_has_nothing_to_say(repo, door):
    repo.stage({"notes.txt": "clean\n"})
    answer = repo.run("sh", "-c", f"{SCRIPTS / door[0]} {door[1]} >&- <&-")
    assert (answer.code, answer.err) == (0, "")


def test_a_closed_descriptor_is_not_taken_by_a_file(refused):
    """A file opened as number 1 would receive the report."""
    before = state(refused)
    refused.run("sh", "-c", f"{SCRIPTS / 'sinfonia-hook'} pre-commit >&- 2>&- <&-")
    assert state(refused) == before


@pytest.mark.parametrize("door", DOORS)
def test_a_git_directory_that_takes_no_notes_judges_all_the_same(repo, door):
    repo.write({".git/sinfonia": "a file\n", ".sinfonia/config.yaml": "version: '0.1'\n"})
    repo.stage({"notes.txt": "clean\n"})
    answer = call(repo, door)
    assert answer.code == 0
    repo.stage({"notes.txt": SECRET})
    assert call(repo, door).code == 1
    assert (repo.path / ".git/sinfonia").read_text() == "a file\n"


@contextlib.contextmanager
def mounted(*args):
    """Mount something, or skip the test where that is not allowed."""
    place = args[-1]
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("nothing can be mounted here")
    if subprocess.run(["mount", *args], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@linux
def test_a_checkout_that_can_only_be_read(repo, tmp_path):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.stage({"notes.txt": SECRET, ".sinfonia/config.yaml": "version: '0.1'\n"})
    before = state(repo)
    with mounted("-t", "tmpfs", "none", str(tmp_path / "home")):
        place = tmp_path / "home/repo"
        shutil.copytree(repo.path, place)
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "home")], check=True)
        for door in (CHECK, PRE_COMMIT, (*CHECK, "--all"), ("sinfonia-hook", "commit-msg", "README.md")):
            answer = call(repo, door, cwd=place)
            assert answer.code == 1, answer.text
            assert "error[ENF-008]" in answer.out
            assert answer.err == "" or "ways out" in answer.err
        one_error(
            call(repo, ("sinfonia", "baseline"), cwd=place),
            "cannot write `.sinfonia/baseline.json`: read-only file system",
        )
        one_error(call(repo, (*CHECK, "--output", "x"), cwd=place), "cannot write `x`: read-only file system")
    assert state(repo) == before


@linux
def test_a_disk_without_space(repo, tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    with mounted("-t", "tmpfs", "-o", "size=400k", "none", str(place)):
        small = type(repo)(place, repo.env)
        small.git("init", "-q", "--template=")
        small.stage({"notes.txt": SECRET, ".env": "A=1\n", ".sinfonia/config.yaml": "version: '0.1'\n"})
        with contextlib.suppress(OSError), open(place / ".git/fill", "wb", buffering=0) as file:
            while file.write(b"x" * 4096) == 4096:
                pass
        before = state(small)
        for door in (CHECK, PRE_COMMIT, (*CHECK, "--all")):
            answer = call(small, door)
            assert answer.code == 1, answer.text
            assert "error[ENF-008]" in answer.out
        one_error(
            call(small, ("sinfonia", "baseline")), "cannot write `.sinfonia/baseline.json`: no space left on device"
        )
        one_error(call(small, (*CHECK, "--output", "report")), "cannot write `report`: no space left on device")
        after = state(small)
        assert after == before


# --- ^C


@pytest.mark.parametrize("module", ["sinfonia.cli", "click", "click.core", "click.exceptions"])
def test_an_interrupt_while_the_command_is_loaded(module):
    late = (
        "import sys\n"
        "from sinfonia.__main__ import answer\n"
        "class Late:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Late())\n"
        "sys.argv[1:] = ['rules']\n"
        "sys.exit(answer())\n"
    )
    done = subprocess.run([sys.executable, "-c", late], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
@pytest.mark.parametrize(
    "args", [(*CHECK, "--from", "HEAD~1"), ("sinfonia-hook", "update", "refs/heads/main", "HEAD~1", "HEAD")]
)
def test_an_interrupt_during_a_long_range(repo, tmp_path, args):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.commit({"notes.txt": SECRET}, "Leak")
    before = state(repo)
    slow, here = tmp_path / "slow", tmp_path / "here"
    slow.mkdir()
    (slow / "git").write_text(
        f'#!/bin/sh\ncase "$*" in *rev-list*) : >{here}; exec sleep 60;; esac\nexec {shutil.which("git")} "$@"\n'
    )
    (slow / "git").chmod(0o755)
    env = {**repo.env, "PATH": f"{slow}{os.pathsep}{repo.env['PATH']}"}
    running = subprocess.Popen(
        [SCRIPTS / args[0], *args[1:]],
        cwd=repo.path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    for _ in range(400):
        if here.exists():
            break
        time.sleep(0.05)
    time.sleep(0.2)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to everyone in the foreground
    out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert out == b""
    assert err.strip() == b""
    assert state(repo) == before
