"""Our entry in `.pre-commit-config.yaml`: local by default, or pinned to where Sinfonia is kept."""

from __future__ import annotations

import json
import re

import yaml

from sinfonia.scaffold import hook_runners, merge_yaml
from sinfonia.scaffold.detect import PRE_COMMIT_FILE
from sinfonia.scaffold.init_files import Added, Kind, Wanted

MOMENTS = ("pre-commit", "pre-merge-commit", "prepare-commit-msg", "commit-msg", "pre-push")
"""The moments of ours that pre-commit knows: it has no `pre-applypatch`."""

_TYPES = "default_install_hook_types"
_MESSAGES = (".git/COMMIT_EDITMSG", ".git/MERGE_MSG")  # as git names them to the hooks
_Hook = tuple[str, str, str, str, bool]

# id, name, moment of the door, stages, whether a passing hook is shown and gets the message file
_HOOKS = (
    ("sinfonia", "sinfonia", "pre-commit", "[pre-commit, pre-merge-commit]", False),
    ("sinfonia-prepare-commit-msg", "sinfonia (skipped hooks)", "prepare-commit-msg", "[prepare-commit-msg]", True),
    ("sinfonia-commit-msg", "sinfonia (message)", "commit-msg", "[commit-msg]", True),
    ("sinfonia-pre-push", "sinfonia (push)", "pre-push", "[pre-push]", False),
)


def wanted(data: bytes | None, text: str, *, source: str = "", rev: str = "") -> Wanted | None:
    """Give the file with our entry, None when it calls us already; `text` is the decoded file.

    Raises `SinfoniaError` for what is no configuration of pre-commit, or cannot be added to.
    """
    root = merge_yaml.root_of(text, PRE_COMMIT_FILE)
    hooks = _reached(root)
    entry = _remote(source, rev, hooks) if source else _local(hooks)
    if data is None:
        # "repos:" and the entry are what `uninstall` may take out again; the list must not end up empty.
        item, added = merge_yaml.append("repos: []\n", "repos", entry, PRE_COMMIT_FILE)
        whole = f"# https://pre-commit.com\n{_TYPES}: [{', '.join(MOMENTS)}]\n{item}"
        return Wanted(PRE_COMMIT_FILE, whole.encode(), Kind.MERGED, (added,))
    if root is not None and stages(text):
        return None
    new, first = merge_yaml.append(text, "repos", entry, PRE_COMMIT_FILE)
    parts: tuple[Added, ...] = (first,)
    if merge_yaml.find(root, (_TYPES,)) is None:
        types = [moment for moment in MOMENTS if any(moment in where for _, _, _, where, _ in hooks)]
        new, second = merge_yaml.put(new, (_TYPES,), f"[{', '.join(types)}]", PRE_COMMIT_FILE)
        parts = (second, first)
    return Wanted(PRE_COMMIT_FILE, new.encode(), Kind.MERGED, parts)


def stages(text: str) -> tuple[str, ...]:
    """List the moments for which a configuration calls us, in git's order."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError:
        return ()
    covered = {stage for found in hook_runners.configured(document) for stage in found}
    return tuple(moment for moment in MOMENTS if moment in covered)


def _reached(root: yaml.Node | None) -> tuple[_Hook, ...]:
    """Leave out the hooks of the message where `files` or `exclude` of the whole file keeps its name from them.

    The two hold for the message file too (pre-commit's `Classifier.from_config`); git's own hooks serve instead.
    """
    patterns = []
    for key in ("files", "exclude"):
        node = merge_yaml.find(root, (key,))
        patterns.append(node.value if isinstance(node, yaml.ScalarNode) else "")
    files, exclude = patterns
    try:
        out = any(not re.search(files, name) or (exclude and re.search(exclude, name)) for name in _MESSAGES)
    except re.error:
        out = True
    return tuple(hook for hook in _HOOKS if not (out and hook[-1]))


def _local(hooks: tuple[_Hook, ...]) -> str:
    rows = ["repo: local", "hooks:"]
    for name, title, moment, where, message in hooks:
        rows += [
            f"  - id: {name}",
            f"    name: {title}",
            f"    entry: sinfonia-hook {moment}",
            "    language: system",
            f"    stages: {where}",
            *(["    verbose: true"] if message else []),
            "    always_run: true",
            f"    pass_filenames: {'true' if message else 'false'}",
            "    require_serial: true",
        ]
    return "\n".join(rows) + "\n"


def _remote(source: str, rev: str, hooks: tuple[_Hook, ...]) -> str:
    rows = [f"repo: {json.dumps(source)}", f"rev: {json.dumps(rev)}", "hooks:"]
    return "\n".join((*rows, *(f"  - id: {name}" for name, *_ in hooks))) + "\n"
