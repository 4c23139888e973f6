"""Every row that is left out, and not the first hundred only."""

from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.importing.rejections import read_rejected


def test_all_rows_left_out_are_read_and_the_report_still_names_a_hundred(library, tmp_path):
    lines = ['"measure";"sector";"period";"value";"status"']
    lines += [f'"banen";"S{n}";"2022KW01";"{n}";""' for n in range(300)]
    lines += [f'"banen";"R{n}";"2022KW01";"geen getal";""' for n in range(150)]
    file = tmp_path / "99902NED.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rejected = read_rejected(file)
    assert [one.line for one in rejected] == list(range(302, 452))
    assert all("geen getal" in one.reason for one in rejected)
    report = import_file(library, file)
    assert (len(report.rejected), report.rejected_count) == (100, 150)
