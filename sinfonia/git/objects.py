"""Blobs through one `git cat-file --batch`, started when the first one is asked for."""

from __future__ import annotations

from sinfonia.errors import NotJudgedError
from sinfonia.proc import Conversation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.git.repo import Repository

LARGEST = 64 << 20  # a larger blob is not source; the memory bound of the machines' door is 64 MB
_REMEMBERED = 8
_SMALL = 1 << 20  # only such are kept, for the memory bound


class ObjectReader:
    """Reads blobs of a repository by id; keeps the last few, since several rules ask for the same file."""

    __slots__ = ("_conversation", "_recent", "_repo", "last_id")

    def __init__(self, repo: Repository) -> None:
        self._repo = repo
        self._conversation: Conversation | None = None
        self._recent: dict[str, bytes] = {}
        self.last_id = ""

    def read(self, oid: str) -> bytes:
        """Give a blob; raises `NotJudgedError` when it is missing, damaged or larger than 64 MB."""
        known = self._recent.get(oid)
        if known is not None:
            return known
        data = self.read_object(oid)[1]
        if len(data) <= _SMALL:
            if len(self._recent) >= _REMEMBERED:
                del self._recent[next(iter(self._recent))]
            self._recent[oid] = data
        return data

    def read_object(self, name: str) -> tuple[str, bytes]:
        """Give type and bytes of any object name without a newline in it; raises `NotJudgedError`.

        `last_id` is then the full id of what was read.
        """
        if self._conversation is None:
            self._conversation = Conversation(self._repo.command("cat-file", "--batch"), self._repo.env)
        answer = self._conversation.ask(name.encode("utf-8", "surrogateescape"))
        fields = answer.rsplit(b" ", 2)
        if len(fields) != 3 or not fields[2].isdigit():
            if answer.endswith((b" missing", b" ambiguous")):
                raise NotJudgedError(
                    f"object {name[:40]} is missing", hint="git fsck; in a partial clone: git fetch --refetch"
                )
            self.close()
            raise NotJudgedError(f"object {name[:40]} cannot be read", hint="git fsck shows what is damaged")
        self.last_id = fields[0].decode("ascii")
        size = int(fields[2])
        if size > LARGEST:
            self.close()  # cheaper than reading past it
            raise NotJudgedError(f"object {name[:40]} has {size >> 20} MB, more than can be judged")
        data = self._conversation.take(size + 1)
        if len(data) != size + 1:
            self.close()
            raise NotJudgedError(f"object {name[:40]} cannot be read", hint="git fsck shows what is damaged")
        return fields[1].decode("ascii"), data[:-1]

    def close(self) -> None:
        """End git; the next read starts it again."""
        if self._conversation is not None:
            self._conversation.close()
            self._conversation = None
