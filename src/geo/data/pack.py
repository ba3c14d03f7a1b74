#!/usr/bin/env python3
"""Packs the tables and contours of France for `src/geo`: `pack.py SOURCES [DESTINATION]`.

SOURCES holds communes.tsv.gz, communes-deleguees.tsv, epci.tsv and the TopoJSON files `*-25.topo.json.gz`; README.md
says where they come from. Tables are written column by column, contours as differences between points, and both are
deflated: the same sources give the same bytes.
"""

import gzip
import json
import struct
import sys
import zlib
from pathlib import Path


def deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packer.compress(data) + packer.flush()


def write(path, data):
    packed = deflate(data)
    path.write_bytes(packed)
    print(f"{path.name}: {len(data)} bytes, {len(packed)} packed")


def rows(text):
    lines = text.split("\n")
    return [line.split("\t") for line in lines[1:] if line]


def columns(rows):
    """One column after another: a column's cells end with a line feed, a column with a form feed."""
    width = len(rows[0])
    assert all(len(row) == width for row in rows)
    return "".join("".join(row[index] + "\n" for row in rows) + "\f" for index in range(width)).encode()


def tables(sources, destination):
    epci = sorted(rows((sources / "epci.tsv").read_text("utf-8")))
    rank = {row[0]: index for index, row in enumerate(epci)}
    communes = sorted(rows(gzip.decompress((sources / "communes.tsv.gz").read_bytes()).decode("utf-8")))
    out = []
    for insee, name, postal, population, siren, department, lon, lat in communes:
        # The department says the first characters of most of its postal codes.
        codes = [code[2:] if code[:2] == insee[:2] else "=" + code for code in postal.split()]
        # Thousandths of a degree are about 100 m; ten-thousandths, 10 m.
        point = [str(round(float(value) * 10000)) if value else "" for value in (lon, lat)]
        out.append([insee[len(department):], name, " ".join(codes), population, str(rank.get(siren, "")), department, *point])
    # The department changes a hundred times: only changes are written.
    previous = None
    for row in out:
        row[5], previous = ("" if row[5] == previous else row[5]), row[5]
    write(destination / "communes.bin", columns(out))
    write(destination / "epci.bin", columns(epci))
    write(destination / "delegated.bin", columns(sorted(rows((sources / "communes-deleguees.tsv").read_text("utf-8")))))


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def contours(sources, destination, name, layers):
    topology = json.loads(gzip.decompress((sources / f"{name}-25.topo.json.gz").read_bytes()))
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    lengths, xs, ys = b"", [], []
    end = (0, 0)
    counts = []
    for arc in topology["arcs"]:
        counts.append(varint(len(arc)))
        x = y = 0
        for index, (dx, dy) in enumerate(arc):
            x, y = (dx, dy) if index == 0 else (x + dx, y + dy)
            xs.append(zigzag(x - end[0]))
            ys.append(zigzag(y - end[1]))
            end = (x, y)
    lengths = b"".join(counts)
    objects = []
    for layer, key in layers:
        geometries = [g for g in topology["objects"][layer]["geometries"] if g["properties"].get(key)]
        geometries.sort(key=lambda geometry: geometry["properties"][key])
        objects.append(varint(len(geometries)))
        last = 0
        for geometry in geometries:
            code = geometry["properties"][key].encode()
            polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
            objects.append(varint(len(code)) + code + varint(len(polygons)))
            for polygon in polygons:
                objects.append(varint(len(polygon)))
                for ring in polygon:
                    objects.append(varint(len(ring)))
                    for arc in ring:
                        objects.append(zigzag(arc - last))
                        last = arc
    head = struct.pack("<4d", *scale, *translate)
    data = head + varint(len(topology["arcs"])) + lengths + b"".join(xs) + b"".join(ys) + b"".join(objects)
    write(destination / f"contours-{name}.bin", data)


def main():
    sources = Path(sys.argv[1])
    destination = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent
    tables(sources, destination)
    contours(sources, destination, "departements-regions", [("dep", "d"), ("reg", "r")])
    contours(sources, destination, "epci", [("epci", "e")])
    contours(sources, destination, "communes", [("communes", "c")])


main()
