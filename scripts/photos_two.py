"""Scenes for scripts/photos.py: rooms, weather and heights."""

import math

from photos_one import blocks, crane, ship
from photos_paint import H, W, Scene, mix

SCENES = {}


def scene(fn):
    SCENES[fn.__name__.replace("_", "-")] = fn
    return fn


@scene
def containers(out):
    s = Scene(201)
    s.sky((0, "#5e8fb4"), (1, "#d9e6e6"), y1=560, cloud=.8, cover=.5)
    s.land(s.ridge(520, 30, 300), "#93a5ac", "#a9b4b2", 80, texture=.06)
    s.draw(lambda p: [crane(p, x, 600, k, c) for x, k, c in ((260, 1.1, "#6d8494"), (620, 1.0, "#7d909c"), (1500, 1.25, "#5d7484"))], blur=1)
    s.haze(420, 640, "#e6eceb", .55)
    s.ground(600, "#8a8578", "#b9b6aa", .16)
    cols = ["#b5432f", "#d8892e", "#2f5f86", "#47785c", "#c9b98e", "#7a3040", "#3f4c5c", "#d9b23c"]
    def box(p, x, y, w, h, d, c):
        p.rect(x, y - h, w, h, p.lin(x, 0, x + w, 0, (0, mix(c, "#fff2d8", .16)), (1, mix(c, "#10141c", .1))))
        p.poly([(x + w, y - h), (x + w + d, y - h - d * .28), (x + w + d, y - d * .28), (x + w, y)], mix(c, "#10141c", .42))
        p.poly([(x, y - h), (x + d, y - h - d * .28), (x + w + d, y - h - d * .28), (x + w, y - h)], mix(c, "#fff2d8", .34))
        n = int(w / 9)
        for i in range(1, n): p.line([(x + w * i / n, y - h + 6), (x + w * i / n, y - 6)], 1.6, mix(c, "#10141c", .34), .7)
        p.rect(x, y - 5, w, 5, mix(c, "#10141c", .5)); p.rect(x + w * .1, y - h * .72, w * .22, h * .2, "#f4eee0", .5)
    def rows(p):
        for y, h, w, k in ((690, 46, 150, 5), (800, 72, 236, 5), (990, 112, 380, 4)):
            x = -60 if y != 800 else 330
            while x < (W if y != 990 else 830):
                top = s.r.randint(2, k) if y < 900 else s.r.randint(2, 3)
                for j in range(top): box(p, x, y - j * h, w, h, w * .16, s.r.choice(cols))
                x += w + 12 if s.r.random() < .75 else w * 1.5
            p.rect(0, y, W, 16, "#2a2a2c", .16)
    s.draw(rows)
    s.draw(lambda p: [p.poly([(x - 10, y), (x + 10, y), (x + h * .7, y + h * .2), (x + h * .6, y + h * .24)], "#2a2622", .4) or p.person(x, y, h, "#34404c", wide=1.2) or p.rect(x - h * .13, y - h * .82, h * .26, h * .3, "#e8762c") or p.ell(x, y - h * .96, h * .07, h * .05, "#f4d04a") for x, y, h in ((1080, 980, 180), (1180, 960, 172))])
    s.glow(1400, 60, 700, "#fff0cc", .25)
    s.finish(out)


@scene
def lighthouse(out):
    s = Scene(202)
    s.sky((0, "#1c2a3c"), (.6, "#4a6274"), (1, "#a9aaa0"), y1=640, cloud=.9, cloud_color="#8c9aa0", cover=.42, cloud_scale=(600, 200))
    s.water(640, "#5d7680", "#122430", .35, ripple=34)
    def waves(p):
        for i in range(150):
            y = 660 + (i / 150) ** 1.6 * 400; x = s.r.uniform(-100, W); w = 40 + (y - 640) * .5
            p.curve([(x, y), (x + w * .3, y - 4 - (y - 640) * .03), (x + w * .6, y), (x + w, y - 3)], 1 + (y - 640) * .008, "#dfe8e6", s.r.uniform(.1, .5))
    s.draw(waves, wobble=6)
    s.draw(lambda p: p.poly([(360, 236), (1700, -40), (1700, 330)], p.lin(360, 0, 1700, 0, (0, "#fff2c4", .75), (1, "#fff2c4", 0))), blur=14, mode="screen")
    def tower(p):
        p.poly([(304, 720), (330, 290), (410, 290), (436, 720)], p.lin(304, 0, 436, 0, (0, "#8a9098"), (.35, "#f4efe2"), (1, "#75808a")))
        for y0, y1 in ((360, 440), (530, 610)):
            f = lambda y: 26 * (720 - y) / 430
            p.poly([(304 + f(y0), y0), (436 - f(y0), y0), (436 - f(y1), y1), (304 + f(y1), y1)], p.lin(304, 0, 436, 0, (0, "#6a2420"), (.35, "#c8442f"), (1, "#52201e")))
        p.rect(312, 278, 116, 15, "#2a3038"); p.rect(338, 206, 64, 72, "#fff4cc"); p.line([(338, 206), (338, 278)], 5, "#2a3038"); p.line([(402, 206), (402, 278)], 5, "#2a3038"); p.line([(370, 206), (370, 278)], 4, "#2a3038")
        p.poly([(326, 206), (414, 206), (370, 156)], "#7a2c26"); p.line([(370, 156), (370, 128)], 4, "#2a3038")
        for y in (330, 480, 650): p.rect(364, y, 14, 24, "#2a3038", r=6)
        p.rect(436, 650, 150, 80, "#d9d4c6"); p.poly([(424, 652), (511, 600), (600, 652)], "#6a3a30"); p.rect(470, 676, 22, 26, "#ffd88a"); p.rect(530, 676, 22, 26, "#ffd88a")
    s.draw(tower)
    y = s.ridge(720, 26, 120, 7, shape=lambda x: 0.0006 * (x - 330.0) ** 2 + 0.22 * abs(x - 380.0) * (x > 620))
    s.land(y, "#4a4a46", "#15181c", 260, texture=.4, light=.9)
    def foam(p):
        for _ in range(420):
            x = s.r.uniform(0, 1010); yy = 940 - 0.12 * abs(x - 300) + s.r.gauss(0, 34) + (x > 700) * (x - 700) * -.1
            p.ell(x, yy, s.r.uniform(6, 30), s.r.uniform(4, 15), "#f2f6f4", .16)
        for cx, cy, r in ((150, 900, 90), (700, 850, 150), (860, 900, 110)):
            for _ in range(160):
                a = s.r.uniform(math.pi, 2 * math.pi); d = r * abs(s.r.gauss(.6, .4)); p.ell(cx + d * math.cos(a), cy + 1.4 * d * math.sin(a), 4, 4, "#ffffff", .6)
    s.draw(foam, blur=2.2)
    s.glow(370, 240, 240, "#ffe9a8", .8)
    s.draw(lambda p: [p.line([(x, y), (x - 10, y + 36)], 1.4, "#dfe8ee", .22) for x, y in ((s.r.uniform(0, W), s.r.uniform(0, H)) for _ in range(500))])
    s.finish(out)


