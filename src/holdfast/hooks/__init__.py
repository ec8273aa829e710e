"""The hooks by which everything that can be added enters, ours included."""

PROJECT = "holdfast"
"""Name of the pluggy project and of the entry point group."""
