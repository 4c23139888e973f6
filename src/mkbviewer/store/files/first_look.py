"""What a file shows before it is read: its name, and whether it begins as an archive."""

from pathlib import Path

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP archive, by how it begins, and no office document."""
    if not path.is_file():  # A pipe would keep us waiting for its beginning.
        return False
    try:
        with path.open("rb") as file:
            if file.read(4) not in _ZIP:
                return False
        # Loaded only here: every file is asked, and few are archives.
        from mkbviewer.store.files.archive import is_office_document

        return not is_office_document(path)
    except OSError:
        return False


def is_text(name: str) -> bool:
    """Whether a file's name is text; a system may have any bytes in it."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
