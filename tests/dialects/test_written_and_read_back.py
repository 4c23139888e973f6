"""A table written in a dialect reads back as the same table, whatever is in it."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dialects import written
from tests.dialects.reading_files import read_file
from tests.dialects.written import MadeUp

few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def check(
    table: MadeUp,
    text: str,
    dialect: str,
    *,
    blank_only: bool = False,
    encoding: str = "utf-8",
    beside: dict[str, str] | None = None,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        path.write_bytes(text.encode(encoding))
        others = {name: Path(folder) / name for name in beside or {}}
        for name, other in others.items():
            other.write_text((beside or {})[name], encoding="utf-8")
        found = read_file(path, others)
    assert found.recognition.dialect == dialect
    assert found.reading.rejected == ()
    keys = {m.key: f"{n}" for n, m in enumerate(found.reading.structure.measures)}
    read = {
        (keys[row["measure"]], row["Sector"], row["period"]): (row["value"], row["status"])
        for row in found.rows
    }
    expected = table.observed()
    if blank_only:
        expected = {
            key: (value, "blank" if value is None else status)
            for key, (value, status) in expected.items()
        }
    assert read == expected
    assert len(found.rows) == len(expected)


@few
@given(written.tables(written.codes), st.booleans())
def test_odata3(table: MadeUp, typed: bool) -> None:
    check(table, written.odata3(table, typed=typed), "odata3", blank_only=typed)


@few
@given(written.tables(written.labels), st.sampled_from(";,\t"))
def test_labelled(table: MadeUp, delimiter: str) -> None:
    check(table, written.labelled(table, delimiter), "labelled")


@few
@given(written.tables(written.labels), st.sampled_from(".,"))
def test_statline_flat(table: MadeUp, decimal: str) -> None:
    check(table, written.statline_flat(table, decimal), "statline_flat")


@few
@given(written.tables(written.labels), st.sampled_from(",;"))
def test_tidy(table: MadeUp, delimiter: str) -> None:
    check(table, written.tidy(table, delimiter), "tidy")


@few
@given(written.tables(written.codes), st.booleans())
def test_odata4(table: MadeUp, has_codes: bool) -> None:
    beside = {"MeasureCodes.csv": written.measure_codes(table)} if has_codes else {}
    check(table, written.odata4(table), "odata4", beside=beside)


@few
@given(written.tables(written.labels), st.sampled_from(("utf-8", "utf-16")))
def test_statline_layout_with_topics_in_columns(table: MadeUp, encoding: str) -> None:
    text = written.layout_with_topics_in_columns(table)
    check(table, text.removeprefix("\ufeff"), "statline_layout", encoding=encoding)


@few
@given(written.tables(written.labels), st.booleans())
def test_statline_layout_with_topics_in_rows(table: MadeUp, has_titles_beside: bool) -> None:
    text = written.layout_with_topics_in_rows(table, has_titles_beside=has_titles_beside)
    check(table, text, "statline_layout")


@few
@given(written.tables(written.labels))
def test_figure(table: MadeUp) -> None:
    check(table, written.figure(table), "figure")


@few
@given(written.categories())
def test_a_figure_without_time(table: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        path.write_text(written.figure_of_categories(table), encoding="utf-8")
        found = read_file(path)
    assert found.recognition.dialect == "figure"
    assert found.reading.rejected == ()
    read = {row["Sector"]: (row["value"], row["status"]) for row in found.rows}
    missing = {"": (None, "blank"), ".": (None, ".")}
    assert read == {one: missing.get(text) or (float(text), "") for one, text in table.items()}
