"""Every mistake in a configuration: the file, the line, the key and the nearest key; then its allowed twin."""

import textwrap

import pytest

from sinfonia.config import load
from sinfonia.errors import ConfigError

PATH = ".sinfonia/config.yaml"

# name, refused text, line, what the message says, what the hint says, allowed text
CASES = [
    ("an unknown key", 'version: "0.1"\nbaselin: x\n', 2, "`baselin` is no key", "did you mean `baseline`?",
     'version: "0.1"\nbaseline: x\n'),
    ("an unknown key of a section", "tests:\n  levle: any\n", 2, "`tests.levle` is no key",
     "did you mean `tests.level`?", "tests:\n  level: any\n"),
    ("a key outside its section", "level: any\n", 1, "`level` is no key", "did you mean `tests.level`?",
     "tests: {level: any}\n"),
    ("a short name of a key", "strictness: high\n", 1, "`strictness` is no key",
     "did you mean `enforcement_strictness`?", "enforcement_strictness: high\n"),
    ("a dotted key", "tests.level: any\n", 1, "`tests.level` is no key", "write `tests:` and the rest below it",
     "tests: {level: any}\n"),
    ("a key of no meaning", "zzzzzz: 1\n", 1, "`zzzzzz` is no key", "the keys are: version, project_id", "{}\n"),
    ("a key that stands twice", "base: main\nexclude: []\nbase: next\n", 3, "`base` stands twice, first in line 1",
     "keep one of them", "base: main\nexclude: []\n"),
    ("a nested key that stands twice", "tests:\n  unit: branch\n  unit: commit\n", 3, "`unit` stands twice",
     "keep one of them", "tests:\n  unit: branch\n"),
    ("a tab", "tests:\n\tlevel: any\n", 2, "a tab indents this line", "indent with spaces", "tests:\n  level: any\n"),
    ("an open bracket", "exclude: [a\n", 2, "is not YAML", "check indentation", "exclude: [a]\n"),
    ("a list for a document", "- a\n", 1, "the document is not a mapping", "write keys", "{}\n"),
    ("text for a document", "hello\n", 1, "the document is not a mapping", "write keys", "# hello\n"),
    ("two documents", "base: a\n---\nbase: b\n", 2, "a second document begins", "keep one", "---\nbase: a\n"),
    ("a tag", "base: !!python/object:os.system x\n", 1, "the tag `tag:yaml.org,2002:python/object:os.system`",
     "values are plain data", "base: x\n"),
    ("an alias of itself", "exclude: &a [*a]\n", 1, "the alias `a` refers to itself", "write the value out",
     "exclude: &a [x]\n"),
    ("an alias of nothing", "exclude: [*a]\n", 1, "the alias `a` has no anchor", "write the value out",
     "exclude: [&a x, *a]\n"),
    ("a merge key", "tests: {<<: {level: any}}\n", 1, "`tests.<<` is no key", "the keys are", "tests: {level: any}\n"),
    ("a key that is a list", "? [a]\n: b\n", 1, "a key is not text", "plain words", "base: b\n"),
    ("the version of the future", 'version: "0.2"\n', 1, "`version` is `0.2`; this Sinfonia reads 0.1",
     "upgrade sinfonia-hooks", 'version: "0.1"\n'),
    ("a version that is a list", "version: [0.1]\n", 1, "`version` is a list, not a version", 'version: "0.1"',
     "version: 0.1\n"),
    ("a choice", "enforcement_strictness: hihg\n", 1, "`enforcement_strictness` is `hihg`, not one of `low`",
     "did you mean `high`?", "enforcement_strictness: high\n"),
    ("another word for a choice", "enforcement_strictness: strict\n", 1, "is `strict`, not one of",
     "did you mean `high`?", "enforcement_strictness: high\n"),
    ("a choice that is a list", "tests: {unit: [branch]}\n", 1, "`tests.unit` is none of `branch`, `commit`",
     "write one of", "tests: {unit: branch}\n"),
    ("text for true", 'secrets:\n  entropy: "true"\n', 2, "`secrets.entropy` is text, not true or false",
     "without quotes", "secrets:\n  entropy: true\n"),
    ("a number for a text", "project_id: 12345678\n", 1, "`project_id` is a number, not text", "put it in quotes",
     'project_id: "12345678"\n'),
    ("nothing for a text", "user_name:\n", 1, "`user_name` is empty, not text", "write `user_name: some text`",
     'user_name: ""\n'),
    ("a control character", 'user_name: "a\\eb"\n', 1, "`user_name` holds a control character", "printable",
     'user_name: "ab"\n'),
    ("text for a list", "exclude: docs/**\n", 1, "`exclude` is text, not a list", "write `- `", "exclude: [docs/**]\n"),
    ("a glob that no path matches", 'exclude: ["[z-a]"]\n', 1, "`exclude[0]` is not a glob", "src/**/*.py",
     'exclude: ["[a-z]"]\n'),
    ("an empty glob", "exclude:\n  - docs/\n  - ''\n", 3, "`exclude[1]` is empty", "say it", "exclude:\n  - docs/\n"),
    ("a section that is a list", "tests: [any]\n", 1, "`tests` is a list, not a mapping", "level: …", "tests:\n"),
    ("a base that is an option of git", "base: --output=x\n", 1, "`base` is no name of a branch or commit",
     "write a branch", "base: release/1\n"),
    ("a base that is a range", "base: a..b\n", 1, "`base` is no name", "write a branch", "base: a.b\n"),
    ("a commit id of digits", "since: 1234567\n", 1, "`since` is a number, not text", "put it in quotes",
     'since: "1234567"\n'),
    ("a subject with another field", 'workflow: {commit_subject: "x {who}"}\n', 1,
     "`workflow.commit_subject` has a field that is not `{what}`", "chore(sinfonia)",
     'workflow: {commit_subject: "x {what}"}\n'),
    ("a baseline outside", "baseline: ../x.json\n", 1, "`baseline` is not a file inside the repository", "with `/`",
     "baseline: ci/x.json\n"),
    ("a baseline from the root of the disk", "baseline: /etc/x\n", 1, "`baseline` is not a file inside", "with `/`",
     "baseline: etc/x\n"),
    ("an unknown rule", "rules:\n  ENF-099: {severity: off}\n", 2, "`ENF-099` in `rules` names no rule",
     "did you mean `ENF-0", "rules:\n  ENF-009: {severity: off}\n"),
    ("the name of no rule", "rules:\n  untestd-code: {severity: off}\n", 2, "`untestd-code` in `rules` names no rule",
     "did you mean `untested-code`?", "rules:\n  untested-code: {severity: off}\n"),
    ("a rule by code and by name", "rules:\n  ENF-001: {}\n  untested-code: {}\n", 3,
     "`rules.untested-code` stands twice", "keep one of them", "rules:\n  ENF-001: {}\n"),
    ("another word for a severity", "rules:\n  ENF-001: {severity: block}\n", 2,
     "`rules.ENF-001.severity` is `block`, not one of `error`, `warning`, `off`", "did you mean `error`?",
     "rules:\n  ENF-001: {severity: error}\n"),
    ("a short word for a severity", "rules:\n  ENF-001:\n    severity: warn\n", 3, "is `warn`, not one of",
     "did you mean `warning`?", "rules:\n  ENF-001:\n    severity: warning\n"),
    ("a severity without its key", "rules:\n  ENF-001: warning\n", 2, "`rules.ENF-001` is text, not a mapping",
     "severity, options, paths", "rules:\n  ENF-001: {severity: warning}\n"),
    ("an unknown key of a rule", "rules:\n  ENF-001: {severty: off}\n", 2, "`rules.ENF-001.severty` is no key",
     "did you mean `severity`?", "rules:\n  ENF-001: {severity: off}\n"),
    ("an ignore without a reason", "ignore:\n  - code: ENF-001\n", 2, "`ignore[0]` has no `reason`", "add `reason:`",
     "ignore:\n  - code: ENF-001\n    reason: legacy\n"),
    ("an ignore with an empty reason", 'ignore:\n  - {code: ENF-001, reason: " "}\n', 2,
     "`ignore[0].reason` is empty", "say it", "ignore:\n  - {code: ENF-001, reason: legacy}\n"),
    ("an ignore without a code", "ignore:\n  - reason: x\n", 2, "`ignore[0]` has no `code`", "add `code:`",
     "ignore:\n  - {reason: x, code: secret-file}\n"),
    ("an ignore until never", "ignore:\n  - code: ENF-001\n    reason: x\n    until: 2027-02-30\n", 4,
     "`ignore[0].until` is not a date", "for example 2027-03-01",
     "ignore:\n  - code: ENF-001\n    reason: x\n    until: 2027-02-28\n"),
    ("an ignore of an unknown code", "ignore: [{code: ENF-015, reason: x}]\n", 1,
     "`ENF-015` in `ignore[0].code` names no rule", "did you mean `ENF-01", "ignore: [{code: ENF-005, reason: x}]\n"),
    ("an ignore of a guarded rule", "ignore:\n  - {code: policy-change, reason: x}\n", 2,
     "`ignore[0].code`: ENF-010 yields to an approval only", "remove", "ignore:\n  - {code: hook-bypass, reason: x}\n"),
    ("an ignore of what was not judged", "ignore: [{code: ENF-904, reason: x}]\n", 1, "ENF-904 is never ignored",
     "remove", "ignore: [{code: ENF-901, reason: x}]\n"),
    ("a custom rule without anything to find", "custom:\n  - {id: ACME-001, message: m}\n", 2,
     "`custom[0]` has none of `added`, `command`, `path`", "exactly one",
     "custom:\n  - {id: ACME-001, message: m, added: x}\n"),
    ("a custom rule with two things to find", "custom:\n  - {id: ACME-001, message: m, added: x, path: y}\n", 2,
     "`custom[0]` has `added` and `path`", "exactly one", "custom:\n  - {id: ACME-001, message: m, path: y}\n"),
    ("a custom rule without a message", "custom:\n  - {id: ACME-001, added: x}\n", 2, "`custom[0]` has no `message`",
     "add `message:`", "custom:\n  - {id: ACME-001, added: x, message: m}\n"),
    ("a custom rule that claims ENF", "custom:\n  - {id: ENF-020, message: m, added: x}\n", 2,
     "`custom[0].id` is `ENF-020`, and ENF- is Sinfonia's own", "ACME-001",
     "custom:\n  - {id: ENFORCE-020, message: m, added: x}\n"),
    ("a custom rule in small letters", "custom:\n  - {id: acme-1, message: m, added: x}\n", 2,
     "`custom[0].id` is no code", "like ACME-001", "custom:\n  - {id: ACME-1, message: m, added: x}\n"),
    ("two custom rules of one code",
     "custom:\n  - {id: ACME-1, message: m, added: x}\n  - {id: ACME-1, message: m, added: y}\n", 3,
     "`custom[1].id` is `ACME-1`, which another rule has", "choose another",
     "custom:\n  - {id: ACME-1, message: m, added: x}\n  - {id: ACME-2, message: m, added: y}\n"),
    ("a custom rule with the name of a built-in one", "custom: [{id: A-1, name: secret-file, message: m, added: x}]\n",
     1, "`custom[0].name` is `secret-file`, which another rule has", "choose another",
     "custom: [{id: A-1, name: secret-files, message: m, added: x}]\n"),
    ("an expression that does not compile", "custom:\n  - id: A-1\n    message: m\n    added: '(x'\n", 4,
     "`custom[0].added` is no regular expression", "anchored",
     "custom:\n  - id: A-1\n    message: m\n    added: '(x)'\n"),
    ("an expression that takes for ever", "custom: [{id: A-1, message: m, added: '(a+)+$'}]\n", 1,
     "`custom[0].added` repeats a repetition", "`a++`", "custom: [{id: A-1, message: m, added: '(a++)+$'}]\n"),
    ("a moment that does not exist", "custom: [{id: A-1, message: m, added: x, moments: [comit]}]\n", 1,
     "`custom[0].moments[0]` is `comit`, not one of", "did you mean `commit`?",
     "custom: [{id: A-1, message: m, added: x, moments: [commit]}]\n"),
    ("a check that is text", "checks: {tests: pytest -q}\n", 1, "`checks.tests` is text, not a list", "write `- `",
     "checks: {tests: [pytest, -q]}\n"),
    ("a check without words", "checks: {tests: []}\n", 1, "`checks.tests` is empty", "the program",
     "checks: {tests: [pytest]}\n"),
]  # fmt: skip


