"""Which variables may steer the git that we start."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# They say which repository and which index this is: `git commit FILE` uses a temporary index.
_KEPT = frozenset(
    {
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_COMMON_DIR",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_QUARANTINE_PATH",
        "GIT_CEILING_DIRECTORIES",
        # Which files hold the user's configuration, and with it `safe.directory`: what else they say is without effect.
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM",
        "GIT_CONFIG_NOSYSTEM",
    }
)
_FORCED = {
    "GIT_NO_REPLACE_OBJECTS": "1",  # a replace ref would show other content than what is published
    "GIT_GRAFT_FILE": "",  # no such file: `info/grafts` would give commits other parents than they have
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SAFE = "safe.directory"
# git shows a staged file from the working tree when the two look the same to `stat`: they must look closely.
_SETTINGS = (("core.fsmonitor", "false"), ("core.trustctime", "true"), ("core.checkstat", "default"))


def scrubbed(environ: Mapping[str, str]) -> dict[str, str]:
    """Give an environment in which only the place of the repository comes from outside.

    Of the settings given by variables or by `git -c` only `safe.directory` is kept: without it git would not
    open the repository at all.
    """
    env = {key: value for key, value in environ.items() if not key.startswith("GIT_") or key in _KEPT}
    env.update(_FORCED)
    settings = (*_safe_directories(environ), *_SETTINGS)
    env["GIT_CONFIG_COUNT"] = str(len(settings))
    for n, (key, value) in enumerate(settings):
        env[f"GIT_CONFIG_KEY_{n}"] = key
        env[f"GIT_CONFIG_VALUE_{n}"] = value
    return env


def own_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """Give an environment that reads the user's configuration as the user's git does (for `install`)."""
    env = {key: value for key, value in environ.items() if key not in {"GIT_INDEX_FILE", "GIT_EDITOR"}}
    env.update({"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"})
    return env


def _safe_directories(environ: Mapping[str, str]) -> list[tuple[str, str]]:
    count = environ.get("GIT_CONFIG_COUNT", "")
    values = [
        environ.get(f"GIT_CONFIG_VALUE_{n}", "")
        for n in range(min(int(count), 1000) if count.isdecimal() else 0)
        if environ.get(f"GIT_CONFIG_KEY_{n}", "").lower() == _SAFE
    ]
    given = environ.get("GIT_CONFIG_PARAMETERS", "")
    if _SAFE in given.lower():
        from shlex import split  # git quotes for a shell: 'key'='value', in older versions 'key=value'

        try:
            pairs = [word.partition("=") for word in split(given)]
        except ValueError:
            pairs = []
        values += [value for key, _, value in pairs if key.lower() == _SAFE]
    return [(_SAFE, value) for value in values]
