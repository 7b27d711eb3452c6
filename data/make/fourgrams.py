"""Make the sample sentences of lessons 01 and 01b: ``data/sample/sentences.txt.gz``.

A grammar of our own, in ``fourgrams.txt``. Half of what it says are free combinations, in which words
of one kind (people, times, numbers, verbs …) stand in the same places, so that a model can find the
kinds out; the other half are set phrases, which have to be learned one by one. Early choices of a list
are drawn more often than late ones, so that some 4-grams come again and again and others once. As in
the real data, only sentences made of the 250 commonest words are kept. The loader cuts the sentences
into 4-grams.

Run it as ``python data/make/fourgrams.py``.
"""

from collections import Counter

from files import packed, write
from grammar import Grammar


def sentences():
    """All sentences, the words of each separated by single spaces; ValueError where a common word is lost."""
    grammar = Grammar("fourgrams")
    drawn = [grammar.expand("{sentence}") for _ in range(grammar.knobs["sentences"])]
    count = Counter(word for sentence in drawn for word in sentence.split())
    common = {word for word, _ in count.most_common(grammar.knobs["vocabulary"])}
    kept = [sentence for sentence in drawn if common.issuperset(sentence.split())]
    if lost := common.difference(word for sentence in kept for word in sentence.split()):
        raise ValueError(f"in no sentence that is kept: {', '.join(sorted(lost))}")
    return kept


def make():
    text = "".join(sentence + "\n" for sentence in sentences())
    return {"sentences.txt.gz": packed(text.encode("ascii"), system=3)}


if __name__ == "__main__":
    write(make())
