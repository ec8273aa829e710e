"""No key leaves: keys of all common shapes stand beside every reference, and all that is said is searched."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from holdfast.model.reference import Detection
from holdfast.output import references_cyclonedx, references_json, references_sarif, references_text

FORMATS = (references_text, references_cyclonedx, references_json, references_sarif)

TESTS = Path(__file__).parent
CASES = TESTS / "cases"
SAMPLES = TESTS.parents[3] / "shared" / "samples"

RUN = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC2dF4"
HEX = "0123456789abcdef0123456789abcdef"
WORDS = ("correct-horse-battery", "hunter2hunter2", "P4ssw0rd!")
"""Passwords that nothing but their place tells from an id."""

# Put together here, so that nothing that looks for keys in this repository finds one.
KEYS = (
    *(f"sk-{RUN}", f"sk-proj-{RUN}", f"sk-ant-api03-{RUN}", f"sk-or-v1-{HEX}", f"sk-lf-{RUN}"),
    *(
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ASIA" + "IOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY",
    ),
    *(f"ghp_{RUN}", f"gho_{RUN}", f"github_pat_{RUN}", f"glpat-{RUN[:20]}", f"xoxb-{RUN}", f"AIza{RUN}aB"),
    *(f"hf_{RUN}", f"gsk_{RUN}", f"r8_{RUN}", f"pplx-{RUN}", f"nvapi-{RUN}", f"xai-{RUN}", f"ya29.{RUN}"),
    *(HEX, HEX.upper(), f"{HEX}{HEX}", RUN, f"Bearer {RUN}", f"eyJ{RUN}.eyJ{RUN}.{RUN}", f"tgp_v1_{RUN}"),
    *(
        f"fw_{RUN}",
        f"csk-{RUN}",
        f"SG.{RUN}.{RUN}",
        f"npm_{RUN}",
        f"pypi-{RUN}",
        "-----BEGIN RSA PRIVATE KEY-----",
    ),
    *(*WORDS, f"https://user:{RUN}@example.com/v1"),
    f"DefaultEndpointsProtocol=https;AccountName=x;AccountKey={RUN}==;EndpointSuffix=core.windows.net",
)


def parts_of(key: str) -> Sequence[str]:
    """Return what must not be said: the key, and the longest run of it."""
    return (key, RUN) if RUN in key else (key,)


def folders() -> list[Path]:
    return sorted(path for path in CASES.glob("*/*") if path.is_dir()) + (
        [SAMPLES] if SAMPLES.is_dir() else []
    )


def named(folder: Path) -> str:
    return folder.relative_to(CASES).as_posix() if folder.is_relative_to(CASES) else "samples"


def planted(path: str, text: str, lines: Sequence[int]) -> str:
    """Return the text with each key in a field of its own, and in a comment, beside each of the lines."""
    out: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if number in lines and not (out and out[-1].endswith("\\")):  # it would end a command
            out += _beside(path, line)
        out.append(line)
    return "\n".join(out)


def _beside(path: str, line: str) -> Iterator[str]:  # noqa: C901  # a flat list of formats
    stripped = line.lstrip(" -")
    indent = " " * (len(line) - len(stripped))
    is_field = ": " in stripped and not line.lstrip().startswith("- ")
    for number, key in enumerate(KEYS):
        if path.endswith(".json"):
            if stripped.startswith('"'):
                yield f'{indent}"apiKey{number}": "{key}",'
            continue
        if path.endswith(".ipynb"):
            yield f'{indent}"apiKey{number}": "{key}",' if '": ' in line else f'{indent}"# {key}\\n",'
            continue
        if path.endswith(
            (".ts", ".tsx", ".js", ".vue", ".go", ".java", ".kt", ".cs", ".rs", ".swift", ".bicep")
        ):
            yield f"{indent}// {key}"
            continue
        yield f"{indent}# {key}"
        if path.endswith(".py"):
            continue
        if path.endswith((".tf", ".tfvars")):
            if "=" in line and "{" not in line:
                yield f'{indent}api_key_{number} = "{key}"'
        elif path.endswith(".toml"):
            yield f"API_KEY_{number} = '{key}'"
        elif ".env" in path or path.endswith((".env", ".ini", ".properties")):
            yield f"API_KEY_{number}={key}"
        elif "odelfile" in path:
            yield f"PARAMETER key {key}"
        elif is_field and not stripped.startswith(("{", "[", '"')) and not path.endswith(".tpl"):
            yield f"{indent}apiKey{number}: '{key}'"


def copied(folder: Path, to: Path, change: Callable[[str, str], str]) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "expected.txt":
            copy = to / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            with path.open(encoding="utf-8", newline="") as file:
                text = change(path.relative_to(folder).as_posix(), file.read())
            copy.write_text(text, encoding="utf-8", newline="")


@pytest.mark.parametrize("folder", folders(), ids=named)
def test_no_key_beside_a_reference_is_said(
    folder: Path,
    search: Callable[[Path], Detection],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    copied(folder, tmp_path / "plain", lambda _, text: text)
    plain = search(tmp_path / "plain")
    lines: dict[str, list[int]] = defaultdict(list)
    for each in plain.references:
        lines[each.path].append(each.line)
    copied(folder, tmp_path / "planted", lambda path, text: planted(path, text, lines[path]))
    after = search(tmp_path / "planted")
    said = everything_said(after, caplog, capfd)
    assert [] == [part for key in KEYS for part in parts_of(key) if part in said]
    # Or it would have looked for keys where no file could be read.
    assert named_in(plain) == named_in(after)


def named_in(detection: Detection) -> list[tuple[str, str, str]]:
    return [(each.path, each.id, each.model) for each in detection.references]


def everything_said(
    detection: Detection, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> str:
    written = capfd.readouterr()
    return "\n".join(
        (
            *(output_format.render(detection) for output_format in FORMATS),
            repr(detection),
            caplog.text,
            written.out,
            written.err,
        )
    )


@pytest.mark.parametrize("folder", folders(), ids=named)
def test_no_key_in_a_broken_file_is_said(
    folder: Path,
    search: Callable[[Path], Detection],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Each file ends in the middle, behind an open quote and a key."""
    key = KEYS[0]
    copied(
        folder,
        tmp_path / "cut",
        lambda _, text: f'{text[: len(text) // 2]}\n  apiKey: "{key}\n\t*{key} &{key} {{',
    )
    said = everything_said(search(tmp_path / "cut"), caplog, capfd)
    assert [] == [part for part in parts_of(key) if part in said]


@pytest.mark.parametrize("key", [key for key in KEYS if key not in WORDS])
def test_a_key_in_the_place_of_an_id_a_host_or_a_region_is_not_said(
    key: str, search: Callable[[Path], Detection], tmp_path: Path
) -> None:
    """Of an id that looks like a key only the place is told."""
    (tmp_path / "config.yaml").write_text(
        "model_list:\n  - litellm_params:\n"
        f'      model: "{key}"\n      api_base: "{key}"\n      aws_region_name: "{key}"\n'
        f'  - litellm_params:\n      model: "openai/{key}"\n'
        f'  - litellm_params:\n      model: "${{MODEL:-{key}}}"\n      api_base: "https://x:{key}@h.example/"\n'
    )
    detection = search(tmp_path)
    said = "".join(output_format.render(detection) for output_format in FORMATS)
    assert [] == [part for part in parts_of(key) if part in said]
    assert ["(not shown)"] * 3 == [each.id for each in detection.references]
