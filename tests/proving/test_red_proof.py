"""`tests.prove`: in CI the changed tests must fail on the source before, and pass on the source after."""

import signal
import subprocess
import sys
import time

import pytest
from proving_world import AFTER, BEFORE, POLICY, RED, SOURCE, TEST, WEAK, WRONG, asserting

pytestmark = pytest.mark.usefixtures("patience")
PROVEN = f"red proof: `{TEST}` fails at the base and passes at the head"


def test_tests_that_pass_without_the_change_prove_nothing(shop, check):
    shop.commit({SOURCE: AFTER, TEST: WEAK}, "Sum")
    said = check()
    assert (said.code, said.codes) == (1, ["ENF-001"])
    assert said.messages == [f"`{SOURCE}` changes, and the changed tests pass without that"]
    assert "1 passed" in said.err


def test_a_test_that_fails_before_and_passes_after_proves_the_change(shop, check):
    shop.commit({SOURCE: AFTER, TEST: RED}, "Sum")
    said = check()
    assert (said.code, said.messages) == (0, [])
    assert PROVEN in said.err


def test_one_red_test_among_others_is_enough(shop, check):
    shop.commit({SOURCE: AFTER, TEST: RED, "tests/test_old.py": WEAK}, "Sum")
    said = check()
    assert (said.code, PROVEN in said.err) == (0, True)


def test_a_test_that_does_not_pass_at_the_head_is_refused(shop, check):
    shop.commit({SOURCE: AFTER, TEST: WRONG}, "Sum")
    said = check()
    assert (said.code, said.messages) == (1, [f"`{TEST}` does not pass at the head of the range"])
    assert "assert 3 == 4" in said.err


def test_a_name_that_the_base_has_not_is_red(shop, check):
    source = AFTER + "\n\ndef tax(rows):\n    return 1\n"
    shop.commit({SOURCE: source, TEST: "from shop.cart import tax\n\n\ndef test_tax():\n    assert tax([]) == 1\n"})
    assert check().code == 0


def test_a_file_without_a_test_in_it_is_refused(shop, check):
    shop.commit({SOURCE: AFTER, TEST: "from shop.cart import total\n\nassert total([1]) == 1\n"}, "Sum")
    assert check().messages == [f"`{TEST}` runs no test at the head of the range"]


def test_the_proof_is_over_the_whole_range(shop, check):
    shop.commit({TEST: RED}, "Test first")
    shop.commit({SOURCE: AFTER}, "Then the code")
    assert check().code == 0


def test_fixtures_and_helpers_of_the_head_are_laid_over_the_base(shop, check):
    shop.commit({"tests/helper.py": "ROWS = [1]\n", "tests/rows.txt": "1\n", "tests/old.txt": "x\n"}, "Before")
    shop.git("tag", "-f", "base")
    test = (
        "import os\nfrom helper import ROWS, SUM\nfrom shop.cart import total\n\n\n"
        "def test_total():\n    here = os.path.dirname(__file__)\n"
        "    assert open(os.path.join(here, 'rows.txt')).read() == '1 2\\n'\n"
        "    assert not os.path.exists(os.path.join(here, 'old.txt'))\n"
        "    total(ROWS)\n"
    )
    helper = "ROWS = [1, 2]\nSUM = 3\n"
    files = {SOURCE: AFTER, TEST: test, "tests/helper.py": helper, "tests/rows.txt": "1 2\n", "tests/old.txt": None}
    shop.commit(files, "Sum")
    # All that the test asserts of its own files holds at the base too, so it passes there: not red.
    assert check().messages == [f"`{SOURCE}` changes, and the changed tests pass without that"]


def test_an_installed_copy_does_not_stand_in_for_the_base(shop, check, tmp_path):
    shop.commit({SOURCE: AFTER, TEST: RED}, "Sum")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "editable.pth").write_text(str(shop.path / "src"))
    base = tmp_path / "base"
    assert shop.run(sys.executable, "-m", "venv", "--system-site-packages", "--without-pip", base).code == 0
    site = next(base.glob("lib/python*/site-packages"))
    packages = [path for path in sys.path if path.endswith("site-packages")]
    (site / "editable.pth").write_text("\n".join([str(shop.path / "src"), *packages, ""]))
    said = check(env={"PATH": f"{base / 'bin'}:{shop.env['PATH']}"})
    assert (said.code, PROVEN in said.err) == (0, True)


@pytest.mark.parametrize(
    "files",
    [
        {SOURCE: BEFORE + "# more words\n", TEST: WEAK},
        {TEST: WEAK},
        {"README.md": "words\n"},
        {
            "cmd/main.go": "package main\n\nfunc main() {\n}\n",
            "cmd/main_test.go": "package main\n\nfunc TestX(t *testing.T) {\n\tif f() != 1 {\n\t\tt.Fatal(1)\n\t}\n}\n",
        },
    ],
)
def test_where_nothing_new_runs_there_is_nothing_to_prove(shop, check, files):
    shop.commit(files, "Change")
    said = check()
    assert (said.code, "red proof" in said.err) == (0, False)


