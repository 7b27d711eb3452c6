"""Make the sample sentences of lesson 01: ``data/sample/sentences.txt.gz``.

A grammar of our own over about 250 common words, in ``fourgrams.txt``. Words of one kind (people,
times, numbers, verbs …) stand in the same places, so that a model can find the kinds out; early
words of a list are chosen more often than late ones, so that some 4-grams come again and again and
others once. The loader cuts the sentences into 4-grams.

Run it as ``python data/make/fourgrams.py``.
"""

from files import packed, write
from grammar import Grammar


def sentences():
    """All sentences, the words of each separated by single spaces."""
    grammar = Grammar("fourgrams")
    free = grammar.knobs["free_words"]
    text = " ".join(choice for choices in grammar.lists.values() for choice in choices)
    known = sorted(filter(str.isalpha, set(text.split())))
    for _ in range(grammar.knobs["sentences"]):
        *words, stop = grammar.expand("{sentence}").split()
        if free:
            words = [grammar.even(known) if grammar.chance(free) else word for word in words]
        yield " ".join([*words, stop])


def make():
    text = "".join(sentence + "\n" for sentence in sentences())
    return {"sentences.txt.gz": packed(text.encode("ascii"), system=3)}


if __name__ == "__main__":
    write(make())
