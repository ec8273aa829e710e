"""Holdfast: policy as code for AI model stacks."""

__version__ = "0.1.0"
