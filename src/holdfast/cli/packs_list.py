"""`holdfast packs`: the packs in use, where they come from, and whether they are locked."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from holdfast.cli.configured_packs import add_configs, configured_packs
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.model.report import EXIT_CLEAN

if TYPE_CHECKING:
    from holdfast.model.lock import Lock, LockedPack

HELP = """\
List the packs of the configuration that holds in the current folder: where each
comes from, how many rules it has, the digest of its content, and whether it is
locked. Packs from git are fetched where they are not in the cache.

`holdfast packs update` locks them.

Exit codes:
  0   the packs are listed
  2   the run is wrong

Examples:
  holdfast packs
  holdfast packs --config organisation/.holdfast.yaml
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast packs`."""
    parser = Parser(command, description=HELP)
    add_configs(parser)
    return parser


def run_command(arguments: Namespace) -> int:
    """List the packs."""
    found = configured_packs(arguments)
    say("\n".join("".join(f"{line}\n" for line in _block(pack, found.lock)) for pack in found.packs.values()))
    return EXIT_CLEAN


def _block(pack: LockedPack, lock: Lock | None) -> Iterator[str]:
    from holdfast.model.git_source import git_source, is_git
    from holdfast.output.strings import safe

    yield safe(f"{pack.id} {pack.version}")
    if is_git(pack.source):
        source = git_source(pack.source)
        folder = f", folder {source.path}" if source.path else ""
        yield f"  source  {source.url}{folder}"
        yield f"  commit  {source.commit}"
    else:
        yield safe(f"  source  {pack.source}")
    yield f"  rules   {len(pack.rules):,}"
    yield f"  digest  {pack.digest}"
    yield f"  lock    {_state(pack, lock)}"


def _state(pack: LockedPack, lock: Lock | None) -> str:
    if lock is None:
        return "there is none"
    if pack.id not in lock.packs:
        return "not locked"
    return "locked" if lock.packs[pack.id].digest == pack.digest else "not as it is locked"
