"""Which files a command writes, empties, takes away or makes powerless, as far as its words tell."""

from __future__ import annotations

from sinfonia.shell.options import read
from sinfonia.shell.scope import normal
from sinfonia.shell.word import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sinfonia.rules.unsafe_shell.verdict import Place
    from sinfonia.shell.command import Simple
    from sinfonia.shell.options import Options

_removers = frozenset(("rm", "unlink", "mv", "shred", "truncate", "rename", "git-rm", "trash", "srm", "rimraf", "del"))
_writers = frozenset(("tee", "touch", "sponge", "ed", "ex", "vi", "vim", "nvim", "nano", "emacs", "patch", "dos2unix"))
_copiers = frozenset(("cp", "ln", "install", "rsync", "mv", "scp", "gcp", "ditto", "link"))
_in_place = frozenset(("sed", "gsed", "perl", "ruby", "yq", "awk", "gawk", "prettier", "sd", "gofmt", "black"))
# program -> (short options with a value, long ones, those whose value is written)
_outputs = {
    "curl": ("o", ("output",)),
    "wget": ("OP", ("output-document", "directory-prefix")),
    "tar": ("C", ("directory",)),
    "unzip": ("d", ()),
    "gpg": ("o", ("output",)),
    "jq": ("", ()),
    "openssl": ("", ()),
    "sort": ("o", ("output",)),
    "gcc": ("o", ()),
    "ssh-keygen": ("f", ()),
    "patch": ("od", ("output", "directory")),
    "aria2c": ("o", ("out",)),
    "pandoc": ("o", ("output",)),
}  # fmt: skip


def touched(simple: Simple) -> Iterator[tuple[str, str]]:  # noqa: C901, PLR0912 - one case a form
    """Yield (path as written, what is done to it): `writes`, `empties`, `takes away`, `makes powerless`, `changes`."""
    if simple.target is not None:
        empty = simple.stdin.text is not None and not simple.stdin.text.strip()
        yield simple.target.text, "empties" if empty else "writes"
        return
    name = simple.name
    options = read(
        simple.args,
        "t" if name in _copiers else "s" if name == "truncate" else "",
        ("target-directory", "size", "reference"),
    )
    operands = [word.text for word in options.operands]
    if name in _removers:
        for text in operands[: -1 if name == "mv" else None]:
            yield text, "takes away"
    if name in _copiers and operands:
        yield from _copied(operands, options)
    if name in _writers:
        for text in operands:
            yield text, "writes"
    if name in _outputs:
        yield from _by_option(simple)
    if name == "dd":
        for text in operands:
            if text.startswith("of="):
                yield text[3:], "writes"
    if name == "chmod" and len(operands) > 1 and _takes_execution(operands[0]):
        for text in operands[1:]:
            yield text, "makes powerless"
    if name in ("chmod", "chown") and ".sinfonia/" in " ".join(operands[1:]):
        for text in operands[1:]:
            yield text, "changes"
    if name == "chmod" and ("x" in options.flags or options.has("reference")):
        for text in operands:
            yield text, "makes powerless"
    if name in _in_place and _changes_in_place(name, options, operands):
        for text in operands:
            yield text, "writes"
            yield text, "changes"
    if name in ("find", "gfind", "fd") and "-delete" in simple.texts:
        for text in operands[:3]:
            yield text, "takes away"
    if name == "git" and operands[:1] in (["rm"], ["mv"]):
        for text in operands[1 : None if operands[0] == "rm" else -1]:
            yield text, "takes away"


def _copied(operands: list[str], options: Options) -> Iterator[tuple[str, str]]:
    """Yield the place that a copy goes to: a file, or what is called like the source in a folder."""
    given = options.values.get("t") or options.values.get("target-directory")
    target = given.text if given is not None else operands[-1]
    does = "empties" if "/dev/null" in operands else "writes"
    yield target, does
    for source in operands if given is not None else operands[:-1]:
        name = source.rstrip("/").rpartition("/")[2]
        if name:
            yield f"{target.rstrip('/')}/{name}", does


def _by_option(simple: Simple) -> Iterator[tuple[str, str]]:
    short, long = _outputs[simple.name]
    for key, word in read(simple.args, short, long).all_values:
        if key in short or key in long:
            yield word.text, "writes"
    texts = simple.texts
    if simple.name == "ssh-keygen" and "sign" in texts:  # the signature is put beside the file: ssh-keygen(1), -Y sign
        yield texts[-1] + ".sig", "writes"
    if simple.name == "openssl":
        for index, text in enumerate(texts[:-1]):
            if text == "-out":
                yield texts[index + 1], "writes"


def _changes_in_place(name: str, options: Options, operands: list[str]) -> bool:
    flags = options.flags
    if name == "prettier":
        return "write" in flags or "w" in flags
    if name in ("sd", "black"):
        return True
    if name == "gofmt":
        return "w" in flags
    if name in ("awk", "gawk"):
        return "inplace" in operands or "i" in flags
    return "i" in flags or any(flag == "in-place" or flag.startswith("in-place=") for flag in flags)


def _takes_execution(mode: str) -> bool:
    if mode.isdecimal():
        return not int(mode[-3:-2] or "0") & 1
    return ("-" in mode and "x" in mode.partition("-")[2]) or ("=" in mode and "x" not in mode)


def below_root(path: str, simple: Simple, place: Place) -> str:
    """Give a path from the project's root, "" when it lies elsewhere or is not known."""
    if not path:
        return ""
    path = path.replace(HOLE, "x") if "/" in path.partition(HOLE)[0] else path
    if HOLE in path or path.startswith("~"):
        return ""
    if not path.startswith("/"):
        if not simple.cwd:
            return normal("/" + path)[1:]
        path = f"{simple.cwd}/{path}"
    path = normal(path)
    if path.startswith(place.root + "/"):
        return path[len(place.root) + 1 :]
    return ""
