"""ENF-001 on whole events: levels, the branch, renames, waivers, the list of findings."""

# ruff: noqa: E501 - programs on one line

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from code_scenarios import changes, event, findings, policy

from sinfonia.errors import NotJudgedError
from sinfonia.git.message import parse
from sinfonia.model.change import EXECUTABLE, REGULAR, SYMLINK, Change
from sinfonia.model.event import Commit, Event
from sinfonia.rules.enf_001_untested_code import RULE, judge
from sinfonia.rules.trailers import reason_in, waived_paths

CODE = "def f(x):\n    return x + 1\n"
OTHER = "def f(x):\n    return x + 2\n"
TEST = "def test_f():\n    assert f(1) == 2\n"
MORE = "def test_f():\n    assert f(1) == 3\n"
ROOT = Path(__file__).parents[3]
BRANCH = changes({}, {"tests/test_a.py": TEST})


def test_a_finding_says_what_where_and_what_to_do():
    (found,) = findings({"src/login.py": CODE}, {"src/login.py": OTHER})
    assert found.message == "`src/login.py` changes but no test does"
    assert (found.location.path, found.location.line) == ("src/login.py", 2)
    assert found.help == "stage a test too, for example `tests/test_login.py`"


def test_the_message_hook_names_the_trailer():
    (found,) = findings({}, {"a.py": CODE}, moment="message", message="x")
    assert "`Tests-Exempt: reason`" in found.help


@pytest.mark.parametrize(
    ("level", "test", "count"),
    [
        ("any", "packages/q/tests/test_z.py", 0),
        ("package", "packages/q/tests/test_z.py", 1),
        ("package", "packages/p/tests/test_z.py", 0),
        ("matched", "packages/p/tests/test_z.py", 1),
        ("matched", "packages/p/tests/test_a.py", 0),
        ("package", "tests/test_z.py", 0),
    ],
)
def test_a_level_says_how_near_a_test_must_be(level, test, count):
    before = {"packages/p/src/a.py": CODE}
    after = {"packages/p/src/a.py": OTHER, test: TEST}
    assert len(findings(before, after, tests={"level": level})) == count


def test_a_test_that_imports_the_module_matches_it_under_any_name():
    after = {"src/pkg/login.py": CODE, "tests/test_flows.py": "from pkg.login import f\n" + TEST}
    assert findings({}, after, tests={"level": "matched"}) == []


def test_each_source_needs_its_own_match():
    after = {"src/a.py": CODE, "src/b.py": CODE, "tests/test_a.py": TEST}
    assert [f.location.path for f in findings({}, after, tests={"level": "matched"})] == ["src/b.py"]


def test_fixtures_count_at_any_only():
    after = {"src/a.py": CODE, "tests/data/a.json": "1"}
    assert len(findings({}, after, tests={"level": "package"})) == 1
    assert findings({}, after) == []


def test_high_strictness_asks_for_a_match_and_counts_migrations():
    after = {"app/migrations/0001_a.py": CODE, "tests/test_z.py": TEST}
    assert len(findings({}, after, strictness="high")) == 1
    assert findings({}, after) == []


def test_a_test_that_the_branch_brought_counts():
    assert len(findings({}, {"src/a.py": CODE})) == 1
    assert findings({}, {"src/a.py": CODE}, branch=lambda: BRANCH) == []


def test_the_unit_commit_does_not_look_at_the_branch():
    assert len(findings({}, {"src/a.py": CODE}, branch=lambda: BRANCH, tests={"unit": "commit"})) == 1


def test_the_branch_is_read_only_when_the_change_alone_would_be_refused():
    def branch():
        raise AssertionError

    assert findings({}, {"src/a.py": CODE, "tests/test_a.py": TEST}, branch=branch) == []
    assert findings({"src/a.py": CODE}, {"src/a.py": CODE + "\n"}, branch=branch) == []


def test_a_branch_test_of_another_package_does_not_count():
    branch = changes({}, {"packages/q/tests/test_a.py": TEST})
    assert len(findings({}, {"packages/p/src/a.py": CODE}, branch=lambda: branch)) == 1
    assert findings({}, {"packages/q/src/a.py": CODE}, branch=lambda: branch) == []


def test_a_branch_test_that_this_commit_deletes_or_empties_does_not_count():
    before = {"tests/test_a.py": TEST}
    assert len(findings(before, {"src/a.py": CODE}, branch=lambda: BRANCH)) == 1
    assert len(findings(before, {"src/a.py": CODE, "tests/test_a.py": "# later\n"}, branch=lambda: BRANCH)) == 1
    assert findings(before, {"src/a.py": CODE, "tests/test_a.py": TEST + "# n\n"}, branch=lambda: BRANCH) == []


