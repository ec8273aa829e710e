from __future__ import annotations

import re
from math import isfinite
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from holdfast.errors import UserError
from holdfast.load import yaml as reader
from holdfast.load.regions import YamlError
from holdfast.load.yaml import read_document
from holdfast.model.document import Document
from holdfast.model.location import Pointer


def read(text: str | bytes) -> Document:
    return read_document(text.encode() if isinstance(text, str) else text, "f.yaml")


def refusal(text: str | bytes) -> str:
    """Return place, message and advice of what is refused, and each second place."""
    with pytest.raises(YamlError) as caught:
        read(text)
    problem = caught.value.problem
    assert problem.rule == "manifest/syntax"
    related = "".join(f" ({words}: {place.location})" for words, place in problem.related)
    return f"{problem.place.location} {problem.message} {problem.help}{related}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("on", "on"),
        ("NO", "NO"),
        ("y", "y"),
        ("12", 12),
        ("+12", 12),
        ("-1", -1),
        ("017", 17),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("1.10", 1.1),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5e-1", -0.05),
        ("1e3", 1000.0),
        ("1e", "1e"),
        (".", "."),
        ("+", "+"),
        ("--1", "--1"),
        ("1.2.3", "1.2.3"),
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("9223372036854775807", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
        ("9223372036854775808", "9223372036854775808"),
        ("9" * 5000, "9" * 5000),
        ("1e999", "1e999"),
        ("0000000000000000000000000000001", 1),
        ("0xFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFF"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_plain_scalars_are_those_of_the_core_schema(text: str, value: Any) -> None:
    document = read(f"- {text}\n")

    assert [value] == document.data
    assert type(value) is type(document.data[0])
    assert ({(0,): text} if not isinstance(value, str) else {}) == document.plain


@pytest.mark.parametrize("text", ['"1.10"', "'true'", "|\n  12\n", ">-\n  null\n"])
def test_a_quoted_or_block_scalar_is_text(text: str) -> None:
    document = read(f"a: {text}")

    assert isinstance(document.data["a"], str)
    assert document.plain == {}


def test_keys_are_text_as_written() -> None:
    document = read("on: 1\n1: 2\n1.10: 3\nnull: 4\ntrue: 5\n0x1F: 6\n")

    assert document.data == {"on": 1, "1": 2, "1.10": 3, "null": 4, "true": 5, "0x1F": 6}


def test_every_key_and_value_has_its_place() -> None:
    document = read('a: 1.10\nb:\n  - x\n  - {c: "d e", f: }\nlong: |\n  one\n  two\n\n\n# end\nz: last\n')

    assert document.spans == {
        (): (1, 1, 11, 8),
        ("a",): (1, 4, 1, 8),
        ("b",): (3, 3, 4, 20),
        ("b", 0): (3, 5, 3, 6),
        ("b", 1): (4, 5, 4, 20),
        ("b", 1, "c"): (4, 9, 4, 14),
        ("b", 1, "f"): (4, 19, 4, 19),
        ("long",): (5, 7, 7, 6),
        ("z",): (11, 4, 11, 8),
    }
    assert document.keys == {
        ("a",): (1, 1, 1, 2),
        ("b",): (2, 1, 2, 2),
        ("b", 1, "c"): (4, 6, 4, 7),
        ("b", 1, "f"): (4, 16, 4, 17),
        ("long",): (5, 1, 5, 5),
        ("z",): (11, 1, 11, 2),
    }


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf# n\xc3\xb6\r\n\xf0\x9f\x98\x80k: 'v\xc3\xa4'\r\nz: 1\r\n",
        b"# n\xc3\xb6\n\xf0\x9f\x98\x80k: 'v\xc3\xa4'\nz: 1\n",
        b"# n\xc3\xb6\r\xf0\x9f\x98\x80k: 'v\xc3\xa4'\rz: 1\r",
    ],
    ids=["byte-order mark and CRLF", "LF", "CR"],
)
def test_columns_count_characters_whatever_the_line_ends(text: bytes) -> None:
    document = read(text)

    assert document.data == {"😀k": "vä", "z": 1}
    assert document.spans == {(): (2, 1, 3, 5), ("😀k",): (2, 5, 2, 9), ("z",): (3, 4, 3, 5)}
    assert document.lines == ("# nö", "😀k: 'vä'", "z: 1", "")


