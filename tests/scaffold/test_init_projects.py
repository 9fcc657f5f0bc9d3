"""`sinfonia init` in the projects that people have: before, after, and once more."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml
from init_world import CUSTOMISED, files, init, pnpm_with_husky, refused, snapshot

from sinfonia.persona.catalog import BUILT_IN
from sinfonia.scaffold.init_pre_commit import MOMENTS

PERSONAS = {f".sinfonia/agents/{name}.md" for name in ("amadeus", "coda", "libretto", "maestro", "metronome", "rondo")}
WORKFLOWS = {f".sinfonia/workflows/{n}/workflow.md" for n in ("create-prd", "create-spec", "dev-story", "code-review")}


def test_an_empty_directory_becomes_a_project_whose_hooks_act(repo):
    shutil.rmtree(repo.path / ".git")
    init(repo)
    there = files(repo.path)
    assert set(there) >= PERSONAS | WORKFLOWS | {
        ".sinfonia/config.yaml",
        ".sinfonia/handoffs/.gitkeep",
        ".sinfonia/memory/.gitkeep",
        ".sinfonia/trust/allowed_signers",
        ".gitattributes",
        ".gitignore",
        ".pre-commit-config.yaml",
        ".opencode/agent/sinfonia-maestro.md",
        ".opencode/plugins/sinfonia.js",
    }
    assert not [path for path in there if path.startswith((".github", ".claude", ".gitlab"))]
    config = yaml.safe_load(there[".sinfonia/config.yaml"])
    assert len(config["project_id"]) == 32
    assert (config["project_name"], config["enforcement_strictness"]) == ("repo", "medium")
    assert "since" not in config
    refused(repo)
    repo.stage({"tests/test_a.py": "from src.a import f\n\n\ndef test_f():\n    assert f(1) == 2\n"})
    assert repo.try_git("commit", "-m", "Add f").code == 0


def test_what_init_leaves_is_committed_without_a_word(repo):
    init(repo, "--agents", "claude-code,opencode")
    repo.git("add", "-A")
    committed = repo.try_git("commit", "-m", "Bring in Sinfonia")
    assert committed.code == 0, committed.text
    assert "ENF-" not in committed.text
    judged = repo.sinfonia("check", "--commit", "HEAD")
    assert (judged.code, "ENF-" in judged.text) == (0, False), judged.text
    assert repo.sinfonia("check", "--all").text == ""
    validated = repo.sinfonia("validate", "--all", "--format", "json")
    assert validated.code == 0, validated.text
    summary = json.loads(validated.out)["summary"]
    assert (summary["errors"], summary["warnings"]) == (0, 0)


def test_twice_gives_the_same_bytes(repo):
    repo.write({".github/dependabot.yml": "version: 2\n", ".gitlab-ci.yml": "a: {script: [x]}\n", "CLAUDE.md": "x\n"})
    init(repo)
    before = snapshot(repo)
    second = init(repo)
    assert snapshot(repo) == before
    assert not [line for line in second.out.splitlines() if line.startswith(("written", "merged", "refreshed"))]


def test_an_old_repository_is_judged_from_here_on(repo):
    head = repo.commit({"src/a.py": "def f():\n    return 1\n"})
    init(repo)
    assert yaml.safe_load((repo.path / ".sinfonia/config.yaml").read_text())["since"] == head
    refused(repo, "src/b.py")


def test_a_linked_worktree_gets_files_of_its_own_and_the_hooks_of_all(repo):
    repo.commit({"README.md": "shop\n"})
    tree = repo.path.parent / "tree"
    repo.git("worktree", "add", "-q", str(tree))
    before = files(repo.path)
    init(repo, cwd=tree)
    assert files(repo.path) == before
    assert set(files(tree)) >= PERSONAS
    code = tree / "src"
    code.mkdir()
    (code / "a.py").write_text("def f():\n    return 1\n")
    repo.run("git", "add", "-A", cwd=tree)
    result = repo.run("git", "commit", "-m", "Bring in Sinfonia and f", cwd=tree)
    assert result.code != 0
    assert "ENF-001" in result.text


def test_a_folder_below_is_set_up_at_the_top(repo):
    (repo.path / "packages" / "a").mkdir(parents=True)
    init(repo, cwd=repo.path / "packages" / "a")
    assert (repo.path / ".sinfonia" / "config.yaml").is_file()
    assert not list((repo.path / "packages" / "a").iterdir())


def test_a_bare_repository_is_refused(make_repo):
    bare = make_repo("bare", "--bare")
    result = bare.sinfonia("init", "--yes")
    assert result.code == 2
    assert "bare" in result.err


@pytest.mark.parametrize("active", [True, False], ids=["husky acts", "husky is not installed in this clone"])
def test_in_a_pnpm_workspace_husky_calls_sinfonia(repo, active):
    pnpm_with_husky(repo, active=active)
    before = files(repo.path)
    init(repo)
    after = files(repo.path)
    assert ".pre-commit-config.yaml" not in after
    for name, data in before.items():
        assert data in after[name], name
    assert yaml.safe_load(after[".sinfonia/config.yaml"])["project_name"] == "shop"
    native = [path.name for path in (repo.path / ".git" / "hooks").iterdir() if path.suffix != ".sample"]
    assert bool(native) is not active
    printed = refused(repo)
    assert ("linted" in printed) is active
    assert printed.count("error[ENF-001]") == 1
    init(repo)
    assert files(repo.path) == after | {"src/a.py": (repo.path / "src/a.py").read_bytes()}


def test_under_husky_what_is_pushed_reaches_both_hooks(repo, make_repo):
    pnpm_with_husky(repo)
    init(repo)
    repo.git("add", "-A")
    repo.git("commit", "-m", "Bring in Sinfonia", "-q")
    there = make_repo("there.git", "--bare")
    repo.git("remote", "add", "origin", str(there.path))
    repo.commit({"id_rsa": "x\n"})
    result = repo.try_git("push", "origin", "HEAD:main")
    assert result.code != 0
    assert "ENF-002" in result.text
    assert not (repo.path / "pushed.txt").exists()
    repo.git("reset", "-q", "--hard", "HEAD~1")
    result = repo.try_git("push", "origin", "HEAD:main")
    assert result.code == 0, result.text
    assert (repo.path / "pushed.txt").read_text().split()[2] == "refs/heads/main"


def test_a_project_with_settings_in_pyproject_gets_no_second_configuration(repo):
    repo.write({"pyproject.toml": '[project]\nname = "shop"\n\n[tool.sinfonia]\nskill_level = "expert"\n'})
    before = (repo.path / "pyproject.toml").read_bytes()
    result = init(repo)
    assert not (repo.path / ".sinfonia" / "config.yaml").exists()
    assert (repo.path / "pyproject.toml").read_bytes() == before
    assert "project_id = " in result.out
    assert repo.sinfonia("check", "--staged").code == 0
    refused(repo)


def test_where_everything_is_there_and_customised_it_is_merged_into(repo):
    wanted = dict(CUSTOMISED)
    with open(f"{BUILT_IN}/coda.md") as file:
        wanted[".sinfonia/agents/coda.md"] = file.read() + "\nOur own line.\n"
    repo.commit(wanted)
    init(repo)
    diff = repo.git("diff", "--numstat", "HEAD", "--", *wanted)
    assert {line.split("\t")[1] for line in diff.splitlines()} <= {"0", "1", "2"}, diff
    kept = repo.git("diff", "HEAD", "--", ".pre-commit-config.yaml", ".gitlab-ci.yml", ".gitignore", ".gitattributes")
    assert not [line for line in kept.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert "Our own line." in (repo.path / ".sinfonia/agents/coda.md").read_text()
    assert "// our models" in (repo.path / "opencode.jsonc").read_text()
    settings = json.loads((repo.path / ".claude/settings.json").read_text())
    assert settings["permissions"] == {"deny": ["Read(./.env)"]}
    assert "PreToolUse" in settings["hooks"]
    assert 'stage: "build"' in (repo.path / ".gitlab-ci.yml").read_text()
    assert (repo.path / ".github/workflows/sinfonia.yml").is_file()
    text = (repo.path / ".pre-commit-config.yaml").read_text()
    assert [entry["repo"] for entry in yaml.safe_load(text)["repos"]] == ["https://example.com/hooks", "local"]
    before = snapshot(repo)
    init(repo)
    assert snapshot(repo) == before


def test_force_refreshes_our_files_and_keeps_the_edited_one(repo):
    init(repo)
    persona = repo.path / ".sinfonia/agents/coda.md"
    built_in = persona.read_bytes()
    config = (repo.path / ".sinfonia/config.yaml").read_bytes()
    step = next((repo.path / ".sinfonia/workflows/dev-story/steps").glob("step-01-*.md"))
    persona.write_bytes(built_in + b"edited\n")
    step.write_bytes(step.read_bytes() + b"edited\n")
    assert "kept       .sinfonia/agents/coda.md" in init(repo).out
    assert persona.read_bytes() == built_in + b"edited\n"
    init(repo, "--force")
    assert persona.read_bytes() == built_in
    assert (repo.path / ".sinfonia/agents/coda.md.bak").read_bytes() == built_in + b"edited\n"
    assert (repo.path / ".sinfonia/config.yaml").read_bytes() == config
    stub = repo.path / ".opencode/agent/sinfonia-coda.md"
    assert "\nedited\n" not in stub.read_text()
    refreshed = snapshot(repo)
    init(repo)
    assert snapshot(repo) == refreshed
    assert repo.sinfonia("start", "dev-story", "--goal", "x").code == 0


def test_an_entry_can_be_pinned_to_where_sinfonia_is_kept(repo):
    init(repo, "--source", "https://example.com/sinfonia", "--rev", "v0.1.0")
    (entry,) = yaml.safe_load((repo.path / ".pre-commit-config.yaml").read_text())["repos"]
    assert (entry["repo"], entry["rev"]) == ("https://example.com/sinfonia", "v0.1.0")
    assert {hook["id"] for hook in entry["hooks"]} == {
        "sinfonia",
        "sinfonia-commit-msg",
        "sinfonia-prepare-commit-msg",
        "sinfonia-pre-push",
    }


def test_a_hook_is_installed_for_every_moment_and_once(repo):
    repo.sinfonia("install")
    init(repo)
    hooks = repo.path / ".git" / "hooks"
    for moment in MOMENTS:
        assert "File generated by pre-commit" in (hooks / moment).read_text()
        assert not (hooks / f"{moment}.legacy").exists()
    assert "Written by `sinfonia install`" in (hooks / "pre-applypatch").read_text()
    assert refused(repo).count("error[ENF-001]") == 1


def test_a_hook_of_husky_with_a_first_line_of_its_own_is_no_code_to_test(repo):
    pnpm_with_husky(repo)
    repo.commit({".husky/pre-commit": "#!/usr/bin/env sh\necho linted\n"})
    init(repo)
    repo.git("add", "-A")
    result = repo.try_git("commit", "-m", "Bring in Sinfonia")
    assert result.code == 0, result.text