def test_a_branch_test_that_this_commit_renames_still_counts():
    assert findings({"tests/test_a.py": TEST}, {"src/a.py": CODE, "tests/test_b.py": TEST}, branch=lambda: BRANCH) == []


def test_an_agents_edit_is_judged_with_the_working_tree():
    assert len(findings({}, {"src/a.py": CODE}, moment="tool")) == 1
    assert findings({}, {"src/a.py": CODE}, moment="tool", branch=lambda: BRANCH, tests={"unit": "commit"}) == []


def test_a_rename_with_an_edit_is_judged_on_the_edit():
    body = "".join(f"def g{n}():\n    return {n}\n" for n in range(9))
    before = {"src/a.py": body}
    (found,) = findings(before, {"src/b/a.py": body.replace("return 4", "return 5")})
    assert found.location.line == 10
    assert findings(before, {"src/b.py": body}) == []
    assert findings(before, {"src/b.py": body + "# moved\n"}) == []


def test_another_file_of_the_same_name_is_no_rename():
    assert len(findings({"src/a/x.py": "def a():\n    return 1\n"}, {"src/b/x.py": "def b():\n    return 2\n"})) == 1


def test_a_renamed_test_does_not_count():
    before = {"src/a.py": CODE, "tests/test_a.py": TEST}
    assert len(findings(before, {"src/a.py": OTHER, "tests/test_b.py": TEST})) == 1
    assert findings(before, {"src/a.py": OTHER, "tests/test_b.py": MORE}) == []


def test_deletions_modes_links_and_submodules_pass():
    assert findings({"src/a.py": CODE}, {}) == []
    assert findings({"src/a.py": CODE}, {"src/a.py": CODE}, modes={"src/a.py": EXECUTABLE}) == []
    assert findings({}, {"src/a.py": "../b.py"}, modes={"src/a.py": SYMLINK}) == []
    assert findings({}, {}, gitlinks=("lib/x.py",)) == []


def test_a_link_that_becomes_a_file_is_new_code():
    (change,) = changes({"a.py": "b.py"}, {"a.py": CODE})
    change.old_mode, change.status = SYMLINK, "T"
    assert len(list(judge(Event("commit", (change,)), policy()))) == 1


def test_an_executable_without_extension_is_a_script_when_it_says_so():
    modes = {"bin/tool": EXECUTABLE}
    assert len(findings({}, {"bin/tool": "#!/usr/bin/env python3\nf()\n"}, modes=modes)) == 1
    assert findings({}, {"bin/tool": b"\x7fELF"}, modes=modes) == []


def test_a_revert_passes_and_an_evil_merge_does_not():
    assert len(findings({}, {"a.py": CODE}, merge=True)) == 1
    assert findings({}, {}, merge=True) == []
    assert findings({}, {"a.py": CODE}, revert=True) == []


def test_attributes_count_as_they_were_before():
    rules = "src/gen/** linguist-generated=true\nsrc/gen/hand.py -linguist-generated\n"
    assert len(findings({}, {".gitattributes": rules, "src/gen/a.py": CODE})) == 1
    assert len(findings({".gitattributes": rules}, {".gitattributes": rules, "src/gen/hand.py": CODE})) == 1
    assert findings({".gitattributes": rules}, {".gitattributes": rules, "src/gen/a.py": CODE}) == []


def test_doctests_and_inline_tests_count():
    plain = 'def f(x):\n    """Doc."""\n    return x + 2\n'
    assert len(findings({"a.py": CODE}, {"a.py": plain})) == 1
    assert findings({"a.py": CODE}, {"a.py": plain.replace("Doc.", "Doc.\n\n    >>> f(1)\n    3\n    ")}) == []
    rust = "pub fn f() -> i32 { 2 }\n"
    assert (
        len(findings({"src/a.rs": rust}, {"src/a.rs": rust.replace("{ 2", "{ 3") + "#[cfg(test)]\nmod tests {}\n"}))
        == 1
    )
    tested = rust.replace("{ 2", "{ 3") + "#[test]\nfn t() {\n  assert_eq!(f(), 3);\n}\n"
    assert findings({"src/a.rs": rust}, {"src/a.rs": tested}, strictness="high") == []


def test_at_most_twenty_findings_and_the_last_says_how_many_more():
    found = findings({}, {f"src/m{n:03}.py": CODE for n in range(50)})
    assert len(found) == 20
    assert found[-1].help.endswith("; 30 more sources change too")
    assert "more" not in found[0].help


