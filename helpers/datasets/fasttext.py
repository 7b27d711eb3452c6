"""fastText's word vectors of several languages, aligned into one space: the rows of the most frequent words.

Source: Joulin et al., "Loss in Translation: Learning Bilingual Word Mapping with a Retrieval Criterion", EMNLP 2018;
trained on Wikipedia by Bojanowski et al., "Enriching Word Vectors with Subword Information", TACL 2017. The text format:
a line with the numbers of words and dimensions, then one line a word, the commonest word first.
"""

import re
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..errors import DatasetError, unknown
from .cache import Arrays, cached_arrays, check_mode, joined, reads, split
from .download import about
from .glove import read_vectors

ROWS = 20_000  # rows that are fetched of each language
LANGUAGES = ("fr", "ro")


class Aligned(NamedTuple):
    """Words of one language and their vectors in the space that all languages share."""

    words: list[str]  # the most frequent first
    vectors: np.ndarray  # float32, shape (words, 300)


def load_aligned(mode: str, language: str, rows: int = ROWS) -> Aligned:
    """The vectors of the `rows` most frequent words of a language ("fr", "ro"), in a space shared by all languages.

    Of the official files, which have gigabytes, the first 20,000 rows are fetched (about 50 MB), and kept as float16. A
    whole file on a mirror does as well. Raises DatasetError, also in sample mode: there is no embedded sample.
    """
    check_mode(mode)
    if language not in LANGUAGES:
        raise DatasetError(unknown("language", language, LANGUAGES))
    if not isinstance(rows, int) or not 1 <= rows <= ROWS:
        raise DatasetError(f"rows is {rows}; it must be a whole number from 1 to {ROWS:,}.")
    name = f"fasttext-{language}"
    if mode == "sample":
        raise DatasetError(
            f"There is no embedded sample of aligned vectors: {name} needs full mode, which downloads about "
            f"{about(name)['bytes'] / 1e6:.0f} MB once."
        )
    arrays = cached_arrays(name)
    return Aligned(split(arrays["words"])[:rows], arrays["vectors"][:rows].astype(np.float32))


@reads("fasttext-fr", "fasttext-ro")
def _read(path: Path) -> Arrays:
    """The first rows of the text. As nobody publishes a hash, each of them is checked in form."""
    with open(path, "rb") as file:
        if not (head := re.fullmatch(rb"(\d+) 300\s*", file.readline(100))):
            raise ValueError("line 1 does not give a number of words and 300 dimensions")
        lines = list(islice(file, min(ROWS, int(head[1]))))
    if not lines or len(lines) < min(ROWS, int(head[1])) or not lines[-1].endswith(b"\n"):
        raise ValueError(f"it ends after {len(lines):,} of {int(head[1]):,} words")
    words, vectors = read_vectors(lines, 300)
    if len(set(words)) < len(words) or not np.isfinite(vectors).all():
        raise ValueError("it repeats a word or holds a number that is not finite")
    return {"words": joined(words), "vectors": vectors.astype(np.float16)}
