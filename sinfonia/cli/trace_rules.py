"""What the steps of every trace share: where the policy comes from, a rule's level, what the rules found."""

from __future__ import annotations

import os
from shlex import quote
from typing import TYPE_CHECKING

from sinfonia.cli.trace import Step, Trace, count
from sinfonia.config import load
from sinfonia.engine import level_of
from sinfonia.git.repo import discover
from sinfonia.model.dataclass import dataclass
from sinfonia.surfaces.options import Options
from sinfonia.surfaces.setup import at_hand, is_ci

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sinfonia.git.changes import Reading
    from sinfonia.model.finding import Finding, Ignored
    from sinfonia.model.rule import Rule
    from sinfonia.rules.secret_names import Verdict
    from sinfonia.surfaces.setup import Setup


@dataclass(frozen=True, slots=True)
class Told:
    """A setup with the files that its policy came from and the origin of each setting."""

    setup: Setup
    files: tuple[str, ...]
    origins: Mapping[str, str]


def told_here(config: str | None) -> Told:
    """Set up with the configuration of the working tree, and where each setting comes from; raises `SinfoniaError`."""
    repo = discover()
    setup = at_hand(repo, os.environ, Options("people", config=config))
    loaded = load(
        repo.root, git_dir=repo.common_dir, environ=os.environ, door="people", config=config, ci=is_ci(os.environ)
    )
    return Told(setup, loaded.files, loaded.origins)


def configured(told: Told) -> Step:
    """Say which layers make the policy, and what they set."""
    layers = list(told.files)
    layers += sorted({origin for origin in told.origins.values() if origin.startswith(("environment", "flag"))})
    set_here = ((key, origin) for key, origin in told.origins.items() if origin != "default")
    details = [f"`{key}`: {origin}" for key, origin in set_here if key not in _WHOLE and "[" not in key]
    return Step(
        "which policy judges it?",
        f"{', '.join(layers)}, over the defaults" if layers else "the defaults: nothing is set",
        tuple(details),
    )


def level_step(told: Told, rule: Rule, moment: str) -> Step | None:
    """Say that a rule does not refuse here and what makes it so; None for the level of its kind."""
    level = level_of(rule, told.setup.policy, moment)
    if level == rule.severity:
        return None
    return Step(f"{rule.code} {rule.name}: does it refuse?", f"{_LEVELS[level]}, by {origin_of(told, rule)}")


def origin_of(told: Told, rule: Rule) -> str:
    """Say what set the level of a rule."""
    by = told.origins.get(f"rules.{rule.code}.severity", "default")
    if by != "default":
        return by
    strictness = told.setup.policy.strictness
    if strictness in rule.strict:
        return f"`enforcement_strictness: {strictness}` ({told.origins.get('enforcement_strictness', 'default')})"
    return "default"


def found(findings: Iterable[Finding], ignored: Iterable[Ignored]) -> list[Step]:
    """Say what the rules found, and which of it does not count."""
    steps = []
    for finding in findings:
        where = f" in line {finding.location.line}" if finding.location.line else ""
        answer = f"{finding.severity}{where}: {finding.message}"
        question = f"{finding.code} {finding.name}: what does it find?"
        steps.append(Step(question, answer, (f"instead: {finding.help}",)))
    for row in ignored:
        question = f"{row.finding.code} {row.finding.name}: does it count?"
        steps.append(Step(question, f"no, {row.by}: {row.reason}", (row.finding.message,)))
    return steps or [Step("what do the rules find?", "nothing")]


def unmerged(told: Told, reading: Reading) -> Trace:
    """Say that nothing is judged while a merge has conflicts."""
    paths = tuple(reading.listing.unmerged)
    answer = f"no: {count(len(paths), 'file')} with an unresolved conflict"
    steps = (
        configured(told),
        Step("is everything merged?", answer, paths),
        Step("what is the verdict?", "it could not be judged: resolve what is in conflict, then stage it"),
    )
    return Trace(steps, "could-not-judge", tuple(f"git add {quote(path)}" for path in paths))


def by_content(data: bytes, path: str, verdict: Verdict, *, entropy: bool) -> str:
    """Say what the content of a file makes of its name, which some table of ENF-002 has."""
    from sinfonia.rules.secret_file_content import is_harmless, reveals

    if verdict.decision == "deny":
        return "only public or encrypted data: it passes" if is_harmless(data, verdict) else "not public, not encrypted"
    holds = reveals(data, path, verdict, entropy=entropy)
    return "it holds a secret value" if holds else "it holds no secret value: it passes"


def needs(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Give what to type next: the page of each rule that refuses."""
    codes = dict.fromkeys(f.code for f in findings if f.severity == "error")
    return tuple(f"sinfonia explain {code}" for code in codes)


_WHOLE = ("rules", "version")  # their parts are told one by one
_LEVELS = {"error": "it does", "warning": "no, it warns", "off": "no, it is off"}
