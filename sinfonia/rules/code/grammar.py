"""Source of JavaScript, TypeScript, Go, Rust and Java as a tree: the only import of these grammars.

They come with the extra `languages`; without it, and for a file that its grammar cannot read or that is made
to be slow, `trees` gives nothing and the tokens of `scan` decide.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_TYPESCRIPT = "tree_sitter_typescript"
_GRAMMARS = {  # extension to module and function
    **dict.fromkeys(("js", "jsx", "mjs", "cjs"), ("tree_sitter_javascript", "language")),
    **dict.fromkeys(("ts", "mts", "cts"), (_TYPESCRIPT, "language_typescript")),
    "tsx": (_TYPESCRIPT, "language_tsx"),
    "go": ("tree_sitter_go", "language"),
    "rs": ("tree_sitter_rust", "language"),
    "java": ("tree_sitter_java", "language"),
}
EXTENSIONS = frozenset(_GRAMMARS)

# The parser's recovery from errors is quadratic in time and memory, and its last step, at the end of the file,
# cannot be called off: `;-` thirty thousand times takes 26 seconds and 7 GB as Java. What people write needs at
# most 11 calls of the progress function per kilobyte in files of some size, and nests far less.
MOST = 64 * 1024
_CALLS, _CALLS_PER_KILOBYTE = 40, 14
_SECONDS = 1.0
_DEEPEST = 200
_UNCLOSED = 20  # comments or raw strings that nothing ends: each is sought to the end of the file
_DELIMITERS = ((b"/*", b"*/"), (b'r#"', b'"#'))

_parsers: dict[str, Parser | None] = {}


def trees(old: bytes, new: bytes, ext: str) -> tuple[Node | None, Node | None] | None:
    """Give the roots of two versions of a file, None for an empty one; None when one of them cannot be had."""
    if not (_is_tame(old) and _is_tame(new)):
        return None
    parser = _parsers[ext] if ext in _parsers else _load(ext)
    if parser is None:
        return None
    after = _root(parser, new)
    if new.strip() and after is None:
        return None
    before = _root(parser, old)
    return None if old.strip() and before is None else (before, after)


def letters(data: bytes) -> bytes:
    """Write each byte beyond ASCII as two letters from U+00E0, so that a grammar's scanner meets nothing else.

    Such scanners ask the C library what a character is; one of them (see `sinfonia.shell.parser`) ends the
    process at some. The letters serve for names, strings and comments alike.
    """
    return data if data.isascii() else data.decode("latin-1").translate(_table()).encode()


def _table() -> dict[int, str]:
    return {byte: chr(0xE0 + (byte >> 4)) + chr(0xE0 + (byte & 15)) for byte in range(0x80, 0x100)}


def _load(ext: str) -> Parser | None:
    """Make the parser of a language; None when its grammar is not installed or of another generation."""
    from importlib import import_module

    from sinfonia.isolation import enable_site_packages

    enable_site_packages()
    module, function = _GRAMMARS[ext]
    parser: Parser | None = None
    try:
        import tree_sitter

        grammar = import_module(module)
        parser = tree_sitter.Parser(tree_sitter.Language(getattr(grammar, function)()))
    except (ImportError, AttributeError, ValueError):
        parser = None
    _parsers[ext] = parser
    return parser


def _is_tame(data: bytes) -> bool:
    """Tell whether a file may be given to a parser: of a usual size, depth and ending."""
    if len(data) > MOST:
        return False
    for opening, closing in _DELIMITERS:
        if opening in data and data.count(opening, data.rfind(closing) + len(closing)) > _UNCLOSED:
            return False
    depth = angles = 0
    for byte in data.translate(None, _NO_BRACKETS):
        if byte in b"([{":
            depth += 1
        elif byte in b")]}":
            depth -= depth > 0
        if byte == 0x3C:
            angles += 1
        elif byte == 0x3E:
            angles -= angles > 0
        elif byte in b"{};":
            angles = 0
        if depth > _DEEPEST or angles > _DEEPEST:
            return False
    return True


_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"([{}])<>;")


def _root(parser: Parser, data: bytes) -> Node | None:
    """Parse one version; None when it has an error or takes longer than what people write."""
    if not data.strip():
        return None
    from time import process_time

    text = letters(data)
    calls = [0]
    most, until = _CALLS + len(text) * _CALLS_PER_KILOBYTE // 1000, process_time() + _SECONDS

    def is_too_long(_offset: int, _error: bool) -> bool:  # noqa: FBT001 - tree-sitter calls it
        calls[0] += 1
        return calls[0] > most or process_time() > until

    try:
        tree = parser.parse(lambda at, _point: text[at : at + 4096], progress_callback=is_too_long)
    except ValueError:
        parser.reset()  # or the next file would be read as the rest of this one
        return None
    root = tree.root_node
    return None if root.has_error else root
