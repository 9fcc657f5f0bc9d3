"""Measure the rules on labelled rows: recall, false positives, and the rows that are judged wrong.

    python benchmarks/accuracy.py CORPORA [--rows N]

CORPORA is a folder of `*.jsonl.gz` (or `*.jsonl`) files, or one such file. What a file holds is told by its
fields: `cmd` is a command, `text` with `suite` secret content, with `mode` a command that may read a secret, else
a path; `before` with `after` a change; `stdin` or `stdin_raw` a payload of an agent's hook, `tool_input` a call of
any tool. Commands and reads are judged a second time through the guard of a coding agent, which must say the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from agent_rows import by_guard, by_payload

from sinfonia.git.message import parse
from sinfonia.model.change import REGULAR, SUBMODULE, Change, MemoryBlobs
from sinfonia.model.event import Event
from sinfonia.model.policy import Policy
from sinfonia.rules.enf_001_untested_code import judge
from sinfonia.rules.hook_bypass.judge import bypasses
from sinfonia.rules.secret_names import judge_path
from sinfonia.rules.secret_reads import secret_reads
from sinfonia.rules.secrets.scan import find
from sinfonia.rules.trailers import waived_paths
from sinfonia.rules.unsafe_shell.judge import judge_command

if TYPE_CHECKING:
    from collections.abc import Iterator


PLACE = {"cwd": "/workspace/project", "root": "/workspace/project", "home": "/home/test"}


class Score:
    """Counts of one suite: should be refused, was; should pass, did not; and the wrong rows."""

    def __init__(self) -> None:
        self.bad = self.caught = self.good = self.flagged = self.left_out = 0
        self.wrong: list[str] = []

    def add(self, *, expected: bool, answer: bool, row: str) -> None:
        """Count one row; `expected` and `answer` say whether it is refused."""
        if expected:
            self.bad += 1
            self.caught += answer
        else:
            self.good += 1
            self.flagged += answer
        if expected != answer:
            self.wrong.append(("missed  " if expected else "flagged ") + row.replace("\n", "⏎")[:120])


def main() -> None:
    options = argparse.ArgumentParser(description="Measure the rules on labelled rows.")
    options.add_argument("corpora", type=Path)
    options.add_argument("--rows", type=int, default=0, help="print this many wrong rows of each suite")
    given = options.parse_args()
    scores: dict[str, Score] = defaultdict(Score)
    files = sorted(given.corpora.iterdir()) if given.corpora.is_dir() else [given.corpora]
    for file in files:
        if file.name.endswith((".jsonl", ".jsonl.gz")):
            measure(file, scores)
    for name, score in scores.items():
        recall = f"{score.caught}/{score.bad} {100 * score.caught / score.bad:.1f} %" if score.bad else "-"
        false = f"{score.flagged}/{score.good} {100 * score.flagged / score.good:.1f} %" if score.good else "-"
        out = f"  left out {score.left_out}" if score.left_out else ""
        print(f"{name:<42} refused {recall:<18} false {false:<14}{out}")
        for row in score.wrong[: given.rows]:
            print(f"    {row}")


def measure(file: Path, scores: dict[str, Score]) -> None:
    """Judge the rows of one file, whatever they are."""
    name = file.name.partition(".")[0]
    for row in read(file):
        if "tool_input" in row or "stdin" in row or "stdin_raw" in row:
            by_payload(row, name, scores)
        elif "before" in row and "after" in row:
            for column, strictness in (("expect", "medium"), ("expect_strict", "high")):
                answer = untested(row, strictness)
                score = scores[f"{name}, {strictness}"]
                score.add(expected=row[column] == "flag", answer=answer, row=f"{row['id']} {row['name']}")
        elif "suite" in row:
            score = scores[f"{name}, {row['suite']}"]
            if is_expression(row["text"]) or is_fragment(row):
                score.left_out += 1
            else:
                answer = any(counts(row, hit.format_id) for hit in find(row["text"].encode(), row.get("path", "")))
                score.add(expected=row["expect"] == "secret", answer=answer, row=row["text"])
        elif "cmd" in row and row["expect"] in {"allow", "deny"}:
            answer = any(judgement(row["cmd"], **PLACE) for judgement in (judge_command, bypasses, secret_reads))
            scores[name].add(expected=row["expect"] == "deny", answer=answer, row=row["cmd"])
            by_guard(row["cmd"], row, name, scores)
        elif "text" in row and "mode" in row:
            answer = bool(secret_reads(row["text"], **PLACE))
            scores[name].add(expected=row["expect"] == "deny", answer=answer, row=row["text"])
            by_guard(row["text"], row, name, scores)
        elif "text" in row:
            answer = judge_path(row["text"]).refused_unseen
            scores[name].add(expected=row["expect"] == "deny", answer=answer, row=row["text"])


def read(file: Path) -> Iterator[dict]:
    """Give the rows of a file."""
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def is_expression(text: str) -> bool:
    """Tell a row that is an expression for credentials and not one."""
    return any(mark in text for mark in ("[a-z", "[A-Z", "[0-9", "[\\w", "[_-]?", "\\b", "(?:", "{20}", "{32}", "{40}"))


def is_fragment(row: dict) -> bool:
    """Tell a row, called a secret, that was cut out of code in front of its value, or is one short word."""
    bare = row["text"].strip().rstrip("\\\"'` ")
    if row["expect"] != "secret" or len(bare) > 60 or re.search(r"\n|-----|[^\s=:'\"]*[0-9][^\s:'\"]{9}", bare):
        return False
    value = re.split(r"[=:\s]", bare)[-1]
    if re.search(r"[ :][A-Za-z0-9+/]{10,}=+$", bare):
        return False
    if bare.endswith(("=", ":", "_", "-")) or (value.isupper() and value.isalpha() and len(value) < 4):
        return True
    return len(bare) < 16 and not re.search(r"[0-9]{2}|[\s:\"'{]|xxx", bare)


def counts(row: dict, found: str) -> bool:
    """Tell whether a hit counts: on a clean row, only one of the row's own provider or of a generic rule."""
    if row["expect"] == "secret" or found in {"assigned", "url", "jwt"}:
        return True
    own = str(row.get("rule") or "").lower().replace("_", "-")
    return bool(set(found.split("-")) & set(own.split("-")))


