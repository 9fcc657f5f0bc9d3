"""The lines of a file, as they are: byte order mark, line ends and a missing last one included."""

from __future__ import annotations

from sinfonia.errors import SinfoniaError
from sinfonia.model.dataclass import dataclass

BOM = b"\xef\xbb\xbf"
MAX_BYTES = 4_000_000  # a session's index is a few kilobytes; past this somebody is trying something


class ReadError(SinfoniaError):
    """A file that cannot be read as what it should be; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A file's text. `lines` keep their ends; `newline` is the file's own; `path` is for messages."""

    path: str
    bom: bool
    newline: str
    lines: tuple[str, ...]

    def text(self, at: int) -> str:
        """Give one line (0-based) without its end."""
        return bare(self.lines[at])


def read_lines(data: bytes, path: str) -> Lines:
    """Split a file into lines; raises `ReadError` when it is not UTF-8 text, or beyond 4 MB."""
    if len(data) > MAX_BYTES:
        raise ReadError(f"{path}: {len(data)} bytes are more than a file of this kind may have ({MAX_BYTES})")
    bom = data.startswith(BOM)
    body = data[len(BOM) :] if bom else data
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ReadError(f"{path}:{line}: byte {body[error.start]:#04x} is not UTF-8", hint="save it as UTF-8") from None
    if "\0" in text:
        raise ReadError(f"{path}:{text.count(chr(10), 0, text.index(chr(0))) + 1}: it holds a NUL byte")
    lines = _split(text)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    return Lines(path, bom, newline, lines)


def write_lines(lines: Lines) -> bytes:
    """Give the bytes of the file: what was read, where nothing changed."""
    return (BOM if lines.bom else b"") + "".join(lines.lines).encode("utf-8")


def placed(error: ReadError, path: str) -> tuple[int, str]:
    """Part a message into its line (1-based, 1 where it names none) and its sentence."""
    rest = error.message.removeprefix(path)
    if rest == error.message:
        return 1, rest
    number, colon, sentence = rest.removeprefix(":").partition(": ")
    if colon and number.isdigit():
        return int(number), sentence
    return 1, rest.lstrip(": ")


def bare(line: str) -> str:
    """Take a line's end off."""
    return line.removesuffix("\n").removesuffix("\r")


def _split(text: str) -> tuple[str, ...]:
    """Split at line feeds only: U+2028 or a form feed inside a cell is text."""
    parts = text.split("\n")
    ended = tuple(part + "\n" for part in parts[:-1])
    return (*ended, parts[-1]) if parts[-1] else ended
