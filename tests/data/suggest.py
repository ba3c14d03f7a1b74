#!/usr/bin/env python3
"""Pastes what `carnet data --suggest` prints of every real table into a logbook, and builds it.

CARNET_BIN is the program; CARNET_DATA the folder of the tables, ../shared/data otherwise. Without tables the test says that
it was skipped.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parents[2]
CARNET = os.environ.get("CARNET_BIN", str(HERE / "target/debug/carnet"))
DATA = pathlib.Path(os.environ.get("CARNET_DATA", HERE / "../shared/data"))
# Blocks in all: fewer would mean that columns are no longer understood.
FEWEST = 150


def main():
    tables = sorted((DATA / "csv").glob("*.csv")) + sorted((DATA / "exports-excel").glob("*.csv"))
    if not tables:
        print("SKIPPED: no real tables; set CARNET_DATA to their folder")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        team = pathlib.Path(folder) / "content/equipe"
        (team / "data").mkdir(parents=True)
        (pathlib.Path(folder) / "book.toml").write_text('[book]\ntitle = "Essai"\n', encoding="utf-8")
        text = "# Équipe\n"
        count = 0
        for table in tables:
            shutil.copy(table, team / "data" / table.name)
            for language in ("fr", "en"):
                run = subprocess.run(
                    [CARNET, "data", "--suggest", str(table), "--lang", language],
                    capture_output=True, text=True, encoding="utf-8",
                )
                assert run.returncode == 0, (table, run.stderr)
                count += run.stdout.count("\n```\n")
                text += f"\n## {table.stem} {language}\n\n{run.stdout}"
        logbook = team / "carnet.md"
        logbook.write_text(text, encoding="utf-8")
        run = subprocess.run(
            [CARNET, "check", folder, "--format", "json", "--level", "hint"],
            capture_output=True, text=True, encoding="utf-8",
        )
        found = [json.loads(line) for line in run.stdout.splitlines()]
        families = ("chart.", "map.", "yaml.")
        wrong = [
            one for one in found
            if str(one.get("file", "")).endswith("carnet.md") and one["code"].startswith(families)
        ]
        for one in wrong:
            print(one["code"], one["line"], one["message"])
        print(f"{count} blocks of {len(tables)} tables in two languages, {len(wrong)} findings about them")
        return int(bool(wrong) or count < FEWEST)


if __name__ == "__main__":
    sys.exit(main())
