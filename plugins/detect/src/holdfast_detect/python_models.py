"""The models that a Python module names: arguments of calls, constants, defaults, entries of dictionaries."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from holdfast import Grade, Mention, Role, Source
from holdfast_detect.merging import merged
from holdfast_detect.python_calls import default_of, keyword
from holdfast_detect.python_module import Places, parse
from holdfast_detect.python_names import Names, Scope, parameters
from holdfast_detect.python_requests import addresses
from holdfast_detect.python_sdks import by_convention, is_model_keyword, is_sdk, model_position
from holdfast_detect.python_tables import described, entries, is_text_of_id, labels
from holdfast_detect.python_values import Values
from holdfast_detect.sdks import (
    BASE_URLS,
    CHOICES,
    REGIONS,
    host_of_client,
    is_list_of_models,
    is_model_argument,
    is_model_method,
    is_model_variable,
    is_surely_one,
    looks_like_id,
    may_be_id,
    may_list_models,
    may_name_models,
    plain,
    role_of_call,
)
from holdfast_detect.values import Value
from holdfast_detect.variables import host_of, names_a_model, role_of

_CONTENT = frozenset(
    ("messages", "prompt", "input", "contents", "temperature", "max_tokens", "stream", "tools")
)
"""Keys that stand beside `model` in what is sent to a model."""

_PROVIDERS = frozenset(("provider", "base_url", "api_base"))

_ALWAYS = frozenset(("azuredeployment", "azureopenaideployment"))


class Call(NamedTuple):
    """A call: what is called, whether an SDK has it, and where its models run."""

    callee: str
    of_sdk: bool
    host: str
    region: str


def python_mentions(source: Source, text: str, at: Callable[[int], int]) -> Iterator[Mention]:
    """Yield the models of the module `text`; `at` is where an offset in it is in the source."""
    if not may_name_models(text):
        return
    tree, mistake = parse(text)
    if mistake:
        source.not_read(source.position(at(_start_of_line(text, mistake)))[0])
    finder = _Finder(source, text, tree)
    for mention in merged(finder.mentions()):
        yield mention._replace(at=at(mention.at))


def _start_of_line(text: str, line: int) -> int:
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1])


class _Finder:
    def __init__(self, source: Source, text: str, tree: ast.Module) -> None:
        self._names = Names(tree)
        self._values = Values(source, self._names, Places(text))
        self._positions = dict(reversed(list(self._own_positions())))  # of several the first
        self._addresses = addresses(self._names, self._values)

    def mentions(self) -> Iterator[Mention]:  # noqa: C901  # a flat list of kinds of nodes
        for node, scope in self._names.nodes:
            match node:
                case ast.Call():
                    yield from self._call(node, scope)
                case ast.Dict():
                    yield from self._dict(node, scope)
                case ast.Tuple(elts=[ast.Constant(value=str(name)), ast.Call() as value]):  # a field by name
                    yield from self._named(name, value, scope)
                case ast.Assign(targets=targets, value=value):
                    for target in targets:
                        yield from self._assigned(target, value, scope)
                case ast.AnnAssign(target=target, value=ast.expr() as value):
                    yield from self._assigned(target, value, scope)
                case ast.For(target=target, iter=value):
                    yield from self._assigned(target, value, scope)
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                    for name, default in parameters(node):
                        if default is not None:
                            yield from self._named(name, default, scope)

    def _call(self, node: ast.Call, scope: Scope) -> Iterator[Mention]:
        callee = self._values.callee(node.func, scope)
        of_sdk = is_sdk(callee)
        sdk = of_sdk or is_model_method(callee)
        call = Call(callee, sdk, *self._where(node, callee, scope))
        for each in node.keywords:
            if each.arg and (is_model_argument(each.arg, of_call=True) or is_model_keyword(callee, each.arg)):
                certain = sdk or plain(each.arg) in _ALWAYS
                yield from self._argument(each.value, scope, call, each.arg, certain=certain)
        index, certain, grade = model_position(callee)
        if index < 0:
            makes = (
                is_sdk(callee) and callee.rpartition(".")[2][:1].isupper() and is_text_of_id(node.args[:1])
            )
            index = self._positions.get(callee.rpartition(".")[2], 0 if makes else -1)
        if 0 <= index < len(node.args) and not isinstance(node.args[index], ast.Starred):
            yield from self._argument(node.args[index], scope, call, "", certain=certain, grade=grade)
        yield from self._option(node, scope, callee)

    def _argument(
        self,
        value: ast.expr,
        scope: Scope,
        call: Call,
        name: str,
        *,
        certain: bool,
        grade: Grade = Grade.INFERRED,
    ) -> Iterator[Mention]:
        role = Role.FALLBACK if "fallback" in name.lower() else role_of_call(call.callee, name)
        for each in self._values.of(value, scope):
            if not each.unresolved and not may_be_id(each.text):
                continue
            if each.unresolved and not each.variable and plain(name).endswith("llm"):
                continue  # an object, by all that can be known
            host, model = by_convention(call.callee, each.model or each.text)
            yield Mention(
                id=each.text,
                at=each.at,
                grade=grade,
                host=host or call.host or host_of(each.variable),
                region=call.region,
                role=role or role_of(each.variable),
                model=model or each.model,
                unresolved=each.unresolved,
                certain=certain and (bool(each.unresolved) or is_surely_one(each.text, name, call.host)),
            )

    def _where(self, node: ast.Call, callee: str, scope: Scope) -> tuple[str, str]:
        """Return host and region of a call, by its own arguments and those of its client."""
        host = region = ""
        for call, inner in ((node, scope), *self._clients(node.func, scope)):
            for each in call.keywords:
                name = (each.arg or "").lower()
                if name in BASE_URLS:
                    host = host or self._values.text(each.value, inner) or _UNKNOWN
                elif name in REGIONS:
                    region = region or self._values.text(each.value, inner)
                elif name == "model_provider":
                    host = host or self._values.text(each.value, inner)
                elif name == "vertexai" and isinstance(each.value, ast.Constant) and each.value.value is True:
                    host = host or "vertex_ai"
            if "boto3" in callee and isinstance(call.func, ast.Attribute) and call.func.attr == "client":
                region = region or (self._values.text(call.args[1], inner) if len(call.args) > 1 else "")
        if not region and "vertexai" in callee:
            region = self._region_of_google
        if "boto3" in callee or host.startswith("bedrock"):
            host = "bedrock"
        return (host if host != _UNKNOWN else "") if host else host_of_client(callee), region

    @cached_property
    def _region_of_google(self) -> str:
        """Return the one region that the module gives to `vertexai.init`, which holds for all its calls."""
        calls = ((node, scope) for node, scope in self._names.nodes if isinstance(node, ast.Call))
        found = {
            self._values.text(each.value, scope)
            for node, scope in calls
            if isinstance(node.func, ast.Attribute) and node.func.attr == "init"
            for each in node.keywords
            if each.arg == "location" and self._values.callee(node.func, scope).startswith("vertexai")
        }
        return found.pop() if len(found) == 1 else ""

    def _clients(self, node: ast.expr, scope: Scope) -> Iterator[tuple[ast.Call, Scope]]:
        for _ in range(_MAX_CHAIN):
            if isinstance(node, ast.Attribute):
                made = self._values.constructor(node, scope)
                node = node.value
            else:
                made = self._values.constructor(node, scope)
                if made is None:
                    return
                node, scope = made[0].func, made[1]
            if made is not None:
                yield made

    def _option(self, node: ast.Call, scope: Scope, callee: str) -> Iterator[Mention]:
        """Yield defaults: of options of a command line, of variables of the environment, of keys."""
        texts = [
            each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        options = [each.lstrip("-") for each in texts if each.startswith("-")]
        default = keyword(node, "default", "value")
        last = callee.rpartition(".")[2]
        if any(is_model_variable(each.replace("-", "_")) for each in options) and default is not None:
            yield from self._named(options[0].replace("-", "_"), default, scope)
        elif texts and node.args and names_a_model(texts[0]) and last in _READERS:
            if (given := default_of(node)) is not None:
                yield from self._named(texts[0], given, scope)
        elif last in ("get", "pop", "setdefault", "getattr") and len(node.args) > 1:
            key = node.args[-2]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield from self._named(key.value, node.args[-1], scope)
        elif (field := keyword(node, "field")) is not None:  # of a table, in a migration
            yield from self._named(" ".join(labels(node)), field, scope)
        elif any("model" in each.lower() for each in (*texts[:1], *labels(node))):
            listed = [each.value for each in node.keywords if (each.arg or "").lower() in CHOICES]
            for each in (*(node.args[1:2] if last in _CHOICES else ()), *listed):
                yield from self._listed(each, scope)
        elif is_list_of_models(last) and (found := keyword(node, "id", "slug")) is not None:
            yield from self._listed(found, scope)

    def _dict(self, node: ast.Dict, scope: Scope) -> Iterator[Mention]:
        keys = {each.value for each in node.keys if isinstance(each, ast.Constant)}
        is_sent = bool(keys & _CONTENT)
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and is_model_variable(key.value):
                for name, inner in described(value):
                    if name.lower() in CHOICES:
                        yield from self._listed(inner, scope)
                provider = self._provider(node, scope) or self._addresses.get(id(node), "")
                certain = is_sent and plain(key.value) in ("model", "modelid")
                for each in self._values.of(value, scope):
                    if (
                        each.unresolved
                        or (may_be_id(each.text) and not isinstance(value, ast.List))
                        or looks_like_id(each.text)
                    ):
                        yield _mention(each, key.value, certain=certain)._replace(host=provider)

    def _provider(self, node: ast.Dict, scope: Scope) -> str:
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and str(key.value).lower() in _PROVIDERS:
                return self._values.text(value, scope)
        return ""

    def _assigned(self, target: ast.expr, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        match target:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                pass
            case ast.Subscript(slice=ast.Constant(value=str(name))):
                pass
            case ast.Tuple(elts=targets) if isinstance(value, ast.Tuple) and len(targets) == len(value.elts):
                for each, inner in zip(targets, value.elts, strict=True):
                    yield from self._assigned(each, inner, scope)
                return
            case _:
                return
        if isinstance(value, ast.List | ast.Tuple | ast.Set | ast.Dict):
            if may_list_models(name):
                yield from self._listed(value, scope)
        elif is_model_variable(name):
            yield from self._named(name, value, scope)
        elif isinstance(scope.node, ast.ClassDef) and is_list_of_models(scope.node.name):
            yield from self._of_class(name, value, scope)

    def _of_class(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a field of a class is set to that is called as an enumeration or a table of models."""
        if name.isupper():
            yield from self._listed(ast.List([value]), scope)
        elif name == "name":
            yield from self._named("model", value, scope)

    def _named(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what the name of a model is set to, if it is known, or read from the environment."""
        if not is_model_variable(name) and not names_a_model(name):
            return
        for each in self._values.of(value, scope):
            if each.variable and names_a_model(each.variable):
                yield _mention(each, each.variable, certain=True)._replace(grade=Grade.HINT)
            elif not each.unresolved and may_be_id(each.text):
                yield _mention(each, name, certain=False)

    def _listed(self, node: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield the models of a list or a table to choose from."""
        for each in entries(node):
            for value in self._values.of(each, scope):
                if not value.unresolved and looks_like_id(value.text):
                    yield _mention(value, "", certain=False)._replace(grade=Grade.HINT)

    def _own_positions(self) -> Iterator[tuple[str, int]]:
        """Yield the functions and classes of the module that take a model by its position."""
        for node, scope in self._names.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                names = [name for name, _ in parameters(node)]
                owner = scope.node if isinstance(scope.node, ast.ClassDef) else None
                called = owner.name if owner is not None and node.name == "__init__" else node.name
                given = names[1:] if owner is not None else names
                yield from ((called, index) for index, name in enumerate(given) if is_model_argument(name))


_UNKNOWN = "?"
_MAX_CHAIN = 8
_READERS = frozenset(("getenv", "get", "config", "env", "str", "setdefault", "get_env"))
_CHOICES = frozenset(("selectbox", "radio", "Dropdown", "Radio", "multiselect", "Select", "parametrize"))


def _mention(value: Value, name: str, *, certain: bool) -> Mention:
    return Mention(
        id=value.text,
        at=value.at,
        grade=Grade.INFERRED,
        host=host_of(value.variable or name),
        role=role_of(value.variable or name),
        model=value.model,
        unresolved=value.unresolved,
        certain=certain,
    )
