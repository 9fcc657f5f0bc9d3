"""A small shop in Python, and what a check of it said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

POLICY = 'version: "0.1"\ntests:\n  prove: true\n'
BEFORE = "def total(rows):\n    return 0\n"
AFTER = "def total(rows):\n    return sum(rows)\n"
SOURCE, TEST = "src/shop/cart.py", "tests/test_cart.py"


def asserting(text: str) -> str:
    """Give a test file that does something with the shop."""
    return f"from shop.cart import total\n\n\ndef test_total():\n    {text}\n"


RED = asserting("assert total([1, 2]) == 3")
WEAK = asserting("assert total([]) == 0")
WRONG = asserting("assert total([1, 2]) == 4")


@dataclass
class Checked:
    """The answer of `check --format json`."""

    code: int
    document: dict[str, Any]
    err: str

    @property
    def messages(self) -> list[str]:
        return [finding["message"] for finding in self.document["findings"]]

    @property
    def codes(self) -> list[str]:
        return [finding["code"] for finding in self.document["findings"]]


RUNNER = '''\
#!{python}
"""A stand-in for jest and vitest: a test is a line `FILE contains WORD`."""
import pathlib, sys
failed = False
for name in sys.argv[1:]:
    if name.startswith("./"):
        file, _, word = pathlib.Path(name).read_text().split()
        if word not in pathlib.Path(file).read_text():
            print("FAIL", name[2:])
            failed = True
print("ran", *sys.argv[1:])
assert pathlib.Path("node_modules/lib/index.js").read_text() == "installed"
sys.exit(failed)
'''
