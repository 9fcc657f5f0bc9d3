"""What cannot be run, or does not end, is not judged; runners besides pytest."""

import sys

import pytest
from proving_world import AFTER, BEFORE, RED, RUNNER, SOURCE, TEST, asserting

from sinfonia.errors import NotJudgedError
from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover
from sinfonia.proving.proof import Clock, Limits, Range, prove
from sinfonia.proving.question import Question

pytestmark = pytest.mark.usefixtures("patience")
TOTAL = "export function total(rows) {\n  return 0;\n}\n"
SUM = "export function total(rows) {\n  return rows.reduce((a, b) => a + b, 0);\n}\n"
PACKAGE = "packages/web"
JS_TEST = f"{PACKAGE}/src/cart.test.js"


@pytest.fixture
def proven(shop, monkeypatch):
    """Prove the head of the shop with limits of the test's own."""
    monkeypatch.setenv("TMPDIR", shop.env["TMPDIR"])
    monkeypatch.setattr("tempfile.tempdir", None)

    def call(limits, test=TEST):
        repo = discover(str(shop.path))
        of = Range(repo, ObjectReader(repo), repo.resolve("base"), repo.resolve("HEAD"))
        return prove(Question((SOURCE,), tests=(test,)), of, shop.env, limits=limits)

    return call


def test_a_test_that_does_not_end_at_the_head_is_not_judged(shop, proven, left_behind):
    shop.commit({SOURCE: AFTER, TEST: asserting("import time; time.sleep(3600)")}, "Sum")
    with pytest.raises(NotJudgedError, match="pytest did not end within 3 s at the head") as caught:
        proven(Limits(run=3))
    assert caught.value.path == TEST
    assert left_behind() == (0, [])


def test_a_test_that_does_not_end_at_the_base_is_no_red(shop, proven):
    shop.commit({SOURCE: AFTER, TEST: asserting("while not total([1]): pass")}, "Sum")
    with pytest.raises(NotJudgedError, match="at the base"):
        proven(Limits(run=4))


def test_the_runs_share_the_time_that_all_may_take():
    clock = Clock(Limits(run=10, whole=15))
    given = [clock.time()]
    for seconds in (8, 9):
        clock.spend(seconds)
        given.append(clock.time())
    assert given == [10, 7, 0]


def test_of_a_long_output_the_end_is_kept(shop, proven):
    shop.commit({SOURCE: AFTER, TEST: asserting("print('x' * 100_000); assert total([1]) == 2")}, "Sum")
    proof = proven(Limits(output=2000))
    assert (proof.verdict, len(proof.output)) == ("fails", 2000)


@pytest.fixture
def web(shop):
    """A package in JavaScript whose runner and library are installed, and in no commit."""

    def install(runner):
        shop.commit({f"{PACKAGE}/src/cart.js": TOTAL, ".gitignore": "node_modules/\n"}, "Web")
        shop.git("tag", "-f", "base")
        modules = shop.path / PACKAGE / "node_modules"
        (modules / ".bin").mkdir(parents=True)
        (modules / "lib").mkdir()
        (modules / "lib" / "index.js").write_text("installed")
        program = modules / ".bin" / runner
        program.write_text(RUNNER.format(python=sys.executable))
        program.chmod(0o755)

    return install


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with `#!`")
@pytest.mark.parametrize("runner", ["vitest", "jest"])
@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("total", f"`{PACKAGE}/src/cart.js` changes, and the changed tests pass without that"),
        ("never", f"`{JS_TEST}` does not pass at the head of the range"),
        ("reduce", ""),
    ],
)
def test_the_installed_runner_of_a_package_is_used(shop, web, check, runner, word, message):
    web(runner)
    shop.commit({f"{PACKAGE}/src/cart.js": SUM, JS_TEST: f"src/cart.js contains {word}"}, "Sum")
    said = check()
    assert said.messages == ([message] if message else []), said.err
    if message:
        assert ("--runTestsByPath" if runner == "jest" else "ran run") in said.err


def test_without_an_installed_runner_a_script_is_not_proven(shop, check):
    shop.commit({f"{PACKAGE}/src/cart.js": TOTAL, JS_TEST: "test('x', () => { expect(1).toBe(1) })\n"}, "Web")
    assert check().messages == [f"`{PACKAGE}/src/cart.js` changes, and no changed test can be run to prove it"]


def test_two_languages_need_one_red_test_and_no_failing_one(shop, web, check):
    web("vitest")
    files = {f"{PACKAGE}/src/cart.js": SUM, JS_TEST: "src/cart.js contains total", SOURCE: AFTER, TEST: RED}
    shop.commit(files, "Sum")
    assert check().code == 0
    shop.commit({SOURCE: BEFORE}, "Take it back")
    assert check().messages == [f"`{TEST}` does not pass at the head of the range"]
