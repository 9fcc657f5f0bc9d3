"""An existing test asserts less than before, or does not run any more.

## What

Warns of a change that lets tests find less than they did:

- a test that ran is skipped, always or under a new condition, or may fail (`xfail`, `it.failing`);
- `.only`, `fit` and `fdescribe`, which leave all other tests out;
- a test that stays and has fewer assertions, none in their place; one that now asserts what always holds; an
  assertion that was commented out, or whose failure is caught and dropped;
- a test or a whole test file that is gone, while the code that it names is still there;
- a lower threshold of coverage, or none; a test that `--ignore`, `--deselect`, `-k "not ..."`,
  `collect_ignore` or `testPathIgnorePatterns` leaves out; a CI step that runs tests and may now fail unseen
  (`|| true`, `continue-on-error: true`).

Not a weakening: a test that is moved, renamed, split, put into a table of cases or rewritten; a test that goes
with its subject; a duplicate that goes; a new test that is skipped; a revert that gives back what was there.

## Why

The shortest way to a passing test is to ask less of it. The diff shows it in one line among hundreds.

## Instead

Mend the code. Where the test is wrong or has to go, say why at the end of the commit message:
`Sinfonia-Ignore: ENF-014 flaky on the old runner, issue 12`. `Tests-Exempt: reason` says so for ENF-001 too.

## Refused

    tests/test_login.py      @pytest.mark.skip  above a test that ran before
    tests/test_login.py      one of two assertions of a test, taken out or commented out
    src/login.test.ts        it("logs in", ...)  becomes  it.only("logs in", ...)
    pyproject.toml           fail_under = 90  becomes  fail_under = 80
    .github/workflows/ci.yml pytest  becomes  pytest || true

## Allowed

    tests/test_login.py      a test under another name, in another file, or as a row of `parametrize`
    tests/test_login.py      a test that is gone, together with the function that it called
    tests/test_login.py      two assertions that became one over both values
    tests/test_login.py      a new test with `@pytest.mark.skip`; a skip taken away

## Options

None of its own. It warns; with `enforcement_strictness: high` it refuses, and a `# pragma: no cover` on a
line that was counted before is a finding too. In a range the net change is judged, so a skip that the
same branch takes away again is none.

## Known limits

Python is compared by its syntax tree; JavaScript, TypeScript, Go, Rust, Java, Kotlin, C#, PHP, Swift and
Scala by tokens; Ruby, bats, Elixir and Lua by lines and indentation. What was lost is told from what was
rewritten by the words in it: a test that is replaced by a weaker one with the same words is not
noticed, nor is one that goes in the same change that takes one of its words out of code. A test that fell
behind a changed interface may look like a lost one, and so does a revert that is not an exact one. Rows taken out
of a table of cases, `-m "not slow"`, a looser expected value, and a test file that does not
parse are not judged.
"""

from __future__ import annotations

from sinfonia.errors import NotJudgedError
from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule
from sinfonia.rules.code import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Change
    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy

CODE, NAME = "ENF-014", "weakened-test"
MOST = 20  # findings of one event; who meets more has read enough
# Words in the path of every file whose settings may say what is tested: most paths are passed over by them.
_HINTS = (
    "pyproject.toml", "setup.cfg", ".ini", "coveragerc", "conftest.py", "package.json", ".config.", "nycrc", ".yml",
    ".yaml", "akefile", "noxfile.py", "_helper.rb", "simplecov", "justfile", "pytest.toml",
)  # fmt: skip


def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each way in which a file's tests got weaker, at most `MOST`.

    Raises `NotJudgedError` where it would refuse.
    """
    if event.revert:
        return
    strict = policy.strictness == "high"
    tests, settings, sources = _sorted(event, strict=strict)
    if not (tests or settings or sources):
        return
    from itertools import islice

    from sinfonia.rules.weakening.judgement import weaker
    from sinfonia.rules.weakening.wording import help_for, said

    found = islice(weaker(event, tests, settings, sources), MOST)
    while True:
        try:
            change, path, weakening = next(found)
        except StopIteration:
            return
        except NotJudgedError:
            if strict:
                raise
            return  # what only warns does not refuse a change that it cannot read
        yield Finding(
            CODE,
            NAME,
            said(path if change.status == "D" else change.path, weakening),
            Location(change.path, weakening.line),
            help=help_for(weakening, event.moment),
            severity="warning",
            identity="\0".join((weakening.kind, path, *weakening.names)).encode("utf-8", "surrogateescape"),
        )


def _sorted(event: Event, *, strict: bool) -> tuple[list[Change], list[Change], list[Change]]:
    """Pick the changes of tests, of settings about tests and, where their marks count, of sources."""
    tests: list[Change] = []
    settings: list[Change] = []
    sources: list[Change] = []
    for change in event.changes:
        if change.old_id == change.new_id:
            continue
        kind = paths.kind(change.path)
        if kind == paths.TEST or (kind == paths.SOURCE and change.path.endswith(".rs")):
            tests.append(change)
        if strict and kind == paths.SOURCE and change.status == "M":
            sources.append(change)
        if change.path.endswith(_HINTS) or ".config." in change.path:
            settings.append(change)
    if settings:
        from sinfonia.rules.weakening.settings import is_settings

        settings = [change for change in settings if is_settings(change.path)]
    return tests, settings, sources


RULE = Rule(
    CODE,
    NAME,
    "an existing test that asserts less than before, or does not run any more",
    moments=("message", "range"),
    waived_by=("trailer", "config"),
    page=__doc__,
    severity="warning",
    unit="net",
    about_change=True,
    strict={"high": "error"},
    judge=judge,
)
