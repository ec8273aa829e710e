"""The nouns that all rooms share: frozen values which import only each other."""
