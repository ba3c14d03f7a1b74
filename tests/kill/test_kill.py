#!/usr/bin/env python3
"""Kills builds at random moments, fills the disk, takes away the right to write: the site stays whole.

Whatever happens, the output folder holds exactly the old site or exactly the new one, files that carnet did not
write are untouched, and the next build succeeds. Needs only the binary (CARNET_BIN, else target/debug/carnet).
CARNET_KILLS sets the number of kills (100), CARNET_SEED their moments.
"""
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("CARNET_BIN", str(ROOT / "target/debug/carnet"))
KILLS = int(os.environ.get("CARNET_KILLS", "100"))
SEED = int(os.environ.get("CARNET_SEED", "20261005"))
FOREIGN = {"CNAME": "donnees.example.org\n", "a-nous/notes.txt": "posé à la main\n", "equipe-003/photo.txt": "à nous\n"}
STEPS = ["DIAGNOSTIC", "IDENTIFICATION", "MISE EN QUALITÉ", "PUBLICATION", "VALORISATION"]


def write_content(folder: Path, version: str, teams: int) -> None:
    """Writes a project whose every page differs between versions; each version also has a team that the other lacks."""
    shutil.rmtree(folder / "content", ignore_errors=True)
    words = "registre colonne commune port halle phare trajet conteneur délibération tableau".split()
    own = {"A": teams, "B": teams + 1}[version]
    for number in [*range(teams), own]:
        team = folder / "content" / f"equipe-{number:03}"
        team.mkdir(parents=True)
        lines = [f"# Carnet de bord de l'ouverture des données d'Essai {number}", "", "par A.B., C.D.", ""]
        for day, step in enumerate(STEPS, 1):
            lines += [f"## JOUR {day} – {step}", ""]
            for paragraph in range(6):
                rng = random.Random(f"{version}{number}{day}{paragraph}")
                lines += [f"Version {version}. " + " ".join(rng.choice(words) for _ in range(60)) + ".", ""]
        (team / "carnet.md").write_text("\n".join(lines), encoding="utf-8")
        (team / "data").mkdir()
        (team / "data" / "mesures.csv").write_text(f"version,valeur\n{version},{number}\n" * 2000, encoding="utf-8")
    (folder / "book.toml").write_text(f'[book]\ntitle = "Essai {version}"\nlanguage = "fr"\n', encoding="utf-8")


