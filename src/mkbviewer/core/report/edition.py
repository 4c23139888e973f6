"""Another edition of the report, from its own files: checked whole before it is used.

`docs/editions.md` describes the files.
"""

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mkbviewer.core.errors import InvalidRecipe, UnreadableFile
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.period import parse_code
from mkbviewer.core.recipes.breakdown import BREAKDOWNS, GROUP, LEGAL_FORM, SECTOR, SIZE_CLASS
from mkbviewer.core.report.catalogue import (
    Catalogue,
    Indicator,
    Selection,
    Theme,
    read_indicator,
    read_themes,
)
from mkbviewer.core.report.edition_barometer import (
    NO_BAROMETER,
    PUBLISHED_COLUMNS,
    SERIES_COLUMNS,
    EditionBarometer,
    Row,
    check_published,
    check_series,
    is_number,
    published_file,
    series_file,
)
from mkbviewer.core.report.facts import Fact, Finding, read_fact, read_findings

THEMES = "themes.toml"

_Check = Callable[[Iterable[tuple[int, Row]], Callable[[int, str], None]], None]

_CATALOGUE_COLUMNS = (
    "theme", "topic", "indicator", "figure", "title_nl", "title_en", "unit", "frequency",
    "breakdowns", "source", "definition_nl",
)  # fmt: skip
_FACT_COLUMNS = (
    "indicator", "measure", "unit", "period", "value", "qualifier", "size_class", "sector",
    "legal_form", "group", "figure", "section", "period_stated", "note",
)  # fmt: skip
_FINDING_COLUMNS = (*_FACT_COLUMNS, "verdict", "explanation", "nearest")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BREAKDOWNS = {
    "grootteklasse": SIZE_CLASS,
    "bedrijfstak": SECTOR,
    "rechtspersoonlijkheid": LEGAL_FORM,
}
_QUALIFIERS = ("", "<", ">", "~")


@dataclass(frozen=True, slots=True)
class EditionProblem:
    """What is wrong in a file of an edition; `line` is 0 where it is the whole file."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        place = _("{file}, line {line}").format(file=self.file, line=self.line)
        return f"{place if self.line else self.file}: {self.what}"


class InvalidEdition(UnreadableFile):
    """An edition that cannot be used; `problems` names everything that is wrong in it."""

    def __init__(self, name: str, problems: tuple[EditionProblem, ...]) -> None:
        count = len(problems)
        super().__init__(
            ngettext(
                "Edition {name} was not taken in: there is {count} problem in its files.",
                "Edition {name} was not taken in: there are {count} problems in its files.",
                count,
            ).format(name=name, count=count),
            str(problems[0]),
            _("Mend the files, then drop them again."),
        )
        self.problems = problems


@dataclass(frozen=True)
class Edition:
    """One edition of the report: its pages, what it states, and what an editor found of that.

    `key` tells its very files from any others; it is empty for the one that the program ships.
    `findings` is None where the edition has no file of them; of its barometer it has what it says.
    """

    catalogue: Catalogue
    facts: tuple[Fact, ...]
    key: str = ""
    findings: Mapping[tuple[str, ...], Finding] | None = None
    barometer: EditionBarometer = NO_BAROMETER

    @property
    def name(self) -> str:
        """The year of the report."""
        return self.catalogue.edition


def facts_file(name: str) -> str:
    """The file with what an edition states."""
    return f"facts_{name}.csv"


def catalogue_file(name: str) -> str:
    """The file with the pages of an edition."""
    return f"catalogue_{name}.csv"


def findings_file(name: str) -> str:
    """The file with what an editor found of an edition's facts; an edition may do without."""
    return f"fact_check_{name}.csv"


def read_edition(name: str, texts: Mapping[str, str], shipped: Catalogue, key: str = "") -> Edition:
    """An edition from the texts of its files, by name; TOML files without their folder.

    What its catalogue says of an indicator goes before what the program ships of it; how tables
    fill it is that of the edition's own TOML file, else that of the program. Raises InvalidEdition
    with everything that is wrong.
    """
    reading = _Reading(name, texts, shipped)
    catalogue = reading.read_catalogue()
    facts = reading.read_facts()
    findings = reading.read_findings()
    barometer = reading.read_barometer()
    if reading.problems:
        raise InvalidEdition(name, tuple(reading.problems))
    return Edition(catalogue, facts, key, findings, barometer)


