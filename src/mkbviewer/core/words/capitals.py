"""Which titles keep their capital within a sentence: those that begin with a name."""

import re
from typing import Final

_NAMES: Final = frozenset(
    """
    Nederland Netherlands Dutch Holland Europa Europe België Belgium Duitsland Germany Frankrijk
    France Engeland England Spanje Spain Italië Italy Polen Poland Luxemburg Luxembourg Ierland
    Ireland Zweden Sweden Denemarken Denmark Noorwegen Norway Finland Oostenrijk Austria Zwitserland
    Switzerland Portugal Griekenland Greece Turkije Turkey Marokko Morocco Suriname Aruba Curaçao
    Bonaire Saba China Japan Rusland Russia India Indonesië Indonesia Brazilië Brazil Canada Mexico
    Amerika America Azië Asia Afrika Africa Oceanië Oceania Benelux Groningen Friesland Fryslân
    Drenthe Overijssel Flevoland Gelderland Utrecht Zeeland Limburg Brabant Amsterdam Rotterdam
    Eindhoven Tilburg Almere Breda Nijmegen Arnhem Haarlem Enschede Apeldoorn Amersfoort Zaanstad
    Haarlemmermeer Zwolle Leiden Leeuwarden Maastricht Dordrecht Delft Deventer Alkmaar Emmen Assen
    Middelburg Lelystad Randstad Veluwe Achterhoek Twente Waddenzee Noordzee Schiphol
    Zvw Wlz Wmo Anw Wajong Wsnp Gini Qredits
    """.split()
)
"""Places that figures are of, and laws and names that are no abbreviations in capitals."""

_NATION: Final = re.compile(
    "Nederland|Europe|Belgi|Duits|Frans|Engels|Spaans|Italia|Pools|Turks|Turkish|Marokkaan|Surina|"
    "Antilli|Amerika|Americ|Aziat|Asian|Chine|Japan|Caribis|Caribbean|Gronings|Fries|Limburg|"
    "Brabant|Gelders|Zeeuws|German|French|English|Spanish|Polish|Morocc"
)
"""How words begin that are made of the name of a nation or a region."""

_PART_OF_A_NAME: Final = re.compile("(?:Den|Noord|Zuid|Oost|West|Midden|Nieuw|Sint) [A-Z]")
_WORD: Final = re.compile(r"[^\W\d_]+")


def within_sentence(title: str) -> str:
    """A title as it stands within a sentence: without its capital, unless that is of a name.

    A word with more capitals is a name (`CPI`, `Noord-Holland`), and so is what this file knows.
    """
    first = title.split(" ", 1)[0]
    if (
        first[1:] != first[1:].lower()
        or not title[1:2].islower()
        or _NATION.match(first)
        or _PART_OF_A_NAME.match(title)
        or not _NAMES.isdisjoint(_WORD.findall(first))
    ):
        return title
    return title[:1].lower() + title[1:]
