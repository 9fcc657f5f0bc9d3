"""History that is not all here: shallow clones, commits that were never fetched."""

from __future__ import annotations

import os

from sinfonia.errors import GitError, NotJudgedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository


def refuse_missing(repo: Repository, base: str, objects: ObjectReader | None = None) -> None:
    """Raise `GitError`, with the fetch to type, unless every commit after `base` ("" for all) is here with its parents.

    A shallow clone does not say that it left commits out: git takes those at its edge for the first ones.
    `objects` is asked for the base where it runs already.
    """
    name = base[:12]
    if base and not (_is_commit(objects, base) if objects else repo.knows(base)):
        if not repo.is_shallow():
            hint = f"git fetch {_remote(repo) or 'origin'} {base}; when it is nowhere any more, start a new session"
            raise GitError(f"the commit `{name}` is not here, and work is counted from it", hint=hint)
    elif not repo.is_shallow() or not _edge(repo) & _after(repo, base):
        return
    since = f" since `{name}`" if base else ""
    raise GitError(
        f"this clone is shallow: the history{since} is not all here",
        hint=f"git fetch --unshallow {_remote(repo)}".rstrip(),
    )


def _is_commit(objects: ObjectReader, name: str) -> bool:
    try:
        return objects.read_object(name + "^{commit}")[0] == "commit"
    except NotJudgedError:
        return False


def _edge(repo: Repository) -> frozenset[str]:
    """Give the commits at which history is cut off (gitrepository-layout(5), `shallow`)."""
    with open(os.path.join(repo.common_dir, "shallow"), encoding="ascii") as file:
        return frozenset(file.read().split())


def _after(repo: Repository, base: str) -> frozenset[str]:
    return frozenset(repo.git("rev-list", "HEAD", *([f"^{base}"] if base else []), "--").decode("ascii").split())


def _remote(repo: Repository) -> str:
    """Give the remote to fetch from: `origin`, else the first, "" without one."""
    names = repo.try_git("remote")[1].decode("utf-8", "replace").split()
    return "origin" if "origin" in names else "".join(names[:1])
