"""Commands that a JavaScript module starts: the models that they load or serve."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from holdfast import Grade, Mention
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import Scope
from holdfast_detect.javascript.nodes import called, name_called, unquoted
from holdfast_detect.javascript.values import Values
from holdfast_detect.servers import Word, models_in, words_in

_STARTS = re.compile(
    r"(?:(?:exec|spawn|execFile|execa|execaCommand)(?:Sync|Async|Promise)?|run|runCommand|sh|shell|\$)$"
)
_TELLING = re.compile(r"--?[\w-]*(?:model|hf)|-m$|(?:serve|run|pull|download|start|api_server)$")
_TEXTS = frozenset(("string", "template_string"))


class Commands:
    """The commands of a module."""

    def __init__(self, module: JavaScript, values: Values) -> None:
        self._module, self._values = module, values

    def of_list(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the models of a command that is given as a list of its words, after that of a program."""
        texts = (self._module.text(each)[1:-1] for each in node.named_children if each.type in _TEXTS)
        if not any(_TELLING.match(text) for text in texts):
            return
        program = node.prev_named_sibling if node.parent and node.parent.type == "arguments" else None
        words = [program] if program is not None else []
        yield from _mentions([self._word(each, scope) for each in (*words, *node.named_children)])

    def of_call(self, node: Node) -> Iterator[Mention]:
        """Yield the models of a command that is given to a shell as one text."""
        if not _STARTS.match(name_called(self._module, called(node))):
            return
        arguments = node.child_by_field_name("arguments")
        is_tagged = arguments is not None and arguments.type == "template_string"
        given = [arguments] if is_tagged else arguments.named_children[:1] if arguments is not None else []
        for each in given:
            text = self._module.text(each)[1:-1] if each is not None and each.type in _TEXTS else ""
            if each is not None and " " in text:
                begin = self._module.at(each) + 1
                words = words_in(text, 0, len(text))
                yield from _mentions([Word(word.text, begin + word.at) for word in words])

    def _word(self, node: Node, scope: Scope) -> Word:
        """Return the word that an expression stands for, an empty one where that is not known."""
        if node.type == "string":
            return Word(unquoted(self._module.text(node)), self._module.at(node) + 1)
        found = self._values.of(node, scope)
        is_known = len(found) == 1 and not found[0].unresolved and not found[0].model
        return Word(found[0].text, found[0].at) if is_known else Word("", 0)


def _mentions(words: list[Word]) -> Iterator[Mention]:
    for word, role, certain in models_in(words):
        if not word.text.startswith("${"):
            yield Mention(word.text, word.at, Grade.INFERRED, role=role, certain=certain)
