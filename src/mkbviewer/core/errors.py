"""Expected trouble: what happened, why, and what the user can do about it."""


class MkbviewerError(Exception):
    """An expected error, told in the user's language.

    `what` happened, `why`, and the `remedy`; each a full sentence, already translated.
    """

    def __init__(self, what: str, why: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.why, self.remedy) if part)


class UnreadableFile(MkbviewerError):
    """A file that cannot be imported; nothing in the library has changed."""


class LibraryProblem(MkbviewerError):
    """The library on disk cannot be read or written."""


class UnknownName(MkbviewerError):
    """A table, release, indicator, measure, dimension or member that does not exist."""


class InvalidView(MkbviewerError):
    """A view that asks for something that its subject does not offer."""


class InvalidRecipe(MkbviewerError):
    """A recipe that cannot be parsed or applied to the table at hand."""


class ExportProblem(MkbviewerError):
    """A chart or table that cannot be written where or how the user asked."""


class Cancelled(MkbviewerError):
    """The user cancelled; whatever was begun has been taken back."""
