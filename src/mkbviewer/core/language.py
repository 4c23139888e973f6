"""One gettext mechanism for core, command line and screen."""

import gettext
import os
from pathlib import Path

SOURCE_LANGUAGE = "en"
LANGUAGES = ("nl", "en")

_domain = "mkbviewer"
_active: gettext.NullTranslations = gettext.NullTranslations()
_active_language = SOURCE_LANGUAGE


def activate(language: str, catalogues: Path) -> None:
    """Make `language` the language of every message from now on.

    `catalogues` holds `<language>/LC_MESSAGES/mkbviewer.mo`. Raises FileNotFoundError when the
    catalogue of a language other than the source language is not there.
    """
    global _active, _active_language  # noqa: PLW0603 - the one switch that gettext itself needs
    if language == SOURCE_LANGUAGE:
        _active = gettext.NullTranslations()
    else:
        _active = gettext.translation(_domain, str(catalogues), languages=[language])
    _active_language = language


def active_language() -> str:
    """The two-letter code of the language in use."""
    return _active_language


def preferred_language() -> str:
    """The language that the system asks for, Dutch unless it clearly asks for English."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    if not wanted:
        # Loaded only where the environment tells nothing: it is on the way to the first paint.
        import locale

        wanted = locale.getlocale()[0] or ""
    return "en" if wanted.lower().startswith("en_") else "nl"


def _(message: str) -> str:
    """Translate one message."""
    return _active.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a message that depends on a count."""
    return _active.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Translate a message whose meaning depends on where it stands."""
    return _active.pgettext(context, message)


def pick(texts: dict[str, str]) -> str:
    """The text in the active language of data that carries its own languages, else the Dutch."""
    return texts.get(_active_language) or texts.get("nl") or texts.get("en") or ""
