"""`holdfast policy test`: run the cases of policies."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.errors import PolicyError
from holdfast.model.report import EXIT_CLEAN, EXIT_FINDINGS

if TYPE_CHECKING:
    from holdfast.kit.suite import CaseResult

HELP = """\
Run the cases of policies.

PACK is a folder, or the id of an installed pack; without one all installed
packs are tested.

Exit codes:
  0   every case is as expected
  1   one is not
  2   a policy is wrong, or has no passing or no failing case

Examples:
  holdfast policy test
  holdfast policy test policies/acme
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast policy test`."""
    return Parser(command, "[PACK]...", description=HELP)


def run_command(arguments: Namespace) -> int:
    """Run the cases of the packs that are named, and show those that are not as expected."""
    from holdfast.cli.plugins import installed
    from holdfast.kit.suite import run_suite
    from holdfast.load.catalogue import load_catalogue

    plugins = installed()
    shipped = {folder.name: folder for folder in plugins.policy_packs}
    named = [folder for name in arguments.arguments for folder in _folders(name, shipped)]
    catalogue = load_catalogue(plugins.facts)
    results = [
        result
        for folder in named or sorted(shipped.values())
        for result in run_suite(folder, plugins.cel_functions, catalogue)
    ]
    if not results:
        raise PolicyError("there is no case to run.", hint="A pack needs a policy, and a policy cases.")
    failed = [result for result in results if result.differences]
    say("".join(f"{line}\n" for line in [*map(_shown, failed), _verdict(results, failed)]))
    return EXIT_FINDINGS if failed else EXIT_CLEAN


def _folders(name: str, shipped: dict[str, Path]) -> tuple[Path, ...]:
    from holdfast.load.packs import pack_folders

    found = (shipped[name],) if name in shipped else pack_folders(Path(name))
    if not found:
        known = ", ".join(f"`{pack}`" for pack in sorted(shipped))
        raise PolicyError(
            f"there is no pack `{name}`.",
            hint=f"Installed packs are {known}; a folder needs a pack.yaml, in it or in its subfolders.",
        )
    return found


def _shown(result: CaseResult) -> str:
    from holdfast.output.strings import prose

    # A case may be a stranger's: nothing of it reaches the terminal as it is.
    lines = [f"{result.rule}: {result.case}", *result.differences]
    return "\n  ".join(map(prose, lines))


def _verdict(results: list[CaseResult], failed: list[CaseResult]) -> str:
    from holdfast.output.strings import count

    policies = len({result.rule for result in results})
    said = f"{count(len(results), 'case')} of {count(policies, 'policy', 'policies')}"
    return f"{said}: {f'{len(failed)} not' if failed else 'all'} as expected."
