"""Nearest rows of a table of vectors, by name: the question that every lesson asks of its embedding."""

import difflib
from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.neighbors import NearestNeighbors

from .errors import UnknownWordError, need, need_name, told


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
        need_name("metric", metric, ("cosine", "euclidean"))
        shape, count = self.vectors.shape, len(self.names)
        fits = len(shape) == 2 and shape[0] == count > 0
        need(fits, f"Neighbours needs one name a row: the vectors have shape {shape} and there are {count} names.")
        need(np.isfinite(self.vectors).all(), "Some vectors hold NaN or infinity: look at the training first.")
        self.metric = metric
        self.row = {name: i for i, name in enumerate(self.names)}
        twice = next((name for i, name in enumerate(self.names) if self.row[name] != i), None)
        need(twice is None, f"Every name must be different, and {twice!r} occurs twice.")
        self._index = NearestNeighbors(metric=metric).fit(self.vectors)

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
        need(k >= 1, f"k is {k}; ask for 1 neighbour or more.")
        distances, rows = self._index.kneighbors(vector[None], n_neighbors=min(k + by_name, len(self.names)))
        others = rows[0] != (self.row[query] if by_name else -1)
        names = [self.names[i] for i in rows[0][others][:k]]
        table = pd.DataFrame({"name": names, "distance": distances[0][others][:k].astype(float)})
        if self.metric == "cosine":
            table["similarity"] = 1 - table.pop("distance")
        return table
