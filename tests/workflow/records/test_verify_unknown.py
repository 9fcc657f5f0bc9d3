"""Where it cannot be told, the answer is 2, and says what to type."""

from __future__ import annotations

import json
import os

from ledger_world import FOLDER, World, codes
from test_verify_travel import clone


def test_a_shallow_clone_of_a_branch_asks_for_history(approved, verify, tmp_path):
    approved.git("checkout", "-q", "main")
    fresh = clone(approved, tmp_path / "fresh", "--depth=1", "--no-single-branch", "-b", "feat")
    code, document = verify(fresh.path)
    assert code == 2
    assert "git fetch --unshallow" in document["error"]


def test_a_base_that_does_not_exist_is_named(approved, verify):
    code, document = verify(approved.path, "--base", "nowhere")
    assert code == 2
    assert "`nowhere`" in document["error"]


def test_an_empty_base_is_not_taken_for_none(approved, verify):
    assert verify(approved.path, "--base", "")[0] == 2


def test_without_any_base_nothing_is_answered(approved, verify, tmp_path):
    fresh = clone(approved, tmp_path / "fresh", "-b", "feat")
    fresh.git("symbolic-ref", "--delete", "refs/remotes/origin/HEAD")
    fresh.git("update-ref", "-d", "refs/remotes/origin/main")
    code, document = verify(fresh.path)
    assert code == 2
    assert "--base REF" in document["error"]


def test_a_configured_base_that_is_not_here_is_named(approved, verify):
    approved.git("checkout", "-q", "main")
    approved.commit({".sinfonia/config.yaml": approved.config(more="base: release\n")}, "Base", by="cleo")
    approved.git("checkout", "-q", "feat")
    code, document = verify(approved.path)
    assert code == 2
    assert "git fetch origin release" in document["error"]


def test_two_branches_without_common_history_cannot_be_compared(approved, verify):
    approved.git("checkout", "-q", "--orphan", "alone")
    approved.commit({}, "Alone")
    code, document = verify(approved.path)
    assert code == 2
    assert "no common commit" in document["error"]


def test_a_missing_object_is_not_a_pass(approved, verify):
    oid = approved.git("rev-parse", f"HEAD:{FOLDER}/001-coda-to-maestro.md").strip()
    lose(approved, oid)
    code, document = verify(approved.path)
    assert (code, document["verdict"]) == (2, "unknown"), json.dumps(document, indent=1)
    assert codes(document) == {"missing-object"}


def test_a_missing_blob_of_what_was_approved_is_not_a_pass(approved, verify):
    lose(approved, approved.git("rev-parse", "HEAD:src/app.py").strip())
    code, document = verify(approved.path)
    assert (code, codes(document)) == (2, {"missing-object"}), json.dumps(document, indent=1)


def test_a_missing_ledger_copy_object_is_not_a_pass(approved, verify):
    (name,) = os.listdir(approved.path / FOLDER / "approvals")
    lose(approved, approved.git("rev-parse", f"HEAD:{FOLDER}/approvals/{name}").strip())
    code, document = verify(approved.path)
    assert code == 2
    assert "missing-object" in codes(document)


def test_without_ssh_keygen_a_signature_is_not_believed(approved, verify, tmp_path, monkeypatch):
    git = next(p for d in os.environ["PATH"].split(os.pathsep) if (p := os.path.join(d, "git")) and os.path.exists(p))
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").symlink_to(git)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    code, document = verify(approved.path)
    assert (code, codes(document)) == (2, {"unchecked-signature"})


def lose(world: World, oid: str) -> None:
    """Remove a loose object, as a partial clone or a broken disk would."""
    place = world.path / ".git" / "objects" / oid[:2] / oid[2:]
    place.chmod(0o644)
    place.unlink()
