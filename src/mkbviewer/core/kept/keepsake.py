"""What the user keeps besides figures: favourites, views with a name, and notes.

Each is kept as one text of its own under its kind and its key, so that what one window writes
never takes the place of what another one wrote.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from mkbviewer.core.language import _
from mkbviewer.core.view import View, view_from_dict, view_to_dict

if TYPE_CHECKING:
    # They need numpy, which is not there before the first painting.
    from mkbviewer.core.frame import Frame, Series
    from mkbviewer.core.page import Page


class KeepsakeKind(StrEnum):
    """The kinds, as a library names them."""

    FAVOURITE = "favourite"
    VIEW = "view"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Favourite:
    """A page with a star. `place` is the key of its place, `since` a moment (ISO 8601, UTC).

    `title` is what it was called then, for where its subject is gone.
    """

    place: str
    title: str = ""
    since: str = ""

    @property
    def key(self) -> str:
        """What it is kept under: a page has one star or none."""
        return self.place


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view with a name and, where there is more to say, a note. `since` is a moment."""

    key: str
    name: str
    view: View
    note: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a table or of what is computed from it, however a page happens to split it.

    `members` names the member on each dimension, in order of dimension; `source` is the table,
    `period` a period's code. `label` says it in words, as it was read when it was pointed at.
    """

    source: str
    measure: str
    members: tuple[tuple[str, str], ...]
    period: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a page, known by the key of its `place`: on the whole of it, or on one point."""

    key: str
    place: str
    text: str
    point: Point | None = None
    since: str = ""


Keepsake = Favourite | SavedView | Note


@dataclass(frozen=True, slots=True)
class Keepsakes:
    """All that is kept, each kind in the order in which it was kept."""

    favourites: tuple[Favourite, ...] = ()
    views: tuple[SavedView, ...] = ()
    notes: tuple[Note, ...] = ()

    def favourite(self, place: str) -> Favourite | None:
        """The star of a page, or None."""
        return next((one for one in self.favourites if one.place == place), None)

    def view(self, key: str) -> SavedView | None:
        """The saved view that is kept under a key, or None."""
        return next((one for one in self.views if one.key == key), None)

    def note(self, key: str) -> Note | None:
        """The note that is kept under a key, or None."""
        return next((one for one in self.notes if one.key == key), None)

    def notes_on(self, place: str) -> tuple[Note, ...]:
        """The notes on a page, in the order of their numbers."""
        return tuple(one for one in self.notes if one.place == place)


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note with the number that chart and list share; the cell of the frame that it is about.

    `series` is empty where it is about the page, or about a figure that is not shown now.
    """

    number: int
    note: Note
    row: int = -1
    series: str = ""


def new_key() -> str:
    """A key that no other window can make too."""
    return secrets.token_hex(8)


def kind_of(keepsake: Keepsake) -> KeepsakeKind:
    """The kind under which something is kept."""
    match keepsake:
        case Favourite():
            return KeepsakeKind.FAVOURITE
        case SavedView():
            return KeepsakeKind.VIEW
        case Note():
            return KeepsakeKind.NOTE


def point_of(page: "Page", row: int, series: "Series") -> Point:
    """The figure in a cell of a page's frame."""
    period = page.frame.periods[row]
    return Point(
        page.view.source,
        series.measure,
        _members_of(page, series),
        period.code,
        f"{series.label}, {period.label}",
    )


def _members_of(page: "Page", series: "Series") -> tuple[tuple[str, str], ...]:
    held = dict(page.view.where)
    if page.view.by and series.member:
        held[page.view.by] = series.member
    if page.view.beside and series.beside:
        held[page.view.beside] = series.beside
    return tuple(sorted(held.items()))


SeriesIdentity = tuple[str, str, tuple[tuple[str, str], ...]]
"""What tells a series from all others: its table, its measure, and its members."""


def identity_of(page: "Page", series: "Series") -> SeriesIdentity:
    """What a series of a page is, however the page splits it."""
    return page.view.source, series.measure, _members_of(page, series)


def show_notes(page: "Page", notes: tuple[Note, ...]) -> tuple[ShownNote, ...]:
    """The notes on a page, numbered from 1, with the cells that they are about."""
    keys = {
        identity_of(page, series): series.key
        for series in reversed(page.frame.series)
        if not series.is_former
    }
    cells = (_cell_of(page.frame, keys, note) for note in notes)
    numbered = enumerate(zip(notes, cells, strict=True), 1)
    return tuple(ShownNote(number, note, row, key) for number, (note, (row, key)) in numbered)


