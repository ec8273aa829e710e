"""`holdfast init`: what a repository begins with."""

from __future__ import annotations

import os
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from holdfast.cli.files import create_all, write_atomically
from holdfast.cli.options import target_paths, today
from holdfast.cli.parser import Parser
from holdfast.cli.streams import complain, say
from holdfast.cli.terminal import is_watched
from holdfast.errors import TargetError, UsageError
from holdfast.model.escape import escape, quoted
from holdfast.model.report import EXIT_CLEAN

if TYPE_CHECKING:
    from holdfast.kit.beginning import Known, Source
    from holdfast.kit.draft_parts import Draft

MANIFEST = "ai-manifest.yaml"
HOOKS = (".pre-commit-config.yaml", ".pre-commit-config.yml")
"""Both prek reads, and of two the first."""
WORKFLOWS = (".github/workflows/holdfast.yml", ".github/workflows/holdfast.yaml")

_OWNER = re.compile(r"(group|user):[^\s:]+")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_ACTION = re.compile(r"(?:(https://[\w.-]+(?::\d+)?)/)?(\w[\w.-]*/\w[\w.-]*)@(\w[\w./-]*)", re.ASCII)

HELP = """\
Write what a repository begins with: a manifest, a configuration, a workflow for
GitHub and a hook for pre-commit.

FOLDER is where the manifest goes, without one the current folder; the rest goes
to the top of its git repository. What is there already stays as it is; but
--action fills in <OWNER> and <COMMIT> where an earlier run left them. At a
terminal a few things are asked, each of which may be left open; in CI and
without a terminal nothing is. The manifest is valid as it is written, and
`holdfast check` asks for what is missing in it. Where detectors are installed
(`pip install ./plugins/detect`, from a clone) it has the models, backends and
fallbacks that files of the folder name, each with its places in a comment.

Exit codes:
  0   what was missing is written
  2   it cannot be written; then nothing is

Examples:
  holdfast init
  holdfast init services/chat --no-questions
  holdfast init --action acme/holdfast@8f4b7f84864484a7bf31766abe9204da3cbe65b3
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast init`."""
    parser = Parser(command, "[FOLDER]", description=HELP)
    parser.add_argument("--no-questions", action="store_true", help="Ask nothing.")
    parser.add_argument(
        "--action",
        type=_action,
        metavar="OWNER/NAME@COMMIT",
        help="Where workflow and hook have Holdfast from (default: where this one was installed from, if "
        "that is GitHub). A host other than GitHub goes before it: https://HOST/OWNER/NAME@COMMIT.",
    )
    return parser


def run_command(arguments: Namespace) -> int:
    """Write the files, and say what to do next."""
    [folder] = target_paths(arguments.arguments) or (Path(),)
    if not folder.is_dir():
        raise TargetError(f"{quoted(folder)} is no folder.", hint="Create it first, or name another one.")
    from holdfast.load.upwards import repository_root

    there = _There(folder.resolve(), repository_root(folder))
    source = _source(arguments.action)
    missing = {kind for kind, path in there.already().items() if path is None}
    asks = not arguments.no_questions and "manifest" in missing and is_watched(sys.stdin, sys.stderr)
    draft = _draft(there.folder) if "manifest" in missing else None
    files = _files(there, missing, _known(there.folder, draft, asks=asks), draft, source)
    create_all(there.root, files)
    found = there.already()
    filled = _filled_in(there, found, source)
    for path, text in filled.items():
        write_atomically(path, text)
    say("".join(f"{line}\n" for line in _said(_Done(there, found, files, filled, source, draft))))
    return EXIT_CLEAN


