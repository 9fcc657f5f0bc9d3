"""Python program text: its calls that run commands or touch files, by its syntax tree.

Constants flow through names, `+`, `%`-free f-strings, `os.path.join`, `expanduser` and Base64; everything
else is unknown. A call becomes the shell command that it amounts to.
"""

from __future__ import annotations

from sinfonia.shell.execute import execute
from sinfonia.shell.word import DECODED, HOLE, SILENCE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker

MAX_NODES = 4000
_shell = frozenset(
    ("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "commands.getoutput", "pty.spawn")
)
_process = frozenset("subprocess." + name for name in ("run", "call", "check_call", "check_output", "Popen"))
_remove_tree = frozenset(("shutil.rmtree", "os.removedirs"))
_remove = frozenset(("os.remove", "os.unlink", "os.rmdir"))
_open = frozenset(("open", "io.open", "codecs.open", "os.open"))
_decoders = frozenset(
    (
        "base64.b64decode",
        "base64.urlsafe_b64decode",
        "base64.standard_b64decode",
        "b64decode",
        "bytes.fromhex",
        "codecs.decode",
        "zlib.decompress",
    )
)


def run_python(walker: Walker, simple: Simple, source: str, depth: int = 0, *, inline: bool = False) -> None:
    """Run what a Python text would run in the shell; text that is not Python is read for its words."""
    import ast
    import warnings

    if len(source) > 100_000 or depth > 3:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a doubtful escape in somebody's string is not ours to report
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        if depth == 0:
            from sinfonia.shell.script_code import run_script

            run_script(walker, simple, source, "python", inline=inline)
        return
    _Reader(walker, simple, depth).read(tree)


class _Reader:
    """One pass over a module in the order of its statements."""

    def __init__(self, walker: Walker, simple: Simple, depth: int) -> None:
        self.walker = walker
        self.simple = simple
        self.depth = depth
        self.names: dict[str, str] = {}  # a name's constant text
        self.modules: dict[str, str] = {}  # a name's dotted origin
        self.lists: dict[str, list[str]] = {}

    def read(self, tree: ast.Module) -> None:
        import ast

        for count, node in enumerate(self.ordered(tree)):
            if count > MAX_NODES:
                return
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self.modules[alias.asname or alias.name.split(".")[0]] = (
                        alias.name if alias.asname else alias.name.split(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self.modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
            elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                self.assign(node.targets[0].id, node.value)
            elif isinstance(node, ast.Call):
                self.call(node)

    def ordered(self, node: ast.AST) -> Iterator[ast.AST]:
        import ast

        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.Assign, ast.Import, ast.ImportFrom)):
                yield child
            yield from self.ordered(child)
            if isinstance(child, ast.Call):
                yield child

    def assign(self, name: str, value: ast.expr) -> None:
        import ast

        text = self.text(value)
        self.names.pop(name, None)
        if text is not None:
            self.names[name] = text
            return
        if isinstance(value, (ast.List, ast.Tuple)):
            parts = [self.text(item) for item in value.elts]
            self.lists[name] = [HOLE if part is None else part for part in parts]
        dotted = self.dotted(value)
        if dotted:
            self.modules[name] = dotted

    def dotted(self, node: ast.expr) -> str:
        import ast

        if isinstance(node, ast.Name):
            return self.modules.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            inner = self.dotted(node.value)
            return f"{inner}.{node.attr}" if inner else ""
        if isinstance(node, ast.Call):
            name = self.dotted(node.func)
            if name in ("__import__", "importlib.import_module") and node.args:
                return self.text(node.args[0]) or ""
            if name == "getattr" and len(node.args) > 1:
                return f"{self.dotted(node.args[0])}.{self.text(node.args[1])}"
        return ""

    def text(self, node: ast.expr) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one case a form
        import ast

        if isinstance(node, ast.Constant):
            if isinstance(node.value, bytes):
                return node.value.decode("utf-8", "replace")
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Div)):
            left, right = self.text(node.left), self.text(node.right)
            if left is None and right is None:
                return None
            between = "/" if isinstance(node.op, ast.Div) else ""
            return (left or HOLE) + between + (right or HOLE)
        if isinstance(node, ast.JoinedStr):
            parts = [
                self.text(part.value if isinstance(part, ast.FormattedValue) else part) or HOLE for part in node.values
            ]
            return "".join(parts)
        if not isinstance(node, ast.Call):
            return None
        name = self.dotted(node.func)
        if name in ("os.path.join", "pathlib.Path", "Path", "pathlib.PurePath") and node.args:
            return "/".join(self.text(argument) or HOLE for argument in node.args)
        if name in ("pathlib.Path.home", "Path.home"):
            return self.walker.scope.home
        if (
            name
            in ("os.path.expanduser", "os.path.abspath", "os.path.expandvars", "os.path.realpath", "str", "os.fspath")
            and node.args
        ):
            return self.text(node.args[0])
        if name in _decoders and node.args:
            return _decoded(self.text(node.args[0]), name)
        if isinstance(node.func, ast.Attribute):
            owner = self.text(node.func.value)
            if owner is not None and node.func.attr in (
                "decode",
                "encode",
                "strip",
                "expanduser",
                "resolve",
                "absolute",
                "as_posix",
            ):
                return owner
            if owner is not None and node.func.attr == "joinpath":
                return "/".join([owner, *(self.text(argument) or HOLE for argument in node.args)])
            if (
                owner is not None
                and node.func.attr == "join"
                and node.args
                and isinstance(node.args[0], (ast.List, ast.Tuple))
            ):
                return owner.join(self.text(item) or HOLE for item in node.args[0].elts)
            if owner is not None and node.func.attr == "replace" and len(node.args) == 2:
                return owner.replace(self.text(node.args[0]) or HOLE, self.text(node.args[1]) or HOLE)
        return None

    def call(self, node: ast.Call) -> None:  # noqa: C901, PLR0912 - one case a form
        import ast

        name = self.dotted(node.func)
        first = (
            node.args[0]
            if node.args
            else next((k.value for k in node.keywords if k.arg in ("args", "command", "path", "file", "cmd")), None)
        )
        walker = self.walker
        if name in ("exec", "eval", "builtins.exec", "builtins.eval", "compile") and first is not None:
            text = self.text(first)
            if text is not None:
                run_python(walker, self.simple, text, self.depth + 1)
            elif _mentions(first, _decoders, self):
                self.simple.code = Stream(None, frozenset((DECODED,)))
        elif name in _shell and first is not None:
            self.shell(first)
        elif name in _process and first is not None:
            argv = self.argv(first)
            shell = any(
                k.arg == "shell" and isinstance(k.value, ast.Constant) and bool(k.value.value) for k in node.keywords
            )
            if argv is None and (shell or self.text(first) is not None):
                self.shell(first, shell=shell)
            elif argv:
                self.run(argv)
        elif name.startswith(("os.exec", "os.spawn", "os.posix_spawn")) and len(node.args) > 1:
            argv = self.argv(node.args[-1]) or [self.text(argument) or HOLE for argument in node.args[1:]]
            self.run(argv)
        elif name in _remove_tree and first is not None:
            self.run(["rm", "-rf", "--", self.text(first) or HOLE])
        elif name in _remove and first is not None:
            self.run(["rm", "-f", "--", self.text(first) or HOLE])
        elif name in _open and first is not None:
            self.opened(
                self.text(first),
                [self.text(a) for a in node.args[1:2]] + [self.text(k.value) for k in node.keywords if k.arg == "mode"],
            )
        elif isinstance(node.func, ast.Attribute) and node.func.attr in (
            "read_text",
            "read_bytes",
            "open",
            "write_text",
            "write_bytes",
            "unlink",
            "rmdir",
        ):
            path = self.text(node.func.value)
            if path is not None:
                kind = node.func.attr
                if kind in ("unlink", "rmdir"):
                    self.run(["rm", "-f", "--", path])
                else:
                    self.opened(
                        path, ["w" if kind.startswith("write") else self.text(node.args[0]) if node.args else "r"]
                    )

    def argv(self, node: ast.expr) -> list[str] | None:
        import ast

        if isinstance(node, (ast.List, ast.Tuple)):
            return [self.text(item) or HOLE for item in node.elts]
        return self.lists.get(node.id) if isinstance(node, ast.Name) else None

    def shell(self, node: ast.expr, *, shell: bool = True) -> None:
        text = self.text(node)
        if text is not None:
            saved = list(self.walker.via)
            self.walker.run_text(text, via="sh -c")
            self.walker.via = tuple(saved)
        elif shell and _mentions(node, _decoders, self):
            self.simple.code = Stream(None, frozenset((DECODED,)))

    def run(self, argv: list[str]) -> None:
        words = [Word(self.walker.scope.home + part[1:] if part[:2] == "~/" or part == "~" else part) for part in argv]
        execute(self.walker, words, {}, SILENCE, functions=False)

    def opened(self, path: str | None, modes: list[str | None]) -> None:
        if path is None:
            return
        mode = next((m for m in modes if m), "r")
        if any(letter in mode for letter in "wax"):
            from sinfonia.shell.redirects import put

            put(self.walker, Word(path), Stream(None))
        else:
            self.run(["cat", path])


def _decoded(text: str | None, name: str) -> str | None:
    import base64
    import binascii

    if text is None or HOLE in text:
        return None
    try:
        if name == "bytes.fromhex":
            return bytes.fromhex(text).decode("utf-8", "replace")
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "replace") if "64" in name else None
    except (binascii.Error, ValueError):
        return None


def _mentions(node: ast.expr, names: frozenset[str], reader: _Reader) -> bool:
    import ast

    return any(isinstance(child, ast.Call) and reader.dotted(child.func) in names for child in ast.walk(node))
