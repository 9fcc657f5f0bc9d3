"""A small project with a session, built commit by commit: what the public commands write, without them.

`main` holds configuration, policy and a workflow of two steps; `feat` holds the work of ana, who builds, and the
decisions of whoever is asked to decide.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import Repository, discover
from sinfonia.handoff.envelope import create as create_envelope
from sinfonia.model.handoff import SECTIONS, Envelope, HandoffStatus, HandoffType
from sinfonia.model.record import Blob, DecisionWord, Record
from sinfonia.model.workflow import Index, SessionRow, StepRow, StepStatus, WorkflowStatus
from sinfonia.workflow import definition
from sinfonia.workflow.blobs import blob
from sinfonia.workflow.records import tag
from sinfonia.workflow.records.contributors import contributors
from sinfonia.workflow.records.signing import Signer, configured
from sinfonia.workflow.render import create
from sinfonia.workflow.sources import WorkingTree

if TYPE_CHECKING:
    from pathlib import Path

SESSION = "s-20261121-091200"
FOLDER = f".sinfonia/handoffs/{SESSION}"
START = "2026-11-21T09:12:00.000Z"
PROJECT = "7f3c9a10b2d4"
POLICY = ".sinfonia/trust/policy.yaml"
PEOPLE = ("ana", "ben", "cleo", "coda", "mallory")
WORKFLOW = {
    ".sinfonia/workflows/tiny/workflow.md": "---\nname: tiny\npersona: coda\n---\n\n# Tiny\n",
    ".sinfonia/workflows/tiny/steps/step-01-build.md": (
        '---\npersona: coda\nproduces: ["out.txt"]\nscope: ["src/**"]\ngate: return\n---\n\n# Build\n'
    ),
    ".sinfonia/workflows/tiny/steps/step-02-approval.md": "---\ngate: approval\n---\n\n# Approval\n",
}
SECTION_TEXT = {"Artifacts": "- `out.txt`", "Summary": "Built.", "Completion Assessment": "Done.", "Blockers": "None",
                "Recommendations": "None."}  # fmt: skip


def make_keys(folder: Path) -> dict[str, Path]:
    """Make a key for each person; gives the private files."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = {}
    for name in PEOPLE:
        keys[name] = folder / name
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(keys[name])],
            check=True,
            capture_output=True,
        )
    return keys


