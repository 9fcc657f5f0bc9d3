"""Whatever the user has set, the reading is the same: each setting is a case."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
import torture
import truth

from sinfonia.git.changes import net, staged, walk
from sinfonia.git.combined import read_merge
from sinfonia.git.diff import OPTIONS, PATCH
from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover
from sinfonia.git.stream import Stream

TOUCH = "touch 'MARK'; echo no such text; true"
CASES = {
    "diff.noprefix": {"diff.noprefix": "true"},
    "diff.mnemonicPrefix": {"diff.mnemonicPrefix": "true"},
    "diff.srcPrefix": {"diff.srcPrefix": "x/", "diff.dstPrefix": "y/"},
    "color.diff": {"color.diff": "always", "color.ui": "always", "diff.colorMoved": "zebra"},
    "diff.external": {"diff.external": TOUCH},
    "diff driver": {
        "diff.custom.textconv": TOUCH, "diff.custom.command": TOUCH, "diff.custom.cachetextconv": "true",
        "diff.custom.binary": "true", "diff.custom.xfuncname": "^(.*)$", "diff.custom.algorithm": "patience",
    },
    "filter driver": {"filter.custom.clean": TOUCH, "filter.custom.smudge": TOUCH, "filter.custom.required": "true"},
    "merge driver": {"merge.custom.driver": TOUCH},
    "core.quotePath on": {"core.quotePath": "true"},
    "core.quotePath off": {"core.quotePath": "false"},
    "core.autocrlf true": {"core.autocrlf": "true", "core.safecrlf": "true"},
    "core.autocrlf input": {"core.autocrlf": "input", "core.eol": "crlf"},
    "core.attributesFile": {"core.attributesFile": "MARK.attributes"},
    "core.whitespace": {"core.whitespace": "cr-at-eol,trailing-space", "diff.wsErrorHighlight": "all"},
    "core.bigFileThreshold": {"core.bigFileThreshold": "1"},
    "core.fsmonitor": {"core.fsmonitor": TOUCH},
    "core.checkStat": {"core.checkStat": "minimal", "core.trustctime": "false"},
    "core.pager": {"core.pager": TOUCH, "pager.diff": "true", "pager.diff-index": "true", "pager.rev-list": "true"},
    "core.ignoreCase": {"core.ignoreCase": "true", "core.precomposeUnicode": "true", "core.symlinks": "false"},
    "core.fileMode": {"core.fileMode": "false"},
    "core.hooksPath": {"core.hooksPath": "/nowhere"},
    "log.showRoot": {"log.showRoot": "false"},
    "log.showSignature": {"log.showSignature": "true", "gpg.program": "MARK.program"},
    "log.diffMerges": {"log.diffMerges": "off", "log.date": "relative", "log.follow": "true", "log.decorate": "full"},
    "log.mailmap": {"log.mailmap": "true"},
    "format.pretty": {"format.pretty": "oneline", "format.notes": "*", "notes.displayRef": "*"},
    "i18n": {"i18n.logOutputEncoding": "ISO-8859-1", "i18n.commitEncoding": "UTF-16"},
    "diff.relative": {"diff.relative": "true"},
    "diff.ignoreSubmodules": {"diff.ignoreSubmodules": "all", "submodule.kind/sub-bump.ignore": "all"},
    "diff.submodule log": {"diff.submodule": "log"},
    "diff.submodule diff": {"diff.submodule": "diff"},
    "diff.renames": {"diff.renames": "copies", "diff.renameLimit": "99999", "status.renames": "copies"},
    "diff.context": {"diff.context": "9", "diff.interHunkContext": "99"},
    "diff.suppressBlankEmpty": {"diff.suppressBlankEmpty": "true"},
    "diff.algorithm": {"diff.algorithm": "patience"},
    "diff.indentHeuristic": {"diff.indentHeuristic": "false"},
    "diff.orderFile": {"diff.orderFile": "MARK.order"},
    "diff.dirstat": {"diff.dirstat": "files", "diff.statNameWidth": "3", "diff.noIndex": "true"},
    "diff.wordRegex": {"diff.wordRegex": ".", "diff.trustExitCode": "true"},
    "core.commentChar": {"core.commentChar": "%"},
    "alias": {"alias.diff-index": "!" + TOUCH, "alias.rev-list": "!" + TOUCH},
    "trace2": {"trace2.normalTarget": "2", "trace2.eventTarget": "2"},
    "core.abbrev": {"core.abbrev": "4"},
    "grep and others": {"core.warnAmbiguousRefs": "true", "advice.graftFileDeprecated": "true",
    "core.logAllRefUpdates": "always"},
}  # fmt: skip

VARIABLES = {
    "GIT_DIFF_OPTS": {"GIT_DIFF_OPTS": "-u9"},
    "GIT_EXTERNAL_DIFF": {"GIT_EXTERNAL_DIFF": TOUCH},
    "GIT_CONFIG_COUNT": {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "diff.noprefix", "GIT_CONFIG_VALUE_0": "true"},
    "GIT_CONFIG_COUNT that is no number": {"GIT_CONFIG_COUNT": "many"},
    "GIT_CONFIG_PARAMETERS": {"GIT_CONFIG_PARAMETERS": "'diff.external'='false' 'color.ui'='always'"},
    "GIT_LITERAL_PATHSPECS": {"GIT_LITERAL_PATHSPECS": "1"},
    "GIT_ICASE_PATHSPECS": {"GIT_ICASE_PATHSPECS": "1", "GIT_GLOB_PATHSPECS": "1"},
    "GIT_TRACE": {"GIT_TRACE": "1", "GIT_TRACE_SETUP": "1", "GIT_TRACE2": "1", "GIT_CURL_VERBOSE": "1"},
    "GIT_PAGER": {"GIT_PAGER": TOUCH, "PAGER": TOUCH, "GIT_PAGER_IN_USE": "true"},
    "GIT_NAMESPACE": {"GIT_NAMESPACE": "other"},
    "GIT_ATTR_SOURCE": {"GIT_ATTR_SOURCE": "new"},
    "GIT_REPLACE_REF_BASE": {"GIT_REPLACE_REF_BASE": "refs/heads/"},
    "GIT_GRAFT_FILE": {"GIT_GRAFT_FILE": "MARK.grafts"},
    "GIT_PREFIX": {"GIT_PREFIX": "content/"},
    "GIT_DEFAULT_HASH": {"GIT_DEFAULT_HASH": "sha256"},
    "LANG": {"LANG": "de_DE.UTF-8", "LANGUAGE": "de", "LC_ALL": "de_DE.UTF-8"},
    "GIT_MERGE_AUTOEDIT": {"GIT_MERGE_AUTOEDIT": "no", "GIT_REFLOG_ACTION": "x", "GIT_EDITOR": ":"},
}


@pytest.fixture(scope="module")
def history(tmp_path_factory, quiet_env):
    """A smaller repository with a root, a clean, an evil and an octopus merge, and a staged change."""
    path = tmp_path_factory.mktemp("history") / "repo"
    path.mkdir()
    made = torture.Planted(path, quiet_env)
    made.git("init", "-q")
    lines = [b"%d\n" % n for n in range(30)]

    def tree(**swaps) -> torture.Tree:
        some = b"".join(swaps.get(f"n{n}", line) for n, line in enumerate(lines))
        repeated = b"".join(b"/**\n * %d\n */\nf()\n\n" % n for n in range(5) if n < 2 or n > 5 - swaps.get("times", 3))
        return {
            b"attr/nodiff": (torture.FILE, some), b"a b/caf\xc3\xa9": (torture.FILE, some),
            b"content/crlf": (torture.FILE, some),
            b"run": (torture.EXEC if swaps.get("run") else torture.FILE, b"x\n"), b"blocks": (torture.FILE, repeated),
            b"kind/sub-bump": (torture.SUB, torture.COMMIT_2 if swaps.get("bump") else torture.COMMIT_1),
        }  # fmt: skip

    evil = tree(n1=b"one\n", n25=b"two\n", n12=b"\nevil\n", run=True, times=5)
    made.plant(
        (tree(), ()), (tree(n1=b"one\n"), (0,)), (tree(n25=b"two\n", bump=True), (0,)), (tree(n1=b"one\n",
        n25=b"two\n"), (1, 2)),
        (evil, (1, 2)), (tree(n28=b"three\n", times=4), (0,)), (evil, (4, 5, 3)), (tree(n2=b"\n\nzwei"), (6,)),
        message="Grüße\n\n# a line\nTests-Exempt: ä\n".encode(),
    )  # fmt: skip
    made.git("update-ref", "refs/heads/main", "refs/heads/main-7")
    made.git("read-tree", "refs/heads/main-8")
    (path / ".git" / "info" / "attributes").write_text(torture.ATTRIBUTES)
    return made


def snapshot(path, env) -> list:
    """Read the same repository in every way that there is."""
    repo = discover(str(path), env)
    objects = ObjectReader(repo)
    reading = staged(repo, objects)
    rows: list = [list(truth.listed(reading.listing.changes).items()), truth.added(reading.texts()), reading.unread]
    rows.append([truth.listed(net(repo, objects, "main-1", "main-8")), repo.resolve("HEAD")])
    for commit in walk(repo, objects, "main-8"):
        one = commit.commit
        rows.append((one.oid, one.parents, one.author, one.message.text, one.message.trailers))
        rows.append((list(truth.listed(one.changes).items()), truth.added(commit.texts)))
    merge = repo.git("diff", "-c", *PATCH, *OPTIONS, "main-5", "main-2", "main-3")
    changes, texts = read_merge(Stream(iter((merge,))), 2, objects)
    rows.append((list(truth.listed(changes).items()), truth.added(texts)))
    objects.close()
    return rows


@pytest.fixture(scope="module")
def plain(history):
    rows = snapshot(history.path, history.env)
    assert len(rows) == 4 + 2 * 8 + 1
    return rows


@pytest.fixture
def marked(tmp_path):
    """Files that a setting may name; `MARK` itself must never appear."""
    mark = tmp_path / "mark"
    (tmp_path / "mark.attributes").write_text("* binary\n* diff=custom\n")
    (tmp_path / "mark.order").write_text("run\n*crlf\n")
    (tmp_path / "mark.program").write_text(f"#!/bin/sh\ntouch {mark}\n")
    (tmp_path / "mark.program").chmod(0o755)
    yield mark
    assert not mark.exists(), "a program of the user's was run"


def filled(values: dict[str, str], mark) -> dict[str, str]:
    return {key: value.replace("MARK", str(mark)) for key, value in values.items()}


@pytest.mark.parametrize("case", CASES)
def test_a_setting_of_the_user_changes_nothing(history, plain, marked, tmp_path, case):
    config = tmp_path / "config"
    for key, value in filled(CASES[case], marked).items():
        subprocess.run(["git", "config", "--file", str(config), key, value], check=True)
    env = {**history.env, "GIT_CONFIG_GLOBAL": str(config)}
    assert snapshot(history.path, env) == plain


@pytest.mark.parametrize("case", VARIABLES)
def test_a_variable_of_the_user_changes_nothing(history, plain, marked, case):
    marked.with_name("mark.grafts").write_text(history.git("rev-parse", "main-7").decode())
    assert snapshot(history.path, {**history.env, **filled(VARIABLES[case], marked)}) == plain


def test_from_a_folder_below_the_reading_is_the_same(history, plain, tmp_path):
    below = history.path / "content" / "deep"
    below.mkdir(parents=True)
    config = tmp_path / "config"
    config.write_text("[diff]\n\trelative = true\n")
    assert snapshot(below, {**history.env, "GIT_CONFIG_GLOBAL": str(config)}) == plain


def test_replace_refs_and_grafts_show_nothing_else(history, plain, tmp_path):
    copy = torture.Planted(tmp_path / "copy", history.env)
    subprocess.run(["cp", "-r", str(history.path), str(copy.path)], check=True)
    copy.git("replace", "main-8", "main-1")
    copy.git("replace", "main-5^{tree}", "main-2^{tree}")
    blob = copy.git("rev-parse", "main-8:blocks").decode().strip()
    copy.git("replace", blob, copy.git("hash-object", "-w", "--stdin", stdin=b"harmless\n").decode().strip())
    (copy.path / ".git" / "info" / "grafts").write_text(copy.git("rev-parse", "main-7").decode())
    assert snapshot(copy.path, copy.env) == plain


@pytest.mark.parametrize("way", ["another file", "the same file"])
def test_what_stands_in_the_work_tree_is_not_taken_for_what_is_staged(make_repo, opened, way):
    """`git diff-index --cached` reads a file of the work tree when it looks the same to `stat`."""
    made = make_repo("repo")
    made.git("config", "core.trustctime", "false")
    made.git("config", "core.checkStat", "minimal")
    made.commit({"f": "first\n"})
    (made.path / "f").write_bytes(b"staged\n")
    os.utime(made.path / "f", (1_500_000_000, 1_500_000_000))
    made.git("add", "f")
    name = "g" if way == "another file" else "f"
    (made.path / name).write_bytes(b"hidden\n")
    os.utime(made.path / name, (1_500_000_000, 1_500_000_000))
    os.rename(made.path / name, made.path / "f")
    _wait_for_another_second(made.path / "f")
    repo, objects = opened(made.path, made.env)
    assert [text.data for text in staged(repo, objects).texts()] == [b"staged\n"]


def test_a_commit_of_a_range_is_never_read_from_the_work_tree(make_repo, opened):
    made = make_repo("repo")
    (made.path / "f").write_bytes(b"secret\n")
    os.utime(made.path / "f", (1_500_000_000, 1_500_000_000))
    made.git("add", "f")
    made.git("commit", "-qm", "x")
    (made.path / "f").write_bytes(b"benign\n")
    os.utime(made.path / "f", (1_500_000_000, 1_500_000_000))
    repo, objects = opened(made.path, made.env)
    assert [text.data for reading in walk(repo, objects, "HEAD") for text in reading.texts] == [b"secret\n"]


def _wait_for_another_second(path) -> None:
    born = int(os.stat(path).st_ctime)
    while int(time.time()) == born:
        time.sleep(0.05)
    os.chmod(path, 0o644)  # the time of change is now


def test_a_file_named_like_a_revision_does_not_confuse_git(make_repo, opened):
    made = make_repo("repo")
    made.commit({"HEAD": "x\n", "main": "y\n"})
    repo, objects = opened(made.path, made.env)
    assert [r.commit.oid for r in walk(repo, objects, "main")] == [repo.resolve("HEAD")]
    assert net(repo, objects, "HEAD", "main") == ()
    reading = staged(repo, objects)
    assert list(reading.texts()) == []


def test_an_added_but_empty_intent_is_not_part_of_the_commit(make_repo, opened):
    made = make_repo("repo")
    made.commit({"a": "x\n"})
    made.write({"later": "secret\n", "now": "y\n"})
    made.git("add", "now")
    made.git("add", "-N", "later")
    repo, objects = opened(made.path, made.env)
    reading = staged(repo, objects)
    assert [c.path for c in reading.listing.changes] == ["now"]
    assert [text.data for text in reading.texts()] == [b"y\n"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_conflict_is_told_and_does_not_shift_what_follows(make_repo, opened):
    made = make_repo("repo")
    odd = "b\ndiff --git a/x b/x\n@@ -0,0 +1 @@\n+no"
    made.commit({"a": "1\n", odd: "1\n", "z": "1\n", "c": "1\n"})
    made.git("checkout", "-qb", "side")
    made.commit({"c": "2\n", odd: "2\n", "z": "s\n"})
    made.git("checkout", "-q", "main")
    made.commit({"c": "3\n", odd: "3\n"})
    assert made.try_git("merge", "side").code
    made.write({"a": "1\n2\n"})
    made.git("add", "a")
    repo, objects = opened(made.path, made.env)
    reading = staged(repo, objects)
    assert set(reading.listing.unmerged) == {"c", odd}
    assert truth.added(reading.texts()) == {"a": {2: b"2"}, "z": {1: b"s"}}
