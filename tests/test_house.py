"""The rules of the house: who may import whom, who may read, and how modules are kept."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
SOURCE = TOP / "src"
ROOT = "holdfast"

MAX_LINES = 320

NOUNS = {"errors", "model", "hooks"}
MIDDLE = {"load", "facts", "cel", "detect", "evaluate", "triage", "output"}
BELOW_THE_PAGE = NOUNS | MIDDLE | {ROOT}

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "model": {"errors"},
    "hooks": {"errors", "model"},
    **dict.fromkeys(MIDDLE, NOUNS),
    "evaluate": NOUNS | {"cel", "facts"},
    "prepared": BELOW_THE_PAGE,
    "requirements": BELOW_THE_PAGE | {"prepared"},
    "workers": NOUNS,
    "parts": BELOW_THE_PAGE | {"workers"},
    "exceptions": BELOW_THE_PAGE | {"requirements"},
    "run": BELOW_THE_PAGE | {"requirements", "exceptions", "parts", "detection", "other_files"},
    "effective": BELOW_THE_PAGE | {"requirements", "run"},
    "inventory": BELOW_THE_PAGE | {"run"},
    "detection": BELOW_THE_PAGE | {"workers"},
    "other_files": BELOW_THE_PAGE | {"detection"},
    "builtin": BELOW_THE_PAGE,
    "kit": BELOW_THE_PAGE,
    "cli": BELOW_THE_PAGE
    | {"run", "requirements", "exceptions", "effective", "inventory", "detection", "builtin", "kit"},
    "pytest_plugin": BELOW_THE_PAGE | {"run", "kit", "cli"},  # a way in beside the command line
    "__main__": {"cli"},
    ROOT: {"hooks", "model"},  # the names for plugin authors
}
"""By room, a folder or module of the package: the other rooms that it may import from."""

EXCEPTIONS = {
    # The type of a field of UserError; nothing is imported when it runs.
    ("holdfast.errors", "holdfast.model.location"),
    # The version: entries of another one are not read.
    ("holdfast.load.cache", "holdfast"),
}

AT_HOME = {
    "argparse": ("holdfast.cli.",),
    "pluggy": ("holdfast.hooks",),
    "pytest": ("holdfast.pytest_plugin",),
    "yaml": ("holdfast.load.",),
    "jsonschema": ("holdfast.load.",),
    "sarif_om": ("holdfast.output.sarif", "holdfast.output.references_sarif"),
    "cyclonedx": ("holdfast.output.references_cyclonedx",),
    "attr": ("holdfast.output.sarif",),
    "attrs": ("holdfast.output.sarif",),
    "celpy": ("holdfast.cel.",),
    "lark": ("holdfast.cel.",),
    "re2": ("holdfast.cel.", "holdfast.load.param_schema"),
}
"""The modules (by how their names begin) that may import what we depend on."""

MAY_TOUCH_FILES = (
    "holdfast.load.",
    "holdfast.cli.files",  # writes reports
    "holdfast.hooks.presence",  # looks for the entry points of plugins
    "holdfast.pytest_plugin",  # lays out what a test wants checked
    "holdfast.kit.cases",  # lays a case out in a temporary folder, so that it is read as any manifest is
)
TOUCHES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "fdopen"}

THE_CLOCK = "holdfast.cli.options"
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "misc"}


@dataclass(frozen=True)
class Module:
    """One module of the package, parsed."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The folder of the package that it is in, or its own name."""
        return self.name.split(".")[1] if "." in self.name else self.name

    @property
    def shown(self) -> str:
        return self.path.relative_to(TOP).as_posix()


@dataclass(frozen=True)
class Import:
    """An import anywhere in a module, in functions too."""

    module: Module
    line: int
    target: str

    def __str__(self) -> str:
        return f"{self.module.shown}:{self.line} imports {self.target}"


@cache
def modules() -> tuple[Module, ...]:
    return tuple(map(_module, sorted((SOURCE / ROOT).rglob("*.py"))))


def _module(path: Path) -> Module:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    text = path.read_text(encoding="utf-8")
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path, text, ast.parse(text))


def imports(module: Module) -> Iterator[Import]:
    names = {each.name for each in modules()}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.shown}:{node.lineno} has a relative import"
            source = node.module or ""
            below = [f"{source}.{alias.name}" for alias in node.names]
            targets = [each if each in names else source for each in below]
        else:
            continue
        yield from (Import(module, node.lineno, target) for target in sorted(set(targets)))


def all_imports() -> list[Import]:
    return [each for module in modules() for each in imports(module)]


def room_of(target: str) -> str:
    return target.split(".")[1] if "." in target else target


def is_ours(target: str) -> bool:
    return target.partition(".")[0] == ROOT


