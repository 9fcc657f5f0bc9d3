"""Commands that decide in a person's place: approving, and the tags that hold approvals."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.verdict import Verdict
from sinfonia.shell.git_call import git_call
from sinfonia.shell.options import read
from sinfonia.shell.word import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.shell.command import Simple
    from sinfonia.shell.git_call import GitCall

_person = frozenset(("approve", "reject", "revoke", "waive", "skip", "abort", "trust"))
_looks = frozenset(("list", "check", "show"))  # of `sinfonia trust`
_tags = ("sinfonia/", "refs/tags/sinfonia/", "tags/sinfonia/")
_ask = "ask a person to do it"


def judge(simple: Simple) -> Iterator[Verdict]:
    """Yield a denial when a command takes a decision, or makes, moves, publishes or deletes the record of one."""
    words = of_sinfonia(simple)
    if words and words[0] in _person and not (words[0] == "trust" and words[1:2] and words[1] in _looks):
        yield Verdict("approval", f"`sinfonia {words[0]}` is a person's decision", _ask, simple.line)
    if simple.name == "git" and _writes_record(git_call(simple), simple):
        yield Verdict(
            "approval", "`refs/tags/sinfonia/` holds the approvals of people", "ask a person to approve", simple.line
        )


def of_sinfonia(simple: Simple) -> list[str]:
    """Give the words of a call of sinfonia without its options; none of a call for help or of another program."""
    args = list(simple.args)
    name = simple.name
    if name.startswith(("python", "pypy")):
        at = next(
            (i for i, word in enumerate(args) if word.text[:1] == "-" and word.text[:2] != "--" and "m" in word.text),
            -1,
        )
        if at < 0:
            return []
        module = args[at].text.partition("m")[2] or (args[at + 1].text if at + 1 < len(args) else "")
        args = args[at + (1 if args[at].text.partition("m")[2] else 2) :]
        name = module.partition(".")[0]
    if name == "sinfonia" and "--help" not in simple.texts and "-h" not in simple.texts:
        return [word.text for word in read(args, "C", ("config", "format", "color")).operands]
    return []


def _writes_record(call: GitCall, simple: Simple) -> bool:
    texts = call.texts
    if call.sub == "tag":
        options = read(call.args, "mFu", ("message", "file", "local-user", "points-at", "contains", "sort", "format"))
        looks = any(flag in ("l", "list", "v", "verify", "n", "contains", "points-at") for flag in options.flags)
        looks = looks or any(key in ("points-at", "contains", "sort", "format") for key in options.values)
        return not looks and any(word.text.startswith(_tags) for word in options.operands)
    if call.sub == "push":
        return any(part.lstrip("+").startswith(_tags) for text in texts for part in text.split(":"))
    if call.sub in ("update-ref", "symbolic-ref"):
        if "--stdin" in texts:
            return _speaks_of_tags(simple)
        named = [text for text in texts if text.startswith(_tags)]
        return bool(named) and (
            call.sub == "update-ref" or len([t for t in texts if t[:1] != "-"]) > 1 or "-d" in texts
        )
    return call.sub == "mktag" and (simple.stdin.text is None or HOLE in simple.stdin.text or _speaks_of_tags(simple))


def _speaks_of_tags(simple: Simple) -> bool:
    return simple.stdin.text is not None and "sinfonia/" in simple.stdin.text
