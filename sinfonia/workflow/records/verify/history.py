"""What the history of base and branch says of records: what was there, what was deleted, what landed when."""

from __future__ import annotations

import os
from shlex import quote
from typing import TYPE_CHECKING

from sinfonia.errors import ConfigError, NotJudgedError
from sinfonia.git.repo import git_error
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.records import ledger
from sinfonia.workflow.records.verify.report import Finding, finding
from sinfonia.workflow.session import APPROVALS
from sinfonia.workflow.sources import AtCommit
from sinfonia.workflow.trust.policy import PATH
from sinfonia.workflow.trust.read import read_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.records.verify.candidate import Tree


def ledger_at(repo: Repository, commit: str) -> dict[str, str]:
    """Map the ledger copies of a commit to the ids of their sessions' records: path to id."""
    found = {}
    if commit:
        for row in repo.git("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, f"{HANDOFFS}/").split(b"\0"):
            path = os.fsdecode(row)
            name = path.rpartition("/")[2]
            if f"/{APPROVALS}/" in path and name.endswith(ledger.SUFFIX):
                found[path] = name.removesuffix(ledger.SUFFIX)
    return found


def lost(repo: Repository, base: str, tree: Tree, gathered: frozenset[str]) -> Iterator[Finding]:
    """Yield the records that the merge base has and the candidate has not, and those that a commit deleted."""
    known = ledger_at(repo, base)
    for path, oid in sorted(known.items()):
        if path not in tree.blobs:
            session = path[len(HANDOFFS) + 1 :].partition("/")[0]
            message = f"`{path}` is on the base and not here"
            yield finding(
                "missing-record", message, command=restore(base, path), session=session, record=oid, path=path
            )
    for commit, before, path in _deletions(repo, base, tree.commit or "HEAD"):
        oid = path.rpartition("/")[2].removesuffix(ledger.SUFFIX)
        if path in tree.blobs or path in known or not path.endswith(ledger.SUFFIX):
            continue
        session = path[len(HANDOFFS) + 1 :].partition("/")[0]
        message = f"commit {commit[:12]} deletes `{path}`"
        if oid in gathered:
            message += ", whose ref is still here"
        message += "; a decision is taken back by `sinfonia revoke` alone"
        yield finding("deleted-record", message, command=restore(before, path), session=session, record=oid, path=path)


def restore(commit: str, path: str) -> str:
    """Give what brings a ledger copy back from a commit that has it."""
    name = commit[:12] + ("^" if commit.endswith("^") else "")
    return f'git checkout {name} -- {quote(path)} && git commit -m "Restore a record"'


def _deletions(repo: Repository, base: str, tip: str) -> Iterator[tuple[str, str, str]]:
    """Yield (commit, a parent that has it, path) of every ledger file that a commit between base and tip deletes.

    A merge is compared with each of its parents: by `git merge -s ours` a branch's records are gone, and no other
    commit deletes them.
    """
    spec = f":(top,glob){HANDOFFS}/*/{APPROVALS}/**"
    revisions = (tip, *((f"^{base}",) if base else ()))
    args = ("rev-list", "--full-history", *revisions, "--", spec)
    code, names, errors = repo.try_git(*args)
    if code:
        raise git_error(args, code, errors)
    if not names:
        return
    shape = ("-r", "-m", "-z", "--pretty=oneline", "--name-only", "--diff-filter=D", "--no-renames")
    commit = before = ""
    for field in repo.git("diff-tree", "--stdin", *shape, "--", spec, stdin=names).split(b"\0"):
        text = os.fsdecode(field)
        if text.startswith(f"{HANDOFFS}/"):
            yield commit, before, text
        elif text:  # `<commit> <subject>`, of a merge `<commit> (from <parent>) <subject>`
            commit, _, rest = text.lstrip("\n").partition(" ")
            parent_of_merge = rest[6:].partition(")")[0] if rest.startswith("(from ") else ""
            before = parent_of_merge if _is_commit(parent_of_merge) else f"{commit}^"


def landing(repo: Repository, commit: str, folder: str) -> str:
    """Give the last commit on the first-parent line that changed a session's folder, "" when history ends before."""
    args = ("rev-list", "-1", "--first-parent", commit, "--", folder)
    code, printed, errors = repo.try_git(*args)
    if code:
        raise git_error(args, code, errors)
    oid = printed.decode("ascii").strip()
    return "" if oid in shallow(repo) else oid


def parent(repo: Repository, commit: str) -> str:
    """Give a commit's first parent, "" where it has none."""
    code, printed, _ = repo.try_git("rev-parse", "--verify", "--quiet", f"{commit}^1")
    return "" if code else printed.decode("ascii").strip()


def before(repo: Repository, commit: str, path: str) -> str | None:
    """Give the first-parent commit before the one that brought a path, "" before the beginning, None without it."""
    printed = repo.git("rev-list", "--first-parent", "--reverse", commit, "--", path)
    oids = printed.decode("ascii").split()
    return parent(repo, oids[0]) if oids else None


def shallow(repo: Repository) -> frozenset[str]:
    """Give the commits at which this clone's history is cut off (gitrepository-layout(5), `shallow`)."""
    try:
        with open(os.path.join(repo.common_dir, "shallow"), encoding="ascii") as file:
            return frozenset(file.read().split())
    except FileNotFoundError:
        return frozenset()


def rollback(repo: Repository, objects: ObjectReader, base: str, merge_base: str, tree: Tree) -> Iterator[Finding]:
    """Yield where the policy's version does not grow: on the base itself, and in what the branch would bring."""
    if not base:
        return
    files = AtCommit(objects, base)
    here = files.read(PATH)
    last = 0
    commits = repo.git("rev-list", "--first-parent", "--reverse", base, "--", PATH).decode("ascii").split()
    for commit in commits:
        version = _version(AtCommit(objects, commit).read(PATH))
        if 0 < version <= last:  # one that could not be read let nobody decide
            message = f"`{PATH}` goes from version {last} to {version} in {commit[:12]}"
            yield finding("policy-rollback", message, command=f"git show {commit[:12]} -- {PATH}", path=PATH)
        last = max(last, version)
    if here is None:
        return
    before = AtCommit(objects, merge_base).read(PATH) if merge_base else None
    try:
        mine = tree.read(PATH) if PATH in tree.blobs else None
    except NotJudgedError as error:
        yield finding("missing-object", error.message, command=error.hint, path=PATH)
        return
    if mine in (here, before):
        return
    version, wanted = _version(mine), _version(here)
    if version <= wanted:
        message = f"the branch's `{PATH}` has version {version or 'none'}, and the base has {wanted}"
        yield finding("policy-rollback", message, command=f"git diff {base[:12]} -- {PATH}", path=PATH)


def _version(data: bytes | None) -> int:
    """Give a policy's version, 0 for none and for one that cannot be read."""
    try:
        return read_policy(data).version if data is not None else 0
    except ConfigError:
        return 0


def was_before(repo: Repository, objects: ObjectReader, base: str, path: str, since: int) -> bool:
    """Tell whether the base had a ledger copy before the version of the policy that revoked its key came."""
    for commit in repo.git("rev-list", "--first-parent", "--reverse", base, "--", PATH).decode("ascii").split():
        if _version(AtCommit(objects, commit).read(PATH)) >= since:
            code, _, _ = repo.try_git("rev-parse", "--verify", "--quiet", f"{commit}^1:{path}")
            return code == 0
    return False


def _is_commit(text: str) -> bool:
    return len(text) in {40, 64} and not set(text) - set("0123456789abcdef")
