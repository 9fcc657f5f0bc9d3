"""What a Python expression is worth as text, as far as constants and names that are given one tell."""

from __future__ import annotations

from sinfonia.shell.python_calls import MAX_ITEMS
from sinfonia.shell.word import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast

DECODERS = frozenset(
    (
        "base64.b64decode",
        "base64.urlsafe_b64decode",
        "base64.standard_b64decode",
        "base64.b32decode",
        "base64.b85decode",
        "b64decode",
        "bytes.fromhex",
        "binascii.unhexlify",
        "binascii.a2b_base64",
        "codecs.decode",
        "zlib.decompress",
        "marshal.loads",
    )
)
MAX_TEXT = 20_000
_paths = frozenset(("os.path.join", "pathlib.Path", "Path", "pathlib.PurePath", "pathlib.PosixPath"))
_same = frozenset(
    ("os.path.expanduser", "os.path.abspath", "os.path.realpath", "os.path.normpath", "str", "os.fspath", "bytes",
     "shlex.quote", "repr")
)  # fmt: skip
_same_methods = frozenset(
    ("decode", "encode", "strip", "expanduser", "resolve", "absolute", "as_posix", "rstrip", "lstrip")
)
_constants = {"os.sep": "/", "os.curdir": ".", "os.pardir": "..", "os.path.sep": "/"}
_getters = frozenset(("os.getenv", "os.environ.get", "os.environ.pop"))


