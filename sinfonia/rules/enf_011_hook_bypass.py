"""A command goes around the hooks, or decides what a person decides.

## What

Refuses an added line of a script that

- skips git's hooks: `--no-verify` (also shortened), `-n` of `git commit` and `git am`, `SKIP=`, `HUSKY=0`,
  `LEFTHOOK=0`, `PRE_COMMIT_ALLOW_NO_CONFIG=` and `SINFONIA_…=` in front of git;
- moves them away: `core.hooksPath` on the command line, by `git config`, through `GIT_CONFIG_COUNT`,
  `GIT_CONFIG_PARAMETERS` or another file in the place of the user's own (`GIT_CONFIG_GLOBAL=`);
  hooks of the configuration that are disabled; `pre-commit uninstall` and kin;
- removes, empties or makes powerless the files that carry them, or writes below `.git/`;
- commits without them: `git commit-tree`, `git fast-import`, `git update-ref` of a branch;
- hides one of these behind an alias, a function, a wrapper, a nested shell, or the environment that a program's
  text sets (`os.environ["HUSKY"] = "0"`);
- hands a runner `SKIP=` for what follows (`export SKIP=sinfonia`);
- decides for a person: `sinfonia approve`, `reject`, `revoke`, `waive`, `skip`, `abort`, `trust`; makes, pushes
  or deletes tags below `refs/tags/sinfonia/`; writes below `.sinfonia/trust/` or an `approvals/` folder.

The rule also judges a command that a coding agent is about to run, and what its tools write: nothing below
`.git/`, and none of the decisions that people keep below `.sinfonia/`. From an agent it refuses, too, what

- takes the guard away: `pip uninstall sinfonia-hooks` and kin, a write to `sinfonia-hook` or to the installed package;
- moves the hooks in a person's own settings of git: `~/.gitconfig`, `~/.config/git/config`;
- starts another agent without its hooks: `claude --bare`, `--safe-mode`, `--settings` with a file or with
  `disableAllHooks`, `--setting-sources` without `project`; `opencode --pure`; `codex --disable hooks`. Hooks also run
  under `claude --dangerously-skip-permissions`, so that one passes.

## Why

Hooks are where a repository's rules are applied first. An agent that meets a refusal should mend what was
refused, and a decision that the judged one takes means nothing.

## Instead

Let the hooks run. What they refuse can be mended, or waived with a reason that others can read.

## Refused

    git commit --no-verify -m x     git -c core.hooksPath=/dev/null commit
    SKIP=ruff git commit -m x       rm .git/hooks/pre-commit
    git commit -nm x                HUSKY=0 git push
    pipx uninstall sinfonia-hooks   claude --bare -p x

## Allowed

    git commit -m "about --no-verify"     git log -n 5
    git config --get core.hooksPath       pre-commit run --all-files
    echo --no-verify                      git cherry-pick -n HEAD~1
    git config --global user.name Ana     codex exec x

## Options

None of its own. `# sinfonia: ignore[ENF-011] reason` on the line waives it in a file. In files of CI jobs
`SKIP=` and `HUSKY=0` are allowed: a release job commits what was judged before.

## Known limits

A configuration file that another program writes, a program that calls git by itself, another `HOME`, and an
editor that a person is meant to close (`git config --edit`) are not seen; in CI every commit is judged
again. Tools that hand `--no-verify` on to git are known by name (`npm`, `cz`, `lerna`, …).
"""

from __future__ import annotations

from sinfonia.model.finding import COMMAND_PATH, Finding, Location
from sinfonia.model.rule import Rule
from sinfonia.rules.unsafe_shell import holds_shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Text
    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy
    from sinfonia.rules.unsafe_shell.verdict import Verdict


def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each way around the hooks in an agent's command, and for its writes to what carries them."""
    del policy
    if event.moment == "tool" and event.changes:
        yield from _writes(event)
    if event.command is None:
        return
    from sinfonia.rules.command_analysis import analysed
    from sinfonia.rules.hook_bypass.judge import judge as judge_parsed

    for verdict in judge_parsed(*analysed(event)):
        yield Finding(
            RULE.code, RULE.name, verdict.message, Location(COMMAND_PATH, verdict.line), help=verdict.help,
            intent="ask-human" if verdict.family == "approval" else "use-alternative",
        )  # fmt: skip


def _writes(event: Event) -> Iterator[Finding]:
    from sinfonia.rules.agent_writes import moves_the_hooks, protected_part

    for change in event.changes:
        if moves_the_hooks(change, event.home):
            message, mend = f"`{change.path}` would move the hooks away", "let the hooks run"
            yield Finding(RULE.code, RULE.name, message, Location(change.path), help=mend)
        what, kind = protected_part(change.path)
        if kind == "approval":
            message, mend = f"`{change.path}` belongs to {what}", "ask a person to decide"
            yield Finding(RULE.code, RULE.name, message, Location(change.path), help=mend, intent="ask-human")
        elif kind:
            message, mend = f"`{change.path}` lies in {what}, where the hooks are", "use git's own commands"
            yield Finding(RULE.code, RULE.name, message, Location(change.path), help=mend)


def read(text: Text, policy: Policy) -> Iterator[Finding]:
    """Give a finding for each way around the hooks in the shell of added text."""
    del policy
    from sinfonia.rules.hook_bypass.judge import judge as judge_parsed
    from sinfonia.rules.unsafe_shell.staged import findings

    return findings(RULE, text, judge_parsed, passes=_is_its_work)


def _is_its_work(kind: str, verdict: Verdict) -> bool:
    """Tell what a release job and a hook may do: commit what was judged before, write below `.git/`."""
    if kind == "ci":
        return "switches hooks off" in verdict.message
    return kind == "hook" and verdict.family == "bypass" and "below `.git/`" in verdict.message


RULE = Rule(
    "ENF-011",
    "hook-bypass",
    "a command that goes around the hooks or approves in a person's place",
    moments=("commit", "range", "tool"),
    waived_by=("inline", "config"),
    page=__doc__,
    judge=judge,
    read=read,
    reads=holds_shell,
)