def test_what_the_configuration_ignores_does_not_use_up_the_list():
    after = {f"scripts/m{n:03}.py": CODE for n in range(50)} | {"src/z.py": CODE}
    rules = policy(ignore=[{"code": "ENF-001", "path": "scripts/**", "reason": "one-off"}])
    found = list(judge(event({}, after), rules))
    assert [f.location.path for f in found if f.location.path.startswith("src/")] == ["src/z.py"]


def test_a_source_that_cannot_be_read_is_not_judged_and_a_test_that_cannot_does_not_count():
    class Broken:
        def read(self, oid):
            raise NotJudgedError("gone")

    def broken(path):
        return Change(path, "A", new_mode=REGULAR, new_id="1" * 40, blobs=Broken())

    with pytest.raises(NotJudgedError):
        list(judge(Event("commit", (broken("src/a.py"),)), policy()))
    readable = changes({}, {"src/a.py": CODE})
    assert len(list(judge(Event("commit", (*readable, broken("tests/test_a.py"))), policy()))) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x\n\nTests-Exempt:\n", None),
        ("x\n\nTests-Exempt: reason\n", None),
        ("Tests-Exempt: in the subject", None),
        ("x\n\nabout Tests-Exempt: why\n", None),
        ("x\n\nSinfonia-Ignore: ENF-008 why\n", None),
        ("x\n\nSinfonia-Ignore: ENF-001\n", None),
        ("x\n\nTests-Exempt: by hand\n\nmore text\n", "by hand"),
        ("x\n\ntests-exempt: by hand", "by hand"),
        ("x\n\nSinfonia-Ignore: ENF-001 by hand", "by hand"),
    ],
)
def test_a_trailer_waives_when_it_gives_a_reason(text, reason):
    assert reason_in(parse(text), "ENF-001", "untested-code") == reason
    expected = {"*": reason} if reason else {}
    assert waived_paths(Event("commit", (), message=parse(text)), "ENF-001", "untested-code") == expected


def commit(oid, text, *files):
    return Commit(oid, (), "A <a@example.com>", parse(text), changes({}, dict.fromkeys(files, CODE)))


def test_in_a_range_a_trailer_waives_what_only_its_commits_touch():
    commits = (commit("1", "a\n\nTests-Exempt: why", "a.py", "b.py"), commit("2", "b", "b.py"))
    assert waived_paths(Event("range", (), commits=commits), "ENF-001", "untested-code") == {"a.py": "why"}


def test_the_paths_of_the_configuration_limit_the_rule():
    rules = policy(rules={"ENF-001": {"paths": ["src/**"]}})
    found = judge(event({}, {"a.py": CODE, "src/a.py": CODE}), rules)
    assert [f.location.path for f in found] == ["src/a.py"]


def test_a_commit_without_source_loads_no_parser():
    program = (
        "import sys; from sinfonia.rules.enf_001_untested_code import judge; from sinfonia.model.event import Event;"
        "from sinfonia.model.change import change_in_memory as c; from sinfonia.model.policy import Policy;"
        "list(judge(Event('commit', (c('README.md', b'a', b'b'), c('tests/test_a.py', b'', b'x'))), Policy({})));"
        "print(*(m for m in ('re', 'ast', 'sinfonia.rules.code.python', 'sinfonia.rules.code.judgement') if m in sys.modules))"
    )
    out = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == ""


def test_the_page_has_every_section():
    for section in ("What", "Why", "Instead", "Refused", "Allowed", "Options", "Known limits"):
        assert f"\n## {section}\n" in RULE.page


def test_a_source_that_takes_too_long_to_read_is_code(monkeypatch):
    from sinfonia.rules.code import scan

    monkeypatch.setattr(scan, "BUDGET", 0.02)
    endless = 'r#"' * 40_000
    (found,) = findings({"src/a.rs": "fn a() {}\n"}, {"src/a.rs": endless})
    assert found.code == "ENF-001"
    assert findings({"src/a.rs": "fn a() {}\n"}, {"src/a.rs": "fn a() {} // b\n"}) == []


@pytest.mark.parametrize(("reason", "waives"), [(".", False), ("-", False), ("\u200b", False), ("a typo", True)])
def test_a_reason_has_a_letter_or_a_digit(reason, waives):
    assert (reason_in(parse(f"x\n\nTests-Exempt: {reason}"), "ENF-001", "untested-code") is not None) is waives
