"""Stories of users who look figures up, with keys and a mouse in a real window.

Each is checked on figures of the embedded text files, read with the csv module alone, and on
arithmetic.
"""

import pytest

from tests.e2e.desk import Window, needs_a_display
from tests.starter import Figures, level, series

pytestmark = [pytest.mark.slow, needs_a_display]


def dutch(value: float, decimals: int = 1) -> str:
    """A figure as a Dutch table has it: `1.234,5`, with a real minus."""
    plain = f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return plain.replace("-", "−")


def open_by_search(window: Window, words: str, found: str) -> None:
    window.press("ctrl+k")
    window.type(words)
    window.find(found, kind="QListView")
    window.press("Return")
    window.look()


def turnover(sector: str) -> Figures:
    return next(
        figures
        for key, figures in series("omzet", "81156ned").items()
        if (key.measure, key.sector) == ("totaal bedrijfsopbrengsten", sector)
    )


def test_a_journalist_searches_the_share_of_the_self_employed_and_reads_it_off_the_chart(desk):
    # "Nearly 80% of businesses are one person", says the report. She wants to see it herself.
    window = desk.open_program()

    open_by_search(window, "zzp aandeel bedrijven", "Aandeel bedrijven, zzp")

    share = level("samenstelling-mkb", "81588NED", "aandeel bedrijven", "zzp", "B-N,95 excl K")
    # By hand from CBS's file: 1 205 925 of 1 518 210 businesses.
    assert share["2023KW03"].value == pytest.approx(100 * 1_205_925 / 1_518_210, abs=0.005)
    assert window.table["2023 3e kwartaal"]["Zzp"] == "79,4"
    # She points at the third quarter of 2023 in the chart; the table shows the same quarter.
    window.point_at(window.ask("place_in_chart", period="2023KW03"))
    assert window.ask("pointed") == {"chart": "2023KW03", "table": "2023 3e kwartaal"}


def test_a_trade_association_compares_the_vacancies_of_two_sectors(desk):
    window = desk.open_program()
    open_by_search(window, "openstaande vacatures", "Aantal openstaande vacatures")

    window.click("Uitsplitsing: Grootteklasse")
    window.click("Bedrijfstak")
    window.click("Bedrijfstak:", beginning=True, kind="Choice")
    window.click("Geen")
    for sector in ("C Industrie", "G Handel"):
        window.click(sector)
    window.press("Escape")
    window.look()

    measure = "openstaande vacatures"
    industry, trade = (level("vacatures", "80472ned", measure, "totaal", one) for one in "CG")
    newest = max(trade)
    assert newest == "2024KW04"
    assert window.table["2024 4e kwartaal"] == {
        "C Industrie": dutch(industry[newest].value),
        "G Handel": dutch(trade[newest].value),
    }
    assert window.curves["G Handel"]["2010KW01"] == trade["2010KW01"].value


def test_an_analyst_puts_turnover_on_2015_and_reads_by_how_much_it_grew(desk):
    window = desk.open_program()
    open_by_search(window, "totale omzet", "Totale omzet per bedrijfsgrootte")

    window.click("Index")
    window.click("2009 = 100", kind="Choice")
    window.type("2015")
    window.press("Return")
    window.look()

    assert "index, 2015 = 100" in window.ask("subtitle")
    table = window.table
    for sector, label in (("C", "C Industrie"), ("F", "F Bouwnijverheid")):
        figures = turnover(sector)
        index = 100 * figures["2023JJ00"].value / figures["2015JJ00"].value
        assert table["2023"][label] == dutch(index)
        assert table["2015"][label] == "100,0"
    # 185,5: what builders turned over in 2023 for each 100 euro in 2015.
    assert table["2023"]["F Bouwnijverheid"] == "185,5"