def test_every_room_is_known() -> None:
    assert [] == sorted({module.room for module in modules()} - MAY_IMPORT.keys())


def test_layers() -> None:
    wrong = [
        str(each)
        for each in all_imports()
        if is_ours(each.target)
        and room_of(each.target) not in MAY_IMPORT[each.module.room] | {each.module.room}
        and (each.module.name, each.target) not in EXCEPTIONS
    ]
    assert [] == wrong


def test_the_layers_have_no_cycle() -> None:
    assert len(MAY_IMPORT) == len(list(TopologicalSorter(MAY_IMPORT).static_order()))


def test_modules_have_no_cycle() -> None:
    graph = {
        module.name: {each.target for each in imports(module) if is_ours(each.target)} for module in modules()
    }
    TopologicalSorter(graph).prepare()  # raises CycleError, which names it


def test_what_we_depend_on_stays_in_its_room() -> None:
    wrong = [
        str(each)
        for each in all_imports()
        for library in [each.target.partition(".")[0]]
        if library in AT_HOME and not each.module.name.startswith(AT_HOME[library])
    ]
    assert [] == wrong


def test_only_the_reader_reads() -> None:
    wrong = [
        f"{module.shown}:{node.lineno} calls {name}"
        for module in modules()
        if not module.name.startswith(MAY_TOUCH_FILES)
        for node, name in calls(module)
        if name in TOUCHES
    ]
    assert [] == wrong


def test_only_one_place_reads_the_clock() -> None:
    wrong = [
        f"{module.shown}:{node.lineno} calls {name}"
        for module in modules()
        if module.name != THE_CLOCK
        for node, name in calls(module)
        if name in CLOCKS and isinstance(node.func, ast.Attribute)
    ]
    assert [] == wrong


def test_nobody_prints() -> None:
    wrong = [
        f"{module.shown}:{node.lineno} prints"
        for module in modules()
        for node, name in calls(module)
        if name == "print"
    ]
    assert [] == wrong


def calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call with the last part of what is called."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node, node.func.id if isinstance(node.func, ast.Name) else node.func.attr


def test_modules_are_short() -> None:
    lengths = {module.shown: len(module.text.splitlines()) for module in modules()}
    assert {} == {name: lines for name, lines in lengths.items() if lines > MAX_LINES}


def test_every_module_says_in_one_sentence_what_it_is() -> None:
    wrong = []
    for module in modules():
        first, *more = (ast.get_docstring(module.tree) or "").splitlines() or [""]
        starts = module.tree.body[:1] and module.tree.body[0].lineno == 1
        if not starts or not first.endswith(".") or ". " in first or any(more[:1]):
            wrong.append(f"{module.shown}: {first}")
    assert [] == wrong


INPUT = TOP / "plugins" / "detect" / "tests" / "cases"
"""Code as other people write it, which detectors read."""


def written() -> Iterator[Path]:
    """Yield every Python file of ours."""
    for folder in ("src", "plugins", "tests", "examples"):
        found = sorted((TOP / folder).rglob("*.py"))
        yield from (path for path in found if not path.is_relative_to(INPUT))


def test_names_say_something() -> None:
    wrong = [path for path in written() if {path.stem, path.parent.name} & NAMES_THAT_SAY_NOTHING]
    assert [] == wrong


def comments(path: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


LINT = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
REASON = re.compile(
    r"#\s*(?:noqa:\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*|type:\s*ignore\[[a-z, -]+\])\s+(?:#|-)\s*\w.{3}"
)


@pytest.mark.parametrize("folder", ["src", "plugins", "tests"])
def test_every_lint_exception_names_its_rule_and_its_reason(folder: str) -> None:
    wrong = [
        f"{path.relative_to(TOP).as_posix()}:{line} {comment}"
        for path in written()
        if path.is_relative_to(TOP / folder)
        for line, comment in comments(path)
        if LINT.search(comment) and not reasoned(comment)
    ]
    assert [] == wrong


def reasoned(comment: str) -> bool:
    """Tell whether a reason closes the comment: one comment may hold exceptions of two tools."""
    return REASON.search(comment) is not None


def _wrong(comments: Iterable[str]) -> list[str]:
    return [comment for comment in comments if not reasoned(comment)]


def test_what_a_reason_is() -> None:
    code, tool = "# no" + "qa", "# type" + ": ignore"
    assert [code, f"{code}: S101", f"{tool}[arg-type]", f"{tool}  # because"] == _wrong(
        [
            code,
            f"{code}: S101",
            f"{code}: S101  # only asked where it is written",
            f"{code}: S101, PLR2004 - as in Problem",
            f"{tool}[arg-type]",
            f"{tool}  # because",
            f"{tool}[arg-type, misc]  # ships no types",
        ]
    )
