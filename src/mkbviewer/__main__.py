"""Where the program starts: the command line, or the window when there is no command."""

import sys
from collections.abc import Sequence
from pathlib import Path

from mkbviewer import cli


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for (those of the process by default); answers the exit status."""
    return cli.main(sys.argv[1:] if arguments is None else arguments, open_window)


def open_window(files: Sequence[Path], library: Path, language: str) -> int:
    """Open the window, import `files` in it, and answer the exit status when it is closed."""
    from mkbviewer.app import run_window

    return run_window(files=files, library=library, language=language)


if __name__ == "__main__":
    sys.exit(main())
