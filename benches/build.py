#!/usr/bin/env python3
"""Measures a build beside its floor: the time to read every input and write every output, and nothing else.

    python3 benches/build.py [--logbooks 1000] [--runs 5] [--folder DIR] [--quick]

Generates logbooks of 25 KB (the same on every machine), then alternates the floor and carnet, so that a busy
machine slows both. Prints medians and ratios; seconds say little, ratios hold. The folder should lie on a disk, not
in memory. Nothing is asserted: people read the numbers.

Nothing is deleted before the last measure: a disk that was just emptied takes long to make files (ext4 looks for
numbers of files that were not lately in use), and would measure itself.
"""
import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS = ["DIAGNOSTIC", "IDENTIFICATION", "MISE EN QUALITÉ", "PUBLICATION", "VALORISATION"]
WORDS = (
    "la ville a ouvert un registre de données que personne ne tenait depuis longtemps et nous avons compté chaque ligne "
    "pour savoir ce que disait la colonne des dates quand le tableur les avait changées en nombres sans prévenir l’équipe "
    "du service qui devait les publier avant vendredi avec une fiche claire et une licence ouverte sur le portail"
).split()


def paragraph(rng, count):
    words = [rng.choice(WORDS) for _ in range(count)]
    words[0] = words[0].capitalize()
    for _ in range(count // 25):
        place = rng.randrange(1, count)
        words[place] = rng.choice(["**{}**", "_{}_", "{},", "[{}](https://example.org/jeu)", "{} :"]).format(words[place])
    return " ".join(words) + "."


def logbook(number, size):
    """One logbook of about `size` bytes: five days, a table each day, a note, a link from day to day."""
    rng = random.Random(number)
    lines = [f"# Carnet de bord de l'ouverture des données d'Essai {number}", "", "par A.B., C.D. et E.F.", "", "## INTRODUCTION", "", paragraph(rng, 60), ""]
    for day, step in enumerate(STEPS, 1):
        lines += [f"## JOUR {day} – {step}", ""]
        written = 0
        part = 0
        while written < size * 0.165:
            text = paragraph(rng, rng.randint(50, 110))
            part += 1
            if part % 3 == 1:
                lines += [f"### Partie {part}", ""]
            lines += [text, ""]
            written += len(text.encode())
        lines += ["| Réussite ou casse-tête ? | Explication |", "|---|---|", f"| Réussite | {paragraph(rng, 12)} |", f"| Casse-tête | {paragraph(rng, 12)} |", ""]
        lines += [f"Un appel[^{day}] et [un autre jour](#j{day % 5 + 1}).", "", f"[^{day}]: {paragraph(rng, 15)}", ""]
    lines += ["## CONCLUSION", "", "Nous avons ouvert 3 jeux de données. " + paragraph(rng, 60), ""]
    return "\n".join(lines)


def generate(folder, count, size=25_000):
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "book.toml").write_text('[book]\ntitle = "Mesure"\nlanguage = "fr"\n', encoding="utf-8")
    for number in range(count):
        team = content / f"equipe-{number:05}"
        team.mkdir()
        (team / "carnet.md").write_text(logbook(number, size), encoding="utf-8")


