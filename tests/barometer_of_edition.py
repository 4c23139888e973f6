"""The barometer of a made-up edition: eight series of waves, and one published outcome."""

import math
from pathlib import Path

KEYS = ("bbp", "golf-2", "golf-3", "golf-4", "golf-5", "golf-6", "golf-7", "golf-8")
HEADING = (
    "indicator_key,label_nl,label_en,kind,good_direction,table,filters,frequency,period,value,"
    "variant,adjustment,unit"
)


def series_text() -> str:
    """Quarters from 2012 to 2030; the eight waves follow each other by a quarter."""
    lines = [HEADING]
    for place, key in enumerate(KEYS):
        for number in range(4 * 19):
            period = f"{2012 + number // 4}KW0{number % 4 + 1}"
            value = round(10 * math.sin((number + place) / 3), 2)
            lines.append(
                f"{key},Verzonnen golf {place + 1},Made-up wave {place + 1},real,up,99900NED,"
                f"verzonnen,kwartaal,{period},{value},main,SA,"
            )
    return "\n".join(lines) + "\n"


PUBLISHED = (
    "period,outcome_nl,outcome_en,worse,count,source\n"
    "2030KW04,verzonnen weer,made-up weather,3,8,Verzonnen Jaarbericht 2031\n"
)


def write_barometer(folder: Path) -> None:
    """Put both files beside those of the made-up edition."""
    (folder / "barometer_series_2031.csv").write_text(series_text(), encoding="utf-8")
    (folder / "barometer_published_2031.csv").write_text(PUBLISHED, encoding="utf-8")