@dataclass
class World:
    """The project at hand; whoever acts is named at each step."""

    path: Path
    env: dict[str, str]
    keys: dict[str, Path]

    @property
    def repo(self) -> Repository:
        """Give it as the package sees it."""
        return discover(str(self.path), self.env)

    def who(self, name: str) -> dict[str, str]:
        """Give the environment in which a person acts."""
        email = f"{name}@example.com"
        names = {f"GIT_{role}_NAME": name.title() for role in ("AUTHOR", "COMMITTER")}
        return {**self.env, **names, **{f"GIT_{role}_EMAIL": email for role in ("AUTHOR", "COMMITTER")}}

    def git(self, *args: str, by: str = "ana", stdin: bytes = b"") -> str:
        """Run git, which must succeed."""
        command = ["git", "-C", str(self.path), *args]
        done = subprocess.run(command, env=self.who(by), input=stdin, capture_output=True, check=False)
        assert done.returncode == 0, f"git {args}: {done.stderr.decode()}"
        return done.stdout.decode()

    def write(self, files: dict[str, str | bytes | None]) -> None:
        """Write files; None removes one."""
        for name, content in files.items():
            place = self.path / name
            if content is None:
                place.unlink()
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, files: dict[str, str | bytes | None], message: str = "Change", by: str = "ana") -> str:
        """Commit files as somebody; gives the commit."""
        self.write(files)
        self.git("add", "-A", by=by)
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message, by=by)
        return self.head

    @property
    def head(self) -> str:
        """Give the commit that is checked out."""
        return self.git("rev-parse", "HEAD").strip()

    def public(self, name: str) -> str:
        """Give a person's public key as a policy lists it."""
        return " ".join((self.keys[name].parent / f"{name}.pub").read_text().split()[:2])

    def policy(self, version: int = 1, more: str = "", members: str = "ben, cleo, ana, coda", **roles: str) -> str:
        """Write a policy in which ana, ben and cleo are people, and coda is an agent."""
        kinds = {name: "agent" if name == "coda" else "human" for name in ("ana", "ben", "cleo", "coda")}
        persons = "".join(
            f"  {name}: {{emails: [{name}@example.com, {name}@home.example], "
            f'keys: ["{self.public(name)}"], kind: {kind}}}\n'
            for name, kind in kinds.items()
        )
        extra = "".join(f"  {name}: {text}\n" for name, text in roles.items())
        return (
            f"version: {version}\npersons:\n{persons}roles:\n  reviewer: {{members: [{members}], count: 1}}\n{extra}"
            f"gates: {{tiny/approval: reviewer}}\n{more}"
        )

    def config(self, mode: str = "trusted", more: str = "") -> str:
        """Write a configuration."""
        return f'version: "0.1"\nproject_id: {PROJECT}\napprovals: {{mode: {mode}}}\n{more}'

    def index(self, **changes: object) -> Index:
        """Give the session's index as it is, or as it was at the start."""
        steps = (StepRow("build", "coda", StepStatus.PENDING), StepRow("approval", "", StepStatus.PENDING))
        made = Index(
            workflow_id="tiny", status=WorkflowStatus.CREATED, current_step="build", current_step_index=1,
            session_id=SESSION, created_at=START, updated_at=START, revision=1, goal="Build it", steps=steps,
            branch="feat", base_commit=self.git("rev-parse", "main").strip(),
            sessions=(SessionRow(SESSION, START, START, "created"),),
        )  # fmt: skip
        return replace(made, **changes)

    def at_approval(self) -> Index:
        """Give the index with the first row done."""
        build = StepRow("build", "coda", StepStatus.COMPLETED, START, START)
        steps = (build, StepRow("approval", "", StepStatus.IN_PROGRESS, START))
        return self.index(
            status=WorkflowStatus.IN_PROGRESS, current_step="approval", current_step_index=2, steps=steps, revision=4
        )

    def complete(self) -> Index:
        """Give the index with every row done."""
        steps = tuple(replace(row, status=StepStatus.COMPLETED, completed_at=START) for row in self.at_approval().steps)
        return replace(self.at_approval(), status=WorkflowStatus.COMPLETE, steps=steps, revision=5)

    def put_index(self, index: Index, by: str = "ana") -> None:
        """Commit an index."""
        self.commit({f"{FOLDER}/workflow.md": create(index)}, f"chore(sinfonia): revision {index.revision}", by)

    def returned(self, number: int = 1, by: str = "ana", **changes: object) -> str:
        """Commit a return envelope; gives its path."""
        made = Envelope(
            handoff_id=f"{SESSION}-{number:03d}", session_id=SESSION, sequence=number, source_persona="coda",
            target_persona="maestro", handoff_type=HandoffType.RETURN, status=HandoffStatus.COMPLETED, created_at=START,
            step="build", sections=tuple((title, SECTION_TEXT[title]) for title in SECTIONS[HandoffType.RETURN]),
        )  # fmt: skip
        made = replace(made, **changes)
        path = f"{FOLDER}/{made.file_name}"
        self.commit({path: create_envelope(made)}, "chore(sinfonia): return", by)
        return path

    def record(self, by: str, word: DecisionWord = DecisionWord.APPROVE, **changes: object) -> Record:
        """Say a decision of somebody on what is checked out."""
        repo, commit = self.repo, self.head
        envelopes = sorted(p.name for p in (self.path / FOLDER).glob("*-to-*.md"))
        path = f"{FOLDER}/{envelopes[-1]}" if envelopes else ""
        judges = word in {DecisionWord.APPROVE, DecisionWord.REJECT}
        base = self.git("rev-parse", "main").strip()
        envelope = self.blob(path) if judges and path else None
        pair = (envelope.path, envelope.oid) if envelope else None
        made = Record(
            version=1, repo=PROJECT, session=SESSION, step="approval", row=2, attempt=1, decision=word, commit=commit,
            base=base, reviewer=f"{by}@example.com", note="read it", role="reviewer", actor="human",
            nonce=os.urandom(16).hex(), envelope=envelope,
            subjects=tuple(self.blob(p) for p in self.subjects()) if judges else (),
            definition=definition.find("tiny", WorkingTree(str(self.path))).digest,
            previous=tuple(sorted(p.stem for p in (self.path / FOLDER / "approvals").glob("*.tag"))),
            contributors=contributors(repo, base, commit, envelope=pair),
        )  # fmt: skip
        return replace(made, **changes)

    def subjects(self) -> list[str]:
        """List what the step is about."""
        made = ["out.txt"] if (self.path / "out.txt").exists() else []
        return sorted([*made, *(f"src/{path.name}" for path in (self.path / "src").iterdir())])

    def blob(self, path: str) -> Blob:
        """Describe a committed file."""
        objects = ObjectReader(self.repo)
        try:
            return blob(objects.read_object(f"HEAD:{path}")[1], path)
        finally:
            objects.close()

    def signer(self, by: str | None) -> Signer | None:
        """Give the key of somebody, as git would be configured for them."""
        if by is None:
            return None
        self.git("config", "gpg.format", "ssh")
        self.git("config", "user.signingKey", str(self.keys[by]))
        return configured(self.repo, self.env)

    def decide(self, record: Record, key: str | None, *, ref: bool = True, copy: bool = True) -> tag.Tag:
        """Write a record, its ref and its ledger copy, and commit that."""
        by = record.reviewer.partition("@")[0]
        made = tag.make(self.repo, record, self.signer(key), self.who(by))
        if ref:
            self.git("update-ref", made.ref, made.oid)
        if copy:
            self.commit({self.copy_of(made.oid): made.data}, f"chore(sinfonia): {record.decision}", by)
        return made

    def approve(self, by: str = "ben", key: str | None = "", **changes: object) -> tag.Tag:
        """Approve as somebody, with their key unless another one is named, and complete the workflow."""
        made = self.decide(self.record(by, **changes), by if key == "" else key)
        self.put_index(self.complete(), by)
        return made

    def copy_of(self, oid: str) -> str:
        """Give the path of a ledger copy."""
        return f"{FOLDER}/approvals/{oid}.tag"

    def copied(self, to: Path) -> World:
        """Give a copy of this world that may be spoiled."""
        shutil.copytree(self.path, to, symlinks=True)
        return World(to, self.env, self.keys)


def build(path: Path, env: dict[str, str], keys: dict[str, Path], mode: str = "trusted", **policy: object) -> World:
    """Make the project up to the open approval, on branch `feat`."""
    path.mkdir(parents=True)
    world = World(path, env, keys)
    world.git("init", "-q", "-b", "main")
    base = {
        **WORKFLOW,
        "README.md": "A project.\n",
        "src/old.py": "old = 1\n",
        ".sinfonia/config.yaml": world.config(mode),
    }
    if mode == "trusted":
        base[POLICY] = world.policy(**policy)
    world.commit(base, "Begin", by="cleo")
    world.git("checkout", "-q", "-b", "feat")
    world.put_index(world.index())
    world.commit({"src/app.py": "def run():\n    return 1\n", "out.txt": "built\n"}, "Build it", by="ana")
    world.returned()
    world.put_index(world.at_approval())
    return world


def codes(document: dict) -> set[str]:
    """Give the codes of an answer that weigh something."""
    return {one["code"] for one in document.get("findings", []) if one["weight"] != "note"}


def notes(document: dict) -> set[str]:
    """Give the codes of an answer that are only said."""
    return {one["code"] for one in document.get("findings", []) if one["weight"] == "note"}
