"""A view as a text that can be mailed, and as a small file.

`view:` and a version, then base64 of a check and of the view as packed JSON. Mail programs break
long lines and put words around them: blanks are ignored, and so is what stands before `view:` and
behind the view.
"""

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, get_args, get_origin

from mkbviewer.core.errors import InvalidView
from mkbviewer.core.language import _
from mkbviewer.core.view import View, view_from_dict, view_to_dict

SUFFIX: Final = ".mkbview"
PREFIX: Final = "view:"
VERSION: Final = 1

_MOST_BYTES: Final = 1 << 20
"""A view that unpacks to more than this is none."""

_CHECK_BYTES: Final = 4
_MOST_PIECES: Final = 200
_AFTER = re.compile(r"[^A-Za-z0-9_-]+$")
"""The full stop, bracket or quotation mark behind a text."""
_START = re.compile(r"view:\s*(\d+)\.", re.IGNORECASE)

# Part of version 1, as it is: what nearly every view says is packed into a few bits by it.
_KNOWN: Final = (
    b'{"name":"","note":"","view":{"subject":"","is_table":true,"source":"81589NED","measures":["'
    b'"],"by":"","members":["T001081","A","B"],"where":[["","T001081"],["BedrijfstakkenBranches'
    b'SBI2008","Bedrijfsgrootte","size","sector"]],"frequency":"year","quarter","month",'
    b'"transformation":"change","previous","yoy","index","share","base":"2015JJ00","chart":"line",'
    b'"bar","stacked","area","share","first":"2010KW01","last":"2023JJ00","season":"KW04",'
    b'"release":"20","scale":"log","hides_report":true,"average":4,"combination":"sum"}}'
)


@dataclass(frozen=True, slots=True)
class SentView:
    """A view on its way to someone else, with the name and the note that it was given."""

    view: View
    name: str = ""
    note: str = ""


def has_view_text(text: str) -> bool:
    """Whether a view stands in a text, whole or not."""
    return _START.search(text) is not None


def view_to_text(sent: SentView) -> str:
    """The text: `view:1.…`, some 60 to 200 letters, digits, dashes and underscores."""
    plain = json.dumps(_to_plain(sent), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=_KNOWN)
    packed = packer.compress(plain) + packer.flush()
    checked = zlib.crc32(plain).to_bytes(_CHECK_BYTES, "big") + packed
    return f"{PREFIX}{VERSION}.{_to_letters(checked)}"


def view_from_text(text: str) -> SentView:
    """The view that `view_to_text` wrote. Raises InvalidView where it is not whole, or is newer."""
    found = _START.search(text)
    if found is None:
        raise InvalidView(
            _("There is no view in this text."),
            _("A view begins with “{prefix}”.").format(prefix=f"{PREFIX}{VERSION}."),
            _("Copy the whole text of the view, from its first to its last letter."),
        )
    _check_version(int(found.group(1)))
    # A reply puts a sign before each line.
    pieces = text[found.end() :].replace(">", " ").split()[:_MOST_PIECES]
    trouble: Exception | None = None
    # Which of the words that follow belong to it, its own check tells.
    for count in range(len(pieces), 0, -1):
        letters = _AFTER.sub("", "".join(pieces[:count]))
        try:
            return _from_letters(letters)
        except (TypeError, ValueError, zlib.error) as problem:
            trouble = problem
    raise InvalidView(
        _("This view is damaged."),
        _("A part of its text is missing, or was changed on its way."),
        _("Copy the whole text again, or ask for it as a file ({suffix}).").format(suffix=SUFFIX),
    ) from trouble


def _from_letters(letters: str) -> SentView:
    """Raises TypeError, ValueError or zlib's error where these are not the letters of a view."""
    checked = urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    if _to_letters(checked) != letters:
        raise ValueError("other letters")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_KNOWN)
    plain = unpacker.decompress(checked[_CHECK_BYTES:], _MOST_BYTES)
    if zlib.crc32(plain).to_bytes(_CHECK_BYTES, "big") != checked[:_CHECK_BYTES]:
        raise ValueError("other bytes")
    return _from_plain(json.loads(plain))


def _to_letters(content: bytes) -> str:
    return urlsafe_b64encode(content).decode("ascii").rstrip("=")


def view_to_file(sent: SentView) -> str:
    """The content of a file: JSON that can be read and compared."""
    return json.dumps({"mkbview": VERSION, **_to_plain(sent)}, ensure_ascii=False, indent=1) + "\n"


def view_from_file(content: str) -> SentView:
    """The view in a file's content. Raises InvalidView where it is none, or is newer."""
    try:
        plain = json.loads(content)
        version = plain.pop("mkbview")
        if isinstance(version, int):
            _check_version(version)
        return _from_plain(plain)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as problem:
        raise InvalidView(
            _("There is no view in this file."),
            _("It is damaged, or it was not written by mkbviewer."),
            _("Ask for the file again, or for the view as a text."),
        ) from problem


def _check_version(version: int) -> None:
    if version != VERSION:
        raise _newer()


def _newer() -> InvalidView:
    return InvalidView(
        _("This view was made by a newer version of mkbviewer."),
        _("It says more than this version understands."),
        _("Install the newer version to open it."),
    )


def _to_plain(sent: SentView) -> dict[str, Any]:
    words = {"name": sent.name, "note": sent.note}
    return {**{key: text for key, text in words.items() if text}, "view": view_to_dict(sent.view)}


def _from_plain(plain: Any) -> SentView:
    if not isinstance(plain, dict) or not isinstance(plain.get("view"), dict):
        raise TypeError("not a view")
    words = (plain.get("name", ""), plain.get("note", ""))
    known = {field.name: field for field in fields(View)}
    if not set(plain["view"]) <= set(known):
        raise _newer()
    if not all(_fits(value, known[name].type) for name, value in plain["view"].items()):
        raise TypeError("not a view")
    return SentView(view_from_dict(plain["view"]), *map(str, words))


def _fits(value: Any, kind: Any) -> bool:
    """Whether a value of JSON can stand in a field of this type."""
    if is_dataclass(kind):
        return isinstance(value, dict)
    if get_origin(kind) is not tuple:
        return type(value) is (str if issubclass(kind, str) else kind)
    if not isinstance(value, list):
        return False
    inner, *_more = get_args(kind)
    if get_origin(inner) is tuple:
        return all(_is_list_of_texts(one) and len(one) == len(get_args(inner)) for one in value)
    return inner is not str or _is_list_of_texts(value)


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
