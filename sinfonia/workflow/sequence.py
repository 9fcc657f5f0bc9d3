"""Numbers of envelopes: never given twice in one clone, whatever branch a session is on.

Two branches that both dispatch would else both write `005-…`, and the merge would have two files for one name. The last
number that was given stands in the git common directory; where that is lost the folder's own numbers count.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sinfonia.workflow import files

if TYPE_CHECKING:
    from sinfonia.git.repo import Repository
    from sinfonia.workflow.session import Session

FOLDER = "sinfonia-sequences"


def upcoming(repo: Repository, session: Session) -> int:
    """Give the number of the session's next envelope; call it under the lock."""
    data = files.read(_place(repo, session)) or b""
    given = int(data) if data.strip().isdigit() and len(data) < 8 else 0
    return max(given + 1, session.next_sequence)


def give(repo: Repository, session: Session, number: int) -> None:
    """Note that a number was given; call it under the lock, before the envelope is written."""
    place = _place(repo, session)
    files.make_folder(os.path.dirname(place))
    files.replace(place, b"%d\n" % number)


def _place(repo: Repository, session: Session) -> str:
    return os.path.join(repo.common_dir, FOLDER, session.id)
