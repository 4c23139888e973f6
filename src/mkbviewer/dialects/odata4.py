"""A bulk set of datasets.cbs.nl: one row an observation, its labels in the files beside it."""

from itertools import chain

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension
from mkbviewer.dialects.base import Column, Layout, Probe, Recognition, Role
from mkbviewer.dialects.bulk_set import (
    ATTRIBUTE,
    MEASURE,
    TEXT,
    VALUE,
    BulkSet,
    is_observations,
    read_set,
)
from mkbviewer.dialects.content import column_texts, name_some
from mkbviewer.dialects.keyed import PERIOD_KEY, holds_periods
from mkbviewer.dialects.marks import find_marks, with_marks
from mkbviewer.dialects.probe import stem_of, table_id_of
from mkbviewer.dialects.refusal import refuse_repeated
from mkbviewer.dialects.titles import readable_title, tell_apart

_MANY_CODES = 4
_ROLES = {
    "Id": Role.IGNORED,
    MEASURE: Role.MEASURE_KEY,
    VALUE: Role.VALUE,
    TEXT: Role.TEXT,
    ATTRIBUTE: Role.STATUS,
}


class OData4:
    """`Id;Measure;<dimensions>;Perioden;Value;StringValue;ValueAttribute` in any order."""

    name = "odata4"

    @property
    def title(self) -> str:
        """The layout in the user's words."""
        return _("Bulk set of datasets.cbs.nl")

    def recognise(self, probe: Probe) -> Recognition | None:
        """The description of such a file, with what the other files of its set add.

        Raises UnreadableFile when those files are of another table.
        """
        header = tuple(name.strip() for name in probe.header)
        if not is_observations(header):
            return None
        refuse_repeated(probe, header, _("Download the set again."))
        found = read_set(probe.companions, header)
        period = _period_column(probe, header, found)
        columns = tuple(
            Column(index, _role(name, is_period=index == period), name)
            for index, name in enumerate(header)
        )
        warnings = _compare(probe, columns, found)
        dimensions = [column.key for column in columns if column.role is Role.DIMENSION]
        period_key = header[period] if period is not None else ""
        values = [header.index(VALUE)] if VALUE in header else []
        marks = find_marks(probe, values, ",", own=",")
        layout = Layout(
            form=probe.form,
            columns=columns,
            measures=tell_apart(found.measures),
            dimensions=tuple(_dimension(found, key) for key in dimensions),
            header_rows=probe.header_rows,
            period_statuses=found.period_statuses,
            period_titles={
                member.code: member.label for member in found.members.get(period_key, ())
            },
        )
        recognition = Recognition(
            dialect=self.name,
            layout=layout,
            table=found.table or table_id_of(probe.path) or table_id_of(probe.path.parent),
            title=found.title or _name_of_folder(probe),
            modified=found.modified,
            source=found.source or "CBS",
            description=found.description,
            reasons=tuple(_reasons(found)),
            warnings=tuple(warnings),
            used=found.used,
        )
        return with_marks(recognition, marks)


def _name_of_folder(probe: Probe) -> str:
    """The name of the folder or archive: that of the file is the same for all tables."""
    is_nameless = stem_of(probe.path).casefold() == "observations"
    return probe.path.parent.name if is_nameless and not table_id_of(probe.path.parent) else ""


def _reasons(found: BulkSet) -> list[str]:
    reasons = [_("the header names the columns Measure, Value and ValueAttribute")]
    if found.used:
        reasons.append(
            _("titles, units and labels come from {files}").format(
                files=", ".join(path.name for path in found.used)
            )
        )
    return reasons


def _role(name: str, *, is_period: bool) -> Role:
    if is_period:
        return Role.PERIOD
    return _ROLES.get(name, Role.DIMENSION if name else Role.IGNORED)


def _dimension(found: BulkSet, key: str) -> Dimension:
    title = found.dimension_titles.get(key) or readable_title(key)
    return Dimension(key, title, found.members.get(key, ()))


def _period_column(probe: Probe, header: tuple[str, ...], found: BulkSet) -> int | None:
    free = [index for index, name in enumerate(header) if name and name not in _ROLES]
    if found.time_dimension and found.time_dimension in header:
        return header.index(found.time_dimension)
    if found.dimension_titles:
        free = [index for index in free if header[index] not in found.dimension_titles]
    named = (index for index in free if PERIOD_KEY.fullmatch(header[index]))
    held = (index for index in free if holds_periods(column_texts(probe, index)))
    return next(chain(named, held), None)


def _compare(probe: Probe, columns: tuple[Column, ...], found: BulkSet) -> list[str]:
    """Hold the observations beside the other files of the set; gives warnings.

    Raises UnreadableFile when the files are of more than one table: other dimensions, or mostly
    codes that the code lists do not know.
    """
    if len(found.tables) > 1:
        raise _mixed(
            probe,
            found,
            _("Properties.csv tells table {first}, Distribution.csv table {second}.").format(
                first=found.tables[0], second=found.tables[1]
            ),
        )
    keys = {column.key for column in columns if column.role in (Role.DIMENSION, Role.PERIOD)}
    if found.dimension_titles and (unlike := keys ^ found.dimension_titles.keys()):
        raise _mixed(
            probe,
            found,
            _(
                "Dimensions that stand in only one of observations and Dimensions.csv: {names}."
            ).format(names=", ".join(sorted(unlike))),
        )
    warnings = [
        _("{file} could not be read and was not used: {reason}").format(file=name, reason=reason)
        for name, reason in found.unread.items()
    ]
    for column in columns:
        known = _known_codes(column, found)
        texts = {text.strip() for text in column_texts(probe, column.index)} if known else set()
        strange = texts - known
        if strange and _is_of_another(texts, known):
            raise _mixed(
                probe,
                found,
                _("The codes of {dimension} are not those of its code list: {codes}.").format(
                    dimension=column.key, codes=name_some(sorted(strange))
                ),
            )
        if strange:
            warnings.append(
                _("{dimension}: codes without a label in the set: {codes}.").format(
                    dimension=column.key, codes=name_some(sorted(strange))
                )
            )
    return warnings


def _is_of_another(codes: set[str], known: set[str]) -> bool:
    """Whether a code list is of another table: it knows none of the codes, or of many only few."""
    found = len(codes & known)
    return not found or (len(codes) >= _MANY_CODES and 2 * found < len(codes))


def _known_codes(column: Column, found: BulkSet) -> set[str]:
    if column.role is Role.MEASURE_KEY:
        return {measure.key for measure in found.measures}
    if column.role in (Role.DIMENSION, Role.PERIOD):
        return {member.code for member in found.members.get(column.key, ())}
    return set()


def _mixed(probe: Probe, found: BulkSet, why: str) -> UnreadableFile:
    return UnreadableFile(
        _("The files beside {file} are of another table ({table}).").format(
            file=probe.path.name, table=found.table or "?"
        ),
        why,
        _("Download the set again, and keep the files of each table in a folder of their own."),
    )
