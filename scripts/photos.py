#!/usr/bin/env python3
"""Paints the pictures of the demo newspaper into demo/photos.

    apt-get install python3-numpy python3-scipy python3-pil python3-cairo
    /usr/bin/python3 scripts/photos.py            # all of them
    /usr/bin/python3 scripts/photos.py harbour    # pictures whose name begins with it
    /usr/bin/python3 scripts/photos.py --sheet /tmp/sheet.png    # all of them, small, on one picture

Every picture has a seed of its own, so that the script paints the same pictures each time.
"""

import os
import sys
from multiprocessing import Pool

from PIL import Image

import photos_one
import photos_three
import photos_two

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "demo", "photos")
SCENES = {**photos_one.SCENES, **photos_two.SCENES, **photos_three.SCENES}


def paint(name):
    SCENES[name](os.path.join(OUT, name + ".jpg"))
    return name


def sheet(path, names):
    cols, w, h = 4, 480, 320
    out = Image.new("RGB", (cols * w, -(-len(names) // cols) * h), "white")
    for i, name in enumerate(names):
        with Image.open(os.path.join(OUT, name + ".jpg")) as im:
            out.paste(im.resize((w - 8, h - 8), Image.LANCZOS), (i % cols * w + 4, i // cols * h + 4))
    out.save(path)


def main():
    args = sys.argv[1:]
    os.makedirs(OUT, exist_ok=True)
    target = None
    if "--sheet" in args:
        i = args.index("--sheet")
        target = args[i + 1]
        del args[i : i + 2]
    names = [n for n in SCENES if not args or any(n.startswith(a) for a in args)]
    if not target or args:
        with Pool(2) as pool:
            for name in pool.imap(paint, names):
                size = os.path.getsize(os.path.join(OUT, name + ".jpg")) // 1024
                print(f"{name}: {size} KB", flush=True)
    if target:
        sheet(target, names)


if __name__ == "__main__":
    main()
