"""Which classes of SBI hold which, as CBS's labels and codes tell."""

import pytest

from mkbviewer.core.model import Member
from mkbviewer.core.recipes.hierarchy import (
    are_counted_twice,
    hold_each_other,
    holders_of,
    sums_among,
)

LABELS = (
    "A-U Alle economische activiteiten",
    "Totaal (ex. financieel of nutsbedrijven)",
    "A Landbouw, bosbouw en visserij",
    "01 Landbouw",
    "011 Teelt van eenjarige gewassen",
    "02 Bosbouw",
    "B Delfstoffenwinning",
    "B-E Nijverheid (geen bouw) en energie",
    "C Industrie",
    "10-12 Voedings-, genotmiddelenindustrie",
    "10 Voedingsmiddelenindustrie",
    "D Energievoorziening",
    "35 Energiebedrijven",
    "C Industrie, H-S diensten en 45+47",
)


def members(*labels: str) -> tuple[Member, ...]:
    return tuple(Member(label, label) for label in labels)


def test_sections_hold_divisions_and_those_hold_groups_wherever_they_stand():
    told = dict(zip(LABELS, holders_of(members(*LABELS)), strict=True))

    assert told == {
        "A-U Alle economische activiteiten": "",
        "Totaal (ex. financieel of nutsbedrijven)": "",
        "A Landbouw, bosbouw en visserij": "",
        "01 Landbouw": "A Landbouw, bosbouw en visserij",
        "011 Teelt van eenjarige gewassen": "01 Landbouw",
        "02 Bosbouw": "A Landbouw, bosbouw en visserij",
        "B Delfstoffenwinning": "B-E Nijverheid (geen bouw) en energie",
        "B-E Nijverheid (geen bouw) en energie": "",
        "C Industrie": "B-E Nijverheid (geen bouw) en energie",
        "10-12 Voedings-, genotmiddelenindustrie": "C Industrie",
        "10 Voedingsmiddelenindustrie": "10-12 Voedings-, genotmiddelenindustrie",
        "D Energievoorziening": "B-E Nijverheid (geen bouw) en energie",
        "35 Energiebedrijven": "D Energievoorziening",
        "C Industrie, H-S diensten en 45+47": "",
    }


def test_codes_tell_where_labels_do_not():
    sectors = (Member("B-E", "Nijverheid"), Member("C", "Industrie"), Member("F", "Bouw"))

    assert holders_of(sectors) == ("", "B-E", "")


def test_numbers_of_persons_are_no_divisions():
    sizes = members("Totaal", "10 tot 50 werkzame personen", "10-20 personen", "2 personen")

    assert holders_of(sizes) == ("", "", "", "")


def test_totals_and_sums_are_not_ranked_with_what_they_hold():
    sums = sums_among(members(*LABELS))

    assert [code for code in LABELS if code not in sums] == [
        "011 Teelt van eenjarige gewassen",
        "02 Bosbouw",
        "B Delfstoffenwinning",
        "10 Voedingsmiddelenindustrie",
        "35 Energiebedrijven",
    ]


def test_what_takes_several_classes_together_is_a_sum_though_it_holds_none():
    labels = (
        "Business Economy, B-N, excl. K, incl. 95",
        "16+23 Hout- en bouwmaterialenindustrie",
        "24-30, 33 Metalektro",
        "011 Teelt van eenjarige gewassen",
    )

    assert sums_among(members(*labels)) == set(labels[:-1])


@pytest.mark.parametrize(
    "labels",
    [
        ("C Industrie", "25 Metaalproductenindustrie"),
        ("47 Detailhandel (niet in auto's)", "471 Supermarkten en warenhuizen"),
        ("C Industrie, H-S diensten en 45+47", "F Bouwnijverheid"),
        ("4711, 472 Winkels in voedingsmiddelen", "4711 Supermarkten"),
        ("10 of meer werkzame personen", "20 tot 50 werkzame personen"),
        ("15 tot 75 jaar", "25 tot 35 jaar"),
        ("Minder dan 10 werkzame personen", "2 tot 10 werkzame personen"),
    ],
)
def test_of_two_members_alone_one_can_hold_the_other(labels):
    assert hold_each_other(members(*labels))


@pytest.mark.parametrize(
    "labels",
    [
        ("C Industrie", "F Bouwnijverheid", "45-47 Handel"),
        ("2 tot 10 werkzame personen", "10 tot 50 werkzame personen", "50 of meer personen"),
        ("15 tot 25 jaar", "25 tot 35 jaar", "75 jaar of ouder"),
        ("10 tot 20 werkzame personen", "100 tot 250 werkzame personen"),
        ("Mannen", "Vrouwen"),
        ("Supermarkten", "Winkels (excl. supermarkten)"),
    ],
)
def test_members_that_have_nothing_in_common_hold_none(labels):
    assert not hold_each_other(members(*labels))


@pytest.mark.parametrize(
    "labels",
    [
        ("C Industrie", "Bedrijfsgrootte: 0 tot 10 werkzame pe..."),
        ("Particuliere huishoudens", "Type: Eenpersoonshuishouden"),
        ("Hoofdkostwinner: man", "Woningbezit: eigen woning"),
        ("Inkomen tot lage-inkomensgrens", "Inkomen tot 101% sociaal minimum"),
        ("Ten minste 1 jaar", "Vier jaar of langer"),
        ("Hoofdkostwinner: 65 jaar of ouder", "Hoofdkostwinner: 85 jaar of ouder"),
        ("250 of meer werkzame personen", "10 of meer werkzame personen"),
    ],
)
def test_labels_of_cbs_tell_that_one_member_counts_what_another_counts(labels):
    assert are_counted_twice(labels)


@pytest.mark.parametrize(
    "labels",
    [
        ("Hoofdkostwinner: tot 25 jaar", "Hoofdkostwinner: 25 tot 45 jaar"),
        ("Hoofdkostwinner: 45 tot 65 jaar", "Hoofdkostwinner: 65 jaar of ouder"),
        ("10 tot 50 werkzame personen", "50 tot 250 werkzame personen", "250 of meer"),
        ("Mannen tot 65 jaar", "Vrouwen tot 65 jaar"),
        ("C Industrie", "F Bouwnijverheid"),
        ("Natuurlijke personen met eenmanszaak", "Bedrijven en instellingen"),
        ("", ""),
    ],
)
def test_labels_of_parts_do_not_tell_that_anything_is_counted_twice(labels):
    assert not are_counted_twice(labels)
