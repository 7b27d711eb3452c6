"""Nearest rows of a table of vectors, by name: the question that every lesson asks of its embedding."""

import difflib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from .errors import UnknownWordError, need, need_name, told

NEARNESS = {"cosine": "similarity", "euclidean": "distance"}


class Neighbours:
    """Search among named vectors.

    Parameters
    ----------
    vectors : array of shape (names, dimensions)
    names : one str a row, each different
    metric : "cosine", for which only the direction counts, or "euclidean"

    Raises CourseError for no vectors, a name that occurs twice, another number of names than vectors, NaN.
    """

    @told
    def __init__(self, vectors, names: Sequence[str], metric: str = "cosine"):
        self.vectors = _float32(vectors, "Some vectors hold {}: look at the training first.")
        self.names = [str(name) for name in names]
        need_name("metric", metric, NEARNESS)
        shape, count = self.vectors.shape, len(self.names)
        fits = len(shape) == 2 and shape[0] == count > 0
        need(fits, f"Neighbours needs one name a row: the vectors have shape {shape} and there are {count} names.")
        self.metric = metric
        self.row = {name: i for i, name in enumerate(self.names)}
        twice = next((name for i, name in enumerate(self.names) if self.row[name] != i), None)
        need(twice is None, f"Every name must be different, and {twice!r} occurs twice.")
        # Kept once: rows no longer than 1, and what makes of a product the order of distances.
        lengths = np.sqrt(np.einsum("ij,ij->i", self.vectors, self.vectors, dtype=np.float64))[:, None]
        self._longest = 0.0 if metric == "cosine" else lengths.max() or 1.0
        self._scale = self._longest or np.where(lengths > 0, lengths, 1)
        self._table = np.divide(self.vectors, self._scale, out=np.empty(shape, np.float32), casting="same_kind")
        self._half = ((lengths[:, 0] / self._longest) ** 2 / 2).astype(np.float32) if self._longest else np.float32(0)

    def __contains__(self, name: str) -> bool:
        return name in self.row

    @told
    def vector(self, name: str) -> np.ndarray:
        """The vector of one name, shape (dimensions,). Raises UnknownWordError with the nearest spellings."""
        if name not in self.row:
            near = difflib.get_close_matches(str(name), self.names, n=5, cutoff=0.6)
            hint = f"Near in spelling: {', '.join(near)}." if near else "No known word is spelled like it."
            raise UnknownWordError(f"{name!r} is not among these {len(self.names):,} words. {hint}")
        return self.vectors[self.row[name]]

    @told
    def nearest(self, query, k: int = 10) -> pd.DataFrame:
        """The k nearest names to a name, or to a vector of shape (dimensions,).

        Returns a DataFrame with the columns `name` and `similarity` (cosine, 1 = same direction), or `distance`
        for other metrics, best first. A name is not its own neighbour.
        """
        by_name = isinstance(query, str)
        vector = self.vector(query) if by_name else _float32(query, "The query holds {}.")
        shape = self.vectors.shape[1:]
        need(vector.shape == shape, f"The query has shape {vector.shape}; these vectors have {shape}.")
        need(k >= 1, f"k is {k}; ask for 1 neighbour or more.")
        rows, near = self._search(vector, k + by_name)
        others = rows != (self.row[query] if by_name else -1)
        names = [self.names[i] for i in rows[others][:k]]
        return pd.DataFrame({"name": names, NEARNESS[self.metric]: near[others][:k]})

    def _search(self, vector: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of the k nearest rows, best first, and their similarities or distances; nothing is checked.

        One product in float32 ranks all rows; those within its rounding errors of the k-th are compared in float64.
        """
        k, vector = min(k, len(self.names)), vector.astype(np.float64)
        length = np.linalg.norm(vector) or 1
        scale = max(length, self._longest)
        scores = self._table @ (vector / scale).astype(np.float32) - self._half * np.float32(self._longest / scale)
        error = (len(vector) + 4) * np.finfo(np.float32).eps
        rows = np.flatnonzero(scores >= np.partition(scores, -k)[-k] - 2 * error)
        found = self.vectors[rows].astype(np.float64)
        if self.metric == "cosine":
            near = np.clip((found * vector).sum(axis=1) / (self._scale[rows, 0] * length), -1, 1)
            order = -near
        else:
            order = near = np.linalg.norm(found - vector, axis=1)
        best = np.argsort(order, kind="stable")[:k]
        return rows[best], near[best]


def _float32(given, otherwise: str) -> np.ndarray:
    """An array of finite numbers; else a CourseError."""
    with np.errstate(over="ignore"):
        array = np.asarray(given, dtype=np.float32)
    need(np.isfinite(array).all(), otherwise.format("NaN, infinity or a number beyond 10^38"))
    return array
