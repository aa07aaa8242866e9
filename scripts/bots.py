"""Turns the regular expressions of crawler-user-agents into plain text fragments, one per line. A fragment that begins
with `^` must be at the start of the User-Agent, and one that ends with `$` must be at its end. `bots.sh` calls this
script with the unpacked package and the file to write.

If no fragment has exactly the meaning of a pattern, a fragment that matches more is written, because a doubtful visit
is not counted. The script fails if a fragment misses an example of the list or matches one of the browsers below."""

import itertools
import json
import pathlib
import re
import sys
import re._parser as sre

# Spellings of a pattern that are written out, at most.
SPELLINGS_MAX = 64
# Patterns that also match people: a build of Android that occurs in the User-Agent of ordinary phones.
ALSO_PEOPLE = {r"AP3A\.240617\.008"}
PEOPLE = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; SM-A546B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.6778.39 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/489.0.0.66.81;]",
    "Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP3A.240617.008; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.6778.39 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 350.0.0.25.99 (iPhone14,5; iOS 17_6; ar_DZ; ar; scale=3.00; 1170x2532; 650000000)",
    "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 OPR/116.0.0.0",
    "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; ar) Presto/2.12.423 Version/12.16",
]


def spellings(tokens):
    """Returns all texts that the tokens match, each as a list of characters. None stands for any text."""
    ways = [[]]
    for kind, value in tokens:
        if kind is sre.LITERAL:
            here = [[chr(value)]]
        elif kind is sre.AT:
            here = [["^" if value is sre.AT_BEGINNING else "$"]]
        elif kind is sre.SUBPATTERN:
            here = spellings(value[3])
        elif kind is sre.BRANCH:
            here = [way for branch in value[1] for way in spellings(branch)]
        elif kind is sre.IN and all(k is sre.LITERAL for k, _ in value):
            here = [[chr(v)] for _, v in value]
        else:
            here = [[None]]
        ways = [one + other for one, other in itertools.product(ways, here)]
        if len(ways) > SPELLINGS_MAX:
            raise SystemExit(f"too many spellings: {ways[0]}")
    return ways


def fragment(way):
    """Returns the longest part of a spelling that contains no gap."""
    runs = [list(run) for is_gap, run in itertools.groupby(way, lambda part: part is None) if not is_gap]
    text = "".join(max(runs, key=len))
    # An alternative such as «($| )» gives one fragment with the anchor and one without it.
    return text


def finds(fragments, agent):
    def one(text):
        body = text.removeprefix("^").removesuffix("$")
        if text.startswith("^"):
            return agent.startswith(body)
        if text.endswith("$"):
            return agent.endswith(body)
        return body in agent

    return any(one(text) for text in fragments)


def main(package, target):
    entries = json.loads((pathlib.Path(package) / "crawleruseragents/crawler-user-agents.json").read_text())
    fragments = set()
    for entry in entries:
        if entry["pattern"] in ALSO_PEOPLE:
            continue
        for way in spellings(sre.parse(entry["pattern"])):
            text = fragment(way)
            if len(text.strip("^$ ")) < 3:
                raise SystemExit(f"{entry['pattern']!r} becomes {text!r}, which is too short to mean anything")
            fragments.add(text)
    # A fragment that contains another one adds nothing.
    fragments = {text for text in fragments if not any(other != text and other in text for other in fragments)}
    for entry in entries:
        if entry["pattern"] in ALSO_PEOPLE:
            continue
        for agent in entry.get("instances", []):
            if re.search(entry["pattern"], agent) and not finds(fragments, agent):
                raise SystemExit(f"not found: {agent}")
    for agent in PEOPLE:
        if finds(fragments, agent):
            raise SystemExit(f"a person is taken for a program: {agent}")
    version = next(pathlib.Path(package).glob("*.dist-info")).name.split("-")[1].removesuffix(".dist")
    lines = [
        f"# Made by scripts/bots.sh from crawler-user-agents {version}",
        "# (https://github.com/monperrus/crawler-user-agents, MIT, see bots-LICENSE.txt). Do not edit.",
        *sorted(fragments),
    ]
    pathlib.Path(target).write_text("\n".join(lines) + "\n")


main(*sys.argv[1:])
