"""The models that a Python module names: arguments of calls, constants, defaults, entries of dictionaries."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from holdfast import Grade, Mention, Role, Source
from holdfast_detect.ids import has_shape_of_id, is_repository, is_surely_one, looks_like_id, may_be_id
from holdfast_detect.merging import merged
from holdfast_detect.names import (
    CHOICES,
    DEFAULTS,
    host_of,
    is_list_of_models,
    is_model_argument,
    is_model_variable,
    may_hold_any,
    may_list_models,
    names_a_model,
    plain,
    role_of,
    role_of_constant,
    role_of_list,
    speaks_of_ai,
)
from holdfast_detect.python.calls import positions_of_models
from holdfast_detect.python.clients import Clients
from holdfast_detect.python.commands import of_call, of_list
from holdfast_detect.python.module import Places, parse, start_of_line
from holdfast_detect.python.names import Names, Scope, parameters
from holdfast_detect.python.options import offers
from holdfast_detect.python.requests import addresses
from holdfast_detect.python.sdks import (
    OBJECTS,
    by_convention,
    is_answer,
    is_model_keyword,
    is_sdk,
    makes_model,
    model_position,
    of_whisper,
    takes_all,
)
from holdfast_detect.python.tables import described, entries, is_text_of_id, nested, texts
from holdfast_detect.python.values import Values
from holdfast_detect.resources import is_of_rights, of_resource
from holdfast_detect.sdks import is_model_method, may_name_models, role_of_call
from holdfast_detect.values import mention_of

_CONTENT = frozenset((
    "messages", "prompt", "input", "contents", "temperature", "max_tokens", "stream", "tools", "api_key",
    "base_url", "api_base", "api_type", "max_completion_tokens", "max_new_tokens", "top_p",
))  # fmt: skip
"""Keys that stand beside `model` in what is sent to a model."""

_PROVIDERS = frozenset(("provider", "base_url", "api_base"))

_ALWAYS = frozenset(("azuredeployment", "azureopenaideployment", "foundationmodel"))


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
        source.not_read(source.position(at(start_of_line(text, mistake)))[0])
    finder = _Finder(source, text, tree)
    for mention in merged(finder.mentions()):
        yield mention._replace(at=at(mention.at))


class _Finder:
    def __init__(self, source: Source, text: str, tree: ast.Module) -> None:
        self._names = Names(tree)
        self._places = Places(text)
        self._values = Values(source, self._names, self._places)
        self._clients = Clients(self._names, self._values)
        self._positions = positions_of_models(self._names)
        self._given = set[int]()
        self._addresses = addresses(self._names, self._values)

    def mentions(self) -> Iterator[Mention]:  # noqa: C901, PLR0912  # a flat list of kinds of nodes
        for node, scope in self._names.nodes:
            match node:
                case ast.Call():
                    yield from self._call(node, scope)
                case ast.Dict():
                    yield from self._dict(node, scope)
                case ast.keyword(arg=str(name), value=value):
                    yield from self._resource(name, value, scope)
                case ast.List():
                    yield from of_list(node, scope, self._values)
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
                            yield from self._default(name, default, scope)
                    if not isinstance(node, ast.Lambda) and is_model_variable(node.name):
                        for value, inner in self._names.returned(node):
                            yield from self._named(node.name, value, inner)

    def _call(self, node: ast.Call, scope: Scope) -> Iterator[Mention]:
        callee = self._values.callee(node.func, scope)
        if is_answer(callee):
            return
        of_sdk = is_sdk(callee)
        sdk = of_sdk or is_model_method(callee)
        call = Call(callee, sdk, *self._clients.where(node, callee, scope))
        for each in node.keywords:
            if not each.arg:
                continue
            if is_model_argument(each.arg, of_call=True) or is_model_keyword(callee, each.arg):
                certain = sdk or plain(each.arg) in _ALWAYS
                yield from self._argument(each.value, scope, call, each.arg, certain=certain)
            elif is_model_variable(each.arg):
                found = self._argument(each.value, scope, call, each.arg, certain=of_sdk)
                yield from (mention for mention in found if not mention.unresolved)
        yield from self._by_position(node, scope, call)
        yield from self._offered(node, scope, callee)
        yield from of_call(node, callee, self._places)
        for inner, within in nested(self._values, node, scope, self._given) if of_sdk else ():
            yield from self._dict(inner, within, of_sdk=True)

    def _by_position(self, node: ast.Call, scope: Scope, call: Call) -> Iterator[Mention]:
        index, certain, grade = model_position(call.callee)
        last = call.callee.rpartition(".")[2]
        if index < 0:
            makes = makes_model(call.callee) and is_text_of_id(node.args[:1])
            index = self._positions.get(last, 0 if makes else -1)
            certain = makes and is_repository(self._values.text(node.args[0], scope))
        end = len(node.args) if takes_all(call.callee) else index + 1
        for each in node.args[index:end] if index >= 0 else ():
            if not isinstance(each, ast.Starred):
                name = "llm" if last in OBJECTS else ""
                yield from self._argument(each, scope, call, name, certain=certain, grade=grade)

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
            if each.unresolved and not each.variable and plain(name).endswith(("llm", "modeltype")):
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

    def _offered(self, node: ast.Call, scope: Scope, callee: str) -> Iterator[Mention]:
        for each in offers(node, callee):
            if each.of_many:
                yield from self._listed(each.value, scope, Role.CHOICE)
            else:
                yield from self._default(each.name, each.value, scope)

    def _dict(self, node: ast.Dict, scope: Scope, *, of_sdk: bool = False) -> Iterator[Mention]:
        keys = {each.value for each in node.keys if isinstance(each, ast.Constant)}
        is_sent = of_sdk or bool(keys & _CONTENT)
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield from self._resource(key.value, value, scope)
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and is_model_variable(key.value):
                for name, inner in described(value):
                    if name.lower() in CHOICES:
                        yield from self._listed(inner, scope, Role.CHOICE)
                    elif name.lower() in DEFAULTS or name.lower() in ("name", "id"):
                        yield from self._named("model", inner, scope)
                if isinstance(value, ast.List) and may_list_models(key.value):
                    yield from self._listed(value, scope, None if is_sent else role_of_list(key.value))
                provider = self._provider(node, scope) or self._addresses.get(id(node), "")
                certain = is_sent and plain(key.value) in ("model", "modelid")
                for each in self._values.of(value, scope):
                    if (
                        each.unresolved
                        or (may_be_id(each.text) and not isinstance(value, ast.List))
                        or looks_like_id(each.text)
                    ):
                        yield mention_of(each, key.value, certain=certain)._replace(host=provider)

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
                is_one = is_model_variable(name) and name[-1:] not in "sS"  # no keys of a table are models
                values = ast.List(value.values) if is_one and isinstance(value, ast.Dict) else value
                yield from self._listed(values, scope, role_of_list(name, texts(value)))
        elif is_model_variable(name):
            yield from self._named(name, value, scope)
        else:
            yield from self._resource(name, value, scope)
            text = str(value.value) if isinstance(value, ast.Constant) else ""
            if text and "://" not in text and isinstance(scope.node, ast.Module) and may_hold_any(name):
                yield from self._listed(value, scope, role_of_constant(name, text))
        if isinstance(scope.node, ast.ClassDef) and not is_model_variable(name):
            yield from self._of_class(scope.node, name, value, scope)

    def _of_class(self, cls: ast.ClassDef, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a field of a class is set to, in an enumeration or a table of models or as a default."""
        if is_list_of_models(cls.name):
            if name.isupper():
                role = role_of_list(cls.name, texts(ast.Dict([ast.Constant(name)], [value])))
                yield from self._listed(ast.List([value]), scope, role)
            elif name == "name":
                yield from self._named("model", value, scope)
        elif not any("Enum" in ast.unparse(base) for base in cls.bases):
            yield from self._default(name, value, scope)

    def _named(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what the name of a model is set to, if it is known, or read from the environment."""
        if not is_model_variable(name) and not names_a_model(name):
            return
        for each in self._values.of(value, scope):
            if each.variable and names_a_model(each.variable):
                yield mention_of(each, each.variable, certain=True)._replace(grade=Grade.HINT)
            elif not each.unresolved and may_be_id(each.text):
                of_ai = self._clients.are_there or speaks_of_ai(name)
                certain = has_shape_of_id(each.text, name, of_ai=of_ai)
                size = of_whisper(name, each.text)
                yield mention_of(each, name, certain=certain)._replace(model=size or each.model)

    def _default(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a parameter, a field or an option is by itself; a known model under any name."""
        if is_model_variable(name) or names_a_model(name):
            yield from self._named(name, value, scope)
        elif may_hold_any(name):
            for each in self._values.of(value, scope):
                if not each.unresolved and not each.variable and looks_like_id(each.text):
                    yield mention_of(each, name, certain=False)

    def _resource(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield the model whose full name as a resource is given, unless that says who may use it."""
        if isinstance(value, ast.Constant | ast.JoinedStr) and not is_of_rights(name):
            for each in self._values.of(value, scope):
                if of_resource(each.text):
                    yield mention_of(each, name, certain=True)

    def _listed(self, node: ast.expr, scope: Scope, role: Role | None) -> Iterator[Mention]:
        """Yield the models of a list or a table, which are all for the same."""
        for each in entries(node):
            for value in self._values.of(each, scope):
                if not value.unresolved and looks_like_id(value.text):
                    yield mention_of(value, "", certain=False)._replace(grade=Grade.HINT, role=role)