def test_an_alias_stands_where_it_is_and_its_content_where_it_was_written() -> None:
    document = read("a: &one {p: 1.10, q: [x]}\nb: *one\nc: [&s 'text', *s]\n&k d: *k\n")

    assert document.data == {
        "a": {"p": 1.1, "q": ["x"]},
        "b": {"p": 1.1, "q": ["x"]},
        "c": ["text", "text"],
        "d": "d",
    }
    assert document.data["a"] is document.data["b"]
    assert document.spans["a",] == (1, 9, 1, 26)
    assert document.spans["b",] == (2, 4, 2, 8)
    assert (1, 13, 1, 17) == document.spans["a", "p"] == document.spans["b", "p"]
    assert document.keys["b", "p"] == (1, 10, 1, 11)
    assert document.spans["b", "q", 0] == (1, 23, 1, 24)
    assert document.spans["c", 0] == (3, 8, 3, 14)
    assert document.spans["c", 1] == (3, 16, 3, 18)
    assert "1.10" == document.plain["a", "p"] == document.plain["b", "p"]
    assert document.keys["d",] == (4, 4, 4, 5)


def test_an_anchor_on_a_line_of_its_own_is_not_part_of_the_value() -> None:
    document = read("a: &one # here\n  p: 1\nb: &two\n- x\nc: &three\nd: [*one, *two, *three]\n")

    assert document.data == {"a": {"p": 1}, "b": ["x"], "c": None, "d": [{"p": 1}, ["x"], None]}
    assert document.spans["a",] == (2, 3, 2, 7)
    assert document.spans["b",] == (4, 1, 4, 4)


def test_an_anchor_may_be_used_again_for_something_else() -> None:
    assert read("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").data == {"a": 1, "b": 1, "c": 2, "d": 2}


def test_merged_keys_keep_their_places_and_written_ones_win() -> None:
    document = read(
        "base: &base {owner: a, data: {x: 1}, level: 1}\n"
        "more: &more {level: 2, extra: e}\n"
        "one:\n  owner: mine\n  <<: *base\n"
        "two:\n  <<: [*more, *base]\n"
        "three:\n  <<: {inline: &i {y: 1}}\n  again: *i\n"
    )

    assert document.data["one"] == {"owner": "mine", "data": {"x": 1}, "level": 1}
    assert document.data["two"] == {"level": 2, "extra": "e", "owner": "a", "data": {"x": 1}}
    assert document.data["three"] == {"again": {"y": 1}, "inline": {"y": 1}}
    assert document.spans["one", "owner"] == (4, 10, 4, 14)
    assert document.keys["one", "data"] == (1, 24, 1, 28)
    assert document.spans["two", "data", "x"] == (1, 34, 1, 35)
    assert document.plain["two", "level"] == "2"
    assert set(pointers(document.data)) == set(document.spans)


