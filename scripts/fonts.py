#!/usr/bin/env python3
"""Makes the subset fonts of the default theme: one woff2 file for each font, with Arabic, Latin and digits merged.

Run `scripts/fonts.sh`, which downloads fonttools and the font packages from their registries. The result is committed
beside the licences. Usage: fonts.py PACKAGES_FOLDER OUTPUT_FOLDER
"""

import io
import sys
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

# Arabic letters, with those that Persian and Maghreb names add, marks, digits of both kinds; Latin with French;
# punctuation of the three languages; signs that are used with numbers.
LETTERS = [
    range(0x0020, 0x007F), range(0x00A0, 0x0180), range(0x060C, 0x060D), range(0x061B, 0x0620), range(0x0621, 0x063B),
    range(0x0640, 0x0656), range(0x0660, 0x066E), range(0x0670, 0x0672), [0x067E, 0x0686, 0x0698, 0x06A4, 0x06A5, 0x06A9,
    0x06AF, 0x06CC, 0x06BE, 0x06C1], range(0x06F0, 0x06FA), [0x200C, 0x200D, 0x200E, 0x200F, 0x2009, 0x202F],
    [0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2039, 0x203A, 0x20AC, 0x2116,
    0x2190, 0x2192, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0xFD3E, 0xFD3F, 0xFDFA, 0xFDF2],
]
VOICES = {
    # output name: (package, family file stem, weight)
    "markazi-700": ("markazi-text", "markazi-text", 700),
    "naskh-400": ("noto-naskh-arabic", "noto-naskh-arabic", 400),
    "naskh-700": ("noto-naskh-arabic", "noto-naskh-arabic", 700),
    "plex-500": ("ibm-plex-sans-arabic", "ibm-plex-sans-arabic", 500),
}


def plain(path: Path, codepoints: set[int], features: list[str]) -> bytes:
    """Returns the font at `path` with only the characters `codepoints`, as bytes of an uncompressed font."""
    options = subset.Options()
    options.layout_features = features
    options.flavor = None
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "meta", "gasp"]
    font = TTFont(path)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codepoints)
    cutter.subset(font)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main(packages: Path, output: Path) -> None:
    wanted = {code for letters in LETTERS for code in letters}
    # Swashes and historical forms are left out: they take many bytes, and newspapers do not use them.
    features = ["calt", "ccmp", "init", "medi", "fina", "isol", "rlig", "liga", "locl", "mark", "mkmk", "kern", "curs"]
    output.mkdir(parents=True, exist_ok=True)
    for name, (package, stem, weight) in VOICES.items():
        files = packages / package / "files"
        arabic = files / f"{stem}-arabic-{weight}-normal.woff2"
        latin = files / f"{stem}-latin-{weight}-normal.woff2"
        # The Arabic file comes first, so that characters which both have (digits, points) match the Arabic text.
        in_arabic = set(TTFont(arabic).getBestCmap()) & wanted
        parts = []
        for number, (path, codes) in enumerate([(arabic, in_arabic), (latin, wanted - in_arabic)]):
            part = output / f".part{number}.ttf"
            part.write_bytes(plain(path, codes, features))
            parts.append(part)
        merged = merge.Merger().merge([str(part) for part in parts])
        for part in parts:
            part.unlink()
        merged.flavor = "woff2"
        target = output / f"{name}.woff2"
        merged.save(target)
        licence = (packages / package / "LICENSE").read_text(encoding="utf-8")
        (output / f"LICENSE-{package}.txt").write_text(licence, encoding="utf-8")
        print(f"{target}: {target.stat().st_size} bytes, {len(merged.getBestCmap())} characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
