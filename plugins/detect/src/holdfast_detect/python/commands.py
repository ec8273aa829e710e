"""Commands that a program starts: the models that they load or serve."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from holdfast import Grade, Mention
from holdfast_detect.python.module import Places
from holdfast_detect.python.names import Scope
from holdfast_detect.python.values import Values
from holdfast_detect.servers import Word, models_in, words_in

_STARTS = re.compile(
    r"(?:^|\.)(?:system|popen|Popen|run|call|check_call|check_output|getoutput|run_commands|shell|execute|exec_run"
    r"|create_subprocess_\w+|sh|local)$"
)
_TELLING = re.compile(r"^-|^(?:serve|run|pull|download|start|api_server)$")


def of_list(node: ast.List | ast.Tuple, scope: Scope, values: Values) -> Iterator[Mention]:
    """Yield the models of a command that is given as a list of its words."""
    texts = [each.value if isinstance(each, ast.Constant) else None for each in node.elts]
    if any(isinstance(text, str) and _TELLING.search(text) for text in texts):
        yield from _mentions([_word(each, scope, values) for each in node.elts])


def of_call(node: ast.Call, callee: str, places: Places) -> Iterator[Mention]:
    """Yield the models of a command that is given to a shell as one text."""
    if not _STARTS.search(callee):
        return
    for each in node.args:
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and " " in each.value:
            begin = places.of(each, each.value)
            words = words_in(each.value, 0, len(each.value))
            yield from _mentions([Word(word.text, begin + word.at) for word in words])


def _word(node: ast.expr, scope: Scope, values: Values) -> Word:
    """Return the word that an expression stands for; of several, or where it is not known, an empty one."""
    found = values.of(node, scope)
    is_known = len(found) == 1 and not found[0].unresolved and not found[0].model
    return Word(found[0].text, found[0].at) if is_known else Word("", 0)


def _mentions(words: list[Word]) -> Iterator[Mention]:
    for word, role, certain in models_in(words):
        yield Mention(word.text, word.at, Grade.INFERRED, role=role, certain=certain)
