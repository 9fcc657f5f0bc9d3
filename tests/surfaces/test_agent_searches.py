"""What commands show of secret files in the tree at hand."""

from __future__ import annotations

import pytest
from agent_world import shop_in

SETTINGS = ".claude/settings.json"


@pytest.fixture
def shop(repo):
    made = shop_in(repo)
    repo.commit({".gitignore": ".env\n", "src/app.py": "TOKEN = read()\n", SETTINGS: '{"model": "x"}\n'})
    repo.write({".env": "APP_TOKEN=abc\nMODE=dark side\n", "conf/.env.local": "PLACE=north\n"})
    return made


REFUSED = (
    "grep -r TOKEN .",
    "grep -rn TOKEN",
    "grep -ri token .",
    "grep -rE 'TOK|zz' .",
    "grep -r 'TOK\\|zz' .",
    "grep -rF 'APP_TOKEN=' .",
    "grep -rw APP_TOKEN .",
    "grep -r '[[:space:]]side' .",
    "grep -rP '(?<=APP_)TOKEN' .",
    "grep -r '(' --regexp=TOKEN .",
    "grep -r -f patterns.txt .",
    'grep -r "$X" .',
    "grep -rE '[' .",
    "cd src && grep -r TOKEN ..",
    "egrep -r TOKEN . | head",
    "rg -uu TOKEN",
    "rg -uuu .",
    "rg --hidden --no-ignore TOKEN .",
    "rg --hidden north",
    "rg -. north conf",
    "ag -u TOKEN",
    "git grep --no-index TOKEN",
    "git grep --untracked north",
    "grep --include=.env -r X .",
    "grep --include='.env*' -r X .",
    "rg --hidden -g .env X",
    "git hash-object -w .env",
    "ls -a | grep env | xargs cat",
    "ls -A | grep '^\\.env$' | head -1 | xargs cat",
    "find . | grep env | xargs cat",
    "for f in $(ls -a | grep env); do cat $f; done",
    "find . -type f -exec grep TOKEN {} +",
    "find . -type f | xargs grep TOKEN",
    "find . -type f -not -path './.git/*' | xargs grep TOKEN",
    "find . -type f -exec cat {} \\;",
    "find . -type f | xargs head -3",
)
ALLOWED = (
    "grep -r nowhere .",
    "grep -r TOKEN src",
    "grep -r --include='*.py' TOKEN .",
    "grep -r --exclude='.env*' TOKEN .",
    "grep -r --exclude=.env TOKEN .",
    "grep -rl TOKEN .",
    "grep -rc TOKEN .",
    "grep -r '(TOKEN' .",
    "grep -rw TOKEN .",
    "grep TOKEN src/app.py",
    "cat src/app.py | grep TOKEN",
    "rg TOKEN",
    "rg -u TOKEN",
    "rg --hidden TOKEN",
    "rg --hidden -g '!.env.local' north",
    "rg -uu -t py TOKEN",
    "rg -uu --count-matches TOKEN",
    "cat src/app.py | rg -uu TOKEN",
    "git grep TOKEN",
    "git grep --untracked TOKEN",
    "git hash-object .env",
    "ls -a | grep env",
    "ls | grep env | xargs cat",
    "ls -a | grep md | xargs cat",
    "ls -a | grep -v env | xargs cat",
    "ls -a | grep 'e.*v' | xargs cat",
    "git ls-files | grep env | xargs cat",
    "find . -name '*.py' | grep env | xargs cat",
    "find src -type f -exec grep TOKEN {} +",
    "find . -type f -exec grep nothing {} +",
    "find . -name '*.py' | xargs grep TOKEN",
    "find . -type f | xargs grep -l TOKEN",
    "find . -type f | xargs wc -l",
    "find . -type f | head -3",
    "cp -r . /tmp/copy",
    "docker run --env-file .env image",
)


@pytest.mark.parametrize("command", REFUSED)
def test_a_search_that_would_show_a_line_of_a_secret_file_is_refused(shop, command):
    assert shop.run(command) == ["ENF-002"]


@pytest.mark.parametrize("command", ALLOWED)
def test_a_search_that_shows_none_passes(shop, command):
    assert shop.run(command) == []


def test_a_secret_file_that_the_last_commit_has_is_known_to_everybody(shop):
    shop.repo.commit({"certs/a.pem": "a key for tests\n"})
    assert shop.run("grep -r 'for tests' .") == []
    shop.repo.write({"certs/b.pem": "a key for tests\n"})
    assert shop.run("grep -r 'for tests' .") == ["ENF-002"]


def test_a_search_through_a_home_folder_is_refused_and_one_beside_it_passes(shop, tmp_path):
    home = tmp_path / "person"
    (home / "notes").mkdir(parents=True)
    shop.env["HOME"] = str(home)
    assert shop.run(f"grep -r x {home}") == ["ENF-002"]
    assert shop.run(f"grep -r x {home}/notes") == []


def test_committed_settings_of_an_agent_are_shown_by_a_command_as_by_a_read(shop):
    for command in (f"cat {SETTINGS}", f"jq . ./{SETTINGS}", f"git show HEAD:{SETTINGS}", f"git diff {SETTINGS}"):
        assert shop.run(command) == []
    assert shop.run("cat ~/.claude/settings.json") == ["ENF-002"]
    assert shop.run("cat ~/.claude/.credentials.json") == ["ENF-002"]
    shop.repo.write({SETTINGS: '{"model": "y"}\n', ".mcp.json": "{}\n"})
    assert shop.run(f"cat {SETTINGS}") == ["ENF-002"]
    assert shop.run("cat .mcp.json") == ["ENF-002"]


@pytest.mark.parametrize(
    ("tool", "fields", "codes"),
    [
        ("mcp__git__show", {"revision": "HEAD:.env"}, ["ENF-002"]),
        ("mcp__git__run", {"args": ["show", "HEAD~2:conf/.env.local"]}, ["ENF-002"]),
        ("mcp__git__diff", {"target": "HEAD -- src/app.py .env"}, ["ENF-002"]),
        ("mcp__git__diff", {"target": "HEAD -- src/app.py"}, []),
        ("mcp__git__show", {"revision": "HEAD:src/app.py"}, []),
        ("mcp__git__fetch", {"repository": "https://example.com:8080/.env"}, []),
        ("mcp__git__commit", {"message": "feat: .env"}, []),
        ("mcp__hub__comment", {"text": "HEAD:.env"}, []),
    ],
)
def test_a_file_in_a_revision_is_the_file(shop, tool, fields, codes):
    assert shop.codes(tool, fields) == codes
