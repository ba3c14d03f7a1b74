#!/usr/bin/env python3
"""Cuts the two fonts of the theme "encre" from the complete fonts.

Needs: Python 3 with `fonttools` and `brotli`, and two npm packages unpacked somewhere:
`source-sans` 3.52.0 (VF/SourceSans3VF-Upright.ttf) and `source-serif` 4.5.1
(TTF/SourceSerif4Display-Semibold.ttf).

    python3 build.py SANS.ttf SERIF.ttf

What it does, and why:
- keeps the weights 400 to 700 of the sans, and the letters, marks and arrows that French and English pages use;
- widens U+202F, the space that groups thousands, to 0.20 em (sans) and 0.19 em (serif): in the originals it is
  0.12 em and "6 840" reads as "6840";
- renames the fonts: "Source" is a reserved name in their licence, so a modified file must bear another one.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent

# ASCII, Latin-1, then what French, its neighbours' names and our own pages need.
TEXT = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *map(ord, "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĪīİıŁłŃńŇňŌōŐőŒœŘřŚśŞşŠšŢţŤťŪūŮůŰűŸŹźŻżŽžȘșȚț"),
    *map(ord, "\u2009\u202f\u2010\u2011–—‘’“”„•…‰′″‹›€№™−≈≠≤≥←↑→↓ᵉʳ⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"),
]
# A figure title or a heading says less than a body of text.
HEADINGS = [
    *range(0x20, 0x7F),
    *map(ord, "\u00a0«»°²·ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜàâäæçèéêëíîïñóôöùûüÿßŒœŸ"),
    *map(ord, "\u202f–—‘’“”…€−×→"),
]


def cut(source, target, family, codepoints, thin_space_em, weights=None, features=("kern", "liga")):
    font = TTFont(source)
    if weights:
        font = instancer.instantiateVariableFont(font, {"wght": weights})
        # Glyphs that do not vary lost their entry, which the cutter expects.
        for glyph in font.getGlyphOrder():
            font["gvar"].variations.setdefault(glyph, [])
    options = subset.Options()
    options.layout_features = list(features)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    options.glyph_names = False
    options.flavor = "woff2"
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codepoints)
    cutter.subset(font)

    missing = sorted(set(codepoints) - set(font.getBestCmap()))
    if missing:
        print(family, "lacks", " ".join(f"U+{code:04X}" for code in missing))

    thin = font.getBestCmap()[0x202F]
    others = [code for code, name in font.getBestCmap().items() if name == thin and code != 0x202F]
    assert not others, f"U+202F shares its glyph with {others}"
    _, bearing = font["hmtx"][thin]
    font["hmtx"][thin] = (round(font["head"].unitsPerEm * thin_space_em), bearing)
    if "HVAR" in font:
        # The advance of the variable font varies with the weight: one width for all of them is simpler and lighter.
        for table in font["gvar"].variations.get(thin, []):
            table.coordinates = [None if point is None else (0, 0) for point in table.coordinates]
        del font["HVAR"]

    style = "Regular" if weights else "SemiBold"
    names = {1: family, 2: "Regular", 3: f"{family} {style} for carnet", 4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style}"}
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID not in (0, 5, 13, 14):
            font["name"].names.remove(record)
    if "CFF " in font:
        raise SystemExit("give the TrueType files")
    font.flavor = "woff2"
    font.save(target)
    print(f"{target.name}: {target.stat().st_size / 1024:.1f} KB, {len(font.getBestCmap())} characters")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    cut(sys.argv[1], HERE / "encre-sans.woff2", "Encre Sans", TEXT, 0.20, weights=(400, 700))
    cut(sys.argv[2], HERE / "encre-serif.woff2", "Encre Serif", HEADINGS, 0.19)
