"""`sinfonia trust`: who may approve what."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import click

from sinfonia.cli import leave
from sinfonia.cli.options import answer, with_format
from sinfonia.errors import Exit, SinfoniaError
from sinfonia.git.objects import ObjectReader
from sinfonia.git.repo import discover
from sinfonia.reporters.escape import unicode_only

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.trust.policy import Person, TrustPolicy
    from sinfonia.workflow.trust.source import Trust

ACTIONS = ("init", "add", "revoke", "list", "check")


@click.command(
    "trust",
    epilog="""\b
Examples:
  sinfonia trust init            # you, with the key that git signs with
  sinfonia trust add ben --email ben@example.com --key ben.pub --role reviewer
  sinfonia trust revoke ben
  sinfonia trust check""",
)
@click.argument("action", type=click.Choice(ACTIONS))
@click.argument("name", required=False)
@click.option("--email", "emails", multiple=True, metavar="ADDRESS", help="An address that the person commits with.")
@click.option("--key", "keys", multiple=True, metavar="FILE", help="A public key: a `.pub` file, or `gpg:FINGERPRINT`.")
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="A role that the person has.")
@click.option("--kind", type=click.Choice(("human", "agent")), help="What the person is.")
@click.option("--base", metavar="REF", help="Compare with the policy of REF (check).")
@click.option("--fix", is_flag=True, help="Write `allowed_signers` anew (check).")
@click.option("--dry-run", is_flag=True, help="Say what would be written.")
@with_format
def command(
    *,
    action: str,
    name: str | None,
    emails: tuple[str, ...],
    keys: tuple[str, ...],
    roles: tuple[str, ...],
    kind: str | None,
    base: str | None,
    fix: bool,
    dry_run: bool,
    format_name: str,
) -> None:
    """Keep the policy of trust, `.sinfonia/trust/policy.yaml`: init, add NAME, revoke NAME, list, check.

    It counts as the protected branch has it: a change takes effect when it is merged there. With check the
    exit code is 1 when the policy cannot do its work.
    """
    repo = discover()
    if not repo.root:
        raise SinfoniaError("this repository is bare: a policy is kept in a clone", hint="make it there")
    if action in {"add", "revoke"} and not name:
        raise SinfoniaError(f"`trust {action}` needs the name of a person", hint=f"sinfonia trust {action} NAME")
    if action in {"list", "check"} and name:
        raise SinfoniaError(f"`trust {action}` takes no name", hint=f"sinfonia trust {action}")
    match action:
        case "init":
            made = _first(repo, name, emails, keys, roles)
            _write(repo, made, "init", format_name, dry_run=dry_run)
        case "add":
            from sinfonia.workflow.trust.policy import Kind
            from sinfonia.workflow.trust.write import add

            read = [_key(key) for key in keys]
            wanted = Kind(kind) if kind else None
            made = add(_policy(repo), str(name), emails=emails, keys=read, roles=roles, kind=wanted)
            _write(repo, made, "add", format_name, dry_run=dry_run)
        case "revoke":
            from sinfonia.workflow.trust.write import revoke

            _write(repo, revoke(_policy(repo), str(name)), "revoke", format_name, dry_run=dry_run)
        case "list":
            _list(_policy(repo), format_name)
        case _:
            _check(repo, base or "", format_name, fix=fix and not dry_run)


def _policy(repo: Repository) -> TrustPolicy:
    from sinfonia.workflow.trust.policy import PATH
    from sinfonia.workflow.trust.read import read_policy

    data = _file(repo, PATH)
    if data is None:
        raise SinfoniaError(f"`{PATH}` does not exist", hint="sinfonia trust init")
    return read_policy(data)


def _file(repo: Repository, path: str) -> bytes | None:
    from sinfonia.workflow import files

    files.refuse_links(repo.root, path)
    return files.read(os.path.join(repo.root, path))


def _first(
    repo: Repository, name: str | None, emails: tuple[str, ...], keys: tuple[str, ...], roles: tuple[str, ...]
) -> TrustPolicy:
    from sinfonia.workflow.commit import StateCommit
    from sinfonia.workflow.identity import committer
    from sinfonia.workflow.names import check_name
    from sinfonia.workflow.records.contributors import normal
    from sinfonia.workflow.trust.policy import DEFAULT_ROLE, PATH, Person
    from sinfonia.workflow.trust.write import add, first

    if _file(repo, PATH) is not None:
        raise SinfoniaError(f"`{PATH}` exists already", hint="sinfonia trust add NAME")
    env = StateCommit(repo, "", os.environ).env
    me = committer(repo, env)
    called = check_name("person", name or re.sub(r"[^a-z0-9]+", "-", me.name.lower()).strip("-"))
    mine = tuple(_key(key) for key in keys) or (_own_key(repo, env),)
    given = tuple(map(normal, emails)) or (normal(me.email),)
    made = first(Person(called, given, mine), roles[0] if roles else DEFAULT_ROLE)
    if len(roles) > 1:
        from dataclasses import replace

        made = replace(add(made, called, emails=(), keys=(), roles=roles[1:], kind=None), version=1)
    return made


def _own_key(repo: Repository, env: dict[str, str]) -> str:
    from sinfonia.workflow.records.signing import configured

    signer = configured(repo, env)
    if signer is None or signer.kind == "x509":
        raise SinfoniaError(
            "git has no key to sign with",
            hint="git config gpg.format ssh; git config user.signingKey FILE; or --key FILE",
        )
    return signer.public if signer.kind == "ssh" else f"gpg:{signer.public}"


def _key(given: str) -> str:
    from sinfonia.workflow.trust.keys import GPG, read_key

    text = given
    if not given.lower().startswith(GPG) and " " not in given:
        try:
            with open(os.path.expanduser(given), encoding="utf-8", errors="replace") as file:
                text = file.read(1 << 16)
        except OSError as error:
            raise SinfoniaError(f"cannot read `{given}`: {(error.strerror or '').lower()}") from None
        if "PRIVATE KEY" in text:
            raise SinfoniaError(f"`{given}` is a private key: keep it to yourself", hint=f"--key {given}.pub")
        text = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    try:
        return read_key(text)
    except ValueError as error:
        raise SinfoniaError(f"`{given}`: {error}", hint="--key FILE.pub") from None


def _write(repo: Repository, policy: TrustPolicy, action: str, format_name: str, *, dry_run: bool) -> None:
    from sinfonia.workflow import files
    from sinfonia.workflow.lock import Lock
    from sinfonia.workflow.trust.keys import allowed_signers
    from sinfonia.workflow.trust.policy import PATH, SIGNERS
    from sinfonia.workflow.trust.write import HEADER, write_policy

    old = _file(repo, PATH) or b""
    notes = [] if b"#" not in old.removeprefix(HEADER.encode()) else [f"comments in `{PATH}` are not kept"]
    texts = {PATH: write_policy(policy), SIGNERS: allowed_signers(policy)}
    if not dry_run:
        with Lock(repo):
            for path, data in texts.items():
                files.refuse_links(repo.root, path)
                files.make_folder(os.path.dirname(os.path.join(repo.root, path)))
                files.replace(os.path.join(repo.root, path), data)
    steps = () if dry_run else (f"git add {PATH} {SIGNERS} && git commit",)
    if format_name == "json":
        document: dict[str, object] = {"action": action, "written": not dry_run, "files": list(texts)}
        answer({**document, "policy": _plain(policy)}, next_steps=steps, diagnostics=tuple(notes))
        return
    click.echo(f"{'would write' if dry_run else 'wrote'} {PATH}, version {policy.version}, and {SIGNERS}")
    for note in notes:
        click.echo(f"note: {note}")
    for step in steps:
        click.echo(f"commit it: {step}")
    if not dry_run:
        click.echo(
            "it counts once it is on the protected branch, with `approvals: {mode: trusted}` in the configuration there"
        )


def _list(policy: TrustPolicy, format_name: str) -> None:
    if format_name == "json":
        answer({"policy": _plain(policy)})
        return
    click.echo(f"version {policy.version}, work by unknown addresses: {policy.unmapped}")
    for person in policy.persons:
        click.echo(f"\n{person.name}  {person.kind}  {', '.join(_roles(policy, person)) or 'no role'}")
        for email in person.emails:
            click.echo(f"  {unicode_only(email)}")
        for text, gone in _keys(policy, person):
            click.echo(f"  {text}{'  revoked' if gone else ''}")
    if policy.gates:
        click.echo("")
    for gate, role in policy.gates:
        click.echo(f"{gate}  takes {role}")


def _check(repo: Repository, named: str, format_name: str, *, fix: bool) -> None:
    from sinfonia.workflow import files
    from sinfonia.workflow.trust.check import problems
    from sinfonia.workflow.trust.keys import allowed_signers
    from sinfonia.workflow.trust.policy import SIGNERS

    policy = _policy(repo)
    if fix:
        files.replace(os.path.join(repo.root, SIGNERS), allowed_signers(policy))
    found = tuple(problems(policy, _file(repo, SIGNERS), _base(repo, named)))
    serious = [one for one in found if one[0] != "not-in-force"]
    if format_name == "json":
        rows = [{"code": code, "message": unicode_only(why), "fix": unicode_only(what)} for code, why, what in found]
        answer({"ok": not serious, "problems": rows, "policy": _plain(policy)})
    else:
        for code, why, what in found:
            click.echo(f"{'note' if code == 'not-in-force' else 'error'}[{code}]: {why}\n  = try: {what}")
        if not serious:
            click.echo(f"version {policy.version}: {len(policy.persons)} persons, {len(policy.roles)} roles")
    leave(Exit.NO if serious else Exit.YES)


def _base(repo: Repository, named: str) -> Trust | None:
    """Read the trust of the base; None where there is none to compare with."""
    from sinfonia.surfaces.trust_base import trust_base
    from sinfonia.workflow.trust.source import trust_at

    objects = ObjectReader(repo)
    try:
        base = trust_base(repo, objects, os.environ, wanted=named)
        return trust_at(objects, base) if base else None
    finally:
        objects.close()


def _plain(policy: TrustPolicy) -> dict[str, object]:
    return {
        "version": policy.version,
        "persons": [
            {
                "name": person.name,
                "kind": str(person.kind),
                "emails": [unicode_only(email) for email in person.emails],
                "keys": [{"fingerprint": text, "revoked": gone} for text, gone in _keys(policy, person)],
                "roles": list(_roles(policy, person)),
            }
            for person in policy.persons
        ],
        "roles": [
            {"name": role.name, "members": list(role.members), "count": role.count, "presence": role.presence}
            for role in policy.roles
        ],
        "gates": dict(policy.gates),
        "unmapped": str(policy.unmapped),
    }


def _keys(policy: TrustPolicy, person: Person) -> list[tuple[str, bool]]:
    from sinfonia.workflow.trust.keys import fingerprint

    gone = {one.key for one in policy.revoked}
    prints = [fingerprint(key) for key in person.keys]
    return [(text, text in gone) for text in prints]


def _roles(policy: TrustPolicy, person: Person) -> tuple[str, ...]:
    return tuple(role.name for role in policy.roles if person.name in role.members)
