"""The catalogue: themes, topics and indicators, one TOML file per indicator."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mkbviewer.core.errors import InvalidRecipe
from mkbviewer.core.language import pick
from mkbviewer.core.recipes.recipe import Recipe, parse_recipe
from mkbviewer.core.report.limits import Limit, parse_limit
from mkbviewer.core.report.recomputation import Recomputation, parse_recomputation

Texts = Mapping[str, str]
"""One text in several languages, by two-letter code."""


@dataclass(frozen=True)
class Theme:
    """One of the report's themes, as the sidebar and the overview show it.

    `cards` are the indicators that the overview puts first, most important first.
    """

    id: str
    names: Texts
    cards: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name in the active language."""
        return pick(dict(self.names))


@dataclass(frozen=True)
class Selection:
    """The view with which an indicator's page opens, in the words of its structure.

    `where_by` says per breakdown where else a page that is split by it is fixed; `season` is the
    part of each year (`KW02`) that the report shows where it shows one only.
    """

    chart: str = "line"
    measure: str = ""
    by: str = "size_class"
    members: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    where_by: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    frequency: str = ""
    season: str = ""
    transformation: str = "level"


_MEASURES: Final = "measure"
"""Under which the labels of a filling have the names of measures."""


@dataclass(frozen=True)
class Filling:
    """One CBS table that fills an indicator, and how.

    `role` is main, alternative or related; `match` confirmed, definition or related. `formula`
    is the recipe in words as the bindings give it; `successor` the table with which CBS goes on
    where this one has ended. `shipped` is said besides the `note` of the figures that come with
    the program. `recipe` is None where only these use the table so far.
    """

    table: str
    role: str
    match: str
    measures: str = ""
    filters: str = ""
    formula: str = ""
    successor: str = ""
    note: Texts | None = None
    shipped: Texts | None = None
    recipe: Recipe | None = None
    selection: Selection | None = None
    labels: Mapping[str, Mapping[str, Texts]] = field(default_factory=dict)

    def label(self, breakdown: str, member: str) -> str:
        """What a member is called here in the active language; empty where it is as everywhere.

        The mkb is below 100 persons in one survey and from 5 on in another: a name says so.
        """
        return pick(dict(self.labels.get(breakdown, {}).get(member, {})))

    def title(self, measure: str) -> str:
        """What a measure is called here in the active language; empty where by its own name.

        The growth in a table of births is growth of births: a name says so where no heading does.
        """
        return self.label(_MEASURES, measure)


@dataclass(frozen=True)
class Indicator:
    """One page of the dashboard."""

    id: str
    theme: str
    position: int
    topics: Texts
    titles: Texts
    short_titles: Texts
    definitions: Texts
    figures: tuple[str, ...]
    unit: str
    frequency: str
    breakdowns: tuple[str, ...]
    source: str
    selection: Selection
    fillings: tuple[Filling, ...]
    needed: Texts | None = None
    checks: tuple[Recomputation, ...] = ()
    limits: tuple[Limit, ...] = ()
    marks: tuple[Recomputation, ...] = ()
    """Where a fact stands beside figures that are no ground to check it with."""

    @property
    def topic(self) -> str:
        """The topic in the active language."""
        return pick(dict(self.topics))

    @property
    def title(self) -> str:
        """The title of the page."""
        return pick(dict(self.titles))

    @property
    def short_title(self) -> str:
        """The name in the sidebar."""
        return pick(dict(self.short_titles)) or self.title

    @property
    def definition(self) -> str:
        """What exactly is counted; empty where the report gives no definition."""
        return pick(dict(self.definitions))

    def filling(self, table: str) -> Filling | None:
        """How this table fills the indicator, or None when it does not."""
        wanted = table.lower()
        return next((one for one in self.fillings if one.table.lower() == wanted), None)


