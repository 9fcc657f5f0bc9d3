"""What the documents promise: links, commands, settings, hook ids, the two make commands."""

import re
import shlex
import tomllib
from importlib import import_module

import click
import pytest
import yaml
from docs_pages import DOCS, PAGES, ROOT, blocks, prose, read

from sinfonia.cli import COMMANDS, group
from sinfonia.config import load
from sinfonia.config.schema import KEYS, variable
from sinfonia.door import HOOKS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ROOT_KEYS = {key.name.partition(".")[0] for key in KEYS}


def snippets():
    """Give (page, line, data) of each YAML block, and of each YAML file that the documents offer."""
    for page in PAGES:
        for block in blocks(page, "yaml"):
            yield f"{page}:{block.line}", block.text
    for path in sorted((DOCS / "snippets").glob("*.yml")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


SNIPPETS = dict(snippets())


def commands():
    """Give (place, words) of each command line that the documents show."""
    for page in PAGES:
        lines = [
            (block.line + number, line.removeprefix("$ "))
            for block in blocks(page, "console", "sh")
            for number, line in enumerate(block.text.splitlines())
            if block.language == "sh" or line.startswith("$ ")
        ]
        lines += [(0, " ".join(code.split())) for code in re.findall(r"`([^`]+)`", prose(page))]
        for number, line in lines:
            for part in re.split(r"&&|;|\|(?!\w)", line.partition(" #")[0]):
                at = re.search(r"(?:^|\s|/)(sinfonia(?:-hook)?)(\s+.*)?$", part.strip())
                if at:
                    yield f"{page}:{number}: {line}", part.strip()[at.start(1) :]


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (ROOT / page).parent / name if name else ROOT / page
        assert path.exists(), f"{page}: {target}"
        if anchor:
            titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, target


@pytest.mark.parametrize("page", PAGES)
def test_every_footnote_is_defined_and_called(page):
    text = prose(page)
    defined = re.findall(r"^\[\^(\w+)\]:", text, flags=re.MULTILINE)
    assert len(set(defined)) == len(defined)
    assert set(defined) == set(re.findall(r"\[\^(\w+)\](?!:)", text))


def test_every_page_is_reached_from_the_readme():
    seen, queue = set(), ["README.md"]
    while queue:
        page = queue.pop()
        if page in seen:
            continue
        seen.add(page)
        targets = [target for target in re.findall(r"\]\(([^)\s#]+\.md)", prose(page)) if "://" not in target]
        queue += [((ROOT / page).parent / target).resolve().relative_to(ROOT).as_posix() for target in targets]
    assert set(PAGES) == seen


def test_every_command_in_the_documents_exists_with_its_options():
    found = list(commands())
    assert len(found) > 30
    wrong = [f"{place}: {why}" for place, line in found if (why := problem(line))]
    assert wrong == []


def problem(line):
    """Say what is wrong with a command line, "" when nothing is."""
    program, *words = shlex.split(line.replace("…", ""))
    first = words[0] if words else ""
    if program == "sinfonia-hook":
        good = not first or first.startswith("-") or first in {"NAME", *HOOKS}
        return "" if good else f"no hook `{first}`"
    if first.startswith("-"):
        return "" if first in {"--version", "-V", "--help", "-h", "-C"} else f"no option `{first}`"
    if not re.fullmatch(r"[A-Za-z][\w-]*", first):
        return ""  # the program, or the name in a sentence
    if first not in COMMANDS:
        return f"no command `{first}`"
    command = import_module(f"sinfonia.cli.{first}").command
    options = {name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts}
    given = {word.partition("=")[0] for word in words if word.startswith("--")}
    return "".join(f"`{first}` has no option `{name}`" for name in sorted(given - options - {"--help"}))


def test_a_command_that_does_not_exist_is_found():
    assert problem("sinfonia chek") == "no command `chek`"
    assert problem("sinfonia check --comit X") == "`check` has no option `--comit`"
    assert problem("sinfonia-hook pre-comit") == "no hook `pre-comit`"
    assert problem("sinfonia check --from A --to B") == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_that_run_it(name):
    command = group.get_command(click.Context(group), name)
    assert command.epilog.count(f"sinfonia {name}") >= 2


@pytest.mark.parametrize("place", SNIPPETS)
def test_every_yaml_snippet_parses_and_a_configuration_loads(place, tmp_path):
    data = yaml.safe_load(SNIPPETS[place])
    if not isinstance(data, dict) or not set(data) <= ROOT_KEYS:
        assert data
        return
    (tmp_path / ".sinfonia").mkdir()
    (tmp_path / ".sinfonia/config.yaml").write_text(SNIPPETS[place], encoding="utf-8")
    loaded = load(str(tmp_path), git_dir="", environ={}, door="machine")
    assert loaded.files == (".sinfonia/config.yaml",)


def test_the_configurations_of_the_guides_are_among_the_snippets():
    named = [place for place, text in SNIPPETS.items() if text.startswith("# .sinfonia/config.yaml")]
    assert len(named) >= 4
    assert all(set(yaml.safe_load(SNIPPETS[place])) <= ROOT_KEYS for place in named)


def test_every_hook_id_in_a_snippet_is_offered():
    offered = {row["id"] for row in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    asked = {
        hook["id"]
        for text in SNIPPETS.values()
        if isinstance(data := yaml.safe_load(text), dict)
        for repo in data.get("repos", ())
        if "sinfonia" in repo["repo"]
        for hook in repo["hooks"]
    }
    assert asked
    assert asked <= offered
    said = set(re.findall(r"`(sinfonia-[a-z-]+)`", read("docs/guides/pre-commit.md"))) - {"sinfonia-hook"}
    assert said == offered - {"sinfonia"}


def test_every_variable_in_the_documents_is_a_setting_or_is_explained():
    explained = read("docs/reference/environment.md")
    settings = {variable(key) for key in KEYS if key.variable}
    for page in PAGES:
        for name in re.findall(r"\bSINFONIA_[A-Z_]+\b", read(page)):
            assert name in settings or f"`{name}`" in explained, f"{page}: {name}"


def test_the_readme_names_both_make_commands_and_the_makefile_has_them():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for name in ("demo", "test"):
        assert f"make {name}" in read("README.md")
        assert name in targets


def test_the_readme_is_short_and_speaks_of_every_dependency():
    readme = read("README.md")
    assert len(readme.splitlines()) < 150
    needed = {re.split(r"[>=<\[]", line)[0] for line in PROJECT["dependencies"]} | {"pytest"}
    rows = dict(re.findall(r"^\| ([A-Za-z-]+) \| (.+) \|$", readme, flags=re.MULTILINE))
    assert needed <= set(rows)
    modules = {"GitPython": "git", "PyYAML": "yaml"}
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "sinfonia").rglob("*.py"))
    for name in needed - {"pytest"}:
        module = modules.get(name, name.replace("-", "_"))
        imported = re.search(rf"^\s*(import|from) {module}\b(?!\.hook)", source, flags=re.MULTILINE) is not None
        assert imported != ("not imported" in rows[name]), f"the README says otherwise of {name}"