def measured(command, may_fail=False):
    """Runs a command; returns its wall time, processor time (seconds) and peak memory (MB). Finding mistakes is no
    failure where `may_fail`; a crash is one everywhere."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        if os.waitstatus_to_exitcode(status) not in ((0, 1) if may_fail else (0,)):
            errors.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{errors.read().decode()[-2000:]}")
    scale = 1 if sys.platform == "darwin" else 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale / 1e6


def medians(runs):
    return [statistics.median(column) for column in zip(*runs)]


def cargo_target():
    metadata = json.loads(subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=ROOT))
    return Path(metadata["target_directory"])


def tools():
    """Builds carnet (unless CARNET_BIN names one) and the floor with optimizations; returns both paths."""
    if "CARNET_BIN" not in os.environ:
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    target = cargo_target()
    (target / "release").mkdir(parents=True, exist_ok=True)
    floor = target / "release" / "floor"
    subprocess.run(["rustc", "-O", "--edition", "2024", "-o", str(floor), str(ROOT / "benches/floor.rs")], check=True)
    return os.environ.get("CARNET_BIN", str(target / "release/carnet")), str(floor)


def outputs(folder):
    return [(path.stat().st_size, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*")) if path.is_file()]


def compare(home, count, runs, carnet, floor):
    project = home / f"project-{count}"
    generate(project, count)
    reference = home / "reference"
    measured([carnet, "build", str(project), "--dest-dir", str(reference), "-q"])
    listing = outputs(reference)
    list_file = home / "list"
    list_file.write_text("".join(f"{size} {path}\n" for size, path in listing), encoding="utf-8")
    pages = sum(path.endswith(".html") for _, path in listing)
    total = sum(size for size, _ in listing)
    inputs = sum(path.stat().st_size for path in project.rglob("*.md"))
    print(f"\n{count} logbooks, {inputs / 1e6:.1f} MB read; {pages} pages, {len(listing)} files, {total / 1e6:.1f} MB written; {runs} alternating runs, medians")
    rows = {"floor": [], "cold": [], "nothing changed": [], "one logbook changed": []}
    for run in range(runs):
        for name in ("floor", "carnet"):
            place = home / f"out-{name}-{count}-{run}"
            if name == "floor":
                rows["floor"].append(measured([floor, str(project / "content"), str(list_file), str(place)]))
                continue
            command = [carnet, "build", str(project), "--dest-dir", str(place), "-q"]
            rows["cold"].append(measured(command))
            rows["nothing changed"].append(measured(command))
            changed = project / "content/equipe-00000/carnet.md"
            text = changed.read_text(encoding="utf-8")
            changed.write_text(text + f"\nUne phrase de plus, {run}.\n", encoding="utf-8")
            rows["one logbook changed"].append(measured(command))
            changed.write_text(text, encoding="utf-8")
    base, cold = medians(rows["floor"]), medians(rows["cold"])
    print(f"{'':22}{'wall':>10}{'processor':>12}{'memory':>10}{'wall/floor':>12}{'cpu/floor':>12}{'wall/cold':>12}{'cpu/cold':>10}{'pages/s':>10}")
    for name, values in rows.items():
        wall, processor, memory = medians(values)
        print(f"{name:22}{wall * 1000:>7.0f} ms{processor * 1000:>9.0f} ms{memory:>7.0f} MB{wall / base[0]:>12.2f}{processor / base[1]:>12.2f}{wall / cold[0]:>12.2f}{processor / cold[1]:>10.2f}{pages / wall:>10.0f}")


def memory(home, carnet, counts):
    print("\npeak memory of a cold build")
    first = None
    for count in counts:
        project = home / f"memory-{count}"
        generate(project, count)
        place = home / f"memory-out-{count}"
        _, _, peak = measured([carnet, "build", str(project), "--dest-dir", str(place), "-q"])
        pages = sum(1 for _ in place.rglob("*.html"))
        first = first or peak
        print(f"{pages:>8} pages{peak:>8.0f} MB{peak / first:>8.2f} times the first")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--logbooks", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=None, help="where to work; the default is target/bench of this project")
    parser.add_argument("--quick", action="store_true", help="100 logbooks, 3 runs, memory at 100 and 1 000 pages")
    options = parser.parse_args()
    carnet, floor = tools()
    home = options.folder or cargo_target() / "bench"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    print(f"{os.cpu_count()} processors; working in {home}")
    try:
        compare(home, 100 if options.quick else options.logbooks, 3 if options.quick else options.runs, carnet, floor)
        # Eight or nine pages per logbook: about 100, 1 000 and 10 000 pages.
        memory(home, carnet, [11, 110] if options.quick else [11, 110, 1100])
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
