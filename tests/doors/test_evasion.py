"""A token hidden in every way that made some scanner miss it: found at the commit and again in the range."""

from __future__ import annotations

import os

import pytest
from planted import SECRET, TOKEN, blob, hook_up, passed, refused

LINE = SECRET.encode()
CONTENTS = {
    "NUL before": b"\0\0\0\n" + LINE,
    "NUL on the line": b"a\0b " + LINE,
    "NUL between the letters": b"\0".join(bytes([c]) for c in LINE),
    "UTF-16 LE with BOM": b"\xff\xfe" + SECRET.encode("utf-16-le"),
    "UTF-16 BE with BOM": b"\xfe\xff" + SECRET.encode("utf-16-be"),
    "UTF-16 LE without BOM": ("x = 1\n" + SECRET).encode("utf-16-le"),
    "UTF-16 BE without BOM": ("x = 1\n" + SECRET).encode("utf-16-be"),
    "UTF-8 with BOM": b"\xef\xbb\xbf" + LINE,
    "Latin-1": "é = ü\n".encode("latin-1") + LINE,
    "Latin-1 on the line": "prénom ".encode("latin-1") + LINE,
    "lone CR": b"a = 1\r" + LINE,
    "lone CR behind": b"a = 1\r" + LINE.rstrip() + b"\rb = 2",
    "CR LF": b"a = 1\r\n" + LINE.rstrip() + b"\r\n",
    "U+2028": b"a\xe2\x80\xa8" + LINE,
    "U+2029": b"a\xe2\x80\xa9" + LINE,
    "U+0085": b"a\xc2\x85" + LINE,
    "form feed": b"a\x0c" + LINE,
    "vertical tab": b"a\x0b" + LINE,
    "no newline at the end": LINE.rstrip(),
    "looks like a header": b"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n" + LINE,
    "begins with signs": b"+++ " + LINE + b"--- \n\\ No newline at end of file\n",
    "a long line": b"x" * 3_000_000 + b" " + LINE,
    "on the seam of two reads": b"y" * ((1 << 18) - 30) + b"\n" + LINE,
    "on the seam of two pieces": b"z" * ((1 << 20) - 30) + b" " + LINE,
}
ATTRIBUTES = ("*.txt -diff", "*.txt binary", "*.txt -text", "*.txt diff=hide", "*.txt filter=hide", "*.txt eol=crlf")
NAMES = {
    "a quote": b'a"b.txt',
    "a backslash": b"a\\b.txt",
    "a tab": b"a\tb.txt",
    "a newline": b"a\nb.txt",
    "a blank at the end": b"a ",
    "not UTF-8": b"caf\xe9.txt",
    "UTF-8": "é.txt".encode(),
    "the separator of a header": b"a b/c.txt",
    "like two names": b"x b/x",
    "a leading dash": b"-a.txt",
    "pathspec magic": b":(exclude)a.txt",
    "a glob": b"a*[b].txt",
    "like an arrow": b"a => b.txt",
    "a long name": b"n" * 250,
}


def check(repo, base):
    return repo.sinfonia("check", "--from", base, "--to", "HEAD")


def missed_nowhere(repo):
    """Refuse what is staged at the commit, then, committed behind its back, in the range."""
    base = repo.git("rev-parse", "HEAD").strip()
    refused(repo.try_git("commit", "-qm", "Leak"), "ENF-008")
    repo.git("commit", "-q", "--no-verify", "-m", "Leak")
    refused(check(repo, base), "ENF-008")


@pytest.fixture
def started(hooked):
    hooked.commit({"README.md": "# x\n"})
    return hooked


def test_no_content_hides_a_token(started):
    # One file each in one commit: every file must be named, so that none hides behind another.
    names = {f"f{n}.txt": data for n, data in enumerate(CONTENTS.values())}
    base = started.git("rev-parse", "HEAD").strip()
    started.stage(names)
    result = started.try_git("commit", "-qm", "Leak")
    refused(result, "ENF-008")
    started.git("commit", "-q", "--no-verify", "-m", "Leak")
    in_range = check(started, base)
    refused(in_range, "ENF-008")
    for name, what in zip(names, CONTENTS, strict=True):
        assert f"--> {name}:" in result.text, what
        assert f"--> {name}:" in in_range.text, what


