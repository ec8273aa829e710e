"""`holdfast policy new`: a policy to begin with."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from holdfast.cli.files import create
from holdfast.cli.options import one_of
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.errors import ConfigError, UsageError
from holdfast.model.escape import quoted
from holdfast.model.policy import MANIFEST_PACK, POLICY_SCOPES, Scope
from holdfast.model.report import EXIT_CLEAN

SCOPES = [str(scope) for scope in POLICY_SCOPES]
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PACK_FILE_ID = "pack"
"""A policy of this id would be the file pack.yaml."""

HELP = """\
Write a policy to begin with, its cases, and its pack where there is none.

PACK/ID is the folder of the pack and the id of the policy in it. Nothing that
is there is overwritten. What the new policy asks for is an example that holds
for its cases; what only its author can say is marked TODO, and `holdfast policy
lint` asks for it.

Exit codes:
  0   the files are written
  2   one of them is there already, or the name is none for a policy

Examples:
  holdfast policy new policies/acme/pinned-models --scope use
  holdfast policy new policies/acme/owned
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast policy new`."""
    parser = Parser(command, "PACK/ID", description=HELP)
    parser.add_argument(
        "--scope",
        default=str(Scope.APPLICATION),
        type=one_of("scope", SCOPES),
        metavar="SCOPE",
        help=f"What the policy looks at: {', '.join(SCOPES)} (default: application).",
    )
    return parser


def run_command(arguments: Namespace) -> int:
    """Write the files, and say what to do next."""
    [named] = arguments.arguments
    folder, name = _named(named)
    files = {folder / file: text for file, text in _files(folder, name, Scope(arguments.scope)).items()}
    for path in files:
        if path.exists():
            raise ConfigError(f"{path} is there already.", hint="Name another policy, or remove the file.")
    for path, text in files.items():
        create(path, text)
    say("".join(f"{line}\n" for line in _said(folder, name, list(files))))
    return EXIT_CLEAN


def _named(named: str) -> tuple[Path, str]:
    """Return the pack's folder and the policy's id. Raises UsageError."""
    folder, _, name = named.rstrip("/").rpartition("/")
    if not folder:
        raise UsageError(
            f"{quoted(named)} names no pack.", hint="Write PACK/ID, such as policies/acme/pinned-models."
        )
    _refuse_unless_id("policy", name)
    if name == _PACK_FILE_ID:
        raise UsageError(f"a policy cannot be called `{name}`.", hint="Its file would be the pack.yaml.")
    return Path(folder), name


def _files(folder: Path, name: str, scope: Scope) -> Mapping[str, str]:
    from holdfast.cli.plugins import installed
    from holdfast.kit.scaffold import pack_file, policy_files
    from holdfast.load.packs import PACK_FILE

    policy = policy_files(name, scope)
    if (folder / PACK_FILE).exists():
        return policy
    pack = folder.resolve().name
    _refuse_unless_id("pack", pack)
    if pack in [MANIFEST_PACK, *(path.name for path in installed().policy_packs)]:
        raise UsageError(f"there is a pack `{pack}` already.", hint="Give yours an id of its own.")
    return {**pack_file(pack), **policy}


def _refuse_unless_id(kind: str, name: str) -> None:
    if not _ID.fullmatch(name):
        raise UsageError(
            f"{quoted(name)} is no id for a {kind}.",
            hint="Write small letters and digits in words with one `-` between them, such as pinned-models.",
        )


def _said(folder: Path, name: str, written: list[Path]) -> Iterator[str]:
    import shlex

    from holdfast.output.strings import safe

    where = safe(shlex.quote(folder.as_posix()))
    yield from (f"{safe(path.as_posix())}: written" for path in written)
    yield from (
        "",
        "Next:",
        f"  1. Write what must hold into {name}.yaml, and what shows it into {name}.cases.yaml.",
        f"  2. holdfast policy test {where}",
        f"  3. holdfast policy lint {where}    asks for what is marked TODO",
        f"  4. holdfast check --policies {where}",
    )