@scene
def speaker(out):
    s = Scene(203)
    s.sky((0, "#10141f"), (1, "#2a2634"))
    s.glow(980, 200, 900, "#d97a4a", .55); s.glow(400, 500, 700, "#2f5a86", .4)
    s.rays(1060, -80, "#ffd8a0", .3, 1.2, 9)
    s.draw(lambda p: [p.ell(s.r.uniform(0, W), s.r.uniform(0, 600), s.r.uniform(12, 46), s.r.uniform(12, 46), s.r.choice(["#ffb070", "#7aa8d8", "#ffe0b0"]), .13) for _ in range(60)], blur=4, mode="screen")
    def man(p):
        p.blob([(470, 1100), (500, 800), (600, 700), (730, 650), (770, 600), (850, 600), (884, 650), (1010, 700), (1110, 800), (1150, 1100)], p.lin(470, 0, 1150, 0, (0, "#233246"), (.55, "#16161e"), (.9, "#3a2420"), (1, "#8a4a30")))
        p.blob([(716, 400), (724, 300), (800, 236), (880, 270), (908, 350), (926, 420), (914, 448), (912, 500), (884, 546), (840, 570), (842, 640), (760, 640), (764, 560), (726, 500)], p.lin(700, 0, 930, 0, (0, "#253248"), (.5, "#1a161c"), (.86, "#4a2a20"), (1, "#d98a54")))
        p.curve([(884, 276), (908, 350), (926, 420), (914, 448), (912, 500), (884, 546)], 5, "#ffb878", .9); p.curve([(884, 660), (1010, 704), (1108, 804), (1146, 1067)], 6, "#ff9f5c", .75)
        p.poly([(790, 640), (850, 640), (836, 760), (812, 700)], "#c9c2b8", .8)
        p.blob([(1010, 900), (1090, 740), (1180, 600), (1216, 610), (1190, 760), (1110, 940)], p.lin(1010, 0, 1210, 0, (0, "#15151c"), (1, "#6a3a28"))); p.blob([(1176, 612), (1170, 540), (1196, 500), (1206, 440), (1220, 442), (1222, 500), (1246, 470), (1256, 478), (1240, 540), (1226, 616)], "#b8724a")
    s.draw(man, blur=1)
    def mics(p):
        for x, y, a, c in ((640, 780, .5, "#3a4450"), (740, 740, .2, "#22262e"), (850, 752, -.12, "#4a2a2a"), (950, 790, -.4, "#2a3a3a"), (560, 850, .8, "#2a2a34")):
            p.line([(x, y), (x + 240 * math.sin(-a), y + 300)], 10, "#0c0c12"); p.ell(x, y, 30, 46, p.rad(x, y, 46, (0, mix(c, "#ffd0a0", .45)), (.6, c), (1, "#08080c"), fx=x + 12, fy=y - 18), rot=-a); p.ell(x, y + 26, 31, 8, "#c9a070", .8, rot=-a)
        p.poly([(300, 1000), (1300, 1000), (1360, 1100), (240, 1100)], p.lin(300, 0, 1300, 0, (0, "#3a2a24"), (.7, "#7a5232"), (1, "#3a2418"))); p.rect(300, 990, 1000, 16, "#a8743e")
    s.draw(mics)
    s.draw(lambda p: [p.ell(x, 1076, 70, 90, "#07080d") or p.ell(x + 20, 985, 36, 44, "#07080d") for x in (60, 210, 1420, 1550)], blur=5)
    s.finish(out, bloom=.5, vignette=.4)


@scene
def theatre(out):
    s = Scene(204)
    s.sky((0, "#120808"), (1, "#2a1210"))
    s.draw(lambda p: p.rect(250, 120, 1100, 640, p.lin(0, 120, 0, 760, (0, "#1c2440"), (.7, "#5a5a78"), (1, "#c98a62"))))
    s.glow(800, 420, 480, "#ffb878", .45)
    s.draw(lambda p: [p.ell(1010, 330, 96, 96, "#ffe6b4")] + [blocks(p, s.r, 700, 260, 1340, 40, 190, "#3a3450", "#ffce7a", "#1c1a30", .25, 50, 90)], blur=1)
    s.draw(lambda p: [p.poly([(120, 760), (1480, 760), (1600, 900), (0, 900)], p.lin(0, 760, 0, 900, (0, "#a8683a"), (1, "#4a2818")))] + [p.line([(800 + i * 70, 760), (800 + i * 84, 900)], 2, "#2a140c", .5) for i in range(-10, 11)] + [p.rect(0, 900, W, 30, "#6a3a20")])
    s.draw(lambda p: p.ell(770, 820, 330, 52, "#ffe8b8", .6), blur=12, mode="screen")
    def act(p):
        p.ell(700, 838, 90, 12, "#1c0c08", .6); p.ell(880, 838, 90, 12, "#1c0c08", .6)
        p.person(690, 836, 290, "#1a1622", lean=.02, wide=1.15); p.line([(715, 620), (800, 590), (846, 560)], 17, "#1a1622")
        p.blob([(868, 570), (900, 570), (920, 640), (910, 700), (960, 836), (810, 836), (856, 700), (846, 640)], "#7a1f24"); p.ell(884, 545, 22, 27, "#1a1622"); p.line([(860, 600), (810, 560), (790, 500)], 14, "#7a1f24"); p.line([(908, 600), (960, 660), (990, 640)], 14, "#7a1f24")
        p.rect(1100, 720, 90, 112, "#3a2418"); p.poly([(1080, 720), (1210, 720), (1230, 690), (1060, 690)], "#5a3822"); p.rect(420, 640, 20, 196, "#241a22"); p.ell(430, 620, 26, 30, "#ffe0a0")
    s.draw(act); s.glow(430, 620, 130, "#ffc878", .7)
    def curtain(p):
        for side in (0, 1):
            for i in range(13):
                t = i / 13; x = 26 * i; w = 30
                c = mix("#c8302c", "#4a0c12", .5 + .5 * math.sin(i * 2.3))
                pts = [(x, 60), (x + w, 60), (x + w + (40 - 46 * t), 500), (x + w - t * 120, 900), (x - t * 120, 900), (x + 40 - 46 * t, 500)]
                p.blob([(W - a if side else a, b) for a, b in pts], c)
        for i in range(20):
            x = i * 80; p.blob([(x - 6, -10), (x + 86, -10), (x + 84, 110), (x + 40, 170 + 10 * math.sin(i)), (x - 4, 110)], mix("#b82a28", "#5a1016", .5 + .5 * math.sin(i * 1.9))); p.curve([(x - 2, 122), (x + 40, 178), (x + 82, 122)], 7, "#d9a84a")
    s.draw(curtain, blur=1.2, texture=.1)
    s.draw(lambda p: p.poly([(690, -20), (780, -20), (1080, 840), (470, 840)], "#ffe8c0", .42), blur=22, mode="screen")
    def heads(p):
        for row, (y, k) in enumerate(((930, .8), (1000, 1.05), (1075, 1.35))):
            for i in range(19):
                x = i * 98 * k - 60 + row * 34; c = mix("#2a1216", "#0a0506", row / 3)
                if s.r.random() < .9: p.ell(x, y - 36 * k, 25 * k, 31 * k, mix(c, "#e89a60", .12)); p.ell(x, y + 26 * k, 48 * k, 46 * k, c)
                p.rect(x - 46 * k, y + 8 * k, 92 * k, 120, mix("#5a161a", "#14060a", row / 2.4), r=24)
    s.draw(heads)
    s.finish(out, bloom=.45, vignette=.4)


