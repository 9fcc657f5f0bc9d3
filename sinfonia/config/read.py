"""Bytes of a configuration file to a `Node` tree, or one clear error."""

from __future__ import annotations

from sinfonia.config.node import fail
from sinfonia.config.source import LIMIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.config.node import Node

TOML_LIMIT = 4 * LIMIT  # `pyproject.toml` holds other tools' settings too


def read(role: str, path: str, raw: bytes) -> Node | None:
    """Parse one input; None when a TOML file has no `[tool.sinfonia]`; raises `ConfigError`."""
    if role == "toml":
        from sinfonia.config.toml_file import read_toml

        return read_toml(_decoded(raw, path, TOML_LIMIT), path)
    from sinfonia.isolation import enable_site_packages

    enable_site_packages()  # a cached policy does not come here
    try:
        from sinfonia.config.yaml_file import read_yaml
    except ModuleNotFoundError as error:
        fail(path, f"cannot be read: no module `{error.name}`", "install sinfonia-hooks again, then `sinfonia install`")
    return read_yaml(_decoded(raw, path, LIMIT), path)


def _decoded(raw: bytes, path: str, limit: int) -> str:
    if len(raw) > limit:
        fail(path, f"is larger than {limit // 1024} KB", "a configuration is smaller: move data elsewhere")
    at = raw.find(b"\0")
    if at >= 0:
        fail(f"{path}:{_line(raw, at)}", "holds a NUL byte", "save it as UTF-8 text")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        return fail(f"{path}:{_line(raw, error.start)}", "is not UTF-8", "save it as UTF-8 text")


def _line(raw: bytes, at: int) -> int:
    return raw.count(b"\n", 0, at) + 1
