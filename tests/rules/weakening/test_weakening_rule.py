"""ENF-014 on whole events: sentences, places, the level by strictness, waivers, both doors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from weakening_scenarios import changes, findings, kinds

from sinfonia.engine import Judge
from sinfonia.errors import NotJudgedError
from sinfonia.git.message import parse
from sinfonia.model.change import REGULAR, Change
from sinfonia.model.event import Event
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_014_weakened_test import MOST, RULE
from sinfonia.rules.weakening.settings import is_settings

ROOT = Path(__file__).parents[3]
PATH = "tests/test_login.py"
TEST = 'def test_login():\n    r = login("x")\n    assert r.code == 200\n    assert r.body == "ok"\n'
SKIPPED = "import pytest\n\n\n@pytest.mark.skip\n" + TEST
LESS = TEST.replace('    assert r.body == "ok"\n', "")


def judged(*, strictness="medium", message="Change", after=SKIPPED, moment="message", **policy):
    """Judge a skip by the engine, with trailers and configuration."""
    event = Event(moment, changes({PATH: TEST}, {PATH: after}), units=("net",), message=parse(message))
    judge = Judge(Policy({"enforcement_strictness": strictness, **policy}), (RULE,), today="2026-01-01")
    judge.add(event)
    return judge.report(moment)


def test_a_finding_says_what_where_and_what_to_do():
    (found,) = findings({PATH: TEST}, {PATH: SKIPPED})
    assert found.message == "`tests/test_login.py` skips `test_login`, which ran before"
    assert (found.location.path, found.location.line) == (PATH, 5)
    assert found.help == (
        "mend the code instead, or end the message of the commit with `Sinfonia-Ignore: ENF-014 reason`"
    )


def test_tests_of_one_file_that_lose_alike_are_one_finding():
    before = "".join(TEST.replace("login", f"login_{n}").replace("200", str(200 + n)) for n in range(5))
    (found,) = findings({PATH: before}, {})
    assert found.message == (
        "`tests/test_login.py` loses `test_login_0`, `test_login_1` and 3 more, and what was tested is still there"
    )


def test_a_change_of_hundreds_of_files_is_told_in_a_few():
    before = {f"tests/test_{n}.py": TEST.replace("login", f"login{n}x") for n in range(MOST + 5)}
    assert (
        len(findings(before, {path: text.replace("def", "@pytest.mark.skip\ndef") for path, text in before.items()}))
        == MOST
    )


@pytest.mark.parametrize(("strictness", "verdict"), [("high", "refused"), ("medium", "passed"), ("low", "passed")])
def test_it_warns_and_refuses_only_when_strictness_is_high(strictness, verdict):
    report = judged(strictness=strictness)
    assert len(report.findings) == 1
    assert report.verdict == verdict


@pytest.mark.parametrize(
    ("message", "count"),
    [
        ("Change\n\nSinfonia-Ignore: ENF-014\n", 1),
        ("Change\n\nSinfonia-Ignore: ENF-001 flaky, issue 12\n", 1),
        ("Change\n\nSinfonia-Ignore: ENF-014 flaky, issue 12\n", 0),
        ("Change\n\nTests-Exempt: flaky, issue 12\n", 0),
    ],
)
def test_a_trailer_with_a_reason_waives_it(message, count):
    assert len(judged(message=message).findings) == count


def test_an_entry_of_the_configuration_waives_its_paths_only():
    entry = {"code": "ENF-014", "path": "other/**", "reason": "old"}
    assert len(judged(ignore=[entry]).findings) == 1
    assert judged(ignore=[{**entry, "path": "tests/**"}]).findings == ()


def test_a_revert_that_gives_back_what_was_there_passes():
    assert len(findings({PATH: TEST}, {PATH: SKIPPED})) == 1
    assert findings({PATH: TEST}, {PATH: SKIPPED}, revert=True) == []


def test_a_renamed_file_with_less_in_it_is_found_under_its_new_name():
    long = TEST + "".join(f"\n\ndef test_more_{n}():\n    assert more({n}) == {n}\n" for n in range(5))
    (found,) = findings({PATH: long}, {"tests/test_sign_in.py": long.replace('    assert r.body == "ok"\n', "")})
    assert found.message == "`tests/test_sign_in.py` asserts less in `test_login` than before"
    assert findings({PATH: long}, {"tests/test_sign_in.py": long}) == []


def test_an_assertion_that_goes_with_what_it_looked_at_is_none():
    code = "class R:\n    code = 200\n    body = text()\n"
    gone = "class R:\n    code = 200\n"
    assert len(findings({PATH: TEST, "src/r.py": code}, {PATH: LESS, "src/r.py": code + "x = 1\n"})) == 1
    assert findings({PATH: TEST, "src/r.py": code}, {PATH: LESS, "src/r.py": gone}) == []


def test_a_test_file_that_does_not_parse_is_not_judged():
    assert findings({PATH: TEST}, {PATH: "def test_login(:\n"}) == []


def test_a_source_that_changes_alone_loads_nothing_to_compare_tests():
    program = (
        "import sys; from weakening_scenarios import findings;"
        "findings({'src/a.py': 'x = 1'}, {'src/a.py': 'x = 2'});"
        "print([m for m in sys.modules if m.startswith('sinfonia.rules.weakening')])"
    )
    paths = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}];"
    answer = subprocess.run([sys.executable, "-c", paths + program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.fixture
def changed(repo):
    """A repository in which a skip of a test is staged."""
    repo.commit({PATH: TEST}, "Start")
    repo.stage({PATH: SKIPPED})
    repo.write({"MESSAGE": "Change\n"})
    return repo


def test_the_message_hook_warns_when_nothing_was_judged_before(changed):
    result = changed.hook("commit-msg", "MESSAGE")
    assert result.code == 0
    assert result.text.count("warning[ENF-014]") == 1


def test_the_message_hook_warns_after_the_commit_hook_that_does_not(changed):
    assert "ENF-014" not in changed.hook("pre-commit").text
    result = changed.hook("commit-msg", "MESSAGE")
    assert result.code == 0
    assert result.text.count("warning[ENF-014]") == 1


def test_the_message_hook_hears_the_trailer(changed):
    changed.write({"MESSAGE": "Change\n\nSinfonia-Ignore: ENF-014 flaky, issue 12\n"})
    assert "warning[ENF-014]" not in changed.hook("commit-msg", "MESSAGE").text


def test_high_strictness_refuses_at_the_message(changed):
    changed.write({".sinfonia/config.yaml": "enforcement_strictness: high\n"})
    result = changed.hook("commit-msg", "MESSAGE")
    assert result.code == 1
    assert "error[ENF-014]" in result.text


def test_a_skip_that_the_same_range_takes_away_is_none(changed):
    base = changed.git("rev-parse", "HEAD").strip()
    changed.git("commit", "-qm", "Skip")
    check = ("check", "--from", base, "--to", "HEAD")
    assert changed.sinfonia(*check).text.count("warning[ENF-014]") == 1
    changed.commit({PATH: TEST + "# as before\n"}, "Run again")
    assert "ENF-014" not in changed.sinfonia(*check).text


def test_a_file_that_cannot_be_read_is_refused_only_where_a_finding_is():
    change = changes({PATH: TEST}, {PATH: SKIPPED})[0]
    broken = Change(PATH, "M", old_mode=REGULAR, new_mode=REGULAR, old_id=change.old_id, new_id="1", blobs=Unread())
    for strictness, verdict in (("high", "could-not-judge"), ("medium", "passed")):
        judge = Judge(Policy({"enforcement_strictness": strictness}), (RULE,), today="2026-01-01")
        judge.add(Event("range", (broken,), units=("net",)))
        assert judge.report("range").verdict == verdict


class Unread:
    """Blobs of which none is there."""

    def read(self, oid):
        raise NotJudgedError("it is not there")


# Files that may say how much is tested, each by the documentation of the tool that reads it.
SETTINGS = (
    "pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini", ".pytest.ini", "pytest.toml", ".coveragerc", "coveragerc",
    "package.json", ".nycrc", ".nycrc.json", ".nycrc.yml", ".nycrc.yaml", ".simplecov", "Makefile", "noxfile.py",
    "conftest.py", "spec_helper.rb", "test_helper.rb", "justfile", "Taskfile.yml", "jest.config.js", "vitest.config.ts",
    "vite.config.ts", "nyc.config.js", ".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "Jenkinsfile",
    "bitbucket-pipelines.yml", ".circleci/config.yml", ".github/workflows/ci.yml", ".gitlab/jobs.yaml",
)  # fmt: skip


@pytest.mark.parametrize("path", SETTINGS)
def test_a_file_of_settings_is_known_by_its_name(path):
    assert is_settings(path)
    assert not is_settings(f"src/un{path.removeprefix('.')}.md")


BOTH = "def test_login():\n    assert login() is True\n\n\ndef test_logout():\n    assert logout() is True\n"
FIRST = BOTH.partition("\n\n\n")[0] + "\n"


UNTESTED = ("vendor/x/logout.py", "src/logout_pb2.py", "poetry.lock", "notes.md", "notes.txt", "a.rst")


@pytest.mark.parametrize("path", UNTESTED)
def test_a_test_is_lost_whatever_goes_from_files_that_nobody_tests(path):
    before = {"tests/test_a.py": BOTH, path: "def logout(): pass\n"}
    assert kinds(before, {"tests/test_a.py": FIRST, path: "\n"}) == ["lost"]


def test_a_test_that_goes_with_what_it_tested_is_not_lost():
    before = {"tests/test_a.py": BOTH, "src/logout.py": "def logout(): pass\n"}
    assert kinds(before, {"tests/test_a.py": FIRST, "src/logout.py": "\n"}) == []
