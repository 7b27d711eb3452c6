"""A tokeniser with the documents' semantics: those of Keras's first `Tokenizer`.

Keras 3's `TextVectorization` keeps a place for unknown words; the documents' tokeniser drops them, which moves
every window of 20 or 100 words. So the course has its own, tested against the class that TensorFlow still ships.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from .errors import need, told

FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'
ONE_TEXT = "fit and encode take a list of texts, not one text: put it in square brackets."
_TO_SPACES = str.maketrans(dict.fromkeys(FILTERS, " "))


@told
def words(text: str) -> list[str]:
    """The lower-case words of a text, punctuation removed, apostrophes kept.

    Only the space separates: no-break spaces stay inside a word, as in the documents, unlike with `text.split()`.
    """
    return [word for word in text.lower().translate(_TO_SPACES).split(" ") if word]


class Tokenizer:
    """Numbers for words: 1 for the most frequent word of the fitted texts, 2 for the next, and so on; 0 is free.

    num_words: `encode` keeps the words numbered below it, num_words - 1 of them, and drops all others; None: keeps all.
    word_index: a dict, word to number, of every word seen, whatever `num_words` says. Words of equal count keep
        their order of first appearance.
    """

    @told
    def __init__(self, num_words: int | None = None):
        fits = num_words is None or num_words >= 2
        need(fits, f"num_words is {num_words}; it must be 2 or more, as number 0 is no word.")
        self.num_words = num_words
        self.word_index: dict[str, int] = {}
        self._words = [""]

    @told
    def fit(self, texts: Iterable[str]) -> "Tokenizer":
        """Learn the vocabulary from an iterable of texts. Call it on training texts only."""
        need(not isinstance(texts, str), ONE_TEXT)
        counts = Counter(word for text in texts for word in words(text))
        need(counts, "There is not a single word in these texts.")
        self.word_index = {word: i for i, (word, _) in enumerate(counts.most_common(), start=1)}
        self._words = ["", *self.word_index]
        return self

    @told
    def encode(self, texts: Iterable[str]) -> list[list[int]]:
        """One list of word numbers for each text; unknown words and those past `num_words` are dropped."""
        need(self.word_index, "This tokenizer knows no words yet: call fit(texts) first.")
        need(not isinstance(texts, str), ONE_TEXT)
        limit = self.num_words or len(self.word_index) + 1
        known = {word: i for word, i in self.word_index.items() if i < limit}
        return [[known[word] for word in words(text) if word in known] for text in texts]

    @told
    def decode(self, sequence: Sequence[int]) -> str:
        """The words of one sequence of numbers, joined by spaces; zeros (padding) are left out.

        Raises CourseError for a number that is no word.
        """
        fits = all(0 <= i < len(self._words) for i in sequence)
        need(fits, f"This tokenizer numbers its words 1 to {len(self.word_index):,}.")
        return " ".join(self._words[i] for i in sequence if i)