@scene
def hospital(out):
    s = Scene(205)
    s.sky((0, "#dfeae8"), (1, "#b8cccc"))
    def hall(p):
        vx, vy = 760, 470
        p.poly([(0, -60), (620, 340), (620, 640), (0, 1100)], p.lin(0, 0, 620, 0, (0, "#e9efe8"), (1, "#c6d6d2"))); p.poly([(1600, -60), (900, 340), (900, 640), (1600, 1100)], p.lin(1600, 0, 900, 0, (0, "#a8c0c0"), (1, "#cfdedb")))
        p.poly([(0, 1100), (620, 640), (900, 640), (1600, 1100)], p.lin(0, 640, 0, 1067, (0, "#d8e2da"), (1, "#7f9c9c"))); p.poly([(0, -60), (620, 340), (900, 340), (1600, -60)], "#f3f6f2")
        p.rect(620, 340, 280, 300, p.lin(0, 340, 0, 640, (0, "#fffdf0"), (1, "#f0eeda"))); p.rect(650, 400, 106, 240, "#bcd3d0"); p.rect(764, 400, 106, 240, "#bcd3d0"); p.ell(703, 470, 26, 34, "#fffdf0"); p.ell(817, 470, 26, 34, "#fffdf0")
        L = lambda u, v: (620 * (1 - u) , (340 + (-60 - 340) * u) * (1 - v) + (640 + 460 * u) * v)
        R = lambda u, v: (900 + 700 * u, (340 + (-60 - 340) * u) * (1 - v) + (640 + 460 * u) * v)
        for f, side in ((L, 0), (R, 1)):
            p.poly([f(0, .58), f(1, .58), f(1, .63), f(0, .63)], "#4f8a86", .85)
            for u0, u1 in ((.08, .17), (.3, .47), (.66, .95)):
                p.poly([f(u0, .3), f(u1, .3), f(u1, .985), f(u0, .985)], mix("#7fa8a0", "#dfe8e0", .25 + .2 * side)); p.poly([f(u0 + .02, .36), f(u1 - .02, .36), f(u1 - .02, .52), f(u0 + .02, .52)], "#f6f4e2" if side else "#dff0f0"); p.line([f(u0, .3), f(u1, .3), f(u1, .985), f(u0, .985)], 4, "#4f7a78", close=True)
        for u in (.06, .2, .42, .8):
            y = 340 - 400 * u; w = 70 + 420 * u; h = 6 + 34 * u; p.poly([(760 - w * .4, y), (760 + w * .4, y), (760 + w * .5, y - h), (760 - w * .5, y - h)], "#ffffff")
        for u in (.15, .4, .75): p.poly([(760 - 60 - 240 * u, 640 + 460 * u), (760 + 60 + 240 * u, 640 + 460 * u), (760 + 50 + 230 * u, 655 + 470 * u), (760 - 50 - 230 * u, 655 + 470 * u)], "#ffffff", .35)
        p.poly([(300, 1100), (700, 640), (716, 640), (380, 1100)], "#c8664a", .7)
    s.draw(hall, texture=.05)
    s.draw(lambda p: [p.ell(760, 760, 260, 60, "#ffffff", .5)], blur=30, mode="screen")
    def people(p):
        for x, y, h, c in ((700, 690, 190, "#e9f2f0"), (800, 700, 200, "#4f8a9a")):
            p.ell(x + 20, y, h * .3, 9, "#4a6a6a", .4); p.person(x, y, h, c, wide=1.25); p.ell(x, y - h * .925, h * .064, h * .08, "#8a5c42"); p.ell(x, y - h * .95, h * .068, h * .06, "#2a1f1c")
        y = 930
        p.ell(1040, y + 40, 260, 22, "#3a5656", .35); p.rect(830, y - 150, 420, 46, "#f7f7f0", r=16); p.blob([(900, y - 146), (960, y - 196), (1120, y - 200), (1240, y - 160), (1244, y - 140), (900, y - 140)], "#8fc0bc"); p.rect(846, y - 182, 90, 40, "#ffffff", r=18); p.ell(884, y - 190, 27, 24, "#9a6a4c"); p.rect(820, y - 112, 440, 16, "#7c8c90")
        for x in (860, 1220): p.line([(x, y - 96), (x, y + 20)], 9, "#7c8c90"); p.ell(x, y + 28, 17, 17, "#2f3a40")
        p.line([(1240, y - 100), (1240, y - 400)], 6, "#8c9ca0"); p.rect(1222, y - 396, 40, 62, "#e9f4ee", .9, r=9); p.line([(1242, y - 334), (1180, y - 190)], 2.5, "#8c9ca0")
        p.person(1330, 990, 430, "#f2f5f0", wide=1.2); p.ell(1330, 592, 27, 35, "#7a5038"); p.blob([(1298, 590), (1302, 556), (1330, 544), (1360, 558), (1362, 590), (1345, 574), (1312, 574)], "#3f7f86"); p.line([(1310, 690), (1260, 790), (1230, 830)], 30, "#e4ebe6")
    s.draw(people)
    s.finish(out, bloom=.35, vignette=.2)


