"""The plugin, truly installed: built and unpacked by pip, found by its entry point."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PLUGIN = Path(__file__).resolve().parents[1]
KEY = "sk-" + "aB3dE5gH7jK9mN1p" * 2
CONFIG = f"""\
model_list:
  - model_name: chat
    litellm_params:
      model: openai/gpt-4o
      api_key: {KEY}
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which pip has installed the plugin, without what its formats are parsed by."""
    folder = tmp_path_factory.mktemp("site")
    # Where hatchling is at hand, nothing is downloaded; else pip fetches it into a place of its own.
    offline = ["--no-build-isolation", "--no-index"] if importlib.util.find_spec("hatchling") else []
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(  # noqa: S603  # pip, on our own plugin
        [*pip, "--no-deps", *offline, "--target", folder, PLUGIN], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


def run(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "holdfast", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_lists_what_a_folder_names(site: Path, tmp_path: Path) -> None:
    (tmp_path / "litellm.yaml").write_text(CONFIG, encoding="utf-8")
    done = run(site, tmp_path, "detect", "--as-of", "2026-11-23")
    expected = (
        "litellm.yaml:4:14: openai/gpt-4o (gpt of openai, on openai)\n\n"
        "1 reference, 1 family in 1 file searched.\n"
    )
    assert (0, expected, "") == (done.returncode, done.stdout, done.stderr)


def test_the_command_writes_json(site: Path, tmp_path: Path) -> None:
    (tmp_path / "litellm.yaml").write_text(CONFIG, encoding="utf-8")
    done = run(site, tmp_path, "detect", "--format", "json", "litellm.yaml")
    (found,) = json.loads(done.stdout)["references"]
    assert ("openai/gpt-4o", "litellm.yaml", 4, 14) == tuple(
        found[key] for key in ("id", "file", "line", "column")
    )
    assert KEY not in done.stdout


def test_a_folder_without_files_of_any_format(site: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    done = run(site, tmp_path, "detect")
    assert (3, "0 references, 0 families in 0 files searched.\n") == (done.returncode, done.stdout)


def test_other_commands_import_no_format(site: Path, tmp_path: Path) -> None:
    asked = "print(sorted(each for each in sys.modules if each.startswith('holdfast_detect')))"
    script = f"import sys\nfrom holdfast.cli.plugins import installed\ninstalled()\n{asked}"
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "['holdfast_detect']\n" == done.stdout


def test_a_repository_begins_with_what_its_files_name(site: Path, tmp_path: Path) -> None:
    (tmp_path / "litellm.yaml").write_text(CONFIG, encoding="utf-8")
    done = run(site, tmp_path, "init", "--no-questions")
    assert (0, "") == (done.returncode, done.stderr)
    assert "\nNamed by files, and in the manifest with their places: 1 model on 1 backend.\n" in done.stdout
    text = (tmp_path / "ai-manifest.yaml").read_text("utf-8")
    assert "  - id: chat\n    model: openai/gpt-4o  # from litellm.yaml:4\n    backend: openai\n" in text
    assert KEY not in text
    (tmp_path / "litellm.yaml").write_text("", encoding="utf-8")
    run(site, tmp_path, "init")
    assert text == (tmp_path / "ai-manifest.yaml").read_text("utf-8")
    assert 0 == run(site, tmp_path, "check", "--select", "manifest").returncode


MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop, owner: "group:web"}
applications:
  - {id: chat, models: [{ref: chat}]}
models:
  - {id: chat, from: litellm.yaml#chat, backend: api}
backends:
  - {id: api, operator: openai}
"""


def test_a_manifest_names_the_file_that_has_the_model(site: Path, tmp_path: Path) -> None:
    (tmp_path / "litellm.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "ai-manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    select = ("--select", "inventory/family", "--select", "inventory/owner")
    done = run(site, tmp_path, "check", "--as-of", "2026-11-23", *select)
    assert (0, "") == (done.returncode, done.stderr)
    (tmp_path / "ai-manifest.yaml").write_text(MANIFEST.replace("#chat", "#chad"), encoding="utf-8")
    done = run(site, tmp_path, "check", "--as-of", "2026-11-23", *select)
    assert 1 == done.returncode
    assert "manifest/source]: `litellm.yaml` names no model called `chad`." in done.stdout
    assert KEY not in done.stdout
