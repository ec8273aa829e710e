"""`holdfast completion`: the scripts, run by the shells that they are for."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from holdfast.builtin import policy_packs
from holdfast.cli.commands import COMMANDS
from holdfast.cli.completion import SHELLS, described
from holdfast.kit import completion
from holdfast.load.packs import load_pack

Tree = Callable[[Mapping[str, str]], Path]

SEVERITIES = ["critical", "high", "info", "low", "medium"]
POLICY = ["docs", "lint", "new", "test"]
GROUPS = sorted({name.partition(" ")[0] for name in COMMANDS})

LINES = [
    ("holdfast ", GROUPS),
    ("holdfast ch", ["check"]),
    ("holdfast --ver", ["--version"]),
    ("holdfast policy ", POLICY),
    ("holdfast policy te", ["test"]),
    ("holdfast packs up", ["update"]),
    ("holdfast packs --org", ["--org-config"]),
    ("holdfast packs update --org", ["--org-config"]),
    ("holdfast completion ", sorted(SHELLS)),
    ("holdfast check --fail-on ", SEVERITIES),
    ("holdfast check --fail-on h", ["high"]),
    ("holdfast check shop --fail-", ["--fail-on"]),
    ("holdfast check --exit-zero --fail-on m", ["medium"]),
    ("holdfast check --policies x --as-of ", []),
    ("holdfast check --config my", ["my file.yaml"]),
    ("holdfast check my", ["my file.yaml"]),
    ("holdfast init m", []),
    ("holdfast init s", ["shop/"]),
    ("holdfast policy test --mu", ["--mutation"]),
    ("holdfast policy new --scope b", ["backend"]),
    ("holdfast explain inventory/ow", ["inventory/owner"]),
    ("holdfast check --select inventory/ow", ["inventory/owner"]),
    ("holdfast inventory --sort ver", ["verdict"]),
    ("holdfast nonsense --f", []),
]

BASH = """\
source "$1"
read -r -a COMP_WORDS <<< "${2//=/ = }"
if [[ $2 == *" " ]]; then COMP_WORDS+=(""); fi
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
compopt() { :; }
_holdfast
for each in "${COMPREPLY[@]}"; do if [[ -d $each ]]; then each=$each/; fi; printf '%s\\n' "$each"; done
"""
ZSH = """\
compdef() { :; }
compset() { cur=${cur#*=}; }
_describe() { for each in "${(@P)2}"; do print -r -- "${${each//\\\\:/$'\\1'}%%:*}" | tr '\\1' ':'; done }
_files() { if [[ $1 == -/ ]]; then print -rl -- *(N/); else print -rl -- *(N); fi }
source $1
words=(${(s: :)2})
if [[ $2 == *" " ]]; then words+=(""); fi
CURRENT=$#words
_holdfast | while IFS= read -r each; do
    want=${words[CURRENT]##--[a-z-]##=}
    if [[ $each == $want* ]]; then if [[ -d $each ]]; then each=$each/; fi; print -r -- $each; fi
done
"""
FISH = """\
source $argv[1]
complete -C $argv[2] | string replace -r '\\t.*' ''
"""
RUNNERS = {
    "bash": ["bash", "--norc", "-c", BASH, "bash"],
    "fish": ["fish", "--no-config", "-c", FISH],
    "zsh": ["zsh", "-f", "-o", "extendedglob", "-c", ZSH, "zsh"],
}


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("scripts")
    for shell, write in completion.SHELLS.items():
        (folder / shell).write_text(write(described()), encoding="utf-8")
    return {shell: folder / shell for shell in SHELLS}


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
@pytest.mark.parametrize("shell", SHELLS)
def test_what_a_shell_offers(
    tree: Tree, scripts: Mapping[str, Path], shell: str, line: str, expected: list[str]
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    root = tree({"my file.yaml": "", "shop/main.py": ""})
    done = subprocess.run(
        [*RUNNERS[shell], str(scripts[shell]), line], cwd=root, capture_output=True, text=True, check=False
    )
    assert "" == done.stderr
    assert expected == sorted(each.replace("\\ ", " ") for each in done.stdout.splitlines())


def test_bash_completes_behind_an_equals_sign(scripts: Mapping[str, Path], tmp_path: Path) -> None:
    for line, expected in (("holdfast check --fail-on=h", "high\n"), ("holdfast check --fail-on=", None)):
        done = subprocess.run(
            [*RUNNERS["bash"], str(scripts["bash"]), line],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert expected in (None, done.stdout)
        assert expected or sorted(done.stdout.split()) == SEVERITIES


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_in_the_script(holdfast: Any, shell: str) -> None:
    ran = holdfast("completion", shell)
    assert (0, "") == (ran.code, ran.err)
    for command in described():
        for option in command.options:
            name = option.names[-1]
            assert (f"-l {name[2:]}" if shell == "fish" else name) in ran.out
    assert {command.name for command in described()} == set(COMMANDS)


def test_rules_are_those_that_ship() -> None:
    [explain] = [command for command in described() if command.name == "explain"]
    shipped = {policy.rule.id for pack in policy_packs() for policy in load_pack(pack).policies}
    assert shipped < set(explain.values)
    assert explain.values == tuple(sorted(explain.values))


def test_no_word_of_ours_can_leave_its_quotes() -> None:
    option = completion.Option(("--x",), "It's `$(echo)` \\ x", takes=True, values=("a",))
    commands = [completion.Command("y", "It's", (option,))]
    for script in (completion.zsh(commands), completion.fish(commands)):
        assert "It’s" in script
        assert "It's" not in script


def test_a_shell_that_is_not_known(holdfast: Any) -> None:
    ran = holdfast("completion", "bahs")
    assert (2, "") == (ran.code, ran.out)
    assert "error: `bahs` is no shell.\n  = help: Did you mean `bash`? Write one of" in ran.err
