"""Painting tools for scripts/photos.py: layers of vector shapes (cairo), procedural noise (numpy), light and grain."""

import math
import os
import random

import cairo
import numpy as np
from PIL import Image
from scipy import ndimage

W, H = 1600, 1067


def rgb(color):
    """Converts '#rrggbb' or a triple to a triple of floats."""
    if isinstance(color, str):
        color = color.lstrip("#")
        return tuple(int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return tuple(color)


def mix(a, b, t):
    a, b = rgb(a), rgb(b)
    return tuple(x + (y - x) * t for x, y in zip(a, b))


def fbm(seed, sx, sy=None, octaves=5, gain=0.5, w=W, h=H):
    """Returns fractal noise in 0..1; sx and sy are the size in pixels of the largest feature."""
    sy = sy or sx
    rng = np.random.default_rng(seed)
    out = np.zeros((h, w), np.float32)
    amp, total = 1.0, 0.0
    for _ in range(octaves):
        nx, ny = max(3, int(w / sx) + 3), max(3, int(h / sy) + 3)
        small = rng.random((ny, nx)).astype(np.float32)
        big = ndimage.zoom(small, (h / (ny - 2), w / (nx - 2)), order=3 if nx * ny < 60000 else 1)[:h, :w]
        out += amp * big
        total += amp
        amp *= gain
        sx, sy = max(1.5, sx / 2), max(1.5, sy / 2)
    out /= total
    lo, hi = np.percentile(out, [0.5, 99.5])
    return np.clip((out - lo) / (hi - lo), 0, 1)


def line_noise(seed, scale, octaves=6, gain=0.5, n=W):
    """Returns one-dimensional fractal noise in -1..1."""
    rng = np.random.default_rng(seed)
    x = np.arange(n)
    out = np.zeros(n)
    amp, total = 1.0, 0.0
    for _ in range(octaves):
        k = int(n / scale) + 4
        pts = rng.random(k) * 2 - 1
        pos = x / scale
        i = pos.astype(int)
        f = pos - i
        f = f * f * (3 - 2 * f)
        out += amp * (pts[i] * (1 - f) + pts[i + 1] * f)
        total += amp
        amp *= gain
        scale = max(2, scale / 2)
    return out / total * 1.6


class Scene:
    def __init__(self, seed):
        self.seed = seed
        self.r = random.Random(seed)
        self.im = np.zeros((H, W, 3), np.float32)
        self.n = 0

    def s(self):
        self.n += 1
        return self.seed * 1000 + self.n

    # --- fills ---
    def sky(self, *stops, y1=H, cloud=0.0, cloud_color="#ffffff", cloud_scale=(700, 130), cover=0.5):
        """Paints a vertical gradient of (position, colour) stops down to y1, with soft clouds."""
        t = np.clip(np.arange(H) / y1, 0, 1)
        pos = [p for p, _ in stops]
        for c in range(3):
            self.im[:, :, c] = np.interp(t, pos, [rgb(col)[c] for _, col in stops])[:, None]
        if cloud:
            n = fbm(self.s(), *cloud_scale, octaves=6, gain=0.55)
            m = np.clip((n - cover) / (1 - cover) * 1.6, 0, 1) * cloud
            m *= np.clip(1.1 - np.arange(H) / y1, 0, 1)[:, None]
            self.over(cloud_color, m)
        return self

    def over(self, color, mask):
        """Paints a colour or an image over the picture; the mask says how strongly at each pixel."""
        col = np.array(rgb(color), np.float32) if isinstance(color, (str, tuple)) else color
        self.im += (col - self.im) * mask[:, :, None]

    def mul(self, mask):
        self.im *= mask[:, :, None] if mask.ndim == 2 else mask

    def draw(self, fn, blur=0, alpha=1.0, mode="over", texture=0.0, wobble=0.0):
        """Draws with cairo on a transparent layer, blurs it, adds texture and blends it into the picture."""
        surf = cairo.ImageSurface(cairo.FORMAT_ARGB32, W, H)
        ctx = cairo.Context(surf)
        ctx.set_antialias(cairo.ANTIALIAS_GOOD)
        fn(Pen(ctx))
        surf.flush()
        a = np.ndarray((H, W, 4), np.uint8, surf.get_data()).astype(np.float32) / 255
        a = a[:, :, [2, 1, 0, 3]]
        if wobble:
            a = warp(a, self.s(), wobble)
        if blur:
            a = ndimage.gaussian_filter(a, (blur, blur, 0) if not isinstance(blur, tuple) else (*blur, 0))
        al = a[:, :, 3:] * alpha
        col = a[:, :, :3] * alpha
        if texture:
            n = 1 + (fbm(self.s(), 160, octaves=6, gain=0.6) - 0.5) * 2 * texture
            col = np.clip(col * n[:, :, None], 0, 1)
        if mode == "over":
            self.im = self.im * (1 - al) + col
        elif mode == "add":
            self.im = self.im + col
        elif mode == "screen":
            self.im = 1 - (1 - self.im) * (1 - col)
        elif mode == "multiply":
            self.im = self.im * (1 - al + col)
        return self

    # --- light ---
    def glow(self, x, y, r, color, strength=1.0, flat=1.0):
        yy, xx = np.mgrid[0:H, 0:W].astype(np.float32)
        d = np.sqrt((xx - x) ** 2 + ((yy - y) * flat) ** 2) / r
        m = np.exp(-d * 2.2) * strength
        self.im += m[:, :, None] * np.array(rgb(color), np.float32)
        return self

    def haze(self, y0, y1, color, alpha, uneven=0.4):
        """Paints mist that is thickest half way between y0 and y1."""
        y = np.arange(H)
        m = np.clip(1 - np.abs((y - (y0 + y1) / 2) / ((y1 - y0) / 2)), 0, 1)
        m = (m * m * (3 - 2 * m))[:, None] * alpha
        n = fbm(self.s(), 600, 90, octaves=4)
        self.over(color, np.clip(m * (1 - uneven + uneven * 2 * n), 0, 1))
        return self

    def rays(self, x, y, color, alpha=0.25, spread=2.2, count=9):
        def fn(p):
            for _ in range(count):
                a = math.pi / 2 + self.r.uniform(-spread / 2, spread / 2)
                w = self.r.uniform(0.02, 0.07)
                pts = [(x, y)] + [(x + 2200 * math.cos(a + d), y + 2200 * math.sin(a + d)) for d in (-w, w)]
                p.poly(pts, color, self.r.uniform(0.3, 1))
        return self.draw(fn, blur=18, alpha=alpha, mode="screen")

    # --- land and water ---
    def ridge(self, base, amp, scale, octaves=6, gain=0.5, shape=None):
        y = base - line_noise(self.s(), scale, octaves, gain) * amp
        if shape is not None:
            y = y + shape(np.arange(W))
        return y

    def land(self, y, top, bottom, depth=300, texture=0.25, light=0.0, light_x=1.0, scale=(90, 60)):
        """Fills below the ridge line y with a gradient, rock texture and slopes lit from a side."""
        yy = np.arange(H)[:, None].astype(np.float32)
        d = yy - y[None, :]
        mask = np.clip(d + 0.5, 0, 1)
        t = np.clip(d / depth, 0, 1)[:, :, None]
        col = np.array(rgb(top), np.float32) * (1 - t) + np.array(rgb(bottom), np.float32) * t
        if texture or light:
            n = fbm(self.s(), *scale, octaves=6, gain=0.6)
            if light:
                # The slope of the ridge itself plus the noise as a relief.
                rel = ndimage.gaussian_filter(n, 1.2)
                gx = np.gradient(rel, axis=1) * 26 + ndimage.gaussian_filter1d(np.gradient(y), 6)[None, :] * 0.7 * np.exp(-np.maximum(d, 0) / 260)
                col = col * np.clip(1 + np.clip(gx * light_x, -1.2, 1.2) * light, 0.2, 2)[:, :, None]
            col = col * (1 + (n - 0.5) * 2 * texture)[:, :, None]
        self.im += (col - self.im) * mask[:, :, None]
        return self

    def water(self, y0, tint, deep, mirror=0.6, ripple=14, y1=H, sparkle=0.0, sparkle_x=W / 2, sparkle_w=200, sparkle_color="#ffe0a0"):
        """Paints water below y0 that mirrors what is above it."""
        h = y1 - y0
        yy = np.arange(h, dtype=np.float32)
        src = np.clip(y0 - 1 - yy * 0.9, 0, H - 1)
        n1 = fbm(self.s(), 160, 10, octaves=5, gain=0.6, w=W, h=h) - 0.5
        n2 = fbm(self.s(), 160, 9, octaves=4, gain=0.6, w=W, h=h) - 0.5
        k = (0.15 + yy / h)[:, None]
        xs = np.arange(W, dtype=np.float32)[None, :] + n1 * ripple * 6 * k
        ys = src[:, None] + n2 * ripple * 8 * k
        coords = np.array([np.clip(ys, 0, y0 - 1), np.clip(xs, 0, W - 1)])
        ref = np.stack([ndimage.map_coordinates(self.im[:, :, c], coords, order=1) for c in range(3)], -1)
        t = (yy / h)[:, None, None]
        base = np.array(rgb(tint), np.float32) * (1 - t) + np.array(rgb(deep), np.float32) * t
        m = mirror * (1 - 0.45 * t)
        out = base * (1 - m) + ref * m
        waves = fbm(self.s(), 130, 7, octaves=4, gain=0.65, w=W, h=h)
        out *= (0.86 + 0.28 * waves)[:, :, None]
        if sparkle:
            x = np.arange(W, dtype=np.float32)[None, :]
            width = sparkle_w * (0.5 + 1.3 * yy / h)[:, None]
            g = np.exp(-(((x - sparkle_x) / width) ** 2))
            s = np.clip((waves - 0.52) * 5, 0, 1) * g * sparkle
            out += s[:, :, None] * np.array(rgb(sparkle_color), np.float32)
        self.im[y0:y1] = out
        return self

    def ground(self, y0, near, far, texture=0.25, scale=60, grain_dir=0.25):
        """Paints flat ground in perspective, from the horizon y0 down."""
        h = H - y0
        yy = np.arange(h, dtype=np.float32)
        t = (yy / h)[:, None, None]
        base = np.array(rgb(far), np.float32) * (1 - t) + np.array(rgb(near), np.float32) * t
        z = 1.0 / (0.06 + yy / h)
        n = fbm(self.s(), scale, scale, octaves=5, gain=0.65, w=W, h=H)
        gx = ((np.arange(W, dtype=np.float32)[None, :] - W / 2) * z[:, None] * 0.35 + W / 2) % (W - 1)
        gy = np.repeat((z[:, None] * 160) % (H - 1), W, 1)
        tex = ndimage.map_coordinates(n, [gy, gx], order=1, mode="mirror")
        base = base * (1 + (tex - 0.5) * 2 * texture)[:, :, None]
        self.im[y0:] = base
        return self

    def shade(self, x0, x1, a0, a1):
        """Multiplies the brightness by a0 up to column x0, by a1 from column x1 on, and by a gradient between them."""
        t = np.clip((np.arange(W) - x0) / (x1 - x0), 0, 1)
        self.mul(np.repeat((a0 + (a1 - a0) * t)[None, :], H, 0).astype(np.float32))
        return self

    def finish(self, path, warm=(1.0, 1.0, 1.0), bloom=0.22, grain=0.015, vignette=0.28, wobble=1.6, paper=0.05, contrast=1.04, lift="#000000", quality=82):
        """Adds uneven edges, bloom, colour, a vignette, paper texture and grain, and writes the file."""
        im = np.clip(self.im, 0, 1.6)
        if wobble:
            im = warp(im, self.seed * 7 + 1, wobble)
        bright = np.clip(im - 0.62, 0, 1)
        im = im + ndimage.gaussian_filter(bright, (26, 26, 0)) * bloom * 2
        im = np.clip(im, 0, 1)
        im = np.clip((im - 0.5) * contrast + 0.5, 0, 1)
        im *= np.array(warm, np.float32)
        lift = np.array(rgb(lift), np.float32)
        im = im + (1 - im) * lift
        yy, xx = np.mgrid[0:H, 0:W].astype(np.float32)
        d = np.sqrt(((xx - W / 2) / (W / 2)) ** 2 + ((yy - H / 2) / (H / 2)) ** 2) / 1.414
        im *= (1 - vignette * d**2.4)[:, :, None]
        if paper:
            im *= (1 + (fbm(self.seed * 7 + 2, 420, octaves=7, gain=0.72) - 0.5) * 2 * paper)[:, :, None]
        rng = np.random.default_rng(self.seed * 7 + 3)
        g = ndimage.gaussian_filter(rng.standard_normal((H, W)).astype(np.float32), 1.0) * 2.4
        im += g[:, :, None] * grain * 0.8
        out = Image.fromarray((np.clip(im, 0, 1) * 255 + 0.5).astype(np.uint8))
        for q in range(quality, 60, -3):
            out.save(path, "JPEG", quality=q, optimize=True, progressive=True)
            if os.path.getsize(path) <= 172 * 1024:
                break


def warp(a, seed, amount):
    """Moves pixels by a little noise, so that edges look cut by hand."""
    n1 = (fbm(seed, 46, octaves=3) - 0.5) * 2 * amount
    n2 = (fbm(seed + 1, 46, octaves=3) - 0.5) * 2 * amount
    yy, xx = np.mgrid[0:H, 0:W].astype(np.float32)
    c = [np.clip(yy + n1, 0, H - 1), np.clip(xx + n2, 0, W - 1)]
    return np.stack([ndimage.map_coordinates(a[:, :, k], c, order=1) for k in range(a.shape[2])], -1)


class Pen:
    """Short names for drawing with cairo."""

    def __init__(self, ctx):
        self.c = ctx

    def src(self, color, a=1.0):
        if isinstance(color, cairo.Pattern):
            self.c.set_source(color)
        else:
            self.c.set_source_rgba(*rgb(color), a)

    def lin(self, x0, y0, x1, y1, *stops):
        g = cairo.LinearGradient(x0, y0, x1, y1)
        for s in stops:
            g.add_color_stop_rgba(s[0], *rgb(s[1]), s[2] if len(s) > 2 else 1)
        return g

    def rad(self, x, y, r, *stops, fx=None, fy=None):
        g = cairo.RadialGradient(fx if fx is not None else x, fy if fy is not None else y, 0, x, y, r)
        for s in stops:
            g.add_color_stop_rgba(s[0], *rgb(s[1]), s[2] if len(s) > 2 else 1)
        return g

    def path(self, pts, close=True):
        self.c.new_path()
        for i, pt in enumerate(pts):
            (self.c.move_to if i == 0 else self.c.line_to)(*pt)
        if close:
            self.c.close_path()

    def poly(self, pts, color, a=1.0):
        self.path(pts)
        self.src(color, a)
        self.c.fill()

    def rect(self, x, y, w, h, color, a=1.0, r=0):
        self.c.new_path()
        if r:
            r = min(r, w / 2, h / 2)
            self.c.arc(x + w - r, y + r, r, -math.pi / 2, 0)
            self.c.arc(x + w - r, y + h - r, r, 0, math.pi / 2)
            self.c.arc(x + r, y + h - r, r, math.pi / 2, math.pi)
            self.c.arc(x + r, y + r, r, math.pi, math.pi * 1.5)
            self.c.close_path()
        else:
            self.c.rectangle(x, y, w, h)
        self.src(color, a)
        self.c.fill()

    def ell(self, x, y, rx, ry, color, a=1.0, rot=0, line=0, t0=0, t1=2 * math.pi):
        self.c.save()
        self.c.translate(x, y)
        self.c.rotate(rot)
        self.c.scale(rx, ry)
        self.c.new_path()
        self.c.arc(0, 0, 1, t0, t1)
        self.c.restore()
        self.src(color, a)
        if line:
            self.c.set_line_width(line)
            self.c.stroke()
        else:
            self.c.fill()

    def line(self, pts, width, color, a=1.0, cap=True, close=False):
        self.path(pts, close)
        self.c.set_line_width(width)
        self.c.set_line_cap(cairo.LINE_CAP_ROUND if cap else cairo.LINE_CAP_BUTT)
        self.c.set_line_join(cairo.LINE_JOIN_ROUND)
        self.src(color, a)
        self.c.stroke()

    def smooth(self, pts, closed=True):
        """Begins a curved path through the points (Catmull-Rom)."""
        n = len(pts)
        self.c.new_path()
        self.c.move_to(*pts[0])
        for i in range(n if closed else n - 1):
            g = (lambda k: pts[k % n]) if closed else (lambda k: pts[max(0, min(n - 1, k))])
            p0, p1, p2, p3 = g(i - 1), g(i), g(i + 1), g(i + 2)
            self.c.curve_to(p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6, p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6, *p2)
        if closed:
            self.c.close_path()

    def blob(self, pts, color, a=1.0):
        self.smooth(pts)
        self.src(color, a)
        self.c.fill()

    def curve(self, pts, width, color, a=1.0):
        self.smooth(pts, False)
        self.c.set_line_width(width)
        self.c.set_line_cap(cairo.LINE_CAP_ROUND)
        self.src(color, a)
        self.c.stroke()

    def person(self, x, y, h, color, a=1.0, lean=0.0, wide=1.0):
        """Draws the silhouette of a standing person whose feet are at x, y."""
        w = h * 0.125 * wide
        top = y - h
        self.ell(x + lean * h, top + h * 0.075, h * 0.062, h * 0.078, color, a)
        self.blob([(x + lean * h - w * 0.3, top + h * 0.15), (x + lean * h + w * 0.3, top + h * 0.15), (x + w * 1.05 + lean * h * 0.8, top + h * 0.22), (x + w * 1.1, top + h * 0.5), (x + w * 0.7, top + h * 0.56), (x + w * 0.65, y), (x + w * 0.12, y), (x, top + h * 0.62), (x - w * 0.12, y), (x - w * 0.65, y), (x - w * 0.7, top + h * 0.56), (x - w * 1.1, top + h * 0.5), (x - w * 1.05 + lean * h * 0.8, top + h * 0.22)], color, a)
