"""Our commands in lefthook's YAML: one for each moment that git has."""

from __future__ import annotations

import yaml

from sinfonia.scaffold import merge_yaml
from sinfonia.scaffold.hook_file import COMMIT_HOOKS
from sinfonia.scaffold.hook_runners import calls_us
from sinfonia.scaffold.init_files import Added, Kind, Wanted

# https://lefthook.dev/configuration/run: `{0}` is every argument of git, `{1}` the first one.
_ARGUMENTS = {"prepare-commit-msg": " {0}", "commit-msg": " {1}", "pre-push": " {0}"}


def wanted(name: str, text: str) -> Wanted | None:
    """Give lefthook's file with our commands, None when it calls us for every moment; raises `SinfoniaError`."""
    new = text
    parts: tuple[Added, ...] = ()
    for moment in COMMIT_HOOKS:
        root = merge_yaml.root_of(new, name)
        node = merge_yaml.find(root, (moment,))
        if node is not None and _calls(yaml.serialize(node), moment):
            continue
        body = f"run: sinfonia-hook {moment}{_ARGUMENTS.get(moment, '')}\n"
        if moment == "pre-push":
            body += "use_stdin: true\n"
        new, added = merge_yaml.put(new, (moment, "commands", "sinfonia"), body, name)
        parts = (added, *parts)
    return Wanted(name, new.encode(), Kind.MERGED, parts) if parts else None


def _calls(text: str, moment: str) -> bool:
    return calls_us(text, moment)