def test_code_without_a_test_is_told_once_and_nothing_runs(shop, check):
    shop.commit({SOURCE: AFTER}, "Sum")
    assert check().messages == [f"`{SOURCE}` changes but no test does"]


def test_a_changed_test_that_no_runner_takes_proves_nothing(shop, check):
    shop.commit({SOURCE: AFTER, "tests/cart.bats": "@test 'it' {\n  true\n}\n"}, "Sum")
    assert check().messages == [f"`{SOURCE}` changes, and no changed test can be run to prove it"]


def test_a_trailer_waives_and_is_listed(shop, check):
    shop.commit({SOURCE: AFTER, TEST: WEAK}, "Sum\n\nTests-Exempt: the sum is proven by hand")
    said = check()
    assert (said.code, said.codes) == (0, [])
    assert [(row["reason"], row["by"]) for row in said.document["ignored"]] == [
        ("the sum is proven by hand", "trailer")
    ]


@pytest.mark.parametrize(("until", "code"), [("2001-01-01", 1), ("2999-01-01", 0)])
def test_an_ignore_waives_until_its_last_day(shop, check, until, code):
    entry = f"ignore:\n  - code: ENF-001\n    path: src/**\n    reason: by hand\n    until: {until}\n"
    shop.commit({".sinfonia/config.yaml": POLICY + entry}, "Policy")
    shop.git("tag", "-f", "base")
    shop.commit({SOURCE: AFTER, TEST: WEAK}, "Sum")
    assert check().code == code


def test_the_head_does_not_switch_the_proof_off(shop, check):
    shop.commit({SOURCE: AFTER, TEST: WEAK, ".sinfonia/config.yaml": POLICY.replace("true", "false")}, "Sum")
    said = check("--select", "ENF-001")
    assert said.messages == [f"`{SOURCE}` changes, and the changed tests pass without that"]


@pytest.mark.parametrize("before", [POLICY.replace("true", "false"), None])
def test_the_head_does_not_switch_the_proof_on(shop, check, before):
    shop.commit({".sinfonia/config.yaml": before}, "Policy")
    shop.git("tag", "-f", "base")
    ran = shop.path.parent / "ran"
    test = (
        f"from shop.cart import total\n\n\ndef test_total():\n    open({str(ran)!r}, 'w').close()\n    assert total\n"
    )
    shop.commit({SOURCE: AFTER, TEST: test, ".sinfonia/config.yaml": POLICY}, "Sum")
    said = check("--select", "ENF-001")
    assert (said.code, ran.exists()) == (0, False)
    assert ("a change does not decide that its own code is run" in said.err) is (before is None)


def test_outside_ci_no_test_is_run(shop, check):
    shop.commit({SOURCE: AFTER, TEST: WEAK}, "Sum")
    said = check(env={"CI": ""})
    assert (said.code, "here no test is run" in said.err) == (0, True)


@pytest.mark.parametrize("door", ["pre-push", "pre-receive", "pre-commit"])
def test_no_hook_runs_a_test(shop, door):
    ran = shop.path.parent / "ran"
    shop.commit({SOURCE: AFTER, TEST: asserting(f"open({str(ran)!r}, 'w').close(); assert total")}, "Sum")
    base, head = shop.git("rev-parse", "base", "HEAD").split()
    line = f"{base} {head} refs/heads/x\n" if door == "pre-receive" else f"refs/heads/m {head} refs/heads/m {base}\n"
    env = {"PRE_COMMIT": "1", "PRE_COMMIT_FROM_REF": base, "PRE_COMMIT_TO_REF": head} if door == "pre-commit" else {}
    args = ["origin", "url"] if door == "pre-push" else []
    result = shop.hook(door, *args, stdin=line, env={"CI": "true", **env})
    assert (result.code, ran.exists()) == (0, False), result.text


def test_a_rule_that_is_not_selected_runs_nothing(shop, check):
    shop.commit({SOURCE: AFTER, TEST: WRONG}, "Sum")
    assert check("--select", "ENF-008").code == 0