def show_notes_among(
    frame: "Frame", keys: Mapping[SeriesIdentity, str], notes: Iterable[Note]
) -> tuple[ShownNote, ...]:
    """The notes on figures of a frame of several pages, whatever page they were written on.

    `keys` gives the key under which the frame has a series.
    """
    found = [(note, _cell_of(frame, keys, note)) for note in notes]
    placed = [(note, row, key) for note, (row, key) in found if key]
    return tuple(ShownNote(number, *one) for number, one in enumerate(placed, 1))


def _cell_of(frame: "Frame", keys: Mapping[SeriesIdentity, str], note: Note) -> tuple[int, str]:
    """The row and the key of the series that a note is about; -1 and no key where not shown."""
    point = note.point
    key = keys.get((point.source, point.measure, point.members), "") if point else ""
    rows = (row for row, one in enumerate(frame.periods) if point and one.code == point.period)
    row = next(rows, -1) if key else -1
    return row, key if row >= 0 else ""


def note_words(shown: ShownNote) -> str:
    """A note in one line, with its number and what it is about: `2, Bouw, 2020: …`."""
    point = shown.note.point
    text = " ".join(shown.note.text.split())
    return f"{shown.number}, {point.label}: {text}" if point else f"{shown.number}: {text}"


def lines_of(notes: Sequence[ShownNote]) -> tuple[str, ...]:
    """What stands under figures with their notes: those on the page, and on what is shown."""
    told = (note_words(one) for one in notes if one.series or one.note.point is None)
    return tuple(_("Note {note}").format(note=one) for one in told)


def keepsake_to_text(keepsake: Keepsake) -> str:
    """What a library keeps; the key is kept beside it."""
    plain: dict[str, Any]
    match keepsake:
        case Favourite():
            plain = {"title": keepsake.title}
        case SavedView():
            view = view_to_dict(keepsake.view)
            plain = {"name": keepsake.name, "note": keepsake.note, "view": view}
        case Note():
            plain = {"place": keepsake.place, "text": keepsake.text}
            if (point := keepsake.point) is not None:
                plain["point"] = {
                    "source": point.source,
                    "measure": point.measure,
                    "members": point.members,
                    "period": point.period,
                    "label": point.label,
                }
    return json.dumps({**plain, "since": keepsake.since}, ensure_ascii=False)


def keepsake_from_text(kind: str, key: str, text: str) -> Keepsake | None:
    """What was kept, or None where this version of the program cannot read it."""
    try:
        plain = json.loads(text)
        since = str(plain.get("since", ""))
        match kind:
            case KeepsakeKind.FAVOURITE:
                return Favourite(key, str(plain["title"]), since)
            case KeepsakeKind.VIEW:
                view = view_from_dict(plain["view"])
                return SavedView(key, str(plain["name"]), view, str(plain.get("note", "")), since)
            case KeepsakeKind.NOTE:
                point = _read_point(plain["point"]) if "point" in plain else None
                return Note(key, str(plain["place"]), str(plain["text"]), point, since)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return None


def _read_point(plain: Mapping[str, Any]) -> Point:
    members = tuple((str(dimension), str(code)) for dimension, code in plain["members"])
    source, measure, period = (str(plain[name]) for name in ("source", "measure", "period"))
    return Point(source, measure, members, period, str(plain.get("label", "")))


@dataclass
class _Shelf:
    favourites: list[Favourite] = field(default_factory=list)
    views: list[SavedView] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def keepsakes_from_texts(texts: Mapping[tuple[str, str], str]) -> Keepsakes:
    """All that is kept, by kind and key; what cannot be read stays where it is, unseen."""
    shelf = _Shelf()
    for (kind, key), text in texts.items():
        match keepsake_from_text(kind, key, text):
            case Favourite() as favourite:
                shelf.favourites.append(favourite)
            case SavedView() as view:
                shelf.views.append(view)
            case Note() as note:
                shelf.notes.append(note)
    return Keepsakes(
        tuple(sorted(shelf.favourites, key=lambda one: (one.since, one.key))),
        tuple(sorted(shelf.views, key=lambda one: (one.name.casefold(), one.since, one.key))),
        tuple(sorted(shelf.notes, key=lambda one: (one.since, one.key))),
    )
