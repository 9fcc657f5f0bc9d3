"""Reports that every reporter is tried on: each situation that has its own way to be shown."""

from sinfonia.model.finding import MESSAGE_PATH, Finding, Ignored, Location, Report, Unhooked

SECRET = "AKIA" + "IOSFODNN7" + "EXAMPLQ"
MASKED = "AKIA****************"
FIRST_COMMIT, SECOND_COMMIT = "9f3b2d1c" * 5, "b07a6e4f" * 5

SECRET_HELP = "read it from the environment; revoke it if it was ever pushed"
TEST_HELP = "stage a test too, for example `tests/test_login.py`"


def secret(path, line, source, *, column=None, **more):
    column = column or source.index(MASKED) + 1
    return Finding(
        "ENF-008",
        "secret-content",
        "a credential would enter history",
        Location(path, line, column, column + len(MASKED)),
        help=SECRET_HELP,
        source=source,
        identity=SECRET.encode(),
        **more,
    )


def untested(path, line=None, **more):
    message = f"`{path}` changes but no test does"
    return Finding("ENF-001", "untested-code", message, Location(path, line), help=TEST_HELP, **more)


AT_COMMIT = Report(
    "commit",
    (
        untested("src/login.py", 14),
        secret("config/prod.yaml", 2, f"AWS_ACCESS_KEY_ID={MASKED}", fingerprint="5f" * 32),
    ),
    files=2,
    rules=14,
)

MIXED = Report(
    "commit",
    (
        secret("src/überall/名前.py", 7, f'名前 = "{MASKED}"  # é'),
        Finding(
            "ENF-010",
            "policy-change",
            "`.sinfonia/config.yaml` changes",
            Location(".sinfonia/config.yaml"),
            help="ask for approval: `sinfonia approve --path .sinfonia/config.yaml`",
            severity="warning",
        ),
        untested("src/na\udcefve.py", 3),
        Finding(
            "ACME-001",
            "no-print",
            "a \x1b[31mred\x1b[0m word\nand {0} a second line, 100% of it",
            Location("src/odd\x1b[2Jname,with:signs.py", 120, 5, 9),
            help="use `logging`, which says where a line came from, and keep the output of the program for what it was "
            "asked to do; see `docs/logging.md --section 'what goes where, and why'`",
            source="    \x1b[2Jprint",
        ),
        secret(MESSAGE_PATH, 3, f"Use {MASKED} for now"),
        secret("dist/app.min.js", 1, "x" * 300 + f'key="{MASKED}";' + "y" * 300),
    ),
    (
        Ignored(secret("tests/keys.py", 4, f"KEY = '{MASKED}'"), "inline", "the example of the documentation"),
        Ignored(untested("scripts/once.py"), "config", "one-off migration"),
        Ignored(secret("old.cfg", 9, MASKED), "baseline", "in the baseline"),
        Ignored(untested("src/gen\udcff.py"), "trailer", "made by the protocol compiler"),
    ),
    files=10,
    rules=14,
    notes=("policy: .sinfonia/config.yaml",),
)

RANGE = Report(
    "range",
    (
        secret("config/prod.yaml", 2, f"KEY={MASKED}", commit=SECOND_COMMIT, fingerprint="5f" * 32),
        secret("config/prod.yaml", 2, f"KEY={MASKED}", commit=FIRST_COMMIT, fingerprint="5f" * 32),
    ),
    (
        Ignored(untested("scripts/once.py"), "config", "one-off migration"),
        Ignored(untested("src/gen.py", commit=FIRST_COMMIT), "trailer", "made by the protocol compiler"),
    ),
    files=30,
    rules=14,
    commits=12,
    notes=("policy: from the base of the range",),
)

UNHOOKED = (
    Unhooked(FIRST_COMMIT, "Add \x1b[31mthe\x1b[0m key ::error::x", ("ENF-008",)),
    Unhooked(SECOND_COMMIT, "Parse " + "every word of " * 8 + "it \udcff", ("ENF-001", "ENF-008")),
)
UNHOOKED_RANGE = Report("range", RANGE.findings, files=3, rules=14, commits=2, unhooked=UNHOOKED)
ONLY_UNHOOKED = Report(
    "range",
    files=60,
    rules=14,
    commits=40,
    unhooked=tuple(Unhooked(f"{n:040x}", f"Change {n}", ("ENF-001",)) for n in range(22)),
)

WAIVED_RANGE = Report("range", (), RANGE.ignored, files=1, rules=14, commits=1)

NOT_JUDGED = Report(
    "commit",
    (
        Finding(
            "ENF-904",
            "could-not-judge",
            "`data/huge.bin` cannot be read: the object is damaged",
            Location("data/huge.bin"),
            help="run `git fsck`, then fetch the object again",
        ),
    ),
    files=1,
    rules=1,
)

PASSED = Report("commit", files=3, rules=14)
PASSED_WITH_IGNORED = Report("commit", (), MIXED.ignored, files=3, rules=14)
WARNED = Report("commit", tuple(row for row in MIXED.findings if row.severity == "warning"), files=1, rules=1)

REPORTS = {
    "at-commit": AT_COMMIT,
    "mixed": MIXED,
    "range": RANGE,
    "waived-range": WAIVED_RANGE,
    "unhooked-range": UNHOOKED_RANGE,
    "only-unhooked": ONLY_UNHOOKED,
    "not-judged": NOT_JUDGED,
    "passed": PASSED,
    "passed-with-ignored": PASSED_WITH_IGNORED,
    "warned": WARNED,
}
