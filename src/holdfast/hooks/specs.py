"""The hooks a plugin may implement: each returns what it adds, none changes what it is given."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from holdfast.hooks.markers import hookspec
from holdfast.model.function import Function
from holdfast.model.output import OutputFormat
from holdfast.model.policy import Check
from holdfast.model.reference import Detector


@hookspec
def policy_packs() -> Iterable[Path]:  # type: ignore[empty-body]  # a specification has no body
    """Return absolute paths of folders that hold a `pack.yaml`.

    A folder is called as its pack, and that name is taken once. A pack that is installed is checked
    where a configuration or `--policies` names it.
    """


@hookspec
def checks() -> Iterable[Check]:  # type: ignore[empty-body]  # a specification has no body
    """Return rules that CEL cannot say. They are selected, counted and shown like policies.

    An id, `<pack>/<name>`, is taken once.
    """


@hookspec
def cel_functions() -> Iterable[Function]:  # type: ignore[empty-body]  # a specification has no body
    """Return functions that policies may call. A name is taken once."""


@hookspec
def output_formats() -> Iterable[OutputFormat]:  # type: ignore[empty-body]  # a specification has no body
    """Return formats for `--format` and `-o`. A name is taken once."""


@hookspec
def facts() -> Iterable[Path]:  # type: ignore[empty-body]  # a specification has no body
    """Return absolute paths of files of facts (or of folders of them), written as the catalogue's own.

    They may add entries; an id of the catalogue, or of another plugin, is taken.
    """


@hookspec
def detectors() -> Iterable[Detector]:  # type: ignore[empty-body]  # a specification has no body
    """Return what finds models in files of a format. A name is taken once.

    The hook is only called where files are searched. What it takes to read a format is imported by
    `find`, not before.
    """
