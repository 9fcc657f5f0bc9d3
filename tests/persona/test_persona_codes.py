"""FM, SS, SC, PP and XR: what is refused in a persona, each beside its allowed twin."""

from __future__ import annotations

import pytest
from persona_files import KNOWN, PERSONA, dialects

from sinfonia.persona.frontmatter import is_emoji, is_license
from sinfonia.persona.validate import problems

PATH = ".sinfonia/agents/scribe.md"


def judged(text: str | bytes, path: str = PATH) -> list[tuple[str, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [(problem.code, problem.severity) for problem in problems(data, path, KNOWN)]


def edited(old: str, new: str) -> list[tuple[str, str]]:
    assert old in PERSONA
    return judged(PERSONA.replace(old, new, 1))


def items(count: int, mark: str = "- {}") -> str:
    return "\n".join(mark.format(n + 1) for n in range(count))


def test_a_right_persona_has_no_problem():
    assert judged(PERSONA) == []


E, W = "error", "warning"
SIX = "1. Greet\n2. Read\n3. Ask @maestro\n4. Say\n5. Show the menu\n6. Wait\n7. Act"
MENU = "1. [MH] Menu\n2. [WR] Write, with @sinfonia-scribe\n3. [CH] Chat\n4. [DA] Leave"
ACTIONS = "1. **ALWAYS** name who decided\n2. **NEVER** add what was not said"
PRINCIPLES = "1. **Short.** One line each.\n2. **True.** What was said.\n3. **Soon.** The same day."

# code, severity, what stands there, what is refused, and the twin that is allowed
CASES = [
    ("FM-02", E, "persona_id: scribe\n", "", "persona_id: 'scribe'\n"),
    ("FM-02", E, "persona_id: scribe", "persona_id: Scribe", 'persona_id: "scribe"'),
    ("FM-02", E, "persona_id: scribe", "persona_id: scribes", "persona_id: scribe # the file's name"),
    ("FM-03", E, "name: Scribe\n", "", "name: 'S'\n"),
    ("FM-03", E, "name: Scribe", "name: " + "x" * 51, "name: " + "x" * 50),
    ("FM-04", E, "role: Keeps the minutes", "role:", "role: x"),
    ("FM-04", E, "role: Keeps the minutes", "role: " + "x" * 101, "role: " + "é" * 100),
    ("FM-05", E, "description: Writes down", "descriptions: Writes down", "description: 'Writes' # down"),
    ("FM-05", E, "what was decided, by whom and why.", "x" * 201, "x" * 180),
    ("FM-06", W, "persona_mode: both", "persona_mode: primary", "persona_mode: interactive"),
    ("FM-07", W, "version: 1.2.3", "version: 1.2", "version: 1.2.3-rc.1+build.5"),
    ("FM-07", W, "version: 1.2.3", "version: v1.2.3", "version: 0.0.1"),
    ("FM-08", W, "icon: 📝", "icon: note", "icon: 🛠️"),
    ("FM-08", W, "icon: 📝", "icon: 📝📝", "icon: 👩🏽‍💻"),
    ("FM-09", W, "  - minutes\n", "  - " + "x" * 51 + "\n", "  - " + "x" * 50 + "\n"),
    ("FM-09", W, "  - minutes\n", items(10, "  - {}") + "\n", items(9, "  - {}") + "\n"),
    ("FM-10", W, "author: The team", "author:", "author: x"),
    ("FM-12", W, "MIT OR Apache-2.0", "MIT/Apache", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ("FM-12", W, "MIT OR Apache-2.0", "Proprietary", "LicenseRef-Proprietary"),
    ("FM-13", W, "tools: [read, write]", "tools: [read, browse]", "tools: [read, write, edit, shell]"),
    ("FM-14", W, "license: MIT OR Apache-2.0", "licence: MIT", "license: MIT\nmodel: opus"),
    ("SS-01", E, "## Identity", "## Who", "## Identity ##"),
    ("SS-02", W, "## Comm Style", "## Manner", "## Communication Style"),
    ("SS-02", W, "## Role Def", "## Role", "## Role Definition"),
    ("SS-05", E, "## Comm Style\n\nShort.\n\n", "", "## Comm Style\n\n- Short.\n\n"),
    ("SS-06", E, "## Principles", "### Principles", "## Principles"),
    ("SS-07", E, "\n## Notes\n", "\n## Rules\n", "\n## Examples\n"),
    ("SS-08", E, "## Comm Style\n\nShort.", "## Comm Style\n\n<!-- later -->", "## Comm Style\n\nx"),
    ("SS-09", W, "\n## Notes\n", "\n## Remarks\n", "\n## Custom Instructions\n"),
    ("SC-01", E, "You are Scribe. You write down decisions.", "- Scribe\n- writes", "You are Scribe.\n\n- writes"),
    ("SC-02", W, "## Comm Style\n\nShort.", "## Comm Style\n\n...", "## Comm Style\n\n- Short"),
    ("SC-03", W, "- Listen\n", "", "- Listen\n  and wait\n"),
    ("SC-03", W, "- Listen\n- Write\n* Ask", items(11), items(10)),
    ("SC-03", W, "### Responsibilities", "### Duties", "### responsibilities"),
    ("SC-04", W, "- No secrets\n", "", "* No secrets\n"),
    ("SC-04", W, "- No opinion\n- No secrets", items(9), items(8)),
    ("SC-05", W, PRINCIPLES, PRINCIPLES.replace("1.", "-").replace("2.", "-").replace("3.", "-"),
     PRINCIPLES.replace(".", ")", 1)),
    ("SC-06", W, PRINCIPLES, items(2, "{}. x"), items(7, "{}. x")),
    ("SC-06", W, PRINCIPLES, items(8, "{}. x"), items(3, "{}. x")),
    ("SC-07", E, ACTIONS, items(9, "{}. **NEVER** x"), items(8, "{}. **NEVER** x")),
    ("SC-07", E, ACTIONS, "- **NEVER** x", "1. **NEVER** x"),
    ("SC-08", E, "**NEVER** add", "Never add", "**NEVER add** or leave out"),
    ("SC-09", E, "### Accepts", "### Takes", "### accepts"),
    ("SC-10", E, "### Produces", "### Makes", "### Produces"),
    ("SC-11", E, "### Completion Criteria", "### Done", "### Completion criteria"),
    ("SC-12", E, "- A meeting", items(9), items(8)),
    ("SC-12", E, "- Each decision has a reason\n", "", "* Each decision has a reason\n"),
    ("SC-13", E, MENU, MENU.replace("1.", "-").replace("2.", "-").replace("3.", "-").replace("4.", "-"),
     MENU.replace(".", ")")),
    ("SC-14", E, "1. [MH] Menu\n", "1. [XX] Menu\n", "1. [MH] The menu\n"),
    ("SC-14", E, "3. [CH] Chat\n", "", "3. [CH] Talk\n"),
    ("SC-15", E, "4. [DA] Leave", "4. [XX] Leave", "4. [DA] Close"),
    ("SC-16", W, "3. [CH] Chat\n", "3. [CH] Chat\n4. [WR] Again\n", "3. [CH] Chat\n4. [WS] Again\n"),
    ("SC-16", W, "3. [CH] Chat\n", "3. [CH] Chat\n" + items(9, "{}. more") + "\n",
     "3. [CH] Chat\n" + items(8, "{}. more") + "\n"),
    ("SC-17", W, SIX, items(6, "{}. x"), items(10, "{}. x")),
    ("SC-17", W, SIX, items(11, "{}. x"), items(7, "{}. x")),
    ("SC-18", W, "1. Write to `minutes/`.", items(11, "{}. x"), items(10, "{}. x")),
    ("PP-01", E, "You write down decisions.", "<persona>You write</persona>", "You write `<persona>` nowhere."),
    ("PP-02", W, "You write down decisions.", "TODO: say more.", "You write down what is to do."),
    ("PP-03", E, "You write down decisions.", "See /home/ana/notes.", "See ~/notes and /etc/hosts."),
    ("PP-03", E, "You write down decisions.", r"See C:\Users\ana\notes.", "See C: and Users."),
    ("PP-04", W, "You write down decisions.", "Type `$ git log`.", "Type `git log` or `$HOME`."),
    ("XR-01", E, "3. Ask @maestro", "3. Ask @maistro", "3. Ask a@b.example"),
    ("XR-01", E, "with @sinfonia-scribe", "with @nobody", "with @scribe"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "severity", "old", "refused", "allowed"), CASES)
def test_what_a_persona_may_not_say(code, severity, old, refused, allowed):
    assert (code, severity) in (edited(old, refused) if code != "SS-05" else judged(_moved()))
    assert code not in {found for found, _ in edited(old, allowed)}


def _moved() -> str:
    return PERSONA.replace("## Comm Style\n\nShort.\n\n", "", 1).replace(
        "## Principles", "## Comm Style\n\nShort.\n\n## Principles", 1
    )


def test_interactive_personas_have_an_activation_and_a_menu():
    interactive = PERSONA.replace("persona_mode: both", "persona_mode: interactive")
    assert judged(interactive) == []
    assert ("SS-03", "error") in judged(interactive.replace("## Menu", "## Notes on it"))
    assert ("SS-03", "error") in judged(interactive.replace("## Activation Sequence", "## Start"))


def test_subagents_have_none():
    found = judged(PERSONA.replace("persona_mode: both", "persona_mode: subagent"))
    assert found == [("SS-04", "warning"), ("SS-04", "warning")]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_ends_and_a_byte_order_mark_are_fine(end, mark):
    assert judged(mark + PERSONA.replace("\n", end)) == []


def test_a_name_in_another_section_is_no_reference():
    assert edited("You write down decisions.", "You know @nobody.") == []


@pytest.mark.parametrize(("name", "data"), dialects().items())
def test_agent_files_of_other_tools_are_refused_with_a_line_and_a_reason(name, data):
    found = problems(data, ".opencode/agent/reviewer.md", KNOWN)
    assert any(problem.severity == "error" for problem in found), name
    assert all(problem.line >= 1 and problem.message for problem in found)
    assert all(problem.line <= data.count(b"\n") + 1 for problem in found)


def test_twenty_agent_files_of_other_tools_are_tried():
    assert len(dialects()) == 20


def test_a_file_without_frontmatter_says_so():
    assert judged("You are Scribe.\n") == [("FM-01", "error")]
    assert judged(b"") == [("FM-01", "error")]


FRONT = "---\npersona_id: scribe\n"
DEEP = "x:\n" + "".join(" " * n + "- a:\n" for n in range(1, 3000))
HOSTILE = {
    "an anchor": FRONT + "name: &a Scribe\n---\n",
    "an alias": FRONT + "name: *a\n---\n",
    "a tag": FRONT + "name: !!python/object/apply:os.system [id]\n---\n",
    "an anchor in a list": FRONT + "tools:\n  - &x read\n---\n",
    "an anchor in a map": FRONT + "tools:\n  write: &x no\n---\n",
    "a bomb of aliases": FRONT
    + "".join(f"a{n}: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    + "name: &a0 x\n---\n",
    "deep nesting": "---\n" + DEEP + "  ? [\n---\n",
    "deep brackets": FRONT + "x: " + "[" * 9000 + "\n---\n",
    "a duplicate key": FRONT + "persona_id: other\n---\n",
    "a tab": FRONT + "\ttools: read\n---\n",
    "a tab in a list": FRONT + "tools:\n\t- read\n---\n",
    "a NUL": FRONT + "name: a\0b\n---\n",
    "no end": FRONT + "name: Scribe\n",
    "a long line": FRONT + "name: " + "x" * 20_000 + "\n---\n",
    "many keys": FRONT + "".join(f"k{n}: v\n" for n in range(20_000)) + "---\n",
    "ten megabytes": FRONT + "name: Scribe\n---\n" + "## A\n" * 2_000_000,
    "merge keys": FRONT + "<<: *base\n---\n",
    "a complex key": FRONT + "? [a, b]\n: c\n---\n",
    "two documents": FRONT + "...\n---\nname: x\n",
    "an open quote": FRONT + 'name: "Scribe\n---\n',
    "an open list": FRONT + "tools: [read, write\n---\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_frontmatter_is_refused_with_a_line(name, patience):
    found = problems(HOSTILE[name].encode(), PATH, KNOWN)
    assert [problem.code for problem in found] == ["FM-11"]
    assert found[0].line >= 1
    assert found[0].message


def test_bytes_that_are_no_text_are_refused():
    assert judged(b"---\nname: \xff\xfe\n---\n") == [("FM-11", "error")]


def test_a_text_of_the_largest_size_is_judged(patience):
    wide = PERSONA.encode() + b"## Rules\n\n- x\n  y `<\n" * 10_000
    assert ("SS-07", "error") in judged(wide)
    assert judged(PERSONA.encode() + b"# " + b" " * 200_000 + b"#x\n") == []


@pytest.mark.parametrize("text", ["📝", "🛠️", "👩🏽‍💻", "🇩🇪", "1️⃣", "⏱️", "🏛️", "⚙", "❤️"])
def test_one_emoji(text):
    assert is_emoji(text)


@pytest.mark.parametrize("text", ["", "x", "1", "📝 ", "📝📝", "🇩", "ab", "é", "📝x"])
def test_not_one_emoji(text):
    assert not is_emoji(text)


@pytest.mark.parametrize("text", ["MIT", "mit", "(MIT OR BSD-3-Clause) AND ISC", "GPL-2.0-or-later", "Apache-1.1+"])
def test_a_licence(text):
    assert is_license(text)


@pytest.mark.parametrize("text", ["", "MIT OR", "OR MIT", "(MIT", "MIT)", "MIT MIT", "MIT WITH MIT", "MIT; rm", "()"])
def test_no_licence(text):
    assert not is_license(text)
