"""What every judgement needs: the repository, its objects, the policy and the rules that apply."""

from __future__ import annotations

import os

from sinfonia.config import load
from sinfonia.config.source import CONFIG, PYPROJECT
from sinfonia.engine import Judge
from sinfonia.errors import ConfigError, NotJudgedError, SinfoniaError
from sinfonia.git.objects import ObjectReader
from sinfonia.model.policy import Policy
from sinfonia.rules import for_policy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.model.rule import Rule
    from sinfonia.suppress.baseline import Baseline
    from sinfonia.surfaces.options import Options

TRUST = ".sinfonia/trust/policy.yaml"


class Setup:
    """A repository with the policy that judges it; `revision` is where that was read, None for the files at hand."""

    __slots__ = ("notes", "objects", "policy", "repo", "revision", "rules")

    def __init__(
        self,
        repo: Repository,
        objects: ObjectReader,
        policy: Policy,
        rules: tuple[Rule, ...],
        notes: tuple[str, ...] = (),
        revision: str | None = None,
    ) -> None:
        self.repo = repo
        self.objects = objects
        self.policy = policy
        self.rules = rules
        self.notes = notes
        self.revision = revision

    def judge(
        self, *, tree: bool = False, without: frozenset[str] = frozenset(), only: frozenset[str] | None = None
    ) -> Judge:
        """Start a judgement by these rules, less some, or by some of them only."""
        rules = [r for r in self.rules if r.code not in without and (only is None or r.code in only)]
        return Judge(self.policy, rules, today=today(), baseline=self.baseline, tree=tree)

    def baseline(self) -> Baseline | None:
        """Read the baseline from where the policy came from; raises `ConfigError` when it is damaged."""
        name = self.policy.data.get("baseline")
        data = self.file(name) if name else None
        if data is None:
            return None
        from sinfonia.suppress.baseline import read

        return read(data, str(name))

    def file(self, path: str) -> bytes | None:
        """Give a file as the policy's revision has it, None where it has none."""
        if self.revision is not None:
            return blob_at(self.objects, self.revision, path)
        try:
            with open(os.path.join(self.repo.root, path), "rb") as file:
                return file.read()
        except OSError:
            return None


def at_hand(repo: Repository, environ: Mapping[str, str], options: Options, *, later: bool = True) -> Setup:
    """Set up with the configuration of the working tree; raises `ConfigError`.

    Without `later`, the rules that neither a commit nor a tool call needs where there is no session are not loaded.
    """
    loaded = load(
        repo.root,
        git_dir=repo.common_dir,
        environ=environ,
        door=options.door,
        config=options.config,
        overrides=options.overrides,
        ci=is_ci(environ),
    )
    objects = ObjectReader(repo)
    revision = None
    if not (loaded.files or options.config) and os.path.exists(os.path.join(repo.git_dir, "info", "sparse-checkout")):
        # A sparse checkout leaves folders out of the tree that the index has; a policy does not go with them.
        loaded = load(
            repo.root,
            git_dir="",
            environ=environ,
            door=options.door,
            overrides=options.overrides,
            blob=lambda path: blob_at(objects, "", path),
        )
        revision = ""
    rules = for_policy(loaded.policy, later=later or bool(options.select or options.ignore))
    return Setup(repo, objects, loaded.policy, chosen(rules, options), loaded.notes, revision)


def from_base(repo: Repository, environ: Mapping[str, str], options: Options, base: str | None, head: str) -> Setup:
    """Set up with the configuration that the base has; where it has none, with the head's, and say so.

    A change under judgement cannot loosen the policy that judges it. A file that a person names counts
    for itself. Raises `ConfigError`.
    """
    if options.config or (options.door == "people" and environ.get("SINFONIA_CONFIG")):
        return at_hand(repo, environ, options)
    objects = ObjectReader(repo)
    notes: tuple[str, ...] = ()
    loaded = None
    revision = head
    for candidate in (base, head):
        if candidate is None:
            continue
        revision = candidate
        loaded = load(
            repo.root,
            git_dir=repo.common_dir,
            environ=environ,
            door=options.door,
            overrides=options.overrides,
            blob=lambda path, at=candidate: blob_at(objects, at, path),  # type: ignore[misc]  # the default binds the loop's value
        )
        if loaded.files:
            break
    if loaded is None:
        raise SinfoniaError("there is no revision to read the policy from")
    policy = loaded.policy
    if base is not None and blob_at(objects, base, TRUST) is not None:
        policy = Policy({**policy.data, "trust_configured": True})
    if loaded.files and revision == head and base != head:
        notes = ("the base has no configuration: the policy is read from the head of the range",)
    return Setup(repo, objects, policy, chosen(for_policy(policy), options), (*loaded.notes, *notes), revision)


def broken_by(setup: Setup, head: str) -> ConfigError | None:
    """Give what is wrong with a configuration that the head of a range has and its base has not, None if it reads.

    Once in the base, it would refuse every change, the one that mends it too.
    """
    base, objects = setup.revision, setup.objects
    files = (CONFIG, PYPROJECT)
    if base is None or all(blob_at(objects, base, name) == blob_at(objects, head, name) for name in files):
        return None
    try:
        load("", git_dir="", environ={}, door="machine", blob=lambda path: blob_at(objects, head, path))
    except ConfigError as error:
        return error
    return None


def blob_at(objects: ObjectReader, revision: str, path: str) -> bytes | None:
    """Give a file of a revision; None when it is not there or no blob."""
    if "\n" in path:
        return None
    try:
        kind, data = objects.read_object(f"{revision}:{path}")
    except NotJudgedError:
        return None
    return data if kind == "blob" else None


def chosen(rules: tuple[Rule, ...], options: Options) -> tuple[Rule, ...]:
    """Limit the rules to what was selected; raises `SinfoniaError` for a word that names no rule."""
    if not options.select and not options.ignore:
        return rules
    picked = [rule for rule in rules if not options.select or _named(rule, options.select)]
    picked = [rule for rule in picked if not _named(rule, options.ignore)]
    for word in (*options.select, *options.ignore):
        if not any(_named(rule, (word,)) for rule in rules):
            raise _unknown(word, rules)
    return tuple(picked)


def has_sessions(root: str) -> bool:
    """Tell whether there is a folder of sessions at hand."""
    return bool(root) and os.path.isdir(os.path.join(root, ".sinfonia", "handoffs"))


def is_ci(environ: Mapping[str, str]) -> bool:
    """Tell whether continuous integration runs us: no cache is read there."""
    return environ.get("CI", "").lower() in {"1", "true"} or "TF_BUILD" in environ or "JENKINS_URL" in environ


def today() -> str:
    """Give the date, UTC, in ISO form."""
    import time

    return time.strftime("%Y-%m-%d", time.gmtime())


def _named(rule: Rule, words: tuple[str, ...]) -> bool:
    """Tell whether one of the words is the beginning of a rule's code or name, or all of it."""
    return any(rule.code.startswith(word.upper()) or rule.name.startswith(word.lower()) for word in words if word)


def _unknown(word: str, rules: tuple[Rule, ...]) -> SinfoniaError:
    import difflib

    near = difflib.get_close_matches(word, [name for rule in rules for name in (rule.code, rule.name)], 1, 0.5)
    hint = f"did you mean `{near[0]}`? `sinfonia rules` lists them" if near else "`sinfonia rules` lists them"
    return SinfoniaError(f"`{word}` names no rule", hint=hint)
