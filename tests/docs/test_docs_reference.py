"""The reference is current, and every rule has a whole page."""

import ast
import re
import subprocess
import sys

import pytest
from docs_pages import DOCS, ROOT, read

from sinfonia.config.schema import CODES
from sinfonia.rules import RULES

SECTIONS = ["What", "Why", "Instead", "Refused", "Allowed", "Options", "Known limits"]


def test_the_reference_is_what_the_code_says():
    done = subprocess.run(
        [sys.executable, DOCS / "generate.py", "--check"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_whole_page(rule):
    page = read(f"docs/reference/rules/{rule.code}.md")
    assert f"# {rule.code} {rule.name}" in page
    assert re.findall(r"^## (.+)$", page, flags=re.MULTILINE) == SECTIONS
    for section in ("Refused", "Allowed"):
        body = page.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
        assert re.search(r"^    \S", body, flags=re.MULTILINE), f"{section} has no example"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_code_in_the_schema_and_a_summary_that_says_something(rule):
    assert CODES[rule.code] == rule.name
    assert len(rule.summary.split()) > 2
    assert not rule.summary.endswith(".")


def test_keys_that_are_called_not_read_are_not_read():
    sys.path.insert(0, str(DOCS))
    try:
        from page_configuration import NOT_READ
    finally:
        sys.path.remove(str(DOCS))
    words = {name.rpartition(".")[2] for name in NOT_READ} - {"commit", "mode"}  # these two have other uses
    for path in (ROOT / "sinfonia").rglob("*.py"):
        if path.parent.name == "config":
            continue
        found = {node.value for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Constant)}
        assert not words & {value for value in found if isinstance(value, str)}, path
