"""What the cells in the head of a file look like: texts, numbers, decimal marks."""

import re
from collections.abc import Iterable, Sequence

from mkbviewer.core.language import _
from mkbviewer.dialects.base import Probe, TextForm
from mkbviewer.dialects.cells import BLANKS, NIL
from mkbviewer.dialects.plain_numbers import plain_number

_NUMBER = re.compile(
    r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?"
    r"|[+-]?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?:[.,]\d+)?"
)
_ALMOST_NUMBER = re.compile(r"\W*\d+(?:[.,]\d+)*\W*[a-z]?\W*")
_MISSING = (*BLANKS, ".", "x", NIL, "\u2212", "\u2013", "\u2014")
_MOST_NAMED = 5
_ENCODING_WORDS = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}


def column_texts(probe: Probe, index: int) -> list[str]:
    """The distinct texts of a column in the head, in order, of rows as wide as the header."""
    width = len(probe.header)
    texts = (row[index] for row in probe.rows[1:] if len(row) == width)
    return [text for text in dict.fromkeys(texts) if text.strip()]


def name_some(names: Sequence[str]) -> str:
    """The first of these names, with a mark where there are more, as a warning tells them."""
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")


def looks_numeric(texts: Iterable[str]) -> bool:
    """Whether most of these cells are numbers, or all are missing."""
    filled = [text for text in (t.strip() for t in texts) if text.lower() not in _MISSING]
    numbers = sum(_NUMBER.fullmatch(plain_number(text)) is not None for text in filled)
    return 2 * numbers >= len(filled)


def are_words(texts: Iterable[str]) -> bool:
    """Whether none of these cells is a number, or nearly one (`2,5 p`), and not all are missing."""
    filled = [text for text in (t.strip() for t in texts) if text.lower() not in _MISSING]
    return bool(filled) and not any(_ALMOST_NUMBER.fullmatch(text) for text in filled)


def form_reason(form: TextForm, decimal: str) -> str:
    """How the file is written, as a reason: delimiter, decimal mark, encoding."""
    encoding = _ENCODING_WORDS.get(form.encoding, form.encoding.upper())
    if form.has_byte_order_mark:
        encoding = _("{encoding} with byte order mark").format(encoding=encoding)
    delimiters = {";": _("semicolons"), ",": _("commas"), "\t": _("tabs")}
    return _("separated by {delimiter}, {decimal}, {encoding}").format(
        delimiter=delimiters[form.delimiter],
        decimal=_("decimal comma") if decimal == "," else _("decimal point"),
        encoding=encoding,
    )
