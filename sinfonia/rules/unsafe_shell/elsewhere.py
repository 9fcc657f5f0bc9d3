"""Deleting what lies on other machines: repositories of a forge, object storage."""

from __future__ import annotations

from sinfonia.rules.unsafe_shell.verdict import Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.shell.command import Simple

_ask = "ask whoever owns it to delete it"
_list_first = "list first what would go, with `--dryrun` or `ls`, then delete objects by name"


def judge(simple: Simple) -> Iterator[Verdict]:
    """Yield a denial for a deletion as a whole on a forge or in a storage."""
    texts = simple.texts
    if "--help" in texts or "--dryrun" in texts or "--dry-run" in texts or "-n" in texts:
        return
    words = [text for text in texts if not text.startswith("-")]
    if simple.name in ("gh", "glab", "hub"):
        if _on_forge(simple.name, words, texts):
            yield Verdict("deletion", f"`{simple.name}` deletes on the forge", _ask, simple.line)
    elif simple.name in ("git-filter-repo", "bfg"):
        if texts and "--analyze" not in texts:
            help_ = "work on a fresh clone, and agree with everyone who has one"
            yield Verdict("git", f"`{simple.name}` rewrites every commit", help_, simple.line)
    elif _in_storage(simple.name, words, texts):
        yield Verdict("deletion", f"`{simple.name}` deletes whole folders of a storage", _list_first, simple.line)


def _on_forge(name: str, words: list[str], texts: tuple[str, ...]) -> bool:
    if words[:1] == ["api"]:
        method = next((texts[i + 1] for i, text in enumerate(texts[:-1]) if text in ("-X", "--method")), "")
        glued = any(text.upper() in ("-XDELETE", "--METHOD=DELETE") for text in texts)
        path = (
            words[1].strip("/").split("/") if len(words) > 1 and method != words[1] else words[-1].strip("/").split("/")
        )
        return (method.upper() == "DELETE" or glued) and (len(path) <= 3 or "refs" in path)
    if words[:2] in (["repo", "delete"], ["repository", "delete"], ["release", "delete"], ["project", "delete"]):
        return True
    if name == "hub" and words[:1] == ["delete"]:
        return True
    return words[:2] == ["pr", "close"] and any(text in ("-d", "--delete-branch") for text in texts)


def _in_storage(name: str, words: list[str], texts: tuple[str, ...]) -> bool:  # noqa: PLR0911 - one case a form
    deep = any(text in ("--recursive", "-r", "-R", "--force", "-rf") for text in texts)
    if name == "aws":
        return words[:1] == ["s3"] and (
            (words[1:2] in (["rm"], ["rb"]) and deep) or (words[1:2] == ["sync"] and "--delete" in texts)
        )
    if name == "gsutil":
        return ("rm" in words[:2] and deep) or ("rsync" in words[:2] and "-d" in texts) or words[:1] == ["rb"]
    if name == "gcloud":
        return words[:2] == ["storage", "rm"] and deep
    if name == "rclone":
        return words[:1] in (["purge"], ["delete"]) or any(text.startswith("--delete-") for text in texts)
    if name == "s3cmd":
        return words[:1] in (["del"], ["rm"], ["rb"]) and deep
    if name == "mc":
        return words[:1] in (["rm"], ["rb"]) and deep
    return words[:3] == ["storage", "blob", "delete-batch"]
