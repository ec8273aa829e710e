"""The hooks a plugin may implement: each returns what it adds, none changes what it is given."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from holdfast.hooks import hookspec
from holdfast.model.output import OutputFormat
from holdfast.model.policy import Check


@hookspec
def policy_packs() -> Iterable[Path]:  # type: ignore[empty-body]  # a specification has no body
    """Return folders that hold a `pack.yaml`. Packs are known by their id; an id is taken once."""


@hookspec
def checks() -> Iterable[Check]:  # type: ignore[empty-body]  # a specification has no body
    """Return rules that CEL cannot say. They are selected, counted and shown like policies."""


@hookspec
def cel_functions() -> Iterable[Any]:  # type: ignore[empty-body]  # a specification has no body
    """Return `holdfast.cel.Function`s that policies may call. A name is taken once."""


@hookspec
def output_formats() -> Iterable[OutputFormat]:  # type: ignore[empty-body]  # a specification has no body
    """Return formats for `--format` and `-o`. A name is taken once."""


@hookspec
def facts() -> Iterable[Path]:  # type: ignore[empty-body]  # a specification has no body
    """Return files (or folders of files) of catalogue facts, in the format of the catalogue's own."""