class _Reading:
    def __init__(self, name: str, texts: Mapping[str, str], shipped: Catalogue) -> None:
        self._name = name
        self._texts = texts
        self._shipped = shipped
        self._named: set[str] = set()
        self.problems: list[EditionProblem] = []

    def read_catalogue(self) -> Catalogue:
        themes = self._read_themes()
        own = self._read_own()
        known = {theme.id for theme in themes}
        found: dict[str, Indicator] = {}
        file = catalogue_file(self._name)
        for line, row in self._rows(file, _CATALOGUE_COLUMNS):
            name = row["indicator"]
            self._named.add(name)
            if not _ID.fullmatch(name):
                self._note(file, line, _("“{id}” is no id of an indicator.").format(id=name))
            elif name in found:
                self._note(file, line, _("Indicator {id} is there twice.").format(id=name))
            elif row["theme"] not in known:
                self._note(file, line, _("There is no theme “{id}”.").format(id=row["theme"]))
            elif empty := next((one for one in _NEEDED if not row[one]), ""):
                self._note(file, line, _("Column {name} is empty.").format(name=empty))
            else:
                base = own.pop(name, None) or self._shipped.indicator(name)
                found[name] = _indicator(row, len(found), base)
        for name in own:
            if self._named and name not in self._named:
                self._note(f"{name}.toml", 0, _("{file} does not have it.").format(file=file))
        order = [theme.id for theme in themes]
        indicators = sorted(found.values(), key=lambda one: (order.index(one.theme), one.position))
        shown = tuple(_with_cards(theme, found) for theme in themes)
        return Catalogue(self._name, shown, tuple(indicators))

    def read_facts(self) -> tuple[Fact, ...]:
        file = facts_file(self._name)
        lines: dict[tuple[str, ...], int] = {}
        facts = []
        for line, row in self._rows(file, _FACT_COLUMNS):
            # What is wrong in the catalogue is told there, not of each of its facts again.
            if self._named and row["indicator"] not in self._named:
                absent = _("There is no indicator “{name}”.").format(name=row["indicator"])
                self._note(file, line, absent)
                continue
            if wrong := _wrong_in_fact(row):
                self._note(file, line, wrong)
                continue
            fact = read_fact(row, self._name)
            if fact.key in lines:
                twice = _("This is there already, in line {line}.").format(line=lines[fact.key])
                self._note(file, line, twice)
                continue
            lines[fact.key] = line
            facts.append(fact)
        return tuple(facts)

    def read_findings(self) -> Mapping[tuple[str, ...], Finding] | None:
        file = findings_file(self._name)
        if file not in self._texts:
            return None
        rows = []
        for line, row in self._rows(file, _FINDING_COLUMNS):
            if not is_number(row["value"]) or not is_number(row["nearest"] or "0"):
                self._note(file, line, _("“{text}” is no number.").format(text=row["value"]))
            else:
                rows.append(row)
        return read_findings(rows, {})

    def read_barometer(self) -> EditionBarometer:
        return EditionBarometer(
            self._checked(series_file(self._name), SERIES_COLUMNS, check_series),
            self._checked(published_file(self._name), PUBLISHED_COLUMNS, check_published),
        )

    def _checked(self, file: str, columns: tuple[str, ...], check: _Check) -> tuple[Row, ...]:
        """The rows of a file that an edition may do without."""
        if file not in self._texts:
            return ()
        rows = tuple(self._rows(file, columns))
        check(rows, lambda line, what: self._note(file, line, what))
        return tuple(row for _line, row in rows)

    def _read_themes(self) -> tuple[Theme, ...]:
        if THEMES not in self._texts:
            return self._shipped.themes
        try:
            themes = read_themes(tomllib.loads(self._texts[THEMES]))
        except tomllib.TOMLDecodeError as problem:
            self._note(THEMES, _line_of(problem), str(problem))
            return self._shipped.themes
        except (KeyError, TypeError, AttributeError) as problem:
            self._note(THEMES, 0, _("It lacks {name}.").format(name=problem))
            return self._shipped.themes
        return themes

    def _read_own(self) -> dict[str, Indicator]:
        found = {}
        for file, text in sorted(self._texts.items()):
            if not file.endswith(".toml") or file == THEMES:
                continue
            try:
                indicator = read_indicator(text, file)
            except tomllib.TOMLDecodeError as problem:
                self._note(file, _line_of(problem), str(problem))
            except InvalidRecipe as problem:
                self._note(file, 0, f"{problem.what} {problem.why}".strip())
            except (KeyError, TypeError, AttributeError, ValueError) as problem:
                self._note(file, 0, _("It lacks {name}.").format(name=problem))
            else:
                if f"{indicator.id}.toml" == file:
                    found[indicator.id] = indicator
                else:
                    said = _("It is about {id}, and should be called after that.")
                    self._note(file, 0, said.format(id=indicator.id))
        return found

    def _rows(self, file: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows of a CSV file, with the line in which each ends."""
        text = self._texts.get(file)
        if text is None:
            self._note(file, 0, _("This file is missing."))
            return
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        absent = [name for name in columns if name not in (reader.fieldnames or ())]
        if absent:
            said = ngettext(
                "Column {names} is missing.", "Columns {names} are missing.", len(absent)
            )
            self._note(file, 1, said.format(names=", ".join(absent)))
            return
        count = 0
        try:
            for row in reader:
                count += 1
                if None in row or None in row.values():
                    said = _("It has more or fewer cells than the heading.")
                    self._note(file, reader.line_num, said)
                    continue
                yield reader.line_num, {name: text.strip() for name, text in row.items()}
        except csv.Error as problem:
            self._note(file, reader.line_num, str(problem))
        if not count:
            self._note(file, 1, _("There is nothing below the heading."))

    def _note(self, file: str, line: int, what: str) -> None:
        self.problems.append(EditionProblem(file, line, what))


_NEEDED = ("topic", "title_nl", "unit", "frequency", "source")


def _indicator(row: Mapping[str, str], position: int, base: Indicator | None) -> Indicator:
    """An indicator as the catalogue of the edition has it; what that does not say is the base's."""
    parts = {
        "theme": row["theme"],
        "position": position,
        "topics": _texts(row["topic"], "", base.topics if base else None),
        "titles": _texts(row["title_nl"], row["title_en"], None),
        "definitions": _texts(row["definition_nl"], "", base.definitions if base else None),
        "figures": _split(row["figure"]),
        "unit": row["unit"],
        "frequency": row["frequency"],
        "breakdowns": _breakdowns(row["breakdowns"]),
        "source": row["source"],
    }
    if base is None:
        base = Indicator(
            id=row["indicator"], theme="", position=0, topics={}, titles={}, short_titles={},
            definitions={}, figures=(), unit="", frequency="", breakdowns=(), source="",
            selection=Selection(), fillings=(),
        )  # fmt: skip
    return replace(base, **parts)  # type: ignore[arg-type]  # each is of its field's type


def _texts(dutch: str, english: str, known: Mapping[str, str] | None) -> Mapping[str, str]:
    """A text in its languages; the known ones where the Dutch is the same."""
    if known and known.get("nl", "") == dutch:
        return known
    return {language: text for language, text in (("nl", dutch), ("en", english)) if text}


def _breakdowns(text: str) -> tuple[str, ...]:
    """The breakdowns that the Dutch words of the report stand for; any other is a group."""
    words = (one.lower() for one in _split(text))
    return tuple(
        dict.fromkeys(
            word if word in BREAKDOWNS else _BREAKDOWNS.get(word, GROUP) for word in words
        )
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _with_cards(theme: Theme, indicators: Mapping[str, Indicator]) -> Theme:
    """The theme without cards of pages that the edition does not have."""
    cards = (one for one in theme.cards if one in indicators and indicators[one].theme == theme.id)
    return replace(theme, cards=tuple(cards))


def _wrong_in_fact(row: Mapping[str, str]) -> str:
    """What is wrong in the row of a fact, in words; empty where nothing is."""
    if empty := next((one for one in ("measure", "unit", "period") if not row[one]), ""):
        return _("Column {name} is empty.").format(name=empty)
    if _CODE.fullmatch(row["period"]) and parse_code(row["period"]) is None:
        return _("“{text}” is no period of CBS.").format(text=row["period"])
    if not is_number(row["value"]):
        return _("“{text}” is no number.").format(text=row["value"])
    if row["qualifier"] not in _QUALIFIERS:
        return _("The qualifier is “{text}”, and should be <, >, ~ or empty.").format(
            text=row["qualifier"]
        )
    if row["period_stated"] not in ("yes", "no"):
        return _("Column {name} should be yes or no.").format(name="period_stated")
    return ""


_CODE = re.compile(r"\d{4}[A-Z]{2}\d{2}")


def _line_of(problem: tomllib.TOMLDecodeError) -> int:
    match = re.search(r"line (\d+)", str(problem))
    return int(match[1]) if match else 0
