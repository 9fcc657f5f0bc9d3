"""A change touches what decides whether changes are accepted.

## What

Names every change of the policy itself: `.sinfonia/` configuration, baseline, `trust`, `workflows` and
`agents`; our hooks in `.pre-commit-config.yaml`, `lefthook.yml` and `.husky/`; `[tool.sinfonia]` in
`pyproject.toml`; the settings of coding agents that call us; and CI files that call us.

An agent's command counts when it takes away, moves or replaces a folder in which one of them lies (`rm -rf .claude`),
and so does `sinfonia init`. A plugin that an agent writes beside ours, in `.opencode/plugin/`, counts as ours: OpenCode
runs both in one program, where one can switch the other off.

It warns at a commit, refuses an agent's tool call, and refuses in a range or a push once trust is
configured (before that it warns there too). An agent's call that writes an ignore is refused too: a mark of
ours or of another scanner in a file, or a trailer that waives a rule in the message of a commit.

## Why

Whoever may change the rules may pass any rule. A reviewer has to see such a change as what it is, and an
agent that is refused must not mend the policy instead of its work.

## Instead

Leave the policy alone in a change about something else; let a reviewer look at the policy's file on its own. A record
over exactly that file, `sinfonia approve --path FILE`, lets it pass in a range and a push; once trust is configured, it
must be one that the policy of trust counts.

## Refused

    .sinfonia/config.yaml          by an agent's edit, or in a push after trust was configured
    .pre-commit-config.yaml        where a line about `sinfonia` changes
    .github/workflows/ci.yml       where the old or the new text calls `sinfonia`
    rm -rf .opencode               by an agent, where our plugin lies in it

## Allowed

    .pre-commit-config.yaml        where another hook's `rev` moves
    pyproject.toml                 where `[tool.sinfonia]` stays as it was
    the first commit that adds `.sinfonia/config.yaml`, or our hooks where there is none
    rm -rf .claude/skills          where no hook lies in it

## Options

`agent_ignores: true` lets an agent's tool calls write ignores. Nothing in the change itself can waive this
rule: it yields to an approval only.

## Known limits

The text of hook and CI files is compared by lines that mention `sinfonia` and by the keys that switch
hooks off; a script that such a file calls is not followed. What an archive brings is known by the folder that it is
unpacked in.
"""

from __future__ import annotations

from sinfonia.model.finding import COMMAND_PATH, Finding, Location
from sinfonia.model.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Change
    from sinfonia.model.event import Event
    from sinfonia.model.finding import Severity
    from sinfonia.model.policy import Policy

CODE = "ENF-010"
NAME = "policy-change"
HELP = "let a reviewer look at this file on its own: sinfonia approve --path FILE"

_HOOKS = "the hooks of this repository"
AGENT = "the hooks of a coding agent"
PLUGIN = "a plugin that a coding agent loads beside its guard"
_CI = "a CI job that calls Sinfonia"
_CONFIGURATION = "the configuration of Sinfonia"

# Path in lower case: what it is, and when a change of it counts: `always`, in `calls` (lines about us differ), where
# old or new text `mentions` us, or where our `table` differs. What else lies below `.sinfonia/` is ENF-009's.
FILES: dict[str, tuple[str, str]] = {
    ".sinfonia": ("the folder of Sinfonia", "always"),
    ".sinfonia/config.yaml": (_CONFIGURATION, "always"),
    ".sinfonia/config.yml": (_CONFIGURATION, "always"),
    ".sinfonia/baseline.json": ("the baseline of accepted findings", "always"),
    "pyproject.toml": ("`[tool.sinfonia]`", "table"),
    ".pre-commit-config.yaml": (_HOOKS, "calls"),
    ".pre-commit-config.yml": (_HOOKS, "calls"),
    "prek.toml": (_HOOKS, "calls"),
    "lefthook.yml": (_HOOKS, "calls"),
    "lefthook.yaml": (_HOOKS, "calls"),
    ".lefthook.yml": (_HOOKS, "calls"),
    "lefthook-local.yml": (_HOOKS, "calls"),
    "package.json": (_HOOKS, "calls"),
    ".claude/settings.json": (AGENT, "mentions"),
    ".claude/settings.local.json": (AGENT, "mentions"),
    ".codex/config.toml": (AGENT, "mentions"),
    ".codex/hooks.json": (AGENT, "mentions"),
    ".gemini/settings.json": (AGENT, "mentions"),
    ".cursor/hooks.json": (AGENT, "mentions"),
    ".github/copilot/settings.json": (AGENT, "mentions"),
    ".github/copilot/settings.local.json": (AGENT, "mentions"),
    "opencode.json": (AGENT, "mentions"),
    "opencode.jsonc": (AGENT, "mentions"),
    ".opencode/opencode.json": (AGENT, "mentions"),
    ".opencode/opencode.jsonc": (AGENT, "mentions"),
    ".gitlab-ci.yml": (_CI, "mentions"),
    "jenkinsfile": (_CI, "mentions"),
    "azure-pipelines.yml": (_CI, "mentions"),
    "azure-pipelines.yaml": (_CI, "mentions"),
    "bitbucket-pipelines.yml": (_CI, "mentions"),
    ".circleci/config.yml": (_CI, "mentions"),
    ".travis.yml": (_CI, "mentions"),
}
FOLDERS: tuple[tuple[str, tuple[str, str]], ...] = (
    (".sinfonia/trust/", ("who may approve what", "always")),
    (".sinfonia/workflows/", ("a workflow definition", "always")),
    (".sinfonia/agents/", ("the persona of an agent", "always")),
    (".husky/_/", ("", "never")),
    (".husky/", (_HOOKS, "calls")),
    (".githooks/", (_HOOKS, "calls")),
    (".opencode/plugin/", (PLUGIN, "mentions")),
    (".opencode/plugins/", (PLUGIN, "mentions")),
    (".opencode/", ("a file of a coding agent that calls Sinfonia", "mentions")),
    (".claude/hooks/", (AGENT, "mentions")),
    (".codex/hooks/", (AGENT, "mentions")),
    (".github/hooks/", (AGENT, "mentions")),
    (".github/workflows/", (_CI, "mentions")),
    (".github/actions/", (_CI, "mentions")),
    (".gitlab/", (_CI, "mentions")),
    (".forgejo/workflows/", (_CI, "mentions")),
    (".gitea/workflows/", (_CI, "mentions")),
)
# First letters of all of these: nearly every path of a commit is passed over by it.
_STARTS = frozenset(".ploabjPLOABJ")