@scene
def olives(out):
    s = Scene(206)
    s.sky((0, "#86b0c4"), (1, "#f3e2ba"), y1=500, cloud=.6, cover=.55)
    s.glow(1300, 330, 600, "#ffd890", .45)
    for b, a, c, d in ((430, 60, "#93a49a", "#b0ae90"), (490, 44, "#8a9a72", "#b0a468")): s.land(s.ridge(b, a, 460), c, d, 120, texture=.1); s.haze(b - 40, b + 90, "#f6e2b0", .5)
    s.land(s.ridge(560, 26, 600), "#c4a763", "#8a5c34", 520, texture=.24, scale=(130, 26))
    def tree(p, x, y, k):
        p.ell(x - 130 * k, y + 10 * k, 210 * k, 26 * k, "#4a3018", .42)
        t = mix("#5a4a3c", "#a08468", .2)
        p.blob([(x - 34 * k, y + 12 * k), (x - 22 * k, y - 60 * k), (x - 50 * k, y - 150 * k), (x - 24 * k, y - 160 * k), (x, y - 100 * k), (x + 36 * k, y - 170 * k), (x + 58 * k, y - 160 * k), (x + 26 * k, y - 60 * k), (x + 40 * k, y + 12 * k)], p.lin(x - 40 * k, 0, x + 50 * k, 0, (0, "#3c3026"), (.7, t), (1, "#d9b88a")))
        for i in range(7): p.curve([(x - 24 * k + i * 8 * k, y + 8 * k), (x - 16 * k + i * 6 * k, y - 50 * k), (x - 22 * k + i * 8 * k, y - 100 * k)], 2 * k, "#2e241c", .5)
        lobes = [(s.r.uniform(-130, 130), s.r.uniform(-290, -150), s.r.uniform(46, 84)) for _ in range(15)]
        for j in range(1500 if k > .8 else 600):
            lx, ly, lr = s.r.choice(lobes); a = s.r.uniform(0, 6.28); d = lr * math.sqrt(s.r.random())
            px, py = x + (lx + d * math.cos(a)) * k, y + (ly + d * math.sin(a) * .8) * k
            f = min(1, max(0, .5 + (px - x) / (420 * k) - (py - y + 220 * k) / (300 * k)))
            p.ell(px, py, 11 * k, 3.4 * k, mix("#33402c", "#c6cc9a", f * s.r.uniform(.6, 1.05) if f < 1 else .9), rot=s.r.uniform(-1.4, 1.4))
    s.draw(lambda p: [tree(p, x, y, k) for x, y, k in sorted([(180 + i * 190, 610 + s.r.uniform(-10, 12), .26) for i in range(8)] + [(90 + i * 330, 690 + s.r.uniform(-10, 16), .46) for i in range(5)], key=lambda q: q[1])])
    s.haze(540, 760, "#f9dfa4", .45)
    s.draw(lambda p: [tree(p, 430, 900, 1.35), tree(p, 1240, 860, 1.1)])
    def folk(p):
        p.poly([(720, 960), (1040, 930), (1100, 1010), (690, 1040)], "#e9dfc4"); [p.ell(s.r.gauss(880, 90), s.r.gauss(985, 18), 5, 4, s.r.choice(["#3a4a24", "#2a2030", "#5a6a2c"])) for _ in range(260)]
        p.person(1010, 940, 190, "#7a3a32", lean=.04, wide=1.3); p.ell(1018, 764, 12, 15, "#f1e6d0"); p.line([(1024, 800), (1110, 700)], 9, "#5a3a2a"); p.person(760, 945, 180, "#2f4a5c", lean=-.05, wide=1.3); p.rect(640, 980, 70, 56, "#a8763c", r=8)
    s.draw(folk)
    s.draw(lambda p: [p.line([(x, y), (x + s.r.uniform(-6, 6), y - s.r.uniform(10, 34))], 2, mix("#8a6a30", "#e0c070", s.r.random()), .8) for x, y in ((s.r.uniform(0, W), s.r.uniform(960, 1080)) for _ in range(900))])
    s.finish(out, warm=(1.02, 1, .95))


@scene
def rain(out):
    s = Scene(207)
    s.sky((0, "#1c2634"), (1, "#4a5a66"), y1=640)
    def street(p):
        for side in (0, 1):
            for i in range(7):
                t = 1 - .62 ** i; x0 = 0 + 640 * t; x1 = 640 * (1 - .62 ** (i + 1)); top0 = -200 + 640 * t; top1 = -200 + 640 * (1 - .62 ** (i + 1)); b0 = 900 - 330 * t; b1 = 900 - 330 * (1 - .62 ** (i + 1))
                c = mix(["#5a4a44", "#4a545c", "#6a5a4a", "#3f4a50"][(i + side) % 4], "#5c6c78", t * .75)
                m = lambda x: W - x if side else x
                p.poly([(m(x0), top0), (m(x1), top1), (m(x1), b1), (m(x0), b0)], c)
                for r in range(7):
                    for q in range(3):
                        u = (q + .25) / 3; u2 = (q + .7) / 3; f = lambda uu, v: (m(x0 + (x1 - x0) * uu), (top0 + (top1 - top0) * uu) * (1 - v) + (b0 + (b1 - b0) * uu) * v)
                        v = .06 + r * .105; lit = s.r.random() < .36
                        p.poly([f(u, v), f(u2, v), f(u2, v + .065), f(u, v + .065)], "#ffc877" if lit else mix(c, "#0c1016", .5), 1 if lit else .8)
                p.poly([f(.04, .84), f(.94, .84), f(.94, .97), f(.04, .97)], s.r.choice(["#ffdc9a", "#ffb05c", "#a8e0d8", "#ffe9c0"]), .95)
                p.poly([f(.0, .8), f(1, .8), f(1, .845), f(0, .845)], s.r.choice(["#8f2a2a", "#1f4a4a", "#2a3450"]))
    s.draw(street, blur=1)
    s.haze(380, 700, "#93a4ac", .55); s.glow(800, 560, 320, "#ffd9a0", .35)
    s.water(640, "#46525c", "#12181f", .85, ripple=16)
    s.draw(lambda p: [p.poly([(0, 900), (640, 570), (660, 640), (120, 1067), (0, 1067)], "#2a3038", .55), p.poly([(1600, 900), (960, 570), (940, 640), (1480, 1067), (1600, 1067)], "#2a3038", .55)])
    def car(p):
        p.rect(690, 560, 160, 84, "#2a1c20", r=22); p.rect(712, 530, 116, 50, "#3a2a2e", r=16); p.rect(722, 538, 96, 32, "#8a98a0", r=8); p.ell(712, 606, 15, 10, "#fff4d0"); p.ell(828, 606, 15, 10, "#fff4d0")
    s.draw(car); s.glow(712, 606, 110, "#ffe9b8", .6); s.glow(828, 606, 110, "#ffe9b8", .6)
    def umb(p, x, y, h, c):
        p.person(x, y, h, "#12161c", wide=1.25); k = h * .34
        p.blob([(x - k, y - h * .98), (x - k * .7, y - h * 1.2), (x, y - h * 1.32), (x + k * .7, y - h * 1.2), (x + k, y - h * .98), (x + k * .5, y - h * 1.03), (x, y - h * .99), (x - k * .5, y - h * 1.03)], c); p.line([(x + 4, y - h * 1.3), (x + 8, y - h * .6)], h * .012, "#0c0e12")
        p.poly([(x - h * .12, y), (x + h * .12, y), (x + h * .16, y + h * .7), (x - h * .1, y + h * .7)], "#0a0d12", .4)
    s.draw(lambda p: [umb(p, 1120, 760, 190, "#2f5a6a"), umb(p, 440, 800, 230, "#c8a03c"), umb(p, 1260, 900, 330, "#23262e"), umb(p, 600, 930, 350, "#c2352c")])
    s.draw(lambda p: [p.line([(x, y), (x - 9, y + s.r.uniform(30, 70))], s.r.uniform(.8, 2), "#dfe9f0", s.r.uniform(.1, .36)) for x, y in ((s.r.uniform(0, W + 40), s.r.uniform(-60, H)) for _ in range(1100))])
    s.draw(lambda p: [p.ell(s.r.uniform(0, W), s.r.uniform(700, H), s.r.uniform(5, 16), s.r.uniform(1.5, 4), "#e9f2f6", .35, line=1.4) for _ in range(240)])
    s.finish(out, bloom=.55, vignette=.38)


