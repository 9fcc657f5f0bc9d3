"""The cache never changes an answer: fresh, stale, foreign, truncated or in the way."""

import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sinfonia.config import cache, load
from sinfonia.errors import ConfigError

PATH = ".sinfonia/config.yaml"
HEAVY = (
    "yaml",
    "re",
    "tomllib",
    "typing",
    "enum",
    "json",
    "difflib",
    "sinfonia.config.schema",
    "sinfonia.config.merge",
)


@pytest.fixture
def root(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".sinfonia").mkdir()
    (tmp_path / PATH).write_text("base: main\nexclude: [docs/]\nrules: {ENF-013: {severity: off}}\n")
    return tmp_path


def read(root, **more):
    more = {"door": "machine", "environ": {}} | more
    return load(str(root), git_dir=str(root / ".git"), **more)


def stored(root):
    return root / ".git" / "sinfonia" / "policy.cache"


def answer(loaded):
    return loaded.policy.data, loaded.origins, loaded.files, loaded.notes


def test_the_second_answer_is_the_first(root):
    first = answer(read(root))
    assert stored(root).exists()
    assert answer(read(root)) == first


def test_a_fresh_cache_is_what_answers(root, monkeypatch):
    first = answer(read(root))
    monkeypatch.setattr("sinfonia.config.merge.compile_inputs", pytest.fail)
    assert answer(read(root)) == first


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_may_read_it(root):
    read(root)
    assert stored(root).stat().st_mode & 0o777 == 0o600


def test_a_changed_file_is_read_again(root):
    read(root)
    (root / PATH).write_text("base: next\n")
    assert read(root).policy.data["base"] == "next"
    (root / PATH).unlink()
    assert read(root).policy.data["base"] is None


def test_a_broken_file_is_refused_although_a_cache_is_there(root):
    read(root)
    (root / PATH).write_text("base: [\n")
    with pytest.raises(ConfigError):
        read(root)


def test_a_second_file_is_noticed(root):
    read(root)
    (root / "pyproject.toml").write_text("[tool.sinfonia]\n")
    with pytest.raises(ConfigError, match="both hold"):
        read(root)


def test_variables_and_flags_are_never_stored(root):
    environ = {"SINFONIA_BASE": "elsewhere"}
    assert read(root, door="people", environ=environ).policy.data["base"] == "elsewhere"
    assert read(root).policy.data["base"] == "main"


@pytest.mark.parametrize("more", [{"ci": True}, {"blob": lambda path: b"base: x\n" if path == PATH else None}])
def test_ci_and_a_revision_have_no_cache(root, more):
    read(root, **more)
    assert not stored(root).exists()
    read(root)
    forged = cache._MAGIC + b"0000"
    stored(root).write_bytes(forged)
    read(root, **more)
    assert stored(root).read_bytes() == forged


def spoil(raw, name):
    inside = marshal.loads(raw[12:])

    def pack(*parts):
        body = marshal.dumps(parts)
        return cache._MAGIC + cache._checksum(body) + body

    lax = ({}, {}, (), ())
    return {
        "empty": b"",
        "truncated": raw[:-1],
        "only its head": raw[:12],
        "one bit": raw[:40] + bytes([raw[40] ^ 1]) + raw[41:],
        "another format": b"SNFPOL99" + raw[8:],
        "another interpreter": pack("other-1", *inside[1:3], lax),
        "another version": pack(inside[0], "0.0.0", inside[2], lax),
        "other inputs": pack(*inside[:2], (("yaml", PATH, b""),), lax),
        "not a tuple": cache._MAGIC + cache._checksum(marshal.dumps(3)) + marshal.dumps(3),
        "three parts": pack(*inside[:3]),
        "no marshal": cache._MAGIC + cache._checksum(b"\xff" * 20) + b"\xff" * 20,
        "pickle": b"cos\nsystem\n(S'exit 1'\ntR.",
    }[name]


SPOILED = ["empty", "truncated", "only its head", "one bit", "another format", "another interpreter",
           "another version", "other inputs", "not a tuple", "three parts", "no marshal", "pickle"]  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_cache_is_rebuilt(root, name):
    first = answer(read(root))
    good = stored(root).read_bytes()
    stored(root).write_bytes(spoil(good, name))
    assert answer(read(root)) == first
    assert stored(root).read_bytes() == good


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
class TestForeign:
    """A lax policy over the right inputs, well formed, that this user did not keep to themselves."""

    @pytest.fixture
    def lax(self, root):
        data = read(root).policy.data | {"exclude": ["**"]}
        who, version, inputs, compiled = marshal.loads(stored(root).read_bytes()[12:])
        body = marshal.dumps((who, version, inputs, (data, *compiled[1:])))
        stored(root).write_bytes(cache._MAGIC + cache._checksum(body) + body)
        return root

    def test_as_ones_own_it_would_count(self, lax):
        assert read(lax).policy.exclude == ("**",)

    @pytest.mark.parametrize("mode", [0o644, 0o620, 0o666])
    def test_one_that_others_may_touch_does_not_count(self, lax, mode):
        stored(lax).chmod(mode)
        assert read(lax).policy.exclude == ("docs/",)
        assert stored(lax).stat().st_mode & 0o777 == 0o600

    def test_one_of_another_owner_does_not_count(self, lax, monkeypatch):
        other = os.getuid() + 1
        monkeypatch.setattr(cache.os, "getuid", lambda: other)
        assert read(lax).policy.exclude == ("docs/",)

    def test_a_link_does_not_count(self, lax):
        moved = lax / "moved"
        stored(lax).rename(moved)
        stored(lax).symlink_to(moved)
        assert read(lax).policy.exclude == ("docs/",)
        assert not stored(lax).is_symlink()


def test_a_place_that_cannot_be_written_costs_nothing_but_time(root):
    (root / ".git" / "sinfonia").write_text("in the way")
    assert read(root).policy.data["base"] == "main"
    assert load(str(root), git_dir=str(root / "no" / "git"), environ={}, door="machine").policy.data["base"] == "main"
    assert load(str(root), git_dir="\0", environ={}, door="machine").policy.data["base"] == "main"


def test_a_folder_in_its_place_costs_nothing_but_time(root):
    stored(root).mkdir(parents=True)
    assert read(root).policy.data["base"] == "main"
    assert [path.name for path in (root / ".git" / "sinfonia").iterdir()] == ["policy.cache"]


def imported(root):
    """List the modules of interest that one `load` in a bare interpreter imports."""
    package = str(Path(cache.__file__).parents[2])
    code = (
        f"import sys; sys.path.insert(0, {package!r}); from sinfonia.config import load\n"
        f"load({str(root)!r}, git_dir={str(root / '.git')!r}, environ={{}}, door='machine')\n"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.split()


def test_with_a_fresh_cache_nothing_is_imported_that_parses(root):
    read(root)
    modules = imported(root)
    assert "sinfonia.config.cache" in modules
    assert not set(HEAVY).intersection(modules)


def test_without_a_file_neither_a_parser_nor_the_cache_is_imported(root):
    (root / PATH).unlink()
    modules = imported(root)
    assert not {*HEAVY[:7], "sinfonia.config.merge", "sinfonia.config.cache"}.intersection(modules)
