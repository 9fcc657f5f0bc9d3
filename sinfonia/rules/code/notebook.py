"""The code cells of a Jupyter notebook (nbformat 3 and 4) as one source."""

from __future__ import annotations


def source(data: bytes) -> tuple[bytes, str]:
    """Give the code and the extension of its language; raises ValueError for what is no notebook."""
    import json

    if not data.strip():
        return b"", "py"
    book = json.loads(data)
    if not isinstance(book, dict):
        raise ValueError("a notebook is an object")  # noqa: TRY004 - one error for whatever cannot be read
    cells = book.get("cells")
    if cells is None:
        cells = [cell for sheet in book.get("worksheets", []) for cell in sheet.get("cells", [])]
    metadata = book.get("metadata", {})
    language = metadata.get("language_info", {}).get("file_extension") or ".py"
    code = [_text(cell) for cell in cells if cell.get("cell_type") == "code"]
    if language == ".py":
        code = [_without_magic(text) for text in code]
    return "\n".join(code).encode("utf-8", "surrogateescape"), str(language).lstrip(".")


def _text(cell: dict[str, object]) -> str:
    value = cell.get("source", cell.get("input", ""))
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _without_magic(text: str) -> str:
    """Write IPython's own syntax as calls, so that the rest can be parsed and a changed command shows."""
    if text.lstrip().startswith("%%"):
        return f"cell_magic({text!r})"
    lines = []
    for line in text.split("\n"):
        body = line.lstrip()
        lines.append(f"{line[: len(line) - len(body)]}magic({body!r})" if body[:1] in ("%", "!") else line)
    return "\n".join(lines)
