"""Which secret files a command reads, deletes or carries away: ENF-002 for commands."""

from __future__ import annotations

from sinfonia.rules.secret_arguments import SILENT, read_by
from sinfonia.rules.secret_names import judge_path
from sinfonia.rules.secret_operands import PLAIN_READERS
from sinfonia.rules.unsafe_shell.verdict import Place
from sinfonia.shell.command import Simple
from sinfonia.shell.statement import UNREAD
from sinfonia.shell.word import HOLE, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.command import Command

MAX_WORDS_TEXT = 20_000
_candidates = (
    ".env", "id_rsa", "id_ed25519", "credentials", "server.key", "private.pem", ".netrc", ".npmrc", "config",
    "secrets.json", "token",
)  # fmt: skip


def secret_reads(text: str, *, cwd: str = "", root: str = "/", home: str = "/root") -> tuple[str, ...]:
    """Give the secret paths that a command would read, as written; a path that the text wrote itself is no secret."""
    from sinfonia.shell.analysis import analyse

    return reads_of(analyse(text, cwd=cwd or root, root=root, home=home), Place(root, home))


def reads_of(command: Command, place: Place) -> tuple[str, ...]:
    """Give the secret paths of an analysed command, each once."""
    found: dict[str, None] = {}
    for simple in command.simples:
        if UNREAD in simple.via:
            continue
        words = list(read_by(simple))
        if simple.dynamic and simple.name not in SILENT:
            words.append(Word(HOLE, taint=simple.stdin.taint))
        for word in words:
            if _is_secret(word, simple, place):
                found.setdefault(word.text.replace(HOLE, "…"), None)
            for other in _found(word):
                if _is_secret(other, simple, place):
                    found.setdefault(other.text, None)
    if command.by_tokens and not command.limit:
        whole = Simple("", (), cwd=place.root)
        for text in command.text[:MAX_WORDS_TEXT].replace("'", " ").replace('"', " ").split():
            if "<" not in text and _is_secret(Word(text), whole, place):
                found.setdefault(text, None)
    return tuple(found)


def _found(word: Word) -> list[Word]:
    """Give the names that `find` looked for where its output is the word."""
    return [
        Word(origin[6:], glob=any(char in origin for char in "*?["))
        for origin in sorted(word.taint)
        if origin.startswith("found:")
    ]


def _is_secret(word: Word, simple: Simple, place: Place) -> bool:  # noqa: C901, PLR0911 - one case a form
    text = word.text
    if not text or text == HOLE or "\n" in text or len(text) > 300 or text.startswith(("http://", "https://")):
        return False
    if " " in text and not text.startswith(("/", "~", "./")) and simple.name not in PLAIN_READERS:
        return False
    if HOLE in text:
        text = text.replace(HOLE, "x")
    if text.startswith("/dev/fd/"):
        return False
    where = text
    if not text.startswith(("/", "~")) and simple.cwd and simple.cwd != place.root:
        where = f"{simple.cwd}/{text}"
    if simple.files and _absolute(where, simple, place) in simple.files:
        stream = simple.files[_absolute(where, simple, place)]
        if not any(origin.startswith("read:") for origin in stream.taint):
            return False
    if where.startswith(place.root + "/") and place.root != "/":
        where = where[len(place.root) + 1 :]
    verdict = judge_path(where, home=place.home)
    if verdict.refused_unseen:
        parts = where.rsplit("/", 2)
        told = (
            parts[-1].endswith((".md", ".txt", ".conf"))
            or ".pub" in parts[-1]
            or parts[-1] in ("config", "known_hosts", "authorized_keys", "allowed_signers")
        )
        if told and len(parts) > 1 and parts[-2] in (".ssh", ".gnupg", ".aws"):
            return False  # what these folders hold besides keys
        return verdict.decision == "deny" or not any(
            f"/{name}/" in f"/{where}" for name in ("fixtures", "testdata", "__fixtures__")
        )
    folder = where.rstrip("/").rpartition("/")[2]
    if where.startswith(("~", place.home + "/")) and folder in (".ssh", ".aws", ".gnupg", ".kube"):
        return True
    if word.glob:
        from fnmatch import fnmatchcase

        before, _, name = where.rpartition("/")
        return name.strip("*") not in ("", ".json") and any(
            fnmatchcase(candidate, name)
            and judge_path(f"{before}/{candidate}" if before else candidate, home=place.home).refused_unseen
            for candidate in _candidates
        )
    return False


def _absolute(path: str, simple: Simple, place: Place) -> str:
    from sinfonia.shell.scope import normal

    if path.startswith("~/"):
        return place.home + path[1:]
    return normal(path if path.startswith("/") else f"{simple.cwd or place.root}/{path}")
