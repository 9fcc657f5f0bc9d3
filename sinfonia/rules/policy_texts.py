"""What of a file's text is policy: the lines about our hooks, and our table of settings."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.change import Change

_SWITCHES = (
    b"stages:",
    b"default_stages",
    b"default_install_hook_types",
    b"fail_fast",
    b"skip:",
    b"exclude:",
    b"only:",
)
_ENDS = (b"exit", b"return", b"export skip", b"set +e")


def calls_change(change: Change) -> bool:
    """Compare the lines of a hook file that concern us: those about `sinfonia`, and those that switch hooks off."""
    return _own_lines(change.old()) != _own_lines(change.new())


def _own_lines(data: bytes) -> list[bytes]:
    """Give the lines about us with their block, and top-level settings; comments and layout do not count."""
    kept = []
    indent = -1  # of the entry that is ours, while inside of it
    for raw in data.split(b"\n"):
        line = raw.strip()
        if not line or (line.startswith(b"#") and not line.startswith(b"#!")):
            continue
        depth = len(raw) - len(raw.lstrip())
        if indent >= 0 and (depth < indent or (depth == indent and line.startswith(b"- "))):
            indent = -1
        small = line.lower()
        if b"sinfonia" in small:
            indent = depth
        if indent >= 0 or (depth == 0 and small.startswith(_SWITCHES)) or small.startswith(_ENDS):
            kept.append(line)
    return kept


def table_changes(change: Change) -> bool:
    """Compare `[tool.sinfonia]` before and after; a file that does not parse counts by its text."""
    import tomllib

    tables = []
    for data in (change.old(), change.new()):
        try:
            tables.append(tomllib.loads(data.decode("utf-8", "replace")).get("tool", {}).get("sinfonia"))
        except (tomllib.TOMLDecodeError, AttributeError):
            return True
    return bool(tables[0] != tables[1])
