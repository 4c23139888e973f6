"""Rows that were left out, as a file."""

from mkbviewer.dialects.reading import Rejected
from mkbviewer.exporters.rejected_csv import write_rejected


def test_each_row_has_its_line_and_reason(tmp_path, dutch):
    target = tmp_path / "rows.csv"
    write_rejected([Rejected(7, "“a;b” is not a number."), Rejected(9, "=1+1")], target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert target.read_text(encoding="utf-8-sig").splitlines() == [
        "line;reason",
        '7;"“a;b” is not a number."',
        "9;'=1+1",
    ]
