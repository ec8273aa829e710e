"""Words that people write where they have nothing to say."""

from __future__ import annotations

_LONGEST = 24

PLACEHOLDERS = frozenset((
    "-", "--", "---", "–", "—", ".", "..", "...", "…", "?", "??", "???", "_", "/", "#", "n/a", "n.a.",
    "n.a", "na", "nil", "null", "none", "no", "nothing", "missing", "unknown", "pending", "tbd", "tbc",
    "tba", "tbd.", "t.b.d.", "todo", "fixme", "xxx", "placeholder", "nein", "kein", "keine", "keiner",
    "keines", "nichts", "fehlt", "offen", "ausstehend", "unbekannt", "entfällt", "k.a.", "k.a", "to do",
    "to be done", "to be defined", "to be determined", "k. a.", "n. a.", "not available",
    "not applicable", "not yet", "later", "planned", "in progress", "wip", "empty", "dummy", "foo", "bar",
    "foobar", "lorem ipsum", "asdf", "folgt", "später", "geplant", "in arbeit", "in bearbeitung", "leer",
    "nicht vorhanden", "nicht zutreffend", "nicht anwendbar", "noch offen", "aucun", "aucune", "néant",
    "à définir", "non", "ninguno", "pendiente", "nessuno", "da definire", "geen", "n.v.t.", "nvt", "brak",
))  # fmt: skip

ASSURANCES = frozenset((
    "yes", "y/n", "true", "false", "ok", "okay", "done", "exists", "present", "available", "see above",
    "ja", "oui", "vorhanden", "erledigt", "liegt vor", "siehe oben",
))  # fmt: skip
"""Who writes these says that there is something, and not what: nobody could look it up."""


def is_placeholder(text: str) -> bool:
    """Tell whether `text`, also as the name of a group or a user, says nothing, whatever its case.

    A single character, or the same letter again and again, says nothing either; as a name it does.
    """
    if len(text) > _LONGEST:
        return False
    bare = text.casefold().strip(" <>[](){}*'\"")
    name = bare.removeprefix("group:").removeprefix("user:")
    if name in PLACEHOLDERS or not name:
        return True
    return name == bare and (name in ASSURANCES or _is_one_character(name))


def _is_one_character(text: str) -> bool:
    return len(text) == 1 or (not text.isdigit() and text == text[0] * len(text))
