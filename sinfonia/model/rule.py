"""What a rule is: facts for the registry, and one or two pure functions."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sinfonia.model.change import Text
    from sinfonia.model.event import Event, Moment, Unit
    from sinfonia.model.finding import Finding
    from sinfonia.model.policy import Level, Policy

    Judge = Callable[[Event, Policy], Iterable[Finding]]
    Read = Callable[[Text, Policy], Iterable[Finding]]
    Sift = Callable[[list[Text], Policy], list[bool]]


class Rule:
    """One rule: `judge` sees the whole event, `read` one streamed text; one without both is done elsewhere.

    `waived_by` names what may silence it: inline, trailer, baseline, config, approval. `about_change`
    rules ask what changed and so say nothing about a tree (`check --all`). `reads` tells by a path whether
    `read` has anything to say of it; without it, it has of every one. `sift` tells the same by the texts
    themselves, of several small ones at once, which is quicker than to read each. `thorough` reads in place of
    `read` where there is time: at a commit and in a range. `strict` gives the levels
    of strictness `low` and `high` where they differ from `severity`.
    """

    __slots__ = (
        "about_change",
        "code",
        "judge",
        "moments",
        "name",
        "page",
        "read",
        "reads",
        "severity",
        "sift",
        "strict",
        "summary",
        "thorough",
        "unit",
        "waived_by",
    )

    def __init__(
        self,
        code: str,
        name: str,
        summary: str,
        *,
        moments: tuple[Moment, ...],
        waived_by: tuple[str, ...],
        page: str | None,
        severity: Level = "error",
        unit: Unit = "each",
        about_change: bool = False,
        strict: dict[str, Level] | None = None,
        judge: Judge | None = None,
        read: Read | None = None,
        reads: Callable[[str], bool] | None = None,
        sift: Sift | None = None,
        thorough: Read | None = None,
    ) -> None:
        self.code = code
        self.name = name
        self.summary = summary
        self.moments = moments
        self.waived_by = waived_by
        self.page = page or ""
        self.severity = severity
        self.unit = unit
        self.about_change = about_change
        self.strict = strict or {}
        self.judge = judge
        self.read = read
        self.reads = reads
        self.sift = sift
        self.thorough = thorough
