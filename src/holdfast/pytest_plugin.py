"""The plugin of pytest: the cases of policies as tests, and the fixture `holdfast`."""

# pytest imports this at every start, in every project of the environment: what a run needs is imported
# where it is used.

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from holdfast.errors import UserError
    from holdfast.evaluate.compile import CompiledPolicy
    from holdfast.hooks.contributions import Contributions
    from holdfast.model.case import Case
    from holdfast.model.catalogue import Catalogue
    from holdfast.model.finding import Finding
    from holdfast.model.policy import Pack

PACK_FILE = "pack.yaml"
CASES = "*.cases.yaml"

Manifest = str | Path | Mapping[str, str]
"""What is checked: the text of an `ai-manifest.yaml`, texts by path, or the path of what is there already."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect files of cases in a pack, and the pack itself: it may hold a policy without cases."""
    if file_path.name == PACK_FILE:
        return PackFile.from_parent(parent, path=file_path)
    if file_path.match(CASES) and file_path.with_name(PACK_FILE).is_file():
        return CasesFile.from_parent(parent, path=file_path)
    return None


class CasesFile(pytest.File):
    """`<id>.cases.yaml`: an item for each case."""

    def collect(self) -> Iterable[pytest.Item]:
        """Return the cases; a mistake in the pack or in the cases is an error of the collection."""
        from holdfast.errors import UserError
        from holdfast.kit.case_files import load_case_file
        from holdfast.output.strings import prose

        try:
            session = _session(self.config)
            found = load_case_file(self.path, session.pack(self.path.parent), session.plugins.cel_functions)
        except UserError as error:
            raise _refused(error) from None
        for case in found.cases:
            # A case may be a stranger's: nothing of it reaches the terminal as it is.
            yield CaseItem.from_parent(self, name=prose(case.name), case=case, policy=found.policy)


class PackFile(pytest.File):
    """`pack.yaml`: no items, but an error where nobody wrote cases for a policy."""

    def collect(self) -> Iterable[pytest.Item]:
        """Return nothing. A mistake in the pack is told where its cases are, if there are any."""
        from holdfast.errors import UserError, UserErrors
        from holdfast.kit.case_files import is_pack, without_cases

        if not is_pack(self.path):
            return ()
        folder = self.path.parent
        try:
            errors = without_cases(folder, _session(self.config).pack(folder))
        except UserError as error:
            if any(folder.glob(CASES)):
                return ()
            raise _refused(error) from None
        if errors:
            raise _refused(UserErrors(errors))
        return ()


class CaseItem(pytest.Item):
    """One case of a policy."""

    def __init__(self, *, case: Case, policy: CompiledPolicy, **given: Any) -> None:
        super().__init__(**given)
        self.case = case
        self.policy = policy

    def runtest(self) -> None:
        """Run the case; `CaseFailedError` where what comes of it is not what it expects."""
        from holdfast.kit.cases import differences, run_case

        observed = run_case(self.policy, self.case, _session(self.config).catalogue())
        lines = differences(self.case, observed)
        if lines:
            raise CaseFailedError(lines)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what differs, below the place of the case."""
        if not isinstance(excinfo.value, CaseFailedError):
            return super().repr_failure(excinfo, style)
        from holdfast.kit.case_files import place_of
        from holdfast.output.strings import prose

        where = place_of(self.path, self.case.name)
        at = f"{self.nodeid.partition('::')[0]}:{where.line}:{where.column}"
        said = f"{self.policy.policy.rule.id}: {self.case.name}"
        return "\n".join(
            [prose(said), f"  --> {prose(at)}", *(f"  {prose(line)}" for line in excinfo.value.lines)]
        )

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return what stands above a failure."""
        return self.path, None, f"{self.policy.policy.rule.id}: {self.name}"


