"""Scenes for scripts/photos.py, seen from close by: sport, craft, science, a café table."""

import math

from photos_paint import H, W, Scene, mix

SCENES = {}


def scene(fn):
    SCENES[fn.__name__.replace("_", "-")] = fn
    return fn


@scene
def bridge(out):
    s = Scene(301)
    s.sky((0, "#7f9fb4"), (.7, "#e2d6c4"), (1, "#f4dcb8"), y1=640, cloud=.6, cover=.5)
    s.glow(1250, 360, 560, "#ffe0a8", .45)
    s.land(s.ridge(420, 150, 460, 7), "#8f9fa8", "#bcc2bc", 300, texture=.1, light=.5); s.haze(380, 700, "#f1e4d0", .75)
    v = lambda x: -330 * (1 - ((x - 800) / 620) ** 2).clip(0, 1) * -1
    s.land(s.ridge(520, 70, 380, 7, shape=lambda x: 420 * ((1 - ((x - 800) / 520) ** 2).clip(0, 1))), "#7a8a6a", "#4f5f48", 420, texture=.25, light=.8); s.haze(640, 1000, "#efe6d6", .85)
    def deck(p):
        for tx in (430, 1170):
            p.poly([(tx - 26, H), (tx - 14, 120), (tx + 14, 120), (tx + 26, H)], p.lin(tx - 26, 0, tx + 26, 0, (0, "#f2ece0"), (1, "#8c8f90"))); p.rect(tx - 30, 560, 60, 20, "#b9b8b0")
            for i in range(1, 17):
                for d in (-1, 1): p.line([(tx, 126 + i * 12), (tx + d * i * 22.5, 548 + .00003 * i)], 1.7, "#5c666c", .85)
        p.poly([(0, 540), (W, 540), (W, 574), (0, 574)], p.lin(0, 540, 0, 574, (0, "#f4efe4"), (.35, "#b8b4aa"), (1, "#5f6468"))); p.line([(0, 536), (W, 536)], 2.4, "#7c858a")
        for i in range(80): p.line([(i * 20, 526), (i * 20, 540)], 1.4, "#7c858a")
        p.line([(0, 526), (W, 526)], 1.6, "#7c858a")
        for x, c in ((240, "#b5432f"), (610, "#efe9dc"), (690, "#2f5a78"), (1010, "#d8a83e"), (1330, "#efe9dc")): p.rect(x, 520, 42, 16, c, r=5); p.rect(x + 8, 512, 22, 10, "#33404a", r=4)
    s.draw(deck)
    s.draw(lambda p: p.blob([(560, 1100), (700, 930), (790, 860), (830, 860), (900, 940), (1080, 1100)], "#9cc0c4"), blur=3, texture=.2); s.haze(760, 1067, "#f3ead8", .4)
    s.land(s.ridge(960, 50, 200, 7, shape=lambda x: 160 * (1 - ((x - 800) / 620) ** 2).clip(0, 1)), "#4f5c3c", "#2a3424", 160, texture=.35, light=.6)
    s.finish(out)


@scene
def airport(out):
    s = Scene(302)
    s.sky((0, "#1f2f52"), (.5, "#7a6a88"), (.85, "#f0a070"), (1, "#f8cf94"), y1=720, cloud=.7, cloud_color="#f0b088", cover=.5)
    s.glow(1100, 700, 600, "#ffb060", .5); s.land(s.ridge(700, 24, 300), "#4a4258", "#3a3448", 50, texture=.05)
    s.draw(lambda p: [p.rect(120, 500, 26, 210, "#2a2a3c"), p.poly([(90, 500), (176, 500), (164, 440), (102, 440)], "#2a2a3c"), p.rect(98, 450, 70, 24, "#ffd890", .85), p.rect(200, 620, 420, 90, "#2c2c40"), p.poly([(190, 622), (400, 580), (630, 622)], "#34344a")] + [p.rect(214 + i * 34, 644, 24, 40, "#ffcf80", .8) for i in range(12)])
    s.ground(712, "#24242e", "#5a4a52", .12)
    s.draw(lambda p: [p.poly([(700, 720), (730, 720), (1080, H), (60, H)], "#1c1c26", .7), p.poly([(712, 740), (718, 740), (620, H), (540, H)], "#f4e6c4", .0)] + [p.poly([(714 - k * k * 190, 722 + 345 * k * k), (718 - k * k * 168, 722 + 345 * k * k), (718 - (k + .05) ** 2 * 168, 722 + 345 * (k + .05) ** 2), (714 - (k + .05) ** 2 * 190, 722 + 345 * (k + .05) ** 2)], "#f4e6c4", .85) for k in (i * .12 for i in range(1, 9))])
    for i in range(13):
        k = (i / 12) ** 2
        for x in (700 - 640 * k, 730 + 350 * k): s.draw(lambda p: p.ell(x, 722 + 345 * k, 2.5 + 9 * k, 2 + 6 * k, "#ffe2a0"), blur=1 + 3 * k, mode="add")
    def plane(p):
        p.c.save(); p.c.translate(900, 330); p.c.rotate(-.2); p.c.scale(1.35, 1.35)
        p.poly([(-20, -6), (-190, -60), (-214, -58), (-90, 8)], "#6a6a80"); p.blob([(-330, 6), (-300, -16), (-100, -30), (200, -32), (290, -18), (326, 2), (290, 22), (180, 32), (-120, 28), (-300, 14)], p.lin(0, -32, 0, 32, (0, "#dcd4d8"), (.5, "#f6e9dc"), (1, "#6a5a6a")))
        p.poly([(-330, 2), (-372, -100), (-330, -100), (-268, -14)], "#b5432f"); p.poly([(-320, 4), (-392, -12), (-372, -16), (-290, -4)], "#8a8494"); p.poly([(60, 10), (-80, 118), (-116, 122), (-52, 12)], p.lin(-116, 0, 60, 0, (0, "#4a4458"), (1, "#d8c8c0"))); p.ell(-6, 52, 34, 14, "#5a5468"); p.ell(24, 52, 7, 13, "#241f2e")
        for i in range(26): p.ell(-190 + i * 17, -9, 4, 5, "#33344a" if i % 5 else "#ffd890")
        p.poly([(278, -16), (304, -12), (312, -2), (284, -4)], "#2a2c40"); p.line([(-300, 10), (200, 14)], 4, "#b5432f", .9)
        p.line([(210, 30), (214, 62)], 4, "#2a2a38"); p.ell(214, 66, 8, 8, "#15151c"); p.line([(-40, 30), (-44, 70)], 5, "#2a2a38"); p.ell(-44, 74, 10, 10, "#15151c"); p.c.restore()
    s.draw(plane); s.glow(1300, 255, 70, "#ffffff", .5)
    s.finish(out, bloom=.45)


