"""Attacks on the records themselves: refs, tag objects, ledger copies, signatures."""

from __future__ import annotations

from ledger_world import FOLDER, World

from sinfonia.model.record import Blob, DecisionWord
from sinfonia.workflow.records import grammar, tag
from sinfonia.workflow.records.ledger import object_id
from sinfonia.workflow.records.signing import sign


def only_copy(world: World) -> tuple[str, bytes]:
    """Give path and bytes of the only ledger copy."""
    (path,) = (world.path / FOLDER / "approvals").glob("*.tag")
    return f"{FOLDER}/approvals/{path.name}", path.read_bytes()


def only_ref(world: World) -> tuple[str, str]:
    """Give name and id of the only ref."""
    name, oid = world.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/tags/sinfonia").split()
    return name, oid


def store(world: World, data: bytes, *, ref: bool = True) -> str:
    """Store bytes as a tag object, with ref and ledger copy, as somebody would who knows git."""
    oid = object_id(data, 40)
    assert world.git("hash-object", "-t", "tag", "-w", "--stdin", "--literally", stdin=data).strip() == oid
    if ref:
        world.git("update-ref", "refs/tags/" + tag.read(data).tag, oid)
    world.commit({world.copy_of(oid): data}, "Store")
    world.put_index(world.complete())
    return oid


def forget(world: World) -> bytes:
    """Take the only record away, as if it had never been; gives its bytes."""
    path, data = only_copy(world)
    world.git("update-ref", "-d", only_ref(world)[0])
    world.git("reset", "-q", "--hard", "HEAD~2")
    assert not (world.path / path).exists()
    return data


def signed(world: World, payload: bytes, by: str) -> bytes:
    """Sign a tag's bytes."""
    signer = world.signer(by)
    assert signer
    return payload + sign(signer, payload, world.env)


def payload_of(world: World, by: str = "ben") -> bytes:
    """Make a record's tag and give its bytes without the signature."""
    made = tag.make(world.repo, world.record(by), world.signer(by), world.who(by))
    return tag.read(made.data).payload


def moved_tag(world: World) -> None:
    """Let the ref name another record of the same person."""
    name, _ = only_ref(world)
    other = tag.make(world.repo, world.record("ben", note="other"), world.signer("ben"), world.who("ben"))
    world.git("update-ref", name, other.oid)


def lightweight_tag(world: World) -> None:
    name, _ = only_ref(world)
    world.git("update-ref", name, world.head)


def renamed_ref(world: World) -> None:
    name, oid = only_ref(world)
    world.git("update-ref", name.replace("/02-approval/", "/01-build/"), oid)


def reject_renamed_to_approve(world: World) -> None:
    made = world.decide(world.record("ben", DecisionWord.REJECT), "ben", copy=False)
    world.git("update-ref", made.ref.replace("/reject/", "/approve/"), made.oid)


def foreign_ref(world: World) -> None:
    world.git("tag", "sinfonia/v1")


def deeper_ref(world: World) -> None:
    name, oid = only_ref(world)
    world.git("update-ref", "-d", name)
    world.git("update-ref", name + "/more", oid)


def signer_renamed(world: World) -> None:
    """Name another key in tag and ref, and sign again."""
    payload = payload_of(world)
    head = payload.split(b"\n")[2]
    part = head.rpartition(b"/")[2]
    store(world, signed(world, payload.replace(part, b"0" * 8 + part[8:], 1), "ben"))


def re_pointed_object(world: World) -> None:
    """Let a signed tag name the branch itself."""
    payload = payload_of(world)
    store(world, signed(world, payload.replace(payload[7:47], world.head.encode(), 1), "ben"))


def other_tree(world: World) -> None:
    """Tag a commit that follows the reviewed one and holds other files."""
    payload = payload_of(world)
    tree = world.git("rev-parse", "main^{tree}").strip()
    side = world.git("commit-tree", tree, "-p", world.head, "-m", "side").strip()
    store(world, signed(world, payload.replace(payload[7:47], side.encode(), 1), "ben"))


def tag_of_a_tree(world: World) -> None:
    payload = payload_of(world)
    tree = world.git("rev-parse", "HEAD^{tree}").strip().encode()
    payload = payload.replace(payload[7:47], tree, 1).replace(b"\ntype commit\n", b"\ntype tree\n", 1)
    store(world, signed(world, payload, "ben"))


def other_repository(world: World) -> None:
    world.approve("ben", repo="0123456789ab")


def other_step(world: World) -> None:
    world.approve("ben", step="build")


def row_that_is_not(world: World) -> None:
    world.approve("ben", row=7)


