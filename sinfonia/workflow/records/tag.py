"""The tag object that is the record, and the side commit that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia import proc
from sinfonia.git.repo import git_error
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow.records import grammar
from sinfonia.workflow.records.signing import sign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository
    from sinfonia.model.record import Record
    from sinfonia.workflow.records.signing import Signer


@dataclass(frozen=True, slots=True)
class Tag:
    """A record as an object: its ref, its id, its bytes, and the side commit that it names."""

    ref: str
    oid: str
    data: bytes
    commit: str


def make(repo: Repository, record: Record, signer: Signer | None, env: Mapping[str, str], *, tagger: str = "") -> Tag:
    """Write the side commit and the tag object; no ref is made; raises `SinfoniaError` when git or a signer refuses."""
    message = grammar.write(record)
    ref = grammar.ref_name(record, signer.signer8 if signer else "unsigned")
    commit = side_commit(repo, record, env)
    tagger = tagger or _run(repo, env, "var", "GIT_COMMITTER_IDENT").decode("utf-8", "surrogateescape").strip()
    head = f"object {commit}\ntype commit\ntag {ref.removeprefix('refs/tags/')}\ntagger {tagger}\n\n"
    payload = head.encode("utf-8", "surrogateescape") + message
    data = payload + (sign(signer, payload, env) if signer else b"")
    oid = _run(repo, env, "hash-object", "-t", "tag", "-w", "--stdin", stdin=data).decode("ascii").strip()
    return Tag(ref, oid, data, commit)


def side_commit(repo: Repository, record: Record, env: Mapping[str, str]) -> str:
    """Write a commit on no branch with the tree of the reviewed one, which it keeps reachable after a squash."""
    text = f"chore(sinfonia): {record.decision} {record.step} of {record.session}\n\n[skip ci]\n".encode()
    args = ("commit-tree", record.commit + "^{tree}", "-p", record.commit)
    return _run(repo, env, *args, stdin=text).decode("ascii").strip()


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a tag's message."""

    object: str
    kind: str
    tag: str
    tagger: str
    seconds: int
    message: bytes
    signature: bytes
    payload: bytes


def read(data: bytes) -> Header:
    """Part a tag object; raises `RecordError` for bytes that are not of a tag's form (git's mktag)."""
    top, gap, body = data.partition(b"\n\n")
    rows = top.split(b"\n")
    keys = [row.partition(b" ")[0] for row in rows]
    if not gap or keys != [b"object", b"type", b"tag", b"tagger"]:
        raise grammar.RecordError("the object is not of a tag's form")
    values = [row.partition(b" ")[2].decode("utf-8", "surrogateescape") for row in rows]
    stamp = values[3].rpartition("> ")[2].split(" ")[0]
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 16):
        raise grammar.RecordError("the tagger line has no time")
    message, signature = grammar.split_signature(body)
    payload = data[: len(data) - len(signature)]
    return Header(values[0], values[1], values[2], values[3], int(stamp), message, signature, payload)


def _run(repo: Repository, env: Mapping[str, str], *args: str, stdin: bytes | None = None) -> bytes:
    code, printed, errors = proc.output(repo.command(*args), dict(env), stdin=stdin)
    if code:
        raise git_error(args, code, errors)
    return printed