@scene
def coffee(out):
    s = Scene(303)
    s.sky((0, "#a8764a"), (1, "#6a4428"))
    s.draw(lambda p: [p.rect(0, i * 134, W, 131, mix("#b07c4c", "#8a5a34", s.r.random())) for i in range(9)] + [p.curve([(x, y), (x + 200, y + s.r.uniform(-7, 7)), (x + 420, y + s.r.uniform(-7, 7)), (x + 640, y)], 1.6, "#5a3418", .35) for x, y in ((s.r.uniform(-200, W), s.r.uniform(0, H)) for _ in range(210))], texture=.12)
    def paper(p):
        p.c.save(); p.c.translate(960, 470); p.c.rotate(-.2)
        p.rect(-400 + 16, -330 + 18, 800, 700, "#2a160a", .4); p.rect(-404, -340, 800, 700, "#ddd4c0"); p.rect(-400, -334, 800, 690, p.lin(-400, 0, 400, 0, (0, "#e9e2d0"), (.46, "#faf6ea"), (.5, "#cfc6b2"), (.54, "#f6f1e4"), (1, "#efe8d8")))
        p.rect(30, -300, 340, 52, "#22242a"); p.rect(30, -236, 340, 4, "#8f2a2a")
        p.rect(30, -216, 340, 190, p.lin(0, -216, 0, -26, (0, "#5f86a0"), (.6, "#d9a878"), (1, "#3a4a54"))); p.ell(250, -110, 28, 28, "#fff0cc"); p.poly([(30, -70), (140, -140), (230, -60), (30, -26)], "#3a4248")
        for c in range(3):
            for r in range(15): p.rect(30 + c * 116, 4 + r * 21, 104 - (s.r.uniform(0, 50) if r % 5 == 4 else 0), 7, "#55524c", .75)
        for c in range(3):
            for r in range(10 if c else 26): p.rect(-376 + c * 122, (-160 if c == 0 else 140) + r * 19, 108, 6, "#6a665e", .7)
        p.rect(-376, -300, 350, 30, "#33343a"); p.rect(-376, -258, 220, 18, "#33343a", .8); p.rect(-254, -210, 230, 310, p.lin(0, -210, 0, 100, (0, "#8aa48a"), (1, "#3f5a44"))); p.ell(-140, -80, 60, 70, "#d8c08a", .9)
        p.c.restore()
    s.draw(paper)
    def cup(p, x, y, k):
        p.ell(x + 34 * k, y + 40 * k, 215 * k, 190 * k, "#1c0e06", .45); p.ell(x, y, 210 * k, 186 * k, p.rad(x, y, 210 * k, (0, "#e9e4d8"), (.8, "#f7f3ea"), (1, "#b8b0a0"), fx=x - 50, fy=y - 60)); p.ell(x, y, 160 * k, 140 * k, "#cfc8b8", .6, line=4)
        p.ell(x + 168 * k, y + 20 * k, 46 * k, 38 * k, "#efe9dc", line=20 * k); p.ell(x + 12 * k, y + 14 * k, 132 * k, 116 * k, "#3a2a1c", .35); p.ell(x, y - 6 * k, 132 * k, 116 * k, p.lin(x - 132 * k, 0, x + 132 * k, 0, (0, "#fbf8f0"), (1, "#b9b2a4"))); p.ell(x, y - 4 * k, 112 * k, 98 * k, p.rad(x, y, 112 * k, (0, "#6a3a1c"), (.75, "#3a1c0c"), (.93, "#c9925a"), (1, "#8a5a30"), fx=x - 20, fy=y - 20)); p.ell(x - 30 * k, y - 36 * k, 44 * k, 16 * k, "#e8c090", .4, rot=-.4)
    s.draw(lambda p: [cup(p, 380, 640, 1.15), cup(p, 330, 180, .8)])
    def extra(p):
        p.line([(620, 890), (860, 960)], 15, "#c9c4ba"); p.ell(596, 882, 44, 24, "#d8d4ca", rot=.3); p.ell(590, 878, 28, 13, "#a8a298", rot=.3)
        for x, y, a in ((700, 760, .3), (770, 790, .9)): p.c.save(); p.c.translate(x, y); p.c.rotate(a); p.rect(-28, -20, 60, 48, "#2a160a", .4); p.rect(-32, -26, 60, 48, "#fbf9f2"); p.rect(-32, 14, 60, 10, "#d8d2c4"); p.c.restore()
        p.line([(1080, 930), (1480, 860)], 17, "#23324a"); p.line([(1080, 930), (1046, 936)], 8, "#c9a050"); p.line([(1300, 890), (1480, 858)], 6, "#c9a050", .7)
    s.draw(extra)
    s.draw(lambda p: [p.poly([(x, -50), (x + 150, -50), (x - 400, 1120), (x - 640, 1120)], "#ffe6b0", .5) for x in (700, 1120, 1560)], blur=26, mode="screen", alpha=.7)
    s.draw(lambda p: [p.curve([(x, 600), (x - 30, 520), (x + 34, 440), (x - 16, 340)], 16, "#ffffff", .4) for x in (350, 410)], blur=16)
    s.finish(out, vignette=.4)


@scene
def boots(out):
    s = Scene(304)
    s.sky((0, "#20384a"), (1, "#5a8a8a"), y1=520)
    s.draw(lambda p: [p.ell(s.r.uniform(0, W), s.r.uniform(60, 420), 44, 44, s.r.choice(["#ffe0a0", "#bfe0ff", "#ffb878", "#d8f0c8"]), s.r.uniform(.08, .3)) for _ in range(60)], blur=5, mode="screen")
    s.land(s.ridge(500, .01, 500), "#4f8a4a", "#1f4a24", 560, texture=.2, scale=(80, 10)); s.haze(440, 620, "#c9e0c0", .35)
    s.draw(lambda p: [p.line([(700, 505), (700, 330), (1500, 330), (1500, 505)], 8, "#f4f4ee")] + [p.line([(700 + i * 26, 334), (700 + i * 26, 505)], 1, "#ffffff", .3) for i in range(31)], blur=4)
    s.draw(lambda p: p.poly([(0, 830), (W, 690), (W, 730), (0, 890)], "#f1f5ec", .85), blur=2, texture=.3)
    def ball(p):
        x, y, r = 1130, 700, 190; p.ell(x - 60, y + 186, 260, 34, "#0c2410", .6); p.ell(x, y, r, r, p.rad(x, y, r, (0, "#ffffff"), (.6, "#e6e6de"), (1, "#6a7468"), fx=x + 60, fy=y - 80))
        p.c.save(); p.ell(x, y, r, r, "#000000", 0); p.c.new_path(); p.c.arc(x, y, r, 0, 6.3); p.c.clip()
        pent = lambda cx, cy, k, a, c: p.poly([(cx + k * math.cos(a + i * 1.2566), cy + k * math.sin(a + i * 1.2566)) for i in range(5)], c)
        pent(x + 10, y - 10, 64, .3, "#23303a")
        for i in range(5):
            a = .3 + i * 1.2566; p.line([(x + 10 + 64 * math.cos(a), y - 10 + 64 * math.sin(a)), (x + 10 + 116 * math.cos(a), y - 10 + 116 * math.sin(a))], 4, "#5a625c"); pent(x + 10 + 178 * math.cos(a + .0), y - 10 + 178 * math.sin(a), 66, a + 3.14, "#b5352c" if i % 2 else "#23303a")
        p.c.restore(); p.ell(x, y, r, r, p.rad(x, y, r, (0, "#000000", 0), (.72, "#000000", 0), (1, "#0c1c10", .6), fx=x + 50, fy=y - 70))
    s.draw(ball)
    def boot(p, x, y, k, c):
        m = lambda a, b: (x + a * k, y + b * k)
        p.ell(*m(180, 128), 290 * k, 26 * k, "#0c2410", .6); p.blob([m(-60, 90), m(-70, -10), m(-54, -110), m(-20, -150), m(70, -150), m(96, -110), m(170, -50), m(290, -14), m(400, 30), m(430, 80), m(400, 104), m(150, 110), m(60, 100), m(-20, 108)], p.lin(x, y - 150 * k, x, y + 100 * k, (0, mix(c, "#fff4d8", .35)), (.5, c), (1, mix(c, "#120a0a", .6))))
        p.blob([m(-30, -136), m(64, -136), m(90, -110), m(40, -96), m(-14, -106)], "#15131a"); p.curve([m(-64, 84), m(60, 90), m(200, 100), m(410, 92)], 15 * k, "#f2efe6")
        for i in range(6): p.curve([m(96 + i * 30, -104 + i * 17), m(122 + i * 30, -76 + i * 13), m(116 + i * 32, -44 + i * 11)], 8 * k, "#f7f4ea")
        p.curve([m(-40, 60), m(40, 10), m(70, -70)], 22 * k, "#f2efe6", .85)
        for i in (-40, 0, 90, 190, 290, 370): p.poly([m(i, 102), m(i + 32, 104), m(i + 25, 136), m(i + 8, 136)], "#d8d4c6")
    s.draw(lambda p: [boot(p, 380, 640, 1.0, "#2a4a7a"), boot(p, 240, 780, 1.25, "#b8322a")])
    s.draw(lambda p: [p.curve([(x, y + 20), (x + s.r.uniform(-8, 8), y - h * .5), (x + s.r.uniform(-24, 24), y - h)], s.r.uniform(2, 5), mix("#2a6a30", "#9ad06a", s.r.random() ** 2), .95) for x, y, h in ((s.r.uniform(-20, W), (lambda t: 880 + t * 200)(s.r.random()), s.r.uniform(20, 100)) for _ in range(1900))])
    s.draw(lambda p: [p.ell(s.r.uniform(0, W), s.r.uniform(820, H), 4, 4.6, "#ffffff", .7) for _ in range(130)], blur=.6)
    s.finish(out, bloom=.4)


