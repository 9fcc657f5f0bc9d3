"""Write the pages of docs/reference from the code: `python docs/generate.py`, or `--check` to compare only."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))

import page_configuration
import page_environment
import page_json
import page_validation
from page_table import join, table

from sinfonia.cli import COMMANDS, group
from sinfonia.cli.rules import DOORS
from sinfonia.door import USAGE
from sinfonia.errors import Exit
from sinfonia.rules import RULES
from sinfonia.rules.secrets.formats import FORMATS
from sinfonia.rules.secrets.shapes import SHAPES

if TYPE_CHECKING:
    from sinfonia.model.rule import Rule

FOLDER = Path(__file__).resolve().parent / "reference"
MARK = "<!-- Written by docs/generate.py from the code: change it there, then run `make docs`. -->\n\n"

EXITS = {
    "YES": ("yes", "nothing refuses, it was done; warnings may have been shown"),
    "NO": (
        "no",
        "a rule refuses, a gate is open, a record does not hold, a file is not valid, a hook is left to you",
    ),
    "COULD_NOT_TELL": ("could not tell", "usage, git, configuration, or something that cannot be read"),
    "OUR_BUG": (
        "a bug in Sinfonia",
        "nothing was judged; run it again with `SINFONIA_DEBUG=1` and report what it prints",
    ),
    "INTERRUPTED": ("interrupted", "`^C`"),
}


def main(args: list[str]) -> int:
    """Write the pages, or with `--check` name those that differ; gives the exit code."""
    if args not in ([], ["--check"]):
        sys.stderr.write("usage: python docs/generate.py [--check]\n")
        return 2
    wanted = {name: MARK + text.rstrip("\n") + "\n" for name, text in pages().items()}
    there = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.md")}
    stale = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
    if args:
        for name in stale:
            sys.stderr.write(f"docs/reference/{name} is not current: make docs\n")
        return 1 if stale else 0
    for name in stale:
        path = FOLDER / name
        if name not in wanted:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[name], encoding="utf-8", newline="\n")
        sys.stdout.write(f"docs/reference/{name}\n")
    return 0


def pages() -> dict[str, str]:
    """Give every page by its path below docs/reference."""
    found = {f"rules/{rule.code}.md": rule_page(rule) for rule in RULES}
    found["rules.md"] = rules_page()
    found["secret-formats.md"] = secret_formats_page()
    found["commands.md"] = commands_page()
    found["configuration.md"] = page_configuration.page()
    found["environment.md"] = page_environment.page()
    found["exit-codes.md"] = exit_codes_page()
    found["json.md"] = page_json.page()
    found["validation.md"] = page_validation.page()
    return found


def rules_page() -> str:
    """List the built-in rules."""
    rows = [(f"[{rule.code}](rules/{rule.code}.md)", rule.name, _severities(rule), rule.summary) for rule in RULES]
    return join(
        "# Rules",
        "",
        "Codes are permanent. `sinfonia rules` lists what is enforced in a repository, its own rules included;",
        "`sinfonia explain CODE` prints a page. An error refuses, a warning is shown. *Low* and *high* are levels of",
        "[`enforcement_strictness`](configuration.md) that make it another.",
        "",
        *table(("code", "name", "severity", "refuses or warns of"), rows),
    )


def rule_page(rule: Rule) -> str:
    """Give a rule's own page, under a table of its facts."""
    doors = [f"`{door}`" for moment in rule.moments for door in DOORS.get(moment, ())]
    facts = [
        ("severity", _severities(rule, "strictness ")),
        ("judged by", ", ".join(dict.fromkeys(doors))),
        ("can be waived by", _waivers(rule)),
        ("judges", "the change as a whole" if rule.unit == "net" else "each commit on its own"),
        ("`check --all`", "says nothing there" if rule.about_change else "judges there too"),
    ]
    return join(f"# {rule.code} {rule.name}", "", *table(("", ""), facts), "", rule.page.strip())


