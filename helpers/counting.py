"""Models that count: the probability of the last word of each row, from the words before it."""

import numpy as np


def perplexity(probabilities) -> float:
    """The geometric mean of 1/p over the probabilities given to the words that came; lower is better.

    >>> round(perplexity(np.array([1 / 2, 1 / 8])), 9)
    4.0
    """
    return float(np.exp(-np.log(probabilities).mean()))


def smoothed(train, rows, context: int, words: int, imaginary: float = 30) -> np.ndarray:
    """Counts of contexts of `context` words, smoothed by the counts of shorter ones (Dirichlet smoothing).

    Each context gets `imaginary` rows more, which are split as the model with one word less would split them.

    Parameters
    ----------
    train, rows : arrays of int, shapes (rows to count, n) and (rows to score, n)
        Word numbers below `words`; the last column is what is guessed.
    context : int
        How many words before it are looked at, 0 to n - 1.
    words : int
        How many words there are.

    Returns
    -------
    array of float, shape (rows to score,)
        The probability that the model gives to the last word of each row.

    Examples
    --------
    >>> rows = np.array([[0, 1], [0, 1], [0, 0]])
    >>> smoothed(rows, rows[:1], context=1, words=2, imaginary=1).round(3)
    array([0.656])
    """
    guess = np.full(len(rows), 1 / words)
    for size in range(1, context + 2):
        counted, asked = train[:, -size:], rows[:, -size:]
        together = _count(_codes(counted), _codes(asked))
        seen = _count(_codes(counted[:, :-1]), _codes(asked[:, :-1]))
        guess = (together + imaginary * guess) / (seen + imaginary)
    return guess


def kneser_ney(train, rows, words: int, discount: float = 0.8) -> np.ndarray:
    """Interpolated counts after Kneser and Ney (1995), as in Chen and Goodman (1999), with one discount.

    Each count loses `discount`; what is saved goes to the model with one word less, which counts how many
    different words have stood before a phrase, not how often the phrase came.

    Parameters and returned value as in `smoothed`; all the words before the last one are looked at.
    """
    guess = np.full(len(rows), 1 / words)
    width = train.shape[1]
    for size in range(1, width + 1):
        counted = train
        if size < width:  # each different phrase of one word more counts once
            _, first = np.unique(_codes(train[:, -size - 1 :]), return_index=True)
            counted = train[first]
        phrases = _codes(counted[:, -size:])
        contexts, asked = _codes(counted[:, -size:-1]), _codes(rows[:, -size:-1])
        _, first = np.unique(phrases, return_index=True)
        together, seen = _count(phrases, _codes(rows[:, -size:])), _count(contexts, asked)
        followers = _count(contexts[first], asked)  # how many different words followed the context
        saved = discount * followers * guess
        mixed = (np.maximum(together - discount, 0) + saved) / np.maximum(seen, 1)
        guess = np.where(seen > 0, mixed, guess)
    return guess


def _codes(rows) -> np.ndarray:
    """One number for each row of up to four word numbers below 32,768; shape (rows,)."""
    codes = np.zeros(len(rows), np.int64)
    for column in np.asarray(rows).T:
        codes = codes * 2**15 + column
    return codes


def _count(codes, asked) -> np.ndarray:
    """How often each of the asked codes is among the codes; shape (asked,)."""
    values, counts = np.unique(codes, return_counts=True)
    place = np.searchsorted(values, asked).clip(max=len(values) - 1)
    return np.where(values[place] == asked, counts[place], 0)
