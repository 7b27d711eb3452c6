"""Make the sample of emojis: ``data/sample/emojis.png``, a sheet of pictures, and ``emojis.txt``, what they are.

Where the Twemoji pictures cannot be had (no network, a test run), lessons 08 and 09 use these: several hundred
pictures of 36 x 36 pixels with transparent ground, drawn by this script from circles, boxes, polygons and strokes.
Nothing is copied from anybody's emojis.  They resemble real ones in what matters to a model: most fill a disc or a
square in the middle, whole families differ in small parts only (faces by eyes, brows and mouth, clocks by their hands),
colours are flat, edges are smooth and a third of the pixels is transparent.

Each picture is painted on a canvas of 144 x 144, where a pixel is covered or not, and averaged down.  The sheet has 20
pictures a row, in the order of the lines of ``emojis.txt``: the hexadecimal code points of one emoji, joined by ``-``.

Run it as ``python data/make/emojis.py``.  It uses no chance; the pictures are the same on every run.
"""

from itertools import pairwise
from math import cos, pi, sin
from pathlib import Path

import numpy as np
from PIL import Image

FOLDER = Path(__file__).resolve().parent.parent / "sample"
SIZE, FINE, COLUMNS = 36, 4, 20
Y, X = (np.mgrid[: SIZE * FINE, : SIZE * FINE] + 0.5) / FINE  # the middle of each fine pixel, in pixels

INK = {
    "yellow": "ffcc4d", "brown": "664500", "red": "dd2e44", "dark_red": "a0041e", "pink": "ea596e", "rose": "f4abba",
    "purple": "aa8dd8", "violet": "744eaa", "blue": "55acee", "navy": "226699", "sky": "bbddf5", "green": "77b255",
    "dark_green": "3e721d", "orange": "f4900c", "tan": "d99e82", "wood": "c1694f", "white": "ffffff", "pale": "e1e8ed",
    "grey": "99aab5", "slate": "66757f", "dark": "31373d", "black": "14171a", "cream": "ffe8b6", "gold": "ffac33",
    "mint": "5c913b", "peach": "ffd983", "deep_blue": "3b55a5", "flag_red": "c8102e", "flag_green": "009246",
    "flag_blue": "0055a4", "flag_gold": "ffce00", "flag_orange": "ff883e",
}  # fmt: skip


# --- shapes: each is an array of True where the canvas is covered -----------------------------------------------


def ellipse(x, y, rx, ry=None):
    return ((X - x) / rx) ** 2 + ((Y - y) / (ry or rx)) ** 2 <= 1


def box(left, top, right, bottom, corner=0.0):
    dx = np.maximum(np.maximum(left + corner - X, X - right + corner), 0)
    dy = np.maximum(np.maximum(top + corner - Y, Y - bottom + corner), 0)
    return dx**2 + dy**2 <= max(corner, 1e-9) ** 2


def polygon(*points):
    """Even-odd rule."""
    inside = np.zeros_like(X, bool)
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        if y0 != y1:
            inside ^= ((y0 > Y) != (y1 > Y)) & (x0 + (Y - y0) * (x1 - x0) / (y1 - y0) > X)
    return inside


def stroke(width, *points):
    """A line with round ends through these points."""
    covered = np.zeros_like(X, bool)
    for (x0, y0), (x1, y1) in pairwise(points):
        dx, dy = x1 - x0, y1 - y0
        t = np.clip(((X - x0) * dx + (Y - y0) * dy) / max(dx * dx + dy * dy, 1e-9), 0, 1)
        covered |= (X - x0 - t * dx) ** 2 + (Y - y0 - t * dy) ** 2 <= (width / 2) ** 2
    return covered


def around(x, y, rx, ry, start, end, steps=16):
    """Points on an ellipse from one angle to another, in degrees; 0 is right, 90 is down."""
    angles = [(start + (end - start) * i / steps) * pi / 180 for i in range(steps + 1)]
    return [(x + rx * cos(a), y + ry * sin(a)) for a in angles]


def arc(width, x, y, rx, ry, start, end):
    return stroke(width, *around(x, y, rx, ry, start, end))


def star(x, y, radius, points=5, inner=0.45, turn=-90):
    step = 180 / points
    sizes = [radius * (inner if i % 2 else 1) for i in range(2 * points)]
    return polygon(*(around(x, y, size, size, turn + i * step, 0, 1)[0] for i, size in enumerate(sizes)))


def heart(x, y, size):
    u, v = (X - x) / size, (y - Y) / size
    return (u**2 + v**2 - 1) ** 3 - u**2 * v**3 <= 0


# --- the canvas -------------------------------------------------------------------------------------------------


class Canvas:
    def __init__(self):
        self.colour, self.cover = np.zeros((*X.shape, 3)), np.zeros(X.shape, bool)

    def __call__(self, ink, shape):
        self.colour[shape] = [int(INK[ink][i : i + 2], 16) for i in (0, 2, 4)]
        self.cover |= shape
        return self

    def cut(self, shape):
        self.cover &= ~shape
        return self

    def picture(self):
        """36 x 36 x 4, the colour of a pixel being that of its covered part; transparent pixels are zero."""
        cover = self.cover.reshape(SIZE, FINE, SIZE, FINE).sum((1, 3))
        painted = np.where(self.cover[..., None], self.colour, 0).reshape(SIZE, FINE, SIZE, FINE, 3).sum((1, 3))
        colour = np.round(painted / np.maximum(cover, 1)[..., None])
        return np.dstack([colour, np.round(cover * 255 / FINE**2)]).astype(np.uint8)


# --- families ---------------------------------------------------------------------------------------------------

# code: skin, eyes, brows, mouth, extras
FACES = """
1f600 yellow oval none grin -|1f601 yellow smiling none teeth -|1f602 yellow smiling none laugh tears
1f603 yellow oval none laugh -|1f604 yellow smiling none laugh -|1f605 yellow smiling none laugh sweat
1f606 yellow squint none laugh -|1f607 yellow smiling none smile halo|1f608 purple oval angry smile horns
1f609 yellow wink raised smile -|1f60a yellow smiling none smile blush|1f60b yellow oval none tongue -
1f60c yellow closed raised smile -|1f60d yellow hearts none laugh -|1f60e yellow none none smile glasses
1f60f yellow side raised slant -|1f610 yellow oval none flat -|1f611 yellow lines none flat -
1f612 yellow side flat frown -|1f613 yellow closed flat frown sweat|1f614 yellow closed sad small -
1f615 yellow oval none slant -|1f616 yellow squint none wavy -|1f617 yellow oval none kiss -
1f618 yellow wink raised kiss heart|1f619 yellow smiling none kiss -|1f61a yellow closed raised kiss blush
1f61b yellow oval none tongue -|1f61c yellow wink none tongue -|1f61d yellow squint none tongue -
1f61e yellow closed sad frown -|1f61f yellow oval sad frown -|1f620 yellow oval angry frown -
1f621 red oval angry frown -|1f622 yellow oval sad frown tear|1f623 yellow squint sad frown -
1f624 yellow closed angry frown steam|1f625 yellow oval sad frown sweat|1f626 yellow oval none cry -
1f627 yellow oval raised cry -|1f628 yellow round raised cry blue|1f629 yellow closed sad cry -
1f62a yellow closed sad small tear|1f62b yellow squint sad cry -|1f62c yellow oval none teeth -
1f62d yellow closed sad cry tears|1f62e yellow oval none open -|1f62f yellow round raised small -
1f630 yellow oval sad open sweat|1f631 yellow round none scream blue|1f632 yellow round raised open -
1f633 yellow round raised flat blush|1f634 yellow closed none open sleep|1f635 yellow crosses none open -
1f636 yellow oval none none -|1f637 yellow closed none none mask|1f638 cat smiling none teeth whiskers
1f639 cat smiling none laugh tears|1f63a cat oval none laugh whiskers|1f63b cat hearts none smile whiskers
1f63c cat side raised slant whiskers|1f63d cat closed none kiss whiskers|1f63e cat oval angry frown whiskers
1f63f cat oval sad frown tear|1f640 cat round raised scream whiskers|1f641 yellow oval none frown -
1f642 yellow oval none smile -|1f643 upside oval none smile -|1f644 yellow up raised flat -
1f910 yellow oval none zip -|1f911 yellow crosses none tongue -|1f912 yellow oval sad flat thermometer
1f913 yellow oval none teeth spectacles|1f914 yellow oval raised slant hand|1f915 yellow oval sad frown bandage
1f916 robot round none teeth -|1f917 yellow smiling none smile hands|2639 yellow oval sad frown -
263a yellow smiling none smile blush|1f47f purple oval angry frown horns|1f479 red round angry teeth horns
1f47d alien slanted none small -|1f47b ghost oval none open -|1f480 skull round none teeth -
"""
EYES = [(11.5, 14.5), (24.5, 14.5)]