def untested(row: dict, strictness: str) -> bool:
    """Tell whether ENF-001 refuses a change, as one commit."""
    links = (row["gitlink"],) if row.get("gitlink") else ()
    modes = {path: int(mode, 8) for path, mode in row.get("mode_change", {}).items()}
    message = parse(row["message"]) if row.get("message") is not None else None
    before = {path: text.encode() for path, text in row["before"].items()}
    after = {path: text.encode() for path, text in row["after"].items()}
    changes = [
        changed(path, before.get(path), after.get(path), modes.get(path, REGULAR))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path) or path in modes
    ]
    changes += [
        Change(path, "M", old_mode=SUBMODULE, new_mode=SUBMODULE, old_id="1" * 40, new_id="2" * 40) for path in links
    ]
    event = Event(
        "commit",
        tuple(changes),
        message=message,
        merge=bool(row.get("merge")),
        before=lambda path: before.get(path, b""),
    )
    if waived_paths(event, "ENF-001", "untested-code"):
        return False
    return any(True for _ in judge(event, Policy({"enforcement_strictness": strictness})))


def changed(path: str, old: bytes | None, new: bytes | None, mode: int) -> Change:
    """Make a change of whole contents; equal contents get equal ids, as in git."""
    contents = {f"{hash(data):x}": data for data in (old, new) if data is not None}
    return Change(
        path,
        "A" if old is None else "D" if new is None else "M",
        old_mode=0 if old is None else REGULAR,
        new_mode=0 if new is None else mode,
        old_id="" if old is None else f"{hash(old):x}",
        new_id="" if new is None else f"{hash(new):x}",
        blobs=MemoryBlobs(contents),
    )


if __name__ == "__main__":
    main()
