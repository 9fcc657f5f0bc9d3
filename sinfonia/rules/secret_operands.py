"""Which words of a program that nothing special is known of may name files that it reads."""

from __future__ import annotations

from sinfonia.shell.word import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Programs that take each operand for a file's name, whatever is in it.
PLAIN_READERS = frozenset(
    (
        "cat",
        "head",
        "tail",
        "less",
        "more",
        "bat",
        "tac",
        "nl",
        "xxd",
        "od",
        "hexdump",
        "strings",
        "base64",
        "sort",
        "wc",
    )
)
_dotenv = frozenset(("dotenv", "dotenvx", "env-cmd"))
_verbs = frozenset(("secrets", "credentials", "kubeconfig", "secret", "token", "config"))  # of many programs


def operands(name: str, args: tuple[Word, ...]) -> Iterator[Word]:
    """Yield the words of any other program, less keys it uses, files it writes and words that are its sub-commands."""
    loads = name in _dotenv or any(word.text in _dotenv for word in args[:3])
    shows = any(word.text in ("get", "list", "-p") for word in args)
    files = ("-e", "-f", "--env", "--file") if loads and not shows else ()
    before = ""
    for word in args:
        text, option = word.text, before
        before = text if text.startswith("-") and "=" not in text else ""
        if _uses(option) or option in files:
            continue
        if text.startswith("-"):
            flag, equals, value = text.partition("=")
            if equals and not _uses(flag):
                yield Word(value, taint=word.taint)
        elif text not in _verbs or name in PLAIN_READERS:
            yield word


def _uses(option: str) -> bool:
    """Tell an option that names what a program loads without showing it, or a file that it writes."""
    name = option.lstrip("-").lower()
    return option[:2] == "--" and (
        name in ("out", "output", "outfile", "kubeconfig", "identity")
        or name.startswith(("env-file", "key", "keystore", "kubeconfig", "cert", "credential"))
        or name.endswith(("key", "keyfile", "key-file", "keystore", "cert", "certfile", "credentials"))
    )