@scene
def desert(out):
    s = Scene(208)
    s.sky((0, "#3f79a8"), (.7, "#a9c4c6"), (1, "#f3d5a2"), y1=470, cloud=.25, cover=.6)
    s.glow(260, 380, 500, "#ffd49a", .4)
    for b, a, sc, c, d in ((450, 40, 300, "#d8a878", "#e3b98a"), (510, 80, 520, "#e0a563", "#c27a3c"), (590, 110, 700, "#eab06a", "#b0642c")):
        s.land(s.ridge(b, a, sc, 3, .3), c, d, 240, texture=.07, light=.9, scale=(220, 24)); s.haze(b - 30, b + 80, "#f9deb0", .3)
    s.land(s.ridge(720, 90, 900, 3, .3), "#eeb56c", "#a5561f", 420, texture=.1, light=1.0, light_x=-1, scale=(260, 18))
    def road(p):
        pts = [(760, 1110), (1180, 1110), (1010, 900), (1000, 800), (1070, 730), (1030, 690), (925, 655), (918, 655), (1010, 692), (1040, 728), (925, 800), (850, 900)]
        p.path([(640, 1110), (1330, 1110), (1060, 905), (1010, 815), (1075, 745), (1030, 700), (930, 668), (924, 668), (1010, 703), (1046, 742), (930, 815), (840, 905)]); p.src(p.lin(0, 668, 0, 1100, (0, "#8a7462"), (1, "#3f3a3a"))); p.c.fill()
        for a, b, w in (((985, 1067), (968, 980), 10), ((960, 940), (958, 890), 7), ((962, 868), (968, 836), 5), ((980, 810), (1002, 790), 3)): p.line([a, b], w, "#f4e6c0", .9)
        p.rect(930, 795, 44, 30, "#f4efe2", r=6); p.rect(936, 786, 30, 14, "#8a3a2c", r=4); p.ell(938, 827, 6, 6, "#221c1a"); p.ell(966, 827, 6, 6, "#221c1a"); p.ell(1000, 828, 60, 6, "#7a4a20", .35)
    s.draw(road)
    def camels(p):
        for i in range(6):
            x, y, k = 240 + i * 74, 640 - i * 6, .5 - i * .02; c = "#5a3418"
            p.ell(x - 60 * k, y + 3, 90 * k, 6 * k, "#7a4018", .5); p.blob([(x - 52 * k, y - 64 * k), (x - 20 * k, y - 92 * k), (x, y - 118 * k), (x + 22 * k, y - 90 * k), (x + 50 * k, y - 76 * k), (x + 42 * k, y - 48 * k), (x - 48 * k, y - 46 * k)], c)
            for d in (-42, -28, 30, 42): p.line([(x + d * k, y - 54 * k), (x + d * k + s.r.uniform(-7, 7) * k, y)], 8 * k, c)
            p.curve([(x + 46 * k, y - 70 * k), (x + 74 * k, y - 76 * k), (x + 82 * k, y - 124 * k)], 13 * k, c); p.ell(x + 94 * k, y - 128 * k, 19 * k, 9 * k, c)
    s.draw(camels)
    s.draw(lambda p: [p.curve([(x, y), (x + 50, y - 7), (x + 110, y + 2), (x + 170, y - 5)], 2, "#fbd9a0", .3) for x, y in ((s.r.uniform(-50, 620), 790 + i * 9) for i in range(34))] + [p.curve([(x, y), (x + 50, y - 7), (x + 110, y + 2), (x + 170, y - 5)], 2, "#7a3c12", .2) for x, y in ((s.r.uniform(1100, 1500), 790 + i * 9) for i in range(30))])
    s.finish(out, warm=(1.02, 1, .96))


@scene
def snow_village(out):
    s = Scene(209)
    s.sky((0, "#2b4666"), (.6, "#7f97ad"), (1, "#f0cdb6"), y1=560, cloud=.4, cloud_color="#e8d8d8")
    s.land(s.ridge(330, 210, 520, 8, .55), "#eef2f6", "#8da4ba", 420, texture=.12, light=1.3); s.haze(380, 640, "#e3dbe0", .55)
    s.land(s.ridge(560, 90, 400, 7), "#cdd9e4", "#8fa4b8", 260, texture=.12, light=.7)
    def pines(p, n, y0, y1, k):
        for _ in range(n):
            x, y = s.r.uniform(-20, W + 20), s.r.uniform(y0, y1); h = k * s.r.uniform(.7, 1.2)
            for j in range(4):
                yy = y - h * .22 * j; w = h * (.26 - .05 * j); p.poly([(x - w, yy), (x, yy - h * .42), (x + w, yy)], "#2c4350"); p.poly([(x - w * .7, yy - h * .1), (x, yy - h * .42), (x + w * .4, yy - h * .2), (x, yy - h * .16)], "#eaf0f4", .9)
    s.draw(lambda p: pines(p, 90, 600, 680, 46)); s.haze(560, 720, "#d8dce6", .4)
    s.land(s.ridge(700, 60, 500, shape=lambda x: 60 * ((x - 800) / 800) ** 2 * -1), "#f1f4f8", "#a9bccf", 340, texture=.07, light=.4)
    def houses(p):
        hs = sorted([(s.r.uniform(380, 1240), s.r.uniform(690, 890)) for _ in range(34)], key=lambda q: q[1]); lights = []
        for x, y in hs:
            k = .5 + (y - 680) / 260; w, h = 84 * k, 54 * k
            p.rect(x, y - h, w, h, p.lin(x, 0, x + w, 0, (0, "#b89a7c"), (1, "#6a5448"))); p.poly([(x + w, y - h), (x + w * 1.4, y - h * 1.05), (x + w * 1.4, y - h * .1), (x + w, y)], "#4f4240")
            p.poly([(x - 8 * k, y - h), (x + w * .5, y - h * 1.75), (x + w * 1.02, y - h)], "#fafcff"); p.poly([(x + w * .5, y - h * 1.75), (x + w * .92, y - h * 1.75), (x + w * 1.46, y - h), (x + w * 1.0, y - h)], "#c5d2e2")
            for q in range(2): p.rect(x + (16 + q * 34) * k, y - h * .68, 15 * k, 18 * k, "#ffcf7a")
            if s.r.random() < .4: p.rect(x + w * .7, y - h * 1.8, 9 * k, 26 * k, "#5a4a46")
        p.rect(770, 560, 46, 170, "#d8cdbc"); p.rect(764, 552, 58, 14, "#efe8da"); p.rect(778, 516, 30, 40, "#d8cdbc"); p.ell(793, 514, 17, 18, "#eef2f6"); p.line([(793, 496), (793, 476)], 3, "#c9a050")
    s.draw(houses)
    for x, y in ((600, 800), (900, 780), (1050, 840), (760, 860)): s.glow(x, y, 130, "#ffb860", .22)
    s.draw(lambda p: [p.blob([(x, y), (x + 14, y - 40), (x + 4, y - 90), (x + 40, y - 150), (x + 60, y - 150), (x + 26, y - 84), (x + 30, y - 36), (x + 10, y)], "#f2ecec", .35) for x, y in ((560, 720), (1000, 700), (1190, 760))], blur=9)
    s.draw(lambda p: pines(p, 30, 960, 1090, 210))
    s.draw(lambda p: [p.ell(s.r.uniform(0, W), s.r.uniform(0, H), *(lambda q: (q, q))(s.r.uniform(1, 3.6)), "#ffffff", s.r.uniform(.3, .85)) for _ in range(520)], blur=.8)
    s.finish(out)