def other_session(world: World) -> None:
    """Replay a record into the folder of another session."""
    _, data = only_copy(world)
    other = "s-20261121-101500"
    index = world.complete()
    from dataclasses import replace

    from sinfonia.workflow.render import create

    folder = f".sinfonia/handoffs/{other}"
    name = object_id(data, 40)
    files = {f"{folder}/workflow.md": create(replace(index, session_id=other)), f"{folder}/approvals/{name}.tag": data}
    world.commit(files, "Replay")


def record_of_another_session(world: World) -> None:
    world.decide(world.record("ben", session="s-20261121-101500"), "ben", ref=False)
    world.put_index(world.complete())


def deleted_approval(world: World) -> None:
    path, _ = only_copy(world)
    world.git("update-ref", "-d", only_ref(world)[0])
    world.commit({path: None}, "Delete")


def deleted_rejection(world: World) -> None:
    made = world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")
    world.git("update-ref", "-d", made.ref)
    world.commit({world.copy_of(made.oid): None}, "Delete")
    world.approve("ben")


def deleted_rejection_that_an_approval_has_seen(world: World) -> None:
    """Delete a rejection and the commit that brought it."""
    before = world.head
    made = world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")
    world.git("update-ref", "-d", made.ref)
    world.git("reset", "-q", "--hard", before)
    world.approve("ben", previous=(made.oid,))


def deleted_on_the_branch(world: World) -> None:
    """Delete on a branch what the base has."""
    path, _ = only_copy(world)
    world.git("checkout", "-q", "main")
    world.git("merge", "-q", "--ff-only", "feat", by="cleo")
    world.git("checkout", "-q", "-b", "later")
    world.commit({path: None}, "Delete")


def rejection_hidden_from_the_ledger(world: World) -> None:
    """Reject by a ref alone: the union counts it."""
    world.decide(world.record("cleo", DecisionWord.REJECT), "cleo", copy=False)


def rejection(world: World) -> None:
    world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")


def rejection_revoked_by_another(world: World) -> None:
    made = world.decide(world.record("cleo", DecisionWord.REJECT), "cleo")
    world.decide(world.record("ana", DecisionWord.REVOKE, target=made.oid), "ana")


def approval_revoked(world: World) -> None:
    world.decide(world.record("ben", DecisionWord.REVOKE, target=only_ref(world)[1]), "ben")


def truncated_record(world: World) -> None:
    path, data = only_copy(world)
    world.commit({path: data[: len(data) // 2]}, "Truncate")


def edited_copy(world: World) -> None:
    path, data = only_copy(world)
    world.commit({path: data.replace(b"read it", b"loved it")}, "Edit")


def edited_and_renamed_copy(world: World) -> None:
    """Edit a record and give it the id and the ref of the result."""
    data = forget(world)
    header = tag.read(data)
    record = grammar.read(header.message)
    from dataclasses import replace

    changed = replace(record, note="another note")
    name = grammar.ref_name(changed, header.tag.rpartition("/")[2][:8]).removeprefix("refs/tags/")
    payload = header.payload[: -len(header.message)].replace(header.tag.encode(), name.encode())
    store(world, payload + grammar.write(changed) + header.signature)


def duplicate_trailer(world: World) -> None:
    payload = payload_of(world)
    store(world, signed(world, payload.replace(b"Sinfonia-Row: 2\n", b"Sinfonia-Row: 2\nSinfonia-Row: 1\n"), "ben"))


def injected_trailer(world: World) -> None:
    payload = payload_of(world)
    store(world, signed(world, payload.replace(b"> read it\n", b"> read it\nSinfonia-Role: owner\n"), "ben"))


def carriage_return(world: World) -> None:
    payload = payload_of(world)
    store(world, signed(world, payload.replace(b"> read it\n", b"> read\r it\n"), "ben"))


def foreign_file(world: World) -> None:
    world.commit({f"{FOLDER}/approvals/README.md": "approved by ben\n"}, "Say so")


def linked_copy(world: World) -> None:
    path, _ = only_copy(world)
    (world.path / path).unlink()
    (world.path / path).symlink_to("/etc/hostname")
    world.commit({}, "Link")


def forged_digest(world: World) -> None:
    """Say a SHA-256 that is not the file's, as one would who found a second file of the same SHA-1."""
    real = world.blob("out.txt")
    subjects = (Blob("0" * 64, real.oid, real.path), *(world.blob(p) for p in world.subjects() if p != "out.txt"))
    world.approve("ben", subjects=subjects)


def forged_absence(world: World) -> None:
    subjects = tuple(world.blob(p) for p in world.subjects() if p != "src/app.py")
    world.approve("ben", subjects=subjects, absent=("src/app.py",))


def shortened_subjects(world: World) -> None:
    world.approve("ben", subjects=(world.blob("out.txt"),))


def no_envelope(world: World) -> None:
    world.approve("ben", envelope=None)


def other_attempt(world: World) -> None:
    world.approve("ben", attempt=2)