def test_a_quoted_merge_key_is_an_ordinary_key() -> None:
    assert read('"<<": x\n').data == {"<<": "x"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: 1\nb: 2\na: 3\n",
            "3:1 The key `a` is written twice. Keep one of them. (first written here: f.yaml:1:1)",
        ),
        (
            "x: {'1': a, 1: b}\n",
            "1:13 The key `1` is written twice. Keep one of them. (first written here: f.yaml:1:5)",
        ),
        (
            "<<: {a: 1}\n<<: {b: 1}\n",
            (
                "2:1 The key `<<` is written twice. Write one `<<` with a list: `<<: [*first, *second]`."
                " (first written here: f.yaml:1:1)"
            ),
        ),
        (
            "a: &a [1, *a]\n",
            (
                "1:11 The alias `*a` stands inside what it stands for."
                " Write the value out; a value cannot contain itself."
            ),
        ),
        (
            "a: &a {<<: *a}\n",
            (
                "1:12 The alias `*a` stands inside what it stands for."
                " Write the value out; a value cannot contain itself."
            ),
        ),
        (
            "a: *b\n",
            (
                "1:4 The alias `*b` has no anchor before it."
                " Define it with `&b`, or put a text that starts with `*` in quotes."
            ),
        ),
        ("a: &k x\n*k : 1\n", "2:1 An alias cannot be a key. Write the key out."),
        ("? [a]\n: 1\n", "1:3 A key must be text, not a mapping or a list. Put a text in quotes."),
        ("{a: 1}: 1\n", "1:1 A key must be text, not a mapping or a list. Put a text in quotes."),
        ("'': 1\n", "1:1 A key is empty. Write a name before the colon."),
        (
            "<<: 1\n",
            (
                "1:5 Only a mapping, or a list of mappings, can be merged with `<<`."
                " Name an anchor of a mapping: `<<: *name`. A key that is really << goes in quotes."
            ),
        ),
        (
            "<<: [{a: 1}, b]\n",
            (
                "1:14 Only a mapping, or a list of mappings, can be merged with `<<`."
                " Name an anchor of a mapping: `<<: *name`. A key that is really << goes in quotes."
            ),
        ),
        (
            "a: .inf\n",
            (
                "1:4 `.inf` is not a number that can be counted with."
                " Write a finite number, or put the text in quotes."
            ),
        ),
        (
            "a: [-.Inf, .NaN]\n",
            (
                "1:5 `-.Inf` is not a number that can be counted with."
                " Write a finite number, or put the text in quotes."
            ),
        ),
        ("--- 1\n--- 2\n", "2:1 A second document starts here. Keep one document in a file."),
        ("a: 1\n---\n", "2:1 A second document starts here. Keep one document in a file."),
    ],
)
def test_what_two_readers_could_read_in_two_ways_is_refused(text: str, expected: str) -> None:
    assert f"f.yaml:{expected}" == refusal(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("key: !has(x)\n", "1:6"),
        ("key: !!str 1\n", "1:6"),
        ("key: ! x\n", "1:6"),
        ("!!str key: x\n", "1:1"),
        ("key: !local {a: 1}\n", "1:6"),
        ("key: !!seq [1]\n", "1:6"),
        ("key: &a !!int 1\n", "1:6"),
        ("- !<tag:yaml.org,2002:str> x\n", "1:3"),
        ("!!map\na: 1\n", "1:1"),
        ("key: !\n", "1:6"),
        ("key: !e!x 1\n", "1:6"),
        ("{key: !has(x)}\n", "1:7"),
    ],
)
def test_an_explicit_tag_is_refused(text: str, place: str) -> None:
    expected = (
        f"f.yaml:{place} Explicit tags (`!name`) are not supported."
        " Remove the tag; a text that starts with `!` goes in quotes."
    )
    assert expected == refusal(text)


