"""Paths as agents write them: home variables, drives, shares, URLs, `..`, backslashes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Root = Literal["home", "system", "tree", "above", "url"]

# A variable and the folder below home that it usually names (XDG base directories 0.8; each tool's own manual).
_VARIABLES: dict[str, tuple[str, ...]] = {
    "home": (),
    "userprofile": (),
    "homepath": (),
    "homedrive": (),
    "xdg_config_home": (".config",),
    "xdg_data_home": (".local", "share"),
    "appdata": ("appdata", "roaming"),
    "localappdata": ("appdata", "local"),
    "claude_config_dir": (".claude",),
    "codex_home": (".codex",),
    "copilot_home": (".copilot",),
    "gnupghome": (".gnupg",),
    "cargo_home": (".cargo",),
    "docker_config": (".docker",),
    "gh_config_dir": (".config", "gh"),
    "cloudsdk_config": (".config", "gcloud"),
    "azure_config_dir": (".azure",),
    "gradle_user_home": (".gradle",),
    "password_store_dir": (".password-store",),
    "kubeconfig": (".kube", "config"),
    "aws_shared_credentials_file": (".aws", "credentials"),
    "aws_config_file": (".aws", "config"),
    "google_application_credentials": (".config", "gcloud", "application_default_credentials.json"),
    "pgpassfile": (".pgpass",),
    "netrc": (".netrc",),
    "npm_config_userconfig": (".npmrc",),
    "pip_config_file": (".config", "pip", "pip.conf"),
    "tf_cli_config_file": (".terraformrc",),
}


def place(path: str, home: str = "") -> tuple[Root, tuple[str, ...]]:
    """Give where a path starts and its parts from there, in lower case, without `.`, `..` and empty parts.

    `home` starts below somebody's home folder, `system` at a root, `tree` at the current folder,
    `above` outside of it by `..`; a `url` has no parts (but `file:` names a path).
    """
    text = path.strip().strip("\"'").lower()
    scheme, colon, _ = text.partition("://")
    if colon and scheme.isalnum() and scheme != "file":
        return "url", ()
    if text.startswith("file:"):
        text = _local(text)
    share = text.startswith("\\\\")
    text = _slashes(text)
    if home and (text + "/").startswith(prefix := _slashes(home.lower()).rstrip("/") + "/"):
        return "home", _collapse(text[len(prefix) :].split("/"))[1]
    first, _, below = text.partition("/")
    if first.startswith("~"):
        return _from_home((), below)
    if first[:1] in ("$", "%") and (known := _VARIABLES.get(_variable(first))) is not None:
        return _from_home(known, below)
    if text.startswith("/") or _drive(first):
        return _absolute(text, share=share)
    climbed, parts = _collapse(text.split("/"))
    return ("above" if climbed else "tree"), parts


def _local(url: str) -> str:
    """Take the path out of a `file:` URL (RFC 8089)."""
    if "%" in url:
        from urllib.parse import unquote

        url = unquote(url).lower()
    text = url.removeprefix("file:")
    if text.startswith("//"):
        text = "/" + text[2:].partition("/")[2]
    return text[1:] if _drive(text[1:3]) else text


def _slashes(text: str) -> str:
    r"""Turn backslashes into `/`, unless the only ones escape a dot as in a pattern (`process\.env`)."""
    if "\\" not in text:
        return text
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        return text[4:].replace("\\", "/")
    windows = text.startswith("\\") or _drive(text[:2]) or text[:1] in ("~", "$", "%", ".")
    if windows or text.count("\\") > text.count("\\."):
        return text.replace("\\", "/")
    return text


def _drive(text: str) -> bool:
    return len(text) == 2 and text[1] == ":" and text[0].isalpha()


def _variable(text: str) -> str:
    """Take the name out of `$x`, `${x}`, `${x:-y}`, `%x%`, `$env:x`."""
    if text.startswith("%"):
        return text[1:].partition("%")[0]
    name = text[1:].strip("{}").removeprefix("env:")
    return name.partition(":")[0]


def _collapse(pieces: list[str]) -> tuple[bool, tuple[str, ...]]:
    """Resolve `.` and `..`; the flag tells that the path climbs above its start."""
    parts: list[str] = []
    climbed = False
    for piece in pieces:
        if piece == "..":
            climbed = climbed or not parts
            del parts[-1:]
        elif piece not in ("", "."):
            # Windows drops trailing dots and spaces, and `::$data` is the file itself.
            parts.append(piece.removesuffix("::$data").rstrip(". ") or piece)
    return climbed, tuple(parts)


def _from_home(start: tuple[str, ...], below: str) -> tuple[Root, tuple[str, ...]]:
    climbed, parts = _collapse([*start, *below.split("/")])
    return _home_inside(("home", *parts)) if climbed else ("home", parts)


def _absolute(text: str, *, share: bool) -> tuple[Root, tuple[str, ...]]:
    """Find the home folder in an absolute path: Linux, macOS, Windows, WSL, Cygwin, a share."""
    parts = _collapse(text.split("/"))[1]
    start = 0
    mounted = parts[:1] in (("mnt",), ("cygdrive",)) and len(parts) > 1 and len(parts[1]) == 1
    if mounted or share:
        start = 1
    elif parts[:3] == ("system", "volumes", "data") or (parts[:1] == ("proc",) and parts[2:3] == ("root",)):
        start = 3
    parts = parts[start:]
    if len(parts) > 1 and (_drive(parts[0]) or len(parts[0].rstrip("$")) == 1):  # C:/Users, //host/c$/Users, /c/Users
        parts = parts[1:]
    return _home_inside(parts[1:] if parts[:1] == ("private",) else parts)


def _home_inside(parts: tuple[str, ...]) -> tuple[Root, tuple[str, ...]]:
    if parts[:1] in (("home",), ("users",), ("documents and settings",)) and len(parts) > 1:
        return "home", parts[2:]
    if parts[:1] == ("root",):
        return "home", parts[1:]
    if parts[:2] == ("var", "root"):
        return "home", parts[2:]
    return "system", parts
