"""Which file is read, and which is refused before it is opened."""

import os

import pytest

from sinfonia.config import load
from sinfonia.errors import ConfigError

PATH = ".sinfonia/config.yaml"


def read(root, *, door="machine", environ=None, **more):
    return load(str(root), git_dir="", environ=environ or {}, door=door, **more)


def refused(root, **more):
    with pytest.raises(ConfigError) as caught:
        read(root, **more)
    return caught.value


@pytest.fixture
def config(tmp_path):
    (tmp_path / ".sinfonia").mkdir()
    return tmp_path / PATH


def test_two_configurations_at_once_are_refused_with_both_paths(tmp_path, config):
    config.write_text("base: a\n")
    project = tmp_path / "pyproject.toml"
    project.write_text("[project]\n\n[tool.sinfonia]\nbase = 'b'\n")
    error = refused(tmp_path)
    assert error.message.startswith("pyproject.toml:3: ")
    assert PATH in error.message
    project.write_text("[project]\nname = 'uses-sinfonia'\n")
    assert read(tmp_path).policy.data["base"] == "a"


@pytest.mark.parametrize(
    "text",
    [
        "[tool.sinfonia]\nbase = 'b'\n",
        "[ tool . 'sinfonia' ]\nbase = 'b'\n",
        "[tool]\nsinfonia.base = 'b'\n",
        "tool = {sinfonia = {base = 'b'}}\n",
    ],
)
def test_every_spelling_of_the_toml_table_is_read(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text)
    loaded = read(tmp_path)
    assert loaded.policy.data["base"] == "b"
    assert loaded.files == ("pyproject.toml",)


def test_toml_values_have_their_lines(tmp_path):
    (tmp_path / "pyproject.toml").write_text("""\
[project]
name = "x"
[tool.sinfonia]
enforcement_strictness = "high"
tests.level = "package"
[tool.sinfonia.rules.step-scope]
severity = "off"
[[tool.sinfonia.ignore]]
code = "ENF-001"
reason = "old"
until = 2027-03-01
[[tool.sinfonia.ignore]]
code = "ENF-002"
reason = "a fixture"
[tool.sinfonia.checks]
tests = ["pytest", "-q"]
""")
    loaded = read(tmp_path)
    assert loaded.origins["enforcement_strictness"] == "pyproject.toml:4"
    assert loaded.origins["tests.level"] == "pyproject.toml:5"
    assert loaded.origins["rules.ENF-013.severity"] == "pyproject.toml:7"
    assert loaded.origins["checks.tests"] == "pyproject.toml:16"
    assert [entry.where for entry in loaded.policy.ignore] == ["pyproject.toml:8", "pyproject.toml:12"]
    assert loaded.policy.ignore[0].until == "2027-03-01"


@pytest.mark.parametrize(
    ("text", "start", "hint"),
    [
        ("[tool.sinfonia]\nexclud = []\n", "pyproject.toml:2: `exclud` is no key", "did you mean `exclude`?"),
        ("[tool.sinfonia.tests]\nlevl = 'any'\n", "pyproject.toml:2: `tests.levl` is no key", "`tests.level`"),
        ("[tool.sinfonia]\nversion = 0.2\n", "pyproject.toml:2: `version` is `0.2`", "upgrade"),
        ("[tool.sinfonia]\nbase = 2027-01-01\n", "pyproject.toml:2: `base` is a date, not text", "quotes"),
        ("# sinfonia\n[tool\n", "pyproject.toml:2: is not TOML", "mend this line"),
        ("[tool]\nsinfonia = 3\n", "pyproject.toml:2: `tool.sinfonia` is not a table", "[tool.sinfonia]"),
        ("[tool.sinfonia]\n" + "a." * 400 + "b = 1", "pyproject.toml:2: is nested more than 20 deep", "schema"),
        ("[tool.sinfonia]\n" + "a." * 400_000 + "b = 1", "pyproject.toml:2: holds more than 500 dots", "break"),
        ("sinfonia = " + "[" * 9000, "pyproject.toml: is not TOML that can be read", "mend"),
        ("[[tool.sinfonia.ignore]]\ncode = 'ENF-001'\nreason = 'r'\n[[tool.sinfonia.ignore]]\ncode = 'ENF-01'\n",
         "pyproject.toml:5: `ENF-01` in `ignore[1].code` names no rule", "did you mean `ENF-01"),
    ],
)  # fmt: skip
def test_a_mistake_in_toml_is_named_like_one_in_yaml(tmp_path, text, start, hint):
    (tmp_path / "pyproject.toml").write_text(text)
    error = refused(tmp_path)
    assert error.message.startswith(start)
    assert hint in error.hint


def test_a_broken_pyproject_that_never_speaks_of_us_is_not_ours_to_judge(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool\n")
    assert read(tmp_path).files == ()


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path, config):
    config.mkdir()
    assert refused(tmp_path).message.startswith(f"{PATH}: ")
    config.rmdir()
    assert read(tmp_path).files == ()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / ".sinfonia").write_text("")
    assert refused(tmp_path).message == ".sinfonia: is not a folder"