def test_the_same_contents_without_the_token_pass(started):
    base = started.git("rev-parse", "HEAD").strip()
    clean = {f"f{n}.txt": data.replace(b"ghp" + b"_", b"x" * 4) for n, data in enumerate(CONTENTS.values())}
    wide = TOKEN.encode("utf-16-le")[:-1]
    started.stage(
        {
            name: data.replace(wide, b"").replace(TOKEN[4:].encode(), b"")
            for name, data in clean.items()
            if TOKEN.encode("utf-16-be") not in data
        }
    )
    passed(started.try_git("commit", "-qm", "Clean"))
    passed(check(started, base))


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_no_attribute_hides_a_token(started, attribute):
    for key, value in {
        "diff.hide.textconv": "true",
        "diff.hide.command": "true",
        "diff.hide.binary": "true",
        "filter.hide.clean": "cat",
        "filter.hide.smudge": "sed s/ghp/xxx/",
    }.items():
        started.git("config", key, value)
    started.stage({".gitattributes": f"{attribute}\n", "a.txt": SECRET})
    missed_nowhere(started)


@pytest.mark.parametrize("where", [".git/info/attributes", "home"])
def test_attributes_outside_of_the_tree_hide_nothing(started, where):
    if where == "home":
        started.git("config", "core.attributesFile", str(started.path.parent / "attributes"))
        (started.path.parent / "attributes").write_text("* -diff\n")
    else:
        started.write({where: "* -diff\n"})
    started.stage({"a.txt": SECRET})
    missed_nowhere(started)


SETTINGS = (
    ("diff.noprefix", "true"),
    ("diff.mnemonicPrefix", "true"),
    ("color.diff", "always"),
    ("color.ui", "always"),
    ("diff.external", "true"),
    ("core.quotePath", "false"),
    ("core.autocrlf", "true"),
    ("log.showRoot", "false"),
    ("diff.relative", "true"),
    ("diff.ignoreSubmodules", "all"),
    ("diff.renames", "copies"),
    ("diff.orderFile", "../order"),
    ("diff.context", "10"),
    ("diff.algorithm", "histogram"),
    ("diff.submodule", "log"),
    ("core.bigFileThreshold", "1"),
    ("core.pager", "false"),
    ("log.showSignature", "true"),
    ("format.pretty", "oneline"),
)


def set_all(repo):
    (repo.path.parent / "order").write_text("z*\n")
    for key, value in SETTINGS:
        repo.git("config", key, value)


def test_no_setting_of_git_hides_a_token(started):
    set_all(started)
    started.stage({"a.txt": SECRET, "z.txt": "z\n", "a b/c.txt": "c\n"})
    missed_nowhere(started)


def test_no_setting_hides_a_token_in_a_merge(started):
    started.commit({"a.txt": "one\ntwo\nthree\n"})
    for branch, word in (("left", "LEFT"), ("right", "RIGHT")):
        started.git("switch", "-qc", branch, "main")
        started.commit({"a.txt": f"one\n{word}\nthree\n", f"{branch}.txt": "x\n"})
    set_all(started)
    base = started.git("rev-parse", "HEAD").strip()
    started.try_git("merge", "left")
    started.stage({"a.txt": f"one\n{SECRET}three\n"})
    refused(started.try_git("commit", "-qm", "Merge"), "ENF-008")
    started.git("commit", "-q", "--no-verify", "-m", "Merge")
    refused(check(started, base), "ENF-008")