def test_the_tests_see_no_token_and_a_home_of_their_own(shop, check):
    seen = shop.path.parent / "seen"
    body = f"import json, os; open({str(seen)!r}, 'w').write(json.dumps(dict(os.environ))); assert total([1]) == 1"
    shop.commit({SOURCE: AFTER, TEST: asserting(body)}, "Sum")
    env = {"GITHUB_TOKEN": "not for tests", "DEPLOY_KEY": "nor this", "PYTEST_ADDOPTS": "--co"}
    assert check(env=env).code == 0
    import json

    told = json.loads(seen.read_text())
    assert not {"GITHUB_TOKEN", "DEPLOY_KEY", "PYTEST_ADDOPTS", "GIT_AUTHOR_NAME"} & set(told)
    assert told["HOME"] != shop.env["HOME"]
    assert told["PATH"].split(":")[0] == shop.env["PATH"].split(":")[0]


def test_nothing_stays(shop, check, left_behind):
    body = "import os; os.mkdir('kept'); open('kept/a', 'w').close(); os.chmod('kept', 0o500); assert total([1]) == 1"
    shop.commit({SOURCE: AFTER, TEST: asserting(body)}, "Sum")
    status = shop.git("status", "--porcelain", "--ignored")
    assert check().code == 0
    assert left_behind() == (0, [])
    assert shop.git("status", "--porcelain", "--ignored") == status
    assert shop.git("branch", "--show-current") == "main\n"


def test_no_hook_of_the_repository_runs(shop, check):
    ran = shop.path.parent / "ran"
    hook = shop.path / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
    hook.chmod(0o755)
    shop.commit({SOURCE: AFTER, TEST: RED}, "Sum")
    assert (check().code, ran.exists()) == (0, False)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_proof_cleans_up(shop, left_behind, number):
    began = shop.path.parent / "began"
    body = f"open({str(began)!r}, 'w').close(); import time; time.sleep(3600)"
    shop.commit({SOURCE: AFTER, TEST: asserting(body)}, "Sum")
    command = [sys.executable, "-m", "sinfonia", "check", "--from", "base"]
    running = subprocess.Popen(command, cwd=shop.path, env={**shop.env, "CI": "true"}, stderr=subprocess.PIPE)
    while not began.exists() and running.poll() is None:
        time.sleep(0.05)
    running.send_signal(number)
    _, said = running.communicate()
    assert running.returncode == 130, said
    assert left_behind() == (0, [])


def test_without_pytest_nothing_is_judged(shop, check, tmp_path):
    shop.commit({SOURCE: AFTER, TEST: RED}, "Sum")
    bare = tmp_path / "bare"
    assert shop.run(sys.executable, "-m", "venv", "--without-pip", bare).code == 0
    said = check(env={"PATH": f"{bare / 'bin'}:{shop.env['PATH']}"})
    assert (said.code, said.document["verdict"], said.codes) == (2, "could-not-judge", ["ENF-904"])
    assert "has no pytest" in said.messages[0]


def test_where_no_worktree_can_be_made_nothing_is_judged(shop, check, left_behind):
    shop.commit({SOURCE: AFTER, TEST: RED}, "Sum")
    (shop.path / ".git" / "worktrees").write_text("in the way\n")
    said = check()
    assert (said.code, said.codes) == (2, ["ENF-904"])
    assert "no worktree for red proof" in said.messages[0]
    (shop.path / ".git" / "worktrees").unlink()
    assert left_behind() == (0, [])


def test_settings_that_use_the_cache_of_pytest_are_kept(shop, check):
    shop.commit({"pytest.ini": "[pytest]\naddopts = --ff\n"}, "Settings")
    shop.git("tag", "-f", "base")
    shop.commit({SOURCE: AFTER, TEST: RED}, "Sum")
    assert check().code == 0


def test_a_limit_of_the_rule_to_sources_does_not_hide_a_failing_test(shop, check):
    shop.commit({".sinfonia/config.yaml": POLICY + "rules:\n  ENF-001: {paths: ['src/**']}\n"}, "Policy")
    shop.git("tag", "-f", "base")
    shop.commit({SOURCE: AFTER, TEST: WRONG}, "Sum")
    assert check().messages == [f"`{TEST}` does not pass at the head of the range"]


def test_coverage_in_the_settings_does_not_fail_a_few_tests(shop, check):
    pytest.importorskip("pytest_cov")
    shop.commit({"pytest.ini": "[pytest]\naddopts = --cov=shop --cov-fail-under=100\n"}, "Settings")
    shop.git("tag", "-f", "base")
    shop.commit({SOURCE: AFTER + "\n\ndef other():\n    return 1\n", TEST: RED}, "Sum")
    assert check().code == 0


def test_history_from_nothing_is_proven_against_nothing(shop, check):
    shop.commit({SOURCE: AFTER, TEST: RED}, "Sum")
    empty = shop.git("hash-object", "-t", "tree", "--stdin").strip()
    config = shop.path.parent / "policy.yaml"
    config.write_text(POLICY)
    said = check("--config", str(config), base=empty)
    assert (said.code, PROVEN in said.err) == (0, True), said.err
