"""Nearest rows of a table of vectors, by name: the question that every lesson asks of its embedding."""

import difflib
from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.neighbors import NearestNeighbors

from .errors import CourseError, UnknownWordError, unknown


class Neighbours:
    """Search among named vectors.

    Parameters
    ----------
    vectors : array of shape (names, dimensions)
    names : sequence of str
        One name a row, each different.
    metric : {"cosine", "euclidean"}
        "cosine" (default): only the direction counts.

    Raises
    ------
    CourseError
        For no vectors, a name that occurs twice, another number of names than vectors, NaN, another metric.

    Examples
    --------
    >>> table = Neighbours([[1, 0], [0.9, 0.1], [0, 1]], ["good", "great", "bad"])
    >>> table.nearest("good", k=1)
        name  similarity
    0  great    0.993884
    """

    def __init__(self, vectors, names: Sequence[str], metric: str = "cosine"):
        self.vectors = np.asarray(vectors, dtype=np.float32)
        self.names = [str(name) for name in names]
        if metric not in ("cosine", "euclidean"):
            raise CourseError(unknown("metric", metric, ("cosine", "euclidean")))
        if self.vectors.ndim != 2 or not len(self.vectors) or len(self.vectors) != len(self.names):
            raise CourseError(
                f"Neighbours needs one name a row: the vectors have shape {self.vectors.shape} "
                f"and there are {len(self.names)} names."
            )
        if not np.isfinite(self.vectors).all():
            raise CourseError("Some vectors hold NaN or infinity: look at the training before searching.")
        self.metric = metric
        self.row = {name: i for i, name in enumerate(self.names)}
        if len(self.row) != len(self.names):
            twice = next(name for i, name in enumerate(self.names) if self.row[name] != i)
            raise CourseError(f"Every name must be different, and {twice!r} occurs twice.")
        self._index = NearestNeighbors(metric=metric).fit(self.vectors)

    def __contains__(self, name: str) -> bool:
        return name in self.row

    def vector(self, name: str) -> np.ndarray:
        """The vector of one name, shape (dimensions,). Raises UnknownWordError with the nearest spellings."""
        if name not in self.row:
            near = difflib.get_close_matches(str(name), self.names, n=5, cutoff=0.6)
            hint = f"Near in spelling: {', '.join(near)}." if near else "No known word is spelled like it."
            raise UnknownWordError(f"{name!r} is not among these {len(self.names):,} words. {hint}")
        return self.vectors[self.row[name]]

    def nearest(self, query, k: int = 10) -> pd.DataFrame:
        """The k nearest names to a name, or to a vector of shape (dimensions,).

        Returns a DataFrame with the columns `name` and `similarity` (cosine, 1 = same direction), or `distance`
        for other metrics, best first. A name is not its own neighbour.
        """
        by_name = isinstance(query, str)
        vector = self.vector(query) if by_name else np.asarray(query, dtype=np.float32)
        if vector.shape != self.vectors.shape[1:]:
            raise CourseError(f"The query has shape {vector.shape}; these vectors have {self.vectors.shape[1:]}.")
        if k < 1:
            raise CourseError(f"k is {k}; ask for 1 neighbour or more.")
        found = min(k + by_name, len(self.names))
        distances, rows = self._index.kneighbors(vector[None], n_neighbors=found)
        pairs = [
            (self.names[i], d)
            for i, d in zip(rows[0], distances[0], strict=True)
            if not (by_name and i == self.row[query])
        ][:k]
        table = pd.DataFrame(pairs, columns=["name", "distance"])
        if self.metric == "cosine":
            table["similarity"] = 1 - table.pop("distance")
        return table
