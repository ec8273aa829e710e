"""Each way in which a plugin can be wrong: the whole of what is said, and exit code 2."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from holdfast import Function, builtin, hookimpl
from holdfast.errors import PluginError
from holdfast.hooks.contributions import DETECTORS, HOOKS, built_in, contributions
from holdfast.hooks.manager import load_plugins
from holdfast.model.settings import DEFAULT_PACKS

Install = Callable[..., None]
Run = Callable[..., tuple[int, str, str]]

MEND = "Mend it or uninstall it; Holdfast does not check less than it was told to."
HEAD = "from pathlib import Path\nfrom holdfast import *\n"
RULE = "Rule('acme/one', 'One', Severity.LOW, Scope.MODEL)"


def hook(name: str, body: str) -> str:
    return f"{HEAD}@hookimpl\ndef {name}():\n    {body}\n"


# What the module `acme` holds; what is said of it, and what to do next.
WRONG = {
    "imports what is missing": (
        "import nowhere",
        "plugin `acme` does not load: ModuleNotFoundError: No module named 'nowhere' (acme, line 1)",
        MEND,
    ),
    "is not Python": (
        "def",
        "plugin `acme` does not load: SyntaxError: invalid syntax (acme.py, line 1)",
        MEND,
    ),
    "exits on import": (
        "raise SystemExit('bye')",
        "plugin `acme` does not load: SystemExit: bye (acme, line 1)",
        MEND,
    ),
    "raises an error without a text": (
        "class Odd(BaseException):\n    def __str__(self): raise ValueError\nraise Odd",
        "plugin `acme` does not load: Odd (acme, line 3)",
        MEND,
    ),
    "names a hook that does not exist": (
        hook("polcy_packs", "return []"),
        "plugin `acme` implements the hook `polcy_packs`, which does not exist.",
        "Did you mean `policy_packs`?",
    ),
    "names a hook that is like none": (
        hook("zzz", "return []"),
        "plugin `acme` implements the hook `zzz`, which does not exist.",
        "There are `cel_functions`, `checks`, `detectors`, `facts`, `output_formats`, `policy_packs`.",
    ),
    "names a hook that it calls optional": (
        f"{HEAD}@hookimpl(optionalhook=True)\ndef polcy_packs(): return []",
        "plugin `acme` implements the hook `polcy_packs`, which does not exist.",
        "Did you mean `policy_packs`?",
    ),
    "takes arguments": (
        f"{HEAD}@hookimpl\ndef facts(report, config): return []",
        "plugin `acme` takes `report`, `config` in its hook `facts`.",
        f"The hook passes nothing: it returns what the plugin adds. {MEND}",
    ),
    "wraps a hook": (
        f"{HEAD}@hookimpl(wrapper=True)\ndef facts(): yield",
        "plugin `acme` wraps the hook `facts`.",
        f"A hook returns what its plugin adds, and changes nothing else. {MEND}",
    ),
    "forgets the mark": (
        hook("facts", "return []") + "def checks(): return []",
        "plugin `acme` has a function `checks` that is not marked as a hook.",
        "Write `@hookimpl` above it (`from holdfast import hookimpl`), or give it another name.",
    ),
    "implements nothing": (
        "",
        "plugin `acme` implements no hook.",
        (
            "Its entry point names an object with functions marked `@hookimpl` (`from holdfast import "
            "hookimpl`). There are `cel_functions`, `checks`, `detectors`, `facts`, `output_formats`, "
            "`policy_packs`."
        ),
    ),
    "raises in a hook": (
        hook("facts", "raise LookupError('gone\\nand more')"),
        "plugin `acme` failed in its hook `facts`: LookupError: gone (acme, line 5)",
        MEND,
    ),
    "raises while its answer is read": (
        hook("facts", "yield Path('/x'); exit(0)"),
        "plugin `acme` failed in its hook `facts`: SystemExit: 0 (acme, line 5)",
        MEND,
    ),
    "returns nothing": (
        hook("checks", "pass"),
        "plugin `acme` returned None from its hook `checks`.",
        f"The hook returns an iterable of Check. {MEND}",
    ),
    "returns a string": (
        hook("policy_packs", "return '/packs'"),
        "plugin `acme` returned a str from its hook `policy_packs`.",
        f"The hook returns an iterable of Path. {MEND}",
    ),
    "returns strings": (
        hook("policy_packs", "return ['/packs']"),
        "plugin `acme` returned a list with a str in it from its hook `policy_packs`.",
        f"The hook returns an iterable of Path. {MEND}",
    ),
    "returns a bare function": (
        hook("cel_functions", "return [len]"),
        (
            "plugin `acme` returned a list with a builtin_function_or_method in it from its hook "
            "`cel_functions`."
        ),
        f"The hook returns an iterable of Function. {MEND}",
    ),
    "returns a relative path": (
        hook("facts", "return [Path('facts.yaml')]"),
        "plugin `acme` returned the relative path `facts.yaml` from its hook `facts`.",
        "Build the path from `Path(__file__).parent`.",
    ),
    "returns a check with a severity that is a string": (
        hook("checks", "return [Check(Rule('acme/one', 'One', 'low', Scope.MODEL), print)]"),
        "plugin `acme` returned a malformed Check from its hook `checks`.",
        "It is made of a Rule, with a Severity and a Scope, and of a function.",
    ),
    "calls a rule what cannot be selected": (
        hook("checks", "return [Check(Rule('one', 'One', Severity.LOW, Scope.MODEL), print)]"),
        "plugin `acme` adds the check `one`, which is no name for one.",
        "The name has to match [a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*.",
    ),
    "has a pack of our name": (
        hook("policy_packs", "return [Path('/acme/sovereignty')]"),
        "plugin `acme` adds the pack `sovereignty`, which plugin `holdfast` adds already.",
        "Rename one of the two, or uninstall a plugin.",
    ),
    "has a function of our name": (
        hook("cel_functions", "return [Function('concentration', (), 'dyn', print)]"),
        "plugin `acme` adds the CEL function `concentration`, which plugin `holdfast` adds already.",
        "Rename one of the two, or uninstall a plugin.",
    ),
    "has a format of our name": (
        hook("output_formats", "return [OutputFormat('json', print, '')]"),
        "plugin `acme` adds the output format `json`, which plugin `holdfast` adds already.",
        "Rename one of the two, or uninstall a plugin.",
    ),
    "has a check twice": (
        hook("checks", f"return [Check({RULE}, print)] * 2"),
        "plugin `acme` adds the check `acme/one`, which plugin `acme` adds already.",
        "Rename one of the two, or uninstall a plugin.",
    ),
}


@pytest.mark.parametrize(("source", "message", "hint"), WRONG.values(), ids=WRONG)
def test_a_plugin_that(install: Install, run: Run, source: str, message: str, hint: str) -> None:
    install("acme", source)
    assert (2, "", f"error: {message}\n  = help: {hint}\n") == run()


BOTH = {
    "output format `acme`": hook("output_formats", "return [OutputFormat('acme', print, '')]"),
    "CEL function `twice`": hook("cel_functions", "return [Function('twice', (), 'dyn', print)]"),
    "check `acme/one`": hook("checks", f"return [Check({RULE}, print)]"),
    "pack `acme`": hook("policy_packs", "return [Path(__file__).parent / 'acme']"),
}


@pytest.mark.parametrize(("what", "source"), BOTH.items(), ids=BOTH)
def test_two_plugins_cannot_add_the_same(install: Install, run: Run, what: str, source: str) -> None:
    install("second", source)
    install("first", source)
    said = (
        f"error: plugin `second` adds the {what}, which plugin `first` adds already.\n"
        "  = help: Rename one of the two, or uninstall a plugin.\n"
    )
    assert (2, "", said) == run()


def test_two_plugins_cannot_have_one_name(install: Install, run: Run) -> None:
    install("first", hook("facts", "return []"), "acme = first")
    install("second", hook("facts", "return []"), "acme = second")
    said = "error: there are two plugins called `acme`.\n  = help: Uninstall or rename one of them.\n"
    assert (2, "", said) == run()


def test_no_plugin_has_our_name(install: Install, run: Run) -> None:
    install("acme", hook("facts", "return []"), "holdfast = acme")
    said = "error: there are two plugins called `holdfast`.\n  = help: Uninstall or rename one of them.\n"
    assert (2, "", said) == run()


def test_one_plugin_cannot_have_two_names(install: Install, run: Run) -> None:
    install("acme", hook("facts", "return []"), "one = acme\ntwo = acme")
    said = (
        "error: the plugins `one` and `two` are one and the same.\n"
        "  = help: Name it once among the entry points `holdfast`.\n"
    )
    assert (2, "", said) == run()


def test_a_plugin_that_is_interrupted_was_interrupted_by_the_user(install: Install, run: Run) -> None:
    install("acme", "raise KeyboardInterrupt")
    assert (130, "", "\n") == run()


def test_what_an_error_says_cannot_move_the_cursor(install: Install, run: Run) -> None:
    install("acme", r"raise ValueError('\x1b[2J::error::')")
    said = "error: plugin `acme` does not load: ValueError: \\x1b[2J::error:: (acme, line 1)"
    assert (2, "", f"{said}\n  = help: {MEND}\n") == run()


def module(name: str, **members: object) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(members)
    return made


def entry(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, "holdfast")


def test_ours_come_first_and_the_others_by_name() -> None:
    found = contributions(load_plugins(builtin, [entry("b", f"{__name__}:B"), entry("a", f"{__name__}:A")]))
    ours = [function.name for function in builtin.FUNCTIONS]
    assert [*ours, "fromA", "fromB"] == [function.name for function in found.cel_functions]


def test_our_own_failure_is_a_bug_and_seen_as_one() -> None:
    def broken() -> str:
        raise ZeroDivisionError

    def cel_functions() -> list[Function]:
        return [Function("broken", (), "dyn", broken)]

    (function,) = contributions(built_in(module("ours", cel_functions=cel_functions))).cel_functions
    with pytest.raises(ZeroDivisionError):
        function.call()


def test_a_class_is_not_a_plugin() -> None:
    with pytest.raises(PluginError) as error:
        load_plugins(builtin, [entry("acme", f"{__name__}:Adder")])
    assert "plugin `acme` takes `self` in its hook `cel_functions`." == error.value.message


def test_every_hook_is_implemented_by_our_own_plugin_but_for_detectors() -> None:
    ours = {name for name in HOOKS if hasattr(builtin, name)}
    assert set(HOOKS) - {DETECTORS} == ours


def test_our_own_plugin_adds_what_is_there() -> None:
    found = contributions(built_in(builtin))
    packs = sorted(path.parent for path in builtin.packs_folder().glob("*/pack.yaml"))
    assert packs == list(found.policy_packs)
    assert {pack.name for pack in DEFAULT_PACKS} < {path.name for path in packs}
    assert ["github", "gitlab", "json", "junit", "markdown", "sarif", "text"] == sorted(found.output_formats)
    assert all(isinstance(path, Path) and path.exists() for path in found.facts)


class Adder:
    def __init__(self, name: str) -> None:
        self.name = name

    @hookimpl
    def cel_functions(self) -> list[Function]:
        return [Function(self.name, (), "dyn", print)]


A, B = Adder("fromA"), Adder("fromB")
