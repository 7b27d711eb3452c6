"""Make the word vectors that lessons 00, 03c and 04 use: ``data/kept/03b-how-word-vectors-are-made-full.npz``.

They come from the real reviews: word vectors of 3,999 words as lesson 03b makes them (co-occurrence
within five words, positive PMI, truncated SVD), once from the 10,000 reviews that the lesson reads,
and once from 5,000 others, in half precision. The file is committed, so nobody needs to run this;
a test on the real data compares the two. SVD leaves open which way round a direction points: each
is turned as in the file that is there.

Run it as ``python data/make/kept.py``; the reviews are downloaded when they are not in the cache.
"""

import sys
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from helpers import datasets
from helpers.paths import KEPT
from helpers.text import Tokenizer

FILE = KEPT / "03b-how-word-vectors-are-made-full.npz"
WORDS, REACH, DIMENSIONS = 4_000, 5, 100


def vectors_of(stream):
    """Word vectors, shape (words, dimensions), of a row of word numbers in which 0 is no word."""
    counts = sparse.csr_matrix((WORDS, WORDS))
    for distance in range(1, REACH + 1):
        left, right = stream[:-distance], stream[distance:]
        real = (left > 0) & (right > 0)
        pairs = (np.full(real.sum(), 1 / distance), (left[real], right[real]))
        counts = counts + sparse.csr_matrix(pairs, (WORDS, WORDS))
    counts = counts + counts.T
    table, alone = counts.tocoo(), np.asarray(counts.sum(axis=1)).ravel()
    context = alone**0.75 / (alone**0.75).sum()
    pmi = np.log(table.data / alone[table.row] / context[table.col])
    keep = pmi > 0
    ppmi = sparse.csr_matrix((pmi[keep], (table.row[keep], table.col[keep])), counts.shape)
    left, strength, _ = svds(ppmi, k=DIMENSIONS, v0=np.ones(WORDS))
    return left * np.sqrt(strength)


def make():
    """The arrays of the file, by name."""
    texts = datasets.load_reviews("full").train["text"]
    tokenizer = Tokenizer(num_words=WORDS).fit(texts)
    sequences = tokenizer.encode(texts)
    _, pool = np.split(np.random.default_rng(0).permutation(len(sequences)), [10_000])  # the rest validates, in 03
    parts = {"vectors": pool[:10_000], "other": pool[10_000:]}
    streams = {name: np.concatenate([sequences[i] + [0] * REACH for i in part]) for name, part in parts.items()}
    vectors = {name: vectors_of(stream)[1:] for name, stream in streams.items()}
    if FILE.exists():
        with np.load(FILE, allow_pickle=False) as file:
            vectors = {name: v * np.sign((v * file[name]).sum(axis=0)) for name, v in vectors.items()}
    vectors = {name: v.astype(np.float16) for name, v in vectors.items()}
    return {"words": np.array(list(tokenizer.word_index)[: WORDS - 1]), **vectors}


if __name__ == "__main__":
    np.savez_compressed(FILE, **make())
