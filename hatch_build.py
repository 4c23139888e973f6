"""Build hook: compiles the translations, for the wheel and for an editable install alike."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DOMAIN = "mkbviewer"


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile every `<language>.po` in `folder` to `<language>/LC_MESSAGES/mkbviewer.mo`."""
    compiled = []
    for source in sorted(folder.glob("*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.stem, domain=DOMAIN)
        target = folder / source.stem / "LC_MESSAGES" / f"{DOMAIN}.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as binary:
            write_mo(binary, catalogue)
        compiled.append(target)
    return compiled


class CompileCatalogues(BuildHookInterface[Any]):
    """Runs before the wheel is packed; `resources/` is then packed whole, catalogues included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues of the tree that is being built."""
        compile_catalogues(Path(self.root) / "resources" / "i18n")
