"""A pack as its author wrote it: every policy with its document and its cases, whatever is odd about them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from holdfast.errors import PolicyError, UserError, UserErrors
from holdfast.load.cases import load_cases
from holdfast.load.files import read_checked
from holdfast.load.packs import CASES_SUFFIX, PACK_FILE, policy_of
from holdfast.load.schema import named_schema
from holdfast.model.case import Case
from holdfast.model.document import Document
from holdfast.model.policy import Policy


class PolicySource(NamedTuple):
    """A policy, the document that holds it, and its cases; `stem` is the name of its file without suffix."""

    stem: str
    document: Document
    policy: Policy
    cases: tuple[Case, ...]


class PackSource(NamedTuple):
    """A pack with its documents; `strays` are the paths of files of cases without a policy."""

    id: str
    document: Document
    policies: tuple[PolicySource, ...]
    strays: tuple[str, ...]


def read_pack_sources(folders: Iterable[Path]) -> tuple[PackSource, ...]:
    """Read the packs in `folders`, paths as `load_pack` has them.

    Raises UserErrors with all that keeps a file from being read, and for a pack without a policy. What
    `load_pack` refuses beyond that, a file called otherwise than its policy, is here to be told.
    """
    errors: list[UserError] = []
    found = [_pack(folder, errors) for folder in folders]
    if errors:
        raise UserErrors(errors)
    return tuple(pack for pack in found if pack)


def _pack(folder: Path, errors: list[UserError]) -> PackSource | None:
    document = _read(folder, PACK_FILE, "pack", errors)
    pack_id = document.data["id"] if document else folder.name
    names = sorted(path.name for path in folder.glob("*.yaml"))
    files = [name for name in names if name != PACK_FILE and not name.endswith(CASES_SUFFIX)]
    policies = [_policy(folder, name, pack_id, errors) for name in files]
    if document and not files and not document.data.get("checks"):
        errors.append(
            PolicyError(
                f"the pack `{pack_id}` holds no policy.",
                location=document.locate(("id",)),
                hint="Put a policy beside its pack.yaml, or leave the pack out.",
            )
        )
    if document is None:
        return None
    cases = [name for name in names if name.endswith(CASES_SUFFIX)]
    strays = [name for name in cases if f"{name.removesuffix(CASES_SUFFIX)}.yaml" not in files]
    return PackSource(
        pack_id,
        document,
        tuple(policy for policy in policies if policy),
        tuple(f"{folder.name}/{name}" for name in strays),
    )


def _policy(folder: Path, name: str, pack: str, errors: list[UserError]) -> PolicySource | None:
    document = _read(folder, name, "policy", errors)
    stem = name.removesuffix(".yaml")
    try:
        cases = load_cases(folder, stem)
        return PolicySource(stem, document, policy_of(document, pack), cases) if document else None
    except UserError as error:
        errors += _each(error)
        return None


def _read(folder: Path, name: str, schema: str, errors: list[UserError]) -> Document | None:
    try:
        return read_checked(folder / name, f"{folder.name}/{name}", named_schema(schema), PolicyError)
    except UserError as error:
        errors += _each(error)
        return None


def _each(error: UserError) -> tuple[UserError, ...]:
    return error.errors if isinstance(error, UserErrors) else (error,)
