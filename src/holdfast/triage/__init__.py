"""Results → results: annotates, and drops nothing that no other finding says."""
