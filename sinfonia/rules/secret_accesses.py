"""Whether what an agent's call would read or search is a secret file."""

from __future__ import annotations

from sinfonia.rules.secret_names import judge_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.model.access import Access
    from sinfonia.model.policy import Policy
    from sinfonia.rules.secret_names import Verdict

_WILD = "*?[]"
_MEANT = (".env", "id_rsa", "id_ed25519")  # names at which a pattern with wildcards may aim
_LETTERS = 3  # that a pattern must have of its own: `.e*` is as much about `.editorconfig`
_WHOLE = ((), ("home",), ("users",))


def secret_access(access: Access, policy: Policy, *, home: str) -> str:
    """Say what secret a place is, after "is", "" for none; raises `NotJudgedError` for a file too large to look into.

    A pattern and a folder are judged by their name alone: the folder `secrets` of a package holds source. A file
    whose name is only sometimes secret is read when the last commit has it just so and it reveals nothing.
    """
    verdict = judge_path(access.path, home=home)
    if access.kind == "pattern":
        return verdict.what if verdict.decision == "deny" else _aimed_at(access.path)
    if access.kind in {"folder", "tree"}:
        if verdict.decision == "deny" and verdict.entry.startswith(("home:", "system:")):
            return verdict.what
        return _whole_home(access.path, home) if access.kind == "tree" else ""
    if verdict.decision == "allow":
        return ""
    data = access.content()
    if data is None:
        return verdict.what if verdict.refused_unseen else ""
    return _by_content(access, verdict, data, policy)


def _aimed_at(pattern: str) -> str:
    """Say what a pattern with wildcards in its name would find among the files that are always secret."""
    folder, _, name = pattern.rpartition("/")
    if not any(char in _WILD for char in name) or sum(char not in _WILD for char in name) < _LETTERS:
        return ""
    from fnmatch import fnmatchcase

    for known in _MEANT:
        if fnmatchcase(known, name.lower()):
            return judge_path(f"{folder}/{known}" if folder else known).what
    return ""


def _whole_home(path: str, home: str) -> str:
    """Tell a search through a home folder, or through what holds all of them."""
    from sinfonia.rules.path_forms import place

    root, parts = place(path, home)
    if (root == "home" and not parts) or (root == "system" and parts in _WHOLE):
        return "a home folder with its keys and logins, or holds one"
    return ""


def _by_content(access: Access, verdict: Verdict, data: bytes, policy: Policy) -> str:
    from sinfonia.rules.secret_file_content import is_harmless, reveals

    if verdict.decision == "deny":
        return "" if is_harmless(data, verdict) else verdict.what
    entropy = bool(policy.section("secrets").get("entropy", True))
    if reveals(data, access.path, verdict, entropy=entropy):
        return f"{verdict.what} and holds a secret value"
    if verdict.refused_unseen and not access.committed():
        return f"{verdict.what}, and the last commit does not have it so"
    return ""
