"""One file per CSV layout: recognise it, describe it."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from mkbviewer.dialects.base import Dialect, Layout, Probe, Recognition
from mkbviewer.dialects.known_tables import add_known_title
from mkbviewer.dialects.probe import probe_file
from mkbviewer.dialects.refusal import (
    refuse,
    refuse_alike,
    refuse_other_kinds,
    refuse_too_wide,
)

if TYPE_CHECKING:
    DIALECTS: tuple[Dialect, ...]
    """Every layout that can be read, the most particular first."""

_CLASSES = (
    ("tidy", "Tidy"),
    ("odata4", "OData4"),
    ("odata3", "OData3"),
    ("labelled", "Labelled"),
    ("statline_flat", "StatLineFlat"),
    ("statline_layout", "StatLineLayout"),
    ("figure", "Figure"),
)


def recognise(probe: Probe) -> Recognition:
    """The description that the first fitting dialect gives.

    Raises UnreadableFile when the file holds no figures, or no dialect fits, and says why.
    """
    refuse_other_kinds(probe)
    for dialect in _dialects():
        if (found := dialect.recognise(probe)) is not None:
            refuse_too_wide(probe, found.layout)
            refuse_alike(probe, found.layout)
            return add_known_title(found)
    raise refuse(probe)


def _dialects() -> Iterator[Dialect]:
    # One by one: most files are recognised before the larger modules are needed.
    for module, name in _CLASSES:
        yield _load(module, name)


@cache
def _load(module: str, name: str) -> Dialect:
    dialect: Dialect = getattr(import_module(f"{__name__}.{module}"), name)()
    return dialect


def __getattr__(name: str) -> object:
    if name == "DIALECTS":
        return tuple(_dialects())
    raise AttributeError(name)


__all__ = ["DIALECTS", "Dialect", "Layout", "Probe", "Recognition", "probe_file", "recognise"]