def test_year_on_year_figures_are_pasted_into_a_dutch_spreadsheet(desk):
    window = desk.open_program()
    open_by_search(
        window, "aantal faillissementen", "Aantal faillissementen in het mkb per kwartaal"
    )

    window.click("% j-o-j")
    window.press("ctrl+c")
    window.look()
    lines = [line.split("\t") for line in desk.paste().splitlines()]

    figures = next(
        figures
        for key, figures in series("faillissementen", "82242NED").items()
        if (key.measure, key.legal_form, key.frequency)
        == ("uitgesproken faillissementen", "eenmanszaak", "KW")
    )
    column = lines[0].index("Eenmanszaak")
    pasted = {line[0]: line[column] for line in lines[1:]}
    for year, quarter in ((2023, 3), (2022, 4), (2015, 1)):
        now, before = (figures[f"{one}KW0{quarter}"].value for one in (year, year - 1))
        growth = float(pasted[f"{year} {quarter}e kwartaal"].replace(",", "."))
        assert growth == pytest.approx(100 * (now / before - 1), abs=0.05)


def test_dragging_over_five_years_tells_the_change_and_the_growth_a_year(desk):
    window = desk.open_program()
    open_by_search(window, "totale omzet", "Totale omzet per bedrijfsgrootte")

    start, end = (window.ask("place_in_chart", period=f"{year}JJ00") for year in (2015, 2020))
    window.drag(start, end, held="shift")
    window.find("2015 – 2020", beginning=True)
    window.look()

    rows = {row[0]: row[1:] for row in window.ask("rows_of", name="Verloop van elke reeks")}
    figures = turnover("F")
    first, last = figures["2015JJ00"].value, figures["2020JJ00"].value
    growth = 100 * ((last / first) ** (1 / 5) - 1)
    mean = sum(figures[f"{year}JJ00"].value for year in range(2015, 2021)) / 6
    told = rows["F Bouwnijverheid"]
    assert told[:2] == [dutch(first, 0), dutch(last, 0)]
    assert told[2:] == [
        f"+{dutch(last - first, 0)}",
        f"+{dutch(100 * (last / first - 1))}%",
        dutch(mean),
        f"+{dutch(growth)}%",
    ]
    assert window.ask("marked")["table"] == [str(year) for year in range(2020, 2014, -1)]


EXPORTS = "Uitvoer, Bijdrage aan totale groei goederenuitvoer, Zelfstandig mkb (0 tot 10), 84747NED"
NOTHING_YET = "NOG NIETS OM TE VERGELIJKEN"


def exports_of_small_businesses() -> Figures:
    return next(
        figures
        for key, figures in series("uitvoer", "84747NED").items()
        if (key.measure, key.size_class) == ("bijdrage aan totale groei goederenuitvoer", "0-10")
    )


def compared(window: Window) -> dict[str, dict[str, str]]:
    """The table of the comparison, by period and series."""
    first, *rows = window.ask("rows_of", name="Tabel met cijfers", with_headings=True)
    return {row[0]: dict(zip(first[1:], row[1:], strict=True)) for row in rows}


def test_an_indicator_dragged_from_the_sidebar_onto_the_chart_stands_below_it(desk):
    # Turnover is in millions of euros, the contribution to the growth of exports in points: an
    # analyst wants them over the same years.
    window = desk.open_program()
    open_by_search(window, "totale omzet", "Totale omzet per bedrijfsgrootte")

    onto_the_chart = window.ask("place_in_chart", period="2015JJ00")
    window.carry(window.find("Uitvoer", kind="QTreeView"), onto_the_chart, looks=True)

    assert window.wait_for("title", lambda title: title.startswith("Vergelijking"))
    window.find("Onder elkaar")
    window.look()
    trade, exports = turnover("G"), exports_of_small_businesses()
    rows = compared(window)
    for year in (2016, 2021):
        told = rows[str(year)]
        assert told["Omzet, G Handel, 81156ned"] == dutch(trade[f"{year}JJ00"].value, 0)
        assert told[EXPORTS] == dutch(exports[f"{year}JJ00"].value)
    # What one table does not have is not there; nothing is filled in.
    assert "2023JJ00" not in exports
    assert rows["2023"][EXPORTS] == "–"

    window.press("ctrl+z")
    window.find(NOTHING_YET)


def test_an_indicator_dragged_onto_the_comparison_is_added_to_it(desk):
    window = desk.open_program()
    window.click("Vergelijking", kind="QTreeView")
    into_the_page = window.find(NOTHING_YET)

    window.carry(window.find("Uitvoer", kind="QTreeView"), into_the_page)

    exports = exports_of_small_businesses()
    window.find("Tabel met cijfers", kind="TableView")
    rows = compared(window)
    assert list(rows["2021"].values()) == [dutch(exports["2021JJ00"].value)]
