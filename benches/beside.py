#!/usr/bin/env python3
"""Six charts of the guide beside the same by Observable Plot and Vega-Lite: one page of pictures, to be looked at.

    python3 benches/beside.py [--folder DIR]

Needs cargo, Python 3, Node 20 and npm; what it installs and makes stays in the folder (a temporary one without
--folder). Each of the others draws with the settings that its manual gives for such data, and nothing more: what is
compared is what people get. `beside.html` in the folder is the page.
"""

import argparse
import csv
import json
import subprocess
from pathlib import Path

from charts import ROOT, folder_of, install

GUIDE = ROOT / "content/guide/data"

# Name, what is asked of carnet's figure, the rows, Plot, Vega-Lite.
PLOT = r'''
import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
import { readFileSync, writeFileSync } from "node:fs";
const document = new JSDOM("").window.document;
const data = JSON.parse(readFileSync("data.json", "utf8"));
const charts = {
  bars: (d) => ({ marginLeft: 110, marks: [Plot.barX(d, { x: "prets", y: "commune", sort: { y: "-x" }, tip: true }), Plot.ruleX([0])] }),
  grouped: (d) => ({ color: { legend: true }, x: { axis: null }, fx: { label: null }, marks: [Plot.barY(d, { fx: "annee", x: "poste", y: "montant", fill: "poste" }), Plot.ruleY([0])] }),
  lines: (d) => ({ color: { legend: true }, marks: [Plot.ruleY([0]), Plot.lineY(d, { x: "annee", y: "mwh", stroke: "energie" })] }),
  histogram: (d) => ({ marks: [Plot.rectY(d, Plot.binX({ y: "count" }, { x: "attente_min" })), Plot.ruleY([0])] }),
  scatter: (d) => ({ grid: true, marks: [Plot.dot(d, { x: "surface_m2", y: "par_habitant", r: "habitants" }), Plot.text(d, { x: "surface_m2", y: "par_habitant", text: "commune", dy: -12 })] }),
  heatmap: (d) => ({ marginLeft: 70, color: { type: "quantize", n: 5, scheme: "YlGnBu", legend: "swatches" }, marks: [Plot.cell(d, Plot.group({ fill: "mean" }, { x: "heure", y: "jour", fill: "attente_min" }))] }),
};
for (const [name, make] of Object.entries(charts)) {
  const made = Plot.plot({ document, width: 720, ...make(data[name]) });
  writeFileSync(`plot-${name}.html`, made.outerHTML);
}
'''

VEGA = r'''
import json
import vl_convert as vlc
data = json.load(open("data.json", encoding="utf-8"))
Q, N, O = "quantitative", "nominal", "ordinal"
charts = {
    "bars": ("bar", {"y": {"field": "commune", "type": N, "sort": "-x"}, "x": {"field": "prets", "type": Q}}),
    "grouped": ("bar", {"x": {"field": "annee", "type": O}, "xOffset": {"field": "poste"}, "y": {"field": "montant", "type": Q}, "color": {"field": "poste"}}),
    "lines": ("line", {"x": {"field": "annee", "type": Q, "axis": {"format": "d"}}, "y": {"field": "mwh", "type": Q}, "color": {"field": "energie", "type": N}}),
    "histogram": ("bar", {"x": {"field": "attente_min", "bin": True}, "y": {"aggregate": "count"}}),
    "scatter": ("point", {"x": {"field": "surface_m2", "type": Q}, "y": {"field": "par_habitant", "type": Q}, "size": {"field": "habitants", "type": Q}}),
    "heatmap": ("rect", {"x": {"field": "heure", "type": O}, "y": {"field": "jour", "type": O}, "color": {"aggregate": "mean", "field": "attente_min"}}),
}
for name, (mark, encoding) in charts.items():
    spec = {"data": {"values": data[name]}, "mark": mark, "width": 560, "encoding": encoding}
    open(f"vega-{name}.html", "w", encoding="utf-8").write(vlc.vegalite_to_svg(spec))
'''

# The titles of the guide's figures, by which their files are found.
OURS = {
    "bars": "brenac-prete",
    "grouped": "les-recettes",
    "lines": "le-fioul",
    "histogram": "on-attend",
    "scatter": "plus-la-bibliotheque",
    "heatmap": "le-lundi",
}


def rows(name):
    text = (GUIDE / name).read_text(encoding="utf-8")
    separator = ";" if ";" in text.split("\n", 1)[0] else ","

    def value(cell):
        try:
            return float(cell.replace(",", "."))
        except ValueError:
            return cell

    return [{key: value(cell) for key, cell in row.items()} for row in csv.DictReader(text.splitlines(), delimiter=separator)]


def datasets():
    libraries = [row for row in rows("bibliotheques.csv") if row["annee"] == 2025]
    for row in libraries:
        row["par_habitant"] = row["prets"] / row["habitants"]
    budget = [
        {"annee": int(row["annee"]), "poste": item, "montant": row[item]}
        for row in rows("budget.csv")
        for item in ("recettes", "depenses")
    ]
    waiting = rows("guichet.csv")
    return {
        "bars": libraries,
        "grouped": budget,
        "lines": rows("energie.csv"),
        "histogram": waiting,
        "scatter": libraries,
        "heatmap": waiting,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path)
    folder = folder_of(parser.parse_args().folder)
    python = install(folder)
    subprocess.run(["cargo", "run", "--quiet", "--", "build", "-d", folder / "site", "-q"], cwd=ROOT, check=True)
    (folder / "data.json").write_text(json.dumps(datasets(), ensure_ascii=False), encoding="utf-8")
    (folder / "beside.mjs").write_text(PLOT, encoding="utf-8")
    subprocess.run(["node", "beside.mjs"], cwd=folder, check=True)
    subprocess.run([python, "-c", VEGA], cwd=folder, check=True)
    cells = []
    for name, words in OURS.items():
        [ours] = (folder / "site/figures").glob(f"*--{words}*.svg")
        cells.append(f'<h2>{name}</h2><div><img src="{ours.relative_to(folder).as_posix()}" alt="carnet"></div>')
        cells += [f"<div>{(folder / f'{tool}-{name}.html').read_text(encoding='utf-8')}</div>" for tool in ("plot", "vega")]
    page = folder / "beside.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><title>carnet, Observable Plot, Vega-Lite</title>"
        "<style>body{display:grid;grid-template-columns:repeat(3,1fr);gap:24px;font-family:sans-serif}h2{grid-column:1/-1;margin:0;border-top:2px solid}"
        "img,svg{max-width:100%;height:auto}</style>" + "".join(cells),
        encoding="utf-8",
    )
    print(page)


if __name__ == "__main__":
    main()
