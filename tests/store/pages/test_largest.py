"""The largest members by their newest figure, in the number of businesses by sector."""

import csv

from mkbviewer.core.recipes.hierarchy import sums_among
from mkbviewer.core.view import View
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages.largest import largest_members
from mkbviewer.store.pages.page import read_page

SECTOR = "BedrijfstakkenBranchesSBI2008"


def test_the_ten_largest_are_those_of_the_newest_quarter_of_the_file(holdings, shared_data):
    file = shared_data / "cbs" / "recipes" / "81588NED.csv"
    import_file(holdings.own, file)
    view = read_page(holdings, View("81588NED", is_table=True)).view
    dimension = read_page(holdings, view).structure.dimension(SECTOR)
    assert dimension is not None
    sums = sums_among(dimension.members)
    members = tuple(one.code for one in dimension.members if one.code not in sums)

    found = largest_members(holdings, view, SECTOR, members)

    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    newest = max(row["Perioden"] for row in rows if "kwartaal" in row["Perioden"])
    counted = {
        row[SECTOR].strip(): float(row["TotaalBedrijven_1"])
        for row in rows
        if row["Perioden"] == newest and row["TotaalBedrijven_1"].strip()
    }
    ranked = sorted((one for one in members if one in counted), key=lambda one: -counted[one])
    assert set(found) == set(ranked[:10])
    assert found == tuple(one for one in members if one in set(found))