class Values:
    """The names of a module: constant texts, lists of texts, dotted origins; `home` and `cwd` are the shell's."""

    def __init__(self, home: str, cwd: str) -> None:
        self.home = home
        self.cwd = cwd
        self.names: dict[str, str] = {}  # a name's constant text
        self.modules: dict[str, str] = {}  # a name's dotted origin
        self.lists: dict[str, list[str]] = {}

    def dotted(self, node: ast.expr) -> str:
        """Give the dotted name behind an expression, "" for any other."""
        import ast

        if isinstance(node, ast.Name):
            return self.modules.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            inner = self.dotted(node.value)
            return f"{inner}.{node.attr}" if inner else ""
        if isinstance(node, ast.Call):
            name = self.dotted(node.func)
            if name in ("__import__", "importlib.import_module") and node.args:
                found = self.text(node.args[0]) or ""
                return found.partition(".")[0] if name == "__import__" and len(node.args) == 1 else found
            if name == "getattr" and len(node.args) > 1:
                return f"{self.dotted(node.args[0])}.{self.text(node.args[1])}"
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "__dict__":
            return f"{self.dotted(node.value.value)}.{self.text(node.slice)}"
        return ""

    def text(self, node: ast.expr) -> str | None:
        """Give the text of an expression, with holes for what is not known; None when nothing is."""
        import ast

        found: str | None = None
        if isinstance(node, ast.Constant):
            value = node.value
            if isinstance(value, (bytes, str)):
                found = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        elif isinstance(node, ast.Name):
            found = self.names.get(node.id)
        elif isinstance(node, ast.BinOp):
            found = self._operated(node)
        elif isinstance(node, ast.JoinedStr):
            found = "".join(
                self.text(part.value if isinstance(part, ast.FormattedValue) else part) or HOLE for part in node.values
            )
        elif isinstance(node, ast.Attribute):
            found = self._attribute(node)
        elif isinstance(node, ast.Subscript):
            found = self._part(node)
        elif isinstance(node, (ast.BoolOp, ast.IfExp)):
            choices = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
            found = next((text for text in map(self.text, choices) if text is not None), None)
        elif isinstance(node, ast.NamedExpr):
            found = self.text(node.value)
            if found is not None:
                self.names[node.target.id] = found
        elif isinstance(node, ast.Call):
            found = self._called(node)
        return found if found is None or len(found) <= MAX_TEXT else HOLE

    def texts(self, node: ast.expr) -> list[str] | None:  # noqa: PLR0911 - one case a form
        """Give the texts of a list, a tuple, a set, or of a text that is split; None for any other."""
        import ast

        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return [self.text(item) or HOLE for item in node.elts]
        if isinstance(node, ast.Name):
            return self.lists.get(node.id)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = self.texts(node.left), self.texts(node.right)
            return None if left is None and right is None else [*(left or [HOLE]), *(right or [HOLE])][:MAX_ITEMS]
        if isinstance(node, ast.Call):
            if self.dotted(node.func) == "shlex.split" and node.args:
                text = self.text(node.args[0])
                return None if text is None else text.split()
            if self.dotted(node.func) in ("list", "tuple", "sorted", "set") and node.args:
                return self.texts(node.args[0])
            if isinstance(node.func, ast.Attribute) and node.func.attr == "split":
                text = self.text(node.func.value)
                separator = self.text(node.args[0]) if node.args else None
                return None if text is None else text.split(separator or None)
        return None

    def environment(self, node: ast.expr | None) -> dict[str | None, str | None]:
        """Give the variables that `env={…}` or `env=dict(os.environ, …)` names."""
        import ast

        if isinstance(node, ast.Dict):
            return {self.text(key): self.text(value) for key, value in zip(node.keys, node.values, strict=True) if key}
        if isinstance(node, ast.Call) and self.dotted(node.func) == "dict":
            return {keyword.arg: self.text(keyword.value) for keyword in node.keywords}
        return {}

    def mentions(self, node: ast.AST, names: frozenset[str]) -> bool:
        """Tell whether an expression calls one of the named functions."""
        import ast

        return any(isinstance(child, ast.Call) and self.dotted(child.func) in names for child in ast.walk(node))

    def is_environment(self, node: ast.expr) -> bool:
        """Tell whether an expression holds `os.environ` as a whole."""
        import ast

        parts = {id(child.value) for child in ast.walk(node) if isinstance(child, (ast.Subscript, ast.Attribute))}
        return any(
            isinstance(child, (ast.Name, ast.Attribute))
            and self.dotted(child) == "os.environ"
            and id(child) not in parts
            for child in ast.walk(node)
        )

    def _operated(self, node: ast.BinOp) -> str | None:
        import ast

        left, right = self.text(node.left), self.text(node.right)
        if isinstance(node.op, ast.Mod) and left is not None:
            values = self.texts(node.right) if isinstance(node.right, ast.Tuple) else [right or HOLE]
            for value in values or ():
                left = left.replace("%s", value, 1)
            return left
        if isinstance(node.op, ast.Mult) and left is not None and isinstance(node.right, ast.Constant):
            count = node.right.value
            return left * count if isinstance(count, int) and 0 <= count * len(left) <= MAX_TEXT else HOLE
        if not isinstance(node.op, (ast.Add, ast.Div)) or (left is None and right is None):
            return None
        return (left or HOLE) + ("/" if isinstance(node.op, ast.Div) else "") + (right or HOLE)

    def _attribute(self, node: ast.Attribute) -> str | None:
        owner = self.text(node.value) if node.attr == "parent" else None
        return f"{owner}/.." if owner is not None else _constants.get(self.dotted(node))

    def _part(self, node: ast.Subscript) -> str | None:
        """Give `os.environ["HOME"]`, an element of a list, a text turned round, cut by constants."""
        import ast

        if self.dotted(node.value) == "os.environ":
            return self._from_environment(self.text(node.slice))
        elements = self.texts(node.value)
        text = self.text(node.value)
        if isinstance(node.slice, ast.Slice):
            bounds = [self._number(part) for part in (node.slice.lower, node.slice.upper, node.slice.step)]
            known = all(
                part is None or bound is not None for part, bound in zip(_parts(node.slice), bounds, strict=True)
            )
            return text[slice(*bounds)] if text is not None and known and bounds[2] != 0 else None
        index = self._number(node.slice)
        if index is None:
            return None
        if elements is not None:
            return elements[index] if -len(elements) <= index < len(elements) else None
        return text[index] if text is not None and -len(text) <= index < len(text) else None

    def _number(self, node: ast.expr | None) -> int | None:
        import ast

        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            value = node.operand.value
            return -value if isinstance(value, int) else None
        value = node.value if isinstance(node, ast.Constant) else None
        return value if isinstance(value, int) else None

    def _from_environment(self, name: str | None) -> str | None:
        return self.home if name in ("HOME", "USERPROFILE") else self.cwd or None if name == "PWD" else None

    def _called(self, node: ast.Call) -> str | None:  # noqa: PLR0911 - one case a form
        import ast

        name = self.dotted(node.func)
        first = node.args[0] if node.args else None
        if name in ("pathlib.Path.home", "Path.home"):
            return self.home
        if name in ("pathlib.Path.cwd", "Path.cwd", "os.getcwd"):
            return self.cwd or None
        if isinstance(node.func, ast.Attribute):
            owner = self.text(node.func.value)
            if owner is not None:
                return self._method(owner, node.func.attr, node.args)
        if first is None:
            return "." if name in _paths else None
        if name in _paths:
            return "/".join(self.text(argument) or HOLE for argument in node.args)
        if name in _same:
            return self.text(first)
        if name == "os.path.expandvars":
            text = self.text(first)
            return None if text is None else text.replace("${HOME}", self.home).replace("$HOME", self.home)
        if name in _getters:
            known = self._from_environment(self.text(first))
            return known if known is not None or len(node.args) < 2 else self.text(node.args[1])
        if name == "os.path.dirname":
            text = self.text(first)
            return None if text is None else text.rpartition("/")[0] or "/"
        if name == "chr":
            code = self._number(first)
            return chr(code) if code is not None and 0 < code < 0xD800 else None
        return decoded(self.text(first), name) if name in DECODERS else None

    def _method(self, owner: str, name: str, args: list[ast.expr]) -> str | None:  # noqa: PLR0911 - one case a form
        if name in _same_methods:
            return owner
        if name in ("lower", "upper", "casefold"):
            return owner.lower() if name != "upper" else owner.upper()
        if name == "joinpath":
            return "/".join([owner, *(self.text(argument) or HOLE for argument in args)])
        if name == "join" and args:
            parts = self.texts(args[0])
            return None if parts is None else owner.join(parts)
        if name == "replace" and len(args) >= 2:
            return owner.replace(self.text(args[0]) or HOLE, self.text(args[1]) or HOLE)
        if name == "format":
            for index, argument in enumerate(args):
                value = self.text(argument) or HOLE
                owner = owner.replace("{}", value, 1).replace(f"{{{index}}}", value)
            return owner
        return None


def _parts(node: ast.Slice) -> tuple[ast.expr | None, ...]:
    return node.lower, node.upper, node.step


def decoded(text: str | None, name: str) -> str | None:
    """Decode a constant as the named function would; None for what is no constant or not understood."""
    import base64
    import binascii

    if text is None or HOLE in text:
        return None
    try:
        if name in ("bytes.fromhex", "binascii.unhexlify"):
            return bytes.fromhex(text).decode("utf-8", "replace")
        if "64" in name:
            return base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return None
    return None