def refusal(root, text):
    folder = root / ".sinfonia"
    folder.mkdir(exist_ok=True)
    (folder / "config.yaml").write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
    with pytest.raises(ConfigError) as caught:
        load(str(root), git_dir="", environ={}, door="machine")
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "message", "hint", "allowed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_mistake_is_named_with_file_line_and_key(tmp_path, text, line, message, hint, allowed):
    error = refusal(tmp_path, text)
    assert error.message.startswith(f"{PATH}:{line}: ")
    assert message in error.message
    assert hint in error.hint
    (tmp_path / PATH).write_text(allowed)
    assert load(str(tmp_path), git_dir="", environ={}, door="machine").files == (PATH,)


BYTES = [
    ("larger than it may be", b"# " + b"x" * 262_144, f"{PATH}: is larger than 256 KB"),
    ("a NUL byte", b"base: a\nuser_name: \0\n", f"{PATH}:2: holds a NUL byte"),
    ("Latin-1", b"base: a\n\nuser_name: J\xf6rg\n", f"{PATH}:3: is not UTF-8"),
    ("a control character", b"base: a\nuser_name: \x07\n", f"{PATH}:2: is not YAML"),
    ("too many aliases", b"exclude: [&a x" + b", *a" * 101 + b"]\n", f"{PATH}:1: is alias number 101"),
    ("a bomb of aliases", b"".join(
        [b"exclude:\n  - &a0 x\n"] +
        [b"  - &a%d [%s]\n" % (n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 10)]),
     "holds more than 20000 values"),
    ("too deep", b"exclude: " + b"[" * 30 + b"]" * 30, f"{PATH}:1: is nested more than 20 deep"),
    ("far too deep", b"exclude: " + b"[" * 100_000, f"{PATH}:1: is nested more than 20 deep"),
    ("too deep by aliases", b"exclude: [&a [[[[[[[[x]]]]]]]], &b [[[[[[*a]]]]]], [[[[[[*b]]]]]]]",
     f"{PATH}:1: is nested more than 20 deep"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "message"), [case[1:] for case in BYTES], ids=[case[0] for case in BYTES])
def test_bytes_that_are_no_configuration_are_one_clear_error(tmp_path, raw, message):
    assert message in refusal(tmp_path, raw).message


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    (tmp_path / ".sinfonia").mkdir()
    (tmp_path / PATH).write_bytes(b"\xef\xbb\xbfbase: main\r\nexclude: [a]\r\n")
    loaded = load(str(tmp_path), git_dir="", environ={}, door="machine")
    assert loaded.policy.data["base"] == "main"
    assert loaded.origins["exclude"] == f"{PATH}:2"


def test_a_value_that_may_be_a_secret_is_not_repeated(tmp_path):
    secret = "ghp" + "_" + "Zq3" * 12
    for text in (f"tests: {{level: '{secret}'}}", f"secrets: {{entropy: '{secret}'}}", f"base: '{secret} x'"):
        error = refusal(tmp_path, text)
        assert secret not in error.message + error.hint


def test_a_key_cannot_write_to_the_terminal(tmp_path):
    error = refusal(tmp_path, b'"\\e[31mred\\n": 1\n')
    assert error.message == f"{PATH}:1: `?[31mred?` is no key"
