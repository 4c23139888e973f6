"""Make the program's fonts from Inter's own web fonts: `make_fonts.py <folder of inter-ui/web>`.

Qt's PDF writer maps a glyph back to its character through the font's character map only; what an
OpenType feature puts in its place (tabular figures, contextual signs) is drawn but cannot be
copied or searched. So the tabular figures become the figures of the font, and the features that
replace single characters are left out. Needs fonttools and brotli.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Mkbviewer Sans"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
RIBBI = ("Regular", "Bold")  # the weights that every program finds under the family's own name
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern"]
RANGES = (
    (0x0020, 0x024F),  # Latin
    (0x02B0, 0x036F),  # modifiers and combining marks
    (0x0370, 0x03FF),  # Greek
    (0x1E00, 0x1EFF),  # further Latin
    (0x2000, 0x22FF),  # punctuation, currencies, fractions, arrows, mathematics
    (0x2460, 0x27BF),  # circled figures, shapes, dingbats
    (0xFB00, 0xFB06),
)
TARGET = Path(__file__).resolve().parents[1] / "resources" / "fonts"


def bake_tabular_figures(font: TTFont) -> None:
    """Make the glyphs that `tnum` would put in place of the figures those of the font itself."""
    table = font["GSUB"].table
    indices = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    replacement: dict[str, str] = {}
    for index in indices:
        for step in table.LookupList.Lookup[index].SubTable:
            replacement |= getattr(step, "ExtSubTable", step).mapping
    tabular = {
        figure: replacement[font.getBestCmap()[figure]] for figure in range(ord("0"), ord("9") + 1)
    }
    for characters in font["cmap"].tables:
        characters.cmap.update(tabular)


def rename(font: TTFont, weight: str) -> None:
    """Give the font its own family, so that an installed Inter never takes its place."""
    names = font["name"]
    basic = FAMILY if weight in RIBBI else f"{FAMILY} {weight}"
    style = weight if weight in RIBBI else "Regular"
    texts = {
        1: basic,
        2: style,
        3: f"{FAMILY} {weight}; made from Inter {names.getDebugName(5)}",
        4: f"{FAMILY} {weight}",
        6: f"{FAMILY.replace(' ', '')}-{weight}",
        16: FAMILY,
        17: weight,
    }
    for identifier in (*texts, 21, 22):
        names.removeNames(nameID=identifier)
    for identifier, text in texts.items():
        names.setName(text, identifier, 3, 1, 0x409)


def make(source: Path, weight: str) -> Path:
    """Write one weight to `resources/fonts` and say where."""
    font = TTFont(source / f"Inter-{weight}.woff2", recalcTimestamp=False)
    bake_tabular_figures(font)
    options = subset.Options(
        layout_features=FEATURES, name_IDs=["*"], notdef_outline=True, glyph_names=False
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
    subsetter.subset(font)
    rename(font, weight)
    font.flavor = None
    target = TARGET / f"{FAMILY.replace(' ', '')}-{weight}.ttf"
    font.save(target)
    return target


if __name__ == "__main__":
    for each in WEIGHTS:
        print(make(Path(sys.argv[1]), each))
