"""What CI adds to the judgement of a range: red proof, and the commits that local hooks would have refused."""

from __future__ import annotations

from sinfonia.reporters.escape import inert, shown
from sinfonia.surfaces.setup import Setup, is_ci, today

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sinfonia.model.event import Event
    from sinfonia.model.finding import Report
    from sinfonia.model.rule import Rule
    from sinfonia.proving.proof import Proof
    from sinfonia.surfaces.judging import Bounds

_LINES = 30  # of what a test run printed
_NOT_IN_CI = "red proof is for CI: here no test is run (`CI=true` runs them)"
_FROM_HEAD = "red proof waits for a policy in the base: a change does not decide that its own code is run"


class Review:
    """Looks at one range; `tell` gets words of progress while tests run.

    `host` says that a CI host named the range; else `CI=true` tells CI. Nowhere else is code of the repository run.
    """

    __slots__ = ("_commits", "_environ", "_host", "_tell", "notes")

    def __init__(
        self, environ: Mapping[str, str], *, tell: Callable[[str], None] = lambda _: None, host: bool = False
    ) -> None:
        self._environ = environ
        self._host = host
        self._tell = tell
        self._commits: Event | None = None
        self.notes: tuple[str, ...] = ()

    def joined(self, setup: Setup, bounds: Bounds) -> Setup:
        """Give the setup with the rule of red proof, where the policy of the base asks for it."""
        if setup.policy.section("tests").get("prove") is not True:
            return setup
        if not any(rule.code == "ENF-001" for rule in setup.rules):
            return setup
        if setup.revision == bounds.head and bounds.policy != bounds.head:
            self.notes += (_FROM_HEAD,)
            return setup
        if not (self._host or is_ci(self._environ)):
            self.notes += (_NOT_IN_CI,)
            return setup
        rule = self._proof(setup, bounds)
        return Setup(setup.repo, setup.objects, setup.policy, (*setup.rules, rule), setup.notes, setup.revision)

    def see(self, event: Event) -> None:
        """Remember the net change: it knows the commits."""
        if event.commits:
            self._commits = event

    def finish(self, setup: Setup, report: Report) -> Report:
        """Add to the report what the hooks would have refused, and the notes."""
        if self._commits is not None:
            from sinfonia.surfaces.ci_unhooked import unhooked

            report.unhooked = unhooked(setup, self._commits.commits, report)
        report.notes += self.notes
        return report

    def _proof(self, setup: Setup, bounds: Bounds) -> Rule:
        from sinfonia.git.changes import merge_base
        from sinfonia.proving.proof import Range
        from sinfonia.proving.rule import red_proof

        start = bounds.base if bounds.empty else merge_base(setup.repo, bounds.base, bounds.head)
        of = Range(setup.repo, setup.objects, start, bounds.head)
        return red_proof(of, self._environ, today(), tell=self._tell, show=self._show)

    def _show(self, proof: Proof) -> None:
        """Note that it is proven, or the end of what the tests printed: masked, and nothing that a runner obeys."""
        if proof.verdict == "proven":
            more = f" and {len(proof.tests) - 1} more" if len(proof.tests) > 1 else ""
            self.notes += (f"red proof: `{shown(proof.tests[0])}`{more} fails at the base and passes at the head",)
            return
        from sinfonia.rules.secrets.mask import mask_line

        lines = [line.rstrip() for line in proof.output.split(b"\n")][-_LINES:]
        said = "\n".join(f"  | {inert(shown(mask_line(line)))}".rstrip() for line in lines if line)
        if said:
            self.notes += (f"the tests printed:\n{said}",)
