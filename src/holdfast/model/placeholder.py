"""Words that people write where they have nothing to say."""

from __future__ import annotations

from holdfast.model.party_name import fold

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


_STILL_OPEN = ("todo", "tbd", "tba", "tbc", "fixme")
"""What comes after these says what is to be done, and not what there is."""


def is_placeholder(text: str) -> bool:
    """Tell whether `text`, also as the name of a group or a user, says nothing, whatever its case.

    A single character, or the same letter again and again, says nothing either; as a name it does.
    """
    plain = text.casefold() if text.isascii() else fold(text)
    bare = plain.strip(" \t\n<>[](){}*'\"!:;,")
    if bare.startswith(_STILL_OPEN) and _is_still_open(bare):
        return True
    if len(bare) > _LONGEST:
        return False
    name = bare.removeprefix("group:").removeprefix("user:").replace(" / ", "/")
    if name in PLACEHOLDERS or not name:
        return True
    return name == bare and (name in ASSURANCES or name.startswith("to be ") or _is_one_character(name))


def _is_still_open(text: str) -> bool:
    """Tell whether the word that `text` begins with is one of these, and not only as a part of another."""
    return any(text.startswith(word) and not text[len(word) :][:1].isalnum() for word in _STILL_OPEN)


def _is_one_character(text: str) -> bool:
    return len(text) == 1 or (not text.isdigit() and text == text[0] * len(text))
