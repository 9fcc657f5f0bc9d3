"""Whether a source file is generated: by its header, or by `.gitattributes`."""

from __future__ import annotations

from sinfonia.model.glob import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEADER = 2000  # bytes; generators say so in the first lines
_COMMENTS = (b"#", b"//", b"/*", b"*", b"--", b";", b"<!--", b"%")
_ATTRIBUTES = ("linguist-generated", "linguist-vendored", "linguist-documentation")


def has_header(data: bytes) -> bool:
    """Tell whether a comment among the first lines says that the file is generated.

    The words are those of Go's convention (`Code generated ... DO NOT EDIT.`), protoc and `@generated`.
    """
    head = data[:_HEADER].lower()
    if b"generated" not in head:
        return False
    comments = b" ".join(line for line in head.split(b"\n") if line.lstrip().startswith(_COMMENTS))
    if b"@generated" in comments:
        return True
    return b"generated" in comments and (b"do not edit" in comments or b"do not modify" in comments)


def has_attribute(path: str, read: Callable[[str], bytes]) -> bool:
    """Tell whether `.gitattributes` marks a path as generated, vendored or documentation.

    `read` gives a tracked file as it stood before the change, so that a change cannot exempt itself.
    """
    marked = dict.fromkeys(_ATTRIBUTES, False)
    parts = path.split("/")
    for depth in range(len(parts)):
        folder = "".join(f"{part}/" for part in parts[:depth])
        for pattern, attributes in _rows(read(f"{folder}.gitattributes")):
            if matches(path[len(folder) :], pattern):
                marked.update({name: value for name, value in attributes.items() if name in marked})
    return any(marked.values())


def _rows(data: bytes) -> Iterator[tuple[str, dict[str, bool]]]:
    """Yield (pattern, attribute to whether it is set); gitattributes(5)."""
    if b"linguist-" not in data:
        return
    for line in data.decode("utf-8", "surrogateescape").split("\n"):
        words = line.split()
        if len(words) > 1 and words[0][0] not in "#[":
            yield words[0], dict(_attribute(word) for word in words[1:])


def _attribute(word: str) -> tuple[str, bool]:
    name, _, value = word.partition("=")
    return name.lstrip("-!"), name[0] not in "-!" and value.lower() not in ("false", "0")
