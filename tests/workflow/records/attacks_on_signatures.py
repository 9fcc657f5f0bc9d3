"""Attacks by the signature: none, of another, for another purpose, torn."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from attacks_on_records import payload_of, signed, store

from sinfonia.workflow.records import tag

if TYPE_CHECKING:
    from ledger_world import World


def unsigned(world: World) -> None:
    world.approve("ben", key=None)


def unknown_key(world: World) -> None:
    world.approve("ben", key="mallory")


def key_of_another(world: World) -> None:
    world.approve("ben", key="cleo")


def agents_key(world: World) -> None:
    world.approve("coda", contributors=())


def agent_with_a_persons_key(world: World) -> None:
    world.approve("ben", actor="agent")


def other_namespace(world: World) -> None:
    payload = payload_of(world)
    done = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", str(world.keys["ben"])],
        input=payload,
        capture_output=True,
        check=True,
    )
    store(world, payload + done.stdout)


def foreign_signature(world: World) -> None:
    """Carry the signature of another record over."""
    other = tag.make(world.repo, world.record("ben", note="other"), world.signer("ben"), world.who("ben"))
    store(world, payload_of(world) + tag.read(other.data).signature)


def second_signature(world: World) -> None:
    whole = signed(world, payload_of(world), "ben")
    store(world, whole + tag.read(whole).signature)


def torn_signature(world: World) -> None:
    whole = signed(world, payload_of(world), "ben")
    store(world, whole[:-60])
