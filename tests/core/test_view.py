"""Views as texts."""

import json

import pytest

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
