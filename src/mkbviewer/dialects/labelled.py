"""Dumps of the cbsodata packages for Python and R: CBS's own keys, labels or code lists."""

from mkbviewer.core.language import _
from mkbviewer.dialects.base import Probe, Recognition, Role
from mkbviewer.dialects.keyed import KeyedFile, describe, read_keyed


class Labelled:
    """`ID;<dimensions>;Perioden;<Measure>_<n>`, members and periods as labels.

    Where the packages wrote the code lists beside it, the file may hold codes too.
    """

    name = "labelled"

    @property
    def title(self) -> str:
        """The layout in the user's words."""
        return _("Dump of the cbsodata packages")

    def recognise(self, probe: Probe) -> Recognition | None:
        """The description of such a file, with what its code lists add; None for any other."""
        keyed = read_keyed(probe)
        if keyed is None or (keyed.has_codes and not keyed.metadata.is_dump):
            return None
        return describe(probe, keyed, self.name, _reasons)


def _reasons(keyed: KeyedFile) -> list[str]:
    reasons = [_("the columns have the keys of CBS")]
    if keyed.has_codes:
        reasons.append(_("the code lists of the cbsodata packages stand beside it"))
    elif keyed.keys(Role.PERIOD):
        reasons.append(_("the periods are written as labels"))
    else:
        reasons.append(_("the members are written as labels, and there are no periods"))
    return reasons
