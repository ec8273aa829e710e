"""`holdfast policy`: what policy authors use."""

from __future__ import annotations

from pathlib import Path

import click

from holdfast.cli.plugins import installed
from holdfast.errors import PolicyError
from holdfast.kit.suite import CaseResult, run_suite
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import pack_folders
from holdfast.model.report import EXIT_CLEAN, EXIT_FINDINGS
from holdfast.output.strings import count, prose


@click.group()
def policy() -> None:
    """Work on policies."""


@policy.command()
@click.argument("packs", nargs=-1, metavar="[PACK]...")
def test(packs: tuple[str, ...]) -> int:
    """Run the cases of policies.

    PACK is a folder, or the id of an installed pack; without one all installed packs are tested.

    \b
    Exit codes: 0 every case is as expected, 1 one is not, 2 a policy is wrong, or has
    no passing or no failing case.
    """  # noqa: D301  # click reads the backspace as: keep these lines as they are
    plugins = installed()
    shipped = {folder.name: folder for folder in plugins.policy_packs}
    folders = [folder for name in packs for folder in _folders(name, shipped)] or sorted(shipped.values())
    catalogue = load_catalogue(plugins.facts)
    results = [result for folder in folders for result in run_suite(folder, plugins.cel_functions, catalogue)]
    if not results:
        raise PolicyError("there is no case to run.", hint="A pack needs a policy, and a policy cases.")
    failed = [result for result in results if result.differences]
    for result in failed:
        _show(result)
    click.echo(_verdict(results, failed))
    return EXIT_FINDINGS if failed else EXIT_CLEAN


def _folders(name: str, shipped: dict[str, Path]) -> tuple[Path, ...]:
    found = (shipped[name],) if name in shipped else pack_folders(Path(name))
    if not found:
        known = ", ".join(f"`{pack}`" for pack in sorted(shipped))
        raise PolicyError(
            f"there is no pack `{name}`.",
            hint=f"Installed packs are {known}; a folder needs a pack.yaml, in it or in its subfolders.",
        )
    return found


def _show(result: CaseResult) -> None:
    # A case may be a stranger's: nothing of it reaches the terminal as it is.
    click.echo(prose(f"{result.rule}: {result.case}"))
    for line in result.differences:
        click.echo(f"  {prose(line)}")


def _verdict(results: list[CaseResult], failed: list[CaseResult]) -> str:
    policies = len({result.rule for result in results})
    said = f"{count(len(results), 'case')} of {count(policies, 'policy', 'policies')}"
    return f"{said}: {f'{len(failed)} not' if failed else 'all'} as expected."
