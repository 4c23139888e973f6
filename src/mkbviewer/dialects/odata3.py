"""The raw data set of CBS's open data portal, typed or untyped: codes under CBS's own keys."""

from mkbviewer.core.language import _
from mkbviewer.dialects.base import Probe, Recognition, Role
from mkbviewer.dialects.keyed import KeyedFile, describe, read_keyed


class OData3:
    """`"ID";<dimensions>;"Perioden";"<Measure>_<n>"`, members and periods as codes."""

    name = "odata3"

    @property
    def title(self) -> str:
        """The layout in the user's words."""
        return _("Raw data set of the CBS open data portal")

    def recognise(self, probe: Probe) -> Recognition | None:
        """The description of such a file, with what its metadata adds; None for any other."""
        keyed = read_keyed(probe)
        if keyed is None or not keyed.has_codes or keyed.metadata.is_dump:
            return None
        return describe(probe, keyed, self.name, _reasons)


def _reasons(keyed: KeyedFile) -> list[str]:
    reasons = []
    if any(column.key == "ID" for column in keyed.columns):
        reasons.append(_("the first column is called ID"))
    if keyed.keys(Role.PERIOD):
        reasons.append(_("the periods are CBS codes"))
    else:
        reasons.append(_("the members are CBS codes, and there are no periods"))
    return reasons
