"""Make the sample of wine reviews, ``data/sample/wine.csv.gz``, and its ``wine_truth.csv``.

Where the real reviews cannot be had (no network, a test run), lessons 05 and 05b use these: 8,000 scores
drawn from a latent-factor model of our own. The names of countries and grape varieties are real,
the tasters are invented, and every score and price is made up; ``wine.txt`` holds the names and the numbers
of the model. What the lessons show on the real reviews holds here, too:

* a few varieties get most of the reviews, many get a handful;
* a taster covers a few countries, a country grows its own varieties: most combinations never
  occur;
* some reviews name no taster, a few no country, one no variety, and some have no price;
* a score is 88 + a bias for each of the three + the three pairwise dot products of three hidden
  factors + a number of the triple's own + the quality of the bottle + noise;
* the factors of a variety lie around a centre of its colour, moved by its home country;
* the logarithm of a price is a number for each of the three names + a share of the quality + noise.

Because the biases and factors are written down, a lesson can hold what a model has learned against what is
true.

Run it as ``python data/make/wine.py``.
"""

import math

from files import packed, table, write
from grammar import Grammar

KINDS = ["taster_name", "variety", "country"]


class Model(Grammar):
    def __init__(self):
        super().__init__("wine")
        self.colours = self.sections["variety"]
        self.truth, self.price_bias, self.own = {}, {}, {}
        self.moved = {
            name: [self.normal(self.knobs["spread_of_home"]) for _ in range(3)] for name in self.sections["country"]
        }
        for kind in KINDS:
            for name, centre in self.members(kind):
                part = self.knobs["spread_of_variety"] if kind == "variety" else 1
                spread = part * self.knobs["spread"]
                factors = [float(middle) + self.normal(spread) for middle in centre]
                bias = self.normal(self.knobs["bias"][kind])
                self.truth[kind, name] = [round(x, 3) for x in (bias, *factors)]
                own = self.normal(self.knobs["price_bias"][kind])
                self.price_bias[kind, name] = own + self.knobs["price_of_a_point"] * bias

    def members(self, kind):
        """The names of a kind, each with the point around which its three factors lie."""
        if kind != "variety":
            return [(name, (0, 0, 0)) for name in self.sections[kind]]
        middles = []
        for colour, names in self.colours.items():
            for name in names:
                moved = self.moved.get(self.home(name), (0, 0, 0))
                middle = zip(self.sections["centre"][colour], moved, strict=True)
                middles.append((name, [float(x) + y for x, y in middle]))
        return middles

    def home(self, variety):
        """The country that has a variety nearest to the top of its list; None where no list has it."""
        lists = self.sections["country"].items()
        return min(
            ((known.index(variety), country) for country, known in lists if variety in known), default=(0, None)
        )[1]

    def normal(self, spread):
        """A number around 0 with this standard deviation, from twelve uniform ones."""
        return spread * (sum(self.random() for _ in range(12)) - 6)

    def score(self, *names):
        """The points of a wine before noise: base, biases, and the dot products of each pair."""
        rows = [self.truth[pair] for pair in zip(KINDS, names, strict=True)]
        pairs = [(rows[0], rows[1]), (rows[0], rows[2]), (rows[1], rows[2])]
        dots = sum(x * y for a, b in pairs for x, y in zip(a[1:], b[1:], strict=True))
        return self.knobs["base"] + sum(row[0] for row in rows) + dots

    def reviews(self):
        """The rows of the table, as (country, points, price, taster_name, variety)."""
        knobs = self.knobs
        colours = self.colours.values()
        rare = {name: (1 + i) ** -1.3 for names in colours for i, name in enumerate(names)}
        for number in range(knobs["reviews"]):
            taster = self.kind(knobs["tasters"])
            covered = self.sections["taster_name"][taster]
            country = self.kind({name: knobs["countries"][name] for name in covered})
            known = {name: 1 / (2 + i) for i, name in enumerate(self.sections["country"][country])}
            variety = self.kind(rare if self.chance("unusual") else known)
            names = (taster, variety, country)
            if names not in self.own:
                self.own[names] = self.normal(knobs["triple"])
            quality = self.normal(1)
            points = self.score(*names) + self.own[names] + quality * knobs["quality"] + self.normal(knobs["noise"])
            points = min(100, max(80, int(points + 0.5)))
            dear = sum(self.price_bias[pair] for pair in zip(KINDS, names, strict=True))
            dear += quality * knobs["price_of_quality"] + self.normal(knobs["price_noise"])
            price = "" if self.chance("no_price") else max(4, round(knobs["price"] * math.exp(dear)))
            if self.chance("no_taster"):
                taster = ""
            if self.chance("no_country"):
                country = ""
            yield country, points, price, taster, "" if number == knobs["reviews"] // 2 else variety


def make():
    model = Model()
    reviews = table(["country", "points", "price", "taster_name", "variety"], model.reviews())
    truth = [(*key, *values) for key, values in model.truth.items()]
    head = ["kind", "name", "bias", "factor_1", "factor_2", "factor_3"]
    return {"wine.csv.gz": packed(reviews), "wine_truth.csv": table(head, truth)}


if __name__ == "__main__":
    write(make())
