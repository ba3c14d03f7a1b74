#!/usr/bin/env python3
"""Looks at the catalog as others do: rdflib, pyshacl with the shapes of DCAT-AP, frictionless, and the rules that the
harvester of data.gouv.fr was seen to follow.

Builds two sites with $CARNET_BIN: the demo, and one of every table of CARNET_DATA (../shared/data beside the project).
The shapes lie in CARNET_SHAPES (../shared/dcat-ap-shapes). What is not there is skipped, and said loudly.
"""

import csv
import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("CARNET_BIN", ROOT / "target/debug/carnet"))
SHAPES = Path(os.environ.get("CARNET_SHAPES", ROOT.parent / "shared/dcat-ap-shapes"))
DATA = Path(os.environ.get("CARNET_DATA", ROOT.parent / "shared/data"))
GOLDEN = Path(__file__).resolve().parent / "golden"
BASE = "https://carnets.exemple.fr/édition-5/"
# 2026-10-20, so that the same dates are late on every day of a test.
CLOCK = "1792454400"

import rdflib  # noqa: E402
from rdflib import BNode, Literal, Namespace, URIRef  # noqa: E402
from rdflib.compare import to_isomorphic  # noqa: E402

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SH = Namespace("http://www.w3.org/ns/shacl#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
XSD = rdflib.XSD

FORMATS = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml"}


def build(source, destination, base=BASE):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": CLOCK, "NO_COLOR": "1"}
    command = [BINARY, "build", source, "-d", destination, "-q"]
    if base:
        command += ["--base-url", base]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise AssertionError(f"carnet build ended with {done.returncode}\n{done.stderr[-4000:]}")
    return done.stderr


def graphs(site):
    """Each serialization, its pages together: the harvester reads a page as a graph of its own."""
    out = {}
    for ending, kind in FORMATS.items():
        graph = rdflib.Graph()
        for page in sorted(site.glob(f"catalog*.{ending}")):
            graph.parse(data=page.read_bytes(), format=kind)
        out[ending] = graph
    return out


class Site:
    """A built site and what its catalog says."""

    def __init__(self, name, source, folder):
        self.name = name
        self.folder = Path(folder)
        self.said = build(source, self.folder)
        self.graphs = graphs(self.folder)
        self.graph = self.graphs["ttl"]

    def file(self, address):
        """The file that an address of the site names."""
        base = "".join(chr(b) if b < 128 and chr(b) not in " " else f"%{b:02X}" for b in BASE.encode())
        assert str(address).startswith(base), address
        return self.folder / unquote(str(address)[len(base):])


def tables(folder):
    """A project with one team that has every table beside the project as a dataset."""
    team = Path(folder) / "content/equipe"
    (team / "data").mkdir(parents=True)
    (Path(folder) / "book.toml").write_text('[book]\ntitle = "Toutes les tables"\n', encoding="utf-8")
    (team / "carnet.md").write_text("# Carnet de bord\n\n## JOUR 1\n\nVoir.\n", encoding="utf-8")
    count = 0
    for kind in ["csv", "exports-excel", "geo"]:
        for path in sorted((DATA / kind).iterdir()):
            if path.suffix in (".csv", ".geojson"):
                copy = team / "data" / f"{kind}-{path.name}"
                shutil.copyfile(path, copy)
                count += 1
    declare(folder)
    return folder, count


def declare(folder):
    """Tables that hold personal data need a sheet that answers for every column."""
    command = [BINARY, "check", folder, "--format", "json"]
    said = subprocess.run(command, capture_output=True, text=True).stdout
    found = {one["file"] for one in map(json.loads, said.splitlines()) if one["code"] == "data.personal-data"}
    for name in found:
        table = Path(folder) / name
        header = table.read_text(encoding="utf-8-sig", errors="replace").splitlines()[0]
        delimiter = ";" if header.count(";") > header.count(",") else ","
        columns = json.dumps([column.strip() for column in next(csv.reader([header], delimiter=delimiter))])
        text = f"donnees_personnelles: {{base_legale: essai, colonnes_gardees: {columns}}}\n"
        table.with_suffix(".yml").write_text(text, encoding="utf-8")


SITES = {}


def setUpModule():
    work = tempfile.mkdtemp(prefix="carnet-catalogue-")
    unittest.addModuleCleanup(shutil.rmtree, work, ignore_errors=True)
    SITES["demo"] = Site("demo", ROOT, Path(work) / "demo/site")
    if DATA.is_dir():
        source, count = tables(Path(work) / "tables")
        SITES["tables"] = Site("tables", source, Path(work) / "tables/site")
        SITES["tables"].count = count
    else:
        print(f"SKIPPED: no tables in {DATA} (CARNET_DATA)", file=sys.stderr)


def every_site(test):
    def run(self):
        for site in SITES.values():
            with self.subTest(site=site.name):
                test(self, site)

    run.__doc__ = test.__doc__
    return run


class Catalog(unittest.TestCase):
    maxDiff = None

    @every_site
    def test_serializations_say_the_same(self, site):
        first = to_isomorphic(site.graphs["ttl"])
        self.assertGreater(len(first), 100)
        for ending in FORMATS:
            self.assertEqual(to_isomorphic(site.graphs[ending]), first, ending)

    @every_site
    def test_bytes_are_ascii(self, site):
        for page in site.folder.glob("catalog*"):
            page.read_bytes().decode("ascii")

    @every_site
    def test_shapes(self, site):
        """No violation of the gating shapes, but the one that the harvester forces: a checksum is a plain string."""
        if not SHAPES.is_dir():
            self.skipTest(f"no shapes in {SHAPES} (CARNET_SHAPES)")
        from pyshacl import validate

        for name in ["shapes.ttl", "dcat-ap-SHACL.ttl", "range.ttl"]:
            shapes = rdflib.Graph().parse(SHAPES / name)
            _, report, _ = validate(site.graph, shacl_graph=shapes, inference="none")
            wrong = []
            for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
                path = report.value(result, SH.resultPath)
                constraint = report.value(result, SH.sourceConstraintComponent)
                forced = path == SPDX.checksumValue and constraint == SH.DatatypeConstraintComponent
                if report.value(result, SH.resultSeverity) == SH.Violation and not forced:
                    wrong.append((str(path), str(report.value(result, SH.resultMessage))))
            self.assertEqual(wrong, [], name)

    @every_site
    def test_addresses_are_whole_and_ascii(self, site):
        for triple in site.graph:
            for term in triple:
                if isinstance(term, URIRef):
                    self.assertRegex(str(term), r"^(https?://|mailto:)[!-~]+$")
                    self.assertNotIn("file://", str(term))

    @every_site
    def test_datasets_are_harvested_without_losing_a_field(self, site):
        """The rules of the harvester, one after the other."""
        graph = site.graph
        datasets = list(graph.subjects(rdflib.RDF.type, DCAT.Dataset))
        self.assertGreater(len(datasets), 1)
        identifiers = [str(graph.value(one, DCT.identifier)) for one in datasets]
        self.assertEqual(len(identifiers), len(set(identifiers)))
        listed = set(graph.objects(None, DCAT.dataset))
        self.assertEqual(listed, set(datasets))
        for one in datasets:
            self.assertRegex(str(graph.value(one, DCT.identifier)), r"^carnet-[a-z0-9-]+$")
            for name in (DCT.title, DCT.description):
                values = list(graph.objects(one, name))
                self.assertEqual(len(values), 1)
                self.assertEqual(values[0].language, "fr")
                self.assertNotRegex(str(values[0]), r"<[a-zA-Z/!?][^>]*>")
            for keyword in graph.objects(one, DCAT.keyword):
                self.assertIsInstance(keyword, Literal)
                self.assertLessEqual(len(keyword), 96)
            self.license(graph, one)
            self.coverage(graph, one)
            for name in (DCT.issued, DCT.modified):
                for value in graph.objects(one, name):
                    self.assertEqual(value.datatype, XSD.date)
                    self.assertLessEqual(datetime.date.fromisoformat(str(value)), datetime.date(2026, 10, 20))
            frequency = graph.value(one, DCT.accrualPeriodicity)
            if frequency is not None:
                self.assertRegex(str(frequency), r"^http://publications\.europa\.eu/resource/authority/frequency/[A-Z_0-9]+$")
            contact = graph.value(one, DCAT.contactPoint)
            if contact is not None:
                self.assertTrue(graph.value(contact, VCARD.fn))
                self.assertTrue(graph.value(contact, VCARD.hasEmail) or graph.value(contact, VCARD.hasURL))
            self.assertTrue(graph.value(one, DCAT.landingPage))
            distributions = list(graph.objects(one, DCAT.distribution))
            self.assertGreaterEqual(len(distributions), 3)
            addresses = [graph.value(file, DCAT.downloadURL) for file in distributions]
            self.assertEqual(len(addresses), len(set(addresses)))
            for file in distributions:
                self.distribution(site, file)

    def license(self, graph, one):
        license = graph.value(one, DCT.license)
        if license is None:
            return
        self.assertIsNone(graph.value(license, RDFS.label))
        self.assertIsNone(graph.value(license, DCT.description))
        known = {
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence": "lov2",
            "http://opendatacommons.org/licenses/odbl/summary/": "odc-odbl",
        }
        rights = graph.value(one, DCT.rights)
        self.assertTrue(str(license) in known or graph.value(rights, RDFS.label), license)

    def coverage(self, graph, one):
        temporal = graph.value(one, DCT.temporal)
        if temporal is not None:
            self.assertIsInstance(temporal, BNode)
            for name in (DCAT.startDate, DCAT.endDate):
                for value in graph.objects(temporal, name):
                    self.assertEqual(value.datatype, XSD.date)
                    datetime.date.fromisoformat(str(value))
        spatial = graph.value(one, DCT.spatial)
        if spatial is not None:
            box = graph.value(spatial, DCAT.bbox)
            self.assertEqual(box.datatype, GEO.wktLiteral)
            found = re.fullmatch(r"POLYGON\(\(([^()]+)\)\)", str(box))
            points = [tuple(map(float, part.split())) for part in found[1].split(",")]
            self.assertEqual(points[0], points[-1])
            for longitude, latitude in points:
                self.assertTrue(-180 <= longitude <= 180 and -90 <= latitude <= 90)

    def distribution(self, site, file):
        graph = site.graph
        address = graph.value(file, DCAT.downloadURL)
        path = site.file(address)
        content = path.read_bytes()
        size = graph.value(file, DCAT.byteSize)
        self.assertEqual(size.datatype, XSD.nonNegativeInteger)
        self.assertEqual(int(size), len(content), path)
        checksum = graph.value(file, SPDX.checksum)
        self.assertEqual(graph.value(checksum, SPDX.algorithm), SPDX.checksumAlgorithm_sha256)
        value = graph.value(checksum, SPDX.checksumValue)
        self.assertIsNone(value.datatype)
        self.assertEqual(str(value), hashlib.sha256(content).hexdigest(), path)
        self.assertRegex(str(graph.value(file, DCT["format"])), r"^http://publications\.europa\.eu/resource/authority/file-type/[A-Z_]+$")
        self.assertRegex(str(graph.value(file, DCAT.mediaType)), r"^https://www\.iana\.org/assignments/media-types/")
        self.assertTrue(graph.value(file, DCT.title))
        self.assertTrue(graph.value(file, DCT.description))
        page = site.file(graph.value(file, DCAT.accessURL))
        self.assertTrue(page.is_file(), page)

    def test_every_table_is_there(self):
        if "tables" not in SITES:
            self.skipTest("no tables")
        site = SITES["tables"]
        self.assertEqual(len(list(site.graph.subjects(rdflib.RDF.type, DCAT.Dataset))), site.count)

    def test_the_fields_of_one_dataset(self):
        graph = SITES["demo"].graph
        one = graph.value(None, DCT.identifier, Literal("carnet-pays-de-combrelle--trajets"))
        self.assertEqual(str(graph.value(one, DCT.title)), "Trajets du transport à la demande : 2021 à 2025")
        self.assertEqual(str(graph.value(one, DCT.license)), "https://www.etalab.gouv.fr/licence-ouverte-open-licence")
        self.assertTrue(str(graph.value(one, DCT.accrualPeriodicity)).endswith("/QUARTERLY"))
        period = graph.value(one, DCT.temporal)
        self.assertEqual(str(graph.value(period, DCAT.startDate)), "2021-01-01")
        self.assertEqual(str(graph.value(period, DCAT.endDate)), "2025-12-31")
        self.assertEqual(str(graph.value(one, DCT.issued)), "2026-10-08")
        publisher = graph.value(one, DCT.publisher)
        self.assertEqual(str(graph.value(publisher, FOAF.name)), "Communauté de communes du Pays de Combrelle")
        mail = graph.value(graph.value(one, DCAT.contactPoint), VCARD.hasEmail)
        self.assertEqual(str(mail), "mailto:donnees@combrelle.example.org")
        self.assertEqual(len(list(graph.objects(one, DCAT.distribution))), 3)


class Packages(unittest.TestCase):
    @every_site
    def test_frictionless_accepts_every_package(self, site):
        from frictionless import Package

        packages = sorted(site.folder.rglob("datapackage.json"))
        self.assertGreaterEqual(len(packages), 2)
        for path in packages:
            report = Package(str(path)).validate()
            wrong = [(task.name, task.flatten(["type", "rowNumber", "fieldName", "note"])[:3]) for task in report.tasks if not task.valid]
            # Rows that repeat, and cells without a column, are in the data as received.
            self.assertEqual((report.errors, wrong), ([], []), path)

    @every_site
    def test_checksums_and_sizes_match(self, site):
        for path in site.folder.rglob("datapackage.json"):
            for resource in json.loads(path.read_text(encoding="utf-8"))["resources"]:
                content = (path.parent / unquote(resource["path"])).read_bytes()
                self.assertEqual(resource["bytes"], len(content))
                self.assertEqual(resource["hash"], "sha256:" + hashlib.sha256(content).hexdigest())
                self.assertNotIn("profile", resource)

    @every_site
    def test_csvw_and_schema_name_the_columns(self, site):
        for path in site.folder.rglob("*.csv-metadata.json"):
            metadata = json.loads(path.read_text(encoding="utf-8"))
            table = path.parent / unquote(metadata["url"])
            with table.open(encoding="utf-8", newline="") as file:
                header = next(csv.reader(file), [])
            columns = metadata["tableSchema"]["columns"]
            self.assertEqual([column["titles"][0] for column in columns], header)
            names = [column["name"] for column in columns]
            self.assertEqual(len(names), len(set(names)))
            schema = json.loads((path.parent / path.name.replace(".csv-metadata.json", ".schema.json")).read_text(encoding="utf-8"))
            self.assertEqual([field["name"] for field in schema["fields"]], header)

    @every_site
    def test_pages_describe_their_dataset(self, site):
        pages = [page for page in site.folder.rglob("donnees/*.html") if page.parent.parent != site.folder]
        self.assertGreater(len(pages), 2)
        for page in pages:
            text = page.read_text(encoding="utf-8")
            found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
            node = json.loads(found[1])["@graph"][0]
            self.assertEqual(node["@type"], "Dataset")
            for name in ["name", "description", "identifier", "url", "distribution", "isAccessibleForFree", "variableMeasured"]:
                self.assertIn(name, node, page)
            self.assertLessEqual(len(node["description"]), 5000)
            for file in node["distribution"]:
                self.assertEqual(urlsplit(file["contentUrl"]).scheme, "https")

    @every_site
    def test_the_portal_body_is_whole(self, site):
        for path in site.folder.rglob("*.data-gouv.json"):
            body = json.loads(path.read_text(encoding="utf-8"))
            self.assertTrue(body["title"] and body["description"] and body["private"])
            self.assertLessEqual(
                set(body), {"title", "description", "private", "license", "frequency", "tags", "temporal_coverage", "spatial"}
            )


class Golden(unittest.TestCase):
    """The files that a person read: CARNET_BLESS=1 writes them again."""

    maxDiff = None
    FILES = [
        "pays-de-combrelle/donnees/trajets.data-gouv.json",
        "pays-de-combrelle/donnees/conteneurs.schema.json",
        "pays-de-combrelle/donnees/conteneurs.csv-metadata.json",
    ]

    def test_golden_files(self):
        site = SITES["demo"]
        for name in self.FILES:
            built = (site.folder / name).read_text(encoding="utf-8")
            golden = GOLDEN / name.rsplit("/", 1)[-1]
            if os.environ.get("CARNET_BLESS"):
                golden.parent.mkdir(exist_ok=True)
                golden.write_text(built, encoding="utf-8")
            self.assertEqual(built, golden.read_text(encoding="utf-8"), name)


class WithoutAddress(unittest.TestCase):
    def test_relative_formats_come_out_and_the_catalog_is_missed(self):
        with tempfile.TemporaryDirectory() as work:
            source = Path(work) / "project/content/equipe"
            (source / "data").mkdir(parents=True)
            (source / "carnet.md").write_text("# Carnet de bord\n\n## JOUR 1\n\nVoir [t](data/t.csv).\n", encoding="utf-8")
            (source / "data/t.csv").write_text("a;b\n1;2\n", encoding="utf-8")
            (Path(work) / "project/book.toml").write_text('[book]\ntitle = "T"\n', encoding="utf-8")
            site = Path(work) / "site"
            build(Path(work) / "project", site, base=None)
            self.assertFalse((site / "catalog.ttl").exists())
            for name in ["datapackage.json", "equipe/donnees/datapackage.json", "equipe/donnees/t.csv", "equipe/donnees/t.csv-metadata.json", "equipe/donnees/t.html"]:
                self.assertTrue((site / name).is_file(), name)
            self.assertIn("base-url", (site / "donnees/index.html").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