def face(skin, eyes, brows, mouth, extra):
    c = Canvas()
    line = {"red": "dark", "purple": "violet", "skull": "dark", "ghost": "dark", "robot": "dark", "alien": "dark"}
    ink = line.get(skin, "brown")
    if skin == "cat":
        for x in (6, 30):
            c("yellow", polygon((x - 4, 1), (x + 4, 1), (18 + (x - 18) * 0.3, 14), (18 + (x - 18) * 1.1, 17)))
        c("yellow", ellipse(18, 19.5, 17, 15))
    elif skin == "robot":
        c("slate", stroke(2, (18, 2), (18, 8)))("red", ellipse(18, 3, 2.5))("grey", box(3, 7, 33, 34, 4))
    elif skin == "alien":
        c("pale", ellipse(18, 14, 15, 14))("pale", polygon((4, 18), (32, 18), (23, 34), (13, 34)))
    elif skin == "ghost":
        c("pale", ellipse(18, 15, 13, 15))("pale", box(5, 15, 31, 30))
        for x in (9, 18, 27):
            c("pale", ellipse(x, 30, 4.4, 5))
    elif skin == "skull":
        c("pale", ellipse(18, 15, 16, 15))("pale", box(9, 22, 27, 34, 4))
    else:
        c({"upside": "yellow"}.get(skin, skin), ellipse(18, 18, 18))
    if extra == "horns":
        for s in (-1, 1):
            c(skin, polygon((18 + s * 8, 4), (18 + s * 17, 0), (18 + s * 16, 10)))
    if extra == "blue":
        c("sky", ellipse(18, 18, 18) & (Y < 11))
    for s, (x, y) in zip((-1, 1), EYES, strict=True):
        draw_eye(c, eyes, s, x, y, ink)
        if brows == "angry":
            c(ink, stroke(2, (x + s * 4, y - 6.5), (x - s * 3, y - 3.6)))
        elif brows == "sad":
            c(ink, stroke(1.8, (x + s * 4, y - 4.2), (x - s * 2.5, y - 7)))
        elif brows == "raised":
            c(ink, arc(1.6, x, y - 5, 4, 3, 200, 340))
        elif brows == "flat":
            c(ink, stroke(1.8, (x - 3.5, y - 5.5), (x + 3.5, y - 5.5)))
    draw_mouth(c, mouth, ink)
    draw_extra(c, extra)
    if skin == "upside":
        c.colour, c.cover = c.colour[::-1], c.cover[::-1]
    return c


def draw_eye(c, eyes, s, x, y, ink):
    if eyes == "oval":
        c(ink, ellipse(x, y, 2.4, 3.4))
    elif eyes == "round":
        c("white", ellipse(x, y, 4.4))(ink, ellipse(x, y, 2))
    elif eyes == "smiling":
        c(ink, arc(2, x, y + 1.5, 3.6, 3.6, 190, 350))
    elif eyes == "closed":
        c(ink, arc(2, x, y - 1, 3.6, 3, 10, 170))
    elif eyes == "wink":
        c(ink, ellipse(x, y, 2.4, 3.4) if s < 0 else arc(2, x, y + 1.5, 3.6, 3, 190, 350))
    elif eyes == "hearts":
        c("red", heart(x, y - 0.5, 4.2))
    elif eyes == "crosses":
        c(ink, stroke(2, (x - 3, y - 3), (x + 3, y + 3)) | stroke(2, (x - 3, y + 3), (x + 3, y - 3)))
    elif eyes == "squint":
        c(ink, stroke(2, (x + s * 3.5, y - 3), (x - s * 2.5, y), (x + s * 3.5, y + 3)))
    elif eyes == "lines":
        c(ink, stroke(2, (x - 3.5, y), (x + 3.5, y)))
    elif eyes == "side":
        c("white", ellipse(x, y, 4, 3))(ink, ellipse(x + 2, y, 2, 2.6))
    elif eyes == "up":
        c("white", ellipse(x, y, 4.4))(ink, ellipse(x, y - 2, 2.2))
    elif eyes == "slanted":
        c(ink, polygon((x - s * 4, y + 5), (x + s * 5, y - 3), (x + s * 3, y + 4)) | ellipse(x, y + 1, 3.4))


def draw_mouth(c, mouth, ink):
    lower = Y > 22
    if mouth == "smile":
        c(ink, arc(2, 18, 20, 8.5, 7.5, 20, 160))
    elif mouth == "frown":
        c(ink, arc(2, 18, 31, 7, 6.5, 205, 335))
    elif mouth == "flat":
        c(ink, stroke(2, (12, 26), (24, 26)))
    elif mouth == "slant":
        c(ink, stroke(2, (13, 28), (19, 26.5), (24.5, 24)))
    elif mouth == "small":
        c(ink, ellipse(18, 27, 2.4))
    elif mouth == "kiss":
        c(ink, stroke(1.6, (17, 23), (20, 24.5), (17.5, 26), (20, 27.5), (17, 29)))
    elif mouth == "wavy":
        c(ink, stroke(2, (10, 27), (14, 24.5), (18, 27), (22, 24.5), (26, 27)))
    elif mouth == "open":
        c(ink, ellipse(18, 27, 4, 5))
    elif mouth == "cry":
        c(ink, ellipse(18, 30, 7, 6.5) & (Y < 31))
    elif mouth == "scream":
        c(ink, ellipse(18, 27, 5, 7.5))
    elif mouth == "laugh":
        c(ink, ellipse(18, 22, 10, 10) & lower)("pink", ellipse(18, 31, 6, 4) & ellipse(18, 22, 9, 9) & lower)
    elif mouth == "grin":
        c(ink, ellipse(18, 22, 10, 10) & lower)("white", ellipse(18, 22, 8.6, 8.6) & lower & (Y < 25.5) & (Y > 22.8))
    elif mouth == "teeth":
        c(ink, box(9, 22, 27, 31, 4))("white", box(10.4, 23.4, 25.6, 29.6, 3))(ink, box(10, 26.1, 26, 26.9))
        for x in (14, 18, 22):
            c(ink, box(x - 0.4, 23, x + 0.4, 30))
    elif mouth == "tongue":
        c(ink, ellipse(18, 22, 9.5, 7) & lower)("pink", ellipse(19, 28.5, 4, 5) & (Y > 25))
    elif mouth == "zip":
        c("grey", box(9, 24.5, 27, 28.5, 1.5))
        for x in range(11, 27, 3):
            c("slate", box(x, 24.5, x + 1, 28.5))


