#!/usr/bin/env python3
"""Writes src/chart/fonts/: the theme's fonts as TrueType files of one weight each, for drawings that leave their page.

The renderer of pictures reads neither WOFF2 nor the weights of a variable font, and a file is cut down glyph by glyph.
Needs: Python 3 with `fonttools` and `brotli`. Run it again after build.py.

    python3 still.py
"""

from pathlib import Path
from shutil import copyfile

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[3] / "src" / "chart" / "fonts"


def write(font, name, family, weight):
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = family
    font["OS/2"].usWeightClass = weight
    # Kerning and ligatures are two thirds of the weight, and the drawings measure without them.
    for table in ("GPOS", "GSUB", "GDEF", "BASE", "STAT"):
        if table in font:
            del font[table]
    font.flavor = None
    path = TARGET / name
    font.save(path)
    print(f"{path}: {path.stat().st_size / 1024:.1f} KB")


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight in (400, 600):
        font = instancer.instantiateVariableFont(TTFont(HERE / "encre-sans.woff2"), {"wght": weight})
        write(font, f"encre-sans-{weight}.ttf", "Encre Sans", weight)
    write(TTFont(HERE / "encre-serif.woff2"), "encre-serif-600.ttf", "Encre Serif", 600)
    copyfile(HERE / "OFL.txt", TARGET / "OFL.txt")


if __name__ == "__main__":
    main()
