#!/usr/bin/env python3
"""How far `carnet data --schema` agrees with Validata, per type of error.

    tests/validata/compare.py            installs validata-core in target/validata, compares, prints the table
    tests/validata/compare.py --cases    also prints each case where the two differ

Exit status 1 when the precision or the recall of a type is under 0.99, the differences of `KNOWN` left aside: there
Validata is wrong, or says nothing at all, and the list says why. CARNET_BIN names the program; the published files and
schemas are looked for in ../shared/data (or CARNET_DATA), and left out with a word when they are not there.
"""

import csv
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
HOME = PROJECT / "target" / "validata"
VERSION = "0.9.7"
DATA = Path(os.environ.get("CARNET_DATA", PROJECT.parent / "shared" / "data"))
LEAST = 0.99

PAIRS = [
    ("acceslibre-etablissements-scolaires-exemple", "acceslibre-etablissements-scolaires"),
    ("arbres-saint-germain-en-laye", "arbre-0.3.1"),
    ("dae-exemple-valide", "dae-alkante-2020"),
    ("dae-exemple-invalide", "dae-alkante-2020"),
    ("dae-exemple-valide", "dae-1.0.6"),
    ("decp-exemple-valide", "decp-tableschema"),
    ("futurocite-equipements-exemple", "futurocite-equipements"),
    ("irve-consolidation-2021", "irve-statique-2.3.0"),
    ("irve-statique-exemple-valide", "irve-statique-2.3.0"),
    ("lieux-covoiturage-exemple-invalide", "lieux-covoiturage-0.3.0"),
    ("lieux-covoiturage-exemple-valide", "lieux-covoiturage-0.3.0"),
    ("covoiturage-oise", "lieux-covoiturage-0.3.0"),
    ("prenoms-carrieres-sous-poissy", "scdl-prenoms-1.1.6"),
    ("scdl-subventions-exemple-valide", "scdl-subventions-2.1.1"),
    ("scdl-subventions-exemple-invalide-colonnes", "scdl-subventions-2.1.1"),
    ("format-subventions-exemple", "scdl-subventions-2.1.1"),
    ("subventions-loire-atlantique-extrait", "scdl-subventions-2.1.1"),
    ("conventions-maine-et-loire", "scdl-subventions-2.1.1"),
    ("stationnement-exemple-valide", "stationnement-0.1.5"),
]

# Names of the same fault: Validata's, then ours.
THEIRS = {
    "type-error": "type",
    "unique-error": "unique",
    "primary-key-error": "primary-key",
    "blank-row": "row-blank",
    "extra-cell": "cell-extra",
    "missing-cell": "cell-missing",
    "blank-label": "header-blank",
    "missing-required-header": "column-missing-required",
    "missing-header-warn": "column-missing",
    "extra-header-warn": "column-extra",
    "disordered-header-warn": "column-order",
    "french-siret-value": "siret",
    "french-siren-value": "siren",
    "phone-number-value": "phone",
    "opening-hours-value": "opening-hours",
    "year-interval-value": "year-interval",
    "cohesive-columns-value": "cohesive-columns",
    "compare-columns-value": "compare-columns",
    "sum-columns-value": "sum-columns",
    "one-of-required": "one-of-required",
    "nomenclature-actes-value": "nomenclature-actes",
    "french-gps-coordinates": "gps",
    "reversed-french-gps-coordinates": "gps-reversed",
    "encoding-error": "encoding",
}
OURS = {
    "schema.min-length": "minLength",
    "schema.max-length": "maxLength",
    # The cause of cells too many, where it can be told: a comma that cut a number.
    "csv.unquoted-decimal-comma": "cell-extra",
}
# What each says of a whole row or file: the other may name a column there.
WITHOUT_COLUMN = {"primary-key", "row-blank", "cell-extra", "cell-missing", "one-of-required", "column-order", "header-blank", "header-duplicate"}
# Ours alone, about the schema or for the reader: not compared.
KINDS = {
    "type", "required", "unique", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength", "primary-key", "siret", "siren",
    "phone", "opening-hours", "year-interval", "cohesive-columns", "compare-columns", "sum-columns", "one-of-required",
    "nomenclature-actes", "gps", "gps-reversed", "column-missing-required", "column-missing", "column-extra", "column-order",
    "header-blank", "header-duplicate", "row-blank", "cell-extra", "cell-missing",
}


