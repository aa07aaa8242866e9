"""Scenes for scripts/photos.py: harbour, fields, dam, city, trains and the sea."""

import math

import numpy as np

from photos_paint import H, W, Scene, line_noise, mix

SCENES = {}


def scene(fn):
    SCENES[fn.__name__.replace("_", "-")] = fn
    return fn


def crane(p, x, y, s, col, flip=1):
    """Draws a gantry crane that stands at x, y."""
    for dx in (0, 62, 120):
        p.line([(x + dx * s * flip, y), (x + dx * s * flip, y - 250 * s)], 8 * s, col)
    p.line([(x, y - 100 * s), (x + 120 * s * flip, y - 100 * s)], 7 * s, col)
    p.line([(x - 20 * s * flip, y - 250 * s), (x + 140 * s * flip, y - 250 * s)], 12 * s, col)
    p.line([(x + 60 * s * flip, y - 250 * s), (x + 60 * s * flip, y - 350 * s)], 8 * s, col)
    p.line([(x - 250 * s * flip, y - 262 * s), (x + 190 * s * flip, y - 262 * s)], 11 * s, col)
    p.line([(x + 60 * s * flip, y - 350 * s), (x - 235 * s * flip, y - 264 * s)], 3.4 * s, col)
    p.line([(x + 60 * s * flip, y - 350 * s), (x + 180 * s * flip, y - 264 * s)], 3.4 * s, col)
    for k in range(14):
        a = x - 250 * s * flip + k * 30 * s * flip
        p.line([(a, y - 256 * s), (a + 15 * s * flip, y - 240 * s), (a + 30 * s * flip, y - 256 * s)], 2.4 * s, col)
    p.rect(x - 130 * s * flip - 12 * s, y - 252 * s, 24 * s, 16 * s, col)
    p.line([(x - 130 * s * flip, y - 240 * s), (x - 130 * s * flip, y - 130 * s)], 2.2 * s, col)
    p.rect(x - 130 * s * flip - 24 * s, y - 132 * s, 48 * s, 20 * s, col)


def ship(p, r, x, y, s, hull, boxes, deck="#d9cdb8"):
    """Draws a container ship whose water line begins at x, y."""
    p.poly([(x - 20 * s, y - 62 * s), (x + 560 * s, y - 56 * s), (x + 610 * s, y - 76 * s), (x + 560 * s, y), (x + 10 * s, y)], hull)
    p.rect(x + 6 * s, y - 12 * s, 558 * s, 12 * s, mix(hull, "#7a2a20", 0.6))
    for i in range(17):
        for j in range(r.randint(2, 5)):
            c = r.choice(boxes)
            p.rect(x + (86 + i * 26) * s, y - (78 + j * 17) * s, 24.5 * s, 16 * s, mix(c, hull, r.uniform(0, 0.35)))
    p.rect(x + 4 * s, y - 190 * s, 62 * s, 130 * s, deck)
    p.rect(x - 4 * s, y - 196 * s, 80 * s, 12 * s, mix(deck, "#ffffff", 0.3))
    for k in range(5):
        for q in range(4):
            p.rect(x + (10 + q * 14) * s, y - (178 - k * 21) * s, 8 * s, 7 * s, "#33404a")
    p.rect(x + 22 * s, y - 232 * s, 22 * s, 38 * s, mix(hull, "#b5432f", 0.7))
    p.line([(x + 60 * s, y - 196 * s), (x + 60 * s, y - 250 * s)], 3 * s, deck)


@scene
def harbour_sunset(out):
    s = Scene(101)
    s.sky((0, "#26395a"), (0.35, "#7a6078"), (0.62, "#e08a5a"), (0.9, "#f8c878"), (1, "#fbdc9a"), y1=640, cloud=0.55, cloud_color="#f2a06c", cover=0.48)
    s.glow(1050, 585, 420, "#ff9a4a", 0.55, 1.4)
    s.draw(lambda p: p.ell(1050, 572, 62, 62, "#fff0c4"), blur=1.5)
    s.land(s.ridge(610, 26, 300), "#7a5a66", "#8f6a68", 60, texture=0.1)
    s.haze(540, 680, "#f7b97e", 0.55)
    s.draw(lambda p: [crane(p, x, 640, k, "#4b3b4c") for x, k in ((1380, 0.62), (1530, 0.6))], blur=0.8)
    s.draw(lambda p: ship(p, s.r, 560, 660, 0.95, "#2c2733", ["#a8442e", "#d08a3c", "#3a5a78", "#6a7d70", "#8c5a58"], "#c9a98c"))
    s.draw(lambda p: [crane(p, x, 690, k, "#191b28") for x, k in ((150, 1.35), (430, 1.3))])
    s.water(660, "#c67a56", "#182338", 0.85, sparkle=0.9, sparkle_x=1050, sparkle_w=110, sparkle_color="#ffd890")

    def quay(p):
        p.poly([(0, 690), (600, 676), (640, 700), (520, 720), (0, 790)], "#14161f")
        p.poly([(0, 690), (600, 676), (560, 684), (0, 706)], "#5a4348")
        for i in range(9):
            p.rect(20 + i * 46, 664 - (i % 3) * 22, 44, 24, ["#33313f", "#5a3034", "#2b3a4a"][i % 3])
            p.rect(20 + i * 46, 688 - 2, 44, 8, "#20202a")
        p.person(520, 690, 44, "#101018")
        p.person(548, 690, 42, "#101018", lean=0.02)
    s.draw(quay)
    s.draw(lambda p: [p.curve([(x, y), (x + 12, y - 7), (x + 20, y), (x + 29, y - 8), (x + 42, y - 2)], 2.6, "#2d2a3a") for x, y in ((820, 240), (900, 200), (960, 262), (700, 300), (1190, 180))])
    s.finish(out, warm=(1.02, 1, 0.98))


@scene
def wheat(out):
    s = Scene(102)
    s.sky((0, "#5f93bd"), (0.6, "#b8d2dc"), (1, "#f4e6c4"), y1=470, cloud=0.95, cover=0.5, cloud_color="#fffaf0", cloud_scale=(520, 150))
    s.glow(1300, 380, 600, "#ffdc90", 0.4)
    s.land(s.ridge(430, 34, 420), "#8d9f9a", "#a9b09a", 80, texture=0.08)
    s.land(s.ridge(475, 26, 360), "#a89a55", "#c9ab52", 120, texture=0.12)
    s.haze(420, 540, "#f7e6b8", 0.6)
    def trees(p):
        for i in range(16):
            x = 930 + i * 26 + s.r.uniform(-10, 10)
            p.ell(x, 494 + s.r.uniform(-4, 6), s.r.uniform(12, 22), s.r.uniform(14, 26), mix("#4a5a38", "#6a6d3c", s.r.random()))
        p.rect(560, 470, 60, 34, "#d8c6a2"); p.poly([(552, 472), (590, 448), (628, 472)], "#a05a3c"); p.rect(640, 440, 26, 64, "#b8b4a6"); p.ell(653, 440, 13, 10, "#9a968a")
    s.draw(trees, blur=0.8)
    s.land(s.ridge(520, 30, 700), "#dcb457", "#c08a2c", 540, texture=0.22, scale=(160, 12))
    def combine(p):
        p.rect(300, 512, 120, 50, "#9c3b2a", r=6); p.rect(372, 482, 46, 36, "#3a4650", r=4); p.ell(330, 566, 24, 24, "#26221e"); p.ell(400, 570, 16, 16, "#26221e"); p.rect(420, 546, 40, 26, "#7e2f22"); p.line([(310, 514), (272, 484)], 9, "#7e2f22")
    s.draw(combine)
    s.draw(lambda p: [p.ell(270 + s.r.gauss(-60, 60), 540 + s.r.gauss(0, 16), 26, 14, "#f0dca8", 0.12) for _ in range(70)], blur=9)
    def ears(p):
        for row in range(34):
            y = 560 + row * row * 0.52
            size = 0.16 + row / 30
            for _ in range(int(300 / (0.6 + size * 1.9))):
                x = s.r.uniform(-20, W + 20)
                lean = 14 * size + s.r.gauss(0, 6 * size) + 10 * size * math.sin(x / 190 + row)
                h = s.r.uniform(52, 84) * size
                c = mix("#e9c263", "#9a6a1e", s.r.random() * 0.8 + (0.2 if row < 20 else 0.1))
                yy = y + s.r.uniform(-9, 9) * size * 2
                p.line([(x, yy + 40 * size), (x + lean * 0.5, yy - h * 0.4), (x + lean, yy - h)], 1.4 + 1.1 * size, mix(c, "#6a4a18", 0.35))
                if size > 0.3:
                    p.ell(x + lean * 1.1, yy - h - 8 * size, 4.2 * size, 15 * size, c, rot=0.32)
    s.draw(ears)
    s.haze(500, 700, "#ffe3a0", 0.3)
    s.finish(out, warm=(1.03, 1, 0.94))


