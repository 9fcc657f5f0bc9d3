from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from sinfonia.model.change import Text, change_in_memory, text_of
from sinfonia.model.event import Event
from sinfonia.model.finding import MESSAGE_PATH
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_008_secret_content import RULE
from sinfonia.rules.secrets.scan import find

ROOT = Path(__file__).parents[3]
BODY = b"a9Bk3LmQ7x" * 3 + b"Zt5Rw8"
TOKEN = b"ghp_" + BODY


def findings(data: bytes, path: str = "src/app.py", **secrets):
    return list(RULE.read(text_of(data, path), Policy({"secrets": secrets})))


def test_a_token_is_named_placed_and_masked():
    (finding,) = findings(b"import os\n\n\tkey = '" + TOKEN + b"'  # gr\xc3\xb6\xc3\x9fe\n")
    assert finding.message == "a GitHub personal access token would enter history"
    assert finding.source == " key = 'ghp_****************'  # größe"
    assert (finding.location.path, finding.location.line) == ("src/app.py", 3)
    shown = finding.source[finding.location.column - 1 : finding.location.end_column - 1]
    assert shown == "ghp_****************"
    assert finding.identity == TOKEN
    assert BODY.decode() not in repr(finding) + finding.message + finding.help + finding.source


def test_columns_count_in_the_masked_line_when_another_secret_stands_before():
    first, second = findings(TOKEN + b" " + TOKEN[:-1] + b"9\n")
    for finding in (first, second):
        shown = finding.source[finding.location.column - 1 : finding.location.end_column - 1]
        assert shown == "ghp_****************"
    assert second.location.column == first.location.end_column + 1


def test_the_line_of_an_added_piece_is_the_line_of_the_file():
    data = b"one\n" + TOKEN + b"\n"
    (finding,) = RULE.read(Text(data, [(0, 40)], path="a"), Policy({}))
    assert finding.location.line == 41


def test_a_private_key_is_one_finding_on_its_first_line():
    dashes = b"-" * 5
    key = (
        dashes
        + b"BEGIN PRIVATE "
        + b"KEY"
        + dashes
        + b"\n"
        + (BODY + b"\n") * 9
        + dashes
        + b"END PRIVATE "
        + b"KEY"
        + dashes
    )
    (finding,) = findings(b"# key\n" + key + b"\n", "id")
    assert finding.location.line == 2
    assert BODY.decode() not in finding.source


def test_a_very_long_line_shows_what_is_near():
    (finding,) = findings(b"x=1;" * 90_000 + TOKEN + b";y=2" * 90_000)
    assert len(finding.source) < 600
    assert finding.source[finding.location.column - 1 :].startswith("ghp_****")


def test_a_commit_message_is_read():
    (finding,) = findings(b"Fix login\n\nuse " + TOKEN + b"\n", MESSAGE_PATH)
    assert finding.location.path == MESSAGE_PATH
    assert finding.location.line == 3


@pytest.mark.parametrize("mark", [b"gitleaks:" + b"allow", b"pragma: " + b"allowlist secret"])
def test_a_foreign_mark_counts_only_when_the_policy_says_so(mark):
    line = TOKEN + b"  # " + mark + b"\n"
    assert len(findings(line + b"\n" + TOKEN)) == 2
    assert len(findings(line + b"\n" + TOKEN, foreign_marks=True)) == 1


def test_entropy_false_leaves_the_generic_rule_out():
    line = b'password = "pRf7' + b'vG2!x"\n'
    assert len(findings(line)) == 1
    assert findings(line, entropy=False) == []
    assert len(findings(line + TOKEN, entropy=False)) == 1


def test_many_findings_on_one_long_line_do_not_hang(patience):
    data = (TOKEN + b" ") * 20_000
    assert len(findings(data)) == 20_000


def test_the_page_has_every_section():
    headings = re.findall(r"^## (.+)$", RULE.page, re.MULTILINE)
    assert headings == ["What", "Why", "Instead", "Refused", "Allowed", "Options", "Known limits"]
    assert (RULE.code, RULE.name) == ("ENF-008", "secret-content")
    assert RULE.moments == ("commit", "message", "range", "push", "tool")
    assert RULE.waived_by == ("inline", "baseline", "config")


def test_our_own_table_and_tests_hold_no_secret():
    here = [*(ROOT / "sinfonia" / "rules" / "secrets").glob("*.py"), *Path(__file__).parent.glob("*.py")]
    here.append(ROOT / "sinfonia" / "rules" / "enf_008_secret_content.py")
    assert len(here) > 20
    hits = [(path.name, hit) for path in here for hit in find(path.read_bytes(), str(path))]
    assert hits == []


CORPUS = Path(os.environ.get("SINFONIA_CORPORA") or ROOT.parent / "shared" / "corpora") / "secrets.jsonl.gz"
EXPRESSION = re.compile(r"\][{+*]\d*|\\[wds]|\(\?|\[_-\]\?")


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not here")
@pytest.mark.parametrize(
    ("suite", "recall", "wrong"), [("gitleaks", 78, 8), ("betterleaks", 72, 10), ("noseyparker", 78, 26)]
)
def test_recall_on_a_suite_does_not_fall(suite, recall, wrong):
    rows = map(json.loads, gzip.decompress(CORPUS.read_bytes()).splitlines())
    rows = [row for row in rows if row["suite"] == suite]
    rows = [row for row in rows if not (EXPRESSION.search(row["text"]) and len(row["text"]) < 200)]
    found = {"secret": [], "clean": []}
    for row in rows:
        hits = find(row["text"].encode("utf-8", "surrogateescape"), row.get("path", ""))
        found[row["expect"]].append(any(True for _ in hits))
    assert 100 * sum(found["secret"]) / len(found["secret"]) >= recall
    assert 100 * sum(found["clean"]) / len(found["clean"]) <= wrong


def named(*names: bytes):
    paths = [name.decode("utf-8", "surrogateescape") for name in names]
    changes = tuple(change_in_memory(path, None, b"x") for path in paths)
    return list(RULE.judge(Event("commit", changes), Policy({})))


def test_a_credential_in_the_name_of_a_new_file_is_found_and_masked():
    (finding,) = named(b"docs/a.md", b"keys\n/" + TOKEN + b".txt", b"\xff.txt")
    assert finding.message == "a GitHub personal access token would enter history as a name"
    assert finding.location.path == "keys /ghp_****************.txt"
    assert finding.identity == TOKEN
    assert named(b"docs/ghp_token.md", b"password=secret1.txt") == []


def test_lines_are_numbered_alike_in_one_pass_and_one_by_one():
    text = Text(b"a\nb\nc\nd\n", [(0, 3), (4, 9)], path="a")
    offsets = [0, 1, 2, 4, 5, 6]
    assert list(text.lines_at(offsets)) == [text.line_at(at) for at in offsets] == [3, 3, 4, 9, 9, 10]


@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le"])
def test_ten_thousand_credentials_do_not_hold_the_commit(encoding, patience):
    text = "".join(f"x = 'ghp_{number:05}Bk3LmQ7xa9Zt5Rw8Pq2Yv6Nc4Hd1sJe'\n" for number in range(10_000))
    found = findings(text.encode(encoding))
    assert [finding.location.line for finding in found] == list(range(1, 10_001))
