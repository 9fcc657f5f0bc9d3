"""The code cells of a Jupyter notebook (nbformat 3 and 4) as one source."""

from __future__ import annotations

_LANGUAGES = {"python": ".py", "r": ".r", "julia": ".jl", "javascript": ".js", "typescript": ".ts", "ruby": ".rb"}


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
    named = metadata.get("kernelspec", {}).get("language", "python")
    language = metadata.get("language_info", {}).get("file_extension") or _LANGUAGES.get(str(named).lower(), ".py")
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
        indent = line[: len(line) - len(body)]
        if body[:1] in ("%", "!", "?") or body.rstrip().endswith("?"):
            lines.append(f"{indent}magic({body!r})")
        elif (mark := _assigned(body)) > 0:  # `files = !ls`, `took = %timeit -o f()`
            lines.append(f"{indent}{body[:mark]}magic({body[mark:]!r})")
        else:
            lines.append(line)
    return "\n".join(lines)


def _assigned(body: str) -> int:
    """Give where the command starts that is assigned to a name, 0 for none."""
    name, _, value = body.partition("=")
    command = value.lstrip()
    plain = name.strip().replace(",", "").replace(" ", "").isidentifier()
    return len(body) - len(command) if plain and command[:1] in ("%", "!") and command[1:2] != "=" else 0
