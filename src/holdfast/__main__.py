"""`python -m holdfast`, without the folder under test on the import path."""

import sys

# `python -m` puts the current folder first, and with it every module and entry point of a tree that
# may be a stranger's. What is checked is never run.
if not sys.flags.safe_path:
    del sys.path[0]

from holdfast.cli.main import main

main()
