"""What a configuration of pre-commit that is there already asks of our entry."""

from __future__ import annotations

import pytest
import yaml
from init_world import files, init, refused, snapshot

from sinfonia.scaffold.init_pre_commit import MOMENTS, stages, wanted

REST = "repos:\n- repo: meta\n  hooks:\n  - id: identity\n"
MESSAGE_IDS = {"sinfonia-commit-msg", "sinfonia-prepare-commit-msg"}


def _text(top: str, source: str = "") -> str:
    merged = wanted((top + REST).encode(), top + REST, source=source, rev=source and "v1")
    assert merged is not None
    return merged.data.decode()


def _ids(text: str) -> set[str]:
    return {hook["id"] for entry in yaml.safe_load(text)["repos"] for hook in entry["hooks"]}


@pytest.mark.parametrize("top", ["files: ^src/\n", "exclude: .*\n", "exclude: (?x)^\\.git/\n", "exclude: '('\n"])
@pytest.mark.parametrize("source", ["", "https://example.com/sinfonia"])
def test_a_filter_over_the_whole_file_leaves_the_message_to_hooks_of_git(top, source):
    text = _text(top, source)
    assert _ids(text) == {"identity", "sinfonia", "sinfonia-pre-push"}
    assert yaml.safe_load(text)["default_install_hook_types"] == ["pre-commit", "pre-merge-commit", "pre-push"]


@pytest.mark.parametrize("top", ["", "files: ''\n", "exclude: ^vendor/\n", "default_stages: [pre-push]\n"])
def test_without_such_a_filter_pre_commit_has_every_moment(top):
    text = _text(top)
    assert _ids(text) >= MESSAGE_IDS
    assert stages(text) == MOMENTS


def test_under_such_a_filter_a_commit_passes_and_a_bad_one_is_refused_once(repo):
    repo.write({".pre-commit-config.yaml": "files: ^src/\n" + REST})
    init(repo)
    for moment in ("commit-msg", "prepare-commit-msg"):
        assert "Written by `sinfonia install`" in (repo.path / ".git/hooks" / moment).read_text()
    repo.git("add", "-A")
    committed = repo.try_git("commit", "-m", "Bring in Sinfonia")
    assert committed.code == 0, committed.text
    assert refused(repo).count("error[ENF-001]") == 1
    before = snapshot(repo)
    init(repo)
    assert snapshot(repo) == before


@pytest.mark.parametrize("name", [".pre-commit-config.yml", "prek.toml", ".config/lefthook.toml", "lefthook.jsonc"])
def test_a_configuration_that_another_file_would_put_out_of_force_stays_the_only_one(repo, name):
    repo.write({name: "repos = []\n" if name.endswith("toml") else "{}\n"})
    result = init(repo, "--agents", "none")
    assert f"`{name}` is not written to" in result.err
    assert ".pre-commit-config.yaml" not in files(repo.path)


@pytest.mark.parametrize(
    ("ignored", "told"), [(".sinfonia/\n", ".sinfonia/config.yaml"), (".claude\n", ".claude/"), ("/dist\n", "")]
)
def test_a_file_that_git_ignores_is_named(repo, ignored, told):
    repo.write({".gitignore": ignored, "CLAUDE.md": "x\n"})
    result = init(repo, "--dry-run")
    assert ("git ignores `" in result.err) is bool(told)
    assert told in result.err
