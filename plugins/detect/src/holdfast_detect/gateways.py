"""Names that a LiteLLM gateway of the repository gives to models, and which of those stands behind one."""

from __future__ import annotations

from posixpath import dirname, join

from holdfast import Source

_FOLDERS = ("", "litellm", "config", "deploy")
_NAMES = ("litellm_config.yaml", "litellm-config.yaml", "litellm.yaml", "litellm_config.yml", "config.yaml")
_FILES = tuple(join(folder, name) for folder in _FOLDERS for name in _NAMES)


def behind(source: Source, name: str) -> str:
    """Return the first model that a gateway configured beside a file, or above it, calls `name`, or nothing.

    A name with a number is as likely the id of a model itself.
    """
    if any(map(str.isdigit, name)):
        return ""
    folder = dirname(source.path)
    while True:
        for file in _FILES:
            other = source.other(join(folder, file))
            if other is not None and "model_list" in other.text and (model := _models(other).get(name)):
                return model
        if not folder:
            return ""
        folder = dirname(folder)


def _models(source: Source) -> dict[str, str]:
    """Return the names of a configuration, each with its first model."""
    found: dict[str, str] = {}
    for document in source.yaml():
        for entry in document.at("model_list").entries:
            found.setdefault(entry.at("model_name").text, entry.at("litellm_params", "model").text)
    return found
