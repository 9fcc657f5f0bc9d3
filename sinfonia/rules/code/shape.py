"""A tree of JavaScript, TypeScript, Go, Rust or Java as the tokens that run.

Comments and types are gone, strings of JavaScript have one kind of quote, imports are sorted and those of a name
that nobody uses are left out. Unless `strict`, parentheses stand where the tree needs them and nowhere else,
a comma before a closing bracket is gone, and so is what only a lint reads.
"""

from __future__ import annotations

from sinfonia.rules.code.dialects import CHECKED, DIALECTS, LINTS, TYPESCRIPT
from sinfonia.rules.code.scan import JAVASCRIPT, NEWLINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from sinfonia.rules.code.dialects import Dialect
    from sinfonia.rules.code.scan import Token

    Item = tuple[Node, str, bool]  # a node, the kind of what it stands in, whether types stay

IMPORT = "\x01"  # begins the token for one imported name
_COMMENTS = frozenset(("comment", "line_comment", "block_comment", "html_comment"))
_ELEMENTS = frozenset(("React", "h", "Fragment", "createElement", "jsx", "jsxs"))
_UNWRAPPED = frozenset(("as_expression", "satisfies_expression", "non_null_expression", "type_assertion"))
_CLASSES = frozenset(("class_declaration", "class", "abstract_class_declaration"))
_MODIFIERS = frozenset(("accessibility_modifier", "readonly", "override_modifier"))
_LOCALS = frozenset(
    ("formal_parameter", "spread_parameter", "local_variable_declaration", "catch_formal_parameter", "resource",
     "enhanced_for_statement")
)  # fmt: skip
_KEPT = frozenset(("new_expression", "class_heritage", "extends_clause", "decorator", "import_attribute"))
_TUPLES = frozenset(("tuple_expression", "tuple_type", "tuple_pattern", "token_tree", "array", "array_pattern"))
_CLOSERS = frozenset((")", "]", "}", ">"))
_SIGNS = ("webpack", "@vite-ignore", "@jsx", "__PURE__")  # comments that a bundler reads


def tokens(root: Node | None, ext: str, *, strict: bool = False) -> list[Token]:
    """Give what runs in a tree without errors; `ext` is its file's extension."""
    if root is None:
        return []
    shape = Shape(root, ext, strict=strict)
    shape.walk(root)
    return shape.result()


