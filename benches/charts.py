#!/usr/bin/env python3
"""Charts per second beside Vega-Lite (vl-convert) and Observable Plot, in one run, with the ratios.

    python3 benches/charts.py [--folder DIR]

Needs cargo, Python 3, Node 20 and npm. vl-convert-python, @observablehq/plot and jsdom are installed in the folder (a
temporary one without --folder), never in the repository. Seconds are CPU seconds of the process, after start-up.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PYTHON = r'''
import json, math, time
import vl_convert as vlc

def bars(turn):
    rows = [{"x": f"École élémentaire n° {i}", "y": 2000 - 70 * i + turn} for i in range(20)]
    return {"data": {"values": rows}, "mark": "bar", "width": 500, "title": "Les écoles consomment le tiers",
            "encoding": {"y": {"field": "x", "type": "nominal", "sort": "-x"}, "x": {"field": "y", "type": "quantitative"}}}

def lines(turn):
    rows = [{"x": 1990 + y, "y": 100 * s + 3 * y + 20 * math.sin(y) + turn, "s": n}
            for s, n in enumerate(["Gaz", "Électricité", "Bois", "Fioul"]) for y in range(36)]
    return {"data": {"values": rows}, "mark": "line", "width": 500, "title": "Les écoles consomment le tiers",
            "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}, "color": {"field": "s"}}}

for name, make in (("bar", bars), ("line", lines)):
    vlc.vegalite_to_svg(make(0))
    start, count, size = time.process_time(), 0, 0
    while time.process_time() - start < 3:
        size = len(vlc.vegalite_to_svg(make(count)))
        count += 1
    print(json.dumps({"case": name, "per_second": count / (time.process_time() - start), "bytes": size}))
'''

NODE = r'''
import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
const document = new JSDOM("").window.document;
const bars = (turn) => {
  const rows = Array.from({ length: 20 }, (_, i) => ({ x: `École élémentaire n° ${i}`, y: 2000 - 70 * i + turn }));
  return Plot.plot({ document, marginLeft: 160, marks: [Plot.barX(rows, { x: "y", y: "x", sort: { y: "-x" } }), Plot.text(rows, { x: "y", y: "x", text: "y", dx: 14 })] });
};
const lines = (turn) => {
  const rows = ["Gaz", "Électricité", "Bois", "Fioul"].flatMap((s, k) => Array.from({ length: 36 }, (_, y) => ({ x: 1990 + y, y: 100 * k + 3 * y + 20 * Math.sin(y) + turn, s })));
  return Plot.plot({ document, marks: [Plot.line(rows, { x: "x", y: "y", stroke: "s" })] });
};
for (const [name, make] of [["bar", bars], ["line", lines]]) {
  for (let i = 0; i < 20; i += 1) make(i).outerHTML;
  const start = process.cpuUsage();
  const spent = () => { const { user, system } = process.cpuUsage(start); return (user + system) / 1e6; };
  let count = 0, bytes = 0;
  while (spent() < 3) { bytes = make(count).outerHTML.length; count += 1; }
  console.log(JSON.stringify({ case: name, per_second: count / spent(), bytes }));
}
'''


def results(command, **options):
    done = subprocess.run(command, check=True, capture_output=True, text=True, **options)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {row["case"]: row for row in rows}


def folder_of(asked):
    """The folder of what is installed and made."""
    folder = (asked or Path(tempfile.mkdtemp(prefix="carnet-charts-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def install(folder):
    """Installs the others in a folder, and says which Python has Vega-Lite."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = next(path for path in (folder / "venv/bin/python", folder / "venv/Scripts/python.exe") if path.exists())
    subprocess.run([python, "-m", "pip", "install", "--quiet", "vl-convert-python"], check=True)
    if not (folder / "node_modules/@observablehq/plot").exists():
        (folder / "package.json").write_text('{"private":true,"type":"module"}')
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "@observablehq/plot", "jsdom"], cwd=folder, check=True)
    return python


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path)
    folder = folder_of(parser.parse_args().folder)
    python = install(folder)
    (folder / "plot.mjs").write_text(NODE, encoding="utf-8")

    ours = results(["cargo", "bench", "--quiet", "--bench", "charts"], cwd=ROOT)
    others = {
        "Observable Plot (node, jsdom)": results(["node", "plot.mjs"], cwd=folder),
        "Vega-Lite (vl-convert)": results([python, "-c", PYTHON]),
    }
    print(f"{'':34}{'charts per CPU second':>24}{'bytes':>9}{'carnet is':>12}")
    for case, row in ours.items():
        print(f"{'carnet, ' + case:34}{row['per_second']:>24,.0f}{row['bytes']:>9,}")
        for name, theirs in others.items():
            their = theirs.get(case.split(",")[0]) if "one drawing" in case else None
            if their:
                ratio = row["per_second"] / their["per_second"]
                print(f"{'  ' + name:34}{their['per_second']:>24,.0f}{their['bytes']:>9,}{ratio:>10,.0f} ×")


if __name__ == "__main__":
    main()
