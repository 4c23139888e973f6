"""Large tables with made-up figures, in layouts of CBS, for the benchmarks.

All figures have one decimal; one cell in four hundred is missing. The keys
stand as CBS lists them: members in nested loops, the total first, each year after its quarters.
"""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

MISSING_ONE_IN = 400
LAYOUTS = ("untyped", "typed", "wide", "tidy", "odata4")
_YEARS = range(1997, 2024)
_SECTORS = ("T001081", *(f"{300000 + 25 * number}" for number in range(59)))


def file_name(layout: str) -> str:
    """A name under which the importer knows the table."""
    return {
        "typed": "99901NED_TypedDataSet_01012024_120000.csv",
        "tidy": "99901NED.csv",
        "odata4": "Observations.csv",
    }.get(layout, "99901NED_UntypedDataSet_01012024_120000.csv")


def measures_of(layout: str) -> list[str]:
    """The keys of the measures: sixty in the wide layout, else three."""
    return [f"Onderwerp{number}_{number}" for number in range(1, 61 if layout == "wide" else 4)]


def periods() -> list[str]:
    """Quarters and years, mixed as CBS mixes them."""
    return [f"{year}{code}" for year in _YEARS for code in ("KW01", "KW02", "KW03", "KW04", "JJ00")]


def _keys(rows: int) -> Iterator[tuple[str, str, str]]:
    shown = periods()
    regions = [f"GM{number:04d}" for number in range(-(-rows // (len(_SECTORS) * len(shown))))]
    return itertools.islice(itertools.product(_SECTORS, regions, shown), rows)


def write_table(path: Path, layout: str, observations: int) -> None:
    """Write a table of about this many cells, a few of them missing."""
    draw = random.Random(2023)  # noqa: S311 - figures that are the same in every run
    measures = measures_of(layout)
    rows = -(-observations // len(measures))

    def figures() -> list[str]:
        return [
            "" if draw.randrange(MISSING_ONE_IN) == 0 else f"{draw.randrange(5000) / 10:.1f}"
            for _measure in measures
        ]

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        if layout == "tidy":
            file.write("measure,Bedrijfstak,RegioS,period,value,status\n")
            for measure in measures:
                for sector, region, period in _keys(rows):
                    figure = figures()[0]
                    status = "" if figure else "."
                    file.write(f"{measure},{sector},{region},{period},{figure},{status}\n")
            return
        if layout == "odata4":
            file.write("Id;Measure;Bedrijfstak;RegioS;Perioden;Value;StringValue;ValueAttribute\n")
            numbers = itertools.count()
            for sector, region, period in _keys(rows):
                for measure, figure in zip(measures, figures(), strict=True):
                    attribute = "None" if figure else "Impossible"
                    value = figure.replace(".", ",")
                    file.write(
                        f"{next(numbers)};{measure};{sector};{region};{period};{value};;{attribute}\n"
                    )
            return
        header = ("ID", "Bedrijfstak", "RegioS", "Perioden", *measures)
        file.write(";".join(f'"{name}"' for name in header) + "\r\n")
        for number, (sector, region, period) in enumerate(_keys(rows)):
            cells = figures()
            if layout != "typed":
                cells = [f'"{figure or ".":>8}"' for figure in cells]
            file.write(f'"{number}";"{sector}";"{region}";"{period}";{";".join(cells)}\r\n')
