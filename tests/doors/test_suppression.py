"""What makes a finding not count, on real commits."""

from __future__ import annotations

import json

import pytest
from planted import CODE, ENV, SECRET, TEST, TOKEN, passed, refused

VERSION = 'version: "0.1"\n'
HERE = f'token = "{TOKEN}"'
MARK = "sinfonia: ignore[ENF-008] a published example"

SYNTAXES = {
    "a.py": f"{HERE}  # {MARK}\n",
    "above.py": f"# {MARK}\n{HERE}\n",
    "a.js": f"{HERE} // {MARK}\n",
    "a.c": f"{HERE} /* {MARK} */\n",
    "above.c": f"/* {MARK} */\n{HERE}\n",
    "a.html": f"<!-- {MARK} -->\n<b>{HERE}</b>\n",
    "a.sql": f"-- {MARK}\n{HERE}\n",
    "a.ini": f"; {MARK}\n{HERE}\n",
    "a.tex": f"% {MARK}\n{HERE}\n",
    "a.jinja": f"{{# {MARK} #}}\n{HERE}\n",
    "a.erb": f"<%# {MARK} %>\n{HERE}\n",
    "a.hs": f"{{- {MARK} -}}\n{HERE}\n",
    "a.ml": f"(* {MARK} *)\n{HERE}\n",
    "a.el": f";; {MARK}\n{HERE}\n",
    "a.bat": f"rem {MARK}\n{HERE}\n",
    "crlf.py": f"# {MARK}\r\n{HERE}\r\n",
    "name.py": f"{HERE}  # {MARK.replace('ENF-008', 'secret-content')}\n",
    "two.py": f"{HERE}  # {MARK.replace('ENF-008', 'ENF-002, ENF-008')}\n",
    "case.py": f"{HERE}  # {MARK.replace('ENF', 'enf')}\n",
}
NOT_HONOURED = {
    "no reason": f"{HERE}  # sinfonia: ignore[ENF-008]\n",
    "a reason of signs": f"{HERE}  # sinfonia: ignore[ENF-008] --\n",
    "a closer is no reason": f"/* sinfonia: ignore[ENF-008] */\n{HERE}\n",
    "another rule": f"{HERE}  # {MARK.replace('ENF-008', 'ENF-001')}\n",
    "no code": f"{HERE}  # sinfonia: ignore[] a reason\n",
    "every code": f"{HERE}  # sinfonia: ignore[*] a reason\n",
    "no bracket": f"{HERE}  # sinfonia: ignore a reason\n",
    "the line below": f"{HERE}\n# {MARK}\n",
    "two lines above": f"# {MARK}\n\n{HERE}\n",
    "a foreign mark": f"{HERE}  # gitleaks:allow\n",
}


@pytest.fixture
def started(hooked):
    hooked.commit({"README.md": "# x\n"})
    return hooked


def commit(repo, files, *more):
    repo.stage(files)
    return repo.try_git("commit", "-qm", "Change", *more)


def configure(repo, text):
    repo.stage({".sinfonia/config.yaml": VERSION + text})
    repo.git("-c", "core.hooksPath=none", "commit", "-qm", "Configure")


def check(repo, *args):
    return repo.sinfonia("check", *(args or ("--from", "HEAD~1", "--to", "HEAD")))


def codes(result):
    return [(f["code"], f["severity"]) for f in json.loads(result.out)["findings"]]


# --- inline


@pytest.mark.parametrize("why", NOT_HONOURED)
def test_a_mark_that_is_not_right_is_not_honoured(started, why):
    started.stage({"a.py": NOT_HONOURED[why]})
    refused(started.hook("pre-commit"), "ENF-008")


