"""Bad input: one clear error, the documented exit code, no traceback, and nothing changed."""

import pytest
from bad_input_answers import CHECK, DOORS, PRE_COMMIT, SCRIPTS, SECRET, TOKEN, call, one_error, state


def damage(repo, revision, size=10):
    """Truncate the loose object that a revision names."""
    oid = repo.git("rev-parse", revision).strip()
    path = repo.path / ".git/objects" / oid[:2] / oid[2:]
    path.chmod(0o644)
    with open(path, "r+b") as file:
        file.truncate(size)
    return oid


# --- no repository, no git


@pytest.mark.parametrize(
    "door", [*DOORS, ("sinfonia", "baseline"), ("sinfonia-hook", "commit-msg", "x"), ("sinfonia", "rules")]
)
def test_not_a_repository(repo, tmp_path, door):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    one_error(call(repo, door, cwd=elsewhere), f"`{elsewhere}` is not inside a git repository", "git init")
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("door", DOORS)
def test_a_working_directory_that_is_gone(repo, tmp_path, door):
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"cd {gone} && rmdir {gone} && exec {SCRIPTS / door[0]} {' '.join(door[1:])}"
    one_error(repo.run("sh", "-c", script), "the working directory is gone", "cd to a folder that exists")


@pytest.mark.parametrize("door", [*DOORS, ("sinfonia", "check", "--from", "HEAD"), ("sinfonia", "check", "--all")])
def test_no_git_on_the_path(repo, door):
    repo.stage({"notes.txt": "x\n"})
    one_error(call(repo, door, env={"PATH": "/nowhere"}), "cannot start `git`", "install git, or put it on PATH")


# --- a damaged repository


@pytest.mark.parametrize(
    "door",
    [*DOORS, ("sinfonia", "check", "--all"), ("sinfonia", "baseline"), ("sinfonia-hook", "prepare-commit-msg", "x")],
)
def test_an_index_that_cannot_be_read(repo, door):
    repo.commit({"notes.txt": "x\n"}, "Begin")
    repo.write({".git/index": "garbage"})
    before = state(repo)
    one_error(call(repo, door), "index file smaller than expected", "git fsck")
    assert state(repo) == before


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("revision", ["HEAD", "HEAD^{tree}", ":notes.txt"])
def test_a_truncated_object(repo, door, revision):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.stage({"notes.txt": SECRET})
    damage(repo, revision)
    repo.write({"notes.txt": "not what is staged\n"})  # else git may read the file instead
    before = state(repo)
    answer = call(repo, door)
    assert answer.code == 2, answer.text
    assert "Traceback" not in answer.text
    assert answer.text.count("error") == 1 or "could not judge" in answer.text
    assert TOKEN not in answer.text
    assert state(repo) == before


def test_a_missing_object_says_which_file_and_the_others_are_judged(repo):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.stage({"src/login.py": "def f():\n    return 1\n", ".env": "A=1\n"})
    oid = repo.git("rev-parse", ":src/login.py").strip()
    (repo.path / ".git/objects" / oid[:2] / oid[2:]).unlink()
    answer = call(repo, CHECK)
    assert answer.code == 1  # refused is a stronger word than could not judge
    assert "error[ENF-904]: `src/login.py` could not be judged" in answer.out
    assert "error[ENF-002]" in answer.out


@pytest.mark.parametrize("args", [("--commit", "HEAD"), ("--from", "HEAD~1")])
def test_a_truncated_tree_in_a_range(repo, args):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.commit({"notes.txt": SECRET}, "Leak")
    damage(repo, "HEAD^{tree}")
    answer = call(repo, (*CHECK, *args))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: ")


# --- configuration, rules, revisions


BROKEN = [
    (b"version: '0.1'\nenforcment_strictness: high\n", 2, "did you mean `enforcement_strictness`?"),
    (b"version: '0.1'\nrules: [\n", 3, "check indentation, quotes and brackets around this line"),
    (b"version: '0.1'\nuser_name: \xff\n", 2, "save it as UTF-8 text"),
    (b"tests:\n  level: sometimes\n", 2, "any"),
    (b"ignore:\n  - {code: ENF-001, path: x}\n", 2, "reason"),
    (b"rules:\n  ENF-01: {severity: error}\n", 2, "did you mean"),
]
ALL_DOORS = [
    (*CHECK, "--staged"),
    (*CHECK, "--all"),
    (*CHECK, "--show-config"),
    (*CHECK, "--format", "concise"),
    PRE_COMMIT,
    ("sinfonia-hook", "pre-merge-commit"),
    ("sinfonia-hook", "commit-msg", "README.md"),
    ("sinfonia-hook", "prepare-commit-msg", "README.md"),
    ("sinfonia-hook", "pre-applypatch"),
    ("sinfonia-hook", "pre-push", "origin", "url"),
]


