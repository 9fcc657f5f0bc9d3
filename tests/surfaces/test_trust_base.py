"""Trust is read where an author cannot write alone."""

from __future__ import annotations

import json

import pytest

from sinfonia.errors import SinfoniaError
from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover
from sinfonia.surfaces.trust_base import required_base, trust_base

CONFIG = ".sinfonia/config.yaml"


@pytest.fixture
def base_of(repo):
    """Ask for the base, with variables of a CI host."""

    def call(environ=None, **more):
        found = discover(str(repo.path), repo.env)
        objects = ObjectReader(found)
        try:
            return trust_base(found, objects, environ or {}, **more)
        finally:
            objects.close()

    return call


def branch(repo, files=None):
    """Leave main with one commit, and commit on a branch."""
    main = repo.commit({"README.md": "Ours.\n"})
    repo.git("checkout", "-q", "-b", "feat")
    return main, repo.commit(files or {"a.txt": "a\n"})


def remote(repo, name, oid):
    """Pretend that a remote's branch was fetched."""
    repo.git("update-ref", f"refs/remotes/origin/{name}", oid)


def test_a_local_main_is_the_base_of_a_branch(repo, base_of):
    main, _ = branch(repo)
    assert base_of() == main


def test_the_one_that_is_named_comes_first(repo, base_of):
    _, feat = branch(repo)
    assert base_of(wanted="feat") == feat
    with pytest.raises(SinfoniaError, match="nowhere"):
        base_of(wanted="nowhere")


def test_the_remotes_default_branch_comes_before_the_local_one(repo, base_of):
    _, feat = branch(repo)
    remote(repo, "trunk", feat)
    repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    assert base_of() == feat


def test_a_branchs_own_copy_on_the_remote_is_never_its_base(repo, base_of):
    main, feat = branch(repo)
    remote(repo, "feat", feat)
    repo.git("config", "branch.feat.remote", "origin")
    repo.git("config", "branch.feat.merge", "refs/heads/feat")
    assert base_of() == main
    repo.git("branch", "-q", "-D", "main")
    repo.git("remote", "add", "origin", "https://nowhere.invalid/x.git")
    assert base_of() is None


def test_a_tag_called_like_the_branch_is_not_taken_for_it(repo, base_of):
    main, feat = branch(repo)
    repo.git("tag", "main", feat)
    repo.git("tag", "origin/main", feat)
    assert base_of() == main


def test_a_branch_does_not_name_its_own_base(repo, base_of):
    main, _ = branch(repo)
    repo.git("checkout", "-q", "main")
    main = repo.commit({CONFIG: 'version: "0.1"\n'})
    repo.git("checkout", "-q", "feat")
    repo.commit({CONFIG: "base: feat\n"})
    assert base_of() == main


def test_the_default_branch_names_another_base(repo, base_of):
    release = repo.commit({"README.md": "Ours.\n"})
    repo.git("branch", "release")
    repo.commit({CONFIG: "base: release\n"})
    repo.git("checkout", "-q", "-b", "feat")
    repo.commit({CONFIG: "base: feat\n"})
    assert base_of() == release
    repo.git("branch", "-q", "-D", "release")
    with pytest.raises(SinfoniaError, match="`release` is not here"):
        base_of()


def test_where_the_default_branch_has_no_configuration_the_branch_names_the_base(repo, base_of):
    main, _ = branch(repo, {CONFIG: "base: develop\n"})
    repo.git("branch", "develop", main)
    repo.git("checkout", "-q", "main")
    repo.commit({"b.txt": "b\n"})
    repo.git("checkout", "-q", "feat")
    assert base_of() == main


def test_without_remotes_the_commit_before_the_session_is_the_base(repo, base_of):
    first = repo.commit({"README.md": "Ours.\n"})
    repo.commit({"a.txt": "a\n"})
    assert base_of(before=lambda: first) == first
    assert base_of() is None
    repo.git("remote", "add", "origin", "https://nowhere.invalid/x.git")
    assert base_of(before=lambda: first) is None


def test_a_command_that_needs_a_base_says_how_to_name_it(repo):
    repo.commit({"README.md": "Ours.\n"})
    with pytest.raises(SinfoniaError, match="no protected base") as caught:
        required_base(discover(str(repo.path), repo.env), {})
    assert "`base:`" in caught.value.hint


def github(tmp_path, event, document):
    """Give the variables of a GitHub run."""
    place = tmp_path / "event.json"
    place.write_text(json.dumps(document))
    return {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": event, "GITHUB_EVENT_PATH": str(place)}


def test_of_a_pull_request_the_tip_of_the_target_is_the_base(repo, base_of, tmp_path):
    """Not the commit at which the author left it: that one is the author's choice."""
    old, feat = branch(repo)
    repo.git("checkout", "-q", "main")
    tip = repo.commit({"b.txt": "b\n"})
    remote(repo, "main", tip)
    repo.git("checkout", "-q", "feat")
    document = {"pull_request": {"base": {"ref": "main", "sha": old}, "head": {"sha": feat}}}
    assert base_of(github(tmp_path, "pull_request", document)) == tip
    repo.git("update-ref", "-d", "refs/remotes/origin/main")
    with pytest.raises(SinfoniaError) as caught:
        base_of(github(tmp_path, "pull_request", document))
    assert "fetch-depth: 0" in caught.value.hint


def test_of_a_push_to_the_default_branch_the_commit_before_is_the_base(repo, base_of, tmp_path):
    before = repo.commit({"README.md": "Ours.\n"})
    after = repo.commit({"a.txt": "a\n"})
    remote(repo, "main", after)
    document = {"ref": "refs/heads/main", "before": before, "after": after, "repository": {"default_branch": "main"}}
    assert base_of(github(tmp_path, "push", document)) == before
