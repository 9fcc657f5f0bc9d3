"""Vue and Svelte components: scripts are read as scripts, styles are no code, the rest is markup."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Part = tuple[str, str, str, int]  # tag, its attributes, what is in it, the line where that starts


def changed_line(old: str, new: str, *, strict: bool) -> int | None:
    """Give the first line of a component that means something else than before; None when nothing does."""
    before, after = list(_parts(old)), list(_parts(new))
    was = [part for part in before if part[0] == "script"]
    now = [part for part in after if part[0] == "script"]
    for at, (_, attributes, script, line) in enumerate(now):
        from sinfonia.rules.code import tokens

        earlier = was[at][2] if at < len(was) else ""
        if at < len(was) and _plain(was[at][1]) != _plain(attributes) and earlier.strip():
            return line
        path = f"script.{_extension(attributes)}"
        found = tokens.changed_line(_bytes(earlier), _bytes(script), path, strict=strict, whole=False)
        if found is not None:
            return found + line - 1
    markup = [_markup(part) for part in before if part[0] == ""]
    for part in after:
        if part[0] == "" and (text := _markup(part)) and text not in markup:
            return part[3]
    return None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _plain(attributes: str) -> str:
    """Give the attributes less the language: `lang="ts"` alone changes nothing that runs."""
    return " ".join(sorted(word for word in attributes.split() if not word.startswith("lang=")))


def _extension(attributes: str) -> str:
    for language in ("tsx", "jsx", "ts"):
        if f'lang="{language}"' in attributes or f"lang='{language}'" in attributes:
            return language
    return "ts" if "typescript" in attributes else "js"


def _parts(text: str) -> Iterator[Part]:
    """Split a component at its scripts and styles; what lies between is one part."""
    import re

    at = 0
    rest: list[str] = []
    first = 0
    opening = re.compile(r"^<(script|style)\b([^>]*)>", re.MULTILINE | re.IGNORECASE)
    while found := opening.search(text, at):
        closing = text.find(f"</{found[1]}>", found.end())
        end = len(text) if closing < 0 else closing
        rest.append(text[at : found.start()])
        yield found[1].lower(), found[2], text[found.end() : end], text.count("\n", 0, found.end()) + 1
        at = len(text) if closing < 0 else end + len(found[1]) + 3
    rest.append(text[at:])
    for piece in rest:
        if piece.strip():
            first = text.find(piece)
            yield "", "", piece, text.count("\n", 0, first + len(piece) - len(piece.lstrip())) + 1


def _markup(part: Part) -> str:
    """Give markup less comments, blanks as one."""
    import re

    return " ".join(re.sub(r"<!--.*?-->", "", part[2], flags=re.DOTALL).split())
