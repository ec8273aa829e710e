"""Programs in which names stand for each other in circles: searched to their end, and with nothing raised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.detect.search import Searcher
from holdfast.load.sources import SourceTree
from holdfast.model.reference import Role

from .conftest import DETECTORS  # puts the plugin where the next line finds it

from holdfast_detect.values import MAX_VALUES  # isort: skip

SEARCHER = Searcher(DETECTORS, lambda model, _host: ("gpt", "openai") if "gpt" in model else ("", ""))

NAMES = ("a", "b", "model")

ATOMS = st.sampled_from((*NAMES, '"gpt-4o"', '"model"', "1"))


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return expressions that both languages read, made of smaller ones."""
    name = st.sampled_from(NAMES)
    return st.one_of(
        st.tuples(inner, name).map(lambda each: f"{each[0]}.{each[1]}"),
        st.tuples(inner, inner).map(lambda each: f"{each[0]}({each[1]})"),
        st.tuples(inner, inner).map(lambda each: f"{each[0]}[{each[1]}]"),
        st.tuples(inner, inner).map(lambda each: f"({each[0]} + {each[1]})"),
        st.tuples(inner, inner).map(lambda each: f"[{each[0]}, {each[1]}]"),
        st.tuples(inner).map(lambda each: f'{{"model": {each[0]}}}'),
        st.tuples(name, inner).map(lambda each: f"{each[0]}.create({each[1]})"),
    )


EXPRESSIONS = st.recursive(ATOMS, larger, max_leaves=5)
ASSIGNED = st.tuples(st.sampled_from((*NAMES, "a.model", "this.b", "self.b")), EXPRESSIONS)
STATEMENTS = st.lists(ASSIGNED.map(lambda each: f"{each[0]} = {each[1]}"), min_size=1, max_size=8)

PYTHON = """\
import openai
client = openai.OpenAI()
class A:
    def b(self, model=None):
        {statements}
        return client.responses.create(model=model)
{statements_below}
client.responses.create(model=a)
client.chat.completions.create(**b)
"""
JAVASCRIPT = """\
import OpenAI from "openai";
const client = new OpenAI();
class A {{ b(model) {{ {statements}; return client.responses.create({{ model }}); }} }}
{statements_below}
client.responses.create({{ model: a }});
client.chat.completions.create(b);
"""