class Shape:
    """One walk over one tree, without recursion: a sum of ten thousand terms is ten thousand deep."""

    __slots__ = ("_cgo", "_dialect", "_ext", "_out", "_runs", "_stack", "_strict", "_text")

    def __init__(self, root: Node, ext: str, *, strict: bool) -> None:
        self._ext = ext
        self._dialect: Dialect = DIALECTS[ext]
        self._strict = strict
        self._text = root.text or b""
        self._cgo = ext == "go" and b'import "C"' in self._text  # compiles the comment before it
        self._text = b" " * root.start_byte + self._text  # so that offsets are those of the file
        self._out: list[Token] = []
        self._runs: list[tuple[int, list[tuple[str, Token]]]] = []  # where imports stood, and which
        self._stack: list[Item | Token] = []

    def walk(self, root: Node) -> None:
        """Read every node in the order of the file."""
        stack = self._stack
        stack.append((root, "", False))
        while stack:
            item = stack.pop()
            if len(item) == 2:
                self._out.append(item)
            else:
                self._visit(*item)

    def result(self) -> list[Token]:
        """Give the tokens, each run of imports sorted and less what nothing names."""
        if not self._runs:
            return self._out
        used = {text for text, _ in self._out}
        if "</" in used or "/>" in used:
            used |= _ELEMENTS  # what an element is made with is not named beside it
        out: list[Token] = []
        done = 0
        for at, names in self._runs:
            out += self._out[done:at]
            out += sorted(token for name, token in names if not name or name in used)
            done = at
        return out + self._out[done:]

    def _visit(self, node: Node, parent: str, typed: bool) -> None:  # noqa: FBT001 - the items of a stack
        kind = node.type
        dialect = self._dialect
        if kind in _COMMENTS:
            if self._is_directive(node):
                self._emit(node)
        elif (kind in dialect.imports and self._import(node, parent)) or (
            dialect is TYPESCRIPT and self._is_erased(node, kind, typed=typed)
        ):
            pass  # nothing of it runs where it stands
        elif kind in _UNWRAPPED:
            inner = next(
                (child for child in node.named_children if child.type not in ("type_arguments", "comment")), node
            )
            self._stack.append((inner, parent, typed))
        elif kind == "parenthesized_expression" and not self._strict and parent not in dialect.conditions:
            self._parenthesized(node, parent, typed=typed)
        elif kind in dialect.whole or node.child_count == 0:
            self._emit(node)
        elif kind in dialect.compound and parent in dialect.operands and not self._strict:
            self._stack.append((")", node.end_point[0] + 1))
            self._children(node, kind, parent, typed=typed)
            self._stack.append(("(", node.start_point[0] + 1))
        else:
            self._children(node, kind, parent, typed=typed)

    def _emit(self, node: Node) -> None:
        text = _plain(self._text[node.start_byte : node.end_byte])
        if node.type == "string" and self._ext in JAVASCRIPT:
            text = '"' + text[1:-1].replace("\\'", "'").replace('\\"', '"') + '"'
        elif node.type == "jsx_text":
            text = _jsx(text)
        if text.strip() or node.type == "string_fragment":
            self._out.append((text, node.start_point[0] + 1))

    def _parenthesized(self, node: Node, parent: str, *, typed: bool) -> None:
        """Leave out parentheses that change nothing; what needs them as an operand gets them back."""
        inner = next((child for child in node.named_children if child.type not in _COMMENTS), None)
        within = inner
        while within is not None and within.type in _UNWRAPPED:
            within = next((child for child in within.named_children if child.type != "type_arguments"), None)
        loose = within is not None and (within.type in self._dialect.plain or within.type == "parenthesized_expression")
        chain = b"?." in self._text[node.start_byte : node.end_byte] and self._ext in JAVASCRIPT
        if inner is None or not loose or chain or parent in _KEPT or node.named_child_count > 1:
            self._children(node, node.type, parent, typed=typed)
        else:
            self._stack.append((inner, parent, typed))

    def _children(self, node: Node, kind: str, parent: str, *, typed: bool) -> None:
        """Put the parts of a node on the stack, the first on top, with the text that no part covers."""
        parts: list[Item | Token] = []
        children = node.children
        dialect, listed = self._dialect, kind in self._dialect.lists
        if dialect is TYPESCRIPT:
            typed = self._types_stay(kind, children, typed=typed)
        position, gone = node.start_byte, False
        property_told = False
        for at, child in enumerate(children):
            start = child.start_byte
            if start > position and (text := self._text[position:start].strip()):
                parts.append((_plain(text), child.start_point[0] + 1))
            position = child.end_byte
            word = child.type
            if word == "," and (gone or self._is_trailing(kind, children, at)):
                gone = False
                continue
            gone = self._is_gone(child, word, kind, parent)
            if gone or (listed and word == ";"):
                continue
            if word in _MODIFIERS and kind in ("required_parameter", "optional_parameter"):
                if not property_told:  # a parameter that is a property: which kind of one, no program sees
                    parts.append(("property", child.start_point[0] + 1))
                property_told = True
                continue
            if kind == "arrow_function" and word == "identifier" and children[at + 1 : at + 2] and not self._strict:
                line = child.start_point[0] + 1  # a parameter alone: `x => y` is `(x) => y`
                parts += (("(", line), (child, kind, typed), (")", line))
                continue
            within = "interface member" if word == "modifiers" and parent == "interface_body" else kind
            parts.append((child, within, typed))
            if listed and child.is_named and word not in _COMMENTS and word not in dialect.imports:
                parts.append((NEWLINE, child.end_point[0] + 1))
        if (text := self._text[position : node.end_byte].strip()) and children:
            parts.append((_plain(text), node.end_point[0] + 1))
        if kind in dialect.ended and children and children[-1].type != ";":
            parts.append((NEWLINE, node.end_point[0] + 1))
        parts.reverse()
        self._stack += parts

    def _types_stay(self, kind: str, children: list[Node], *, typed: bool) -> bool:
        """Tell whether the types below are read when the program runs: in a class with decorators, not in bodies."""
        if kind in _CLASSES:
            members = [
                *children,
                *(member for child in children if child.type == "class_body" for member in child.children),
            ]
            return typed or any(b"@" in (member.text or b"")[:1] or _is_decorated(member) for member in members)
        if kind == "export_statement":
            return any(child.type == "decorator" for child in children)
        return typed and kind != "statement_block"

    def _is_trailing(self, kind: str, children: list[Node], at: int) -> bool:
        if self._strict or kind in _TUPLES or not at or not children[at - 1].is_named:
            return False
        return at + 1 < len(children) and children[at + 1].type in _CLOSERS

    def _is_gone(self, child: Node, word: str, kind: str, parent: str) -> bool:  # noqa: PLR0911 - a ladder of kinds
        """Tell whether a part says something to a compiler only."""
        if self._dialect is TYPESCRIPT:
            if f"{kind}>{word}" in self._dialect.dropped:
                return True
            if word in ("import_specifier", "export_specifier"):
                return child.child_count > 1 and child.children[0].type == "type"
            return word == "required_parameter" and child.child_count > 0 and child.children[0].type == "this"
        if kind == "modifiers" and not self._strict:
            if parent == "interface member" and word in ("public", "abstract"):
                return True
            if word == "final":
                return parent in _LOCALS
            return word in ("marker_annotation", "annotation") and _name(child) in CHECKED
        if word in ("attribute_item", "inner_attribute_item") and not self._strict:
            return _name(child) in LINTS
        # Java erases the arguments of types; a class that extends one, a field and a method's signature keep them
        return word == "type_arguments" and kind == "method_invocation" and self._ext == "java"

    def _is_erased(self, node: Node, kind: str, *, typed: bool) -> bool:
        """Tell whether a node is a type or declares nothing but one."""
        if kind in self._dialect.erased or (kind == "type_annotation" and not typed):
            return True
        if kind == "export_statement":
            return any(child.type in self._dialect.erased or child.type == "type" for child in node.children)
        return kind == "public_field_definition" and any(
            child.type in ("declare", "abstract") for child in node.children
        )

    def _is_directive(self, node: Node) -> bool:
        """Tell whether a comment steers a compiler or a bundler and so is code."""
        text = _plain(self._text[node.start_byte : node.end_byte])
        if self._ext == "go":
            return self._cgo or text.startswith(("//go:", "// +build", "//export ", "//line "))
        return self._ext in JAVASCRIPT and any(sign in text for sign in _SIGNS)

    def _import(self, node: Node, parent: str) -> bool:
        """Note what a statement imports; False for one that stays where it is."""
        from sinfonia.rules.code.imported import names

        if parent not in ("program", "source_file"):
            return False
        found = names(node, self._ext, lambda part: _plain(self._text[part.start_byte : part.end_byte]))
        if found is None:
            return False
        line = node.start_point[0] + 1
        entries = [(name, (IMPORT + text, line)) for name, text in found]
        if self._runs and self._runs[-1][0] == len(self._out):
            self._runs[-1][1].extend(entries)
        else:
            self._runs.append((len(self._out), entries))
        return True


def _name(node: Node) -> str:
    """Give the first word of an attribute or annotation, the last part of a dotted one."""
    found = node
    while found.child_count and found.type != "scoped_identifier":
        named = found.named_children
        if not named:
            break
        found = named[0]
    text = (found.text or b"").decode("utf-8", "replace")
    return text.split("::")[0] if "::" in text else text.rpartition(".")[2]


def _is_decorated(member: Node) -> bool:
    """Tell whether a member of a class or one of its parameters has a decorator."""
    for part in member.children:
        if part.type == "decorator":
            return True
        if part.type == "formal_parameters" and any(
            child.type == "decorator" for parameter in part.named_children for child in parameter.children
        ):
            return True
    return False


def _plain(data: bytes) -> str:
    """Give a piece of the text; that beyond ASCII stays in the letters of `grammar.letters`."""
    return data.decode("utf-8", "replace")


def _jsx(text: str) -> str:
    """Give the text of an element less the blanks around line breaks, which no browser gets."""
    first, *rest = text.split("\n")
    if not rest:
        return text
    lines = [first.rstrip(), *(line.strip() for line in rest[:-1]), rest[-1].lstrip()]
    return " ".join(line for line in lines if line.strip())
