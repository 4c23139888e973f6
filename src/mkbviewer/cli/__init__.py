"""The command line: every word but the window works without a display.

Importing this package is light, and a bare `mkbviewer [FILE…]` stays light up to the window:
arguments are parsed, and a command's own module is imported, only where there are any.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from mkbviewer import paths
from mkbviewer.core import language
from mkbviewer.core.language import _

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

WORDS = frozenset(
    (
        *("import", "inspect", "tables", "releases", "query", "diff"),
        *("indicators", "show", "export", "report", "barometer", "clock", "check", "editions"),
        *("remove", "restore", "library"),
    )
)
"""The first words that are a command; any other is a file."""

OpenWindow = Callable[[Sequence[Path], Path, str], int]


def main(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command; without one, open the window. Answers the exit status.

    0: done; 1: something could not be done, one line a problem on stderr; 2: wrong usage.
    """
    if _asks_for_window_only(arguments):
        activate_language(None)
        return _open([Path(file) for file in arguments], paths.library_dir(), open_window)

    from mkbviewer.cli.output import prepare_streams, silence_output, tell, tell_problem
    from mkbviewer.core.errors import MkbviewerError

    prepare_streams()
    try:
        status = _run(arguments, open_window)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_output()
        return DONE
    except OSError as problem:
        silence_output()
        tell(_("The output cannot be written: {reason}.").format(reason=problem.strerror))
        return FAILED
    except KeyboardInterrupt:
        tell(_("Interrupted."))
        return INTERRUPTED
    except MkbviewerError as problem:
        tell_problem(problem)
        return FAILED
    return status


def _asks_for_window_only(arguments: Sequence[str]) -> bool:
    return not arguments or (
        arguments[0] not in WORDS and not any(one.startswith(("-", "view:")) for one in arguments)
    )


def _run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    from mkbviewer.cli.commands import parse, wanted_language

    activate_language(wanted_language(arguments))
    try:
        options = parse(arguments)
    except SystemExit as finished:
        return finished.code if isinstance(finished.code, int) else WRONG_USAGE
    options.library = options.library or paths.library_dir()
    if options.self_test:
        from mkbviewer.cli.self_test import run_self_test

        return run_self_test()
    if options.run is not None:
        status: int = options.run(options)
        return status
    if options.edition:
        from mkbviewer.cli.holdings import show_edition

        show_edition(options)
    return _open(options.files, options.library, open_window)


def activate_language(wanted: str | None) -> None:
    """Speak the language asked for, else that of the settings, else that of the system.

    English where the translations are not installed.
    """
    chosen = wanted or _language_of_settings() or language.preferred_language()
    try:
        language.activate(chosen, paths.catalogues_dir())
    except FileNotFoundError:
        language.activate(language.SOURCE_LANGUAGE, Path())


def _language_of_settings() -> str | None:
    from mkbviewer.settings import FILE_NAME, load_settings

    chosen = load_settings(paths.user_config_dir() / FILE_NAME).language
    return chosen if chosen in language.LANGUAGES else None


def _open(files: Sequence[Path], library: Path, open_window: OpenWindow) -> int:
    for file in files:
        if str(file).startswith("view:"):
            from mkbviewer.core.kept.view_text import view_from_text

            # Here, so that a text that is not whole is told where it was typed.
            view_from_text(str(file))
        elif not file.exists():
            from mkbviewer.cli.output import tell

            tell(
                _("“{name}” is neither a command nor a file.").format(name=file),
                _("See {command}.").format(command="mkbviewer --help"),
            )
            return WRONG_USAGE
    if not has_display():
        from mkbviewer.cli.output import tell

        tell(
            _("The window cannot be opened: there is no display."),
            _("Use a command instead; {command} names them.").format(command="mkbviewer --help"),
        )
        return FAILED
    return open_window(files, library, language.active_language())


def has_display() -> bool:
    """Whether Qt has somewhere to draw: a screen, or a platform that the user named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