def install():
    """The Python of a virtual environment that has validata-core, or nothing when it cannot be installed."""
    python = HOME / "venv" / "bin" / "python"
    mark = HOME / f"installed-{VERSION}"
    if mark.exists() and python.exists():
        return python
    HOME.mkdir(parents=True, exist_ok=True)
    for command in (
        [sys.executable, "-m", "venv", str(HOME / "venv")],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"validata-core=={VERSION}"],
    ):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            print((done.stdout + done.stderr)[-2000:], file=sys.stderr)
            return None
    mark.touch()
    return python


def theirs(source, schema):
    """What Validata says of a table: a set of (type, row, column), and the word for a refusal, if it refused."""
    import frictionless
    import validata_core

    options = {"format": "csv"} if isinstance(source, bytes) else {}
    dropped = []
    refusal = None
    for _ in range(5):
        try:
            report = validata_core.validate(source, schema, limit_errors=0, **options)
        except Exception as error:  # a crash is an answer too
            return set(), f"crash: {type(error).__name__} {error}", dropped
        refusals = list(report.errors) + [
            error for task in report.tasks for error in task.errors if error["code"] in ("schema-error", "field-error", "general-error", "task-error", "source-error")
        ]
        refusal = refusals[0] if refusals else None
        softer = [what for what in (without_what_it_refuses(schema, error["note"]) for error in refusals) if what]
        if not softer:
            break
        dropped.extend(softer)
    found = set()
    refusal_text = None
    if refusal is not None:
        if "Duplicate labels" in refusal["note"]:
            found.add(("header-duplicate", None, None))
        refusal_text = refusal["code"] + ": " + refusal["note"][:160]
    for task in report.tasks:
        for error in task.errors:
            code, row, column, note = error["code"], error.get("rowPosition"), error.get("fieldName"), error.get("note", "")
            if code == "constraint-error":
                match = re.search(r'constraint "([^"]+)"', note)
                kind = match[1] if match else code
            else:
                kind = THEIRS.get(code)
            if kind == "column-missing-required":
                column = re.search(r"`(.*)`", note)[1]
            if kind:
                row = None if kind.startswith("header-") else row
                found.add((kind, row, None if kind in WITHOUT_COLUMN else column or ""))
        for warning in task["structure_warnings"]:
            kind = THEIRS[warning["code"]]
            found.add((kind, None, None if kind in WITHOUT_COLUMN else warning["field_name"]))
    return found, refusal_text, dropped


def without_what_it_refuses(schema, note):
    """Takes out of the schema what Validata refuses it for, so that the rest can be compared; says what it was."""
    match = re.search(r'example value for field "(.*)" is not valid', note)
    if match:
        for field in schema["fields"]:
            if field["name"] == match[1]:
                field.pop("example", None)
        return f"example of {match[1]}"
    match = re.search(r'constraint "(.*)" is not supported by type "(.*)"', note)
    if match:
        for field in schema["fields"]:
            if field.get("type", "any") == match[2]:
                (field.get("constraints") or {}).pop(match[1], None)
        return f"{match[1]} of {match[2]}"
    if "primary key" in note and "does not match the fields" in note and schema.pop("primaryKey", None):
        return "primary key that the file does not have"
    return None


SOFTER = {}


