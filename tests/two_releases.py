"""Two releases of a small table, written by hand, for tests of what was revised.

Revised: 100 → 110, 200* → 150, 0 → 3, unknown → 44*, and x → unknown by its status only.
Added: one figure; removed: one figure.
"""

from pathlib import Path

TABLE = "99901NED"
OLD = """"measure";"sector";"period";"value";"status"
"banen";"T";"2022KW01";"100";""
"banen";"T";"2022KW02";"200";"*"
"banen";"T";"2022KW03";"0";""
"banen";"T";"2022KW04";"";"."
"banen";"F";"2022KW01";"50";""
"banen";"F";"2022KW02";"";"x"
"banen";"F";"2022KW03";"7";""
"banen";"F";"2022KW04";"";"."
"omzet";"T";"2022KW01";"10.5";""
"""
NEW = """"measure";"sector";"period";"value";"status"
"banen";"T";"2022KW01";"110";""
"banen";"T";"2022KW02";"150";""
"banen";"T";"2022KW03";"3";""
"banen";"T";"2022KW04";"44";"*"
"banen";"F";"2022KW01";"50";""
"banen";"F";"2022KW02";"";"."
"banen";"F";"2022KW04";"";"."
"banen";"F";"2023KW01";"8";"*"
"omzet";"T";"2022KW01";"10.5";""
"""


def write_releases(folder: Path) -> tuple[Path, Path]:
    """Both files, the older one first; each in a folder of its own, under one name."""
    files = []
    for name, text in (("old", OLD), ("new", NEW)):
        file = folder / name / f"{TABLE}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        files.append(file)
    return files[0], files[1]