def test_the_other_suffix_is_refused_because_nobody_would_notice(tmp_path, config):
    config.with_suffix(".yml").write_text("base: a\n")
    assert "config.yml: is not read" in refused(tmp_path).message
    config.write_text("base: a\n")
    assert read(tmp_path).policy.data["base"] == "a"


def deny(*_args, **_more):
    raise PermissionError(13, "Permission denied")


def test_a_file_without_permission_is_refused(tmp_path, config, monkeypatch):
    config.write_text("")
    with monkeypatch.context() as patch:
        patch.setattr("sinfonia.config.source.os.open", deny)
        with pytest.raises(ConfigError) as caught:
            read(tmp_path)
    assert caught.value.message == f"{PATH}: cannot be read: Permission denied"
    assert read(tmp_path).files == (PATH,)


def test_a_home_out_of_reach_is_noted_and_passed_over(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("sinfonia.config.source.os.stat", deny)
        name = "APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME"
        loaded = read(tmp_path, environ={name: "/somebody/else"})
    assert "is out of reach and was passed over" in loaded.notes[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_named_pipe_does_not_hold_the_commit(tmp_path, config):
    os.mkfifo(config)
    assert refused(tmp_path).message == f"{PATH}: is not a file"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
class TestLinks:
    def test_a_linked_file_is_refused(self, tmp_path, config):
        (tmp_path / "other.yaml").write_text("base: a\n")
        config.symlink_to(tmp_path / "other.yaml")
        assert refused(tmp_path).message == f"{PATH}: is a link"

    def test_a_dangling_link_is_refused(self, tmp_path, config):
        config.symlink_to(tmp_path / "nowhere")
        assert refused(tmp_path).message == f"{PATH}: is a link"

    def test_a_linked_folder_is_refused(self, tmp_path):
        (tmp_path / "other").mkdir()
        (tmp_path / ".sinfonia").symlink_to(tmp_path / "other")
        assert refused(tmp_path).message == ".sinfonia: is a link"

    def test_a_linked_pyproject_is_refused_when_it_speaks_of_us(self, tmp_path):
        (tmp_path / "other.toml").write_text("[tool.sinfonia]\n")
        (tmp_path / "pyproject.toml").symlink_to(tmp_path / "other.toml")
        assert refused(tmp_path).message == "pyproject.toml: is a link"
        (tmp_path / "other.toml").write_text("[project]\n")
        assert read(tmp_path).files == ()

    def test_the_users_own_file_may_be_a_link(self, tmp_path):
        (tmp_path / "home" / "sinfonia").mkdir(parents=True)
        (tmp_path / "dotfile").write_text("enforcement_strictness: high\n")
        (tmp_path / "home" / "sinfonia" / "config.yaml").symlink_to(tmp_path / "dotfile")
        assert read(tmp_path, environ={"XDG_CONFIG_HOME": str(tmp_path / "home")}).policy.strictness == "high"

    def test_the_users_own_file_is_found_through_home(self, tmp_path):
        (tmp_path / ".config" / "sinfonia").mkdir(parents=True)
        (tmp_path / ".config" / "sinfonia" / "config.yaml").write_text("enforcement_strictness: high\n")
        environ = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": "relative"}
        assert read(tmp_path, environ=environ).policy.strictness == "high"


def test_a_named_file_replaces_the_repositorys(tmp_path, config):
    config.write_text("base: a\n")
    other = tmp_path / "other.yaml"
    other.write_text("base: b\n")
    assert read(tmp_path, door="people", config=str(other)).policy.data["base"] == "b"
    environ = {"SINFONIA_CONFIG": str(other)}
    assert read(tmp_path, door="people", environ=environ).files == (str(other),)
    assert read(tmp_path, environ=environ).policy.data["base"] == "a"


def test_a_named_file_that_is_missing_or_holds_nothing_is_refused(tmp_path):
    path = str(tmp_path / "no.yaml")
    assert refused(tmp_path, door="people", config=path).message == f"{path}: does not exist"
    toml = tmp_path / "x.toml"
    toml.write_text("[tool.other]\n")
    assert "has no [tool.sinfonia]" in refused(tmp_path, door="people", config=str(toml)).message
    toml.write_text("[tool.sinfonia]\nbase = 'b'\n")
    assert read(tmp_path, door="people", config=str(toml)).policy.data["base"] == "b"


def test_a_revision_gives_its_own_policy(tmp_path, config):
    config.write_text("base: head\n")
    tree = {PATH: b"base: base\n"}
    assert read(tmp_path, blob=tree.get).policy.data["base"] == "base"
    assert read(tmp_path, blob={}.get).policy.data["base"] is None
    assert read(tmp_path, blob={"pyproject.toml": b"tool.sinfonia.base = 'toml'"}.get).policy.data["base"] == "toml"
    named = str(config)
    assert read(tmp_path, door="people", config=named, blob=tree.get).policy.data["base"] == "base"
    assert "does not exist in the revision" in refused(tmp_path, door="people", config=named, blob={}.get).message


def test_a_link_in_a_revision_is_no_configuration(tmp_path):
    assert "not a mapping" in refused(tmp_path, blob={PATH: b"../elsewhere.yaml"}.get).message
