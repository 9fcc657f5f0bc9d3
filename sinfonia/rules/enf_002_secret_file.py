"""A file whose name says that it holds a secret enters the repository.

## What

Refuses files that are secret by their name: `.env` and its variants, private keys, key stores, stored
logins, Terraform states, data files under `secrets/`. Names that are only sometimes secret (`.npmrc`,
`.env.test`, `*.tfvars`, `.mcp.json`) are refused when their content holds a value that ENF-008
secret-content would refuse. An agent's call is also held against the places below a home folder and
the system's own (`~/.ssh`, `~/.aws`, `~/.codex/auth.json`). It may read a file with an ambiguous name
only as the last commit has it and without such a value. A command that searches a tree (`grep -r`, `rg -uu`) is
refused when it would show a line of a secret file at hand that the last commit does not have.

Names are compared without case, after `..`, `//`, backslashes, home variables, marks of backups
(`.env.bak`, `id_rsa (1)`) and `file:` URLs are resolved. A symbolic link is judged by its name and by
where it points.

## Why

What was committed once stays in every clone; deleting it later does not take it back. A secret that an
agent reads goes to its provider and into its transcript.

## Instead

Keep the file out of the tree (`.gitignore`), commit a copy with names only (`.env.example`), and let the
program read values from the environment or from a secret store. A file that was pushed is known:
replace what it holds.

## Refused

    .env                         .env.production.bak
    deploy/id_rsa                certs/server.key   (with a private key in it)
    infra/terraform.tfstate      config/gcp-service-account.json
    notes.txt -> ~/.ssh/id_rsa

## Allowed

    .env.example                 deploy/id_rsa.pub
    src/credentials.py           certs/server.pem   (with certificates only)
    docs/secrets/README.md       .npmrc             (with `${NPM_TOKEN}` for its token)
    a file encrypted with sops, age, git-crypt or ansible-vault

## Options

None of its own. `exclude`, `rules.ENF-002.paths` and entries of `ignore:` take globs; test keys that are
meant to be public belong there, with the reason. `secrets.entropy: false` stops guessing by entropy in
files with ambiguous names.

## Known limits

A secret under an innocent name is ENF-008's to find. A deletion passes: the secret was in the history
before. What an archive holds is not read. A command that loads a key or an `--env-file` for its own use
(`gunicorn --keyfile key.pem`, `docker run --env-file .env`) shows nothing of it and passes, and so does a copy of a
whole tree (`cp -r . /tmp/x`).
"""

from __future__ import annotations

from sinfonia.model.change import SUBMODULE, SYMLINK
from sinfonia.model.finding import COMMAND_PATH, Finding, Location
from sinfonia.model.rule import Rule
from sinfonia.rules.secret_names import PLAIN, judge_path, judge_tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.model.change import Change
    from sinfonia.model.event import Event
    from sinfonia.model.policy import Policy
    from sinfonia.rules.secret_names import Verdict

CODE = "ENF-002"
NAME = "secret-file"
_SEARCH = "search what git knows (`git grep`), or leave the file out (`--exclude`)"


