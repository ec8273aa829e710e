"""What is chosen where nothing else is said: defaults of options and settings, and what functions return."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.nodes import AROUND, called, entries, unquoted
from holdfast_detect.names import DEFAULTS

_SETS = re.compile(
    r"(?:get|set|add|read|parse|append|update|register|required)?(?:Item|Value|Setting|Config|Input|Option|Arg|Flag|Env"
    r"|Param|Default|String|Variable|Or)*(?:(?<=.)s)?"
    r"|use[A-Z]\w*|option|requiredOption|env|config|setting|flag|getenv|default|register|update|append",
    re.IGNORECASE,
)
"""Names of functions that take the name of an option and then what it is, or is by default."""

_OF_CDK = "CfnParameter"
"""Of the AWS CDK: a parameter of a template, which is told first where it belongs to."""

_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_FLAG = re.compile(r"(?:.*[\s,])?--?(?P<name>[A-Za-z][\w-]*)(?:[ =][<\[].*)?$")
_OF_OPTIONS = frozenset(("default", "defaultValue", "type", "label", "displayName"))
_UNCHANGED = frozenset(("toLowerCase", "toUpperCase", "toString", "trim"))
_CHOOSES = re.compile(
    r"^(?!.*(?:Recommend|Suggest|Label|Display|Token|Mock|Example|Price))"
    r"(?:get|choose|select|pick|resolve|determine|list|available|default|current|active|fallback|models?|chat|llm"
    r"|embedding|fast|smart)(?![a-z])"
)
_OF_NAME = re.compile(r"(?:_?(?:ENV|VAR|VARIABLE|KEY|STORAGE)(?:_?NAME)?)+$", re.IGNORECASE)
_GETS = re.compile(r"^get(?=[A-Z])")
_MAKES_FUNCTION = {
    "variable_declarator": "name",
    "pair": "key",
    "public_field_definition": "name",
    "field_definition": "property",
}


def name_read(module: JavaScript, node: Node | None) -> str:
    """Return the name of the setting that an expression reads: `env.MODEL`, `settings.get("chat.model")`."""
    while node is not None:
        if node.type == "call_expression":
            function, arguments = called(node), node.child_by_field_name("arguments")
            last = module.text(function).rpartition(".")[2]
            given = arguments.named_children if arguments is not None else []
            if last in _UNCHANGED and function is not None:
                node = function.child_by_field_name("object")
                continue
            return _setting(module, given[0]) if given else _GETS.sub("", last)
        if node.type == "member_expression":
            return module.text(node.child_by_field_name("property"))
        if node.type == "subscript_expression":
            index = node.child_by_field_name("index")
            return _setting(module, index) if index is not None else ""
        if node.type not in AROUND:
            return module.text(node)
        node = node.named_children[0] if node.named_children else None
    return ""


def _setting(module: JavaScript, node: Node) -> str:
    """Return the name of a setting, or that of the constant that has it: `MODEL_STORAGE_KEY`."""
    return unquoted(module.text(node)) if node.type == "string" else _OF_NAME.sub("", module.text(node))


def option(module: JavaScript, call: Node) -> Iterator[tuple[str, Node]]:
    """Yield the name of the option that a call describes, sets or reads, with what it may be set to."""
    function, arguments = called(call), call.child_by_field_name("arguments")
    given = arguments.named_children if arguments is not None else []
    given = [each for each in given if each.type != "comment"]
    last = module.text(function.child_by_field_name("property") or function) if function is not None else ""
    if (
        last == "default" and function is not None and len(given) == 1
    ):  # new Option("--model <m>").default("x")
        described = function.child_by_field_name("object")
        inner = described.child_by_field_name("arguments") if described is not None else None
        given = [*(inner.named_children[:1] if inner is not None else ()), *given]
    if last == _OF_CDK:
        given = given[1:]
    if not given[1:] or given[0].type != "string":
        return
    written = unquoted(module.text(given[0]))
    if not (_SETS.fullmatch(last) or _VARIABLE.fullmatch(written) or last == _OF_CDK):
        return
    flag = _FLAG.match(written)
    for each in given[1:3]:
        default: Node | None = each
        if each.type == "object":
            fields = dict(entries(module, each))
            default = fields.get("default") or fields.get("defaultValue")
        if default is not None and default.type == "arrow_function":  # () => "gpt-4o"
            default = default.child_by_field_name("body")
        if default is not None:
            yield flag["name"] if flag else written, default


def described(module: JavaScript, fields: dict[str, Node]) -> str:
    """Return the name of the option that an object describes: `{ name: "model", default: "gpt-4o" }`."""
    if fields.keys().isdisjoint(_OF_OPTIONS):
        return ""
    named = (fields[key] for key in ("name", "key", "id", "field") if key in fields)
    return next((unquoted(module.text(each)) for each in named if each.type == "string"), "")


def returned(module: JavaScript, node: Node, function: Node) -> tuple[str, Node] | None:
    """Return the name of the function that chooses what `node` returns, and what that is.

    `node` is a `return`, or a function that is only an expression.
    """
    value = node.child_by_field_name("body") if node is function else next(iter(node.named_children), None)
    if value is None or value.type == "statement_block":
        return None
    if value.type == "object":
        value = dict(entries(module, value)).get("id", value)
    parent = function.parent
    field = _MAKES_FUNCTION.get(parent.type, "") if parent is not None else ""
    named = parent.child_by_field_name(field) if field and parent is not None else None
    name = module.text(named or function.child_by_field_name("name"))
    is_getter = any(child.type == "get" for child in function.children)
    says = is_getter or _CHOOSES.match(name) or name.isupper()
    return (_GETS.sub("", name), value) if says else None


def decorated_default(module: JavaScript, field: Node) -> Iterator[Node]:
    """Yield what a field of a class is by default, as its decorators say: `@Prop({ default: "gpt-4o" })`."""
    for decorator in field.named_children if field.type.endswith("field_definition") else ():
        call = decorator.named_children[0] if decorator.type == "decorator" else None
        arguments = call.child_by_field_name("arguments") if call is not None else None
        for each in arguments.named_children if arguments is not None else ():
            yield from (value for key, value in entries(module, each) if key.lower() in DEFAULTS)


def field_of_default(module: JavaScript, attribute: Node) -> str:
    """Return what the field of a form is called whose default an attribute is; nothing if it says not."""
    element = attribute.parent
    for each in element.named_children if element is not None else ():
        parts = each.named_children if each.type == "jsx_attribute" else ()
        if len(parts) > 1 and module.text(parts[0]) in ("name", "id"):
            return unquoted(module.text(parts[1]))
    return ""