class _There(NamedTuple):
    """Where the manifest goes, and the top of the repository; both are real paths."""

    folder: Path
    root: Path

    def already(self) -> Mapping[str, Path | None]:
        """Return by kind the file that is there; a link that leads nowhere is there too."""
        from holdfast.load.config import find_config
        from holdfast.load.discovery import discover

        manifests = [found.path for found in discover((self.folder,)).found]
        config = find_config((self.folder,))
        return {
            "manifest": manifests[0] if manifests else None,
            "configuration": config.path if config else None,
            "workflow": next(filter(os.path.lexists, (self.root / name for name in WORKFLOWS)), None),
            "hook": next(filter(os.path.lexists, (self.root / name for name in HOOKS)), None),
        }

    def text(self, path: Path | None) -> str:
        """Return what a file holds; "" where there is none, or it cannot be read as UTF-8."""
        from holdfast.load.reading import UnreadableError, read_inside

        try:
            return read_inside(self.root, path).decode("utf-8") if path else ""
        except (UnreadableError, UnicodeDecodeError):  # a check says so
            return ""

    def shown(self, path: Path) -> str:
        """Return how the output calls a file."""
        return escape(path.relative_to(self.root).as_posix())


def _draft(folder: Path) -> Draft | None:
    """Return what the files of `folder` say; None where there is nothing that would find it."""
    from holdfast.cli.plugins import detectors_in, installed

    detectors = detectors_in(folder)
    if not detectors:
        return None
    from holdfast.detection import survey
    from holdfast.kit.draft import draft_of
    from holdfast.load.catalogue import load_catalogue

    catalogue, day = load_catalogue(installed().facts), today()
    (found,) = survey([folder], (), detectors, catalogue, day)
    return draft_of(found, catalogue, day)


def _files(
    there: _There, missing: set[str], known: Known, draft: Draft | None, source: Source
) -> Mapping[Path, str]:
    from holdfast.kit.beginning import configuration, manifest, pre_commit, workflow
    from holdfast.kit.draft_text import drafted
    from holdfast.load.config import CONFIG_FILE

    text = drafted(known, draft) if draft else manifest(known)
    wanted = {
        "manifest": (there.folder / MANIFEST, text),
        "configuration": (there.root / CONFIG_FILE, configuration()),
        "workflow": (there.root / WORKFLOWS[0], workflow(source)),
        "hook": (there.root / HOOKS[0], pre_commit(source)),
    }
    return {path: text for kind, (path, text) in wanted.items() if kind in missing}


def _filled_in(there: _There, found: Mapping[str, Path | None], source: Source) -> Mapping[Path, str]:
    """Return what becomes of the files that do not say yet where Holdfast is to be had."""
    from holdfast.kit.beginning import filled_in, is_open

    texts = {path: there.text(path) for path in (found["workflow"], found["hook"]) if path}
    unsaid = {path: text for path, text in texts.items() if is_open(text)}
    return {path: filled_in(text, source) for path, text in unsaid.items()} if source.is_known else {}


def _known(folder: Path, draft: Draft | None, *, asks: bool) -> Known:
    from holdfast.kit.beginning import Known, identifier

    known = Known(identifier(folder.name))
    if not asks:
        return known
    from holdfast.cli.questions import Question

    complain("A few questions; Enter leaves one open.\n")
    known = known._replace(
        owner=Question(
            "Who answers for it (group:NAME or user:NAME)",
            _is(_OWNER),
            "no owner: write group:NAME or user:NAME",
        ).ask(),
        application=Question(
            f"Id of the application [{known.name}]",
            _is(_ID),
            "no id: small letters, digits and hyphens, such as customer-chat",
        ).ask(),
    )
    if draft and draft.models:
        return known  # the files say the rest
    return known._replace(
        model=Question("Model, as your code names it", str.isprintable, "no name").ask(),
        hosting=Question(
            f"Hosting ({', '.join(_hostings())})", _hostings().__contains__, "none of these"
        ).ask(),
        operator=Question("Who runs it, such as openai or azure", str.isprintable, "no name").ask(),
    )


