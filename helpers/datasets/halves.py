"""Two small spaces of the same words, learned from the two halves of the embedded reviews."""

from typing import NamedTuple

import numpy as np

from .store import SAMPLE


class Halves(NamedTuple):
    """The same words in two spaces that were trained apart: row i of both is word i."""

    words: list[str]  # 1,000, the most frequent first
    first: np.ndarray  # float32, shape (1000, 100)
    second: np.ndarray


def load_halves() -> Halves:
    """The two spaces, made by data/make/vectors_halves.py from the embedded reviews; in both modes the same."""
    with np.load(SAMPLE / "halves.npz", allow_pickle=False) as file:
        return Halves(file["words"].tolist(), file["first"].astype(np.float32), file["second"].astype(np.float32))