def draw_extra(c, extra):
    if extra == "tears":
        for x in (5.5, 30.5):
            c("blue", ellipse(x, 21, 3.6, 5))
    elif extra == "tear":
        c("blue", ellipse(9.5, 23.5, 2.8, 3.6) | polygon((9.5, 16.5), (7, 22.5), (12, 22.5)))
    elif extra == "sweat":
        c("blue", ellipse(31, 9, 3.2, 4) | polygon((31, 1.5), (28.2, 7.6), (33.8, 7.6)))
    elif extra == "halo":
        c("sky", ellipse(18, 3.6, 12, 3.6) & ~ellipse(18, 3.6, 9, 1.7))
    elif extra == "mask":
        c("pale", box(6, 18, 30, 33, 7))("grey", stroke(0.9, (9, 23), (27, 23)) | stroke(0.9, (9, 27), (27, 27)))
    elif extra == "glasses":
        c("dark", box(4, 10, 17, 19, 3) | box(19, 10, 32, 19, 3) | box(1, 10, 35, 12.5))
    elif extra == "spectacles":
        ring = (ellipse(11, 15, 7) & ~ellipse(11, 15, 5.6)) | (ellipse(25, 15, 7) & ~ellipse(25, 15, 5.6))
        c("dark", ring)
    elif extra == "blush":
        for x in (6.5, 29.5):
            c("rose", ellipse(x, 21, 3.6, 2.6))
    elif extra == "steam":
        for x in (5, 31):
            c("pale", ellipse(x, 28, 4.6, 3.4))
    elif extra == "heart":
        c("red", heart(28, 26, 5))
    elif extra == "sleep":
        c("navy", stroke(2, (24, 2), (33, 2), (24, 11), (33, 11)))
    elif extra == "thermometer":
        c("white", stroke(3, (20, 26), (31, 32)))("red", stroke(1.2, (21, 26.5), (27, 30)))
    elif extra == "bandage":
        c("white", polygon((2, 6), (8, 1), (34, 10), (34, 15)))
    elif extra == "hand":
        c("gold", ellipse(11, 31, 6, 4.5) | stroke(3, (11, 30), (18, 27)))
    elif extra == "hands":
        for x in (6, 30):
            c("gold", ellipse(x, 30, 5.4, 5.4))
    elif extra == "whiskers":
        for x in (1, 29):
            c("wood", stroke(0.9, (x, 21), (x + 6, 22)) | stroke(0.9, (x, 26), (x + 6, 25)))


# code: head, ears (round, pointed, long, side, none), muzzle, nose
ANIMALS = """
1f42d grey big rose pink|1f42e white side rose tan|1f42f gold round cream brown|1f430 pale long white pink
1f431 yellow pointed cream pink|1f435 wood side tan brown|1f436 tan side cream black|1f437 rose pointed pink dark_red
1f438 green eyes mint dark_green|1f439 gold round white pink|1f43a slate pointed pale black|1f43b wood round tan black
1f43c white panda white black|1f428 grey big pale dark|1f434 wood pointed tan brown|1f984 pale pointed white pink
1f981 gold mane peach brown|1f414 white comb gold red
"""


def animal(head, ears, muzzle, nose):
    c = Canvas()
    for s in (-1, 1):
        if ears in ("round", "panda"):
            c("dark" if ears == "panda" else head, ellipse(18 + s * 11, 7, 6))
        elif ears == "big":
            c(head, ellipse(18 + s * 12, 8, 8))("rose", ellipse(18 + s * 12, 8, 4.5))
        elif ears == "pointed":
            c(head, polygon((18 + s * 3, 9), (18 + s * 15, 0), (18 + s * 15, 17)))
        elif ears == "long":
            c(head, ellipse(18 + s * 7, 8, 4, 9))("rose", ellipse(18 + s * 7, 8, 1.8, 6.5))
        elif ears == "side":
            c("brown" if head != "wood" else "tan", ellipse(18 + s * 14, 15, 4.5, 7))
        elif ears == "eyes":
            c(head, ellipse(18 + s * 9, 8, 7))
    if ears == "mane":
        c("wood", star(18, 18, 18, 14, 0.86))
    if ears == "comb":
        c("red", ellipse(14, 5, 4) | ellipse(21, 5, 4))
    c(head, ellipse(18, 20, 14.5, 14))(muzzle, ellipse(18, 26, 8.5, 6.5))
    for s in (-1, 1):
        high = 8 if ears == "eyes" else 16
        if ears == "panda":
            c("dark", ellipse(18 + s * 7, 16.5, 4.4, 5.4))("white", ellipse(18 + s * 7, 16, 1.8))
        else:
            c("dark", ellipse(18 + s * (9 if ears == "eyes" else 6.5), high, 2.2, 2.6))
    c(nose, ellipse(18, 23.5, 3, 2.2))("dark", arc(1.2, 18, 26, 4, 3, 20, 160))
    return c


def clock(hour, half):
    c = Canvas()("slate", ellipse(18, 18, 18))("white", ellipse(18, 18, 15.5))
    for i in range(12):
        (x, y), (u, v) = around(18, 18, 13.6, 13.6, i * 30, 0, 1)[0], around(18, 18, 12, 12, i * 30, 0, 1)[0]
        c("grey", stroke(1, (x, y), (u, v)))
    angle = hour * 30 + (15 if half else 0) - 90
    c("dark", stroke(2.4, (18, 18), around(18, 18, 7.5, 7.5, angle, 0, 1)[0]))
    c("red", stroke(1.6, (18, 18), around(18, 18, 11, 11, 90 if half else -90, 0, 1)[0]))
    return c("dark", ellipse(18, 18, 1.8))


# code: how it is drawn, inks
HEARTS = """
2764 plain red|1f493 small pink|1f494 broken red|1f495 two pink|1f496 spark pink|1f497 rings pink|1f498 arrow red
1f499 plain blue|1f49a plain green|1f49b plain yellow|1f49c plain purple|1f49d ribbon pink|1f49e two red
1f49f box violet|2665 suit red|1f48c box pale
"""


def love(kind, ink):
    c = Canvas()
    if kind in ("two", "small"):
        c(ink, heart(13, 13, 10))(ink, heart(25, 24, 9)) if kind == "two" else c(ink, heart(18, 18, 11))
        return c if kind == "two" else c(ink, arc(1.6, 18, 16, 16, 15, 150, 210) | arc(1.6, 18, 16, 16, 15, -30, 30))
    if kind == "box":
        return c(ink, box(1, 4, 35, 33, 4))("white" if ink != "pale" else "red", heart(18, 18.5, 10))
    c(ink, heart(18, 18, 15 if kind != "suit" else 13))
    if kind == "rings":
        c("rose", heart(18, 18, 11))(ink, heart(18, 18, 7))
    elif kind == "broken":
        c("white", stroke(2, (18, 5), (15, 13), (21, 18), (16, 24), (18, 34)))
    elif kind == "spark":
        c("cream", star(10, 12, 5, 4, 0.35))("cream", star(25, 18, 4, 4, 0.35))
    elif kind == "arrow":
        c("wood", stroke(2, (3, 30), (33, 5)))("grey", polygon((35, 3), (28, 5), (33, 10)))
    elif kind == "ribbon":
        c("gold", stroke(3, (4, 12), (18, 20), (32, 12)))("gold", ellipse(18, 20, 4))
    return c


def moon(phase, with_face):
    """Phase 0 is new, 4 is full, 6 the last quarter."""
    c = Canvas()("dark" if phase != 4 else "yellow", ellipse(18, 18, 17.5))
    if phase not in (0, 4):
        lit = (X > 18) if phase < 4 else (X < 18)
        wide = abs(cos(phase * pi / 4)) * 17.5
        bulge = ellipse(18, 18, max(wide, 0.01), 17.5)
        lit = lit | bulge if phase in (3, 5) else lit & ~bulge
        c("yellow", lit & ellipse(18, 18, 17.5))
    if phase not in (0,):
        for x, y, r in ((23, 10, 3), (25, 24, 2.4), (10, 13, 2.6), (12, 25, 3)):
            c("gold", ellipse(x, y, r) & (c.colour[..., 2] == 0x4D) & c.cover)
    if with_face:
        ink = "brown" if phase == 4 else "grey"
        c(ink, ellipse(12, 15, 2, 2.8) | ellipse(24, 15, 2, 2.8) | arc(1.8, 18, 20, 7, 6, 20, 160))
    return c


def crescent(s, with_face):
    c = Canvas()("yellow", ellipse(18, 18, 16)).cut(ellipse(18 + s * 8, 16, 12.5))
    return c("brown", ellipse(18 - s * 10, 16, 1.6, 2.4)) if with_face else c


# code: shape, ink, ink of the leaf
FRUIT = """
1f345 round red dark_green|1f346 long violet green|1f347 grapes violet green|1f348 round peach green
1f349 slice red green|1f34a round orange green|1f34b oval yellow green|1f34c banana yellow brown
1f34d oval gold dark_green|1f34e round red green|1f34f round green dark_green|1f350 pear green dark_green
1f351 round flag_orange green|1f352 cherries red green|1f353 strawberry red green|1f33d long yellow green
1f330 oval wood tan|1f95d round wood green|1f336 banana red green|1f95c oval tan wood
"""


