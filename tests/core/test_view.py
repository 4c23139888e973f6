"""Views as texts."""

import json

import pytest

from mkbviewer.core.table.table_choice import TableChoice, TableForm
from mkbviewer.core.view import Transformation, View, view_from_dict, view_to_dict


def test_a_view_survives_json() -> None:
    view = View(
        "faillissementen",
        measures=("a",),
        members=("zzp", "mkb"),
        where=(("sector", "B-N,95 excl K"),),
        transformation=Transformation.INDEX,
        base="2015KW01",
        scale="log",
    )
    assert view_from_dict(json.loads(json.dumps(view_to_dict(view)))) == view


def test_a_view_of_before_averages_were_a_step_is_still_read() -> None:
    view = view_from_dict({"subject": "vacatures", "transformation": "ma4"})
    assert view == View("vacatures", average=4)
    steps = View("vacatures", frequency="JJ", combination="mean", average=3)
    assert view_from_dict(json.loads(json.dumps(view_to_dict(steps)))) == steps


def test_a_view_leaves_out_what_is_at_its_default() -> None:
    assert view_to_dict(View("vacatures")) == {"subject": "vacatures"}


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"subject": 1},
        {"subject": "a", "wat": 1},
        {"subject": "a", "transformation": "kwadraat"},
        {"subject": "a", "where": [1]},
    ],
)
def test_what_is_no_view_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        view_from_dict(plain)


def test_the_choice_of_the_table_survives_being_kept() -> None:
    table = TableChoice(TableForm.LONG, ("unit",), "value", True, "micro >10", True, 2)
    plain = json.loads(json.dumps(view_to_dict(View("vacatures", table=table))))
    assert plain["table"]["form"] == "long"
    assert view_from_dict(plain).table == table


@pytest.mark.parametrize("table", [[], {"form": "rond"}, {"wat": 1}, {"decimals": 12}])
def test_what_is_no_choice_of_a_table_is_refused(table: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        view_from_dict({"subject": "vacatures", "table": table})
