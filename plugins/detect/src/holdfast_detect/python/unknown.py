"""Which expressions nothing in a repository says: what another package returns, what is read from a file."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from holdfast_detect.names import plain
from holdfast_detect.python.bindings import Bindings
from holdfast_detect.python.calls import NOTHING, passes_on
from holdfast_detect.python.names import Imported, Parameter, Scope
from holdfast_detect.python.repository import Modules
from holdfast_detect.python.sdks import is_sdk
from holdfast_detect.python.several import alternatives, takes_elements
from holdfast_detect.values import MAX_STEPS, Budget

_OF_SOMEBODY = frozenset((
    "argparse", "click", "typer", "fire", "absl", "simple_parsing", "tap", "streamlit", "gradio", "chainlit",
    "panel", "ipywidgets", "nicegui", "flask", "fastapi", "starlette", "django", "questionary", "inquirer",
    "rich", "prompt_toolkit", "pytest", "unittest",
))  # fmt: skip
"""Packages by which somebody says what it is: what they are offered is found where it is offered."""

_OF_FILES = frozenset(("os", "pathlib", "tempfile", "glob", "shutil", "posixpath", "importlib", "inspect"))
"""Packages whose functions return paths and parts of programs."""

_OF_OBJECTS = frozenset((
    "transformers", "peft", "trl", "diffusers", "sentence_transformers", "optimum", "unsloth", "setfit",
    "accelerate", "auto_gptq", "awq", "bertopic", "keybert", "flair", "speechbrain", "nemo", "outlines",
))  # fmt: skip
"""SDKs whose calls take a model that was loaded before under the name of one."""


_OBJECTS = ("llm", "engine", "modeltype")
"""How arguments end that as often hold an object as the name of a model."""

_OF_WHAT_IS_THERE = frozenset(("get", "pop", "strip", "lower", "items", "values"))
"""Methods of texts and tables."""


class Unknown:
    """The expressions of a module of which only a run of the program tells what they are."""

    def __init__(self, modules: Modules, bindings: Bindings) -> None:
        self._modules, self._bindings = modules, bindings
        self._budget = Budget()

    def is_for(self, node: ast.expr, scope: Scope, callee: str, argument: str) -> bool:
        """Tell whether only a run tells which model an SDK is asked for, by what a call of it is given.

        What a caller, a user or a field of an object says is not unknown: it is found where they say it.
        """
        if callee.partition(".")[0] in _OF_OBJECTS or plain(argument).endswith(_OBJECTS):
            return False
        self._budget.renew()
        found = list(self._are_unknown(node, scope, 0))
        return bool(found) and all(found)

    def _are_unknown(self, node: ast.expr, scope: Scope, steps: int) -> Iterator[bool]:  # noqa: C901  # a flat list of kinds of nodes
        """Yield for all that an expression may be whether only a run tells it; a parameter says a caller."""
        if steps > MAX_STEPS or not self._budget.spend():
            return
        match node:
            case ast.Name() | ast.Attribute():
                bound = self._bindings.bound(node, scope)
                if not bound and isinstance(node, ast.Attribute):
                    is_field = node.attr not in NOTHING and self._is_of_another_package(node, scope)
                    yield from [True] * is_field
                    yield from self._are_unknown(node.value, scope, steps + 1)
                yield from [True] * any(
                    self._modules.is_lost(inner, each.name)
                    for each, inner in bound
                    if isinstance(each, Imported)
                )
                for each, inner in self._bindings.behind(bound):
                    if isinstance(each, ast.expr):
                        yield from self._are_unknown(each, inner, steps + 1)
                    elif isinstance(each, Parameter):
                        yield False
            case ast.Subscript(value=value) | ast.Starred(value=value) | ast.Await(value=value):
                yield from self._are_unknown(value, scope, steps + 1)
            case ast.BoolOp() | ast.IfExp():
                for part in alternatives(node):
                    yield from self._are_unknown(part, scope, steps + 1)
            case ast.Call():
                yield from self._of_call(node, scope, steps)

    def _of_call(self, node: ast.Call, scope: Scope, steps: int) -> Iterator[bool]:
        callee = self._bindings.callee(node.func, scope)
        last = callee.rpartition(".")[2]
        if passes_on(last) or takes_elements(callee):
            for each in node.args[:1]:
                yield from self._are_unknown(each, scope, steps + 1)
            return
        returned = self._bindings.returned(node, scope)
        for value, inner in returned:
            yield from self._are_unknown(value, inner, steps + 1)
        if isinstance(node.func, ast.Attribute) and last in _OF_WHAT_IS_THERE:
            yield from self._are_unknown(node.func.value, scope, steps + 1)
        elif not returned and not last[:1].isupper() and not is_sdk(callee):
            yield from [True] * self._is_of_another_package(node.func, scope)

    def _is_of_another_package(self, node: ast.expr, scope: Scope) -> bool:
        while isinstance(node, ast.Attribute):
            node = node.value
        bound = scope.lookup(node.id) if isinstance(node, ast.Name) else []
        return any(
            isinstance(each, Imported)
            and each.name.partition(".")[0] not in _OF_SOMEBODY | _OF_FILES
            and not self._modules.has(inner, each.name)
            and not each.name.startswith(".")
            for each, inner in bound
        )