@pytest.mark.parametrize(
    "text", ["%YAML 1.2\n---\na: 1\n", "%YAML 1.1\n---\na: 1\n...\n", "---\na: 1\n...\n# end\n"]
)
def test_a_directive_or_marker_of_one_document_is_fine(text: str) -> None:
    assert read(text).data == {"a": 1}


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"---\n", b"# only a comment\n", b"\xef\xbb\xbf", b"   \n"])
def test_an_empty_file_says_so(raw: bytes) -> None:
    assert refusal(raw) == "f.yaml:1:1 The file is empty. Write what it should declare, or remove it."


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_other_unicode_encodings_say_so(coding: str) -> None:
    expected = "f.yaml:1:1 The file is not UTF-8, but UTF-16 or UTF-32. Save it as UTF-8."
    assert expected == refusal("apiVersion: holdfast/v1\n".encode(coding))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a: 1\r\nb: \xc3\xa4\xe4\n", "2:5 The byte 0xE4 is not UTF-8 text. Save it as UTF-8."),
        (b"\xef\xbb\xbfa: \xe4b", "1:4 The byte 0xE4 is not UTF-8 text. Save it as UTF-8."),
        (b"\x89PNG\r\n\x1a\n\x80", "1:1 The byte 0x89 is not UTF-8 text. Save it as UTF-8."),
        (
            b"\x7fELF\x02\x01\x01\x00\x00",
            "1:8 The file is binary: it holds a NUL byte. Replace it with a text file.",
        ),
        (b"a: b\x00c", "1:5 The file is binary: it holds a NUL byte. Replace it with a text file."),
        (
            b"a: \x1b[31m\n",
            (
                "1:4 The character U+001B, which cannot be seen, is not allowed here."
                " Remove it, or write it as \\x1b in double quotes."
            ),
        ),
        (
            "a: x\u2028b: y\n".encode(),
            (
                "1:5 The character U+2028, which cannot be seen, is not allowed here."
                " Remove it, or write it as \\u2028 in double quotes."
            ),
        ),
        (
            "a: 1 # \x85b: y\n".encode(),
            (
                "1:8 The character U+0085, which cannot be seen, is not allowed here."
                " Remove it, or write it as \\x85 in double quotes."
            ),
        ),
        (
            "a: 1\n\ufeffb: 2\n".encode(),
            (
                "2:1 The character U+FEFF, which cannot be seen, is not allowed here."
                " Remove it, or write it as \\ufeff in double quotes."
            ),
        ),
    ],
)
def test_what_is_not_plain_text_is_refused_where_it_stands(raw: bytes, expected: str) -> None:
    assert f"f.yaml:{expected}" == refusal(raw)


def test_such_a_character_may_be_written_as_an_escape() -> None:
    assert read('a: "\\x1b[31m\\u2028\\x85\\0"\n').data == {"a": "\x1b[31m\u2028\x85\x00"}


def test_the_excerpt_of_a_problem_is_the_line_it_is_in() -> None:
    with pytest.raises(YamlError) as caught:
        read("a: 1\r\nb: !x 2\r\n")

    assert caught.value.problem.place.excerpt == ("b: !x 2",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[" * 10_000, "1:66 This is nested more than 64 levels deep. Nest less."),
        ("- " * 10_000, "1:131 This is nested more than 64 levels deep. Nest less."),
        ("{a: " * 10_000, "1:261 This is nested more than 64 levels deep. Nest less."),
        (
            "".join(f"{' ' * depth}k:\n" for depth in range(100)),
            "66:66 This is nested more than 64 levels deep. Nest less.",
        ),
        (
            "a: &a " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 40 + "*a" + "]" * 40,
            "2:44 This is nested more than 64 levels deep. Nest less.",
        ),
    ],
    ids=["brackets", "list entries", "braces", "keys", "alias"],
)
def test_depth_is_bounded(text: str, expected: str) -> None:
    assert f"f.yaml:{expected}" == refusal(text)


def test_64_levels_are_read() -> None:
    assert len(read("[" * 64 + "x" + "]" * 64).spans) == 65


def bomb(width: int, levels: int) -> str:
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


def merge_bomb(levels: int) -> str:
    lines = ["a0: &a0 {x: {y: 1}}"]
    lines += [f"a{n}: &a{n} {{l{n}: *a{n - 1}, r{n}: *a{n - 1}, <<: *a{n - 1}}}" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (bomb(9, 9), "6:10"),
        (merge_bomb(30), "9:14"),
        ("[" + "a, " * 110_000 + "]", "1:1"),
        ("{" + "".join(f"{n:x}," for n in range(100_001)) + "}", "1:1"),
    ],
    ids=["aliases", "merges", "a long list", "a long mapping"],
)
def test_the_number_of_values_is_bounded(text: str, place: str) -> None:
    message = (
        "The file holds more than 100,000 values, counting what its aliases repeat. Split it,"
        " or use fewer aliases."
    )
    assert message == refusal(text).split(" ", 1)[1]
    assert f"f.yaml:{place}" == refusal(text).split(" ", 1)[0]