@scene
def dam(out):
    s = Scene(103)
    s.sky((0, "#6d9cc2"), (1, "#dfe8e4"), y1=520, cloud=0.8, cover=0.52)
    s.land(s.ridge(300, 150, 520, 7), "#8ba2b0", "#b4c3c4", 320, texture=0.1, light=0.5)
    s.haze(280, 520, "#e6eeee", 0.7)
    v = lambda x: 230 * np.clip(1 - np.abs((x - 800) / 760), 0, 1) ** 1.2
    s.land(s.ridge(330, 110, 430, 7, shape=v), "#7d8866", "#55623f", 420, texture=0.28, light=0.9)
    s.draw(lambda p: p.rect(430, 500, 760, 80, p.lin(0, 500, 0, 580, (0, "#5f9cb4"), (1, "#3f7f9c"))))
    def wall(p):
        top = [(420 + i * 38, 548 + 34 * math.sin(math.pi * i / 20)) for i in range(21)]
        bot = [(560 + i * 24, 860 + 46 * math.sin(math.pi * i / 20)) for i in range(21)]
        p.path(top + bot[::-1]); p.src(p.lin(420, 0, 1180, 0, (0, "#b9b4a4"), (0.35, "#efe9d8"), (0.7, "#cfc8b4"), (1, "#8d8a7e"))); p.c.fill()
        for j in range(1, 13):
            t = j / 13
            p.line([(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in zip(top, bot)], 1.6, "#7d7a6c", 0.35)
        for i in range(1, 20):
            p.line([top[i], bot[i]], 1.4, "#7d7a6c", 0.28)
        for i in range(6, 15):
            x, y = top[i]
            p.rect(x - 10, y + 16, 20, 40, "#4d5350", 0.8, r=9)
        p.line([(x, y - 3) for x, y in top], 11, "#f6f1e2"); p.line([(x, y - 10) for x, y in top], 2, "#6d6a60")
    s.draw(wall, texture=0.16)
    def spray(p):
        for i in (8, 10, 12):
            x = 420 + i * 38
            p.blob([(x - 9, 610), (x + 9, 610), (x + 26, 900), (x, 960), (x - 26, 900)], "#ffffff", 0.75)
    s.draw(spray, blur=5, texture=0.3)
    s.land(s.ridge(760, 60, 260, 7, shape=lambda x: 260 * np.exp(-(((x - 800) / 330) ** 4))), "#59683f", "#2d3a26", 330, texture=0.35, light=0.9)
    s.draw(lambda p: p.blob([(640, 940), (960, 940), (1080, 1010), (1240, 1080), (360, 1080), (520, 1010)], p.lin(0, 930, 0, 1067, (0, "#a9d0d4"), (1, "#2f6c82"))), texture=0.3, blur=1)
    s.draw(lambda p: [p.ell(800 + s.r.gauss(0, 90), 930 + s.r.gauss(0, 18), 50, 24, "#ffffff", 0.16) for _ in range(60)], blur=14)
    def pines(p):
        for _ in range(150):
            x = s.r.choice([s.r.uniform(0, 460), s.r.uniform(1150, 1600)]); y = s.r.uniform(800, 1060); h = 20 + (y - 780) * 0.2
            p.poly([(x - h * 0.32, y), (x, y - h), (x + h * 0.32, y)], mix("#22301f", "#42542f", s.r.random()))
    s.draw(pines)
    s.glow(200, 100, 900, "#fff2d0", 0.18)
    s.finish(out)


def blocks(p, r, base, x0, x1, hmin, hmax, wall, lit, dark, chance=0.3, wmin=44, wmax=96, win=9):
    x = x0
    while x < x1:
        w = r.uniform(wmin, wmax); h = r.uniform(hmin, hmax)
        c = mix(wall, dark, r.uniform(0, 0.35))
        p.rect(x, base - h, w, h + 400, c)
        p.rect(x + w * 0.74, base - h, w * 0.26, h + 400, mix(c, "#000000", 0.16))
        if r.random() < 0.4:
            p.rect(x + w * 0.3, base - h - 12, w * 0.3, 14, mix(c, "#000000", 0.1))
        if r.random() < 0.3:
            p.line([(x + w * 0.6, base - h), (x + w * 0.6, base - h - r.uniform(14, 40))], 2, c)
        y = base - h + 12
        while y < base + 100:
            wx = x + 7
            while wx < x + w - win:
                on = r.random() < chance
                p.rect(wx, y, win * 0.62, win, lit if on else mix(c, dark, 0.6), 0.95 if on else 0.8)
                wx += win * 1.35
            y += win * 1.9
        x += w + r.uniform(0, 8)


@scene
def city_day(out):
    s = Scene(104)
    s.sky((0, "#6fa4cc"), (0.7, "#c8dde4"), (1, "#f2e8d8"), y1=620, cloud=0.8, cover=0.52)
    s.land(s.ridge(430, 120, 500, 7), "#8fa6b6", "#b7c4c8", 240, texture=0.08, light=0.4)
    s.haze(400, 620, "#eef0ea", 0.7)
    for base, hm, hx, wall, hz in ((600, 60, 170, "#d3d6d2", 0.55), (690, 70, 220, "#e2dccd", 0.35), (800, 60, 210, "#efe6d4", 0.0)):
        s.draw(lambda p: blocks(p, s.r, base, -20, W + 20, hm, hx, wall, "#f8f6ee", "#56646e", 0.12), texture=0.08)
        if hz: s.haze(base - 200, base + 140, "#e9ece8", hz)
    def tower(p):
        p.rect(1050, 250, 84, 600, p.lin(1050, 0, 1134, 0, (0, "#9fc0d0"), (0.6, "#d8e8ec"), (1, "#6f93a8")))
        for i in range(48): p.line([(1050, 262 + i * 12), (1134, 262 + i * 12)], 1.3, "#4f7086", 0.5)
        p.line([(1092, 250), (1092, 180)], 4, "#6f93a8")
    s.draw(tower)
    def park(p):
        for _ in range(420):
            x, y = s.r.uniform(-20, W + 20), s.r.uniform(850, 1080)
            k = 16 + (y - 840) * 0.15
            c = mix("#3f6a3c", "#8aa552", s.r.random()); p.ell(x, y, k, k * 0.85, c); p.ell(x - k * 0.3, y - k * 0.3, k * 0.5, k * 0.4, mix(c, "#e6e8a0", 0.3), 0.5)
        p.poly([(0, 968), (1600, 900), (1600, 944), (0, 1030)], "#c9c2b2"); p.line([(0, 998), (1600, 922)], 3, "#f6f2e6", 0.8)
        for i in range(9):
            x = 60 + i * 170; y = 984 - x * 0.0445
            p.rect(x, y, 46, 17, ["#b23a2e", "#f1efe8", "#31546e", "#d8a83e"][i % 4], r=5); p.rect(x + 10, y - 8, 24, 10, "#2e3a42", r=4)
    s.draw(park)
    s.glow(300, 120, 900, "#fff0cc", 0.22)
    s.finish(out)


@scene
def city_night(out):
    s = Scene(105)
    s.sky((0, "#080e22"), (0.6, "#1d2850"), (1, "#5a4668"), y1=640, cloud=0.35, cloud_color="#4a4a78", cover=0.5)
    s.draw(lambda p: [p.ell(s.r.uniform(0, W), s.r.uniform(0, 360), 1.1, 1.1, "#ffffff", s.r.uniform(0.2, 0.9)) for _ in range(180)])
    s.draw(lambda p: p.ell(1260, 170, 44, 44, "#fff3d6"), blur=1.2)
    s.glow(1260, 170, 300, "#c8c8ff", 0.25)
    s.land(s.ridge(520, 60, 420), "#1a2140", "#232a4c", 120, texture=0.08)
    for base, hm, hx, wall in ((600, 60, 200, "#2a2f56"), (650, 70, 260, "#20254a"), (700, 40, 190, "#14182f")):
        s.draw(lambda p: blocks(p, s.r, base, -20, W + 20, hm, hx, wall, "#ffce7a", "#0d1024", 0.4, win=8))
        s.haze(base - 120, base + 120, "#5a4a7a", 0.22)
    s.draw(lambda p: [p.ell(x, 716, 7, 5, "#ffcf86") for x in range(10, W, 34)], blur=2, mode="add")
    s.draw(lambda p: p.rect(0, 706, W, 24, "#0c0f1e"))
    s.water(728, "#28305c", "#060a18", 0.95, ripple=22)
    s.draw(lambda p: [p.rect(x - 3, 735, 6, s.r.uniform(60, 240), p.lin(0, 735, 0, 950, (0, "#ffc070", 0.6), (1, "#ffb060", 0))) for x in range(14, W, 34)], blur=4, mode="add", wobble=7)
    s.finish(out, bloom=0.6)


@scene
def station(out):
    s = Scene(106)
    s.sky((0, "#f2d6a2"), (0.5, "#f8e8c8"), (1, "#fff6e0"), y1=700)
    vx, vy = 940, 560
    def roof(p):
        p.rect(0, 0, W, 560, "#4a4a52", 0.92)
        for i in range(15):
            t = (i / 14) ** 2.2; k = 1 - t * 0.93
            cx, w, h = vx + (800 - vx) * k, 1150 * k, 700 * k
            p.ell(cx, vy, w, h, p.lin(0, vy - h, 0, vy, (0, mix("#59626a", "#f6e6c4", t)), (1, mix("#8a8478", "#fff4da", t))))
            p.ell(cx, vy, w, h, mix("#2c2f36", "#b7a586", t), line=16 * k + 2)
        for a in range(-8, 9):
            ang = -math.pi / 2 + a * 0.17
            p.line([(vx + 80 * math.cos(ang), vy + 50 * math.sin(ang)), (800 + 1150 * math.cos(ang), vy + 700 * math.sin(ang))], 4, "#34363c", 0.55)
    s.draw(roof)
    s.glow(vx, vy - 20, 520, "#ffe2a0", 0.75)
    s.draw(lambda p: [p.poly([(0, 760), (vx - 70, vy + 14), (vx + 40, vy + 14), (500, H), (0, H)], p.lin(0, 560, 0, H, (0, "#e2cda6"), (1, "#857a6c"))), p.poly([(vx + 40, vy + 14), (vx + 90, vy + 14), (1600, 980), (1600, H), (500, H)], "#3b3836")], texture=0.14)
    s.draw(lambda p: [p.poly([(x0, H), (x0 + 26, H), (vx + 62, vy + 15), (vx + 60, vy + 15)], "#d8c4a0") for x0 in (760, 1180)])
    s.draw(lambda p: [p.line([(560 + 0 * i, 0), (0, 0)], 1, "#000000", 0) or p.poly([(500 + (vx + 40 - 500) * t, H + (vy + 14 - H) * t), (1640 + (vx + 80 - 1640) * t, H + (vy + 14 - H) * t), (1640 + (vx + 80 - 1640) * (t + .008), H + (vy + 14 - H) * (t + .008)), (500 + (vx + 40 - 500) * (t + .008), H + (vy + 14 - H) * (t + .008))], "#5d544a", 0.7) for i in range(26) for t in [1 - 0.92 ** i]])
    def train(p):
        f = lambda x, y, t: (x + (vx + 70 - x) * t, y + (vy + 4 - y) * t)
        p.poly([(1640, 300), f(1640, 300, 0.0), f(1230, 330, 0.0), f(1230, 330, 0.92), f(1640, 300, 0.92)], "#cbd2d2")
        p.poly([f(1230, 330, 0), f(1230, 330, 0.93), f(1230, 960, 0.93), f(1230, 960, 0)], p.lin(1230, 0, 960, 0, (0, "#b8c2c6"), (1, "#f2ead6")))
        p.poly([f(1230, 450, 0), f(1230, 450, 0.93), f(1230, 640, 0.93), f(1230, 640, 0)], "#27333c")
        p.poly([f(1230, 720, 0), f(1230, 720, 0.93), f(1230, 780, 0.93), f(1230, 780, 0)], "#a8322a")
        for i in range(1, 9):
            t = 1 - 0.75 ** i
            p.poly([f(1230, 420, t), f(1230, 420, t + 0.1 * (1 - t)), f(1230, 930, t + 0.1 * (1 - t)), f(1230, 930, t)], "#8f2b25" if i % 2 else "#dfd8c8")
        p.blob([(1210, 350), (1420, 300), (1660, 290), (1660, 980), (1250, 975), (1200, 800), (1196, 500)], p.lin(1200, 0, 1640, 0, (0, "#efe8d8"), (1, "#9aa4a8")))
        p.blob([(1250, 410), (1440, 376), (1660, 370), (1660, 600), (1260, 620), (1238, 520)], p.lin(0, 370, 0, 620, (0, "#1c262e"), (1, "#4a5f6c")))
        p.poly([(1222, 740), (1660, 730), (1660, 810), (1230, 815)], "#a8322a")
        p.ell(1290, 870, 26, 15, "#fff2c0"); p.ell(1560, 868, 28, 16, "#fff2c0")
    s.draw(train)
    s.glow(1290, 870, 120, "#ffe2a0", 0.35); s.glow(1560, 868, 120, "#ffe2a0", 0.35)
    s.draw(lambda p: [p.poly([(x - h * .1, y), (x + h * .1, y), (x - h * .45, y + h * .42), (x - h * .7, y + h * .42)], "#3a322c", 0.35) or p.person(x, y, h, mix("#2a2a30", "#8a6f52", f), lean=l) for x, y, h, f, l in ((210, 985, 330, 0, 0.01), (330, 970, 300, 0.08, -0.01), (560, 830, 190, 0.2, 0), (640, 790, 165, 0.25, 0.02), (470, 880, 230, 0.12, 0), (770, 690, 100, 0.5, 0), (820, 660, 78, 0.6, 0), (710, 720, 115, 0.4, -0.02))])
    s.draw(lambda p: [p.rect(366, 930, 46, 62, "#7a3a2c", r=6), p.rect(384, 905, 10, 28, "#33302c")])
    s.rays(vx - 200, -60, "#ffe0a0", 0.2)
    s.finish(out, warm=(1.02, 1, 0.95))


@scene
def boats(out):
    s = Scene(107)
    s.sky((0, "#e9b7a2"), (0.5, "#f5d3b4"), (1, "#fce8ca"), y1=470, cloud=0.7, cloud_color="#d98d88", cover=0.55)
    s.glow(360, 400, 500, "#fff0c0", 0.35)
    s.land(s.ridge(430, 70, 400), "#a8898c", "#c8a494", 110, texture=0.08)
    s.haze(380, 500, "#fbe0c4", 0.7)
    def town(p):
        for i in range(70):
            x = s.r.uniform(900, 1600); y = 470 - (x - 880) * 0.11 * s.r.random(); w = s.r.uniform(22, 46); h = s.r.uniform(24, 44)
            c = mix("#f4e3c8", "#c98e72", s.r.random() * 0.7); p.rect(x, y - h, w, h + 30, c); p.rect(x + w * .7, y - h, w * .3, h + 30, mix(c, "#5a3a40", 0.3)); p.rect(x + 8, y - h + 10, 6, 9, "#6a4a4a")
        p.rect(1330, 310, 22, 120, "#f0dcc0"); p.ell(1341, 310, 15, 16, "#b8775c")
    s.draw(town)
    s.water(486, "#d9a898", "#2f6274", 0.75, sparkle=0.5, sparkle_x=360, sparkle_w=120, sparkle_color="#fff0c8")
    def boat(p, x, y, k, hull, trim, mast=True):
        p.ell(x, y + 16 * k, 205 * k, 18 * k, "#143440", 0.45)
        if mast:
            p.line([(x - 30 * k, y - 60 * k), (x - 24 * k, y - 300 * k)], 6 * k, "#5a4334"); p.line([(x - 24 * k, y - 290 * k), (x + 160 * k, y - 70 * k)], 2 * k, "#5a4334"); p.line([(x - 24 * k, y - 290 * k), (x - 190 * k, y - 76 * k)], 2 * k, "#5a4334")
            p.line([(x - 28 * k, y - 130 * k), (x + 100 * k, y - 210 * k)], 4 * k, "#5a4334")
        p.rect(x + 20 * k, y - 128 * k, 84 * k, 74 * k, "#f1ead8"); p.rect(x + 12 * k, y - 136 * k, 100 * k, 12 * k, trim); p.rect(x + 30 * k, y - 112 * k, 26 * k, 26 * k, "#41606c"); p.rect(x + 66 * k, y - 112 * k, 26 * k, 26 * k, "#41606c")
        p.blob([(x - 210 * k, y - 92 * k), (x - 100 * k, y - 62 * k), (x + 100 * k, y - 60 * k), (x + 200 * k, y - 84 * k), (x + 176 * k, y - 10 * k), (x + 120 * k, y + 14 * k), (x - 110 * k, y + 14 * k), (x - 172 * k, y - 20 * k)], p.lin(0, y - 90 * k, 0, y + 14 * k, (0, mix(hull, "#ffffff", .18)), (1, mix(hull, "#000000", .35))))
        p.curve([(x - 206 * k, y - 84 * k), (x - 100 * k, y - 52 * k), (x + 100 * k, y - 50 * k), (x + 196 * k, y - 76 * k)], 8 * k, trim)
        p.curve([(x - 160 * k, y - 10 * k), (x, y + 6 * k), (x + 160 * k, y - 4 * k)], 9 * k, "#8f3a30")
        for i in range(5): p.ell(x + (-120 + i * 22) * k, y - 66 * k, 13 * k, 9 * k, ["#d97f3a", "#c9a24a"][i % 2])
    s.draw(lambda p: [boat(p, 1150, 560, 0.42, "#38707a", "#f0dcb0"), boat(p, 880, 580, 0.5, "#b5523c", "#f5e6c6"), boat(p, 1400, 660, 0.75, "#2f5a80", "#e8c464")])
    s.draw(lambda p: [boat(p, 480, 810, 1.5, "#2b7a86", "#f3e3bd")])
    s.draw(lambda p: [p.curve([(x, y), (x + 60, y + 5), (x + s.r.uniform(110, 240), y)], 3, "#f7dcc0", s.r.uniform(.1, .4)) for x, y in ((s.r.uniform(0, W), s.r.uniform(840, 1060)) for _ in range(46))], wobble=4)
    s.draw(lambda p: [p.curve([(x, y), (x + 16, y - 11), (x + 27, y), (x + 39, y - 12), (x + 56, y - 3)], 4, "#f8f2e6") for x, y in ((700, 200), (790, 150), (620, 290), (560, 120))])
    s.finish(out)


@scene
def solar(out):
    s = Scene(108)
    s.sky((0, "#3f83bd"), (0.6, "#9cc4d8"), (1, "#f6e4bc"), y1=420, cloud=0.5, cover=0.58)
    s.land(s.ridge(395, 40, 300, 7), "#a98a72", "#c9a684", 90, texture=0.12, light=0.5)
    s.ground(430, "#b98a54", "#e2c391", 0.2)
    def panels(p):
        for row in range(15):
            z = 1 / (0.075 + 0.925 * ((14 - row) / 14) ** 1.9) if False else None
            t = (row / 14) ** 2.1
            y = 446 + t * 560; k = 0.07 + t * 1.05
            w = 232 * k; gap = 16 * k
            off = (row % 2) * 0
            n = int(W / (w + gap)) + 4
            for i in range(-n // 2 - 1, n // 2 + 2):
                x = 800 + i * (w + gap) + off
                if x + w < -200 or x > W + 200: continue
                sk = (x - 800) * 0.10
                a = [(x, y), (x + w, y), (x + w + sk * .55, y + 94 * k), (x + sk * .55, y + 94 * k)]
                p.ell(x + w / 2 + sk * .6, y + 112 * k, w * .56, 10 * k, "#4a3420", 0.35)
                p.line([(x + w * .25, y + 70 * k), (x + w * .25, y + 118 * k)], 4 * k, "#77706a"); p.line([(x + w * .75, y + 70 * k), (x + w * .75, y + 118 * k)], 4 * k, "#77706a")
                sh = s.r.uniform(0, 0.12) + 0.25 * math.exp(-((x - 1100) / 420) ** 2)
                p.poly(a, p.lin(0, y, 0, y + 94 * k, (0, mix("#2c5c94", "#d6ecf6", sh + .18)), (1, mix("#10264e", "#6fa4cc", sh))))
                for q in range(1, 6):
                    p.line([(x + w * q / 6, y), (x + sk * .55 + w * q / 6, y + 94 * k)], 1.3 * k + .2, "#c6dcec", 0.45)
                for q in range(1, 4):
                    p.line([(x + sk * .55 * q / 4, y + 94 * k * q / 4), (x + w + sk * .55 * q / 4, y + 94 * k * q / 4)], 1.2 * k + .2, "#c6dcec", 0.4)
                p.line(a, 2.4 * k + .3, "#e4eaee", close=True)
    s.draw(panels)
    s.haze(390, 520, "#fdeac4", 0.6)
    s.glow(1180, 110, 300, "#fff2c8", 0.9); s.glow(1180, 110, 900, "#ffe6a8", 0.25)
    s.finish(out)


@scene
def wind(out):
    s = Scene(109)
    s.sky((0, "#33567a"), (0.5, "#8fa9b8"), (0.85, "#f0c79a"), (1, "#f8dcb0"), y1=640, cloud=0.85, cloud_color="#f6d8bc", cover=0.5)
    s.glow(200, 560, 500, "#ffb870", 0.45)
    for b, a, c1, c2, hz in ((590, 50, "#8b8f98", "#a79f98", .6), (660, 60, "#6d7a70", "#8b8a72", .45)):
        s.land(s.ridge(b, a, 420), c1, c2, 120, texture=0.08); s.haze(b - 70, b + 130, "#f3d5b0", hz)
    def mill(p, x, y, k, rot, c="#f7f3ea"):
        p.poly([(x - 9 * k, y), (x - 4 * k, y - 400 * k), (x + 4 * k, y - 400 * k), (x + 9 * k, y)], p.lin(x - 9 * k, 0, x + 9 * k, 0, (0, c), (1, mix(c, "#55606c", .55))))
        p.rect(x - 6 * k, y - 410 * k, 26 * k, 13 * k, mix(c, "#55606c", .2), r=4)
        for i in range(3):
            a = rot + i * 2.0944; ca, sa = math.cos(a), math.sin(a); hx, hy = x - 4 * k, y - 404 * k
            f = lambda u, v: (hx + u * ca - v * sa, hy + u * sa + v * ca)
            p.poly([f(0, -4 * k), f(50 * k, -13 * k), f(250 * k, -1 * k), f(250 * k, 1.5 * k), f(0, 5 * k)], mix(c, "#55606c", .08 + .2 * (i == 1)))
        p.ell(x - 4 * k, y - 404 * k, 9 * k, 9 * k, mix(c, "#55606c", .25))
    s.draw(lambda p: [mill(p, x, y, k, a, mix("#f7f3ea", "#c9bfb4", f)) for x, y, k, a, f in ((980, 630, .38, .5, .6), (1110, 620, .4, 1.3, .6), (1250, 640, .42, .1, .5), (820, 650, .36, 1.9, .7), (1420, 660, .5, .8, .3))])
    s.land(s.ridge(740, 70, 560), "#8f9a58", "#4d5a34", 330, texture=0.25, light=0.5, scale=(120, 30))
    s.draw(lambda p: [mill(p, 1150, 850, 1.25, .35), mill(p, 520, 800, .95, 1.15), mill(p, 190, 780, .7, .72)])
    def sheep(p):
        for i in range(26):
            x = s.r.uniform(560, 1040); y = s.r.uniform(860, 960); k = (y - 700) / 170
            p.ell(x, y + 7 * k, 15 * k, 3 * k, "#2c361e", .5); p.ell(x, y, 13 * k, 8.5 * k, "#efe6d4"); p.ell(x + 13 * k, y - 4 * k, 5 * k, 4.4 * k, "#3c332c")
    s.draw(sheep)
    s.land(s.ridge(1010, 30, 200, 7), "#3e4a2a", "#242e1a", 80, texture=0.4)
    s.finish(out)


@scene
def stadium(out):
    s = Scene(110)
    s.sky((0, "#050b1c"), (1, "#1c3052"), y1=420)
    def stands(p):
        p.poly([(0, 190), (800, 250), (1600, 190), (1600, 600), (0, 600)], "#10192c")
        p.poly([(0, 130), (0, 176), (800, 244), (1600, 176), (1600, 130), (800, 216)], "#27364e")
        for row in range(34):
            t = row / 34
            for i in range(230):
                x = i * 7 + s.r.uniform(-3, 3); dip = 62 * (1 - abs(x - 800) / 800)
                y = 205 + dip + row * 9.4 - dip * t * .9
                c = s.r.choice(["#b83a34", "#e8d8c0", "#d8b24a", "#33527a", "#7a2a30", "#c9c0b4", "#8f3434"]); b = .28 + .5 * t
                p.ell(x, y, 2.9, 3.6, mix("#0b1222", c, b * s.r.uniform(.5, 1)))
        for x in (230, 520, 800, 1080, 1370):
            p.poly([(x - 8, 220), (x + 8, 220), (x + 14, 540), (x - 14, 540)], "#1a2438")
        p.poly([(0, 520), (1600, 520), (1600, 556), (0, 556)], "#13203a")
        for i in range(10): p.rect(i * 164, 524, 158, 28, ["#b7352e", "#e8e2d2", "#1f5a7a", "#d9a63c"][i % 4], .85)
    s.draw(stands)
    g = s.ridge(556, 0.01, 500)
    s.land(g, "#3c8a4a", "#1c5a30", 500, texture=0.12, scale=(60, 8))
    def pitch(p):
        for i in range(-14, 14, 2):
            p.poly([(800 + i * 66, 556), (800 + (i + 1) * 66, 556), (800 + (i + 1) * 215, H), (800 + i * 215, H)], "#5fae5c", .32)
        p.line([(0, 590), (1600, 590)], 4, "#f2f6ee", .9); p.line([(800 - 44 * 8, 556 + 34), (800 - 150 * 8, H)], 4, "#f2f6ee", 0)
        p.ell(800, 800, 330, 92, "#f2f6ee", .9, line=6); p.line([(0, 800), (1600, 800)], 6, "#f2f6ee", .9); p.ell(800, 800, 9, 5, "#f2f6ee")
        p.line([(560, 590), (540, 640), (1060, 640), (1040, 590)], 4, "#f2f6ee", .9)
        p.line([(740, 590), (740, 540), (860, 540), (860, 590)], 5, "#ffffff")
        for i in range(9): p.line([(740 + i * 15, 540), (740 + i * 15, 588)], .8, "#ffffff", .5)
    s.draw(pitch)
    def players(p):
        for x, y, h, c in ((420, 720, 70, "#b8312c"), (560, 830, 100, "#b8312c"), (720, 700, 66, "#f0ead8"), (930, 760, 82, "#f0ead8"), (1120, 690, 64, "#b8312c"), (1250, 860, 110, "#f0ead8"), (1000, 900, 118, "#b8312c"), (300, 900, 120, "#f0ead8"), (800, 610, 46, "#d9b23c")):
            for d in (-1, 1): p.poly([(x - 5, y), (x + 5, y), (x + d * h * .8, y + h * .24), (x + d * h * .7, y + h * .26)], "#0c2a16", .38)
            p.ell(x, y - h * .92, h * .07, h * .085, "#6a4632"); p.blob([(x - h * .15, y - h * .8), (x + h * .15, y - h * .8), (x + h * .13, y - h * .44), (x - h * .13, y - h * .44)], c)
            p.poly([(x - h * .14, y - h * .46), (x + h * .14, y - h * .46), (x + h * .16, y - h * .28), (x - h * .16, y - h * .28)], mix(c, "#101010", .6))
            p.line([(x - h * .08, y - h * .28), (x - h * .14, y)], h * .07, "#5c3c2c"); p.line([(x + h * .08, y - h * .28), (x + h * .2, y - h * .06)], h * .07, "#5c3c2c")
            p.line([(x - h * .14, y - h * .74), (x - h * .26, y - h * .5)], h * .055, "#6a4632"); p.line([(x + h * .14, y - h * .74), (x + h * .25, y - h * .56)], h * .055, "#6a4632")
        p.ell(1052, 896, 11, 11, "#fbfbf6"); p.ell(1056, 910, 12, 4, "#0c2a16", .5)
    s.draw(players)
    for x, y in ((150, 70), (560, 110), (1040, 110), (1450, 70)):
        s.draw(lambda p: [p.line([(x, y), (x, y + 160)], 7, "#33435c"), p.rect(x - 62, y - 26, 124, 46, "#2a384e")] + [p.ell(x - 46 + i * 23, y - 14 + j * 20, 9, 8, "#ffffff") for i in range(5) for j in range(2)])
        s.glow(x, y, 190, "#cfe2ff", .75); s.rays(x, y, "#bcd4ff", .10, 1.6, 5)
    s.finish(out, bloom=.5)


@scene
def library(out):
    s = Scene(111)
    s.sky((0, "#2a1c14"), (1, "#3a271a"))
    cols = ["#7c2d26", "#a8573a", "#c9a35a", "#39503f", "#2b4258", "#5a3550", "#d8c8a4", "#6a5238", "#8a7a5c", "#21303a", "#b88a3e"]
    vx, vy = 800, 470
    def wall(side):
        def fn(p):
            e = lambda u, v: (vx + side * (110 + (900 - 110) * u ** 1.0), vy + (v - vy / 1.0) * (0.16 + 1.05 * u))
            # u: depth 0 far .. 1 near, v: height in the near plane
            for row in range(9):
                v0 = -160 + row * 150
                p.poly([e(0, v0 + 128), e(1, v0 + 128), e(1, v0 + 150), e(0, v0 + 150)], "#6a4226"); p.poly([e(0, v0 + 128), e(1, v0 + 128), e(1, v0 + 133), e(0, v0 + 133)], "#a8743e")
                d = 0.0
                u = 0.0
                while u < 1:
                    du = (0.0042 + u * 0.0125) * s.r.uniform(.6, 1.5)
                    h = s.r.uniform(72, 118); c = mix(s.r.choice(cols), "#120a06", .45 - .4 * abs(u - .35) if u < .5 else .22)
                    if s.r.random() > .04:
                        a, b = u, min(1, u + du * .93)
                        p.poly([e(a, v0 + 128 - h), e(b, v0 + 128 - h), e(b, v0 + 128), e(a, v0 + 128)], c)
                        p.poly([e(a, v0 + 128 - h), e(a + du * .25, v0 + 128 - h), e(a + du * .25, v0 + 128), e(a, v0 + 128)], "#ffe2b0", .14)
                        if s.r.random() < .6: p.poly([e(a, v0 + 128 - h * .8), e(b, v0 + 128 - h * .8), e(b, v0 + 128 - h * .74), e(a, v0 + 128 - h * .74)], "#e8cf90", .75)
                    u += du
            for u in (0.0, .16, .38, .68): p.poly([e(u, -200), e(u + .012 + u * .012, -200), e(u + .012 + u * .012, 1300), e(u, 1300)], "#50301b")
        return fn
    s.draw(wall(-1)); s.draw(wall(1))
    def end(p):
        p.rect(690, 360, 220, 300, p.lin(0, 360, 0, 660, (0, "#fff6da"), (1, "#f6d79a"))); p.ell(800, 362, 110, 92, "#fff6da")
        for x in (745, 800, 855): p.line([(x, 280), (x, 640)], 5, "#6a4226")
        for y in (370, 450, 540): p.line([(690, y), (910, y)], 5, "#6a4226")
        p.poly([(690, 640), (910, 640), (1700, 1100), (-100, 1100)], p.lin(0, 640, 0, 1067, (0, "#d6a662"), (1, "#4a2c18")))
        for i in range(-9, 10): p.line([(800 + i * 12, 640), (800 + i * 105, 1100)], 1.5, "#3a2010", .35)
    s.draw(end)
    s.draw(lambda p: p.poly([(720, 640), (880, 640), (1130, 1100), (470, 1100)], "#ffe9b4", .5), blur=22, mode="screen")
    s.glow(800, 440, 520, "#ffdc98", .5)
    def folk(p):
        p.person(870, 790, 235, "#20140e"); p.rect(846, 640, 40, 26, "#c9a35a")
        p.poly([(856, 790), (888, 790), (1010, 960), (940, 960)], "#1a0f08", .45)
        p.line([(560, 860), (640, 470)], 9, "#8a5a30"); p.line([(610, 860), (668, 470)], 9, "#8a5a30")
        for i in range(8): p.line([(566 + i * 9.6, 830 - i * 46), (612 + i * 7, 830 - i * 46)], 6, "#8a5a30")
    s.draw(folk)
    s.rays(800, 250, "#ffe2a4", .22, 1.5, 8)
    s.finish(out, bloom=.4, vignette=.42)


@scene
def market(out):
    s = Scene(112)
    s.sky((0, "#cfa877"), (1, "#7a5a3e"))
    s.draw(lambda p: [p.rect(0, 0, W, 700, p.lin(0, 0, 0, 700, (0, "#f3d9a6"), (1, "#b98a5c")))] + [p.rect(x, 80, 230, 560, mix("#e6c690", "#a8764a", s.r.random())) or p.ell(x + 115, 250, 62, 90, "#6a4630") or p.rect(x + 53, 250, 124, 330, "#5a3a28") for x in range(-60, 1600, 270)], texture=.2, blur=3)
    def folk(p):
        for i in range(20):
            x = s.r.uniform(0, W); h = s.r.uniform(240, 320)
            p.person(x, 720, h, mix(s.r.choice(["#4a5a70", "#7a3a34", "#d8c8b0", "#3f4a3a", "#a8803e", "#5c4258"]), "#c9a070", .3), lean=s.r.uniform(-.03, .03), wide=1.25)
            p.ell(x, 720 - h * .925, h * .062, h * .078, mix("#8a5c40", "#c9a070", .2))
    s.draw(folk, blur=2.2)
    s.haze(300, 760, "#f7d9a0", .4)
    def awning(p):
        for k, (x0, w, c) in enumerate(((-40, 560, "#b53a2c"), (540, 540, "#2f6a5c"), (1100, 560, "#c98a2a"))):
            n = 12
            for i in range(n):
                a, b = x0 + w * i / n, x0 + w * (i + 1) / n
                col = c if i % 2 else "#f4e8cc"
                p.poly([(a + 20, 40), (b + 20, 40), (b, 236), (a, 236)], p.lin(0, 40, 0, 236, (0, mix(col, "#ffffff", .12)), (1, mix(col, "#3a2010", .22))))
                p.ell((a + b) / 2, 236, (b - a) / 2, 24, mix(col, "#3a2010", .26))
            p.line([(x0 + 14, 230), (x0 + 14, 800)], 11, "#54361e"); p.line([(x0 + w - 10, 230), (x0 + w - 10, 800)], 11, "#54361e")
        for x in (250, 800, 1370): p.line([(x, 60), (x, 290)], 2, "#2a1a10"); p.ell(x, 302, 17, 20, "#fff0b8")
    s.draw(awning)
    for x in (250, 800, 1370): s.glow(x, 302, 260, "#ffd488", .5)
    kinds = [("#c8281e", 25), ("#e88a1c", 28), ("#6c9a34", 24), ("#e8c32c", 26), ("#5c2a56", 23), ("#8cb24a", 30), ("#a83220", 21), ("#d8d0a0", 24)]
    def stall(p):
        for row in range(3):
            y0 = 700 + row * 132; x = -30 - row * 60; j = row * 3
            while x < W + 40:
                w = 214 + row * 40; c, rad = kinds[j % 8]; rad = rad * (.85 + row * .26)
                p.poly([(x + 12, y0), (x + w - 12, y0), (x + w, y0 + 110), (x, y0 + 110)], "#3a2414")
                for yy in range(5):
                    for q in range(int(w / (rad * 1.5)) + 1):
                        cx = x + 16 + (q + .5 * (yy % 2)) * rad * 1.5 + s.r.uniform(-4, 4); cy = y0 + 6 + yy * rad * .72 + s.r.uniform(-4, 4)
                        if cx > x + w - 8 or cy > y0 + 96: continue
                        col = mix(c, s.r.choice(["#ffffff", "#2a1408", "#e8c060"]), s.r.uniform(0, .16))
                        k = rad * s.r.uniform(.86, 1.05)
                        p.ell(cx, cy, k, k * .94, p.rad(cx, cy, k, (0, mix(col, "#fff4d8", .5)), (.45, col), (1, mix(col, "#1c0c06", .55)), fx=cx - k * .35, fy=cy - k * .4))
                        if j % 8 in (0, 2, 4) and s.r.random() < .8: p.line([(cx, cy - k * .5), (cx + 3, cy - k * .85)], 3, "#4a6a2a")
                p.rect(x - 4, y0 + 92, w + 8, 40, p.lin(0, y0 + 92, 0, y0 + 132, (0, "#b8803f"), (1, "#5e3a1a"))); p.line([(x - 4, y0 + 112), (x + w + 4, y0 + 112)], 2, "#3c220e")
                if row < 2: p.rect(x + w * .4, y0 + 60, 54, 40, "#f6f0dc"); p.line([(x + w * .4 + 8, y0 + 74), (x + w * .4 + 44, y0 + 74)], 4, "#5a4a3a"); p.line([(x + w * .4 + 14, y0 + 86), (x + w * .4 + 38, y0 + 86)], 3, "#8a7a6a")
                x += w + 10; j += 1
    s.draw(stall)
    s.rays(1200, -100, "#ffe6b0", .16)
    s.finish(out, warm=(1.02, 1, .95))


@scene
def classroom(out):
    s = Scene(113)
    s.sky((0, "#efe2c4"), (1, "#d9c49c"))
    def room(p):
        p.rect(0, 0, W, 690, p.lin(0, 0, W, 0, (0, "#fbf0d4"), (1, "#c9b48c"))); p.poly([(0, 690), (1600, 690), (1600, H), (0, H)], p.lin(0, 690, 0, H, (0, "#b58a5a"), (1, "#77502e")))
        p.rect(0, 560, W, 130, "#7f9a8a", .55)
        p.rect(470, 150, 880, 390, "#8a6238"); p.rect(486, 166, 848, 358, p.lin(486, 0, 1334, 0, (0, "#3a6a58"), (1, "#24483e")))
        p.ell(900, 330, 90, 90, "#e8efe4", .8, line=3); p.line([(810, 330), (990, 330)], 3, "#e8efe4", .8); p.line([(900, 240), (900, 420)], 3, "#e8efe4", .8); p.line([(900, 330), (964, 266)], 3, "#f3d77a", .9)
        for i in range(5): p.curve([(1080 + k * 18, 226 + i * 46 + s.r.uniform(-6, 6)) for k in range(11 - i)], 3, "#e8efe4", .7)
        for i in range(4): p.curve([(530 + k * 20, 240 + i * 52 + s.r.uniform(-6, 6)) for k in range(10 - 2 * (i % 2))], 3, "#e8efe4", .6)
        p.rect(470, 538, 880, 16, "#a8794a"); p.rect(700, 530, 60, 9, "#f6f2e6"); p.rect(1000, 528, 70, 11, "#c8503a")
        p.rect(1400, 190, 160, 210, "#d8e6ec"); p.blob([(1430, 230), (1500, 220), (1535, 280), (1500, 350), (1450, 370), (1420, 300)], "#9ab86a"); p.blob([(1440, 260), (1480, 250), (1500, 300), (1460, 330)], "#d9b45a")
        for x in (40, 240):
            p.rect(x, 90, 160, 400, "#8a6238"); p.rect(x + 9, 99, 142, 382, p.lin(0, 99, 0, 480, (0, "#cfeaf6"), (1, "#fffbe8"))); p.line([(x + 80, 99), (x + 80, 480)], 7, "#8a6238"); p.line([(x, 290), (x + 160, 290)], 7, "#8a6238")
            p.blob([(x + 20, 480), (x + 30, 400), (x + 60, 370), (x + 78, 480)], "#8fb27c", .7)
    s.draw(room, texture=.07)
    def desks(p):
        for row, (y, k, n) in enumerate(((700, .62, 6), (790, .86, 5), (920, 1.2, 4))):
            for i in range(n):
                x = 800 + (i - (n - 1) / 2) * 330 * k + (row % 2) * 20
                c = s.r.choice(["#b8443a", "#3a6a8a", "#e8c860", "#f1eadc", "#6a8a5a", "#d88a5a"]); hd = s.r.choice(["#2a1c16", "#3c281c", "#d8d2c8", "#4a2f22"])
                p.ell(x, y + 160 * k, 150 * k, 22 * k, "#3a2412", .3)
                p.blob([(x - 62 * k, y + 90 * k), (x - 54 * k, y + 14 * k), (x - 18 * k, y - 8 * k), (x + 18 * k, y - 8 * k), (x + 54 * k, y + 14 * k), (x + 62 * k, y + 90 * k)], p.lin(x - 60 * k, 0, x + 60 * k, 0, (0, mix(c, "#fff6dc", .35)), (1, mix(c, "#2a1408", .3))))
                p.ell(x, y - 48 * k, 34 * k, 42 * k, p.lin(x - 34 * k, 0, x + 34 * k, 0, (0, mix(hd, "#f7dca8", .4)), (.5, hd), (1, mix(hd, "#000000", .3))))
                if (i + row) % 4 == 1: p.line([(x + 50 * k, y + 26 * k), (x + 74 * k, y - 60 * k), (x + 70 * k, y - 112 * k)], 20 * k, mix(c, "#2a1408", .1)); p.ell(x + 70 * k, y - 122 * k, 12 * k, 15 * k, "#a8744e")
                p.poly([(x - 140 * k, y + 66 * k), (x + 140 * k, y + 66 * k), (x + 152 * k, y + 96 * k), (x - 152 * k, y + 96 * k)], p.lin(x - 140 * k, 0, x + 140 * k, 0, (0, "#eecb90"), (1, "#a8763e")))
                p.rect(x - 152 * k, y + 96 * k, 304 * k, 14 * k, "#7a4f26"); p.line([(x - 130 * k, y + 108 * k), (x - 130 * k, y + 168 * k)], 8 * k, "#4a3a30"); p.line([(x + 130 * k, y + 108 * k), (x + 130 * k, y + 168 * k)], 8 * k, "#4a3a30")
                p.poly([(x - 110 * k, y + 70 * k), (x - 70 * k, y + 70 * k), (x - 74 * k, y + 86 * k), (x - 118 * k, y + 86 * k)], "#fbf7ea")
    s.draw(desks)
    s.draw(lambda p: p.person(1250, 700, 340, "#3c4a5c", wide=1.2) or p.ell(1250, 382, 21, 27, "#7a5238"))
    s.draw(lambda p: [p.poly([(x, 100), (x + 150, 100), (x + 760, 1067), (x + 420, 1067)], "#ffeaba", .5) for x in (40, 240)], blur=24, alpha=.5, mode="screen")
    s.finish(out, warm=(1.02, 1, .96))


@scene
def conference(out):
    s = Scene(114)
    s.sky((0, "#2a2430"), (1, "#4a3a36"))
    def hall(p):
        p.rect(0, 0, W, 620, p.lin(0, 0, 0, 620, (0, "#4a3c3a"), (1, "#8a6a4e")))
        for i in range(17): p.rect(i * 100, 0, 56, 620, "#ffffff", .05); p.line([(i * 100, 0), (i * 100, 620)], 2, "#2a1c18", .5)
        p.ell(800, 250, 150, 150, "#d9b878", .9, line=7); p.ell(800, 250, 128, 128, "#d9b878", .5, line=2)
        for k in range(12):
            a = k * math.pi / 6; p.ell(800 + 92 * math.cos(a), 250 + 92 * math.sin(a), 16, 38, "#d9b878", .8, rot=a + math.pi / 2)
        p.ell(800, 250, 34, 34, "#d9b878")
    s.draw(hall, texture=.08)
    flags = [("#1f5a5a", "#f0e6cc", "#d9a23a"), ("#8f2a2a", "#e3b23c", "#27384f"), ("#e3b23c", "#27384f", "#f0e6cc"), ("#2f4a78", "#e3b23c", "#6a3a5a"), ("#4a6a35", "#27384f", "#d9a23a"), ("#6a3a5a", "#e3b23c", "#f0e6cc"), ("#b5602f", "#27384f", "#e3b23c"), ("#27384f", "#8fb8c0", "#f0e6cc"), ("#7a2a3a", "#d9a23a", "#f0e6cc")]
    def fl(p):
        xs = [70 + i * 112 for i in range(5)] + [1080 + i * 118 for i in range(5)]
        for i, x in enumerate(xs):
            a, b, c = flags[i % 9]
            p.line([(x, 150), (x, 640)], 6, "#c9a566"); p.ell(x, 146, 8, 11, "#e8cc88")
            for j in range(22):
                y0 = 160 + j * 2; u = j / 22; xx = x + 6 + j * 3.4
                ph = math.sin(u * 9 + i); col = a if i % 3 == 0 or u < .34 else (b if u < .67 else c)
                col = mix(col, "#000000" if ph < 0 else "#ffffff", abs(ph) * .22)
                ln = 330 - j * 5 + 14 * ph
                if i % 3 == 0:
                    p.rect(xx, y0, 4, ln * .34, mix(a, "#000000" if ph < 0 else "#ffffff", abs(ph) * .22)); p.rect(xx, y0 + ln * .34, 4, ln * .33, mix(b, "#000000" if ph < 0 else "#ffffff", abs(ph) * .2)); p.rect(xx, y0 + ln * .67, 4, ln * .33, mix(c, "#000000" if ph < 0 else "#ffffff", abs(ph) * .22))
                else: p.rect(xx, y0, 4, ln, col)
    s.draw(fl)
    s.glow(800, 120, 600, "#ffdc9c", .35)
    def people(p):
        for i in range(11):
            x = 190 + i * 122; y = 640 + 16 * math.cos((i - 5) / 3.2); c = s.r.choice(["#232630", "#2f3442", "#3a2f34", "#4a4038", "#22343a"])
            p.blob([(x - 56, y + 90), (x - 50, y + 4), (x - 16, y - 20), (x + 16, y - 20), (x + 50, y + 4), (x + 56, y + 90)], p.lin(0, y - 20, 0, y + 90, (0, mix(c, "#ffe0b0", .14)), (1, c)))
            p.poly([(x - 12, y - 20), (x + 12, y - 20), (x, y + 30)], "#efe8dc"); p.poly([(x - 4, y - 14), (x + 4, y - 14), (x + 3, y + 26), (x - 3, y + 26)], s.r.choice(["#8f2a2a", "#27486a", "#4a6a35", "#2a2a30"]))
            p.ell(x, y - 54, 26, 33, s.r.choice(["#8f6248", "#a8775a", "#7a5038", "#b98a6a"])); p.ell(x, y - 70, 27, 21, s.r.choice(["#1c1614", "#3a2c24", "#8a8680", "#26201c"]), t0=math.pi, t1=2 * math.pi)
            if i % 4 == 2: p.blob([(x - 32, y - 20), (x - 30, y - 66), (x, y - 92), (x + 30, y - 66), (x + 32, y - 20), (x + 18, y - 26), (x + 20, y - 60), (x, y - 74), (x - 20, y - 60), (x - 18, y - 26)], "#cfc4b4")
    s.draw(people)
    def table(p):
        p.blob([(-60, 1100), (40, 800), (300, 720), (800, 700), (1300, 720), (1560, 800), (1660, 1100)], p.lin(0, 700, 0, 1060, (0, "#b87f48"), (.25, "#8a5428"), (1, "#3a2010")))
        p.blob([(260, 1120), (360, 900), (560, 830), (800, 816), (1040, 830), (1240, 900), (1340, 1120)], p.lin(0, 816, 0, 1060, (0, "#2a2026"), (1, "#14101a")))
        for i in range(11):
            x = 190 + i * 122; t = abs(i - 5) / 5; y = 730 + 36 * t * t
            p.rect(x - 32, y, 64, 20, "#f4eddc"); p.line([(x - 22, y + 10), (x + 22, y + 10)], 3, "#5a4a3c"); p.line([(x + 42, y + 22), (x + 34, y - 34)], 3.4, "#15131a"); p.ell(x + 33, y - 38, 5, 8, "#15131a")
            p.ell(x - 46, y + 26, 9, 4, "#ffffff", .5); p.rect(x - 55, y + 4, 18, 22, "#dfeef2", .55, r=4)
            p.poly([(x - 30, y + 34), (x + 26, y + 34), (x + 32, y + 56), (x - 36, y + 56)], "#f8f4ea", .92)
        for _ in range(90):
            x, y = s.r.gauss(800, 120), s.r.gauss(915, 22); p.ell(x, y, 13, 11, s.r.choice(["#e9d3c0", "#c8503a", "#f3ead8", "#5f7f4a", "#4a6a3a", "#d98a5a"]), .95)
    s.draw(table)
    s.finish(out, warm=(1.03, 1, .95), bloom=.3)
