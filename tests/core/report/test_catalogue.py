"""The catalogue: the themes and the 51 indicators, and the data behind them."""

import csv
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer.core.errors import InvalidRecipe
from mkbviewer.core.period import Frequency
from mkbviewer.core.recipes.breakdown import BREAKDOWNS
from mkbviewer.core.report.catalogue import Catalogue, Filling, Indicator, Selection, load_catalogue
from mkbviewer.core.report.facts import load_facts
from mkbviewer.core.view import Transformation
from mkbviewer.paths import data_dir, resources_dir

FOLDER = resources_dir() / "catalogue"
FILES = sorted(path for path in FOLDER.glob("*.toml") if path.name != "themes.toml")
CHARTS = {
    *("line", "step", "bar", "grouped", "stacked", "area", "share"),
    *("ranking", "categories", "dots", "heat", "facets"),
}
MATCHES = ("confirmed", "definition", "related")
ROLES = {"main", "alternative", "related"}
FREQUENCIES = {"KW": "kwartaal", "JJ": "jaar", "MM": "maand"}
WITHOUT_SERIES = {
    "cohort-groei-krimp",
    "cohort-doorstroom",
    "startups",
    "werkgever-worden",
    "groei-toegevoegde-waarde",
    "arbeidsproductiviteit",
    "spreiding-productiviteit",
    "toegevoegde-waarde-nieuwe-bedrijven",
    "geen-digitalisering",
    "mate-van-digitalisering",
    "impact-digitalisering",
    "exportstarters",
    "exporteurs-nieuwe-bedrijven",
    "verduurzaming",
    "kredietverlening",
    "financieringsbehoefte",
    "financieringsaanvraag",
    "non-bancaire-financiering",
    "microkrediet-qredits",
    "schuldenlast",
    "rente",
}

Row = dict[str, str]
Supply = dict[tuple[str, str], list[Row]]
"""The rows of the starter series by indicator and table."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


@pytest.fixture(scope="module")
def starter() -> Supply:
    found: Supply = defaultdict(list)
    with (data_dir() / "starter_series.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["indicator"], row["table"]].append(row)
    return found


@pytest.fixture(scope="module")
def report(shared_data: Path) -> list[Row]:
    with (shared_data / "jaarbericht" / "catalogue_2023.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def fillings(catalogue: Catalogue) -> Iterator[tuple[Indicator, Filling]]:
    for indicator in catalogue.indicators:
        for filling in indicator.fillings:
            yield indicator, filling


def select(rows: list[Row], selection: Selection) -> dict[str, dict[str, float]]:
    """Per member the value of each period; fails where one period has two values."""
    found: dict[str, dict[str, float]] = {member: {} for member in selection.members}
    for row in rows:
        if (row["measure"], row["frequency"]) != (
            selection.measure,
            FREQUENCIES[selection.frequency],
        ) or row[selection.by] not in found:
            continue
        if all(row[dimension] == member for dimension, member in selection.where):
            series = found[row[selection.by]]
            assert row["period"] not in series
            series[row["period"]] = float(row["value"])
    return found


def plain(text: str) -> str:
    """A text without diacritics and outer blanks: the report's list is written without."""
    return "".join(
        char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char)
    ).strip()


