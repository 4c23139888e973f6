"""Dutch spelling on screen for words that the shipped data write in plain letters."""

import re
from typing import Final

_SPELLINGS: Final = {
    "financiele": "financiële",
    "technologieen": "technologieën",
    "cooperatie": "coöperatie",
    "orientatie": "oriëntatie",
}
_WORD = re.compile("|".join(_SPELLINGS), re.IGNORECASE)


def spell(text: str) -> str:
    """The text with its diacritics; keys and files keep the text as it stands in the data."""
    return _WORD.sub(lambda match: _as_capital(match[0], _SPELLINGS[match[0].lower()]), text)


def _as_capital(found: str, spelling: str) -> str:
    return spelling[0].upper() + spelling[1:] if found[0].isupper() else spelling


def spell_title(text: str) -> str:
    """The text with its diacritics and a capital at the start."""
    spelt = spell(text)
    return spelt[:1].upper() + spelt[1:]