@scene
def swimming(out):
    s = Scene(305)
    s.sky((0, "#4fb8d0"), (.5, "#1f8fb8"), (1, "#0c5a8a"))
    import numpy as np
    from photos_paint import fbm
    n = fbm(51, 120, 46, octaves=4); c = np.exp(-((n - .5) / .035) ** 2); s.im += c[:, :, None] * np.array((.22, .3, .28), np.float32); n2 = fbm(52, 90, 34, octaves=3); s.im += (np.exp(-((n2 - .5) / .03) ** 2) * .12)[:, :, None]
    L = [-60, 190, 440, 690, 940, 1190]
    def lanes(p):
        for i, y in enumerate(L):
            for x in range(-20, W, 30): p.ell(x, y - x * .06 + 60, 17, 11, ["#e03a30", "#f7f2e6", "#e8b830", "#f7f2e6"][(x // 120 + i) % 4]); p.ell(x - 3, y - x * .06 + 57, 9, 4, "#ffffff", .5)
        for i in range(5): y = L[i] + 125; p.poly([(0, y + 46), (W, y - 50), (W, y - 24), (0, y + 74)], "#0a3a64", .35)
    s.draw(lanes, wobble=3)
    def swim(p, x, y, cap, suit, ph):
        m = lambda a, b: (x + a, y + b - a * .06)
        p.blob([m(-300, 8), m(-180, -18), m(-60, -34), m(40, -30), m(60, 6), m(-60, 30), m(-200, 26)], mix("#a8714e", "#2a8ab0", .12)); p.blob([m(-190, -16), m(-60, -32), m(10, -28), m(14, 20), m(-80, 28), m(-196, 20)], suit); p.blob([m(-300, 0), m(-420, -14), m(-470, 2), m(-420, 14)], mix("#a8714e", "#2a8ab0", .4)); p.ell(*m(94, -8), 46, 34, cap); p.ell(*m(124, 4), 20, 17, "#a8714e"); p.line([m(112, -2), m(142, 2)], 8, "#15202c")
        if ph: p.curve([m(20, -24), m(70, -120), m(170, -110), m(230, -40)], 26, "#b57c56"); p.ell(*m(240, -30), 24, 13, "#b57c56", rot=.6)
        else: p.curve([m(10, 10), m(-60, 80), m(-150, 70)], 22, mix("#a8714e", "#2a8ab0", .4)); p.curve([m(60, -20), m(170, -12), m(260, -6)], 22, "#b57c56")
    sw = [(620, 150, "#f2c83a", "#15202c", 0), (960, 400, "#f4f2ea", "#8f2a2a", 1), (780, 650, "#c8302a", "#1c2c4a", 0), (540, 910, "#2a3a5a", "#3a2a4a", 1)]
    s.draw(lambda p: [swim(p, *q) for q in sw])
    def foam(p):
        for x, y, *_ in sw:
            for _ in range(420):
                a = s.r.random() ** 1.5; px = x + s.r.choice([220 + s.r.gauss(0, 30), -430 + s.r.gauss(0, 60), 100 - a * 520]); py = y + s.r.gauss(16, 26) - (px - x) * .06; k = s.r.uniform(2, 15); p.ell(px, py, k * 1.5, k * .8, "#ffffff", .28)
            for _ in range(50): p.ell(x + 230 + s.r.gauss(0, 46), y - 40 - abs(s.r.gauss(0, 50)), 3, 3, "#ffffff", .9)
    s.draw(foam, blur=1.6)
    s.glow(1400, -40, 900, "#e8fff8", .3)
    s.finish(out, bloom=.35)


@scene
def basketball(out):
    s = Scene(306)
    s.sky((0, "#15131f"), (1, "#2c2230"))
    s.draw(lambda p: [p.ell(s.r.uniform(0, W), 90 + row * 27 + s.r.uniform(-5, 5), 11, 14, mix("#1c1824", s.r.choice(["#c8a080", "#b03a34", "#e0d0b0", "#3f5a8a", "#8a6a50"]), .2 + .5 * row / 20)) for row in range(21) for _ in range(95)], blur=2.6)
    for x in (150, 560, 1040, 1450): s.draw(lambda p: p.rect(x - 60, 14, 120, 20, "#ffffff"), blur=3); s.glow(x, 24, 240, "#ffe8c0", .55); s.rays(x, 20, "#ffe6c0", .1, 1.2, 4)
    s.draw(lambda p: [p.poly([(0, 650), (W, 650), (W, H), (0, H)], p.lin(0, 650, 0, H, (0, "#d8a060"), (1, "#9a5a26")))] + [p.line([(800 + i * 60, 650), (800 + i * 150, H)], 2, "#8a4c1c", .4) for i in range(-16, 17)] + [p.poly([(900, 650), (1300, 650), (1560, 960), (820, 960)], "#a8302a", .75), p.ell(1190, 960, 370, 66, "#f7efe0", line=8), p.line([(900, 650), (820, 960), (1560, 960), (1300, 650)], 8, "#f7efe0")], texture=.08)
    s.draw(lambda p: [p.ell(x, 760, 160, 40, "#fff0d0", .4) for x in (300, 800, 1250)], blur=26, mode="screen")
    def hoop(p):
        p.poly([(1400, 660), (1440, 660), (1360, 200), (1330, 200)], "#3a3a48"); p.line([(1345, 215), (1200, 235)], 20, "#3a3a48"); p.poly([(960, 90), (1230, 120), (1230, 330), (960, 310)], "#f4f4f0", .92); p.line([(960, 90), (1230, 120), (1230, 330), (960, 310)], 9, "#b5302a", close=True); p.line([(1050, 190), (1150, 200), (1150, 280), (1050, 272)], 6, "#b5302a", close=True)
        for i in range(11): p.line([(962 + i * 15.5, 345 + 8 * math.sin(i)), (990 + i * 9.6, 440)], 2.4, "#ffffff", .85); p.line([(1117 - i * 15.5, 345 + 8 * math.sin(i)), (1090 - i * 9.6, 440)], 2.4, "#ffffff", .85)
        p.ell(1040, 340, 80, 22, "#e8602a", line=10)
    s.draw(hoop)
    def man(p):
        sk = "#6a4430"; j = "#f0ead8"
        p.ell(700, 920, 150, 20, "#4a2408", .55); p.line([(660, 640), (610, 760), (540, 840)], 48, sk); p.line([(720, 640), (790, 730), (740, 850)], 48, sk); p.ell(520, 862, 48, 21, "#e8e8e8", rot=.5); p.ell(744, 878, 44, 20, "#e8e8e8")
        p.blob([(620, 560), (780, 555), (800, 670), (730, 700), (690, 640), (640, 710), (590, 670)], "#27407a"); p.blob([(630, 390), (680, 360), (760, 360), (800, 400), (785, 570), (620, 575)], p.lin(620, 0, 800, 0, (0, "#b8b0a0"), (1, j))); p.line([(785, 400), (860, 290), (900, 190)], 40, sk); p.line([(640, 400), (580, 480), (620, 540)], 38, sk); p.ell(735, 300, 44, 56, sk); p.ell(730, 270, 46, 34, "#17120f"); p.rect(690, 288, 90, 10, "#27407a"); p.rect(680, 430, 66, 90, "#27407a", r=8); p.rect(697, 446, 32, 58, j, r=6)
        x, y, r = 930, 130, 60; p.ell(x, y, r, r, p.rad(x, y, r, (0, "#f7a050"), (.6, "#d86a24"), (1, "#7a3210"), fx=x - 20, fy=y - 24)); p.ell(x, y, r, r * .34, "#3a1808", line=3.4); p.line([(x - 10, y - r), (x + 10, y + r)], 3.4, "#3a1808"); p.ell(x - 62, y, 50, 60, "#3a1808", line=3, t0=-.8, t1=.8)
    s.draw(man)
    s.draw(lambda p: [p.person(330, 930, 470, "#a8302a", lean=.03, wide=1.3), p.ell(344, 496, 29, 38, "#8a5c42"), p.line([(370, 600), (440, 480), (460, 400)], 34, "#8a5c42")], blur=1)
    s.finish(out, bloom=.5, vignette=.38)


@scene
def track(out):
    s = Scene(307)
    s.sky((0, "#5f9ac0"), (1, "#f2e2c4"), y1=420, cloud=.6, cover=.5)
    s.draw(lambda p: [p.rect(0, 330, W, 110, "#5a5a62")] + [p.ell(s.r.uniform(0, W), s.r.uniform(330, 430), 5, 6, s.r.choice(["#d8a080", "#c84a3a", "#f0e4cc", "#4a6a9a"]), .8) for _ in range(1500)] + [p.rect(0, 430, W, 22, "#e8e2d4")], blur=2)
    s.draw(lambda p: p.rect(0, 450, W, 30, "#5f9a4a")); s.draw(lambda p: p.rect(0, 478, W, 600, p.lin(0, 478, 0, H, (0, "#d8704a"), (1, "#8f2f1f"))), texture=.16)
    s.draw(lambda p: [p.poly([(900 + i * 46 - 2, 478), (900 + i * 46 + 2, 478), (500 + i * 420 + 12, H), (500 + i * 420 - 12, H)], "#fbf4e6", .92) for i in range(-6, 7)])
    def run(p, x, y, h, c, sk, f=0):
        m = lambda a, b: (x + a * h, y - b * h); w = h * .07
        p.poly([m(-.05, .01), m(.1, .01), m(-.5, -.17), m(-.62, -.13)], "#4a160c", .5)
        p.line([m(.0, .52), m(.17, .36), m(.09, .14)], w * 1.4, sk); p.line([m(.09, .14), m(.17, .12)], w * .8, "#f4f0e0"); p.line([m(-.03, .52), m(-.09, .26), m(-.24, .1)], w * 1.4, sk); p.line([m(-.25, .1), m(-.25, .03)], w * .8, "#f4f0e0")
        p.blob([m(-.11, .56), m(.08, .56), m(.12, .42), m(.0, .46), m(-.1, .4)], mix(c, "#101018", .5)); p.blob([m(-.1, .54), m(-.08, .82), m(.06, .86), m(.13, .82), m(.09, .54)], p.lin(*m(-.1, 0), *m(.12, 0), (0, mix(c, "#200808", .35)), (1, mix(c, "#fff4dc", .2)))); p.line([m(.1, .8), m(.2, .66), m(.3, .76)], w, sk); p.line([m(-.06, .8), m(-.17, .68), m(-.12, .56)], w, sk)
        p.ell(*m(.05, .94), h * .055, h * .07, sk); p.ell(*m(.03, .97), h * .058, h * .045, "#1c1412"); p.rect(*m(-.03, .76), h * .1, h * .08, "#fbf8ee")
    s.draw(lambda p: [run(p, x, y, h, c, sk) for x, y, h, c, sk in ((360, 700, 300, "#2f5a8a", "#7a4e36"), (1180, 720, 310, "#e2b43a", "#a87452"), (620, 800, 400, "#f1ece0", "#5a3826"), (1400, 900, 500, "#3f7a5a", "#8a5c42"), (980, 960, 590, "#c2302a", "#6a4430"))])
    s.draw(lambda p: [p.ell(980 - 100 + s.r.gauss(-60, 70), 965 + s.r.gauss(0, 14), 26, 12, "#f0b090", .14) for _ in range(50)], blur=7)
    s.glow(150, 60, 900, "#fff0c4", .3)
    s.finish(out)


@scene
def chess(out):
    s = Scene(308)
    s.sky((0, "#1f2622"), (1, "#3a3a2e")); s.glow(1200, 150, 760, "#ffd08a", .55)
    s.draw(lambda p: [p.ell(s.r.uniform(0, W), s.r.uniform(0, 420), 50, 50, "#ffdc9c", .1) for _ in range(30)], blur=7, mode="screen")
    Y = lambda v: 470 + 600 * v ** 1.5; X = lambda u, v: 800 + (u - .5) * (900 + 1500 * v ** 1.5)
    def board(p):
        p.poly([(X(-.06, 0), Y(0) - 12), (X(1.06, 0), Y(0) - 12), (X(1.06, 1), Y(1)), (X(-.06, 1), Y(1))], "#4a2814")
        for i in range(8):
            for j in range(8): a, b, c, d = i / 8, (i + 1) / 8, j / 8, (j + 1) / 8; p.poly([(X(a, c), Y(c)), (X(b, c), Y(c)), (X(b, d), Y(d)), (X(a, d), Y(d))], p.lin(0, Y(0), 0, Y(1), (0, mix("#f0d8a4" if (i + j) % 2 else "#7a4624", "#fff0c8", .12)), (1, mix("#f0d8a4" if (i + j) % 2 else "#7a4624", "#1c0c04", .35))))
    s.draw(board, texture=.1)
    def piece(p, i, j, kind, white):
        v = (j + .55) / 8; x, y = X((i + .5) / 8, v), Y(v); k = (.42 + 1.0 * v ** 1.4); c = "#f4e6c4" if white else "#3a2a28"; hi = mix(c, "#ffffff", .5 if white else .3); lo = mix(c, "#1a0a04", .55)
        g = p.lin(x - 46 * k, 0, x + 46 * k, 0, (0, lo), (.4, c), (.72, hi), (1, mix(c, lo, .4))); hgt = {"P": 120, "R": 140, "N": 170, "B": 190, "Q": 220, "K": 240}[kind] * k
        p.poly([(x - 40 * k, y), (x + 30 * k, y + 8 * k), (x - 150 * k, y + 70 * k), (x - 220 * k, y + 56 * k)], "#1a0a04", .38); p.ell(x, y, 46 * k, 16 * k, g); p.rect(x - 46 * k, y - 22 * k, 92 * k, 22 * k, g); p.ell(x, y - 22 * k, 46 * k, 14 * k, g)
        p.blob([(x - 34 * k, y - 24 * k), (x - 16 * k, y - hgt * .5), (x - 20 * k, y - hgt * .72), (x + 20 * k, y - hgt * .72), (x + 16 * k, y - hgt * .5), (x + 34 * k, y - 24 * k)], g); p.ell(x, y - hgt * .72, 30 * k, 9 * k, g)
        if kind == "P": p.ell(x, y - hgt * .9, 27 * k, 28 * k, g)
        elif kind == "R": p.rect(x - 28 * k, y - hgt, 56 * k, hgt * .28, g); [p.rect(x - 30 * k + q * 23 * k, y - hgt - 11 * k, 14 * k, 14 * k, g) for q in range(3)]
        elif kind == "N": p.blob([(x - 22 * k, y - hgt * .7), (x - 20 * k, y - hgt * .98), (x + 2 * k, y - hgt * 1.12), (x + 30 * k, y - hgt), (x + 52 * k, y - hgt * .86), (x + 44 * k, y - hgt * .78), (x + 14 * k, y - hgt * .84), (x + 22 * k, y - hgt * .7)], g)
        elif kind == "B": p.blob([(x - 20 * k, y - hgt * .74), (x - 24 * k, y - hgt * .86), (x, y - hgt * 1.06), (x + 24 * k, y - hgt * .86), (x + 20 * k, y - hgt * .74)], g); p.ell(x, y - hgt * 1.07, 7 * k, 7 * k, g); p.line([(x + 2 * k, y - hgt * .94), (x + 14 * k, y - hgt * .86)], 4 * k, lo)
        else:
            p.blob([(x - 20 * k, y - hgt * .74), (x - 32 * k, y - hgt * .95), (x, y - hgt * .9), (x + 32 * k, y - hgt * .95), (x + 20 * k, y - hgt * .74)], g); p.ell(x, y - hgt * .95, 13 * k, 13 * k, g)
            if kind == "K": p.line([(x, y - hgt * .95), (x, y - hgt * 1.16)], 8 * k, hi); p.line([(x - 14 * k, y - hgt * 1.08), (x + 14 * k, y - hgt * 1.08)], 8 * k, hi)
    pcs = [(0, 0, "R", 0), (4, 0, "K", 0), (5, 0, "R", 0), (2, 0, "B", 0), (0, 1, "P", 0), (1, 1, "P", 0), (5, 1, "P", 0), (6, 1, "P", 0), (2, 2, "N", 0), (3, 3, "P", 0), (4, 3, "P", 1), (5, 4, "Q", 1), (2, 4, "B", 1), (6, 5, "N", 1), (3, 5, "P", 1), (1, 6, "P", 1), (3, 6, "K", 1), (6, 6, "P", 1)]
    s.draw(lambda p: [piece(p, *q) for q in sorted(pcs, key=lambda q: q[1])])
    s.finish(out, bloom=.3, vignette=.45)


@scene
def cinema(out):
    s = Scene(309)
    s.sky((0, "#0a0a12"), (1, "#1a0e14"))
    s.draw(lambda p: [p.rect(300, 110, 1000, 440, p.lin(0, 110, 0, 550, (0, "#2f5a7a"), (.55, "#d8a878"), (.75, "#f4d8a0"))), p.ell(980, 390, 58, 58, "#fff4d0"), p.blob([(300, 560), (300, 430), (480, 340), (640, 430), (780, 370), (960, 450), (1120, 400), (1300, 460), (1300, 560)], "#4a3a4a"), p.rect(300, 500, 1000, 52, "#2a2432"), p.person(610, 520, 120, "#120f18"), p.line([(640, 460), (690, 420)], 5, "#120f18")], blur=1.4)
    s.draw(lambda p: [p.rect(0, 0, W, 106, "#08070c"), p.rect(0, 552, W, 520, "#0c0a10"), p.rect(0, 0, 296, 700, "#100c12"), p.rect(1304, 0, 300, 700, "#100c12")])
    s.glow(800, 340, 640, "#e8b888", .3)
    s.draw(lambda p: [p.poly([(800, H + 60), (300, 110), (1300, 110)], "#fff0d0", .13), p.poly([(0, 1067), (0, 650), (300, 550), (1300, 550), (1600, 650), (1600, 1067)], p.lin(0, 550, 0, 1067, (0, "#7a3a2a", .55), (1, "#120608", .2)))], blur=12, mode="screen")
    def seats(p):
        for row in range(6):
            t = row / 5; k = .5 + 1.15 * t; y = 640 + 420 * t ** 1.25; n = int(15 / k) + 3
            for i in range(n):
                x = 800 + (i - (n - 1) / 2) * 150 * k + (row % 2) * 30 * k
                p.rect(x - 60 * k, y - 52 * k, 120 * k, 190 * k, p.lin(0, y - 52 * k, 0, y + 60 * k, (0, mix("#e0604a", "#5a1418", t * .6)), (.25, mix("#9a2420", "#3a0c10", t * .7)), (1, "#12060a")), r=28 * k); p.rect(x - 72 * k, y + 30 * k, 14 * k, 80 * k, "#0c0608", r=6)
                if s.r.random() < .5 and row < 5:
                    p.ell(x, y - 78 * k, 29 * k, 36 * k, p.lin(0, y - 114 * k, 0, y - 40 * k, (0, "#c88a64"), (.3, "#2c1c1a"), (1, "#0c080a"))); p.ell(x, y - 10 * k, 52 * k, 40 * k, "#140c10")
    s.draw(seats)
    s.draw(lambda p: [p.ell(s.r.gauss(800, 220), s.r.uniform(300, 900), 1.8, 1.8, "#fff0d0", .5) for _ in range(160)], mode="add")
    s.finish(out, bloom=.6, vignette=.4)


@scene
def satellite(out):
    s = Scene(310)
    s.sky((0, "#03050c"), (1, "#070c1c"))
    import numpy as np
    from photos_paint import fbm
    s.draw(lambda p: [p.ell(s.r.uniform(0, W), s.r.uniform(0, H), *(lambda k: (k, k))(s.r.uniform(.5, 1.6)), "#ffffff", s.r.uniform(.2, 1)) for _ in range(900)])
    yy, xx = np.mgrid[0:H, 0:W].astype(np.float32); cx, cy, R = 560, 1780, 1280; d = np.sqrt((xx - cx) ** 2 + (yy - cy) ** 2)
    m = np.clip((R - d) / 2, 0, 1); land = fbm(91, 420, 260, octaves=7, gain=.55); cl = fbm(92, 500, 150, octaves=7, gain=.6)
    col = np.where((land > .56)[:, :, None], np.array((.55, .47, .33)) * (.7 + .5 * land)[:, :, None], np.array((.06, .24, .44)) * (.7 + .6 * land)[:, :, None]); green = ((land > .56) & (land < .64))[:, :, None]; col = np.where(green, np.array((.25, .38, .24)), col)
    c = np.clip((cl - .52) * 3.2, 0, 1)[:, :, None]; col = col * (1 - c) + c * np.array((.95, .97, 1)); lit = np.clip(.25 + (xx * .7 - yy * .2) / 1200, .08, 1.15)[:, :, None]; edge = np.clip((R - d) / 420, 0, 1)[:, :, None] ** .4
    s.over((col * lit * edge).astype(np.float32), m); rim = np.exp(-np.abs(d - R) / 26) * np.clip(.3 + xx / 1300, 0, 1.3); s.im += rim[:, :, None] * np.array((.3, .6, 1), np.float32) * .9
    s.glow(1540, 420, 420, "#fff4d8", 1.1)
    def sat(p):
        p.c.save(); p.c.translate(800, 400); p.c.rotate(-.32)
        for side in (-1, 1):
            p.line([(side * 90, 0), (side * 150, 0)], 12, "#a8a8ac"); x0 = 150 if side > 0 else -560
            p.rect(x0, -92, 410, 184, p.lin(x0, -92, x0 + 410, 92, (0, "#1c3a7a"), (.6, "#3f6ab8"), (1, "#9cc4ec")))
            for i in range(11): p.line([(x0 + i * 41, -92), (x0 + i * 41, 92)], 2.4, "#d8e4f0", .75)
            for j in range(5): p.line([(x0, -92 + j * 46), (x0 + 410, -92 + j * 46)], 2, "#d8e4f0", .6)
        p.rect(-94, -120, 188, 240, p.lin(-94, -120, 94, 120, (0, "#8a6424"), (.4, "#d8a848"), (.6, "#f8e0a0"), (1, "#7a5418")))
        for _ in range(46): x, y = s.r.uniform(-90, 70), s.r.uniform(-116, 96); p.poly([(x, y), (x + s.r.uniform(8, 30), y + s.r.uniform(-8, 12)), (x + s.r.uniform(0, 20), y + s.r.uniform(8, 26))], s.r.choice(["#fff0c0", "#6a4614", "#e8bc60"]), .35)
        p.rect(-60, 120, 120, 40, "#3a3a44"); p.ell(0, 176, 62, 26, "#1a1c26"); p.ell(0, 172, 46, 17, "#2f4a7a"); p.line([(0, -120), (0, -170)], 7, "#c9c9cc"); p.ell(0, -190, 96, 34, p.lin(-96, 0, 96, 0, (0, "#8a8a92"), (1, "#ffffff"))); p.ell(0, -196, 80, 24, "#c9c9d0"); p.line([(0, -196), (0, -250)], 4, "#e8e8ea"); p.ell(0, -252, 8, 8, "#e8e8ea"); p.c.restore()
    s.draw(sat)
    s.finish(out, bloom=.5, paper=.02, wobble=.8)


@scene
def laboratory(out):
    s = Scene(311)
    s.sky((0, "#12303c"), (1, "#2a5a62"))
    s.draw(lambda p: [p.rect(0, 120 + r * 190, W, 14, "#8fb8b8", .6) or [p.rect(x, 120 + r * 190 - h, 34, h, s.r.choice(["#d8a84a", "#5fb0a8", "#c85a4a", "#e8e8dc", "#4a7aa8"]), .6, r=6) for x, h in ((i * 62 + s.r.uniform(0, 16), s.r.uniform(50, 120)) for i in range(26))] for r in range(3)], blur=10)
    s.glow(1250, 120, 700, "#a8fff0", .3)
    s.draw(lambda p: [p.rect(0, 800, W, 270, p.lin(0, 800, 0, H, (0, "#dfeeea"), (.1, "#a8c8c4"), (1, "#3f6a6c")))])
    def woman(p):
        p.blob([(930, 900), (940, 640), (1000, 520), (1080, 480), (1170, 490), (1260, 560), (1320, 700), (1340, 900)], p.lin(930, 0, 1340, 0, (0, "#a8c4c4"), (.5, "#f2f7f4"), (1, "#b8d0d0"))); p.blob([(1040, 400), (1030, 300), (1080, 220), (1160, 210), (1220, 260), (1230, 360), (1216, 440), (1180, 500), (1100, 500)], "#6a4a7a"); p.blob([(1040, 400), (1046, 320), (1090, 276), (1150, 290), (1160, 370), (1140, 440), (1090, 462), (1052, 440)], "#b07a58"); p.line([(1036, 352), (1120, 350)], 11, "#1c2a30"); p.ell(1062, 356, 26, 20, "#bfeef0", .6); p.line([(1090, 640), (960, 720), (860, 700)], 62, "#e6f0ec"); p.ell(838, 694, 34, 27, "#4fb8b0")
    s.draw(woman)
    def scope(p):
        p.rect(560, 780, 260, 36, "#22303a", r=14); p.blob([(760, 790), (800, 640), (780, 480), (700, 420), (680, 450), (730, 520), (744, 640), (710, 780)], "#e9eeec"); p.rect(570, 676, 180, 18, "#22303a"); p.c.save(); p.c.translate(680, 470); p.c.rotate(.42); p.rect(-34, -170, 68, 200, p.lin(-34, 0, 34, 0, (0, "#f7faf8"), (1, "#8aa0a4")), r=12); p.rect(-25, -230, 50, 66, "#22303a", r=6); p.rect(-20, 30, 40, 90, "#55666c", r=6); p.rect(-13, 118, 26, 34, "#c9a050"); p.c.restore(); p.ell(640, 690, 40, 10, "#8ff8e8", .9)
    s.draw(scope); s.glow(640, 690, 130, "#7ff0e0", .7)
    def glass(p):
        def fl(x, y, k, c, lv):
            p.poly([(x - 22 * k, y - 250 * k), (x + 22 * k, y - 250 * k), (x + 22 * k, y - 150 * k), (x + 100 * k, y - 10 * k), (x + 88 * k, y), (x - 88 * k, y), (x - 100 * k, y - 10 * k), (x - 22 * k, y - 150 * k)], "#dff8f4", .25); w = 100 - 78 * lv; p.poly([(x - w * k, y - 150 * lv * k), (x + w * k, y - 150 * lv * k), (x + 98 * k, y - 8 * k), (x + 86 * k, y), (x - 86 * k, y), (x - 98 * k, y - 8 * k)], p.lin(0, y - 150 * k, 0, y, (0, mix(c, "#ffffff", .35)), (1, c)), .88); p.ell(x, y - 150 * lv * k, w * k, 9 * k, mix(c, "#ffffff", .5)); p.ell(x, y - 250 * k, 28 * k, 8 * k, "#ffffff", .8, line=4); p.line([(x - 70 * k, y - 30 * k), (x - 24 * k, y - 120 * k)], 7 * k, "#ffffff", .6)
            for _ in range(12): p.ell(x + s.r.uniform(-50, 50) * k, y - s.r.uniform(10, 90) * lv * k, 4 * k, 4 * k, "#ffffff", .6)
        fl(190, 930, 1.25, "#e8a03a", .62); fl(440, 950, .95, "#3fb0a4", .5); fl(1460, 960, 1.2, "#c8503f", .45)
        p.rect(950, 900, 400, 26, "#b07a44", r=6); p.rect(950, 990, 400, 30, "#8a5a30", r=6)
        for i in range(6): x = 985 + i * 62; c = ["#e8a03a", "#3fb0a4", "#8a5ab0", "#c8503f", "#5f9ad0", "#a8c850"][i]; p.rect(x - 17, 800, 34, 210, "#e8fbf8", .4, r=17); p.rect(x - 15, 860 + (i * 37) % 50, 30, 146 - (i * 37) % 50, c, .9, r=15); p.line([(x - 9, 815), (x - 9, 980)], 4, "#ffffff", .6)
    s.draw(glass)
    s.finish(out, bloom=.4)


@scene
def pottery(out):
    s = Scene(312)
    s.sky((0, "#6a5240"), (1, "#3a2a20"))
    s.draw(lambda p: [p.rect(0, 0, W, 760, p.lin(0, 0, W, 0, (0, "#d8b88c"), (.5, "#9a7854"), (1, "#4a3626")))] + [p.rect(620, 170 + r * 200, 980, 20, "#5a3a22") for r in range(3)], texture=.2)
    def jar(p, x, y, k, c, form):
        f = [[(0, 30), (.1, 44), (.5, 62), (.8, 40), (.92, 22), (1, 30)], [(0, 26), (.3, 56), (.6, 50), (.8, 22), (1, 32)], [(0, 36), (.2, 60), (.7, 66), (1, 58)]][form]; h = [150, 140, 80][form] * k
        pts = [(x - w * k, y - t * h) for t, w in f] + [(x + w * k, y - t * h) for t, w in f[::-1]]
        p.ell(x, y, 60 * k, 9 * k, "#241408", .5); p.blob(pts, p.lin(x - 62 * k, 0, x + 62 * k, 0, (0, mix(c, "#fff0d0", .45)), (.4, c), (1, mix(c, "#180a04", .65)))); p.ell(x, y - h, f[-1][1] * k, 7 * k, mix(c, "#180a04", .6))
        for q in (.4, .5, .6): p.curve([(x - 54 * k, y - h * q), (x, y - h * q + 8 * k), (x + 54 * k, y - h * q)], 3.4 * k, s.r.choice(["#f4e6cc", "#2f4a5a", "#3a1c10"]), .75)
    s.draw(lambda p: [jar(p, 690 + i * 128 + s.r.uniform(-8, 8), 170 + r * 200, s.r.uniform(.75, 1), s.r.choice(["#b8623a", "#c98a52", "#8a4a30", "#4a7a80", "#d8b078", "#6a7a4a"]), s.r.randrange(3)) for r in range(3) for i in range(8)], blur=1.6)
    s.draw(lambda p: [p.poly([(-50, -50), (240, -50), (900, 1100), (200, 1100)], "#ffe6b0", .6)], blur=36, mode="screen", alpha=.6)
    def wheel(p):
        p.ell(660, 960, 430, 90, "#1c0f08", .6); p.rect(430, 890, 460, 180, p.lin(430, 0, 890, 0, (0, "#8a6240"), (1, "#3a2416"))); p.ell(660, 890, 330, 66, p.lin(330, 0, 990, 0, (0, "#c8a880"), (1, "#5a4430"))); p.ell(660, 880, 310, 58, "#a88460", line=4); p.ell(660, 876, 170, 34, "#7a4a30")
        p.blob([(560, 880), (520, 790), (496, 690), (520, 600), (570, 540), (566, 500), (754, 500), (750, 540), (800, 600), (824, 690), (800, 790), (760, 880)], p.lin(496, 0, 824, 0, (0, "#e8a878"), (.35, "#c0703f"), (1, "#4f2412")))
        for i in range(16): y = 540 + i * 21; w = 110 + 48 * math.sin(i / 16 * 3.14); p.curve([(660 - w, y), (660, y + 22), (660 + w, y)], 2.4, "#7a3a1c", .4); p.curve([(660 - w, y + 4), (660, y + 26), (660 + w * .2, y + 24)], 2, "#ffd8b0", .4)
        p.ell(660, 502, 96, 24, "#3a180a"); p.ell(660, 500, 96, 24, "#d88a58", line=8)
        sk = "#a06a48"
        p.curve([(-60, 960), (160, 800), (360, 700), (500, 660)], 96, "#4a6a78"); p.curve([(300, 726), (420, 690), (510, 650)], 70, sk); [p.curve([(490, 640 + i * 25), (545, 620 + i * 25), (590, 630 + i * 22)], 24, mix(sk, "#6a3a20", i * .12)) for i in range(4)]
        p.curve([(1500, 1090), (1260, 860), (1040, 700), (850, 600)], 100, "#4a6a78"); p.curve([(1050, 706), (930, 640), (830, 590)], 70, mix(sk, "#3a1c10", .25)); [p.curve([(850, 570 + i * 25), (790, 540 + i * 27), (736, 545 + i * 25)], 24, mix(sk, "#4a2412", .25 + i * .12)) for i in range(4)]
        p.ell(220, 960, 110, 36, "#6a4a34"); p.ell(220, 952, 92, 26, "#8ab0b4")
    s.draw(wheel)
    s.finish(out, warm=(1.02, 1, .95), vignette=.4)


@scene
def bus_stop(out):
    s = Scene(313)
    s.sky((0, "#8fb4c0"), (.6, "#f0d8b8"), (1, "#f6c89a"), y1=640, cloud=.5, cover=.55); s.glow(1300, 520, 560, "#ffc880", .5)
    from photos_one import blocks
    s.draw(lambda p: blocks(p, s.r, 640, -20, W + 20, 90, 280, "#c9b49c", "#ffe4b0", "#8a7a78", .2), blur=1.5); s.haze(340, 700, "#f6dcb4", .6)
    s.draw(lambda p: [p.rect(0, 640, W, 140, "#b8a890"), p.rect(0, 770, W, 16, "#e8dcc4"), p.rect(0, 786, W, 290, p.lin(0, 786, 0, H, (0, "#6a6468"), (1, "#3a383e")))] + [p.rect(x, 930, 150, 13, "#f4e8cc", .85) for x in range(-40, W, 270)], texture=.1)
    def tree(p):
        for x in (90, 1470):
            p.rect(x - 10, 470, 20, 240, "#5a4434"); [p.ell(x + s.r.gauss(0, 62), 420 + s.r.gauss(0, 56), 30, 24, mix("#5f7a3c", "#d8b84a", s.r.random()), .9) for _ in range(90)]
    s.draw(tree)
    def stop(p):
        p.rect(260, 330, 620, 26, "#2f4a54", r=8); p.rect(275, 356, 14, 390, "#2f4a54"); p.rect(850, 356, 14, 390, "#2f4a54"); p.rect(289, 370, 561, 320, "#dff0ee", .32); p.line([(480, 370), (480, 690)], 4, "#2f4a54", .6); p.line([(670, 370), (670, 690)], 4, "#2f4a54", .6); p.poly([(300, 370), (400, 370), (300, 560)], "#ffffff", .3); p.rect(690, 400, 140, 230, "#b5432f"); p.ell(760, 480, 46, 46, "#f4d890"); p.rect(710, 560, 100, 10, "#f4e8d0"); p.rect(710, 584, 70, 10, "#f4e8d0"); p.rect(310, 676, 340, 20, "#8a5a34"); p.rect(340, 696, 12, 50, "#2f4a54"); p.rect(600, 696, 12, 50, "#2f4a54")
        for x, y, h, c, hd in ((930, 760, 300, "#33485a", "#8a5c42"), (580, 762, 280, "#8f3a3a", "#a87452"), (1010, 764, 200, "#d8a83e", "#8a5c42")): p.poly([(x - 14, y), (x + 14, y), (x - h * .8, y + h * .22), (x - h * .9, y + h * .2)], "#2a2422", .35); p.person(x, y, h, c, wide=1.25); p.ell(x, y - h * .925, h * .063, h * .08, hd); p.ell(x, y - h * .955, h * .066, h * .055, "#241a18")
        p.blob([(372, 676), (366, 590), (392, 560), (430, 560), (450, 596), (452, 640), (500, 650), (500, 740), (476, 740), (474, 680)], "#4a5a44"); p.ell(411, 524, 24, 30, "#a87452"); p.blob([(384, 530), (384, 496), (411, 484), (440, 498), (442, 550), (426, 552), (424, 512)], "#e8dcc8"); p.poly([(440, 600), (510, 590), (514, 640), (446, 648)], "#f7f3e6"); p.rect(1040, 640, 44, 60, "#3a5a7a", r=10)
    s.draw(stop)
    def bus(p):
        p.ell(1400, 900, 330, 26, "#1c1a20", .5); p.rect(1110, 500, 620, 380, p.lin(0, 500, 0, 880, (0, "#f4ecd8"), (.45, "#e8dcc0"), (.46, "#2f7a72"), (1, "#1c4a4a")), r=30); [p.rect(1140 + i * 150, 545, 130, 130, p.lin(0, 545, 0, 675, (0, "#4a6a7a"), (1, "#f0c890")), r=10) for i in range(4)]; p.rect(1140, 512, 200, 26, "#1c1c22", r=6); p.rect(1160, 518, 120, 13, "#ffb43c"); p.ell(1240, 880, 52, 52, "#1a1a1e"); p.ell(1240, 880, 24, 24, "#a8a8a8"); p.ell(1540, 880, 52, 52, "#1a1a1e"); p.ell(1540, 880, 24, 24, "#a8a8a8"); p.ell(1128, 800, 16, 24, "#fff4c8")
    s.draw(bus); s.glow(1128, 800, 160, "#fff0c0", .4)
    s.finish(out)


@scene
def writers_desk(out):
    s = Scene(314)
    s.sky((0, "#141c2a"), (1, "#22201f"))
    s.draw(lambda p: [p.rect(860, 40, 560, 560, "#5a4030"), p.rect(884, 64, 512, 512, p.lin(0, 64, 0, 576, (0, "#0f1c3a"), (.7, "#3a4a78"), (1, "#8a6a80")))] + [p.rect(884 + i * 43, 576 - h, 40, h, "#141a30") for i, h in enumerate([90, 140, 110, 180, 70, 150, 120, 200, 90, 130, 100, 160])] + [p.rect(s.r.uniform(890, 1380), s.r.uniform(440, 570), 6, 8, "#ffce7a") for _ in range(50)] + [p.ell(s.r.uniform(890, 1390), s.r.uniform(70, 360), 1.5, 1.5, "#ffffff", .8) for _ in range(70)] + [p.ell(1280, 170, 30, 30, "#fff0cc"), p.rect(1130, 40, 18, 560, "#5a4030"), p.rect(860, 310, 560, 16, "#5a4030")])
    cols = ["#7c2d26", "#a8573a", "#c9a35a", "#39503f", "#2b4258", "#5a3550", "#b8a884"]
    s.draw(lambda p: [p.rect(0, 150 + r * 190, 620, 16, "#5a3a22") or [p.rect(x, 150 + r * 190 - h, 26, h, mix(s.r.choice(cols), "#120a06", .25)) for x, h in ((i * 29, s.r.uniform(90, 150)) for i in range(21))] for r in range(3)])
    s.draw(lambda p: p.poly([(0, 720), (W, 720), (W, H), (0, H)], p.lin(0, 720, 0, H, (0, "#9a6438"), (1, "#3a2012"))), texture=.15)
    s.glow(420, 520, 620, "#ffb85a", .75)
    def things(p):
        p.poly([(300, 480), (540, 480), (600, 620), (240, 620)], p.lin(0, 480, 0, 620, (0, "#4a8a6a"), (1, "#a8d8a0"))); p.ell(420, 620, 180, 20, "#fff4cc"); p.line([(420, 630), (420, 780)], 14, "#c9a050"); p.ell(420, 790, 100, 22, "#a87c34")
        p.ell(900, 870, 330, 40, "#1c0e06", .5); p.poly([(640, 690), (1120, 690), (1180, 860), (590, 860)], p.lin(0, 690, 0, 860, (0, "#4a5a60"), (1, "#22302f"))); p.rect(620, 640, 520, 60, "#1f2a2c", r=28); p.ell(616, 670, 22, 30, "#15191a"); p.ell(1146, 670, 22, 30, "#15191a"); p.poly([(700, 400), (1060, 400), (1072, 650), (690, 650)], p.lin(690, 0, 1072, 0, (0, "#fff4d4"), (1, "#cfc6b4")))
        for i in range(8): p.rect(1030 - (280 if i % 4 != 3 else 150), 440 + i * 24, 280 if i % 4 != 3 else 150, 6, "#4a443c", .8)
        for r in range(4):
            for i in range(12): x = 650 + i * 41 - r * 6 + (r % 2) * 14; y = 740 + r * 29; p.ell(x, y + 4, 15, 11, "#0c1112"); p.ell(x, y, 15, 10, "#efe6d0"); p.ell(x, y, 11, 7, "#d8ccb0")
        p.rect(760, 848, 260, 13, "#efe6d0", r=6)
        for i in range(3): p.poly([(120 - i * 8, 900 + i * -13), (480 - i * 6, 880 - i * 13), (540, 990 - i * 13), (140, 1020 - i * 13)], mix("#fff2d0", "#b0a080", .1 * (3 - i)))
        for i in range(6): p.curve([(190, 906 + i * 14), (300, 900 + i * 14), (430 + i * 6, 892 + i * 13)], 3, "#3a4a6a", .7)
        p.line([(470, 950), (610, 860)], 10, "#23324a"); p.ell(1320, 830, 80, 20, "#2a160a", .6); p.rect(1256, 730, 128, 100, p.lin(1256, 0, 1384, 0, (0, "#d8a878"), (1, "#5a3a28")), r=16); p.ell(1320, 732, 64, 17, "#3a1c0c"); p.ell(1396, 780, 26, 30, "#8a5a3c", line=12); p.ell(1180, 960, 60, 46, "#e8e0cc"); p.poly([(1140, 960), (1190, 920), (1230, 970), (1180, 1000)], "#cfc4ac")
    s.draw(things)
    s.draw(lambda p: p.poly([(250, 620), (590, 620), (980, 1100), (-100, 1100)], "#ffdc94", .5), blur=34, mode="screen", alpha=.6)
    s.draw(lambda p: [p.curve([(x, 720), (x - 18, 650), (x + 20, 590), (x - 8, 520)], 13, "#ffffff", .3) for x in (1300, 1340)], blur=12)
    s.finish(out, bloom=.45, vignette=.42)