def test_there_are_51_indicators_in_the_order_of_the_report(catalogue: Catalogue) -> None:
    assert catalogue.edition == "2023"
    assert [theme.id for theme in catalogue.themes] == [
        "dynamiek",
        "productiviteit",
        "ruimte",
        "conjunctuur",
    ]
    counts = [len(catalogue.of_theme(theme.id)) for theme in catalogue.themes]
    assert counts == [12, 22, 16, 1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_describes_the_indicator_that_it_is_named_after(path: Path) -> None:
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    assert text["id"] == path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_of_a_file_is_there_in_both_languages(path: Path) -> None:
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    texts = [text[key] for key in ("topic", "title", "short_title")]
    texts += [text[key] for key in ("definition", "needed") if key in text]
    texts += [limit["name"] for limit in text.get("limit", ())]
    texts += [one[k] for one in text.get("filling", ()) for k in {"note", *({"shipped"} & {*one})}]
    assert all(set(one) == {"nl", "en"} and all(one.values()) for one in texts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_no_key_that_nobody_reads(path: Path) -> None:
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {
        *("id", "theme", "position", "topic", "title", "short_title", "definition", "figures"),
        *("unit", "frequency", "breakdowns", "source", "view", "filling", "needed"),
        *("check", "limit", "mark"),
    }
    filling_keys = {
        *("table", "role", "match", "measures", "filters", "formula", "note", "recipe", "view"),
        *("successor", "labels", "shipped"),
    }
    view_keys = set(Selection.__dataclass_fields__)
    assert set(text) <= known
    assert all(set(filling) <= filling_keys for filling in text.get("filling", ()))
    views = [one["view"] for one in (text, *text.get("filling", ())) if "view" in one]
    assert all(set(view) <= view_keys for view in views)


def test_positions_follow_each_other_within_a_theme(catalogue: Catalogue) -> None:
    for theme in catalogue.themes:
        positions = [one.position for one in catalogue.of_theme(theme.id)]
        assert positions == [10 * place for place in range(1, len(positions) + 1)]


def test_a_topic_is_one_block_of_the_sidebar(catalogue: Catalogue) -> None:
    for theme in catalogue.themes:
        topics = [one.topics["nl"] for one in catalogue.of_theme(theme.id)]
        changes = [now for now, then in zip(topics, ["", *topics], strict=False) if now != then]
        assert len(changes) == len(set(topics))


def test_names_in_the_sidebar_are_short_and_distinct(catalogue: Catalogue) -> None:
    for language in ("nl", "en"):
        names = [one.short_titles[language] for one in catalogue.indicators]
        assert len(set(names)) == len(names)
        assert max(len(name) for name in names) <= 28


def test_figure_numbers_are_those_of_the_report(catalogue: Catalogue) -> None:
    numbers = [number for one in catalogue.indicators for number in one.figures]
    parted = ["15a", "15b", "15c", "22a", "22b"]
    whole = [str(number) for number in range(1, 25) if number not in (15, 22)]
    assert sorted(numbers) == sorted([*parted, *whole])


def test_breakdowns_roles_and_matches_are_known_words(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        assert set(indicator.breakdowns) <= set(BREAKDOWNS)
    for _indicator, filling in fillings(catalogue):
        assert filling.role in ROLES
        assert filling.match in MATCHES


def test_the_nearest_match_comes_first(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        places = [MATCHES.index(filling.match) for filling in indicator.fillings]
        assert places == sorted(places)


def test_a_table_fills_an_indicator_in_one_way(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        tables = [filling.table.lower() for filling in indicator.fillings]
        assert len(set(tables)) == len(tables)


def test_a_neighbouring_concept_says_how_it_differs(catalogue: Catalogue) -> None:
    texts = [
        (dict(filling.note or {}), filling.table)
        for _indicator, filling in fillings(catalogue)
        if filling.match == "related"
    ]
    beginnings = ("Anders dan", "Dezelfde soort", "Berekend door mkbviewer")
    assert all(note["nl"].startswith(beginnings) for note, _table in texts)


def test_an_indicator_has_series_or_says_what_it_needs(
    catalogue: Catalogue, starter: Supply
) -> None:
    filled = {indicator for indicator, _table in starter}
    assert {one.id for one in catalogue.indicators} - filled == WITHOUT_SERIES
    assert {one.id for one in catalogue.indicators if one.needed} == WITHOUT_SERIES


def test_every_table_of_the_starter_series_has_a_filling(
    catalogue: Catalogue, starter: Supply
) -> None:
    for indicator_id, table in starter:
        indicator = catalogue.indicator(indicator_id)
        assert indicator is not None
        assert indicator.filling(table) is not None


def test_the_match_of_a_filling_is_that_of_its_series(
    catalogue: Catalogue, starter: Supply
) -> None:
    revised = ("oprichtingen-opheffingen-sector", "83149NED")
    for indicator, filling in fillings(catalogue):
        rows = starter.get((indicator.id, filling.table), [])
        best = min((row["match"] for row in rows), key=MATCHES.index, default=filling.match)
        if (indicator.id, filling.table) == revised:
            # Revised since: its growth no longer confirms the report's, so it may not claim to.
            best = "definition"
        assert filling.match == best


def test_the_page_opens_with_series_that_are_there(catalogue: Catalogue, starter: Supply) -> None:
    for indicator, filling in fillings(catalogue):
        rows = starter.get((indicator.id, filling.table))
        if rows is None:
            continue
        selection = filling.selection or indicator.selection
        assert selection.chart in CHARTS
        assert selection.by in BREAKDOWNS
        assert selection.members
        found = select(rows, selection)
        assert all(found.values()), (indicator.id, filling.table, selection)


def test_the_selections_use_known_words(catalogue: Catalogue) -> None:
    for indicator, filling in fillings(catalogue):
        selection = filling.selection or indicator.selection
        assert Frequency(selection.frequency) in {Frequency(one) for one in FREQUENCIES}
        assert Transformation(selection.transformation) is Transformation.LEVEL
        assert {dimension for dimension, _member in selection.where} <= set(BREAKDOWNS)


def test_the_parts_of_a_share_make_a_whole(catalogue: Catalogue, starter: Supply) -> None:
    tested = 0
    for indicator, filling in fillings(catalogue):
        selection = filling.selection or indicator.selection
        rows = starter.get((indicator.id, filling.table))
        if rows is None or selection.chart != "share":
            continue
        assert not {"mkb", "totaal"} & set(selection.members)
        found = select(rows, selection)
        complete = set.intersection(*(set(series) for series in found.values()))
        for period in complete:
            # Shares that CBS publishes are rounded to whole percentages: six parts, 3 at most.
            assert sum(series[period] for series in found.values()) == pytest.approx(100, abs=3)
        tested += bool(complete)
    assert tested == 6


def test_composition_opens_with_the_figure_of_the_report(
    catalogue: Catalogue, starter: Supply
) -> None:
    indicator = catalogue.indicator("samenstelling-mkb")
    assert indicator is not None
    found = select(starter["samenstelling-mkb", "81588NED"], indicator.selection)
    assert list(found) == ["zzp", "micro", "klein", "midden", "groot"]
    # 1 205 925 and 2 085 of 1 518 210 businesses: 79.43% (nearly 80) and 0.137% (0.1).
    assert found["zzp"]["2023KW03"] == pytest.approx(79.4307, abs=1e-4)
    assert found["groot"]["2023KW03"] == pytest.approx(0.1373, abs=1e-4)


def test_recipes_measure_what_the_embedded_series_measure(
    catalogue: Catalogue, starter: Supply
) -> None:
    for indicator, filling in fillings(catalogue):
        if filling.recipe is None:
            continue
        units = {
            row["measure"]: row["unit"]
            for (indicator_id, _table), rows in starter.items()
            for row in rows
            if indicator_id == indicator.id
        }
        titles = {output.title: output.unit for output in filling.recipe.outputs}
        selection = filling.selection or indicator.selection
        assert selection.measure in titles
        assert selection.frequency in filling.recipe.frequencies
        assert all(units.get(title, unit) == unit for title, unit in titles.items())


def test_a_recipe_composes_the_members_with_which_its_page_opens(catalogue: Catalogue) -> None:
    for indicator, filling in fillings(catalogue):
        if filling.recipe is None:
            continue
        selection = filling.selection or indicator.selection
        breakdowns = {one.name: one for one in filling.recipe.breakdowns}
        split = breakdowns[selection.by]
        composed = {name for name, _expression in split.members}
        assert split.passes or set(selection.members) <= composed


def test_two_breakdowns_over_one_dimension_name_their_total(catalogue: Catalogue) -> None:
    for _indicator, filling in fillings(catalogue):
        if filling.recipe is None:
            continue
        over: dict[str, list[bool]] = defaultdict(list)
        for breakdown in filling.recipe.breakdowns:
            composed = {name for name, _expression in breakdown.members}
            over[breakdown.dimension].append(breakdown.total in composed)
        for named in over.values():
            assert len(named) == 1 or all(named)


def test_imported_tables_fill_the_pages_that_their_recipes_name(catalogue: Catalogue) -> None:
    assert [one.id for one in catalogue.filled_by("81589ned")] == [
        "samenstelling-mkb",
        "groei-aantal-bedrijven",
    ]
    assert [one.id for one in catalogue.filled_by("82242NED")] == ["faillissementen"]
    assert [one.id for one in catalogue.filled_by("80472NED")] == ["vacatures"]


def test_every_fact_belongs_to_an_indicator(catalogue: Catalogue) -> None:
    facts = load_facts(data_dir() / "facts_2023.csv")
    assert {fact.indicator for fact in facts} <= {one.id for one in catalogue.indicators}


def test_the_catalogue_is_that_of_the_report(catalogue: Catalogue, report: list[Row]) -> None:
    assert [one.id for one in catalogue.indicators] == [row["indicator"] for row in report]
    for indicator, row in zip(catalogue.indicators, report, strict=True):
        figures = tuple(part.strip() for part in row["figure"].split(";") if part.strip())
        assert indicator.theme == row["theme"]
        assert indicator.figures == figures
        assert indicator.unit == row["unit"].strip()
        assert indicator.frequency == row["frequency"]
        assert plain(indicator.source) == row["source"]
        assert plain(indicator.topics["nl"]) == row["topic"]
        assert plain(indicator.titles["nl"]) == plain(row["title_nl"])
        assert bool(indicator.definitions) == bool(row["definition_nl"])


def test_every_table_that_the_bindings_name_has_a_filling(
    catalogue: Catalogue, shared_data: Path
) -> None:
    with (shared_data / "starter" / "bindings.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        indicator = catalogue.indicator(row["indicator"])
        assert indicator is not None
        filling = indicator.filling(row["table"]) if row["table"] else None
        if row["table"]:
            assert filling is not None
            assert (filling.role, filling.match) == (row["role"], row["match"])


def test_a_recipe_that_does_not_parse_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "themes.toml").write_text(
        'edition = "2023"\n[[theme]]\nid = "a"\nname = { nl = "A", en = "A" }\n', encoding="utf-8"
    )
    (tmp_path / "broken.toml").write_text(
        """id = "broken"
theme = "a"
position = 10
unit = "%"
frequency = "jaar"
source = "CBS"
topic = { nl = "T", en = "T" }
title = { nl = "B", en = "B" }
[[filling]]
table = "1NED"
role = "main"
match = "related"
[[filling.recipe.output]]
title = "x"
unit = "%"
formula = "x +"
""",
        encoding="utf-8",
    )
    with pytest.raises(InvalidRecipe, match=r"broken\.toml"):
        load_catalogue(tmp_path)
