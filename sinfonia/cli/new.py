"""`sinfonia new`: the start of a persona, a workflow or a rule, valid at once."""

from __future__ import annotations

import os
import re

import click

from sinfonia.cli.options import answer, with_format
from sinfonia.errors import ConfigError, SinfoniaError
from sinfonia.git.repo import discover, shown
from sinfonia.persona import catalog, template
from sinfonia.workflow import definition, files
from sinfonia.workflow.names import check_name
from sinfonia.workflow.sources import BuiltIn
from sinfonia.workflow.template import workflow

CONFIG = ".sinfonia/config.yaml"
RULE = """\
  - id: {code}
    name: {name}
    message: adds what `{name}` is about
    help: what to do instead
    added: 'what no line should say'
    severity: warning
"""

_ID = re.compile(rb"OWN-(\d{3})\b")
_PAIR = re.compile(r"^ +(?:- )?(\w+): (.*)$", re.MULTILINE)
_CUSTOM = re.compile(rb"^[\"']?custom[\"']?[ \t]*:", re.MULTILINE)
_TABLE = re.compile(rb"^[ \t]*\[+[ \t]*[\"']?tool[\"']?[ \t]*\.[ \t]*[\"']?sinfonia\b", re.MULTILINE)


@click.command(
    "new",
    epilog="""\b
Examples:
  sinfonia new persona translator
  sinfonia new workflow release --persona coda
  sinfonia new rule raw-print""",
)
@click.argument("kind", type=click.Choice(("persona", "workflow", "rule")))
@click.argument("name")
@click.option("--persona", default="coda", show_default=True, metavar="NAME", help="Who does a new workflow's steps.")
@click.option("--dry-run", is_flag=True, help="Tell what would be written, and write nothing.")
@with_format
def command(*, kind: str, name: str, persona: str, dry_run: bool, format_name: str) -> None:
    """Write the start of a persona, a workflow or a rule; a built-in one of that name is copied, to be changed.

    A rule goes into `.sinfonia/config.yaml`; where that file has rules already, the entry is printed instead.
    """
    root = discover().root
    if not root:
        raise SinfoniaError("a bare repository has no working tree", hint="work in a clone of it")
    check_name(kind, name)
    printed, written = "", {}
    if kind == "persona":
        written = _persona(name)
    elif kind == "workflow":
        written = _workflow(name, persona, root)
    else:
        written, printed = _rule(name, root)
    for path in written:
        files.refuse_links(root, path)
        if kind != "rule" and os.path.lexists(os.path.join(root, path)):
            raise SinfoniaError(f"`{path}` is there already", hint=f"sinfonia validate {path}")
    if not dry_run:
        _write(root, written, replace=kind == "rule")
    if format_name == "json":
        answer({"written": list(written), "entry": printed or None, "dry_run": dry_run}, next_steps=_next(kind, name))
        return
    for path in written:
        click.echo(f"{'would write' if dry_run else 'wrote'} {path}")
    if printed:
        click.echo(printed, nl=False)
    for step in _next(kind, name):
        click.echo(f"next: {step}")


def _persona(name: str) -> dict[str, bytes]:
    path = f"{catalog.FOLDER}/{name}.md"
    built_in = os.path.join(catalog.BUILT_IN, f"{name}.md")
    return {path: files.read(built_in) or template.persona(name)}


def _workflow(name: str, persona: str, root: str) -> dict[str, bytes]:
    folder = f"{definition.FOLDER}/{name}"
    if os.path.lexists(os.path.join(root, folder)):
        raise SinfoniaError(f"`{folder}` is there already", hint=f"sinfonia workflows {name}")
    source = BuiltIn()
    if name in source.names(definition.FOLDER):
        steps = [f"{folder}/steps/{step}" for step in source.names(f"{folder}/steps")]
        return {path: source.read(path) or b"" for path in (f"{folder}/workflow.md", *steps)}
    catalog.source(persona, root)  # refused here when there is none of that name
    return {f"{folder}/{path}": data for path, data in workflow(name, persona).items()}


def _rule(name: str, root: str) -> tuple[dict[str, bytes], str]:
    """Give the configuration with the rule at its end, or the entry to be put in by hand."""
    files.refuse_links(root, CONFIG)
    old = files.read(os.path.join(root, CONFIG))
    project = files.read(os.path.join(root, "pyproject.toml")) or b""
    numbers = [int(number) for number in _ID.findall((old or b"") + project)]
    entry = RULE.format(code=f"OWN-{max(numbers, default=0) + 1:03d}", name=name)
    if _TABLE.search(project):
        toml = _PAIR.sub(lambda match: f"{match[1]} = {_quoted(match[2])}", entry)
        return {}, f"put this into pyproject.toml:\n[[tool.sinfonia.custom]]\n{toml}"
    if old is None:
        return _checked(f'version: "0.1"\ncustom:\n{entry}'.encode(), root), ""
    if _CUSTOM.search(old):
        return {}, f"put this below `custom:` in {CONFIG}:\n{entry}"
    end = b"\r\n" if b"\r\n" in old else b"\n"
    gap = b"" if not old or old.endswith(b"\n") else end
    return _checked(old + gap + f"custom:\n{entry}".encode().replace(b"\n", end), root), ""


def _checked(data: bytes, root: str) -> dict[str, bytes]:
    """Read a configuration as it would be, before it is written; raises `SinfoniaError`."""
    from sinfonia.config import load

    try:
        load(root, git_dir="", environ={}, door="machine", blob=lambda path: data if path == CONFIG else None)
    except ConfigError as error:
        raise SinfoniaError(f"the rule does not fit in: {error.message}", hint=error.hint) from None
    return {CONFIG: data}


def _quoted(value: str) -> str:
    return value if value.startswith("'") else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write(root: str, written: dict[str, bytes], *, replace: bool) -> None:
    for path, data in written.items():
        full = os.path.join(root, path)
        files.make_folder(os.path.dirname(full))
        if replace:
            files.replace(full, data)
        elif not files.create(full, data):
            raise SinfoniaError(f"`{shown(path)}` is there already", hint="choose another name")


def _next(kind: str, name: str) -> tuple[str, ...]:
    match kind:
        case "persona":
            return (f"sinfonia validate {catalog.FOLDER}/{name}.md",)
        case "workflow":
            return (f"sinfonia validate {definition.FOLDER}/{name}", f"sinfonia start {name} --goal TEXT")
        case _:
            return ("sinfonia rules",)
