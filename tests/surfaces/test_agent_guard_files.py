"""The files that hold the guard: what no agent takes away, and what lies beside them."""

from __future__ import annotations

import pytest
from agent_world import shop_in

CI = "jobs:\n  a:\n    steps:\n      - run: sinfonia check\n"
HOOKS = '{"hooks": {"PreToolUse": [{"hooks": [{"command": "sinfonia-hook claude-code"}]}]}}'
FILES = {
    ".sinfonia/config.yaml": 'version: "0.1"\n',
    ".claude/settings.json": HOOKS,
    ".claude/skills/a.md": "A skill.\n",
    ".opencode/plugins/sinfonia.js": "// sinfonia: plugin\n",
    ".opencode/command/a.md": "A command.\n",
    ".codex/prompts/a.md": "A prompt.\n",
    ".github/workflows/ci.yml": CI,
    ".github/ISSUE_TEMPLATE/a.md": "x\n",
    "docs/a.md": "x\n",
}


@pytest.fixture
def shop(repo):
    made = shop_in(repo)
    repo.commit(FILES)
    return made


REFUSED = (
    "rm -rf .opencode",
    "rm -rf ./.claude/",
    "rm -rf .claude/*",
    "rm -rf .c*",
    "cd docs && rm -rf ../.claude",
    "mv .claude x",
    "git mv .claude x",
    "git stash push .claude",
    "git stash push -m x -- .opencode",
    "git rm -r .github/workflows",
    "git rm -rq .github",
    "rm .github/workflows/*.yml",
    "rm -rf .sinfonia",
    "git checkout HEAD~5 -- .sinfonia",
    "git restore -s HEAD~5 .claude",
    "find .claude -delete",
    "cp -r /tmp/x/. .claude/",
    "cp -r /tmp/x/* .claude",
    "cp -rT /tmp/x .claude",
    "cp -rf backup/.claude .",
    "rsync -a --delete /tmp/empty/ .claude/",
    "tar -xf x.tar -C .claude",
    "tar xzf x.tgz -C .github",
    "unzip x.zip -d .opencode",
    "cp x.js .opencode/plugin/",
    "sinfonia init --force",
    "python3 -m sinfonia init --yes",
)
ALLOWED = (
    "rm -rf .claude/skills",
    "rm -rf .codex",
    "rm -rf .cache build",
    "rm *.md",
    "mv .github/ISSUE_TEMPLATE docs/templates",
    "git stash push docs",
    "git stash",
    "cp skill.md .claude/skills/",
    "cp agent.md .claude/",
    "rsync -a /tmp/notes .claude/",
    "rsync -a docs/ .claude/docs/",
    "cp a.md .opencode/command/",
    "tar -czf /tmp/x.tgz -C .claude .",
    "tar -cf /tmp/x.tar .claude",
    "tar -xf x.tar -C docs",
    "cp -r .claude /tmp/copy",
    "ls -la .claude",
    "find .claude -name '*.md'",
    "sinfonia init --dry-run",
    "sinfonia init --help",
    "sinfonia install",
)


@pytest.mark.parametrize("command", REFUSED)
def test_a_folder_that_holds_the_guard_is_not_an_agents_to_change(shop, command):
    assert "ENF-010" in shop.run(command)


@pytest.mark.parametrize("command", ALLOWED)
def test_what_lies_beside_the_guard_is(shop, command):
    assert "ENF-010" not in shop.run(command)


def test_a_guard_that_nobody_committed_yet_is_protected_too(shop):
    shop.repo.write({".gemini/settings.json": HOOKS})
    assert shop.run("rm -rf .gemini") == ["ENF-010"]
    shop.repo.write({".gemini/settings.json": '{"theme": "dark"}'})
    assert shop.run("rm -rf .gemini") == []


@pytest.mark.parametrize(
    ("path", "content", "codes"),
    [
        (".opencode/plugin/x.js", "export const X = async () => ({})\n", ["ENF-010"]),
        (".opencode/plugins/x.txt", "x\n", ["ENF-010"]),
        ("opencode.json", '{"plugin": ["./x.js"]}', ["ENF-010"]),
        (".github/copilot/settings.json", '{"disableAllHooks": true}', ["ENF-010"]),
        (".opencode/command/x.md", "about a hook\n", []),
        ("opencode.json", '{"model": "x"}', []),
        (".github/copilot/settings.json", '{"model": "x"}', []),
    ],
)
def test_a_plugin_beside_the_guard_counts_as_the_guard(shop, path, content, codes):
    assert shop.write(path, content) == codes


@pytest.mark.parametrize(
    ("path", "content", "codes"),
    [
        (".gitconfig", "[core]\n\thooksPath = /dev/null\n", ["ENF-011"]),
        (".config/git/config", '[include]\n\tpath = "/tmp/x"\n', ["ENF-011"]),
        (".local/bin/sinfonia-hook", "#!/bin/sh\n", ["ENF-011"]),
        (".venv/lib/python3.12/site-packages/sinfonia/engine.py", "", ["ENF-011"]),
        (".config/opencode/plugin/x.js", "", ["ENF-011"]),
        (".gitconfig", "[user]\n\tname = Ana\n", []),
        (".config/opencode/themes/x.json", "{}", []),
        (".local/bin/other", "#!/bin/sh\n", []),
    ],
)
def test_a_write_to_a_home_folder_leaves_the_guard_as_it_is(shop, tmp_path, path, content, codes):
    shop.env["HOME"] = str(tmp_path / "person")
    assert shop.codes("Write", {"file_path": f"{tmp_path}/person/{path}", "content": content}) == codes


def test_settings_of_git_that_move_the_hooks_already_may_get_another_line(shop, tmp_path):
    shop.env["HOME"] = str(tmp_path)
    (tmp_path / ".gitconfig").write_text("[core]\n\thooksPath = ~/hooks\n")
    assert shop.edit(tmp_path / ".gitconfig", "[core]", "[user]\n\tname = Ana\n[core]") == []
    assert shop.edit(tmp_path / ".gitconfig", "~/hooks", "/dev/null") == ["ENF-011"]


def test_a_script_of_a_package_that_skips_hooks_is_refused_when_it_is_written(shop):
    script = '{\n  "scripts": {\n    "release": "git commit %s-m x"\n  }\n}\n'
    assert shop.write("package.json", script % "--no-verify ") == ["ENF-011"]
    assert shop.write("package.json", script % "") == []
