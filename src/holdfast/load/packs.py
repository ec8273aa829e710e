"""Folders of policies to packs; every mistake of a pack is found in one go."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from holdfast.errors import PolicyError, UserErrors
from holdfast.load.files import checked, read_bounded
from holdfast.load.schema import named_schema
from holdfast.model.document import Document
from holdfast.model.location import Place, Pointer
from holdfast.model.policy import (
    Definition,
    Expression,
    Pack,
    Policy,
    Reference,
    Rule,
    Scope,
    Severity,
    Validation,
)

PACK_FILE = "pack.yaml"
CASES_SUFFIX = ".cases.yaml"


def pack_folders(path: Path) -> tuple[Path, ...]:
    """Return `path` if it is a pack, else the packs directly in it, sorted by name.

    Places are shown under a folder's name, so a path that does not end in one (`.`) is resolved.
    """
    if path.name in ("", ".."):
        path = path.resolve()
    if (path / PACK_FILE).is_file():
        return (path,)
    if not path.is_dir():
        return ()
    return tuple(sorted(child for child in path.iterdir() if (child / PACK_FILE).is_file()))


class PackFiles(NamedTuple):
    """A pack as it lies on the disk: its folder's name, and its files by name, pack.yaml first."""

    folder: str
    files: Mapping[str, bytes]

    def shown(self, name: str) -> str:
        """Return how output calls the file `name`."""
        return f"{self.folder}/{name}"


def load_pack(folder: Path, root: Path | None = None) -> Pack:
    """Read the pack in `folder`; a policy is every `<id>.yaml` beside `pack.yaml`.

    `root` bounds what may be read, see `read_bounded`. Places are `<folder name>/<file>`. Raises
    PolicyError for the first file that is wrong, and for a pack that holds no policy.
    """
    return pack_of(read_pack(folder, root))


def read_pack(folder: Path, root: Path | None = None) -> PackFiles:
    """Return the files of the pack in `folder`, cases left out, as they are. Raises PolicyError."""
    found = PackFiles(folder.name, {})
    first = {PACK_FILE: read_bounded(folder / PACK_FILE, found.shown(PACK_FILE), PolicyError, root)}
    try:
        names = sorted(path.name for path in folder.iterdir() if path.suffix == ".yaml")
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise PolicyError(f"the files of the pack {folder.name} cannot be listed: {reason}.") from None
    policies = [name for name in names if name != PACK_FILE and not name.endswith(CASES_SUFFIX)]
    contents = {name: read_bounded(folder / name, found.shown(name), PolicyError, root) for name in policies}
    return found._replace(files=first | contents)


def pack_of(source: PackFiles) -> Pack:
    """Return the pack that the files hold. Raises PolicyError as `load_pack` does."""
    policies = dict(source.files)
    document = checked(policies.pop(PACK_FILE), source.shown(PACK_FILE), named_schema("pack"), PolicyError)
    data = document.data
    checks = tuple(data.get("checks", ()))
    if not policies and not checks:
        raise PolicyError(
            f"the pack `{data['id']}` holds no policy.",
            location=document.locate(("id",)),
            hint="Put a policy beside its pack.yaml, or leave the pack out.",
        )
    found = tuple(_policy(name, raw, source.shown(name), data["id"]) for name, raw in policies.items())
    about = (data["id"], data["version"], data["title"], data.get("description", ""))
    return Pack(*about, found, data.get("page", ""), checks)


def _policy(name: str, raw: bytes, shown: str, pack: str) -> Policy:
    document = checked(raw, shown, named_schema("policy"), PolicyError)
    data = document.data
    if f"{data['id']}.yaml" != name:
        raise PolicyError(
            f"the policy is called `{data['id']}` and its file {name}.",
            location=document.locate(("id",)),
            hint=f"Name the file {data['id']}.yaml.",
        )
    return policy_of(document, pack)


def policy_of(document: Document, pack: str) -> Policy:
    """Return the policy that `document`, which keeps to its schema, holds."""
    data = document.data
    _refuse_repeated_names(document)
    _refuse_wrong_params(document)
    return Policy(
        rule=Rule(
            id=f"{pack}/{data['id']}",
            title=data["title"],
            severity=Severity(data["severity"]),
            scope=Scope(data["scope"]),
            rationale=data.get("rationale", "").strip(),
            remediation=data.get("remediation", "").strip(),
            references=tuple(
                Reference(item["framework"], item["control"], item.get("url", ""))
                for item in data.get("references", ())
            ),
        ),
        validations=tuple(
            _validation(document, ("validations", index), item)
            for index, item in enumerate(data["validations"])
        ),
        place=document.place(document.locate(("id",))),
        params=data.get("params", {}),
        match_conditions=_definitions(document, "matchConditions"),
        variables=_definitions(document, "variables"),
        for_each=data.get("forEach", ""),
        for_each_at=_optional(document, ("forEach",), data),
    )


def _validation(document: Document, pointer: Pointer, item: Mapping[str, Any]) -> Validation:
    effective = item.get("effectiveFrom")
    return Validation(
        name=item.get("name", ""),
        expression=_expression(document, (*pointer, "expression"), item["expression"]),
        message=item.get("message", ""),
        message_expression=_optional(document, (*pointer, "messageExpression"), item),
        field_path=item.get("fieldPath", ""),
        severity=Severity(item["severity"]) if "severity" in item else None,
        effective_from=date.fromisoformat(effective) if effective else None,
        effective_from_expression=_optional(document, (*pointer, "effectiveFromExpression"), item),
        field_path_at=_optional(document, (*pointer, "fieldPath"), item),
    )


def _definitions(document: Document, key: str) -> tuple[Definition, ...]:
    return tuple(
        Definition(item["name"], _expression(document, (key, index, "expression"), item["expression"]))
        for index, item in enumerate(document.data.get(key, ()))
    )


def _optional(document: Document, pointer: Pointer, item: Mapping[str, Any]) -> Expression | None:
    """Return what `item` holds under the last part of `pointer`; None where that is not written."""
    source = item.get(str(pointer[-1]))
    return _expression(document, pointer, source) if source else None


def _expression(document: Document, pointer: Pointer, source: str) -> Expression:
    from holdfast.load.stretches import stretches_of  # what is in the cache has them already

    location = document.locate(pointer)
    written = tuple(document.lines[location.line - 1 : location.end_line])
    return Expression(source, Place(location, written), stretches_of(source, written, location))


def _refuse_wrong_params(document: Document) -> None:
    from holdfast.load.param_schema import schema_errors  # as above

    params = document.data.get("params", {}).items()
    if errors := [
        each for name, schema in params for each in schema_errors(document, ("params", name), name, schema)
    ]:
        raise UserErrors(errors)


def _refuse_repeated_names(document: Document) -> None:
    for key in ("matchConditions", "variables", "validations"):
        items = document.data.get(key, ())
        if key == "validations" and len(items) == 1:
            continue
        _refuse_repeated(document, key, items)


def _refuse_repeated(document: Document, key: str, items: Iterable[Mapping[str, Any]]) -> None:
    seen: set[str] = set()
    for index, item in enumerate(items):
        name = item.get("name", "")
        if name and name not in seen:
            seen.add(name)
            continue
        said = f"`{name}` is the name of two entries of `{key}`." if name else "a validation has no name."
        raise PolicyError(
            said,
            location=document.locate((key, index, "name")),
            hint="Give each entry a name of its own: it is part of a finding's fingerprint.",
        )
