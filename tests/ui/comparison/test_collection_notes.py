"""What is said under a comparison of the sources of its series."""

from mkbviewer.ui.comparison.collection_export import join_labels


def test_what_several_series_have_in_common_is_said_once() -> None:
    labels = ["Omzet, C Industrie, 81156ned", "Omzet, G Handel, 81156ned"]

    assert join_labels(labels) == "Omzet, 81156ned (C Industrie; G Handel)"


def test_series_with_nothing_in_common_are_named_whole() -> None:
    assert join_labels(["Omzet", "Vacatures"]) == "Omzet; Vacatures"
    assert join_labels(["Omzet, C Industrie"]) == "Omzet, C Industrie"
