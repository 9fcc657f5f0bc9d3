"""Who acts, as git would write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sinfonia import proc
from sinfonia.errors import GitError
from sinfonia.git.repo import git_error
from sinfonia.model.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sinfonia.git.repo import Repository

_IDENT = re.compile(r"(.*) <(.*)> \d+ [-+]\d{4}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an e-mail address; `ident` is the whole line, with the time, as git writes it into an object."""

    name: str
    email: str
    ident: str = ""


def committer(repo: Repository, env: Mapping[str, str]) -> Person:
    """Give who git would name as the committer; raises `GitError` when git does not know."""
    code, printed, errors = proc.output(repo.command("var", "GIT_COMMITTER_IDENT"), dict(env))
    ident = printed.decode("utf-8", "surrogateescape").strip()
    match = _IDENT.fullmatch(ident)
    if code and "invalid date" in errors:
        raise git_error(("var",), code, errors)
    if code or not match:
        raise GitError(
            "git does not know who you are",
            hint='git config user.name "…"; git config user.email …',
            stderr=errors,
            code=code,
        )
    return Person(match[1], match[2], ident)
