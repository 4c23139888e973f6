"""A catalogue of one page, and a made-up table that fills it."""

from pathlib import Path

from mkbviewer.core.report.catalogue import Catalogue, load_catalogue
from mkbviewer.core.report.facts import Fact
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.holdings import Holdings

SECTORS = {"A-U": "A-U Alle economische activiteiten", "C": "C Industrie"}

# Two sectors, five quarters, with the keys of the table on businesses and made-up figures; the
# third class is not filled in for the last quarter.
SIZES = """\
ID;BedrijfstakkenBranchesSBI2008;Perioden;TotaalBedrijven_1;k_1WerkzaamPersoon_2;k_2WerkzamePersonen_3
0;A-U Alle economische activiteiten;2022 1e kwartaal;1000;800;150
1;A-U Alle economische activiteiten;2022 2e kwartaal;1100;860;160
2;A-U Alle economische activiteiten;2022 3e kwartaal;1200;900;170
3;A-U Alle economische activiteiten;2022 4e kwartaal;1250;950;180
4;A-U Alle economische activiteiten;2023 1e kwartaal;1500;1000;
5;C Industrie;2022 1e kwartaal;100;50;30
6;C Industrie;2022 2e kwartaal;110;55;30
7;C Industrie;2022 3e kwartaal;120;60;30
8;C Industrie;2022 4e kwartaal;125;60;30
9;C Industrie;2023 1e kwartaal;125;75;40
"""

THEMES = """\
edition = "2023"
[[theme]]
id = "dynamiek"
name = { nl = "Dynamiek", en = "Dynamics" }
"""

PAGE = """\
id = "bedrijven"
theme = "dynamiek"
position = 10
unit = "%"
frequency = "kwartaal"
source = "CBS"
topic = { nl = "Bedrijven", en = "Businesses" }
title = { nl = "Samenstelling", en = "Composition" }

[view]
chart = "share"
measure = "aandeel"
by = "size_class"
members = ["zzp", "micro"]
where = { sector = "A-U" }
frequency = "KW"

[[filling]]
table = "99902NED"
role = "main"
match = "definition"

[[filling.recipe.output]]
title = "aandeel"
unit = "%"
formula = "100 * x / total"
without = ["totaal"]

[[filling.recipe.output]]
title = "groei"
unit = "%"
formula = "growth(x)"

[[filling.recipe.output]]
title = "rechtspersonen"
unit = "aantal"
formula = "Rechtspersonen_13"

[[filling.recipe.breakdown]]
name = "size_class"
total = "totaal"
[filling.recipe.breakdown.members]
zzp = "k_1WerkzaamPersoon_2"
micro = "k_2WerkzamePersonen_3"
klein = "k_10Tot20WerkzamePersonen_6"
totaal = "TotaalBedrijven_1"

[[filling.recipe.breakdown]]
name = "sector"
dimension = "BedrijfstakkenBranchesSBI2008"
passes = true
"""


def write_catalogue(folder: Path) -> Catalogue:
    """A catalogue of one theme and one indicator."""
    folder.mkdir()
    (folder / "themes.toml").write_text(THEMES, encoding="utf-8")
    (folder / "bedrijven.toml").write_text(PAGE, encoding="utf-8")
    return load_catalogue(folder)


def open_empty(place: Path, facts: tuple[Fact, ...] = ()) -> Holdings:
    """The catalogue over two empty libraries."""
    catalogue = write_catalogue(place / "catalogue")
    return Holdings(Library(place / "own"), Library(place / "embedded"), catalogue, facts, SECTORS)


def import_sizes(holdings: Holdings, place: Path, text: str = SIZES) -> None:
    """Import the made-up table into the user's library."""
    path = place / "99902NED.csv"
    path.write_text(text, encoding="utf-8")
    assert import_file(holdings.own, path).error is None
