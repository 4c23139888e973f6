"""A large made-up table, for tests of what lasts long."""

from pathlib import Path


def write_large_table(path: Path, observations: int = 1_000_000) -> Path:
    """A file of the `odata3` layout with this many figures, twenty in a row."""
    measures = 20
    years = [f"{year}JJ00" for year in range(1995, 2020)]
    heading = ";".join(f'"Onderwerp{number}_{number}"' for number in range(1, measures + 1))
    with path.open("w", encoding="utf-8") as file:
        file.write(f'"ID";"Gemeenten";"Perioden";{heading}\n')
        for row in range(observations // measures):
            member, year = divmod(row, len(years))
            figures = ";".join(f'"{row % 9973 + number}"' for number in range(measures))
            file.write(f'"{row}";"GM{member:05d}";"{years[year]}";{figures}\n')
    return path
