"""FM: what a persona's frontmatter must say, and what it may."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

from sinfonia.markdown.lists import read_list
from sinfonia.markdown.text import ReadError, placed
from sinfonia.model.problem import Problem
from sinfonia.persona.document import KEYS, MODES, TOOLS, Document
from sinfonia.persona.spdx import EXCEPTIONS, LICENSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.problem import Severity

_ID = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")
# Semantic Versioning 2.0.0, https://semver.org: the expression that it suggests, without its groups.
_NUMBER = r"(?:0|[1-9]\d*)"
_VERSION = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}"
    r"(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
    r"(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?",
    re.ASCII,
)
_LICENSE_WORD = re.compile(r"\(|\)|[A-Za-z0-9.+:-]+")
_JOINERS = frozenset("\u200d\ufe0f\ufe0e\u20e3") | {chr(code) for code in range(0x1F3FB, 0x1F400)}
_LONGEST = {"name": 50, "role": 100, "description": 200, "author": 100}
_CODES = {"name": "FM-03", "role": "FM-04", "description": "FM-05", "author": "FM-10"}
_MOST_CAPABILITIES, _LONGEST_CAPABILITY = 10, 50


def front(document: Document) -> Iterator[Problem]:
    """Judge the frontmatter."""
    judge = _Front(document)
    yield from judge.identity()
    for key in ("name", "role", "description"):
        yield from judge.text(key, "error")
    yield from judge.words()
    yield from judge.lists()
    if document.front.entry("author"):
        yield from judge.text("author", "warning")
    for entry in document.front.entries:
        near = difflib.get_close_matches(entry.key[:40], KEYS, 1, 0.8)
        if entry.key not in KEYS and near:
            message = f"`{entry.key}` means nothing here"
            yield Problem(
                "FM-14", "warning", document.lines.path, entry.line + 1, message, f"did you mean `{near[0]}`?"
            )


class _Front:
    def __init__(self, document: Document) -> None:
        self._document = document

    def identity(self) -> Iterator[Problem]:
        given = self._value("persona_id")
        stem = self._document.lines.path.rpartition("/")[2].removesuffix(".md")
        if not given:
            yield self._told("FM-02", "persona_id", "there is no `persona_id`", fix=f"persona_id: {stem}")
        elif not _ID.fullmatch(given):
            yield self._told("FM-02", "persona_id", f"`persona_id` `{given[:60]}` is not in kebab-case")
        elif given != stem:
            yield self._told("FM-02", "persona_id", f"`persona_id` is `{given[:60]}`, and the file is `{stem}.md`")

    def text(self, key: str, severity: Severity) -> Iterator[Problem]:
        value, most = self._value(key), _LONGEST[key]
        if not value.strip():
            yield self._told(_CODES[key], key, f"there is no `{key}`", severity, fix=f"1 to {most} characters")
        elif len(value) > most:
            yield self._told(_CODES[key], key, f"`{key}` has {len(value)} characters, more than {most}", severity)

    def words(self) -> Iterator[Problem]:
        mode, version, icon = self._value("persona_mode"), self._value("version"), self._value("icon")
        if self._has("persona_mode") and mode not in MODES:
            yield self._told(
                "FM-06", "persona_mode", f"`{mode[:40]}` is no mode", "warning", fix=f"one of: {', '.join(MODES)}"
            )
        if self._has("version") and not _VERSION.fullmatch(version):
            yield self._told("FM-07", "version", f"`{version[:40]}` is no version such as 1.0.0", "warning")
        if self._has("icon") and not is_emoji(icon):
            yield self._told("FM-08", "icon", f"`{icon[:20]}` is not one emoji", "warning")
        if self._has("license") and not is_license(self._value("license")):
            message = f"`{self._value('license')[:60]}` is no SPDX licence"
            yield self._told("FM-12", "license", message, "warning", fix="for example `MIT` or `Apache-2.0`")

    def lists(self) -> Iterator[Problem]:
        for key, code in (("capabilities", "FM-09"), ("tools", "FM-13")):
            entry = self._document.front.entry(key)
            if entry is None:
                continue
            try:
                items = read_list(self._document.lines, entry)
            except ReadError as error:
                line, message = placed(error, self._document.lines.path)
                yield Problem(code, "warning", self._document.lines.path, line, message, error.hint)
                continue
            if key == "tools":
                for item in items:
                    if item not in TOOLS:
                        fix = f"any of: {', '.join(TOOLS)}"
                        yield self._told(code, key, f"`{item[:40]}` is no tool", "warning", fix=fix)
                continue
            if len(items) > _MOST_CAPABILITIES:
                yield self._told(code, key, f"{len(items)} capabilities are more than {_MOST_CAPABILITIES}", "warning")
            for item in items:
                if not 1 <= len(item) <= _LONGEST_CAPABILITY:
                    message = f"the capability `{item[:20]}…` has more than {_LONGEST_CAPABILITY} characters"
                    yield self._told(code, key, message, "warning")

    def _has(self, key: str) -> bool:
        return self._document.front.entry(key) is not None

    def _value(self, key: str) -> str:
        return self._document.front.value(key) or ""

    def _told(self, code: str, key: str, message: str, severity: Severity = "error", *, fix: str = "") -> Problem:
        entry = self._document.front.entry(key)
        return Problem(code, severity, self._document.lines.path, entry.line + 1 if entry else 1, message, fix)


def is_emoji(text: str) -> bool:
    """Tell whether a text is one emoji: one symbol, joined or coloured ones and flags included."""
    parts = text.split("\u200d")
    if not text or len(text) > 16:
        return False
    return all(_is_symbol(part) for part in parts)


def _is_symbol(part: str) -> bool:
    bases = [character for character in part if character not in _JOINERS]
    flags = [character for character in bases if 0x1F1E6 <= ord(character) <= 0x1F1FF]
    if flags:
        return len(flags) == len(bases) == 2
    if len(bases) != 1:
        return False
    base = bases[0]
    keycap = base in "0123456789#*" and part.endswith("\u20e3")
    return keycap or unicodedata.category(base) == "So" or base in "‼⁉↔↕↩↪"


def is_license(text: str) -> bool:
    """Tell whether a text is an SPDX expression: identifiers joined by AND, OR, WITH (SPDX 2.3, annex D)."""
    words = _LICENSE_WORD.findall(text)
    if "".join(words) != "".join(text.split()) or not words:
        return False
    depth, wanted, before = 0, True, ""
    for word in words:
        if word == "(" and wanted:
            depth += 1
        elif word == ")" and not wanted and depth:
            depth -= 1
        elif not wanted and word in {"AND", "OR", "WITH"}:
            wanted = True
        elif wanted and _is_identifier(word, exception=before == "WITH"):
            wanted = False
        else:
            return False
        before = word
    return not wanted and not depth


def _is_identifier(word: str, *, exception: bool) -> bool:
    if exception:
        return word.lower() in EXCEPTIONS
    own = word.startswith(("LicenseRef-", "DocumentRef-"))
    return own or word.lower() in LICENSES or word.lower().removesuffix("+") in LICENSES