def test_a_mark_in_any_comment_silences_its_line_and_the_one_below(started):
    result = commit(started, {**SYNTAXES, "tests/test_a.py": TEST})
    assert (result.code, result.text) == (0, "")
    passed(check(started))
    started.stage({"a.py": SYNTAXES["a.py"] + "\n" + HERE + "\n"})
    refused(started.hook("pre-commit"), "ENF-008")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("x = 1  # sinfonia: ignore[ENF-008]\n", "it gives no reason"),
        ("x = 1  # sinfonia: ignore[ENF-999] a reason\n", "it names a rule that does not exist"),
        ("x = 1  # sinfonia: ignore[ENF-008] a reason\n", "silences nothing"),
        ("x = 1  # sinfonia: ignore[] a reason\n", "it names no rule"),
    ],
)
def test_a_mark_without_effect_is_told(started, line, why):
    result = commit(started, {"a.txt": line})
    passed(result)
    assert "warning[ENF-901]" in result.text
    assert why in " ".join(result.text.split())


def test_a_mark_of_a_rule_that_was_not_selected_is_not_unknown(started):
    started.stage({"a.py": SYNTAXES["a.py"]})
    result = started.hook("pre-commit", "--select", "ENF-002,ENF-901")
    assert (result.code, result.text) == (0, "")


def test_nothing_is_told_about_marks_where_that_was_not_selected(started):
    started.stage({"a.txt": "x = 1  # sinfonia: ignore[ENF-008]\n"})
    assert started.hook("pre-commit", "--select", "ENF-008").text == ""
    assert "ENF-901" in started.hook("pre-commit", "--select", "ENF-008,ENF-901").text


def test_a_whole_file_is_answered_by_a_mark_at_its_head(started):
    started.stage({".env": ENV})
    refused(started.hook("pre-commit"), "ENF-002")
    mark = "# sinfonia: ignore[ENF-002] values of a test\n# sinfonia: ignore[ENF-008] values of a test\n"
    passed(commit(started, {".env": mark + ENV}))


def test_a_mark_does_not_silence_what_only_an_approval_answers(started):
    started.commit({".sinfonia/config.yaml": VERSION})
    text = f"# sinfonia: ignore[ENF-010] a reason\n{VERSION}"
    result = commit(started, {".sinfonia/config.yaml": text})
    assert "warning[ENF-010]" in result.text


# --- configuration


def test_an_entry_silences_its_path(started):
    started.stage({"fixtures/a.txt": SECRET, "b.txt": "b\n"})
    refused(started.hook("pre-commit"), "ENF-008")
    configure(started, 'ignore: [{code: ENF-008, path: "fixtures/**", reason: "published examples"}]\n')
    passed(commit(started, {"fixtures/a.txt": SECRET.replace("token", "key")}))
    refused(commit(started, {"b.txt": SECRET}), "ENF-008")


def test_an_entry_by_name_silences_too(started):
    configure(started, 'ignore: [{code: secret-content, path: a.txt, reason: "a published example"}]\n')
    passed(commit(started, {"a.txt": SECRET}))


def test_an_expired_entry_silences_nothing_and_is_told(started):
    entry = 'ignore: [{code: ENF-008, path: a.txt, reason: "for a while", until: %s}]\n'
    configure(started, entry % "2020-01-31")
    result = commit(started, {"a.txt": SECRET})
    refused(result, "ENF-008")
    assert "warning[ENF-902]" in result.text
    assert ".sinfonia/config.yaml:2" in result.text
    started.write({".sinfonia/config.yaml": VERSION + entry % "2999-01-31"})
    result = started.try_git("commit", "-qm", "Change")
    passed(result)
    assert "ENF-902" not in result.text


def test_an_entry_without_a_reason_is_refused(started):
    configure(started, "ignore: [{code: ENF-008, path: a.txt}]\n")
    refused(started.hook("pre-commit"), "ENF-903")


@pytest.mark.parametrize("code", ["ENF-009", "ENF-010", "ENF-903", "ENF-904"])
def test_an_entry_may_not_silence_the_rules_that_guard_the_policy(started, code):
    configure(started, f'ignore: [{{code: {code}, reason: "a reason"}}]\n')
    started.stage({"a.txt": "a\n"})
    refused(started.hook("pre-commit"), "ENF-903")


