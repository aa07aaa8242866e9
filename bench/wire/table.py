#!/usr/bin/env python3
"""Feeds as read by Matbaa and by Python's feedparser, field by field: table.py PROGRAM CORPORA, with feedparser installed.

PROGRAM is `matbaa` or the example `read` of the crate `wire`. Compared is what both know of an entry. Texts are compared
as words, addresses and times as such.
"""
import collections
import datetime
import html
import json
import pathlib
import re
import subprocess
import sys

import feedparser

PROGRAM, CORPORA = sys.argv[1], pathlib.Path(sys.argv[2])
FILES = sorted(
    path
    for folder in ("feeds/wellformed", "feeds/encoding", "feeds/illformed", "wire/made", "hostile")
    for path in (CORPORA / folder).rglob("*.xml")
)


def words(text):
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text or "", flags=re.S | re.I)
    text = re.sub(r"<[^>]*>", " ", html.unescape(re.sub(r"<[^>]*>", " ", text)))
    return " ".join(re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", text).split())


def instant(text):
    if not text:
        return None
    found = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if found.tzinfo is None:
        found = found.replace(tzinfo=datetime.timezone.utc)
    return tuple(found.astimezone(datetime.timezone.utc).timetuple()[:6])


def ours(path):
    command = [PROGRAM, "wire", "read", "--json"] if PROGRAM.endswith("matbaa") else [PROGRAM]
    reading = json.loads(subprocess.run([*command, str(path)], capture_output=True, text=True, check=True).stdout)
    reading = reading.get("files", [reading])[0]
    if reading["outcome"] == "refused" or reading["format"] not in ("rss", "atom", "cdf", "json-feed"):
        return reading["outcome"], None
    page = lambda item: next((link["to"] for link in item.get("links", []) if link["rel"] == "page"), "")
    return reading["outcome"], [
        {
            "id": item.get("guid", ""),
            "title": words(html.escape(item.get("headline", ""))),
            "page": page(item),
            "text": words(html.escape(item.get("body", {}).get("text", ""))),
            "author": item.get("byline", ""),
            "time": instant(item.get("sent")),
            "tags": [code["code"] for code in item.get("categories", [])],
            "media": sorted(one.get("href", "") for one in item.get("media", [])),
        }
        for item in reading["items"]
    ]


def theirs(path):
    found = feedparser.parse(path.read_bytes())
    entries = []
    for entry in found.entries:
        texts = [content.value for content in entry.get("content", [])] or [entry.get("summary", "")]
        time = entry.get("published_parsed") or entry.get("updated_parsed")
        media = {one.get("href") or one.get("url") for one in entry.get("enclosures", []) + entry.get("media_content", [])}
        entries.append(
            {
                "id": entry.get("id", entry.get("link", "")),
                "title": words(entry.get("title", "")),
                "page": entry.get("link", ""),
                "text": words(max(texts, key=len)),
                "author": ", ".join(one.get("name", one.get("email", "")) for one in entry.get("authors", []) if one),
                "time": tuple(time[:6]) if time else None,
                "tags": list(dict.fromkeys(tag.term for tag in entry.get("tags", []) if tag.term)),
                "media": sorted(address for address in media if address),
            }
        )
    return entries


def main():
    counts, different = collections.defaultdict(collections.Counter), []
    for path in FILES:
        outcome, mine = ours(path)
        name = str(path.relative_to(CORPORA))
        if mine is None:
            counts["file"]["refused by us" if outcome == "refused" else "no feed"] += 1
            continue
        yours = theirs(path)
        counts["file"]["read by both" if len(mine) == len(yours) else "different number of entries"] += 1
        if len(mine) != len(yours):
            different.append((name, "entries", len(mine), len(yours)))
            continue
        for one, other in zip(mine, yours):
            for field, value in one.items():
                kind = "same" if value == other[field] else "only ours" if not other[field] else "only theirs" if not value else "different"
                counts[field][kind] += 1
                if kind != "same":
                    different.append((name, field, value, other[field]))
    files = counts.pop("file")
    print(f"{len(FILES)} files: " + ", ".join(f"{count} {kind}" for kind, count in files.most_common()) + "\n")
    kinds = ("same", "only ours", "only theirs", "different")
    print("| field of an entry | " + " | ".join(kinds) + " |\n| --- | " + " | ".join("---:" for _ in kinds) + " |")
    for field, of in counts.items():
        print(f"| {field} | " + " | ".join(str(of[kind]) for kind in kinds) + " |")
    print("\n| file | field | ours | theirs |\n| --- | --- | --- | --- |")
    for row in different:
        print("| " + " | ".join(str(cell).replace("|", "\\|")[:90] for cell in row) + " |")


main()
