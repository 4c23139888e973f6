"""How a number is written plainly, and the ways in which people and spreadsheets write it else."""

import re

SPACES = " \u00a0\u2007\u2009\u202f"
"""What stands between thousands, and between a number and its sign."""
_MINUS = "\u2212\u2013"
MINUS_SIGN = rf"^[{_MINUS}-][{SPACES}]*([0-9.,])"
PLUS_SIGN = rf"^\+[{SPACES}]+([0-9.,])"
"""Signs before a number, which are written in more ways than one; as regular expressions."""
DASHES = "\u2212\u2013\u2014"
"""CBS's old sign for nil, as text processors write it."""
SPACED = rf"[+-]?[1-9][0-9]{{0,2}}([{SPACES}][0-9]{{3}})+([.,][0-9]+)?"
PERCENT = rf"[+-]?[0-9]+([.,][0-9]+)?[{SPACES}]*%"
BARE = r"[+-]?[0-9]*[.,]?[0-9]+"
"""A number with spaces between thousands, with a percent sign, and with nothing besides."""
STARS = rf"([0-9%])[{SPACES}]?(\*{{1,2}})$"
"""Stars behind a number, for what is provisional."""
_PLAIN = re.compile(BARE)
_SIGNS = (*_MINUS, "-", "+")


def plain_number(text: str) -> str:
    """A cell as a number is written plainly, without percent sign and stars; other texts as is."""
    bare = text.strip()
    if _PLAIN.fullmatch(bare):  # Almost every number is.
        return bare
    if bare[:1] in _SIGNS:
        bare = re.sub(PLUS_SIGN, r"\1", re.sub(MINUS_SIGN, r"-\1", bare))
    bare = re.sub(STARS, r"\1", bare)
    if re.fullmatch(PERCENT, bare):
        return bare.rstrip(f"%{SPACES}")
    return re.sub(f"[{SPACES}]", "", bare) if re.fullmatch(SPACED, bare) else bare
