"""What the import statements of JavaScript, TypeScript, Go, Rust and Java bring, name by name."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    Text = Callable[[Node], str]
    Names = list[tuple[str, str]]


def names(node: Node, ext: str, text: Text) -> Names | None:
    """Give (name that must be used, statement that brings it alone) for each name; None to keep the statement.

    An empty name needs no use: Rust's traits and Go's packages do something without being named.
    """
    if ext == "go":
        return [("", f"import {' '.join(_leaves(spec, text))}") for spec in _specs(node)]
    if ext == "rs":
        return _rust(node, text)
    if ext == "java":
        words = _leaves(node, text)
        path = "".join(words[2 if "static" in words[:2] else 1 :]).rstrip(";")
        name = path.rpartition(".")[2]
        return [
            (
                "" if name == "*" else name,
                " ".join((*words[: words.index("static") + 1], path)) if "static" in words[:2] else f"import {path}",
            )
        ]
    return _script(node, text)


def _script(node: Node, text: Text) -> Names | None:
    """Read an import of JavaScript or TypeScript; one for its effect stays where it is."""
    children = node.children
    if any(child.type == "type" for child in children):
        return []
    clause = next((child for child in children if child.type == "import_clause"), None)
    if clause is None:
        return None
    source = " ".join(text(child) for child in children if child.type in ("string", "import_attribute"))
    source = source.replace("'", '"')
    out: Names = []
    for part in clause.named_children:
        if part.type == "identifier":
            out.append((text(part), f"import default as {text(part)} from {source}"))
        elif part.type == "namespace_import":
            local = text(part.named_children[-1])
            out.append((local, f"import * as {local} from {source}"))
        elif part.type == "named_imports":
            out += _named(part, source, text)
    return out


def _named(part: Node, source: str, text: Text) -> Names:
    out: Names = []
    for specifier in part.named_children:
        if specifier.type != "import_specifier" or specifier.children[0].type == "type":
            continue
        words = [text(word) for word in specifier.named_children if word.type != "comment"]
        out.append((words[-1], f"import {words[0]} as {words[-1]} from {source}"))
    return out


def _rust(node: Node, text: Text) -> Names | None:
    before = node.prev_named_sibling
    if before is not None and before.type == "attribute_item":
        return None
    words = _leaves(node, text)
    at = words.index("use")
    head = " ".join(words[: at + 1])
    return [("", f"{head} {path}") for path in _paths(words[at + 1 :])]


def _paths(words: list[str]) -> list[str]:
    """Give each path of a use tree: `a::{b, c::{d}}` is `a::b` and `a::c::d`."""
    out: list[str] = []
    prefixes: list[str] = [""]
    path = ""
    for word in words:
        if word == "{":
            prefixes.append(prefixes[-1] + path)
            path = ""
        elif word in ("}", ",", ";"):
            if path:
                out.append(prefixes[-1] + path)
            path = ""
            if word == "}" and len(prefixes) > 1:
                prefixes.pop()
        else:
            path += f" {word} " if word == "as" else word
    return out


def _specs(node: Node) -> list[Node]:
    out: list[Node] = []
    for child in node.named_children:
        out += (
            [child]
            if child.type == "import_spec"
            else [part for part in child.named_children if part.type == "import_spec"]
        )
    return out


def _leaves(node: Node, text: Text) -> list[str]:
    """Give the words of a statement, a string as one."""
    out: list[str] = []
    stack = [node]
    while stack:
        part = stack.pop()
        if part.type in ("comment", "line_comment", "block_comment"):
            continue
        if part.child_count == 0 or part.type.endswith("_literal"):
            out.append(text(part))
        else:
            stack += reversed(part.children)
    return out
