"""Payloads that went wrong on the way, for every agent: never a traceback, an exit 1, or another program's words.

`make proof` takes 10,000 for each agent.
"""

from __future__ import annotations

import io
import json
import os
import sys

import jsonschema
import pytest
from agent_world import NEW, OLD, shop_in
from host_payloads import KNOWN
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinfonia.surfaces.agent import log
from sinfonia.surfaces.agent.guard import guard
from sinfonia.surfaces.options import Options

EXAMPLES = 10_000 if os.environ.get("SINFONIA_PROOF") == "full" else 60
ARGS = {
    "read": ("src/shop.py",),
    "image": ("logo.png",),
    "write": ("src/shop.py", NEW),
    "edit": ("src/shop.py", "len", "sum"),
    "patch": ("src/shop.py", OLD, NEW),
    "add": ("src/new.py", NEW),
    "run": ("git status && rm -rf build",),
    "text": ("git status",),
    "search": (".", "*.py"),
    "list": ("src", "**/*.py"),
}
_odd_text = st.text(max_size=20) | st.sampled_from(
    [
        "\0",
        "\ud800",
        "..",
        "/",
        "~",
        "C:\\x",
        "\\\\host\\c$",
        "{",
        "$(",
        "'",
        "*" * 40,
        "a" * 5000,
        ".env",
        "*** Begin Patch",
    ]
)
_odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _odd_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_odd_text, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def mutated(draw, known) -> bytes:
    """Take a payload and change, drop or rename some of its fields; perhaps cut it."""
    whole = [known.payload(action, *args) for action, args in ARGS.items() if action in known.tools]
    payload = json.loads(json.dumps(draw(st.sampled_from([*whole, *known.moments.values(), *known.silent]))))
    for _ in range(draw(st.integers(1, 3))):
        levels = [payload]
        for level in levels:
            levels += [value for value in level.values() if isinstance(value, dict)]
        level = draw(st.sampled_from(levels))
        if not level:
            continue
        key = draw(st.sampled_from(sorted(level)))
        match draw(st.sampled_from(["text", "odd", "drop", "rename"])):
            case "text":
                level[key] = draw(_odd_text)
            case "odd":
                level[key] = draw(_odd)
            case "drop":
                del level[key]
            case _:
                level[draw(_odd_text)] = level.pop(key)
    data = json.dumps(payload).encode()
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 9)) == 0 else data


@pytest.fixture
def shop(repo):
    return shop_in(repo)


@pytest.mark.parametrize("name", KNOWN)
def test_no_mutated_payload_gives_another_answer_than_the_hosts(shop, name, tmp_path, monkeypatch, capsys):
    known = KNOWN[name]
    said = [jsonschema.Draft202012Validator(schema) for schema in known.notes.values()]
    denied = jsonschema.Draft202012Validator(known.denial)

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(data=mutated(known))
    def check(data):
        monkeypatch.chdir(tmp_path if len(data) % 2 else shop.path)  # without a repository and in one
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        code = guard(known.host, Options, shop.env)
        out, err = capsys.readouterr()
        assert "a bug in Sinfonia" not in err
        assert "Traceback" not in err
        assert code in (0, 2)
        if code == 2:
            denied.validate(json.loads(out))
            assert err.strip()
        elif out not in ("", known.allowed):
            document = json.loads(out)
            assert "env" in document or document == {} or any(schema.is_valid(document) for schema in said)

    check()
    for file_name in (log.NAME, log.OLDER):
        file = shop.path / ".git" / "sinfonia" / file_name
        assert not file.exists() or file.stat().st_size <= log.LARGEST + 10_000