@scene
def parliament(out):
    s = Scene(210)
    s.sky((0, "#4a2c22"), (1, "#8a5a3c"))
    def hall(p):
        p.rect(0, 0, W, 560, p.lin(0, 0, 0, 560, (0, "#5a3626"), (1, "#a8744a")))
        for i in range(9):
            x = 40 + i * 190; p.rect(x, 90, 44, 460, p.lin(x, 0, x + 44, 0, (0, "#e9d6b4"), (.5, "#fbf0d8"), (1, "#b0936c"))); p.rect(x - 10, 76, 64, 18, "#f3e4c6"); p.rect(x - 10, 540, 64, 20, "#d9c29c")
            if i < 8: p.ell(x + 117, 200, 54, 60, "#f9e3b0"); p.rect(x + 63, 200, 108, 200, "#f9e3b0"); p.line([(x + 117, 140), (x + 117, 400)], 3, "#8a5a34"); p.line([(x + 63, 270), (x + 171, 270)], 3, "#8a5a34")
        p.poly([(0, 0), (W, 0), (W, 60), (0, 60)], "#3c2218"); p.rect(0, 56, W, 22, "#c99a58")
        p.rect(640, 300, 320, 260, "#5a2a1c"); p.rect(652, 312, 296, 236, "#7a3a26"); p.ell(800, 390, 62, 62, "#e0b868", line=6)
        for k in range(8): a = k * math.pi / 4; p.poly([(800, 390), (800 + 54 * math.cos(a - .16), 390 + 54 * math.sin(a - .16)), (800 + 54 * math.cos(a + .16), 390 + 54 * math.sin(a + .16))], "#e0b868", .9)
        p.rect(560, 500, 480, 90, "#6a3c22"); p.rect(548, 490, 504, 18, "#b47a44"); p.rect(690, 570, 220, 100, "#7c4a2a"); p.rect(680, 560, 240, 15, "#c08a50")
        for x in (640, 800, 960): p.ell(x, 452, 17, 21, "#8a5c42"); p.blob([(x - 38, 500), (x - 30, 478), (x, 468), (x + 30, 478), (x + 38, 500)], "#22242c")
        p.ell(800, 528, 18, 22, "#9a6a4c"); p.blob([(762, 585), (770, 560), (800, 548), (830, 560), (838, 585)], "#2c3a4c"); p.line([(822, 566), (850, 530)], 11, "#2c3a4c")
    s.draw(hall, texture=.07)
    s.rays(300, -40, "#ffe2a4", .2); s.glow(800, 300, 640, "#ffd494", .3)
    def seats(p):
        for row in range(9):
            t = row / 8; ry = 90 + 420 * t ** 1.15; rx = 420 + 900 * t; cy = 590; n = int(16 + 10 * t); k = .5 + 1.05 * t
            p.c.new_path(); p.ell(800, cy, rx * 1.04, ry + 36 * k, mix("#8a5a34", "#4a2a18", t), line=34 * k, t0=0, t1=math.pi)
            p.ell(800, cy, rx * 1.03, ry + 19 * k, "#c9935a", line=5 * k, t0=0, t1=math.pi)
            for i in range(n + 1):
                a = math.pi * i / n; x, y = 800 + rx * math.cos(a), cy + ry * math.sin(a)
                if x < -60 or x > W + 60 or y > H + 40: continue
                p.rect(x - 22 * k, y - 10 * k, 44 * k, 40 * k, mix("#9a2a26", "#5a1414", t * .7), r=9 * k)
                if s.r.random() < .86:
                    c = s.r.choice(["#22252e", "#2c3442", "#3a3034", "#454038", "#e4dccb", "#2a3c3c"]); p.blob([(x - 25 * k, y + 22 * k), (x - 21 * k, y - 8 * k), (x, y - 18 * k), (x + 21 * k, y - 8 * k), (x + 25 * k, y + 22 * k)], c); p.ell(x, y - 34 * k, 13 * k, 17 * k, s.r.choice(["#20181a", "#2c2220", "#6a6460", "#3a2a22", "#d8ccba"]))
    s.draw(seats)
    s.finish(out, warm=(1.02, 1, .95), bloom=.35, vignette=.36)


@scene
def observatory(out):
    s = Scene(211)
    s.sky((0, "#050a1e"), (.6, "#152450"), (1, "#5a4a78"), y1=820)
    import numpy as np
    from photos_paint import fbm
    yy, xx = np.mgrid[0:H, 0:W].astype(np.float32); d = (yy - (900 - xx * .72)) / 1.23
    m = np.exp(-(d / 150) ** 2) * (0.25 + fbm(77, 300, octaves=7, gain=.6)); dust = np.exp(-((d + 10) / 46) ** 2) * fbm(78, 200, octaves=6) ** 2
    s.im += m[:, :, None] * np.array((.42, .4, .55), np.float32); s.im *= (1 - .6 * dust)[:, :, None]
    def stars(p):
        for _ in range(2300):
            x, y = s.r.uniform(0, W), s.r.uniform(0, 860)
            if s.r.random() < .5: x = s.r.uniform(0, W); y = 900 - x * .72 + s.r.gauss(0, 150)
            k = s.r.uniform(.5, 1.3) if s.r.random() < .96 else s.r.uniform(1.6, 2.8); p.ell(x, y, k, k, s.r.choice(["#ffffff", "#ffe6c0", "#c0d4ff"]), s.r.uniform(.3, 1))
    s.draw(stars); s.glow(250, 860, 500, "#ff9a5a", .3)
    s.land(s.ridge(830, 80, 500, 7), "#2a2c50", "#1a1a34", 160, texture=.12); s.haze(740, 900, "#6a5a88", .3)
    s.draw(lambda p: p.poly([(1122, 640), (1080, 610), (520, -60), (640, -60)], p.lin(1100, 620, 560, -60, (0, "#ffe6b4", .5), (1, "#ffe6b4", 0))), blur=9, mode="screen", alpha=.5)
    s.land(s.ridge(900, 50, 420, 7, shape=lambda x: -90 * np.exp(-((x - 1180) / 320) ** 2)), "#1c1c36", "#090a18", 180, texture=.3)
    def dome(p):
        p.rect(1010, 680, 340, 150, p.lin(1010, 0, 1350, 0, (0, "#8a88a4"), (.4, "#5a5a7a"), (1, "#22223c")))
        p.ell(1180, 690, 182, 176, p.rad(1180, 690, 190, (0, "#d8d4e0"), (.6, "#7c7a9a"), (1, "#2a2a48"), fx=1090, fy=590), t0=math.pi, t1=2 * math.pi); p.blob([(1060, 660), (1070, 590), (1108, 540), (1140, 530), (1150, 560), (1120, 600), (1112, 670)], "#1a1420"); p.poly([(1090, 640), (1066, 600), (1092, 580), (1124, 634)], "#ffcf86", .8); p.line([(1120, 650), (1076, 584)], 22, "#c9c4d0")
        p.rect(1004, 684, 352, 14, "#a8a4bc"); p.rect(1220, 740, 40, 90, "#ffcf86", .9); p.rect(1060, 736, 26, 30, "#ffcf86", .8); p.line([(1240, 830), (900, 1067)], 26, "#5a5470", .5)
        p.person(1290, 836, 70, "#06060e"); p.person(940, 960, 90, "#06060e"); p.line([(905, 960), (925, 905), (945, 960)], 4, "#06060e"); p.line([(900, 915), (950, 880)], 10, "#06060e")
    s.draw(dome); s.glow(1240, 790, 140, "#ffb860", .35)
    s.finish(out, bloom=.5, vignette=.3, paper=.03)


