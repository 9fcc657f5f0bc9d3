"""In trusted mode nobody approves their own change by `approve --path`: not by the command, not by a record by hand."""

from __future__ import annotations

import json

import pytest
from attacks_on_work import on_main, revoke
from ledger_world import POLICY, PROJECT, codes, notes

from sinfonia.cli import run
from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover
from sinfonia.model.change import Change
from sinfonia.workflow.records.grammar import PATHS
from sinfonia.workflow.trusted import Range

FILE = ".github/workflows/ci.yml"
PROTECT = 'protect: [{paths: [".github/**"], role: reviewer}]\n'


@pytest.fixture
def ruled(world):
    """A trusted project that protects its pipelines."""
    on_main(world, {POLICY: world.policy(2, PROTECT)})
    return world


@pytest.fixture
def types(ruled, monkeypatch, capsys):
    """Let somebody type `approve --path` with their key, or with the one that is named; gives (code, text)."""

    def call(by: str, *paths: str, key: str | None = "", **env: str):
        monkeypatch.chdir(ruled.path)
        for name, value in {**ruled.who(by), **env}.items():
            monkeypatch.setenv(name, value)
        ruled.signer(by if key == "" else key) if key is not None else ruled.git("config", "--unset", "user.signingKey")
        capsys.readouterr()
        wanted = [word for path in paths or (FILE,) for word in ("--path", path)]
        code = run(["approve", *wanted, "-m", "seen", "--yes"])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


def changed(world, by="ana", message="Change CI") -> None:
    world.commit({FILE: "on: push\n"}, message, by=by)


def author(world):
    changed(world)


def co_author(world):
    changed(world, by="cleo", message="Change CI\n\nCo-authored-by: Ana <ANA@home.example>")


def committer(world):
    world.write({FILE: "on: push\n"})
    world.git("add", "-A")
    world.git("commit", "-q", "-m", "Change CI", "--author", "Cleo <cleo@example.com>", by="ana")


def author_of_something_else(world):
    """Leave the protected file to another, and work beside it on the same branch."""
    world.commit({"docs/page.md": "# Page\n"}, "Page", by="ana")
    changed(world, by="cleo")


def in_a_merge(world):
    world.git("checkout", "-q", "main")
    world.commit({"README.md": "A better project.\n"}, "Main moves", by="cleo")
    world.git("checkout", "-q", "feat")
    world.git("merge", "-q", "--no-commit", "main", by="ana")
    world.write({FILE: "on: push\n"})
    world.git("add", "-A", by="ana")
    world.git("commit", "-q", "-m", "Merge main", by="ana")


def after_a_squash(world):
    changed(world)
    world.git("checkout", "-q", "-b", "squashed", "main")
    world.git("merge", "-q", "--squash", "feat", by="ana")
    world.git("commit", "-q", "-m", "All at once", by="ana")


def after_a_revert(world):
    """Let somebody else bring the same bytes after a revert: the first author stays one."""
    changed(world)
    world.git("revert", "--no-edit", "HEAD", by="cleo")
    changed(world, by="cleo")


OWN = (author, co_author, committer, author_of_something_else, in_a_merge, after_a_squash, after_a_revert)


@pytest.mark.parametrize("work", OWN, ids=lambda one: one.__name__)
def test_whoever_made_some_of_it_does_not_approve_a_path(work, ruled, types, verify):
    work(ruled)
    before = ruled.head
    for email in ("ana@example.com", "ana@home.example"):
        code, text = types("ana", GIT_COMMITTER_EMAIL=email)
        assert (code, "cannot approve it" in text) == (1, True), text
    assert ruled.head == before
    assert not ruled.git("for-each-ref", "refs/tags/sinfonia")
    assert "unapproved-path" in codes(verify(ruled.path)[1])
    assert types("ben")[0] == 0
    assert "unapproved-path" not in codes(verify(ruled.path)[1])


@pytest.mark.parametrize("work", OWN, ids=lambda one: one.__name__)
def test_a_record_by_hand_that_hides_who_made_it_counts_neither_in_verify_nor_for_the_rules(work, ruled, verify):
    work(ruled)
    for by, counts in (("ana", False), ("ben", True)):
        files = ruled.record(by, session=PATHS, step=PATHS, row=0, repo=PROJECT, envelope=None, definition="",
                             subjects=(ruled.blob(FILE),), previous=(), contributors=(), base=ruled.head)  # fmt: skip
        ruled.decide(files, by, copy=False)
        document = verify(ruled.path)[1]
        assert ("unapproved-path" not in codes(document)) == counts, json.dumps(document, indent=1)
        assert ("contributor" in notes(document)) != counts
        assert approves(ruled) == counts


def approves(world) -> bool:
    """Ask what the rules ask of a range."""
    repo = discover(str(world.path), world.env)
    objects = ObjectReader(repo)
    try:
        blob = world.git("rev-parse", f"HEAD:{FILE}").strip()
        change = Change(FILE, "A", new_mode=0o100644, new_id=blob)
        return Range(repo, objects, repo.resolve("main"), world.head).approves(change)
    finally:
        objects.close()


def test_an_agent_a_stranger_and_another_role_do_not_approve_a_path(ruled, types):
    on_main(ruled, {POLICY: ruled.policy(3, PROTECT, members="ben, coda", other="{members: [cleo]}")})
    changed(ruled)
    for name, why in (("coda", "is an agent"), ("cleo", "is no `reviewer`"), ("mallory", "nobody's address")):
        code, text = types(name)
        assert (code, why in text) == (1, True), text
    assert types("ben")[0] == 0


def test_a_key_that_is_anothers_revoked_or_missing_does_not_approve_a_path(ruled, types):
    changed(ruled)
    for key, why in (
        ("cleo", "the key is `cleo`'s"),
        ("mallory", "nobody in the policy has that key"),
        (None, "signed"),
    ):
        code, text = types("ben", key=key)
        assert (code, why in text) == (1, True), text
    revoke(ruled, "ben", 3)
    assert "is revoked" in types("ben")[1]
    assert types("cleo")[0] == 0


def test_paths_of_two_roles_are_decided_by_themselves(ruled, types):
    protect = PROTECT.replace("}]", '}, {paths: ["Makefile"], role: builder}]')
    on_main(ruled, {POLICY: ruled.policy(3, protect, builder="{members: [ben]}")})
    ruled.commit({FILE: "on: push\n", "Makefile": "all:\n"}, "Both", by="ana")
    code, text = types("ben", FILE, "Makefile")
    assert (code, "decide about those of each role by themselves" in text) == (2, True), text
    assert [types("ben", path)[0] for path in (FILE, "Makefile")] == [0, 0]


def test_local_mode_on_the_branch_lets_nobody_approve_a_path(ruled, types, verify):
    """The branch's configuration decides what is typed there, and nothing of what counts."""
    changed(ruled)
    ruled.commit({".sinfonia/config.yaml": ruled.config("local")}, "Be local", by="ana")
    assert types("ana")[0] == 0
    code, document = verify(ruled.path)
    assert (code, "unapproved-path" in codes(document)) == (1, True)


def test_a_later_change_needs_a_later_approval(ruled, types, verify):
    changed(ruled)
    assert types("ben")[0] == 0
    assert "unapproved-path" not in codes(verify(ruled.path)[1])
    ruled.commit({FILE: "on: push \n"}, "Change CI", by="ana")
    assert "unapproved-path" in codes(verify(ruled.path)[1])
    ruled.commit({FILE: None}, "Delete CI", by="ana")
    assert "unapproved-path" not in codes(verify(ruled.path)[1])  # the base never had it
