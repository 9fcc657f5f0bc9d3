"""Which files hold the configuration, and their bytes; nothing is parsed here."""

from __future__ import annotations

import os
import stat

from sinfonia.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Blob = Callable[[str], bytes | None]
    Input = tuple[str, str, bytes]  # role (yaml, toml, user), the path to show, the bytes

FOLDER = ".sinfonia"
CONFIG = ".sinfonia/config.yaml"
PYPROJECT = "pyproject.toml"
LIMIT = 256 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)


def repository(root: str, blob: Blob | None) -> list[Input]:
    """Give the repository's files; through `blob` (path -> bytes or None) they are those of a revision."""
    found: list[Input] = []
    config = blob(CONFIG) if blob else _own(root)
    if config is not None:
        found.append(("yaml", CONFIG, config))
    project = blob(PYPROJECT) if blob else _project(root)
    # TOML has many spellings of one table name: the word alone decides whether it is worth a parse.
    if project is not None and b"sinfonia" in project:
        found.append(("toml", PYPROJECT, project))
    return found


def named(path: str, root: str, blob: Blob | None) -> Input:
    """Give the file of `--config`; one inside the repository is read through `blob` too."""
    role = "toml" if path.endswith(".toml") else "yaml"
    inside = os.path.relpath(os.path.realpath(path), os.path.realpath(root)).replace(os.sep, "/") if blob else ".."
    if blob and inside != ".." and not inside.startswith("../"):
        data = blob(inside)
        missing = "does not exist in the revision that gives the policy"
    else:
        data = _read(path, path)
        missing = "does not exist"
    if data is None:
        raise ConfigError(f"{path}: {missing}", hint="`--config` and `SINFONIA_CONFIG` name a file")
    return role, path, data


def personal(environ: Mapping[str, str]) -> tuple[Input | None, str]:
    """Give the user's own file, if any, and a note when its folder is out of reach.

    XDG Base Directory Specification 0.8: `$XDG_CONFIG_HOME`, absolute, else `$HOME/.config`.
    """
    if os.name == "nt":
        base = environ.get("APPDATA", "")
    else:
        base = environ.get("XDG_CONFIG_HOME", "")
        if not base.startswith("/"):
            home = environ.get("HOME", "")
            base = home + "/.config" if home else ""
    if not base:
        return None, ""
    path = os.path.join(base, "sinfonia", "config.yaml")
    try:
        os.stat(path)
    except PermissionError:
        # A container's or sudo's HOME often belongs to somebody else; git passes over it too.
        return None, f"{path} is out of reach and was passed over"
    except OSError:
        return None, ""
    data = _read(path, path)
    return (None if data is None else ("user", path, data)), ""


def _own(root: str) -> bytes | None:
    """Read `.sinfonia/config.yaml`, never through a link."""
    folder = os.path.join(root, FOLDER)
    try:
        mode = os.lstat(folder).st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(FOLDER, error) from None
    if stat.S_ISLNK(mode):
        raise ConfigError(f"{FOLDER}: is a link", hint="a configuration is a file of the repository itself")
    if not stat.S_ISDIR(mode):
        raise ConfigError(f"{FOLDER}: is not a folder", hint=f"the configuration is {CONFIG}")
    data = _read(os.path.join(folder, "config.yaml"), CONFIG, follow=False)
    if data is None and os.path.lexists(os.path.join(folder, "config.yml")):
        raise ConfigError(f"{FOLDER}/config.yml: is not read", hint=f"git mv {FOLDER}/config.yml {CONFIG}")
    return data


def _project(root: str) -> bytes | None:
    path = os.path.join(root, PYPROJECT)
    try:
        data = _read(path, PYPROJECT)
    except ConfigError:
        if os.path.isdir(path):
            return None
        raise
    if data is not None and b"sinfonia" in data and os.path.islink(path):
        raise ConfigError(f"{PYPROJECT}: is a link", hint=f"keep Sinfonia's settings in {CONFIG}")
    return data


def _read(path: str, shown: str, *, follow: bool = True) -> bytes | None:
    """Read a regular file, None where there is none; a little more than `LIMIT` is enough to refuse it."""
    if not follow and os.path.islink(path):
        raise ConfigError(f"{shown}: is a link", hint="a configuration is a file of the repository itself")
    try:
        # O_NONBLOCK: a named pipe must not hold the commit.
        handle = os.open(path, _FLAGS if follow else _FLAGS | _NOFOLLOW)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _unreadable(shown, error) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise ConfigError(f"{shown}: is not a file", hint="remove it, or put the configuration there")
    with open(handle, "rb") as file:
        try:
            return file.read() if shown == PYPROJECT else file.read(LIMIT + 1)
        except OSError as error:
            raise _unreadable(shown, error) from None


def _unreadable(shown: str, error: OSError | ValueError) -> ConfigError:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return ConfigError(f"{shown}: cannot be read: {reason}", hint="make it readable for you, or remove it")
