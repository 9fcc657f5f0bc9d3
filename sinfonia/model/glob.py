"""Globs over repository paths: `*` and `?` stay inside a folder, `**` crosses folders."""

from __future__ import annotations

_special = frozenset("*?[")
_compiled: dict[str, object] = {}


def matches(path: str, pattern: str) -> bool:
    """Tell whether a path from the root matches; a pattern without `/` matches in any folder.

    A pattern that ends in `/` means everything below that folder. The meaning is that of
    `.gitignore` without negation (gitignore(5), PATTERN FORMAT).
    """
    if pattern.endswith("/"):
        pattern += "**"
    anchored = "/" in pattern
    pattern = pattern.removeprefix("/")
    if not _special.intersection(pattern):
        return path == pattern or (not anchored and path.endswith("/" + pattern))
    if not anchored:
        pattern = "**/" + pattern
    known = _compiled.get(pattern)
    if known is None:
        import re  # a policy without globs does not pay for it

        known = _compiled[pattern] = re.compile(translate(pattern), re.DOTALL).fullmatch
    return bool(known(path))  # type: ignore[operator]  # the bound method, kept as an object: `re` is not imported here


def matches_any(path: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether one of the patterns matches."""
    return any(matches(path, pattern) for pattern in patterns)


def translate(pattern: str) -> str:
    """Turn an anchored glob into a regular expression for the whole path."""
    import re

    out = []
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at) and (at == 0 or pattern[at - 1] == "/"):
            out.append("(?:[^/]+/)*")
            at += 3
        elif pattern.startswith("**", at):
            out.append(".*")
            at += 2
        elif pattern[at] == "*":
            out.append("[^/]*")
            at += 1
        elif pattern[at] == "?":
            out.append("[^/]")
            at += 1
        elif pattern[at] == "[" and (end := pattern.find("]", at + 2)) > 0:
            body = pattern[at + 1 : end].replace("\\", "\\\\")
            out.append("[" + ("^/" + body[1:] if body[0] in "!^" else body) + "]")
            at = end + 1
        else:
            out.append(re.escape(pattern[at]))
            at += 1
    return "".join(out)