@scene
def bakery(out):
    s = Scene(212)
    s.sky((0, "#2a1a12"), (1, "#4a2c1a"))
    def oven(p):
        for r in range(15):
            for i in range(15):
                x = i * 120 - (r % 2) * 60; c = mix("#8a4a2c", "#5a2f1e", s.r.random()); p.rect(x + 2, r * 48 + 2, 116, 44, c, r=5)
        p.ell(560, 430, 330, 250, "#c98a5a", t0=math.pi, t1=2 * math.pi); p.rect(230, 430, 660, 150, "#c98a5a")
        p.ell(560, 430, 280, 205, "#1c0c06", t0=math.pi, t1=2 * math.pi); p.rect(280, 428, 560, 130, p.lin(0, 420, 0, 560, (0, "#1c0c06"), (1, "#7a2e10"))); p.rect(200, 556, 720, 40, p.lin(0, 556, 0, 596, (0, "#d8b08a"), (1, "#8a5a3a")))
        for i in range(60):
            x = s.r.uniform(300, 470); h = s.r.uniform(40, 190); p.blob([(x - 22, 556), (x - 10, 556 - h * .5), (x + s.r.uniform(-14, 14), 556 - h), (x + 12, 556 - h * .5), (x + 22, 556)], s.r.choice(["#ff7a1c", "#ffb03c", "#ff5a14", "#ffd86a"]), .5)
        for x, y in ((560, 540), (650, 520), (740, 545), (620, 550), (700, 500)): p.ell(x, y, 46, 19, p.lin(0, y - 19, 0, y + 19, (0, "#f0b868"), (1, "#8a4a1c")))
    s.draw(oven, texture=.14)
    s.glow(420, 500, 420, "#ff7a20", .7); s.glow(600, 480, 800, "#ff9a40", .3)
    def man(p):
        p.blob([(1060, 1100), (1050, 720), (1080, 560), (1150, 500), (1240, 500), (1330, 560), (1370, 720), (1390, 1100)], p.lin(1050, 0, 1390, 0, (0, "#fff0d4"), (.4, "#d8c6aa"), (1, "#4a3a30"))); p.ell(1180, 410, 66, 84, p.lin(1114, 0, 1250, 0, (0, "#e89a5c"), (.5, "#8a5638"), (1, "#3a2218")))
        p.blob([(1110, 370), (1104, 300), (1140, 260), (1200, 250), (1260, 280), (1262, 340), (1250, 380), (1180, 350)], p.lin(1104, 0, 1262, 0, (0, "#fff4dc"), (1, "#8a7a68"))); p.line([(1100, 600), (1000, 700), (900, 660)], 60, "#f0dcbc"); p.ell(884, 654, 34, 28, "#b5744a"); p.line([(1130, 610), (640, 610)], 15, "#b8854a"); p.ell(600, 612, 110, 20, "#c9985a"); p.ell(600, 598, 64, 23, "#e8b064"); p.curve([(1120, 440), (1150, 470), (1200, 476)], 16, "#2c1c14")
    s.draw(man)
    def bread(p):
        p.poly([(0, 820), (1060, 800), (1130, 1100), (0, 1100)], p.lin(0, 800, 0, 1067, (0, "#a8713c"), (1, "#4f2e16")))
        for r in range(4):
            for i in range(7 - (r == 0)):
                x, y = 60 + i * 158 + (r % 2) * 70, 830 + r * 68; k = .86 + r * .1; p.ell(x + 8, y + 26 * k, 84 * k, 30 * k, "#2c160a", .5); p.ell(x, y, 82 * k, 44 * k, p.rad(x, y, 84 * k, (0, "#f7cf8c"), (.55, "#d8923f"), (1, "#7a4218"), fx=x - 16, fy=y - 22))
                for q in (-1, 0, 1): p.curve([(x + q * 34 * k - 12, y + 20 * k), (x + q * 34 * k, y - 4), (x + q * 34 * k + 14, y - 24 * k)], 6 * k, "#fbe4b4", .75)
    s.draw(bread)
    s.draw(lambda p: [p.ell(s.r.gauss(620, 240), s.r.gauss(520, 160), 2, 2, "#ffd08a", .6) for _ in range(200)], blur=.8, mode="add")
    s.finish(out, bloom=.5, vignette=.4)


