"""The protected base from which trust is read: never a branch that its author can move alone."""

from __future__ import annotations

from sinfonia.config import load
from sinfonia.errors import ConfigError, GitError, SinfoniaError
from sinfonia.git.head import current_branch
from sinfonia.git.objects import ObjectReader
from sinfonia.surfaces.branch import commit_id
from sinfonia.surfaces.ci_environment import find_range
from sinfonia.surfaces.ci_range import Start
from sinfonia.surfaces.setup import blob_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sinfonia.git.repo import Repository

_DEFAULTS = ("main", "master")


def trust_base(
    repo: Repository,
    objects: ObjectReader,
    environ: Mapping[str, str],
    *,
    wanted: str = "",
    before: Callable[[], str] = lambda: "",
) -> str | None:
    """Find the commit, None where nothing says which; raises `SinfoniaError` when the one that is named is not here.

    The first of: `wanted`; what CI names; `base:` of the configuration; the remote's default branch; `main` or
    `master`; without remotes what `before` gives, the commit before the session. `base:` is read where the default
    branch has a configuration: a branch does not choose its own judge.
    """
    if wanted:
        return repo.resolve(wanted)
    named = _by_ci(repo, environ)
    if named:
        return named
    default = _default(repo, objects)
    configured = _configured(objects, default) if default else None
    if configured is None:
        configured = _configured(objects, "HEAD")
    if configured:
        for name in (f"refs/remotes/origin/{configured}", f"refs/heads/{configured}", configured):
            if (oid := commit_id(objects, name)) is not None:
                return oid
        raise SinfoniaError(
            f"the protected base `{configured}` is not here",
            hint=f"git fetch origin {configured}, or name one: --base REF",
        )
    if default:
        return default
    return None if repo.git("remote").strip() else before() or None


def required_base(repo: Repository, environ: Mapping[str, str], *, before: Callable[[], str] = lambda: "") -> str:
    """Find the commit; raises `SinfoniaError` where nothing says which."""
    objects = ObjectReader(repo)
    try:
        base = trust_base(repo, objects, environ, before=before)
    finally:
        objects.close()
    if base is None:
        raise SinfoniaError(
            "no protected base is known here to read trust from", hint="name it: `base:` in the configuration"
        )
    return base


def _by_ci(repo: Repository, environ: Mapping[str, str]) -> str:
    """Give the tip of the target branch, or on that branch itself the commit before; "" where no CI names one."""
    found = find_range(environ, _read_file)
    if found is None or found.start in {Start.NOTHING, Start.ROOT, Start.PROTECTED}:
        return ""
    on_target = bool(found.branch) and found.target.endswith("/" + found.branch)
    name = found.base if on_target or not found.target else found.target
    if not name:
        return ""
    try:
        return repo.resolve(name)
    except GitError as error:
        raise SinfoniaError(error.message, hint=found.fetch_hint or error.hint) from None


def _read_file(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _default(repo: Repository, objects: ObjectReader) -> str | None:
    here = current_branch(repo)
    names = ["refs/remotes/origin/HEAD", *(f"refs/remotes/origin/{name}" for name in _DEFAULTS)]
    names += [f"refs/heads/{name}" for name in _DEFAULTS if name != here]
    return next((oid for name in names if (oid := commit_id(objects, name)) is not None), None)


def _configured(objects: ObjectReader, commit: str) -> str | None:
    """Give `base:` of a commit's configuration: "" when it names none, None when there is no configuration."""
    try:
        loaded = load("", git_dir="", environ={}, door="machine", blob=lambda path: blob_at(objects, commit, path))
    except ConfigError:
        return None  # a broken one chooses nothing
    return str(loaded.policy.data.get("base") or "") if loaded.files else None
