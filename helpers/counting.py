"""Models that count: the probability of the last word of each row, from the words before it."""

import numpy as np


def perplexity(probabilities) -> float:
    """The geometric mean of 1/p over the probabilities given to the words that came; lower is better.

    >>> round(perplexity(np.array([1 / 2, 1 / 8])), 9)
    4.0
    """
    return float(np.exp(-np.log(probabilities).mean()))


def smoothed(train, rows, context: int, words: int, imaginary: float = 30) -> np.ndarray:
    """Counts of contexts of `context` words (0 to n - 1), each with `imaginary` rows more, which are divided as
    the model with one word less would divide them: Dirichlet smoothing (MacKay and Peto 1995).

    `train` and `rows` hold word numbers below `words`, shapes (rows to count, n) and (rows to score, n). Returns
    the probability given to the last word of each row, shape (rows to score,).

    >>> rows = np.array([[0, 1], [0, 1], [0, 0]])
    >>> smoothed(rows, rows[:1], context=1, words=2, imaginary=1).round(3)
    array([0.656])
    """
    guess = np.full(len(rows), 1 / words)
    for size in range(1, context + 2):
        together, seen, _ = _count(train[:, -size:], rows[:, -size:])
        guess = (together + imaginary * guess) / (seen + imaginary)
    return guess


def kneser_ney(train, rows, words: int, discount: float = 0.8, different: bool = True) -> np.ndarray:
    """Counts that lose a `discount` each, which goes to the model with one word less. With `different`, the smaller
    models count how many different words stood before a phrase, not how often it came (Kneser and Ney 1995).

    Arguments and result as for `smoothed`; all the words before the last one are looked at.
    """
    guess, width = np.full(len(rows), 1 / words), train.shape[1]
    for size in range(1, width + 1):
        counted = train
        if different and size < width:
            _, first = np.unique(_codes(train[:, -size - 1 :]), return_index=True)
            counted = train[first]
        together, seen, followers = _count(counted[:, -size:], rows[:, -size:])
        kept, saved = np.maximum(together - discount, 0), discount * followers
        guess = np.where(seen > 0, (kept + saved * guess) / np.maximum(seen, 1), guess)
    return guess


def _count(counted, asked) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each asked row: how often it was counted, how often its context, and the context's different followers."""
    codes, wanted = _codes(counted), _codes(asked)
    contexts = wanted >> 15
    return _times(codes, wanted), _times(codes >> 15, contexts), _times(np.unique(codes) >> 15, contexts)


def _codes(rows) -> np.ndarray:
    """One number for each row of up to four word numbers; the last word is in the lowest 15 bits."""
    return np.asarray(rows, np.int64) @ 2 ** (15 * np.arange(rows.shape[1])[::-1])


def _times(codes, wanted) -> np.ndarray:
    found, counts = np.unique(codes, return_counts=True)
    place = np.searchsorted(found, wanted).clip(max=len(found) - 1)
    return np.where(found[place] == wanted, counts[place], 0)