@dataclass(frozen=True)
class Catalogue:
    """All themes and indicators of one edition, in the order of the report."""

    edition: str
    themes: tuple[Theme, ...]
    indicators: tuple[Indicator, ...]

    def indicator(self, indicator_id: str) -> Indicator | None:
        """The indicator with this id, or None."""
        return next((one for one in self.indicators if one.id == indicator_id), None)

    def of_theme(self, theme_id: str) -> tuple[Indicator, ...]:
        """The indicators of one theme, in order."""
        return tuple(one for one in self.indicators if one.theme == theme_id)

    def filled_by(self, table: str) -> tuple[Indicator, ...]:
        """The indicators that a recipe fills from this table."""
        return tuple(
            one
            for one in self.indicators
            if (filling := one.filling(table)) and filling.recipe is not None
        )


def load_catalogue(folder: Path) -> Catalogue:
    """Read `themes.toml` and one TOML file per indicator from a folder.

    Raises InvalidRecipe, naming the file, when a recipe does not parse.
    """
    shelf = tomllib.loads((folder / "themes.toml").read_text(encoding="utf-8"))
    themes = read_themes(shelf)
    order = {theme.id: place for place, theme in enumerate(themes)}
    indicators = sorted(
        (
            read_indicator(path.read_text(encoding="utf-8"), path.name)
            for path in folder.glob("*.toml")
            if path.name != "themes.toml"
        ),
        key=lambda one: (order[one.theme], one.position),
    )
    return Catalogue(shelf["edition"], themes, tuple(indicators))


def read_themes(shelf: Mapping[str, Any]) -> tuple[Theme, ...]:
    """The themes of a `themes.toml`. Raises KeyError for what is missing."""
    return tuple(
        Theme(theme["id"], theme["name"], tuple(theme.get("cards", ()))) for theme in shelf["theme"]
    )


def read_indicator(toml: str, file_name: str) -> Indicator:
    """An indicator from the text of its file.

    Raises tomllib.TOMLDecodeError, KeyError for what is missing, InvalidRecipe naming the file.
    """
    text = tomllib.loads(toml)
    try:
        return Indicator(
            id=text["id"],
            theme=text["theme"],
            position=text["position"],
            topics=text["topic"],
            titles=text["title"],
            short_titles=text.get("short_title", {}),
            definitions=text.get("definition", {}),
            figures=tuple(text.get("figures", ())),
            unit=text["unit"],
            frequency=text["frequency"],
            breakdowns=tuple(text.get("breakdowns", ())),
            source=text["source"],
            selection=_read_selection(text.get("view", {})),
            fillings=tuple(_read_filling(filling) for filling in text.get("filling", ())),
            needed=text.get("needed"),
            checks=tuple(parse_recomputation(check) for check in text.get("check", ())),
            limits=tuple(parse_limit(limit) for limit in text.get("limit", ())),
            marks=tuple(parse_recomputation(mark) for mark in text.get("mark", ())),
        )
    except InvalidRecipe as problem:
        raise InvalidRecipe(f"{file_name}: {problem.what}", problem.why) from problem


def _read_selection(text: Mapping[str, Any]) -> Selection:
    return Selection(
        chart=text.get("chart", "line"),
        measure=text.get("measure", ""),
        by=text.get("by", "size_class"),
        members=tuple(text.get("members", ())),
        where=tuple(text.get("where", {}).items()),
        where_by=tuple(
            (by, tuple(where.items())) for by, where in text.get("where_by", {}).items()
        ),
        frequency=text.get("frequency", ""),
        season=text.get("season", ""),
        transformation=text.get("transformation", "level"),
    )


def _read_filling(text: Mapping[str, Any]) -> Filling:
    return Filling(
        table=text["table"],
        role=text["role"],
        match=text["match"],
        measures=text.get("measures", ""),
        filters=text.get("filters", ""),
        formula=text.get("formula", ""),
        successor=text.get("successor", ""),
        note=text.get("note"),
        shipped=text.get("shipped"),
        recipe=parse_recipe(text["recipe"]) if "recipe" in text else None,
        selection=_read_selection(text["view"]) if "view" in text else None,
        labels=text.get("labels", {}),
    )
