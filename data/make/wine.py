"""Make the sample of wine reviews, ``data/sample/wine.csv.gz``, and its ``wine_truth.csv``.

Where the real reviews cannot be had (no network, a test run), lesson 05 uses these: 8,000 scores
drawn from a latent-factor model of our own. The names of countries and grape varieties are real,
the tasters are invented, and every score is made up; ``wine.txt`` holds the names and the numbers
of the model. What the lesson shows on the real reviews holds here, too:

* a few varieties get most of the reviews, many get a handful;
* a taster covers a few countries, a country grows its own varieties: most combinations never
  occur;
* some reviews name no taster, a few no country, one no variety;
* a score is 88 + a bias for each of the three + the three pairwise dot products of three hidden
  factors + noise.

Because the factors are written down, the lesson can hold what a model has learned against what is
true.

Run it as ``python data/make/wine.py``.
"""

from files import packed, table, write
from grammar import Grammar

KINDS = ["taster_name", "variety", "country"]


class Model(Grammar):
    def __init__(self):
        super().__init__("wine")
        self.colours = self.sections["variety"]
        self.truth = {}
        for kind in KINDS:
            for name, centre in self.members(kind):
                part = self.knobs["spread_of_variety"] if kind == "variety" else 1
                spread = part * self.knobs["spread"]
                factors = [float(middle) + self.normal(spread) for middle in centre]
                bias = self.normal(self.knobs["bias"][kind])
                self.truth[kind, name] = [round(x, 3) for x in (bias, *factors)]

    def members(self, kind):
        """The names of a kind, each with the point around which its three factors lie."""
        if kind != "variety":
            return [(name, (0, 0, 0)) for name in self.sections[kind]]
        centres = self.sections["centre"]
        return [(name, centres[colour]) for colour in self.colours for name in self.colours[colour]]

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
        """The rows of the table, as (country, points, taster_name, variety)."""
        knobs = self.knobs
        colours = self.colours.values()
        rare = {name: 1 / (1 + i) for names in colours for i, name in enumerate(names)}
        for number in range(knobs["reviews"]):
            taster = self.kind(knobs["tasters"])
            covered = self.sections["taster_name"][taster]
            country = self.kind({name: knobs["countries"][name] for name in covered})
            known = {name: 1 / (2 + i) for i, name in enumerate(self.sections["country"][country])}
            variety = self.kind(rare if self.chance("unusual") else known)
            points = self.score(taster, variety, country) + self.normal(knobs["noise"])
            points = min(100, max(80, int(points + 0.5)))
            if self.chance("no_taster"):
                taster = ""
            if self.chance("no_country"):
                country = ""
            yield country, points, taster, "" if number == knobs["reviews"] // 2 else variety


def make():
    model = Model()
    reviews = table(["country", "points", "taster_name", "variety"], model.reviews())
    truth = [(*key, *values) for key, values in model.truth.items()]
    head = ["kind", "name", "bias", "factor_1", "factor_2", "factor_3"]
    return {"wine.csv.gz": packed(reviews), "wine_truth.csv": table(head, truth)}


if __name__ == "__main__":
    write(make())