def _is(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _hostings() -> list[str]:
    from holdfast.load.schema import manifest_schema

    words: list[str] = manifest_schema()["$defs"]["backend"]["properties"]["hosting"]["enum"]
    return words


def _action(text: str) -> Source:
    """Return where Holdfast is to be had. Raises UsageError."""
    from holdfast.kit.beginning import Source

    found = _ACTION.fullmatch(text)
    if found is None:
        hint = "Write OWNER/NAME@COMMIT, or https://HOST/OWNER/NAME@COMMIT."
        raise UsageError(f"{quoted(text)} names no action.", hint=hint)
    host, repository, commit = found.groups()
    return Source(repository, commit, host) if host else Source(repository, commit)


def _source(named: Source | None) -> Source:
    from holdfast.kit.beginning import Source
    from holdfast.load.origin import installed_from

    return named or Source(*(installed_from() or ()))


class _Done(NamedTuple):
    """What there is now, by kind; what of it is new, and what was filled in, each with its text.

    `draft` is what files said for the manifest, None where nobody asked them.
    """

    there: _There
    found: Mapping[str, Path | None]
    written: Mapping[Path, str]
    filled: Mapping[Path, str]
    source: Source
    draft: Draft | None


def _said(done: _Done) -> Iterator[str]:
    from holdfast.kit.beginning import has_hook, hook

    there, found, written, filled, source, draft = done
    for path in written:
        is_ignored = path.name == MANIFEST and found["manifest"] is None
        yield f"{there.shown(path)}: written{', but git ignores it, so no check reads it' * is_ignored}"
    already = {kind: path for kind, path in found.items() if path and path not in written}
    for path in already.values():
        what = "filled in" if path in filled else "there already, left as it is"
        yield f"{there.shown(path)}: {what}"
    if draft and (draft.models or draft.unresolved):
        yield from _found(draft)
    steps = [*_steps(done)]
    lacks_hook = "hook" in already and not has_hook(there.text(already["hook"]))
    if lacks_hook:
        unsaid = "" if source.is_known else ", with your copy of Holdfast and one of its commits"
        steps.append(f"Add to `repos` in {there.shown(already['hook'])}{unsaid}:")
    yield from ("", "Next:", *(f"  {number}. {step}" for number, step in enumerate(steps, 1)))
    if lacks_hook:
        yield from hook(source).splitlines()


def _found(draft: Draft) -> Iterator[str]:
    from holdfast.output.strings import count

    yield ""
    found = f"{count(len(draft.models), 'model')} on {count(len(draft.backends), 'backend')}"
    found += f", {len(draft.choices):,} only to choose from" if draft.choices else ""
    open_ = f", {len(draft.unresolved):,} unresolved" if draft.unresolved else ""
    yield f"Named by files, and in the manifest with their places: {found}{open_}."


def _steps(done: _Done) -> Iterator[str]:
    import shlex

    from holdfast.kit.beginning import NOT_SAID, is_open

    there, found, written, filled, source, draft = done
    where = "" if there.folder == Path.cwd() else f" {escape(shlex.quote(_named(there.folder)))}"
    manifest = next((path for path in written if path.name == MANIFEST), found["manifest"])
    has_todo = re.search(rf"^[^#\n]*: {NOT_SAID}\b", there.text(manifest), re.MULTILINE) is not None
    if manifest and (manifest in written or has_todo):
        above_all = f", above all what stands for {NOT_SAID}" if has_todo else ""
        yield f"Say in {there.shown(manifest)} what only you know{above_all}."
    yield f"holdfast check{where} --select inventory    asks for what is missing"
    yield f"holdfast check{where}    says what else does not keep to the policies"
    if draft and (draft.models or draft.unresolved):
        yield f"holdfast check{where} --policies drift    holds it against what files name, now and later"
    unsaid = [path for path in (found["workflow"], found["hook"]) if path and is_open(there.text(path))]
    if unsaid:
        names = ", ".join(map(there.shown, unsaid))
        yield f"holdfast init{where} --action OWNER/NAME@COMMIT    fills in {names}:\n{_COPY}"
    elif not source.is_pinned and any(
        source.commit in text for text in (*written.values(), *filled.values())
    ):
        yield f"Name a full commit id, not {source.commit}: a tag or a branch can be moved to other code."


_COPY = (
    "     OWNER/NAME is your copy of Holdfast on GitHub, COMMIT the full id of one of its commits\n"
    "     (`git rev-parse HEAD`)"
)


def _named(folder: Path) -> str:
    """Return how a command line names a folder; never like an option."""
    relative = os.path.relpath(folder)
    return f"./{relative}" if relative.startswith("-") else relative
