"""What an organisation sets for all its repositories, and what of it binds them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from holdfast.model.document import Document
from holdfast.model.empty import EMPTY
from holdfast.model.layers import Layer, merged
from holdfast.model.settings import Settings


class Locked(NamedTuple):
    """What an organisation locks. Rules are spelled as in `select`.

    `rules` stay on, are enforced at least as the organisation says, with its parameters, and cannot be
    waived or baselined. Those of `enforcement` too, but they can be waived, and declared facts count.
    `params` are parameters by rule or pack. `fail_on`: the threshold cannot be raised.
    """

    rules: tuple[str, ...] = ()
    params: Mapping[str, tuple[str, ...]] = EMPTY
    enforcement: tuple[str, ...] = ()
    fail_on: bool = False


class Organisation(NamedTuple):
    """The configuration of an organisation.

    `layer` is what it sets where a repository says nothing else. `trusts_declared_facts`: its locked
    rules take facts that a manifest declares. `stated` is what the metadata of every manifest says.
    """

    layer: Layer
    locked: Locked = Locked()
    trusts_declared_facts: bool = False
    stated: Mapping[str, Any] = EMPTY

    @property
    def document(self) -> Document:
        """The file."""
        return self.layer.document

    @property
    def settings(self) -> Settings:
        """What holds where nobody else says anything; it names no pack where the file does not."""
        settings = merged([self.layer])
        return settings if "packs" in self.document.data else settings._replace(packs=())
