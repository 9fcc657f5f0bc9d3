"""Code changes and no test does.

## What

Refuses a change of source files that comes without a change of tests. The rule reads what the change
means: comments, layout, docstrings, annotations, the order of imports, unused imports, version
constants, deletions, renames, modes, submodules, types of TypeScript, generated and vendored files,
configuration, documentation and packaging need no test, and neither does another way to write the same
Python (see Known limits). Everything else runs, and what cannot be parsed is compared by its tokens. The unit is
the branch: a test that an earlier commit of it brought counts.

## Why

A test written with the change is written by the one who knows what it should do. Later nobody does.

## Instead

Stage a test that fails without the change; the finding names a place for it. Where no test can help, say
why in the commit message: `Tests-Exempt: covered by tests/test_login.py`. A revert and a merge without
changes of its own pass.

## Refused

    src/login.py           return x + 1  becomes  return x + 2, alone
    src/login.py           the same, and in `tests/test_login.py` a comment, a skip or one assertion less
    src/config.py          TIMEOUT = 30  becomes  TIMEOUT = 60, alone
    src/latest.py          a changed function, alone: the name is not a test's

## Allowed

    src/login.py           the same change with a changed or new assertion in `tests/test_login.py`
    src/login.py           a docstring, an annotation, a comment; a function taken out
    src/a.rs               a changed function, and a `#[test]` in the same file
    src/pkg/__init__.py    new, with imports and `__all__` only
    docs/conf.py, setup.py, package-lock.json, app/migrations/0002_add_name.py

## Options

`tests.level`: `any` (one meaningful change of a test, a fixture or a snapshot), `package` (a test of the
same package: the nearest manifest among the changed paths, a workspace member such as `packages/x`, else
the folder beside `src` or `tests`), `matched` (a test that carries the source's name or imports it).
`tests.unit`: `branch` or `commit`. `tests.prove: true`: in CI a changed test must fail on the base's source
and all must pass at the head. With `enforcement_strictness: high` the level is `matched`, and
migrations, code under `# pragma: no cover` and moved semicolons count. Files that `.gitattributes` marked
`linguist-generated` before the change are left out.

## Known limits

Measured over 3,418 commits of pre-commit, nox and pip-audit (`benchmarks/flagged.py`): 1,637 touch source,
and "no test file changed" flags 36.2 % of these. This rule flags 25.8 % of them as single commits, 22.8 %
with the tests that their branch already had, and 20.8 % where CI judges the merged branch. Of fifty
flagged ones that were read, forty change what the program does or how it calls another; ten are rewrites
meant to change nothing, which only a test can show.

Python is read as what its compiler sees. One and the same are `class A(object)` and `class A`, `super(A,
self)` and `super()`, a `format` of plain names and its f-string, `set([x])` and `{x}`, `IOError` and
`OSError`, an `except E as e` without `e`, functions in another order, and the `help=` of an option; at
`high` they count. Text of a message or a log counts, and so do a constant, a renamed parameter or local
name, `%` made `format`, and a function moved to another file. Annotations count where something may
read them: under a decorator or base class that is not known to leave them alone, and where the module
asks for its own; so do docstrings of a module that reads `__doc__`. A type that is given another
meaning (`X = Union[int, str]`) counts, a new or removed one does not. Python that this interpreter
cannot parse is compared by its tokens.

JavaScript, TypeScript, Go, Rust and Java are read by their grammars with the extra `languages`. Without it,
and in every other language, tokens or lines less comments and layout are compared: `private` for `public`
or a removed cast then counts as code, never the other way round.

An import whose name is not used may still have an effect when it runs; it is not asked for a test, and
neither is a deletion, whatever it breaks. Whether a test is a good one is not judged. A folder named `test`,
and `testing` at the root, holds tests, also where a framework ships its test client in one.
"""

from __future__ import annotations