def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield one warning or error for each changed file that is part of the policy, and for an agent's ignores."""
    if event.moment == "tool":
        yield from _ignores(event, policy)
        yield from _by_command(event)
    live = event.moment == "tool"
    touched = [(change, what) for change in event.changes if (what := touches(change, live=live))]
    if not touched or (event.moment != "tool" and _adopts(touched, event)):
        return
    severity = _severity(event, policy)
    for change, what in touched:
        if event.workflow is not None and event.workflow.approves(change):
            continue
        verb = {"A": "adds", "D": "removes"}.get(change.status, "changes")
        message = f"`{change.path}` {verb} {what}"
        yield Finding(CODE, NAME, message, Location(change.path), help=HELP, severity=severity, intent="ask-human")


def _ignores(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each ignore that an agent's call would write."""
    if policy.options(CODE).get("agent_ignores") is True:
        return
    from sinfonia.rules.agent_writes import new_marks, waiving_commands

    mend = "mend what is found, or ask a person to write the ignore"
    for change in event.changes:
        for line, mark in new_marks(change):
            message = f"`{change.path}` gets an ignore (`{mark}`)"
            yield Finding(CODE, NAME, message, Location(change.path, line), help=mend)
    for message, line in waiving_commands(event):
        yield Finding(CODE, NAME, message, Location(COMMAND_PATH, line), help=mend)


def _by_command(event: Event) -> Iterator[Finding]:
    """Yield a finding for each part of the policy that an agent's command would change."""
    if event.command is None:
        return
    from sinfonia.rules.policy_commands import policy_changes

    for sentence, line in policy_changes(event):
        yield Finding(CODE, NAME, sentence, Location(COMMAND_PATH, line), help=HELP, intent="ask-human")


def touches(change: Change, *, live: bool = False) -> str:
    """Say which part of the policy a change touches, "" for none.

    With `live`, an agent is about to write it: then every hook in its host's settings counts, and what switches
    hooks off.
    """
    what = _part(change, change.path, live=live)
    if not what and change.old_path and change.old_path != change.path:
        what = _part(change, change.old_path, live=live)
    return what


def _severity(event: Event, policy: Policy) -> Severity:
    if event.moment == "tool" or (event.moment in ("range", "push") and policy.data.get("trust_configured")):
        return "error"
    return "warning"


_BEGINS = (".sinfonia/config.yaml", ".sinfonia/scaffold.json")  # the second alone where `[tool.sinfonia]` configures


def _adopts(touched: list[tuple[Change, str]], event: Event) -> bool:
    """Tell the change that brings Sinfonia in: its configuration, or its hooks, and nothing spoke of it before."""
    new = hooks = settings = False
    for change, _ in touched:
        if change.path.lower().startswith(".sinfonia"):
            settings = True
            if change.status != "A":
                return False
            new = new or change.path in _BEGINS
        elif b"sinfonia" in change.old():
            return False
        elif change.path == ".pre-commit-config.yaml" and change.new_id:
            hooks = True
    return new or (hooks and not settings and not event.before(".sinfonia/config.yaml"))


def switches_hooks(path: str, data: bytes) -> bool:
    """Tell whether the settings of an agent have hooks, or load plugins, which are OpenCode's hooks."""
    small = data.lower()
    return b"hook" in small or ("opencode.json" in path.lower() and b"plugin" in small)


def row(path: str) -> tuple[str, str]:
    """Give what a path is and when a change of it counts, ("", "never") for a path that is no policy."""
    if path[0] not in _STARTS:
        return "", "never"
    small = path.lower()  # Windows and macOS open `.Sinfonia/config.yaml` too
    return FILES.get(small) or next((row for start, row in FOLDERS if small.startswith(start)), ("", "never"))


def _part(change: Change, path: str, *, live: bool) -> str:
    what, counts = row(path)
    if counts == "always":
        return what
    if live and (what == PLUGIN or (what == AGENT and switches_hooks(path, change.old() + change.new()))):
        return what
    if counts == "never" or not _mentions(change):
        return ""
    from sinfonia.rules.policy_texts import calls_change, table_changes

    same = (counts == "calls" and not calls_change(change)) or (counts == "table" and not table_changes(change))
    return "" if same else what


def _mentions(change: Change) -> bool:
    return b"sinfonia" in change.old() or b"sinfonia" in change.new()


RULE = Rule(
    CODE,
    NAME,
    "a change of the policy itself: configuration, trust, hooks, agents' settings, CI",
    moments=("commit", "range", "push", "tool"),
    waived_by=("approval",),
    page=__doc__,
    unit="net",
    about_change=True,
    judge=judge,
)
