"""`holdfast packs update`: lock the packs as they are now, and show what their rules say differently."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from holdfast.cli.configured_packs import add_configs, configured_packs
from holdfast.cli.files import write_atomically
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.errors import ConfigError
from holdfast.model.report import EXIT_CLEAN

if TYPE_CHECKING:
    from holdfast.kit.pack_changes import PackChange, RuleChange

HELP = """\
Lock the packs of the configuration that holds in the current folder, as they
are now, and show how their rules differ from those that were locked.

The lock, .holdfast.lock, lies beside the configuration. From then on a check
ends with exit code 2 where a pack has another content. To take a newer commit
of a pack from git, write its id into the configuration first.

Exit codes:
  0   the packs are locked
  2   the run is wrong

Examples:
  holdfast packs update
  holdfast packs update --config organisation/.holdfast.yaml
"""


_OF_A_FILE = {"new": "a file that is new", "gone": "a file that is gone", "changed": "a file that changed"}
"""What no rule says: texts that explain, and what manifests may include."""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast packs update`."""
    parser = Parser(command, description=HELP)
    add_configs(parser)
    return parser


def run_command(arguments: Namespace) -> int:
    """Write the lock, and show the difference."""
    from holdfast.kit.pack_changes import changes
    from holdfast.model.lock import LOCK_FILE
    from holdfast.output.lock import render
    from holdfast.output.strings import count

    found = configured_packs(arguments)
    if found.config is None:
        raise ConfigError(
            "there is no configuration here whose packs could be locked.",
            hint="Write a .holdfast.yaml that names them, or pass one with `--config`.",
        )
    # One that is there has been read, so it is a file, and none of somewhere else.
    path = found.config.path.parent / LOCK_FILE
    before = found.lock.packs if found.lock else {}
    differences = changes(before, found.packs)
    write_atomically(path, render(found.packs.values()))
    lines = [line for change in differences for line in [*_block(change), ""]]
    changed = f"{len(differences):,} changed" if differences else "nothing changed"
    lines.append(f"{LOCK_FILE}: {count(len(found.packs), 'pack')} locked, {changed}.")
    say("".join(f"{line}\n" for line in lines))
    return EXIT_CLEAN


def _block(change: PackChange) -> Iterator[str]:
    from holdfast.output.strings import safe

    before, after = change.before, change.after
    if before is None or after is None:
        pack, word = (after, "added") if after else (before, "removed")
        yield safe(f"{change.id} {pack.version if pack else ''}: {word}")
    else:
        version = after.version if before.version == after.version else f"{before.version} → {after.version}"
        yield safe(f"{change.id} {version}")
        if before.source != after.source:
            yield safe(f"  source: {before.source} → {after.source}")
    for rule in change.rules:
        yield from _rule(rule)
    if before and after:
        yield from (safe(f"  ~ {file.path}: {_OF_A_FILE[file.word]}") for file in change.files)
        if before.digest == after.digest:
            yield "  its content is the same"


def _rule(change: RuleChange) -> Iterator[str]:
    from holdfast.output.strings import prose, safe

    fields = change.after if change.after is not None else change.before or {}
    if change.before is None or change.after is None:
        sign = "-" if change.after is None else "+"
        severity, title = safe(fields.get("severity", "")), prose(fields.get("title", ""))
        yield f"  {sign} {safe(change.rule)} ({severity}): {title}"
        return
    yield f"  ~ {safe(change.rule)}"
    for field in change.fields:
        yield f"      {safe(field.name)}: {_value(field.before)} → {_value(field.after)}"


def _value(text: str) -> str:
    from holdfast.output.strings import prose

    return prose(text) if text else "(nothing)"
