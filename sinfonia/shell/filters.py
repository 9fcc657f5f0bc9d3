"""Programs that turn text into other text: what they print when their input is known."""

from __future__ import annotations

from sinfonia.shell.word import DECODED, HOLE, Stream, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker

_unpackers = frozenset(("gunzip", "zcat", "bzcat", "xzcat", "zstdcat", "uudecode"))
_ciphers = ("aes", "aria", "bf", "camellia", "cast", "chacha", "des", "rc", "seed", "sm4", "zlib")
_decoded = frozenset((DECODED,))


def filtered(walker: Walker, simple: Simple, unknown: Stream) -> Stream:
    """Give what a filter prints; `unknown`, the origins of all it reads, where its input is not known as text."""
    del walker
    text = simple.stdin.text
    name = simple.name
    from_file = name != "tr" and any(not word.startswith("-") for word in simple.texts)
    if text is None or HOLE in text or from_file:
        return _scrambled(simple, unknown)
    made = _filters[name](simple, text) if name in ("rev", "tr") or decodes(simple) else None
    if made is None:
        return unknown
    return Stream(made, unknown.taint if name in ("base64", "xxd") else simple.stdin.taint)


def _scrambled(simple: Simple, unknown: Stream) -> Stream:
    """Count `rev` and a `tr` that shifts the alphabet as decoding: what comes out nobody has read."""
    shifts = simple.name == "tr" and len(simple.texts) == 2 and "n-z" in simple.texts[1].lower()
    return Stream(None, joined(unknown.taint, _decoded)) if shifts or simple.name == "rev" else unknown


def picked(simple: Simple, taint: frozenset[str]) -> frozenset[str]:
    """Turn the origins `listed:FOLDER` into `found:FOLDER/*PATTERN*` where `grep` picks names by a plain pattern."""
    from sinfonia.shell.options import read

    options = read(simple.args, "efABCmdD", ("regexp", "file", "max-count", "exclude"))
    given = options.values.get("e") or options.values.get("regexp") or next(iter(options.operands), None)
    folders = [origin[7:] for origin in taint if origin.startswith("listed:")]
    kept = frozenset(origin for origin in taint if not origin.startswith("listed:"))
    if given is None or options.has("v", "invert-match", "f", "file"):
        return kept
    start = given.text.startswith("^")
    end = given.text.endswith("$")
    plain = given.text.removeprefix("^").removesuffix("$").replace("\\.", ".")
    if not plain or any(not (char.isalnum() or char in "._-") for char in plain):
        return kept
    name = f"{'' if start else '*'}{plain.lower()}{'' if end else '*'}"
    return kept | frozenset(f"found:{folder.rstrip('/')}/{name}" for folder in folders)


def decodes(simple: Simple) -> bool:
    """Tell whether a program of encodings and archives is asked to decode."""
    texts = simple.texts
    name = simple.name
    if name in ("base64", "base32", "basenc"):
        return any(
            t in ("-d", "-D")
            or (t[:3] == "--d" and "--decode".startswith(t))
            or (t[:1] == "-" and t[:2] != "--" and "d" in t)
            for t in texts
        )
    if name == "openssl":
        return "-d" in texts and (
            any(t in ("base64", "enc", "-base64", "-a") for t in texts[:2]) or texts[0].startswith(_ciphers)
        )
    if name == "xxd":
        return any(t[:1] == "-" and "r" in t for t in texts)
    if name == "gpg":
        return any(t in ("-d", "--decrypt") for t in texts)
    if name in _unpackers:
        return True
    return name in ("gzip", "xz", "bzip2", "zstd") and any(t[:1] == "-" and "d" in t for t in texts)


def _base64(simple: Simple, text: str) -> str | None:
    del simple
    import base64
    import binascii

    data = "".join(text.split())
    try:
        return base64.b64decode(data + "=" * (-len(data) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return None


def _xxd(simple: Simple, text: str) -> str | None:
    del simple
    try:
        return bytes.fromhex(text.strip()).decode("utf-8", "replace")
    except ValueError:
        return None


def _rev(simple: Simple, text: str) -> str | None:
    del simple
    return "\n".join(line[::-1] for line in text.split("\n"))


def _tr(simple: Simple, text: str) -> str | None:
    """Run `tr SET SET` and `tr -d SET` with ranges; None for classes and other options."""
    from sinfonia.shell.escapes import decode

    words = [decode(word) for word in simple.texts]
    if words[:1] == ["-d"] and len(words) == 2:
        dropped = _members(words[1])
        return None if dropped is None else "".join(char for char in text if char not in dropped)
    if len(words) != 2 or words[0].startswith("-"):
        return None
    source, target = _members(words[0]), _members(words[1])
    if not source or not target:
        return None
    padded = target + target[-1] * (len(source) - len(target))
    return text.translate({ord(old): new for old, new in zip(source, padded, strict=False)})


def _members(text: str) -> str | None:
    if "[:" in text or "[=" in text or len(text) > 200:
        return None
    out = ""
    index = 0
    while index < len(text):
        if text[index + 1 : index + 2] == "-" and index + 2 < len(text):
            first, last = ord(text[index]), ord(text[index + 2])
            if not 0 <= last - first < 300:
                return None
            out += "".join(map(chr, range(first, last + 1)))
            index += 3
        else:
            out += text[index]
            index += 1
    return out


_filters = {"base64": _base64, "xxd": _xxd, "rev": _rev, "tr": _tr}
