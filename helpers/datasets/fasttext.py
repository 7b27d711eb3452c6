"""fastText's word vectors of several languages, aligned into one space: the rows of the most
frequent words.

Source: Joulin et al., "Loss in Translation: Learning Bilingual Word Mapping with a Retrieval
Criterion", EMNLP 2018; trained on Wikipedia by Bojanowski et al., "Enriching Word Vectors with
Subword Information", TACL 2017. The text format: a line with the numbers of words and dimensions,
then one line a word, the commonest word first.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..errors import DatasetError, unknown
from .cache import cached_arrays, check_mode, joined, reads, split
from .download import about

ROWS = 20_000  # rows that are fetched of each language
DIMENSIONS = 300
LANGUAGES = ("fr", "ro")


class Aligned(NamedTuple):
    """Words of one language and their vectors in the space that all languages share."""

    words: list[str]  # the most frequent first
    vectors: np.ndarray  # float32, shape (words, 300)


def load_aligned(mode: str, language: str, rows: int = ROWS) -> Aligned:
    """The vectors of the `rows` most frequent words of a language ("fr", "ro"), in a space shared
    by all languages.

    The official files have gigabytes, sorted by frequency. Only the first 20,000 rows are fetched
    (about 50 MB), and kept as float16. A whole file on a mirror does as well. Raises DatasetError:
    these vectors are in full mode only, there is no embedded sample.
    """
    if mode in LANGUAGES:  # the order of earlier lessons
        mode, language = language, mode
    check_mode(mode)
    if language not in LANGUAGES:
        raise DatasetError(unknown("language", language, LANGUAGES))
    if not isinstance(rows, int) or not 1 <= rows <= ROWS:
        raise DatasetError(f"rows is {rows}; it must be a whole number from 1 to {ROWS:,}.")
    name = f"fasttext-{language}"
    if mode == "sample":
        raise DatasetError(
            f"There is no embedded sample of aligned vectors: {name} needs full mode, which "
            f"downloads about {about(name)['bytes'] / 1e6:.0f} MB once."
        )
    arrays = cached_arrays(name)
    return Aligned(split(arrays["words"])[:rows], arrays["vectors"][:rows].astype(np.float32))


@reads("fasttext-fr", "fasttext-ro")
def _read(path: Path) -> dict[str, np.ndarray]:
    """The first rows of the text. As nobody publishes a hash, each of them is checked in form."""
    found: dict[str, np.ndarray] = {}
    with open(path, "rb", buffering=1 << 20) as file:
        head = file.readline(100).split()
        if len(head) != 2 or not all(part.isdigit() for part in head) or int(head[1]) != DIMENSIONS:
            raise ValueError(f"line 1 does not give a number of words and {DIMENSIONS} dimensions")
        for number in range(2, min(ROWS, int(head[0])) + 2):
            line = file.readline()
            parts = line.rstrip().rsplit(b" ", DIMENSIONS)
            if not line.endswith(b"\n") or len(parts) != DIMENSIONS + 1:
                raise ValueError(f"line {number} is not a word and {DIMENSIONS} numbers")
            try:
                word, vector = parts[0].decode("utf-8"), np.array(parts[1:], dtype=np.float32)
            except ValueError as error:
                raise ValueError(f"line {number} holds something that is not a number or not UTF-8") from error
            if word in found or not np.isfinite(vector).all():
                raise ValueError(f"line {number} repeats a word or holds a number that is not finite")
            found[word] = vector
    return {"words": joined(found), "vectors": np.array(list(found.values()), np.float16)}
