from __future__ import annotations

import re
from pathlib import Path

import pytest
from secret_examples import KNOWN, counterparts, examples

from sinfonia.rules.secrets import formats, needles, prefilter
from sinfonia.rules.secrets.formats import FORMATS
from sinfonia.rules.secrets.scan import find

ROOT = Path(__file__).parents[3]


def found(data: bytes) -> set[str]:
    return {hit.format_id for hit in find(data, "notes.txt", entropy=False)}


@pytest.mark.parametrize("end", [b"", b"\n", b'"', b"\\n", b"\r", b"\x0c", "\u2028".encode(), b"\xe9", b"\0"])
def test_every_format_finds_its_examples_before_any_end_of_a_value(end):
    missed = [(name, text) for name, text in examples() if not found(b"x = '" + text + end)]
    assert missed == []


def test_a_documented_example_is_found_as_its_own_format():
    by_name = [(name, text) for name, text in examples()[: len(KNOWN)]]
    assert [(name, found(text)) for name, text in by_name if name not in found(text)] == []


@pytest.mark.parametrize(
    "lead", [b"", b" ", b"=", b'"', b"\\n", b"%3D", b"\r", b"\x0c", "\u2028".encode(), b"\xe9", b"\0"]
)
def test_every_format_finds_its_examples_after_any_lead(lead):
    before = b"zz" + lead if lead else b""
    assert [(name, text) for name, text in examples() if not found(before + text)] == []


def test_placeholders_and_stumps_of_a_format_are_not_found():
    wrong = [(name, text) for name, text in counterparts() if name in found(text)]
    assert wrong == []


def test_the_table_is_large_and_every_row_is_complete():
    assert len(FORMATS) >= 120
    assert len({row.id for row in FORMATS}) == len(FORMATS)
    for row in FORMATS:
        assert row.id == row.id.lower()
        assert row.provider
        assert row.source.startswith("https://"), row
        assert row.needles
        assert all(needle == needle.lower() for needle in row.needles), row
        assert row.label.startswith(("a ", "an ")), row


def test_every_quantifier_of_the_table_is_bounded():
    unbounded = re.compile(rb"(?<![\\}])(?:[*+])(?![^\[]*\])|\{\d+,\}")
    assert [row.id for row in FORMATS if unbounded.search(row.pattern)] == []


def test_the_needles_at_hand_are_those_of_the_table():
    gates = formats.gates()
    gates[b"key"] = (*gates.get(b"key", ()), b"private key")
    assert gates == needles.GATES
    assert formats.heads() == needles.HEADS
    assert formats.inside() == needles.INSIDE


def test_a_needle_can_be_compared_by_its_head():
    for head, row in needles.HEADS.items():
        for needle in row:
            assert formats.head_of(needle) == head
            assert len(needle) <= prefilter.BEFORE


def test_the_table_is_not_loaded_for_a_text_without_a_needle():
    import subprocess
    import sys

    program = (
        "import sys; from sinfonia.rules.secrets.scan import find;"
        "assert list(find(b'key = value\\npassword = ask()\\n' * 9)) == [];"
        "assert 're' not in sys.modules and 'sinfonia.rules.secrets.formats' not in sys.modules"
    )
    subprocess.run([sys.executable, "-S", "-E", "-c", program], check=True, cwd=ROOT)
