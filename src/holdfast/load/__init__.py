"""From bytes to nouns; the only room that reads files."""
