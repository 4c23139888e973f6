"""The status of an observation, and the symbols with which CBS writes it."""

from enum import IntEnum

from mkbviewer.core.language import _


class Status(IntEnum):
    """What an observation's value is worth; from UNKNOWN on there is no value.

    The integer goes into arrays (uint8), the symbol into files and onto the screen.
    """

    FINAL = 0
    PROVISIONAL = 1
    REVISED_PROVISIONAL = 2
    UNKNOWN = 3
    IMPOSSIBLE = 4
    SUPPRESSED = 5
    ABSENT = 6
    UNDEFINED = 7

    @property
    def symbol(self) -> str:
        """The symbol in files: CBS's own, or a word where CBS writes nothing."""
        return _SYMBOLS[self]

    @property
    def mark(self) -> str:
        """What a table cell shows: a star after a value, or the symbol in place of one."""
        return _MARKS[self]

    @property
    def is_missing(self) -> bool:
        """Whether there is no value."""
        return self >= Status.UNKNOWN

    @property
    def label(self) -> str:
        """The status in words, in the active language."""
        return {
            Status.FINAL: _("final"),
            Status.PROVISIONAL: _("provisional"),
            Status.REVISED_PROVISIONAL: _("revised provisional"),
            Status.UNKNOWN: _("unknown, unreliable or secret"),
            Status.IMPOSSIBLE: _("cannot occur, or not filled in"),
            Status.SUPPRESSED: _("secret"),
            Status.ABSENT: _("not in the table"),
            Status.UNDEFINED: _("cannot be computed"),
        }[self]


_SYMBOLS = {
    Status.FINAL: "",
    Status.PROVISIONAL: "*",
    Status.REVISED_PROVISIONAL: "**",
    Status.UNKNOWN: ".",
    Status.IMPOSSIBLE: "blank",
    Status.SUPPRESSED: "x",
    Status.ABSENT: "absent",
    Status.UNDEFINED: "undefined",
}

_MARKS = {
    **_SYMBOLS,
    Status.IMPOSSIBLE: "",
    Status.ABSENT: "–",
    Status.UNDEFINED: "÷",
}

_BY_WORD = {
    **{symbol: status for status, symbol in _SYMBOLS.items()},
    "final": Status.FINAL,
    "definitief": Status.FINAL,
    "definitive": Status.FINAL,
    "provisional": Status.PROVISIONAL,
    "voorlopig": Status.PROVISIONAL,
    "nadervoorlopig": Status.REVISED_PROVISIONAL,
    "nader voorlopig": Status.REVISED_PROVISIONAL,
    "revised provisional": Status.REVISED_PROVISIONAL,
    "revisedprovisional": Status.REVISED_PROVISIONAL,
    "impossible": Status.IMPOSSIBLE,
    "unknown": Status.UNKNOWN,
    "onbekend": Status.UNKNOWN,
    "unreliable": Status.UNKNOWN,
    "onbetrouwbaar": Status.UNKNOWN,
    "notavailable": Status.UNKNOWN,
    "not available": Status.UNKNOWN,
    "niet beschikbaar": Status.UNKNOWN,
    "secret": Status.SUPPRESSED,
    "confidential": Status.SUPPRESSED,
    "geheim": Status.SUPPRESSED,
}


def parse_status(word: str) -> Status | None:
    """The status that a symbol or a word of CBS stands for, or None when it is neither."""
    return _BY_WORD.get(word.strip().lower())