@pytest.mark.parametrize(
    "variables",
    [
        {"GIT_DIFF_OPTS": "-u0", "GIT_EXTERNAL_DIFF": "true", "GIT_PAGER": "true"},
        {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "diff.external", "GIT_CONFIG_VALUE_0": "true"},
        {"GIT_CONFIG_PARAMETERS": "'core.quotepath=false' 'diff.noprefix=true'"},
        {"GIT_LITERAL_PATHSPECS": "1", "GIT_ICASE_PATHSPECS": "0"},
        {"SINFONIA_ENFORCEMENT_STRICTNESS": "low", "SINFONIA_EXCLUDE": "**", "SINFONIA_CONFIG": "/dev/null"},
        {"PRE_COMMIT": "1", "PRE_COMMIT_FROM_REF": "HEAD", "PRE_COMMIT_TO_REF": "HEAD"},
    ],
    ids=lambda variables: next(iter(variables)),
)
def test_no_variable_in_front_of_git_hides_a_token(started, variables):
    started.stage({"a.txt": SECRET})
    refused(started.try_git("commit", "-qm", "Leak", env=variables), "ENF-008")


def test_no_name_hides_a_token(started):
    base = started.git("rev-parse", "HEAD").strip()
    rows = [f"100644 {blob(started, LINE)} 0\t".encode() + name + b"\0" for name in NAMES.values()]
    started.git("update-index", "-z", "--index-info", stdin=b"".join(rows))
    result = started.try_git("commit", "-qm", "Leak")
    refused(result, "ENF-008")
    assert result.text.count("error[ENF-008]") == len(NAMES), result.text
    started.git("commit", "-q", "--no-verify", "-m", "Leak")
    in_range = check(started, base)
    refused(in_range, "ENF-008")
    assert in_range.text.count("error[ENF-008]") == len(NAMES), in_range.text


def test_a_clean_file_under_each_name_passes(started):
    base = started.git("rev-parse", "HEAD").strip()
    rows = [f"100644 {blob(started, b'clean')} 0\t".encode() + name + b"\0" for name in NAMES.values()]
    started.git("update-index", "-z", "--index-info", stdin=b"".join(rows))
    passed(started.try_git("commit", "-qm", "Clean"))
    passed(check(started, base))


def test_the_target_of_a_link_hides_no_token(started):
    os.symlink(TOKEN, started.path / "link")
    started.git("add", "-A")
    missed_nowhere(started)


def test_a_submodule_hides_no_token(started, make_repo):
    origin = make_repo("origin")
    origin.commit({"a.txt": "a\n"})
    started.git("submodule", "add", "-q", str(origin.path), "sub")
    started.git("config", "submodule.sub.ignore", "all")
    started.git("commit", "-qm", "Add")
    inside = hook_up(type(started)(started.path / "sub", started.env))
    inside.stage({"b.txt": SECRET})
    missed_nowhere(inside)


def test_what_replaces_a_submodule_hides_no_token(started, make_repo):
    origin = make_repo("origin")
    origin.commit({"a.txt": "a\n"})
    started.git("submodule", "add", "-q", str(origin.path), "sub")
    started.git("commit", "-qm", "Add")
    started.git("rm", "-q", "--cached", "sub")
    row = f"100644 {blob(started, LINE)} 0\tsub\0"
    started.git("update-index", "-z", "--index-info", stdin=row)
    missed_nowhere(started)


def test_a_rename_with_an_edit_hides_no_token(started):
    text = "".join(f"line {n}\n" for n in range(100))
    started.commit({"old.txt": text})
    started.git("mv", "old.txt", "new name.txt")
    started.stage({"new name.txt": text.replace("line 50\n", f"line 50\n{SECRET}")})
    missed_nowhere(started)


def test_a_replaced_object_hides_no_token(started):
    base = started.git("rev-parse", "HEAD").strip()
    started.stage({"a.txt": SECRET})
    started.git("replace", blob(started, LINE), blob(started, b"clean\n"))
    refused(started.try_git("commit", "-qm", "Leak"), "ENF-008")
    started.git("commit", "-q", "--no-verify", "-m", "Leak")
    refused(check(started, base), "ENF-008")


def test_a_file_that_looks_unchanged_hides_no_token(started):
    started.commit({"a.txt": "a" * len(SECRET)})
    row = f"100644 {blob(started, LINE)} 0\ta.txt\0"
    started.git("update-index", "-z", "--index-info", stdin=row)
    started.git("update-index", "--assume-unchanged", "a.txt")
    missed_nowhere(started)