def fruit(shape, ink, leaf):
    c = Canvas()
    if shape == "round":
        c(ink, ellipse(13, 21, 12, 13) | ellipse(23, 21, 12, 13))("brown", stroke(2, (18, 10), (20, 3)))
        c(leaf, ellipse(25, 6, 5.5, 2.8))("white", ellipse(9, 16, 2, 3.4))
    elif shape == "oval":
        c(leaf, polygon((12, 1), (18, 8), (24, 1), (22, 11), (14, 11)))(ink, ellipse(18, 22, 12, 13.5))
        c("white", ellipse(12, 17, 1.6, 3))
    elif shape == "long":
        c(ink, stroke(12, (12, 27), (24, 12)))(leaf, stroke(5, (22, 7), (30, 13)) | stroke(3, (26, 9), (31, 3)))
    elif shape == "grapes":
        c(leaf, ellipse(22, 5, 8, 4))
        for row, count in enumerate((4, 3, 2, 1)):
            for i in range(count):
                x, y = 18 + (i - (count - 1) / 2) * 7.6, 12 + row * 6.4
                c(ink, ellipse(x, y, 4.4))("purple", ellipse(x - 1.2, y - 1.4, 1.4))
    elif shape == "slice":
        under = Y > 10 + 0.25 * X
        c(leaf, ellipse(18, 12, 17, 19) & under)(ink, ellipse(18, 12, 14, 16) & under)
        for x, y in ((12, 19), (18, 22), (24, 20), (15, 24)):
            c("dark", ellipse(x, y, 1.1, 1.6))
    elif shape == "banana":
        c(ink, ellipse(16, 12, 18, 19) & ~ellipse(15, 7, 17, 16) & (Y > 4))(leaf, ellipse(32.5, 6, 2.6))
    elif shape == "pear":
        c(ink, ellipse(18, 24, 12, 11) | ellipse(18, 13, 7, 9))("brown", stroke(2, (18, 6), (20, 1)))
        c(leaf, ellipse(25, 4, 4.5, 2.2))
    elif shape == "cherries":
        c(leaf, stroke(1.8, (10, 24), (22, 4), (27, 24)))(ink, ellipse(10, 26, 8.5) | ellipse(27, 26, 8))
        c("white", ellipse(7, 23, 2) | ellipse(24, 23, 2))
    elif shape == "strawberry":
        c(ink, polygon((3, 11), (33, 11), (18, 35)) | ellipse(10.5, 13, 8) | ellipse(25.5, 13, 8))
        c(leaf, polygon((8, 3), (18, 8), (28, 3), (24, 12), (12, 12)))
        for x, y in ((11, 16), (18, 17), (25, 16), (15, 23), (21, 23), (18, 29)):
            c("cream", ellipse(x, y, 0.9, 1.3))
    return c


# country: direction of the stripes, inks; a disc in the middle after "o"
FLAGS = """
FR v flag_blue white flag_red|IT v flag_green white flag_red
IE v flag_green white flag_orange|BE v black flag_gold flag_red
RO v flag_blue flag_gold flag_red|TD v navy flag_gold flag_red
NG v flag_green white flag_green|PE v flag_red white flag_red
ML v flag_green flag_gold flag_red|CI v flag_orange white flag_green|GN v flag_red flag_gold flag_green
DE h black flag_red flag_gold|NL h flag_red white flag_blue|RU h white flag_blue flag_red|AT h flag_red white flag_red
HU h flag_red white flag_green|BG h white flag_green flag_red|EE h blue black white|LT h flag_gold flag_green flag_red
LU h flag_red white blue|AM h flag_red flag_blue flag_gold|UA h blue flag_gold|PL h white flag_red|ID h flag_red white
MC h red white|GA h flag_green flag_gold blue|YE h flag_red white black|SL h flag_green white blue
JP h white o flag_red|BD h dark_green o flag_red|PW h blue o yellow|LA h flag_red navy flag_red o white
DK x flag_red white|SE x flag_blue flag_gold|FI x white flag_blue|CH + flag_red white
"""


def flag(direction, *inks):
    c, cloth = Canvas(), box(0.5, 5.5, 35.5, 30.5, 3)
    disc = inks[inks.index("o") + 1] if "o" in inks else None
    stripes = inks[: inks.index("o")] if disc else inks
    if direction in "x+":
        middle = 13 if direction == "x" else 18
        reach = cloth if direction == "x" else box(9, 9, 27, 27)
        bars = box(middle - 2.5, 0, middle + 2.5, 36) | box(0, 15.5, 36, 20.5)
        return c(stripes[0], cloth)(stripes[1], bars & cloth & reach)
    for i, ink in enumerate(stripes):
        place = (X - 0.5) / 35 if direction == "v" else (Y - 5.5) / 25
        c(ink, cloth & (place * len(stripes) >= i))
    return c(disc, ellipse(18, 18, 7.5)) if disc else c


LETTERS = {
    "A": "01110 10001 11111 10001 10001", "B": "11110 10001 11110 10001 11110", "C": "01111 10000 10000 10000 01111",
    "D": "11110 10001 10001 10001 11110", "E": "11111 10000 11110 10000 11111", "F": "11111 10000 11110 10000 10000",
    "G": "01111 10000 10011 10001 01111", "H": "10001 10001 11111 10001 10001", "I": "01110 00100 00100 00100 01110",
    "J": "00111 00010 00010 10010 01100", "K": "10010 10100 11000 10100 10010", "L": "10000 10000 10000 10000 11111",
    "M": "10001 11011 10101 10001 10001", "N": "10001 11001 10101 10011 10001", "O": "01110 10001 10001 10001 01110",
    "P": "11110 10001 11110 10000 10000", "Q": "01110 10001 10101 10010 01101", "R": "11110 10001 11110 10010 10001",
    "S": "01111 10000 01110 00001 11110", "T": "11111 00100 00100 00100 00100", "U": "10001 10001 10001 10001 01110",
    "V": "10001 10001 01010 01010 00100", "W": "10001 10001 10101 11011 10001", "X": "10001 01010 00100 01010 10001",
    "Y": "10001 01010 00100 00100 00100", "Z": "11111 00010 00100 01000 11111",
    "!": "00100 00100 00100 00000 00100", "?": "01110 00001 00110 00000 00100",
}  # fmt: skip


def letter(ink, ground, name, framed=True):
    c = Canvas()
    if framed:
        c(ground, box(0.5, 0.5, 35.5, 35.5, 4))
    size = 4.4 if framed else 6.4
    for y, row in enumerate(LETTERS[name].split()):
        for x, dot in enumerate(row):
            if dot == "1":
                left, top = 18 + (x - 2.5) * size, 18 + (y - 2.5) * size
                c(ink, box(left, top, left + size + 0.05, top + size + 0.05))
    return c


def framed(ink="blue"):
    return Canvas()(ink, box(0.5, 0.5, 35.5, 35.5, 4))


ARROWS = {0x27A1: 0, 0x2198: 45, 0x2B07: 90, 0x2199: 135, 0x2B05: 180, 0x2196: 225, 0x2B06: 270, 0x2197: 315}
DOUBLE = {0x2195: 90, 0x2194: 0}
TRIANGLES = {0x25B6: (0, 1), 0x25C0: (180, 1), 0x1F53C: (270, 1), 0x1F53D: (90, 1),
             0x23E9: (0, 2), 0x23EA: (180, 2), 0x23EB: (270, 2), 0x23EC: (90, 2)}  # fmt: skip


def arrow(angle, both):
    def at(x, y):
        a = angle * pi / 180
        return 18 + x * cos(a) - y * sin(a), 18 + x * sin(a) + y * cos(a)

    c = framed()("white", stroke(5, at(-8 if both else -10, 0), at(5, 0)))
    c("white", polygon(at(13, 0), at(3, -9), at(3, 9)))
    return c("white", polygon(at(-13, 0), at(-3, -9), at(-3, 9))) if both else c


