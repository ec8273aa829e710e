"""What names, fields and lists of a Python module are set to, as far as they are of models."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from holdfast import Grade, Mention, Role
from holdfast_detect.ids import (
    begins_as_repository,
    has_shape_of_id,
    is_kind,
    is_tagged,
    looks_like_id,
    may_be_id,
    of_cache,
    of_whisper,
)
from holdfast_detect.names import (
    CHOICES,
    DEFAULTS,
    is_list_of_models,
    is_model_variable,
    may_hold_any,
    may_list_models,
    names_a_model,
    names_a_task,
    speaks_of_ai,
)
from holdfast_detect.python.bindings import Bindings
from holdfast_detect.python.names import Scope
from holdfast_detect.python.several import is_enumeration
from holdfast_detect.python.tables import entries, fields_of, first_of, is_list, is_of_lists, texts
from holdfast_detect.python.values import Values
from holdfast_detect.resources import is_of_rights, of_resource
from holdfast_detect.roles import is_alike, role_of_constant, role_of_list
from holdfast_detect.values import mention_of

_AT_FIRST = DEFAULTS | {"name", "id", "value"}
"""What describes a field by what it holds before somebody chooses."""


class Settings:
    """What is set in a module; `of_ai` tells that models are used in it, by an SDK."""

    def __init__(self, bindings: Bindings, values: Values, *, of_ai: bool) -> None:
        self._bindings, self._values = bindings, values
        self._of_ai = of_ai
        self._roles: dict[int, Role | None] = {}

    def assigned(self, target: ast.expr, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a variable, a field or an entry of a table is set to."""
        match target:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                pass
            case ast.Subscript(slice=ast.Constant(value=str(name))):
                pass
            case ast.Tuple(elts=targets) if isinstance(value, ast.Tuple) and len(targets) == len(value.elts):
                for each, inner in zip(targets, value.elts, strict=True):
                    yield from self.assigned(each, inner, scope)
                return
            case _:
                return
        value = _without_comma(name, value)
        if isinstance(value, ast.List | ast.Tuple | ast.Set | ast.Dict):
            if may_list_models(name):
                is_one = is_model_variable(name) and name[-1:] not in "sS"  # no keys of a table are models
                values = ast.List(value.values) if is_one and isinstance(value, ast.Dict) else value
                role = role_of_list(name, texts(value), of_lists=is_of_lists(value))
                yield from self.listed(values, scope, role)
        elif is_model_variable(name):
            yield from self.set_to(name, value, scope)
        else:
            yield from self._otherwise(name, value, scope)
        if isinstance(scope.node, ast.ClassDef) and not is_model_variable(name):
            yield from self._of_class(scope.node, name, value, scope)

    def _otherwise(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a name that does not say that it holds a model is set to."""
        yield from self.resource(name, value, scope)
        if names_a_task(name):
            yield from self.with_provider(value, scope, alone=True)
        if isinstance(scope.node, ast.Module) and may_hold_any(name):
            yield from self._constant(name, value, scope)

    def looped(self, target: ast.expr, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a loop goes through: it says nothing of what is done with each."""
        if not is_list(self._bindings, value, scope):
            yield from self.assigned(target, value, scope)
        elif isinstance(target, ast.Name) and is_model_variable(target.id):
            of_models = not isinstance(value, ast.Name) or may_list_models(f"models_{value.id}")
            yield from self.listed(value, scope) if of_models else ()

    def _constant(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a constant is set to: one to choose where it is only called as the model is."""
        match value:
            case ast.Constant(value=str(text)) if "://" not in text:
                yield from self.listed(value, scope, role_of_constant(name, text))

    @staticmethod
    def _is_called_as(value: ast.expr, name: str) -> bool:
        text = str(value.value) if isinstance(value, ast.Constant) else ""
        return looks_like_id(text) and is_alike(name, text)

    def _role_of(self, cls: ast.ClassDef) -> Role | None:
        """Return what the models of a class are for, by its name and those of all of them."""
        if id(cls) not in self._roles:
            fields = [
                (each.targets[0].id, each.value)
                for each in cls.body
                if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
            ]
            table = ast.Dict([ast.Constant(name) for name, _ in fields], [value for _, value in fields])
            self._roles[id(cls)] = role_of_list(cls.name, texts(table))
        return self._roles[id(cls)]

    def _of_class(self, cls: ast.ClassDef, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a field of a class is set to, in an enumeration or a table of models or as a default."""
        if is_list_of_models(cls.name):
            if "default" in name.lower():
                yield from self.named("model", value, scope)
            elif name.isupper() or self._is_called_as(value, name):
                of_ollama = is_enumeration(cls) and _is_of_ollama(cls)
                yield from self.listed(ast.List([value]), scope, self._role_of(cls), of_ollama=of_ollama)
            elif name == "name":
                yield from self.named("model", value, scope)
        elif name.isupper() and self._is_called_as(value, name):
            yield from self.listed(value, scope)
        elif not is_enumeration(cls):
            yield from self.default(name, value, scope)

    def set_to(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a name of one or of several models is set to, or a function of that name returns."""
        if name[-1:] in "sS" and is_list(self._bindings, value, scope):
            yield from self.listed(value, scope, role_of_list(name))
        elif name[-1:] in "sS" and self._is_list_elsewhere(value, scope):
            for each in self._values.of(value, scope) if may_list_models(name) else ():
                found = mention_of(each, name, certain=False)
                yield found._replace(grade=Grade.HINT, role=role_of_list(name))
        else:
            yield from self.named(name, value, scope)
            yield from self.described(value, scope)

    def _is_list_elsewhere(self, value: ast.expr, scope: Scope) -> bool:
        """Tell whether a value is a list of another module, which tells there what is in it."""
        if not isinstance(value, ast.Name | ast.Attribute):
            return False
        found = self._bindings.bound(value, scope) or self._bindings.imported(value, scope)
        lists = (ast.List, ast.Tuple, ast.Set)
        return any(isinstance(each, lists) for each, _ in self._bindings.behind(found))

    def named(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what the name of a model is set to, if it is known, or read from the environment."""
        if not is_model_variable(name) and not names_a_model(name):
            return
        for each in self._values.of(value, scope):
            if each.is_called:
                continue
            if each.variable and names_a_model(each.variable):
                yield mention_of(each, each.variable, certain=True)._replace(grade=Grade.HINT)
            elif each.unresolved and begins_as_repository(each.text):
                yield mention_of(each, name, certain=True)
            elif not each.unresolved and may_be_id(each.text) and not _says_a_kind(each.text, name):
                of_ai = self._of_ai or speaks_of_ai(name)
                certain = has_shape_of_id(each.text, name, of_ai=of_ai)
                size = of_whisper(name, each.text)
                model = size or each.model or of_cache(each.text)
                yield mention_of(each, name, certain=certain)._replace(model=model)

    def default(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a parameter, a field or an option is by itself; a known model under any name."""
        if is_model_variable(name) or names_a_model(name):
            yield from self.named(name, value, scope)
        elif may_hold_any(name):
            for each in self._values.of(value, scope):
                if not each.unresolved and not each.variable and looks_like_id(each.text):
                    yield mention_of(each, name, certain=False)._replace(
                        model=each.model or of_cache(each.text)
                    )

    def resource(self, name: str, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield the model whose full name as a resource is given, unless that says who may use it."""
        if isinstance(value, ast.Constant | ast.JoinedStr) and not is_of_rights(name):
            for each in self._values.of(value, scope):
                if of_resource(each.text):
                    yield mention_of(each, name, certain=True)

    def listed(
        self, node: ast.expr, scope: Scope, role: Role | None = Role.CHOICE, *, of_ollama: bool = False
    ) -> Iterator[Mention]:
        """Yield the models of a list or a table to choose from, unless those are for something else.

        Of one of Ollama's a word alone is a model.
        """
        first = set(first_of(node))
        values = [(each, value) for each in entries(node) for value in self._values.of(each, scope)]
        of_ollama = of_ollama or any(is_tagged(value.text) for _, value in values)
        for each, value in values:
            if not value.unresolved and (looks_like_id(value.text) or (of_ollama and value.text.isalpha())):
                found = mention_of(value, "", certain=False)
                yield found if each in first else found._replace(grade=Grade.HINT, role=role)

    def described(self, value: ast.expr, scope: Scope) -> Iterator[Mention]:
        """Yield what a field that holds a model is at first, and what one may choose for it."""
        for name, inner in fields_of(value):
            if name.lower() in _AT_FIRST:
                yield from self.named("model", inner, scope)
            elif name.lower() in CHOICES:
                yield from self.listed(inner, scope)

    def with_provider(self, value: ast.expr, scope: Scope, *, alone: bool = False) -> Iterator[Mention]:
        """Yield a known model with its provider, or `alone`, under a name that says neither."""
        for each in self._values.of(value, scope) if isinstance(value, ast.Constant | ast.Name) else ():
            if not each.unresolved and looks_like_id(each.text) and (alone or "/" in each.text):
                yield mention_of(each, "", certain=False)


def _without_comma(name: str, value: ast.expr) -> ast.expr:
    """Return what the name of one thing is set to, though a comma too many makes it a tuple."""
    is_slip = isinstance(value, ast.Tuple) and len(value.elts) == 1 and name[-1:] not in "sS"
    return value.elts[0] if is_slip and isinstance(value, ast.Tuple) else value


def _says_a_kind(text: str, name: str) -> bool:
    """Tell whether a text says of what kind a model is, or which program runs it."""
    return is_kind(text, name) or (name.lower().endswith("engine") and not looks_like_id(text))


def _is_of_ollama(cls: ast.ClassDef) -> bool:
    """Tell whether a class is of Ollama's models, by its name or the size that one of them says."""
    values = (each.value for each in cls.body if isinstance(each, ast.Assign))
    tagged = (is_tagged(str(each.value)) for each in values if isinstance(each, ast.Constant))
    return "ollama" in cls.name.lower() or any(tagged)
