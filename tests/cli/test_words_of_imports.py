"""What `import` and `inspect` say in words: of files that are none, and of many measures."""

from pathlib import Path

from tests.cli.conftest import Run


def test_an_address_on_the_internet_is_refused_as_such(run: Run) -> None:
    answer = run("import", "https://opendata.cbs.nl/81589NED.csv")
    assert answer.status == 1
    assert "address on the internet" in answer.err


def test_a_file_that_is_not_there_is_named_with_its_folder(run: Run, tmp_path: Path) -> None:
    answer = run("import", tmp_path / "weg.csv", "--lang", "nl")
    assert answer.status == 1
    assert str(tmp_path / "weg.csv") in answer.err
    assert "No such file" not in answer.err


def test_the_words_name_the_first_measures_with_their_units(run: Run, tmp_path: Path) -> None:
    names = [f"Maat {number} (mln euro)" for number in range(1, 31)]
    header = ";".join(f'"{name}"' for name in ("Bedrijfstak", "Perioden", *names))
    cells = ";".join(f'"{number}"' for number in range(30))
    file = tmp_path / "tabel.csv"
    file.write_text(f'{header}\n"Totaal";"2022";{cells}\n', encoding="utf-8")
    answer = run("inspect", file)
    (line,) = [one for one in answer.out.splitlines() if one.strip().startswith("measures")]
    assert "Maat 1 (m euros), Maat 2 (m euros)" in line
    assert line.endswith("Maat 20 (m euros), and 10 more")


def test_what_is_missing_or_left_out_is_said_in_words(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tabel.csv"
    rows = ['"A";"2022";"."', '"A";"2023";""', '"A";"2024";"1"', '"Bron: CBS"', ""]
    file.write_text("\n".join(['"Branche";"Perioden";"Omzet (mln euro)"', *rows]), encoding="utf-8")
    out = run("inspect", file, "--lang", "nl").out
    assert "1 × onbekend, onbetrouwbaar of geheim (.)" in out
    assert "1 × kan niet voorkomen, of niet ingevuld" in out
    assert "1 regel overgeslagen:" in out