@pytest.mark.parametrize(
    ("file", "program", "joint"), [("a.py", PYTHON, "\n        "), ("a.ts", JAVASCRIPT, "; ")]
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(inside=STATEMENTS, below=STATEMENTS)
def test_no_program_is_too_much(
    tmp_path: Path,
    file: str,
    program: str,
    joint: str,
    inside: list[str],
    below: list[str],
) -> None:
    text = program.format(statements=joint.join(inside), statements_below="\n".join(below))
    (tmp_path / file).write_text(text, "utf-8")
    source = SourceTree(tmp_path, [file]).source(file)
    assert source is not None
    assert () == SEARCHER.references(source).notes


@pytest.mark.parametrize(
    ("file", "program"),
    [
        ("a.py", "import openai\n{}openai.OpenAI().responses.create(model=x)\n"),
        ("a.js", 'import OpenAI from "openai";\n{}new OpenAI().responses.create({{ model: x }});\n'),
    ],
)
def test_a_name_is_followed_to_as_many_values_as_one_expression_may_have(
    tmp_path: Path, file: str, program: str
) -> None:
    (tmp_path / file).write_text(program.format("".join(f'x = "m{at}"\n' for at in range(200))), "utf-8")
    source = SourceTree(tmp_path, [file]).source(file)
    assert source is not None
    *first, rest = SEARCHER.references(source).references
    assert [f"m{at}" for at in range(MAX_VALUES)] == [each.id for each in first]
    assert ("x", "it may be one of more than 50") == (rest.id, rest.unresolved)


def test_more_than_are_read_of_a_menu_are_to_choose_from_like_the_others(tmp_path: Path) -> None:
    menu = json.dumps([f"acme-{at}b" for at in range(200)])
    asks = "new OpenAI().responses.create({ model: AVAILABLE[i] });"
    program = f'import OpenAI from "openai";\nconst AVAILABLE = {menu};\n{asks}\n'
    (tmp_path / "a.js").write_text(program, "utf-8")
    source = SourceTree(tmp_path, ["a.js"]).source("a.js")
    assert source is not None
    found = SEARCHER.references(source).references
    assert {Role.CHOICE} == {each.role for each in found}
    assert ["it may be one of more than 50"] == [each.unresolved for each in found if each.unresolved]


@pytest.mark.parametrize(
    "taken", ["x{}.get(k)", "x{}.replace(k, k)", "x{}[k]", "x{}.a", "f(x{})", "[x{}]", "x0.at().b"]
)
@pytest.mark.parametrize(
    ("file", "program"),
    [
        ("a.py", "import openai\nx0 = g()\n{}openai.OpenAI().responses.create(model=x1000.a)\n"),
        (
            "a.js",
            (
                'import OpenAI from "openai";\nlet x0 = g();\n'
                "{}new OpenAI().responses.create({{ model: x1000.a }});\n"
            ),
        ),
    ],
)
def test_what_is_taken_from_what_was_taken_has_an_end(
    tmp_path: Path, file: str, program: str, taken: str
) -> None:
    lines = (f"x{at + 1} = {taken.format(at)}\n" for at in range(1000))
    (tmp_path / file).write_text(program.format("".join(lines)), "utf-8")
    source = SourceTree(tmp_path, [file]).source(file)
    assert source is not None
    assert () == SEARCHER.references(source).notes


@pytest.mark.parametrize(
    ("file", "program"),
    [
        (
            "a.py",
            (
                "import openai\nimport other\nx = other.begin(){0}\n"
                "openai.OpenAI().responses.create(model=x{0})\n"
            ),
        ),
        (
            "a.js",
            (
                'import OpenAI from "openai";\nimport other from "other";\nlet x = other.begin(){0};\n'
                "x = x{0};\nnew OpenAI().responses.create({{ model: x{0} }});\n"
            ),
        ),
    ],
)
def test_a_long_chain_of_calls_has_an_end(tmp_path: Path, file: str, program: str) -> None:
    (tmp_path / file).write_text(program.format(".also(1)" * 300), "utf-8")
    source = SourceTree(tmp_path, [file]).source(file)
    assert source is not None
    assert () == SEARCHER.references(source).notes


PYTHON_CALL = "openai.OpenAI().responses.create(model={})\n"
EITHER = "".join(f"a{at} = " + " or ".join([f"a{at + 1}"] * 100) + "\n" for at in range(9))
EACH = "".join(f"a{at} = a{at + 1}\n" * 100 for at in range(9))
BRANCHING = {
    "all-of-modules": {
        "a.py": "import openai\nfrom m0 import *\n" + PYTHON_CALL.format("model"),
        **{f"m{at}.py": "".join(f"from m{to} import *\n" for to in range(40)) for at in range(40)},
    },
    "a-name-of-modules": {
        "a.py": "import openai\nfrom m0 import model\n" + PYTHON_CALL.format("model"),
        **{f"m{at}.py": "".join(f"from m{to} import model\n" for to in range(40)) for at in range(40)},
    },
    "either-of-names": {"a.py": f"import openai, b\n{EITHER}a9 = b.go()\n{PYTHON_CALL.format('a0')}"},
    "each-of-names": {"a.py": f"import openai, b\n{EACH}a9 = b.go()\n{PYTHON_CALL.format('a0')}"},
    "a-client-of-names": {"a.py": f'import openai\n{EACH}a0.responses.create(model="gpt-4o")\n'},
    "names-of-a-parameter": {
        "a.py": "import openai\ndef f(a9):\n"
        + "".join(f"    {line}\n" for line in (EITHER + PYTHON_CALL.format("a0")).splitlines())
        + 'f("gpt-4o")\n'
    },
    "returned-by-itself": {
        "a.py": "import openai\ndef f():\n" + "    return f()\n" * 2000 + "models = f()\n"
    },
    "bases-of-classes": {
        "a.py": "import openai\n"
        + "".join(f"class A{at}({', '.join([f'A{at + 1}'] * 60)}): pass\n" for at in range(9))
        + f"a = A0()\n{PYTHON_CALL.format('a.b')}"
    },
    "fields-of-a-class": {
        "a.py": "import openai\nclass A("
        + ", ".join(f"B{at}" for at in range(2000))
        + "):\n"
        + "".join(f'    f{at} = "model"\n' for at in range(10_000))
    },
}

JAVASCRIPT_CALL = 'import OpenAI from "openai";\nnew OpenAI().responses.create({{ model: {} }});\n'
EACH_OF_JAVASCRIPT = "".join(f"let a{at};\n" + f"a{at} = a{at + 1};\n" * 100 for at in range(9))
BRANCHING |= {
    "arguments": {
        "a.ts": JAVASCRIPT_CALL.format("a0")
        + "".join(f"const a{at} = f({f'a{at + 1},' * 300});\n" for at in range(9))
    },
    "addresses": {"a.ts": f"{JAVASCRIPT_CALL}{EACH_OF_JAVASCRIPT}fetch(a0, {{}});\n"},
    "bodies": {"a.ts": f'{JAVASCRIPT_CALL}{EACH_OF_JAVASCRIPT}fetch("https://api.openai.com", a0);\n'},
    "wrappers": {
        "a.ts": 'import { f0 } from "./b"; // openai\nf0("gpt-4o");\n',
        "b.ts": "".join(f"export function f{at}(m) {{ {f'f{at + 1}(m);' * 150} }}\n" for at in range(8))
        + f"export function f8(m) {{ {JAVASCRIPT_CALL.format('m')} }}\n",
    },
    "functions": {
        "a.ts": JAVASCRIPT_CALL.format('f0("gpt-4o")')
        + "".join(
            f"function f{at}(m) {{ {''.join(f'return f{to}(m);' for to in range(10)) * 10} }}\n"
            for at in range(10)
        )
    },
    "locals": {
        "main.tf": "locals {\n"
        + "".join(f'  a{at} = "{f"${{local.a{at + 1}}}" * 100}"\n' for at in range(5))
        + '}\nresource "aws_bedrockagent_agent" "a" {\n  foundation_model = local.a0\n}\n'
    },
    "words": {"run.sh": "vllm serve meta-llama/Llama-3.1-8B\n" + "err_" * 20_000 + "\n"},
    "names-of-scripts": {
        "run.sh": "".join(f"model{at} = 'a'\nAutoModel.from_pretrained(n{at})\n" for at in range(2000))
    },
    "aliases": {
        "a.ts": f'import {{ model }} from "{"a" * 15_000}";\n{JAVASCRIPT_CALL.format("model")}',
        "tsconfig.json": f'{{"compilerOptions": {{"paths": {{"*": ["{"*" * 300_000}"]}}}}}}',
    },
}


@pytest.mark.parametrize("files", BRANCHING.values(), ids=BRANCHING)
def test_what_branches_again_and_again_has_an_end(tmp_path: Path, files: dict[str, str]) -> None:
    assert () == notes(tmp_path, files)


NESTED = {
    "letters": {"a.py": "import openai\nif model" + ".lower()" * 1200 + ' == "a":\n    x = "gpt-4o"\n'},
    "partial": {"a.py": "import openai\npartial(" + ", ".join(["partial"] * 1500) + ")\n"},
    "bases": {"a.py": "import openai\nclass A(x" + ".a" * 1200 + '):\n    model = "gpt-4o"\n'},
    "places": {"a.py": 'import openai\nmodel = "{' + "9" * 5000 + '}gpt".format(1)\n'},
    "objects": {
        "a.ts": 'import { f } from "./b"; // openai\nf(' + "{a:" * 1500 + '"model"' + "}" * 1500 + ");\n",
        "b.ts": "export function f(x) {}\n",
    },
    "wrapped": {"a.ts": "// openai\nconst t = { k: " + "f({model: " * 1200 + "1" + "})" * 1200 + " };\n"},
}


@pytest.mark.parametrize("files", NESTED.values(), ids=NESTED)
def test_what_is_nested_deeply_is_read(tmp_path: Path, files: dict[str, str]) -> None:
    assert () == notes(tmp_path, files)


def notes(folder: Path, files: dict[str, str]) -> tuple[str, ...]:
    """Return what the search of the first file says that it left out."""
    for path, text in files.items():
        (folder / path).write_text(text, "utf-8")
    first = next(iter(files))
    source = SourceTree(folder, list(files)).source(first)
    assert source is not None
    return SEARCHER.references(source).notes
