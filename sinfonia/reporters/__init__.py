"""Report -> text: one module a format, imported when it is asked for; pure functions, no input or output."""

from __future__ import annotations

from sinfonia.errors import SinfoniaError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.finding import Report

REPORTERS: dict[str, str] = {
    "text": "sinfonia.reporters.text",
    "concise": "sinfonia.reporters.concise",
    "json": "sinfonia.reporters.json_document",
    "sarif": "sinfonia.reporters.sarif",
    "github": "sinfonia.reporters.github",
    "gitlab": "sinfonia.reporters.gitlab",
}


def render(
    report: Report,
    format: str,  # noqa: A002 - the option's own word
    *,
    color: bool = False,
    width: int = 80,
    root: str = "",
) -> str:
    r"""Give the report in a format of `REPORTERS`: whole lines, each ended by `\n`, "" where all is well.

    `color` and `width` (in columns) shape what is read on a terminal; `root` is the absolute path of the
    repository, for formats that name it. Raises `SinfoniaError` for a format that does not exist.
    """
    path = REPORTERS.get(format)
    if path is None:
        raise SinfoniaError(f"there is no output format `{format}`", hint=f"choose one of {', '.join(REPORTERS)}")
    module = __import__(path, fromlist=("render",))  # `importlib` costs more than the reporter
    rendered: str = module.render(report, color=color, width=width, root=root)
    return rendered
