"""Each entry in the tables of ENF-014, and what a finding on settings says and where."""

from __future__ import annotations

import pytest
from weakening_scenarios import findings, kinds, one

TEST = "def test_a():\n    assert f() == 1\n"
BUILT = ("node_modules", "dist", "build", "lib", "out", "coverage", ".next", "esm", "cjs", "e2e", "fixture", "utils")


@pytest.mark.parametrize(
    ("always", "sometimes"),
    [
        ('@pytest.mark.skipif(True, reason="x")', '@pytest.mark.skipif(windows, reason="x")'),
        ('@unittest.skipIf(True, "x")', '@unittest.skipIf(windows, "x")'),
        ('@unittest.skipUnless(False, "x")', '@unittest.skipUnless(windows, "x")'),
    ],
)
def test_a_condition_that_always_holds_is_a_skip(always, sometimes):
    assert one("tests/test_a.py", TEST, f"{always}\n{TEST}") == ["skipped"]
    assert one("tests/test_a.py", TEST, f"{sometimes}\n{TEST}") == ["conditional"]


@pytest.mark.parametrize("folder", BUILT)
def test_what_is_built_may_be_left_out_of_jest(folder):
    form = 'module.exports = {{ testPathIgnorePatterns: ["/{}/"] }}\n'
    before = "module.exports = { }\n"
    assert one("jest.config.js", before, form.format("src/login")) == ["left out"]
    assert one("jest.config.js", before, form.format(folder)) == []


def test_only_pytests_own_file_says_what_is_not_collected():
    ignored = 'collect_ignore = ["tests/test_a.py"]\n'
    assert one("conftest.py", "a = 1\n", ignored) == ["left out"]
    assert one("noxfile.py", "a = 1\n", ignored) == []


def test_a_lower_threshold_is_told_where_it_stands():
    before = {".coveragerc": "[report]\nshow = 1\n", "setup.cfg": "[coverage:report]\nfail_under = 90\n"}
    lower = {".coveragerc": "[report]\nshow = 2\n", "setup.cfg": "[coverage:report]\nfail_under = 80\n"}
    (found,) = findings(before, lower)
    assert found.message == "`setup.cfg` lowers the coverage that is asked for: 90 to 80"
    assert (found.location.path, found.location.line) == ("setup.cfg", 2)
    (gone,) = findings(before, {**before, "setup.cfg": "[coverage:report]\n"})
    assert gone.message == "`setup.cfg` asks for no coverage any more, where it asked for 90"
    assert findings(before, {**before, ".coveragerc": "[report]\nshow = 2\n"}) == []


ADDS = 'def test_cart_adds():\n    assert one(1, "apple", weight) == basket_of(2)\n\n\n'
DROPS = 'def test_cart_drops():\n    assert two("b") == 3\n'
CLEARS = '\n\ndef test_cart_clears():\n    assert three("c") == 4\n'
PRINTS = 'def test_cart_prints():\n    assert receipt() == "x"\n'


def test_a_new_test_replaces_a_lost_one_by_a_name_that_few_tests_share():
    def lost(others):
        return kinds({"tests/test_a.py": ADDS + others}, {"tests/test_a.py": others, "tests/test_b.py": PRINTS})

    assert lost(DROPS + CLEARS) == ["lost"]
    assert lost(DROPS) == []
