"""Whatever the bytes are, the answer is a policy or a `ConfigError`."""

import marshal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinfonia.config import describe, load
from sinfonia.config.schema import CUSTOM_KEYS, IGNORE_KEYS, KEYS, RULE_KEYS
from sinfonia.errors import ConfigError

WORDS = sorted(
    {part for key in (*KEYS, *RULE_KEYS, *IGNORE_KEYS, *CUSTOM_KEYS) for part in key.name.split(".")}
    | {
        "error",
        "off",
        "ENF-001",
        "ENF-010",
        "untested-code",
        "ACME-1",
        "2027-03-01",
        "0.1",
        "null",
        "true",
        "any",
        "<<",
    }
)
MARKS = [": ", ":\n  ", ":\n    ", "\n", "\n  ", "\n  - ", ", ", "{", "}", "[", "]", "- ", "? ", "&a ", "*a", "!!str ",
         "!x ", "|\n  ", ">\n", "'", '"', "#", "%YAML 1.1\n", "---\n", "...\n", "\t", "\\", "1_0", "0x1F", "1:30",
         ".inf", ".nan", "1e999", "(a+)+", "**/[", "\r", "\x85", "\u2028", "\ufeff", "=", "\n[tool.sinfonia]\n",
         "\n[[tool.sinfonia.ignore]]\n"]  # fmt: skip
yaml_like = st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=30).map("".join).map(str.encode)
raw = st.one_of(
    st.binary(max_size=200), yaml_like, st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)

scalar = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.sampled_from(WORDS))
tree = st.recursive(
    scalar,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=12,
)


def answer(**more):
    """Give the policy and None, or None and the error; anything else that is raised fails the test."""
    try:
        return load("/nonexistent", git_dir="", **({"environ": {}, "door": "people"} | more)), None
    except ConfigError as error:
        return None, error


def judged(path, data):
    loaded, error = answer(door="machine", blob={path: data}.get)
    if error:
        assert error.message.isprintable()
        assert path in error.message
        assert error.hint
    else:
        assert marshal.loads(marshal.dumps(loaded.policy.data)) == loaded.policy.data
        assert {key.name.partition(".")[0] for key in KEYS} == set(loaded.policy.data)
        assert describe(loaded)


@given(data=raw)
@settings(max_examples=300, deadline=None)
def test_any_bytes_as_yaml_are_a_policy_or_an_error(data):
    judged(".sinfonia/config.yaml", data)


@given(data=raw)
@settings(max_examples=150, deadline=None)
def test_any_bytes_as_toml_are_a_policy_or_an_error(data):
    judged("pyproject.toml", b"[tool.sinfonia]\n" + data)


@given(name=st.sampled_from([key.name for key in KEYS]), value=tree)
@settings(max_examples=400, deadline=None)
def test_any_value_of_any_key_is_a_policy_or_an_error(name, value):
    loaded, error = answer(overrides={name: value})
    if error:
        assert error.message.startswith("flag --")
        assert error.message.isprintable()
    else:
        marshal.dumps(loaded.policy.data)


@given(value=st.text(max_size=20), name=st.sampled_from([key.name for key in KEYS if key.variable]))
@settings(max_examples=150, deadline=None)
def test_any_text_in_a_variable_is_a_policy_or_an_error(name, value):
    environ = {"SINFONIA_" + name.upper().replace(".", "_"): value}
    _, error = answer(environ=environ)
    assert error is None or error.message.startswith("environment SINFONIA_")


@pytest.mark.parametrize("deep", ["[" * 3000, "{a: " * 3000, "- " * 3000, "? " * 3000, "&a [" * 500, "a:\n" * 20000])
def test_depth_never_ends_the_process(deep):
    judged(".sinfonia/config.yaml", deep.encode())
