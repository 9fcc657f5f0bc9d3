"""What a produced document must say before its step closes: pure rules, declared by `completion:` in a step's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sinfonia.model.workflow import StepDefinition
    from sinfonia.workflow.requests import OpenGate

DOCUMENTS = ("prd", "spec", "findings", "report")
"""The documents with rules of completion, as a step's frontmatter names them."""

MOST = 20  # of one document's rules are told at once


@dataclass(frozen=True, slots=True)
class Unmet:
    """One rule that a document does not meet: its line (1-based) and a sentence."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Give the files of a document's own folder, by their names."""

    path: str
    read: Callable[[str], bytes | None]

    def __call__(self, name: str) -> bytes | None:
        """Read one."""
        return self.read(f"{self.path.rpartition('/')[0]}/{name}")


def unmet(kind: str, data: bytes, path: str, beside: Callable[[str], bytes | None] = lambda _: None) -> list[Unmet]:
    """List what a document lacks, in the order of its lines; `beside` gives another file of the same folder."""
    from sinfonia.markdown.text import ReadError, placed
    from sinfonia.workflow.completion import findings, prd, report, spec
    from sinfonia.workflow.completion.reading import Text

    try:
        text = Text.read(data, path)
        match kind:
            case "prd":
                found = list(prd.unmet(text))
            case "spec":
                found = list(spec.unmet(text, beside))
            case "findings":
                found = list(findings.unmet(text))
            case "report":
                found = list(report.unmet(text, beside))
            case _:
                found = [Unmet(1, f"there are no rules of completion `{kind}`")]
    except ReadError as error:
        return [Unmet(*placed(error, path))]
    return sorted(found, key=lambda one: one.line)


def open_gates(
    steps: Iterable[StepDefinition], folder: str, read: Callable[[str], bytes | None]
) -> tuple[OpenGate, ...]:
    """Give a gate `completion <document>` for each unmet rule of what the steps produced.

    `folder` is the session's, from the root; `read` gives a file by its path from the root. A file that is missing has
    a gate of its own (`produces …`), and gets none here.
    """
    from sinfonia.workflow.requests import OpenGate

    found = []
    for step in steps:
        if not step.completion:
            continue
        path = step.produces[0].replace("{session}", folder)
        data = read(path)
        if data is None:
            continue
        found += [
            OpenGate(
                f"completion {step.completion}",
                f"{path}:{one.line}: {one.why}",
                f"sinfonia validate {path}",
                step.persona,
            )
            for one in unmet(step.completion, data, path, Beside(path, read))[:MOST]
        ]
    return tuple(found)
