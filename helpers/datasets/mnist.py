"""Handwritten digits: MNIST as Keras packs it, and scikit-learn's small digits brought to the same size.

Sources: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", 1998; for the sample Alpaydin and Kaynak,
"Optical Recognition of Handwritten Digits", UCI 1998, which scikit-learn carries.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from .cache import Arrays, cached_arrays, check_mode, reads

SIDE = 28  # pixels
BOX = 20  # MNIST fits each digit into 20 x 20 pixels before it centres it
SAMPLE_TEST = 360  # of the sample's 1,797 digits, the last ones: other writers than the first


class Mnist(NamedTuple):
    """Pictures of digits: gray, white ink (255) on black (0), and the digit that each shows."""

    x_train: np.ndarray  # uint8 (pictures, 28, 28), 0 to 255
    y_train: np.ndarray  # int64 (pictures,), 0 to 9
    x_test: np.ndarray
    y_test: np.ndarray


def load_mnist(mode: str) -> Mnist:
    """Handwritten digits of 28 x 28 pixels.

    "full": the 60,000 + 10,000 pictures of MNIST, in the file's order. "sample": the 1,797 digits of 8 x 8 pixels that
    come with scikit-learn, enlarged and centred by mass as MNIST's are, 1,437 + 360. Raises DatasetError.
    """
    check_mode(mode)
    if mode == "sample":
        return _sample()
    arrays = cached_arrays("mnist")
    return Mnist(*(arrays[key].astype(np.int64) if key[0] == "y" else arrays[key] for key in Mnist._fields))


@reads("mnist")
def _read(path: Path) -> Arrays:
    """The four plain arrays of Keras's file; a file that would need a pickle is refused by numpy."""
    with np.load(path, allow_pickle=False) as file:
        return {key: file[key].astype(np.uint8) for key in Mnist._fields}


def _sample() -> Mnist:
    from sklearn.datasets import load_digits

    digits = load_digits()
    x, y = np.stack([_enlarge(image) for image in digits.images]), digits.target.astype(np.int64)
    return Mnist(x[:-SAMPLE_TEST], y[:-SAMPLE_TEST], x[-SAMPLE_TEST:], y[-SAMPLE_TEST:])


def _enlarge(image: np.ndarray) -> np.ndarray:
    """A digit of 8 x 8 (0 to 16) as uint8 28 x 28: smooth curves in a box of 20, crisp ink, centred by mass."""
    from scipy.ndimage import center_of_mass, zoom

    large = zoom(image / 16, BOX / 8, order=3)
    # Enlarging alone is linear: all pictures would lie in 64 dimensions, and PCA with 128 numbers would be without error.
    ink = np.clip(2.2 * (large - 0.5) + 0.5, 0, 1)
    top, left = np.clip(np.rint(SIDE / 2 - 0.5 - np.array(center_of_mass(ink))).astype(int), 0, SIDE - BOX)
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    canvas[top : top + BOX, left : left + BOX] = np.rint(255 * ink).astype(np.uint8)
    return canvas
