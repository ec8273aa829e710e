"""Results → results: annotates, never drops."""