class CaseFailedError(Exception):
    """What came of a case is not what it expects; `lines` say how, one difference each."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = tuple(lines)


class _Session:
    """What the cases of one run of pytest share, each part read when it is first needed."""

    def __init__(self) -> None:
        self.plugins = _installed()
        self._packs: dict[Path, Pack | UserError] = {}
        self._catalogue: Catalogue | None = None

    def pack(self, folder: Path) -> Pack:
        from holdfast.errors import UserError
        from holdfast.load.packs import load_pack

        if folder not in self._packs:
            try:
                self._packs[folder] = load_pack(folder)
            except UserError as error:
                self._packs[folder] = error
        found = self._packs[folder]
        if isinstance(found, UserError):
            raise found
        return found

    def catalogue(self) -> Catalogue:
        if self._catalogue is None:
            from holdfast.load.catalogue import load_catalogue

            self._catalogue = load_catalogue(self.plugins.facts)
        return self._catalogue


_SESSION = pytest.StashKey[_Session]()


def _session(config: pytest.Config) -> _Session:
    if _SESSION not in config.stash:
        config.stash[_SESSION] = _Session()
    return config.stash[_SESSION]


def _installed() -> Contributions:
    """Return what the plugins add that are installed now: a test may have put one on the path."""
    from holdfast.cli.plugins import installed

    installed.cache_clear()
    return installed()


def _refused(error: UserError) -> pytest.Collector.CollectError:
    from holdfast.cli.errors import shown

    return pytest.Collector.CollectError(shown(error))


class Holdfast:
    """Checks manifests as `holdfast check` does, with the plugins that are installed."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self._folders = folders

    def check(
        self,
        manifest: Manifest,
        *,
        as_of: str = "2026-11-23",
        packs: Sequence[str | Path] = (),
        config: str | Path | None = None,
    ) -> list[str]:
        """Check `manifest` and return each finding as `path:line:column rule`, in their order.

        What nobody knows ends in ` (undecided)`, and what a policy could not say in ` (error)`. `packs`
        are ids of installed packs or folders, in place of the configured ones. `config` is the text of a
        `.holdfast.yaml`, or the path of one. `as_of` is `YYYY-MM-DD`; the default is the day of a case.

        Raises `holdfast.errors.UserError` where `holdfast check` would end with exit code 2.
        """
        from holdfast.cli.options import day
        from holdfast.errors import UserError, UserErrors
        from holdfast.run import Request, run

        target = manifest if isinstance(manifest, Path) else self._laid_out(manifest)
        given = config if config is None or isinstance(config, Path) else self._written(config)
        # A folder of ours may lie below a repository, whose configuration is nobody's here.
        alone = given is None and not isinstance(manifest, Path)
        try:
            report = run(
                Request(
                    targets=(target,),
                    as_of=day(as_of),
                    installed=_installed(),
                    packs=tuple(str(pack.resolve()) if isinstance(pack, Path) else pack for pack in packs),
                    config=given,
                    no_config=alone,
                )
            )
        except UserError as error:
            for each in error.errors if isinstance(error, UserErrors) else (error,):
                _annotate(error, each)
            raise
        return [_line(finding) for finding in report.findings]

    def _laid_out(self, manifest: str | Mapping[str, str]) -> Path:
        folder = self._folders.mktemp("holdfast")
        files = {"ai-manifest.yaml": manifest} if isinstance(manifest, str) else manifest
        for path, text in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        return folder

    def _written(self, config: str) -> Path:
        file = self._folders.mktemp("holdfast") / ".holdfast.yaml"
        file.write_text(config, encoding="utf-8", newline="")
        return file


@pytest.fixture
def holdfast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holdfast]:
    """Check manifests: `holdfast.check(text) == ["ai-manifest.yaml:7:5 accountability/owner"]`."""
    yield Holdfast(tmp_path_factory)
    _forget()


def _forget() -> None:
    """Let the next one look anew which plugins are there: one that a test had on the path is gone."""
    from holdfast.cli.plugins import installed

    installed.cache_clear()


def _line(finding: Finding) -> str:
    from holdfast.model.finding import Outcome

    mark = {Outcome.UNKNOWN: " (undecided)", Outcome.ERROR: " (error)"}.get(finding.outcome, "")
    return f"{finding.place.location} {finding.rule.id}{mark}"


def _annotate(error: UserError, one: UserError) -> None:
    """Add place and remedy, which pytest shows below the message."""
    from holdfast.cli.errors import shown

    error.add_note(shown(one))