def judge(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield one finding for each added or changed file that is secret by its name, or by name and content."""
    if event.command is not None:
        yield from _by_command(event, policy)
    anywhere = event.moment == "tool"  # an agent's path may lie outside of the tree
    if event.reads:
        from sinfonia.rules.secret_accesses import secret_access

        for access in event.reads:
            what = secret_access(access, policy, home=event.home) if access.kind != "named" else ""
            if what and access.kind == "searched":
                message = f"the search would show a line of `{access.path}`, which is {what}"
                yield Finding(CODE, NAME, message, Location(access.path), help=_SEARCH)
            elif what:
                yield Finding(CODE, NAME, f"`{access.path}` is {what}", Location(access.path), help=_help("", event))
    for change in event.changes:
        mode = change.new_mode
        if not mode or mode == SUBMODULE or change.status == "D":
            continue
        path = change.path
        plain = path[path.rfind(".") + 1 :] in PLAIN and "/." not in path and path[0] != "."
        if plain and not anywhere and mode != SYMLINK:
            continue
        verdict = judge_path(path, home=event.home) if anywhere else judge_tree(path)
        finding = _by_name(change, verdict, event, policy) if verdict.decision != "allow" else None
        if finding is None and mode == SYMLINK:
            finding = _by_target(change, event)
        if finding:
            yield finding


def _by_command(event: Event, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each secret file that an agent's command would read; an ambiguous one is looked into."""
    from sinfonia.rules.command_analysis import analysed
    from sinfonia.rules.secret_reads import reads_of

    command, place = analysed(event)
    named = {access.path: access for access in event.reads if access.kind == "named"}
    for path in reads_of(command, place):
        if path in named:
            from sinfonia.rules.secret_accesses import secret_access

            if not secret_access(named[path], policy, home=event.home):
                continue
        message = f"the command reads `{path.removeprefix(place.root + '/')}`, a secret file"
        yield Finding(CODE, NAME, message, Location(COMMAND_PATH), help="ask a person for what you need from it")


def _by_name(change: Change, verdict: Verdict, event: Event, policy: Policy) -> Finding | None:
    from sinfonia.errors import NotJudgedError

    sure = verdict.decision == "deny"
    if change.new_mode == SYMLINK:
        return _finding(change, event, f"`{change.path}` is {verdict.what}") if sure else None
    from sinfonia.rules.secret_file_content import is_harmless, reveals

    try:
        data = change.new()
    except NotJudgedError as error:
        if sure:
            return _finding(change, event, f"`{change.path}` is {verdict.what}")
        from sinfonia.rules.enf_904_could_not_judge import finding

        return finding(change.path, error.message)
    if sure:
        return None if is_harmless(data, verdict) else _finding(change, event, f"`{change.path}` is {verdict.what}")
    entropy = bool(policy.section("secrets").get("entropy", True))
    if not reveals(data, change.path, verdict, entropy=entropy):
        return None
    return _finding(change, event, f"`{change.path}` is {verdict.what} and holds a secret value")


def _by_target(change: Change, event: Event) -> Finding | None:
    """Judge where a link points; a relative target starts at the link's own folder."""
    target = change.new().decode("utf-8", "surrogateescape")
    whole = target
    if target[:1] not in ("/", "~", "\\") and target[1:2] != ":":
        whole = change.path[: change.path.rfind("/") + 1] + target
    verdict = judge_path(whole, home=event.home)
    from sinfonia.rules.path_forms import place

    inside = place(whole)[0] == "tree"  # then the target, when it is committed, is judged by its content itself
    if verdict.decision != "deny" and (inside or not verdict.refused_unseen):
        return None
    return _finding(change, event, f"`{change.path}` points to `{target}`, which is {verdict.what}")


def _finding(change: Change, event: Event, message: str) -> Finding:
    return Finding(CODE, NAME, message, Location(change.path), help=_help(change.path, event))


def _help(path: str, event: Event) -> str:
    name = path[path.rfind("/") + 1 :]
    if event.moment == "tool":
        return "leave the file to its owner and use the name of the value, not the value"
    instead = ""
    if name.lower().startswith(".env"):
        instead = "; commit `.env.example` with names only"
    elif name.lower().startswith("id_"):
        instead = "; commit the public half if others need it"
    if event.moment == "commit":
        from shlex import quote  # the command is there to be copied, and anyone may choose the name

        quoted = quote(path) if path[0] != "-" else quote(f"./{path}")
        return f"git rm --cached {quoted}, then add it to .gitignore{instead}"
    return f"take `{path}` out of the branch's history and replace what it holds{instead}"


RULE = Rule(
    CODE,
    NAME,
    "a file that is secret by its name, or by its name and content",
    moments=("commit", "range", "push", "tool"),
    waived_by=("inline", "config"),
    page=__doc__,
    judge=judge,
)