def secret_formats_page() -> str:
    """List the formats that ENF-008 knows, by provider, with the public documentation of each."""
    rows = sorted(
        (
            (row.provider or "any", row.kind, f"`{row.prefix}`" if row.prefix else "", f"<{row.source}>")
            for row in FORMATS
        ),
        key=lambda row: (row[0].lower(), row[1:]),
    )
    shapes = sorted(((row.provider, f"<{row.source}>") for row in SHAPES), key=lambda row: row[0].lower())
    return join(
        "# Formats of secrets",
        "",
        f"[ENF-008](rules/ENF-008.md) knows {len(rows)} formats. It also finds a telling name that is given a",
        "value which looks drawn at random.",
        "",
        *table(("provider", "what", "begins with", "documented at"), rows),
        "",
        "## Told by the name",
        "",
        f"The credentials of {len(shapes)} providers have a known length and alphabet and no prefix (or had none).",
        "Under a name that holds the provider, such as `okta_api_token`, a value is one when it has that shape.",
        "",
        *table(("provider", "documented at"), shapes),
    )


def _severities(rule: Rule, prefix: str = "") -> str:
    levels = {level: rule.strict.get(level, rule.severity) for level in ("low", "high")}
    others = ", ".join(f"{level}: {said}" for level, said in levels.items() if said != rule.severity)
    return f"{rule.severity} ({prefix}{others})" if others else rule.severity


def _waivers(rule: Rule) -> str:
    if not rule.waived_by:
        return "nothing"
    if "approval" in rule.waived_by:
        return "nothing that a change can carry"
    words = {
        "inline": "a comment on the line",
        "trailer": "a trailer of the message",
        "baseline": "the baseline",
        "config": "`ignore:`",
    }
    accepted = {*rule.waived_by, *(() if rule.about_change else ("baseline",))}  # a baseline is about files
    return ", ".join(words[by] for by in words if by in accepted)


def commands_page() -> str:
    """Describe every command from click, and the machines' door from its usage."""
    parts = [
        "# Commands",
        "",
        "Every command takes `-h`, `--help`, and ends with one of the [exit codes](exit-codes.md).",
        "",
        "## sinfonia",
        "",
        *_options(group, _context(group, "sinfonia")),
    ]
    for name in COMMANDS:
        command: click.Command = import_module(f"sinfonia.cli.{name}").command
        context = _context(command, f"sinfonia {name}")
        usage = command.get_usage(context).removeprefix("Usage: ")
        examples = (command.epilog or "").replace("\b", "").strip().removeprefix("Examples:").strip("\n")
        described = "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))
        parts += ["", f"## sinfonia {name}", "", described, "", "```text", usage, "```", ""]
        parts += _options(command, context)
        parts += ["", "```sh", *(line.strip() for line in examples.splitlines()), "```"]
    return join(*parts, "", "## sinfonia-hook", "", "```text", USAGE.rstrip(), "```")


def _context(command: click.Command, name: str) -> click.Context:
    return click.Context(command, info_name=name, terminal_width=80, max_content_width=80)


def _options(command: click.Command, context: click.Context) -> list[str]:
    rows = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None and "--help" not in parameter.opts:
            rows.append((f"`{record[0]}`", " ".join(record[1].split())))
    return table(("option", "does"), rows) if rows else []


def exit_codes_page() -> str:
    """Describe the codes of `Exit`."""
    codes = {name: code for name, code in vars(Exit).items() if name.isupper()}
    rows = [(str(code), *EXITS[name]) for name, code in codes.items()]
    return join(
        "# Exit codes",
        "",
        "The same for `sinfonia` and for git's hooks (`sinfonia-hook pre-commit` and the others); git takes everything",
        "but 0 as a refusal. The guards of coding agents answer in their host's words: for Claude Code 2 refuses.",
        "",
        *table(("code", "means", "when"), rows),
        "",
        "A check whose only errors are ENF-903 and ENF-904 gives 2: it could not judge. With any other error it",
        "gives 1.",
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
