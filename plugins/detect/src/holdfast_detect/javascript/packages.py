"""The packages that a JavaScript module loads, by the names that Node knows them by."""

from __future__ import annotations

import re

from tree_sitter import Node

from holdfast_detect.javascript.module import JavaScript

_FROM = re.compile(
    r"^(?:npm:/?|jsr:/?|https://(?:esm\.sh|esm\.run|deno\.land/x|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net/npm)/)"
    r"(?P<name>@?[^@/?]+(?:(?<=[^/])/[^@/?]+)?)(?:@[^/?]*)?(?P<rest>[^?]*)"
)
"""Names of packages with where they come from and their version, as in Deno and in browsers."""


def required_by(module: JavaScript, value: Node | None) -> str:
    """Return the module that a value loads: of `require("x")` or `await import("x")`."""
    if value is not None and value.type == "await_expression" and value.named_children:
        value = value.named_children[0]
    if value is None or value.type != "call_expression":
        return ""
    function, arguments = value.child_by_field_name("function"), value.child_by_field_name("arguments")
    if (
        module.text(function) not in ("require", "import")
        or arguments is None
        or not arguments.named_children
    ):
        return ""
    return package(module.text(arguments.named_children[0])[1:-1])


def package(source: str) -> str:
    """Return the name by which Node knows what is imported: `npm:openai@4` is `openai`."""
    found = _FROM.match(source)
    return found["name"] + found["rest"] if found else source