def test_the_size_is_bounded() -> None:
    assert refusal(b"#" * (1024 * 1024 + 1)) == "f.yaml:1:1 The file is larger than 1 MiB. Split it."


def test_without_libyaml_it_says_so_instead_of_being_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)

    with pytest.raises(UserError) as caught:
        reader.read_document(b"a: 1\n", "f.yaml")

    assert caught.value.message == "PyYAML was built without libyaml, which Holdfast reads YAML with."


def pointers(data: Any, pointer: Pointer = ()) -> list[Pointer]:
    children: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        children = list(data.items())
    elif isinstance(data, list):
        children = list(enumerate(data))
    return [pointer, *(found for part, child in children for found in pointers(child, (*pointer, part)))]


def source(document: Document, pointer: Pointer) -> str:
    line, column, end_line, end_column = document.spans[pointer]
    lines = list(document.lines[line - 1 : end_line])
    lines[-1] = lines[-1][: end_column - 1]
    lines[0] = " " * (column - 1) + lines[0][column - 1 :]  # keep its column: it is its indentation
    return "\n".join(lines)


def value_at(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        data = data[part]
    return data


text = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cs", "Cc"],
        include_characters="\n",
        exclude_characters="\ufeff\ufffe\uffff\u2028\u2029",
    )
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(-1e15, 1e15).filter(isfinite)
    | text
)
trees = st.recursive(
    scalars,
    lambda child: st.lists(child, max_size=4) | st.dictionaries(text.filter(bool), child, max_size=4),
    max_leaves=25,
)


CORE = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
"""The scalars that are not text in the core schema, as its specification has them."""


def is_quoted_where_needed(data: Any) -> bool:
    """Say whether PyYAML, which dumps for YAML 1.1, quotes each text that is no text in the core schema."""
    if isinstance(data, dict):
        return all(map(is_quoted_where_needed, data.values()))
    if isinstance(data, list):
        return all(map(is_quoted_where_needed, data))
    return not isinstance(data, str) or not CORE.fullmatch(data) or yaml.safe_dump(data)[0] in "'\""


@example("\xa0", None, 80)
@given(trees.filter(is_quoted_where_needed), st.sampled_from([True, False, None]), st.integers(20, 200))
def test_what_was_dumped_is_read_and_each_span_holds_its_value(data: Any, flow: Any, width: int) -> None:
    document = read(yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=width))

    assert data == document.data
    assert set(pointers(data)) == set(document.spans)
    assert {pointer for pointer in pointers(data) if pointer and isinstance(pointer[-1], str)} == set(
        document.keys
    )
    for pointer in pointers(data):
        assert [value_at(data, pointer)] == read_alone(source(document, pointer))


def read_alone(written: str) -> Any:
    """Read a value on its own, indented as in its file: an entry of a list that starts a line before it."""
    return read("-\n" + "\n".join(" " + line for line in written.split("\n")) + "\n").data


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_place(raw: bytes) -> None:
    try:
        document = read(raw)
    except YamlError as error:
        location = error.problem.place.location
        assert location.path == "f.yaml"
        assert location.line >= 1
        assert location.column >= 1
        assert location.line <= max(1, raw.count(b"\n") + raw.count(b"\r") + 1)
    else:
        assert set(pointers(document.data)) == set(document.spans)


@given(st.text(alphabet="ab:-[]{},&*!|>'\"#%@? \n\t1.<", max_size=60))
def test_any_yaml_like_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        document = read(text)
    except YamlError as error:
        location = error.problem.place.location
        assert 1 <= location.line <= text.count("\n") + 1
        assert 1 <= location.column <= len(text.split("\n")[location.line - 1]) + 1
    else:
        assert set(pointers(document.data)) == set(document.spans)
        for pointer, (line, column, end_line, end_column) in document.spans.items():
            assert (line, column) <= (end_line, end_column), pointer
