"""The rules of completion: what keeps a produced document open, each beside its allowed twin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinfonia.model.workflow import Gate, StepDefinition
from sinfonia.workflow import completion

PRD = """\
# Sign-in

## Requirements

| ID | Priority | Requirement |
| --- | --- | --- |
| R-01 | must | A visitor signs in |
| R-02 | could | A visitor stays signed in |

## Stories

### S-01 Sign in (R-01)

Acceptance criteria:

- With the password, the visitor sees their drafts

### S-02 Stay (R-02)

#### Acceptance criteria

1. After a day, the visitor is still signed in

## Non-goals

- Sign-in with other services

## Open questions

None.
"""

SPEC = """\
# Sign-in

## Traceability

| Requirement | Covered by |
| --- | --- |
| R-01 | `POST /session` |
| R-02 | the cookie |

## Interfaces

### `POST /session`

Takes two texts.

## Data model

Nothing new is stored: the cookie carries it.

## Error cases

- wrong password: 401

## Non-functional requirements

- N-1 95 % of sign-ins below 200 ms
"""

FINDINGS = """\
# Findings

## Read

- `src/login.py`

## Findings

- BLOCKER F-01 `src/login.py:31`: compared with `==`
- **CONCERN** F-02 `src/login.py:44`: no limit,
  which the specification asks for
- [SUGGESTION] F-03 `src/app.py:12`: a shorter name
"""

REPORT = """\
# Review

## Verdict

revise: one blocker.

## Blockers

