"""The page about what `sinfonia validate` finds: its words, held to the codes and severities in the source."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from page_table import join, table

import sinfonia
from sinfonia.model.handoff import MAX_WORDS
from sinfonia.persona.document import MODES, TOOLS
from sinfonia.persona.sections import FURTHER, INTERACTIVE, RECOMMENDED, REQUIRED

FAMILIES = {
    "FM": "A persona's frontmatter",
    "SS": "A persona's sections",
    "SC": "What stands in them",
    "PP": "What has no place in a persona's text",
    "XR": "Names of other personas",
    "HV": "Envelopes: `NNN-<source>-to-<target>.md`",
    "WF": "A session's `workflow.md`",
    "WD": "A workflow's definition",
    "CR": "A document that a step produces",
    "CF": "The configuration",
    "VA": "The path itself",
}
CODES = {
    "FM-01": "no frontmatter: the first line is not `---`",
    "FM-02": "`persona_id` is missing, not in kebab-case, or not the file's name",
    "FM-03": "`name` is missing, or longer than 50 characters",
    "FM-04": "`role` is missing, or longer than 100 characters",
    "FM-05": "`description` is missing, or longer than 200 characters",
    "FM-06": f"`persona_mode` is none of {', '.join(MODES)}",
    "FM-07": "`version` is no semantic version",
    "FM-08": "`icon` is not one emoji",
    "FM-09": "`capabilities` is no list of at most 10 items of 1 to 50 characters",
    "FM-10": "`author` is empty, or longer than 100 characters",
    "FM-11": "the file cannot be read: malformed frontmatter, anchors, tags, a key twice, NUL, not UTF-8, too long",
    "FM-12": "`license` is no SPDX expression",
    "FM-13": f"`tools` is no list of {', '.join(TOOLS)}",
    "FM-14": "a key that means nothing and is nearly one that does",
    "SS-01": f"a required section is missing: {', '.join(REQUIRED)}",
    "SS-02": f"a recommended section is missing: {', '.join(RECOMMENDED)}",
    "SS-03": f"an interactive persona without {' or '.join(INTERACTIVE)}",
    "SS-04": f"a subagent with {' or '.join(INTERACTIVE)}",
    "SS-05": "a section stands out of order",
    "SS-06": "a section's heading is not of level 2",
    "SS-07": "a section stands there twice",
    "SS-08": "a section is empty",
    "SS-09": f"a section that is none of the above, and none of {', '.join(FURTHER)}",
    "SC-01": "Identity has no sentence",
    "SC-02": "Comm Style has no text",
    "SC-03": "Role Def has no Responsibilities, or not 3 to 10",
    "SC-04": "Role Def has no Boundaries, or not 2 to 8",
    "SC-05": "the principles are not numbered",
    "SC-06": "not 3 to 7 principles",
    "SC-07": "Critical Actions are not 1 to 8 numbered items",
    "SC-08": "a critical action begins with neither **ALWAYS** nor **NEVER**",
    "SC-09": "Task Protocol has no Accepts",
    "SC-10": "Task Protocol has no Produces",
    "SC-11": "Task Protocol has no Completion Criteria",
    "SC-12": "not 1 to 8 bullets there (2 to 8 criteria)",
    "SC-13": "the menu is not a numbered list",
    "SC-14": "the menu does not begin with [MH], or has no [CH]",
    "SC-15": "the menu does not end with [DA]",
    "SC-16": "the menu has more than 12 items, or a code twice",
    "SC-17": "Activation Sequence has not 7 to 10 steps",
    "SC-18": "more than 10 rules",
    "PP-01": "a tag such as `<agent>` outside of code",
    "PP-02": "a mark that leaves something unwritten",
    "PP-03": "a path into one person's home",
    "PP-04": "code in a line that begins with a prompt",
    "XR-01": "`@name` in Activation Sequence or Menu is no persona",
    "HV-01": "there is no such file",
    "HV-02": "the frontmatter is missing, malformed, or a key is not one value on one line",
    "HV-03": "a required key is missing",
    "HV-04": "`handoff_id` is not `<session>-NNN`",
    "HV-05": "`session_id` is no session's id",
    "HV-06": "`sequence` is no number in its range",
    "HV-07": "a persona's name is not in kebab-case, or one hands to itself",
    "HV-08": "`handoff_type` is no type",
    "HV-09": "`status` is no status",
    "HV-10": "`created_at` is no time in UTC",
    "HV-11": f"`word_count` is not the body's (warning), or the body has more than {MAX_WORDS} words (error)",
    "HV-12": "a required section is missing",
    "HV-13": "a section is empty",
    "HV-14": "a section that this type does not have (warning), or one twice (error)",
    "HV-15": "folder, file name, `handoff_id` and `sequence` disagree",
    "HV-16": "`reply_to` is no other handoff of the session",
    "HV-17": "it is returned as completed, and names blockers",
    "HV-18": "an artifact does not exist",
    "HV-20": "a dispatch without a task",
    "HV-21": "a dispatch without a context",
    "HV-22": "the target is no persona",
    "HV-23": "constraints that are no list",
    "WF-01": "it cannot be read: no frontmatter, a key, section or table that is missing or malformed",
    "WF-02": "the status says something else than the rows",
    "WF-03": "the pointer names another row",
    "WF-04": "a step before the current one is open, or one after it has begun",
    "WF-05": "`total_steps` is not the number of rows",
    "WF-06": "a decision cites a handoff that does not exist",
    "WF-07": "a row names an envelope that does not exist",
    "WF-08": "two envelopes have one number",
    "WF-09": "times that are none, that run backwards or contradict the row (a missing one only warns)",
    "WF-10": "other rows than the definition's, or a definition that cannot be read",
    "WF-11": "`session_id` is another than the folder's, or has a date that does not exist",
    "WF-12": "a section is missing",
    "WF-13": "a persona that there is not",
    "WD-01": "it cannot be read: frontmatter, keys, numbering of the steps",
    "WD-02": "a persona that there is not, or a return from nobody",
    "WD-03": "`needs` names no workflow",
    "CR-01": "a completion rule of its step is not met; the message names the rule and the line",
    "CF-01": "a key or value that the schema does not have",
    "VA-01": "a file that you named and that is none of these",
}

_CODE = re.compile(r"(?:FM|SS|SC|PP|XR|HV|WF|WD|CR|CF|VA)-\d\d")
_WARN = ("FM-09", "FM-10", "FM-13", "SC-03", "SC-04")
"""Codes whose severity stands elsewhere in the source than beside them: a test makes each of them."""

_PLACES = ("persona", "handoff", "workflow/validating")


class UnknownCodeError(Exception):
    """A code that the source has and this page does not, or the other way round."""


def page() -> str:
    """Give the text of the page; raises `UnknownCodeError`."""
    found = severities()
    if wrong := sorted(found.keys() ^ CODES.keys()):
        raise UnknownCodeError(f"docs/page_validation.py and the source differ in {', '.join(wrong)}")
    parts = [
        "# Validation",
        "",
        "`sinfonia validate` names file, line, severity and code. An error makes the exit code 1, a warning leaves",
        "it 0. `--all` reads every file that Sinfonia reads; `--fix` mends `word_count` (HV-11) and `total_steps`",
        "(WF-05). How a persona is written: [Personas](../guides/personas.md).",
    ]
    for family, title in FAMILIES.items():
        rows = [(code, _severity(found[code]), text) for code, text in CODES.items() if code.startswith(family)]
        parts += ["", f"## {title}", "", *table(("code", "severity", "fires when"), rows)]
    return join(*parts)


def severities() -> dict[str, set[str]]:
    """Map each code in the source to the severities that stand beside it in a call; `error` where none does."""
    found: dict[str, set[str]] = {}
    top = Path(sinfonia.__file__).parent
    for path in sorted(path for place in _PLACES for path in (top / place).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            texts = _constants(node)
            for code in (text for text in texts if _CODE.fullmatch(text)):
                found.setdefault(code, set()).update(texts & {"error", "warning"})
    return {code: {"warning"} if code in _WARN else near or {"error"} for code, near in found.items()}


def _constants(node: ast.AST) -> set[str]:
    """Give the texts among a call's arguments, a tuple's items or a mapping's values."""
    every: list[ast.expr] = []
    match node:
        case ast.Call(args=items, keywords=keywords):
            every = [*items, *(keyword.value for keyword in keywords)]
        case ast.Tuple(elts=items):
            every = items
        case ast.Dict(values=items):
            every = items
    return {item.value for item in every if isinstance(item, ast.Constant) and isinstance(item.value, str)}


def _severity(near: set[str]) -> str:
    return ", ".join(sorted(near))
