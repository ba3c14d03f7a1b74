#!/usr/bin/env python3
"""Replays a day of writing against `carnet serve`: random edits, valid and broken, and looks at every answer.

    python3 tests/day/replay.py [--edits 200] [--teams 6] [--seed 6] [--keep]

The preview must never stop, never serve a torn page, end equal to a clean build, and hold its memory. Needs only the
binary (CARNET_BIN, else target/debug/carnet). Edits are of people and of their editors: sentences, headings, tables,
blocks that are wrong, front matter, deletions, renames, files half written, several at once, a broken book.toml.
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("CARNET_BIN", str(ROOT / "target/debug/carnet"))
WORDS = "registre colonne commune port halle phare trajet conteneur délibération tableau mairie donnée école".split()
STEPS = ["DIAGNOSTIC", "IDENTIFICATION", "MISE EN QUALITÉ", "PUBLICATION", "VALORISATION"]
BOOK = '[book]\ntitle = "Une journée"\n[output.html]\ntheme = "clair"\n'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class Project:
    """A project that people edit."""

    def __init__(self, folder, teams, rng):
        self.folder = folder
        self.rng = rng
        self.write("book.toml", BOOK)
        self.write("themes/clair/style.css", "body { color: #222; }\n")
        self.write("content/index.md", "# Accueil\n\nUne semaine de données.\n")
        self.write("content/methode.md", "# Méthode\n\n## Pourquoi\n\n[une équipe](equipe-0/carnet.md#gaz)\n")
        for team in range(teams):
            self.write(f"content/equipe-{team}/carnet.md", self.logbook(team))
            self.write(f"content/equipe-{team}/data/gaz.csv", "commune;kwh\nSorel;12,5\nMire;8\nAlbe;31\n")
            self.write(f"content/equipe-{team}/data/gaz.yml", "titre: Gaz\ndescription: La consommation.\nlicence: lov2\n")
            self.bytes(f"content/equipe-{team}/images/a.png", PNG)

    def logbook(self, team):
        lines = [f"# Carnet de bord de l'ouverture des données d'Essai {team}", "", "par A.B. et C.D.", ""]
        for day, step in enumerate(STEPS, 1):
            lines += [f"## JOUR {day} – {step}", "", self.sentence(), "", "### Gaz" if day == 1 else f"### Partie {day}", "", self.sentence(), ""]
        lines += ["```chart", "kind: bar", "data: gaz.csv", "x: commune", "y: kwh", "title: Le gaz", "```", "", "![](images/a.png)", "", "[le fichier](data/gaz.csv)", ""]
        return "\n".join(lines)

    def sentence(self):
        return (" ".join(self.rng.choice(WORDS) for _ in range(12))).capitalize() + "."

    def bytes(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def write(self, name, text):
        self.bytes(name, text.encode())

    def files(self, *endings):
        found = [path for path in (self.folder / "content").rglob("*") if path.is_file() and path.suffix in endings]
        return sorted(path for path in found if not path.name.startswith("."))

    def change(self, path, act):
        try:
            path.write_text(act(path.read_text(errors="replace")))
        except FileNotFoundError:
            pass

    def edit(self, number):
        """One edit; returns its name."""
        rng = self.rng
        texts = self.files(".md")
        path = rng.choice(texts)
        kind = rng.choice(
            "sentence sentence sentence word heading title block broken-block csv sheet front draft slug delete rename "
            "restore half dance temporary style image book two binary note link folder empty".split()
        )
        if kind == "sentence":
            self.change(path, lambda text: text.rstrip("\n") + f"\n\n{self.sentence()}\n")
        elif kind == "word":
            self.change(path, lambda text: text.replace(rng.choice(WORDS), rng.choice(WORDS), 1))
        elif kind == "heading":
            self.change(path, lambda text: text.replace("### ", f"### {rng.choice(WORDS)} ", 1))
        elif kind == "title":
            self.change(path, lambda text: re.sub(r"^# .*", f"# Carnet de bord de {self.sentence()}", text, count=1, flags=re.M))
        elif kind == "block":
            self.change(path, lambda text: text.replace("title: ", f"title: {number} ", 1))
        elif kind == "broken-block":
            self.change(path, lambda text: text + "\n```chart\nkind: baar\ndata: rien.csv\n```\n")
        elif kind == "csv":
            for table in self.files(".csv")[:1] if rng.random() < 0.5 else [rng.choice(self.files(".csv") or [path])]:
                self.change(table, lambda text: text + f"Ville {number};{number % 97}\n")
        elif kind == "sheet":
            for sheet in self.files(".yml")[:1]:
                self.change(sheet, lambda text: text + f"frequence: {rng.choice(['annuelle', '[', 'jamais'])}\n")
        elif kind == "front":
            self.change(path, lambda text: f"---\ntags: [{rng.choice(WORDS)}]\n---\n" + text)
        elif kind == "draft":
            self.change(path, lambda text: f"---\ndraft: {rng.choice(['true', 'false', 'peut-être'])}\n---\n" + text)
        elif kind == "slug":
            self.change(path, lambda text: f"---\nslug: adresse-{number % 7}\n---\n" + text)
        elif kind == "delete" and len(texts) > 3:
            path.unlink()
        elif kind == "rename" and len(texts) > 3:
            path.rename(path.with_name(f"{path.stem}-{number % 5}.md"))
        elif kind == "half":
            # An editor that writes in two steps, with a pause between.
            data = path.read_bytes()
            with open(path, "wb") as file:
                file.write(data[: len(data) // 2])
                file.flush()
                time.sleep(rng.choice([0, 0.02, 0.06]))
                file.write(data[len(data) // 2:] + b"\nfin.\n")
        elif kind == "dance":
            # Vim: a backup, a new file, the backup goes.
            data = path.read_bytes()
            backup = path.with_name(path.name + "~")
            path.rename(backup)
            path.write_bytes(data + f"\n{self.sentence()}\n".encode())
            backup.unlink()
        elif kind == "temporary":
            other = path.with_name(f".{path.name}.tmp")
            other.write_bytes(path.read_bytes() + b"\n")
            other.rename(path)
        elif kind == "style":
            self.change(self.folder / "themes/clair/style.css", lambda text: text[-2000:] + f"p {{ margin: {number % 9}px; }}\n")
        elif kind == "image":
            for image in self.files(".png")[:1]:
                image.write_bytes(PNG if rng.random() < 0.7 else PNG[:20])
        elif kind == "book":
            self.write("book.toml", rng.choice([BOOK, BOOK.replace("journée", f"journée {number}"), "[book\n", "[boook]\n"]))
        elif kind == "two":
            for one in rng.sample(texts, min(3, len(texts))):
                self.change(one, lambda text: text + f"\n{self.sentence()}\n")
        elif kind == "binary":
            path.write_bytes(bytes(rng.randrange(256) for _ in range(300)))
        elif kind == "note":
            self.change(path, lambda text: text + "\n> [!interne]\n> Entre nous.\n")
        elif kind == "link":
            self.change(path, lambda text: text + f"\n[là](../equipe-{number % 6}/carnet.md#gaz)\n")
        elif kind == "folder":
            folder = self.folder / "content" / f"equipe-{number % 6}"
            away = self.folder / "ailleurs"
            if folder.is_dir() and not away.exists():
                folder.rename(away)
                time.sleep(0.03)
                away.rename(folder)
        elif kind == "empty":
            path.write_bytes(b"")
        if kind == "restore" or number % 40 == 0:
            # What was spoiled is written anew, so that the day goes on.
            for team in range(6):
                if (self.folder / f"content/equipe-{team}").is_dir() or rng.random() < 0.5:
                    self.write(f"content/equipe-{team}/carnet.md", self.logbook(team))
                    self.write(f"content/equipe-{team}/data/gaz.csv", "commune;kwh\nSorel;12,5\nMire;8\n")
                    self.write(f"content/equipe-{team}/data/gaz.yml", "titre: Gaz\ndescription: La consommation.\nlicence: lov2\n")
                    self.bytes(f"content/equipe-{team}/images/a.png", PNG)
            for path in self.files(".md"):
                if re.search(r"-\d-\d|~$", path.stem):
                    path.unlink()
            self.write("book.toml", BOOK)
            self.write("content/index.md", "# Accueil\n\nUne semaine de données.\n")
        return kind

    def settle(self):
        """The last save of the day: nothing that only a preview shows, nothing that stops a build."""
        self.write("book.toml", BOOK)
        for path in self.files(".md"):
            text = path.read_text(errors="replace")
            text = text.replace("> [!interne]", "> Note").replace("draft: peut-être", "draft: true")
            path.write_text(re.sub(r"^slug: .*$", "tags: [fin]", text, flags=re.M))
        for sheet in self.files(".yml"):
            sheet.write_text("titre: Gaz\ndescription: La consommation.\nlicence: lov2\n")


class Preview:
    def __init__(self, project):
        self.child = subprocess.Popen(
            [BINARY, "serve", str(project), "-p", "0", "--lang", "fr"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
            env={**os.environ, "SOURCE_DATE_EPOCH": "1760000000"},
        )
        self.said = []
        # It is read from the start: a pipe that is full would stop the preview.
        threading.Thread(target=lambda: self.said.extend(self.child.stderr), daemon=True).start()
        line = self.child.stdout.readline()
        self.home = re.search(r"http://\S+/", line).group(0)

    def get(self, path):
        """Status and bytes."""
        try:
            with urllib.request.urlopen(self.home + urllib.parse.quote(path), timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def version(self):
        with urllib.request.urlopen(self.home + ".carnet/news?page=index.html", timeout=60) as stream:
            while True:
                line = stream.readline().decode()
                found = re.match(r'data: \{.*"version":(\d+)', line)
                if found:
                    return int(found.group(1)), '"good":true' in line

    def memory(self):
        """Resident memory in KiB; 0 where the system does not tell."""
        try:
            status = Path(f"/proc/{self.child.pid}/status").read_text()
        except OSError:
            return 0
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))

    def rest(self):
        """Waits until no build follows the last one."""
        last = None
        for _ in range(200):
            now = self.version()
            if now == last:
                return now
            last = now
            time.sleep(0.7)
        raise AssertionError("the preview never rests")


def bare(page):
    """A page without what the preview adds to it."""
    page = re.sub(rb'<link rel="stylesheet" href="/.carnet/live.css">\n<script src="/.carnet/live.js"[^>]*></script>\n', b"", page)
    return page.replace(b"default-src 'none'; connect-src 'self';", b"default-src 'none';", 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=int(os.environ.get("CARNET_EDITS", "200")))
    parser.add_argument("--teams", type=int, default=6)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("CARNET_SEED", "6")))
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    home = Path(tempfile.mkdtemp(prefix="carnet-day-"))
    project = Project(home / "projet", options.teams, rng)
    preview = Preview(home / "projet")
    started = time.time()
    faults, memory, torn = [], [], 0
    paths = ["", "plan-du-site.html", "methode.html", "donnees/index.html", "suivi.html"]
    paths += [f"equipe-{team}/{page}" for team in range(options.teams) for page in ("index.html", "jour-1.html", "jour-5.html", "carnet.html")]
    try:
        for number in range(1, options.edits + 1):
            try:
                kind = project.edit(number)
            except OSError as error:
                kind = f"edit refused: {error}"
            time.sleep(rng.choice([0, 0, 0.01, 0.05, 0.15]))
            for path in rng.sample(paths, 2):
                status, body = preview.get(path)
                is_page = body.rstrip().endswith(b"</html>") and body.count(b"/.carnet/live.js") == 1
                if status not in (200, 404) or (status == 200 and not is_page):
                    torn += 1
                    faults.append(f"after {number} ({kind}): /{path} is {status}, {len(body)} bytes")
            if preview.child.poll() is not None:
                raise AssertionError(f"it stopped after {number} ({kind}): {''.join(preview.said[-20:])}")
            if number % max(1, options.edits // 20) == 0:
                memory.append(preview.memory())
        project.settle()
        version, good = preview.rest()
        if not good:
            faults.append("the last site does not hold: " + "".join(preview.said[-12:]))
        site = home / "site"
        built = subprocess.run(
            [BINARY, "build", str(home / "projet"), "--drafts", "-d", str(site), "--lang", "fr"],
            capture_output=True, text=True, errors="replace", env={**os.environ, "SOURCE_DATE_EPOCH": "1760000000"},
        )
        if built.returncode != 0:
            faults.append(f"the clean build ends with {built.returncode}: {built.stderr[-800:]}")
        compared = 0
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = path.relative_to(site).as_posix()
            if name.startswith("."):
                continue
            status, body = preview.get(name)
            compared += 1
            if status != 200 or bare(body) != path.read_bytes():
                faults.append(f"/{name} differs from a clean build ({status})")
        print(f"{options.edits} edits in {time.time() - started:.0f} s, {version} builds, {compared} files equal to a clean build but for {len(faults)} faults, {torn} torn pages")
        print("memory, KiB: " + " ".join(map(str, memory)))
        quarter = max(1, len(memory) // 4)
        if memory and memory[0] and min(memory[-quarter:]) > 1.5 * max(memory[quarter:2 * quarter] or memory[:1]) + 20_000:
            faults.append(f"memory creeps: {memory}")
        panics = [line for line in preview.said if "panicked" in line or "erreur de son propre code" in line]
        faults += panics[:5]
    finally:
        preview.child.kill()
        preview.child.wait()
        if not options.keep:
            shutil.rmtree(home, ignore_errors=True)
    for fault in faults[:20]:
        print("FAULT", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
