"""What is wrong with a persona: the codes FM, SS, SC, PP and XR, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.markdown.text import ReadError, placed
from sinfonia.model.problem import Problem
from sinfonia.persona.content import content
from sinfonia.persona.document import has_frontmatter, read_document
from sinfonia.persona.frontmatter import front
from sinfonia.persona.phrases import phrases
from sinfonia.persona.sections import sections

if TYPE_CHECKING:
    from collections.abc import Iterable


def problems(data: bytes, path: str, known: Iterable[str]) -> tuple[Problem, ...]:
    """List what is wrong with a persona's bytes; `known` are the personas that it may name with `@`."""
    if not has_frontmatter(data):
        fix = "begin with `---`, `persona_id: …`, `---`"
        return (Problem("FM-01", "error", path, 1, "it has no frontmatter: the first line is not `---`", fix),)
    try:
        document = read_document(data, path)
    except ReadError as error:
        return (Problem("FM-11", "error", path, *placed(error, path), error.hint),)
    found = [*front(document), *sections(document), *content(document), *phrases(document, frozenset(known))]
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.code)))
