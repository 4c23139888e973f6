"""Comparing by the numbers of series gives what comparing by names gives."""

import random

import duckdb
import pytest

from mkbviewer.core.model import Dimension, Measure, Member, Structure
from mkbviewer.store.library.numbering import numbers_of
from mkbviewer.store.revisions.comparison import Telling, difference_query, numbered_query
from mkbviewer.store.revisions.counterparts import Counterparts

SECTORS, SIZES = ("T", "A", "B", "C"), ("1", "2-9", "10+")
PERIODS = ("2022KW01", "2022KW02", "2022JJ00", "")


def structure_of(
    measures: list[str], sectors: list[str], sizes: list[str], *, is_turned: bool
) -> Structure:
    dimensions = (
        Dimension("sector", "Sector", tuple(Member(code, f"Sector {code}") for code in sectors)),
        Dimension("size", "Grootte", tuple(Member(code, f"Grootte {code}") for code in sizes)),
    )
    return Structure(
        tuple(Measure(key, key.split("_")[0]) for key in measures),
        dimensions[::-1] if is_turned else dimensions,
    )


def release(
    draw: random.Random, measures: list[str], name: str, connection: "duckdb.DuckDBPyConnection"
) -> Structure:
    """A release with some of the members, in an order of its own, as a table with numbers."""
    sectors = draw.sample(SECTORS, draw.randint(1, len(SECTORS)))
    sizes = draw.sample(SIZES, draw.randint(1, len(SIZES)))
    structure = structure_of(measures, sectors, sizes, is_turned=draw.random() < 0.5)
    connection.execute(
        f"create table {name} (series bigint, measure varchar, sector varchar, size varchar,"
        " period varchar, value double, text varchar, status varchar)"
    )
    for measure in measures:
        for sector in sectors:
            for size in sizes:
                (number,) = numbers_of(structure, [measure], {"sector": [sector], "size": [size]})
                for period in PERIODS:
                    if draw.random() < 0.3:
                        continue
                    value = draw.choice([None, 0.0, 1.0, 2.5])
                    status = draw.choice([".", "x"]) if value is None else draw.choice(["", "*"])
                    row = [number, measure, sector, size, period, value, None, status]
                    connection.execute(f"insert into {name} values (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return structure


@pytest.mark.parametrize("seed", range(40))
def test_the_same_differences_are_found_by_numbers_and_by_names(seed: int) -> None:
    draw = random.Random(seed)
    connection = duckdb.connect()
    earlier = release(
        draw, draw.choice([["omzet_1", "banen_2"], ["banen_3"]]), "earlier", connection
    )
    newer = release(draw, draw.choice([["banen_2", "omzet_4"], ["omzet_1"]]), "newer", connection)
    counterparts = Counterparts.of(newer, earlier)
    assert counterparts is not None
    telling = Telling(stars=draw.random() < 0.5, kinds=draw.random() < 0.5)
    query, parameters = difference_query(newer, counterparts, "newer", "earlier", telling)
    renumbering = counterparts.renumbering(newer, earlier)
    numbered = numbered_query(newer, renumbering, "newer", "earlier", telling)
    by_names = connection.execute(f"{query} order by all", parameters)
    names, expected = [one[0] for one in by_names.description or ()], by_names.fetchall()
    by_numbers = connection.execute(f"{numbered} order by all")
    assert [one[0] for one in by_numbers.description or ()] == names
    assert by_numbers.fetchall() == expected
    assert expected
