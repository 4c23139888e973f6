"""The beginning of a file: whether it is text at all, its encoding, and how it falls into rows."""

import csv
import gzip
import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.dialects.base import Probe, TextForm
from mkbviewer.dialects.plain import damaged_package, ends_in_returns, nul_bytes, open_bytes

HEAD_BYTES = 1 << 16
_LONG_HEAD_BYTES = 1 << 22
_FEWEST_LINES = 3
_MOST_ROWS = 0.5
_OTHER_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_DELIMITERS = (";", "\t", ",")

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(r'\s*"?sep=([;,\t])"?[;,\t]*\r?\n', re.IGNORECASE)
_WEB = frozenset({"http:", "https:", "ftp:"})
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_TABLE_ID = re.compile(r"\d{5}[A-Za-z]{3}(?![A-Za-z0-9])|\d{5}(?=[_. ]|$)")
_TABLE_ID_WITHIN = re.compile(r"(?<![A-Za-z0-9])\d{5}(?:NED|ENG|TOT)(?![A-Za-z0-9])", re.IGNORECASE)


def table_id_of(path: Path) -> str:
    """The CBS table id in a file's name, as it is written there; empty when there is none."""
    found = _TABLE_ID.match(path.name) or _TABLE_ID_WITHIN.search(path.stem)
    return found[0] if found else ""


def stem_of(path: Path) -> str:
    """A file's name without `.csv`, and without `.gz` where it is packed."""
    return Path(path.stem).stem if path.suffix.casefold() == ".gz" else path.stem


def probe_file(path: Path, companions: Mapping[str, Path] | None = None) -> Probe:
    """Look at the beginning of a file.

    Raises UnreadableFile when the file cannot be opened, is empty, or is no text with columns.
    """
    raw, is_cut, size = _read_head(path)
    form, text = _decode(path, raw, is_cut=is_cut)
    if not text.strip():
        raise _empty(path)
    _refuse_other_text(path, text)
    if declared := _DECLARED.match(text):
        # A line for Excel only; a blank one in its place keeps the numbers of the others.
        text = "\n" * declared[0].count("\n") + text[declared.end() :]
    delimiter = declared[1] if declared else choose_delimiter(text)
    form = TextForm(form.encoding, delimiter, '"', form.has_byte_order_mark)
    others = {name: other for name, other in (companions or {}).items() if other != path}
    rows = split_rows(text, delimiter)
    if not rows:
        raise UnreadableFile(
            _("{file} cannot be read.").format(file=path.name),
            _("There is no whole row in it."),
            _("Download the file again."),
        )
    return Probe(path, size, form, text, rows, others, _count_header_rows(text, delimiter))


def _read_head(path: Path) -> tuple[bytes, bool, int]:
    try:
        size = path.stat().st_size
        most = HEAD_BYTES
        with open_bytes(path) as file:
            raw = file.read(most + 1)
            if len(raw) > most and len(raw.splitlines()) <= _FEWEST_LINES:
                most = _LONG_HEAD_BYTES
                raw += file.read(most + 1 - len(raw))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise damaged_package(path) from error
    except OSError as error:
        raise unopened(path, error) from error
    if not raw:
        raise _empty(path)
    return raw[:most], len(raw) > most, size


def unopened(path: Path, error: OSError) -> UnreadableFile:
    """The error for a file that the system does not let us read."""
    what = _("{file} cannot be opened.").format(file=path.name)
    if path.parts and path.parts[0].lower() in _WEB:
        return UnreadableFile(
            what,
            _("It is an address on the internet, and mkbviewer reads files only."),
            _("Download the file in a browser, and import it from there."),
        )
    if isinstance(error, FileNotFoundError):
        return UnreadableFile(
            what,
            _("There is no file {path}.").format(path=path),
            _("Check whether it was moved or renamed."),
        )
    if isinstance(error, PermissionError):
        return UnreadableFile(
            what,
            _("You are not allowed to read {path}.").format(path=path),
            _("Give yourself permission to read it, or copy it to a folder of your own."),
        )
    if isinstance(error, IsADirectoryError):
        return UnreadableFile(
            what,
            _("{path} is a folder.").format(path=path),
            _("Choose the files in it."),
        )
    return UnreadableFile(
        what,
        _("The system says: {reason}.").format(reason=error.strerror or error),
        _("Copy the file to this computer and try again."),
    )


