"""The formats: each is one module with one pure function from a report to its text."""
