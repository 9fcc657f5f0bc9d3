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
    }
)
_FORCED = {
    "GIT_NO_REPLACE_OBJECTS": "1",  # a replace ref would show other content than what is published
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


def scrubbed(environ: Mapping[str, str]) -> dict[str, str]:
    """Give an environment in which only the place of the repository comes from outside.

    Of `GIT_CONFIG_*` only `safe.directory` is kept: without it git would not open the repository at all.
    """
    env = {key: value for key, value in environ.items() if not key.startswith("GIT_") or key in _KEPT}
    env.update(_FORCED)
    if "GIT_CONFIG_COUNT" in environ:
        env.update(_safe_directories(environ))
    return env


def own_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """Give an environment that reads the user's configuration as the user's git does (for `install`)."""
    env = {key: value for key, value in environ.items() if key not in {"GIT_INDEX_FILE", "GIT_EDITOR"}}
    env.update({"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"})
    return env


def _safe_directories(environ: Mapping[str, str]) -> dict[str, str]:
    count = environ.get("GIT_CONFIG_COUNT", "")
    values = [
        environ.get(f"GIT_CONFIG_VALUE_{n}", "")
        for n in range(min(int(count), 1000) if count.isdigit() else 0)
        if environ.get(f"GIT_CONFIG_KEY_{n}", "").lower() == "safe.directory"
    ]
    kept = {"GIT_CONFIG_COUNT": str(len(values))} if values else {}
    for n, value in enumerate(values):
        kept[f"GIT_CONFIG_KEY_{n}"] = "safe.directory"
        kept[f"GIT_CONFIG_VALUE_{n}"] = value
    return kept
