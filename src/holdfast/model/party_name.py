"""How names of companies are compared: by case and spaces, and loosely."""

import unicodedata

_LEGAL_FORMS = frozenset((
    "ab", "ag", "aps", "as", "bv", "co", "company", "corp", "corporation", "gmbh", "inc",
    "incorporated", "kg", "kk", "limited", "llc", "llp", "ltd", "mbh", "nv", "oy", "oyj", "pbc", "plc",
    "private", "pte", "pty", "sa", "sarl", "sas", "se", "spa", "srl",
))  # fmt: skip


def fold(name: str) -> str:
    """Return `name` as names are compared: one case, single spaces, nothing that cannot be seen."""
    normal = unicodedata.normalize("NFKC", name)
    seen = "".join(character for character in normal if unicodedata.category(character) != "Cf")
    return " ".join(seen.casefold().split())


def squeezed(words: list[str]) -> str:
    """Return the words of a name without what parts them, as names are compared loosely."""
    return "".join(words)


def telling_words(name: str) -> list[str]:
    """Return the words of `name` without the legal forms at its end, of which one word is left."""
    plain = fold(name).replace(".", "").replace("à", "a")
    words = "".join(each if each.isalnum() or each == "_" else " " for each in plain).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return words
