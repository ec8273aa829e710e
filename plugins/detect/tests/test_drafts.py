"""The manifest that `holdfast init` drafts: valid, silent on what nobody said, and true to the files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import holdfast_detect
import pytest

from holdfast import builtin
from holdfast.detection import survey
from holdfast.hooks.contributions import Implementation, built_in, contributions
from holdfast.hooks.detectors import detectors
from holdfast.kit.beginning import Known
from holdfast.kit.draft import draft_of
from holdfast.kit.draft_text import drafted
from holdfast.load.cache import Cache
from holdfast.load.catalogue import load_catalogue
from holdfast.model.finding import Finding, Outcome
from holdfast.model.policy import Enforcement
from holdfast.run import Request, run

CASES = Path(__file__).parent / "cases"
DAY = date(2026, 11, 23)
FOUND = detectors([Implementation("detect", "detectors", holdfast_detect.detectors)])
INSTALLED = contributions(built_in(builtin))._replace(detectors=lambda: FOUND)


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("cache"))


def checked(root: Path, warm: Cache) -> list[Finding]:
    """Draft the manifest of `root`, write it there, and return what is found."""
    catalogue = load_catalogue(INSTALLED.facts, warm)
    (found,) = survey([root], (), FOUND, catalogue, DAY)
    text = drafted(Known("case"), draft_of(found, catalogue, DAY))
    (root / "ai-manifest.yaml").write_text(text, encoding="utf-8")
    packs = ("inventory", "drift")
    return list(run(Request((root,), DAY, INSTALLED, packs, no_config=True, cache=warm)).findings)


def cases() -> list[str]:
    return sorted(path.relative_to(CASES).as_posix() for path in CASES.glob("*/*") if path.is_dir())


@pytest.mark.parametrize("case", cases())
def test_the_draft_of_a_case_is_valid_and_says_what_its_files_say(
    case: str, tmp_path: Path, warm: Cache
) -> None:
    root = tmp_path / "tree"
    for path in sorted((CASES / case).rglob("*")):
        if path.is_file() and path.name != "expected.txt":
            copy = root / path.relative_to(CASES / case)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    findings = checked(root, warm)
    assert [] == [each.message for each in findings if each.rule.pack == "manifest"]
    wrong = [
        f"{each.place.location} {each.rule.id} {each.message}"
        for each in findings
        if each.rule.pack == "drift"
        and each.outcome is Outcome.FAIL
        and each.enforcement is Enforcement.DENY
        and each.rule.id != "drift/undeclared-backend"  # who hosts it, only a person knows
    ]
    assert [] == wrong


KEY = "sk-" + "aB3dE5gH7jK9mN1p" * 2
FILES: Mapping[str, str] = {
    "odd.yaml": f"model_list: [{{model_name: '{KEY}', litellm_params: {{model: gpt-4o, api_key: {KEY}}}}}]\n",
    "worse.yaml": f"model_list: [{{model_name: x, litellm_params: {{model: {KEY}, api_base: "
    "'https://{KEY}@a.b'}}}}]\n",
    ".env": f"OPENAI_API_KEY={KEY}\nOPENAI_MODEL={KEY}\n",
    "strange\n# name.yaml": 'model_list: [{litellm_params: {model: "a: b # c\\n\\u0000\\u2028- id: x"}}]\n',
}


def test_a_draft_holds_no_key_and_nothing_breaks_out_of_it(tmp_path: Path, warm: Cache) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [] == [each.message for each in checked(tmp_path, warm) if each.rule.pack == "manifest"]
    assert KEY not in (tmp_path / "ai-manifest.yaml").read_text("utf-8")