- F-01 open: compare in constant time
"""

TEXTS = {"prd": PRD, "spec": SPEC, "findings": FINDINGS, "report": REPORT}
BESIDE = {"prd.md": PRD.encode(), "findings.md": FINDINGS.encode()}


def lacks(kind: str, text: str) -> list[str]:
    return [f"{one.line}: {one.why}" for one in completion.unmet(kind, text.encode(), "x.md", BESIDE.get)]


@pytest.mark.parametrize("kind", completion.DOCUMENTS)
def test_a_document_that_meets_its_rules_is_complete(kind):
    assert lacks(kind, TEXTS[kind]) == []


@pytest.mark.parametrize("kind", completion.DOCUMENTS)
def test_line_ends_a_mark_and_frontmatter_make_no_difference(kind):
    data = b"\xef\xbb\xbf" + ("---\ntitle: TBD\n---\n" + TEXTS[kind]).replace("\n", "\r\n").encode()
    assert completion.unmet(kind, data, "x.md", BESIDE.get) == []


# document, what stands there, what is refused, the reason, and the twin that is allowed
CASES = [
    ("prd", "| R-01 | must |", "| R-01 | |", "7: requirement `R-01` has no priority", "| R-01 | P0 |"),
    ("prd", "| R-01 | must |", "| R-01 | soon |", "7: requirement `R-01` has no priority", "| R-01 | **Must** |"),
    ("prd", "| R-01 |", "| |", "7: a requirement has no id", "| `R-01` |"),
    ("prd", "| R-02 |", "| R-01 |", "8: requirement `R-01` stands there twice", "| R-03 |"),
    ("prd", "A visitor signs in |", " |", "7: requirement `R-01` says nothing", "Sign in |"),
    ("prd", "## Requirements", "## Wishes", "there is no section `## Requirements`", "## 2. Requirements"),
    ("prd", "- With the password, the visitor sees their drafts", "It works.", "12: story `S-01", "* It works"),
    ("prd", "Acceptance criteria:", "Criteria:", "12: story `S-01", "**Acceptance criteria**"),
    ("prd", "- With the password", "- None.\n\nWith the password", "12: story `S-01", "1) With the password"),
    ("prd", "## Stories", "## Tales", "there is no section `## Stories`", "## User stories"),
    ("prd", "- Sign-in with other services", "- None.", "it names no non-goal", "- Other services"),
    ("prd", "## Non-goals", "## Never", "there is no section `## Non-goals`", "## Out of scope"),
    ("prd", "None.\n", "- Does it end? (ana)\n", "a question is still open", "- None.\n"),
    ("prd", "None.\n", "Does it end?\n", "a question is still open", "No open questions.\n"),
    ("prd", "signs in |", "TBD |", "7: `TBD` leaves something open", "sees `TBD` |"),
    ("prd", "# Sign-in", "# Sign-in\n\n" + "word " * 2000, "words, more than 2000", "# Sign-in\n\n" + "word " * 1800),
    ("spec", "| R-02 | the cookie |\n", "", "requirement `R-02` of `prd.md` is not traced", "| `R-02` | a |\n"),
    ("spec", "| R-01 | `POST /session` |", "| R-01 | |", "7: `Covered by` of `R-01` is empty", "| R-01 | S-01 |"),
    ("spec", "| Requirement |", "| What |", "it needs a table `| Requirement | Covered by |`", "| ID |"),
    ("spec", "## Traceability", "## Trace", "there is no section `## Traceability`", "## 1 Traceability"),
    ("spec", "### `POST /session`\n\nTakes two texts.", "Some.", "it describes no interface", "- `POST /session`"),
    ("spec", "Nothing new is stored: the cookie carries it.", "None.", "the data model says nothing", "One column."),
    ("spec", "- wrong password: 401", "None.", "it names no error case", "### Wrong password\n\n401"),
    ("spec", "95 % of sign-ins below 200 ms", "fast", "cannot be measured: it has no number", "below 1 s"),
    ("spec", "- N-1 95 % of sign-ins below 200 ms", "Fast.", "it lists no non-functional requirement",
     "| ID | Requirement |\n| --- | --- |\n| N-1 | below 200 ms |"),
    ("spec", "- N-1 95 % of sign-ins below 200 ms", "| ID | Requirement |\n| --- | --- |\n| N-1 | fast |",
     "cannot be measured", "- below 200 ms"),
    ("spec", "## Non-functional requirements", "## Wishes", "there is no section `## Non-functional", "## NFRs"),
    ("spec", "Takes two texts.", "Takes ???", "`???` leaves something open", "Takes `???`"),
    ("findings", "- BLOCKER F-01", "- Blocker F-01", "9: a finding begins with its grade and id", "* BLOCKER F-01"),
    ("findings", "- BLOCKER F-01", "- BLOCKER", "9: a finding begins with its grade and id", "- BLOCKER T-1"),
    ("findings", "F-02", "F-01", "10: finding `F-01` stands there twice", "F-04"),
    ("findings", "`src/login.py:31`: compared with `==`", "compared", "9: finding `F-01` names no place", "`src/`: x"),
    ("findings", "- `src/login.py`\n", "All.\n", "it does not say what was read", "- all of it\n"),
    ("findings", "## Read", "## Looked at", "there is no section `## Read`", "## What was read"),
    ("findings", FINDINGS[FINDINGS.index("- BLOCKER") :], "It is fine.\n", "the findings are not a list", "None.\n"),
    ("report", "revise: one", "reject: one", "the verdict begins with one of the words", "**Revise**: one"),
    ("report", "revise: one", "approve: one", "the verdict is `approve`, and blocker `F-01` is open", "Revise. One"),
    ("report", "- F-01 open: compare in constant time", "None.", "blocker `F-01` of `findings.md` is not accounted",
     "- F-01 resolved: seen in the diff"),
    ("report", "- F-01 open:", "- F-01:", "a blocker begins with its id and state", "- **F-01** open:"),
    ("report", "- F-01 open: compare in constant time", "Some.", "the blockers are not a list", "- F-01 resolved"),
    ("report", "## Verdict", "## Opinion", "there is no section `## Verdict`", "## Verdict ##"),
    ("report", "## Blockers", "## Bad", "there is no section `## Blockers`", "## Blockers:"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "old", "refused", "reason", "allowed"), CASES)
def test_what_keeps_a_document_open(kind, old, refused, reason, allowed):
    assert old in TEXTS[kind]
    assert any(reason in told for told in lacks(kind, TEXTS[kind].replace(old, refused, 1)))
    assert lacks(kind, TEXTS[kind].replace(old, allowed, 1)) == []


def test_requirements_may_be_a_list():
    table = PRD[PRD.index("| ID") : PRD.index("## Stories")]
    listed = PRD.replace(table, "- R-01 (must): sign in\n- **R-02** could: stay\n\n")
    assert lacks("prd", listed) == []
    assert any("`R-02` has no priority" in told for told in lacks("prd", listed.replace("could: ", "")))


def test_a_spec_alone_in_its_folder_traces_what_it_names():
    assert completion.unmet("spec", SPEC.replace("| R-02 | the cookie |\n", "").encode(), "x.md") == []


def test_a_fence_is_no_section():
    fenced = FINDINGS.replace("## Findings", "```\n## Findings\n```", 1)
    assert any("there is no section `## Findings`" in told for told in lacks("findings", fenced))


@pytest.mark.parametrize("kind", completion.DOCUMENTS)
@given(data=st.binary(max_size=300))
def test_any_bytes_have_an_answer(kind, data):
    assert all(one.line >= 1 and one.why for one in completion.unmet(kind, data, "x.md"))


@pytest.mark.parametrize("kind", completion.DOCUMENTS)
def test_a_broken_table_or_no_text_is_a_reason(kind):
    assert [one.line for one in completion.unmet(kind, b"\xff", "x.md")] == [1]
    broken = b"## Traceability\n\n| ID |\n| --- |\n| a | b |\n## Requirements\n\n| ID |\n| --- |\n| a | b |\n"
    assert completion.unmet(kind, broken, "x.md")


def step(**changes: object) -> StepDefinition:
    values = {"name": "validate-prd", "title": "", "persona": "libretto", "gate": Gate.RETURN}
    return StepDefinition(**{**values, "produces": ("{session}/prd.md",), "completion": "prd", **changes})


def test_each_unmet_rule_is_an_open_gate():
    files = {"f/prd.md": PRD.replace("| R-01 | must |", "| R-01 | |").encode()}
    (gate,) = completion.open_gates((step(),), "f", files.get)
    assert gate.name == "completion prd"
    assert gate.why == "f/prd.md:7: requirement `R-01` has no priority: must, should or could"
    assert (gate.command, gate.who) == ("sinfonia validate f/prd.md", "libretto")
    assert completion.open_gates((step(),), "f", {"f/prd.md": PRD.encode()}.get) == ()


def test_a_spec_is_compared_with_the_requirements_beside_it():
    files = {"f/spec.md": SPEC.replace("| R-02 | the cookie |\n", "").encode(), "f/prd.md": PRD.encode()}
    spec = step(completion="spec", produces=("{session}/spec.md",))
    assert [gate.name for gate in completion.open_gates((spec,), "f", files.get)] == ["completion spec"]


def test_a_missing_document_and_a_step_without_rules_have_no_gate_here():
    assert completion.open_gates((step(), step(completion="", produces=())), "f", {}.get) == ()
