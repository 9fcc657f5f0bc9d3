"""Trust as the protected base has it: mode, project, policy. What the judged branch says of these has no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinfonia.config import load
from sinfonia.errors import ConfigError
from sinfonia.model.dataclass import dataclass
from sinfonia.workflow.records.contributors import FORGES, normal
from sinfonia.workflow.sources import AtCommit
from sinfonia.workflow.trust.policy import PATH
from sinfonia.workflow.trust.read import read_policy

if TYPE_CHECKING:
    from sinfonia.git.objects import ObjectReader
    from sinfonia.workflow.trust.policy import TrustPolicy

LOCAL = "local"
TRUSTED = "trusted"
NO_PROJECT = "-"  # in a record, where the configuration has no `project_id`


@dataclass(frozen=True, slots=True)
class Trust:
    """What a base says of trust; `base` is its commit, "" where there is none.

    `policy` is None in local mode without one, and where it cannot be used: then `problem` says why.
    """

    base: str
    mode: str = LOCAL
    project: str = NO_PROJECT
    forges: tuple[str, ...] = FORGES
    policy: TrustPolicy | None = None
    problem: ConfigError | None = None

    @property
    def is_trusted(self) -> bool:
        """Tell whether decisions need a trusted key."""
        return self.mode == TRUSTED


def trust_at(objects: ObjectReader, base: str) -> Trust:
    """Read configuration and policy of a commit; raises `SinfoniaError` when they cannot be read at all.

    A configuration that is there and wrong raises `ConfigError`: nobody knows what it meant to ask for.
    """
    if not base:
        return Trust("")
    files = AtCommit(objects, base)
    data = load("", git_dir="", environ={}, door="machine", blob=files.read).policy.data
    mode = str(data["approvals"]["mode"])
    project = str(data.get("project_id") or NO_PROJECT)
    forges = (*FORGES, *(normal(str(email)) for email in data["trust"]["forge_committers"]))
    raw = files.read(PATH)
    if raw is None:
        missing = ConfigError(f"`{PATH}` is not on the base", hint="sinfonia trust init, and merge it")
        return Trust(base, mode, project, forges, None, missing if mode == TRUSTED else None)
    try:
        return Trust(base, mode, project, forges, read_policy(raw))
    except ConfigError as error:
        return Trust(base, mode, project, forges, None, error)
