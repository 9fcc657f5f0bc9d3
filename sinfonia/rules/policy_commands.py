"""Which parts of the policy an agent's command would write, take away or bring in from elsewhere."""

from __future__ import annotations

from sinfonia.rules.command_analysis import analysed
from sinfonia.rules.enf_010_policy_change import AGENT, FILES, FOLDERS, PLUGIN, row, switches_hooks
from sinfonia.rules.hook_bypass.approval import of_sinfonia
from sinfonia.rules.hook_bypass.touched import below_root, touched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sinfonia.model.event import Event
    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.command import Simple

_RESTORES = frozenset(("checkout", "restore", "rm", "mv", "apply", "stash"))
_UNPACKERS = frozenset(("tar", "bsdtar", "gtar", "unzip"))
_WILD = "*?["


def policy_changes(event: Event) -> Iterator[tuple[str, int]]:
    """Yield sentence and line for each part of the policy that the command of an event changes."""
    command, place = analysed(event)
    seen = set()
    for simple in command.simples:
        if of_sinfonia(simple)[:1] == ["init"] and "--dry-run" not in simple.texts:
            yield "`sinfonia init` writes the configuration and the hooks", simple.line
        for path, whole in _named(simple, place):
            what = part_of(path, event.before) or (_held_by(path, event.before) if whole else "")
            if what and path not in seen:
                seen.add(path)
                yield f"the command changes `{path}`, {what}", simple.line


def part_of(path: str, before: Callable[[str], bytes]) -> str:
    """Say which part of the policy a path is whose new content nobody knows, "" for none."""
    path = path.partition("/*")[0] or path
    what, counts = row(path)
    if counts == "never" or (counts != "always" and what not in (AGENT, PLUGIN) and not _calls(path, before)):
        return ""
    return what


def _calls(path: str, before: Callable[[str], bytes]) -> bool:
    return b"sinfonia" in before(path) or b"sinfonia" in before(path + "/")


def _held_by(path: str, before: Callable[[str], bytes]) -> str:
    """Say which part of the policy lies in a folder, or is met by a pattern, as it is at hand; "" for none."""
    small = path.rstrip("/").lower()
    small = small.removesuffix("/*") if not any(char in small[:-2] for char in _WILD) else small
    for name, (what, counts) in (*FILES.items(), *FOLDERS):
        at = _covered(small, name)
        if at < 0 or counts == "never":
            continue
        data = before((path[:at] if small == name[:at] else name[:at]) + name[at:])
        hooks = what == PLUGIN or (what == AGENT and switches_hooks(name, data))
        if data and (counts == "always" or hooks or b"sinfonia" in data):
            return what
    return ""


def _covered(small: str, name: str) -> int:
    """Give how much of a name is met by a folder or pattern that covers it, -1 where it does not."""
    parts, wanted = name.rstrip("/").split("/"), small.split("/")
    if name[-1] == "/" and wanted[len(parts) :] in (["*.yml"], ["*.yaml"], ["*.js"], ["*.ts"], ["*.sh"]):
        wanted.pop()
    if len(wanted) > len(parts):
        return -1
    for part, want in zip(parts, wanted, strict=False):
        if any(char in want for char in _WILD):
            from fnmatch import fnmatchcase

            if (part[0] == "." and want[0] != ".") or not fnmatchcase(part, want):
                return -1
        elif part != want:
            return -1
    return len("/".join(parts[: len(wanted)]))


def _named(simple: Simple, place: Place) -> Iterator[tuple[str, bool]]:
    """Yield path from the root, and whether what lies below it is changed too."""
    for path, does in touched(simple):
        whole = does not in ("writes", "empties") or path.endswith(("/.", "/*")) or _replaces(simple, path)
        if simple.name in _UNPACKERS:
            whole = _unpacks(simple)
            if not whole:
                continue
        where = below_root(path, simple, place)
        if where:
            yield where, whole
    if simple.name == "git":
        from sinfonia.shell.git_call import git_call

        call = git_call(simple)
        if call.sub in _RESTORES:
            for word in call.args:
                where = "" if word.text.startswith("-") else below_root(word.text, simple, place)
                if where:
                    yield where, True


def _replaces(simple: Simple, path: str) -> bool:
    """Tell whether a copy puts a folder in the place of a path: one of its name, or what lies in another."""
    if simple.name not in ("cp", "mv", "rsync", "ditto"):
        return False
    sources = [text for text in simple.texts[:-1] if text[:1] != "-"]
    name = path.rstrip("/").rpartition("/")[2]
    if any(source.rstrip("/").rpartition("/")[2] == name for source in sources):
        return True
    if simple.name == "rsync":
        return any(source.endswith("/") for source in sources)
    return any(text == "--no-target-directory" or (text[:2] != "--" and "T" in text) for text in _flags(simple))


def _flags(simple: Simple) -> tuple[str, ...]:
    return tuple(text for text in simple.texts if text[:1] == "-")


def _unpacks(simple: Simple) -> bool:
    """Tell whether `tar` is asked to extract; `unzip` does nothing else."""
    letters = (*simple.texts[:1], *_flags(simple))
    return simple.name == "unzip" or any(
        text in ("--extract", "--get") or (text[:2] != "--" and "x" in text) for text in letters
    )