@scene
def oud(out):
    s = Scene(213)
    s.sky((0, "#3c4a4a"), (1, "#5f6c62"))
    s.draw(lambda p: [p.rect(0, 0, W, 780, p.lin(0, 0, W, 0, (0, "#8a9484"), (.5, "#66756c"), (1, "#2f3c3c"))), p.poly([(0, 780), (W, 780), (W, H), (0, H)], p.lin(0, 780, 0, H, (0, "#7a4f30"), (1, "#3c2416")))] + [p.line([(i * 170 - 100, 780), (i * 230 - 400, H)], 3, "#2c180e", .5) for i in range(12)] + [p.rect(0, 764, W, 22, "#4a3222")], texture=.12)
    s.draw(lambda p: [p.poly([(120 + i * 150, 90), (240 + i * 150, 60), (420 + i * 150, 560), (300 + i * 150, 600)], "#ffe4b0", .6) for i in range(3)], blur=6, mode="screen", alpha=.7)
    def rug(p):
        p.poly([(380, 890), (1240, 890), (1420, 1067), (210, 1067)], "#8f2c28"); p.poly([(420, 904), (1200, 904), (1350, 1050), (280, 1050)], "#d9a95a"); p.poly([(440, 914), (1180, 914), (1310, 1040), (320, 1040)], "#6a1f24")
        for i in range(9): x = 470 + i * 84; p.poly([(x, 925), (x + 34, 972), (x, 1024), (x - 34, 972)], "#d9a95a" if i % 2 else "#2f4a5a")
        p.ell(830, 990, 330, 26, "#1c0c08", .45)
    s.draw(rug)
    def chair(p):
        c = "#5a3820"
        for x0, y0, x1, y1 in ((640, 700, 600, 990), (1010, 700, 1060, 985), (690, 660, 680, 900), (970, 660, 980, 900)): p.line([(x0, y0), (x1, y1)], 24, c)
        p.line([(650, 850), (1020, 850)], 13, c); p.line([(690, 670), (670, 240)], 22, c); p.line([(975, 670), (995, 240)], 22, c)
        for y in (270, 350, 430): p.curve([(672, y), (830, y - 22), (993, y)], 26, mix(c, "#c08a54", .25))
        p.poly([(640, 690), (690, 640), (975, 640), (1020, 690)], p.lin(640, 0, 1020, 0, (0, "#e0bc80"), (1, "#8a6236"))); p.poly([(640, 690), (1020, 690), (1014, 716), (646, 716)], "#6a4526")
    s.draw(chair)
    def lute(p):
        p.c.save(); p.c.translate(850, 560); p.c.rotate(.34)
        p.blob([(-14, -230), (14, -230), (120, -60), (168, 70), (130, 190), (0, 236), (-130, 190), (-168, 70), (-120, -60)], "#3a1c0e")
        p.blob([(-10, -226), (10, -226), (108, -58), (152, 68), (118, 178), (0, 220), (-118, 178), (-152, 68), (-108, -58)], p.rad(0, 40, 260, (0, "#f0c884"), (.7, "#d0924a"), (1, "#7a4a22"), fx=-60, fy=-30))
        for x, y, r in ((0, 30, 50), (-62, -40, 20), (62, -40, 20)):
            p.ell(x, y, r, r, "#241008"); p.ell(x, y, r + 5, r + 5, "#8a5224", line=4)
            for k in range(8): a = k * math.pi / 4; p.line([(x, y), (x + r * math.cos(a), y + r * math.sin(a))], 2.4, "#b5793c")
            p.ell(x, y, r * .5, r * .5, "#b5793c", line=2.6)
        p.rect(-56, 138, 112, 15, "#3a1c0e", r=5); p.poly([(-17, -226), (17, -226), (14, -470), (-14, -470)], "#2a1a12"); p.poly([(-14, -470), (14, -470), (70, -590), (44, -600)], "#4a2a16")
        for k in range(5): p.line([(20 + k * 8, -490 - k * 20), (54 + k * 8, -478 - k * 20)], 6, "#1c0f08"); p.line([(-6 + k * 8, -500 - k * 20), (-30 + k * 8, -512 - k * 20)], 6, "#1c0f08")
        for k in range(6): p.line([(-11 + k * 4.4, -470), (-36 + k * 14, 140)], 1.5, "#fbf2dc", .9)
        p.c.restore()
    s.draw(lambda p: [p.c.save(), p.c.translate(26, 20), lute(p), p.c.restore()], blur=12, alpha=.0)
    s.draw(lute)
    s.draw(lambda p: [p.rect(1220, 600, 200, 14, "#4a2e1a"), p.line([(1240, 610), (1230, 860)], 11, "#4a2e1a"), p.line([(1400, 610), (1412, 860)], 11, "#4a2e1a"), p.rect(1270, 556, 90, 44, "#b8bfae", r=9), p.ell(1315, 556, 45, 11, "#7c2d1c"), p.ell(1366, 576, 14, 12, "#b8bfae", line=6), p.poly([(1230, 600), (1256, 590), (1276, 600)], "#f4ead2")])
    s.glow(300, 100, 800, "#ffdf9c", .3)
    s.finish(out, vignette=.4)


@scene
def oldtown(out):
    s = Scene(214)
    s.sky((0, "#2c2f5a"), (.45, "#8a5a78"), (.8, "#ee9a62"), (1, "#f9cf8a"), y1=640, cloud=.5, cloud_color="#f0a078", cover=.52)
    s.glow(560, 560, 420, "#ffcf7a", .6); s.draw(lambda p: p.ell(560, 560, 54, 54, "#fff0c4"), blur=1.2)
    s.land(s.ridge(600, 60, 420), "#a8707a", "#c98a72", 130, texture=.08); s.haze(520, 680, "#ffca88", .5)
    def town(p, y0, k, c, dark, n, lit):
        for _ in range(n):
            x, y = s.r.uniform(-60, W), y0 + s.r.uniform(-50, 50) * k; w, h = s.r.uniform(50, 120) * k, s.r.uniform(60, 150) * k; a = mix(c, dark, s.r.uniform(0, .5))
            p.rect(x, y - h, w, h + 300, a); p.rect(x, y - h, w * .16, h + 300, mix(a, "#ffcf90", .3))
            t = s.r.random()
            if t < .14: p.ell(x + w / 2, y - h, w * .42, w * .44, mix(a, "#ffcf90", .1), t0=math.pi, t1=2 * math.pi); p.line([(x + w / 2, y - h - w * .44), (x + w / 2, y - h - w * .62)], 2.5, a)
            elif t < .5: [p.rect(x + q * w / 5, y - h - 9 * k, w / 9, 10 * k, a) for q in range(5)]
            for _ in range(3):
                wx, wy = x + s.r.uniform(.2, .75) * w, y - h + s.r.uniform(.15, .8) * h; p.rect(wx, wy, 8 * k, 13 * k, "#ffcf7a" if s.r.random() < lit else mix(a, "#14101c", .5), r=3 * k)
        for x in ([310, 1180] if y0 > 700 else [760]):
            w = 38 * k; h = 330 * k; a = mix(c, dark, .25); p.rect(x, y0 - h, w, h + 200, p.lin(x, 0, x + w, 0, (0, mix(a, "#ffcf90", .4)), (1, mix(a, dark, .5)))); p.rect(x - 7 * k, y0 - h, w + 14 * k, 13 * k, a); p.rect(x + 8 * k, y0 - h - 52 * k, w - 16 * k, 54 * k, a); p.ell(x + w / 2, y0 - h - 52 * k, 13 * k, 15 * k, a); p.line([(x + w / 2, y0 - h - 66 * k), (x + w / 2, y0 - h - 90 * k)], 2.5 * k, a)
            for q in range(3): p.rect(x + w * .36, y0 - h + (40 + q * 70) * k, w * .28, 30 * k, mix(a, "#14101c", .5), r=6 * k)
    s.draw(lambda p: town(p, 650, .62, "#b87a70", "#8a5a68", 60, .1)); s.haze(580, 760, "#f9b880", .4)
    s.draw(lambda p: town(p, 770, .95, "#96605c", "#563a50", 46, .3)); s.haze(700, 880, "#e08a68", .25)
    s.draw(lambda p: town(p, 950, 1.5, "#5a3a48", "#2a1e34", 30, .45))
    s.draw(lambda p: [p.curve([(x, y), (x + 11, y - 8), (x + 19, y), (x + 28, y - 9), (x + 40, y - 2)], 2.6, "#2d2038") for x, y in ((900, 190), (960, 150), (1010, 220), (1080, 170), (840, 250), (700, 160))])
    s.finish(out, bloom=.4)
