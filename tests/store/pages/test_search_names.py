"""What can be found in the holdings: everything with a name, each leading somewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core.errors import Cancelled
from mkbviewer.core.search.findable import Kind
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import read_page
from mkbviewer.store.pages.search_names import gather_names, make_index

SPECIMEN = Path(__file__).resolve().parents[2] / "e2e" / "specimens" / "81589NED.csv"
THESAURUS = paths.resources_dir() / "search" / "thesaurus.toml"


@pytest.fixture
def holdings(tmp_path: Path) -> Iterator[Holdings]:
    opened = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    import_file(opened.own, SPECIMEN)
    yield opened
    opened.close()


def test_every_kind_of_name_is_gathered(holdings: Holdings) -> None:
    kinds = {name.kind for name in gather_names(holdings).names}

    assert kinds == set(Kind) - {Kind.COMMAND, Kind.RECENT, Kind.VIEW}


def test_every_indicator_and_fact_and_own_table_has_a_name(holdings: Holdings) -> None:
    names = gather_names(holdings).names
    count = {kind: sum(name.kind is kind for name in names) for kind in Kind}

    assert count[Kind.INDICATOR] == len(holdings.catalogue.indicators)
    assert count[Kind.FACT] == len(holdings.facts)
    assert count[Kind.TABLE] == len(holdings.own.tables()) == 1


@pytest.mark.parametrize(
    ("typed", "indicator"),
    [
        ("bankruptcies", "faillissementen"),
        ("faillisementen", "faillissementen"),
        ("job vacancies", "vacatures"),
        ("hourly wage", "uurloon"),
        ("uurlonen", "uurloon"),
        ("artificial intelligence", "gebruik-ai"),
        ("energy costs", "energiekosten"),
    ],
)
def test_dutch_and_english_words_lead_to_the_indicator(
    holdings: Holdings, typed: str, indicator: str
) -> None:
    first = make_index(holdings, THESAURUS).search(typed)[0]

    assert first.view is not None
    assert first.view.subject == indicator


def test_a_code_of_a_period_finds_what_the_report_states_of_it(holdings: Holdings) -> None:
    first = make_index(holdings, THESAURUS).search("2023KW03")[0]

    assert first.kind is Kind.FACT
    assert "2023 3" in first.detail


@pytest.mark.parametrize("typed", ["zzp'ers", "ZZP-ers", "zzper"])
def test_who_works_alone_is_found_in_every_spelling(holdings: Holdings, typed: str) -> None:
    assert "zzp" in {hit.key for hit in make_index(holdings, THESAURUS).search(typed)}


def test_employment_and_growth_are_found_by_one_word(holdings: Holdings) -> None:
    first = make_index(holdings, THESAURUS).search("werkgelegenheidsgroei")[0]

    assert first.view is not None
    assert first.view.subject == "groei-toegevoegde-waarde"


def test_the_view_of_a_measure_and_of_a_member_can_be_read(holdings: Holdings) -> None:
    index = make_index(holdings, THESAURUS)
    for typed in ("uurloon groei", "horeca vacatures", "zzp samenstelling"):
        for hit in index.search(typed):
            if hit.kind in (Kind.MEASURE, Kind.MEMBER):
                assert hit.view is not None
                page = read_page(holdings, hit.view)
                chosen = page.view.members if hit.kind is Kind.MEMBER else page.view.measures
                assert chosen == (hit.key,)


def test_gathering_stops_when_it_is_cancelled(holdings: Holdings) -> None:
    def cancel() -> None:
        raise Cancelled("stop")

    with pytest.raises(Cancelled):
        gather_names(holdings, cancel)
