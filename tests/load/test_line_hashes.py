from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.load.discovery import Repository
from holdfast.load.line_hashes import hashes_of, line_hashes
from holdfast.model.location import Location

AT_THE_END = "c129715d7a2bc9a3:1"
GREETINGS = [
    *("e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1"),
    *("b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", AT_THE_END),
]
LOREM = [f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)]


# What github/codeql-action (MIT) expects of its own function in src/fingerprints.test.ts.
@pytest.mark.parametrize(
    ("expected", "source"),
    [
        ([AT_THE_END], ""),
        (
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
            " a\nb\n  \t\tc\n d",
        ),
        (
            [
                *("8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1"),
                *("c6805c5e1288b612:1", "b86d3392aea1be30:1", "e6ceba753e1a442:1"),
            ],
            " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
        ),
        (GREETINGS, " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n"),
        (GREETINGS, " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r"),
        (GREETINGS, " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n"),
        (GREETINGS, " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n"),
        (
            [
                *LOREM,
                *("a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1"),
                AT_THE_END,
            ],
            "Lorem ipsum dolor sit amet.\n" * 10,
        ),
        (
            [
                *("e54938cc54b302f1:1", "bb609acbe9138d60:1", "1131fd5871777f34:1", "5c482a0f8b35ea28:1"),
                *("54517377da7028d2:1", "2c644846cb18d53e:1", "f1b89f20de0d133:1", AT_THE_END),
            ],
            "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n",
        ),
    ],
    ids=["empty", "blanks", "no-end", "lf", "cr", "crlf", "mixed", "repeated", "counted"],
)
def test_known_values(expected: list[str], source: str) -> None:
    assert expected == [*line_hashes(source, range(1, 100)).values()]


def rolling(source: str) -> list[str]:
    """Return the hashes of all lines as the published description has them: one unit after the other."""
    units = source.encode("utf-16-le", "surrogatepass")
    window, lines, seen, found = [0] * 100, [0] * 100, dict[int, int](), list[str]()
    state = {"value": 0, "at": 0, "line": 0}

    def put(unit: int) -> None:
        at = state["at"]
        state["value"] = (state["value"] * 37 + unit - pow(37, 100) * window[at]) % 2**64
        window[at] = unit
        state["at"] = (at + 1) % 100

    def say() -> None:
        at, value = state["at"], state["value"]
        if lines[at]:
            lines[at] = 0
            seen[value] = seen.get(value, 0) + 1
            found.append(f"{value:x}:{seen[value]}")

    begins, after_cr = True, False
    for low, high in [*zip(units[::2], units[1::2], strict=True), (0xFF, 0xFF)]:
        unit = low + 256 * high
        if unit in (0x20, 0x09) or (after_cr and unit == 0x0A):
            after_cr = False
            continue
        after_cr = unit == 0x0D
        unit = 0x0A if after_cr else unit
        say()
        if begins:
            state["line"] += 1
            lines[state["at"]] = state["line"]
        begins = unit == 0x0A
        put(unit)
    for _ in range(100):
        say()
        put(0)
    return found


@given(st.lists(st.sampled_from(["\r", "\n", "\r\n", " ", "\t", "a", "b" * 60, "ü", "\U0001f9ea", "\ufeff"])))
def test_every_line_has_the_hash_of_the_description(pieces: list[str]) -> None:
    source = "".join(pieces)
    assert rolling(source) == [*line_hashes(source, range(1, 1000)).values()]


def test_a_line_that_is_not_there_has_none() -> None:
    assert {1: "271789c17abda88f:1"} == line_hashes(" a\nb\n  \t\tc\n d", [1, 5])


def test_hashes_are_of_the_files_of_the_repositories(tmp_path: Path) -> None:
    for name in ("shop", "bank/cards"):
        (tmp_path / name / "ai").mkdir(parents=True)
        (tmp_path / name / "ai/m.yaml").write_bytes(b" a\nb\n  \t\tc\n d")
    found = hashes_of(
        [Location("shop/ai/m.yaml", 2), Location("cards/ai/m.yaml", 1), Location("cards/ai/m.yaml", 9)],
        [Repository(tmp_path / "shop", "shop"), Repository(tmp_path / "bank/cards", "cards")],
    )
    expected = {("shop/ai/m.yaml", 2): "54703d4cd895b18:1", ("cards/ai/m.yaml", 1): "271789c17abda88f:1"}
    assert expected == found


def test_nothing_outside_the_repository_is_read(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    root.mkdir()
    (tmp_path / "secret.yaml").write_text("x")
    (root / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    paths = (
        "../secret.yaml",
        "link.yaml",
        "absent.yaml",
        "pack:x/y.yaml",
        "a\0b",
        "",
        str(tmp_path / "secret.yaml"),
    )
    assert {} == hashes_of([Location(path) for path in paths], [Repository(root)])
