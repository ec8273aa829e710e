"""Other people's YAML: what is read, where it stands, and how much of it where it is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.load.other_yaml import MAX_DEPTH, MAX_NODES, masked, read_other_yaml
from holdfast.model.source import Node


def plain(node: Node) -> Any:
    if node.fields or node.value == {}:
        return {key: plain(each) for key, each in node.fields.items()}
    if node.entries or node.value == []:
        return [plain(each) for each in node.entries]
    return node.value


def read(text: str) -> list[Any]:
    return [plain(document) for document in read_other_yaml(text).documents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1.10\nb: NO\nc: ~\nd: 'null'\n", [{"a": "1.10", "b": "NO", "c": None, "d": "null"}]),
        ("a: 1\n---\nb: 2\n---\n", [{"a": "1"}, {"b": "2"}, None]),
        ("a: 1\na: 2\n", [{"a": "2"}]),
        ("a: !Ref x\nb: !!binary aGk=\nc: !vault |\n  1234\n", [{"a": "x", "b": "aGk=", "c": "1234\n"}]),
        ("a: &x {m: 1}\nb: *x\n", [{"a": {"m": "1"}, "b": {"m": "1"}}]),
        ("a: &x {m: 1, n: 3}\nc: {<<: *x, n: 2}\n", [{"a": {"m": "1", "n": "3"}, "c": {"n": "2", "m": "1"}}]),
        ("a: &x 1\nb:\n  <<: [*y, *x]\n", [{"a": "1", "b": {}}]),
        ("? [a, b]\n: 1\nc: 2\n", [{"": "1", "c": "2"}]),
        ("&k a: 1\nb: *k\n*k : 3\n", [{"a": "3", "b": "a"}]),
        ("a: {{ .Values.a }}\nb: x-{{ c | quote }}\n", [{"a": "{{ .Values.a }}", "b": "x-{{ c | quote }}"}]),
        ("{{- if .x }}\na: 1\n{{- end }}\n{% if y %}\nb: 2\n{% endif %}\n", [{"a": "1", "b": "2"}]),
        ("a: 1\n%{ if on ~}\nb: ${x}\n%{ endif ~}\n", [{"a": "1", "b": "${x}"}]),
        ("a: x%{ if y }z%{ endif }\n", [{"a": "x%{ if y }z%{ endif }"}]),
        ("{{/* a\nlong: comment */}}\na: 1\n", [{"a": "1"}]),
        ("{#\nlong: comment\n#}\na: {{ x }}\n", [{"a": "{{ x }}"}]),
        ("a: {{ x }} {# y: 1 #}\nb: 2\n", [{"a": "{{ x }}", "b": "2"}]),
        (
            "a: {{ x }}\nb: echo ${#c}\nd: e\nf: echo ${g%#}\n",
            [{"a": "{{ x }}", "b": "echo ${#c}", "d": "e", "f": "echo ${g%#}"}],
        ),
        ("{{ a }}: {{ b }}\n  {{ c }} {% d %}\ne: {% f %}{{ g }}\n", [{"e": "{% f %}{{ g }}"}]),
        ("- a: '{{x}}'\n  b: |\n    {{ y }}\n", [[{"a": "{{x}}", "b": "{{ y }}\n"}]]),
        ("a: |\n  {% b %}\n  text\n  {% e %}\nb: 1\n", [{"a": "{% b %}\ntext\n       \n", "b": "1"}]),
        ("a: >-\n\n  {{ x }}\nb: 1\n", [{"a": "\n{{ x }}", "b": "1"}]),
        ("a: |\n{{- if .x }}\n  t\n{{- end }}\nb: 1\n", [{"a": "\n" * 12 + "t\n        \n", "b": "1"}]),
        ("a:\n- b: |  # why\n    {{ x }}\n- c\n", [{"a": [{"b": "{{ x }}\n"}, "c"]}]),
        ('{"a": ["b", null]}', [{"a": ["b", None]}]),
        ("a\x0bb: \u2028c\x85\n", [{"a b": "c"}]),
        ("", []),
        ("# nothing\n", []),
        ("a: \U0001f600\n", [{"a": "\U0001f600"}]),
    ],
)  # fmt: skip
def test_what_is_read(text: str, expected: list[Any]) -> None:
    assert expected == read(text)
    assert "" == read_other_yaml(text).problem


@pytest.mark.parametrize(
    ("text", "expected", "problem", "line"),
    [
        ("a: 1\nb:\n  - c\n d: 3\n", [{"a": "1", "b": ["c"]}], "it is not valid YAML", 4),
        ("a: [1, 2\n", [{"a": ["1", "2"]}], "it is not valid YAML", 2),
        ("a: 1\nb: 'x\n", [{"a": "1"}], "it is not valid YAML", 3),
        ("a: 1\n---\n\tb: 2\n", [{"a": "1"}], "it is not valid YAML", 3),
        ("a: *nobody\nb: @x\n", [{"a": None}], "it is not valid YAML", 2),
    ],
)  # fmt: skip
def test_what_is_read_before_a_mistake(text: str, expected: list[Any], problem: str, line: int) -> None:
    assert expected == read(text)
    assert (problem, line) == read_other_yaml(text)[1:]


def test_where_values_are() -> None:
    text = (
        "list:\n  - name: 'é'\n    model: &m \"gpt\" # x\n    again: *m\n    block: |\n      one\n      two\n"
    )
    (document,) = read_other_yaml(text).documents
    entry = document.at("list", 0)
    assert "'é'" == text[entry.at("name").start : entry.at("name").end]
    assert text[entry.at("model").start : entry.at("model").end].endswith('"gpt"')
    assert entry.at("model").start == entry.at("again").start
    assert "|\n      one\n      two\n" == text[entry.at("block").start : entry.at("block").end]
    assert "model:" == text[entry.at("model").key :][:6]


def test_offsets_count_from_where_the_text_stands() -> None:
    (document,) = read_other_yaml("a: b", 100).documents
    assert (103, 104, 100) == (document.at("a").start, document.at("a").end, document.at("a").key)


def test_what_leads_nowhere_is_nothing() -> None:
    (document,) = read_other_yaml("a: [b]").documents
    paths: tuple[tuple[str | int, ...], ...] = (("b",), ("a", 1), ("a", 0, "x"), ("a", "x"), (0,))
    assert [Node(None)] * 5 == [document.at(*path) for path in paths]


def test_depth_is_bounded() -> None:
    parsed = read_other_yaml("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert ((), f"it is nested more than {MAX_DEPTH} levels deep", 1) == parsed


@pytest.mark.parametrize(
    "text",
    [
        "{{a}} " * 5000 + "x",
        "{{ x" * 20_000,
        "{% x" * 20_000,
        "%{ x" * 20_000,
        "{{a}}\n" + "{# " * 20_000,
        "{{a}}\n" + "{#\n" * 20_000,
        "{{/* " * 20_000,
        "{{a}}\n" + " " * 50_000 + "x",
    ],
    ids=lambda text: text[:6].strip(),
)
def test_templates_without_an_end_take_no_longer_than_others(text: str) -> None:
    assert len(text) == len(masked(text))


def test_what_aliases_stand_for_is_counted() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 8)]
    parsed = read_other_yaml("\n".join(lines))
    assert ((), f"it holds more than {MAX_NODES:,} values", 1) == parsed


@given(st.text(alphabet=st.sampled_from(list("ab{}%#&*!|>'\"[]:- \n\té\U0001f600\x00\x85"))))
def test_nothing_raises_and_places_are_in_the_text(text: str) -> None:
    assert len(text) == len(masked(text))
    for document in read_other_yaml(text).documents:
        for node in document.walk():
            assert 0 <= node.start <= node.end <= len(text)