from sinfonia.model.change import EXECUTABLE
from sinfonia.model.finding import Finding, Location
from sinfonia.model.rule import Rule
from sinfonia.rules.code import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.model.change import Change
    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy

CODE, NAME = "ENF-001", "untested-code"
MOST = 20  # findings of one event; who meets more has read enough
_FILE, _TYPE_BITS = 0o100000, 0o170000
_VERBS = {"tool": "write", "range": "add", "push": "add"}
_MISSING = {"any": "no test does", "package": "no test of its package does", "matched": "no test of it does"}


def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each source without a test, at most `MOST`; raises `NotJudgedError`."""
    if event.revert:
        return
    sources, tests = sources_and_tests(event, policy)
    if not sources:
        return
    from sinfonia.rules.code.judgement import Judgement

    judgement = Judgement(event, policy, sources, tests)
    found: list[tuple[Change, int]] = []
    told = 0
    hidden: Callable[[str], bool] | None = None
    for change, line in judgement.untested():
        hidden = hidden or _hidden(event, policy)
        if not hidden(change.path):
            if told == MOST:
                break
            told += 1
        found.append((change, line))
    left = len(sources) - sources.index(found[-1][0]) - 1 if told == MOST else 0
    for at, (change, line) in enumerate(found, 1):
        more = f"; {left} more sources change too" if left and at == len(found) else ""
        yield _finding(event, change, line, judgement.level, more)


def sources_and_tests(event: Event, policy: Policy) -> tuple[list[Change], list[Change]]:
    """Pick the files with new content that are source, and those that are tests or their data."""
    sources: list[Change] = []
    tests: list[Change] = []
    wanted = {paths.SOURCE, paths.MIGRATION} if policy.strictness == "high" else {paths.SOURCE}
    for change in event.changes:
        if change.new_mode & _TYPE_BITS != _FILE or change.old_id == change.new_id:
            continue
        kind = paths.kind(change.path)
        if kind in wanted or (kind == paths.DATA and _may_be_script(change)):
            sources.append(change)
        elif kind in (paths.TEST, paths.TEST_DATA):
            tests.append(change)
    only = policy.paths(CODE)
    if only:
        from sinfonia.model.glob import matches_any

        sources = [change for change in sources if matches_any(change.path, only)]
    return sources, tests


def _may_be_script(change: Change) -> bool:
    """Tell whether a file without extension may be a program: it is executable."""
    return change.new_mode == EXECUTABLE and "." not in change.path.rpartition("/")[2]


def _hidden(event: Event, policy: Policy) -> Callable[[str], bool]:
    """Give the test for paths whose finding an ignore or a trailer will answer: they do not use up `MOST`."""
    from sinfonia.model.glob import matches
    from sinfonia.rules.trailers import EVERY_PATH, waived_paths

    waived = waived_paths(event, CODE, NAME)
    globs = tuple(entry.path for entry in policy.ignore if entry.code in (CODE, NAME))
    return lambda path: path in waived or EVERY_PATH in waived or any(matches(path, glob) for glob in globs)


def _finding(event: Event, change: Change, line: int, level: str, more: str) -> Finding:
    from sinfonia.rules.code.suggestion import suggest

    example = suggest(change.path, (other.path for other in event.changes))
    reason = ", or end the message with `Tests-Exempt: reason`" if event.moment == "message" else ""
    return Finding(
        CODE,
        NAME,
        f"`{change.path}` changes but {_MISSING.get(level, _MISSING['any'])}",
        Location(change.path, line),
        help=f"{_VERBS.get(event.moment, 'stage')} a test too, for example `{example}`{reason}{more}",
        identity=change.path.encode("utf-8", "surrogateescape"),
    )


RULE = Rule(
    CODE,
    NAME,
    "code changes and no test does",
    moments=("commit", "message", "range", "tool"),
    waived_by=("trailer", "config"),
    page=__doc__,
    unit="net",
    about_change=True,
    strict={"low": "warning"},
    judge=judge,
)
