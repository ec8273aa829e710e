"""Draws what the terminal shows: `python docs/screenshots.py [--check]` writes docs/images.

Each picture is the real output of a command in the clone, in colour. With `--check` nothing is written, and
a picture that is out of date makes the exit code 1.
"""  # noqa: INP001  # a script beside the pages, no package

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs/images"
COLUMNS = 100

# As rich draws it, but for the fonts, which it would have the reader's browser fetch from others.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


class Picture(NamedTuple):
    """A command, run in the clone, and the exit code that it has."""

    command: tuple[str, ...]
    code: int


PICTURES = {
    "check": Picture(
        (
            *("holdfast", "check", "examples/chinese-model-french-host"),
            *("--select", "sovereignty/regulated-data-*", "--as-of", "2026-11-23"),
        ),
        1,
    ),
    "explain": Picture(
        (
            *("holdfast", "explain", "sovereignty/regulated-data-origin"),
            *("examples/unknown-model/unknown", "--as-of", "2026-11-23"),
        ),
        0,
    ),
}


def main(arguments: list[str]) -> int:
    """Write every picture, or with `--check` name those that are out of date."""
    stale = {IMAGES / f"{name}.svg": drawn(name, picture) for name, picture in PICTURES.items()}
    stale = {path: svg for path, svg in stale.items() if not path.exists() or path.read_text("utf-8") != svg}
    for path, svg in stale.items():
        if "--check" in arguments:
            sys.stderr.write(f"{path.relative_to(ROOT)} is out of date: run python docs/screenshots.py\n")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(svg, "utf-8")
    return 1 if stale and "--check" in arguments else 0


def drawn(name: str, picture: Picture) -> str:
    """Return the picture as SVG. Raises RuntimeError where the command ends as nobody expects."""
    shown = subprocess.run(  # noqa: S603  # a command of ours
        [sys.executable, "-m", *picture.command],
        cwd=ROOT,
        env={**os.environ, "FORCE_COLOR": "1", "NO_COLOR": "", "COLUMNS": str(COLUMNS)},
        capture_output=True,
        text=True,
        check=False,
    )
    if shown.returncode != picture.code or not shown.stdout:
        raise RuntimeError(f"{' '.join(picture.command)} ended with {shown.returncode}: {shown.stderr}")
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ {shlex.join(picture.command)}\n{shown.stdout.rstrip()}"))
    svg = console.export_svg(title="", code_format=FRAME, theme=DIMMED_MONOKAI, unique_id=name)
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
