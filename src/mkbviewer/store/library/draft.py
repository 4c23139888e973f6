"""What an import hands to the library to be committed, and on what terms."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from mkbviewer.core.model import Release, Structure

ORIGINALS: Final = "originals"
"""The folder of a library in which the files are kept that were imported."""


@dataclass(frozen=True)
class Original:
    """A file to keep byte for byte: where it was compressed to, and what it was called."""

    packed: Path
    sha256: str
    file_name: str
    is_companion: bool = False

    @property
    def extension(self) -> str:
        """The ending of the file's name, without its dot."""
        ending = Path(self.file_name).suffix.removeprefix(".").lower()
        return ending if ending.isascii() and ending.isalnum() else "bin"

    @property
    def path(self) -> str:
        """Its place in the library."""
        return original_path(self.sha256, self.extension)


@dataclass(frozen=True)
class Draft:
    """A release that is about to be committed: what it is, what it holds, and its report.

    `release.name` is the wished name; the library puts a letter behind it where it is taken.
    """

    release: Release
    structure: Structure
    title: str
    source: str = "CBS"
    description: str = ""
    report: dict[str, Any] = field(default_factory=dict)

    def of_content(self, sha256: str) -> "Draft":
        """The draft of a release that is made from a file with this SHA-256."""
        return replace(self, release=replace(self.release, original=sha256))


@dataclass(frozen=True)
class Terms:
    """What the caller decides about a release in place of the importer. Empty decides nothing.

    `reading` is the key, or the number, of the reading to take where several are equally good.
    """

    table: str = ""
    title: str = ""
    release: str = ""
    imported: str = ""
    reading: str = ""
    keeps_originals: bool = True


def original_path(sha256: str, extension: str) -> str:
    """The place of an original in the library."""
    return f"{ORIGINALS}/{sha256}.{extension}.zst"
