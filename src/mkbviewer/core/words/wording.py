"""The words of the shipped data on screen: Dutch well spelt, or in the active language."""

import re
from typing import Final

from mkbviewer.core.language import active_language, words_of_data

_SPELLINGS: Final = {
    "financiele": "financiële",
    "technologieen": "technologieën",
    "cooperatie": "coöperatie",
    "orientatie": "oriëntatie",
    "excl zzp": "excl. zzp",
}
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_WORD = re.compile("|".join(_SPELLINGS), re.IGNORECASE)


def spell(text: str) -> str:
    """The text in the active language where that is known, else with its diacritics.

    Keys and files keep the text as it stands in the data. A line does not break within a number.
    """
    translated = words_of_data().get(text)
    if translated is not None:
        return translated
    mark = "." if active_language() == "nl" else "\u00a0"
    text = _THOUSANDS.sub(mark, text)
    return _WORD.sub(lambda match: _as_capital(match[0], _SPELLINGS[match[0].lower()]), text)


def _as_capital(found: str, spelling: str) -> str:
    return spelling[0].upper() + spelling[1:] if found[0].isupper() else spelling


def spell_title(text: str) -> str:
    """The text as `spell` writes it, with a capital at the start."""
    spelt = spell(text)
    return spelt[:1].upper() + spelt[1:]