def test_the_extras_are_what_the_readme_says():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "sinfonia").rglob("*.py"))
    assert "The extra `fast` (ahocorasick_rs)" in read("README.md")
    assert "import BytesAhoCorasick" in source
    assert ("`languages` is not used yet" in read("README.md")) == (
        re.search(r"tree_sitter_(go|java|rust|typescript)", source) is None
    )


def test_the_changelog_speaks_of_this_version():
    assert f"## {PROJECT['version']}" in read("CHANGELOG.md")


def test_the_python_in_the_readme_is_the_one_that_is_needed():
    assert f"Python {PROJECT['requires-python'].removeprefix('>=')} or later" in read("README.md")


def test_tests_that_the_threat_model_names_exist():
    names = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", read("docs/threat-model.md"))
    assert len(names) > 8
    for path, name in names:
        assert (ROOT / path).is_file(), path
        assert not name or f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"


@pytest.mark.parametrize("page", [page for page in PAGES if "/reference/" not in page])
def test_a_page_keeps_to_the_style_of_the_house(page):
    text = read(page)
    assert "\N{EM DASH}" not in text
    assert not re.search(r"\b(simply|robust|powerful|easily|seamless\w*)\b", text, flags=re.IGNORECASE)
    shown = {line for block in blocks(page, "console") for line in block.text.splitlines()}  # what programs print
    long = [line for line in text.splitlines() if len(line) > 120 and not line.startswith(("|", "[^"))]
    assert [line for line in long if line not in shown] == []