def triangles(angle, count):
    def at(x, y):
        a = angle * pi / 180
        return 18 + x * cos(a) - y * sin(a), 18 + x * sin(a) + y * cos(a)

    c = framed()
    for shift in (0,) if count == 1 else (-5, 6):
        size = 10 if count == 1 else 6.5
        c("white", polygon(at(shift + size, 0), at(shift - size * 0.8, -size), at(shift - size * 0.8, size)))
    return c


# --- single pictures: code points to a drawing ------------------------------------------------------------------


def geometry():
    yield 0x1F534, Canvas()("red", ellipse(18, 18, 18))
    yield 0x1F535, Canvas()("blue", ellipse(18, 18, 18))
    yield 0x26AA, Canvas()("pale", ellipse(18, 18, 18))
    yield 0x26AB, Canvas()("dark", ellipse(18, 18, 18))
    yield 0x2B55, Canvas()("red", ellipse(18, 18, 18)).cut(ellipse(18, 18, 11.5))
    yield 0x1F518, Canvas()("grey", ellipse(18, 18, 18))("white", ellipse(18, 18, 14))("blue", ellipse(18, 18, 9))
    for code, ink, size in ((0x2B1B, "dark", 17.5), (0x2B1C, "pale", 17.5), (0x25FC, "dark", 14), (0x25FB, "pale", 14),
                            (0x25FE, "dark", 10.5), (0x25FD, "pale", 10.5),
                            (0x25AA, "dark", 7), (0x25AB, "pale", 7)):  # fmt: skip
        yield code, Canvas()(ink, box(18 - size, 18 - size, 18 + size, 18 + size, 2))
    for code, ink, size in ((0x1F536, "orange", 17.5), (0x1F537, "blue", 17.5), (0x1F538, "orange", 11),
                            (0x1F539, "blue", 11), (0x2666, "red", 16)):  # fmt: skip
        yield code, Canvas()(ink, polygon((18, 18 - size), (18 + size, 18), (18, 18 + size), (18 - size, 18)))
    yield 0x1F53A, Canvas()("red", polygon((18, 3), (35, 33), (1, 33)))
    yield 0x1F53B, Canvas()("red", polygon((18, 33), (35, 3), (1, 3)))
    cross = stroke(6, (6, 6), (30, 30)) | stroke(6, (6, 30), (30, 6))
    tick = stroke(5.5, (8, 19), (15, 27), (29, 8))
    yield 0x274C, Canvas()("red", cross)
    yield 0x2716, Canvas()("dark", cross)
    yield 0x274E, framed("green")("white", cross & ellipse(18, 18, 14))
    yield 0x2705, framed("green")("white", tick)
    yield 0x2714, Canvas()("dark", stroke(5.5, (5, 20), (14, 30), (31, 6)))
    yield 0x2611, framed("blue")("white", tick)
    bar, post = box(3, 15, 33, 21, 1.5), box(15, 3, 21, 33, 1.5)
    yield 0x2795, Canvas()("dark", bar | post)
    yield 0x2796, Canvas()("dark", bar)
    yield 0x2797, Canvas()("dark", bar | ellipse(18, 6.5, 4) | ellipse(18, 29.5, 4))
    yield 0x26D4, Canvas()("red", ellipse(18, 18, 18))("white", box(6, 14, 30, 22, 1.5))
    ring = ellipse(18, 18, 18) & ~ellipse(18, 18, 13.5)
    yield 0x1F6AB, Canvas()("red", ring | (stroke(4.5, (6, 6), (30, 30)) & ellipse(18, 18, 17)))
    for code, name, ink in ((0x2757, "!", "red"), (0x2755, "!", "pale"), (0x2753, "?", "red"), (0x2754, "?", "pale")):
        yield code, letter(ink, "white", name, framed=False)
    yield 0x2660, Canvas()("dark", heart_upside(18, 16, 13))("dark", polygon((18, 20), (24, 34), (12, 34)))
    club = ellipse(18, 10, 8) | ellipse(10, 21, 8) | ellipse(26, 21, 8)
    yield 0x2663, Canvas()("dark", club)("dark", polygon((18, 18), (24, 34), (12, 34)))


def heart_upside(x, y, size):
    return heart(x, 36 - y, size)[::-1]


def sky():
    rays = star(18, 18, 18, 8, 0.62)
    cloud = ellipse(11, 23, 10, 8) | ellipse(24, 22, 11, 9) | ellipse(17, 16, 9)
    sun = Canvas()("gold", rays)("yellow", ellipse(18, 18, 10))
    yield 0x2600, sun
    yield (
        0x1F31E,
        Canvas()("gold", rays)("yellow", ellipse(18, 18, 11))(
            "brown", ellipse(14, 16, 1.6, 2.2) | ellipse(22, 16, 1.6, 2.2) | arc(1.6, 18, 19, 5.5, 5, 20, 160)
        ),
    )
    yield 0x2601, Canvas()("pale", cloud)
    yield 0x26C5, Canvas()("gold", star(24, 12, 12, 8, 0.62))("yellow", ellipse(24, 12, 7))("pale", cloud & (Y > 12))
    rain = stroke(2, (9, 28), (7, 34)) | stroke(2, (18, 28), (16, 34)) | stroke(2, (27, 28), (25, 34))
    high = np.roll(cloud, -6 * FINE, 0)
    yield 0x1F327, Canvas()("pale", high)("blue", rain)
    yield 0x1F328, Canvas()("pale", high)("sky", ellipse(9, 31, 2.4) | ellipse(18, 32, 2.4) | ellipse(27, 31, 2.4))
    bolt = polygon((20, 1), (6, 20), (16, 20), (12, 35), (30, 14), (19, 14))
    yield 0x26A1, Canvas()("gold", bolt)
    yield 0x1F329, Canvas()("pale", high)("gold", polygon((20, 20), (12, 28), (18, 28), (15, 36), (25, 25), (19, 25)))
    yield 0x26C8, Canvas()("grey", high)("gold", polygon((20, 20), (12, 28), (18, 28), (15, 36), (25, 25), (19, 25)))
    flake = Canvas()
    for angle in (0, 60, 120):
        ends = around(18, 18, 16, 16, angle, angle + 180, 1)
        flake("blue", stroke(2.4, *ends))
        for end in range(6):
            x, y = around(18, 18, 11, 11, end * 60, 0, 1)[0]
            flake("blue", ellipse(x, y, 2.4))
    yield 0x2744, flake
    rainbow = Canvas()
    for i, ink in enumerate(("red", "orange", "yellow", "green", "blue", "purple")):
        rainbow(ink, ellipse(18, 32, 18 - 2.2 * i, 26 - 2.4 * i) & (Y < 32))
    yield 0x1F308, rainbow.cut(ellipse(18, 32, 4.8, 11.6))
    canopy = ellipse(18, 18, 17, 15) & (Y < 18)
    handle = stroke(2, (18, 16), (18, 30)) | arc(2, 15, 30, 3, 3, 0, 170)
    yield 0x2602, Canvas()("violet", canopy)("wood", handle)
    yield (
        0x2614,
        Canvas()("violet", canopy & (Y > 6))("wood", handle)("blue", ellipse(8, 26, 2, 3) | ellipse(28, 26, 2, 3)),
    )
    drop = ellipse(18, 23, 11) | polygon((18, 1), (8, 19), (28, 19))
    yield 0x1F4A7, Canvas()("blue", drop)
    yield 0x1F4A6, Canvas()("blue", ellipse(10, 22, 5, 7) | ellipse(25, 25, 6, 8) | ellipse(22, 8, 4, 6))
    flame = ellipse(18, 23, 13, 13) | polygon((6, 20), (16, 0), (22, 10), (26, 6), (30, 20))
    yield 0x1F525, Canvas()("orange", flame)("yellow", ellipse(18, 28, 7, 8))
    yield 0x2B50, Canvas()("gold", star(18, 19.5, 18.5))
    yield 0x1F31F, Canvas()("gold", star(18, 19.5, 18.5))("cream", star(18, 19.5, 9))
    yield 0x2728, Canvas()("gold", star(14, 20, 14, 4, 0.3) | star(29, 8, 7, 4, 0.3) | star(29, 29, 5, 4, 0.3))
    yield (
        0x1F320,
        Canvas()("navy", box(0.5, 0.5, 35.5, 35.5, 4))("sky", stroke(2, (4, 32), (20, 14)))("gold", star(23, 12, 9)),
    )
    yield 0x1F30A, Canvas()("blue", ellipse(16, 22, 16, 14) | box(2, 26, 35, 36, 3)).cut(ellipse(24, 17, 9, 8))
    yield 0x1F30D, Canvas()("blue", ellipse(18, 18, 18))("green", ellipse(21, 11, 8, 6) | ellipse(21, 22, 6, 9))
    yield 0x1F30E, Canvas()("blue", ellipse(18, 18, 18))("green", ellipse(12, 11, 8, 6) | ellipse(18, 26, 5, 8))
    yield 0x1F30F, Canvas()("blue", ellipse(18, 18, 18))("green", ellipse(18, 9, 11, 5) | ellipse(24, 26, 6, 4))


