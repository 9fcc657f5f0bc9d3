"""All records there are: the union of refs and ledger copies, each parsed once and checked against its own name."""

from __future__ import annotations

from dataclasses import field
from shlex import quote
from typing import TYPE_CHECKING

from sinfonia.errors import NotJudgedError
from sinfonia.git.repo import shown
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow.names import HANDOFFS
from sinfonia.workflow.records import grammar, ledger
from sinfonia.workflow.records.verify.report import Finding, finding
from sinfonia.workflow.session import APPROVALS

if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.records.ledger import Entry
    from sinfonia.workflow.records.verify.candidate import Tree

REFS = "refs/tags/sinfonia/"


@dataclass(slots=True)
class Gathered:
    """Records by session (each once, by id), where each was found, and what is wrong with the rest."""

    entries: dict[str, dict[str, Entry]] = field(default_factory=dict)
    in_refs: set[str] = field(default_factory=set)
    in_ledger: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    by_id: dict[str, Entry] = field(default_factory=dict)

    def of(self, session: str) -> tuple[Entry, ...]:
        """Give a session's records by time; time orders what is shown and decides nothing."""
        found = self.entries.get(session, {}).values()
        return tuple(sorted(found, key=lambda entry: (entry.header.seconds, entry.oid)))


def gather(repo: Repository, objects: ObjectReader, tree: Tree) -> Gathered:
    """Read every ref and every ledger copy; raises `GitError` when the refs cannot be listed."""
    found = Gathered()
    _refs(repo, objects, found)
    _copies(tree, found)
    return found


def _refs(repo: Repository, objects: ObjectReader, found: Gathered) -> None:
    listing = repo.git("for-each-ref", "--format=%(refname)%00%(objectname)%00%(objecttype)", REFS)
    for row in listing.decode("utf-8", "surrogateescape").splitlines():
        ref, oid, kind = row.split("\0")
        if grammar.ref_parts(ref) is None:
            found.findings.append(
                finding(
                    "foreign-ref", f"`{shown(ref)}` is no name of a record", command=f"git tag -d {quote(_short(ref))}"
                )
            )
            continue
        session = ref.split("/")[3]
        if kind != "tag":
            found.findings.append(_no_record(ref, session, oid, f"it names a {kind}, not a tag object"))
            continue
        try:
            entry = found.by_id.get(oid) or ledger.parse(oid, objects.read_object(oid)[1])
        except (grammar.RecordError, NotJudgedError) as error:
            found.findings.append(_no_record(ref, session, oid, error.message))
            continue
        if "refs/tags/" + entry.header.tag != ref:
            message = f"`{shown(ref)}` names the record `{shown(entry.header.tag)}`"
            found.findings.append(finding("ref-mismatch", message, session=session, record=oid))
        found.in_refs.add(oid)
        _keep(found, entry)


def _copies(tree: Tree, found: Gathered) -> None:
    start = len(HANDOFFS) + 1
    for path in (*tree.below(HANDOFFS), *sorted(p for p in tree.links if p.startswith(HANDOFFS + "/"))):
        session, _, rest = path[start:].partition("/")
        if not rest.startswith(APPROVALS + "/") and rest != APPROVALS:
            continue
        oid = rest.removeprefix(APPROVALS + "/").removesuffix(ledger.SUFFIX)
        if path in tree.links or "/" in oid or not rest.endswith(ledger.SUFFIX) or not _is_id(oid):
            message = f"`{shown(path)}` is no record"
            found.findings.append(
                finding("foreign-file", message, command=f"git rm {quote(path)}", session=session, path=path)
            )
            continue
        try:
            data = tree.read(path)
        except NotJudgedError as error:
            found.findings.append(_missing(path, session, oid, error))
            continue
        known = found.by_id.get(oid)
        try:
            entry = known if known and known.data == data else ledger.parse(oid, data)
        except grammar.RecordError as error:
            edited = ledger.object_id(data, len(oid)) != oid
            message = f"`{path}`: {error.message}"
            code = "edited-record" if edited else "not-a-record"
            command = f"git log -p -- {quote(path)}"
            found.findings.append(finding(code, message, command=command, session=session, record=oid, path=path))
            continue
        if entry.record.session != session:
            message = f"`{path}` is a record of session `{entry.record.session}`"
            found.findings.append(finding("other-session", message, session=session, record=oid, path=path))
        found.in_ledger.add(oid)
        _keep(found, entry)


def _keep(found: Gathered, entry: Entry) -> None:
    found.entries.setdefault(entry.record.session, {})[entry.oid] = entry
    found.by_id[entry.oid] = entry


def _no_record(ref: str, session: str, oid: str, why: str) -> Finding:
    message = f"`{shown(ref)}` is no record: {why}"
    return finding("not-a-record", message, command=f"git cat-file -p {oid}", session=session, record=oid)


def _missing(path: str, session: str, oid: str, error: NotJudgedError) -> Finding:
    message = f"`{path}`: {error.message}"
    return finding("missing-object", message, command=error.hint, session=session, record=oid, path=path)


def _is_id(text: str) -> bool:
    return len(text) in {40, 64} and not set(text) - set("0123456789abcdef")


def _short(ref: str) -> str:
    return ref.removeprefix("refs/tags/")
