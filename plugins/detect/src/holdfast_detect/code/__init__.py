"""Code of languages that no parser here reads: what it says of models, by names, calls and constants."""
