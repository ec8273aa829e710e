"""The models that a Python module names: arguments of calls, constants, defaults, entries of dictionaries."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from holdfast import Grade, Mention, Role, Source
from holdfast_detect.ids import (
    is_kind,
    is_repository,
    is_surely_one,
    looks_like_id,
    may_be_id,
)
from holdfast_detect.merging import merged
from holdfast_detect.names import (
    host_of,
    is_model_argument,
    is_model_variable,
    may_list_models,
    names_a_model,
    names_a_provider,
    names_a_task,
    plain,
    speaks_of_ai,
)
from holdfast_detect.python.bindings import Bindings
from holdfast_detect.python.calls import called_later, is_of_data, positions_of_models, reckons
from holdfast_detect.python.clients import Clients
from holdfast_detect.python.commands import of_call, of_list
from holdfast_detect.python.module import Places, parse, start_of_line
from holdfast_detect.python.names import Names, Scope, parameters
from holdfast_detect.python.options import describes, offers
from holdfast_detect.python.registries import made, offered
from holdfast_detect.python.repository import Module, Modules, position_elsewhere
from holdfast_detect.python.requests import addresses
from holdfast_detect.python.sdks import (
    OBJECTS,
    asks_model,
    by_convention,
    is_answer,
    is_model_keyword,
    is_sdk,
    loads_model,
    makes_model,
    model_position,
    registers,
    takes_all,
)
from holdfast_detect.python.settings import Settings
from holdfast_detect.python.sinks import Sinks
from holdfast_detect.python.tables import is_list, is_member_of_models, is_text_of_id, nested
from holdfast_detect.python.unknown import Unknown
from holdfast_detect.python.values import Values
from holdfast_detect.resources import is_id_of_bedrock
from holdfast_detect.roles import role_of, role_of_list
from holdfast_detect.sdks import host_of_client, is_model_method, may_name_models, role_of_call
from holdfast_detect.values import MAX_STEPS, as_choice, mention_of

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
    is_offered: bool = False


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
        self._source = source
        self._names = Names(tree)
        self._places = Places(text)
        modules = Modules(Module(source, self._names, self._places))
        self._bindings = Bindings(modules)
        self._values = Values(modules, self._bindings)
        self._clients = Clients(self._names, self._bindings, self._values)
        self._unknown = Unknown(modules, self._bindings)
        self._sinks = Sinks(modules, self._bindings)
        self._settings = Settings(self._bindings, self._values, of_ai=self._clients.are_there)
        self._positions = positions_of_models(self._names)
        self._given = set[int]()
        self._offered_calls = set[int]()  # what is made only to be registered
        self._described = set[int]()  # what only describes a model of several
        self._addresses = addresses(self._names, self._bindings, self._values)

    def mentions(self) -> Iterator[Mention]:  # noqa: C901, PLR0912  # a flat list of kinds of nodes
        for node, scope in self._names.nodes:
            match node:
                case ast.Call():
                    yield from self._call(node, scope)
                case ast.Dict():
                    yield from self._dict(node, scope)
                case ast.keyword(arg=str(name), value=value):
                    yield from self._settings.resource(name, value, scope)
                case ast.List():
                    yield from of_list(node, scope, self._values)
                case ast.Tuple(elts=[ast.Constant(value=str(name)), ast.Call() as value]):  # a field by name
                    yield from self._settings.named(name, value, scope)
                case ast.Assign(targets=targets, value=value):
                    for target in targets:
                        yield from self._assigned(target, value, scope)
                case ast.AnnAssign(target=target, value=ast.expr() as value):
                    yield from self._assigned(target, value, scope)
                case ast.For(target=target, iter=value):
                    yield from self._settings.looped(target, value, scope)
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                    for name, default in parameters(node):
                        if default is not None:
                            yield from self._settings.default(name, default, scope)
                    if not isinstance(node, ast.Lambda) and is_model_variable(node.name):
                        for value, inner in self._names.returned(node):
                            yield from self._settings.set_to(node.name, value, inner)

    def _assigned(self, target: ast.expr, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        if isinstance(target, ast.Name):
            self._described.update(map(id, offered(target.id, value)))
            calls = made(target.id, value)
            self._offered_calls.update(
                id(each) for each in calls if not is_sdk(self._bindings.callee(each.func, scope))
            )
        yield from self._settings.assigned(target, value, scope)

    def _call(self, node: ast.Call, scope: Scope, steps: int = 0) -> Iterator[Mention]:
        callee = self._bindings.callee(node.func, scope)
        of_sdk = is_sdk(callee)
        if is_answer(callee) or self._tells(node, callee, scope, of_sdk=of_sdk):
            return
        sdk = of_sdk or is_model_method(callee)
        if registers(callee):
            given = (*node.args, *(each.value for each in node.keywords))
            self._offered_calls.update(id(each) for each in given if isinstance(each, ast.Call))
        where = self._clients.where(node, callee, scope)
        is_offered = id(node) in self._offered_calls or (of_sdk and describes(callee))
        call = Call(callee, sdk, *where, is_offered=is_offered)
        for each in node.keywords:
            if not each.arg:
                continue
            if is_model_argument(each.arg, of_call=True) or is_model_keyword(callee, each.arg):
                certain = sdk or plain(each.arg) in _ALWAYS or self._is_on_hub(each.value, callee, scope)
                yield from self._argument(each.value, scope, call, each.arg, certain=certain)
            elif names_a_provider(each.arg) or names_a_task(each.arg):
                yield from self._settings.with_provider(each.value, scope, alone=names_a_task(each.arg))
            elif is_model_variable(each.arg):
                certain = of_sdk or self._is_on_hub(each.value, callee, scope)
                found = self._argument(each.value, scope, call, each.arg, certain=certain)
                yield from (mention for mention in found if not mention.unresolved)
        given_on = list(self._given_on(node, scope))
        yield from given_on or self._by_position(node, scope, call)
        if steps < MAX_STEPS and (later := called_later(node)) is not None:
            yield from self._call(later, scope, steps + 1)
        yield from self._offered(node, scope, callee)
        yield from of_call(node, callee, self._places)
        for inner, within in nested(self._bindings, node, scope, self._given) if of_sdk else ():
            yield from self._dict(inner, within, of_sdk=True)

    def _tells(self, node: ast.Call, callee: str, scope: Scope, *, of_sdk: bool) -> bool:
        """Tell whether a call only works something out of a model, or is of data."""
        if of_sdk:
            return is_of_data(node, lambda each: self._values.text(each, scope))
        return reckons(callee.rpartition(".")[2])

    def _given_on(self, node: ast.Call, scope: Scope) -> Iterator[Mention]:
        """Yield what a function of the repository is given and gives on to a model."""
        for value, callee, argument in self._sinks.of(node, scope):
            call = Call(callee, of_sdk=True, host=host_of_client(callee), region="")
            yield from self._argument(value, scope, call, argument, certain=True)

    def _is_on_hub(self, value: ast.expr, callee: str, scope: Scope) -> bool:
        """Tell whether what is given to something that is called as one with a model is one on a hub."""
        return speaks_of_ai(callee.rpartition(".")[2]) and is_repository(self._values.text(value, scope))

    def _by_position(self, node: ast.Call, scope: Scope, call: Call) -> Iterator[Mention]:
        index, certain, grade = model_position(call.callee)
        last = call.callee.rpartition(".")[2]
        if index < 0:
            makes = makes_model(call.callee) and (
                is_text_of_id(node.args) or is_member_of_models(self._values, node.args, scope)
            )
            index = self._positions.get(last, 0 if makes else -1)
            if index < 0 and any(is_text_of_id([each]) for each in node.args):
                index = position_elsewhere(self._source, call.callee)
            certain = (
                makes and loads_model(call.callee) and is_repository(self._values.text(node.args[0], scope))
            )
        end = len(node.args) if takes_all(call.callee) else index + 1
        given = node.args[index:end] if index >= 0 else []
        if index < 0 and (
            asks_model(call.callee) or (last[:1].isupper() and any(map(_is_of_bedrock, node.args)))
        ):
            given = [
                each for each in node.args if not isinstance(each, ast.Constant) or is_text_of_id([each])
            ]
        for each in given:
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
        found = self._values.of(value, scope)
        if not found and certain and self._unknown.is_for(value, scope, call.callee, name):
            found = (self._values.unknown(value, scope),)
        for each in found:
            if not each.unresolved and (not may_be_id(each.text) or is_kind(each.text, name)):
                continue
            if each.unresolved and not each.variable and plain(name).endswith(("llm", "modeltype")):
                continue  # an object, by all that can be known
            is_choice = each.is_choice or call.is_offered
            is_read = not certain and bool(each.unresolved) and names_a_model(each.variable)
            host, model = by_convention(call.callee, each.meant)
            yield Mention(
                id=each.text,
                at=each.at,
                grade=Grade.HINT if is_choice else grade,
                host=host or call.host or host_of(each.variable),
                region=call.region,
                role=Role.CHOICE if is_choice else role or role_of(each.variable),
                model=model or each.model,
                unresolved=each.unresolved,
                certain=is_read
                or (certain and (bool(each.unresolved) or is_surely_one(each.meant, name, call.host))),
            )

    def _offered(self, node: ast.Call, scope: Scope, callee: str) -> Iterator[Mention]:
        for each in offers(node, callee):
            if each.of_many:
                yield from self._settings.listed(each.value, scope)
            else:
                yield from self._settings.default(each.name, each.value, scope)
                if is_model_variable(each.name):
                    yield from self._settings.described(each.value, scope)

    def _dict(self, node: ast.Dict, scope: Scope, *, of_sdk: bool = False) -> Iterator[Mention]:
        keys = {each.value for each in node.keys if isinstance(each, ast.Constant)}
        is_sent = of_sdk or bool(keys & _CONTENT)
        of_lists = len(node.values) > 1 and all(isinstance(each, ast.List) for each in node.values)
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield from self._settings.resource(key.value, value, scope)
                if names_a_provider(key.value) or names_a_task(key.value):
                    yield from self._settings.with_provider(value, scope, alone=names_a_task(key.value))
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and is_model_variable(key.value):
                yield from self._settings.described(value, scope)
                of_many = is_list(self._bindings, value, scope)
                if of_many and may_list_models(key.value):
                    role = None if is_sent else role_of_list(key.value)
                    yield from self._settings.listed(value, scope, role)
                    if role is Role.CHOICE and isinstance(value, ast.List) and (of_lists or value.elts[1:]):
                        continue  # of what there is
                provider = self._provider(node, scope) or self._addresses.get(id(node), "")
                certain = is_sent and plain(key.value) in ("model", "modelid")
                for each in self._values.of(value, scope):
                    is_one = may_be_id(each.text) and not of_many and not is_kind(each.text, key.value)
                    if each.unresolved or is_one or looks_like_id(each.text):
                        found = mention_of(each, key.value, certain=certain)._replace(host=provider)
                        is_choice = id(node) in self._described
                        yield as_choice(found) if is_choice else found

    def _provider(self, node: ast.Dict, scope: Scope) -> str:
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and str(key.value).lower() in _PROVIDERS:
                return self._values.text(value, scope)
        return ""


def _is_of_bedrock(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and is_id_of_bedrock(str(node.value))
