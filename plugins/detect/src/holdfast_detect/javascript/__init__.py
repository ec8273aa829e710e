"""JavaScript and TypeScript: what their modules say of models."""
