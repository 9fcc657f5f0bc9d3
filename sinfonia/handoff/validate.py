"""What is wrong with an envelope: the codes HV-01 to HV-23."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia.handoff.envelope import body_words, bullets
from sinfonia.markdown.frontmatter import Frontmatter, read_frontmatter
from sinfonia.markdown.sections import Section, read_sections, section_text
from sinfonia.markdown.text import Lines, ReadError, placed, read_lines
from sinfonia.model.dataclass import dataclass
from sinfonia.model.date import exists
from sinfonia.model.handoff import (
    FIELDS,
    MAX_SEQUENCE,
    MAX_WORDS,
    OPTIONAL_SECTIONS,
    SECTIONS,
    HandoffStatus,
    HandoffType,
)
from sinfonia.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.model.problem import Severity

REQUIRED = FIELDS[:9]

_KEBAB = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")
_SESSION = re.compile(r"s-(\d{8}-\d{6})(?:-[b-z]|-[1-9]\d*)?")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")
_PLACE = re.compile(r"(?:(?P<folder>[^/]+)/)?(?P<sequence>\d{3})-(?P<source>[a-z0-9-]+)-to-(?P<target>[a-z0-9-]+)\.md$")
_NO_BLOCKERS = frozenset(
    ("", "none", "no blockers", "no", "n/a", "nothing", "-", "none known", "none identified", "none at this time")
)
_PATH_IN_CODE = re.compile(r"`([^`\s]+)`")
_PATH_LIKE = re.compile(r"[\w.@+-]+(?:/[\w.@+-]+)*/?")


@dataclass(frozen=True, slots=True)
class Around:
    """What must be known to judge an envelope: the handoffs of its session, the personas, and what exists.

    `personas` None: not known, nothing is said of them. `exists` tells whether a path from the root exists.
    """

    handoffs: frozenset[str] = frozenset()
    personas: frozenset[str] | None = None
    exists: Callable[[str], bool] = lambda _: True


def problems(data: bytes, path: str, around: Around, *, place: str = "") -> tuple[Problem, ...]:
    """List what is wrong with an envelope's bytes, errors and warnings in the order of the file.

    `path` is for messages; `place` is where the file lies, when `path` does not show its folder.
    """
    try:
        lines = read_lines(data, path)
        front = read_frontmatter(lines)
    except ReadError as error:
        line, message = placed(error, path)
        return (Problem("HV-02", "error", path, line, message, error.hint),)
    sections = read_sections(lines.lines, front.end)
    found = [*_Judge(lines, front, sections, around, place or path).all()]
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.code)))


def first_error(data: bytes, path: str, around: Around) -> str:
    """Give the first error's code and sentence, or an empty text."""
    error = next((p for p in problems(data, path, around) if p.severity == "error"), None)
    return f"{error.code} {error.message}" if error else ""