def snapshot(folder: Path) -> dict:
    """Path to content hash, for every file of a folder that is not foreign."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in FOREIGN:
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def build(project: Path, output: Path) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, "build", str(project), "--dest-dir", str(output)], capture_output=True, text=True, timeout=120)


def put_foreign(output: Path) -> None:
    for name, text in FOREIGN.items():
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def difference(found: dict, versions: dict) -> str:
    """Says how a folder differs from each version, in a few words."""
    lines = []
    for name, wanted in versions.items():
        absent = sorted(set(wanted) - set(found))
        strange = sorted(set(found) - set(wanted))
        changed = sorted(key for key in set(found) & set(wanted) if found[key] != wanted[key])
        lines.append(f"against {name}: {len(absent)} absent {absent[:3]}, {len(strange)} strange {strange[:3]}, {len(changed)} changed {changed[:3]}")
    return "; ".join(lines)


class Whole(unittest.TestCase):
    """Both versions of a site, built once, and the checks that every test uses."""

    teams = 40

    @classmethod
    def setUpClass(cls):
        cls.home = Path(tempfile.mkdtemp(prefix="carnet-kill-"))
        cls.versions = {}
        cls.times = []
        for version in "AB":
            project = cls.home / f"reference-{version}"
            project.mkdir()
            write_content(project, version, cls.teams)
            result = build(project, project / "public")
            if result.returncode != 0:
                raise AssertionError(f"the reference build {version} ended with {result.returncode}\n{result.stderr}")
            cls.versions[version] = snapshot(project / "public")
        assert cls.versions["A"] != cls.versions["B"] and len(cls.versions["A"]) > cls.teams * 7

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.home, ignore_errors=True)

    def assert_is(self, output: Path, allowed: str, what: str) -> str:
        self.assertTrue(output.is_dir(), f"{what}: no output folder")
        found = snapshot(output)
        for version in allowed:
            if found == self.versions[version]:
                return version
        self.fail(f"{what}: neither the old nor the new site: {difference(found, self.versions)}")

    def assert_foreign(self, output: Path, what: str) -> None:
        for name, text in FOREIGN.items():
            path = output / name
            self.assertTrue(path.is_file(), f"{what}: {name} is gone")
            self.assertEqual(path.read_text(encoding="utf-8"), text, what)


class Kill(Whole):
    def test_kills(self):
        rng = random.Random(SEED)
        project = self.home / "project"
        output = project / "public"
        project.mkdir()
        write_content(project, "A", self.teams)
        self.assertEqual(build(project, output).returncode, 0)
        put_foreign(output)
        # How long a build that changes everything takes, from one that does.
        write_content(project, "B", self.teams)
        started = time.monotonic()
        self.assertEqual(build(project, output).returncode, 0)
        duration = time.monotonic() - started
        self.assert_is(output, "B", "before the kills")
        self.assert_foreign(output, "before the kills")
        beside = {path.name for path in project.iterdir()}
        current, killed, outcomes = "B", 0, {"A": 0, "B": 0}
        moments = []
        for attempt in range(KILLS):
            target = "A" if current == "B" else "B"
            write_content(project, target, self.teams)
            # Half of the kills fall in the last third, where files change place.
            share = rng.random() if attempt % 2 else 0.66 + 0.44 * rng.random()
            process = subprocess.Popen([BINARY, "build", str(project), "--dest-dir", str(output)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            time.sleep(duration * share)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                killed += 1
                moments.append(share)
            process.wait()
            what = f"kill {attempt + 1} at {share:.2f} of a build"
            found = self.assert_is(output, "AB", what)
            outcomes["B" if found == target else "A"] += 1
            self.assert_foreign(output, what)
            result = build(project, output)
            self.assertEqual(result.returncode, 0, f"{what}: the next build ends with {result.returncode}\n{result.stderr}")
            self.assert_is(output, target, f"{what}: after the next build")
            self.assert_foreign(output, f"{what}: after the next build")
            self.assertEqual({path.name for path in project.iterdir()} - beside, set(), f"{what}: left something behind")
            current = target
        print(f"\n{KILLS} kills, {killed} before the end; old site after {outcomes['A']}, new site after {outcomes['B']}; a build takes {duration * 1000:.0f} ms", file=sys.stderr)
        self.assertGreater(killed, KILLS * 0.4, "too few kills fell within a build")

    def test_unchanged_files_keep_their_times(self):
        project = self.home / "again"
        project.mkdir()
        write_content(project, "A", self.teams)
        output = project / "public"
        self.assertEqual(build(project, output).returncode, 0)
        put_foreign(output)
        old = time.time() - 86400
        for path in output.rglob("*"):
            if path.is_file():
                os.utime(path, (old, old))
        self.assertEqual(build(project, output).returncode, 0)
        touched = [path.name for path in output.rglob("*") if path.is_file() and abs(path.stat().st_mtime - old) > 2]
        self.assertEqual(touched, [], f"{len(touched)} unchanged files have a new time")
        (project / "content/equipe-001/carnet.md").write_text("# Carnet de bord de l'ouverture des données d'Essai 1\n\npar A.B.\n\n## JOUR 1 – DIAGNOSTIC\n\nTout autre.\n", encoding="utf-8")
        self.assertEqual(build(project, output).returncode, 0)
        self.assertAlmostEqual((output / "equipe-020/jour-2.html").stat().st_mtime, old, delta=2)
        self.assertGreater((output / "equipe-001/jour-1.html").stat().st_mtime, old + 100)
        self.assertFalse((output / "equipe-001/jour-3.html").exists(), "a page that is no more is removed")
        self.assert_foreign(output, "after a change")

    def test_an_output_folder_that_carnet_did_not_make(self):
        project = self.home / "foreign"
        project.mkdir()
        write_content(project, "A", 2)
        output = self.home / "not-ours"
        put_foreign(output)
        (output / "index.html").write_text("<p>une page écrite à la main</p>", encoding="utf-8")
        result = build(project, output)
        self.assert_foreign(output, "first build")
        text = (output / "index.html").read_text(encoding="utf-8")
        # Either carnet refuses and says so, or it keeps what it did not write; never a silent overwrite.
        self.assertTrue(text.startswith("<p>une page") or "index.html" in result.stderr, "a page written by hand vanished without a word")


def mounted(size: str):
    """A small file system in memory, or the reason why there is none."""
    if os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None, "not root: no small file system can be mounted"
    folder = Path(tempfile.mkdtemp(prefix="carnet-disk-"))
    result = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, text=True)
    if result.returncode != 0:
        folder.rmdir()
        return None, f"mount refused: {result.stderr.strip()}"
    return folder, ""


class Disk(Whole):
    teams = 10

    def setUp(self):
        self.disk, reason = mounted("24m")
        if self.disk is None:
            print(f"\nSKIPPED {self.id()}: {reason}", file=sys.stderr)
            self.skipTest(reason)
        self.project = self.home / f"project-{self.id().rsplit('.', 1)[-1]}"
        self.project.mkdir()
        self.output = self.disk / "site/public"
        self.output.parent.mkdir()
        write_content(self.project, "A", self.teams)
        result = build(self.project, self.output)
        self.assertEqual(result.returncode, 0, result.stderr)
        put_foreign(self.output)
        write_content(self.project, "B", self.teams)

    def tearDown(self):
        if self.disk is not None:
            subprocess.run(["mount", "-o", "remount,rw", str(self.disk)], capture_output=True)
            subprocess.run(["umount", str(self.disk)], capture_output=True)
            self.disk.rmdir()

    def assert_refused(self, what: str):
        result = build(self.project, self.output)
        self.assertEqual(result.returncode, 2, f"{what}: exit {result.returncode}\n{result.stderr}")
        self.assertGreater(len(result.stderr.strip()), 20, "says why")
        self.assertNotIn("panicked", result.stderr)
        self.assert_is(self.output, "A", what)
        self.assert_foreign(self.output, what)
        return result.stderr

    def test_full_disk(self):
        filler = self.disk / "filler"
        with open(filler, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * 65536)
            except OSError:
                pass
        for spare in (0, 64, 400):
            if spare:
                os.truncate(filler, filler.stat().st_size - spare * 1024)
            if spare == 400 and shutil.disk_usage(self.disk).free > 500 * 1024:
                continue
            self.assert_refused(f"full disk, {spare} KB left")
        filler.unlink()
        self.assertEqual(build(self.project, self.output).returncode, 0, "with room again, the build succeeds")
        self.assert_is(self.output, "B", "with room again")
        self.assert_foreign(self.output, "with room again")
        # `.carnet` stays: it holds the lock of the next build, and prepared pictures. No tree may be left in it.
        self.assertEqual({path.name for path in self.output.parent.iterdir()} - {".carnet"}, {"public"}, "nothing is left beside the site")
        left = [str(path) for path in (self.output.parent / ".carnet/sites").rglob("*") if path.is_file()]
        self.assertEqual([path for path in left if not path.endswith("/lock")], [], "nothing is left of the refused builds")

    def test_read_only_destination(self):
        subprocess.run(["mount", "-o", "remount,ro", str(self.disk)], check=True, capture_output=True)
        self.assert_refused("read-only destination")
        subprocess.run(["mount", "-o", "remount,rw", str(self.disk)], check=True, capture_output=True)
        self.assertEqual(build(self.project, self.output).returncode, 0)
        self.assert_is(self.output, "B", "writable again")

    def test_file_where_the_site_should_be(self):
        blocked = self.disk / "a-file"
        blocked.write_text("un fichier\n", encoding="utf-8")
        result = build(self.project, blocked)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertEqual(blocked.read_text(encoding="utf-8"), "un fichier\n")


if __name__ == "__main__":
    if not Path(BINARY).is_file():
        sys.exit(f"no binary at {BINARY}: run cargo build first")
    suite = unittest.TestSuite()
    for case in (Kill, Disk):
        suite.addTests(unittest.defaultTestLoader.loadTestsFromTestCase(case))
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful())
