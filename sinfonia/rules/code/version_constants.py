"""Constants that say which version a program is: `const VERSION = "1.2.3"`; setting one is no new behaviour."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.rules.code.scan import Token


def only_version(before: list[Token], after: list[Token]) -> bool:
    """Tell whether all that differs is what a constant called `version` is set to."""
    if len(before) != len(after):
        return False
    found = False
    for at, ((was, _), (now, _)) in enumerate(zip(before, after, strict=True)):
        if was != now:
            if not (
                _is_version_line(was, now) or (_is_version(was) and _is_version(now) and _names_version(after, at))
            ):
                return False
            found = True
    return found


def _is_version(text: str) -> bool:
    """Tell whether a token is a quoted number with two dots or more, as semver.org has it."""
    body = text.strip("\"'`")
    return (
        len(body) + 2 == len(text) and body.count(".") > 1 and body.removeprefix("v")[:1].isdigit() and " " not in body
    )


def _names_version(found: list[Token], at: int) -> bool:
    """Tell whether `version =` stands right before a token, a type between them or not."""
    words = [text for text, _ in found[max(0, at - 6) : at]]
    return words[-1:] == ["="] and any(word.lower() in ("version", "__version__") for word in words)


def _is_version_line(was: str, now: str) -> bool:
    """Tell the same of a language read by line: `VERSION = "1.2.3"`."""
    (name, mark, old), (other, _, new) = was.partition(" = "), now.partition(" = ")
    return (
        bool(mark)
        and name == other
        and name.lower() in ("version", "@version")
        and _is_version(old)
        and _is_version(new)
    )
