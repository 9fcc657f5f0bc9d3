"""Python program text: its calls that run commands or touch files, by its syntax tree.

Constants flow through names, loops over literal lists, functions of the text itself and the operations of
`python_values`; everything else is unknown. A call becomes the shell command that it amounts to.
"""

from __future__ import annotations

from sinfonia.shell.execute import execute
from sinfonia.shell.python_calls import (
    ARITY,
    FILES,
    FORKS,
    MAX_ITEMS,
    MAX_NODES,
    MAX_ROUNDS,
    METHODS,
    NETWORK,
    OPEN,
    OPENING,
    PROCESS,
    SENDERS,
    SHELL,
)  # fmt: skip
from sinfonia.shell.python_values import DECODERS, Values
from sinfonia.shell.word import DECODED, ENVIRONMENT, HOLE, REMOTE, SILENCE, Stream, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast

    from sinfonia.shell.command import Simple
    from sinfonia.shell.walk import Walker


def run_python(walker: Walker, simple: Simple, source: str, depth: int = 0, *, inline: bool = False) -> None:
    """Run what a Python text would run in the shell; text that is not Python is read for its words."""
    import ast
    import warnings

    if len(source) > 100_000 or depth > 3:
        return
    if "dup2" in source and "socket" in source:  # a shell's own descriptors are moved to a connection
        simple.code = Stream(None, frozenset((REMOTE,)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a doubtful escape in somebody's string is not ours to report
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        if depth == 0:
            from sinfonia.shell.script_code import run_script

            run_script(walker, simple, source, "python", inline=inline)
        return
    walker.isolated(lambda: _read(_Reader(walker, simple, depth), tree))


def _read(reader: _Reader, tree: ast.AST) -> Stream:
    reader.visit(tree)
    return SILENCE


class _Reader(Values):
    """One pass over a module in the order of its statements."""

    def __init__(self, walker: Walker, simple: Simple, depth: int) -> None:
        super().__init__(walker.scope.home, walker.scope.cwd)
        self.walker = walker
        self.simple = simple
        self.depth = depth
        self.functions: dict[str, ast.FunctionDef | ast.Lambda] = {}
        self.running: list[str] = []
        self.count = 0

    def visit(self, node: ast.AST) -> None:  # noqa: C901, PLR0912 - one case a form
        """Run a node: what stands inside of a call before the call, an assignment after its value."""
        import ast

        self.count += 1
        if self.count > MAX_NODES:
            return
        if isinstance(node, (ast.For, ast.AsyncFor)) and self.rounds(node.target, node.iter, node.body):
            return
        if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp)) and self.rounds(
            node.generators[0].target, node.generators[0].iter, [node.elt]
        ):
            return
        if isinstance(node, ast.While) and _is_true(node.test) and self.mentions(node, FORKS):
            self.walker.bomb = self.walker.line
        if isinstance(node, ast.FunctionDef):
            self.functions[node.name] = node
        for child in ast.iter_child_nodes(node):
            self.visit(child)
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
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            if self.dotted(node.targets[0].value) == "os.environ":
                self.exported({self.text(node.targets[0].slice): self.text(node.value)})
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
            texts = self.texts(node.value)
            if texts is not None:
                self.lists[self.dotted(node.targets[0])] = texts
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and isinstance(node.op, ast.Add):
            more = self.texts(node.value)
            if node.target.id in self.lists and more is not None:
                self.lists[node.target.id] = [*self.lists[node.target.id], *more][:MAX_ITEMS]
            else:
                self.names[node.target.id] = self.names.get(node.target.id, HOLE) + (self.text(node.value) or HOLE)
        elif isinstance(node, ast.Call):
            self.call(node)

    def rounds(self, target: ast.expr, values: ast.expr, body: list[ast.stmt] | list[ast.expr]) -> bool:
        """Run a body once for each literal value; tells whether the values are known."""
        import ast

        texts = self.texts(values)
        if texts is None or not isinstance(target, ast.Name):
            return False
        for text in texts[:MAX_ROUNDS]:
            self.names[target.id] = text
            for child in body:
                self.visit(child)
        return True

    def assign(self, name: str, value: ast.expr) -> None:
        import ast

        text = self.text(value)
        self.names.pop(name, None)
        if text is not None:
            self.names[name] = text
            return
        texts = self.texts(value)
        if texts is not None:
            self.lists[name] = texts
        if isinstance(value, ast.Lambda):
            self.functions[name] = value
        dotted = self.dotted(value)
        if dotted:
            self.modules[name] = dotted

    def call(self, node: ast.Call) -> None:  # noqa: C901, PLR0912 - one case a form
        import ast

        name = self.dotted(node.func)
        given = {k.arg: k.value for k in node.keywords}
        first = node.args[0] if node.args else None
        for key in ("args", "command", "path", "file", "cmd", "program"):
            first = first or given.get(key)
        if name in self.functions:
            self.enter(name, node)
        elif first is None:
            if isinstance(node.func, ast.Attribute):
                self.method(node.func, node.args)
        elif name in ("exec", "eval", "builtins.exec", "builtins.eval", "compile"):
            text = self.text(first)
            if text is not None and HOLE not in text:
                run_python(self.walker, self.simple, text, self.depth + 1)
            else:
                self.unknown(first)
        elif name in ("os.chdir", "contextlib.chdir"):
            self.walker.scope.cwd = self.cwd = self.folder(first)
        elif name in SHELL:
            self.shell(first)
        elif name in PROCESS or name == "asyncio.create_subprocess_exec":
            outer, self.walker.scope = self.walker.scope, self.walker.scope.copy()
            self.exported(self.environment(given.get("env")))
            if given.get("cwd") is not None:
                self.walker.scope.cwd = self.folder(given["cwd"])
            self.process(node, first, shell=_is_true(given.get("shell")))
            self.walker.scope = outer
        elif name.startswith(("os.exec", "os.spawn", "os.posix_spawn")) and len(node.args) > 1:
            self.run(self.texts(node.args[-1]) or [self.text(argument) or HOLE for argument in node.args[1:]])
        elif name in FILES:
            words = FILES[name]
            self.run([*words, *(self.text(argument) or HOLE for argument in node.args[: ARITY.get(words[0], 1)])])
        elif name in ("runpy.run_module", "runpy.run_path"):
            self.run(["python", "-m", self.text(first) or HOLE, *(self.lists.get("sys.argv") or [])[1:]])
        elif name == "os.chmod" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
            if isinstance(node.args[1].value, int):
                self.run(["chmod", f"{node.args[1].value:o}", self.text(first) or HOLE])
        elif name in OPEN:
            modes = [self.text(argument) for argument in node.args[1:2]]
            self.opened(self.text(first), [*modes, *(self.text(v) for k, v in given.items() if k == "mode")])
        elif name.startswith("sh.") and name.count(".") == 1:
            self.run([name[3:], *(self.text(argument) or HOLE for argument in node.args)])
        elif isinstance(node.func, ast.Attribute):
            self.method(node.func, node.args)
        if name in SENDERS and any(self.is_environment(child) for child in (*node.args, *given.values())):
            sent = [Word("curl"), Word("-d"), Word(HOLE, taint=frozenset((ENVIRONMENT,)))]
            execute(self.walker, sent, {}, SILENCE, functions=False)

    def folder(self, node: ast.expr) -> str:
        """Give the absolute path of a folder to run in, "" when it is not known."""
        text = self.text(node)
        return self.walker.scope.path(text) if text is not None and HOLE not in text else ""

    def exported(self, pairs: dict[str | None, str | None]) -> None:
        """Put variables into the environment of the programs that are run."""
        for name, value in pairs.items():
            if name:
                self.walker.scope.set(name, Word(value or HOLE))
                self.walker.scope.exported.add(name)

    def enter(self, name: str, node: ast.Call) -> None:
        """Run a function of the text with the arguments of one call."""
        import ast

        function = self.functions[name]
        if name in self.running or len(self.running) > 4:
            return
        saved = dict(self.names)
        for parameter, argument in zip(function.args.args, node.args, strict=False):
            text, texts = self.text(argument), self.texts(argument)
            self.names.pop(parameter.arg, None)
            if text is not None:
                self.names[parameter.arg] = text
            elif texts is not None:
                self.lists[parameter.arg] = texts
        if function.args.vararg is not None:
            rest = node.args[len(function.args.args) :]
            self.lists[function.args.vararg.arg] = [self.text(argument) or HOLE for argument in rest]
        self.running.append(name)
        for child in function.body if isinstance(function, ast.FunctionDef) else [function.body]:
            self.visit(child)
        self.running.pop()
        self.names = saved

    def process(self, node: ast.Call, first: ast.expr, *, shell: bool) -> None:
        argv = self.texts(first)
        if argv is None and self.dotted(node.func) == "asyncio.create_subprocess_exec":
            argv = [self.text(argument) or HOLE for argument in node.args]
        if argv is None and (shell or self.text(first) is not None):
            self.shell(first, sure=shell)
        elif argv:
            self.run(argv)

    def method(self, function: ast.Attribute, args: list[ast.expr]) -> None:
        import ast

        if isinstance(function.value, ast.Name) and function.value.id in self.lists and args:
            grown = self.lists[function.value.id]
            if function.attr == "append":
                self.lists[function.value.id] = [*grown, self.text(args[0]) or HOLE][:MAX_ITEMS]
            elif function.attr == "extend":
                self.lists[function.value.id] = [*grown, *(self.texts(args[0]) or [HOLE])][:MAX_ITEMS]
        path = self.text(function.value)
        if path is None:
            return
        kind = function.attr
        if kind in METHODS and len(args) <= 1:
            self.run([*METHODS[kind], path, *(self.text(argument) or HOLE for argument in args)])
        elif kind in OPENING:
            writes = kind.startswith(("write", "touch"))
            self.opened(path, ["w" if writes else self.text(args[0]) if args and kind == "open" else "r"])

    def shell(self, node: ast.expr, *, sure: bool = True) -> None:
        text = self.text(node)
        if text is not None:
            saved = self.walker.via
            self.walker.run_text(text, via="sh -c")
            self.walker.via = saved
        if sure and (text is None or HOLE in text):
            self.unknown(node)

    def unknown(self, node: ast.expr) -> None:
        """Note that code comes from the network or out of a decoder."""
        if self.mentions(node, NETWORK):
            self.simple.code = Stream(None, frozenset((REMOTE,)))
        elif self.mentions(node, DECODERS):
            self.simple.code = Stream(None, frozenset((DECODED,)))

    def run(self, argv: list[str]) -> None:
        words = [Word(self.walker.scope.home + part[1:] if part[:2] == "~/" or part == "~" else part) for part in argv]
        execute(self.walker, words, {}, SILENCE, functions=False)

    def opened(self, path: str | None, modes: list[str | None]) -> None:
        if path is None:
            return
        mode = next((m for m in modes if m), "r")
        if any(letter in mode for letter in "wax+"):
            from sinfonia.shell.redirects import put

            put(self.walker, Word(path), Stream(None))
        else:
            self.run(["cat", path])


def _is_true(node: ast.expr | None) -> bool:
    import ast

    return isinstance(node, ast.Constant) and bool(node.value)
