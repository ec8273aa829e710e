"""Python: what its modules and notebooks say of models."""
