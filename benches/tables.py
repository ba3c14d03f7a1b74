#!/usr/bin/env python3
"""Measures the reading of a large table beside DuckDB and Polars on the same file, and of a blank tail beside its bytes.

    python3 benches/tables.py [--rows 1000000] [--runs 3] [--folder DIR]

Generates two files, the same on every machine: `big.csv` (seven columns, semicolons, decimal commas, French dates, some
quotes) and `tail.csv` (3,000 rows, then a million blank ones). Each tool runs in a process of its own, one after the other
in turns; CPU seconds are the least of the runs, memory is the peak. Installs duckdb and polars into a folder of its own.
Nothing is asserted: people read the numbers.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

DUCKDB = """
import duckdb
print(len(duckdb.sql(\"\"\"
  select secteur, sum(replace(montant, ',', '.')::double)
  from read_csv('{path}', delim=';', header=true, all_varchar=true) group by secteur\"\"\").fetchall()), 'groups')
"""
POLARS = """
import polars as pl
frame = pl.scan_csv('{path}', separator=';', infer_schema=False)
amount = pl.col('montant').str.replace(',', '.', literal=True).cast(pl.Float64)
print(frame.group_by('secteur').agg(amount.sum()).collect().height, 'groups')
"""


def generate(folder, rows):
    rng = random.Random(7)
    towns = [f"Commune d'essai {number}" for number in range(400)]
    sectors = [f"secteur {number}" for number in range(20)]
    header = "id;commune;code_insee;secteur;montant;date;remarque\n"

    def row(number):
        town = rng.randrange(400)
        note = '"dit ""oui"" ; peut-être"' if number % 97 == 0 else ""
        amount = f"{rng.randrange(9_000_000) / 100:.2f}".replace(".", ",")
        day = f"{rng.randrange(1, 29):02}/{rng.randrange(1, 13):02}/20{rng.randrange(10, 26)}"
        return f"{number};{towns[town]};{53000 + town};{sectors[town % 20]};{amount};{day};{note}\n"

    big, tail = folder / "big.csv", folder / "tail.csv"
    with open(big, "w", encoding="utf-8") as out:
        out.write(header)
        out.writelines(row(number) for number in range(rows))
    with open(tail, "w", encoding="utf-8") as out:
        out.write(header)
        out.writelines(row(number) for number in range(3000))
        out.write(";;;;;;\n" * 1_000_000)
    return big, tail


def run(command):
    """CPU seconds, wall-clock apart, and peak memory in MB of one process."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = child.stdout.read().splitlines()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said[0] if said else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=None)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=arguments.folder))
    build = ["cargo", "bench", "--bench", "tables", "--no-run", "--message-format=json"]
    built = subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    bench = next(part.split('"')[0] for part in built.split('"executable":"')[1:] if "/tables-" in part.split('"')[0])
    venv.create(folder / "tools", with_pip=True)
    python = str(folder / "tools" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", "duckdb", "polars"], check=True)
    big, tail = generate(folder, arguments.rows)
    commands = {
        "big: bytes only": [bench, "bytes", big],
        "big: carnet, described": [bench, "profile", big],
        "big: carnet, described and grouped": [bench, "group", big, "secteur", "montant"],
        "big: DuckDB, grouped": [python, "-c", DUCKDB.format(path=big)],
        "big: Polars, grouped": [python, "-c", POLARS.format(path=big)],
        "tail: bytes only": [bench, "bytes", tail],
        "tail: carnet, described": [bench, "profile", tail],
        "tail: DuckDB, grouped": [python, "-c", DUCKDB.format(path=tail)],
        "tail: Polars, grouped": [python, "-c", POLARS.format(path=tail)],
    }
    found = {name: [] for name in commands}
    for _ in range(arguments.runs):
        for name, command in commands.items():
            found[name].append(run([str(word) for word in command]))
    print(f"big.csv {big.stat().st_size / 1e6:.1f} MB, tail.csv {tail.stat().st_size / 1e6:.1f} MB")
    print(f"{'':38}{'CPU s':>8}{'x bytes':>9}{'MB':>7}")
    for name, runs in found.items():
        cpu, memory = min(run[0] for run in runs), max(run[1] for run in runs)
        floor = min(run[0] for run in found[name.split(":")[0] + ": bytes only"])
        print(f"{name:38}{cpu:8.3f}{cpu / max(floor, 0.001):9.1f}{memory:7.0f}  {runs[0][2]}")
    print(f"files kept in {folder}")


if __name__ == "__main__":
    main()
