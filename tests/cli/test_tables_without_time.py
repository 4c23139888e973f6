"""A table without time in each layout: read, shown, drawn, exported as tidy and read back."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

_METADATA = """"TableInfos"
"ID";"Title";"Identifier"
"0";"Verzonnen; grootte";"99950NED"
"DataProperties"
ID;Position;ParentID;Type;Key;Title;Description;ReleasePolicy;Datatype;Unit;Decimals;Default
"0";"0";;"Dimension";"Grootte";"Bedrijfsgrootte";"";;;;;
"1";"1";;"Topic";"Omzet_1";"Omzet";"";;"Double";"mln euro";"1";"Missing"
"Grootte"
Key;Title;Description
"T001   ";"Totaal";""
"WP1    ";"1 persoon";""
"""
_ODATA3 = {
    "typed.csv": '"ID";"Grootte";"Omzet_1"\n"0";"T001   ";"10.5"\n"1";"WP1    ";""\n',
    "untyped.csv": '"ID";"Grootte";"Omzet_1"\n"0";"T001   ";"    10.5"\n"1";"WP1    ";"       ."\n',
}
_SET = {
    "Observations.csv": "Id;Measure;Grootte;Value;ValueAttribute\n"
    "0;M1;T001;10,5;None\n1;M1;WP1;;Impossible\n",
    "Properties.csv": "Identifier;Title;Version\n99951NED;Verzonnen;1\n",
    "Dimensions.csv": "Identifier;Title;Kind\nGrootte;Bedrijfsgrootte;Dimension\n",
    "MeasureCodes.csv": "Identifier;Title;DataType;Unit;Decimals\nM1;Omzet;Double;euro;1\n",
    "GrootteCodes.csv": "Identifier;Title;DimensionId\n"
    "T001;Totaal;Grootte\nWP1;1 persoon;Grootte\n",
}
FILES = {
    "odata3 typed": {"99950NED_T.csv": _ODATA3["typed.csv"]},
    "odata3 untyped": {"99950NED_U.csv": _ODATA3["untyped.csv"]},
    "odata3 with metadata": {
        "99950NED_U.csv": _ODATA3["untyped.csv"],
        "99950NED_metadata.csv": _METADATA,
    },
    "odata4": _SET,
    "labelled": {"99952NED.csv": "ID;Grootte;Omzet_1\n0;Totaal;10.5\n1;1 persoon;\n"},
    "statline_flat": {
        "flat.csv": '"Grootte";"Omzet (euro)"\n"Totaal";"    10.5"\n"1 persoon";"       ."\n'
        '"Bron: CBS"\n'
    },
    "statline_layout": {
        "layout.csv": '"Size"\n"";"Topic"\n"";"Turnover"\n"Grootte";"euro"\n"Totaal";"10,5"\n'
        '"1 persoon";"."\n"Source: CBS."\n'
    },
    "figure": {"chart.csv": "Grootte;Omzet\nTotaal;10,5\n1 persoon;.\nBron: CBS\n"},
    "tidy": {"tidy.csv": "measure,Grootte,value,status\nOmzet,Totaal,10.5,\nOmzet,1 persoon,,.\n"},
}


@pytest.mark.parametrize("layout", FILES)
def test_it_is_read_shown_and_comes_back_as_it_was(layout: str, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in FILES[layout].items():
        (folder / name).write_text(text, encoding="utf-8")
    (inspected,) = run("inspect", "--json", folder).json
    assert inspected["dialect"] == layout.split(maxsplit=1)[0]
    assert (inspected["first"], inspected["frequencies"]) == ("", [])
    (imported,) = run("import", "--json", folder).json
    assert (imported["observations"], sum(imported["missing"].values())) == (1, 1)
    table = imported["table"]
    assert len(run("show", table).lines) == 2  # the names of the members, and their figures
    picture = tmp_path / "chart.svg"
    assert run("export", table, "-o", picture).status == 0
    assert picture.stat().st_size > 1000
    told = run("query", table)
    assert told.status == 0
    back = tmp_path / "back.csv"
    back.write_text(told.out, encoding="utf-8")
    (again,) = run("import", "--json", back).json
    assert run("query", again["table"]).out == told.out
