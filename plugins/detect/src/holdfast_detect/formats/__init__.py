"""One module for each format, with its `DETECTOR`."""
