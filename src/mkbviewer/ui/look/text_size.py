"""How large text is, as the user chose it; and the lengths on the screen that follow it.

The size belongs to the whole program, as its font and its style sheet do. Only
`ui.look.theme` sets it.
"""

import re
from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_HELD = "lengths_of_text"
_LENGTH = re.compile(r"\b(\d+)px")
_DECLARATION = re.compile(r"([a-z-]+)\s*:([^;{}]*);")
_SMALLEST_SCALED = 3
"""Lengths in the style sheet below this are lines, which keep their width."""

_usual = 100


def usual_part() -> int:
    """The size of text in per cent of the usual one."""
    return _usual


def use_text_size(percent: int) -> None:
    """Let `in_text` answer for another size of text."""
    global _usual  # noqa: PLW0603 - of the whole program, as Qt's font is
    _usual = percent


def in_text(pixels: float) -> int:
    """A length that goes with ordinary text, in pixels at the size of text in use."""
    return round(pixels * _usual / 100)


def hold(widget: QWidget, setter: str, pixels: int) -> None:
    """Call a setter with a length (`setFixedHeight`, 30), and again when the size changes."""
    held = dict(widget.property(_HELD) or {})
    held[setter] = pixels
    widget.setProperty(_HELD, held)
    _set(widget, setter, pixels)


def hold_again(widgets: Iterable[QWidget]) -> None:
    """Give all lengths that were held anew, at the size of text in use.

    A widget with a method `follow_text` does there what more there is to do.
    """
    for widget in widgets:
        if not isValid(widget):
            continue  # What was told before it may have taken it away.
        for setter, pixels in (widget.property(_HELD) or {}).items():
            _set(widget, setter, pixels)
        if (follow := getattr(widget, "follow_text", None)) is not None:
            follow()


def _set(widget: QWidget, setter: str, pixels: int) -> None:
    length = in_text(pixels)
    is_size = setter == "setIconSize"
    getattr(widget, setter)(QSize(length, length) if is_size else length)


def scale_style(sheet: str) -> str:
    """A style sheet with its lengths at the size of text in use; lines keep their width."""

    def scale(found: re.Match[str]) -> str:
        name, value = found.groups()
        if name.startswith("border") and not name.endswith("radius"):
            return found.group()
        return f"{name}:{_LENGTH.sub(_scaled, value)};"

    return _DECLARATION.sub(scale, sheet)


def _scaled(found: re.Match[str]) -> str:
    length = int(found.group(1))
    return f"{in_text(length) if length >= _SMALLEST_SCALED else length}px"
