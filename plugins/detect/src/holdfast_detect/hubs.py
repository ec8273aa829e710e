"""Models of a hub in the values of a configuration, whatever their keys: told by how hubs call models."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Grade, Mention, Node, Source
from holdfast_detect.ids import is_sized, of_weights
from holdfast_detect.names import names_a_model, snake
from holdfast_detect.roles import role_of

_NO_USE = re.compile(
    r"(?i)(?:^|_)(?:tokeni[sz]er|processor|template|data|datasets?|desc\w*|title|label|comment|note|text|prompt|content|message"
    r"|author|owner|license|tags?|class|parent|alias(?:es)?|evaluated|compared|benchmark|homepage|docs?|readme|image"
    r"|output|export|push|hub_model_id|github|git)$"
    r"|^(?:id|name|slug|key|root)$"
)
"""Keys of what is told of a model, or made of it, and those under which catalogues have all of them."""

_FILE = re.compile(
    r"(?:https://huggingface\.co/(?!datasets/|spaces/)|huggingface://|hf://)"
    r"[\w.-]+/[\w.-]+/(?:resolve/[\w.-]+/)?[\w./-]+?\.(?:gguf|safetensors|onnx|bin|task|litertlm)(?:\?download=true)?"
)
"""A file with weights that is fetched from the hub."""

_VARIABLE = re.compile(r"(?:^|_)(?:MODEL|LLM|HF|CHECKPOINT)(?:$|_)")

_FETCHED = re.compile(r"(?i)(?:^|_)(?:source|ur[il]s?|model|file|weights|download|gguf|href)$")


def on_hub(source: Source, node: Node) -> Iterator[Mention]:
    """Yield the known models of a mapping under keys that say nothing of a model: `hfRepo`, `modelPath`."""
    for key, entry in node.fields.items():
        name = snake(key) if key != "value" else snake(node.at("name").text)  # of a variable of a container
        if _NO_USE.search(name):
            continue
        if key == "value" and not _VARIABLE.search(name):
            continue
        for each in entry.entries or (entry,):
            if is_sized(each.text) and not names_a_model(name):
                at = source.within(each, each.text)
                yield Mention(each.text, at, Grade.HINT, role=role_of(name), certain=False)
            elif _FETCHED.search(name) and _FILE.fullmatch(each.text):
                file = of_weights(each.text.partition("?")[0])
                yield Mention(
                    each.text, source.within(each, each.text), Grade.HINT, model=file, certain=False
                )
