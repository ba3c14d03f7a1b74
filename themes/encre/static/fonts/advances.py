#!/usr/bin/env python3
"""Writes src/chart/measure/advances.rs: the advance widths of the theme's fonts, which the charts measure text with.

Needs: Python 3 with `fonttools` and `brotli`. Run it again after build.py.

    python3 advances.py
"""

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[3] / "src" / "chart" / "measure" / "advances.rs"
FIRST, LAST = 0x20, 0x17F


def widths(path, weight=None):
    font = TTFont(path)
    if weight:
        font = instancer.instantiateVariableFont(font, {"wght": weight})
    assert font["head"].unitsPerEm == 1000
    return {code: font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()}


def main():
    sans = HERE / "encre-sans.woff2"
    columns = [widths(sans, 400), widths(sans, 600), widths(HERE / "encre-serif.woff2")]
    known = sorted(columns[0])
    # A character that a font lacks has no width there: the reader measures it as an average letter.
    row = lambda code: "[" + ", ".join(str(column.get(code, 0)) for column in columns) + "]"
    lines = [
        "//! Written by `themes/encre/static/fonts/advances.py` from the theme's fonts: do not edit.",
        "//! Thousandths of an em: sans 400, sans 600, serif 600. 0 where the font lacks the character.",
        "",
        f"pub const FIRST: u32 = {FIRST:#x};",
        f"pub const DIRECT: [[u16; 3]; {LAST - FIRST + 1}] = [",
        *(f"    {row(code)}," for code in range(FIRST, LAST + 1)),
        "];",
        "",
        "/// Sorted by character.",
        f"pub const OTHERS: [(char, [u16; 3]); {sum(code > LAST for code in known)}] = [",
        *(f"    ('\\u{{{code:x}}}', {row(code)})," for code in known if code > LAST),
        "];",
    ]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n")
    print(f"{TARGET}: {len(known)} characters")


if __name__ == "__main__":
    main()
