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
        self.vectors = np.asarray(vectors, dtype=np.float32)
        self.names = [str(name) for name in names]
        need_name("metric", metric, NEARNESS)
        shape, count = self.vectors.shape, len(self.names)
        fits = len(shape) == 2 and shape[0] == count > 0
        need(fits, f"Neighbours needs one name a row: the vectors have shape {shape} and there are {count} names.")
        need(np.isfinite(self.vectors).all(), "Some vectors hold NaN or infinity: look at the training first.")
        self.metric = metric
        self.row = {name: i for i, name in enumerate(self.names)}
        twice = next((name for i, name in enumerate(self.names) if self.row[name] != i), None)
        need(twice is None, f"Every name must be different, and {twice!r} occurs twice.")
        # Kept once: vectors no longer than 1, and what makes of a product the order of distances.
        lengths = np.sqrt(np.einsum("ij,ij->i", self.vectors, self.vectors, dtype=np.float64))
        if metric == "cosine":
            self._scale, self._half = np.where(lengths > 0, lengths, 1)[:, None], np.float32(0)
        else:
            self._scale = np.maximum(lengths.max(), np.finfo(np.float32).tiny)
            self._half = ((lengths / self._scale) ** 2 / 2).astype(np.float32)
        self._table = self.vectors / self._scale.astype(np.float32)

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
        vector = self.vector(query) if by_name else np.asarray(query, dtype=np.float32)
        shape = self.vectors.shape[1:]
        need(vector.shape == shape, f"The query has shape {vector.shape}; these vectors have {shape}.")
        need(np.isfinite(vector).all(), "The query holds NaN or infinity.")
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
        scale = length if self.metric == "cosine" else self._scale
        scores = self._table @ (vector / scale).astype(np.float32) - self._half
        error = (len(vector) + 4) * np.finfo(np.float32).eps * (1 + length / scale)
        rows = np.flatnonzero(scores >= np.partition(scores, -k)[-k] - 2 * error)
        found = self.vectors[rows].astype(np.float64)
        if self.metric == "cosine":
            near = np.clip((found * vector).sum(axis=1) / (self._scale[rows, 0] * length), -1, 1)
            order = -near
        else:
            order = near = np.linalg.norm(found - vector, axis=1)
        best = np.argsort(order, kind="stable")[:k]
        return rows[best], near[best]
