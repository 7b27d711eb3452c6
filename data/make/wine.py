"""Make the sample of wine reviews: ``data/sample/wine.csv.gz`` and the truth behind it, ``wine_truth.csv``.

Where the real reviews cannot be had (no network, a test run), lesson 05 uses these: 8,000 scores drawn from a
latent-factor model of our own.  The names of countries and grape varieties are real, the tasters are invented, and
every score is made up.  What the lesson shows on the real reviews holds here, too:

* a few varieties get most of the reviews, many get a handful;
* a taster covers a few countries, a country grows its own varieties: most combinations never occur;
* some reviews name no taster, a few no country, one no variety;
* a score is 88 + a bias for each of the three + the three pairwise dot products of three hidden factors + noise.

Because the factors are written down, the lesson can hold what a model has learned against what is true.

Run it as ``python data/make/wine.py``.  The output is the same, byte for byte, on every run: all chance comes from
``random.Random(SEED).random()``, whose sequence Python guarantees, and from sums and products of it.
"""

import csv
import gzip
import io
from bisect import bisect
from itertools import accumulate
from pathlib import Path
from random import Random

SEED = 2017
REVIEWS = 8000
FACTORS = 3
BASE = 88  # points of an average wine
NOISE = 1.3  # standard deviation, points
BIAS = {"taster_name": 0.8, "variety": 1.0, "country": 0.8}  # standard deviations, points
SPREAD = 0.75  # standard deviation of one factor
NO_TASTER, NO_COUNTRY = 0.15, 0.004  # share of the reviews that do not say
FOLDER = Path(__file__).resolve().parent.parent / "sample"


def names(text):
    """Split a comma-separated list."""
    return [" ".join(entry.split()) for entry in text.split(",")]


# What a variety is decides where its factors lie: around one of these centres.
CENTRES = {
    "red": (0.9, -0.2, 0.1),
    "white": (-0.8, -0.3, 0.2),
    "pink": (-0.1, 0.2, -0.9),
    "sparkling": (-0.6, 0.8, -0.3),
    "sweet": (0.3, 1.1, 0.5),
}
VARIETIES = {
    "red": names("""Pinot Noir, Cabernet Sauvignon, Red Blend, Syrah, Merlot, Nebbiolo, Zinfandel, Sangiovese, Malbec,
        Portuguese Red, Tempranillo, Cabernet Franc, Gamay, Shiraz, Petite Sirah, Barbera, Grenache, Carmenère,
        Nero d'Avola, Aglianico, Garnacha, Petit Verdot, Blaufränkisch, Mourvèdre, Primitivo, Montepulciano, Zweigelt,
        Pinotage, Dolcetto, Mencía, Touriga Nacional, Bonarda, Agiorgitiko, St. Laurent, Tannat, Xinomavro, Lagrein,
        Negroamaro"""),
    "white": names("""Chardonnay, Riesling, Sauvignon Blanc, White Blend, Pinot Gris, Grüner Veltliner, Portuguese
        White, Pinot Grigio, Gewürztraminer, Viognier, Chenin Blanc, Albariño, Pinot Blanc, Verdejo, Garganega,
        Torrontés, Vermentino, Semillon, Assyrtico, Alvarinho, Fiano, Marsanne, Furmint, Arneis, Greco, Silvaner,
        Grenache Blanc, Roussanne"""),
    "pink": names("Rosé, Rosado"),
    "sparkling": names("Sparkling Blend, Champagne Blend, Glera, Prosecco, Crémant"),
    "sweet": names("Port, Moscato, Muscat, Sherry, Madeira Blend"),
}
# How much a country is reviewed, and the varieties that it is known for (others turn up there now and then).
COUNTRIES = {
    "US": (
        40,
        names("""Pinot Noir, Cabernet Sauvignon, Chardonnay, Zinfandel, Syrah, Merlot, Red Blend, Sauvignon
        Blanc, Riesling, Rosé, Pinot Gris, Petite Sirah, Viognier, Cabernet Franc, Sparkling Blend"""),
    ),
    "France": (
        17,
        names("""Chardonnay, Pinot Noir, Rosé, Champagne Blend, Gamay, Red Blend, White Blend, Riesling,
        Gewürztraminer, Syrah, Malbec, Merlot, Chenin Blanc, Pinot Blanc, Crémant, Tannat"""),
    ),
    "Italy": (
        15,
        names("""Sangiovese, Nebbiolo, Red Blend, White Blend, Pinot Grigio, Barbera, Glera, Nero d'Avola,
        Aglianico, Primitivo, Montepulciano, Garganega, Vermentino, Prosecco, Moscato, Dolcetto, Fiano, Arneis, Greco,
        Lagrein, Negroamaro"""),
    ),
    "Spain": (7, names("Tempranillo, Garnacha, Albariño, Verdejo, Red Blend, Rosado, Mencía, Sherry, Sparkling Blend")),
    "Portugal": (6, names("Portuguese Red, Portuguese White, Port, Touriga Nacional, Alvarinho, Rosé, Madeira Blend")),
    "Chile": (4, names("Cabernet Sauvignon, Carmenère, Sauvignon Blanc, Syrah, Merlot, Chardonnay, Red Blend")),
    "Argentina": (4, names("Malbec, Torrontés, Cabernet Sauvignon, Bonarda, Red Blend, Chardonnay")),
    "Austria": (4, names("Grüner Veltliner, Riesling, Zweigelt, Blaufränkisch, St. Laurent, Furmint, Muscat")),
    "Australia": (3, names("Shiraz, Chardonnay, Cabernet Sauvignon, Semillon, Riesling, Grenache, Mourvèdre")),
    "Germany": (3, names("Riesling, Pinot Noir, Silvaner, Pinot Gris, Pinot Blanc")),
    "New Zealand": (2, names("Sauvignon Blanc, Pinot Noir, Chardonnay, Pinot Gris")),
    "South Africa": (2, names("Chenin Blanc, Pinotage, Sauvignon Blanc, Syrah, Cabernet Sauvignon")),
    "Greece": (1, names("Assyrtico, Agiorgitiko, Xinomavro, White Blend")),
    "Hungary": (0.5, names("Furmint, White Blend")),
}
# Invented tasters: how much each writes, and the countries covered.
TASTERS = {
    "Marta Quill": (20, names("France, Portugal, Austria")),
    "Owen Castellan": (14, names("Spain, Chile, Argentina")),
    "Ines Fairweather": (12, names("Italy")),
    "Tobias Marlowe": (10, names("US")),
    "Greta Lindqvist": (9, names("US")),
    "Hal Pemberton": (7, names("US, France")),
    "Yuki Amano": (6, names("Germany, Austria, US")),
    "Rafe Ellison": (5, names("Australia, New Zealand, US")),
    "Nora Szabo": (4, names("Hungary, Austria, Germany, France")),
    "Dilys Vaughan": (3, names("South Africa, Greece, Italy")),
    "Pascal Orme": (2, names("France, Italy, US")),
    "Zara Whitlock": (0.4, names("US, Greece")),
}
UNUSUAL = 0.06  # share of the reviews of a variety that its country is not known for


