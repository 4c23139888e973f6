"""How urgently the work of threads is done."""

import sys

import pytest

from mkbviewer.urgency import short_turns


def test_turns_are_short_within_and_as_long_as_before_afterwards() -> None:
    usual = sys.getswitchinterval()
    with short_turns():
        assert sys.getswitchinterval() < usual / 10
    assert sys.getswitchinterval() == usual
    with pytest.raises(KeyError), short_turns():
        raise KeyError
    assert sys.getswitchinterval() == usual
