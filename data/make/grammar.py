"""Texts by chance: the one engine behind reviews.py, tweets.py, fourgrams.py and wine.py.

What it draws from stands in a text file beside this one, in this form:

    # a comment; it may also end a line
    irony = 0.03                            a number that the script uses
    mood = negative 0.6 | neutral 0.4       shares: how often each of these
    city: Oslo | Prague                     a list of choices, separated by "|" or by a new line;
        Lima | Turin                        indented lines belong to what is above
    hello: I am in {city}. | {City}!        {city} stands for a choice of that list, {City} for one
                                            with a capital
    [horror]                                a section: lists below may be called as others elsewhere

All chance comes from ``random.Random(seed).random()``, whose sequence Python guarantees, so that
equal files give equal texts on every machine.
"""

import re
from bisect import bisect
from itertools import accumulate
from pathlib import Path
from random import Random


def read(path):
    """The numbers and shares as {name: value}, and the lists as {section: {name: [choice, ...]}}.

    The lists above all headings are in section "". Raises ValueError on a line of no known form.
    """
    text = re.sub(r"(?m)(^|[ \t])#([ \t].*)?$", "", path.read_text(encoding="utf-8"))
    knobs, sections = {}, {"": {}}
    section = sections[""]
    for line in re.sub(r"\s*\n[ \t]+", " | ", text).splitlines():
        if heading := re.fullmatch(r"\[(.+)\]\s*", line):
            section = sections[heading[1]] = {}
        elif knob := re.fullmatch(r"(\w+) = (.+)", line):
            shares = [part.strip().rpartition(" ") for part in knob[2].split("|")]
            values = {name: float(x) if "." in x else int(x) for name, _, x in shares}
            knobs[knob[1]] = values.get("", values)
        elif entry := re.fullmatch(r"([^:]+):(.*)", line):
            if entry[1] in section:
                raise ValueError(f"{path.name}: {entry[1]} is there twice")
            section[entry[1]] = [part.strip() for part in entry[2].split("|") if part.strip()]
        elif line.strip():
            raise ValueError(f"{path.name}: no list, no number, no heading: {line}")
    return knobs, sections


class Grammar:
    """The numbers and lists of a file, and chance."""

    def __init__(self, name):
        self.knobs, self.sections = read(Path(__file__).with_name(f"{name}.txt"))
        self.lists, self.sums = self.sections[""], {}
        self.random = Random(self.knobs["seed"]).random

    def weight(self, rank):
        """How often the choice at this place of a list (0 is the first) is drawn."""
        return (rank + 1) ** -self.knobs["steepness"]

    def chance(self, share):
        """Whether something happens that has this share, given as a number or by its name."""
        return self.random() < self.knobs.get(share, share)

    def kind(self, shares):
        """One of the keys of {key: share}; the shares need not sum to 1."""
        sums = list(accumulate(shares.values()))
        return list(shares)[bisect(sums, self.random() * sums[-1])]

    def pick(self, choices):
        """One of the choices, by the weight of its place."""
        if len(choices) not in self.sums:
            self.sums[len(choices)] = list(accumulate(map(self.weight, range(len(choices)))))
        sums = self.sums[len(choices)]
        return choices[bisect(sums, self.random() * sums[-1])]

    def even(self, choices):
        """One of the choices, all equally likely."""
        return choices[int(self.random() * len(choices))]

    def draw(self, slot):
        return self.pick(self.lists[slot])

    def expand(self, pattern, draw=None):
        """The pattern with its slots filled from left to right.

        `draw(slot)` gives the text that fills a slot; it may hold slots itself.
        """
        draw = draw or self.draw

        def fill(match):
            slot = match[1]
            text = self.expand(draw(slot[0].lower() + slot[1:]), draw)
            return text[0].upper() + text[1:] if slot[0].isupper() else text

        return re.sub(r"\{(.+?)\}", fill, pattern)