def party():
    yield (
        0x1F389,
        confetti(Canvas()("gold", polygon((1, 35), (10, 12), (24, 26)))("red", stroke(2.5, (5.5, 24), (12, 30.5)))),
    )
    ball = Canvas()("red", ellipse(18, 20, 13) & (X < 18))("gold", ellipse(18, 20, 13) & (X >= 18))
    yield 0x1F38A, confetti(ball)
    yield (
        0x1F388,
        Canvas()("grey", stroke(1.2, (18, 28), (20, 36)))(
            "red", ellipse(18, 14, 12, 14) | polygon((14, 31), (22, 31), (18, 25))
        ),
    )
    gift = Canvas()("gold", box(3, 12, 33, 35, 2))("red", box(15, 12, 21, 35))("red", box(3, 12, 33, 17))
    yield (
        0x1F381,
        gift("red", ellipse(12, 7, 6, 4.5) | ellipse(24, 7, 6, 4.5)).cut(ellipse(12, 7, 3, 2) | ellipse(24, 7, 3, 2)),
    )
    yield (
        0x1F380,
        Canvas()("pink", polygon((2, 6), (18, 16), (34, 6), (34, 28), (18, 19), (2, 28)))("red", ellipse(18, 17, 5)),
    )
    cake = Canvas()("cream", box(3, 16, 33, 34, 3))("rose", box(3, 16, 33, 23, 3))
    for x in (10, 18, 26):
        cake("blue", box(x - 1.2, 8, x + 1.2, 17))("orange", ellipse(x, 5, 2, 3))
    yield 0x1F382, cake
    tree = (
        polygon((18, 1), (28, 14), (8, 14)) | polygon((18, 7), (31, 23), (5, 23)) | polygon((18, 14), (34, 31), (2, 31))
    )
    yield 0x1F332, Canvas()("wood", box(15, 29, 21, 36))("mint", tree)
    yield (
        0x1F384,
        Canvas()("wood", box(15, 29, 21, 36))("mint", tree)("red", ellipse(13, 20, 2) | ellipse(24, 27, 2))(
            "gold", ellipse(20, 12, 1.8) | ellipse(12, 27, 2) | ellipse(22, 20, 2)
        ),
    )
    yield 0x1F333, Canvas()("wood", box(15, 22, 21, 36))("mint", ellipse(18, 14, 15, 14))
    yield (
        0x1F335,
        Canvas()(
            "green",
            stroke(8, (18, 6), (18, 34))
            | stroke(5, (18, 24), (7, 24), (7, 14))
            | stroke(5, (18, 20), (29, 20), (29, 10)),
        ),
    )
    for code, petals, ink, middle in ((0x1F338, 5, "rose", "pink"), (0x1F33A, 5, "pink", "yellow"),
                                      (0x1F33B, 10, "gold", "wood"), (0x1F33C, 8, "peach", "orange"),
                                      (0x1F4AE, 6, "red", "white"), (0x1F3F5, 8, "navy", "white")):  # fmt: skip
        c = Canvas()
        for i in range(petals):
            x, y = around(18, 18, 11, 11, -90 + i * 360 / petals, 0, 1)[0]
            c(ink, ellipse(x, y, 6.6 if petals < 7 else 5))
        yield code, c(ink, ellipse(18, 18, 10))(middle, ellipse(18, 18, 6))
    tulip = ellipse(18, 12, 9, 10) | polygon((9, 2), (18, 10), (9, 14)) | polygon((27, 2), (18, 10), (27, 14))
    yield 0x1F337, Canvas()("green", stroke(2.6, (18, 18), (18, 35)) | ellipse(12, 28, 6, 3))("pink", tulip)
    yield (
        0x1F339,
        Canvas()("green", stroke(2.6, (18, 18), (18, 35)) | ellipse(25, 28, 6, 3))("red", ellipse(18, 11, 10))(
            "dark_red", ellipse(18, 11, 5)
        ),
    )
    yield 0x1F341, Canvas()("red", star(18, 16, 17, 7, 0.5))("wood", stroke(2, (18, 20), (18, 36)))
    clover = ellipse(11, 11, 8) | ellipse(25, 11, 8) | ellipse(11, 24, 8) | ellipse(25, 24, 8)
    yield 0x1F340, Canvas()("green", clover)("dark_green", stroke(2, (18, 18), (22, 35)))


def confetti(c):
    inks = ("red", "blue", "green", "purple", "orange", "pink", "blue", "green")
    places = ((14, 4), (22, 9), (29, 4), (32, 13), (25, 17), (33, 22), (29, 29), (19, 3))
    for i, (ink, (x, y)) in enumerate(zip(inks, places, strict=True)):
        c(ink, ellipse(x, y, 2.3) if i % 2 else box(x - 2, y - 2, x + 2, y + 2))
    return c