@dataclass(frozen=True, slots=True)
class _Judge:
    lines: Lines
    front: Frontmatter
    sections: tuple[Section, ...]
    around: Around
    place: str

    def all(self) -> Iterator[Problem]:
        for key in FIELDS:
            entry, value = self.front.entry(key), self.front.value(key)
            if entry and value is None:
                yield self._key("HV-02", key, f"`{key}` is not one value on one line")
            elif key in REQUIRED and not value:
                yield self._key("HV-03", key, f"the frontmatter has no `{key}`")
        attempt = self.front.value("attempt")
        if attempt and not (attempt.isascii() and attempt.isdigit() and len(attempt) < 4 and int(attempt)):
            yield self._key("HV-02", "attempt", f"`attempt` is `{attempt[:20]}`, no number from 1 on")
        yield from self._ids()
        yield from self._words_of_state()
        yield from self._body()
        yield from self._content()

    def _ids(self) -> Iterator[Problem]:
        session, handoff = self._value("session_id"), self._value("handoff_id")
        sequence, text = self._value("sequence"), self._value("sequence")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
        of = re.fullmatch(r"(.+)-\d{3}", handoff)
        if handoff and not (of and _is_session(of[1])):
            yield self._key("HV-04", "handoff_id", f"`{handoff}` is not `<session>-NNN`")
        if session and not _is_session(session):
            yield self._key("HV-05", "session_id", f"`{session}` is no session's id, such as `s-20261121-091200`")
        if sequence and not 1 <= number <= MAX_SEQUENCE:
            fix = "start a new session" if number > MAX_SEQUENCE else ""
            yield self._key("HV-06", "sequence", f"`{sequence}` is not a number from 1 to {MAX_SEQUENCE}", fix=fix)
        yield from self._personas()
        place = _PLACE.search(self.place)
        if not place:
            yield Problem("HV-15", "error", self.lines.path, 1, "the file's name is not `NNN-<source>-to-<target>.md`")
        elif session and number and self._disagrees(place, session, handoff, number):
            yield self._key("HV-15", "handoff_id", "folder, file name, `handoff_id` and `sequence` disagree")
        reply = self._value("reply_to")
        if reply and (reply not in self.around.handoffs or not reply.startswith(session + "-") or reply == handoff):
            yield self._key("HV-16", "reply_to", f"`{reply}` is no other handoff of this session")

    def _disagrees(self, place: re.Match[str], session: str, handoff: str, number: int) -> bool:
        return (
            int(place["sequence"]) != number
            or handoff not in {"", f"{session}-{number:03d}"}
            or (place["folder"] is not None and place["folder"] != session)
            or place["source"] != self._value("source_persona")
            or place["target"] != self._value("target_persona")
        )

    def _personas(self) -> Iterator[Problem]:
        source, target = self._value("source_persona"), self._value("target_persona")
        for key, name in (("source_persona", source), ("target_persona", target)):
            if name and not _KEBAB.fullmatch(name):
                yield self._key("HV-07", key, f"`{name}` is not in kebab-case")
        if source and source == target:
            yield self._key("HV-07", "target_persona", f"`{target}` hands to itself")

    def _words_of_state(self) -> Iterator[Problem]:
        kind, status, made = self._value("handoff_type"), self._value("status"), self._value("created_at")
        if kind and kind not in tuple(HandoffType):
            yield self._key("HV-08", "handoff_type", f"`{kind}` is no type", fix=f"one of: {', '.join(HandoffType)}")
        if status and status not in tuple(HandoffStatus):
            yield self._key("HV-09", "status", f"`{status}` is no status", fix=f"one of: {', '.join(HandoffStatus)}")
        if made and not (_TIME.fullmatch(made) and exists(_digits(made[:19]))):
            yield self._key("HV-10", "created_at", f"`{made}` is no time such as `2026-11-21T09:12:00.000Z`")

    def _body(self) -> Iterator[Problem]:
        kind = self._value("handoff_type")
        words = body_words(self.lines.lines, self.front.end, self.sections)
        if words > MAX_WORDS:
            message, fix = f"the body has {words} words, more than {MAX_WORDS}", "put the detail into an artifact"
            yield Problem("HV-11", "error", self.lines.path, self.front.end + 1, message, fix)
        counted = self._value("word_count")
        if counted and counted != str(words):
            yield self._key(
                "HV-11", "word_count", f"`word_count` is {counted}, and the body has {words} words",
                severity="warning", fix="sinfonia validate --fix",
            )  # fmt: skip
        if kind not in tuple(HandoffType):
            return
        wanted = SECTIONS[HandoffType(kind)]
        known = {*wanted, *OPTIONAL_SECTIONS.get(HandoffType(kind), ())}
        have = [section.title for section in self.sections]
        for title in wanted:
            if title not in have:
                yield Problem("HV-12", "error", self.lines.path, self.front.end, f"it has no section `## {title}`")
        seen: set[str] = set()
        for section in self.sections:
            line = section.heading + 1
            if section.title not in known:
                message = f"a `{kind}` has no section `{section.title}`"
                yield Problem("HV-14", "warning", self.lines.path, line, message)
            elif section.title in seen:
                yield Problem("HV-14", "error", self.lines.path, line, f"a second section `{section.title}`")
            elif not self._text(section).strip():
                yield Problem(
                    "HV-13", "error", self.lines.path, line, f"the section `{section.title}` is empty", "write `None.`"
                )
            seen.add(section.title)

    def _content(self) -> Iterator[Problem]:
        kind = self._value("handoff_type")
        blockers = self._section("Blockers")
        if kind == HandoffType.RETURN and self._value("status") == HandoffStatus.COMPLETED and blockers:
            text = self._text(blockers)
            real = [said for said in _said(text) if not _is_nothing(said)]
            if real:
                message = "the status is `completed`, and the blockers are not none"
                yield Problem(
                    "HV-17", "error", self.lines.path, blockers.heading + 1, message, "return it as `blocked`"
                )
        artifacts = self._section("Artifacts")
        for path in artifact_paths(self._text(artifacts)) if artifacts and kind == HandoffType.RETURN else ():
            if not self.around.exists(path):
                line = artifacts.heading + 1 if artifacts else 1
                yield Problem("HV-18", "error", self.lines.path, line, f"the artifact `{path}` does not exist",
                              "write it first, or name the file that there is")  # fmt: skip
        if kind == HandoffType.DISPATCH:
            yield from self._dispatch()

    def _dispatch(self) -> Iterator[Problem]:
        for code, title in (("HV-20", "Task"), ("HV-21", "Context")):
            section = self._section(title)
            if section and _is_nothing(self._text(section)):
                yield Problem(code, "error", self.lines.path, section.heading + 1, f"`{title}` says nothing")
        target = self._value("target_persona")
        if self.around.personas is not None and target and target not in self.around.personas:
            fix = f"one of: {', '.join(sorted(self.around.personas))}"
            yield self._key("HV-22", "target_persona", f"there is no persona `{target}`", fix=fix)
        section = self._section("Constraints")
        text = self._text(section) if section else ""
        if section and text and not _is_nothing(text) and not _is_list(text):
            message = "the constraints are not a list"
            yield Problem("HV-23", "error", self.lines.path, section.heading + 1, message, "begin each with `- `")

    def _value(self, key: str) -> str:
        return self.front.value(key) or ""

    def _section(self, title: str) -> Section | None:
        return next((section for section in self.sections if section.title == title), None)

    def _text(self, section: Section) -> str:
        return section_text(self.lines.lines, section)

    def _key(self, code: str, key: str, message: str, *, severity: Severity = "error", fix: str = "") -> Problem:
        entry = self.front.entry(key)
        return Problem(code, severity, self.lines.path, entry.line + 1 if entry else 1, message, fix)


