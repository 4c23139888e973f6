"""One gettext mechanism for core, command line and screen."""

import gettext
import os
from collections.abc import Iterator
from pathlib import Path

WORDS_OF_DATA = "words_{language}.csv"
"""What the shipped data say in Dutch, in another language: beside the catalogues of messages."""

SOURCE_LANGUAGE = "en"
LANGUAGES = ("nl", "en")

_domain = "mkbviewer"
_active: gettext.NullTranslations = gettext.NullTranslations()
_active_language = SOURCE_LANGUAGE
_words_of_data: dict[str, str] | None = {}
_words_file = Path()


def activate(language: str, catalogues: Path) -> None:
    """Make `language` the language of every message from now on.

    `catalogues` holds `<language>/LC_MESSAGES/mkbviewer.mo`. Raises FileNotFoundError when the
    catalogue of a language other than the source language is not there.
    """
    # The one switch that gettext itself needs, and what goes with it.
    global _active, _active_language, _words_of_data, _words_file  # noqa: PLW0603
    if language == SOURCE_LANGUAGE:
        _active = gettext.NullTranslations()
    else:
        _active = gettext.translation(_domain, str(catalogues), languages=[language])
    _active_language = language
    _words_of_data, _words_file = None, catalogues / WORDS_OF_DATA.format(language=language)


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


def words_of_data() -> dict[str, str]:
    """What the shipped data say, from Dutch into the active language; empty for Dutch."""
    global _words_of_data  # noqa: PLW0603 - read once, when first asked for
    if _words_of_data is None:
        _words_of_data = dict(_read_words(_words_file)) if _words_file.is_file() else {}
    return _words_of_data


def _read_words(path: Path) -> Iterator[tuple[str, str]]:
    import csv

    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from ((dutch, translated) for dutch, translated in rows)


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