def softened(schema_file):
    """The schema without what Validata refuses whatever the table, and what that is: found once per schema."""
    if schema_file not in SOFTER:
        schema = json.loads(schema_file.read_text())
        header = [field["name"] for field in schema["fields"]]
        _, _, dropped = theirs([header, ["" for _ in header]], schema)
        SOFTER[schema_file] = (json.dumps(schema), dropped)
    text, dropped = SOFTER[schema_file]
    return json.loads(text), list(dropped)


def ours(file, schema_file):
    """What carnet says of a file: a list of findings."""
    command = [os.environ["CARNET_BIN"], "data", str(file), "--schema", str(schema_file), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def normal(findings):
    """Our findings as a set of (type, row, column)."""
    found = set()
    for finding in findings:
        code = finding["code"]
        kind = OURS.get(code, code.split(".", 1)[1] if code.split(".", 1)[0] in ("schema", "csv") else None)
        if kind in KINDS:
            row = None if kind.startswith("header-") else finding["row"]
            found.add((kind, row, None if kind in WITHOUT_COLUMN else finding["column"]))
    return found


def jobs():
    """What is compared: `(name, schema file, file)`, the file being one of the published ones or none for our own tables."""
    import generate

    schemas = {path.stem: path for path in sorted((PROJECT / "assets" / "schemas").glob("*.json"))}
    if DATA.is_dir():
        shared = {path.stem: path for path in sorted((DATA / "schemas").glob("*.json"))}
        shipped = {path.read_bytes() for path in schemas.values()}
        schemas.update({stem: path for stem, path in shared.items() if path.read_bytes() not in shipped})
        for file, schema in PAIRS:
            path = DATA / "csv" / f"{file}.csv"
            if path.exists():
                yield f"{file} × {schema}", shared[schema], path
    else:
        print(f"validata: {DATA} is not there: the published files are left out", file=sys.stderr)
    work = HOME / "work"
    work.mkdir(exist_ok=True)
    for stem, path in schemas.items():
        yield stem, path, None
    for stem, schema in generate.own_schemas():
        path = work / (re.sub(r"\W+", "-", stem) + ".json")
        path.write_text(json.dumps(schema, ensure_ascii=False))
        yield stem, path, None


def tables_of(job):
    """The tables of a job: `(name, schema, schema file, source for Validata, file for carnet)`."""
    import generate

    name, path, file = job
    schema = json.loads(path.read_text())
    if file is not None:
        yield name, schema, path, file.read_bytes(), file
    else:
        yield from made(generate, name, schema, path, HOME / "work")


def made(generate, stem, schema, path, work):
    import frictionless

    usable = json.loads(json.dumps(schema))
    for field in usable["fields"]:
        field.pop("example", None)
    fields = {}
    for descriptor in usable["fields"]:
        field = frictionless.Field(descriptor)
        field.schema = frictionless.Schema({"fields": [], "missingValues": schema.get("missingValues", [""])})
        fields[descriptor["name"]] = field
    known = {}

    def fits(descriptor, value):
        key = (descriptor["name"], value)
        if key not in known:
            try:
                known[key] = value != "" and fields[descriptor["name"]].read_cell(value)[1] is None
            except Exception:
                known[key] = False
        return known[key]

    for place, (what, header, rows) in enumerate(generate.tables(schema, fits)):
        if rows:
            file = work / f"{re.sub(r'[^a-z0-9]+', '-', stem.lower())}-{place}.csv"
            with open(file, "w", newline="", encoding="utf-8") as out:
                writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
                writer.writerow(header)
                writer.writerows(rows)
            yield f"{stem}: {what}", schema, path, [header, *rows], file


def compare_job(job):
    """One job's part of the table."""
    import logging
    import warnings

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    import known

    table = defaultdict(Counter)
    set_aside = Counter()
    refused, differences = [], []
    tables = cells = 0
    for name, schema, schema_file, source, file in tables_of(job):
        tables += 1
        if isinstance(source, list):
            cells += sum(len(row) for row in source)
        softer, before = softened(schema_file)
        expected, refusal, dropped = theirs(source, softer)
        dropped = before + dropped
        found = normal(ours(file, schema_file))
        if refusal is not None:
            refused.append((name, refusal))
            # Only what it says of the header can be compared then.
            head = {"column-missing-required", "column-missing", "column-extra", "column-order", "header-duplicate"}
            expected = {item for item in expected if item[0] in head}
            found = {item for item in found if item[0] in head & {item[0] for item in expected}}
        elif dropped:
            refused.append((name, "refused at first; compared without: " + ", ".join(dropped)))
        for item in sorted(expected | found, key=str):
            side = "both" if item in expected and item in found else "theirs" if item in expected else "ours"
            if side != "both":
                why = known.why(name, schema, source, item, side)
                if why:
                    set_aside[why] += 1
                    continue
                differences.append((name, side, item))
            table[item[0]][side] += 1
    return dict(table), set_aside, refused, differences, tables, cells


def compare():
    from multiprocessing import Pool

    started = time.time()
    table = defaultdict(Counter)
    set_aside = Counter()
    refused, differences = [], []
    tables = cells = 0
    with Pool() as pool:
        for part in pool.imap(compare_job, list(jobs())):
            for kind, counts in part[0].items():
                table[kind].update(counts)
            set_aside.update(part[1])
            refused += part[2]
            differences += part[3]
            tables += part[4]
            cells += part[5]
    return table, set_aside, refused, differences, tables, cells, time.time() - started


def main():
    if os.environ.get("CARNET_VALIDATA") != "inside":
        python = install()
        if python is None:
            print("=" * 78)
            print("validata: NOT RUN: validata-core", VERSION, "could not be installed (no package registry?)")
            print("=" * 78)
            return 0
        if "CARNET_BIN" not in os.environ:
            raise SystemExit("validata: CARNET_BIN must name the program")
        os.environ["CARNET_BIN"] = str(Path(os.environ["CARNET_BIN"]).resolve())
        os.environ["CARNET_VALIDATA"] = "inside"
        return subprocess.run([str(python), "-B", "-W", "ignore", str(Path(__file__).resolve()), *sys.argv[1:]]).returncode
    import logging

    logging.disable(logging.CRITICAL)
    sys.path.insert(0, str(HERE))
    table, set_aside, refused, differences, tables, cells, seconds = compare()
    print(f"{tables} tables, {cells} cells made by us, {seconds:.0f} s, validata-core {VERSION}")
    print(f"{'type':26}{'both':>8}{'ours':>7}{'theirs':>8}{'precision':>11}{'recall':>9}")
    failed = []
    for kind in sorted(table):
        both, extra, missed = (table[kind][side] for side in ("both", "ours", "theirs"))
        precision = both / (both + extra) if both + extra else 1.0
        recall = both / (both + missed) if both + missed else 1.0
        print(f"{kind:26}{both:8}{extra:7}{missed:8}{precision:11.4f}{recall:9.4f}")
        if min(precision, recall) < LEAST:
            failed.append(kind)
    silent = sorted(KINDS - set(table))
    if silent:
        print("never seen:", ", ".join(silent))
    print("\nset aside, where Validata is wrong or says less:")
    for why, count in sorted(set_aside.items()):
        print(f"  {count:5} {why}")
    print(f"\nValidata refused {len(refused)} of the tables, or their schema at first:")
    for reason, count in Counter(re.sub(r'"[^"]*"|\[.*\]', "…", reason)[:120] for _, reason in refused).most_common(12):
        print(f"  {count:5} {reason}")
    if "--cases" in sys.argv:
        for name, side, item in differences:
            print(f"  {side:7} {item}  in {name}")
    elif differences:
        print(f"\n{len(differences)} differences; --cases shows them")
    if failed or not table:
        print("\nvalidata: FAILED:", ", ".join(failed) or "nothing was compared")
        return 1
    print("\nvalidata: every type at 0.99 or more")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