def artifact_paths(text: str) -> tuple[str, ...]:
    """Give the paths that a list of artifacts names: what stands in backquotes, else a bullet that is one path."""
    found = []
    for item in bullets(text):
        quoted = _PATH_IN_CODE.findall(item)
        named = [path for at, path in enumerate(quoted) if "/" in path or (not at and "." in path)]
        found += named or ([item] if not quoted and ("/" in item or "." in item) and not _is_nothing(item) else [])
    return tuple(path for path in found if _PATH_LIKE.fullmatch(path))


def _is_session(name: str) -> bool:
    match = _SESSION.fullmatch(name)
    return bool(_KEBAB.fullmatch(name)) and not (match and not exists(_digits(match[1])))


def _said(text: str) -> list[str]:
    """Give what a section lists, and the lines outside of its list."""
    outside = [
        line for line in text.split("\n") if line[:1] not in {" ", "\t"} and line.strip()[:2] not in {"- ", "* "}
    ]
    return [*bullets(text), *outside]


def _is_nothing(text: str) -> bool:
    return text.strip().strip("*_.`").strip().lower() in _NO_BLOCKERS


def _is_list(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return lines[0].lstrip()[:2] in {"- ", "* "} and all(
        line.lstrip()[:2] in {"- ", "* "} or line[:1] in {" ", "\t"} for line in lines
    )


def _digits(text: str) -> str:
    """Take the marks out of a date and a time."""
    return "".join(char for char in text if char not in "-:T")