def things():
    yield (
        0x26BD,
        Canvas()("pale", ellipse(18, 18, 18))(
            "dark",
            star(18, 18, 7, 5, 0.8)
            | ellipse(4, 12, 4)
            | ellipse(32, 12, 4)
            | ellipse(10, 33, 4) & ellipse(18, 18, 18)
            | ellipse(26, 33, 4) & ellipse(18, 18, 18),
        ),
    )
    yield (
        0x1F3C0,
        Canvas()("orange", ellipse(18, 18, 18))(
            "brown",
            (
                stroke(1.5, (1, 18), (35, 18))
                | stroke(1.5, (18, 1), (18, 35))
                | (ellipse(-2, 18, 12) & ~ellipse(-2, 18, 10.5))
                | (ellipse(38, 18, 12) & ~ellipse(38, 18, 10.5))
            )
            & ellipse(18, 18, 18),
        ),
    )
    yield (
        0x1F3BE,
        Canvas()("green", ellipse(18, 18, 18))(
            "white",
            ((ellipse(-2, 18, 14) & ~ellipse(-2, 18, 12)) | (ellipse(38, 18, 14) & ~ellipse(38, 18, 12)))
            & ellipse(18, 18, 18),
        ),
    )
    yield (
        0x26BE,
        Canvas()("pale", ellipse(18, 18, 18))(
            "red",
            ((ellipse(-2, 18, 13) & ~ellipse(-2, 18, 11.6)) | (ellipse(38, 18, 13) & ~ellipse(38, 18, 11.6)))
            & ellipse(18, 18, 18),
        ),
    )
    yield (
        0x1F3B1,
        Canvas()("dark", ellipse(18, 18, 18))("white", ellipse(18, 15, 9))(
            "dark", (ellipse(18, 12.5, 3.4) & ~ellipse(18, 12.5, 1.6)) | (ellipse(18, 18, 3.8) & ~ellipse(18, 18, 1.8))
        ),
    )
    yield (
        0x1F3AF,
        Canvas()("red", ellipse(18, 18, 18))("white", ellipse(18, 18, 14))("red", ellipse(18, 18, 10))(
            "white", ellipse(18, 18, 6)
        )("red", ellipse(18, 18, 3)),
    )
    yield (
        0x1F4BF,
        Canvas()("grey", ellipse(18, 18, 18))("pale", ellipse(18, 18, 12))("grey", ellipse(18, 18, 6)).cut(
            ellipse(18, 18, 3)
        ),
    )
    yield (
        0x1F4C0,
        Canvas()("gold", ellipse(18, 18, 18))("peach", ellipse(18, 18, 12))("gold", ellipse(18, 18, 6)).cut(
            ellipse(18, 18, 3)
        ),
    )
    yield 0x1F369, Canvas()("tan", ellipse(18, 18, 17))("pink", ellipse(18, 17, 14.5)).cut(ellipse(18, 18, 5))
    yield (
        0x1F36A,
        Canvas()("tan", ellipse(18, 18, 17))(
            "brown",
            ellipse(11, 12, 3) | ellipse(24, 11, 2.6) | ellipse(18, 21, 3) | ellipse(9, 24, 2.4) | ellipse(27, 25, 3),
        ),
    )
    yield (
        0x1F36D,
        Canvas()("pale", stroke(2.4, (22, 22), (34, 35)))("red", ellipse(15, 14, 13.5))("rose", ellipse(15, 14, 9))(
            "red", ellipse(15, 14, 4.5)
        ),
    )
    yield (
        0x1F355,
        Canvas()("gold", polygon((2, 7), (34, 7), (18, 35)))("wood", box(1, 3, 35, 9, 3))(
            "red", ellipse(13, 14, 3) | ellipse(23, 14, 3) | ellipse(18, 23, 3)
        ),
    )
    yield (
        0x1F354,
        Canvas()("tan", ellipse(18, 15, 16, 12) & (Y < 15))("green", box(2, 15, 34, 19, 1))(
            "brown", box(2, 19, 34, 25, 2)
        )("tan", box(2, 25, 34, 33, 4)),
    )
    yield (
        0x1F366,
        Canvas()("tan", polygon((8, 19), (28, 19), (18, 36)))(
            "cream", ellipse(18, 16, 11, 6) | ellipse(18, 9, 7, 6) | ellipse(18, 4, 3.6)
        ),
    )
    yield (
        0x1F36B,
        Canvas()("brown", box(7, 1, 29, 35, 2))(
            "wood",
            box(9, 3, 17, 12)
            | box(19, 3, 27, 12)
            | box(9, 14, 17, 23)
            | box(19, 14, 27, 23)
            | box(9, 25, 17, 33)
            | box(19, 25, 27, 33),
        ),
    )
    yield 0x1F35E, Canvas()("wood", box(3, 6, 33, 33, 6))("cream", box(6, 9, 30, 30, 4))
    for code, ink in ((0x1F4D5, "red"), (0x1F4D7, "green"), (0x1F4D8, "blue"), (0x1F4D9, "orange"), (0x1F4D3, "slate")):
        yield code, Canvas()(ink, box(4, 1, 32, 35, 2.5))("white", box(7, 28, 32, 33))("pale", box(10, 7, 26, 13, 1))
    for code, ink in ((0x1F697, "red"), (0x1F695, "gold"), (0x1F699, "blue"), (0x1F693, "slate")):
        cabin = polygon((8, 17), (12, 8), (24, 8), (29, 17))
        c = Canvas()(ink, cabin | box(1, 16, 35, 27, 4))(
            "sky", polygon((11, 16), (14, 10), (17.3, 10), (17.3, 16)) | polygon((19, 10), (23, 10), (26, 16), (19, 16))
        )
        yield (
            code,
            c("dark", ellipse(9, 27, 4.5) | ellipse(27, 27, 4.5))("pale", ellipse(9, 27, 2) | ellipse(27, 27, 2)),
        )
    for code, ink in ((0x1F68C, "red"), (0x1F69A, "gold"), (0x1F691, "pale"), (0x1F692, "dark_red")):
        c = Canvas()(ink, box(1, 7, 35, 28, 3))(
            "sky", box(4, 10, 12, 17, 1) | box(14, 10, 22, 17, 1) | box(24, 10, 32, 17, 1)
        )
        yield (
            code,
            c("dark", ellipse(9, 28, 4.5) | ellipse(27, 28, 4.5))("pale", ellipse(9, 28, 2) | ellipse(27, 28, 2)),
        )
    roof = polygon((18, 2), (36, 19), (0, 19))
    yield (
        0x1F3E0,
        Canvas()("cream", box(5, 17, 31, 35))("red", roof)("wood", box(15, 23, 22, 35))("blue", box(8, 22, 13, 27)),
    )
    yield (
        0x1F3E1,
        Canvas()("cream", box(5, 17, 26, 35))("wood", polygon((15, 4), (29, 19), (2, 19)))(
            "green", ellipse(29, 27, 7, 8)
        )("red", box(12, 24, 18, 35)),
    )
    for code, wall, sign in (
        (0x1F3E2, "grey", "sky"),
        (0x1F3E5, "pale", "red"),
        (0x1F3E6, "cream", "wood"),
        (0x1F3E8, "tan", "violet"),
        (0x1F3EB, "wood", "gold"),
    ):
        c = Canvas()(wall, box(5, 2, 31, 35, 1.5))
        for y in (8, 16, 24):
            for x in (9, 16, 23):
                c("navy", box(x, y, x + 4, y + 5))
        yield code, c(sign, box(5, 2, 31, 6))("dark", box(15, 29, 21, 35))
    body = box(6, 15, 30, 35, 3)
    yield (
        0x1F512,
        Canvas()("grey", arc(4, 18, 14, 8, 11, 180, 360))("gold", body)(
            "brown", ellipse(18, 23, 2.6) | box(17, 23, 19, 30)
        ),
    )
    yield (
        0x1F513,
        Canvas()("grey", arc(4, 20, 12, 8, 10, 180, 340))("gold", body)(
            "brown", ellipse(18, 23, 2.6) | box(17, 23, 19, 30)
        ),
    )
    yield (
        0x1F511,
        Canvas()(
            "gold",
            ellipse(10, 12, 9) & ~ellipse(10, 12, 4.5)
            | stroke(4, (16, 17), (32, 32))
            | stroke(3.4, (28, 28), (32, 24)),
        ),
    )
    for code, s in ((0x1F50D, 1), (0x1F50E, -1)):
        yield (
            code,
            Canvas()("wood", stroke(5, (18 + s * 6, 22), (18 + s * 14, 32)))("slate", ellipse(18 - s * 4, 14, 13))(
                "sky", ellipse(18 - s * 4, 14, 9.5)
            ),
        )
    yield (
        0x1F4A1,
        Canvas()("yellow", ellipse(18, 13, 12.5) | polygon((9, 20), (27, 20), (23, 28), (13, 28)))(
            "grey", box(13, 27, 23, 34, 2)
        ),
    )
    yield (
        0x1F514,
        Canvas()("gold", ellipse(18, 16, 11, 14) & (Y < 26) | box(4, 24, 32, 29, 2.5))("wood", ellipse(18, 31, 4)),
    )
    yield 0x1F4A3, Canvas()("dark", ellipse(15, 21, 14))("wood", stroke(2, (24, 11), (30, 5)))("orange", star(31, 4, 5))
    light = Canvas()("dark", box(9, 1, 27, 35, 5))
    yield 0x1F6A6, light("red", ellipse(18, 8, 4.4))("gold", ellipse(18, 18, 4.4))("green", ellipse(18, 28, 4.4))
    level = Canvas()("dark", box(1, 9, 35, 27, 5))
    yield 0x1F6A5, level("red", ellipse(8, 18, 4.4))("gold", ellipse(18, 18, 4.4))("green", ellipse(28, 18, 4.4))
    glass = polygon((8, 4), (28, 4), (19, 18), (28, 32), (8, 32), (17, 18))
    for code, sand in ((0x231B, Y > 24), (0x23F3, (Y > 8) & (Y < 16))):
        yield code, Canvas()("sky", glass)("gold", glass & sand)("wood", box(5, 1, 31, 5, 1) | box(5, 31, 31, 35, 1))
    yield (
        0x231A,
        Canvas()("slate", box(12, 0, 24, 36, 2))("dark", ellipse(18, 18, 12))("white", ellipse(18, 18, 9))(
            "dark", stroke(1.6, (18, 11), (18, 18), (23, 18))
        ),
    )
    yield 0x1F4F1, Canvas()("dark", box(9, 1, 27, 35, 3))("sky", box(11, 5, 25, 29))("pale", ellipse(18, 32, 1.6))
    yield (
        0x1F4FA,
        Canvas()("slate", stroke(1.6, (11, 1), (18, 8), (25, 1)))("wood", box(2, 8, 34, 32, 4))(
            "sky", box(5, 11, 26, 29, 3)
        )("dark", ellipse(30, 15, 1.8) | ellipse(30, 21, 1.8)),
    )
    yield 0x2709, Canvas()("pale", box(1, 6, 35, 30, 3))("grey", stroke(1.6, (2, 8), (18, 21), (34, 8)))
    yield (
        0x1F4E7,
        Canvas()("pale", box(1, 6, 35, 30, 3))("grey", stroke(1.6, (2, 8), (18, 21), (34, 8)))(
            "blue", ellipse(18, 20, 7)
        ),
    )
    note = ellipse(9, 29, 6.5, 5) | box(13, 4, 16, 29)
    yield 0x1F3B5, Canvas()("blue", note | stroke(4, (15, 6), (26, 12)))
    yield (
        0x1F3B6,
        Canvas()(
            "blue", note | ellipse(25, 26, 6.5, 5) | box(29, 3, 32, 26) | polygon((13, 4), (32, 1), (32, 7), (13, 10))
        ),
    )
    bars = framed("blue")
    for i in range(4):
        bars("white", box(5 + 7 * i, 25 - 6 * i, 10 + 7 * i, 31))
    yield 0x1F4F6, bars
    chart = framed("pale")("green", box(6, 18, 12, 32))("red", box(15, 10, 21, 32))("blue", box(24, 14, 30, 32))
    yield 0x1F4CA, chart
    for code, points, ink in (
        (0x1F4C8, ((5, 29), (13, 20), (20, 23), (31, 6)), "red"),
        (0x1F4C9, ((5, 7), (13, 15), (20, 12), (31, 29)), "blue"),
    ):
        yield code, framed("pale")("grey", box(4, 17.5, 32, 18.5) | box(17.5, 4, 18.5, 32))(ink, stroke(3, *points))
    yield 0x1F6A9, Canvas()("wood", box(6, 2, 9, 36))("red", polygon((9, 3), (32, 11), (9, 20)))
    yield 0x1F3C1, check(Canvas()("wood", box(4, 2, 7, 36))("white", box(7, 4, 34, 24)))
    for code, ink in ((0x1F41F, "blue"), (0x1F420, "gold"), (0x1F421, "tan")):
        fish = ellipse(21, 18, 13, 10) | polygon((10, 18), (0, 8), (0, 28))
        yield (
            code,
            Canvas()(ink, fish)("white", ellipse(28, 15, 2.6))("dark", ellipse(28.5, 15, 1.4))(
                "pale", box(18, 10, 20.5, 26, 1)
            ),
        )
    yield (
        0x1F41E,
        Canvas()("dark", ellipse(18, 8, 8))("red", ellipse(18, 20, 15, 14))(
            "dark",
            box(17, 7, 19, 34) | ellipse(10, 16, 3) | ellipse(26, 16, 3) | ellipse(11, 26, 2.6) | ellipse(25, 26, 2.6),
        ),
    )
    yield (
        0x1F41D,
        Canvas()("sky", ellipse(12, 9, 6, 8) | ellipse(23, 9, 6, 8))("yellow", ellipse(18, 21, 15, 11))(
            "dark", (box(11, 8, 15, 36) | box(20, 8, 24, 36)) & ellipse(18, 21, 15, 11)
        ),
    )
    yield (
        0x1F423,
        Canvas()("yellow", ellipse(18, 14, 11))("dark", ellipse(14, 12, 1.6) | ellipse(22, 12, 1.6))(
            "orange", polygon((15, 15), (21, 15), (18, 19))
        )("pale", ellipse(18, 22, 13, 13) & (Y > 22)),
    )
    yield 0x1F3E7, letter("white", "blue", "A")
    yield (
        0x1F4B0,
        Canvas()("wood", polygon((12, 2), (24, 2), (21, 10), (15, 10)))("gold", ellipse(18, 22, 15, 13))(
            "brown", stroke(2.4, (22, 17), (15, 18), (21, 24), (14, 27))
        ),
    )
    yield (
        0x1F48E,
        Canvas()("sky", polygon((8, 4), (28, 4), (36, 14), (0, 14)))("blue", polygon((0, 14), (36, 14), (18, 35)))(
            "pale", polygon((12, 14), (24, 14), (18, 33))
        ),
    )
    yield (
        0x1F451,
        Canvas()("gold", polygon((3, 31), (1, 9), (10, 18), (18, 5), (26, 18), (35, 9), (33, 31)))(
            "red", ellipse(18, 25, 3)
        )("blue", ellipse(9, 26, 2) | ellipse(27, 26, 2)),
    )