def draw(chance, weights):
    """A key of {key: weight}, drawn in proportion to the weights."""
    keys, sums = list(weights), list(accumulate(weights.values()))
    return keys[min(bisect(sums, chance.random() * sums[-1]), len(keys) - 1)]


def normal(chance, spread):
    """A number around 0 with this standard deviation: twelve uniform ones, so that no logarithm is needed."""
    return spread * (sum(chance.random() for _ in range(12)) - 6)


def make_truth(chance):
    """{(kind, name): [bias, factor 1, factor 2, factor 3]}, rounded as the file shows them."""
    centre = {name: CENTRES[colour] for colour, members in VARIETIES.items() for name in members}
    truth = {}
    for kind, members in (("taster_name", TASTERS), ("variety", centre), ("country", COUNTRIES)):
        for name in members:
            middle = centre[name] if kind == "variety" else (0, 0, 0)
            spread = 0.45 * SPREAD if kind == "variety" else SPREAD
            factors = [middle[i] + normal(chance, spread) for i in range(FACTORS)]
            truth[kind, name] = [round(x, 3) for x in (normal(chance, BIAS[kind]), *factors)]
    return truth


def score(truth, taster, variety, country):
    """The points of a wine before noise: base, biases, and the dot products of each pair."""
    rows = [truth["taster_name", taster], truth["variety", variety], truth["country", country]]
    pairs = [(rows[0], rows[1]), (rows[0], rows[2]), (rows[1], rows[2])]
    dots = sum(a[i] * b[i] for a, b in pairs for i in range(1, FACTORS + 1))
    return BASE + sum(row[0] for row in rows) + dots


def make_reviews(chance, truth):
    """The rows of the table, as (country, points, taster_name, variety)."""
    rare = {name: 1 / (1 + i) for members in VARIETIES.values() for i, name in enumerate(members)}
    rows = []
    for number in range(REVIEWS):
        taster = draw(chance, {name: weight for name, (weight, _) in TASTERS.items()})
        country = draw(chance, {name: COUNTRIES[name][0] for name in TASTERS[taster][1]})
        known = {name: 1 / (2 + i) for i, name in enumerate(COUNTRIES[country][1])}
        variety = draw(chance, rare if chance.random() < UNUSUAL else known)
        points = score(truth, taster, variety, country) + normal(chance, NOISE)
        points = min(100, max(80, int(points + 0.5)))
        if chance.random() < NO_TASTER:
            taster = ""
        if chance.random() < NO_COUNTRY:
            country = ""
        if number == REVIEWS // 2:
            variety = ""
        rows.append((country, points, taster, variety))
    return rows


def csv_bytes(head, rows):
    """The rows as an uncompressed CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def make_files():
    """{file name: content}, uncompressed."""
    chance = Random(SEED)
    truth = make_truth(chance)
    reviews = csv_bytes(["country", "points", "taster_name", "variety"], make_reviews(chance, truth))
    factors = [f"factor_{i + 1}" for i in range(FACTORS)]
    table = [(*key, *values) for key, values in truth.items()]
    return {"wine.csv": reviews, "wine_truth.csv": csv_bytes(["kind", "name", "bias", *factors], table)}


if __name__ == "__main__":
    made = make_files()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "wine_truth.csv").write_bytes(made["wine_truth.csv"])
    # Compressed without a time and a name, so that equal rows give equal bytes.
    with (FOLDER / "wine.csv.gz").open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        packed.write(made["wine.csv"])