def test_an_entry_that_no_file_needs_is_told_over_the_whole_tree(started):
    configure(
        started,
        'ignore:\n  - {code: ENF-008, path: a.txt, reason: "needed"}\n  - {code: ENF-008, path: b.txt, reason: "no"}\n'
        '  - {code: ENF-001, path: "**", reason: "a rule about changes"}\n',
    )
    started.commit({"a.txt": SECRET})
    result = check(started, "--all", "--format", "json")
    found = json.loads(result.out)["findings"]
    assert [(f["code"], f["location"]["line"]) for f in found] == [("ENF-901", 4)]


def test_exclude_takes_paths_away_from_every_rule(started):
    configure(started, 'exclude: ["vendor/**", "*.min.js"]\n')
    passed(commit(started, {"vendor/.env": ENV, "vendor/a.py": CODE, "deep/x.min.js": SECRET}))
    refused(commit(started, {"src/.env": ENV}), "ENF-002")


def test_exclude_does_not_take_the_message_away(started):
    configure(started, 'exclude: ["**"]\n')
    started.stage({"a.txt": SECRET})
    refused(started.try_git("commit", "-qm", f"Use {TOKEN}"), "ENF-008")
    passed(started.try_git("commit", "-qm", "Fine"))


def test_a_range_takes_ignores_from_its_base(started):
    started.commit({".sinfonia/config.yaml": VERSION})
    loose = VERSION + 'ignore: [{code: ENF-008, reason: "not approved by anyone"}]\n'
    started.commit({".sinfonia/config.yaml": loose, "a.txt": SECRET})
    refused(check(started), "ENF-008")
    started.commit({"b.txt": SECRET})
    passed(check(started))


# --- severities


@pytest.mark.parametrize(
    ("level", "code", "word"), [("error", 1, "error["), ("warning", 0, "warning["), ("off", 0, "")]
)
def test_a_severity_is_taken_from_the_configuration(started, level, code, word):
    configure(started, f"rules: {{ENF-008: {{severity: {level}}}}}\n")
    started.stage({"a.txt": SECRET})
    result = started.hook("pre-commit")
    assert result.code == code
    assert (word + "ENF-008" in result.text) if word else result.text == ""


@pytest.mark.parametrize(
    ("level", "code", "word"), [("error", 1, "error["), ("warning", 0, "warning["), ("off", 0, "")]
)
def test_the_rules_about_ignores_have_severities_too(started, level, code, word):
    configure(
        started,
        f"rules: {{ENF-901: {{severity: {level}}}, ENF-902: {{severity: {level}}}}}\n"
        'ignore: [{code: ENF-008, path: a.txt, reason: "for a while", until: 2020-01-31}]\n',
    )
    started.stage({"b.txt": "x  # sinfonia: ignore[ENF-008] a reason\n"})
    result = started.hook("pre-commit")
    assert result.code == code
    assert (word + "ENF-901" in result.text and word + "ENF-902" in result.text) if word else result.text == ""


def test_the_rules_about_ignores_may_be_ignored(started):
    configure(started, 'ignore: [{code: ENF-901, path: "docs/**", reason: "examples of marks"}]\n')
    started.stage({"docs/a.md": f"{MARK}\n", "b.md": f"{MARK}\n"})
    result = started.hook("pre-commit")
    assert "b.md" in result.text
    assert "docs/a.md" not in result.text


def test_paths_limit_a_rule(started):
    configure(started, 'rules: {ENF-008: {paths: ["src/**"]}}\n')
    started.stage({"docs/a.txt": SECRET})
    passed(started.hook("pre-commit"))
    started.stage({"src/a.txt": SECRET})
    refused(started.hook("pre-commit"), "ENF-008")


def test_a_file_called_like_the_message_does_not_answer_for_the_message(started):
    started.stage({"(commit message)": "a\n\n# sinfonia: ignore[ENF-008] because\n"})
    refused(started.try_git("commit", "-m", f"a\n\n{SECRET}"), "ENF-008")
    passed(started.try_git("commit", "-m", "a\n\nb"))


def test_a_name_that_is_a_credential_is_masked_in_every_finding(started):
    started.stage({f"src/{TOKEN}.py": "x = 1\n"})
    refused(started.try_git("commit", "-m", "a"), "ENF-008", "ENF-001")
    started.git("mv", f"src/{TOKEN}.py", "docs.txt")
    passed(started.try_git("commit", "-m", "a"))
