"""What the trees of JavaScript, TypeScript, Go, Rust and Java are made of: the kinds of nodes, as tables.

The names are those of the grammars tree-sitter-javascript 0.25, -typescript 0.23, -go 0.25, -rust 0.24 and
-java 0.23. A name that a later grammar no longer uses makes the reading keep more, not less.
"""

# ruff: noqa: SIM905 - a table of words reads better than one word a line

from __future__ import annotations

_NOTHING: frozenset[str] = frozenset()


class Dialect:
    """Kinds of nodes of one language, by what the reading does with them."""

    __slots__ = (
        "compound", "conditions", "dropped", "ended", "erased", "imports", "lists", "operands", "plain", "whole",
    )  # fmt: skip

    def __init__(self, **kinds: str) -> None:
        """Take words for each group; see the groups below for what they mean."""
        found = {name: frozenset(words.split()) for name, words in kinds.items()}
        self.whole = found["whole"]  # one token with all that is inside
        self.plain = found["plain"]  # what needs no parentheses around it
        self.compound = found["compound"]  # what gets parentheses as an operand, so that none need to be written
        self.operands = found["operands"]  # in what a compound is an operand
        self.conditions = found["conditions"]  # statements whose parentheses belong to them
        self.ended = found.get("ended", _NOTHING)  # statements that end with a semicolon or without one
        self.lists = found.get("lists", _NOTHING)  # whose members line breaks divide
        self.imports = found["imports"]
        self.erased = found.get("erased", _NOTHING)  # types: gone with all that is inside
        self.dropped = found.get("dropped", _NOTHING)  # words that only a type checker reads, as `parent>word`


_JS = {
    "whole": "string regex hash_bang_line",
    "plain": (
        "identifier number string template_string this super true false null undefined member_expression "
        "subscript_expression call_expression array regex jsx_element jsx_self_closing_element binary_expression "
        "ternary_expression unary_expression await_expression arrow_function update_expression "
        "assignment_expression augmented_assignment_expression new_expression"
    ),
    "compound": (
        "binary_expression ternary_expression unary_expression await_expression arrow_function yield_expression "
        "assignment_expression augmented_assignment_expression update_expression new_expression"
    ),
    "operands": (
        "binary_expression ternary_expression unary_expression await_expression member_expression "
        "subscript_expression call_expression update_expression"
    ),
    "conditions": "if_statement while_statement do_statement switch_statement with_statement",
    "ended": (
        "expression_statement lexical_declaration variable_declaration return_statement throw_statement "
        "break_statement continue_statement debugger_statement import_statement export_statement do_statement "
        "field_definition public_field_definition import_alias"
    ),
    "lists": "class_body",
    "imports": "import_statement",
}
_ERASED = (
    "interface_declaration type_alias_declaration ambient_declaration function_signature method_signature "
    "abstract_method_signature index_signature implements_clause type_parameters type_arguments "
    "type_predicate_annotation asserts_annotation adding_type_annotation omitting_type_annotation "
    "opting_type_annotation"
)
_DROPPED = (
    "public_field_definition>? public_field_definition>! public_field_definition>readonly "
    "public_field_definition>accessibility_modifier public_field_definition>override_modifier "
    "public_field_definition>abstract method_definition>? method_definition>accessibility_modifier "
    "method_definition>override_modifier abstract_class_declaration>abstract variable_declarator>! "
    "required_parameter>? optional_parameter>?"
)

JAVASCRIPT = Dialect(**_JS)
TYPESCRIPT = Dialect(**_JS, erased=_ERASED, dropped=_DROPPED)
GO = Dialect(
    whole="interpreted_string_literal raw_string_literal rune_literal",
    plain=(
        "identifier int_literal float_literal interpreted_string_literal raw_string_literal rune_literal nil true "
        "false call_expression selector_expression index_expression slice_expression binary_expression "
        "unary_expression type_assertion_expression"
    ),
    compound="binary_expression unary_expression",
    operands=(
        "binary_expression unary_expression call_expression selector_expression index_expression slice_expression "
        "type_assertion_expression type_conversion_expression"
    ),
    conditions="",
    lists=(
        "source_file statement_list field_declaration_list interface_type const_declaration var_declaration "
        "var_spec_list type_declaration"
    ),
    imports="import_declaration",
)
RUST = Dialect(
    whole="string_literal raw_string_literal char_literal lifetime",
    plain=(
        "identifier scoped_identifier integer_literal float_literal string_literal raw_string_literal "
        "boolean_literal char_literal call_expression binary_expression unary_expression reference_expression "
        "type_cast_expression range_expression"
    ),
    compound="binary_expression unary_expression reference_expression type_cast_expression range_expression",
    operands=(
        "binary_expression unary_expression reference_expression type_cast_expression range_expression "
        "field_expression call_expression index_expression try_expression await_expression"
    ),
    conditions="",
    imports="use_declaration",
)
JAVA = Dialect(
    whole="string_literal character_literal",
    plain=(
        "identifier decimal_integer_literal decimal_floating_point_literal hex_integer_literal string_literal "
        "character_literal true false null_literal this field_access method_invocation array_access "
        "binary_expression ternary_expression unary_expression cast_expression instanceof_expression "
        "object_creation_expression update_expression"
    ),
    compound=(
        "binary_expression ternary_expression unary_expression cast_expression instanceof_expression "
        "lambda_expression assignment_expression object_creation_expression update_expression"
    ),
    operands=(
        "binary_expression ternary_expression unary_expression cast_expression instanceof_expression field_access "
        "method_invocation array_access update_expression"
    ),
    conditions=("if_statement while_statement do_statement switch_expression synchronized_statement"),
    imports="import_declaration",
)

DIALECTS = {
    **dict.fromkeys(("js", "jsx", "mjs", "cjs"), JAVASCRIPT),
    **dict.fromkeys(("ts", "tsx", "mts", "cts"), TYPESCRIPT),
    "go": GO,
    "rs": RUST,
    "java": JAVA,
}

# Attributes that a lint or a reader of the documentation looks at, and annotations that a compiler or a checker
# looks at: docs.oracle.com on `java.lang`, the Rust reference on diagnostic attributes.
LINTS = frozenset("allow warn deny forbid expect doc must_use deprecated rustfmt clippy".split())
CHECKED = frozenset(
    "Override SuppressWarnings FunctionalInterface SafeVarargs Deprecated Nullable NullMarked CheckForNull "
    "ParametersAreNonnullByDefault CheckReturnValue CanIgnoreReturnValue VisibleForTesting GuardedBy Immutable "
    "ThreadSafe NotThreadSafe SuppressFBWarnings InlineMe".split()
)
