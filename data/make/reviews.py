"""Make the sample corpus of film reviews: ``data/sample/reviews.csv.gz``.

The lessons use the IMDB reviews. Where these cannot be had (no network, a test run), they use this
small corpus instead: 6,000 reviews written by the grammar in ``reviews.txt``, none of them copied
from anywhere. It is made so that the lessons show on it what they show on IMDB:

* a review has a genre, and the words of a genre keep company (ghost, cellar, scream): word vectors
  that are learned from co-occurrence find topical neighbours;
* numbers, months, cities, names, professions, relatives and gendered pairs (king/queen) stand in
  the same places of the same sentences: they become neighbours, too;
* opinions are graded and have many synonyms, frequent and rare ones; a review praises some things
  and criticises others, tells the plot in words that sound like opinions ("a terrible storm") and
  keeps its verdict for the end more often than not;
* word order counts: negation, contrast, disappointed expectations and irony turn the words round.

Run it as ``python data/make/reviews.py``.
"""

import re

from files import packed, table, write
from grammar import Grammar

# Words without a capital in a title
SMALL = {"of", "in", "by", "the", "to", "from", "a", "with", "at"}
NO_GENRE = ("", "person")  # sections


class Reviews(Grammar):
    """The grammar; what stays the same for all reviews."""

    def __init__(self):
        super().__init__("reviews")
        self.people = self.sections["person"]
        self.genres = {name: self.sections[name] for name in self.sections if name not in NO_GENRE}
        places = "|".join(self.lists["on_places"])
        self.on_place = re.compile(rf"\b([Ii])n ((?:the|a) (?:[\w-]+ )?(?:{places})\b)")

    def weight(self, rank):
        return 1 / (rank + 2)

    def shuffled(self, items):
        return [item for _, _, item in sorted((self.random(), *pair) for pair in enumerate(items))]

    def review(self, label):
        """A review of the length we want."""
        while True:
            text = Review(self, label).text()
            length = len(text.replace("<br />", " ").split())
            if self.knobs["min_words"] <= length <= self.knobs["max_words"]:
                return text


class Review:
    """One review in the making: its label (1 is praise, 0 is blame), its genre, its people."""

    def __init__(self, grammar, label):
        self.grammar, self.share, self.label, self.polarity = grammar, grammar.knobs, label, label
        self.genre = grammar.even(list(grammar.genres))
        self.gender = grammar.even("mf")
        self.told, self.used = set(), set()  # patterns of the review, words of a sentence
        self.known = {}  # people and place
        self.strangers = grammar.even([("wife", "girlfriend"), ("husband", "boyfriend")])
        self.fixed = {name: self.gendered(choice) for name, (choice,) in grammar.people.items()}
        for slot in ("star", "costar", "director", "writer"):
            gender = self.gender if slot == "star" else grammar.even("mf")
            self.fixed[slot] = f"{grammar.draw(f'first {gender}')} {grammar.draw('surname')}"
        self.fixed["gname"] = grammar.pick(grammar.genres[self.genre]["gname"])
        first, *rest = grammar.expand(grammar.even(grammar.lists["title"]), self.draw).split()
        rest = [word if word in SMALL else capital(word) for word in rest]
        self.fixed["title"] = '"' + with_articles(" ".join([capital(first), *rest])) + '"'

    def gendered(self, text):
        return text.split("/")["mf".index(self.gender)] if "/" in text else text

    def draw(self, slot):
        """The text that fills a slot, not twice the same in one sentence."""
        if slot in self.fixed and not (slot == "gname" and self.grammar.chance("other_name")):
            return self.fixed[slot]
        known = self.known.get(slot)
        if known and known not in self.used and self.grammar.chance("same"):
            text = known
        else:
            choices = self.choices(slot)
            text = self.grammar.pick(choices)
            while text in self.used or text in self.strangers:
                text = self.grammar.pick(choices)
        self.used.add(text)
        if slot in ("ghero", "gvillain", "gplace"):
            self.known.setdefault(slot, text)
        return self.gendered(text)

    def choices(self, slot):
        """The list that belongs to a slot."""
        name, lists = slot.rstrip("!"), self.grammar.lists
        if name == "first":
            return lists[f"first {self.gender}"]
        sign = "-+"[1 - self.polarity if slot.endswith("!") else self.polarity]
        genre = self.grammar.genres[self.genre]
        return lists.get(name + sign) or genre.get(name) or lists[name]

    def sentence(self, name, polarity=None):
        """One sentence after a pattern of this list that the review has not used yet."""
        self.polarity, self.used = self.label if polarity is None else polarity, set()
        lists = self.grammar.lists
        patterns = lists.get(name) or lists[name + "-+"[self.label]]
        pattern = self.grammar.even([pattern for pattern in patterns if pattern not in self.told])
        self.told.add(pattern)
        text = self.grammar.expand(pattern, self.draw)
        text = self.grammar.on_place.sub(lambda m: ("On " if m[1] == "I" else "on ") + m[2], text)
        return with_articles(capital(text))

    def opening(self):
        if self.grammar.chance("verdict_first"):
            return [self.sentence("verdict_plain"), self.sentence("opening")]
        return [self.sentence("hint" if self.grammar.chance("hint_first") else "opening")]

    def plot(self):
        royal = self.share["royal_plot"].get(self.genre, 0)
        return self.sentence("royal_plot" if self.grammar.chance(royal) else "plot")

    def opinion(self):
        """A sentence about one side of the film; it does not always agree with the label."""
        polarity = self.label if self.grammar.chance("agree") else 1 - self.label
        return self.sentence("turned" if self.grammar.chance("turned") else "opinion", polarity)

    def body(self):
        """Plot first, opinions after it, sometimes mixed."""
        plots = [self.plot() for _ in range(int(self.grammar.draw("plots")))]
        opinions = [self.opinion() for _ in range(int(self.grammar.draw("opinions")))]
        parts = plots + opinions
        return self.grammar.shuffled(parts) if self.grammar.chance("mixed") else parts

    def closing(self):
        """The verdict, and sometimes an afterthought."""
        ironical = self.grammar.chance("irony")
        found = [self.sentence("irony" if ironical else self.grammar.kind(self.share["closing"]))]
        afterthought = self.grammar.kind(self.share["afterthought"])
        if afterthought == "neutral":
            found.append(self.sentence("afterthought"))
        elif afterthought == "minority":
            found.append(self.sentence("minority", 1 - self.label))
        return found

    def text(self):
        """The whole review."""
        text, *parts = self.opening() + self.body() + self.closing()
        for part in parts:
            text += ("<br /><br />" if self.grammar.chance("break") else " ") + part
        return text


def capital(text):
    return text[0].upper() + text[1:]


def with_articles(text):
    """Turn 'a' into 'an' before a vowel."""
    vowel = r"\b([Aa]) (?=(?!one\b|uni|use|usu|eu)(?:[aeiou8]|hour))"
    return re.sub(vowel, r"\1n ", text, flags=re.IGNORECASE)


def make():
    """Training reviews before test reviews, the labels balanced and shuffled in each."""
    grammar, rows = Reviews(), []
    for split in ("train", "test"):
        for label in grammar.shuffled([0, 1] * (grammar.knobs[split] // 2)):
            rows.append((split, label, grammar.review(label)))
    return {"reviews.csv.gz": packed(table(["split", "label", "text"], rows))}


if __name__ == "__main__":
    write(make())
