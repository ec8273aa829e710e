"""`holdfast policy docs`: a page for each pack."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path

from holdfast.cli.files import make_folder, text_of, write_atomically
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.errors import ConfigError, UsageError
from holdfast.model.report import EXIT_CLEAN, EXIT_FINDINGS

SUPERFLUOUS = "superfluous; no such pack is named"

HELP = """\
Write a page in Markdown for each pack: what its rules ask for, why, what to do,
parameters, references, and a case that passes and one that fails.

PACK is a folder, or the id of an installed pack. Without one it is the folders
that .holdfast.yaml names, or else all installed packs. Without FOLDER the pages
go to standard output.

Exit codes:
  0   the pages are written, or up to date
  1   with --check, a page is out of date, missing or superfluous
  2   a policy is wrong, or a page cannot be written

Examples:
  holdfast policy docs policies/acme
  holdfast policy docs policies -o docs/policies
  holdfast policy docs policies -o docs/policies --check
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast policy docs`."""
    parser = Parser(command, "[PACK]...", description=HELP)
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", help="Write <pack>.md of each pack into this folder."
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="Write nothing, and name the pages that are not as they should be.",
    )
    return parser


def run_command(arguments: Namespace) -> int:
    """Write the pages of the packs that are named, or check them."""
    folder: Path | None = arguments.output
    if folder is None and arguments.check:
        raise UsageError("`--check` needs pages to check.", hint="Name their folder with `-o`.")
    pages = _pages(arguments.arguments)
    if folder is None:
        say("\n".join(pages.values()))
        return EXIT_CLEAN
    paths = {folder / f"{pack}.md": text for pack, text in pages.items()}
    return _check(folder, paths) if arguments.check else _write(folder, paths)


def _pages(named: list[str]) -> Mapping[str, str]:
    """Return the page of each pack by its id."""
    from holdfast.cli.packs import named_packs
    from holdfast.cli.plugins import installed
    from holdfast.kit.examples import examples_of
    from holdfast.kit.pages import pack_page
    from holdfast.load.catalogue import load_catalogue
    from holdfast.load.packs import load_pack

    plugins = installed()
    catalogue = load_catalogue(plugins.facts)
    pages: dict[str, str] = {}
    for folder in named_packs(named, plugins.policy_packs):
        pack = load_pack(folder)
        if pack.id in pages:
            raise ConfigError(f"two packs are called `{pack.id}`.", hint="Rename one, or name only one.")
        examples = examples_of(folder, pack, plugins.cel_functions, catalogue)
        pages[pack.id] = pack_page(pack, examples, [check.rule for check in plugins.checks])
    return dict(sorted(pages.items()))


def _write(folder: Path, pages: Mapping[Path, str]) -> int:
    for path in pages:
        if text_of(path) and not _is_ours(path):
            raise ConfigError(
                f"{path} was not written by `holdfast policy docs`.",
                hint="Name another folder, or remove the file.",
            )
    stale = _stale(pages)
    make_folder(folder)
    for path in stale:
        write_atomically(path, pages[path])
    superfluous = _superfluous(folder, pages)
    _tell([*((path, "written") for path in stale), *((path, SUPERFLUOUS) for path in superfluous)], pages)
    return EXIT_CLEAN


def _check(folder: Path, pages: Mapping[Path, str]) -> int:
    stale = [(path, "missing" if text_of(path) is None else "out of date") for path in _stale(pages)]
    wrong = [*stale, *((path, SUPERFLUOUS) for path in _superfluous(folder, pages))]
    _tell(wrong, pages)
    return EXIT_FINDINGS if wrong else EXIT_CLEAN


def _tell(found: Iterable[tuple[Path, str]], pages: Mapping[Path, str]) -> None:
    from holdfast.output.strings import count, safe

    lines = [f"{safe(path.as_posix())}: {word}" for path, word in sorted(found)]
    say("".join(f"{line}\n" for line in lines or [f"{count(len(pages), 'page')} up to date."]))


def _stale(pages: Mapping[Path, str]) -> list[Path]:
    return [path for path, text in pages.items() if text_of(path) != text]


def _superfluous(folder: Path, pages: Iterable[Path]) -> list[Path]:
    """Return the pages in `folder` that this command wrote for packs that are not named now."""
    return [path for path in sorted(folder.glob("*.md")) if path not in set(pages) and _is_ours(path)]


def _is_ours(path: Path) -> bool:
    from holdfast.kit.pages import MARK

    return (text_of(path) or "").startswith(MARK)
