"""Tables with measures in words, in the layout of the open data portal."""

from pathlib import Path

WORDS_ONLY = """"ID";"Regios";"Code_1";"Naam_2"
"0";"GM9001";"GM9001";"Aa en Bee"
"1";"GM9002";"GM9002";"Ceedrecht"
"2";"GM9003";"GM9003";""
"""
MIXED = """"ID";"Regios";"Perioden";"Naam_1";"Inwoners_2"
"0";"GM9001";"2022JJ00";"Aa";"120"
"1";"GM9001";"2023JJ00";"Aa en Bee";"130"
"2";"GM9002";"2022JJ00";"Ceedrecht";"80"
"3";"GM9002";"2023JJ00";"Ceedrecht";"81"
"""


def write_words_only(folder: Path) -> Path:
    """A made-up table of three places: code and name, the last without a name."""
    return _write(folder / "99908NED_UntypedDataSet_01012024_120000.csv", WORDS_ONLY)


def write_mixed(folder: Path) -> Path:
    """A made-up table of two places in two years: name and inhabitants."""
    return _write(folder / "99909NED_UntypedDataSet_01012024_120000.csv", MIXED)


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