@pytest.mark.parametrize(("text", "line", "hint"), BROKEN)
def test_a_broken_configuration_names_file_and_line(repo, text, line, hint):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.stage({".sinfonia/config.yaml": text})
    answer = call(repo, CHECK)
    assert answer.code == 2
    assert answer.out.startswith("error[ENF-903]: ")
    assert f"\n --> .sinfonia/config.yaml:{line}\n" in answer.out
    assert hint in answer.out
    assert "could not judge" in answer.out


@pytest.mark.parametrize("door", ALL_DOORS, ids=" ".join)
def test_a_broken_configuration_refuses_at_each_door(repo, door):
    repo.commit({"README.md": "# x\n"}, "Begin")
    repo.stage({".sinfonia/config.yaml": BROKEN[0][0], "notes.txt": "x\n"})
    answer = call(repo, door)
    assert (answer.code, answer.err) == (2, "")
    assert "ENF-903" in answer.out
    assert ".sinfonia/config.yaml:2" in answer.out


@pytest.mark.parametrize("door", ["range", "commit", "push", "pre-receive", "update"])
def test_a_broken_configuration_of_the_base_refuses_at_each_door_that_reads_it(repo, door):
    base = repo.commit({".sinfonia/config.yaml": BROKEN[0][0]}, "Begin")
    head = repo.commit({"notes.txt": "x\n"}, "Go on")
    args, stdin = {
        "range": ((*CHECK, "--from", base), ""),
        "commit": ((*CHECK, "--commit", head), ""),
        "push": (("sinfonia-hook", "pre-push", "origin", "url"), f"refs/heads/main {head} refs/heads/main {base}\n"),
        "pre-receive": (("sinfonia-hook", "pre-receive"), f"{base} {head} refs/heads/main\n"),
        "update": (("sinfonia-hook", "update", "refs/heads/main", base, head), ""),
    }[door]
    answer = call(repo, args, stdin=stdin)
    assert answer.code == 2
    assert "ENF-903" in answer.out
    assert ".sinfonia/config.yaml:2" in answer.out


@pytest.mark.parametrize(
    "args", [("sinfonia", "rules"), ("sinfonia", "baseline"), ("sinfonia", "explain", "--path", "x")]
)
def test_a_broken_configuration_at_a_command_that_judges_nothing(repo, args):
    repo.commit({".sinfonia/config.yaml": BROKEN[0][0]}, "Begin")
    one_error(call(repo, args), ".sinfonia/config.yaml:2: ", "did you mean `enforcement_strictness`?")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule(repo, door, option):
    repo.stage({"notes.txt": SECRET})
    one_error(call(repo, (*door, option, "ENF-0O8")), "`ENF-0O8` names no rule", "did you mean")


def test_a_rule_that_is_unknown_is_no_pass_when_nothing_is_staged(repo):
    one_error(call(repo, (*CHECK, "--select", "ENF-999")), "`ENF-999` names no rule")


@pytest.mark.parametrize(
    "args", [("--commit", "nowhere"), ("--from", "nowhere"), ("--from", "HEAD", "--to", "nowhere"), ("--from", "-x")]
)
def test_an_unknown_revision(repo, args):
    repo.commit({"notes.txt": "x\n"}, "Begin")
    one_error(call(repo, (*CHECK, *args)), "git knows no commit `", "fetch-depth: 0")


def test_a_shallow_clone_names_the_command_to_type(repo, tmp_path):
    base = repo.commit({"README.md": "# x\n"}, "Begin")
    repo.commit({"notes.txt": "x\n"}, "Go on")
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.path}", str(tmp_path / "shallow"))
    answer = call(repo, (*CHECK, "--from", base), cwd=tmp_path / "shallow")
    one_error(answer, f"git knows no commit `{base}`", "git fetch --unshallow")
    one_error(call(repo, (*CHECK, "--from", "HEAD~1"), cwd=tmp_path / "shallow"), "`HEAD~1`", "git fetch --unshallow")
