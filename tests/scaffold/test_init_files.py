"""What becomes of a file: a pure decision, as a table."""

from __future__ import annotations

import pytest

from sinfonia.errors import SinfoniaError
from sinfonia.scaffold import init_manifest
from sinfonia.scaffold.init_files import Added, Kind, Wanted, digest, settle

NEW, OLD, EDITED = b"new\n", b"old\n", b"edited\n"

CASES = [
    # kind, before, known, force -> action, after, backup
    (Kind.OWNED, None, "", False, "written", NEW, ""),
    (Kind.OWNED, NEW, "", False, "unchanged", NEW, ""),
    (Kind.OWNED, b"new\r\n", "", True, "unchanged", b"new\r\n", ""),
    (Kind.OWNED, EDITED, OLD, False, "kept", EDITED, ""),
    (Kind.OWNED, EDITED, OLD, True, "refreshed", NEW, "f.bak"),
    (Kind.OWNED, EDITED, "", True, "refreshed", NEW, "f.bak"),
    (Kind.OWNED, OLD, OLD, False, "kept", OLD, ""),
    (Kind.OWNED, OLD, OLD, True, "refreshed", NEW, ""),
    (Kind.DERIVED, OLD, OLD, False, "refreshed", NEW, ""),
    (Kind.DERIVED, EDITED, OLD, False, "kept", EDITED, ""),
    (Kind.SEED, EDITED, OLD, True, "kept", EDITED, ""),
    (Kind.MERGED, EDITED, "", False, "merged", NEW, ""),
]


@pytest.mark.parametrize("case", CASES)
def test_a_file_becomes(case):
    kind, before, known, force, action, after, backup = case
    row = settle(Wanted("f", NEW, kind), before, digest(known) if known else "", force=force, taken={})
    assert (row.action, row.after, row.backup) == (action, after, backup)


def test_a_backup_never_takes_the_place_of_an_older_one():
    row = settle(Wanted("f", NEW, Kind.OWNED), EDITED, "", force=True, taken={"f.bak": None, "f.2.bak": None})
    assert row.backup == "f.3.bak"


def test_a_record_is_read_as_it_was_written():
    record = init_manifest.Manifest({"a/b": "1"}, {"c": (Added("x\n", "[]"),)}, ("a",), ("opencode",))
    assert init_manifest.read(init_manifest.write(record)) == record


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", ".git/config", "a//b", "c:/x", "a\\b", ""])
def test_a_record_that_names_a_place_outside_is_damaged(path):
    data = init_manifest.write(init_manifest.Manifest({path: "1"}))
    with pytest.raises(SinfoniaError, match="damaged"):
        init_manifest.read(data)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"version": 1, "files": []}', b"\xff"])
def test_a_damaged_record_is_said_so(data):
    with pytest.raises(SinfoniaError, match="damaged"):
        init_manifest.read(data)
