"""Loops and functions that start processes without end."""

from __future__ import annotations

from sinfonia.shell.parser import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

_endless = frozenset(
    ("true", ":", "/bin/true", "/usr/bin/true", "[[ 1 ]]", "[ true ]", "[ 1 ]", "test 1", "((1))", "(( 1 ))")
)
_leaves = ("break", "exit", "return", "exec ")


def find_bomb(root: Node) -> int:
    """Give the line of the first fork bomb, 0 where there is none."""
    functions: dict[str, Node] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "function_definition":
            name = node.child_by_field_name("name")
            if name is not None:
                functions[text_of(name)] = node
        elif node.type in ("while_statement", "c_style_for_statement") and _is_endless(node) and _spawns(node):
            return node.start_point[0] + 1
        waiting.extend(node.named_children)
    return _recursive(functions, root) if functions else 0


def _is_endless(node: Node) -> bool:
    if node.type == "c_style_for_statement":
        return text_of(node).replace(" ", "").startswith("for((;;))")
    condition = node.child_by_field_name("condition")
    text = text_of(condition).rstrip(";").strip() if condition is not None else ""
    return text == "false" if any(child.type == "until" for child in node.children) else text in _endless


def _spawns(node: Node) -> bool:
    """Tell whether each round leaves a process behind: a `&` without a `wait`, or a way out, beside it."""
    body = node.child_by_field_name("body")
    if body is None:
        return False
    left = waited = False
    for child in body.children:
        text = text_of(child).strip()
        if child.type == "&":
            left = True
            waited = False
        elif text.startswith("disown") and left:
            return True
        elif text == "wait" or text.startswith("wait "):
            left = False
            waited = True
        elif text.startswith(_leaves):
            return False
        elif child.type == "subshell" and any(inner.type == "&" for inner in child.children):
            return True
    if left and not waited:
        first = next((text_of(child) for child in body.named_children), "")
        disowned = "disown" in text_of(body)
        return disowned or not (first == "wait" or first.startswith("wait "))
    return left


def _recursive(functions: dict[str, Node], root: Node) -> int:
    """Give the line of a function that calls itself, through others or not, in the background or in a pipeline."""
    calls: dict[str, set[str]] = {}
    forks: set[str] = set()
    for name, node in functions.items():
        calls[name] = set()
        for inner, background in _commands(node):
            if inner in functions:
                calls[name].add(inner)
                if background:
                    forks.add(name)
    defined: set[str] = set()
    for child in root.named_children:
        if child.type == "function_definition":
            field = child.child_by_field_name("name")
            defined.add(text_of(field) if field is not None else "")
            continue
        known = {name: inner & defined for name, inner in calls.items() if name in defined}  # so far
        for name, _ in _commands(child):
            if name in known and (line := _without_end(name, known, functions, forks)):
                return line
    return 0


def _without_end(name: str, calls: dict[str, set[str]], functions: dict[str, Node], forks: set[str]) -> int:
    """Give the line of a function, reached from one that is called, that goes on calling itself; 0 for none."""
    if _always_itself(name, functions[name]):
        return functions[name].start_point[0] + 1
    for one in sorted(_reach(name, calls)):
        if one in forks and any(one in _reach(following, calls) for following in calls[one]):
            return functions[one].start_point[0] + 1
    return 0


def _always_itself(name: str, node: Node) -> bool:
    """Tell whether a function calls itself in its own first line of statements, with no way out before that."""
    body = node.child_by_field_name("body")
    for child in body.named_children if body is not None else ():
        text = text_of(child)
        if text.startswith(_leaves) or child.type not in ("command", "comment", "variable_assignment", "pipeline"):
            return False
        if (
            child.type == "command"
            and (found := child.child_by_field_name("name")) is not None
            and text_of(found) == name
        ):
            return True
    return False


def _reach(name: str, calls: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting.extend(calls.get(one, ()))
    return seen


def _commands(node: Node) -> list[tuple[str, bool]]:
    """Give each command name below a node, and whether it runs beside its caller."""
    found = []
    waiting = [(node, False)]
    while waiting:
        current, beside = waiting.pop()
        if current.type == "command":
            name = current.child_by_field_name("name")
            if name is not None:
                found.append((text_of(name), beside))
        children = current.children
        for index, child in enumerate(children):
            if child.is_named:
                after = children[index + 1].type if index + 1 < len(children) else ""
                waiting.append((child, beside or after == "&" or current.type == "pipeline"))
    return found