def check(c):
    squares = (((X - 7) // 5).astype(int) + ((Y - 4) // 5).astype(int)) % 2 == 0
    return c("dark", box(7, 4, 34, 24) & squares)


def table(text):
    return [entry.split() for line in text.split("\n") for entry in line.split("|") if entry.strip()]


def drawings():
    """Every picture: the code points of the emoji, and its canvas."""
    for text, draw in ((FACES, face), (ANIMALS, animal), (HEARTS, love), (FRUIT, fruit)):
        for code, *inks in table(text):
            yield [int(code, 16)], draw(*inks)
    for code, *inks in table(FLAGS):
        yield [0x1F1E6 + ord(letter) - ord("A") for letter in code], flag(*inks)
    for hour in range(1, 13):
        yield [0x1F54F + hour], clock(hour, False)
        yield [0x1F55B + hour], clock(hour, True)
    for phase in range(8):
        yield [0x1F311 + phase], moon(phase, False)
    yield from (([0x1F31A], moon(0, True)), ([0x1F31D], moon(4, True)), ([0x1F319], crescent(-1, False)))
    yield from (([0x1F31B], crescent(1, True)), ([0x1F31C], crescent(-1, True)))
    for name in [*LETTERS][:26]:
        yield [0x1F1E6 + ord(name) - ord("A")], letter("white", "blue", name)
    for code, name in ((0x1F170, "A"), (0x1F171, "B"), (0x1F17E, "O")):
        yield [code], letter("white", "red", name)
    yield from (([0x1F17F], letter("white", "blue", "P")), ([0x24C2], letter("white", "blue", "M")))
    yield [0x2139], letter("white", "navy", "I")
    for code, angle in ARROWS.items():
        yield [code], arrow(angle, False)
    for code, angle in DOUBLE.items():
        yield [code], arrow(angle, True)
    for code, (angle, count) in TRIANGLES.items():
        yield [code], triangles(angle, count)
    for family in (geometry, sky, party, things):
        for code, canvas in family():
            yield [code], canvas


def make_files():
    """The sheet of pictures and the lines of the list; of two equal pictures the second is left out."""
    made, seen = [], set()
    for codes, canvas in sorted(drawings(), key=lambda drawing: drawing[0]):
        picture = canvas.picture()
        if picture.tobytes() not in seen:
            made.append((codes, picture))
        seen.add(picture.tobytes())
    names = ["-".join(f"{code:x}" for code in codes) for codes, _ in made]
    assert len(set(names)) == len(names), "an emoji is drawn twice"
    sheet = np.zeros((-(-len(made) // COLUMNS) * SIZE, COLUMNS * SIZE, 4), np.uint8)
    for i, (_, picture) in enumerate(made):
        top, left = i // COLUMNS * SIZE, i % COLUMNS * SIZE
        sheet[top : top + SIZE, left : left + SIZE] = picture
    return sheet, "\n".join(names) + "\n"


def main():
    sheet, names = make_files()
    Image.fromarray(sheet).save(FOLDER / "emojis.png", optimize=True)
    (FOLDER / "emojis.txt").write_text(names, encoding="utf-8")


if __name__ == "__main__":
    main()
