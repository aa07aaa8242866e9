#!/usr/bin/env python3
"""Compares how well Matbaa and other extractors read saved pages, and prints a table.

Usage: table.py MATBAA PYTHON CORPUS. MATBAA is the program, PYTHON an interpreter in which the other extractors are
installed, CORPUS the folder with the pages, the expected results and the program that scores them. A cell of the table
is the percentage of pages in which the field is right, among the pages that are scored for it.
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

FIELDS = ["headline", "published_on", "names", "topics", "body"]
HERE = pathlib.Path(__file__).parent


def verdicts(corpus, command):
    """Returns the verdicts of the scorer for each page."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "verdicts.json"
        scorer = [sys.executable, str(corpus / "score_pages.py"), str(corpus), command]
        subprocess.run([*scorer, "--fields", ",".join(FIELDS), "--json", str(file)], check=True, stdout=subprocess.DEVNULL)
        return json.loads(file.read_text(encoding="utf-8"))


def shares(pages):
    """Counts the right pages and all pages by language and field. A refused page is wrong in all its fields."""
    counts = collections.defaultdict(lambda: [0, 0])
    for name, page in pages.items():
        for field, (verdict, _) in page["fields"].items():
            for language in ("all", name.split("-")[0]):
                counts[language, field][0] += verdict == "right"
                counts[language, field][1] += 1
    return counts


def main():
    program, python, corpus = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    commands = {
        "Matbaa": f"'{program}' import page --json {{}}",
        "trafilatura": f"'{python}' '{HERE / 'peer.py'}' trafilatura {{}}",
        "newspaper4k": f"'{python}' '{HERE / 'peer.py'}' newspaper4k {{}}",
    }
    read = {tool: verdicts(corpus, command) for tool, command in commands.items()}
    counts = {tool: shares(pages) for tool, pages in read.items()}
    behind = []
    for language in ("all", "ar", "en", "fr"):
        print(f"{language}: {sum(language in ('all', name.split('-')[0]) for name in read['Matbaa'])} pages")
        print(f"  {'':14}" + "".join(f"{field:>14}" for field in FIELDS))
        for tool, count in counts.items():
            cells = []
            for field in FIELDS:
                right, all_pages = count[language, field]
                cells.append(f"{100 * right / all_pages:.0f} %" if all_pages else "-")
                ours, _ = counts["Matbaa"][language, field]
                if tool != "Matbaa" and all_pages and right > ours:
                    behind.append(f"{language}, {field}: behind {tool}")
            print(f"  {tool:14}" + "".join(f"{cell:>14}" for cell in cells))
    print("behind a peer: " + ("; ".join(behind) or "nowhere"))


main()
