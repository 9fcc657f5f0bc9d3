"""The page about the JSON answer, from its schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from page_table import join, table

from sinfonia import reporters
from sinfonia.cli.failure import failure
from sinfonia.model.finding import Finding, Ignored, Location, Report


def page() -> str:
    """Describe the answer of `check --format json` from its schema, with an example from the reporter."""
    schema = _schema("check")
    parts = [
        "# JSON",
        "",
        f"{schema['title']}. {schema['description']} `sinfonia schema check` prints the schema.",
        "",
        *_properties(schema, schema),
    ]
    for name in ("finding", "ignored", "unhooked", "location"):
        parts += ["", f"## {name}", "", *_properties(schema["$defs"][name], schema)]
    parts += ["", "## summary", "", schema["properties"]["summary"]["description"]]
    example = reporters.render(_sample(), "json")
    parts += ["", "## Example", "", "```json", example.rstrip(), "```"]
    return join(*parts, "", "## When a command fails", "", *_failure())


def _failure() -> list[str]:
    schema = _schema("error")
    more = "`sinfonia schema error` prints the schema."
    document = {"version": 1, **failure("there is no session `cart`", "`sinfonia list` shows the sessions", 2)}
    example = json.dumps({**document, "next_steps": [document["hint"]], "diagnostics": []}, indent=2)
    text = [f"{schema['title']}. {schema['description']} {more}", "", *_properties(schema, schema)]
    text += ["", "### gate", "", *_properties(schema["$defs"]["gate"], schema)]
    return [*text, "", "```json", example, "```"]


def _schema(name: str) -> dict[str, Any]:
    path = Path(reporters.__file__).parent / "schema" / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _properties(part: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    rows = []
    for name, said in part["properties"].items():
        more = {**schema["$defs"].get(str(said.get("$ref", "")).rpartition("/")[2], {}), **said}
        words = [more.get("description", "")]
        if "enum" in more:
            words.append("One of " + ", ".join(f"`{choice}`" for choice in more["enum"]) + ".")
        kind = more.get("type", "text" if "enum" in more else "number")
        rows.append((f"`{name}`", " or ".join(kind) if isinstance(kind, list) else kind, " ".join(filter(None, words))))
    return table(("key", "type", "meaning"), rows)


def _sample() -> Report:
    untested = Finding(
        "ENF-001",
        "untested-code",
        "`src/cart.py` changes but no test does",
        Location("src/cart.py", 1),
        help="stage a test too, for example `tests/test_cart.py`",
    )
    old = Finding("ENF-002", "secret-file", "`.env` is a file of values", Location(".env"), help="take it out")
    return Report("commit", (untested,), (Ignored(old, "config", "holds no secret"),), files=2, rules=4)