def _empty(path: Path) -> UnreadableFile:
    return UnreadableFile(
        _("{file} is empty.").format(file=path.name),
        _("There is nothing in the file."),
        _("Download the file again."),
    )


def not_text(path: Path, kind: str) -> UnreadableFile:
    """The error for a file that is no CSV, whatever its name says; `kind` says what it is."""
    return UnreadableFile(
        _("{file} is not a CSV file.").format(file=path.name),
        _("It is {kind}, whatever its name says.").format(kind=kind),
        _("Download the table from StatLine or the open data portal as CSV."),
    )


def _decode(path: Path, raw: bytes, *, is_cut: bool) -> tuple[TextForm, str]:
    _refuse_binary(path, raw)
    encoding, mark = "", b""
    for mark, encoding in _BYTE_ORDER_MARKS:  # noqa: B007 - the mark found is used below
        if raw.startswith(mark):
            break
    else:
        encoding, mark = _encoding_without_mark(raw), b""
    if not encoding.startswith("utf-16") and (place := raw.find(b"\0")) >= 0:
        if _CONTROLS.search(raw) or raw.count(b"\0") > len(raw) // 20:
            raise not_text(path, _("a binary file"))
        raise nul_bytes(path, raw.count(b"\n", 0, place) + 1)
    if is_cut:
        raw = raw[: len(raw) // 2 * 2] if encoding.startswith("utf-16") else _whole_lines(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8" and (mark or _is_mostly_utf8(raw)):
            # A few lines in another encoding were pasted into it; each is read by its own.
            lines = raw.splitlines(keepends=True)
            text = "".join(map(_decode_line, lines)).removeprefix("\ufeff")
        else:
            encoding, text = "cp1252", raw.decode("cp1252", errors="mkbviewer-keep-byte")
    text = text.lstrip("\ufeff")
    if ends_in_returns(text.encode()):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_cut and encoding.startswith("utf-16"):
        text = text[: text.rfind("\n") + 1] or text
    if len(_CONTROLS.findall(text.encode())) > len(text) // 50:
        raise not_text(path, _("a binary file"))
    return TextForm(encoding, has_byte_order_mark=bool(mark)), text


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether more lines with letters beyond ASCII are UTF-8 than are not."""
    beyond = [line for line in raw.splitlines() if not line.isascii()]
    bad = sum("\ufffd" in line.decode(errors="replace") for line in beyond)
    return 2 * bad < len(beyond)


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="mkbviewer-keep-byte")


def _whole_lines(raw: bytes) -> bytes:
    return raw[: raw.rfind(b"\n") + 1] or raw


def _encoding_without_mark(raw: bytes) -> str:
    even, odd = raw[:2000:2], raw[1:2000:2]
    if odd and odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even and even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return "utf-8"


def _kinds() -> tuple[tuple[bytes, str], ...]:
    """How files of other kinds begin, and what they are called."""
    return (
        (b"\x89PNG\r\n\x1a\n", _("a PNG image")),
        (b"\xff\xd8\xff", _("a JPEG image")),
        (b"GIF8", _("a GIF image")),
        (b"%PDF", _("a PDF document")),
        (b"\xd0\xcf\x11\xe0", _("an old Excel workbook (.xls)")),
        (b"PAR1", _("a Parquet file")),
        (b"ARROW1", _("an Arrow file")),
        (b"SQLite format 3", _("a SQLite database")),
        (b"7z\xbc\xaf\x27\x1c", _("a 7-Zip archive")),
        (b"Rar!", _("a RAR archive")),
        (b"BZh", _("a bzip2 archive")),
        (b"\xfd7zXZ", _("an xz archive")),
        (b"\x28\xb5\x2f\xfd", _("a Zstandard archive")),
        (b"{\\rtf", _("an RTF document")),
    )


def _refuse_binary(path: Path, raw: bytes) -> None:
    if raw.startswith(b"PK\x03\x04"):
        raise not_text(path, _zip_kind(raw))
    for magic, kind in _kinds():
        if raw.startswith(magic):
            raise not_text(path, kind)


def _zip_kind(raw: bytes) -> str:
    if b"xl/" in raw or (b"[Content_Types].xml" in raw and b"word/" not in raw):
        return _("an Excel workbook (.xlsx)")
    if b"opendocument" in raw:
        return _("an OpenDocument file")
    if b"word/" in raw:
        return _("a Word document")
    return _("a ZIP archive")


def _refuse_other_text(path: Path, text: str) -> None:
    start = text.lstrip()[:2000]
    lowered = start.lower()
    if lowered.startswith(("<!doctype html", "<html")):
        title = re.search(r"<title>(.*?)</title>", start, re.IGNORECASE | re.DOTALL)
        raise UnreadableFile(
            _("{file} is a web page (HTML), not a CSV file.").format(file=path.name),
            _("The page is called “{title}”.").format(title=" ".join(title[1].split()))
            if title
            else _("The website answered with a page in place of the data."),
            _("Download the file again; an error page was saved in its place."),
        )
    if lowered.startswith("<?xml"):
        raise not_text(path, _("an XML document"))
    if lowered.startswith("version https://git-lfs.github.com/spec/"):
        size = re.search(r"^size (\d+)", start, re.MULTILINE)
        raise UnreadableFile(
            _("{file} is a Git LFS pointer, not the data.").format(file=path.name),
            _("The real file of {size} bytes was not fetched.").format(
                size=size[1] if size else "?"
            ),
            _("Fetch it with “git lfs pull”, or download the file itself."),
        )
    if start.startswith(("{", "[")):
        _refuse_json(path, text)


def _refuse_json(path: Path, text: str) -> None:
    message = re.search(r'"(?:message|value|error)"\s*:\s*"((?:[^"\\]|\\.)+)"', text)
    if "error" in text[:200].lower():
        raise UnreadableFile(
            _("{file} is an error message of the server (JSON), not the data.").format(
                file=path.name
            ),
            _("The message says: {message}").format(message=message[1]) if message else "",
            _("Download the file again."),
        )
    try:
        json.loads(text)
        is_json = True
    except ValueError:
        is_json = re.match(r'[\[{]\s*["\[{]', text) is not None
    if is_json:
        raise not_text(path, _("a JSON file"))


def split_rows(text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a text; blank lines, and rows of nothing but delimiters, are left out."""
    lines = io.StringIO(text, newline="")
    try:
        rows = csv.reader(lines, delimiter=delimiter)
        return tuple(tuple(row) for row in rows if "".join(row).strip())
    except csv.Error:
        return tuple(tuple(line.split(delimiter)) for line in text.splitlines() if line.strip())


def _parts_decimals_only(text: str, delimiter: str) -> bool:
    """Whether commas stand within numbers in most rows that another delimiter parts."""
    rows = [line for line in text.split("\n") if delimiter in line and "," in line]
    decimals = sum(_OTHER_COMMA.search(line) is None for line in rows)
    return 2 * decimals > len(rows)


def _count_header_rows(text: str, delimiter: str) -> int:
    """The lines up to the end of the first row that is not blank."""
    rows = csv.reader((line + "\n" for line in text.split("\n")), delimiter=delimiter)
    try:
        return next((rows.line_num for row in rows if any(cell.strip() for cell in row)), 1)
    except csv.Error:
        return 1


def choose_delimiter(text: str) -> str:
    """The delimiter by which most rows have the same number of fields, two at least.

    A decimal comma never wins from the delimiter that separates the header as well; a mark in the
    title above a table separates nothing but that.
    """
    best, best_score, most, best_width = ";", 0.0, 0.0, 0
    for delimiter in _DELIMITERS:
        if delimiter == "," and best_score >= _MOST_ROWS and _parts_decimals_only(text, best):
            continue
        rows = split_rows(text, delimiter)
        counts = Counter(len(row) for row in rows if len(row) > 1)
        if not counts:
            continue
        width, number = counts.most_common(1)[0]
        if delimiter == "," and best_score >= _MOST_ROWS and width < best_width:
            continue  # Commas within the texts of a title and of members.
        parts_header = len(rows[0]) == width and (number > 1 or len(rows) == 1)
        share = number / len(rows)
        score = share + (1.0 if parts_header and share >= max(0.2, 0.75 * most) else 0.0)
        most = max(most, share)
        if score > best_score + 1e-9:
            best, best_score, best_width = delimiter, score, width
    return best
