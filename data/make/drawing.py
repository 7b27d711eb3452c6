"""Small pictures from lines of text: what emojis.py draws with.

The form of the lines is told in emojis.txt. A picture is painted on a canvas of 144 x 144, where a
pixel is covered or not, and averaged down to 36 x 36.
"""

import re
from functools import reduce
from itertools import pairwise
from math import cos, pi, sin

import numpy as np

SIZE, FINE = 36, 4
Y, X = (np.mgrid[: SIZE * FINE, : SIZE * FINE] + 0.5) / FINE  # the middle of each fine pixel


# --- shapes: arrays of True where the canvas (x, y) is covered; a point is a pair of numbers ---


def ellipse(x, y, centre, rx, ry=None):
    return ((x - centre[0]) / rx) ** 2 + ((y - centre[1]) / (ry or rx)) ** 2 <= 1


def box(x, y, low, high, corner=0.0):
    dx = np.maximum(np.maximum(low[0] + corner - x, x - high[0] + corner), 0)
    dy = np.maximum(np.maximum(low[1] + corner - y, y - high[1] + corner), 0)
    return dx**2 + dy**2 <= max(corner, 1e-9) ** 2


def polygon(x, y, *points):
    """Even-odd rule."""
    inside = np.zeros_like(x, bool)
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        if y0 != y1:
            inside ^= ((y0 > y) != (y1 > y)) & (x0 + (y - y0) * (x1 - x0) / (y1 - y0) > x)
    return inside


def stroke(x, y, width, *points):
    """A line with round ends through these points."""
    covered = np.zeros_like(x, bool)
    for (x0, y0), (x1, y1) in pairwise(points):
        dx, dy = x1 - x0, y1 - y0
        t = np.clip(((x - x0) * dx + (y - y0) * dy) / max(dx * dx + dy * dy, 1e-9), 0, 1)
        covered |= (x - x0 - t * dx) ** 2 + (y - y0 - t * dy) ** 2 <= (width / 2) ** 2
    return covered


def on_ellipse(centre, rx, ry, angle):
    """The point at this angle in degrees; 0 is right, 90 is down."""
    return centre[0] + rx * cos(angle * pi / 180), centre[1] + ry * sin(angle * pi / 180)


def arc(x, y, width, centre, rx, ry, start, end):
    angles = (start + (end - start) * i / 16 for i in range(17))
    return stroke(x, y, width, *(on_ellipse(centre, rx, ry, angle) for angle in angles))


def star(x, y, centre, radius, points=5, inner=0.45):
    corners = [(radius * (inner if i % 2 else 1), i * 180 / points) for i in range(2 * int(points))]
    return polygon(x, y, *(on_ellipse(centre, r, r, angle - 90) for r, angle in corners))


def heart(x, y, centre, size):
    u, v = (x - centre[0]) / size, (centre[1] - y) / size
    return (u**2 + v**2 - 1) ** 3 - u**2 * v**3 <= 0


def dots(x, y, size, *rows):
    """A square for each x of these rows of five."""
    low = [18 + (i - 2.5) * size for i in range(5)]
    places = [(low[i], low[j]) for j in range(5) for i in range(5) if rows[j][i] == "x"]
    side = size + 0.05
    return reduce(np.logical_or, (box(x, y, (a, b), (a + side, b + side)) for a, b in places))


def turn(x, y, angle, name, *arguments):
    """The shape with its points turned clockwise about the middle."""
    c, s = cos(angle * pi / 180), sin(angle * pi / 180)

    def turned(a, b):
        return 18 + (a - 18) * c - (b - 18) * s, 18 + (a - 18) * s + (b - 18) * c

    return SHAPES[name](x, y, *(turned(*a) if isinstance(a, tuple) else a for a in arguments))


def ring(x, y, count, *shape):
    """The shape so many times around the middle."""
    turns = (turn(x, y, i * 360 / count, *shape) for i in range(int(count)))
    return reduce(np.logical_or, turns)


def twin(x, y, name, *arguments):
    """The shape and its mirror image on the other side."""
    found = SHAPES[name](x, y, *arguments)
    return found | found[:, ::-1]


DRAWN = ellipse, box, polygon, stroke, arc, star, heart, dots, turn, ring, twin
SHAPES = {shape.__name__: shape for shape in DRAWN}
SHAPES |= {"left": lambda x, y, edge: x < edge, "right": lambda x, y, edge: x > edge}
SHAPES |= {"above": lambda x, y, edge: y < edge, "below": lambda x, y, edge: y > edge}


# --- lines of text -------------------------------------------------------------------------------


def value(word):
    """A point for "18,2.5", a number for "2.5", else the word itself."""
    try:
        numbers = tuple(map(float, word.split(",")))
    except ValueError:
        return word
    return numbers if len(numbers) > 1 else numbers[0]


def area(text):
    """Where "ellipse 18,18 16 - ellipse 18,18 12" covers the canvas; signs from left to right."""
    parts = re.split(r" ([+&-]) ", f" + {text}")
    found = np.zeros(X.shape, bool)
    for sign, part in zip(parts[1::2], parts[2::2], strict=True):
        name, *arguments = map(value, part.split())
        shape = SHAPES[name](X, Y, *arguments)
        found = {"+": found | shape, "&": found & shape, "-": found & ~shape}[sign]
    return found


def layers(drawing, templates):
    """The layers of a drawing as (ink, shapes), with the templates put in."""
    for layer in drawing:
        name, _, rest = layer.partition(" ")
        if name in templates:
            parameters, inner = templates[name]
            given = dict(zip(parameters, rest.split(), strict=True))
            yield from layers([replace(text, given) for text in inner], templates)
        else:
            yield name, rest


def replace(text, given):
    """The text with what is given in the place of words in capitals."""
    return re.sub(r"[A-Z]{2,}", lambda match: given[match[0]], text)


def picture(drawing, templates, inks):
    """Shape (36, 36, 4), the colour of a pixel being that of its covered part, zero without one."""
    colour, cover = np.zeros((*X.shape, 3)), np.zeros(X.shape, bool)
    for ink, shapes in layers(drawing, templates):
        if ink not in inks and ink != "cut":
            raise ValueError(f"no ink and no template: {ink}")
        found = area(shapes)
        if ink == "cut":
            cover &= ~found
        else:
            colour[found] = list(bytes.fromhex(inks[ink]))
            cover |= found
    blocks = (SIZE, FINE, SIZE, FINE)
    covered = cover.reshape(blocks).sum((1, 3))
    painted = np.where(cover[..., None], colour, 0).reshape(*blocks, 3).sum((1, 3))
    colour = np.round(painted / np.maximum(covered, 1)[..., None])
    return np.dstack([colour, np.round(covered * 255 / FINE**2)]).astype(np.uint8)
