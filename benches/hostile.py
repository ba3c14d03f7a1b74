#!/usr/bin/env python3
"""Measures texts that are made to be slow: each shape at one size and at four times that size.

    python3 benches/hostile.py [--size 200000]

A build that reads a text once takes some four times as long for four times the text; one that reads it again for each
of its words takes sixteen. Prints processor time, memory and the ratio. Nothing is asserted: people read the numbers.
"""
import argparse
import tempfile
from pathlib import Path

from build import measured, tools


def repeated(piece):
    """A text of about `size` bytes on one line; `#` in the piece is a number of its own."""
    return lambda size: " ".join(piece.replace("#", str(n)) for n in range(size // (len(piece) + 5)))


def lines(piece):
    return lambda size: "\n".join(piece.replace("#", str(n)) for n in range(size // (len(piece) + 5)))


def run(piece):
    return lambda size: piece * (size // len(piece))


SHAPES = {
    "broken links": repeated("[mot](absent#.md)"),
    "missing pictures": repeated("![photo](absente#.png)"),
    "broken anchors": lambda size: " ".join(f"[mot](#absent{n})" for n in range(size // 20)),
    "starred addresses": repeated("**https://exemple.fr/#*"),
    "opening brackets": run("["),
    "opening pictures": run("!["),
    "links in links": run("[a]("),
    "stars": run("*a "),
    "stars and bars": run("*a_ "),
    "alternating marks": run("**x*_y_"),
    "back-quotes": lambda size: " ".join("`" * (1 + n % 60) for n in range(size // 31)),
    "quotes in quotes": lambda size: "\n".join(">" * (1 + n % 90) + " mot" for n in range(size // 50)),
    "lists in lists": lambda size: "\n".join("  " * (n % 90) + "- mot" for n in range(size // 100)),
    "open tags": run("<a "),
    "tags in tags": run("<b><i>"),
    "comments": run("<!-- "),
    "entities": run("&amp;"),
    "wide table": lambda size: "|" + "a|" * (size // 8) + "\n|" + "-|" * (size // 8) + "\n|" + "b|" * (size // 8),
    "long table": lambda size: "| a | b |\n|---|---|\n" + "| mot | mot |\n" * (size // 14),
    "headings": lines("### Le même titre"),
    "days": lines("## JOUR 1 – DIAGNOSTIC\n\nmot\n"),
    "notes": lines("Un mot[^#].\n\n[^#]: Sa note.\n"),
    "missing notes": repeated("mot[^n#]"),
    "fences": lines("```\nmot\n"),
    "charts": lines("```chart\ndata: absent#.csv\nx: a\ny: b\n```\n"),
    "inline numbers": repeated("{= #absent.csv somme a}"),
    "e-mail addresses": repeated("prenom.nom#@exemple.fr"),
    "one long word": run("a"),
    "combining marks": run("e\u0301\u0301\u0301"),
    "blanks": run(" \u00a0\t"),
    "empty lines": run("\n"),
    "rules": run("***\n\n"),
    "underscores": run("_"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=200_000)
    size = parser.parse_args().size
    carnet, _ = tools()
    print(f"{'text of ' + str(4 * size) + ' bytes':24}{'processor':>12}{'memory':>10}{'ratio to a quarter':>22}")
    for name, shape in SHAPES.items():
        seconds = []
        for bytes_wanted in (size, 4 * size):
            with tempfile.TemporaryDirectory() as home:
                project = Path(home) / "project"
                project.mkdir()
                (project / "carnet.md").write_text(f"# Carnet de bord\n\n## JOUR 1\n\n{shape(bytes_wanted)}\n", encoding="utf-8")
                _, processor, memory = measured([carnet, "build", str(project), "--dest-dir", str(Path(home) / "site"), "-q"], may_fail=True)
                seconds.append(processor)
        print(f"{name:24}{seconds[1] * 1000:>9.0f} ms{memory:>7.0f} MB{seconds[1] / max(seconds[0], 0.001):>22.1f}")


if __name__ == "__main__":
    main()
