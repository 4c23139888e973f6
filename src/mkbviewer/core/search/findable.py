"""What can be found by searching, and what opens when it is chosen."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from mkbviewer.core.view import View


class Kind(StrEnum):
    """What can be found, in the order in which equally good finds stand."""

    INDICATOR = "indicator"
    TABLE = "table"
    COMMAND = "command"
    TOPIC = "topic"
    MEASURE = "measure"
    FACT = "fact"
    MEMBER = "member"
    DEFINITION = "definition"
    VIEW = "view"
    """A view that the user saved, or that stands in the text that is searched for."""
    RECENT = "recent"
    """What was searched for before."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A page that can be opened: an indicator or a table, with the source that its names are of."""

    id: str
    title: str
    is_table: bool = False
    source: str = ""


class Occurrence(NamedTuple):
    """Where a name occurs: a subject's number, a dimension for members, and the key or code."""

    subject: int = -1
    dimension: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """Something that can be found.

    By its title and by `others` (titles in another language, an id), less well by words of its
    `context` and of its `body` (a definition). `detail` says where it is; it is not searched.
    """

    kind: Kind
    title: str
    detail: str = ""
    others: tuple[str, ...] = ()
    context: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One find. `detail` says where it is; `subject` is the page that it opens, None for a command.

    `key` is a measure's key, a member's code or a command's name; `dimension` that of a member.
    `places` is the number of pages where the name occurs.
    """

    kind: Kind
    title: str
    detail: str
    score: float
    subject: Subject | None = None
    dimension: str = ""
    key: str = ""
    places: int = 1

    @property
    def view(self) -> View | None:
        """The view that shows what was found; None for a command."""
        if self.subject is None:
            return None
        view = View(self.subject.id, self.subject.is_table)
        match self.kind:
            case Kind.MEASURE:
                return View(view.subject, view.is_table, self.subject.source, measures=(self.key,))
            case Kind.MEMBER:
                return View(
                    view.subject,
                    view.is_table,
                    self.subject.source,
                    by=self.dimension,
                    members=(self.key,),
                )
        return view


@dataclass
class Register:
    """Names being gathered, before they can be searched."""

    names: list[Name] = field(default_factory=list)
    places: list[list[Occurrence]] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    _known: dict[tuple[Kind, str], int] = field(default_factory=dict)

    def add_subject(self, subject: Subject) -> int:
        """A page; answers its number."""
        self.subjects.append(subject)
        return len(self.subjects) - 1

    def add(self, name: Name, place: Occurrence = Occurrence()) -> None:  # noqa: B008 - it is frozen
        """A name with one place where it occurs."""
        self.names.append(name)
        self.places.append([place])

    def add_shared(self, kind: Kind, title: str, place: Occurrence, code: str = "") -> None:
        """A measure or a member, which may occur in many places under one title.

        It is found by its code too, where one is given.
        """
        others = (code,) if code else ()
        number = self._known.get((kind, title))
        if number is None:
            self._known[kind, title] = len(self.names)
            self.add(Name(kind, title, others=others), place)
            return
        self.places[number].append(place)
        known = self.names[number]
        if code and code not in known.others:
            self.names[number] = replace(known, others=known.others + others)
