"""What a rule says, and what the engine makes of it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Severity = Literal["error", "warning"]
    Intent = Literal["use-alternative", "ask-human", "stop"]
    Verdict = Literal["passed", "refused", "could-not-judge"]

MESSAGE_PATH = "(commit message)"  # shown in place of a path; no file can be committed under a name with this meaning
COMMAND_PATH = "(command)"  # the same for a command that an agent is about to run


class Location:
    """A place: path from the repository root, 1-based line and columns (in characters), None where unknown."""

    __slots__ = ("column", "end_column", "line", "path")

    def __init__(
        self, path: str, line: int | None = None, column: int | None = None, end_column: int | None = None
    ) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.end_column = end_column

    def __repr__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


class Finding:
    """One sentence about the user's change, with its place and what to do.

    `source` is the line to show, already masked; columns of `location` count in it. `identity` is what
    the fingerprint is made of: it may hold a secret, so nothing prints it. `severity` is set by the
    engine from the policy; a rule may leave it. `commit` is the full id in a range.
    """

    __slots__ = (
        "code",
        "commit",
        "fingerprint",
        "help",
        "identity",
        "intent",
        "location",
        "message",
        "name",
        "severity",
        "source",
    )

    def __init__(
        self,
        code: str,
        name: str,
        message: str,
        location: Location,
        *,
        help: str,  # noqa: A002 - the field's own word in every reporter
        severity: Severity = "error",
        source: str | None = None,
        identity: bytes = b"",
        intent: Intent = "use-alternative",
        commit: str | None = None,
        fingerprint: str | None = None,
    ) -> None:
        self.code = code
        self.name = name
        self.message = message
        self.location = location
        self.help = help
        self.severity = severity
        self.source = source
        self.identity = identity
        self.intent = intent
        self.commit = commit
        self.fingerprint = fingerprint

    def __repr__(self) -> str:
        return f"Finding({self.code} {self.location!r} {self.message!r})"


class Ignored:
    """A finding that does not count, and why: `by` is inline, trailer, config or baseline."""

    __slots__ = ("by", "finding", "reason")

    def __init__(self, finding: Finding, by: str, reason: str) -> None:
        self.finding = finding
        self.by = by
        self.reason = reason


class Unhooked:
    """A commit of a range that local hooks would have refused: full id, subject (masked), and the codes."""

    __slots__ = ("codes", "oid", "subject")

    def __init__(self, oid: str, subject: str, codes: tuple[str, ...]) -> None:
        self.oid = oid
        self.subject = subject
        self.codes = codes


class Report:
    """All findings of one event or range, what was ignored and why, and the verdict.

    `files` and `rules` count what was judged; `notes` are lines for stderr (where the policy came
    from, what was skipped). `unhooked` lists commits, oldest first; in CI only.
    """

    __slots__ = ("commits", "files", "findings", "ignored", "moment", "notes", "rules", "unhooked")

    def __init__(
        self,
        moment: str,
        findings: tuple[Finding, ...] = (),
        ignored: tuple[Ignored, ...] = (),
        *,
        files: int = 0,
        rules: int = 0,
        commits: int = 0,
        notes: tuple[str, ...] = (),
        unhooked: tuple[Unhooked, ...] = (),
    ) -> None:
        self.moment = moment
        self.findings = findings
        self.ignored = ignored
        self.files = files
        self.rules = rules
        self.commits = commits
        self.notes = notes
        self.unhooked = unhooked

    @property
    def errors(self) -> int:
        """Count the findings that refuse."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """Count the findings that only warn."""
        return sum(finding.severity == "warning" for finding in self.findings)

    @property
    def verdict(self) -> Verdict:
        """Refuse on any error; a report whose only errors are ours to explain could not judge."""
        codes = {finding.code for finding in self.findings if finding.severity == "error"}
        if codes - {"ENF-903", "ENF-904"}:
            return "refused"
        return "could-not-judge" if codes else "passed"
